"""Starts the program: the application, its look, its window, and what happens to faults.

The only place where everything is wired. The window is shown first; the database library and
the project follow after the first paint.
"""

import atexit
import faulthandler
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop_app import __version__
from desktop_app.core.errors import AppError
from desktop_app.gui import words, words_safety
from desktop_app.gui.bridge import Session
from desktop_app.gui.theme import apply_theme
from desktop_app.gui.window import Window
from desktop_app.gui.words import explain, tr
from desktop_app.settings import Settings

LOG_SIZE = 500_000
WITHOUT_CLIPBOARD = ("offscreen", "minimal")
"""The platforms for which Qt keeps what was copied itself, longer than Python lives."""


def run(project: Path | None = None) -> int:
    """Open the window, with a project or else the one of last time, until it is closed."""
    app = make_application(sys.argv)
    window = make_window()
    sys.excepthook = fault_hook(window)
    window.show()
    # Behind the first paint: what is imported and opened now costs no one a blank screen.
    QTimer.singleShot(0, lambda: begin(window, project))
    return app.exec()


def make_application(arguments: list[str]) -> QApplication:
    """Make the one QApplication, with our name."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        # Asked for here, the style needs no class of Qt's that the first frame can do without.
        app = QApplication([*arguments[:1], "-style", "fusion"])
        if app.platformName() in WITHOUT_CLIPBOARD:
            atexit.register(_drop_copied)
    app.setApplicationName("diple")
    app.setApplicationDisplayName(words.APP_NAME)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("diple")
    return app


def _drop_copied() -> None:
    """Let go of what was copied while Python lives: taken apart later, it ends in a crash."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.clipboard().clear()


def make_window() -> Window:
    """Make the window, empty, in the user's theme."""
    settings = Settings()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, settings["theme"])
    return Window(Session(), settings)


def begin(window: Window, project: Path | None) -> None:
    """Do what waits for the first paint: the log, the panels, the project."""
    from desktop_app.faults import log_path, take_crash
    from desktop_app.gui.crew import load_soon

    has_crashed = take_crash()
    start_log()
    window.furnish()
    window.keep_safe()
    open_first(window, project)
    window.welcome()
    load_soon(window)
    if has_crashed:
        text = tr(words_safety.CRASHED).format(path=log_path())
        window.notices.show_notice("crash", text)


def open_first(window: Window, project: Path | None) -> None:
    """Open the project asked for; else the latest that opens; else the sample project."""
    lost = None if project else window.settings.lost()
    wanted = [project] if project else window.settings.recent()
    if not any(map(window.files.open_path, wanted)) and project is None:
        window.files.sample()
    if lost:
        _tell_of(lost, window)


def _tell_of(lost: Path, window: Window) -> None:
    """Say that the project opened last is gone, and offer the ways to it."""
    from desktop_app.core import safety
    from desktop_app.gui.notices import Answer

    answers: list[Answer] = [(window.acts["files.open"].text(), window.files.open)]
    if safety.backups_of(lost):
        restore = tr(words_safety.RESTORE_BACKUP)
        answers.append((restore, lambda: window.safety.restore_at(lost)))
    text = tr(words_safety.LOST).format(name=lost.stem, folder=lost.parent)
    window.notices.show_notice("lost", text, answers)


def start_log() -> None:
    """Begin the log file of faults, which names no text, code or path of the user's."""
    import logging
    from logging.handlers import RotatingFileHandler

    from desktop_app.faults import log_path

    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LOG_SIZE, backupCount=2, encoding="utf-8")
    except OSError:
        return
    logging.basicConfig(handlers=[handler], format="%(asctime)s %(levelname)s %(message)s")
    _keep_last_words()
    qInstallMessageHandler(_log_qt)


def fault_hook(
    window: Window,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Make what takes every exception that nothing else took."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, AppError):
            window.session.told.emit(explain(error))
            return
        if isinstance(error, KeyboardInterrupt):
            window.close()
            return
        from desktop_app.gui.dialogs.crash import CrashDialog

        CrashDialog.tell(error, window)

    return hook


def _log_qt(kind: QtMsgType, _: object, message: str) -> None:
    import logging

    from desktop_app.faults import without_values

    level = logging.INFO if kind is QtMsgType.QtDebugMsg else logging.WARNING
    logging.log(level, "Qt: %s", without_values(message))


def _keep_last_words() -> None:
    """Have the system write where the program was when it is ended by force."""
    from desktop_app.faults import crash_path

    with suppress(OSError):
        # Open to the end of the program: nothing can be opened in the middle of a crash.
        faulthandler.enable(crash_path().open("a", encoding="utf-8"))
