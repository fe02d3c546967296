"""Differences by their keys, and decisions with what they were on."""

import pytest

from desktop_app.core import coders, deciding, settling
from desktop_app.core.errors import Unknown
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from tests.builders import an_annotation, me


@pytest.fixture
def other(project: Project) -> str:
    return coders.find_coder(project, "Reader B").id


def open_ones(project: Project) -> list[str]:
    return [each.key for each in settling.find_differences(project) if not each.decisions]


def test_a_difference_has_a_key_and_is_settled_by_it(project: Project, other: str) -> None:
    mine = an_annotation(project, (31, 40), code="Naming")
    theirs = an_annotation(project, (33, 44), code="Naming", coder=other)
    key = settling.find_difference(project, mine).key
    assert key in open_ones(project)
    found = settling.find_difference(project, key)
    assert set(found.place.annotations) == {mine, theirs}
    with project.change(Op.DECIDE, me(project)) as change:
        deciding.decide(change, found.place.annotations, "merge", "Both words are needed")
    with project.change(Op.WRITE_REPLY, other) as change:
        deciding.write_reply(change, theirs, "Agreed")
    assert key not in open_ones(project)
    settled = settling.read_settled(project)[-1]
    assert [mark.id for mark in settled.marks] == [mine, theirs]
    assert [(p.start, p.end) for mark in settled.results for p in mark.parts] == [(31, 44)]
    assert [each.text for each in settled.replies] == ["Agreed"]
    with pytest.raises(Unknown):
        settling.find_difference(project, "nothing")


def test_a_figure_of_several_parts_is_one_difference(project: Project, other: str) -> None:
    spans = ((0, 2), (9, 11), (19, 21))
    mine = an_annotation(project, *spans, code="Figure")
    theirs = an_annotation(project, *((a, b + 2) for a, b in spans), code="Figure", coder=other)
    found = settling.find_difference(project, mine)
    assert set(found.place.annotations) == {mine, theirs}
    assert len(found.places) == 3


def test_another_reader_opens_it_again(project: Project, other: str) -> None:
    mine = an_annotation(project, (31, 40), code="Naming")
    an_annotation(project, (33, 44), code="Naming", coder=other)
    found = settling.find_difference(project, mine)
    with project.change(Op.DECIDE, me(project)) as change:
        deciding.decide(change, found.place.annotations, "nothing")
    with project.change(Op.ADD_CODER) as change:
        third = coders.add_coder(change, "Reader C")
    an_annotation(project, (32, 43), code="Naming", coder=third)
    assert settling.find_difference(project, mine).decisions == ()
