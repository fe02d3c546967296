"""What a project can be written as: a row a format, by suffix or by name."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from desktop_app.core.errors import UnknownExport
from desktop_app.core.model import Rows
from desktop_app.formats.csv_profile import DATA, Profile

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: its name, its suffix ("" for a folder), what it is, and what writes it.

    `write` names a function `(rows, path, progress) -> how many`, of `unit`; `losses` one
    `(rows) -> what the format cannot hold, and how often`.
    """

    name: str
    suffix: str
    about: str
    write: str
    unit: str = "row"
    losses: str = ""


EXPORT_FORMATS = (
    ExportFormat("xlsx", ".xlsx", "a workbook of all tables", "workbook:write_workbook"),
    ExportFormat("data", "", "a folder for R and Python", "data_folder:write_folder"),
    ExportFormat("text", ".txt", "the passages by code, as text", "text_report:write_report"),
    ExportFormat(
        "html", ".html", "the coded texts as one page", "coded_html:write_html", "document"
    ),
    ExportFormat("docx", ".docx", "the coded texts for Word", "coded_docx:write_docx", "document"),
    ExportFormat(
        "qdpx",
        ".qdpx",
        "a REFI-QDA project for other programs",
        "refi_out:write_qdpx",
        "document",
        "refi_out:losses",
    ),
    ExportFormat("tei", ".xml", "the coded texts as TEI", "tei:write_tei", "document"),
    ExportFormat("jsonl", ".jsonl", "Web Annotations, one a line", "web_annotations:write_lines"),
)


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
    return list(_named(chosen.losses)(rows)) if chosen.losses else []


def _named(name: str) -> Any:
    module, _, function = name.partition(":")
    return getattr(import_module(f"desktop_app.formats.{module}"), function)
