"""Media that may not be written: from the beginning, or from the middle of the work on."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app.core import safety
from desktop_app.core.errors import FileUnwritable, OnlyReading, StorageFailed
from desktop_app.core.project import Project
from desktop_app.messages import sentence
from tests.builders import a_code, state_of

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
Protect = Callable[[bool], None]


@pytest.fixture
def media(tmp_path: Path) -> Iterator[tuple[Path, Protect]]:
    """A folder, and what makes it read-only and writable again."""
    folder = tmp_path / "stick"
    folder.mkdir()
    if not IS_ROOT:
        yield folder, lambda on: _forbid(folder, on=on)
        _forbid(folder, on=False)
        return
    mount = ["mount", "-t", "tmpfs", "none", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")

    def protect(on: bool) -> None:
        mode = f"remount,{'ro' if on else 'rw'}"
        subprocess.run(["mount", "-o", mode, str(folder)], check=True, capture_output=True)

    yield folder, protect
    subprocess.run(["umount", "-l", str(folder)], check=True)


def _forbid(folder: Path, *, on: bool) -> None:
    for each in (*folder.iterdir(), folder):
        each.chmod((0o500 if each.is_dir() else 0o400) if on else 0o700)


def test_read_only_media_open_for_reading(media: tuple[Path, Protect], seeded_file: Path) -> None:
    folder, protect = media
    path = folder / "p.diple"
    path.write_bytes(seeded_file.read_bytes())
    protect(True)
    with pytest.raises(FileUnwritable) as refused:
        Project.open(path)
    assert "write-protected" in sentence(refused.value)
    with Project.open(path, write=False) as project:
        assert state_of(project)["annotations"]
        with pytest.raises(OnlyReading):
            a_code(project, "Litotes")
    assert safety.check(path).is_sound
    assert safety.backup_if_changed(path, safety.Reason.OPENING)
    assert [each.name for each in folder.iterdir()] == ["p.diple"]


def test_the_right_to_write_is_lost_and_comes_back(
    media: tuple[Path, Protect], seeded_file: Path
) -> None:
    folder, protect = media
    path = folder / "p.diple"
    path.write_bytes(seeded_file.read_bytes())
    project = Project.open(path)
    a_code(project, "Before")
    before, history = state_of(project), project.history()
    if IS_ROOT:
        # A file system is not taken from under a file that is open for writing.
        project.close()
        protect(True)
        with pytest.raises(FileUnwritable):
            Project.open(path)
        protect(False)
        project = Project.open(path)
    else:
        protect(True)
        with pytest.raises(StorageFailed) as refused:
            a_code(project, "Meanwhile")
        assert "nothing was changed" in sentence(refused.value)
        protect(False)
    assert (state_of(project), project.history()) == (before, history)
    a_code(project, "Afterwards")
    project.close()
    assert safety.check(path).is_sound
