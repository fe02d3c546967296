"""The dialogs by which an assignment is made, and begun."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.assignments import LONGEST_LINE, Assignment, NewAssignment
from desktop_app.core.model import Coder, Document
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import CalmCombo, menu_text, plain_label, typed_text
from desktop_app.gui.seminar import says
from desktop_app.gui.seminar.task import Task, title_label
from desktop_app.gui.words import tr
from desktop_app.messages_seminar import TASK

TITLE_LENGTH = 200


class PackDialog(QDialog):
    """Asks what shall be handed out; `wanted` tells it as a NewAssignment."""

    wanted = Signal(object)

    def __init__(
        self,
        documents: Sequence[Document],
        current: str,
        codes: int,
        coders: Sequence[Coder],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(says.PACK))
        self._codes = codes
        self.title = QLineEdit(next((d.title for d in documents if d.id == current), ""))
        self.title.setMaxLength(TITLE_LENGTH)
        self.ticks: dict[str, QCheckBox] = {}
        self.texts = QScrollArea()
        self._list_texts(documents, current)
        self.instructions = QPlainTextEdit()
        self.instructions.setTabChangesFocus(True)
        self.instructions.setPlaceholderText(tr(says.PACK_INSTRUCTIONS_HINT))
        self.units = _line(says.PACK_UNITS_HINT)
        self.hand_in = _line(says.PACK_HAND_IN_HINT)
        self.locked = QCheckBox(tr(says.PACK_LOCKED))
        self.blind = QCheckBox(tr(says.PACK_BLIND))
        self.model = CalmCombo()
        self.model.addItem(tr(says.PACK_NO_MODEL), "")
        for coder in coders:
            self.model.addItem(coder.name, coder.id)
        self.model.setToolTip(tr(says.PACK_MODEL_SAID))
        self.model.setAccessibleDescription(tr(says.PACK_MODEL_SAID))
        self.said = plain_label(is_dim=True)
        foot = Foot(self, says.PACK_WRITE, said=self.said)
        self.write = foot.do
        self._lay_out(foot)
        self.title.textChanged.connect(self._settle)
        self.write.clicked.connect(self.accept)
        self._settle()
        self.title.setFocus()
        self.title.selectAll()

    def _list_texts(self, documents: Sequence[Document], current: str) -> None:
        self.texts.setWidgetResizable(True)
        self.texts.setObjectName("boxed")
        self.texts.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.texts.setFrameShape(QScrollArea.Shape.NoFrame)
        inside = QWidget()
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(4)
        for document in documents:
            tick = QCheckBox(menu_text(document.title))
            tick.setChecked(document.id == current)
            tick.toggled.connect(self._settle)
            column.addWidget(tick)
            self.ticks[document.id] = tick
        column.addStretch(1)
        self.texts.setWidget(inside)

    def chosen(self) -> list[str]:
        """List the ids of the documents that are ticked."""
        return [key for key, tick in self.ticks.items() if tick.isChecked()]

    def accept(self) -> None:
        """Tell what is wanted; the dialog stays until that is written: see `close_written`."""
        if not self.write.isEnabled():
            return
        self.wanted.emit(
            NewAssignment(
                self.title.text(),
                self.chosen(),
                typed_text(self.instructions).strip(),
                self.units.text(),
                self.hand_in.text(),
                is_locked=self.locked.isChecked(),
                is_blind=self.blind.isChecked(),
                model_id=self.model.currentData(),
            )
        )

    def close_written(self) -> None:
        """Close: what was typed has gone into an assignment."""
        super().accept()

    def _lay_out(self, foot: Foot) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        fields: tuple[tuple[str, QWidget], ...] = (
            (says.PACK_TITLE, self.title),
            (says.PACK_TEXTS, self.texts),
            (says.PACK_INSTRUCTIONS, self.instructions),
            (TASK["units"], self.units),
            (TASK["hand_in"], self.hand_in),
            (says.PACK_MODEL, self.model),
        )
        for row, (said, field) in enumerate(fields):
            label = QLabel(tr(said))
            label.setWordWrap(True)
            label.setMinimumWidth(min(140, label.fontMetrics().horizontalAdvance(tr(said)) + 4))
            label.setMaximumWidth(140)
            label.setBuddy(field)
            field.setAccessibleName(tr(said))
            is_tall = isinstance(field, QScrollArea | QPlainTextEdit)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop if is_tall else _MIDDLE)
            grid.addWidget(field, row, 1)
        grid.addWidget(self.locked, len(fields), 1)
        grid.addWidget(self.blind, len(fields) + 1, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 2)
        grid.setRowStretch(2, 2)
        layout = body(self)
        layout.addLayout(grid, 1)
        layout.addLayout(foot)
        self.resize(600, 540)

    def _settle(self) -> None:
        count = len(self.chosen())
        texts = tr(says.TEXTS_ONE if count == 1 else says.TEXTS_MANY).format(count=count)
        codes = tr(says.CODES_ONE if self._codes == 1 else says.CODES_MANY)
        self.said.setText(
            tr(says.PACK_SAID).format(texts=texts, codes=codes.format(count=self._codes))
        )
        self.write.setEnabled(bool(count and self.title.text().strip()))


_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def _line(hint: str) -> QLineEdit:
    line = QLineEdit()
    line.setMaxLength(LONGEST_LINE)
    line.setPlaceholderText(tr(hint))
    return line


class BeginDialog(QDialog):
    """Greets whoever opens an assignment and asks for a name; `begun` tells it."""

    begun = Signal(str)

    def __init__(
        self,
        task: Assignment,
        titles: Sequence[str],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(says.BEGIN))
        self.task = Task(task, titles)
        self.name = QLineEdit(name)
        self.name.setMaxLength(TITLE_LENGTH)
        label = QLabel(tr(says.BEGIN_ASK))
        label.setBuddy(self.name)
        self.name.setAccessibleName(tr(says.BEGIN_ASK))
        foot = Foot(self, says.BEGIN_BUTTON)
        self.begin = foot.do
        layout = body(self)
        layout.setSpacing(8)
        layout.addWidget(title_label(task.title))
        layout.addWidget(self.task, 1)
        layout.addSpacing(12)
        layout.addWidget(label)
        layout.addWidget(self.name)
        layout.addWidget(plain_label(tr(says.BEGIN_WHY), is_dim=True))
        layout.addSpacing(12)
        layout.addLayout(foot)
        self.setMinimumWidth(440)
        self.begin.clicked.connect(self.accept)
        self.name.textChanged.connect(lambda text: self.begin.setEnabled(bool(text.strip())))
        self.begin.setEnabled(bool(name.strip()))
        self.name.setFocus()
        self.name.selectAll()

    def accept(self) -> None:
        """Tell the name; the dialog stays until a place is chosen: see `close_begun`."""
        if self.begin.isEnabled():
            self.begun.emit(self.name.text().strip())

    def close_begun(self) -> None:
        """Close: the name is taken."""
        super().accept()
