"""Where the nodes of a network come to lie: by forces, always the same for the same links (pure).

After Fruchterman and Reingold, "Graph Drawing by Force-directed Placement" (1991): nodes repel
one another, links pull; the steps grow shorter. The start is a circle, so that chance has no
part in it.
"""

from collections.abc import Mapping, Sequence
from math import cos, hypot, pi, sin

ROUNDS = 240
_REACH = 3.0
_INWARDS = 0.06
Point = tuple[float, float]


def place(count: int, links: Mapping[tuple[int, int], float]) -> list[Point]:
    """Place `count` nodes in the square from 0 to 1; `links` weigh pairs, the greatest being 1."""
    if count < 2:
        return [(0.5, 0.5)] * count
    turn = 2 * pi / count
    at = [[0.5 + 0.4 * cos(turn * n), 0.5 + 0.4 * sin(turn * n)] for n in range(count)]
    ideal = 0.9 / count**0.5
    for step in range(ROUNDS):
        _move(at, links, ideal, 0.1 * (1 - step / ROUNDS) + 0.001)
    return _fill_square(at)


def _move(
    at: list[list[float]], links: Mapping[tuple[int, int], float], ideal: float, most: float
) -> None:
    pull = [[0.0, 0.0] for _ in at]
    for one in range(len(at)):
        for other in range(one + 1, len(at)):
            dx, dy = at[one][0] - at[other][0], at[one][1] - at[other][1]
            far = hypot(dx, dy) or 1e-6
            # Those far apart leave one another alone, or parts without a link would drift away.
            force = ideal * ideal / far if far < _REACH * ideal else 0.0
            weight = links.get((one, other), 0.0)
            if weight:
                force -= far * far / ideal * (0.35 + 0.65 * weight)
            x, y = dx / far * force, dy / far * force
            pull[one][0] += x
            pull[one][1] += y
            pull[other][0] -= x
            pull[other][1] -= y
    for point, (x, y) in zip(at, pull, strict=True):
        x, y = x + (0.5 - point[0]) * _INWARDS, y + (0.5 - point[1]) * _INWARDS
        length = hypot(x, y) or 1e-9
        step = min(length, most)
        point[0] += x / length * step
        point[1] += y / length * step


def _fill_square(at: list[list[float]]) -> list[Point]:
    lows = [min(point[side] for point in at) for side in (0, 1)]
    sizes = [max(point[side] for point in at) - lows[side] for side in (0, 1)]
    return [
        tuple(  # type: ignore[misc]
            (point[side] - lows[side]) / sizes[side] if sizes[side] > 1e-9 else 0.5
            for side in (0, 1)
        )
        for point in at
    ]


def spread(points: Sequence[Point], size: Point, least: Point) -> list[Point]:
    """Push points apart, inside a box from the origin, until each has room around it.

    `least` is that room across and down; where there is not enough for all, they come near it.
    """
    at = [list(point) for point in points]
    for _ in range(ROUNDS):
        is_calm = True
        for one in range(len(at)):
            for other in range(one + 1, len(at)):
                dx = (at[one][0] - at[other][0]) / least[0]
                dy = (at[one][1] - at[other][1]) / least[1]
                far = hypot(dx, dy)
                if far >= 1:
                    continue
                if far < 1e-6:
                    dx, dy, far = 1e-3 * (one + 1), 1e-3, 1e-3 * (one + 1)
                push = min(0.5, (1 - far) / 2)
                for point, sign in ((at[one], 1), (at[other], -1)):
                    point[0] += sign * push * least[0] * dx / far
                    point[1] += sign * push * least[1] * dy / far
                is_calm = False
        for point in at:
            point[:] = (min(max(0.0, value), most) for value, most in zip(point, size, strict=True))
        if is_calm:
            break
    return [(x, y) for x, y in at]
