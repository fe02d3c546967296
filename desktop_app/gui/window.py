"""The main window: puts the parts in their places; nothing else.

What acts in it, and how that is wired, is in `crew`.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, Qt
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from desktop_app import core
from desktop_app.core.numbering import NO_NUMBERS
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.columns import ColumnSplitter
from desktop_app.gui.dressing import dress
from desktop_app.gui.pieces import tip
from desktop_app.gui.reader import Reader
from desktop_app.gui.reading import Reading
from desktop_app.gui.status import StatusLine
from desktop_app.gui.theme import current_theme
from desktop_app.gui.topbar import TopBar
from desktop_app.gui.words import tr
from desktop_app.settings import Settings

if TYPE_CHECKING:
    from desktop_app.core.model import ChangeSet
    from desktop_app.gui.acts.citing import CiteActs
    from desktop_app.gui.acts.codebook import CodebookActs
    from desktop_app.gui.acts.coding import CodingActs
    from desktop_app.gui.acts.details import DetailActs
    from desktop_app.gui.acts.exchange import ExchangeActs
    from desktop_app.gui.acts.exports import ExportActs
    from desktop_app.gui.acts.files import FileActs
    from desktop_app.gui.acts.history import HistoryActs
    from desktop_app.gui.acts.imports import ImportActs
    from desktop_app.gui.acts.linking import LinkActs
    from desktop_app.gui.acts.moving import MoveActs
    from desktop_app.gui.acts.notes import NoteActs
    from desktop_app.gui.acts.page import PageActs
    from desktop_app.gui.acts.people import PeopleActs
    from desktop_app.gui.acts.pictures import PictureActs
    from desktop_app.gui.acts.reshaping import ReshapeActs
    from desktop_app.gui.acts.safety import SafetyActs
    from desktop_app.gui.acts.selecting import SelectActs
    from desktop_app.gui.acts.seminar import SeminarActs
    from desktop_app.gui.acts.texts import TextActs
    from desktop_app.gui.acts.view import ViewActs
    from desktop_app.gui.acts.watch import Watch
    from desktop_app.gui.findbar import FindBar
    from desktop_app.gui.notices import Notices
    from desktop_app.gui.results import ResultsArea

USUAL_SIZE = (1280, 800)


class Window(QMainWindow):
    """The one window of the program."""

    # Made by `crew` and `furnish`, behind the first paint.
    book: CodebookActs
    coding: CodingActs
    files: FileActs
    safety: SafetyActs
    history: HistoryActs
    watch: Watch
    imports: ImportActs
    texts: TextActs
    details: DetailActs
    exports: ExportActs
    notes: NoteActs
    seminar: SeminarActs
    page: PageActs
    people: PeopleActs
    pictures: PictureActs
    exchange: ExchangeActs
    selecting: SelectActs
    reshaping: ReshapeActs
    linking: LinkActs
    moving: MoveActs
    citing: CiteActs
    view: ViewActs
    finding: FindBar
    notices: Notices
    results: ResultsArea

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.setAcceptDrops(True)
        self.reader = Reader()
        self.reading = Reading(session, self.reader, settings)
        self.left, self.right = _column("left"), _column("right")
        self.places: dict[str, QWidget] = {
            "text": self.reader,
            "left": self.left,
            "right": self.right,
        }
        self.acts: dict[str, QAction] = {}
        self._arrange()
        self._wire()
        self._restore()
        self._retitle()

    def furnish(self) -> None:
        """Make what acts and what stands beside the text.

        Behind the first paint, before a project is opened: so the window shows sooner.
        """
        from desktop_app.gui.crew import enlist, wire_panels
        from desktop_app.gui.panels.annotation import AnnotationPanel
        from desktop_app.gui.panels.annotations import AnnotationsPanel
        from desktop_app.gui.panels.codebook import CodebookPanel
        from desktop_app.gui.panels.documents import DocumentsPanel

        enlist(self)
        self._name_steps()
        self.show_theme()
        self.documents = DocumentsPanel(self.session)
        self.codebook = CodebookPanel(self.session, self.settings)
        self.annotation = AnnotationPanel(self.session)
        self.annotations = AnnotationsPanel(self.session)
        _fill(self.left, (self.documents, 1), (self.codebook, 3))
        _fill(self.right, (self.annotation, 0), (self.annotations, 1))
        self.places |= {
            "documents": self.documents,
            "codebook": self.codebook,
            "annotation": self.annotation,
            "annotations": self.annotations,
        }
        self.session.settling.connect(self.annotation.flush)
        wire_panels(self)

    def keep_safe(self) -> None:
        """Begin to make backups and to watch the project's file."""
        self.safety.start()
        self.watch.start()

    def welcome(self) -> None:
        """From now on, show the ways to begin wherever no project is open."""
        from desktop_app.gui.welcome import Doorkeeper

        self.doorkeeper = Doorkeeper(self)
        self.doorkeeper.look()

    # Making
    def _arrange(self) -> None:
        self.top = TopBar(self.session)
        self.places["search"] = self.top.search
        self.middle = _column("middle")
        _fill(self.middle, (self.reader, 1))
        self.splitter = ColumnSplitter(self.left, self.middle, self.right)
        # The results stand below all three columns.
        self.floors = QSplitter(Qt.Orientation.Vertical)
        self.floors.setChildrenCollapsible(False)
        self.floors.setHandleWidth(1)
        self.floors.addWidget(self.splitter)
        self.floors.setStretchFactor(0, 1)
        self.status = StatusLine(self.session)
        self.central = QWidget()
        layout = QVBoxLayout(self.central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self.floors, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(self.central)

    def _wire(self) -> None:
        session, reader = self.session, self.reader
        session.opened.connect(self._retitle)
        session.changed.connect(self._follow)
        session.told.connect(self.status.say)
        reader.caretMoved.connect(self._tell_place)
        reader.sizeChanged.connect(self._keep_size)
        session.placeWanted.connect(self.go_to)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)

    # Following
    def _retitle(self) -> None:
        project = self.session.project
        self.setWindowTitle(f"{project.name} – {words.APP_NAME}" if project else words.APP_NAME)
        self._name_steps()
        self.reader.setFocus()

    def _follow(self, changes: ChangeSet) -> None:
        self._name_steps()

    def _name_steps(self) -> None:
        project = self.session.project
        if not self.acts:
            return
        for name, step, plain, named in (
            ("undo", project.next_undo() if project else None, words.UNDO, words.UNDO_STEP),
            ("redo", project.next_redo() if project else None, words.REDO, words.REDO_STEP),
        ):
            action = self.acts[f"coding.{name}"]
            said = tr(named).format(step=words.step_phrase(step)) if step else tr(plain)
            action.setText(said.replace("&", "&&"))
            action.setToolTip(tip(said))
            action.setEnabled(bool(step and project and project.is_writable))

    def renumber(self) -> None:
        """Tell the panels how the text that is shown is numbered, or that nobody knows yet."""
        numbering = self.reading.known_numbering or NO_NUMBERS
        self.annotation.set_numbering(numbering)
        self.annotations.set_numbering(numbering)
        self._tell_place(self.reader.caret())

    def activate(self, annotation_id: str) -> None:
        """Take the annotation at the caret in hand."""
        self.session.set_current(annotation_id)
        self.annotation.show_at(self.reader.annotations_at(self.reader.caret()))

    def tell_place(self) -> None:
        """Say again where the caret is, and who speaks there."""
        self._tell_place(self.reader.caret())

    def _tell_place(self, position: int) -> None:
        speaker = self.reading.speaker_at(position)
        numbering = self.reading.known_numbering or NO_NUMBERS
        self.status.show_place(numbering, position, speaker)

    def go_to(self, start: int, end: int) -> None:
        """Show a passage of the text."""
        self.reader.go_to(start, end)

    def set_size(self, size: int) -> None:
        """Set the text at a size in pixels."""
        self.reader.set_size(size)

    def _keep_size(self, size: int) -> None:
        # Before a room the text is large for once: whoever reads on wants their own size again.
        if not self.session.layers.is_nameless:
            self.settings["reading_size"] = size

    def show_theme(self) -> None:
        """Follow the theme that was applied."""
        self.reader.set_theme(current_theme())
        if self.acts:
            self.acts[f"view.theme_{self.settings['theme']}"].setChecked(True)
        self.top.refresh()

    def _follow_system(self) -> None:
        if self.settings["theme"] == "system":
            self.view.use_theme("system")

    # Coming and going
    def _restore(self) -> None:
        self.resize(*USUAL_SIZE)
        if state := self.settings["geometry"]:
            self.restoreGeometry(QByteArray(base64.b64decode(state)))
        self.left.setVisible(self.settings["is_left_open"])
        self.right.setVisible(self.settings["is_right_open"])
        if len(columns := self.settings["columns"]) == 2:
            self.splitter.wish(*columns)
        dress(self.reader, self.settings)
        self.show_theme()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed and how the window stood, then close the project."""
        if self.session.project and self.session.project.is_changing:
            event.ignore()  # asked for in the middle of a change that takes long
            return
        self.settings["geometry"] = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        self.settings["columns"] = list(self.splitter.wished)
        if self.results.isVisible() and self.splitter.isVisible():
            self.settings["rows"] = self.floors.sizes()
        self.session.close()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a dropped project, or bring dropped texts in."""
        paths = dropped_paths(event.mimeData())
        event.acceptProposedAction()
        projects = [path for path in paths if path.suffix.lower() == core.project.SUFFIX]
        if self.seminar.takes(paths):
            self.seminar.drop(paths)
        elif projects:
            self.files.open_path(projects[0])
        elif self.book.takes(paths):
            self.book.drop(paths[0])
        else:
            self.imports.paths(paths)


def dropped_paths(data: QMimeData) -> list[Path]:
    """List the files and folders of this computer in a drop."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _column(name: str) -> QWidget:
    column = QWidget()
    column.setObjectName(name)
    column.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return column


def _fill(column: QWidget, *parts: tuple[QWidget, int]) -> None:
    layout = column.layout()
    assert isinstance(layout, QVBoxLayout)
    for widget, stretch in parts:
        layout.addWidget(widget, stretch)
