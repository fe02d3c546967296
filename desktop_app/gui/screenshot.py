"""A picture of the window, made without a display."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.errors import FileUnwritable

if TYPE_CHECKING:
    from desktop_app.gui.bridge import Session
    from desktop_app.gui.window import Window


def shoot(
    project: Path,
    out: Path,
    document: str | None = None,
    theme: str = "light",
    size: tuple[int, int] = (1280, 800),
) -> None:
    """Open a project for reading, show a document and write the window as a PNG.

    `size` is in device-independent pixels. Raises what opening and finding raise, and
    FileUnwritable.
    """
    # Without this Qt would look for a display; it must be said before Qt is loaded.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from desktop_app import core
    from desktop_app.gui.app import make_application
    from desktop_app.gui.bridge import Session
    from desktop_app.gui.theme import apply_theme
    from desktop_app.gui.window import Window
    from desktop_app.settings import Settings

    opened = core.project.Project.open(project, write=False)
    wanted = core.documents.find_document(opened, document).id if document else ""
    app = make_application(["diple"])
    apply_theme(app, "dark" if theme == "dark" else "light")
    settings = Settings(None, is_kept=False)
    settings["theme"] = theme
    session = Session()
    window = Window(session, settings)
    window.resize(*size)
    window.show()
    session.open(opened)
    if wanted:
        session.open_document(wanted)
    show_figure(session, window)
    for _ in range(5):
        QApplication.processEvents()
    picture = window.grab()
    window.close()
    if not picture.save(str(out), "PNG"):
        raise FileUnwritable(path=out, reason="the picture could not be saved there")


def show_figure(session: "Session", window: "Window") -> None:
    """Take the first annotation of several parts in hand, or the first of all."""
    from desktop_app import core

    if not (session.project and session.document_id):
        return
    found = core.annotations.list_annotations(session.project, document_id=session.document_id)
    first = next((each for each in found if len(each.parts) > 1), next(iter(found), None))
    if first and first.parts:
        session.set_current(first.id)
        window.annotation.show_at([first.id])
