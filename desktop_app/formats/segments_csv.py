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
    # Taken apart at once: asking for each by name takes twice as long, a hundred thousand times.
    (
        mark, part, number, document, path, name, coder, note, said,
        paragraph, last_paragraph, sentence, last_sentence, before, after, speaker,
    ) = segment  # fmt: skip
    mark_id, code_id, _, _, created_at, modified_at, pieces = mark
    _, _, start, end, role, quote, _ = part or _NO_PIECE
    return [
        mark_id,
        number if part else None,
        len(pieces),
        role,
        document.id if document else None,
        document.title if document else None,
        start,
        end,
        paragraph,
        last_paragraph,
        sentence,
        last_sentence,
        speaker,
        code_id,
        name,
        path,
        quote,
        before,
        after,
        coder,
        note,
        created_at,
        modified_at,
        document.text_sha256 if document else None,
        *map(said.get, properties),
        *((document.fields.get(field) if document else None) for field in fields),
    ]


_NO_PIECE = (None,) * 7
