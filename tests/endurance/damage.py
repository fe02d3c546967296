"""Damage to a project file: bytes, pages, truncation. Nothing crashes, nothing is passed off."""

import random
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from desktop_app.core import coders, history, notes, relations, safety
from desktop_app.core.annotations import list_annotations
from desktop_app.core.codebook import create_code, list_codes
from desktop_app.core.documents import list_documents, read_text
from desktop_app.core.errors import AppError
from desktop_app.core.findings import Fault
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.formats.segments_csv import write_segments
from desktop_app.messages import sentence
from tests.builders import State, a_document, a_seeded_project, state_of

LONG = "The ferry did not sail. Nobody asked why, and no one was told. " * 300
CUTS = (0.0, 0.001, 0.01, 0.25, 0.5, 0.9, 0.999)


def run(rounds: int, seed: int) -> dict[str, object]:
    """Damage a project `rounds` times and do with it what a user would."""
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        whole, path = Path(name) / "whole.diple", Path(name) / "p.diple"
        with a_seeded_project(whole) as project:
            a_document(project, "Long", LONG)
            texts, state = _texts(project), state_of(project)
        data = whole.read_bytes()
        for _ in range(rounds):
            damaged = _damage(data, chance)
            path.write_bytes(damaged)
            _one(path, damaged, texts, state, counts)
            for left in path.parent.glob("*p.diple*"):
                left.unlink()
            shutil.rmtree(safety.backups.backup_folder(), ignore_errors=True)
    visible = counts["found"] + counts["missed"]
    share = counts["found"] / visible if visible else 1.0
    assert share >= 0.9, f"only {share:.0%} of what was visible was found"
    return {
        "rounds": rounds,
        "crashes": 0,
        "silent damage to texts": 0,
        "refused on opening": counts["refused"],
        "visible and found": counts["found"],
        "visible and missed": counts["missed"],
        "invisible": counts["invisible"],
        "texts named": counts["named"],
    }


def _damage(data: bytes, chance: random.Random) -> bytes:
    kind = chance.randrange(4)
    if kind == 3:
        return data[: int(len(data) * chance.choice(CUTS))]
    spoilt = bytearray(data)
    if kind == 2:
        at = chance.randrange(len(data) // 512) * 512
        spoilt[at : at + 512] = bytes(512)
    else:
        at = chance.randrange(len(data) - 8)
        for place in range(at, at + (1, 8)[kind]):
            spoilt[place] ^= chance.randrange(1, 256)
    return bytes(spoilt)


def _one(
    path: Path, damaged: bytes, texts: dict[str, str], state: State, counts: Counter[str]
) -> None:
    report = safety.check(path)
    counts["named"] += any(f.fault in (Fault.TEXT, Fault.TEXT_LOST) for f in report.findings)
    assert path.read_bytes() == damaged, "the check has written"
    seen: State | None = None
    try:
        with Project.open(path) as project:
            seen = state_of(project)
            found = _texts(project)
            assert all(texts.get(title) == text for title, text in found.items()), "silent damage"
            use(project)
    except AppError as error:
        counts[sentence(error)[:0]] += 1
        if seen is None:
            counts["refused"] += 1
            assert path.read_bytes() == damaged, "a damaged file was written"
    is_visible = seen is None or seen != state
    if not report.is_sound:
        counts["found"] += 1
    else:
        counts["missed" if is_visible else "invisible"] += 1


def _texts(project: Project) -> dict[str, str]:
    return {each.title: read_text(project, each.id) for each in list_documents(project)}


def use(project: Project) -> None:
    """Do what the window and an export do."""
    assert list(list_codes(project))
    list_annotations(project)
    notes.list_notes(project)
    relations.list_relations(project)
    coders.list_coders(project)
    project.history()
    history.steps_about(project)
    write_segments(project, project.path.with_name("out.csv"))
    with project.change(Op.CREATE_CODE) as change:
        create_code(change, "After the damage")
    project.undo()
    project.undo()
