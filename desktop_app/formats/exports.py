"""What a project can be written as: a row a format, by suffix or by name."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from desktop_app.core.errors import UnknownExport
from desktop_app.core.model import Rows
from desktop_app.formats.csv_profile import DATA, Profile
from desktop_app.formats.losses import ALL_BUT_MARKS, OF_CODES, OF_TEXTS, OF_WORK, count_losses

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: its name, its suffix ("" for a folder), what it is, and what writes it.

    `write` names a function `(rows, path, progress) -> how many`, of `unit`.
    """

    name: str
    suffix: str
    about: str
    write: str
    unit: str = "row"
    lacks: tuple[str, ...] = ()
    """Kinds of things that it has no place for, as `losses` names them."""
    losses: str = ""
    """Instead of `lacks`: a function `(rows) -> what it has no place for, and how often`."""


EXPORT_FORMATS = (
    ExportFormat(
        "xlsx", ".xlsx", "a workbook of all tables", "workbook:write_workbook",
        lacks=("texts of documents", *OF_TEXTS[1:], "saved queries"),
    ),
    ExportFormat(
        "data", "", "a folder for R and Python", "data_folder:write_folder",
        lacks=(*OF_TEXTS[1:], "saved queries"),
    ),
    ExportFormat(
        "text", ".txt", "the passages by code, as text", "text_report:write_report",
        lacks=("full definitions of codes", *ALL_BUT_MARKS),
    ),
    ExportFormat(
        "html", ".html", "the coded texts as one page", "coded_html:write_html", "document",
        lacks=(*OF_TEXTS[:2], *OF_WORK),
    ),
    ExportFormat(
        "docx", ".docx", "the coded texts for Word", "coded_docx:write_docx", "document",
        lacks=(*OF_TEXTS[:2], "full definitions of codes", *OF_CODES, *OF_WORK),
    ),
    ExportFormat(
        "qdpx", ".qdpx", "a REFI-QDA project for other programs", "refi_out:write_qdpx",
        "document", losses="refi_out:losses",
    ),
    ExportFormat(
        "tei", ".xml", "the coded texts as TEI", "tei:write_tei", "document",
        lacks=("sets of documents", OF_TEXTS[2], "notes on coders", *OF_CODES, *OF_WORK),
    ),
    ExportFormat(
        "jsonl", ".jsonl", "Web Annotations, one a line", "web_annotations:write_lines",
        lacks=("definitions of codes", *ALL_BUT_MARKS),
    ),
)  # fmt: skip


def format_for(path: Path, name: str = "") -> ExportFormat:
    """Choose the format by its name, or by the path's suffix; raise UnknownExport."""
    for each in EXPORT_FORMATS:
        if each.name == name or (not name and each.suffix == path.suffix.lower()):
            return each
    suffixes = [each.suffix or "no suffix (a data folder)" for each in EXPORT_FORMATS]
    raise UnknownExport(path=path, suffixes=suffixes)


def export(
    rows: Rows, path: Path, name: str = "", progress: Progress | None = None
) -> tuple[ExportFormat, int]:
    """Write a project in the format that is named or fits the path; return it and the count.

    Raises UnknownExport, and what the format's writer raises.
    """
    chosen = format_for(path, name)
    return chosen, int(_named(chosen.write)(rows, path, progress))


def export_table(rows: Rows, path: Path, table: str, profile: Profile = DATA) -> int:
    """Write one of the project's tables, a key of TABLES, as CSV; return the number of its rows.

    Raises UnknownExport, FileUnwritable, FileExists.
    """
    from desktop_app.core.marks import Marks
    from desktop_app.formats.listings import TABLES
    from desktop_app.formats.tables_csv import write_rows

    if path.suffix.lower() not in ("", ".csv"):
        raise UnknownExport(path=path, suffixes=[".csv"])
    listing = TABLES[table](rows, Marks(rows))
    return write_rows(path, listing.columns, listing.rows, profile)


def list_losses(rows: Rows, chosen: ExportFormat) -> list[tuple[str, int]]:
    """List what a format cannot hold of a project, and how often."""
    if chosen.losses:
        return list(_named(chosen.losses)(rows))
    return count_losses(rows, chosen.lacks)


def _named(name: str) -> Any:
    module, _, function = name.partition(":")
    return getattr(import_module(f"desktop_app.formats.{module}"), function)
