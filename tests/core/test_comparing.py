"""Agreement of a project's coders: what is compared, what is left out, and the figures."""

from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop_app.core import agreement as ag
from desktop_app.core.codebook import list_codes
from desktop_app.core.coders import add_coder
from desktop_app.core.comparing import (
    MEASURES,
    Compared,
    Comparison,
    Question,
    compare,
    find_measure,
    read_marks,
    usual_measures,
)
from desktop_app.core.comparing.blocks import Layers, PassageBlocks, RatingBlocks
from desktop_app.core.comparing.marks import Bodies, plain_value
from desktop_app.core.errors import BadValue, TooFewCoders
from desktop_app.core.model import Op, PropertyRule
from desktop_app.core.project import Project
from tests.builders import a_code, a_document, an_annotation, me

TEXT = "One two three. Four five six.\nSeven eight nine. Ten eleven.\n"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Project, str, str]:
    """A project of one text that two coders read."""
    project = Project.create(tmp_path / "pair.diple", "A")
    with project.change(Op.ADD_CODER) as change:
        other = add_coder(change, "B")
    a_document(project, "Text", TEXT)
    a_code(project, "X")
    a_code(project, "Y", "X")
    return project, me(project), other


def asked(pair: tuple[Project, str, str], name: str, **more: object) -> Comparison:
    project, first, second = pair
    question = Question((first, second), find_measure(name), **more)  # type: ignore[arg-type]
    return compare(project, question)


def only(found: Comparison) -> Compared:
    assert len(found.rows) == 2
    return found.rows[0]


def test_a_coder_s_own_overlaps_count_once(pair: tuple[Project, str, str]) -> None:
    project, first, second = pair
    an_annotation(project, (0, 10), code="X", coder=first)
    an_annotation(project, (5, 14), code="X", coder=first)
    an_annotation(project, (0, 7), code="X", coder=second)
    row = only(asked(pair, "jaccard"))
    assert row.figure.value == pytest.approx(7 / 14)
    assert (row.places.total, row.places.by_all, row.places.by_one) == (1, 1, 0)


def test_a_unit_is_marked_by_any_of_its_characters(pair: tuple[Project, str, str]) -> None:
    project, first, second = pair
    an_annotation(project, (0, 16), code="X", coder=first)
    an_annotation(project, (0, 3), code="X", coder=second)
    row = only(asked(pair, "percent", unit="sentence"))
    assert row.figure.scope.size == 4
    assert row.figure.value == pytest.approx(3 / 4)
    assert only(asked(pair, "percent", unit="paragraph")).figure.value == 1.0
    kappa = only(asked(pair, "kappa", unit="sentence")).figure
    assert kappa.value == pytest.approx(ag.cohen_kappa(
        ag.tabulate(("a", "b"), [(True, True, False, False), (True, False, False, False)])
    ).value)  # fmt: skip


def test_all_codes_together_and_one_branch(pair: tuple[Project, str, str]) -> None:
    project, first, second = pair
    for coder, end in ((first, 10), (second, 5)):
        an_annotation(project, (0, end), code="X", coder=coder)
        an_annotation(project, (30, 30 + end), code="X > Y", coder=coder)
    found = asked(pair, "percent")
    assert [row.code_id is None for row in found.rows] == [False, False, True]
    assert found.rows[2].figure.value == pytest.approx(1 - 10 / (2 * len(TEXT)))
    branch = found.rows[1].code_id
    one = asked(pair, "percent", code_ids=frozenset((branch,)))
    assert [row.code_id for row in one.rows] == [branch, None]


def test_one_code_against_all_others_also_when_only_it_is_asked_for(
    pair: tuple[Project, str, str],
) -> None:
    project, first, second = pair
    an_annotation(project, (0, 10), code="X", coder=first)
    an_annotation(project, (20, 30), code="X", coder=first)
    an_annotation(project, (0, 10), code="X", coder=second)
    an_annotation(project, (20, 30), code="X > Y", coder=second)
    full = asked(pair, "k_u_alpha")
    code = full.rows[0].code_id
    alone = asked(pair, "k_u_alpha", code_ids=frozenset((code,)))
    assert alone.rows[0].figure.value == full.rows[0].figure.value
    assert alone.rows[0].figure.value != 1


def test_who_marked_nothing_has_not_read_it_unless_said(pair: tuple[Project, str, str]) -> None:
    project, first, _ = pair
    an_annotation(project, (0, 10), code="X", coder=first)
    found = asked(pair, "percent")
    assert not found.rows
    assert found.left_out == {"texts read by fewer than two of the coders": 1}
    counted = asked(pair, "percent", counts_unmarked=True)
    assert counted.rows[0].figure.value == pytest.approx(1 - 10 / len(TEXT))


def test_what_cannot_be_compared_is_counted(pair: tuple[Project, str, str]) -> None:
    project, first, second = pair
    for coder in (first, second):
        an_annotation(project, (0, 10), code="X", coder=coder)
    an_annotation(project, (4, 9), coder=first)
    an_annotation(project, code="X", coder=second, note="Unstated")
    assert asked(pair, "percent").left_out == {
        "highlights without a code": 1,
        "annotations without words in the text": 1,
    }


def test_undefined_is_undefined(pair: tuple[Project, str, str]) -> None:
    project, first, second = pair
    for coder in (first, second):
        an_annotation(project, (0, len(TEXT)), code="X", coder=coder)
    figure = only(asked(pair, "kappa")).figure
    assert figure.value is None
    assert figure.reason


def test_intervals_can_be_had_again(pair: tuple[Project, str, str]) -> None:
    project, first, second = pair
    an_annotation(project, (0, 20), code="X", coder=first)
    an_annotation(project, (10, 40), code="X", coder=second)
    one, two = (only(asked(pair, "alpha", unit="sentence", rounds=200, seed=7)) for _ in range(2))
    assert one.interval == two.interval
    assert one.interval is not None
    assert one.figure.value is not None
    assert one.interval.low <= one.figure.value <= one.interval.high
    assert (one.interval.block, one.interval.blocks) == ("sentence", 4)
    by_character = only(asked(pair, "alpha", rounds=50)).interval
    assert by_character is not None
    assert (by_character.block, by_character.blocks) == ("paragraph", 2)


LONG = "\n".join(f"Line {n} of what two people read. And more of {n}." for n in range(12))


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, tuple[str, ...]]:
    """A text of twelve paragraphs that three coders marked, another that only two read."""
    project = Project.create(tmp_path_factory.mktemp("readers") / "three.diple", "A")
    people = [me(project)]
    for name in "BC":
        with project.change(Op.ADD_CODER) as change:
            people.append(add_coder(change, name))
    a_code(project, "X")
    a_code(project, "Y")
    a_document(project, "Long", LONG)
    chance = Random(3)
    for coder in people:
        for start in sorted(chance.sample(range(0, len(LONG) - 60, 60), 6)):
            code, more = chance.choice("XY"), chance.choice((10, 25, 40))
            an_annotation(project, (start, start + more), code=code, coder=coder)
    second = a_document(project, "Short", TEXT)
    for coder in people[:2]:
        an_annotation(project, (0, 9), code="X", coder=coder, document=second)
    return project, tuple(people)


@pytest.mark.parametrize("unit", ["character", "sentence", "paragraph", "document"])
@pytest.mark.parametrize("name", MEASURES)
def test_a_draw_of_every_block_once_gives_the_figure_itself(
    name: str, unit: str, readers: tuple[Project, tuple[str, ...]]
) -> None:
    project, people = readers
    measure = MEASURES[name]
    if unit != "character" and measure.kind == "continuum":
        return
    coders = people[:2] if measure.for_pairs_only else people
    found = compare(project, Question(coders, measure, unit))
    reads, _ = read_marks(project, coders, bodies=Bodies(unit))
    codes = [code.id for code in list_codes(project)]
    if measure.kind == "ratings":
        blocks: Any = RatingBlocks(measure, reads, Layers(coders, {}), codes, unit)
    else:
        whole = ag.continuum([each.coded for each in reads], coders, codes)
        blocks = PassageBlocks(measure, whole, reads, codes)
    drawn = blocks.figures(Counter(range(len(blocks))))
    assert drawn.keys() == {row.code_id for row in found.rows}
    for row in found.rows:
        value = drawn[row.code_id].value
        expected = row.figure.value
        assert value == (None if expected is None else pytest.approx(expected, abs=1e-9))


@pytest.mark.parametrize("name", ["alpha", "fleiss", "percent", "u_alpha", "cu_alpha"])
def test_all_codes_together_have_an_interval_too(
    name: str, readers: tuple[Project, tuple[str, ...]]
) -> None:
    project, people = readers
    asked = Question(people, find_measure(name), rounds=80, seed=5)
    row = compare(project, asked).rows[-1]
    assert row.code_id is None
    assert row.interval is not None
    assert row.figure.value is not None
    assert row.interval.low <= row.figure.value <= row.interval.high
    assert row.interval.block == ("stretch" if name.endswith("u_alpha") else "paragraph")
    assert compare(project, asked).rows[-1].interval == row.interval


def test_drawing_can_be_followed_and_stopped(readers: tuple[Project, tuple[str, ...]]) -> None:
    project, people = readers

    class Stop(Exception):
        pass

    def progress(done: int, total: int) -> None:
        if total == 1000 and done == 3:
            raise Stop

    with pytest.raises(Stop):
        compare(project, Question(people, MEASURES["krippendorff_alpha"], rounds=1000), progress)


# The values of a property: what two coders gave to places, sentence by sentence.
@pytest.fixture
def valued(pair: tuple[Project, str, str]) -> tuple[Project, str, str]:
    project, first, second = pair
    for span, ours, theirs in (((0, 14), "1", "1.0"), ((15, 29), "2", "3"), ((30, 48), "4", "4")):
        for coder, value in ((first, ours), (second, theirs)):
            an_annotation(project, span, code="X", coder=coder, properties={"strength": value})
    an_annotation(project, (49, 60), code="X", coder=first, properties={"strength": "5"})
    return pair


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_values_of_a_property_are_compared_on_their_scale(
    metric: Any, valued: tuple[Project, str, str]
) -> None:
    name = f"alpha_{metric}"
    found = asked(valued, name, unit="sentence", property_name="strength")
    rows = [(1.0, 2.0, 4.0, 5.0), (1.0, 3.0, 4.0, None)]
    expected = ag.krippendorff_alpha(ag.tabulate("ab", rows), metric)
    assert [row.figure.value for row in found.rows] == [pytest.approx(expected.value)] * 2
    scope = found.rows[0].figure.scope
    assert (scope.size, scope.left_out, scope.uncoded) == (3, 1, "left out")


def test_weights_of_values(valued: tuple[Project, str, str]) -> None:
    ratings = ag.tabulate("ab", [(1.0, 2.0, 4.0, 5.0), (1.0, 3.0, 4.0, None)])
    for name, expected in (
        ("ac2", ag.gwet_ac2(ratings)),
        ("kappa_linear", ag.cohen_kappa(ratings, "linear")),
    ):
        row = asked(valued, name, unit="sentence", property_name="strength").rows[-1]
        assert row.figure.value == pytest.approx(expected.value)
    spread = asked(valued, "ac2", unit="sentence", property_name="strength", rounds=50).rows[-1]
    assert spread.interval is not None


def test_two_values_of_one_coder_in_a_unit_are_no_rating(valued: tuple[Project, str, str]) -> None:
    project, first, _ = valued
    an_annotation(project, (4, 7), code="X", coder=first, properties={"strength": "9"})
    found = asked(valued, "percent", unit="sentence", property_name="strength")
    assert found.rows[-1].figure.scope.size == 2
    assert found.left_out == {"units with several values by one coder": 1}


def test_values_without_an_order_are_refused_where_one_is_needed(
    valued: tuple[Project, str, str],
) -> None:
    project, first, second = valued
    for coder in (first, second):
        an_annotation(
            project, (49, 60), code="X > Y", coder=coder, properties={"strength": "strong"}
        )
    for name in ("alpha_ordinal", "alpha_ratio", "ac2"):
        with pytest.raises(BadValue, match="strong"):
            asked(valued, name, property_name="strength")
    with pytest.raises(BadValue, match="jaccard"):
        asked(valued, "jaccard", property_name="strength")
    assert asked(valued, "alpha", property_name="strength").rows


def test_the_order_of_words_is_the_codebooks(pair: tuple[Project, str, str]) -> None:
    project, first, second = pair
    a_code(project, "Z", properties=(PropertyRule("force", "choice", ("weak", "plain", "strong")),))
    for span, ours, theirs in (((0, 14), "weak", "weak"), ((15, 29), "plain", "strong")):
        for coder, value in ((first, ours), (second, theirs)):
            an_annotation(project, span, code="Z", coder=coder, properties={"force": value})
    row = asked(pair, "ac2", unit="sentence", property_name="force").rows[-1]
    expected = ag.gwet_ac2(ag.tabulate("ab", [(1, 2), (1, 3)], labels=(1, 2, 3)))
    assert row.figure.value == pytest.approx(expected.value)
    with pytest.raises(BadValue, match="number"):
        asked(pair, "alpha_interval", unit="sentence", property_name="force")


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_gives_rows(name: str, pair: tuple[Project, str, str]) -> None:
    project, first, second = pair
    an_annotation(project, (0, 14), code="X", coder=first)
    an_annotation(project, (15, 29), code="X > Y", coder=first)
    an_annotation(project, (0, 12), code="X", coder=second)
    an_annotation(project, (15, 40), code="X > Y", coder=second)
    found = asked(pair, name)
    rows = [row.code_id is None for row in found.rows]
    assert rows == [False] * 2 * bool(MEASURES[name].per_code) + [True] * (name != "k_u_alpha")
    for row in found.rows:
        assert row.figure.value is not None
        assert -1 <= row.figure.value <= 1


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Kappa", "cohen_kappa"), ("u-alpha", "u_alpha"), ("AC1", "gwet_ac1")],
)
def test_measures_have_their_usual_names(typed: str, name: str) -> None:
    assert find_measure(typed).name == name


def test_what_is_refused(pair: tuple[Project, str, str]) -> None:
    project, first, _ = pair
    with pytest.raises(BadValue):
        find_measure("gamma")
    with pytest.raises(TooFewCoders):
        compare(project, Question((first, first), MEASURES["jaccard"]))
    assert [m.name for m in usual_measures(3)][1] == "fleiss_kappa"


def test_near_numbers_are_different_values_and_one_number_is_one() -> None:
    assert plain_value(" 01.50 ") == plain_value("1.5") == "1.5"
    assert plain_value("-0") == plain_value("0.0") == "0"
    assert plain_value("1000001") != plain_value("1000002")
    assert plain_value("0.1234567") != plain_value("0.1234568")
    assert [plain_value(each) for each in ("nan", "inf", "strong ")] == ["nan", "inf", "strong"]
