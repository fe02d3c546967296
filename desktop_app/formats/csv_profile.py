"""Tables as CSV: the two profiles that Diple writes, and a reader of what others write.

What the columns mean is told in the modules of each table.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from desktop_app.core.errors import BadTable, FileEmpty
from desktop_app.formats.files import MEGABYTE, read_bytes

Cell = str | int | None
"""What a cell is written from; None leaves it empty."""

BOM = b"\xef\xbb\xbf"
DELIMITERS = (",", ";", "\t")
LIMIT = 500 * MEGABYTE

_OPENS_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_OPENERS = frozenset("'=+-@\t\r")
_LONGEST_CELL = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Profile:
    """A way to write a table: with a BOM and guarded cells for spreadsheets, or plain."""

    name: str
    is_guarded: bool


EXCEL = Profile("excel", is_guarded=True)
DATA = Profile("data", is_guarded=False)
PROFILES = {profile.name: profile for profile in (EXCEL, DATA)}


def guard(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would take for a formula."""
    # Nearly no cell begins so: looking at one character is cheaper than matching.
    return f"'{cell}" if cell[:1] in _OPENERS and _OPENS_FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Take off the one apostrophe that `guard` put there."""
    return cell[1:] if cell.startswith("'") and _OPENS_FORMULA.match(cell) else cell


def write_table(
    out: BinaryIO, profile: Profile, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> int:
    """Write a header and rows as CSV in UTF-8 with LF, and return the number of rows."""
    if profile.is_guarded:
        out.write(BOM)
    cells = _Cells(profile)
    lines = [_line(cells, columns)]
    count = 0
    for row in rows:
        lines.append(_line(cells, row))
        count += 1
        if len(lines) >= _AT_ONCE:
            _write(out, lines)
    _write(out, lines)
    return count


_AT_ONCE = 200
_KEPT = 10_000
_QUOTE = '"'


class _Cells(dict[Cell, str]):
    """What is written of cells: of those that return, which are most, it is made once.

    That takes a third of the time of Python's own writer, which looks at every character again.
    """

    def __init__(self, profile: Profile) -> None:
        self._is_guarded = profile.is_guarded

    def __missing__(self, cell: Cell) -> str:
        if isinstance(cell, str):
            written = guard(cell) if self._is_guarded else cell
            if '"' in written:
                written = f'"{written.replace(_QUOTE, _QUOTE * 2)}"'
            # Spaces at the edges are quoted too, since several readers would trim them, and a
            # lone CR, which they take for the end of a line.
            elif (
                "," in written
                or written.strip() is not written
                or "\n" in written
                or "\r" in written
            ):
                written = f'"{written}"'
        else:
            written = "" if cell is None else str(cell)
        if len(self) >= _KEPT:
            self.clear()
        self[cell] = written
        return written


def _line(cells: _Cells, row: Sequence[Cell]) -> str:
    # A line of one empty cell would read as no line at all.
    return ",".join(map(cells.__getitem__, row)) or '""'


def _write(out: BinaryIO, lines: list[str]) -> None:
    """Write lines and forget them. No table holds a NUL, which readers stop at."""
    lines.append("")
    out.write("\n".join(lines).replace("\0", "\ufffd").encode())
    lines.clear()


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read: its columns, and its rows that are not blank.

    Each row stands with its number as a spreadsheet shows it: the header is row 1.
    """

    path: Path
    columns: tuple[str, ...]
    rows: list[tuple[int, dict[str, str]]]
    cut: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """For each row that ends early, the columns that it doesn't reach; they read as empty."""

    def unguarded(self) -> "Table":
        """Take the apostrophes off that `guard` put there."""
        rows = [
            (number, {name: unguard(cell) for name, cell in row.items()})
            for number, row in self.rows
        ]
        return replace(self, rows=rows)


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of a table as they stand, each with its number as a spreadsheet shows it."""

    path: Path
    rows: list[tuple[int, list[str]]]
    is_marked: bool
    """Whether the file begins with a BOM, so that its cells may be guarded."""

    def unguarded(self) -> "Records":
        """Take the apostrophes off that `guard` put there."""
        rows = [(number, [unguard(cell) for cell in cells]) for number, cells in self.rows]
        return Records(self.path, rows, is_marked=False)


def read_records(path: Path, limit: int = LIMIT, *, is_wide_too: bool = False) -> Records:
    """Read the rows of a CSV table in UTF-8, or where wanted UTF-16; blank ones are left out.

    Raises FileMissing, FileUnreadable, FileTooLarge, FileEmpty, BadTable.
    """
    data = read_bytes(path, limit)
    is_wide = is_wide_too and data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        encoding = "UTF-16" if is_wide else "UTF-8"
        raise BadTable(path=path, reason=f"line {row} is not written in {encoding}") from error
    if not text.strip():
        raise FileEmpty(path=path)
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        raise BadTable(path=path, reason=f"line {row} holds the character NUL")
    rows = list(_records(path, text))
    if not rows:  # nothing but separators
        raise FileEmpty(path=path)
    return Records(path, rows, data.startswith(BOM))


def read_table(path: Path) -> Table:
    """Read a CSV table in UTF-8, its cells separated by comma, semicolon or tab.

    A BOM tells that the cells may be guarded. Raises FileMissing, FileUnreadable, FileTooLarge,
    FileEmpty, BadTable.
    """
    records = read_records(path)
    if records.is_marked:
        records = records.unguarded()
    (_, header), *following = records.rows
    columns = _columns(path, header)
    rows, cut = [], {}
    for number, cells in following:
        rows.append((number, _row(path, number, columns, cells)))
        if len(cells) < len(columns):
            cut[number] = tuple(name for name in columns[len(cells) :] if name)
    return Table(path, tuple(name for name in columns if name), rows, cut)


def _records(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records that are not blank, with their numbers."""
    csv.field_size_limit(_LONGEST_CELL)
    number = 0
    try:
        # Strict, so that a quotation mark left open does not swallow the rest in silence.
        reader = csv.reader(_lines(text), delimiter=_delimiter(text), strict=True)
        for number, cells in enumerate(reader, 1):
            if any(cells):
                yield number, cells
    except csv.Error as error:
        raise BadTable(path=path, reason=f"row {number + 1}: {error}") from error


def _delimiter(text: str) -> str:
    """Choose what cuts the header into most cells."""
    return max(DELIMITERS, key=lambda each: len(next(csv.reader(_lines(text), delimiter=each))))


def _lines(text: str) -> io.StringIO:
    return io.StringIO(text, newline="")


def _columns(path: Path, header: Sequence[str]) -> list[str]:
    columns = [name.strip() for name in header]
    for name in columns:
        if name and columns.count(name) > 1:
            raise BadTable(path=path, reason=f"two columns are called “{name}”")
    return columns


def _row(path: Path, number: int, columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    if any(cells[len(columns) :]):
        raise BadTable(path=path, reason=f"row {number} has more cells than the header")
    row = dict.fromkeys(columns, "") | dict(zip(columns, cells, strict=False))
    row.pop("", None)
    return row
