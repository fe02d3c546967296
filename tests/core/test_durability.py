"""What was acknowledged is there: after kill -9, and after a disk that was full."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop_app.core.codebook import list_codes
from desktop_app.core.project import Project

ROOT = Path(__file__).parents[2]

SMALL_ACTS = """
import sys
from pathlib import Path
from desktop_app.core.codebook import create_code
from desktop_app.core.model import Op
from desktop_app.core.project import Project
project = Project.open(Path(sys.argv[1]))
for number in range(1_000):
    with project.change(Op.CREATE_CODE) as change:
        create_code(change, f"Code {sys.argv[2]} {number}")
    print(number, flush=True)
    if number % 10 == 9:
        project.undo()
        project.redo()
"""

FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from desktop_app.core.codebook import create_code, list_codes
from desktop_app.core.errors import StorageFailed
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.messages import sentence
from tests.builders import state_of
def write(name, size):
    with project.change(Op.CREATE_CODE) as change:
        create_code(change, name, full_definition="x" * size)
project = Project.open(Path(sys.argv[1]))
heard = []
project.subscribe(heard.append)
before, data = state_of(project), project.path.read_bytes()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (len(data) + 4096, hard))
for size in (100_000, 8_000_000):
    try:
        write("Too much", size)
    except StorageFailed as error:
        print(sentence(error))
    assert (state_of(project), heard) == (before, [])
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
write("Enough", 100_000)
project.undo()
assert state_of(project) == before
project.redo()
assert list_codes(project).find("Enough") and len(heard) == 3
print("works on")
"""

FULL_DISK_BY_FILLING = """
import sys
from pathlib import Path
from desktop_app.core.errors import FileUnwritable, StorageFailed
from desktop_app.core.project import Project
from tests.builders import a_code, state_of
folder = Path(sys.argv[1])
project = Project.create(folder / "p.diple", "Reader")
a_code(project, "Irony")
before = state_of(project)
filler = folder / "filler"
with filler.open("wb", buffering=0) as file:
    try:
        while file.write(b"x" * 4096):
            pass
    except OSError:
        pass
try:
    a_code(project, "Litotes", full_definition="x" * 50_000)
except StorageFailed as error:
    print(error.facts["reason"])
else:
    sys.exit("the disk was not full")
assert state_of(project) == before
try:
    Project.create(folder / "q.diple", "Reader")
except FileUnwritable as error:
    print(error.facts["reason"])
assert sorted(path.name for path in folder.iterdir()) == [".p.diple.lease", "filler", "p.diple"]
filler.unlink()
a_code(project, "Litotes", full_definition="x" * 50_000)
project.close()
Project.open(folder / "p.diple").close()
print("works on")
"""


def python(code: str, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("round_", range(8))
def test_kill_9_loses_nothing_acknowledged(project: Project, round_: int) -> None:
    project.close()
    process = python(SMALL_ACTS, project.path, round_)
    assert process.stdout is not None
    seen = [process.stdout.readline() for _ in range(5 + 7 * round_)]
    process.send_signal(signal.SIGKILL)
    seen += process.stdout.read().splitlines(keepends=True)
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    told = {f"Code {round_} {line.strip()}" for line in seen if line.endswith("\n")}
    with Project.open(project.path) as reopened:
        assert not reopened.rows(text("PRAGMA foreign_key_check"))
        assert reopened.rows(text("PRAGMA integrity_check"))[0][0] == "ok"
        found = {code.name for code in list_codes(reopened) if code.name.startswith("Code ")}
        assert told - undone(reopened) <= found
        assert len(found - told) <= 1  # the one that was under way
        while reopened.next_undo():
            reopened.undo()
        assert len(list_codes(reopened)) == 0


def undone(project: Project) -> set[str]:
    """Name what a kill between undo and redo has left taken back."""
    step = project.next_redo()
    return {step.facts["code"]} if step else set()


def test_a_full_disk_is_said_and_survived(project: Project) -> None:
    project.close()
    process = python(FULL_DISK, project.path)
    said = process.communicate(timeout=300)[0].splitlines()
    assert process.returncode == 0
    assert len(said) == 3
    assert all(line.startswith(f"{project.path} could not be written (") for line in said[:2])
    assert said[2] == "works on"
    with Project.open(project.path) as reopened:
        assert list_codes(reopened).find("Enough")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs root")
def test_a_small_file_system_filled_to_the_brim(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(small)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        process = python(FULL_DISK_BY_FILLING, small)
        assert process.communicate(timeout=300)[0].split("\n")[-2] == "works on"
        assert process.returncode == 0
    finally:
        subprocess.run(["umount", str(small)], check=True)
