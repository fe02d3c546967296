"""A picture of the window, made without a display."""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app import core
from desktop_app.core.errors import NewerProject, UnknownExport
from desktop_app.formats.atomic import writing

if TYPE_CHECKING:
    from desktop_app.core.model import Annotation, Part
    from desktop_app.core.project import Project
    from desktop_app.gui.bridge import Session
    from desktop_app.gui.window import Window

SETTLING = 0.2
"""Seconds in which what the window leaves for later is done."""


def shoot(
    project: Path,
    out: Path,
    document: str | None = None,
    theme: str = "light",
    size: tuple[int, int] = (1280, 800),
) -> None:
    """Show a project's document in a window and write that as a PNG.

    `size` is in device-independent pixels. Raises what opening and finding raise, and
    UnknownExport, FileUnwritable.
    """
    if out.suffix.lower() != ".png":
        raise UnknownExport(path=out, suffixes=[".png"])
    # Without this Qt would look for a display; it must be said before Qt is loaded.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # That platform says of each window that it cannot propagate its smallest size.
    os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false")
    with tempfile.TemporaryDirectory() as folder:
        # A copy, so that the window looks as it does at work while the project stays untouched.
        copy = Path(folder) / project.name
        with core.project.Project.open(project, write=False) as opened:
            wanted = core.documents.find_document(opened, document).id if document else ""
            opened.rescue(copy)
        _shoot_copy(copy, out, wanted, theme, size)


def _open(project: Path) -> "Project":
    """Open the copy to be written, like at work, where it may be."""
    try:
        return core.project.Project.open(project)
    except NewerProject:
        return core.project.Project.open(project, write=False)


def _shoot_copy(
    project: Path, out: Path, document_id: str, theme: str, size: tuple[int, int]
) -> None:
    from PySide6.QtCore import QBuffer

    from desktop_app.gui.app import make_application
    from desktop_app.gui.bridge import Session
    from desktop_app.gui.theme import apply_theme
    from desktop_app.gui.window import Window
    from desktop_app.settings import Settings

    app = make_application(["diple"])
    apply_theme(app, theme)  # type: ignore[arg-type]
    settings = Settings(is_kept=False)
    settings["theme"] = theme
    session = Session()
    window = Window(session, settings)
    window.furnish()
    window.resize(*size)
    window.show()
    session.open(_open(project))
    if document_id:
        session.open_document(document_id)
    settle()
    window.notices.clear()  # a picture shows the project; nobody is there to be asked
    show_figure(session, window)
    settle()
    picture = window.grab()
    window.close()
    data = QBuffer()
    data.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(data, "PNG")
    with writing(out) as file:
        file.write(data.data().data())


def settle() -> None:
    """Let the window do what it leaves for later."""
    from PySide6.QtCore import QDeadlineTimer, QEventLoop
    from PySide6.QtWidgets import QApplication

    deadline = QDeadlineTimer(int(SETTLING * 1000))
    while not deadline.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def show_figure(session: "Session", window: "Window") -> None:
    """Take an annotation in hand: of those on the first page one of several parts if there is one.

    Where the first page has none, the first of the text is gone to.
    """
    if not (session.project and session.document_id):
        return
    found = core.annotations.list_annotations(session.project, document_id=session.document_id)
    here = [(each, parts) for each in found if (parts := _parts_in(each, session.document_id))]
    if not here:
        return
    shown = [block.blockNumber() for block, _ in window.reader.visible_blocks()]
    text = window.reading.text
    # The last paragraph in view may be cut at the foot of the page.
    end = sum(len(line) + 1 for line in text.split("\n")[: max(shown, default=0)])
    seen = [(each, parts) for each, parts in here if parts[-1].end <= end]
    several = (each for each, parts in seen if len(parts) > 1)
    first, parts = (seen or here)[0]
    if not seen:
        window.reader.go_to(parts[0].start)
    session.set_current(next(several, first).id)
    window.annotation.show_at([session.annotation_id])


def _parts_in(annotation: "Annotation", document_id: str) -> "list[Part]":
    return sorted(
        (part for part in annotation.parts if part.document_id == document_id),
        key=lambda part: part.end,
    )
