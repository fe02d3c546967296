"""Annotations reshaped: boundaries, order, split and join, with their words always right."""

import pytest

from desktop_app.core import annotations, relations, reshaping
from desktop_app.core.errors import CannotJoin, CannotSplit, SameAnnotation, SpanRepeated
from desktop_app.core.model import Annotation, NewPart, Op
from desktop_app.core.project import Project
from tests.builders import SPEECH, an_annotation, me
from tests.core.acts import code, document, marked


def read(project: Project, annotation_id: str) -> Annotation:
    return annotations.get_annotation(project, annotation_id)


def quotes(annotation: Annotation) -> list[str]:
    assert all(SPEECH[p.start : p.end] == p.quote for p in annotation.parts)
    return [part.quote for part in annotation.parts]


def test_moved_boundaries_bring_their_words(project: Project) -> None:
    made = an_annotation(project, (0, 8), code="Naming")
    with project.change(Op.MOVE_PART, me(project)) as change:
        reshaping.move_part(change, read(project, made).parts[0].id, 0, 18)
    assert quotes(read(project, made)) == ["We came. We spoke."]


def test_boundaries_of_another_part_are_refused(project: Project) -> None:
    made = an_annotation(project, (0, 8), (9, 18), code="Naming")
    first = read(project, made).parts[0]
    with pytest.raises(SpanRepeated), project.change(Op.MOVE_PART) as change:
        reshaping.move_part(change, first.id, 9, 18)


def test_split_at_the_caret_leaves_the_space_to_neither(project: Project) -> None:
    made = an_annotation(project, (0, 18), code="Naming", note="stays", properties={"a": "b"})
    with project.change(Op.SPLIT_ANNOTATION, me(project)) as change:
        part = annotations.get_annotation(change, made).parts[0]
        other = reshaping.split_at(change, made, part.id, 8)
    assert quotes(read(project, made)) == ["We came."]
    assert quotes(read(project, other)) == ["We spoke."]
    assert read(project, made).note == "stays"
    assert read(project, other).properties == {"a": "b"}


@pytest.mark.parametrize("position", [0, 8, 18, 400])
def test_no_split_without_words_on_both_sides(project: Project, position: int) -> None:
    made = an_annotation(project, (0, 8), code="Naming")
    part = read(project, made).parts[0]
    with pytest.raises(CannotSplit), project.change(Op.SPLIT_ANNOTATION) as change:
        reshaping.split_at(change, made, part.id, position)


def test_joined_neighbours_become_one_passage(project: Project) -> None:
    first = an_annotation(project, (0, 8), code="Naming", note="one")
    second = an_annotation(project, (9, 18), code="Naming", note="two", properties={"x": "y"})
    far = an_annotation(project, (0, 2), code="Irony")
    with project.change(Op.LINK_ANNOTATIONS, me(project)) as change:
        relations.link_annotations(change, far, second, "answers")
        relations.link_annotations(change, first, second, "echoes")
    with project.change(Op.JOIN_ANNOTATIONS, me(project)) as change:
        reshaping.join_annotations(change, first, second)
    joined = read(project, first)
    assert quotes(joined) == ["We came. We spoke."]
    assert joined.note == "one\n\ntwo"
    assert joined.properties == {"x": "y"}
    assert not annotations.list_annotations(project, ids=[second])
    links = [(r.from_annotation_id, r.to_annotation_id) for r in relations.list_relations(project)]
    assert (far, first) in links
    assert (first, first) not in links


def test_joined_strangers_keep_their_places(project: Project) -> None:
    first = an_annotation(project, (0, 8), code="Naming")
    second = an_annotation(project, (19, 30), code="Naming")
    with project.change(Op.JOIN_ANNOTATIONS, me(project)) as change:
        reshaping.join_annotations(change, second, first)
    assert quotes(read(project, second)) == ["We stayed.\n", "We came."]


def test_only_like_joins_like(project: Project) -> None:
    first = an_annotation(project, (0, 8), code="Naming")
    with pytest.raises(CannotJoin), project.change(Op.JOIN_ANNOTATIONS) as change:
        reshaping.join_annotations(change, first, marked(change).id)


def test_several_codes_pass_over_what_is_there(project: Project) -> None:
    an_annotation(project, (0, 8), code="Naming")
    with project.change(Op.APPLY_CODE, me(project)) as change:
        both = [code(change, "Naming"), code(change, "Irony")]
        made = reshaping.copy_codes(change, document(change), [NewPart(0, 8)], both)
    assert len(made) == 1
    with pytest.raises(SameAnnotation), project.change(Op.APPLY_CODE, me(project)) as change:
        reshaping.copy_codes(change, document(change), [NewPart(0, 8)], both)
