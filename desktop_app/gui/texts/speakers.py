"""Who speaks in a text: turns and quotations looked for, voices renamed and merged, then kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core import voices
from desktop_app.core.documents import get_document, read_text
from desktop_app.core.model import Op
from desktop_app.core.numbering import Numbering
from desktop_app.core.places import cite
from desktop_app.core.turns import keep_turns, list_turns
from desktop_app.core.voices import Turn
from desktop_app.gui import words_texts as words
from desktop_app.gui.bridge import Session
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import CalmCombo, plain_label
from desktop_app.gui.tasks import Task
from desktop_app.gui.texts.tables import RowsTable, plain_item
from desktop_app.gui.words import tr

Finder = Callable[[str], list[Turn]]

FINDERS: tuple[tuple[str, Finder], ...] = (
    (words.FIND_AUTO, voices.find_voices),
    (words.FIND_NAMES, voices.find_transcript),
    (words.FIND_QUOTES, voices.find_speeches),
)
_MOST_ROWS = 3000
_EXCERPT = 160


class SpeakersDialog(QDialog):
    """Proposes turns, lets names be changed, and keeps them in one step."""

    def __init__(self, session: Session, document_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        assert session.project is not None
        self.session = session
        self._document_id = document_id
        self._text = read_text(session.project, document_id)
        self._numbering = Numbering(self._text)
        self._kept = list_turns(session.project, document_id)
        self.turns: list[Turn] = list(self._kept)
        self._names: list[str] = []
        self._is_filling = False
        self._task: Task | None = None
        title = get_document(session.project, document_id).title
        self.setWindowTitle(tr(words.SPEAKERS_TITLE).format(title=title))
        self.finders = CalmCombo()
        self.finders.setAccessibleName(tr(words.LOOK_FOR))
        if self._kept:
            self.finders.addItem(tr(words.FIND_KEPT))
        self.finders.addItems([tr(name) for name, _ in FINDERS])
        self.voices = RowsTable(
            tr(words.VOICES), (tr(words.VOICE), tr(words.TURNS_COUNT)), (180, 60)
        )
        self.voices.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list = RowsTable(
            tr(words.TURNS), (tr(words.PLACE), tr(words.VOICE), tr(words.WORDS)), (80, 150)
        )
        self.said = plain_label(is_dim=True)
        self.merge = QPushButton(tr(words.MERGE))
        self.remove = QPushButton(tr(words.NOT_SPEECH))
        self._lay_out()
        self.finders.currentIndexChanged.connect(self._find)
        self.voices.rows.itemChanged.connect(self._rename)
        self.list.rows.itemChanged.connect(self._correct)
        self.voices.selectionModel().selectionChanged.connect(self._enable)
        self.merge.clicked.connect(self.merge_chosen)
        self.remove.clicked.connect(self.remove_turn)
        self.list.removeWanted.connect(self.remove_turn)
        if self._kept:
            self._fill()
        else:
            self._find()
        self.voices.setFocus()

    def _lay_out(self) -> None:
        label = QLabel(tr(words.LOOK_FOR))
        label.setBuddy(self.finders)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label)
        head.addWidget(self.finders)
        head.addWidget(self.said, 1)
        left, right = _column(self.voices, self.merge), _column(self.list, self.remove)
        right.setContentsMargins(8, 0, 0, 0)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(left)
        sides.addWidget(right)
        sides.setSizes([260, 640])
        foot = Foot(self, words.KEEP)
        self.keep = foot.do
        self.keep.clicked.connect(self._store)
        layout = body(self)
        layout.addWidget(plain_label(tr(words.SPEAKERS_EXPLAIN), is_dim=True))
        layout.addLayout(head)
        layout.addWidget(sides, 1)
        layout.addLayout(foot)
        self.resize(920, 620)

    # What is proposed
    def _find(self) -> None:
        at = self.finders.currentIndex() - bool(self._kept)
        self._task = None
        if at < 0:
            self._take(list(self._kept), None)
            return
        self.said.setText(tr(words.LOOKING))
        text, finder = self._text, FINDERS[at][1]
        self._task = task = Task(lambda progress: finder(text), self)

        def take(found: object, error: object) -> None:
            if self._task is task:  # else something else is looked for by now
                self._take(found, error)

        task.finished.connect(take)
        task.start()

    def _take(self, found: object, error: object) -> None:
        if isinstance(error, BaseException):
            raise error
        assert isinstance(found, list)
        self.turns = found
        self._fill()

    def _fill(self) -> None:
        self._is_filling = True
        try:
            counts = Counter(turn.speaker for turn in self.turns if turn.kind != "event")
            self._names = sorted(counts, key=lambda name: (-counts[name], name))
            self.voices.show_rows([(name, f"{counts[name]:,}") for name in self._names])
            for row in range(len(self._names)):
                self.voices.rows.setItem(row, 0, plain_item(self._names[row], is_editable=True))
            self.list.show_rows([self._row(turn) for turn in self.turns[:_MOST_ROWS]])
            for row, turn in enumerate(self.turns[:_MOST_ROWS]):
                if turn.kind != "event":
                    self.list.rows.setItem(row, 1, plain_item(turn.speaker, is_editable=True))
        finally:
            self._is_filling = False
        self.said.setText("" if self.turns else tr(words.NOBODY_SPEAKS))
        self._enable()

    def _row(self, turn: Turn) -> tuple[str, str, str]:
        place = cite(self._numbering, turn.start, turn.end)
        who = turn.speaker if turn.kind != "event" else tr(words.EVENT)
        return place, who, self._text[turn.start : min(turn.end, turn.start + _EXCERPT)]

    # What the reader makes of it
    def rename(self, old: str, new: str) -> None:
        """Give a voice another name, or that of another, which makes them one."""
        new = " ".join(new.split())
        if new:
            self.turns = [replace(t, speaker=new) if t.speaker == old else t for t in self.turns]
        self._fill()

    def merge_chosen(self) -> None:
        """Give all chosen voices the name of the one in hand."""
        rows = {index.row() for index in self.voices.selectionModel().selectedRows()}
        names = {self._names[row] for row in rows}
        if len(names) > 1:
            wanted = self._names[self.voices.row()]
            self.turns = [
                replace(t, speaker=wanted) if t.speaker in names else t for t in self.turns
            ]
            self._fill()

    def remove_turn(self) -> None:
        """Take the turn in hand out: it is no speech."""
        if 0 <= (row := self.list.row()) < len(self.turns):
            del self.turns[row]
            self._fill()

    def _rename(self, item: QStandardItem) -> None:
        if not self._is_filling and item.column() == 0:
            self.rename(self._names[item.row()], item.text())

    def _correct(self, item: QStandardItem) -> None:
        if self._is_filling or item.column() != 1:
            return
        if name := " ".join(item.text().split()):
            self.turns[item.row()] = replace(self.turns[item.row()], speaker=name)
        self._fill()

    def _enable(self) -> None:
        self.merge.setEnabled(len(self.voices.selectionModel().selectedRows()) > 1)
        self.remove.setEnabled(bool(self.turns))
        self.keep.setEnabled(self.turns != self._kept)

    def _store(self) -> None:
        keep = lambda change: keep_turns(change, self._document_id, self.turns)  # noqa: E731
        if self.session.carry_out(Op.KEEP_TURNS, keep, self):
            count = len(self.turns)
            self.session.told.emit(tr(words.SPEAKERS_KEPT).format(count=f"{count:,}"))
            self.accept()


class SpeakerDialog(QDialog):
    """Asks for the speaker of selected words: one of those known, or a new name."""

    def __init__(self, known: list[str], now: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(words.WHO_SPEAKS))
        self.name = CalmCombo()
        self.name.setEditable(True)
        self.name.setAccessibleName(tr(words.WHO_SPEAKS))
        self.name.addItems(known)
        self.name.setCurrentText(now)
        line = self.name.lineEdit()
        assert line is not None
        line.setPlaceholderText(tr(words.NOBODY))
        line.selectAll()
        foot = Foot(self, words.KEEP)
        foot.do.clicked.connect(self.accept)
        layout = body(self)
        layout.addWidget(plain_label(tr(words.WHO_SPEAKS)))
        layout.addWidget(self.name)
        layout.addLayout(foot)
        self.setMinimumWidth(360)
        self.name.setFocus()


def _column(table: RowsTable, button: QPushButton) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    layout.addWidget(table, 1)
    layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return column
