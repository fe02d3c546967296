"""Copies merged one after the other, where some deleted what others went on with."""

import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import permutations
from pathlib import Path

import pytest

from desktop_app.core import (
    annotations,
    codebook,
    coders,
    documents,
    merging,
    removed,
    safety,
    schema,
)
from desktop_app.core.codebook import list_codes
from desktop_app.core.merging import OURS, THEIRS, plan_merge
from desktop_app.core.model import Annotation, Op
from desktop_app.core.project import Project
from tests.builders import State, a_seeded_project, an_annotation, me
from tests.core.merging.kin import a_copy, act, merge, united_state

Copies = tuple[Project, Project, Project]


@pytest.fixture
def copies(project: Project, tmp_path: Path) -> Iterator[Copies]:
    """Three more copies of the seeded project."""
    with ExitStack() as stack:
        a, b, c = (stack.enter_context(a_copy(project, tmp_path / f"{n}.diple")) for n in "abc")
        yield a, b, c


def delete_code(project: Project, name: str) -> None:
    with project.change(Op.DELETE_CODE, me(project)) as change:
        code = list_codes(project).find(name)
        codebook.delete_code(change, code.id, keep_annotations=False)


def coded(project: Project, name: str = "Naming") -> list[Annotation]:
    code = list_codes(project).find(name)
    return [each for each in annotations.list_annotations(project) if each.code_id == code.id]


def names(state: State) -> set[object]:
    return {value for row in state["codes"] for value in row}


def remove(project: Project, annotation_id: str) -> None:
    with project.change(Op.REMOVE_ANNOTATION, me(project)) as change:
        annotations.remove_annotations(change, [annotation_id])


def merged(project: Project, copies: Sequence[Project], tmp_path: Path) -> State:
    """Merge copies one after the other into a copy of a project."""
    path = tmp_path / "into.diple"
    path.unlink(missing_ok=True)
    with a_copy(project, path) as into:
        for each in copies:
            plan = plan_merge(into, [each])
            if not plan.is_empty:
                with into.change(Op.MERGE, me(into)) as change:
                    merging.accept_merge(change, plan)
            assert plan_merge(into, [each]).is_empty
        return united_state(into)


def test_what_one_deleted_for_itself_does_not_come_back_with_its_code(
    project: Project, copies: Copies, tmp_path: Path
) -> None:
    a, b, c = copies
    mark = coded(project)[0].id
    delete_code(a, "Naming")
    remove(b, mark)
    an_annotation(c, (3, 5), code="Naming")
    found = [merged(project, order, tmp_path) for order in permutations(copies)]
    assert all(each == found[0] for each in found)
    assert mark not in {row[0] for row in found[0]["annotations"]}


def test_what_was_kept_for_its_use_goes_when_nobody_uses_it_any_more(
    project: Project, copies: Copies, tmp_path: Path
) -> None:
    a, b, c = copies
    mark = coded(project)[0].id
    delete_code(a, "Naming")
    with b.change(Op.SET_PROPERTY, me(b)) as change:
        annotations.set_property(change, mark, "weight", "7")
    assert "Naming" in names(merged(project, (a, b), tmp_path))
    with c.change(Op.RECODE, me(c)) as change:
        annotations.recode(change, mark, list_codes(c).find("Irony").id)
    found = [merged(project, order, tmp_path) for order in permutations(copies)]
    assert all(each == found[0] for each in found)
    assert "Naming" not in names(found[0])


def test_a_merge_that_only_remembers_a_deletion_is_a_step_and_can_be_undone(
    project: Project, copies: Copies
) -> None:
    a = copies[0]
    an_annotation(project, (3, 5), code="Naming")
    before = united_state(project)
    delete_code(a, "Naming")
    plan = merge(project, a)
    assert [(each.kind, each.table) for each in plan.conflicts] == [("used", "codes")]
    assert plan_merge(project, [a]).is_empty
    assert united_state(project) == before
    assert not safety.check(project.path).findings
    project.undo()
    assert plan_merge(project, [a]).conflicts == plan.conflicts
    project.redo()
    assert plan_merge(project, [a]).is_empty


@pytest.mark.parametrize(
    "value",
    [
        "",
        "[1]",
        "{",
        '{"gone": 1, "spared": [], "withheld": [], "circles": []}',
        '{"gone": [[["nowhere", "x"]]], "spared": [], "withheld": [], "circles": []}',
        '{"gone": [], "spared": [[1]], "withheld": [], "circles": []}',
        '{"gone": [], "spared": [], "withheld": [["codes", "x", {"name": "y"}]], "circles": []}',
        '{"gone": [], "spared": [], "withheld": [], "circles": [["x"]]}',
        '{"gone": [], "spared": [], "withheld": [], "circles": [[["x"], "y"]]}',
        "[" * 100_000,
    ],
)
def test_a_spoilt_memory_is_none(project: Project, copies: Copies, value: str) -> None:
    a = copies[0]
    delete_code(a, "Naming")
    expected = plan_merge(project, [a]).wanted
    with project.change(Op.MERGE, me(project)) as change:
        change.insert(schema.meta, id="merged", value=value)
    assert plan_merge(project, [a]).wanted == expected


def test_what_a_person_took_back_is_not_deleted_by_the_next_copy(
    project: Project, copies: Copies
) -> None:
    a, b, _ = copies
    letter = documents.find_document(project, "Letter").id
    with a.change(Op.REMOVE_DOCUMENT, me(a)) as change:
        documents.remove_document(change, letter)
    an_annotation(b, (3, 5), code="Irony")
    before = united_state(project)
    merge(project, a)
    with project.change(Op.RESTORE_DOCUMENT, me(project)) as change:
        removed.restore_document(change, letter)
    assert united_state(project) == before
    merge(project, b)
    assert letter in {each.id for each in documents.list_documents(project)}
    assert not merge(project, b).wanted


def test_what_a_person_let_go_or_kept_is_not_settled_anew(project: Project, copies: Copies) -> None:
    a, b, c = copies
    delete_code(a, "Naming")
    mark = an_annotation(b, (3, 5), code="Naming")
    an_annotation(c, (3, 5), code="Irony")
    merge(project, a)
    clash = next(each for each in plan_merge(project, [b]).conflicts if each.kind == "used")
    with a_copy(project, project.path.with_name("kept.diple")) as kept:
        merge(kept, b, decided={clash.key: THEIRS})
        remove(kept, mark)
        merge(kept, c)
        assert "Naming" in names(united_state(kept))
    merge(project, b, decided={clash.key: OURS})
    merge(project, c)
    assert "Naming" not in names(united_state(project))


@pytest.mark.parametrize("seed", range(4))
def test_three_copies_are_one_in_every_order(
    project: Project, copies: Copies, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    for each in copies:
        for _ in range(3):
            act(
                each, chance.choice([0, 1, 4, 5, 8, 13, 14]), *(chance.randrange(999) for _ in "nm")
            )
    found = [merged(project, order, tmp_path) for order in permutations(copies)]
    assert all(each == found[0] for each in found)


def test_who_is_first_stays_first_whatever_is_merged(project: Project, tmp_path: Path) -> None:
    first = coders.list_coders(project)[0].id
    orders = []
    with ExitStack() as stack:
        others = [
            stack.enter_context(a_seeded_project(tmp_path / f"other {n}.diple")) for n in range(2)
        ]
        for pair in (others, others[::-1]):
            into = stack.enter_context(a_copy(project, tmp_path / f"{len(orders)}.diple"))
            for each in pair:
                merge(into, each)
            orders.append([each.id for each in coders.list_coders(into)])
        # The other way round, too, whichever id is the lower.
        theirs = coders.list_coders(others[0])[0].id
        merge(others[0], project)
        assert coders.list_coders(others[0])[0].id == theirs
    assert orders[0] == orders[1]
    assert orders[0][0] == first
