"""Texts: numbering, and moving a reading to a corrected text.

The issue bounds these by the clock, not by another way of doing the same: the baseline is the
bound itself in seconds of CPU, the ratio the share of it that is used.
"""

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


MEASURES = (Measure("number 1 million characters, of a second", 1.0, numbering),)
