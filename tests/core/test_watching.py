"""What happens to the file of an open project, and that nothing is written then."""

import os
import shutil
from pathlib import Path

import pytest

from desktop_app.core.errors import FileExists, FileUnwritable, WritingStopped
from desktop_app.core.findings import Fault, Finding, Trouble
from desktop_app.core.leases import host
from desktop_app.core.project import Project
from desktop_app.core.safety import backups
from desktop_app.core.watching import Sight, is_conflict_name
from desktop_app.messages import sentence
from tests.builders import a_code, state_of


def seen(project: Project) -> Sight:
    return project.guard.look(project.id, project.last_step)


def refused(project: Project) -> str:
    before = state_of(project)
    with pytest.raises(WritingStopped) as stopped:
        a_code(project, "Litotes")
    assert state_of(project) == before
    return sentence(stopped.value)


def test_a_quiet_folder(project: Project) -> None:
    a_code(project, "Litotes")
    (project.path.parent / "seeded notes.txt").touch()
    assert seen(project) == Sight()


def test_a_file_that_is_gone_and_put_back(project: Project, tmp_path: Path) -> None:
    away = tmp_path / "home" / "away.diple"
    os.rename(project.path, away)
    assert seen(project).trouble is Trouble.GONE
    assert "is no longer there" in refused(project)
    os.rename(away, project.path)
    assert seen(project) == Sight()
    a_code(project, "Litotes")


def test_what_was_open_can_be_written_where_it_was(project: Project) -> None:
    a_code(project, "Hyperbole")
    before, history = state_of(project), project.history()
    project.path.unlink()
    assert "is no longer there" in refused(project)
    project.rescue(project.path)
    project.reconnect()
    assert (state_of(project), project.history()) == (before, history)
    a_code(project, "Litotes")
    project.undo()
    path = project.path
    project.close()
    with Project.open(path) as again:
        assert state_of(again) == before


def test_a_renamed_file_is_found(project: Project) -> None:
    new = project.path.with_name("Renamed.diple")
    os.rename(project.path, new)
    assert seen(project) == Sight(Trouble.MOVED, new)
    refused(project)
    project.reconnect(new)
    assert project.path == new
    a_code(project, "Litotes")
    assert seen(project) == Sight()
    assert [each.name for each in new.parent.glob(".*.lease")] == [".Renamed.diple.lease"]


def test_a_replaced_file_is_not_written(project: Project, seeded_file: Path) -> None:
    a_code(project, "Hyperbole")
    other = project.path.with_name("other.diple")
    shutil.copy(seeded_file, other)
    os.replace(other, project.path)
    theirs = project.path.read_bytes()
    assert seen(project).trouble is Trouble.REPLACED
    assert "was replaced by another file" in refused(project)
    with pytest.raises(WritingStopped):
        project.reconnect()
    mine = project.path.with_name("mine.diple")
    project.rescue(mine)
    with pytest.raises(FileExists):
        project.rescue(mine)
    assert project.path.read_bytes() == theirs
    with Project.open(mine) as saved:
        assert "Hyperbole" in str(state_of(saved)["codes"])


def test_the_same_file_anew_is_gone_on_with(project: Project) -> None:
    a_code(project, "Hyperbole")
    other = project.path.with_name("other")
    shutil.copy(project.path, other)
    os.replace(other, project.path)
    assert seen(project) == Sight(Trouble.REPLACED, is_same=True)
    refused(project)
    project.reconnect()
    a_code(project, "Litotes")


def test_a_drive_that_is_not_there(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "drive"
    folder.mkdir()
    moved = shutil.copy(project.path, folder / "p.diple")
    with Project.open(Path(moved)) as there:
        os.rename(folder, tmp_path / "unplugged")
        assert seen(there).trouble is Trouble.UNREACHABLE
        assert "cannot be reached" in refused(there)
        os.rename(tmp_path / "unplugged", folder)
        a_code(there, "Litotes")


NAMES = (
    "Thesis (conflicted copy 2026-11-24 083000).diple",
    "Thesis (Noor's conflicted copy 2026-11-24).diple",
    "Thesis.sync-conflict-20261124-083000-ABCDEFG.diple",
    "Thesis (1).diple",
    "Thesis 2.diple",
    "Thesis-DESKTOP-4K2J.diple",
    f"Thesis-{host()}.diple",
    "Thesis (In Konflikt stehende Kopie).diple",
)
OTHERS = ("Thesis.diple", "Thesis old.diple", "Thesis (1).txt", "Essay (1).diple",
          "Thesis (set aside 2026-11-24 08.30.00).diple", "Thesis-old.diple")  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_that_sync_programs_give(name: str) -> None:
    assert is_conflict_name(Path("Thesis.diple"), Path(name))


@pytest.mark.parametrize("name", OTHERS)
def test_names_that_people_give(name: str) -> None:
    assert not is_conflict_name(Path("Thesis.diple"), Path(name))


def test_a_conflicted_copy_is_noticed_once(project: Project) -> None:
    copy = project.path.with_name("seeded (conflicted copy).diple")
    copy.write_text("no project")
    assert seen(project) == Sight()
    shutil.copy(project.path, copy)
    assert seen(project) == Sight(Trouble.COPIED, copy)
    project.guard.stop(Trouble.COPIED)
    assert "has got a second version beside it" in refused(project)
    project.guard.accepted.add(copy)
    project.guard.resume()
    assert seen(project) == Sight()
    a_code(project, "Litotes")


def test_a_copy_that_is_not_whole_is_said_and_taken_away(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mine.diple"
    monkeypatch.setattr(backups, "damage_of", lambda path: Finding(Fault.PAGES))
    with pytest.raises(FileUnwritable):
        project.rescue(target)
    assert not target.exists()
