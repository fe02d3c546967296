"""Finding and counting in a great project: 100 texts, 10 million characters, 100,000 marks.

Where the target is a second of CPU, the baseline is that second. Indexes and sentences of frozen
texts are made once while the program runs; the rows named "first" make them within the measure,
take longer than a second, and are shown with progress in the window.
"""

import csv
import io
import random
import re
import tempfile
from collections.abc import Callable
from functools import cache
from itertools import islice
from pathlib import Path

from desktop_app.core import marks as marks_module
from desktop_app.core import wordindex
from desktop_app.core.annotations import add_annotations
from desktop_app.core.asking import evaluate, parse
from desktop_app.core.codebook import create_code
from desktop_app.core.documents import add_document, list_documents, read_text
from desktop_app.core.marks import Marks
from desktop_app.core.model import NewAnnotation, NewDocument, NewPart, Op
from desktop_app.core.project import Project
from desktop_app.core.search import Search, find_hits, prepare, read_lines
from desktop_app.core.tables import Axis, count
from desktop_app.core.together import Bond, stand_together
from desktop_app.formats.csv_profile import DATA
from desktop_app.formats.segments_csv import stream_segments
from tests.benchmarks.measure import Measure, cpu_seconds, interleaved
from tests.builders import me

TEXTS, LENGTH, MANY = 100, 100_000, 100_000
ROUNDS = 3


@cache
def great_project() -> Project:
    """Make the project once for all measures: some twenty seconds."""
    chance = random.Random(1)
    letters = "abcdefghijklmnoprstuvéö"
    words = [
        "".join(chance.choice(letters) for _ in range(chance.randint(2, 9))) for _ in range(4000)
    ]
    folder = tempfile.mkdtemp()
    project = Project.create(Path(folder) / "great.diple", "Reader")
    with project.change(Op.IMPORT_DOCUMENT, me(project)) as change:
        homes = [add_document(change, NewDocument(f"T{n}", text_of(chance, words, n)))
                 for n in range(TEXTS)]  # fmt: skip
        codes = [create_code(change, f"code {n}") for n in range(40)]
        new = []
        for _ in range(MANY):
            start = chance.randrange(LENGTH - 1000)
            part = NewPart(start, start + chance.randint(5, 150))
            code = chance.choice(codes)
            new.append(NewAnnotation(chance.choice(homes), [part], code, me(project)))
        add_annotations(change, new)
    return project


def text_of(chance: random.Random, words: list[str], number: int) -> str:
    """Write a text of sentences in paragraphs, all of its words equally common."""
    lines, size = [f"text{number}"], 0
    while size < LENGTH:
        sentences = [
            " ".join(chance.choice(words) for _ in range(12)).capitalize() + "."
            for _ in range(chance.randint(2, 8))
        ]
        lines.append(" ".join(sentences))
        size += len(lines[-1]) + 1
    return "\n".join(lines)


def first_lines() -> tuple[float, float]:
    """The first 200 lines of a word, against a plain scan of all texts for that word."""
    project = great_project()
    texts = [read_text(project, each.id) for each in list_documents(project)]
    word = texts[0].split("\n")[1].split()[1]
    scan = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    prepare(project)

    def own() -> None:
        hits = islice(find_hits(project, Search(word)), 200)
        assert read_lines(project, hits)

    return interleaved(
        lambda: cpu_seconds(lambda: [scan.findall(text) for text in texts]),
        lambda: cpu_seconds(own),
        ROUNDS,
    )


def index() -> tuple[float, float]:
    """Making the index of all words, as the first search does, against listing the words."""
    texts = [read_text(great_project(), each.id) for each in list_documents(great_project())]
    words = re.compile(r"\w+")
    return interleaved(
        lambda: cpu_seconds(lambda: [words.findall(text) for text in texts]),
        lambda: cpu_seconds(lambda: [wordindex.TextIndex(text) for text in texts]),
        ROUNDS,
    )


def segments(*, is_first: bool) -> tuple[float, float]:
    """The segments as CSV, against Python's writer with the same rows in memory."""
    project = great_project()
    made = io.BytesIO()
    stream_segments(project, made, DATA)
    rows = list(csv.reader(io.StringIO(made.getvalue().decode(), newline="")))

    def baseline() -> None:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        io.BytesIO().write(text.getvalue().encode())

    def own() -> float:
        if is_first:
            forget()
        return cpu_seconds(lambda: stream_segments(project, io.BytesIO(), DATA))

    return interleaved(lambda: cpu_seconds(baseline), own, ROUNDS)


def forget() -> None:
    """Forget what is kept of texts between questions."""
    marks_module._known.clear()
    wordindex._known.clear()


def within_a_second(
    work: Callable[[Marks], object], *, is_first: bool = False
) -> Callable[[], tuple[float, float]]:
    """One question to annotations that are read already, as the panes share them."""

    def run() -> tuple[float, float]:
        marks = Marks(great_project())

        def own() -> float:
            if is_first:
                forget()
                marks._grounds.clear()
            return cpu_seconds(lambda: work(marks))

        return interleaved(lambda: 1.0, own, ROUNDS)

    return run


def read_all() -> tuple[float, float]:
    """Reading all annotations, which is done again after a step."""
    project = great_project()
    return interleaved(lambda: 1.0, lambda: cpu_seconds(lambda: Marks(project)), ROUNDS)


def asked(text: str) -> Callable[[Marks], object]:
    """Return what evaluates a query."""
    return lambda marks: evaluate(parse(text), marks)


CODES, DOCUMENTS = Axis("code"), Axis("document")
MEASURES = [
    Measure("analysis: first 200 lines of a word", 1 / 50, first_lines),
    Measure("analysis: index of all words", 5.0, index),
    Measure("analysis: segments as CSV", 4.0, lambda: segments(is_first=False)),
    Measure("analysis: segments as CSV, first", 4.0, lambda: segments(is_first=True)),
    Measure("analysis: read all annotations", 1.0, read_all),
    Measure("analysis: codes by document", 1.0, within_a_second(
        lambda marks: count(marks, CODES, DOCUMENTS))),
    Measure("analysis: codes by document, characters", 1.0, within_a_second(
        lambda marks: count(marks, CODES, DOCUMENTS, "characters"))),
    Measure("analysis: codes by document, words", 1.0, within_a_second(
        lambda marks: count(marks, CODES, DOCUMENTS, "words"))),
    Measure("analysis: codes that overlap", 1.0, within_a_second(
        lambda marks: stand_together(marks, Bond("overlap")))),
    Measure("analysis: codes in one sentence, first, with progress", 3.0, within_a_second(
        lambda marks: stand_together(marks, Bond("sentence")), is_first=True)),
    Measure("analysis: query by code and relation", 1.0, within_a_second(
        asked('"code 1" overlaps "code 2" and not has note'))),
    Measure("analysis: query by words of the passage", 1.0, within_a_second(asked("text:café"))),
    Measure("analysis: query within words, first, with progress", 3.0, within_a_second(
        asked('"code 1" followed within 5 words by "code 2"'), is_first=True)),
]  # fmt: skip
