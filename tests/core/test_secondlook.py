"""A second look at one's own passages: drawn by a seed, hidden from the first, compared with it."""

import pytest

from desktop_app.core import annotations, assignments, secondlook
from desktop_app.core.codebook import list_codes
from desktop_app.core.coders import find_coder
from desktop_app.core.errors import NothingToLookAt, Unknown
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from tests.builders import an_annotation, me


@pytest.fixture
def again(project: Project) -> str:
    """The coder who looks again at five of the first reader's passages."""
    for start in (10, 20, 30):
        an_annotation(project, (start, start + 5), code="Naming")
    with project.change(Op.SECOND_LOOK, me(project)) as change:
        return secondlook.begin_second_look(change, me(project), 5, 1, "again")


def recode(project: Project, mark: str, code: str) -> None:
    with project.change(Op.RECODE) as change:
        annotations.recode(change, mark, list_codes(project).find(code).id)


def test_the_passages_come_back_without_codes(project: Project, again: str) -> None:
    made = [each for each in annotations.list_annotations(project) if each.coder_id == again]
    assert len(made) == 5
    assert {each.code_id for each in made} == {None}
    assert {each.note for each in made} == {""}
    assert find_coder(project, "Reader A again").id == again


def test_nothing_else_is_seen_until_all_have_a_code(project: Project, again: str) -> None:
    assert me(project) in assignments.veiled_coders(project, again)
    assert not assignments.veiled_coders(project, me(project))
    for look in secondlook.read_looks(project, again):
        recode(project, look.again_id, "Naming")
    assert not assignments.veiled_coders(project, again)


def test_both_looks_are_compared_by_passage(project: Project, again: str) -> None:
    looks = secondlook.read_looks(project, again)
    assert [look.again_code for look in looks] == [None] * 5
    assert secondlook.agreement_with_oneself(looks).value is None
    paths = [list_codes(project).path(look.first_code) for look in looks]
    for look, path in zip(looks, paths, strict=True):
        recode(project, look.again_id, path)
    looks = secondlook.read_looks(project, again)
    assert all(look.is_same for look in looks)
    assert secondlook.agreement_with_oneself(looks).value == 1
    recode(project, looks[0].again_id, "Irony")
    looks = secondlook.read_looks(project, again)
    assert sum(look.is_same for look in looks) == 4
    value = secondlook.agreement_with_oneself(looks).value
    assert value is not None
    assert value < 1


def test_the_same_seed_draws_the_same(project: Project) -> None:
    drawn = []
    for _ in range(2):
        with project.change(Op.SECOND_LOOK, me(project)) as change:
            made = secondlook.begin_second_look(change, me(project), 1, 7, "again")
        drawn.append([look.first_id for look in secondlook.read_looks(project, made)])
    assert drawn[0] == drawn[1]


def test_there_must_be_something_to_look_at(project: Project) -> None:
    with project.change(Op.REMOVE_ANNOTATION) as change:
        ids = [each.id for each in annotations.list_annotations(project)]
        annotations.remove_annotations(change, ids)
    with pytest.raises(NothingToLookAt), project.change(Op.SECOND_LOOK) as change:
        secondlook.begin_second_look(change, me(project), 5, 1, "again")
    with pytest.raises(Unknown):
        secondlook.read_looks(project, me(project))
