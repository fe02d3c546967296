"""The network: codes that stand together, tied by lines that are thicker the more often they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import dist

from desktop_app.core.marks import Marks
from desktop_app.core.tables import NOTHING, Axis, Heading
from desktop_app.core.together import Together, stand_together
from desktop_app.pictures.drawing import (
    BODY,
    EDGE,
    SMALL,
    WIDTH,
    Circle,
    Drawing,
    Line,
    Rect,
    Sheet,
)
from desktop_app.pictures.lettering import fit, text_width
from desktop_app.pictures.springs import Point, place, spread
from desktop_app.pictures.wish import Wish, bounds_said, chosen, counted, name_of

MOST = 40
"""So many codes are drawn, those that stand with others most often."""
_HEIGHT = 600.0
_NAME_ROOM = 170.0
_LEAST = (116.0, 60.0)
_FIGURES_UP_TO = 60
_LONG = 62.0
"""A line so long has room for its figure."""
_NOTHING = "No two codes stand together here."
_SAID = {
    "overlap": "overlap",
    "passage": "mark the same passage",
    "sentence": "stand in one sentence",
    "paragraph": "stand in one paragraph",
    "turn": "stand in one turn",
    "near": "stand near one another",
}
_Box = tuple[float, float, float, float]
_Circle = tuple[float, float, float]


def draw_network(marks: Marks, wish: Wish) -> Drawing:
    """Draw the codes that stand together, each pair of annotations counted once."""
    found = chosen(marks, wish)
    only = frozenset(mark.id for mark in found)
    table = stand_together(marks, wish.bond, Axis("code"), only, wish.progress)
    pairs = {
        (one, other): number
        for (one, other), number in table.pairs.items()
        if one < other and number
    }
    weight: dict[str, int] = {}
    for (one, other), number in pairs.items():
        weight[one] = weight.get(one, 0) + number
        weight[other] = weight.get(other, 0) + number
    met = [each for each in table.headings if each.key in weight]
    kept = {e.key for e in sorted(met, key=lambda each: -weight[each.key])[:MOST]}
    nodes = [each for each in met if each.key in kept]
    drawn = {pair: n for pair, n in pairs.items() if kept.issuperset(pair)}
    alone = sum(1 for each in table.headings if table.totals.get(each.key) and each not in met)
    all_of = {
        key: frozenset(mark.id for mark in found if (mark.code_id or NOTHING) == key)
        for key in kept
    }
    cut = f"Shown are the {MOST} of {len(met)} that do so most often. " if len(met) > MOST else ""
    about = (
        f"Unit: pairs of annotations of two codes that {_SAID[wish.scope]}, each pair once."
        f" {counted(sum(drawn.values()), 'pair')} of {counted(len(nodes), 'code')}; the number in"
        f" a circle is that of a code’s annotations, a line is as thick as there are pairs."
        f" {counted(alone, 'code')} with no other left out. {cut}"
        f"{bounds_said(marks, wish)}"
    )
    sheet = Sheet("Network: codes that stand together", about)
    if not nodes:
        return sheet.nothing(_NOTHING)
    _draw(sheet, marks, table, nodes, drawn, all_of)
    return sheet.finish()


def _draw(
    sheet: Sheet,
    marks: Marks,
    table: Together,
    nodes: Sequence[Heading],
    pairs: Mapping[tuple[str, str], int],
    all_of: Mapping[str, frozenset[str]],
) -> None:
    rank = {each.key: at for at, each in enumerate(nodes)}
    most = max(pairs.values())
    links = {}
    for (one, other), number in pairs.items():
        low, high = sorted((rank[one], rank[other]))
        links[low, high] = number / most
    height = _HEIGHT if len(nodes) > 6 else 380.0
    margin = EDGE + _NAME_ROOM / 2
    room = (WIDTH - 2 * margin, height - 72)
    wished = [(x * room[0], y * room[1]) for x, y in place(len(nodes), links)]
    at = [(margin + x, sheet.y + 30 + y) for x, y in spread(wished, room, _LEAST)]
    totals = [len(all_of[each.key]) for each in nodes]
    circles = [
        (x, y, 9 + 15 * (total / max(totals)) ** 0.5)
        for (x, y), total in zip(at, totals, strict=True)
    ]
    figures: list[_Box] = []
    is_sparse = len(pairs) <= _FIGURES_UP_TO
    for (one, other), number in sorted(pairs.items(), key=lambda each: each[1]):
        a, b = at[rank[one]], at[rank[other]]
        sheet.add(Line(*a, *b, "neutral", 0.8 + 4.2 * number / most if most > 1 else 1.5))
        middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        ids = table.behind(one, other) | table.behind(other, one)
        names = " with ".join(name_of(marks.tree, nodes[rank[each]]) for each in (one, other))
        said = f"{names}: {counted(number, 'pair')}, {counted(len(ids), 'annotation')}"
        is_written = is_sparse and dist(a, b) > _LONG
        _figure(sheet, middle, f"{number:,}" if is_written else "", said, ids)
        if is_written:
            figures.append((middle[0] - 8, middle[1] - 8, 16.0, 16.0))
        if is_sparse:
            figures += _along(a, b)
    _circles(sheet, marks, nodes, circles, all_of)
    _names(sheet, marks, nodes, circles, figures)
    sheet.y += height


def _along(a: Point, b: Point) -> Iterator[_Box]:
    """Cut a line into small boxes, so that names keep clear of it where they can."""
    steps = max(1, round(dist(a, b) / 8))
    for step in range(steps + 1):
        x, y = (p + (q - p) * step / steps for p, q in zip(a, b, strict=True))
        yield (x - 2, y - 2, 4.0, 4.0)


def _figure(sheet: Sheet, middle: Point, figure: str, said: str, ids: frozenset[str]) -> None:
    x, y = middle
    if figure:
        width = text_width(figure, SMALL) + 4
        sheet.add(Rect(x - width / 2, y - 8, width, 15, "paper", "", 4))
        sheet.text(x, y + 3.5, figure, SMALL, anchor="middle")
    sheet.spot((x - 10, y - 9, 20, 18), said, ids)


def _circles(
    sheet: Sheet,
    marks: Marks,
    nodes: Sequence[Heading],
    circles: Sequence[_Circle],
    all_of: Mapping[str, frozenset[str]],
) -> None:
    for node, (x, y, radius) in zip(nodes, circles, strict=True):
        code = marks.tree.get(node.key)
        colour = code.color if code else ""
        ids = all_of[node.key]
        sheet.add(Circle(x, y, radius, f"tint:{colour}", f"line:{colour}", 1.5))
        sheet.text(x, y + 4, f"{len(ids):,}", SMALL, anchor="middle")
        said = f"{node.title or name_of(marks.tree, node)}: {counted(len(ids), 'annotation')}"
        sheet.spot((x - radius, y - radius, 2 * radius, 2 * radius), said, ids)


def _names(
    sheet: Sheet,
    marks: Marks,
    nodes: Sequence[Heading],
    circles: Sequence[_Circle],
    figures: Sequence[_Box],
) -> None:
    taken = [*figures, *((x - r, y - r, 2 * r, 2 * r) for x, y, r in circles)]
    for node, circle in zip(nodes, circles, strict=True):
        name = fit(name_of(marks.tree, node), BODY, _NAME_ROOM)
        box = _free_box(circle, text_width(name, BODY), taken)
        taken.append(box)
        sheet.add(Rect(box[0] - 2, box[1], box[2] + 4, box[3], "paper", "", 4))
        sheet.text(box[0] + box[2] / 2, box[1] + 12, name, anchor="middle")


def _free_box(circle: _Circle, width: float, taken: Sequence[_Box]) -> _Box:
    """Find the place around a circle where a name covers the least of what is there."""
    x, y, radius = circle
    beside = radius + 5
    offered = (
        (x - width / 2, y + beside - 3),
        (x - width / 2, y - beside - 13),
        (x + beside, y - 8),
        (x - beside - width, y - 8),
        (x + beside - 4, y + radius - 4),
        (x - beside - width + 4, y + radius - 4),
        (x + beside - 4, y - radius - 12),
        (x - beside - width + 4, y - radius - 12),
    )
    last = WIDTH - EDGE - width
    boxes = [(a, b, width, 16.0) for a, b in offered if EDGE <= a <= last]
    if not boxes:
        boxes = [(min(max(EDGE, x - width / 2), last), y + beside, width, 16.0)]
    return min(boxes, key=lambda box: sum(_shared(box, other) for other in taken))


def _shared(one: _Box, other: _Box) -> float:
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0
