"""Codebooks as files: the registry of the formats, by suffix, and the one way out and in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.core.bookdiff import match
from desktop_app.core.books import TEXT_FIELDS, Book, read_book
from desktop_app.core.errors import UnknownExport, UnknownFormat
from desktop_app.core.model import Rows
from desktop_app.formats.codebook_mapping import Mapping, propose
from desktop_app.formats.csv_profile import EXCEL, Profile, Records, guard
from desktop_app.formats.files import MEGABYTE

Progress = Callable[[int, int], None]
LIMIT = 50 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Written:
    """How many codes were written, and what the format could not hold: how often each thing."""

    codes: int
    lost: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What a writer is asked: the project's rows and name, where to, and how."""

    rows: Rows
    name: str
    path: Path
    profile: Profile = EXCEL
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class BookFile:
    """A codebook as read: of a table, its rows and the mapping by which they were read."""

    path: Path
    book: Book
    program: str = ""
    """What wrote it, as far as that shows."""
    records: Records | None = None
    mapping: Mapping | None = None


# Out
def _csv(wish: Wish) -> Written:
    from desktop_app.formats.codebook_csv import write_codebook

    return Written(write_codebook(wish.rows, wish.path, wish.profile, wish.progress))


def _xlsx(wish: Wish) -> Written:
    from desktop_app.formats.atomic import writing
    from desktop_app.formats.codebook_csv import codebook_table
    from desktop_app.formats.xlsx import Sheet, write_sheets

    table = codebook_table(wish.rows, wish.progress)
    with writing(wish.path) as out:
        (count,) = write_sheets(out, [Sheet("Codebook", table.columns, table.rows)])
    return Written(count)


def _yaml(wish: Wish) -> Written:
    from desktop_app.formats.codebook_yaml_out import write_yaml

    book = read_book(wish.rows)
    count = write_yaml(book, wish.path)
    return Written(count, (("authors and dates", count),) if count else ())


def _qdc(wish: Wish) -> Written:
    from desktop_app.formats.codebook_qdc import write_qdc

    count, told = write_qdc(read_book(wish.rows), wish.path)
    return Written(count, told.counts)


def _html(wish: Wish) -> Written:
    from desktop_app.formats.codebook_html import write_html
    from desktop_app.formats.codebook_print import lay_out

    return Written(write_html(lay_out(wish.rows, wish.name), wish.path))


def _docx(wish: Wish) -> Written:
    from desktop_app.formats.codebook_docx import write_docx
    from desktop_app.formats.codebook_print import lay_out

    return Written(write_docx(lay_out(wish.rows, wish.name), wish.path))


WRITERS: dict[str, Callable[[Wish], Written]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".yaml": _yaml,
    ".yml": _yaml,
    ".qdc": _qdc,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
}


def export_codebook(wish: Wish) -> Written:
    """Write the codebook in the format that the name's suffix tells.

    Raises UnknownExport, FileUnwritable, FileExists, NoCodes, TooDeep.
    """
    write = WRITERS.get(wish.path.suffix.lower())
    if write is None:
        raise UnknownExport(path=wish.path, suffixes=list(WRITERS))
    return write(wish)


# In
Remap = Callable[[Records, Mapping], Mapping]
"""Makes another mapping of the one that a table's rows propose."""


def _read_csv(path: Path, change: Remap | None) -> BookFile:
    from desktop_app.formats.csv_profile import read_records

    return _from_records(read_records(path, LIMIT, is_wide_too=True), change)


def _read_xlsx(path: Path, change: Remap | None) -> BookFile:
    from desktop_app.formats.xlsx import read_sheet

    return _from_records(read_sheet(path, LIMIT), change)


def _from_records(records: Records, change: Remap | None) -> BookFile:
    proposed = propose(records)
    if proposed.is_ours and records.is_marked:
        records = records.unguarded()
    return read_mapped(records, change(records, proposed) if change else proposed)


def read_mapped(records: Records, mapping: Mapping) -> BookFile:
    """Read a table once more, by another mapping; raise ColumnsMissing, BadTable, RowRefused."""
    from desktop_app.formats.codebook_table import read_rows

    book = read_rows(records, mapping)
    return BookFile(records.path, book, mapping.program, records, mapping)


def without_guards(found: BookFile, old: Book) -> BookFile:
    """Read a table of ours once more where it lost its BOM but not the guards of its cells.

    A spreadsheet saves it so. It shows where of the cells that need a guard more differ from what
    they are in the `old` codebook by just that than are the same.
    """
    if not (found.mapping and found.mapping.is_ours and found.records):
        return found
    told = [name for name in TEXT_FIELDS if name in found.book.fields]
    pairs = match(old, found.book)
    more = 0
    for entry in found.book.entries:
        if known := pairs.get(entry.id):
            for name in told:
                before, after = getattr(known, name), getattr(entry, name)
                if before != guard(before):
                    more += (after == guard(before)) - (after == before)
    return read_mapped(found.records.unguarded(), found.mapping) if more > 0 else found


def _read_yaml(path: Path, change: Remap | None) -> BookFile:
    from desktop_app.formats.codebook_entries import book_of
    from desktop_app.formats.codebook_yaml import read_codebook

    return BookFile(path, book_of(read_codebook(path)), "Diple")


def _read_qdc(path: Path, change: Remap | None) -> BookFile:
    from desktop_app.formats.codebook_qdc import as_table, read_qdc

    book, program = read_qdc(path)
    if program.startswith("Taguette"):
        # It writes its tree into the names.
        records = as_table(book, path)
        found = replace(propose(records), program="Taguette")
        return read_mapped(records, change(records, found) if change else found)
    return BookFile(path, book, program)


READERS: dict[str, Callable[[Path, Remap | None], BookFile]] = {
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".txt": _read_csv,
    ".xlsx": _read_xlsx,
    ".yaml": _read_yaml,
    ".yml": _read_yaml,
    ".qdc": _read_qdc,
}


def read_codebook_file(path: Path, change: Remap | None = None) -> BookFile:
    """Read a codebook from a file, a table by the mapping proposed or what is made of that.

    Raises UnknownFormat, what reading a file does, and an AppError that names the row or line.
    """
    read = READERS.get(path.suffix.lower())
    if read is None:
        raise UnknownFormat(path=path, suffixes=list(READERS))
    return read(path, change)
