"""The history: every step with when, who and what; filtered; a way back to any of them.

The steps are read at once, what they were about in a thread, since that goes through the whole
journal. Going back and copying out are asked for by signals.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QTreeView,
    QWidget,
)

from desktop_app import core
from desktop_app.core.model import ChangeSet, Step, StepKind
from desktop_app.gui import words
from desktop_app.gui import words_safety as said
from desktop_app.gui.cells import CellDelegate
from desktop_app.gui.lists import list_below
from desktop_app.gui.pieces import CalmCombo, plain_label, tabular
from desktop_app.gui.tasks import Progress, Task
from desktop_app.gui.theme import current_theme
from desktop_app.gui.times import local_time
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.core.history import About
    from desktop_app.gui.bridge import Session

_TITLES = (said.STEP, said.WHEN, said.WHO, said.WHAT)
_KINDS = {StepKind.UNDO: said.UNDO_OF, StepKind.REDO: said.REDO_OF}
_PEOPLE = ("coder", "person", "kept")
"""The facts of a step that name somebody."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex


class StepModel(QAbstractTableModel):
    """Steps as rows, the newest first."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[Step] = []
        self._names: dict[str, str] = {}
        self._undone: set[int] = set()

    def show_steps(self, steps: list[Step], names: dict[str, str], undone: set[int]) -> None:
        """Show other steps, given with the newest first."""
        self.beginResetModel()
        self.steps, self._names, self._undone = steps, names, undone
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Count the steps."""
        return 0 if parent.isValid() else len(self.steps)

    def columnCount(self, _: Index = QModelIndex()) -> int:  # noqa: B008
        """Count the columns."""
        return len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_TITLES[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section == 0 else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Say what stands in a cell; what was taken back is dim."""
        step = self.steps[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(step, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self._text(step, column) for column in range(len(_TITLES)))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return _RIGHT
        is_dim = index.column() < 2 or step.kind is not StepKind.DO or step.number in self._undone
        if role == Qt.ItemDataRole.ForegroundRole and is_dim:
            return QBrush(QColor(current_theme().dim))
        return None

    def _text(self, step: Step, column: int) -> str:
        if column == 0:
            return f"{step.number:,}"
        if column == 1:
            return local_time(step.at)
        if column == 2:
            return self._names.get(step.coder_id, "")
        phrase = words.step_phrase(step)
        kind = _KINDS.get(step.kind)
        return tr(kind).format(step=phrase) if kind else phrase[:1].upper() + phrase[1:]


class HistoryPanel(QWidget):
    """Lists the steps of the open project."""

    goBackWanted = Signal(int)
    copyOutWanted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._about: dict[int, About] = {}
        self._read_up_to: tuple[int, str] = (0, "")
        self._task: Task | None = None
        self.document, self.code, self.coder = _combo(), _combo(), _combo()
        self.model = StepModel()
        self.view = self._make_view()
        self.empty = plain_label(tr(said.HISTORY_EMPTY), is_dim=True)
        self.empty.setContentsMargins(14, 8, 14, 0)
        self.back = _button(said.GO_BACK)
        self.copy = _button(said.COPY_OUT)
        self._stack = list_below(self, self.empty, self.view, self._head())
        for combo in (self.document, self.code, self.coder):
            combo.currentIndexChanged.connect(self._refilter)
        self.back.clicked.connect(lambda: self._want(self.goBackWanted))
        self.copy.clicked.connect(lambda: self._want(self.copyOutWanted))
        self.view.selectionModel().currentRowChanged.connect(self._allow)
        self.view.activated.connect(self._lead)
        session.opened.connect(self._restart)
        session.changed.connect(self._follow)
        session.layers.namesChanged.connect(self._restart)
        self._restart()

    def showEvent(self, event: Any) -> None:
        """Catch up with what was done while the history was hidden."""
        super().showEvent(event)
        self._refresh()

    # Making
    def _make_view(self) -> QTreeView:
        view = QTreeView()
        view.setModel(self.model)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAccessibleName(tr(said.HISTORY))
        view.setItemDelegate(CellDelegate(view))
        view.setFont(tabular(view.font()))
        header = view.header()
        header.setStretchLastSection(True)
        for column, width in enumerate((72, 132, 140)):
            header.resizeSection(column, width)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        return view

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(14, 6, 14, 6)
        head.setSpacing(8)
        for combo, name in (
            (self.document, said.DOCUMENTS),
            (self.code, said.CODES),
            (self.coder, said.WHO),
        ):
            combo.setAccessibleName(tr(name))
            head.addWidget(combo, 1)
        head.addStretch(1)
        head.addWidget(self.back)
        head.addWidget(self.copy)
        return head

    # Following
    def _restart(self) -> None:
        self._about, self._read_up_to = {}, (0, "")
        self._refresh()

    def _follow(self, changes: ChangeSet) -> None:
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        """Fill the filters and the list anew."""
        project = self._session.project
        documents = core.documents.list_documents(project) if project else []
        tree = self._session.tree
        _fill(self.document, said.EVERY_DOCUMENT, [(each.title, each.id) for each in documents])
        _fill(self.code, said.EVERY_CODE, [(tree.path(each.id), each.id) for each in tree])
        _fill(
            self.coder,
            said.EVERY_CODER,
            [(name, key) for key, name in self._session.names().items()],
        )
        self._refilter()

    def _refilter(self) -> None:
        project = self._session.project
        if project is None:
            self.model.show_steps([], {}, set())
            self._say(said.HISTORY_EMPTY)
            return
        needs_about = bool(self.document.currentData() or self.code.currentData())
        if needs_about and self._read_up_to != project.last_step:
            self._read_about()
            return
        steps = project.history()
        if self._session.layers.is_nameless:
            steps = [_without_names(step) for step in steps]
        names = self._session.names()
        shown = [step for step in reversed(steps) if self._fits(step)]
        self.model.show_steps(shown, names, core.history.undone_steps(steps))
        self._say("" if shown else said.HISTORY_NOTHING if steps else said.HISTORY_EMPTY)
        if shown:
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._allow()

    def _fits(self, step: Step) -> bool:
        coder, document = self.coder.currentData(), self.document.currentData()
        code = self.code.currentData()
        about = self._about.get(step.number, core.history.NOTHING)
        return (
            (not coder or step.coder_id == coder)
            and (not document or document in about.documents)
            and (not code or code in about.codes)
        )

    def _read_about(self) -> None:
        """Find out in a thread what the steps were about."""
        project = self._session.project
        if project is None or self._task:
            return
        self._say(said.HISTORY_READING)
        up_to = project.last_step

        def work(_: Progress) -> dict[int, About]:
            with project.reading() as rows:
                return core.history.steps_about(rows)

        def end(found: object, error: object) -> None:
            self._task = None
            if isinstance(error, BaseException):
                raise error
            if self._session.project is project and isinstance(found, dict):
                self._about, self._read_up_to = found, up_to
            self._refilter()

        self._task = Task(work, self)
        self._task.finished.connect(end)
        self._task.start()

    def _say(self, sentence: str) -> None:
        self.empty.setText(tr(sentence) if sentence else "")
        self._stack.setCurrentIndex(0 if sentence else 1)

    # Choosing
    def current_step(self) -> Step | None:
        """Return the step in hand."""
        row = self.view.currentIndex().row()
        return self.model.steps[row] if 0 <= row < len(self.model.steps) else None

    def _allow(self) -> None:
        project = self._session.project
        step = self.current_step()
        self.copy.setEnabled(step is not None)
        is_last = bool(step and project and step.number == project.last_step[0])
        self.back.setEnabled(bool(step and project and project.is_writable and not is_last))

    def _want(self, signal: Any) -> None:
        if step := self.current_step():
            signal.emit(step.number)

    def _lead(self) -> None:
        """Lead to the first annotation of the step that is still there."""
        project, step = self._session.project, self.current_step()
        if project is None or step is None:
            return
        ids = core.history.annotations_of(project, step.number)
        found = core.annotations.list_annotations(project, ids=ids) if ids else []
        if found:
            self._session.show_annotation(found[0])
        else:
            self._session.told.emit(tr(said.NO_PLACE))


def _combo() -> CalmCombo:
    combo = CalmCombo()
    combo.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    combo.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return combo


def _button(text: str) -> QPushButton:
    button = QPushButton(tr(text))
    button.setAutoDefault(False)
    return button


def _fill(combo: CalmCombo, every: str, items: list[tuple[str, str]]) -> None:
    """Offer items behind the one that stands for all, and stay with the one chosen."""
    wanted = [(tr(every), ""), *items]
    if [(combo.itemText(at), combo.itemData(at)) for at in range(combo.count())] == wanted:
        return
    chosen = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    for text, data in wanted:
        combo.addItem(text, data)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    combo.blockSignals(False)


def _without_names(step: Step) -> Step:
    """Leave out whom a step was about, for a room that looks on."""
    facts = {key: value for key, value in step.facts.items() if key not in _PEOPLE}
    return replace(step, facts=facts)
