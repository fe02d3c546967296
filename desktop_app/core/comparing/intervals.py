"""Bootstrap intervals: how far a figure would go if other paragraphs or units had been read."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.core.comparing.blocks import Group, PassageBlocks, RatingBlocks

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A bootstrap interval: limits at a level, over how many rounds and blocks, by which seed.

    `undefined` counts the rounds in which there was no figure; the limits are of the others.
    """

    low: float
    high: float
    level: float
    rounds: int
    block: str
    blocks: int
    seed: int
    undefined: int = 0


def bootstrap(
    blocks: RatingBlocks | PassageBlocks,
    rounds: int,
    seed: int,
    progress: Callable[[int, int], None] | None = None,
) -> dict[Group, Interval]:
    """Return the percentile interval of each code, and of all, when blocks are drawn anew.

    Efron & Tibshirani 1993, chapter 13. All codes see the same draws. A figure has none where
    there are not two blocks, or where it is undefined in most rounds.
    """
    number = len(blocks)
    if number < 2:
        return {}
    draw = random.Random(seed)  # a seed, so that the figure can be had again
    values: dict[Group, list[float]] = {}
    for done in range(rounds):
        if progress:
            progress(done, rounds)
        drawn = Counter(draw.choices(range(number), k=number))
        for group, figure in blocks.figures(drawn).items():
            own = values.setdefault(group, [])
            if figure.value is not None:
                own.append(figure.value)
    return {
        group: _interval(sorted(own), rounds, blocks, seed)
        for group, own in values.items()
        if own and len(own) >= rounds / 2
    }


def _interval(
    values: list[float], rounds: int, blocks: RatingBlocks | PassageBlocks, seed: int
) -> Interval:
    last, tail = len(values) - 1, (1 - LEVEL) / 2
    low, high = values[round(tail * last)], values[round((1 - tail) * last)]
    missing = rounds - len(values)
    return Interval(low, high, LEVEL, rounds, blocks.block, len(blocks), seed, missing)
