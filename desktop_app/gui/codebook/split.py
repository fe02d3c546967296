"""The walk through a code's annotations, each sent to one of the new codes by a key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from desktop_app import core
from desktop_app.core.model import Code
from desktop_app.core.names import tidy_code
from desktop_app.core.project import Project
from desktop_app.gui import words
from desktop_app.gui.codebook import says
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import menu_text, one_line, plain_label, tip, typed_text
from desktop_app.gui.theme import reading_font
from desktop_app.gui.words import tr

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
"""The keys that send a passage to the new codes, in their order."""
PER_ROW = 3
_KEY = Qt.ItemDataRole.UserRole
_QUOTE = Qt.ItemDataRole.UserRole + 1


class Walk(QListWidget):
    """Passages; a key of `KEYS` sends the one in hand and goes on, Space leaves it there."""

    sent = Signal(int)
    """Which new code was meant, counted from 1; 0 for Space."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = ""
        """Those that mean a code."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take figures, letters from the tenth code on, and Space."""
        text = event.text().lower()
        is_plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if len(text) == 1 and is_plain and text in self.keys:
            self.sent.emit(self.keys.index(text) + 1)
        elif event.key() == Qt.Key.Key_Space:
            self.sent.emit(0)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # one does not split by going too far
        else:
            super().keyPressEvent(event)


class SplitDialog(QDialog):
    """Asks for the new codes' names and where each annotation belongs."""

    wanted = Signal()

    def __init__(self, project: Project, code: Code, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = code
        self.places: dict[str, int] = {}
        """Where each annotation goes, counted from 0; those that stay are not there."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(says.SPLIT_TITLE).format(code=code.name))
        self.resize(620, 560)
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName(tr(says.SPLIT_NAMES))
        self.edit.setPlaceholderText(tr(says.SPLIT_NAMES))
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 16)
        self.keys = plain_label(is_dim=True)
        self.targets = QWidget()
        self._grid = QGridLayout(self.targets)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.targets)
        self._named: list[str] = []
        self.walk = Walk()
        self.walk.setAccessibleName(tr(says.EXAMPLES))
        self.walk.setFont(reading_font(15))
        self.walk.setWordWrap(True)
        self.place = QLabel()
        self.below = QCheckBox(tr(says.SPLIT_BELOW))
        self.below.setChecked(True)
        self.retire = QCheckBox(tr(says.SPLIT_RETIRE))
        foot = Foot(self, says.SPLIT_DO)
        self.do = foot.do
        layout = body(self)
        layout.setSpacing(8)
        for widget in (
            plain_label(tr(says.SPLIT_HINT)), self.edit, self.keys, self._scroll, self.walk,
            self.place, self.below, self.retire,
        ):  # fmt: skip
            layout.addWidget(widget, 1 if widget is self.walk else 0)
        layout.addLayout(foot)
        self._fill(project)
        self.edit.textChanged.connect(self._follow)
        self.walk.sent.connect(self._send)
        self.walk.currentRowChanged.connect(lambda _: self._tell_place())
        self.do.clicked.connect(self._accept)
        self._follow()

    def names(self) -> list[str]:
        """List the names of the new codes, each once."""
        lines = typed_text(self.edit).split("\n")
        return list(dict.fromkeys(filter(None, map(tidy_code, lines))))

    def _fill(self, project: Project) -> None:
        ids = core.codebook.annotations_of(project, [self.code.id])
        for annotation in core.annotations.list_annotations(project, ids=ids):
            quote = one_line(annotation.quote)
            item = QListWidgetItem()
            item.setData(_KEY, annotation.id)
            item.setData(_QUOTE, quote or annotation.note or tr(words.WITHOUT_WORDS))
            self.walk.addItem(item)
        if self.walk.count():
            self.walk.setCurrentRow(0)
        else:
            self.keys.setText(tr(says.SPLIT_NO_PASSAGES))
        self.keys.setVisible(not self.walk.count())

    def _follow(self) -> None:
        names = self.names()
        self.do.setEnabled(bool(names))
        if names != self._named:
            self._named = names
            self._show_targets(names)
        self.places = {key: at for key, at in self.places.items() if at < len(names)}
        for row in range(self.walk.count()):
            self._show(self.walk.item(row), names)
        self._tell_place()

    def _show_targets(self, names: list[str]) -> None:
        """Offer the new codes to the mouse too, each with its figure."""
        self.walk.keys = KEYS[: len(names)]
        while taken := self._grid.takeAt(0):
            if widget := taken.widget():
                widget.hide()
                widget.deleteLater()
        self._scroll.setVisible(bool(self.walk.count() and names))
        if not self.walk.count():
            return
        for number, name in enumerate(names, 1):
            shown = name if len(name) <= 22 else f"{name[:21]}…"
            key = KEYS[number - 1 : number].upper()
            button = QPushButton(menu_text(f"{key}  {shown}".strip()))
            button.setToolTip(tip(name))
            button.clicked.connect(lambda _=False, n=number: self._send(n))
            self._grid.addWidget(button, (number - 1) // PER_ROW, (number - 1) % PER_ROW)
        rows = min(3, -(-len(names) // PER_ROW))
        height = QPushButton("1").sizeHint().height()
        self._scroll.setFixedHeight(rows * height + max(0, rows - 1) * 6 + 2)

    def _show(self, item: QListWidgetItem, names: list[str]) -> None:
        at = self.places.get(item.data(_KEY))
        where = tr(says.SPLIT_STAYS) if at is None else names[at]
        item.setText(f"{item.data(_QUOTE)}\n→ {where}")

    def _send(self, figure: int) -> None:
        item = self.walk.currentItem()
        names = self.names()
        if item is None or figure > len(names):
            return
        if figure:
            self.places[item.data(_KEY)] = figure - 1
        else:
            self.places.pop(item.data(_KEY), None)
        self._show(item, names)
        row = self.walk.currentRow()
        self.walk.setCurrentRow(min(row + 1, self.walk.count() - 1))

    def _tell_place(self) -> None:
        count = self.walk.count()
        said = tr(says.SPLIT_WALK).format(number=self.walk.currentRow() + 1, count=f"{count:,}")
        self.place.setText(said if count else "")

    def _accept(self) -> None:
        self.wanted.emit()
        self.accept()
