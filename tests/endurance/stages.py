"""kill -9 inside the things that write much: old or new, never between."""

import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core import history, merging, safety, schema
from desktop_app.core.annotations import add_annotations
from desktop_app.core.connection import connect, read_version
from desktop_app.core.documents import find_document
from desktop_app.core.model import NewAnnotation, NewPart, Op
from desktop_app.core.project import Project
from desktop_app.formats.segments_csv import write_segments
from tests.builders import SPEECH, a_seeded_project, me, state_of
from tests.endurance.killing import Tell, run_until_killed

FIXTURE = Path(__file__).parents[1] / "core" / "migrations" / "v1.diple"
MANY = 1500


@dataclass
class Stage:
    """A folder ready for the work, the work, and what must hold after a kill in its middle."""

    prepare: Callable[[Path], None]
    work: Callable[[Path], None]
    verify: Callable[[Path], str]
    """Raises, or says "old" or "new"."""


def run(rounds: int, seed: int) -> dict[str, object]:
    """Kill `rounds` times inside each stage, spread over its whole duration."""
    figures: dict[str, object] = {"rounds": rounds}
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        _make_seeds(root)
        for stage_name, stage in STAGES.items():
            figures[stage_name] = _run_stage(root, stage, rounds, seed)
    return figures


def _run_stage(root: Path, stage: Stage, rounds: int, seed: int) -> str:
    whole = _time_of(root, stage)
    found: dict[str, int] = {"old": 0, "new": 0}
    for number in range(rounds):
        folder = _fresh(root, stage)
        at = (number + 0.5 + (seed % 97) / 200) / rounds * whole * 1.1
        run_until_killed(lambda _, folder=folder: stage.work(folder), at, after_first=False)  # type: ignore[misc]
        found[stage.verify(folder)] += 1
    return f"{found['old']} old, {found['new']} new, 0 between"


def _time_of(root: Path, stage: Stage) -> float:
    folder = _fresh(root, stage)
    began = time.monotonic()

    def work(tell: Tell) -> None:
        stage.work(folder)
        tell("done")

    run_until_killed(work, 0.0)
    assert stage.verify(folder) == "new", "the stage does nothing"
    return time.monotonic() - began


def _fresh(root: Path, stage: Stage) -> Path:
    folder = root / "work"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(safety.backups.backup_folder(), ignore_errors=True)
    folder.mkdir()
    shutil.copy(root / "large.diple", folder / "p.diple")
    stage.prepare(folder)
    return folder


def _make_seeds(root: Path) -> None:
    """Make a project large enough that every stage takes its time."""
    with a_seeded_project(root / "large.diple") as project:
        _mark_much(project, MANY)


def _mark_much(project: Project, count: int) -> None:
    assert len(SPEECH) > 100
    document = find_document(project, "Speech").id
    new = [
        NewAnnotation(document, [NewPart(at % 40, at % 40 + 3 + at % 50)], None, me(project))
        for at in range(count)
    ]
    with project.change(Op.IMPORT_ANNOTATIONS, me(project)) as change:
        add_annotations(change, new)


def _nothing(_: Path) -> None:
    return


# Migration
def _older(folder: Path) -> None:
    shutil.copy(FIXTURE, folder / "p.diple")


def _migrated(folder: Path) -> str:
    path = folder / "p.diple"
    with closing(connect(path)) as connection:  # SQLite ends what was half done
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    for backup in safety.backups_of(path):
        assert read_version(backup.path) == 1
        assert safety.checks.damage_of(backup.path) is None
    if version == schema.VERSION:
        assert safety.backups_of(path), "migrated without a backup"
    else:
        assert path.read_bytes() == FIXTURE.read_bytes(), "half migrated"
    assert safety.check(path).is_sound
    Project.open(path).close()
    return "new" if version == schema.VERSION else "old"


# Backup
def _backed_up(folder: Path) -> str:
    path = folder / "p.diple"
    assert safety.check(path).is_sound
    found = safety.backups_of(path)
    assert all(safety.checks.damage_of(each.path) is None for each in found)
    assert safety.backups.make_backup(path, safety.Reason.ASKED)
    left = list(safety.backups_of(path)[0].path.parent.glob(".*.new*"))
    assert not left, "leftovers of a killed backup"
    return "new" if found else "old"


# Restore
def _broken(folder: Path) -> None:
    safety.backups.make_backup(folder / "p.diple", safety.Reason.ASKED)
    (folder / "p.diple").write_bytes(b"broken" * 1000)


def _restored(folder: Path) -> str:
    path = folder / "p.diple"
    aside = list(folder.glob("*set aside*"))
    is_old = path.read_bytes() == b"broken" * 1000
    assert is_old or safety.check(path).is_sound
    assert is_old or [each.read_bytes() for each in aside] == [b"broken" * 1000]
    safety.restore(path)
    with Project.open(path) as project:
        assert state_of(project)["annotations"]
    assert not list(folder.glob(".*.new*")), "leftovers of a killed restoring"
    return "old" if is_old else "new"


# Export
def _exported_before(folder: Path) -> None:
    (folder / "out.csv").write_text("old", "utf-8")


def _export(folder: Path) -> None:
    with Project.open(folder / "p.diple", write=False) as project:
        write_segments(project, folder / "out.csv")


def _exported(folder: Path) -> str:
    held = (folder / "out.csv").read_bytes()
    if held == b"old":
        _export(folder)
    with Project.open(folder / "p.diple", write=False) as project:
        write_segments(project, folder / "again.csv")
    assert (folder / "out.csv").read_bytes() == (folder / "again.csv").read_bytes()
    assert not list(folder.glob(".*.new*")), "leftovers of a killed export"
    return "old" if held == b"old" else "new"


# Steps of many rows
def _go_back(folder: Path) -> None:
    with Project.open(folder / "p.diple") as project, project.change(Op.GO_BACK) as change:
        history.go_back(change, 3)


def _went_back(folder: Path) -> str:
    with Project.open(folder / "p.diple") as project:
        last = project.step(project.last_step[0]).op
        count = len(state_of(project)["annotations"])
    assert safety.check(folder / "p.diple").is_sound
    assert (count < MANY) == (last is Op.GO_BACK)
    return "new" if last is Op.GO_BACK else "old"


# Merging
def _apart(folder: Path) -> None:
    """Give somebody a copy that goes on without us."""
    shutil.copy(folder / "p.diple", folder / "theirs.diple")
    with Project.open(folder / "theirs.diple") as theirs:
        _mark_much(theirs, MANY // 2)


def _merge(folder: Path) -> None:
    with (
        Project.open(folder / "p.diple") as ours,
        Project.open(folder / "theirs.diple", write=False) as theirs,
    ):
        plan = merging.plan_merge(ours, [theirs])
        safety.backup_before(ours, safety.Reason.MERGE)
        with ours.change(Op.MERGE, me(ours)) as change:
            merging.accept_merge(change, plan)


def _merged(folder: Path) -> str:
    path = folder / "p.diple"
    with Project.open(path) as project:
        is_new = project.step(project.last_step[0]).op is Op.MERGE
        count = len(state_of(project)["annotations"])
    assert safety.check(path).is_sound
    assert (count > MANY * 1.4) == is_new
    backups = safety.backups_of(path)
    assert all(safety.checks.damage_of(each.path) is None for each in backups)
    assert backups or not is_new, "merged without a backup"
    assert safety.check(folder / "theirs.diple").is_sound
    return "new" if is_new else "old"


# Copying out
def _copy_out(folder: Path) -> None:
    safety.copy_out(folder / "p.diple", 3, folder / "then.diple")


def _copied_out(folder: Path) -> str:
    target = folder / "then.diple"
    is_new = target.exists()
    if is_new:
        target.unlink()
    _copy_out(folder)
    assert safety.check(target).is_sound
    assert not list(folder.glob(".*.new*")), "leftovers of a killed copy"
    return "new" if is_new else "old"


STAGES = {
    "migration": Stage(_older, lambda folder: Project.open(folder / "p.diple").close(), _migrated),
    "backup": Stage(
        _nothing,
        lambda folder: safety.backups.make_backup(folder / "p.diple", safety.Reason.ASKED) and None,
        _backed_up,
    ),
    "restore": Stage(
        _broken, lambda folder: safety.restore(folder / "p.diple") and None, _restored
    ),
    "export": Stage(_exported_before, _export, _exported),
    "going back": Stage(_nothing, _go_back, _went_back),
    "merging": Stage(_apart, _merge, _merged),
    "copying out": Stage(_nothing, _copy_out, _copied_out),
}
