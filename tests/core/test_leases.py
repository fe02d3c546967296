"""Who has a project open, when they share no more than a folder."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.core import leases
from desktop_app.core.errors import ProjectElsewhere
from desktop_app.core.leases import Lease, lease_path
from desktop_app.core.locking import ProjectLock, was_left_open
from desktop_app.core.project import Project
from desktop_app.messages import sentence
from tests.builders import a_code, state_of

AT = "2026-11-24T08:00:00.000Z"
OTHER = Lease("noor", "library-pc", "another", 17, "t", AT, AT)


@pytest.fixture
def path(project: Project) -> Path:
    project.close()
    return project.path


def test_an_open_project_says_who_has_it(project: Project) -> None:
    lease = leases.read(project.path)
    assert lease
    assert (lease.pid, lease.host) == (os.getpid(), leases.host())
    project.close()
    assert not lease_path(project.path).exists()


def test_readers_leave_no_trace(path: Path) -> None:
    with Project.open(path, write=False):
        assert sorted(each.name for each in path.parent.iterdir()) == ["home", path.name]


@pytest.mark.parametrize("days", [0, 1, -1, 400])
def test_another_machine_is_named_whatever_its_clock_says(path: Path, days: int) -> None:
    at = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    leases.write(path, replace(OTHER, beat=at))
    data = path.read_bytes()
    with pytest.raises(ProjectElsewhere) as refused:
        Project.open(path)
    said = sentence(refused.value)
    assert "open for noor on library-pc" in said
    assert path.read_bytes() == data
    assert leases.read(path) == replace(OTHER, beat=at)
    with Project.open(path, write=False) as reader:
        assert state_of(reader)


def test_taking_over_leaves_the_work_of_both(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Project.open(path)
    a_code(first, "Mine")
    assert first.lock
    # The folder as the other machine sees it: our lease, and none of our locks.
    monkeypatch.setenv("DIPLE_HOME", str(path.parent / "elsewhere"))
    monkeypatch.setattr(leases, "host", lambda: "library-pc")
    with pytest.raises(ProjectElsewhere):
        Project.open(path)
    second = Project.open(path, take_over=True)
    a_code(second, "Theirs")
    taken = first.lock.beat()
    assert taken
    assert taken.host == "library-pc"
    second.close()
    first.close()
    with Project.open(path) as project:
        names = str(state_of(project)["codes"])
        assert "Mine" in names
        assert "Theirs" in names


def test_renewing_keeps_a_lease_that_is_ours(project: Project) -> None:
    assert project.lock
    assert project.lock.beat() is None
    leases.remove(project.path)
    assert project.lock.beat() is None
    assert leases.read(project.path)


CRASH = """
import os, sys
from pathlib import Path
from desktop_app.core.project import Project
project = Project.open(Path(sys.argv[1]))
os._exit(3)
"""


def test_a_crashed_owner_frees_at_once_and_is_known(path: Path) -> None:
    assert not was_left_open(path)
    assert subprocess.run([sys.executable, "-c", CRASH, str(path)], check=False).returncode == 3
    assert lease_path(path).exists()
    assert was_left_open(path)
    with Project.open(path) as project:
        assert project.lock
        assert project.lock.left
        assert not was_left_open(path)
    assert not was_left_open(path)


def test_a_dead_process_of_another_user_here_is_no_owner(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    leases.write(path, replace(OTHER, host=leases.host(), pid=process.pid))
    Project.open(path).close()
    leases.write(path, replace(OTHER, host=leases.host(), pid=os.getppid()))
    with pytest.raises(ProjectElsewhere):
        Project.open(path)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"user": 1}', json.dumps({**asdict(OTHER), "pid": "x"}), "é"]
)
def test_a_lease_that_is_none_stops_nobody(path: Path, text: str) -> None:
    lease_path(path).write_bytes(text.encode("latin-1"))
    Project.open(path).close()


def test_a_lock_is_found_by_another_name_of_the_file(path: Path) -> None:
    link = path.with_name("link.diple")
    link.symlink_to(path)
    lock = ProjectLock.take(link)
    assert lease_path(path).exists()
    lock.release()
    assert not lease_path(path).exists()
