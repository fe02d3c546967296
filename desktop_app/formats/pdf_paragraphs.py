"""Lines of pages put together to paragraphs: what a page does not say but shows.

A line goes on in the next one where the first word of that would not have fitted behind it.
Verse, headings and the last lines of paragraphs are thus told from the lines of prose.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from statistics import median

from desktop_app.formats.blocks import Block, glue
from desktop_app.formats.pdf_lines import Line

WIDE_GAP = 1.35
"""The distance of two lines, in usual ones, from which they are two paragraphs."""
HEADING_FROM = 1.15
NOTE_BELOW = 0.93
INDENT_FROM = 1.5
FIRST_INDENT = 0.8
LONGEST_WORD = 80
MOST_LINES = 1000
"""The lines that a page is measured by; no page has more."""

_HYPHENS = ("-", "\u00ad", "\u2010")
_BULLET = re.compile(r"[•◦▪‣●○■]\s")
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:(?:page|seite|p\.|s\.)\s*)?(?:\d{1,4}|[ivxlcdm]{1,7})(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W{0,3}",
    re.IGNORECASE,
)
_EDGE_NUMBER = re.compile(r"^(\d{1,4})\b|\b(\d{1,4})$")
_MARK = re.compile(r"\[(\d{1,3}|[*†‡§]{1,3}|[ivx]{1,4})\]")
_OWN_MARK = re.compile(r"\[?(\d{1,3}|[*†‡§]{1,3}|[ivx]{1,4}(?=\W))[\].)]?\s*(?!\d)")
_COMPOUND = re.compile(r"\b[^\W\d_]+-[^\W\d_]+")


@dataclass
class Paragraph:
    """Lines that belong together; `is_tight` where no wide gap is above."""

    lines: list[Line]
    margins: "_Margins"
    is_tight: bool = False
    is_note: bool = False
    looks: list[str] = field(default_factory=list)


class Composer:
    """Puts the lines of a document together; `counts` tells what it left out and joined."""

    def __init__(self, pages: Sequence[list[Line]]) -> None:
        self.counts: Counter[str] = Counter()
        heads = set(_running_heads(pages))
        self.counts["headers_left_out"] = len(heads)
        self._pages = [[line for line in page if id(line) not in heads] for page in pages]
        lines = [line for page in self._pages for line in page]
        self._size = _commonest(lines)
        self._pitch = _usual_pitch(self._pages, self._size)
        larger = sorted(
            {line.size for line in lines if line.size >= HEADING_FROM * self._size}, reverse=True
        )
        self._levels = {size: min(level, 6) for level, size in enumerate(larger[:6], 1)}
        self._compounds = {word.lower() for line in lines for word in _COMPOUND.findall(line.text)}

    def blocks(self) -> Iterator[Block]:
        """Yield the paragraphs in order, each note behind the paragraph that its page ends in."""
        held: list[Paragraph] = []
        is_apart = False
        for paragraph in self._paragraphs():
            if paragraph.is_note:
                held.append(paragraph)
                continue
            paragraph.is_tight = paragraph.is_tight and not is_apart
            yield self._written(paragraph)
            yield from map(self._written, held)
            is_apart, held = bool(held), []
        yield from map(self._written, held)

    def _paragraphs(self) -> Iterator[Paragraph]:
        """Yield paragraphs; the one at the foot of a page may go on at the head of the next."""
        current: Paragraph | None = None
        for page in self._pages:
            notes = _notes_of(page, self._size)
            noted = set(map(id, notes))
            body = [line for line in page if id(line) not in noted]
            margins = _Margins(page)
            for line, behind in zip_longest(body, body[1:]):
                if (
                    current is not None
                    and self._goes_on(current.lines[-1], line, margins)
                    and not self._begins(line, behind, margins)
                ):
                    current.lines.append(line)
                    continue
                if current is not None:
                    yield self._looked_at(current)
                is_tight = current is not None and not self._is_far(current.lines[-1], line)
                current = Paragraph([line], margins, is_tight)
            yield from self._note_paragraphs(notes, page)
        if current is not None:
            yield self._looked_at(current)

    def _note_paragraphs(self, notes: list[Line], page: list[Line]) -> Iterator[Paragraph]:
        marks = {mark for line in page for mark in _MARK.findall(line.text)}
        margins = _Margins(notes)
        paragraph: Paragraph | None = None
        for line in notes:
            own = _OWN_MARK.match(line.text)
            is_new = bool(own and own[1] in marks)
            if (
                paragraph is not None
                and not is_new
                and self._goes_on(paragraph.lines[-1], line, margins)
            ):
                paragraph.lines.append(line)
                continue
            if paragraph is not None:
                yield paragraph
            if own and is_new:
                self.counts["note_marks_kept"] += 1
                rest = line.block.cut(own.end(), len(line.text))
                line.block = glue((Block(f"[{own[1]}] "), rest))
            paragraph = Paragraph([line], margins, is_tight=not is_new, is_note=True)
        if paragraph is not None:
            yield paragraph

    def _goes_on(self, last: Line, line: Line, margins: "_Margins") -> bool:
        """Tell whether a line goes on with the sentence of the one before."""
        if abs(last.size - line.size) > 0.08 * last.size or _BULLET.match(line.text):
            return False
        if "\t" in last.text or "\t" in line.text or self._is_far(last, line):
            return False
        if last.text.endswith(_HYPHENS) and line.text[:1].islower():
            return True
        is_indented = margins.is_drawn_in(line, FIRST_INDENT)
        if is_indented and not margins.is_drawn_in(last, FIRST_INDENT) and _is_below(last, line):
            return False
        word = line.text.split(maxsplit=1)[0]
        width = (line.right - line.left) * len(word) / max(1, len(line.text))
        return margins.right(last) - last.right < width + 0.4 * line.size

    def _is_far(self, last: Line, line: Line) -> bool:
        return _is_below(last, line) and last.bottom - line.bottom > WIDE_GAP * self._pitch * max(
            1.0, last.size / self._size
        )

    def _begins(self, line: Line, behind: Line | None, margins: "_Margins") -> bool:
        """Tell whether a line is the first of a paragraph: drawn in, and the next one is not."""
        if behind is None or self._is_far(line, behind) or not _is_below(line, behind):
            return False
        return margins.is_drawn_in(line, FIRST_INDENT) and not margins.is_drawn_in(
            behind, FIRST_INDENT
        )

    def _looked_at(self, paragraph: Paragraph) -> Paragraph:
        """Tell whether a paragraph is a heading or indented."""
        first = paragraph.lines[0]
        if first.size in self._levels:
            paragraph.looks = [f"heading{self._levels[first.size]}"]
            return paragraph
        # A single line may be drawn in as the first of a paragraph is.
        least = INDENT_FROM if len(paragraph.lines) > 1 else 2 * INDENT_FROM
        is_indented = all(
            paragraph.margins.is_drawn_in(line, least)
            for line in paragraph.lines
            if line.page == first.page
        )
        if is_indented and not _BULLET.match(first.text):
            paragraph.looks = ["indent"]
        return paragraph

    def _written(self, paragraph: Paragraph) -> Block:
        pieces = [paragraph.lines[0].block]
        for last, line in pairwise(paragraph.lines):
            pieces[-1], between = self._joint(pieces[-1], last, line)
            pieces += (Block(between), line.block)
        block = glue(pieces, is_tight=paragraph.is_tight)
        if any(look.startswith("heading") for look in paragraph.looks):
            block = block._replace(runs=tuple(run for run in block.runs if run.kind != "bold"))
        return block.shown_as(*paragraph.looks)

    def _joint(self, before: Block, last: Line, line: Line) -> tuple[Block, str]:
        """Tell what stands between two lines of a paragraph; a hyphen of the line's end goes."""
        if last.text.endswith(_HYPHENS) and line.text[:1].isalpha():
            first = re.search(r"[^\W\d_]+(?=[-\u00ad\u2010]$)", last.text[-LONGEST_WORD:])
            second = re.match(r"[^\W\d_]+", line.text[:LONGEST_WORD])
            compound = f"{first[0]}-{second[0]}".lower() if first and second else ""
            is_compound = compound in self._compounds or not line.text[0].islower()
            if first and not is_compound:
                self.counts["hyphens_removed"] += 1
                return before.cut(0, len(before.text) - 1), ""
            return before, ""
        if last.text.endswith(("—", "–", "/")) and not last.text.endswith(" –"):
            return before, ""
        is_dense = _is_dense(last.text[-1:]) and _is_dense(line.text[:1])
        return before, "" if is_dense else " "


class _Margins:
    """Where the columns of a page begin and end."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines[:MOST_LINES]
        self._known: dict[tuple[int, bool], float] = {}

    def left(self, line: Line) -> float:
        """Return where most lines of the column begin."""
        key = (id(line), False)
        if key not in self._known:
            reach = 6 * line.size
            near = [
                round(each.left)
                for each in self._lines
                if line.left - reach <= each.left <= line.left + 0.5 * line.size
            ]
            # Of margins that are as common, the outer one counts.
            counts = Counter(near)
            self._known[key] = (
                float(max(counts, key=lambda left: (counts[left], -left))) if counts else line.left
            )
        return self._known[key]

    def is_drawn_in(self, line: Line, least: float) -> bool:
        """Tell whether a line begins at least so many sizes of its letters within its column."""
        return line.left - self.left(line) >= least * line.size

    def right(self, line: Line) -> float:
        """Return where the lines of the column end, but for a few that are longer."""
        key = (id(line), True)
        if key not in self._known:
            beside = sorted(
                each.right
                for each in self._lines
                if -8 * line.size <= each.left - line.left <= 3 * line.size
                and each.right > line.left
            ) or [line.right]
            self._known[key] = beside[max(0, len(beside) - 1 - len(beside) // 12)]
        return self._known[key]


def _is_below(last: Line, line: Line) -> bool:
    return last.page == line.page and last.bottom > line.bottom


def _is_dense(character: str) -> bool:
    """Tell whether a character belongs to a script that writes no spaces between words."""
    return unicodedata.east_asian_width(character) in ("W", "F") if character else False


def _commonest(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=10.0)


def _usual_pitch(pages: Iterable[list[Line]], size: float) -> float:
    steps = [
        last.bottom - line.bottom
        for page in pages
        for last, line in pairwise(page)
        if last.size == line.size == size and 0.5 * size < last.bottom - line.bottom < 3 * size
    ]
    # Where prose stands, its lines are the nearest to each other.
    return median(sorted(steps)[: max(1, len(steps) * 3 // 4)]) if steps else 1.3 * size


def _notes_of(page: list[Line], size: float) -> list[Line]:
    """Return the small lines that stand below all of the text's own size in their column."""
    if len(page) > MOST_LINES:
        return []
    body = [line for line in page if line.size >= NOTE_BELOW * size]
    notes = []
    for line in page:
        above = [each.bottom for each in body if each.left < line.right and each.right > line.left]
        if line.size < NOTE_BELOW * size and above and line.top < min(above):
            notes.append(line)
    return notes


def _running_heads(pages: Sequence[list[Line]]) -> Iterator[int]:
    """Yield the ids of lines that stand on many pages at one height, and of page numbers.

    They say the same on each, or begin or end with a number that counts the pages.
    """
    found: dict[tuple[int, str], list[Line]] = {}
    for number, page in enumerate(pages):
        if len(page) < 3:
            # A page of its own, such as a title.
            continue
        by_height = sorted(page, key=lambda line: -line.top)
        for line in (by_height[0], by_height[-1]):
            for said in _said(line, number):
                found.setdefault((round(line.bottom / 8), said), []).append(line)
            if _PAGE_NUMBER.fullmatch(line.text):
                yield id(line)
        for line in by_height[1:-1][:1] + by_height[2:-1][-1:]:
            found.setdefault((round(line.bottom / 8), line.text), []).append(line)
    for lines in found.values():
        if len(lines) >= max(2, 0.3 * len(pages)):
            yield from map(id, lines)


def _said(line: Line, page: int) -> Iterator[str]:
    """Tell what the outermost line of a page shares with those of other pages, if it is a head."""
    yield re.sub(r"\d+", "#", line.text)
    for told in _EDGE_NUMBER.findall(line.text):
        yield f"counts from {int(''.join(told)) - page}"
