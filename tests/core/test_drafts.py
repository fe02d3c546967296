"""Notes that were being typed: kept beside the project, and turned into steps by the next start."""

from pathlib import Path

import pytest

from desktop_app.core import drafts
from desktop_app.core.model import NoteTarget, Op
from desktop_app.core.notes import read_note, write_note
from desktop_app.core.project import Project
from tests.builders import a_code, me

ABOUT = NoteTarget("project")


def note(project: Project, target: NoteTarget = ABOUT) -> str:
    return read_note(project, target)


def test_a_draft_becomes_a_step_once(project: Project) -> None:
    before = note(project)
    drafts.keep(project.id, ABOUT, "first", before)
    drafts.keep(project.id, ABOUT, "first and second", before)
    assert drafts.recover(project, me(project)) == 1
    assert note(project) == "first and second"
    assert drafts.recover(project, me(project)) == 0
    project.undo()
    assert note(project) == before


def test_what_was_written_since_is_kept_too(project: Project) -> None:
    drafts.keep(project.id, ABOUT, "typed", note(project))
    with project.change(Op.WRITE_NOTE, me(project)) as change:
        write_note(change, ABOUT, "another's")
    assert drafts.recover(project, me(project)) == 1
    assert note(project) == "another's\n\ntyped"


def test_what_was_saved_after_all_makes_no_step(project: Project) -> None:
    drafts.keep(project.id, ABOUT, note(project), "")
    steps = project.history()
    assert drafts.recover(project, me(project)) == 0
    assert project.history() == steps


def test_a_note_whose_subject_is_gone_goes_to_the_project(project: Project) -> None:
    code = NoteTarget("code", a_code(project, "Litotes"))
    drafts.keep(project.id, code, "on a code", "")
    drafts.keep(project.id, ABOUT, "", "")
    drafts.drop(project.id, ABOUT)
    project.undo()
    before = note(project)
    assert drafts.recover(project, me(project)) == 1
    assert note(project) == f"{before}\n\non a code"


@pytest.mark.parametrize("text", ["", "{", "[1]", "[{}]", "null"])
def test_drafts_that_cannot_be_read_are_none(
    project: Project, text: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    drafts.keep(project.id, ABOUT, "x", "")
    (file,) = (tmp_path / "home" / "state" / "drafts").iterdir()
    file.write_text(text)
    assert drafts.recover(project, me(project)) == 0
    monkeypatch.setenv("DIPLE_HOME", str(project.path))
    drafts.keep(project.id, ABOUT, "nowhere", "")
    drafts.drop(project.id, ABOUT)
