"""Differences settled: what stands, with the reason; coders' own marks stay as they were."""

import pytest

from desktop_app.core import annotations, coders, deciding
from desktop_app.core.deciding import ACCEPT, BOTH, CONSENSUS, MERGE, NOTHING, REJECT
from desktop_app.core.errors import BadValue, Gone, NameEmpty
from desktop_app.core.model import Annotation, Op
from desktop_app.core.project import Project
from tests.builders import an_annotation, me


@pytest.fixture
def marks(project: Project) -> list[str]:
    """Two readers' marks of one place with different codes and boundaries."""
    other = coders.find_coder(project, "Reader B").id
    return [
        an_annotation(project, (0, 7), code="Naming", note="mine"),
        an_annotation(project, (3, 12), code="Irony", coder=other),
    ]


def settle(project: Project, ids: list[str], verdict: str, **more: str) -> None:
    with project.change(Op.DECIDE, me(project)) as change:
        deciding.decide(change, ids, verdict, **more)


def consensus(project: Project) -> list[Annotation]:
    ids = {coder.id for coder in coders.list_coders(project) if coder.kind == CONSENSUS}
    return [each for each in annotations.list_annotations(project) if each.coder_id in ids]


def spans(annotation: Annotation) -> list[tuple[int, int]]:
    return [(part.start, part.end) for part in annotation.parts]


@pytest.mark.parametrize(
    ("verdict", "wanted"),
    [(ACCEPT, [[(0, 7)]]), (MERGE, [[(0, 12)]]), (REJECT, []), (NOTHING, []),
     (BOTH, [[(0, 7)], [(3, 12)]])],
)  # fmt: skip
def test_what_stands_is_the_consensus_and_the_marks_stay(
    project: Project, marks: list[str], verdict: str, wanted: list[list[tuple[int, int]]]
) -> None:
    before = annotations.list_annotations(project, ids=marks)
    settle(project, marks, verdict, reason="because", chosen=marks[0])
    assert [spans(each) for each in consensus(project)] == wanted
    assert annotations.list_annotations(project, ids=marks) == before
    found = [each for each in deciding.list_decisions(project) if marks[0] in each.marks]
    assert [(each.verdict, each.reason) for each in found] == [(verdict, "because")]
    assert found[0].results == {each.id for each in consensus(project)}


def test_a_new_decision_takes_the_place_of_the_old_one(project: Project, marks: list[str]) -> None:
    settle(project, marks, BOTH)
    settle(project, marks, ACCEPT, chosen=marks[1])
    assert [spans(each) for each in consensus(project)] == [[(3, 12)]]
    assert len([each for each in deciding.list_decisions(project) if marks[0] in each.marks]) == 1
    (decision,) = [d for d in deciding.list_decisions(project) if marks[0] in d.marks]
    with project.change(Op.DECIDE, me(project)) as change:
        deciding.withdraw(change, decision.id)
    assert consensus(project) == []


def test_a_mark_in_two_differences_keeps_both_decisions_and_stands_once(
    project: Project, marks: list[str]
) -> None:
    third = an_annotation(project, (0, 9), code="Figure")
    settle(project, marks, ACCEPT, reason="one", chosen=marks[0])
    settle(project, [marks[0], third], BOTH, reason="two")
    found = deciding.list_decisions(project)
    assert {"one", "two"} <= {each.reason for each in found}
    assert sorted(map(spans, consensus(project))) == [[(0, 7)], [(0, 9)]]
    settled = deciding.decided_on(found)
    assert [each.reason for each in settled(marks)] == ["one"]
    assert settled([marks[1], third]) == []
    two = next(each for each in found if each.reason == "two")
    with project.change(Op.DECIDE, me(project)) as change:
        deciding.withdraw(change, two.id)
    assert list(map(spans, consensus(project))) == [[(0, 7)]]


def test_the_consensus_is_one_layer(project: Project, marks: list[str]) -> None:
    settle(project, [marks[0]], ACCEPT, chosen=marks[0])
    settle(project, [marks[1]], ACCEPT, chosen=marks[1])
    assert len({each.coder_id for each in consensus(project)}) == 1


def test_what_cannot_be_settled_is_refused(project: Project, marks: list[str]) -> None:
    for ids, verdict, chosen, error in (
        (marks, "perhaps", "", BadValue),
        (marks, ACCEPT, "", BadValue),
        ([*marks, "gone"], REJECT, "", Gone),
        (marks, ACCEPT, "gone", Gone),
        ([], REJECT, "", Gone),
    ):
        with pytest.raises(error):
            settle(project, ids, verdict, chosen=chosen)


def test_replies_follow_each_other(project: Project, marks: list[str]) -> None:
    for text in ("Why?", " Because. "):
        with project.change(Op.WRITE_REPLY, me(project)) as change:
            deciding.write_reply(change, marks[0], text)
    assert [each.text for each in deciding.list_replies(project, marks[0])] == ["Why?", "Because."]
    with pytest.raises(NameEmpty), project.change(Op.WRITE_REPLY) as change:
        deciding.write_reply(change, marks[0], " ")
    with project.change(Op.REMOVE_ANNOTATION) as change:
        annotations.remove_annotations(change, [marks[0]])
    assert deciding.list_replies(project, marks[0]) == []
