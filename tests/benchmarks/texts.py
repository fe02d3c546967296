"""Texts: numbering, and moving a reading to a corrected text.

The issue bounds these by the clock, not by another way of doing the same: the baseline is the
bound itself in seconds of CPU, the ratio the share of it that is used.
"""

import random

from desktop_app.core.anchoring import Alignment
from desktop_app.core.numbering import Numbering
from tests.benchmarks.measure import Measure, cpu_seconds

PROSE = (
    "“Why should anyone come?” Mr. Brown asked at 5 p.m. on Monday; nobody answered. He had said"
    " it before, e.g. in 1995 … but who listens? Dr. J. R. Smith did. “We came, we spoke,” she"
    " wrote, “and then we left.” That was all.\n\n"
)


def number_all(text: str) -> int:
    numbering = Numbering(text)
    return sum(len(numbering.sentence_spans(n + 1)) for n in range(numbering.paragraph_count))


def numbering() -> tuple[float, float]:
    text = PROSE * (1_000_000 // len(PROSE) + 1)
    return 1.0, cpu_seconds(lambda: number_all(text))


def correcting() -> tuple[float, float]:
    """Replace two words throughout 850,000 characters and move 429 passages, exactly."""

    def mend(text: str) -> str:
        return text.replace("nobody", "someone").replace("Monday", "Tuesday")

    old = PROSE * (850_000 // len(PROSE) + 1)
    new = mend(old)
    places = random.Random(1)
    words = [at for at in range(len(old)) if old[at].isalnum() and old[at - 1] == " "]
    starts = places.sample(words, 429)
    spans = [(start, old.index(" ", start + places.randrange(120))) for start in starts]

    def move() -> None:
        alignment = Alignment(old, new)
        for start, end in spans:
            found = alignment.place(start, end)
            assert new[found.start : found.end].strip() == mend(old[start:end]).strip()

    return 2.0, cpu_seconds(move)


MEASURES = (
    Measure("number 1 million characters, of a second", 1.0, numbering),
    Measure("move 429 passages over a correction, of 2 s", 1.0, correcting),
)
