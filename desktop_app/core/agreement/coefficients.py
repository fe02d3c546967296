"""Coefficients over units that coders rated: percent agreement, kappas, alpha and their kin.

Each takes `Ratings` and returns an `Agreement`. Of a code that no coder used here, each is
undefined: agreement about nothing is not full agreement. Free spans are in `unitizing`.

Written below: o and e for observed and expected disagreement, a coefficient being 1 - o/e, which
is (Po - Pe)/(1 - Pe); d(c,k) for the distance of two labels, 0 for equal and at most 1; q for the
number of labels; p(c) for the mean over units of the share of a unit's ratings that are c.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import accumulate
from typing import Literal

from desktop_app.core.agreement.ratings import Pattern, Ratings
from desktop_app.core.agreement.results import (
    NEEDS_PAIR,
    NEEDS_TWO,
    NOT_SHARED,
    NOTHING_CODED,
    Agreement,
    Label,
    chance_corrected,
)

Weights = Literal["nominal", "linear", "quadratic"]
Metric = Literal["nominal", "ordinal", "interval", "ratio"]
Pair = tuple[Label, ...]
Distance = Callable[[Label, Label], float]

ONE_LABEL = "there is only one label to choose"


def percent_agreement(ratings: Ratings) -> Agreement:
    """Return the mean, over units, of the share of pairs of coders who agree (Fleiss 1971, p.379).

    For two coders it is the share of units with equal labels. Matter that neither marked counts
    as agreement.
    """
    plain = _plain("percent_agreement", ratings)
    if not plain.scope.size:
        return plain
    share = 1 - _pair_disagreement(ratings, _unequal)
    return replace(plain, value=None if plain.reason else share, observed=share)


def cohen_kappa(ratings: Ratings, weights: Weights = "nominal") -> Agreement:
    """Return Cohen's kappa of two coders (Cohen 1960, EPM 20(1); weighted: Cohen 1968).

    o = sum n(c,k) d(c,k) / N over units both rated; e = sum n1(c) n2(k) d(c,k) / N^2, with each
    coder's own totals. On marks of a code by characters it is the kappa that NVivo documents.
    Weights: d = |c-k| / range, or its square; the range is that of all labels.
    """
    plain = _plain_pair("cohen_kappa", ratings, weights)
    table = _cross(ratings)
    if not table:
        return plain
    distance = _weighing(ratings.labels, weights)
    first, second = (_totals(table, side) for side in (0, 1))
    number = sum(table.values())
    observed = sum(n * distance(c, k) for (c, k), n in table.items()) / number
    expected = _crossed(first, second, distance) / number**2
    return chance_corrected(plain, observed, expected)


def scott_pi(ratings: Ratings) -> Agreement:
    """Return Scott's pi of two coders (Scott 1955, Public Opinion Quarterly 19).

    As Cohen's kappa, with the mean of both coders' totals for either: e = 1 - sum p(c)^2, over
    the units that both rated.
    """
    plain = _plain_pair("scott_pi", ratings)
    table = _cross(ratings)
    if not table:
        return plain
    number = sum(table.values())
    observed = sum(n for (c, k), n in table.items() if c != k) / number
    both = _totals(_coincidences(ratings), 0)
    return chance_corrected(plain, observed, _crossed(both, both, _unequal) / (2 * number) ** 2)


def fleiss_kappa(ratings: Ratings) -> Agreement:
    """Return Fleiss' kappa of two coders or more (Fleiss 1971, Psychological Bulletin 76).

    o = mean over units of the share of differing pairs; e = 1 - sum p(c)^2. With missing ratings
    as in Gwet 2014: a unit with one rating counts in p and not in o.
    """
    shares = _shares(ratings)
    return chance_corrected(
        _plain("fleiss_kappa", ratings),
        _pair_disagreement(ratings, _unequal),
        _crossed(shares, shares, _unequal),
    )


def brennan_prediger(ratings: Ratings, weights: Weights = "nominal") -> Agreement:
    """Return the coefficient with equal chances: (Po - 1/q) / (1 - 1/q).

    Bennett, Alpert & Goldstein 1954 (S); Brennan & Prediger 1981, EPM 41 (kappa n); Randolph 2005
    (free-marginal kappa) for more coders. q is the number of labels that could be given: 2 for
    marks of a code. Weighted (Gwet 2014): e = sum d(c,k) / q^2.
    """
    plain = _plain("brennan_prediger", ratings, weights)
    if len(ratings.labels) < 2:
        return replace(plain, reason=plain.reason or ONE_LABEL)
    distance = _weighing(ratings.labels, weights)
    even = dict.fromkeys(ratings.labels, 1.0)
    expected = _crossed(even, even, distance) / len(even) ** 2
    return chance_corrected(plain, _pair_disagreement(ratings, distance), expected)


def gwet_ac1(ratings: Ratings) -> Agreement:
    """Return Gwet's AC1 of two coders or more (Gwet 2008, BJMSP 61; missing: Gwet 2014).

    o as for Fleiss; 1 - e = sum p(c) (1 - p(c)) / (q - 1). A unit with one rating counts in p and
    not in o.
    """
    return _gwet("gwet_ac1", ratings, "nominal")


def gwet_ac2(ratings: Ratings, weights: Weights = "quadratic") -> Agreement:
    """Return Gwet's AC2, which is AC1 with weights (Gwet 2014).

    1 - e = T sum p(c) (1 - p(c)) / (q (q - 1)), T being the sum of the weights 1 - d(c,k).
    """
    return _gwet("gwet_ac2", ratings, weights)


def krippendorff_alpha(ratings: Ratings, metric: Metric = "nominal") -> Agreement:
    """Return Krippendorff's alpha of two coders or more, ratings missing at will.

    Krippendorff 2011, Computing Krippendorff's Alpha-Reliability; 2004, ch. 11. Coincidences
    o(c,k) = sum over units of pairs (c,k) by different coders / (ratings of the unit - 1);
    n(c) their row sums, n their sum. Do = sum o(c,k) d(c,k) / n; De = sum n(c) n(k) d(c,k) /
    (n (n - 1)). Units with fewer than two ratings drop out, also from n(c).
    d: ordinal ((sum of n from c to k) - (n(c)+n(k))/2)^2, interval (c-k)^2, ratio
    ((c-k)/(c+k))^2, each divided by its greatest value, which changes alpha in nothing.
    """
    plain = _plain("krippendorff_alpha", ratings, metric)
    pairs = _coincidences(ratings)
    if not pairs:
        return plain
    totals = _totals(pairs, 0)
    number = sum(totals.values())
    distance = _metric(totals, metric)
    observed = sum(n * distance(c, k) for (c, k), n in pairs.items()) / number
    expected = _crossed(totals, totals, distance) / (number * (number - 1))
    return chance_corrected(plain, observed, expected)


def jaccard(ratings: Ratings) -> Agreement:
    """Return units marked by both / units marked by either, of two coders (Jaccard 1912)."""
    both, first, second = _marks(ratings)
    return _share("jaccard", ratings, both, first + second - both)


def dice(ratings: Ratings) -> Agreement:
    """Return 2 both / (first + second) of marked units: Dice 1945, and F1 of either coder."""
    both, first, second = _marks(ratings)
    return _share("dice", ratings, 2 * both, first + second)


def holsti(ratings: Ratings) -> Agreement:
    """Return 2A / (N1 + N2): equal decisions over all decisions (Holsti 1969, p.140).

    A unit that a coder did not rate, or did not mark, holds no decision of that coder's; of marks
    of a code it is therefore the same as Dice.
    """
    if ratings.is_marking:
        return replace(dice(ratings), measure="holsti")
    plain = _plain("holsti", ratings)
    if len(ratings.coders) != 2:
        return replace(plain, reason=NEEDS_PAIR)
    made = sum(n * (2 - p.count(None)) for p, n in ratings.patterns.items())
    if not made:
        return plain
    equal = sum(n for p, n in ratings.patterns.items() if p[0] is not None and p[0] == p[1])
    # Here a unit that one coder alone rated is not left out: it counts against both.
    scope = ratings.scope(least=1)
    return replace(plain, scope=scope, value=2 * equal / made, reason="", observed=2 * equal / made)


def _plain(measure: str, ratings: Ratings, rule: str = "nominal") -> Agreement:
    """Return a figure without its value, and the reason where there can be none."""
    scope = ratings.scope()
    pair = len(ratings.coders) == 2
    counts = _cross(ratings) if pair else _coincidences(ratings)
    reason = ""
    if len(ratings.coders) < 2:
        reason = NEEDS_TWO
    elif not scope.size:
        reason = NOT_SHARED
    elif ratings.is_marking and not ratings.has_marks:
        reason = NOTHING_CODED
    rule = "" if rule == "nominal" else rule
    return Agreement(measure, scope, None, reason, rule, counts=counts)


def _plain_pair(measure: str, ratings: Ratings, rule: str = "nominal") -> Agreement:
    plain = _plain(measure, ratings, rule)
    return plain if len(ratings.coders) == 2 else replace(plain, reason=NEEDS_PAIR)


def _share(measure: str, ratings: Ratings, part: float, whole: float) -> Agreement:
    plain = _plain_pair(measure, ratings)
    plain = replace(plain, scope=replace(plain.scope, uncoded="left out"))
    if plain.reason:
        return plain
    if not whole:
        return replace(plain, reason=NOTHING_CODED)
    return replace(plain, value=part / whole, observed=part / whole)


def _marks(ratings: Ratings) -> tuple[float, float, float]:
    """Return how many units both marked, the first, and the second; of units that both read."""
    if not ratings.is_marking:
        raise ValueError("it takes marks of a code, not values")
    table = _cross(ratings)
    first, second = (_totals(table, side).get(True, 0) for side in (0, 1))
    return table.get((True, True), 0), first, second


def _gwet(measure: str, ratings: Ratings, weights: Weights) -> Agreement:
    plain = _plain(measure, ratings, weights)
    labels = len(ratings.labels)
    if labels < 2:
        return replace(plain, reason=plain.reason or ONE_LABEL)
    distance = _weighing(ratings.labels, weights)
    even = dict.fromkeys(ratings.labels, 1.0)
    weight = labels**2 - _crossed(even, even, distance)
    spread = sum(share * (1 - share) for share in _shares(ratings).values())
    agreement = weight * spread / (labels * (labels - 1))
    return chance_corrected(plain, _pair_disagreement(ratings, distance), 1 - agreement)


def _cross(ratings: Ratings) -> dict[Pair, float]:
    """Return the cross table of two coders, over the units that both rated."""
    if len(ratings.coders) != 2:
        return {}
    return {(p[0], p[1]): n for p, n in ratings.patterns.items() if None not in p}


def _tallies(patterns: Mapping[Pattern, int]) -> Iterable[tuple[Counter[Label], int, int]]:
    """Yield, for each pattern, how often each label was given, by how many, and in how many units.

    Coders are alike here, so that patterns that differ in their order only come once.
    """
    merged: Counter[frozenset[tuple[Label, int]]] = Counter()
    for pattern, number in patterns.items():
        given = Counter(label for label in pattern if label is not None)
        merged[frozenset(given.items())] += number
    for items, number in merged.items():
        given = Counter(dict(items))
        yield given, given.total(), number


def _coincidences(ratings: Ratings) -> dict[Pair, float]:
    """Return Krippendorff's table: each unit weighs as many as it has ratings."""
    found: defaultdict[Pair, float] = defaultdict(float)
    for given, ratings_of_unit, number in _tallies(ratings.patterns):
        if ratings_of_unit > 1:
            for c, k, pairs in _pairs(given):
                found[c, k] += pairs * number / (ratings_of_unit - 1)
    return dict(found)


def _pairs(given: Mapping[Label, int]) -> Iterable[tuple[Label, Label, int]]:
    for c, of_c in given.items():
        for k, of_k in given.items():
            if pairs := of_c * (of_k - (c == k)):
                yield c, k, pairs


def _pair_disagreement(ratings: Ratings, distance: Distance) -> float:
    """Return the mean, over units with two ratings or more, of the distance of their pairs."""
    total, units = 0.0, 0
    for given, ratings_of_unit, number in _tallies(ratings.patterns):
        if ratings_of_unit > 1:
            apart = sum(pairs * distance(c, k) for c, k, pairs in _pairs(given))
            total += number * apart / (ratings_of_unit * (ratings_of_unit - 1))
            units += number
    return total / units if units else 0.0


def _shares(ratings: Ratings) -> dict[Label, float]:
    """Return p(c): the mean, over units with a rating, of the share of their ratings that are c."""
    shares = dict.fromkeys(ratings.labels, 0.0)
    units = 0
    for given, ratings_of_unit, number in _tallies(ratings.patterns):
        if ratings_of_unit:
            units += number
            for label, times in given.items():
                shares[label] += number * times / ratings_of_unit
    return {label: share / units for label, share in shares.items()} if units else shares


def _totals(table: Mapping[Pair, float], side: int) -> dict[Label, float]:
    totals: defaultdict[Label, float] = defaultdict(float)
    for pair, number in table.items():
        totals[pair[side]] += number
    return dict(totals)


def _crossed(
    first: Mapping[Label, float], second: Mapping[Label, float], distance: Distance
) -> float:
    """Return the sum of first(c) second(k) d(c,k) over all pairs of labels."""
    return sum(n * m * distance(c, k) for c, n in first.items() for k, m in second.items())


def _unequal(c: Label, k: Label) -> float:
    return float(c != k)


def _weighing(labels: Iterable[Label], weights: Weights) -> Distance:
    if weights == "nominal":
        return _unequal
    numbers = _numbers(labels)
    width = (max(numbers.values()) - min(numbers.values())) or 1.0
    power = 1 if weights == "linear" else 2
    return lambda c, k: float((abs(numbers[c] - numbers[k]) / width) ** power)


def _metric(totals: Mapping[Label, float], metric: Metric) -> Distance:
    if metric == "nominal":
        return _unequal
    if metric == "interval":
        return _weighing(totals, "quadratic")
    numbers = _numbers(totals)
    if metric == "ordinal":
        return _weighing_by(_ranks(totals, numbers))
    if min(numbers.values()) < 0:
        raise ValueError("a ratio scale has no values below zero")
    return lambda c, k: (
        0.0 if c == k else ((numbers[c] - numbers[k]) / (numbers[c] + numbers[k])) ** 2
    )


def _ranks(totals: Mapping[Label, float], numbers: Mapping[Label, float]) -> dict[Label, float]:
    """Return the middle rank of each label's ratings: their differences are the ordinal metric."""
    ordered = sorted(totals, key=lambda label: numbers[label])
    behind = accumulate(totals[label] for label in ordered)
    return {label: n - totals[label] / 2 for label, n in zip(ordered, behind, strict=True)}


def _weighing_by(ranks: Mapping[Label, float]) -> Distance:
    width = (max(ranks.values()) - min(ranks.values())) or 1.0
    return lambda c, k: float(((ranks[c] - ranks[k]) / width) ** 2)


def _numbers(labels: Iterable[Label]) -> dict[Label, float]:
    numbers: dict[Label, float] = {}
    for label in labels:
        if not isinstance(label, int | float):
            raise ValueError(f"{label!r} is not a number, so that nothing can be near to it")
        numbers[label] = float(label)
    return numbers
