"""What stands beside one paragraph: a bracket for each annotation, and the names of their codes.

Brackets take the lowest free lane among the lines they cover; one that spans paragraphs keeps the
lane it was dealt for the whole text. Names are pushed apart within the paragraph's own height, so
that what stands beside a paragraph never depends on where the page is scrolled to. All in the
paragraph's own pixels; nothing is painted here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtGui import QTextBlock

from desktop_app.gui.reader.ink import Placed
from desktop_app.gui.reader.layout import ReaderLayout
from desktop_app.gui.reader.marks import Mark, MarkStore

NAME_HEIGHT = 16


@dataclass(slots=True)
class Bracket:
    """A bracket over lines `first` to `last`; open where the annotation goes on beyond them."""

    mark: Mark
    first: int
    last: int
    begins: bool
    ends: bool
    lane: int = 0
    top: int = 0
    bottom: int = 0


@dataclass(slots=True)
class Name:
    """A row of the names' column, around `y`; without a bracket it counts those left out."""

    text: str
    y: int
    bracket: Bracket | None
    left_out: tuple[Mark, ...] = ()


@dataclass(slots=True)
class Margin:
    """All that stands beside a paragraph, sorted from top to bottom."""

    brackets: list[Bracket] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)


def margin_of(
    layout: ReaderLayout, store: MarkStore, block: QTextBlock, placed: Sequence[Placed]
) -> Margin:
    """Return what stands beside a laid-out paragraph whose marks are `placed` in it."""
    if not placed:
        return Margin()
    passing, own = _brackets(layout, store, block, placed)
    _take_lanes(passing, own)
    brackets = sorted([*passing, *own], key=lambda bracket: (bracket.first, bracket.lane))
    height, metrics, line_at = _full_height(layout, block), layout.metrics, block.layout().lineAt
    for bracket in brackets:
        bracket.top, bracket.bottom = 0, height
        if bracket.begins:
            bracket.top = layout.slot_of(line_at(bracket.first))[0] - metrics.tint_above + 3
        if bracket.ends:
            bracket.bottom = layout.slot_of(line_at(bracket.last))[0] + metrics.tint_below - 2
    return Margin(brackets, _names(layout, block, brackets))


def _full_height(layout: ReaderLayout, block: QTextBlock) -> int:
    return round(layout.blockBoundingRect(block).height())


def _brackets(
    layout: ReaderLayout, store: MarkStore, block: QTextBlock, placed: Sequence[Placed]
) -> tuple[list[Bracket], list[Bracket]]:
    """Return the brackets that span paragraphs, with their lanes, and those of this one alone.

    Parts of one annotation on the same or on following lines share a bracket.
    """
    line_at = block.layout().lineForTextPosition
    start, end = layout.page.span_of(block.blockNumber())
    passing: list[Bracket] = []
    own: list[Bracket] = []
    runs: dict[str, Bracket] = {}
    for opening, closing, mark in placed:
        first = max(0, line_at(opening).lineNumber())
        last = max(0, line_at(max(opening, closing - 1)).lineNumber())
        lane = store.lanes(mark).bracket
        if lane is not None:
            ends = mark.end <= end + 1
            passing.append(Bracket(mark, first, last, mark.start >= start, ends, lane))
            continue
        run = runs.get(mark.annotation_id)
        if run and first <= run.last + 1:
            run.last = max(run.last, last)
        else:
            own.append(Bracket(mark, first, last, begins=True, ends=True))
            runs[mark.annotation_id] = own[-1]
    return passing, own


def _take_lanes(passing: Sequence[Bracket], own: Sequence[Bracket]) -> None:
    """Give each bracket of the paragraph's own the lowest lane that is free over its lines."""
    ends: list[int] = []  # for each lane, the last line taken so far
    crossed: dict[int, list[Bracket]] = {}
    for bracket in passing:
        crossed.setdefault(bracket.lane, []).append(bracket)
    for bracket in sorted(own, key=lambda bracket: (bracket.first, bracket.mark.start)):
        lane = 0
        while (lane < len(ends) and ends[lane] >= bracket.first) or any(
            other.first <= bracket.last and other.last >= bracket.first
            for other in crossed.get(lane, ())
        ):
            lane += 1
        ends += [-1] * (lane + 1 - len(ends))
        ends[lane] = bracket.last
        bracket.lane = lane


def _names(layout: ReaderLayout, block: QTextBlock, brackets: Sequence[Bracket]) -> list[Name]:
    """Set the names beside the first lines of their brackets, pushed apart into full rows.

    Where more begin than the paragraph has room for, the last row counts those left out.
    """
    named = [bracket for bracket in brackets if bracket.begins and bracket.mark.label]
    named.sort(key=lambda bracket: (bracket.first, bracket.mark.start))
    if not named or not layout.columns.names_width:
        return []
    paragraph = block.blockNumber()
    room = _full_height(layout, block)
    is_last = paragraph == len(layout.page) - 1
    if not is_last and layout.page.is_blank[paragraph + 1]:
        room += layout.metrics.gap
    text_layout, middle = block.layout(), round(0.36 * layout.metrics.tint_above)
    baselines = [layout.slot_of(text_layout.lineAt(b.first))[0] for b in named]
    top = layout.slot_of(text_layout.lineAt(0))[1] - layout.metrics.height
    rows = max(1, (room - top) // NAME_HEIGHT)
    names = [
        Name(bracket.mark.label, baseline - middle, bracket)
        for bracket, baseline in zip(named, baselines, strict=True)
    ]
    if len(names) > rows:
        left_out = tuple(bracket.mark for bracket in named[rows - 1 :])
        names = [*names[: rows - 1], Name(f"+{len(left_out)}", room, None, left_out)]
    _push_apart(names, top + NAME_HEIGHT // 2, room - NAME_HEIGHT // 2)
    return names


def _push_apart(names: Sequence[Name], top: int, bottom: int) -> None:
    for name, above in zip(names, [None, *names], strict=False):
        name.y = max(name.y, above.y + NAME_HEIGHT if above else top)
    limit = bottom
    for name in reversed(names):
        name.y = min(name.y, limit)
        limit = name.y - NAME_HEIGHT
