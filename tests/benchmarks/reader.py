"""The reading view against a bare QPlainTextEdit that shows the same text.

First paint counts from the text and its marks to the first frame; the other measures act on
views that are shown and settled. The longest wait is bounded by the clock, not by another view.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import median

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop_app import core
from desktop_app.core.model import NewDocument, Op
from desktop_app.core.project import Project
from desktop_app.gui.bridge import Session
from desktop_app.gui.reader import Mark, Reader
from desktop_app.gui.theme import PALETTE, reading_font
from desktop_app.gui.window import Window
from desktop_app.settings import Settings
from tests.benchmarks.measure import Measure, cpu_seconds, interleaved

TEN = 10_000_000
SIZE = (900, 1000)
BARE_SIZE = (600, 1000)  # as wide as our text column, so that both set the same lines
PROSE = (
    "the president said that we took initiative and they refused again because nobody wants "
    "a third invitation while “logical” steps were – as always – seen as legitimate"
)


@cache
def application() -> QApplication:
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication(["benchmark"])


@cache
def sample_text(length: int) -> str:
    """Return prose of some `length` characters in paragraphs of some 400."""
    chance, words = random.Random(7), PROSE.split()
    paragraphs, size = [], 0
    while size < length:
        count = chance.randint(20, 110)
        paragraphs.append(" ".join(chance.choice(words) for _ in range(count)) + ".")
        size += len(paragraphs[-1]) + 1
    return "\n".join(paragraphs)[:length]


@cache
def sample_marks(length: int, count: int) -> tuple[Mark, ...]:
    """Return marks of 5 to 90 characters, spread evenly by chance."""
    chance = random.Random(11)
    starts = sorted(chance.randrange(length - 100) for _ in range(count))
    hues = [(hue.title, hue.hex) for hue in PALETTE]
    return tuple(
        Mark(str(n), 0, 1, start, start + chance.randint(5, 90), *hues[n % len(hues)])
        for n, start in enumerate(starts)
    )


def bare_view() -> QPlainTextEdit:
    application()
    view = QPlainTextEdit()
    view.setReadOnly(True)
    view.setFont(reading_font())
    view.resize(*BARE_SIZE)
    view.show()
    QApplication.processEvents()
    return view


def own_view() -> Reader:
    application()
    view = Reader()
    view.resize(*SIZE)
    view.show()
    QApplication.processEvents()
    return view


def frame(view: QPlainTextEdit) -> None:
    view.viewport().repaint()


def settle(view: QPlainTextEdit) -> None:
    for _ in range(200):
        QApplication.processEvents()
    frame(view)


def first_paint(length: int, count: int) -> tuple[float, float]:
    text, marks = sample_text(length), sample_marks(length, count)
    bare, own = bare_view(), own_view()

    def show_bare() -> float:
        bare.setPlainText("")
        settle(bare)
        return cpu_seconds(lambda: (bare.setPlainText(text), frame(bare)))

    def show_own() -> float:
        own.set_document("")
        settle(own)
        return cpu_seconds(lambda: (own.set_document(text), own.set_marks(marks), frame(own)))

    return interleaved(show_bare, show_own)


@cache
def shown(length: int, count: int) -> tuple[QPlainTextEdit, Reader]:
    """Return both views, showing a text and settled."""
    bare, own = bare_view(), own_view()
    bare.setPlainText(sample_text(length))
    own.set_document(sample_text(length))
    own.set_marks(sample_marks(length, count))
    settle(bare)
    settle(own)
    return bare, own


def scrolling(length: int, count: int, step: int) -> tuple[float, float]:
    """Read on from the beginning, never the same lines twice; `step` 0 is a page of lines."""
    bare, own = shown(length, count)
    own.set_marks(sample_marks(length, count))  # nothing that an earlier measure has worked out

    def scroller(view: QPlainTextEdit) -> Callable[[], float]:
        bar = view.verticalScrollBar()
        bar.setValue(0)
        settle(view)
        lines = step or max(1, view.viewport().height() // 32)

        def move() -> None:
            for _ in range(5):
                bar.setValue(bar.value() + lines)
                QApplication.processEvents()

        return lambda: cpu_seconds(move) / 5

    return interleaved(scroller(bare), scroller(own))


def change_one() -> tuple[float, float]:
    bare, own = shown(1_000_000, 10_000)
    own.scroll_to(500_000)
    bare.verticalScrollBar().setValue(2000)
    settle(own)
    place = own.first_visible() + 400
    mark = Mark("new", 0, 1, place, place + 60, "New", PALETTE[0].hex)
    state = {"is_there": False}

    def change() -> None:
        if state["is_there"]:
            own.update_marks(["new"], [])
        else:
            own.update_marks([], [mark])
        state["is_there"] = not state["is_there"]
        QApplication.processEvents()

    settle(bare)
    return interleaved(
        lambda: cpu_seconds(lambda: (bare.viewport().update(), QApplication.processEvents())),
        lambda: cpu_seconds(change),
        rounds=14,
    )


def resize() -> tuple[float, float]:
    bare, own = shown(1_000_000, 10_000)
    own.scroll_to(500_000)
    settle(own)

    def resizer(view: QPlainTextEdit) -> Callable[[], float]:
        def change() -> float:
            step = -120 if view.width() in (SIZE[0], BARE_SIZE[0]) else 120
            width = view.width() + step
            return cpu_seconds(
                lambda: (view.resize(width, SIZE[1]), QApplication.processEvents(), frame(view))
            )

        return change

    found = interleaved(resizer(bare), resizer(own))
    bare.resize(*BARE_SIZE)
    own.resize(*SIZE)
    settle(bare)
    settle(own)
    return found


@cache
def short_lines(length: int) -> str:
    """Return a text of some `length` characters in lines of some thirty."""
    chance, words = random.Random(3), PROSE.split()
    lines, size = [], 0
    while size < length:
        lines.append(" ".join(chance.choice(words) for _ in range(5)))
        size += len(lines[-1]) + 1
    return "\n".join(lines)


def longest_wait(text: str) -> tuple[float, float]:
    """Open a text: the longest turn of the event loop in CPU seconds, against the bound."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.diple"
        with Project.create(path, "Reader") as project:
            coder = core.coders.list_coders(project)[0].id
            with project.change(Op.IMPORT_DOCUMENT, coder) as change:
                core.documents.add_document(change, NewDocument("Short", "A line."))
                long = core.documents.add_document(change, NewDocument("Long", text))
        application()
        session = Session()
        window = Window(session, Settings(is_kept=False))
        window.furnish()
        window.show()
        session.open(Project.open(path))
        short = session.document_id
        found = [longest_turn(lambda: session.open_document(long))]
        for _ in range(2):
            session.open_document(short)
            longest_turn(lambda: None)
            found.append(longest_turn(lambda: session.open_document(long)))
        window.close()
        session.close()
    return 0.1, median(found)


def longest_turn(act: Callable[[], object], seconds: float = 3.0) -> float:
    """Act, live on for a while, and return the longest time until the next turn, of this thread."""
    turns = [time.thread_time()]
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(time.thread_time()))
    timer.start(0)
    act()
    turns.append(time.thread_time())
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
    timer.stop()
    return max(later - before for before, later in pairwise(turns))


def page_growth() -> tuple[float, float]:
    """Page down in our own view: at a hundred thousand characters, and at ten million."""
    _, small = scrolling(100_000, 1000, 0)
    _, large = scrolling(10_000_000, 100_000, 0)
    return small, large


GROWTH = """
from tests.benchmarks.reader import bare_view, own_view, sample_text, settle
text, view = sample_text(10_000_000), {kind}_view()
def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
settle(view)
before = resident()
view.{method}(text)
settle(view)
print(resident() - before)
"""


def memory() -> tuple[float, float]:
    """By how many megabytes a process grows that shows a text; marks are not counted. On Linux."""

    def growth(kind: str, method: str) -> float:
        code = "import os\n" + GROWTH.format(kind=kind, method=method)
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        return float(run.stdout)

    bare = [growth("bare", "setPlainText") for _ in range(3)]
    own = [growth("own", "set_document") for _ in range(3)]
    return median(bare), median(own)


MEASURES = [
    Measure("reader: first paint, 1M / 10k", 2.0, lambda: first_paint(1_000_000, 10_000)),
    Measure("reader: first paint, 10M / 100k", 2.0, lambda: first_paint(10_000_000, 100_000)),
    Measure("reader: page down, 1M / 10k", 1.8, lambda: scrolling(1_000_000, 10_000, 0)),
    Measure("reader: page down, 1M / 100k", 3.5, lambda: scrolling(1_000_000, 100_000, 0)),
    Measure("reader: one line, 1M / 10k", 1.5, lambda: scrolling(1_000_000, 10_000, 1)),
    Measure("reader: add or remove one, 1M / 10k", 1.5, change_one),
    Measure("reader: width change, 1M / 10k", 1.5, resize),
    Measure("reader: page down, 10M against 100k", 1.3, page_growth),
    Measure("reader: memory, 10M", 1.5, memory, unit="MB"),
    Measure("reader: open 10M, longest wait of 0.1 s", 1.0, lambda: longest_wait(sample_text(TEN))),
    Measure("reader: 10M in short lines, of 0.1 s", 1.0, lambda: longest_wait(short_lines(TEN))),
]
