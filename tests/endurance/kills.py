"""kill -9 at any moment of random work: nothing acknowledged is lost, nothing is half done."""

import hashlib
import random
import shutil
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from desktop_app.core import safety
from desktop_app.core.errors import AppError
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.formats.csv_profile import read_table
from desktop_app.formats.segments_csv import write_segments
from tests.builders import a_seeded_project, me, state_of
from tests.core.acts import ACTS, Act
from tests.endurance.killing import Tell, run_until_killed

RARE = (Op.GO_BACK, Op.IMPORT_ANNOTATIONS, Op.BUILD_SAMPLE)
ANEW_EVERY = 15
"""Rounds after which a project begins anew, so that it stays small."""


def run(rounds: int, seed: int) -> dict[str, object]:
    """Kill `rounds` times; return what was done and found."""
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    slowest = 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        a_seeded_project(folder / "seed").close()
        path = folder / "work" / "p.diple"
        path.parent.mkdir()
        for number in range(rounds):
            if number % ANEW_EVERY == 0:
                shutil.copy(folder / "seed", path)
            turn = chance.randrange(1 << 30)
            told = run_until_killed(
                lambda tell, turn=turn: _work(path, turn, tell),  # type: ignore[misc]
                chance.uniform(0.0, 0.35),
            )
            began = time.monotonic()
            _verify(path, told, counts)
            slowest = max(slowest, time.monotonic() - began)
    return {
        "rounds": rounds,
        "acknowledged acts": counts["acts"],
        "lost": 0,
        "unacknowledged but whole": counts["extra"],
        "hot journals": counts["journals"],
        "inconsistent": 0,
        "slowest opening with a full check (s)": round(slowest, 2),
    }


def digest(project: Project) -> str:
    return hashlib.sha256(repr(state_of(project)).encode()).hexdigest()[:16]


def _work(path: Path, turn: int, tell: Tell) -> None:
    chance = random.Random(turn)
    acts = [act for act in ACTS for _ in range(1 if act.op in RARE else 6)]
    with Project.open(path) as project:
        tell("open")
        for _ in range(100_000):
            before = project.last_step
            _one(project, chance, acts)
            if project.last_step != before:
                tell(f"{project.last_step[0]} {project.last_step[1]} {digest(project)}")


def _one(project: Project, chance: random.Random, acts: list[Act]) -> None:
    """Do one random thing; what the project's present state refuses is passed over."""
    kind = chance.random()
    try:
        if kind < 0.12:
            project.undo()
        elif kind < 0.2:
            project.redo()
        elif kind < 0.22:
            safety.backup_if_changed(project.path, safety.Reason.TIMER)
        elif kind < 0.26:
            write_segments(project, project.path.with_name("segments.csv"))
        else:
            one_act(project, chance, acts)
    except AppError:
        return


def one_act(project: Project, chance: random.Random, acts: list[Act]) -> None:
    """Do one act; what is not there to be acted upon is passed over. Raises AppError."""
    act = chance.choice(acts)
    with suppress(StopIteration, IndexError, ValueError), project.change(act.op, me(project)) as c:
        act.run(c)


def _verify(path: Path, told: list[str], counts: Counter[str]) -> None:
    journal = path.with_name(f"{path.name}-journal")
    counts["journals"] += journal.exists() and journal.stat().st_size > 0
    acts = [line.split() for line in told if line != "open"]
    with Project.open(path) as project:  # which checks in full, since it was left open
        assert not told or (project.lock and project.lock.left)
        if acts:
            number, step_id, state = int(acts[-1][0]), acts[-1][1], acts[-1][2]
            assert project.step(number).id == step_id, "an acknowledged act is lost"
            extra = project.last_step[0] - number
            assert extra in (0, 1), f"{extra} unacknowledged acts"
            assert extra or digest(project) == state, "an acknowledged state differs"
            counts["extra"] += extra
        counts["acts"] += len(acts)
        _turn_back_and_forth(project)
    left = [each.name for each in path.parent.iterdir() if each.name.startswith(".")]
    exported = path.with_name("segments.csv")
    if exported.exists():
        assert read_table(exported).rows is not None
    for backup in safety.backups_of(path)[:1]:
        assert safety.checks.damage_of(backup.path) is None, "a backup is not whole"
    assert not [name for name in left if "segments" not in name], f"left behind: {left}"


def _turn_back_and_forth(project: Project) -> None:
    before, turned = state_of(project), 0
    while turned < 3 and project.next_undo():
        project.undo()
        turned += 1
    for _ in range(turned):
        project.redo()
    assert state_of(project) == before, "undo and redo do not lead back"
