"""A project file: made, opened, refused, locked, and left as it was when something goes wrong."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.core.annotations import list_annotations, recode, remove_annotations
from desktop_app.core.codebook import create_code, list_codes
from desktop_app.core.coders import list_coders
from desktop_app.core.errors import (
    AppError,
    DamagedProject,
    FileEmpty,
    FileExists,
    FileMissing,
    FileUnreadable,
    FileUnwritable,
    NameEmpty,
    NotAProject,
    ProjectBusy,
    StorageFailed,
    StrangeProject,
    UndoRefused,
)
from desktop_app.core.model import ChangeSet, Op
from desktop_app.core.project import Project
from desktop_app.messages import sentence
from tests.builders import a_code, me, state_of

OPEN_AND_SAY = """
import sys
from pathlib import Path
from desktop_app.core.errors import AppError
from desktop_app.core.project import Project
from desktop_app.messages import sentence
try:
    project = Project.open(Path(sys.argv[1]))
except AppError as error:
    print(sentence(error))
else:
    print("open", flush=True)
    sys.stdin.read()
"""


def elsewhere(path: Path) -> "subprocess.Popen[str]":
    """Open a project in another process; its first line says how that went."""
    return subprocess.Popen(
        [sys.executable, "-c", OPEN_AND_SAY, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def first_line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


# Making
def test_a_new_project_has_a_name_and_a_coder(tmp_path: Path) -> None:
    with Project.create(tmp_path / "Speeches.diple", " Ada  Lovelace ") as project:
        assert project.name == "Speeches"
        assert [(c.name, c.initials) for c in list_coders(project)] == [("Ada Lovelace", "AL")]
        assert project.history() == []
    assert [path.name for path in tmp_path.glob("[!.]*.diple*")] == ["Speeches.diple"]


def test_what_the_library_logs_is_not_printed() -> None:
    code = "import logging, desktop_app.core.connection\n"
    code += "logging.getLogger('sqlalchemy.pool').error('Exception closing connection')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr == b""


def test_a_new_project_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "taken.diple"
    path.write_text("mine")
    with pytest.raises(FileExists):
        Project.create(path, "Reader")
    assert path.read_text() == "mine"


def test_a_project_that_is_stopped_in_the_making_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("desktop_app.core.project.lay_out", stop)
    before = set(tmp_path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        Project.create(tmp_path / "p.diple", "Reader")
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize("where", ["missing/p.diple", "file/p.diple", "x" * 300 + ".diple"])
def test_a_place_where_nothing_can_be_written(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileUnwritable):
        Project.create(tmp_path / where, "Reader")
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["file"]


def test_a_coder_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(NameEmpty):
        Project.create(tmp_path / "p.diple", "  ")
    assert not (tmp_path / "p.diple").exists()


# Refusing
def damage_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"SQLite formula")


def damage_pages(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 8192)


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def run_sql(*statements: str) -> Callable[[Path], None]:
    def run(path: Path) -> None:
        connection = sqlite3.connect(path)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return run


def replace_with_other_database(path: Path) -> None:
    path.unlink()
    run_sql("CREATE TABLE t (x)")(path)


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


BAD_FILES: dict[str, tuple[Callable[[Path], None], type[AppError]]] = {
    "missing": (Path.unlink, FileMissing),
    "empty": (lambda path: os.truncate(path, 0), FileEmpty),
    "a text": (lambda path: path.write_text("Dear sir, " * 50) and None, NotAProject),
    "very short": (lambda path: path.write_bytes(b"SQLite") and None, NotAProject),
    "another database": (replace_with_other_database, NotAProject),
    "damaged header": (damage_header, NotAProject),
    "damaged pages": (damage_pages, DamagedProject),
    "header only": (lambda path: os.truncate(path, 100), DamagedProject),
    "cut off": (truncate, DamagedProject),
    "a table short": (run_sql("DROP TABLE relations"), DamagedProject),
    "a trigger": (
        run_sql("CREATE TRIGGER t AFTER INSERT ON codes BEGIN DELETE FROM annotations; END"),
        StrangeProject,
    ),
    "a view": (run_sql("CREATE VIEW v AS SELECT * FROM codes"), StrangeProject),
    "undo of nothing": (
        run_sql("DELETE FROM changes", "DELETE FROM steps", "INSERT INTO steps "
        "VALUES (1, 'i', 'highlight', 'undo', 1, '', '', '{}')"),
        DamagedProject,
    ),
    "a folder": (make_folder, FileUnreadable),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD_FILES)
@pytest.mark.parametrize("write", [True, False])
def test_a_bad_file_is_refused_in_a_sentence_and_left_alone(
    seeded_file: Path, tmp_path: Path, kind: str, write: bool
) -> None:
    spoil, expected = BAD_FILES[kind]
    path = tmp_path / "spoilt.diple"
    shutil.copy(seeded_file, path)
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(expected) as refused:
        Project.open(path, write=write)
    assert str(path) in sentence(refused.value)
    assert (path.read_bytes() if path.is_file() else None) == before
    shutil.copy(seeded_file, path.with_name("whole.diple"))
    Project.open(path.with_name("whole.diple")).close()


def test_a_file_that_may_not_be_read(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # root may read whatever chmod says
    with pytest.raises(FileUnreadable) as refused:
        Project.open(project.path)
    assert "Permission denied" in sentence(refused.value)


# Locking
def test_a_project_opens_once_in_a_process(project: Project) -> None:
    with pytest.raises(ProjectBusy) as refused:
        Project.open(project.path)
    assert str(os.getpid()) in sentence(refused.value)


def test_a_project_opens_once_by_whatever_name(project: Project) -> None:
    link = project.path.with_name("link.diple")
    link.symlink_to(project.path)
    for name in (link, project.path.parent / "home" / ".." / project.path.name):
        with pytest.raises(ProjectBusy):
            Project.open(name)


def test_readers_are_always_let_in(project: Project) -> None:
    with project.reading() as reader:
        a_code(project, "Litotes")
        assert "Litotes" in {code.name for code in list_codes(reader)}


def test_a_reader_never_writes(project: Project) -> None:
    with project.reading() as reader:
        assert not reader.is_writable
        with pytest.raises(StorageFailed):
            a_code(reader, "Litotes")
        with pytest.raises(StorageFailed):
            reader.undo()
        assert state_of(reader) == state_of(project)


def test_a_closed_project_is_free_again(project: Project) -> None:
    project.close()
    project.close()
    Project.open(project.path).close()


def test_another_process_is_kept_out_and_a_killed_one_forgotten(project: Project) -> None:
    with elsewhere(project.path) as other:
        assert f"is open in another Diple (process {os.getpid()})" in first_line(other)
    project.close()
    with elsewhere(project.path) as other:
        assert first_line(other) == "open"
        with pytest.raises(ProjectBusy) as refused:
            Project.open(project.path)
        assert refused.value.facts["owner"] == str(other.pid)
        other.kill()
        other.wait()
        Project.open(project.path).close()


def test_a_state_folder_that_cannot_be_written(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.close()
    monkeypatch.setenv("DIPLE_HOME", str(project.path))
    with pytest.raises(FileUnwritable):
        Project.open(project.path)


# Taking back
def test_a_raising_block_leaves_nothing_behind(project: Project) -> None:
    heard: list[ChangeSet] = []
    project.subscribe(heard.append)
    before, history, data = state_of(project), project.history(), project.path.read_bytes()
    with pytest.raises(ZeroDivisionError), project.change(Op.CREATE_CODE) as change:
        _ = create_code(change, "Litotes"), 1 / 0
    assert state_of(project) == before
    assert project.history() == history
    assert project.path.read_bytes() == data
    assert heard == []
    a_code(project, "Litotes")
    assert len(heard) == 1


def test_a_change_inside_a_change_is_a_bug(project: Project) -> None:
    with project.change(Op.CREATE_CODE) as change:
        create_code(change, "Litotes")
        with pytest.raises(RuntimeError), project.change(Op.CREATE_CODE):
            pass
        with pytest.raises(RuntimeError):
            project.undo()
    assert list_codes(project).find("Litotes")
    assert project.history()[-1].facts == {"code": "Litotes"}


def test_a_change_ends_with_its_block(project: Project) -> None:
    with project.change(Op.CREATE_CODE) as change:
        create_code(change, "Litotes")
    before = state_of(project)
    with pytest.raises(RuntimeError):
        create_code(change, "Late")
    assert state_of(project) == before


def test_a_row_changed_behind_our_back_refuses_undo(project: Project) -> None:
    a_code(project, "Litotes")
    run_sql("UPDATE codes SET color = '#000000' WHERE name = 'Litotes'")(project.path)
    before = state_of(project)
    with pytest.raises(UndoRefused) as refused:
        project.undo()
    assert refused.value.facts == {"step": project.history()[-1].number, "table": "codes"}
    assert state_of(project) == before


def test_a_row_that_others_now_need_refuses_undo(project: Project) -> None:
    new = a_code(project, "Litotes")
    run_sql("PRAGMA foreign_keys = OFF", f"UPDATE annotations SET code_id = '{new}'")(project.path)
    before = state_of(project)
    with pytest.raises(UndoRefused) as refused:
        project.undo()
    assert sentence(refused.value)
    assert state_of(project) == before


# Listening
def test_listeners_hear_once_and_until_they_leave(project: Project) -> None:
    heard: list[ChangeSet] = []
    leave = project.subscribe(heard.append)
    new = a_code(project, "Litotes")
    leave()
    a_code(project, "Hyperbole")
    assert [each.ids for each in heard] == [{"codes": frozenset({new})}]
    assert heard[0].touches("codes")
    assert not heard[0].touches("parts", "notes")


def test_an_annotation_is_named_when_only_its_parts_note_or_links_change(project: Project) -> None:
    heard: list[ChangeSet] = []
    project.subscribe(heard.append)
    linked = [each.id for each in list_annotations(project) if each.code_id][:2]
    with project.change(Op.REMOVE_ANNOTATION) as change:
        remove_annotations(change, linked)
    assert set(linked) <= heard[0].annotations


def test_whoever_began_a_change_is_told_apart(project: Project) -> None:
    heard: list[ChangeSet] = []
    project.subscribe(heard.append)
    window = object()
    with project.change(Op.RECODE, initiator=window) as change:
        recode(change, list_annotations(change)[0].id, None)
    project.undo(initiator=window)
    project.redo()
    assert [each.initiator for each in heard] == [window, window, None]


def test_a_failing_listener_deafens_nobody_and_spoils_nothing(project: Project) -> None:
    def fail(_: ChangeSet) -> None:
        raise ZeroDivisionError

    heard: list[ChangeSet] = []
    project.subscribe(fail)
    project.subscribe(heard.append)
    before = state_of(project)
    with pytest.raises(ZeroDivisionError):
        a_code(project, "Litotes")
    assert list_codes(project).find("Litotes")
    assert len(heard) == 1
    with pytest.raises(ZeroDivisionError):
        project.undo()
    assert state_of(project) == before
    assert project.next_redo()


def test_a_listener_may_change_the_project(project: Project) -> None:
    def answer(heard: ChangeSet) -> None:
        if heard.step.op is Op.CREATE_CODE:
            with project.change(Op.RECODE, me(project)) as change:
                recode(change, list_annotations(change)[0].id, None)

    project.subscribe(answer)
    a_code(project, "Litotes")
    assert [step.op for step in project.history()[-2:]] == [Op.CREATE_CODE, Op.RECODE]
    assert project.undo().op is Op.RECODE
