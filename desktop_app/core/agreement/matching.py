"""Segments of two coders set against one another, by a stated rule of overlap.

A segment finds a partner only under its own code. A coder's own overlapping segments of one code
count as one, those that touch as two. Text that neither marked plays no part.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from desktop_app.core.agreement.results import (
    NEEDS_PAIR,
    NOT_SHARED,
    NOTHING_CODED,
    Agreement,
    Label,
    chance_corrected,
)
from desktop_app.core.agreement.unitizing import Continuum

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class OverlapRule:
    """When two segments of one code are partners.

    "exact": the same start and end. "any": they share a character; one segment may then partner
    several. "iou": intersection / union is at least `least`, each segment having one partner at
    most, and as many finding one as can.
    """

    kind: Literal["exact", "any", "iou"]
    least: float = 0.0

    def __str__(self) -> str:
        return f"iou >= {self.least:g}" if self.kind == "iou" else self.kind

    def joins(self, a: Span, b: Span) -> bool:
        """Tell whether two segments that overlap are partners."""
        if self.kind == "exact":
            return a == b
        # The quotient of two lengths equals the threshold exactly where it should; a product
        # of threshold and length would not.
        shared = min(a[1], b[1]) - max(a[0], b[0])
        return shared / (max(a[1], b[1]) - min(a[0], b[0])) >= self.least


EXACT = OverlapRule("exact")
ANY_OVERLAP = OverlapRule("any")


def iou_at_least(least: float) -> OverlapRule:
    """Return the rule that intersection / union is at least `least`, above 0 and up to 1."""
    if not 0 < least <= 1:
        raise ValueError("the least overlap lies above 0 and up to 1")
    return OverlapRule("iou", least)


def segment_f1(data: Continuum, rule: OverlapRule) -> Agreement:
    """Return F1 = 2PR / (P + R), P and R being the shares of either coder's segments with partner.

    Where each has one partner at most it is 2 pairs / (N1 + N2) (van Rijsbergen 1979, ch. 7). 0
    where one coder marked nothing; undefined where neither did.
    """
    plain, matches = _matched("segment_f1", data, rule)
    if plain.reason:
        return plain
    shares = [matched / number if number else 0.0 for matched, number in matches]
    value = 2 * shares[0] * shares[1] / sum(shares) if all(shares) else 0.0
    return replace(plain, value=value, observed=value)


def segment_share(data: Continuum, rule: OverlapRule) -> Agreement:
    """Return the share of all segments, of either coder, that found a partner.

    Each segment is a case, as in MAXQDA's table of segments: matches / (matches + others).
    """
    plain, matches = _matched("segment_share", data, rule)
    if plain.reason:
        return plain
    value = sum(matched for matched, _ in matches) / sum(number for _, number in matches)
    return replace(plain, value=value, observed=value)


def segment_kappa(data: Continuum, rule: OverlapRule) -> Agreement:
    """Return (P - 1/q) / (1 - 1/q), P the share with a partner, q the number of codes compared.

    Brennan & Prediger 1981, EPM 41, applied to segments: there is no cell for what nobody coded.
    """
    share = segment_share(data, rule)
    plain = replace(share, measure="segment_kappa", value=None)
    if share.value is None:
        return plain
    if len(data.codes) < 2:
        return replace(plain, reason="it takes two codes or more")
    return chance_corrected(plain, 1 - share.value, 1 - 1 / len(data.codes))


def _matched(
    measure: str, data: Continuum, rule: OverlapRule
) -> tuple[Agreement, list[tuple[int, int]]]:
    """Return a figure without its value and, for either coder, the matched segments and all."""
    plain = Agreement(measure, data.scope("left out"), None, rule=str(rule))
    if len(data.units) != 2:
        return replace(plain, reason=NEEDS_PAIR), []
    if not data.length:
        return replace(plain, reason=NOT_SHARED), []
    if not any(data.units):
        return replace(plain, reason=NOTHING_CODED), []
    with_partner = _partners(data, rule)
    matches = [(found, len(own)) for found, own in zip(with_partner, data.units, strict=True)]
    counts: dict[tuple[Label, ...], float] = {}
    for side, (found, number) in zip(("first", "second"), matches, strict=True):
        counts[side, "matched"] = float(found)
        counts[side, "all"] = float(number)
    return replace(plain, counts=counts), matches


def _partners(data: Continuum, rule: OverlapRule) -> tuple[int, int]:
    """Return how many segments of the first and of the second coder have a partner."""
    spans: list[defaultdict[str, list[Span]]] = [defaultdict(list), defaultdict(list)]
    for by_code, own in zip(spans, data.units, strict=True):
        for start, end, code in own:
            by_code[code].append((start, end))
    first: set[tuple[str, int]] = set()
    second: set[tuple[str, int]] = set()
    for code in data.codes:
        ours, theirs = spans[0][code], spans[1][code]
        for i, j in _overlapping(ours, theirs):
            is_free = (code, i) not in first and (code, j) not in second
            if rule.kind == "any" or (is_free and rule.joins(ours[i], theirs[j])):
                first.add((code, i))
                second.add((code, j))
    return len(first), len(second)


def _overlapping(ours: list[Span], theirs: list[Span]) -> Iterator[tuple[int, int]]:
    """Yield the places of segments that share a character, from left to right.

    Either list is disjoint, so that the pairs form a staircase: of any pair, one side comes in no
    later pair. Taking each pair whose sides are free therefore gives as many pairs as can be.
    """
    i = j = 0
    while i < len(ours) and j < len(theirs):
        if max(ours[i][0], theirs[j][0]) < min(ours[i][1], theirs[j][1]):
            yield i, j
        if ours[i][1] <= theirs[j][1]:
            i += 1
        else:
            j += 1
