"""Bootstrap intervals: how far a figure would go if other paragraphs or units had been read."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.core import agreement
from desktop_app.core.agreement.ratings import marked_by
from desktop_app.core.agreement.results import Label
from desktop_app.core.comparing.marks import Read
from desktop_app.core.comparing.measures import Measure
from desktop_app.core.numbering import Numbering

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A bootstrap interval: limits at a level, over how many rounds and blocks, by which seed."""

    low: float
    high: float
    level: float
    rounds: int
    block: str
    blocks: int
    seed: int


def bootstrap(
    measure: Measure, blocks: Sequence[agreement.Ratings], rounds: int, seed: int
) -> Interval | None:
    """Return the percentile interval of a measure when blocks of units are drawn anew.

    Efron & Tibshirani 1993, chapter 13. None where there are not two blocks, or where the figure
    is undefined in most rounds.
    """
    if len(blocks) < 2 or measure.per_code is None:
        return None
    first, reckon = blocks[0], measure.per_code
    draw = random.Random(seed)  # a seed, so that the figure can be had again
    values: list[float] = []
    for _ in range(rounds):
        patterns: Counter[tuple[Label | None, ...]] = Counter()
        for at, times in Counter(draw.choices(range(len(blocks)), k=len(blocks))).items():
            for pattern, count in blocks[at].patterns.items():
                patterns[pattern] += count * times
        drawn = agreement.Ratings(first.coders, first.unit, first.labels, patterns)
        value = reckon(drawn).value
        if value is not None:
            values.append(value)
    if len(values) < rounds / 2:
        return None
    values.sort()
    last, tail = len(values) - 1, (1 - LEVEL) / 2
    low, high = values[round(tail * last)], values[round((1 - tail) * last)]
    block = "paragraph" if first.unit == "character" else first.unit
    return Interval(low, high, LEVEL, rounds, block, len(blocks), seed)


def blocks_of(
    reads: Sequence[Read], coders: tuple[str, ...], code_id: str, unit: str
) -> Iterator[agreement.Ratings]:
    """Yield the ratings of each block that is drawn as one: a paragraph, or a unit."""
    for read in reads:
        if unit == "document":
            yield agreement.rate([read.coded], coders, code_id, unit)
            continue
        numbering = Numbering(read.text) if unit == "character" else None
        spans = (
            [numbering.paragraph_span(n) for n in range(1, numbering.paragraph_count + 1)]
            if numbering
            else list(read.coded.units)
        )
        own = {c: marked_by(read.coded, c, code_id) for c in coders if c in read.coded.marks}
        for start, end in spans:
            cut = {
                coder: {
                    code_id: [
                        (max(a, start) - start, min(b, end) - start)
                        for a, b in marked
                        if a < end and b > start
                    ]
                }
                for coder, marked in own.items()
            }
            length = end - start
            block = agreement.CodedText(length, cut, [(0, length)])
            yield agreement.rate([block], coders, code_id, unit)
