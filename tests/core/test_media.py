"""Disks and permissions that change under an open project: it is said, and work goes on after.

What only root may do (mounting) is left out elsewhere; what does not hold root back (permissions)
is done in a child that is somebody else.
"""

import os
import shutil
import subprocess
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app.core import drafts, safety
from desktop_app.core.errors import AppError, FileUnwritable, StorageFailed
from desktop_app.core.model import NoteTarget, Op
from desktop_app.core.notes import write_note
from desktop_app.core.project import Project
from desktop_app.formats.segments_csv import write_segments
from desktop_app.messages import sentence
from tests.builders import a_code, me, state_of

NOBODY = 65534


def mount(*words: str) -> bool:
    known = shutil.which(words[0])
    return bool(known) and not subprocess.run(words, capture_output=True, check=False).returncode


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A drive and the place where it is plugged in."""
    disk, place = tmp_path / "disk", tmp_path / "place"
    disk.mkdir()
    place.mkdir()
    if not mount("mount", "-t", "tmpfs", "none", str(disk)):
        pytest.skip("nothing may be mounted here")
    mount("mount", "--bind", str(disk), str(place))
    yield disk, place
    while mount("umount", "-l", str(place)):
        pass
    mount("umount", "-l", str(disk))


def test_a_drive_is_pulled_out_and_put_back(drive: tuple[Path, Path], seeded_file: Path) -> None:
    disk, place = drive
    shutil.copy(seeded_file, disk / "p.diple")
    with Project.open(place / "p.diple") as project:
        a_code(project, "Before")
        before = state_of(project)
        assert mount("umount", "-l", str(place))
        with pytest.raises(StorageFailed) as told:
            a_code(project, "Meanwhile")
        assert "nothing was changed" in sentence(told.value)
        assert state_of(project) == before
        assert list(place.iterdir()) == [], "something was written where the drive had been"
        assert mount("mount", "--bind", str(disk), str(place))
        project.reconnect()
        a_code(project, "After")
    assert safety.check(place / "p.diple").is_sound


def test_read_only_media_are_read_and_left_alone(
    drive: tuple[Path, Path], seeded_file: Path, tmp_path: Path
) -> None:
    disk, place = drive
    shutil.copy(seeded_file, disk / "p.diple")
    assert mount("mount", "-o", "remount,bind,ro", str(place))
    with pytest.raises(FileUnwritable):
        Project.open(place / "p.diple")
    with Project.open(place / "p.diple", write=False) as project:
        assert state_of(project)["annotations"]
        write_segments(project, tmp_path / "segments.csv")
        with pytest.raises(FileUnwritable):
            write_segments(project, place / "segments.csv")
    assert [each.name for each in disk.iterdir()] == ["p.diple"]


def lose_permission(folder: Path) -> None:
    """Work in a folder, lose the right to write there in the middle, and get it back."""
    os.environ["DIPLE_HOME"] = str(folder / "home")
    work = folder / "work"
    with Project.open(work / "p.diple") as project:
        a_code(project, "Before")
        before = state_of(project)
        work.chmod(0o555)
        with pytest.raises(StorageFailed) as told:
            a_code(project, "Meanwhile")
        assert "the folder it stands in, is write-protected" in sentence(told.value)
        assert "nothing was changed" in sentence(told.value)
        with pytest.raises(AppError), project.change(Op.WRITE_NOTE, me(project)) as change:
            write_note(change, NoteTarget("project"), "Typed meanwhile")
        drafts.keep(project.id, NoteTarget("project"), "Typed meanwhile", "")
        with pytest.raises(FileUnwritable):
            write_segments(project, work / "segments.csv")
        with pytest.raises(FileUnwritable):
            project.rescue(work / "mine.diple")
        assert state_of(project) == before
        safety.backup_before(project, safety.Reason.ASKED)
        work.chmod(0o755)
        a_code(project, "After")
        write_segments(project, work / "segments.csv")
    left = {each.name for each in work.iterdir()}
    assert left == {"p.diple", "segments.csv"}, left
    work.chmod(0o555)
    with pytest.raises(FileUnwritable):
        Project.open(work / "p.diple")
    with Project.open(work / "p.diple", write=False) as project:
        assert "After" in str(state_of(project)["codes"])
    work.chmod(0o755)
    (work / "p.diple").chmod(0o000)
    with pytest.raises(AppError) as refused:
        Project.open(work / "p.diple", write=False)
    assert sentence(refused.value)


def as_somebody(folder: Path, act: Callable[[Path], object]) -> str:
    """Do something as a user whom permissions hold back; return what went wrong."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        said = ""
        try:
            if os.getuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            act(folder)
        except BaseException:  # noqa: BLE001 - whatever it is, the test shall hear of it
            said = traceback.format_exc()
        os.write(writing, said.encode()[-60_000:])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        said = told.read().decode()
    os.waitpid(child, 0)
    return said


def take_back(folder: Path) -> None:
    """Let root in again, which may not go everywhere either."""
    os.chown(folder, 0, 0)
    folder.chmod(0o700)
    for each in folder.iterdir():
        if each.is_dir():
            take_back(each)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
def test_permission_is_lost_in_the_middle(seeded_file: Path) -> None:
    # Root's own temporary folders may be closed to the somebody that it becomes.
    with tempfile.TemporaryDirectory(dir="/tmp" if os.getuid() == 0 else None) as name:
        folder = Path(name)
        for each in (folder, folder / "work", folder / "home"):
            each.mkdir(exist_ok=True)
        shutil.copy(seeded_file, folder / "work" / "p.diple")
        (folder / "work" / "p.diple").chmod(0o644)
        if os.getuid() == 0:
            for each in sorted((folder, *folder.rglob("*")), reverse=True):
                os.chown(each, NOBODY, NOBODY)
        try:
            assert as_somebody(folder, lose_permission) == ""
        finally:
            if os.getuid() == 0:
                take_back(folder)
