"""The parts of an annotation in their order: the words, the role, the way there and out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.model import Part
from desktop_app.gui import words
from desktop_app.gui.icons import icon
from desktop_app.gui.panels.annotation.frame import Leading, removing_button
from desktop_app.gui.pieces import CalmCombo, caption, one_line, small
from desktop_app.gui.theme import code_colours, current_theme, reading_font
from desktop_app.gui.words import tr

QUOTE_SIZE = 15
_NUMBER_WIDTH, _PAD = 20, 3
_SHOWN = 260
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class Quote(Leading):
    """A part's number and words; pressing it leads to them."""

    def __init__(self) -> None:
        super().__init__()
        self._number, self._quote, self._colour = 0, "", ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_quote(self, number: int, quote: str, colour: str) -> None:
        """Show other words; very long ones are cut in the middle."""
        self._number, self._quote, self._colour = number, _shortened(one_line(quote)), colour
        self.setAccessibleName(tr(words.PART_NUMBER).format(number=number, quote=self._quote))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the lines that the words need at a usual width."""
        return QSize(200, self.heightForWidth(200))

    def heightForWidth(self, width: int) -> int:
        """Tell how high the words stand in a width."""
        room = QRect(0, 0, max(40, width - _NUMBER_WIDTH - _PAD), 10_000)
        metrics = QFontMetrics(reading_font(QUOTE_SIZE))
        return metrics.boundingRect(room, _WRAP, self._quote).height() + 2 * _PAD

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the number in the code's name colour and the words in the serif."""
        theme = current_theme()
        painter = QPainter(self)
        self.paint_ground(painter)
        room = self.rect().adjusted(_NUMBER_WIDTH, _PAD, -_PAD, 0)
        font = small(self.font())
        font.setBold(True)
        ascent = QFontMetrics(reading_font(QUOTE_SIZE)).ascent()
        painter.setFont(font)
        painter.setPen(QColor(code_colours(self._colour, theme).name))
        painter.drawText(QPoint(_PAD, room.top() + ascent), str(self._number))
        painter.setFont(reading_font(QUOTE_SIZE))
        painter.setPen(QColor(theme.ink))
        painter.drawText(room, _WRAP, self._quote)


class PartRow(QWidget):
    """One part: its words, its role where it has one, and what takes it away."""

    goWanted = Signal()
    removeWanted = Signal()
    roleSet = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.part: Part | None = None
        self._asks_role = False
        self.quote = Quote()
        self.where = caption("")
        self.where.setContentsMargins(_NUMBER_WIDTH, 0, 0, 0)
        self.role = CalmCombo()
        self.role.setObjectName("role")
        self.role.setEditable(True)
        self.role.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.role.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.remove = removing_button(words.REMOVE_PART)
        role_row = QHBoxLayout()
        role_row.setContentsMargins(_NUMBER_WIDTH, 0, 0, 2)
        role_row.addWidget(self.role)
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self.quote, 1)
        top.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addLayout(top)
        layout.addWidget(self.where)
        layout.addLayout(role_row)
        self.quote.clicked.connect(self.goWanted)
        self.remove.clicked.connect(self.removeWanted)
        self.role.activated.connect(self._take_role)
        edit = self.role.lineEdit()
        assert edit is not None
        edit.editingFinished.connect(self._take_role)

    def show_part(
        self, part: Part, number: int, colour: str, roles: Sequence[str], place: str
    ) -> None:
        """Show another part, or the same one changed; `place` names another text."""
        if self.part is None or part.id != self.part.id:
            self._asks_role = False
        self.part = part
        self.quote.show_quote(number, part.quote, colour)
        self.where.setText(place)
        self.where.setVisible(bool(place))
        self.remove.setAccessibleName(tr(words.REMOVE_PART_NUMBER).format(number=number))
        self.role.setAccessibleName(tr(words.ROLE_OF_PART).format(number=number))
        self._show_role(roles)

    @property
    def part_id(self) -> str:
        """The id of the part shown."""
        return self.part.id if self.part else ""

    def ask_role(self) -> None:
        """Let a role be typed, also where the code declares none."""
        self._asks_role = True
        self.role.show()
        self.role.setFocus()

    def _show_role(self, roles: Sequence[str]) -> None:
        assert self.part is not None
        offered = ["", *roles]
        if [self.role.itemText(row) for row in range(self.role.count())] != offered:
            self.role.clear()
            self.role.addItems(offered)
        self.role.setCurrentIndex(self.role.findText(self.part.role))
        self.role.setEditText(self.part.role)
        edit = self.role.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(tr(words.ROLE))
        self.role.setVisible(bool(roles or self.part.role or self._asks_role))

    def _take_role(self) -> None:
        role = self.role.currentText().strip()
        if self.part and role != self.part.role:
            self.roleSet.emit(role)


class PartsList(QWidget):
    """The rows of an annotation's parts."""

    goWanted = Signal(object)
    """The text shall show this Part."""
    removeWanted = Signal(str)
    roleSet = Signal(str, str)
    """The part with this id shall have this role."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[PartRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)

    def show_parts(
        self, parts: Sequence[Part], colour: str, roles: Sequence[str], places: Sequence[str]
    ) -> None:
        """Show the parts; `places` names for each the text it stands in, "" for this one."""
        while len(self.rows) > len(parts):
            row = self.rows.pop()
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(parts):
            self._add_row()
        for number, (row, part, place) in enumerate(zip(self.rows, parts, places, strict=True), 1):
            row.show_part(part, number, colour, roles, place)
        self.setVisible(bool(parts))

    def _add_row(self) -> None:
        row = PartRow()
        row.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        row.customContextMenuRequested.connect(lambda place: self._show_menu(row, place))
        row.goWanted.connect(lambda: self.goWanted.emit(row.part))
        row.removeWanted.connect(lambda: self.removeWanted.emit(row.part_id))
        row.roleSet.connect(lambda role: self.roleSet.emit(row.part_id, role))
        self.rows.append(row)
        self._layout.addWidget(row)

    def _show_menu(self, row: PartRow, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr(words.GO_TO_PART), row.goWanted.emit)
        menu.addAction(tr(words.SET_ROLE), row.ask_role)
        menu.addSeparator()
        menu.addAction(icon("trash"), tr(words.REMOVE_PART), row.removeWanted.emit)
        menu.popup(row.mapToGlobal(place))


def _shortened(quote: str) -> str:
    if len(quote) <= _SHOWN:
        return quote
    half = _SHOWN // 2
    return f"{quote[:half].rstrip()} … {quote[-half:].lstrip()}"
