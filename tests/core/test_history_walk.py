"""Going back to any point as a new step, copying an old state out, and what steps were about."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core import history, safety
from desktop_app.core.annotations import list_annotations, remove_annotations
from desktop_app.core.documents import find_document, remove_document
from desktop_app.core.errors import FileExists, Unknown
from desktop_app.core.model import NoteTarget, Op
from desktop_app.core.notes import write_note
from desktop_app.core.project import Project
from tests.builders import State, a_code, a_document, me, state_of


def go_back(project: Project, number: int) -> None:
    with project.change(Op.GO_BACK, me(project)) as change:
        history.go_back(change, number)


def states_after_each_step(project: Project) -> dict[int, State]:
    """Undo everything, noting how the project was after each step, and redo it."""
    last = project.last_step[0]
    states = {last: state_of(project)}
    for number in range(last - 1, -1, -1):
        project.undo()
        states[number] = state_of(project)
    while project.next_redo():
        project.redo()
    return states


def test_every_point_of_the_history_can_be_gone_to(project: Project) -> None:
    states = states_after_each_step(project)
    now = state_of(project)
    for number in sorted(states, key=lambda n: (n * 7) % 11):
        go_back(project, number)
        assert state_of(project) == states[number]
    while project.next_undo() and project.next_undo().op is Op.GO_BACK:  # type: ignore[union-attr]
        project.undo()
    assert state_of(project) == now
    assert not safety.check(project.path).findings


TURNS = ["undo", "redo", "code", "back"]


@settings(max_examples=15, deadline=None)
@given(
    turns=st.lists(st.sampled_from(["undo", "redo", "code", "back"]), max_size=12), data=st.data()
)
def test_going_back_fits_whatever_was_undone(
    seeded_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
    turns: list[str],
    data: st.DataObject,
) -> None:
    path = tmp_path_factory.mktemp("walk") / "p.diple"
    path.write_bytes(seeded_file.read_bytes())
    with Project.open(path) as project:
        states = {project.last_step[0]: state_of(project)}
        first = project.last_step[0]
        for at, turn in enumerate(turns):
            if turn == "undo" and project.next_undo():
                project.undo()
            elif turn == "redo" and project.next_redo():
                project.redo()
            elif turn == "code":
                a_code(project, f"Code {at}")
            elif turn == "back":
                go_back(project, data.draw(st.integers(first, project.last_step[0])))
            states.setdefault(project.last_step[0], state_of(project))
        wanted = data.draw(st.sampled_from(sorted(states)))
        go_back(project, wanted)
        assert state_of(project) == states[wanted]


@pytest.mark.parametrize("number", [-1, 10_000])
def test_there_is_no_such_step(project: Project, number: int) -> None:
    before = state_of(project)
    with pytest.raises(Unknown):
        go_back(project, number)
    assert state_of(project) == before


def test_a_copy_of_an_old_state_ends_there(project: Project, tmp_path: Path) -> None:
    states = states_after_each_step(project)
    wanted = sorted(states)[len(states) // 2]
    steps = project.history()[:wanted]
    a_document(project, "Secret", "Nobody shall read this in an older state.")
    data = project.path.read_bytes()
    target = tmp_path / "then.diple"
    safety.copy_out(project.path, wanted, target)
    assert project.path.read_bytes() == data
    assert b"Nobody shall read this" not in target.read_bytes()
    assert safety.check(target).is_sound
    with Project.open(target) as then:
        assert state_of(then) == states[wanted]
        assert then.history() == steps
        while then.next_undo():
            then.undo()
    with pytest.raises(FileExists):
        safety.copy_out(project.path, wanted, target)
    with pytest.raises(Unknown):
        safety.copy_out(project.path, 10_000, tmp_path / "never.diple")
    assert not list(tmp_path.glob(".then*copy*")) + list(tmp_path.glob("*never*"))


def test_a_removed_text_that_undo_may_bring_back_stays_in_the_copy(
    project: Project, tmp_path: Path
) -> None:
    with project.change(Op.REMOVE_DOCUMENT, me(project)) as change:
        remove_document(change, find_document(change, "Letter").id)
    safety.copy_out(project.path, project.last_step[0], tmp_path / "then.diple")
    with Project.open(tmp_path / "then.diple") as then:
        then.undo()
        assert find_document(then, "Letter")
    assert safety.check(tmp_path / "then.diple").is_sound


# What steps were about
def test_steps_know_their_texts_and_codes(project: Project) -> None:
    letter = find_document(project, "Letter").id
    speech = find_document(project, "Speech").id
    marked = next(each for each in list_annotations(project) if each.document_id == speech)
    with project.change(Op.REMOVE_ANNOTATION, me(project)) as change:
        remove_annotations(change, [marked.id])
    about = history.steps_about(project)
    last = about[project.last_step[0]]
    assert speech in last.documents
    assert marked.id in last.annotations
    assert (marked.code_id in last.codes) == bool(marked.code_id)
    imports = [step for step in project.history() if step.op is Op.IMPORT_DOCUMENT]
    assert {letter, speech} <= set().union(*(about[step.number].documents for step in imports))
    assert set(about) == {step.number for step in project.history()}


def test_a_note_on_an_annotation_is_about_its_text_and_code(project: Project) -> None:
    speech = find_document(project, "Speech").id
    marked = next(
        each for each in list_annotations(project) if each.document_id == speech and each.code_id
    )
    with project.change(Op.WRITE_NOTE, me(project)) as change:
        write_note(change, NoteTarget("annotation", marked.id), "Look again, twice")
    last = history.steps_about(project)[project.last_step[0]]
    assert speech in last.documents
    assert marked.code_id in last.codes
    assert history.annotations_of(project, project.last_step[0]) == [marked.id]


def test_what_was_taken_back_is_told_apart(project: Project) -> None:
    a_code(project, "Litotes")
    number = project.last_step[0]
    assert number not in history.undone_steps(project.history())
    project.undo()
    assert number in history.undone_steps(project.history())
    project.redo()
    assert number not in history.undone_steps(project.history())
    project.undo()
    assert history.undone_steps(project.history()) == {number}
