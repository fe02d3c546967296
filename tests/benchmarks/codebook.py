"""The codebook with 5,000 full entries: out and in by each format, and its trees in the window.

Each figure is CPU time over that of reading the same codebook from the store, some 0.09 s here:
22 stands for the 2 s in which a codebook shall go out or come in, 0.55 for a frame of 50 ms.
"""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from desktop_app.core.bookimport import import_book
from desktop_app.core.books import Book, Entry, read_book
from desktop_app.core.coders import list_coders
from desktop_app.core.model import Op, PropertyRule, Role, new_id
from desktop_app.core.project import Project
from desktop_app.formats.codebooks import (
    READERS,
    WRITERS,
    Wish,
    export_codebook,
    read_codebook_file,
)
from desktop_app.formats.csv_profile import DATA
from tests.benchmarks.measure import Measure, cpu_seconds

COUNT = 5_000
OUT_OR_IN, FRAME = 22, 0.55
SUFFIXES = tuple(each for each in WRITERS if each not in (".yml", ".htm"))
PROSE = "A definition long enough to be one, with commas, “quotes” and a few words more. " * 3


def a_large_book(count: int = COUNT) -> Book:
    """Make codes in a tree of three to four levels, every field filled."""
    made: list[Entry] = []
    for number in range(count):
        made.append(
            Entry(
                new_id(), made[number // 10 - 1].id if number >= 10 else None, number % 10,
                f"Code {number}", "#b95569", "", PROSE, PROSE, PROSE, PROSE, PROSE, PROSE, PROSE,
                "Lanham 1991", (Role("a"), Role("b", False)),
                (PropertyRule("p", "choice", ("x", "y"), "x"),), ("alias",),
            )
        )  # fmt: skip
    return Book(tuple(made))


@cache
def measured() -> dict[str, float]:
    """Return CPU seconds: the base, then each format out and in, then the trees' longest frame."""
    with tempfile.TemporaryDirectory() as name:
        return _measured(Path(name))


def _measured(folder: Path) -> dict[str, float]:
    path = folder / "codebook.diple"
    with Project.create(path, "Reader") as project:
        coder = list_coders(project)[0].id
        with project.change(Op.IMPORT_CODES, coder) as change:
            import_book(change, a_large_book())
        found = {BASE: min(cpu_seconds(lambda: read_book(project)) for _ in range(3))}
        for suffix in SUFFIXES:
            out = folder / f"out{suffix}"
            found[f"export {suffix}"] = cpu_seconds(
                lambda out=out: export_codebook(Wish(project, "Mine", out, DATA))  # type: ignore[misc]
            )
            if suffix in READERS:
                found[f"import {suffix}"] = cpu_seconds(lambda out=out: _import(folder, out))  # type: ignore[misc]
    return found | _frames(path)


def _measure(name: str, target: float) -> Measure:
    return Measure(f"codebook: {name}", target, lambda: (measured()[BASE], measured()[name]))


def _import(folder: Path, path: Path) -> None:
    book = read_codebook_file(path).book
    with (
        Project.create(folder / f"{path.suffix[1:]}.diple", "Reader") as empty,
        empty.change(Op.IMPORT_CODES, list_coders(empty)[0].id) as change,
    ):
        import_book(change, book)


def _frames(path: Path) -> dict[str, float]:
    """Open, filter and scroll the two trees; return the longest frame of each, of three times."""
    from PySide6.QtWidgets import QApplication

    from desktop_app.gui.bridge import Session
    from desktop_app.gui.theme import apply_theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app, "light")
    session = Session()
    session.open(Project.open(path, write=False))
    # What the measures before have left is not for a frame of the window to sort out.
    gc.collect()
    gc.freeze()
    found = [_frames_once(app, session) for _ in range(3)]
    session.close()
    return {name: median(each[name] for each in found) for name in found[0]}


def _frames_once(app: Any, session: Any) -> dict[str, float]:
    from desktop_app.gui.codebook.screen import CodebookScreen
    from desktop_app.gui.panels.codebook import CodebookPanel
    from desktop_app.settings import Settings

    longest: dict[str, float] = {}

    def frame(name: str, act: Callable[[], object]) -> None:
        spent = cpu_seconds(act)
        for _ in range(4):
            spent = max(spent, cpu_seconds(app.processEvents))
        longest[name] = max(longest.get(name, 0.0), spent)

    made: list[Any] = []
    frame("open CodebookPanel", lambda: made.append(CodebookPanel(session, Settings())))
    frame("open CodebookScreen", lambda: made.append(CodebookScreen(session)))
    panel, screen = made
    for widget in (panel, screen):
        widget.resize(900, 700)
        frame(f"show {type(widget).__name__}", widget.show)
    for typed in ("c", "4", "44", ""):
        frame("filter the panel", lambda t=typed: panel.filter.setText(t))  # type: ignore[misc]
        frame("filter the screen", lambda t=typed: _filter(screen, t))  # type: ignore[misc]
    for step in range(1, 5):
        for name, view in (("panel", panel.view), ("screen", screen.list)):
            bar = view.verticalScrollBar()
            frame(f"scroll the {name}", lambda b=bar, s=step: b.setValue(b.maximum() * s // 5))  # type: ignore[misc]
    for widget in (panel, screen):
        widget.close()
        widget.deleteLater()
    app.processEvents()
    return longest


def _filter(screen: object, typed: str) -> None:
    screen.filter.setText(typed)  # type: ignore[attr-defined]
    screen._filter()  # type: ignore[attr-defined]


BASE = "read from the store"
MEASURES = (
    *(_measure(f"export {suffix}", OUT_OR_IN) for suffix in SUFFIXES),
    *(_measure(f"import {suffix}", OUT_OR_IN) for suffix in SUFFIXES if suffix in READERS),
    *(
        _measure(name, FRAME)
        for name in (
            "open CodebookPanel", "open CodebookScreen", "show CodebookPanel",
            "show CodebookScreen", "filter the panel", "filter the screen", "scroll the panel",
            "scroll the screen",
        )
    ),
)  # fmt: skip
