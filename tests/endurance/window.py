"""Random acts in a real window: no fault, no leaked widget, no falling count of None."""

import gc
import os
import random
import resource
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from desktop_app.core import safety
from desktop_app.core.findings import Finding
from tests.builders import a_seeded_project

if TYPE_CHECKING:
    from desktop_app.gui.window import Window

WARM = 0.3
"""The share of acts after which every panel has been made once, and counting begins."""
NATIVE = (
    "files.new",
    "files.open",
    "files.close",
    "files.export",
    "imports.",
    "view.quit",
    "files.sample",
)
KEYS = "ihnm.,+"
WORDS = ("irony", "new thought", "Figure > Litotes", "who", "order", "14.2", "x" * 80)


class Faults:
    """What must not happen, kept while it happens."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def take(
        self, kind: type[BaseException], error: BaseException, _: TracebackType | None
    ) -> None:
        import traceback

        from desktop_app.core.errors import AppError

        if not isinstance(error, AppError):
            self.found.append(_ends("".join(traceback.format_exception(error))))

    def hear(self, kind: Any, _: object, message: str) -> None:
        from PySide6.QtCore import QtMsgType

        if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            self.found.append(f"Qt: {message}")


def _ends(text: str) -> str:
    """Keep both ends of a long trace."""
    return text if len(text) < 4000 else f"{text[:2000]}\n…\n{text[-2000:]}"


def run(rounds: int, seed: int) -> dict[str, object]:
    """Do `rounds` random acts."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import qInstallMessageHandler

    faults = Faults()
    sys.excepthook = faults.take
    qInstallMessageHandler(faults.hear)
    try:
        return _run(rounds, seed, faults)
    finally:
        sys.excepthook = sys.__excepthook__
        qInstallMessageHandler(None)


def _run(rounds: int, seed: int, faults: Faults) -> dict[str, object]:
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "p.diple"
        a_seeded_project(path).close()
        window = _open(path)
        warm = max(50, int(rounds * WARM))
        for act in [each for each in window.acts if not each.startswith(NATIVE)]:
            window.acts[act].trigger()
            _come_to_rest(chance, settle_all=False)
            _put_away()
        before = (0, 0, 0)
        for number in range(rounds):
            if number == warm:
                before = _measure(window)
            counts[_act(window, chance)] += 1
            _come_to_rest(chance, settle_all=number % 50 == 0)
            assert not faults.found, f"act {number} of seed {seed}: {faults.found[0]}"
        after = _measure(window)
        window.close()
        _come_to_rest(chance, settle_all=True)
        assert not faults.found, faults.found[0]
        findings: tuple[Finding, ...] = safety.check(path).findings
        assert not findings, findings
    if rounds > warm:
        _compare(before, after, rounds - warm)
    return {
        "acts": rounds,
        "kinds": len(counts),
        "faults": 0,
        "widgets": f"{before[0]} -> {after[0]}",
        "references to None": f"{before[1]} -> {after[1]}",
        "memory (MB)": f"{before[2] / 1e3:.0f} -> {after[2] / 1e3:.0f}",
    }


def _compare(before: tuple[int, int, int], after: tuple[int, int, int], acts: int) -> None:
    assert after[0] - before[0] < 150 + acts * 0.02, f"widgets grow: {before[0]} -> {after[0]}"
    assert after[1] > before[1] - 300, f"None is losing references: {before[1]} -> {after[1]}"
    assert after[2] - before[2] < 50_000 + acts * 10, "memory grows"


def _measure(window: "Window") -> tuple[int, int, int]:
    """Count widgets and references to None, and tell the memory in kB, with all put away."""
    from PySide6.QtWidgets import QApplication

    _put_away()
    window.results.shut_down()
    _come_to_rest(random.Random(0), settle_all=True)
    gc.collect()
    return len(QApplication.allWidgets()), sys.getrefcount(None), _memory()


def _memory() -> int:
    """Tell how much memory is in use, in kB; where nobody knows, the most that ever was."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text("ascii").split()[1]) * resource.getpagesize() // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _open(path: Path) -> "Window":
    from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog

    from desktop_app.gui.app import make_application
    from desktop_app.gui.bridge import Session
    from desktop_app.gui.theme import apply_theme
    from desktop_app.gui.window import Window
    from desktop_app.settings import Settings

    # Nothing may wait for a user.
    for method in ("getOpenFileName", "getSaveFileName"):
        setattr(QFileDialog, method, staticmethod(lambda *_, **__: ("", "")))
    QFileDialog.getOpenFileNames = staticmethod(lambda *_, **__: ([], ""))  # type: ignore[assignment]
    QInputDialog.getText = staticmethod(lambda *_, **__: ("", False))  # type: ignore[assignment]
    QDialog.exec = lambda *_: 0  # type: ignore[method-assign]
    app = make_application(["diple"])
    apply_theme(app, "light")
    window = Window(Session(), Settings(is_kept=False))
    window.furnish()
    window.show()
    window.welcome()
    assert window.files.open_path(path)
    return window


# Acts
def _act(window: "Window", chance: random.Random) -> str:
    """Do one random thing and name it."""
    kind = chance.randrange(10)
    if kind < 2:
        return _select(window, chance)
    if kind < 4:
        return _type(chance)
    if kind < 8:
        return _trigger(window, chance)
    if kind == 8:
        return _move(window, chance)
    return _put_away()


def _select(window: "Window", chance: random.Random) -> str:
    length = len(window.reading.text)
    start = chance.randrange(max(1, length))
    window.reader.set_selection(start, min(length, start + chance.randrange(1, 40)))
    window.reader.setFocus()
    return "select"


def _type(chance: random.Random) -> str:
    """Type into whatever has the focus."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    target = QApplication.focusWidget()
    if target is None:
        return "nothing in focus"
    kind = chance.randrange(4)
    if kind == 0:
        QTest.keyClicks(target, chance.choice(KEYS))
    elif kind == 1:
        QTest.keyClicks(target, chance.choice(WORDS))
    elif kind == 2:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Down,
                Qt.Key.Key_Up, Qt.Key.Key_Delete)  # fmt: skip
        QTest.keyClick(target, chance.choice(keys))
    else:
        QTest.keyClick(target, Qt.Key.Key_Backspace)
    return f"type {kind}"


def _trigger(window: "Window", chance: random.Random) -> str:
    names = [each for each in window.acts if not each.startswith(NATIVE)]
    name = chance.choice(names)
    if window.acts[name].isEnabled():
        window.acts[name].trigger()
    return name


def _move(window: "Window", chance: random.Random) -> str:
    kind = chance.randrange(5)
    if kind == 0:
        window.resize(chance.choice((700, 900, 1280, 1600)), chance.choice((500, 600, 800)))
    elif kind == 1 and window.session.project:
        from desktop_app import core

        found = core.documents.list_documents(window.session.project)
        if found:
            window.session.open_document(chance.choice(found).id)
    elif kind == 4 and window.session.project:
        path = window.session.project.path
        window.acts["files.close"].trigger()
        _come_to_rest(chance, settle_all=True)
        assert window.files.open_path(path)
    elif kind == 2:
        coders = window.session.coders()
        if coders:
            window.session.set_coder(chance.choice(coders).id)
    elif window.session.project:
        from desktop_app import core

        marks = core.annotations.list_annotations(window.session.project)
        if marks:
            window.session.show_annotation(chance.choice(marks))
    return f"move {kind}"


def _put_away() -> str:
    """Close what has opened over the window."""
    from PySide6.QtWidgets import QApplication, QDialog, QMenu

    for widget in QApplication.allWidgets():
        if widget.objectName() == "finder" and widget.isVisible():
            widget.hide()
    popup = QApplication.activePopupWidget()
    if popup:
        popup.close()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QMenu | QDialog) and widget.isVisible():
            with suppress(RuntimeError):
                widget.close()
    return "put away"


def _come_to_rest(chance: random.Random, *, settle_all: bool) -> None:
    from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop
    from PySide6.QtWidgets import QApplication

    deadline = QDeadlineTimer(250 if settle_all else chance.choice((0, 0, 2)))
    while True:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if deadline.hasExpired():
            return
