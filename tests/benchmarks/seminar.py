"""Thirty readings of 500 annotations taken into a project of 100 texts, and their agreement.

Each figure is CPU time over that of reading all that the project holds then, some 0.2 s here: 50
stands for the 10 s in which readings shall be taken in, 25 for the 5 s of an agreement.
"""

from __future__ import annotations

import random
import tempfile
from functools import cache
from pathlib import Path

from desktop_app.core.annotations import add_annotations
from desktop_app.core.assignments import NewAssignment, find_assignment
from desktop_app.core.coders import list_coders
from desktop_app.core.comparing import Question, compare, find_measure
from desktop_app.core.documents import add_document
from desktop_app.core.merging.states import read_state
from desktop_app.core.model import NewAnnotation, NewDocument, NewPart, Op
from desktop_app.core.project import Project
from desktop_app.formats import seminar
from tests.benchmarks.measure import Measure, cpu_seconds
from tests.builders import a_code, me

TEXTS, READERS, MARKS, CODES = 100, 30, 500, 40
WORDS = ("ferry", "harbour", "toll", "winter", "council", "law", "story", "people", "water")


@cache
def measured() -> dict[str, float]:
    """Return CPU seconds of the base, of collecting, and of an agreement."""
    with tempfile.TemporaryDirectory() as name:
        return _measured(Path(name))


def _measured(folder: Path) -> dict[str, float]:
    chance = random.Random(1)
    with Project.create(folder / "course.diple", "Teacher") as project:
        with project.change(Op.IMPORT_DOCUMENT) as change:
            bodies = (" ".join(chance.choices(WORDS, k=500)) + f" {n}" for n in range(TEXTS))
            homes = [add_document(change, NewDocument(body[-9:], body)) for body in bodies]
        codes = [a_code(project, f"Code {number}") for number in range(CODES)]
        pack = folder / "w.diplepack"
        seminar.hand_out(project, NewAssignment("Week", homes), pack, me(project))
        files = [_reading(folder, n, homes, codes, chance) for n in range(READERS)]

        def collect() -> None:
            seminar.collect(project, seminar.plan(project, files), me(project))

        found = {"collect": cpu_seconds(collect)}
        people = tuple(coder.id for coder in list_coders(project))[1:]
        asked = Question(people, find_measure("alpha"))
        found["agreement"] = cpu_seconds(lambda: compare(project, asked))
        found["base"] = min(cpu_seconds(lambda: read_state(project)) for _ in range(3))
    return found


def _reading(
    folder: Path, number: int, homes: list[str], codes: list[str], chance: random.Random
) -> Path:
    path = folder / f"{number}.diple"
    seminar.open_pack(folder / "w.diplepack", path, f"Reader {number}")
    with Project.open(path) as own:
        with own.change(Op.IMPORT_ANNOTATIONS, me(own)) as change:
            starts = [chance.randrange(2000) for _ in range(MARKS)]
            add_annotations(
                change,
                [
                    NewAnnotation(
                        chance.choice(homes), [NewPart(at, at + 30)], chance.choice(codes),
                        me(own), "Why",
                    )
                    for at in starts
                ],
            )  # fmt: skip
        seminar.hand_in(own, path.with_suffix(".diplework"), find_assignment(own), me(own))
    return path.with_suffix(".diplework")


def _measure(name: str, key: str, target: float) -> Measure:
    return Measure(name, target, lambda: (measured()["base"], measured()[key]))


MEASURES = (
    _measure("seminar: 30 readings of 500 into 100 texts", "collect", 50),
    _measure("seminar: alpha of 30 readers", "agreement", 25),
)
