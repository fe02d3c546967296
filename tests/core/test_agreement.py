"""Agreement: worked examples by hand, brute force on small texts, published cases where present."""

import json
from collections import Counter
from dataclasses import FrozenInstanceError, replace
from functools import partial
from itertools import combinations, pairwise, permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop_app.core import agreement as ag
from desktop_app.core.agreement.results import (
    ALL_ALIKE,
    NEEDS_PAIR,
    NEEDS_TWO,
    NOT_SHARED,
    NOTHING_CODED,
)
from desktop_app.core.agreement.unitizing import NO_GAP, ONE_CODE

CASES = Path(__file__).parents[3] / "shared" / "acceptance" / "agreement-cases.json"

FOR_ALL = (
    ag.percent_agreement,
    ag.fleiss_kappa,
    ag.brennan_prediger,
    ag.gwet_ac1,
    ag.krippendorff_alpha,
)
FOR_PAIRS = (ag.cohen_kappa, ag.scott_pi, ag.jaccard, ag.dice, ag.holsti)
UNITIZING = (ag.u_alpha, ag.binary_u_alpha, ag.cu_alpha)
RULES = (ag.EXACT, ag.ANY_OVERLAP, ag.iou_at_least(0.3), ag.iou_at_least(0.5))


def table(*rows: Any) -> ag.Ratings:
    return ag.tabulate([f"c{i}" for i in range(len(rows))], rows)


def text(length: int, *coders: dict[str, list[tuple[int, int]]], units: Any = ()) -> ag.CodedText:
    return ag.CodedText(length, {f"c{i}": spans for i, spans in enumerate(coders)}, units)


def names(one: ag.CodedText) -> list[str]:
    return list(one.marks)


def laid(one: ag.CodedText, codes: str = "xyz") -> ag.Continuum:
    return ag.continuum([one], names(one), codes)


# Worked examples. Two coders, fifty units: both yes 20, yes-no 5, no-yes 10, both no 15.
FIFTY = table("y" * 20 + "y" * 5 + "n" * 10 + "n" * 15, "y" * 20 + "n" * 5 + "y" * 10 + "n" * 15)
# Three coders, four units: aaa, aab, bbb, abc.
THREE = table("aaba", "aabb", "abbc")
# With gaps: unit 3 has one rating and drops out of alpha; numbers 1..3.
GAPPED = table([1, 1, None, 3], [1, 2, 3, None], [2, 2, None, 3])


@pytest.mark.parametrize(
    ("figure", "expected", "source"),
    [
        (ag.percent_agreement(FIFTY), 35 / 50, "share of equal units"),
        (ag.cohen_kappa(FIFTY), (0.7 - 0.5) / 0.5, "Cohen 1960: Pe = .5*.6 + .5*.4"),
        (ag.scott_pi(FIFTY), (0.7 - 0.505) / 0.495, "Scott 1955: Pe = .55^2 + .45^2"),
        (ag.fleiss_kappa(FIFTY), (0.7 - 0.505) / 0.495, "Fleiss 1971 is pi for two"),
        (ag.brennan_prediger(FIFTY), (0.7 - 0.5) / 0.5, "Bennett 1954: Pe = 1/2"),
        (ag.gwet_ac1(FIFTY), (0.7 - 0.495) / 0.505, "Gwet 2008: Pe = 2*.55*.45"),
        (ag.gwet_ac2(FIFTY, "nominal"), (0.7 - 0.495) / 0.505, "Gwet 2014: AC2 unweighted"),
        (ag.krippendorff_alpha(FIFTY), 1 - 30 * 99 / (2 * 55 * 45), "Krippendorff 2011 B"),
        (ag.holsti(FIFTY), 0.7, "Holsti 1969: 2*35/100"),
        (ag.percent_agreement(THREE), (1 + 1 / 3 + 1 + 0) / 4, "Fleiss 1971: pairs in units"),
        # p: a 6/12, b 5/12, c 1/12
        (ag.fleiss_kappa(THREE), (7 / 12 - 62 / 144) / (82 / 144), "Fleiss 1971"),
        (ag.brennan_prediger(THREE), (7 / 12 - 1 / 3) / (2 / 3), "Randolph 2005: Pe = 1/3"),
        (ag.gwet_ac1(THREE), (7 / 12 - 41 / 144) / (103 / 144), "Gwet 2008: Pe = (82/144)/2"),
        (ag.krippendorff_alpha(THREE), 1 - (5 / 12) * 12 * 11 / 82, "Krippendorff 2011 C"),
        # Pairable: 1,1,2 / 1,2,2 / 3,3; n = 3,3,2; off-diagonal coincidences (1,2) = 2 each way
        (ag.krippendorff_alpha(GAPPED), 1 - 4 * 7 / 42, "Krippendorff 2011: missing"),
        (ag.krippendorff_alpha(GAPPED, "interval"), 1 - 4 * 7 / 78, "d = 1, 4, 1"),
        (ag.krippendorff_alpha(GAPPED, "ordinal"), 1 - 36 * 7 / 600, "d = 9, 30.25, 6.25"),
        (ag.krippendorff_alpha(GAPPED, "ratio"), 1 - (4 / 9) * 7 / 5.48, "d = 1/9, 1/4, 1/25"),
        (
            ag.cohen_kappa(table([1, 1, 2, 3], [1, 2, 3, 3]), "linear"),
            1 - 2 * 4 / (2 * 5 + 1 * 3 + 1 * 3),
            "Cohen 1968: totals 2,1,1 and 1,1,2",
        ),
        # p(y) = (1 + 1/2 + 1)/3 with the unit of one rating
        (
            ag.gwet_ac1(table("yyy", ["y", "n", None])),
            (1 / 2 - 2 * (5 / 6) / 6) / (1 - 2 * (5 / 6) / 6),
            "Gwet 2014: a single rating counts in p only",
        ),
        (ag.holsti(table("yyy", ["y", "n", None])), 2 / 5, "Holsti 1969: N = 3 and 2"),
    ],
)
def test_coefficients_by_hand(figure: ag.Agreement, expected: float, source: str) -> None:
    assert figure.value == pytest.approx(expected, abs=1e-12), source
    assert not figure.reason


# A thousand characters: 100 only the first, 50 both, 50 only the second (the NVivo help's shape).
THOUSAND = ag.rate(
    [text(1000, {"n": [(0, 150)]}, {"n": [(100, 200)]})], ["c0", "c1"], "n", "character"
)
SENTENCES = [(0, 40), (40, 100), (100, 120), (120, 200), (200, 260)]
SPILL = text(260, {"x": [(0, 40), (120, 200)]}, {"x": [(0, 35), (110, 200)]}, units=SENTENCES)
SHIFTED = laid(text(10, {"x": [(0, 4)]}, {"x": [(2, 6)]}))
SWAPPED = laid(text(9, {"x": [(0, 4)], "y": [(4, 6)]}, {"y": [(0, 4)], "x": [(4, 6)]}))
TRIO = laid(text(8, {"x": [(0, 4)]}, {"x": [(0, 4)]}, {"y": [(0, 2)]}))
LISTED = laid(
    text(
        100,
        {"x": [(0, 10), (20, 30)], "y": [(50, 60)]},
        {"x": [(0, 10), (22, 30), (50, 60)], "y": [(80, 85)]},
    ),
    "xy",
)


@pytest.mark.parametrize(
    ("figure", "expected", "source"),
    [
        (ag.percent_agreement(THOUSAND), 0.85, "NVivo help: both + neither"),
        (ag.cohen_kappa(THOUSAND), (850 - 780) / 220, "NVivo help: EF = 15 + 765"),
        (ag.dice(THOUSAND), 2 * 50 / 250, "Dice 1945"),
        (ag.jaccard(THOUSAND), 50 / 200, "Jaccard 1912"),
        (ag.percent_agreement(ag.rate([SPILL], names(SPILL), "x", "sentence")), 4 / 5, "any rule"),
        (ag.cohen_kappa(ag.rate([SPILL], names(SPILL), "x", "sentence")), (0.8 - 0.48) / 0.52, ""),
        # l(x,gap) 4 each way of 20; q = 16 + 16 + 12
        (ag.u_alpha(SHIFTED), 1 - 8 * (400 - 44) / (20 * 2 * 8 * 12), "2016: u-alpha"),
        (ag.binary_u_alpha(SHIFTED), 1 - 8 * (400 - 44) / (20 * 2 * 8 * 12), "one code: the same"),
        (ag.binary_u_alpha(SWAPPED), 1.0, "2016: the same matter, other codes"),
        # l* = 12, l*(x) = l*(y) = 6, q* = 16 + 4 each
        (ag.cu_alpha(SWAPPED), 1 - 1 / (2 * 36 / (144 - 40)), "2016: cu-alpha"),
        (ag.k_u_alpha(SWAPPED, "x"), 1 - 1 / (36 / (72 - 20)), "2016: (k)u-alpha"),
        # l*: xx 4, xy 2 + 2; mean q* = 9 + 9 + 4, union q* = 16 + 16 + 4
        (ag.cu_alpha(TRIO, "mean"), 1 - 0.5 * (64 - 22) / 24, "paired by mean"),
        (ag.cu_alpha(TRIO, "union"), 1 - 0.5 * (64 - 36) / 24, "paired by union"),
        (ag.k_u_alpha(TRIO, "y", "mean"), 1 - 1 / (2 * 6 / (16 - 4)), "paired by mean"),
        (ag.segment_f1(LISTED, ag.EXACT), 2 * 1 / 7, "one identical pair"),
        (ag.segment_f1(LISTED, ag.ANY_OVERLAP), 2 * 2 / 7, "P = 2/4, R = 2/3"),
        (ag.segment_f1(LISTED, ag.iou_at_least(0.8)), 2 * 2 / 7, "8/10 passes .8"),
        (ag.segment_f1(LISTED, ag.iou_at_least(0.81)), 2 * 1 / 7, "8/10 fails .81"),
        (ag.segment_share(LISTED, ag.EXACT), 2 / 7, "cases: all segments of either"),
        (ag.segment_kappa(LISTED, ag.ANY_OVERLAP), (4 / 7 - 1 / 2) / (1 / 2), "BP 1981, q = 2"),
    ],
)
def test_spans_by_hand(figure: ag.Agreement, expected: float, source: str) -> None:
    assert figure.value == pytest.approx(expected, abs=1e-12), source
    assert not figure.reason


def test_figures_carry_what_stands_behind_them() -> None:
    kappa = ag.cohen_kappa(THOUSAND)
    assert kappa.counts == {
        (True, True): 50, (True, False): 100, (False, True): 50, (False, False): 800,
    }  # fmt: skip
    assert kappa.scope == ag.Scope(("c0", "c1"), "character", 1000, 0.2, 0, "counted")
    assert (kappa.measure, kappa.observed) == ("cohen_kappa", pytest.approx(0.85))
    assert kappa.expected == pytest.approx(0.78)
    assert ag.dice(THOUSAND).scope.uncoded == "left out"
    assert ag.u_alpha(SHIFTED).counts == {
        ("x", "x"): 4, ("x", None): 4, (None, "x"): 4, (None, None): 8,
    }  # fmt: skip
    assert ag.cu_alpha(SHIFTED).coverage == pytest.approx(0.2)
    assert ag.k_u_alpha(SHIFTED, "x").coverage == pytest.approx(0.5)
    assert ag.segment_f1(LISTED, ag.EXACT).counts == {
        ("first", "matched"): 1, ("first", "all"): 3,
        ("second", "matched"): 1, ("second", "all"): 4,
    }  # fmt: skip
    assert ag.segment_f1(LISTED, ag.iou_at_least(0.5)).rule == "iou >= 0.5"
    with pytest.raises(FrozenInstanceError):
        kappa.value = 1.0  # type: ignore[misc]


def test_own_overlapping_codings_count_once() -> None:
    doubled = text(100, {"x": [(0, 10), (5, 20), (5, 20), (3, 3)]}, {"x": [(0, 20)]})
    assert ag.rate([doubled], names(doubled), "x", "character").patterns == {
        (True, True): 20, (False, False): 80,
    }  # fmt: skip
    assert ag.u_alpha(laid(doubled)).value == 1.0
    assert ag.segment_f1(laid(doubled), ag.EXACT).value == 1.0


def test_touching_units_stay_two_and_cost_nothing_in_what_is_observed() -> None:
    split = laid(text(40, {"x": [(0, 10), (10, 20)]}, {"x": [(0, 20)]}))
    assert len(split.units[0]) == 2
    assert ag.u_alpha(split).value == 1.0
    assert ag.segment_f1(split, ag.EXACT).value == 0.0


def test_units_are_marked_by_any_character_and_each_counts_the_same() -> None:
    one = text(
        12, {"x": [(3, 4), (4, 5)]}, {"x": [(4, 9), (11, 12)]}, units=[(0, 4), (5, 9), (9, 11)]
    )
    assert ag.rate([one], names(one), "x", "paragraph").patterns == {
        (True, False): 1, (False, True): 1, (False, False): 1,
    }  # fmt: skip
    both = ag.rate([one, text(5, {}, {})], names(one), "x", "document")
    assert both.patterns == {(True, True): 1, (False, False): 1}


def test_a_text_that_a_coder_did_not_read_is_left_out_and_told() -> None:
    read, unread = text(10, {"x": [(0, 4)]}, {"x": [(0, 4)]}), text(7, {"x": [(0, 2)]})
    kappa = ag.cohen_kappa(ag.rate([read, unread], names(read), "x", "character"))
    assert (kappa.value, kappa.scope.size, kappa.scope.left_out) == (1.0, 10, 7)
    assert kappa.scope.coded_share == pytest.approx(0.4)
    spans = ag.u_alpha(ag.continuum([unread, read], names(read), "x"))
    assert (spans.value, spans.scope.size, spans.scope.left_out) == (1.0, 10, 7)


def test_texts_are_laid_end_to_end_without_running_into_one_another() -> None:
    ends = text(10, {"x": [(6, 10)]}, {"x": [(6, 10)]})
    begins = text(10, {"x": [(0, 3)]}, {"x": [(1, 3)]})
    data = ag.continuum([ends, begins], names(ends), "x")
    assert data.units[0] == ((6, 10, "x"), (10, 13, "x"))
    assert ag.segment_f1(data, ag.EXACT).counts["first", "matched"] == 1


def test_nothing_marked_is_undefined_not_full_agreement() -> None:
    blank = text(10, {}, {}, units=[(0, 10)])
    for unit in ("character", "sentence", "document"):
        ratings = ag.rate([blank], names(blank), "x", unit)
        for measure in (*FOR_ALL, *FOR_PAIRS):
            assert measure(ratings).value is None
            assert measure(ratings).reason == NOTHING_CODED
    figures = [measure(laid(blank)) for measure in UNITIZING]
    figures += [ag.k_u_alpha(laid(blank), "x"), ag.segment_kappa(laid(blank), ag.EXACT)]
    figures += [ag.segment_f1(laid(blank), rule) for rule in RULES]
    assert {(figure.value, figure.reason) for figure in figures} == {(None, NOTHING_CODED)}


def test_one_coder_marked_nothing_is_a_real_zero() -> None:
    one = text(10, {"x": [(0, 4)]}, {})
    for measure in (ag.dice, ag.jaccard):
        assert measure(ag.rate([one], names(one), "x", "character")).value == 0.0
    assert ag.segment_f1(laid(one), ag.ANY_OVERLAP).value == 0.0
    assert ag.cu_alpha(laid(one)).value is None
    assert "same words" in ag.cu_alpha(laid(one)).reason
    assert ag.k_u_alpha(laid(one), "x").value is None
    assert ag.k_u_alpha(laid(one), "y").reason == NOTHING_CODED


def test_no_variation_is_undefined() -> None:
    alike = table("aaaa", "aaaa")
    for measure in (ag.cohen_kappa, ag.scott_pi, ag.fleiss_kappa, ag.krippendorff_alpha):
        assert (measure(alike).value, measure(alike).reason) == (None, ALL_ALIKE)
    for measure in (ag.brennan_prediger, ag.gwet_ac1):
        assert measure(alike).value is None
        assert "one label" in measure(alike).reason
    assert ag.percent_agreement(alike).value == 1.0


def test_too_few_coders_or_ratings_are_undefined() -> None:
    for measure in FOR_ALL:
        assert measure(table("ab")).reason == NEEDS_TWO
        never = table(["a", None], [None, "b"])
        assert (measure(never).value, measure(never).reason) == (None, NOT_SHARED)
        assert measure(never).observed is None
        assert measure(never).scope.left_out == 2
    three = ag.Ratings(("a", "b", "c"), "unit", (True, False), {(True, True, False): 3})
    for measure in FOR_PAIRS:
        assert (measure(three).value, measure(three).reason) == (None, NEEDS_PAIR)
    trio = text(9, {"x": [(0, 2)]}, {"x": [(0, 2)]}, {})
    assert ag.segment_f1(laid(trio), ag.EXACT).reason == NEEDS_PAIR
    assert ag.u_alpha(laid(text(9, {"x": [(0, 2)]}))).reason == NEEDS_TWO
    assert ag.u_alpha(laid(text(0, {}, {}))).reason == NOT_SHARED


def test_two_codes_on_the_same_words_are_refused_by_the_unitizing_family() -> None:
    both = text(20, {"x": [(0, 9)], "y": [(5, 12)]}, {"x": [(0, 9)]})
    for measure in UNITIZING:
        assert measure(laid(both)).value is None
        assert "a coder gave two codes" in measure(laid(both)).reason
    assert ag.u_alpha(laid(both, "x")).value == 1.0
    assert ag.segment_f1(laid(both), ag.EXACT).value == pytest.approx(2 / 3)


def test_conventions_of_the_unitizing_family_are_told() -> None:
    full = laid(text(6, {"x": [(0, 6)]}, {"x": [(0, 6)]}))
    for measure in (ag.u_alpha, ag.binary_u_alpha):
        assert (measure(full).value, measure(full).reason) == (1.0, NO_GAP)
    for figure in (ag.cu_alpha(SHIFTED), ag.k_u_alpha(SHIFTED, "x")):
        assert (figure.value, figure.reason) == (1.0, ONE_CODE)


def test_pairing_by_union_can_leave_nothing_to_expect() -> None:
    data = laid(text(9, {"x": [(0, 2)]}, {"y": [(0, 2)]}, {}))
    assert ag.cu_alpha(data, "mean").value == pytest.approx(0.0)
    assert ag.cu_alpha(data, "mean").rule == "paired by mean"
    assert ag.cu_alpha(data, "union").value is None
    assert "too few" in ag.cu_alpha(data, "union").reason
    assert ag.k_u_alpha(data, "x", "union").value is None


def test_pooling_over_codes() -> None:
    one = text(100, {"x": [(0, 10)], "y": [(20, 40)]}, {"x": [(5, 15)], "y": [(20, 40)]})
    ratings = [ag.rate([one], names(one), code, "character") for code in "xyz"]
    assert ag.dice(ag.pool(ratings)).value == pytest.approx(2 * 25 / 60)
    # Mean Po = (.9 + 1)/2, mean Pe = (.82 + .68)/2; z, which nobody used, is left out.
    figure = ag.pooled([ag.cohen_kappa(rating) for rating in ratings])
    assert figure.value == pytest.approx((0.95 - 0.75) / 0.25)
    assert figure.reason == "left out, being undefined: 1"
    assert ag.pooled([ag.cohen_kappa(ratings[2])]).value is None


def test_wrong_calls_are_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        ag.rate([text(5, {"x": [(0, 6)]}, {})], ["c0", "c1"], "x", "character")
    with pytest.raises(ValueError, match="outside"):
        laid(text(5, {"x": [(-1, 2)]}, {}))
    with pytest.raises(ValueError, match="labels"):
        ag.tabulate(["a", "b"], ["xy", "xz"], labels="xy")
    with pytest.raises(ValueError, match="number"):
        ag.cohen_kappa(FIFTY, "linear")
    with pytest.raises(ValueError, match="below zero"):
        ag.krippendorff_alpha(table([-1, 1, 2], [1, 1, 2]), "ratio")
    with pytest.raises(ValueError, match="marks"):
        ag.dice(FIFTY)
    with pytest.raises(ValueError, match="overlap"):
        ag.iou_at_least(0)
    with pytest.raises(ValueError, match="pooled"):
        ag.pool([FIFTY, THREE])
    with pytest.raises(ValueError, match="nothing"):
        ag.pooled([])
    with pytest.raises(ValueError, match="corrected"):
        ag.pooled([ag.percent_agreement(FIFTY)])


# Properties. A line is what one coder said of a short text, character by character.
@st.composite
def tables(draw: st.DrawFn, coders: st.SearchStrategy[int], labels: str = "abc") -> list[list[Any]]:
    width, height = draw(st.integers(1, 8)), draw(coders)
    label = st.sampled_from([*labels, None])
    return [draw(st.lists(label, min_size=width, max_size=width)) for _ in range(height)]


@st.composite
def cut(draw: st.DrawFn, coders: st.SearchStrategy[int]) -> ag.CodedText:
    """Draw a text that each coder cut into units of at most one code at a place."""
    length = draw(st.integers(1, 12))
    marks: list[dict[str, list[tuple[int, int]]]] = []
    for _ in range(draw(coders)):
        edges = sorted({0, length, *draw(st.lists(st.integers(0, length), max_size=6))})
        own: dict[str, list[tuple[int, int]]] = {}
        for span in pairwise(edges):
            if code := draw(st.sampled_from(["", "", "x", "y"])):
                own.setdefault(code, []).append(span)
        marks.append(own)
    return text(length, *marks)


SPANS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda s: (min(s), max(s))))


def value(figure: ag.Agreement) -> Any:
    return None if figure.value is None else pytest.approx(figure.value, abs=1e-9)


@given(tables(st.integers(2, 4)), st.randoms())
def test_coders_and_labels_are_interchangeable(rows: list[list[Any]], random: Any) -> None:
    mixed = random.sample(rows, len(rows))
    renamed = [[{"a": "c", "b": "a", "c": "b"}.get(one) for one in row] for row in rows]
    for measure in (*FOR_ALL, *(() if len(rows) > 2 else (ag.cohen_kappa, ag.scott_pi))):
        assert measure(table(*mixed)).value == value(measure(table(*rows)))
        assert measure(table(*renamed)).value == value(measure(table(*rows)))


@given(tables(st.integers(2, 4)))
def test_coefficients_never_pass_one_and_shares_stay_between(rows: list[list[Any]]) -> None:
    for measure in FOR_ALL:
        figure = measure(table(*rows))
        assert (figure.value is None) == bool(figure.reason)
        assert figure.value is None or figure.value <= 1 + 1e-12
        assert figure.observed is None or 0 <= figure.observed <= 1
    share = ag.percent_agreement(table(*rows)).value
    assert share is None or 0 <= share <= 1


@given(tables(st.just(1)), st.integers(2, 4))
def test_identical_coders_agree_fully_or_it_is_undefined(
    rows: list[list[Any]], number: int
) -> None:
    for measure in (*FOR_ALL, *(() if number > 2 else (ag.cohen_kappa, ag.scott_pi, ag.holsti))):
        assert measure(table(*(rows * number))).value in (1.0, None)


@given(tables(st.just(2), "ab"))
def test_two_coder_figures_agree_with_counting_one_by_one(rows: list[list[Any]]) -> None:
    shared = [(c, k) for c, k in zip(*rows, strict=True) if c and k]
    assume(shared)
    number, first, second = len(shared), *(Counter(side) for side in zip(*shared, strict=True))
    alike = sum(c == k for c, k in shared) / number
    by_totals = sum(first[one] * second[one] for one in "ab") / number**2
    by_mean = sum((first[one] + second[one]) ** 2 for one in "ab") / (2 * number) ** 2
    for measure, chance in ((ag.cohen_kappa, by_totals), (ag.scott_pi, by_mean)):
        expected = None if chance == 1 else pytest.approx((alike - chance) / (1 - chance))
        assert measure(table(*rows)).value == expected


@given(tables(st.integers(2, 4)))
def test_alpha_agrees_with_drawing_every_pair(rows: list[list[Any]]) -> None:
    units = [[one for one in unit if one] for unit in zip(*rows, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    every = [one for unit in units for one in unit]
    assume(len(set(every)) > 1)
    observed = sum(
        sum(c != k for c, k in permutations(unit, 2)) / (len(unit) - 1) for unit in units
    ) / len(every)
    pairs = list(permutations(every, 2))
    expected = sum(c != k for c, k in pairs) / len(pairs)
    assert ag.krippendorff_alpha(table(*rows)).value == pytest.approx(1 - observed / expected)


@given(st.lists(SPANS, min_size=2, max_size=3), st.sets(st.integers(0, 12)))
def test_rating_agrees_with_looking_at_every_character(spans: Any, edges: set[int]) -> None:
    cuts = sorted({0, 12} | edges)
    units = list(pairwise(cuts))[::2]
    one = text(12, *({"x": own} for own in spans), units=units)

    def said(places: range) -> tuple[bool, ...]:
        return tuple(any(s <= at < e for s, e in own for at in places) for own in spans)

    for unit, parts in (("character", [(i, i + 1) for i in range(12)]), ("sentence", units)):
        expected = Counter(said(range(start, end)) for start, end in parts)
        assert ag.rate([one], names(one), "x", unit).patterns == expected


@given(st.lists(st.tuples(SPANS, SPANS), min_size=2, max_size=3), st.sets(st.integers(0, 12)))
def test_values_agree_with_looking_at_every_character(spans: Any, edges: set[int]) -> None:
    units = list(pairwise(sorted({0, 12} | edges)))[::2]
    values: dict[str, Any] = {"low": 1, "high": 2}
    one = text(12, *({"low": low, "high": high} for low, high in spans), units=units)

    def said(places: range) -> tuple[set[int], ...]:
        given = [dict(zip(values.values(), own, strict=True)) for own in spans]
        return tuple(
            {n for n, own in each.items() if any(s <= at < e for s, e in own for at in places)}
            for each in given
        )

    for unit, parts in (("character", [(i, i + 1) for i in range(12)]), ("sentence", units)):
        all_said = [said(range(start, end)) for start, end in parts]
        expected = Counter(
            tuple(next(iter(own)) if len(own) == 1 else None for own in each) for each in all_said
        )
        ratings, doubled = ag.rate_values([one], names(one), values, unit)
        assert ratings.patterns == expected
        assert doubled == sum(len(own) == 2 for each in all_said for own in each)


def test_units_without_a_character_are_not_there() -> None:
    one = text(10, {"x": [(0, 4)]}, {"x": [(0, 4)]}, units=[(0, 0), (0, 5), (5, 5), (5, 10)])
    ratings = ag.rate([one], names(one), "x", "sentence")
    assert ratings.patterns == {(True, True): 1, (False, False): 1}


@given(cut(st.integers(2, 3)))
def test_unitizing_agrees_with_pairing_every_slot(one: ag.CodedText) -> None:
    data = laid(one)
    unit_at = {
        (i, at): unit
        for i, own in enumerate(data.units)
        for unit in own
        for at in range(unit[0], unit[1])
    }
    slots = [(i, at) for i in range(len(data.units)) for at in range(one.length)]
    code = {slot: unit_at[slot][2] if slot in unit_at else None for slot in slots}
    met = [(s, t) for s, t in permutations(slots, 2) if s[1] == t[1]]
    drawn = [
        (s, t)
        for s in slots
        for t in slots
        if (s != t if code[s] is None else s[0] != t[0] or unit_at[s] != unit_at.get(t))
    ]

    def by_pairs(differ: Any) -> Any:
        chance = sum(map(differ, drawn)) / len(drawn)
        return pytest.approx(1 - sum(map(differ, met)) / len(met) / chance) if chance else 1.0

    assume(unit_at)
    assert ag.u_alpha(data).value == by_pairs(lambda p: code[p[0]] != code[p[1]])
    assert ag.binary_u_alpha(data).value == by_pairs(lambda p: bool(code[p[0]]) != bool(code[p[1]]))


@given(cut(st.just(2)))
def test_paired_matter_agrees_with_pairing_every_slot(one: ag.CodedText) -> None:
    data = laid(one)
    first, second = (
        {at: unit for unit in own for at in range(unit[0], unit[1])} for own in data.units
    )
    shared = sorted(first.keys() & second.keys())
    slots = [(0, first[at]) for at in shared] + [(1, second[at]) for at in shared]
    drawn = [(s[1][2], t[1][2]) for s in slots for t in slots if s != t]
    apart = sum(c != k for c, k in drawn)
    if not shared:
        assert ag.cu_alpha(data).value is None
        return
    observed = sum(first[at][2] != second[at][2] for at in shared) / len(shared)
    expected = pytest.approx(1 - observed * len(drawn) / apart) if apart else 1.0
    assert ag.cu_alpha(data, "mean").value == ag.cu_alpha(data, "union").value == expected


@given(cut(st.integers(2, 3)), st.randoms())
def test_unitizing_takes_coders_and_codes_in_any_order(one: ag.CodedText, random: Any) -> None:
    turned = ag.continuum([one], random.sample(names(one), len(one.marks)), "yx")
    other = {"x": "y", "y": "x"}
    renamed = text(
        one.length, *({other[c]: s for c, s in own.items()} for own in one.marks.values())
    )
    for measure in (*UNITIZING, partial(ag.cu_alpha, pairing="union")):
        figure = measure(laid(one))
        assert measure(turned).value == value(figure)
        assert measure(laid(renamed)).value == value(figure)
        assert figure.value is None or figure.value <= 1 + 1e-12
        assert figure.value is not None or figure.reason
    assert ag.k_u_alpha(laid(one), "x").value == value(ag.k_u_alpha(laid(renamed), "y"))


@given(cut(st.just(1)), st.integers(2, 4))
def test_identical_cuts_agree_fully_or_it_is_undefined(one: ag.CodedText, number: int) -> None:
    same = laid(text(one.length, *(one.marks["c0"] for _ in range(number))))
    for measure in (*UNITIZING, partial(ag.k_u_alpha, code="x")):
        assert measure(same).value in (1.0, None)
    if number == 2:
        assert {ag.segment_f1(same, rule).value for rule in RULES} <= {1.0, None}


@given(cut(st.just(2)), st.sampled_from(RULES))
def test_segments_find_as_many_partners_as_can_be(one: ag.CodedText, rule: ag.OverlapRule) -> None:
    data = laid(one)
    fits = [
        (i, j)
        for i, a in enumerate(data.units[0])
        for j, b in enumerate(data.units[1])
        if a[2] == b[2] and max(a[0], b[0]) < min(a[1], b[1]) and rule.joins(a[:2], b[:2])
    ]
    pairs = [len({i for i, _ in fits}), len({j for _, j in fits})]
    if rule.kind != "any":
        pairs = [_most(fits)] * 2
    figure = ag.segment_f1(data, rule)
    found = [figure.counts.get((side, "matched"), 0) for side in ("first", "second")]
    assert found == pairs
    turned = replace(data, units=data.units[::-1])
    assert ag.segment_f1(turned, rule).value == value(figure)
    assert figure.value is None or 0 <= figure.value <= 1


def _most(fits: list[tuple[int, int]]) -> int:
    """Return the size of the largest set of pairs without a common side."""
    for size in range(len(fits), 0, -1):
        for chosen in combinations(fits, size):
            if all(len(set(side)) == size for side in zip(*chosen, strict=True)):
                return size
    return 0


# The published and cross-checked cases, where they lie beside the checkout.
BY_NAME: dict[str, Any] = {
    "percent_agreement": ag.percent_agreement,
    "nvivo_percent_agreement": ag.percent_agreement,
    "gwet_AC1_missing": ag.percent_agreement,  # its expected value is the observed agreement
    "bennett_S": ag.brennan_prediger,
    "randolph_kappa": ag.brennan_prediger,
    "brennan_prediger": ag.brennan_prediger,
    "scott_pi": ag.scott_pi,
    "cohen_kappa": ag.cohen_kappa,
    "nvivo_kappa": ag.cohen_kappa,
    "weighted_kappa_linear": partial(ag.cohen_kappa, weights="linear"),
    "weighted_kappa_quadratic": partial(ag.cohen_kappa, weights="quadratic"),
    "fleiss_kappa": ag.fleiss_kappa,
    "fleiss_kappa_gwet_missing": ag.fleiss_kappa,
    "gwet_AC1": ag.gwet_ac1,
    "gwet_AC1_multi_missing": ag.gwet_ac1,
    "gwet_AC2_quadratic": ag.gwet_ac2,
    "krippendorff_alpha_nominal": ag.krippendorff_alpha,
    "krippendorff_alpha_ordinal": partial(ag.krippendorff_alpha, metric="ordinal"),
    "krippendorff_alpha_interval": partial(ag.krippendorff_alpha, metric="interval"),
    "krippendorff_alpha_ratio": partial(ag.krippendorff_alpha, metric="ratio"),
    "dice_f1_characters": ag.dice,
    "span_f1_characters_micro": ag.dice,
    "jaccard_characters": ag.jaccard,
    "u_alpha": ag.u_alpha,
    "binary_u_alpha": ag.binary_u_alpha,
    "cu_alpha": ag.cu_alpha,
    "k_u_alpha": ag.k_u_alpha,
    "span_f1_exact": partial(ag.segment_f1, rule=ag.EXACT),
    "span_f1_overlap": partial(ag.segment_f1, rule=ag.ANY_OVERLAP),
    "span_f1_iou": ag.segment_f1,
    "any_overlap_segments": partial(ag.segment_share, rule=ag.ANY_OVERLAP),
}  # fmt: skip
ON_SEGMENTS = ("u_alpha", "binary_u_alpha", "cu_alpha", "k_u_alpha", "span_f1_exact",
               "span_f1_overlap", "span_f1_iou", "any_overlap_segments")  # fmt: skip


def _published() -> list[Any]:
    cases = json.loads(CASES.read_text("utf-8")) if CASES.exists() else []
    return [pytest.param(case, id=case["id"]) for case in cases]


@pytest.mark.parametrize("case", _published())
def test_published_cases(case: dict[str, Any]) -> None:
    figure = _figure(case)
    assert figure.value == pytest.approx(case["expected"], abs=case["tolerance"], rel=0)


def _figure(case: dict[str, Any]) -> ag.Agreement:
    name, data, params = case["measure"], case["data"], case["params"]
    unit = "sentence" if name.endswith("_per_sentence") else "character"
    for ending in ("_multi", "_per_character", "_per_sentence"):
        name = name.removesuffix(ending)
    measure = BY_NAME[name]
    if data["type"] == "coder_by_unit_matrix":
        return measure(ag.tabulate(data["coders"], data["values"]))
    shift, wider = data["text_start"], int("INCLUSIVE" in data["offsets"])
    marks: dict[str, dict[str, list[tuple[int, int]]]] = {coder: {} for coder in data["coders"]}
    for span in data["spans"]:
        place = (span["start"] - shift, span["end"] - shift + wider)
        marks[span["coder"]].setdefault(span["code"], []).append(place)
    codes = sorted({span["code"] for span in data["spans"]})
    one = ag.CodedText(data["text_length"], marks, data.get("sentences", ()))
    if name not in ON_SEGMENTS:
        return measure(ag.pool([ag.rate([one], data["coders"], code, unit) for code in codes]))
    if "iou_threshold" in params:
        params = {"rule": ag.iou_at_least(params["iou_threshold"])}
    return measure(ag.continuum([one], data["coders"], codes), **params)
