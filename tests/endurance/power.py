"""The power goes at any moment: what was not synced is lost, kept or kept in part, in any order.

SQLite's calls are recorded while random work is done; then disks are imagined that stopped at one
of them. Each must hold every acknowledged act, and nothing half done.
"""

import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.core import safety
from desktop_app.core.errors import AppError
from desktop_app.core.project import Project
from tests.builders import a_seeded_project
from tests.core.acts import ACTS
from tests.endurance.kills import RARE, digest, one_act
from tests.endurance.recording import Event, recording

ACTS_EACH = 12
"""Acts in a recording, which is then cut at several places."""
CUTS_EACH = 20
WAYS = ("lost", "kept", "some", "some")
"""What becomes of writes that were not synced."""


@dataclass
class File:
    """What is safe on the disk, and the writes that are still on their way."""

    safe: bytes = b""
    pending: list[Event] = field(default_factory=list)

    def after(self, chosen: list[Event]) -> bytes:
        held = bytearray(self.safe)
        for event in chosen:
            if event.kind == "truncate":
                del held[event.offset :]
                continue
            end = event.offset + len(event.data)
            held.extend(bytes(max(0, end - len(held))))
            held[event.offset : end] = event.data
        return bytes(held)


class Disk:
    """Files and their names, of which some are safe and some not yet."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.names = {path: File(data) for path, data in files.items()}
        self.safe_names = dict(self.names)

    def do(self, event: Event) -> None:
        """Do what was recorded."""
        if event.kind == "make":
            self.names[event.path] = File()
        elif event.kind == "delete":
            self.names.pop(event.path, None)
            if event.is_synced:
                self.safe_names = dict(self.names)
        elif event.kind == "sync":
            file = self.names[event.path]
            file.safe, file.pending = file.after(file.pending), []
            if self.safe_names.get(event.path) is not file:
                self.safe_names = dict(self.names)  # a new file's folder is synced with it
        elif event.kind != "ack":
            self.names[event.path].pending.append(event)

    def after_a_cut(self, way: str, chance: random.Random) -> dict[str, bytes]:
        """Tell what is found when the power is back."""
        found = {}
        for path in {*self.names, *self.safe_names}:
            is_new = way == "kept" or (way == "some" and chance.random() < 0.5)
            file = (self.names if is_new else self.safe_names).get(path)
            if file:
                kept = [
                    each
                    for each in file.pending
                    if way == "kept" or (way == "some" and chance.random() < 0.5)
                ]
                found[path] = file.after(kept)
        return found


def run(rounds: int, seed: int) -> dict[str, object]:
    """Cut the power `rounds` times."""
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    _prove()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        a_seeded_project(folder / "seed").close()
        while counts["cuts"] < rounds:
            path = folder / "work" / "p.diple"
            path.parent.mkdir(exist_ok=True)
            shutil.copy(folder / "seed", path)
            before = path.read_bytes()
            events = list(_work(path, chance, counts))
            for _ in range(min(CUTS_EACH, rounds - counts["cuts"])):
                _cut(path, before, events, chance, counts)
            shutil.rmtree(path.parent)
    return {
        "cuts": counts["cuts"],
        "acts recorded": counts["acts"],
        "writes and syncs recorded": counts["events"],
        "acknowledged and lost": 0,
        "inconsistent": 0,
        "unacknowledged but whole": counts["extra"],
        "found with a journal": counts["journals"],
    }


def _prove() -> None:
    """Show that a disk which was told too little would be noticed."""
    disk = Disk({"p": b"old"})
    for event in (
        Event("make", "j"), Event("write", "j", data=b"how it was"), Event("sync", "j"),
        Event("write", "p", data=b"new"), Event("sync", "p"), Event("delete", "j"),
    ):  # fmt: skip
        disk.do(event)
    chance = random.Random(0)
    assert disk.after_a_cut("kept", chance) == {"p": b"new"}
    assert disk.after_a_cut("lost", chance) == {"p": b"new", "j": b"how it was"}
    disk.do(Event("delete", "j", is_synced=True))
    assert disk.after_a_cut("lost", chance) == {"p": b"new"}


def _work(path: Path, chance: random.Random, counts: Counter[str]) -> Iterator[Event]:
    acts = [act for act in ACTS if act.op not in RARE]
    with recording(path.parent) as recorder, Project.open(path) as project:
        recorder.acknowledge(project.last_step[0], digest(project))
        done = 0
        while done < ACTS_EACH:
            last = project.last_step
            try:
                kind = chance.random()
                if kind < 0.2:
                    project.undo()
                elif kind < 0.3:
                    project.redo()
                else:
                    one_act(project, chance, acts)
            except AppError:
                continue
            if project.last_step != last:
                recorder.acknowledge(project.last_step[0], digest(project))
                done += 1
    counts["acts"] += done
    counts["events"] += len(recorder.events) - done - 1
    yield from recorder.events


def _cut(
    path: Path, before: bytes, events: list[Event], chance: random.Random, counts: Counter[str]
) -> None:
    at = chance.randrange(1, len(events))
    disk = Disk({str(path): before})
    for event in events[:at]:
        disk.do(event)
    told = max(event.said[0] for event in events[:at] if event.kind == "ack")
    states = dict(event.said for event in events if event.kind == "ack")
    for left in path.parent.iterdir():
        left.unlink()
    for name, data in disk.after_a_cut(chance.choice(WAYS), chance).items():
        Path(name).write_bytes(data)
    journal = path.with_name(path.name + "-journal")
    counts["journals"] += journal.exists() and journal.stat().st_size > 0
    report = safety.check(path)
    assert report.is_sound, f"after a cut: {report.findings}"
    with Project.open(path) as project:
        number = project.last_step[0]
        assert number >= told, "an acknowledged act is lost"
        assert number <= told + 1
        assert states[number] == digest(project), "half an act is there"
    counts["extra"] += number - told
    counts["cuts"] += 1
