"""Every operation: done, taken back, done again, with the file closed in between or not."""

import pytest

from desktop_app import messages
from desktop_app.core.errors import NothingToRedo, NothingToUndo
from desktop_app.core.model import FINAL, ChangeSet, Op, StepKind
from desktop_app.core.project import Project
from tests.builders import State, a_code, a_document, me, state_of
from tests.core.acts import ACTS, Act

each_act = pytest.mark.parametrize("act", ACTS, ids=lambda act: f"{act.op}: {act.name}")


def do(project: Project, act: Act) -> None:
    with project.change(act.op, me(project)) as change:
        act.run(change)


def test_every_operation_has_an_act() -> None:
    assert {act.op for act in ACTS} == set(Op) - FINAL


@each_act
def test_done_undone_redone_is_equal(project: Project, act: Act) -> None:
    before, steps = state_of(project), project.history()
    do(project, act)
    after = state_of(project)
    assert after != before
    assert project.undo().op is act.op
    assert state_of(project) == before
    project.redo()
    assert state_of(project) == after
    project.undo()
    assert state_of(project) == before
    history = project.history()
    assert history[: len(steps)] == steps
    assert [step.kind for step in history[len(steps) :]] == ["do", "undo", "redo", "undo"]


@each_act
def test_closing_in_between_changes_nothing(project: Project, act: Act) -> None:
    path, before = project.path, state_of(project)
    do(project, act)
    after = state_of(project)
    project.close()
    for turn, expected in ((Project.undo, before), (Project.redo, after), (Project.undo, before)):
        with Project.open(path) as reopened:
            turn(reopened)
        with Project.open(path) as reopened:
            assert state_of(reopened) == expected


@each_act
def test_listeners_hear_of_exactly_the_rows_that_differ(project: Project, act: Act) -> None:
    heard: list[ChangeSet] = []
    project.subscribe(heard.append)
    before = state_of(project)
    do(project, act)
    project.undo()
    project.redo()
    after = state_of(project)
    for change_set in heard:
        assert {name: set(ids) for name, ids in change_set.ids.items()} == differing(before, after)
    assert [each.step.kind for each in heard] == ["do", "undo", "redo"]


@each_act
def test_every_step_is_named(project: Project, act: Act) -> None:
    do(project, act)
    phrase = messages.phrase(project.history()[-1])
    assert phrase
    assert phrase != act.op.replace("_", " ") or messages.STEPS[act.op][-1] == phrase
    project.undo()
    assert messages.phrase(project.history()[-1]) == phrase


def differing(before: State, after: State) -> dict[str, set[str]]:
    """List the ids of the rows that are not in both states, by table."""
    ids = {name: {row[0] for row in set(before[name]) ^ set(after[name])} for name in before}
    return {name: found for name, found in ids.items() if found}


def test_all_the_way_back_and_forth(project: Project) -> None:
    states = [state_of(project)]
    while project.next_undo():
        project.undo()
        states.append(state_of(project))
    assert states[-1]["documents"] == []
    assert len(states[-1]["coders"]) == 1
    for expected in states[-2::-1]:
        project.redo()
        assert state_of(project) == expected
    with pytest.raises(NothingToRedo):
        project.redo()


def test_nothing_to_undo_in_a_new_project(project: Project) -> None:
    fresh = Project.create(project.path.with_name("fresh.diple"), "Reader")
    with fresh, pytest.raises(NothingToUndo):
        fresh.undo()


def test_something_new_ends_redoing(project: Project) -> None:
    project.undo()
    a_code(project, "Litotes")
    assert project.next_redo() is None
    with pytest.raises(NothingToRedo):
        project.redo()


def test_undo_and_redo_name_the_step_they_turn(project: Project) -> None:
    a_code(project, "Litotes")
    number = project.history()[-1].number
    assert project.next_undo() == project.step(number)
    assert project.undo() == project.step(number)
    assert project.next_redo() == project.step(number + 1)
    assert project.step(number + 1).kind is StepKind.UNDO
    assert project.step(number + 1).target == number
    project.redo()
    assert project.step(number + 2).target == number + 1


def test_an_act_that_changes_nothing_leaves_no_step(project: Project) -> None:
    history, data = project.history(), project.path.read_bytes()
    with project.change(Op.RENAME_DOCUMENT):
        pass
    assert project.history() == history
    assert project.path.read_bytes() == data


def test_steps_say_who_and_when(project: Project) -> None:
    a_document(project, "Third", "A third text")
    step = project.history()[-1]
    assert step.coder_id == me(project)
    assert step.at.endswith("Z")
    assert step.facts == {"document": "Third"}
