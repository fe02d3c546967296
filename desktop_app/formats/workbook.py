"""Everything in a project as one workbook: a sheet a table, and one that tells what they are."""

from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_app import __version__
from desktop_app.core.errors import BadValue
from desktop_app.core.model import Rows
from desktop_app.core.project import Project
from desktop_app.formats.atomic import writing
from desktop_app.formats.csv_profile import Cell
from desktop_app.formats.listings import Listing, list_all
from desktop_app.formats.xlsx import MOST_COLUMNS, MOST_ROWS, Sheet, write_sheets

Progress = Callable[[int, int], None]

_READ_ME = "read me"
_PACE = 200  # rows between two reports of progress


def write_workbook(rows: Rows, path: Path, progress: Progress | None = None) -> int:
    """Write a workbook and return how many rows its sheets have in all.

    Raises FileUnwritable, FileExists, and BadValue where a table is too large for a sheet.
    """
    listings = list_all(rows)
    name = rows.name if isinstance(rows, Project) else ""
    kept = [_kept(each, progress) for each in listings]
    made = [
        Sheet(each.name, each.columns, lines) for each, lines in zip(listings, kept, strict=True)
    ]
    with writing(path) as out:
        counts = write_sheets(out, [_read_me(name, listings), *made], progress)
    return sum(counts[1:])


def _read_me(name: str, listings: Sequence[Listing]) -> Sheet:
    lines: list[list[Cell]] = [
        [f"Project “{name}”, written by Diple {__version__}", None, None],
        ["Positions are Unicode code points, counted from 0; an end is behind the last.", None,
         None],
        ["Paragraphs and sentences are counted from 1, sentences within their paragraph.", None,
         None],
        [None, None, None],
    ]  # fmt: skip
    for listing in listings:
        lines.append([listing.name, None, listing.about])
        lines += [[None, column, _ABOUT.get(column)] for column in listing.columns]
    return Sheet(_READ_ME, ("sheet", "column", "what it holds"), lines)


def _kept(listing: Listing, progress: Progress | None) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = []
    for row in listing.rows:
        rows.append(row)
        if progress and len(rows) % _PACE == 0:
            progress(0, 0)  # how many there will be is not known yet
    if len(rows) >= MOST_ROWS or len(listing.columns) > MOST_COLUMNS:
        kind = "number of rows for a spreadsheet, which ends at 1,048,576; export CSV instead"
        raise BadValue(value=f"{len(rows):,}", kind=kind)
    return rows


_ABOUT = {
    "annotation_id": "what ties the parts of one annotation together",
    "part": "which part of its annotation, from 1",
    "parts": "how many parts its annotation has",
    "role": "what the part does in its figure",
    "start": "where it begins",
    "end": "where it ends",
    "quote": "the words between start and end",
    "before": "up to 60 characters before, on the same line",
    "after": "up to 60 characters behind, on the same line",
    "speaker": "whose words they are",
    "code_path": "the code with those above it",
    "text_sha256": "the SHA-256 of the document's text in UTF-8",
    "n_annotations": "how many annotations",
    "n_documents": "in how many documents",
    "parent_id": "the code above",
    "created_at": "UTC, ISO 8601",
    "modified_at": "UTC, ISO 8601",
}
"""Of columns whose name does not tell all."""
