"""The codebook as a table: one row a code, in the order of the tree; and as a CSV file.

The columns are the same in a spreadsheet (`codebooks`). Reading them, and the tables of other
programs, is in `codebook_table`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core import codebook
from desktop_app.core.books import Book, Entry, read_book
from desktop_app.core.model import Rows
from desktop_app.formats.atomic import writing
from desktop_app.formats.codebook_cells import write_aliases, write_properties, write_roles
from desktop_app.formats.codebook_yaml_out import LISTS, write_cell
from desktop_app.formats.csv_profile import EXCEL, Cell, Profile, write_table

COLUMNS = (
    "code_id", "code", "parent_id", "path", "position", "color", "shortcut", "brief_definition",
    "full_definition", "when_to_use", "when_not_to_use", "example", "non_example", "note", "source",
    "roles", "properties", "aliases", "status", "replaced_by", "created_by", "created_at",
    "modified_at", "n_annotations", "n_documents",
)  # fmt: skip

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class CodebookTable:
    """The codebook as columns and rows.

    Columns of passages and wordings follow ours where there are any, then such as an import did
    not know.
    """

    columns: tuple[str, ...]
    length: int
    rows: Iterator[list[Cell]]


def codebook_table(rows: Rows, progress: Progress | None = None) -> CodebookTable:
    """Lay the codebook of a project out as a table.

    `progress` hears how many codes of how many are written and may raise to stop.
    """
    book = read_book(rows)
    lists = [key for key in LISTS if any(write_cell(entry, key) for entry in book.entries)]
    extra = list(dict.fromkeys(name for entry in book.entries for name in entry.extra))

    def written() -> Iterator[list[Cell]]:
        n_annotations = codebook.count_annotations(rows)
        n_documents = codebook.count_documents(rows)
        for number, entry in enumerate(book.entries, 1):
            yield [
                *_cells(book, entry),
                n_annotations[entry.id],
                n_documents[entry.id],
                *(write_cell(entry, key) for key in lists),
                *(entry.extra.get(name) for name in extra),
            ]
            if progress:
                progress(number, len(book.entries))

    return CodebookTable((*COLUMNS, *lists, *extra), len(book.entries), written())


def write_codebook(
    rows: Rows,
    path: Path,
    profile: Profile = EXCEL,
    progress: Progress | None = None,
) -> int:
    """Write the codebook as CSV and return the number of codes.

    Raises FileUnwritable, FileExists.
    """
    table = codebook_table(rows, progress)
    with writing(path) as out:
        return write_table(out, profile, table.columns, table.rows)


def _cells(book: Book, entry: Entry) -> list[Cell]:
    return [
        entry.id,
        entry.name,
        entry.parent_id,
        book.paths[entry.id],
        entry.position,
        entry.color,
        entry.shortcut,
        entry.brief_definition,
        entry.full_definition,
        entry.when_to_use,
        entry.when_not_to_use,
        entry.example,
        entry.non_example,
        entry.note,
        entry.source,
        write_roles(entry.roles),
        write_properties(entry.properties),
        write_aliases(entry.aliases),
        entry.status,
        entry.replaced_by,
        entry.created_by,
        entry.created_at,
        entry.modified_at,
    ]
