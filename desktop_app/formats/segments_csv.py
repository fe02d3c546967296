"""The segments as a CSV table in the long shape: one row a part.

An annotation without a code, or without parts, has its row too: an export leaves no work out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop_app.core.marks import Marks
from desktop_app.core.model import Rows
from desktop_app.core.segments import Filter, Segment, list_segments
from desktop_app.formats.atomic import writing
from desktop_app.formats.csv_profile import EXCEL, Cell, Profile, write_table

COLUMNS = (
    "annotation_id", "part", "parts", "role", "document_id", "document", "start", "end",
    "start_paragraph", "end_paragraph", "start_sentence", "end_sentence", "speaker", "code_id",
    "code", "code_path", "quote", "before", "after", "coder", "note", "created_at", "modified_at",
    "text_sha256",
)  # fmt: skip
PROPERTY = "property:"
DOCUMENT = "document:"

Progress = Callable[[int, int], None]

_PACE = 200  # segments between two reports of progress


def write_segments(
    rows: Rows,
    path: Path,
    profile: Profile = EXCEL,
    only: Filter | None = None,
    progress: Progress | None = None,
) -> int:
    """Write segments to a file and return their number.

    `progress` hears how many segments of how many are written and may raise to stop. Raises
    FileUnwritable, FileExists.
    """
    with writing(path) as out:
        return stream_segments(rows, out, profile, only, progress)


def stream_segments(
    rows: Rows,
    out: BinaryIO,
    profile: Profile,
    only: Filter | None = None,
    progress: Progress | None = None,
) -> int:
    """Write segments to an open file, as `write_segments` does."""
    table = segments_table(Marks(rows), only, progress)
    count = write_table(out, profile, table.columns, table.rows)
    if progress:
        progress(count, count)
    return count


@dataclass(frozen=True, slots=True)
class SegmentsTable:
    """The segments as columns and rows; the rows are made as they are read."""

    columns: tuple[str, ...]
    rows: Iterator[list[Cell]]


def segments_table(
    marks: Marks, only: Filter | None = None, progress: Progress | None = None
) -> SegmentsTable:
    """Lay the segments of a project out as a table, as `write_segments` writes it."""
    total, properties, fields = _survey(marks)
    columns = (
        *COLUMNS,
        *(PROPERTY + name for name in properties),
        *(DOCUMENT + name for name in fields),
    )

    def written() -> Iterator[list[Cell]]:
        for number, segment in enumerate(list_segments(marks, only), 1):
            yield _row(segment, properties, fields)
            if progress and number % _PACE == 0:
                progress(number, total)

    return SegmentsTable(columns, written())


def _survey(marks: Marks) -> tuple[int, list[str], list[str]]:
    """Count the segments, and name the properties and document fields of the whole project.

    The columns are those of the whole project whatever the filter, so that exports of its parts
    can be stacked.
    """
    properties = {name for found in marks.properties.values() for name in found}
    fields = {name for document in marks.documents.values() for name in document.fields}
    total = sum(max(1, len(mark.pieces)) for mark in marks)
    return total, sorted(properties), sorted(fields)


def _row(segment: Segment, properties: Sequence[str], fields: Sequence[str]) -> list[Cell]:
    annotation, part, document = segment.annotation, segment.part, segment.document
    return [
        annotation.id,
        segment.number if part else None,
        len(annotation.pieces),
        part.role if part else None,
        document.id if document else None,
        document.title if document else None,
        part.start if part else None,
        part.end if part else None,
        segment.start_paragraph,
        segment.end_paragraph,
        segment.start_sentence,
        segment.end_sentence,
        segment.speaker,
        annotation.code_id,
        segment.code_name,
        segment.code_path,
        part.quote if part else None,
        segment.before,
        segment.after,
        segment.coder,
        segment.note,
        annotation.created_at,
        annotation.modified_at,
        document.text_sha256 if document else None,
        *(segment.properties.get(name) for name in properties),
        *(document.fields.get(name) if document else None for name in fields),
    ]
