"""The table of documents as CSV: their titles, fields and sets, out and in; one row a document.

Columns that are no field (RESERVED) tell what is fixed and are passed over on the way in, but for
the title and the sets. A field that bears one of their names is written as `field:NAME`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from desktop_app.core import docsets, documents
from desktop_app.core.dates import sortable
from desktop_app.core.errors import Ambiguous, ColumnsMissing, RowRefused, Unknown
from desktop_app.core.fields import field_names
from desktop_app.core.journal import Change
from desktop_app.core.model import Document, Rows
from desktop_app.formats.atomic import writing
from desktop_app.formats.csv_profile import EXCEL, Cell, Profile, Table, read_table, write_table

FIRST = ("document_id", "document")
LAST = ("sets", "date_sortable", "characters", "annotations", "text_sha256")
RESERVED = frozenset((*FIRST, *LAST))
PREFIX = "field:"

Progress = Callable[[int, int], None]
Sets = dict[str, list[str]]
"""The names of the sets that each document is in, by its id."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What a table says differently of one document; a value of "" takes a field away."""

    document: Document
    title: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    sets: tuple[str, ...] | None = None


def write_documents(
    rows: Rows, path: Path, profile: Profile = EXCEL, progress: Progress | None = None
) -> int:
    """Write the table of documents and return their number; raise FileUnwritable, FileExists."""
    with writing(path) as out:
        count = stream_documents(rows, out, profile)
    if progress:
        progress(count, count)
    return count


def stream_documents(rows: Rows, out: BinaryIO, profile: Profile) -> int:
    """Write the table of documents to an open file."""
    found = documents.list_documents(rows)
    names = field_names(found)
    counts = documents.count_annotations(rows)
    sets = docsets.sets_of(rows)

    def written() -> Iterator[list[Cell]]:
        for each in found:
            yield [
                each.id,
                each.title,
                *(each.fields.get(name) for name in names),
                f"{docsets.SEPARATOR} ".join(sets.get(each.id, ())),
                sortable(each.fields.get("date", "")),
                each.length,
                counts[each.id],
                each.text_sha256,
            ]

    return write_table(out, profile, (*FIRST, *map(_column, names), *LAST), written())


def read_documents(rows: Rows, path: Path) -> list[Edit]:
    """Read a table of documents and return what it says differently; nothing is written.

    A document is found by its id, else by its title. An empty cell takes a value away; a column
    that is missing leaves its field alone, a row that is missing its document. Raises BadTable,
    ColumnsMissing, RowRefused and what reading files raises.
    """
    table = read_table(path)
    if not RESERVED.intersection(table.columns).intersection(FIRST):
        raise ColumnsMissing(path=path, columns="document")
    sets = docsets.sets_of(rows)
    known = documents.list_documents(rows)
    edits = [_edit(table, number, row, known, sets) for number, row in table.rows]
    return [each for each in edits if each.title or each.fields or each.sets is not None]


def apply_edits(change: Change, edits: list[Edit]) -> None:
    """Change documents as a table says, making sets that are not there; raise what verbs raise."""
    for edit in edits:
        if edit.title:
            documents.rename_document(change, edit.document.id, edit.title)
        for name, value in edit.fields.items():
            documents.set_field(change, edit.document.id, name, value)
        if edit.sets is not None:
            docsets.put_in_named_sets(change, edit.document.id, edit.sets)
    change.facts = {"count": len(edits)}


def _edit(
    table: Table, number: int, row: dict[str, str], known: list[Document], sets: Sets
) -> Edit:
    document = _find(table.path, number, row, known)
    fields = {
        name: value
        for column in table.columns
        if (name := _field(column))
        and (value := row.get(column, "").strip()) != (document.fields.get(name, "").strip())
    }
    title = " ".join(row.get("document", "").split())
    named: tuple[str, ...] | None = None
    if "sets" in table.columns:
        cells = (" ".join(each.split()) for each in row.get("sets", "").split(docsets.SEPARATOR))
        named = tuple(dict.fromkeys(filter(None, cells)))
        if set(named) == set(sets.get(document.id, ())):
            named = None
    return Edit(document, title if title and title != document.title else None, fields, named)


def _find(path: Path, number: int, row: dict[str, str], known: list[Document]) -> Document:
    key, title = row.get("document_id", "").strip(), row.get("document", "").strip()
    found = [each for each in known if key and each.id == key] or [
        each for each in known if not key and each.title == title
    ]
    if len(found) == 1:
        return found[0]
    name = key or title
    if found:
        cause: Exception = Ambiguous(kind="document", name=name, ids=[each.id for each in found])
    else:
        cause = Unknown(kind="document", name=name)
    raise RowRefused(path=path, row=number, cause=cause)


def _column(name: str) -> str:
    return PREFIX + name if name in RESERVED or name.startswith(PREFIX) else name


def _field(column: str) -> str:
    """Return the field that a column holds, "" where it holds something else."""
    if column.startswith(PREFIX):
        return column.removeprefix(PREFIX).strip()
    return "" if column in RESERVED else column
