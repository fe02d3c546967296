"""The main window: puts the parts in their places and wires them; nothing else."""

import base64
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, Qt
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtWidgets import QMainWindow, QMenu, QSplitter, QVBoxLayout, QWidget

from desktop_app import core
from desktop_app.core.model import ChangeSet
from desktop_app.gui import words
from desktop_app.gui.actions import ACTIONS, build_actions, fill_menus
from desktop_app.gui.acts.citing import CiteActs
from desktop_app.gui.acts.coding import CodingActs
from desktop_app.gui.acts.files import FileActs
from desktop_app.gui.acts.history import HistoryActs
from desktop_app.gui.acts.imports import ImportActs
from desktop_app.gui.acts.layers import LayerActs
from desktop_app.gui.acts.moving import MoveActs
from desktop_app.gui.acts.notes import NoteActs
from desktop_app.gui.acts.page import NUMBERS, PageActs
from desktop_app.gui.acts.reshaping import ReshapeActs
from desktop_app.gui.acts.results import ResultActs
from desktop_app.gui.acts.safety import SafetyActs
from desktop_app.gui.acts.selecting import SelectActs
from desktop_app.gui.acts.view import ViewActs
from desktop_app.gui.acts.watch import Watch
from desktop_app.gui.bridge import Session
from desktop_app.gui.columns import ColumnSplitter
from desktop_app.gui.findbar import FindBar
from desktop_app.gui.keys import keys_of
from desktop_app.gui.notices import Notices
from desktop_app.gui.pieces import tip
from desktop_app.gui.reader import Reader
from desktop_app.gui.reading import Reading
from desktop_app.gui.results import ResultsArea
from desktop_app.gui.status import StatusLine
from desktop_app.gui.theme import current_theme
from desktop_app.gui.topbar import TopBar
from desktop_app.gui.words import tr
from desktop_app.settings import Settings

USUAL_SIZE = (1280, 800)


class Window(QMainWindow):
    """The one window of the program."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.setAcceptDrops(True)
        self.reader = Reader()
        self.reading = Reading(session, self.reader)
        self.left, self.right = _column("left"), _column("right")
        self.results = ResultsArea(session)
        self._make_acts()
        self._arrange()
        self._wire()
        self._restore()
        self._retitle()

    def furnish(self) -> None:
        """Put the panels at both sides: behind the first paint, before a project is opened."""
        from desktop_app.gui.panels.annotation import AnnotationPanel
        from desktop_app.gui.panels.annotations import AnnotationsPanel
        from desktop_app.gui.panels.codebook import CodebookPanel
        from desktop_app.gui.panels.documents import DocumentsPanel

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
        self._wire_panels()

    def keep_safe(self) -> None:
        """Begin to make backups and to watch the project's file."""
        self.safety.start()
        self.watch.start()

    # Making
    def _make_acts(self) -> None:
        self.coding = CodingActs(self.session, self.reading)
        self.notices = Notices()
        self.files = FileActs(self.session, self.settings, self, self.notices)
        self.safety = SafetyActs(self.session, self.settings, self, self.notices)
        self.history = HistoryActs(self.session, self.settings, self, self.results)
        self.history.ask_copy = self.files.ask_copy
        self.watch = Watch(self.session, self.files, self.safety, self.notices)
        self.imports = ImportActs(self.session, self.settings, self)
        self.notes = NoteActs(self.session, self)
        self.selecting = SelectActs(self.reading, self.settings)
        self.reshaping = ReshapeActs(self.session, self.reading)
        self.moving = MoveActs(self.session, self.reading)
        self.citing = CiteActs(self.session, self.reading, self.settings)
        self.finding = FindBar(self.reading)
        self.page = PageActs(self.session, self.reading, self.settings, self)
        self.coding.settle_first = self.reshaping.settle
        self.coding.leave_first = self.reshaping.leave
        self.places: dict[str, QWidget] = {
            "text": self.reader,
            "left": self.left,
            "right": self.right,
        }
        self.view = ViewActs(self.session, self.settings, self.places, self)
        owners = {
            "coding": self.coding,
            "files": self.files,
            "safety": self.safety,
            "history": self.history,
            "imports": self.imports,
            "notes": self.notes,
            "view": self.view,
            "selecting": self.selecting,
            "reshaping": self.reshaping,
            "moving": self.moving,
            "citing": self.citing,
            "finding": self.finding,
            "page": self.page,
            "layers": LayerActs(self.session),
            "results": ResultActs(self.results, self.files),
        }
        self.acts: dict[str, QAction] = build_actions(owners, self, self.reader)
        self._set_keys()
        for choice in {row.choice for row in ACTIONS if row.choice}:
            group = QActionGroup(self)
            for row in ACTIONS:
                if row.choice == choice:
                    group.addAction(self.acts[row.id])
        self.acts[f"selecting.snap_{self.settings['snap']}"].setChecked(True)

    def _set_keys(self) -> None:
        for row in ACTIONS:
            known = keys_of(row, self.settings["keys"])
            self.acts[row.id].setShortcuts([QKeySequence(key) for key in known])

    def _arrange(self) -> None:
        self.top = TopBar(self.session, self.acts)
        menus = fill_menus(self.top.menu_bar, self.acts)
        self._recent = QMenu(tr(words.RECENT), self)
        menus[words.MENU_FILE].insertMenu(self.acts["imports.texts"], self._recent)
        self._recent.aboutToShow.connect(self._list_recent)
        self.places["search"] = self.top.search
        self.splitter = ColumnSplitter(self.left, self._middle(), self.right)
        # The results stand below all three columns.
        self.floors = QSplitter(Qt.Orientation.Vertical)
        self.floors.setChildrenCollapsible(False)
        self.floors.setHandleWidth(1)
        for widget, stretch in ((self.splitter, 1), (self.results, 0)):
            self.floors.addWidget(widget)
            self.floors.setStretchFactor(self.floors.indexOf(widget), stretch)
        self.status = StatusLine(self.session)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self.notices)
        layout.addWidget(self.floors, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(central)

    def _middle(self) -> QWidget:
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.reader, 1)
        layout.addWidget(self.finding)
        return middle

    def _wire(self) -> None:
        session, reader = self.session, self.reader
        session.opened.connect(self._retitle)
        session.changed.connect(self._follow)
        session.told.connect(self.status.say)
        reader.plainKey.connect(self.coding.press)
        reader.codeDropped.connect(self.coding.drop)
        reader.caretMoved.connect(self._tell_place)
        reader.sizeChanged.connect(self._keep_size)
        session.placeWanted.connect(self._go_to)
        self.results.enlarged.connect(self.splitter.setHidden)
        self.finding.left.connect(reader.setFocus)
        self.view.chrome = [self.top, self.left, self.right, self.status, self.results]
        self.results.closed.connect(reader.setFocus)
        self.coding.liveChanged.connect(self.acts["coding.live"].setChecked)
        for acts in (self.files, self.imports, self.safety, self.history):
            acts.busy.connect(self.status.watch)
        self.safety.opened = self.files.open_path
        self.files.opener.damaged.connect(self.safety.check_path)
        self.files.opener.save_as = self.watch.save_as
        self.view.run_action = lambda action_id: self.acts[action_id].trigger()
        self.view.keys_changed = self._set_keys
        self.view.set_size = self._set_size
        self.view.show_theme = self._show_theme
        self.page.applied.connect(self._tick_page)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)

    def _wire_panels(self) -> None:
        self.reading.shown.connect(self._renumber)
        self.reader.annotationActivated.connect(self._activate)
        self.codebook.codeChosen.connect(self.coding.apply)
        self.codebook.currentCodeChanged.connect(self.annotation.show_code)
        self.codebook.newCodeWanted.connect(self.codebook.begin_code)
        self.documents.noteWanted.connect(self.notes.open)
        self.codebook.noteWanted.connect(self.notes.open)
        self.annotation.placeWanted.connect(self._go_to)
        self.annotations.placeWanted.connect(self._go_to)
        self.coding.neighbourWanted.connect(self.annotations.step)
        self.coding.newCodeWanted.connect(self.codebook.begin_code)
        self.notes.noteWanted.connect(self.annotation.edit_note)
        self.annotation.recodeWanted.connect(self.coding.recode)
        self.annotation.addPartWanted.connect(self.coding.add_part)

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
        for name, step, plain, named in (
            ("undo", project.next_undo() if project else None, words.UNDO, words.UNDO_STEP),
            ("redo", project.next_redo() if project else None, words.REDO, words.REDO_STEP),
        ):
            action = self.acts[f"coding.{name}"]
            said = tr(named).format(step=words.step_phrase(step)) if step else tr(plain)
            action.setText(said.replace("&", "&&"))
            action.setToolTip(tip(said))
            action.setEnabled(bool(step and project and project.is_writable))

    def _renumber(self) -> None:
        self.annotation.set_numbering(self.reading.numbering)
        self.annotations.set_numbering(self.reading.numbering)
        self._tell_place(self.reader.caret())

    def _activate(self, annotation_id: str) -> None:
        self.session.set_current(annotation_id)
        self.annotation.show_at(self.reader.annotations_at(self.reader.caret()))

    def _tell_place(self, position: int) -> None:
        self.status.show_place(self.reading.numbering, position)

    def _go_to(self, start: int, end: int) -> None:
        self.reader.go_to(start, end)

    def _set_size(self, size: int) -> None:
        self.reader.set_size(size)

    def _keep_size(self, size: int) -> None:
        self.settings["reading_size"] = size

    def _tick_page(self) -> None:
        kept = self.settings
        for name, row in self.acts.items():
            kind, _, rest = name.partition(".")
            if kind == "page" and row.isCheckable():
                row.setChecked(
                    kept[f"number_{rest}"]
                    if rest in NUMBERS
                    else rest in (kept["reading_face"], f"style_{kept['mark_style']}")
                )

    def _show_theme(self) -> None:
        self.reader.set_theme(current_theme())
        self.acts[f"view.theme_{self.settings['theme']}"].setChecked(True)
        self.top.refresh()

    def _follow_system(self) -> None:
        if self.settings["theme"] == "system":
            self.view.use_theme("system")

    def _list_recent(self) -> None:
        self._recent.clear()
        for path in self.settings.recent():
            said = f"{path.stem}   {path.parent}".replace("&", "&&")
            self._recent.addAction(said, lambda p=path: self.files.open_path(p))  # type: ignore[misc]
        if self._recent.isEmpty():
            self._recent.addAction(tr(words.RECENT_NONE)).setEnabled(False)

    # Coming and going
    def _restore(self) -> None:
        self.resize(*USUAL_SIZE)
        if state := self.settings["geometry"]:
            self.restoreGeometry(QByteArray(base64.b64decode(state)))
        self.floors.setSizes(self.settings["rows"] or [self.height() - 260, 260])
        self.left.setVisible(self.settings["is_left_open"])
        self.right.setVisible(self.settings["is_right_open"])
        if len(columns := self.settings["columns"]) == 2:
            self.splitter.wish(*columns)
        self.page.apply()
        self._show_theme()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed and how the window stood, then close the project."""
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
        if projects:
            self.files.open_path(projects[0])
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
