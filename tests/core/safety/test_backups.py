"""Backups: whole, verified, found again, thinned out, and brought back."""

import os
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.core import safety, schema
from desktop_app.core.errors import (
    BackupFailed,
    MigrationFailed,
    NewerProject,
    NoBackup,
    OnlyReading,
    ProjectBusy,
    TooNewProject,
)
from desktop_app.core.project import Project
from desktop_app.core.safety import backups
from desktop_app.core.safety.backups import Reason, backup_folder, backups_in, make_backup
from desktop_app.messages import phrase, sentence
from tests.builders import a_code, state_of


def test_a_backup_holds_what_the_project_holds(project: Project) -> None:
    kept = safety.backup_before(project, Reason.MERGE)
    assert kept.path.is_relative_to(backup_folder())
    assert safety.check(kept.path).is_sound
    with Project.open(kept.path, write=False) as copy:
        assert state_of(copy) == state_of(project)
        assert copy.history() == project.history()
    assert safety.count(kept.path) == safety.count(project.path)


def test_an_unchanged_project_needs_no_second_backup(project: Project) -> None:
    first = safety.backup_before(project, Reason.OPENING)
    assert safety.backup_before(project, Reason.MERGE) == first
    a_code(project, "Litotes")
    second = safety.backup_before(project, Reason.DELETION)
    assert second != first
    assert safety.backups_of(project.path) == [second, first]


def test_a_large_project_is_copied_in_runs(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_AT_ONCE", 0)
    kept = safety.backup_before(project, Reason.TIMER)
    with Project.open(kept.path, write=False) as copy:
        assert state_of(copy) == state_of(project)
    assert {each.name for each in kept.path.parent.iterdir()} == {
        ".lock", "place.json", kept.path.name,
    }  # fmt: skip


def test_a_damaged_project_never_becomes_a_backup(project: Project) -> None:
    first = safety.backup_before(project, Reason.OPENING)
    path = project.path
    a_code(project, "Litotes")
    project.close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE texts SET body = replace(body, 'We', 'Us')")
    raw.close()
    with pytest.raises(BackupFailed):
        safety.backup_if_changed(path, Reason.TIMER)
    assert safety.backups_of(path) == [first]
    assert not list(first.path.parent.glob(".*.new"))


def test_no_room_is_said_before_anything_is_written(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(backups.shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(BackupFailed, match="BackupFailed"):
        safety.backup_before(project, Reason.MERGE)
    assert safety.backups_of(project.path) == []


def test_old_backups_are_thinned_out(project: Project) -> None:
    folder = make_backup(project.path, Reason.TIMER).path.parent
    whole = backups_in(folder)[0].path
    for days in range(3, 40):
        at = datetime.now(UTC) - timedelta(days=days)
        shutil.copy(whole, folder / f"{at.strftime('%Y%m%dT%H%M%S%f')}Z-timer.diple")
    backups.thin_out(folder, datetime.now(UTC))
    assert len(backups_in(folder)) < 20
    assert whole.exists()


def test_leftovers_of_a_killed_backup_are_cleared(project: Project) -> None:
    folder = make_backup(project.path, Reason.TIMER).path.parent
    (folder / ".x.diple.99.new").write_bytes(b"half")
    (folder / ".x.diple.99.new-journal").write_bytes(b"half")
    make_backup(project.path, Reason.TIMER)
    assert len(list(folder.iterdir())) == 4


def test_backups_follow_a_project_that_moves(project: Project) -> None:
    kept = safety.backup_before(project, Reason.TIMER)
    project.close()
    moved = project.path.with_name("moved.diple")
    os.rename(project.path, moved)
    assert [each.path for each in safety.backups_of(moved)] == [kept.path]
    with Project.open(moved) as again:
        a_code(again, "Litotes")
        safety.backup_before(again, Reason.TIMER)
    assert len(safety.backups_of(moved)) == 2
    assert len(backups.places()) == 1


# Bringing back
def spoil(path: Path) -> bytes:
    path.write_bytes(b"nothing but this")
    return path.read_bytes()


def test_restoring_sets_the_broken_file_aside(project: Project) -> None:
    kept = safety.backup_before(project, Reason.TIMER)
    before, path = state_of(project), project.path
    project.close()
    broken = spoil(path)
    done = safety.restore(path)
    assert done.backup == kept.path
    assert done.aside
    assert done.aside.read_bytes() == broken
    with Project.open(path) as again:
        assert state_of(again) == before
        a_code(again, "Litotes")


def test_restoring_where_the_file_is_gone(project: Project) -> None:
    safety.backup_before(project, Reason.TIMER)
    before, path = state_of(project), project.path
    project.close()
    path.unlink()
    assert safety.restore(path).aside is None
    with Project.open(path) as again:
        assert state_of(again) == before


def test_a_poisoned_backup_is_passed_over(project: Project) -> None:
    first = safety.backup_before(project, Reason.TIMER)
    a_code(project, "Litotes")
    second = safety.backup_before(project, Reason.TIMER)
    project.close()
    spoil(project.path)
    spoil(second.path)
    assert safety.restore(project.path).backup == first.path
    spoil(first.path)
    with pytest.raises(NoBackup):
        safety.restore(project.path)


def test_an_open_project_is_not_replaced(project: Project) -> None:
    safety.backup_before(project, Reason.TIMER)
    with pytest.raises(ProjectBusy):
        safety.restore(project.path)
    assert [each.name for each in project.path.parent.glob("[!.]*.diple*")] == ["seeded.diple"]


def test_a_file_system_without_second_names(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    safety.backup_before(project, Reason.TIMER)
    project.close()
    broken = spoil(project.path)
    done = safety.restore(project.path)
    assert done.aside
    assert done.aside.read_bytes() == broken


# Older and newer formats
FIXTURE = Path(__file__).parents[1] / "migrations" / "v1.diple"


def test_an_older_project_is_backed_up_before_it_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.diple"
    shutil.copy(FIXTURE, path)
    Project.open(path).close()
    (kept,) = safety.backups_of(path)
    assert kept.reason is Reason.MIGRATION
    with sqlite3.connect(kept.path) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)
    raw.close()


def test_an_older_project_is_read_without_being_changed(tmp_path: Path) -> None:
    path = tmp_path / "old.diple"
    shutil.copy(FIXTURE, path)
    with Project.open(path, write=False) as old:
        assert state_of(old)["annotations"]
        assert old.history()
        with old.reading() as worker:
            assert state_of(worker) == state_of(old)
    assert path.read_bytes() == FIXTURE.read_bytes()
    assert safety.backups_of(path) == []


def test_a_migration_that_fails_leaves_every_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.diple"
    shutil.copy(FIXTURE, path)
    statements = (*schema.MIGRATIONS[1], "DROP TABLE relations")
    monkeypatch.setitem(schema.MIGRATIONS, 1, statements)
    with pytest.raises(MigrationFailed):
        Project.open(path)
    assert path.read_bytes() == FIXTURE.read_bytes()
    monkeypatch.setitem(schema.MIGRATIONS, 1, (*schema.MIGRATIONS[1][:-1], "NONSENSE"))
    with pytest.raises(MigrationFailed):
        Project.open(path)
    assert path.read_bytes() == FIXTURE.read_bytes()


def make_newer(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE meta SET value = '9.3' WHERE id = 'needs'")
        raw.execute("ALTER TABLE codes ADD COLUMN mood TEXT")
        raw.execute("CREATE TABLE moods (id TEXT PRIMARY KEY, name TEXT)")
        raw.execute("UPDATE steps SET op = 'sing' WHERE number = 2")
        for statement in statements:
            raw.execute(statement)
        raw.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    raw.close()


def test_a_newer_project_is_read_but_not_written(project: Project) -> None:
    history, path = project.history(), project.path
    project.close()
    make_newer(path)
    data = path.read_bytes()
    with pytest.raises(NewerProject) as refused:
        Project.open(path)
    assert "to change it you need Diple 9.3" in sentence(refused.value)
    with Project.open(path, write=False) as newer:
        assert len(newer.history()) == len(history)
        assert phrase(newer.step(2)) == "sing"
        with pytest.raises(OnlyReading):
            a_code(newer, "Litotes")
    assert path.read_bytes() == data
    assert safety.check(path).is_sound


def test_a_newer_project_whose_tables_are_others_says_what_it_needs(project: Project) -> None:
    project.close()
    make_newer(project.path, "DROP TABLE relations")
    with pytest.raises(TooNewProject) as refused:
        Project.open(project.path, write=False)
    assert "cannot read; to open it you need Diple 9.3" in sentence(refused.value)


def test_an_older_project_is_sound_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "old.diple"
    shutil.copy(FIXTURE, path)
    assert safety.check(path).is_sound
