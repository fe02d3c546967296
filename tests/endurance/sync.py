"""A sync client that copies a project at any moment: every copy opens, whole and up to date."""

import os
import random
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path

from desktop_app.core import safety
from desktop_app.core.errors import AppError
from desktop_app.core.project import Project
from tests.builders import a_seeded_project
from tests.core.acts import ACTS
from tests.endurance.killing import Tell, run_until_killed
from tests.endurance.kills import RARE, digest, one_act

BATCH = 25
"""Copies taken of one working child."""
PATIENCE = 200
"""Times that a client begins a copy anew because the file changed meanwhile."""


def run(rounds: int, seed: int) -> dict[str, object]:
    """Take `rounds` copies while somebody works."""
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        a_seeded_project(folder / "seed").close()
        while counts["copies"] < rounds:
            _one_batch(folder, chance, counts, min(BATCH, rounds - counts["copies"]))
    return {
        "copies": counts["copies"],
        "opened whole": counts["whole"],
        "begun anew because the file changed": counts["anew"],
        "with a journal beside": counts["journals"],
        "acts meanwhile": counts["acts"],
    }


def _one_batch(folder: Path, chance: random.Random, counts: Counter[str], wanted: int) -> None:
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    shutil.copy(folder / "seed", work / "p.diple")
    copies: list[Path] = []
    turn = chance.randrange(1 << 30)

    def copy_all() -> None:
        for number in range(wanted):
            time.sleep(chance.uniform(0.0, 0.05))
            target = folder / f"copy{number}"
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir()
            _copy(work, target, counts)
            copies.append(target)

    told = run_until_killed(
        lambda tell: _work(work / "p.diple", turn, tell), 0.0, meanwhile=copy_all
    )
    states = {line.split()[0]: line.split()[1] for line in told if " " in line}
    counts["acts"] += len(states)
    for target in copies:
        counts["copies"] += 1
        with Project.open(target / "p.diple") as project:
            known = states.get(str(project.last_step[0]))
            assert known in (None, digest(project)), "a copy holds another state"
        assert safety.check(target / "p.diple").is_sound, "a copy is not whole"
        counts["whole"] += 1


def _work(path: Path, turn: int, tell: Tell) -> None:
    chance = random.Random(turn)
    acts = [act for act in ACTS if act.op not in RARE]
    with Project.open(path) as project:
        tell("open")
        for _ in range(100_000):
            before = project.last_step
            try:
                one_act(project, chance, acts)
            except AppError:
                continue
            if project.last_step != before:
                tell(f"{project.last_step[0]} {digest(project)}")
            time.sleep(chance.uniform(0.0, 0.03))


def _copy(source: Path, target: Path, counts: Counter[str]) -> None:
    """Copy what is in the folder; begin anew where it changed meanwhile, as sync clients do."""
    for _ in range(PATIENCE):
        before = _stamps(source)
        for name in before:
            try:
                shutil.copyfile(source / name, target / name)
            except FileNotFoundError:
                break
        if _stamps(source) == before:
            counts["journals"] += any(name.endswith("-journal") for name in before)
            return
        counts["anew"] += 1
        for left in target.iterdir():
            left.unlink()
        time.sleep(0.003)
    raise AssertionError("the file never rested")


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    found = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.endswith((".lease", ".new")):
                try:
                    status = os.stat(entry.path)
                except FileNotFoundError:
                    continue
                found[entry.name] = (status.st_mtime_ns, status.st_size)
    return dict(sorted(found.items(), reverse=True))
