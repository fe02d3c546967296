"""Span algebra on code points: UTF-16 maps, an index of spans, lanes, and snapping.

Everything here is pure: plain numbers and strings in, plain numbers out. Numbering of paragraphs
and sentences is in `texts`; what a span means is in `annotations`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice, takewhile
from operator import itemgetter, sub
from sys import getsizeof
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Span = tuple[int, int]

BLOCK_SIZE = 1024  # so few that to make them wakes no garbage collection
_LINE = re.compile(r"[^\n]+")
_WORD_CHARACTER = re.compile(r"[^\W_]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
# Letters and signs of scripts written without combining (Latin, Greek, Cyrillic, Hebrew, Arabic,
# kana, Han, Hangul syllables); marks, joiners, jamo and emoji are left out on purpose.
_PLAIN_PAIR = (
    "[ -~\u00a0-\u02ff\u0370-\u03ff\u0400-\u0482\u05d0-\u05ea\u0620-\u064a\u2010-\u2027"
    "\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]{2}"
)


class Utf16Map:
    """Two-way map between code points of a text and UTF-16 code units, as Qt counts them."""

    __slots__ = ("_astral", "_astral16")

    def __init__(self, text: str) -> None:
        self._astral: list[int] = []
        # Where one character takes four bytes, Python keeps them all in four: a text that is kept
        # in less has none. Else encoding is ten times cheaper than looking at each character.
        if (
            getsizeof(text) >= 4 * len(text)
            and not text.isascii()
            and len(text.encode("utf-16-le", "surrogatepass")) != 2 * len(text)
        ):
            self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._astral16 = [position + before for before, position in enumerate(self._astral)]

    @property
    def is_identity(self) -> bool:
        """Tell whether both ways of counting agree, as they do without astral characters."""
        return not self._astral

    def to_utf16(self, position: int) -> int:
        """Return the UTF-16 offset of a code point position."""
        if not self._astral:
            return position
        return position + bisect_left(self._astral, position)

    def to_code_points(self, offset: int) -> int:
        """Return the code point position of a UTF-16 offset; within a pair, the pair's start."""
        if not self._astral:
            return offset
        before = bisect_left(self._astral16, offset)
        is_inside_pair = before > 0 and self._astral16[before - 1] == offset - 1
        return offset - before if not is_inside_pair else self._astral[before - 1]


class SpanIndex(Generic[T]):
    """Spans of one text, found by the place they touch.

    Blocks of at most `BLOCK_SIZE` spans, sorted by start, each with its largest end, so that one
    very long span costs its own block and no other. An empty span counts as one code point wide.
    """

    __slots__ = ("_blocks", "_reaches", "_starts", "_total")

    def __init__(self, spans: Iterable[tuple[int, int, T]] = ()) -> None:
        ordered = sorted(spans, key=itemgetter(0))
        starts, ends, items = (list(map(itemgetter(column), ordered)) for column in range(3))
        self._fill(starts, ends, items)

    @classmethod
    def of_columns(cls, starts: list[int], ends: list[int], items: list[T]) -> SpanIndex[T]:
        """Return an index of spans sorted by start, without a tuple made for each."""
        index = cls()
        index._fill(starts, ends, items)
        return index

    def _fill(self, starts: list[int], ends: list[int], items: list[T]) -> None:
        self._total = len(starts)
        self._blocks: list[_Block[T]] = []
        for i in range(0, len(starts), BLOCK_SIZE):
            here = slice(i, i + BLOCK_SIZE)
            self._blocks.append(_Block(starts[here], ends[here], items[here]))
        self._starts = [block.starts[0] for block in self._blocks]
        self._reaches = [block.reach() for block in self._blocks]

    def __len__(self) -> int:
        return self._total

    def __iter__(self) -> Iterator[tuple[int, int, T]]:
        for block in self._blocks:
            yield from zip(block.starts, block.ends, block.items, strict=True)

    def places(self) -> Iterator[Span]:
        """Yield start and end of every span, sorted by start."""
        for block in self._blocks:
            yield from zip(block.starts, block.ends, strict=True)

    def items_from(self, position: int) -> Iterator[T]:
        """Yield what the spans carry that start at a position or behind it, in their order."""
        first = max(0, bisect_left(self._starts, position) - 1)
        for block in islice(self._blocks, first, None):
            yield from islice(block.items, bisect_left(block.starts, position), None)

    def items_before(self, position: int) -> Iterator[T]:
        """Yield what the spans carry that start before a position, the last one first."""
        for block in reversed(self._blocks[: bisect_left(self._starts, position)]):
            yield from reversed(block.items[: bisect_left(block.starts, position)])

    def items(self) -> list[T]:
        """Return what all spans carry, sorted by start."""
        return [item for block in self._blocks for item in block.items]

    def touching(self, start: int, end: int) -> list[tuple[int, int, T]]:
        """Return the spans that share a code point with [start, end), sorted by start."""
        found: list[tuple[int, int, T]] = []
        reaches = self._reaches
        for number in range(bisect_left(self._starts, end)):
            if reaches[number] > start:
                block = self._blocks[number]
                starts, ends, items = block.starts, block.ends, block.items
                longest = block.longest if block.longest >= 0 else block.measure()
                found += [
                    (starts[i], ends[i], items[i])
                    for i in range(bisect_left(starts, start - longest), bisect_left(starts, end))
                    if ends[i] > start or starts[i] >= start
                ]
        return found

    def at(self, position: int) -> list[tuple[int, int, T]]:
        """Return the spans that cover the code point at a position, sorted by start."""
        return self.touching(position, position + 1)

    def add(self, start: int, end: int, item: T) -> None:
        """Add one span of code points."""
        self._total += 1
        if not self._blocks:
            self._blocks.append(_Block([], [], []))
            self._starts.append(start)
            self._reaches.append(0)
        number = max(0, bisect_right(self._starts, start) - 1)
        block = self._blocks[number]
        block.insert(bisect_right(block.starts, start), start, end, item)
        if len(block.starts) > BLOCK_SIZE:
            half = block.split()
            self._blocks.insert(number + 1, half)
            self._starts.insert(number + 1, half.starts[0])
            self._reaches.insert(number + 1, half.reach())
            self._reaches[number] = block.reach()
        else:
            self._reaches[number] = max(self._reaches[number], end, start + 1)
        self._starts[number] = block.starts[0]

    def remove(self, start: int, end: int, item: T) -> None:
        """Remove one span; raise KeyError when it is not there."""
        # Spans of equal start may run over several blocks.
        first = max(0, bisect_left(self._starts, start) - 1)
        for number in range(first, bisect_right(self._starts, start)):
            block = self._blocks[number]
            places = range(bisect_left(block.starts, start), bisect_right(block.starts, start))
            for place in places:
                if block.ends[place] == end and block.items[place] == item:
                    self._remove_at(number, place)
                    return
        raise KeyError((start, end, item))

    def _remove_at(self, number: int, place: int) -> None:
        self._total -= 1
        block = self._blocks[number]
        del block.starts[place], block.ends[place], block.items[place]
        if block.starts:
            self._starts[number] = block.starts[0]
            self._reaches[number] = block.reach()
        else:
            del self._blocks[number], self._starts[number], self._reaches[number]


class _Block(Generic[T]):
    """Some spans sorted by start, column by column."""

    __slots__ = ("ends", "items", "longest", "starts")

    def __init__(self, starts: list[int], ends: list[int], items: list[T]) -> None:
        self.starts = starts
        self.ends = ends
        self.items = items
        self.longest = -1
        """No span is longer, though such a one may be gone; negative until it is measured."""

    def reach(self) -> int:
        """Return the first code point behind every span."""
        return max(max(self.ends), self.starts[-1] + 1)

    def measure(self) -> int:
        """Return the length of the longest span, and keep it."""
        self.longest = max(map(sub, self.ends, self.starts), default=0)
        return self.longest

    def insert(self, place: int, start: int, end: int, item: T) -> None:
        """Put one span in at its place."""
        if self.longest >= 0:
            self.longest = max(self.longest, end - start)
        self.starts.insert(place, start)
        self.ends.insert(place, end)
        self.items.insert(place, item)

    def split(self) -> _Block[T]:
        """Cut the upper half off and return it."""
        half = len(self.starts) // 2
        upper = _Block(self.starts[half:], self.ends[half:], self.items[half:])
        del self.starts[half:], self.ends[half:], self.items[half:]
        return upper


def snap_to_graphemes(text: str, start: int, end: int) -> Span:
    """Widen [start, end) so that it splits no grapheme cluster; an empty span only moves back."""
    snapped = _cluster_around(text, start)[0]
    if start == end:
        return snapped, snapped
    return snapped, _cluster_around(text, end)[1]


def trim_whitespace(text: str, start: int, end: int) -> Span:
    """Narrow [start, end) by the white space at its ends; all white space becomes empty."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def next_gap(text: str, spans: Iterable[Span], position: int) -> Span | None:
    """Find the first stretch from a position on that no span covers.

    A gap holds a word and lies within one line. `spans` are sorted by start.
    """
    line = text.rfind("\n", 0, position) + 1
    for start, end in _uncovered(spans, len(text)):
        if end > position:
            for gap in _lines_with_words(text, max(start, line), end):
                if gap[0] >= position:
                    return gap
    return None


def previous_gap(text: str, spans: Iterable[Span], position: int) -> Span | None:
    """Find the last stretch that ends at a position or before it and that no span covers."""
    before = list(takewhile(lambda span: span[0] < position, _uncovered(spans, len(text))))
    for start, end in reversed(before):
        line_end = text.find("\n", position, end) if end > position else end
        behind = end if line_end < 0 else line_end
        while behind > start:
            begin = max(start, text.rfind("\n", start, behind) + 1)
            for gap in _lines_with_words(text, begin, behind):
                if gap[1] <= position:
                    return gap
            behind = begin - 1
    return None


def _uncovered(spans: Iterable[Span], length: int) -> Iterator[Span]:
    """Yield what no span covers; `spans` are sorted by start."""
    reached = 0
    for start, end in spans:
        if end > reached and end > start:  # what has no width covers nothing
            if start > reached:
                yield reached, start
            reached = end
    if length > reached:
        yield reached, length


def _lines_with_words(text: str, start: int, end: int) -> Iterator[Span]:
    if end - start == 1 and text[start].isspace():  # as between words that are all marked
        return
    for line in _LINE.finditer(text, start, end):
        span = trim_whitespace(text, *line.span())
        if _WORD_CHARACTER.search(text, *span):
            yield span


def _cluster_around(text: str, position: int) -> Span:
    """Return the cluster that a position falls inside, or the position twice at a boundary."""
    if position <= 0 or position >= len(text) or text[position - 1 : position + 1].isascii():
        return position, position
    is_plain_pair = _plain_pair()
    if is_plain_pair(text, position - 1):
        return position, position
    begin = text.rfind("\n", 0, position) + 1
    # Between two plain characters there is always a boundary, so counting may start there.
    anchor = position - 1
    while anchor > begin and not is_plain_pair(text, anchor - 1):
        anchor -= 1
    for match in _clusters()(text, max(begin, anchor)):
        if match.end() > position:
            return (position, position) if match.start() == position else match.span()
    return position, position


@cache
def _plain_pair() -> Any:
    return re.compile(_PLAIN_PAIR).match


@cache
def _clusters() -> Any:
    # Imported here: most texts never need it, and it is slow to load.
    import regex

    return regex.compile(r"\X").finditer
