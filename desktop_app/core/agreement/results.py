"""What an agreement figure is, and the mean of figures over several codes.

The formulas are in `coefficients`, `unitizing` and `matching`.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean
from typing import Literal

Label = Hashable
Counts = Mapping[tuple[Label, ...], float]
Uncoded = Literal["", "counted", "left out"]

NEEDS_TWO = "it takes two coders or more"
NEEDS_PAIR = "it compares exactly two coders"
NOT_SHARED = "no unit was rated by two coders"
NOTHING_CODED = "no coder marked anything here"
ALL_ALIKE = "all ratings are the same, so that chance alone would agree fully"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a figure was reckoned over."""

    coders: tuple[str, ...]
    unit: str
    size: int
    """How many units there are in all, those left out not among them."""
    coded_share: float | None = None
    """The share of the units that at least one coder marked; None where units bear values."""
    left_out: int = 0
    """Units without ratings by two coders, or characters of texts that some coder did not read."""
    uncoded: Uncoded = ""
    """Whether matter that nobody marked counts; empty where units bear values."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One figure, never without what stands behind it."""

    measure: str
    scope: Scope
    value: float | None
    """None where the figure is undefined: `reason` says why."""
    reason: str = ""
    """Why there is no value, or by what convention there is one; a plain phrase or empty."""
    rule: str = ""
    """The variant: a metric, weights, a rule of overlap; empty for the plain form."""
    observed: float | None = None
    """Agreement before chance is taken off, in the measure's own weighing, from 0 to 1."""
    expected: float | None = None
    """Agreement by chance; None for measures that know none."""
    coverage: float | None = None
    """The share of the coded matter that the figure rests on; None where it rests on all."""
    counts: Counts = field(default_factory=dict)
    """For two coders the units by what the first and the second said; for more, the coincidences
    of values; for segments, how many each has and how many found a partner."""


def chance_corrected(
    plain: Agreement, observed_disagreement: float, expected_disagreement: float
) -> Agreement:
    """Fill in 1 - Do/De and both agreements; a figure that has a reason already stays undefined."""
    if not plain.scope.size:
        return plain
    agreement = replace(
        plain, observed=1 - observed_disagreement, expected=1 - expected_disagreement
    )
    if plain.reason:
        return agreement
    if expected_disagreement <= 0:
        return replace(agreement, reason=ALL_ALIKE)
    return replace(agreement, value=1 - observed_disagreement / expected_disagreement)


def pooled(figures: Sequence[Agreement]) -> Agreement:
    """Return one figure for several codes: (mean Po - mean Pe) / (1 - mean Pe).

    De Vries, Elliott, Kanouse & Teleki 2008, Field Methods 20(3), the pooled kappa; used here for
    any measure corrected for chance. The figures share measure, coders and unit. Those that are
    undefined are left out, and the reason says how many. Its counts are empty.
    """
    if not figures:
        raise ValueError("nothing to pool")
    scope = replace(figures[0].scope, coded_share=None)
    plain = Agreement(figures[0].measure, scope, None, rule=figures[0].rule)
    used = [one for one in figures if one.value is not None]
    if not used:
        return replace(plain, reason="it is undefined for every code")
    observed = [one.observed for one in used if one.observed is not None]
    expected = [one.expected for one in used if one.expected is not None]
    if len(expected) < len(used):
        raise ValueError("only measures corrected for chance can be pooled so")
    result = chance_corrected(plain, 1 - fmean(observed), 1 - fmean(expected))
    if result.value is not None and len(used) < len(figures):
        return replace(result, reason=f"left out, being undefined: {len(figures) - len(used)}")
    return result
