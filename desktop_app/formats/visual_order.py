"""Right-to-left words that a page lays out from left to right, put back in the order of reading.

A PDF may hold Hebrew or Arabic as it is drawn. Where each letter stands tells which it is. This
is the bidirectional algorithm backwards, for lines of two directions; deeper nesting is not known.
"""

import unicodedata
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import TypeVar

_RIGHT = ("R", "AL")
_NUMBERS = ("EN", "AN", "ES", "CS", "ET")

MAX_LINE = 2000
"""The longest line, in characters, that is put in order; no page has such a one."""

Placed = TypeVar("Placed", bound=tuple[object, ...])
"""Anything that begins with a character, its left and its right edge."""


def has_right_to_left(text: str) -> bool:
    """Tell whether any letter of a text is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in _RIGHT for c in text)


def in_reading_order(line: Sequence[Placed]) -> list[Placed]:
    """Return the characters of a line in reading order, if they stand in the order of the page.

    A line that already runs in reading order comes back as it is.
    """
    letters = [each for each in line if unicodedata.bidirectional(str(each[0])) in _RIGHT]
    steps = [_left(b) - _left(a) for a, b in pairwise(letters)]
    if sum(step > 0 for step in steps) <= len(steps) / 2 or len(line) > MAX_LINE:
        return list(line)
    bases, marks = _part_marks(line)
    latin = sum(unicodedata.bidirectional(str(each[0])) == "L" for each in bases)
    runs = [(is_right, list(run)) for is_right, run in groupby(_sided(bases), lambda pair: pair[0])]
    if latin < len(letters):
        runs.reverse()
    ordered: list[Placed] = []
    for is_right, pairs in runs:
        found = [each for _, each in pairs]
        ordered += _turned(found) if is_right else found
    return [mark_or_base for base in ordered for mark_or_base in (base, *marks.get(id(base), ()))]


def _part_marks(line: Sequence[Placed]) -> tuple[list[Placed], dict[int, list[Placed]]]:
    """Part letters from marks, each mark with the letter that it stands nearest to."""
    bases = [each for each in line if not unicodedata.combining(str(each[0]))]
    marks: dict[int, list[Placed]] = {}
    for mark in line:
        if unicodedata.combining(str(mark[0])) and bases:
            near = min(bases, key=lambda base: _distance(mark, base))
            marks.setdefault(id(near), []).append(mark)
    for found in marks.values():
        found.sort(key=lambda mark: unicodedata.combining(str(mark[0])))
    return bases, marks


def _sided(bases: Sequence[Placed]) -> list[tuple[bool, Placed]]:
    """Tell of each character whether it runs from right to left; neutral ones follow both sides."""
    strong = [_side(str(each[0])) for each in bases]
    before = _carried(strong)
    behind = _carried(strong[::-1])[::-1]
    return [
        (bool(a if a == b else a and b), each)
        for a, b, each in zip(before, behind, bases, strict=True)
    ]


def _carried(sides: Sequence[bool | None]) -> list[bool | None]:
    """Give each neutral place the side of the last strong one before it."""
    carried: list[bool | None] = []
    for side in sides:
        carried.append(side if side is not None or not carried else carried[-1])
    return carried


def _side(character: str) -> bool | None:
    kind = unicodedata.bidirectional(character)
    return True if kind in _RIGHT else False if kind == "L" else None


def _turned(run: list[Placed]) -> list[Placed]:
    """Turn a run around, but for the figures of each number."""
    run = sorted(run, key=lambda each: (_left(each) + _right(each)) / 2)
    pieces = [list(g) for _, g in groupby(run, lambda each: _is_number(str(each[0])))]
    turned: list[Placed] = []
    for piece in reversed(pieces):
        turned += piece if _is_number(str(piece[0][0])) else piece[::-1]
    return turned


def _is_number(character: str) -> bool:
    return unicodedata.bidirectional(character) in _NUMBERS


def _left(each: tuple[object, ...]) -> float:
    return float(each[1])  # type: ignore[arg-type]


def _right(each: tuple[object, ...]) -> float:
    return float(each[2])  # type: ignore[arg-type]


def _distance(mark: tuple[object, ...], base: tuple[object, ...]) -> float:
    middle = (_left(mark) + _right(mark)) / 2
    return max(_left(base) - middle, middle - _right(base), 0.0)
