"""Links from one annotation to another: made, found, handed on, taken away."""

import pytest

from desktop_app.core import annotations, reshaping
from desktop_app.core.asking import evaluate, parse
from desktop_app.core.errors import Ambiguous, LinkedAlready, Unknown
from desktop_app.core.marks import Marks
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.core.relations import (
    find_relation,
    link_annotations,
    list_kinds,
    list_relations,
    unlink_annotations,
)
from desktop_app.messages import phrase
from tests.builders import an_annotation, me
from tests.core.acts import marked


def link(project: Project, start: str, end: str, kind: str, coder: str = "") -> str:
    with project.change(Op.LINK_ANNOTATIONS, coder or me(project)) as change:
        return link_annotations(change, start, end, kind)


def coder_b(project: Project) -> str:
    return list_relations(project)[0].coder_id


def test_a_link_is_tidy_and_its_coder_and_kind_are_told(project: Project) -> None:
    start, end = an_annotation(project, (0, 2)), marked(project).id
    made = link(project, start, end, "  bears\n out ")
    (found,) = list_relations(project, start)
    assert (found.id, found.kind, found.coder_id) == (made, "bears out", me(project))
    assert phrase(project.history()[-1]) == "link annotations: “bears out”"
    assert {start, end} <= evaluate(parse("has relations"), Marks(project))
    with project.change(Op.UNLINK_ANNOTATIONS, me(project)) as change:
        unlink_annotations(change, made)
    assert list_relations(project, start) == []
    project.undo()
    assert list_relations(project, start) == [found]


def test_the_same_again_is_refused_but_not_backwards_or_by_another(project: Project) -> None:
    start, end = an_annotation(project, (0, 2)), an_annotation(project, (3, 7))
    link(project, start, end, "answers")
    with pytest.raises(LinkedAlready):
        link(project, start, end, "answers ")
    link(project, end, start, "answers")
    link(project, start, end, "repeats")
    link(project, start, end, "answers", coder_b(project))
    assert len(list_relations(project, start)) == 4


def test_kinds_stand_the_commonest_first(project: Project) -> None:
    start, end = an_annotation(project, (0, 2)), an_annotation(project, (3, 7))
    assert list_kinds(project) == ["answers"]
    for ends in ((start, end), (end, start)):
        link(project, *ends, "repeats")
    link(project, start, end, "bears out")
    assert list_kinds(project) == ["repeats", "answers", "bears out"]


def test_a_link_is_found_by_its_id_or_by_ends_and_kind(project: Project) -> None:
    start, end = an_annotation(project, (0, 2)), an_annotation(project, (3, 7))
    made = link(project, start, end, "answers")
    assert find_relation(project, made) == find_relation(project, start, end, " answers")
    for words in (("no",), (end, start, "answers"), (start, end, "repeats")):
        with pytest.raises(Unknown):
            find_relation(project, *words)
    link(project, start, end, "answers", coder_b(project))
    with pytest.raises(Ambiguous):
        find_relation(project, start, end, "answers")


def test_links_that_fall_together_when_annotations_are_joined_are_one(project: Project) -> None:
    first, second = (an_annotation(project, span, code="Naming") for span in ((0, 8), (9, 18)))
    far = an_annotation(project, (19, 30))
    for near in (first, second):
        link(project, far, near, "answers")
    with project.change(Op.JOIN_ANNOTATIONS, me(project)) as change:
        reshaping.join_annotations(change, first, second)
    assert [each.to_annotation_id for each in list_relations(project, far)] == [first]
    project.undo()
    assert len(list_relations(project, far)) == 2


def test_links_go_with_either_end_and_come_back(project: Project) -> None:
    start, end = an_annotation(project, (0, 2)), an_annotation(project, (3, 7))
    link(project, start, end, "answers")
    for goes, stays in ((start, end), (end, start)):
        with project.change(Op.REMOVE_ANNOTATION, me(project)) as change:
            annotations.remove_annotations(change, [goes])
        assert list_relations(project, stays) == []
        project.undo()
        assert len(list_relations(project, stays)) == 1
