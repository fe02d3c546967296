"""Spreadsheets in the format of Excel: sheets of plain text and whole numbers, written and read.

What is written holds no formula, no link and no style but a bold header: a text stays a text,
whatever it begins with. A text longer than a cell may be goes on in a column of its own, whose
header ends in " (continued 2)" and so on; reading puts it together again. The same rows give
the same bytes. Read are texts, numbers, truth values and the results of formulas; looks are not.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

from lxml import etree

from desktop_app.core.errors import BadTable
from desktop_app.formats.archives import Archive
from desktop_app.formats.csv_profile import Cell, Records
from desktop_app.formats.files import MEGABYTE, read_bytes
from desktop_app.formats.xmltree import child, children, local_name
from desktop_app.formats.zipping import add_member

LIMIT = 50 * MEGABYTE
LONGEST = 32_767
"""How many UTF-16 units a cell may hold."""
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What XML cannot hold, and what looks like the way in which spreadsheets write that.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_MORE = re.compile(r"(.*) \(continued ([0-9]+)\)", re.DOTALL)
_TOKEN_NUMBER = re.compile(r"-?[0-9]+\.0+")


Progress = Callable[[int, int], None]

_PACE = 200  # rows between two reports of progress


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to be written: its name, of at most 31 letters, its columns and rows."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    "<borders><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    '</cellStyleXfs><cellXfs count="3">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
    ' applyAlignment="1"><alignment vertical="top"/></xf>'
    "</cellXfs></styleSheet>"
)


# Writing
def write_sheets(
    out: BinaryIO, sheets: Sequence[Sheet], progress: Progress | None = None
) -> list[int]:
    """Write a workbook and return how many rows each sheet has, its header not counted.

    `progress` hears how many rows of how many are laid out and packed, and may raise to stop.
    """
    counts: list[int] = []
    listed = [list(sheet.rows) for sheet in sheets]
    total = sum(map(len, listed))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _frame([sheet.name for sheet in sheets]):
            add_member(archive, name, text.encode())
        for number, (sheet, rows) in enumerate(zip(sheets, listed, strict=True), 1):
            done = sum(counts)

            def wrote(row: int, done: int = done) -> None:
                if progress and row % _PACE == 0:
                    progress(min(done + row, total), total)

            text = _sheet(sheet.columns, rows, wrote)
            counts.append(len(rows))

            def packed(_: int, __: int, done: int = sum(counts)) -> None:
                if progress:
                    progress(done, total)

            add_member(archive, f"xl/worksheets/sheet{number}.xml", text.encode(), packed)
    return counts


def _frame(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(names) + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    yield (
        "[Content_Types].xml",
        (
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
            + "".join(
                f'<Override PartName="/xl/worksheets/sheet{n}.xml"'
                f' ContentType="{kind}.worksheet+xml"/>'
                for n in numbers
            )
            + "</Types>"
        ),
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    yield (
        "xl/workbook.xml",
        (
            f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            + "".join(
                f'<sheet name="{_attribute(name)}" sheetId="{n}" r:id="rId{n}"/>'
                for n, name in zip(numbers, names, strict=True)
            )
            + "</sheets></workbook>"
        ),
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        _relations(
            [
                *(("worksheet", f"worksheets/sheet{n}.xml") for n in numbers),
                ("styles", "styles.xml"),
            ]
        ),
    )
    yield "xl/styles.xml", _STYLES


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(targets, 1)
        )
        + "</Relationships>"
    )


def _sheet(names: Sequence[str], given: list[Sequence[Cell]], wrote: Callable[[int], None]) -> str:
    columns, rows = _with_room(names, given)
    letters = [_letters(at) for at in range(len(columns))]
    lines = [_row(1, letters, columns, 1)]
    for number, row in enumerate(rows, 2):
        lines.append(_row(number, letters, row, 2))
        wrote(number - 1)
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        "</sheetView></sheetViews><sheetData>" + "".join(lines) + "</sheetData></worksheet>"
    )


def _row(number: int, letters: Sequence[str], cells: Sequence[Cell], style: int) -> str:
    written = []
    for letter, cell in zip(letters, cells, strict=True):
        if cell is None or cell == "":
            continue
        if isinstance(cell, int):
            written.append(f'<c r="{letter}{number}"><v>{cell}</v></c>')
        else:
            written.append(
                f'<c r="{letter}{number}" s="{style}" t="inlineStr"><is>'
                f'<t xml:space="preserve">{_text(cell)}</t></is></c>'
            )
    return f'<row r="{number}">{"".join(written)}</row>'


def _text(cell: str) -> str:
    return escape(_UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", cell))


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _letters(at: int) -> str:
    at += 1
    letters = ""
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _with_room(
    columns: Sequence[str], rows: list[Sequence[Cell]]
) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
    """Give texts that are longer than a cell the columns that they need."""
    if not any(isinstance(cell, str) and len(cell) * 2 > LONGEST for row in rows for cell in row):
        return columns, rows
    needed = [max((len(_pieces(row[at])) for row in rows), default=1) for at in range(len(columns))]
    header: list[str] = []
    for name, count in zip(columns, needed, strict=True):
        header += [name, *(f"{name} (continued {number})" for number in range(2, count + 1))]
    wide = []
    for row in rows:
        cells: list[Cell] = []
        for cell, count in zip(row, needed, strict=True):
            pieces = _pieces(cell)
            cells += [*pieces, *[None] * (count - len(pieces))]
        wide.append(cells)
    return header, wide


def _pieces(cell: Cell) -> Sequence[Cell]:
    # Counted in the worst case: every sign two units, or written as seven.
    if not isinstance(cell, str) or len(cell) * 2 <= LONGEST:
        return (cell,)
    pieces, start, size = [], 0, 0
    for at, sign in enumerate(cell):
        width = 7 if _UNWRITABLE.match(sign) or sign == "_" else 1 + (sign > "\uffff")
        if size + width > LONGEST:
            pieces.append(cell[start:at])
            start, size = at, 0
        size += width
    return [*pieces, cell[start:]]


# Reading
def read_sheet(path: Path, limit: int = LIMIT) -> Records:
    """Read the first sheet of a workbook; rows that are blank are left out.

    Raises FileMissing, FileUnreadable, FileTooLarge, FileDamaged, BadTable.
    """
    archive = Archive(path, read_bytes(path, limit))
    book = archive.xml("xl/workbook.xml")
    name = _first_sheet(archive, book)
    root = archive.xml(name) if name else None
    if root is None:
        raise BadTable(path=path, reason="it holds no sheet")
    shared = _shared_texts(archive)
    found: list[tuple[int, list[str]]] = []
    for number, row in enumerate(_rows_of(root), 1):
        at = _row_number(row, number)
        cells = _cells_of(path, at, row, shared)
        if any(cells):
            found.append((at, cells))
    if not found:
        raise BadTable(path=path, reason="its first sheet is empty")
    return Records(path, _together(found), is_marked=False)


def _first_sheet(archive: Archive, book: etree._Element | None) -> str:
    relations = archive.xml("xl/_rels/workbook.xml.rels")
    sheets = child(book, "sheets")
    first = None if sheets is None else child(sheets, "sheet")
    if first is None or relations is None:
        return ""
    wanted = first.get(f"{{{_OFFICE}}}id") or first.get(
        "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
    )
    for relation in children(relations, "Relationship"):
        if relation.get("Id") == wanted:
            target = relation.get("Target") or ""
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _shared_texts(archive: Archive) -> list[str]:
    root = archive.xml("xl/sharedStrings.xml")
    return [] if root is None else [_plain(item) for item in children(root, "si")]


def _rows_of(root: etree._Element) -> Iterator[etree._Element]:
    data = child(root, "sheetData")
    return iter(()) if data is None else children(data, "row")


def _row_number(row: etree._Element, usual: int) -> int:
    text = row.get("r", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else usual


def _cells_of(path: Path, number: int, row: etree._Element, shared: Sequence[str]) -> list[str]:
    cells: list[str] = []
    for cell in row.iterchildren("{*}c"):
        place = cell.get("r")
        at = _column(place) if place else len(cells)
        if not len(cells) <= at < MOST_COLUMNS:
            raise BadTable(path=path, reason=f"row {number} names its cells wrongly")
        if at > len(cells):
            cells += [""] * (at - len(cells))
        try:
            cells.append(_value(cell, shared))
        except (ValueError, IndexError) as error:
            reason = f"the cell {place} is broken"
            raise BadTable(path=path, reason=reason) from error
    return cells


def _column(place: str) -> int:
    return _column_of(place.rstrip("0123456789"))


@cache
def _column_of(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + (ord(letter) - 64 if "A" <= letter <= "Z" else MOST_COLUMNS)
    return at - 1


def _value(cell: etree._Element, shared: Sequence[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _plain(cell[0]) if len(cell) else ""
    value = child(cell, "v")
    text = "" if value is None else value.text or ""
    if kind == "s":
        return shared[int(text)]
    if kind == "b":
        return "yes" if text == "1" else "no"
    if kind == "str":
        return _unescape(text)
    # Programs that count in fractions write 12.0.
    return text.partition(".")[0] if _TOKEN_NUMBER.fullmatch(text) else text


def _plain(item: etree._Element) -> str:
    """Join the texts of an item, but for what tells how to pronounce it."""
    if len(item) == 1 and item[0].tag.endswith("}t"):
        return _unescape(item[0].text or "")
    texts = []
    for each in item:
        name = local_name(each)
        text = child(each, "t") if name == "r" else each if name == "t" else None
        if text is not None:
            texts.append(text.text or "")
    return _unescape("".join(texts))


def _unescape(text: str) -> str:
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    # Some programs write signs beyond U+FFFF as two such halves.
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _together(found: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Put texts together that went on in columns of their own."""
    header = found[0][1]
    homes = list(range(len(header)))
    for at, name in enumerate(header):
        more = _MORE.fullmatch(name)
        if more and at and header[homes[at - 1]] == more[1]:
            homes[at] = homes[at - 1]
    if homes == list(range(len(header))):
        return found
    kept = sorted(set(homes))
    joined = [(found[0][0], [header[at] for at in kept])]
    for number, cells in found[1:]:
        texts = dict.fromkeys(kept, "")
        for at, cell in enumerate(cells):
            home = homes[at] if at < len(homes) else at
            texts[home] = texts.get(home, "") + cell
        joined.append((number, list(texts.values())))
    return joined
