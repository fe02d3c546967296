"""The characters of a PDF page as lines: what stands at one height, in the order of reading.

How lines come together to paragraphs is in `pdf_paragraphs`. Positions are points from the lower
left corner of the page.
"""

import ctypes
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from desktop_app.formats.blocks import Block, glue, piece
from desktop_app.formats.visual_order import has_right_to_left, in_reading_order

TAB_FROM = 2.0
"""The gap within a line, in sizes of its letters, that parts two columns of a table."""
MAX_EDGE = 1e6
MAX_GLYPHS = 2000
"""The most letters that one line is put together of."""
SPACE_FROM = 0.2
PIECE_FROM = 1.0
TABLE_FROM = 16.0
"""The least width of a table, in sizes of its letters: lines of narrower columns have gaps too."""
_ITALIC, _FORCED_BOLD = 1 << 6, 1 << 18
_LINE_ENDS = (10, 13)
_HYPHENS = ("\u0002", "\ufffe")
# Where TeX's older and newer fonts have letters that a file does not name.
_OLDER_TEX = {0x0B: "ff", 0x0C: "fi", 0x0E: "ffi", 0x0F: "ffl"}
_NEWER_TEX = {
    0x10: "“", 0x11: "”", 0x12: "„", 0x13: "«", 0x14: "»", 0x15: "–", 0x16: "—",
    0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl",
}  # fmt: skip
_TEX = _OLDER_TEX.keys() | _NEWER_TEX.keys()
_APART = 0xF0000
"""Added to such codes until they are told: some would be taken for spaces."""


class Glyph(NamedTuple):
    """A character and where it stands."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    kinds: frozenset[str]


@dataclass(slots=True)
class Line:
    """A line of a page; `size` is that of most of its letters."""

    glyphs: list[Glyph]
    size: float
    left: float
    right: float
    bottom: float
    top: float
    block: Block = field(default_factory=lambda: Block(""))
    page: int = 0

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.block.text


class PageReader:
    """Reads the lines of pages; remembers the fonts of a document."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._fonts: dict[int, frozenset[str]] = {}
        self._page = 0

    def lines(self, page: Any) -> list[Line]:
        """Return the lines of a page in the order in which it holds them."""
        text = page.get_textpage()
        try:
            pieces = _cut(self._glyphs(text))
        finally:
            text.close()
        lines: list[Line] = []
        for each in pieces:
            if lines and _stands_in(each, lines[-1]):
                lines[-1] = _line(_inserted(lines[-1].glyphs, each))
            else:
                lines.append(_line(each))
        self._page += 1
        for line in lines:
            line.glyphs = self._laid_out(line)
        _settle_tabs(lines)
        letters = self._unnamed_letters(lines)
        for line in lines:
            marked = _marked(line.glyphs, line)
            self.counts["marks_bracketed"] += _brackets(marked) - _brackets(line.glyphs)
            line.block = glue(
                piece("".join(glyph.text for glyph in run).translate(letters), run[0].kinds)
                for run in _runs(marked)
            ).strip()
            line.page = self._page
        return [line for line in lines if line.text.strip()]

    def _glyphs(self, text: Any) -> list[Glyph | None]:
        """List the characters of a page, None where pdfium sees a line end."""
        raw = text.raw
        count = pdfium.FPDFText_CountChars(raw)
        units = _units(raw, count)
        box = pdfium.FS_RECTF()
        known: dict[int, tuple[float, frozenset[str]]] = {}
        found: list[Glyph | None] = []
        for at, code in enumerate(_codes(units)):
            if code in _LINE_ENDS:
                found.append(None)
            if code is None or code in _LINE_ENDS:
                continue
            # The loose box is as wide as the letter is set, whatever its ink.
            if not pdfium.FPDFText_GetLooseCharBox(raw, at, box):
                continue
            edges = (box.left, box.right, box.bottom, box.top)
            # Also false for what is not a number.
            if not all(abs(edge) < MAX_EDGE for edge in edges):
                continue
            owner = pdfium.FPDFText_GetTextObject(raw, at)
            key = ctypes.cast(owner, ctypes.c_void_p).value or 0
            if key not in known:
                known[key] = self._looks(owner) if key else (0.0, frozenset())
            size, kinds = known[key]
            glyph = Glyph(chr(code + _APART * (code in _TEX)), *edges, size, kinds)
            # What is made up by pdfium stands at no size of its own.
            found.append(
                glyph
                if size or not found or found[-1] is None
                else glyph._replace(size=found[-1].size, kinds=found[-1].kinds)
            )
        return found

    def _looks(self, owner: Any) -> tuple[float, frozenset[str]]:
        """Tell the size in points and whether the words of a text object are italic or bold."""
        size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
        pdfium.FPDFTextObj_GetFontSize(owner, size)
        pdfium.FPDFPageObj_GetMatrix(owner, matrix)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        font = pdfium.FPDFTextObj_GetFont(owner)
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key and key not in self._fonts:
            self._fonts[key] = _kinds_of(font)
        points = abs(size.value * scale)
        return round(points, 1) if 0.05 < points < MAX_EDGE else 1.0, self._fonts.get(
            key, frozenset()
        )

    def _unnamed_letters(self, lines: list[Line]) -> dict[int, str]:
        """Tell what stands for the codes of ligatures that a page leaves without a name."""
        codes = Counter(ord(glyph.text) - _APART for line in lines for glyph in line.glyphs)
        letters = _OLDER_TEX if codes.keys() & _OLDER_TEX.keys() else _NEWER_TEX
        self.counts["ligatures_told"] += sum(codes[code] for code in letters)
        return {_APART + code: letters.get(code, chr(code)) for code in _TEX}

    def _laid_out(self, line: Line) -> list[Glyph]:
        """Return a line's characters in the order of reading, with spaces and tabs."""
        glyphs = line.glyphs
        if not has_right_to_left("".join(glyph.text for glyph in glyphs)):
            return _spaced(glyphs, line.size)
        self.counts["order_restored"] += in_reading_order(glyphs) != glyphs
        # From where letters stand, their order follows; marks stand with their letters.
        bases = [glyph for glyph in glyphs if not unicodedata.combining(glyph.text)]
        marks = [glyph for glyph in glyphs if unicodedata.combining(glyph.text)]
        laid_out = _spaced(sorted(bases, key=lambda glyph: glyph.left), line.size)
        return in_reading_order([*laid_out, *marks])


def _units(raw: Any, count: int) -> "array[int]":
    """Fetch the characters of a page as UTF-16, one unit an index."""
    buffer = (ctypes.c_ushort * (count + 1))()
    taken = pdfium.FPDFText_GetText(raw, 0, count, buffer)
    if taken == count + 1:
        return array("H", bytes(buffer)[: 2 * count])
    return array("H", [pdfium.FPDFText_GetUnicode(raw, at) & 0xFFFF for at in range(count)])


def _codes(units: "array[int]") -> Iterator[int | None]:
    """Yield a character's code for each unit; None for one that belongs to another.

    In lines with right-to-left words, pdfium has been seen to hold the halves the wrong way round.
    """
    at = 0
    while at < len(units):
        pair = units[at : at + 2]
        is_pair = len(pair) == 2 and {unit >> 10 for unit in pair} == {0x36, 0x37}
        if is_pair:
            high, low = sorted(pair)
            yield 0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00
            yield None
            at += 2
        else:
            yield 0xFFFD if pair[0] >> 11 == 0x1B else pair[0]
            at += 1


def _kinds_of(font: Any) -> frozenset[str]:
    flags = pdfium.FPDFFont_GetFlags(font)
    buffer = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 200)
    name = buffer.value.decode("utf-8", "replace").lower()
    kinds = set()
    if (flags > 0 and flags & _ITALIC) or "italic" in name or "oblique" in name:
        kinds.add("italic")
    if (flags > 0 and flags & _FORCED_BOLD) or any(w in name for w in ("bold", "black", "heavy")):
        kinds.add("bold")
    return frozenset(kinds)


def _cut(glyphs: list[Glyph | None]) -> list[list[Glyph]]:
    """Cut a page's characters into pieces of lines: at line ends and at wide gaps."""
    pieces: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        last = pieces[-1][-1] if pieces[-1] else None
        if glyph is None or (last and _is_apart(last, glyph)):
            pieces.append([])
        if glyph is not None:
            pieces[-1].append(glyph)
    return [each for each in pieces if any(not glyph.text.isspace() for glyph in each)]


def _is_apart(last: Glyph, glyph: Glyph) -> bool:
    step = abs(glyph.bottom - last.bottom)
    if last.left - glyph.left > 2 * glyph.size and step > 0.5 * glyph.size:
        # pdfium sees no line end behind a hyphen.
        return True
    if glyph.text.isspace() or last.text.isspace():
        return step > 2 * max(glyph.size, last.size)
    return glyph.left - last.right > PIECE_FROM * max(glyph.size, 4.0)


def _line(glyphs: list[Glyph]) -> Line:
    seen = [glyph for glyph in glyphs if not glyph.text.isspace()] or glyphs
    sizes = Counter(glyph.size for glyph in seen)
    size = max(sizes, key=lambda each: (sizes[each], each))
    main = [glyph for glyph in seen if glyph.size >= 0.9 * size]
    return Line(
        glyphs,
        size,
        min(glyph.left for glyph in seen),
        max(glyph.right for glyph in seen),
        min(glyph.bottom for glyph in main),
        max(glyph.top for glyph in main),
    )


def _stands_in(glyphs: list[Glyph], line: Line) -> bool:
    """Tell whether a piece stands at the height of a line, beside and not over its letters."""
    if len(line.glyphs) > MAX_GLYPHS:
        return False
    other = _line(glyphs)
    low, high = max(other.bottom, line.bottom), min(other.top, line.top)
    height = max(min(other.top - other.bottom, line.top - line.bottom), 0.5)
    if high - low < 0.4 * height:
        return False
    middle = (other.left + other.right) / 2
    slack = 0.3 * line.size
    return not any(
        glyph.left + slack < middle < glyph.right - slack
        for glyph in line.glyphs
        if not glyph.text.isspace()
    )


def _inserted(glyphs: list[Glyph], new: list[Glyph]) -> list[Glyph]:
    """Put a piece where it stands among the characters of a line."""
    left = min(glyph.left for glyph in new)
    at = next((n for n, glyph in enumerate(glyphs) if glyph.left >= left), len(glyphs))
    return [*glyphs[:at], *new, *glyphs[at:]]


def _spaced(glyphs: list[Glyph], size: float) -> list[Glyph]:
    """Write a space or a tab where a line has a gap and none is written."""
    spaced: list[Glyph] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.text.isspace():
            if spaced and not spaced[-1].text.isspace():
                spaced.append(glyph._replace(text=" "))
            continue
        if last is not None:
            gap = max(glyph.left - last.right, last.left - glyph.right)
            if gap > TAB_FROM * size:
                if spaced[-1].text.isspace():
                    spaced.pop()
                spaced.append(glyph._replace(text="\t", left=last.right, right=glyph.left))
            elif gap > SPACE_FROM * size and not spaced[-1].text.isspace():
                spaced.append(glyph._replace(text=" ", left=last.right, right=glyph.left))
        spaced.append(glyph._replace(text="-") if glyph.text in _HYPHENS else glyph)
        last = glyph
    return spaced


def _settle_tabs(lines: list[Line]) -> None:
    """Leave tabs only where lines above one another have gaps at one place, as tables do."""
    gaps = [[glyph for glyph in line.glyphs if glyph.text == "\t"] for line in lines]
    for at, line in enumerate(lines):
        beside = [gap for near in (at - 1, at + 1) if 0 <= near < len(lines) for gap in gaps[near]]
        is_wide = line.right - line.left >= TABLE_FROM * line.size
        if gaps[at] and not (is_wide and any(_overlap(a, b) for a in gaps[at] for b in beside)):
            line.glyphs = [
                glyph._replace(text=" ") if glyph.text == "\t" else glyph for glyph in line.glyphs
            ]


def _overlap(one: Glyph, other: Glyph) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) >= one.size


def _marked(glyphs: list[Glyph], line: Line) -> list[Glyph]:
    """Put raised figures and signs behind a word, the marks of notes, in brackets."""
    marked: list[Glyph] = []
    for run in _runs(glyphs):
        words = "".join(glyph.text for glyph in run).strip()
        is_raised = run[0].size < 0.8 * line.size and run[0].bottom > line.bottom + 0.15 * line.size
        if marked and is_raised and words and len(words) <= 4 and _is_mark(words):
            inner = [glyph for glyph in run if not glyph.text.isspace()]
            if marked[-1].text == " ":
                marked.pop()
            marked += (inner[0]._replace(text="["), *inner, inner[-1]._replace(text="]"))
        else:
            marked += run
    return marked


def _brackets(glyphs: list[Glyph]) -> int:
    return sum(glyph.text == "[" for glyph in glyphs)


def _is_mark(words: str) -> bool:
    return words.isdecimal() or not set(words) - set("*†‡§") or not set(words) - set("ivx")


def _runs(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Part characters by their size and looks."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and (runs[-1][-1].size, runs[-1][-1].kinds) == (glyph.size, glyph.kinds):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs
