"""Agreement of a project's coders: what is compared, what is left out, and the figures."""

from pathlib import Path

import pytest

from desktop_app.core import agreement as ag
from desktop_app.core.coders import add_coder
from desktop_app.core.comparing import (
    MEASURES,
    Compared,
    Comparison,
    Question,
    compare,
    find_measure,
    usual_measures,
)
from desktop_app.core.errors import BadValue, TooFewCoders
from desktop_app.core.model import Op
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
