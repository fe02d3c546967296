"""What stands beside one paragraph: a bracket for each annotation, and the names of their codes.

Brackets take the lowest free lane among the lines they cover; one that spans paragraphs keeps the
lane it was dealt for the whole text. Parts of one annotation share a lane and are tied in it.
Names are pushed apart within the paragraph's own height, so that what stands beside a paragraph
never depends on where the page is scrolled to. All in the paragraph's own pixels; nothing is
painted here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import attrgetter

from desktop_app.gui.reader.ink import Placed
from desktop_app.gui.reader.layout import LineMetrics, ReaderLayout
from desktop_app.gui.reader.lines import Lines
from desktop_app.gui.reader.marks import Mark, MarkStore, Tie

NAME_HEIGHT = 16
BETWEEN_DETAILS = " · "
_FIRST = attrgetter("first")


@dataclass(slots=True)
class Bracket:
    """A bracket over lines `first` to `last`; open where the annotation goes on beyond them.

    `marks` are the parts it holds. A tie is no more than the stretch between two parts.
    """

    marks: list[Mark]
    first: int
    last: int
    begins: bool = True
    ends: bool = True
    is_tie: bool = False
    lane: int = -1  # -1 where there are more than fit
    top: int = 0
    bottom: int = 0

    @property
    def mark(self) -> Mark:
        """Return the first of its parts."""
        return self.marks[0]


@dataclass(slots=True)
class Name:
    """A row of the names' column, around `y`; without a bracket it counts those left out.

    `detail` says which part of a figure it is; it stands alone where the name was said above.
    """

    text: str
    y: int
    bracket: Bracket | None
    left_out: tuple[Mark, ...] = ()
    detail: str = ""


@dataclass(slots=True)
class More:
    """How many brackets have no lane left from a line on, at that line's middle `y`."""

    y: int
    line: int
    count: int


@dataclass(slots=True)
class Margin:
    """All that stands beside a paragraph, sorted from top to bottom.

    `brackets` are those that have a lane, `left_out` the others.
    """

    brackets: list[Bracket] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    more: list[More] = field(default_factory=list)
    left_out: list[Bracket] = field(default_factory=list)

    def left_out_at(self, line: int) -> tuple[Mark, ...]:
        """Return the marks at a line whose brackets have no lane."""
        return tuple(b.mark for b in self.left_out if b.first <= line <= b.last)


@dataclass(slots=True)
class _Rail:
    """The brackets and ties of one annotation beside the paragraph, all in one lane."""

    first: int
    last: int
    lane: int | None
    brackets: list[Bracket] = field(default_factory=list)
    ties: Sequence[Bracket] = ()

    def settle(self, lane: int) -> None:
        """Put all of it into a lane."""
        for bracket in self.brackets:
            bracket.lane = lane
        for tie in self.ties:
            tie.lane = lane


class _Paragraph:
    """A paragraph's lines with its span in code points."""

    def __init__(self, layout: ReaderLayout, number: int, lines: Lines) -> None:
        self.page, self.number, self.lines = layout.page, number, lines
        self.start, self.end = layout.page.span_of(number)

    def line_at(self, position: int) -> int:
        """Return the line that holds a code point."""
        return self.lines.at(self.page.offset_in(self.number, position))


def margin_of(
    layout: ReaderLayout,
    store: MarkStore,
    number: int,
    lines: Lines,
    placed: Sequence[Placed],
) -> Margin:
    """Return what stands beside a laid-out paragraph whose marks are `placed` in it."""
    paragraph = _Paragraph(layout, number, lines)
    ties = store.ties_touching(paragraph.start, paragraph.end + 1)
    limit = layout.columns.lanes
    if not limit or not (placed or ties):
        return Margin()
    rails = _rails(paragraph, store, placed)
    _tie(paragraph, store, rails, ties)
    _take_lanes(rails.values(), limit)
    brackets: list[Bracket] = []
    left_out: list[Bracket] = []
    for rail in rails.values():
        if rail.brackets and rail.brackets[0].lane < 0:
            left_out += rail.brackets
        else:
            _measure(rail, lines, layout.metrics)
            brackets += rail.brackets
            brackets += rail.ties
    brackets.sort(key=_FIRST)
    names = _names(layout, number, lines, rails)
    return Margin(brackets, names, _more(left_out, lines, layout.metrics), left_out)


def _rails(paragraph: _Paragraph, store: MarkStore, placed: Sequence[Placed]) -> dict[str, _Rail]:
    """Return the brackets of each annotation; parts on following lines share one."""
    start, end, lanes = paragraph.start, paragraph.end, store.lanes
    line_starts = paragraph.lines.starts
    rails: dict[str, _Rail] = {}
    for opening, closing, mark in placed:
        first = bisect_right(line_starts, opening) - 1
        last = bisect_left(line_starts, closing, first + 1) - 1
        begins, ends = mark.start >= start, mark.end <= end + 1
        rail = rails.get(mark.annotation_id)
        if rail is None:
            rail = rails[mark.annotation_id] = _Rail(first, last, lanes(mark).bracket)
        elif first <= rail.brackets[-1].last + 1:
            bracket = rail.brackets[-1]
            bracket.marks.append(mark)
            bracket.last, bracket.ends = max(bracket.last, last), bracket.ends and ends
            rail.last = max(rail.last, last)
            continue
        rail.last = max(rail.last, last)
        rail.brackets.append(Bracket([mark], first, last, begins, ends))
    return rails


def _tie(
    paragraph: _Paragraph, store: MarkStore, rails: dict[str, _Rail], ties: Sequence[Tie]
) -> None:
    """Put in what joins parts that have no bracket in common; it may only be passing by."""
    bottom_line = len(paragraph.lines) - 1
    for tie in ties:
        comes, goes = tie.start <= paragraph.start, tie.end > paragraph.end
        first = 0 if comes else paragraph.line_at(tie.start - 1)
        last = bottom_line if goes else paragraph.line_at(tie.end)
        rail = rails.get(tie.mark.annotation_id)
        if rail is None:
            lane = store.lanes(tie.mark).bracket
            rail = rails[tie.mark.annotation_id] = _Rail(first, last, lane)
        is_one = any(b.first <= first and b.last >= last for b in rail.brackets)
        if is_one and not comes and not goes:
            continue
        rail.first, rail.last = min(rail.first, first), max(rail.last, last)
        made = Bracket([tie.mark], first, last, not comes, not goes, is_tie=True)
        rail.ties = [*rail.ties, made]


def _take_lanes(rails: Iterable[_Rail], limit: int) -> None:
    """Give each rail its own lane, or the lowest that is free over its lines; or none."""
    taken: list[list[tuple[int, int]]] = [[] for _ in range(limit)]
    own: list[_Rail] = []
    for rail in rails:
        if rail.lane is None:
            own.append(rail)
        elif rail.lane < limit:
            taken[rail.lane].append((rail.first, rail.last))
            rail.settle(rail.lane)
    own.sort(key=lambda rail: rail.first)
    reached = [-1] * limit  # for each lane, the last line taken by rails of the paragraph's own
    for rail in own:
        for lane in range(limit):
            if reached[lane] >= rail.first:
                continue
            crossing = taken[lane]
            if crossing and any(a <= rail.last and b >= rail.first for a, b in crossing):
                continue
            reached[lane] = rail.last
            rail.settle(lane)
            break


def _measure(rail: _Rail, lines: Lines, metrics: LineMetrics) -> None:
    baselines, above, below = lines.baselines, metrics.tint_above - 3, metrics.tint_below - 2
    for bracket in rail.brackets:
        top = baselines[bracket.first] - above if bracket.begins else 0
        bottom = baselines[bracket.last] + below if bracket.ends else lines.height
        # A blank line is lower than its letters would be.
        bracket.top = min(top, max(0, lines.height - 2))
        bracket.bottom = max(bracket.top, min(bottom, lines.height))
    for tie in rail.ties:
        tie.top, tie.bottom = 0, lines.height
        if tie.begins:
            tie.top = max(b.bottom for b in rail.brackets if b.first <= tie.first) + 2
        if tie.ends:
            tie.bottom = min(b.top for b in rail.brackets if b.last >= tie.last) - 1


def _more(left_out: Sequence[Bracket], lines: Lines, metrics: LineMetrics) -> list[More]:
    """Count for each line the brackets without a lane; lines of equal count are said once."""
    if not left_out:
        return []
    change = [0] * (len(lines) + 1)
    for bracket in left_out:
        change[bracket.first] += 1
        change[bracket.last + 1] -= 1
    middle, before = metrics.middle, 0
    found: list[More] = []
    for number, count in enumerate(accumulate(change[:-1])):
        if count and count != before:
            found.append(More(lines.baselines[number] - middle, number, count))
        before = count
    return found


def _named(rails: Iterable[_Rail]) -> list[tuple[Bracket, bool]]:
    """Return the brackets that are named, from the top, and whether each is its rail's first."""
    named: list[tuple[Bracket, bool]] = []
    is_in_order = True
    for rail in rails:
        is_first = True
        for bracket in rail.brackets:
            if bracket.begins and bracket.marks[0].label:
                named.append((bracket, is_first))
                is_in_order, is_first = is_in_order and is_first, False
    if not is_in_order:  # marks come sorted; the further parts of figures stand out of turn
        named.sort(key=lambda found: (found[0].first, found[0].mark.start))
    return named


def _names(layout: ReaderLayout, number: int, lines: Lines, rails: dict[str, _Rail]) -> list[Name]:
    """Set the names beside the first lines of their brackets, pushed apart into full rows.

    Where more begin than the paragraph has room for, the last row counts those left out. Beside a
    blank line is room for the names of the paragraph before it, and for none of its own.
    """
    if not layout.columns.names_width or layout.page.is_blank[number]:
        return []
    named = _named(rails.values())
    if not named:
        return []
    room = lines.height
    is_last = number == len(layout.page) - 1
    if not is_last and layout.page.is_blank[number + 1]:
        room += layout.metrics.gap
    top = max(0, lines.baselines[0] - layout.metrics.baseline)
    rows = max(1, (room - top) // NAME_HEIGHT)
    middle = layout.metrics.middle
    names: list[Name] = []
    for bracket, is_first in named[: rows - (len(named) > rows)]:
        detail = part_of(bracket.marks)
        text = bracket.mark.label if is_first or not detail else ""
        if text and bracket.mark.by:
            detail = f"{detail}{BETWEEN_DETAILS}{bracket.mark.by}" if detail else bracket.mark.by
        names.append(Name(text, lines.baselines[bracket.first] - middle, bracket, (), detail))
    if len(named) > rows:
        left_out = tuple(mark for bracket, _ in named[rows - 1 :] for mark in bracket.marks)
        count = len(named) - rows + 1
        names.append(Name(f"+{count}", room, None, left_out))
    _push_apart(names, top + NAME_HEIGHT // 2, room - NAME_HEIGHT // 2)
    return names


def part_of(marks: Sequence[Mark]) -> str:
    """Write which parts of a figure some marks are: their roles, or "2/3" and "×3".

    What has a single part gives "".
    """
    parts = marks[0].parts
    if parts < 2:
        return ""
    if roles := [mark.role for mark in marks if mark.role]:
        return ", ".join(dict.fromkeys(roles))
    if len(marks) == parts:
        return f"×{parts}"
    return ", ".join(str(mark.part + 1) for mark in marks) + f"/{parts}"


def _push_apart(names: Sequence[Name], top: int, bottom: int) -> None:
    for name, above in zip(names, [None, *names], strict=False):
        name.y = max(name.y, above.y + NAME_HEIGHT if above else top)
    limit = bottom
    for name in reversed(names):
        name.y = min(name.y, limit)
        limit = name.y - NAME_HEIGHT
