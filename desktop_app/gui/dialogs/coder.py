"""Who somebody is: name, initials, alias and colour; asked for when one begins, changed later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from desktop_app.core.coders import COLORS, LONGEST_INITIALS, initials
from desktop_app.core.names import LONGEST
from desktop_app.gui import words, words_coders
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import draw_ring, plain_label, tip
from desktop_app.gui.theme import code_colours, current_theme
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.core.model import Coder

_DISC = 26


class Swatch(QAbstractButton):
    """A colour to choose: a disc with the coder's initials, as the bar at the top shows it."""

    def __init__(self, colour: str, said: str) -> None:
        super().__init__()
        self.colour = colour
        self.setCheckable(True)
        self.setFixedSize(_DISC + 8, _DISC + 8)
        self.setAccessibleName(said)
        self.setToolTip(tip(said))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc, and a ring around the one that is chosen."""
        theme = current_theme()
        colours = code_colours(self.colour, theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = self.rect().adjusted(4, 4, -4, -4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.tint))
        painter.drawEllipse(disc)
        painter.setPen(QColor(colours.name))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.isChecked():
            painter.setPen(QColor(theme.ink))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc.adjusted(-2, -2, 2, 2))
        if self.hasFocus():
            draw_ring(painter, self.rect().adjusted(1, 1, -1, -1))


class CoderDialog(QDialog):
    """Asks who somebody is; `told` says what was changed, by the names of a coder's fields."""

    told = Signal(object)

    def __init__(self, title: str, why: str, coder: Coder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self._coder = coder
        self.name = QLineEdit(coder.name)
        self.name.setMaxLength(LONGEST["coder"])
        self.initials = QLineEdit(coder.initials)
        self.initials.setMaxLength(LONGEST_INITIALS)
        self.alias = QLineEdit(coder.alias)
        self.alias.setMaxLength(LONGEST["coder"])
        self.alias.setPlaceholderText(tr(words_coders.ALIAS_HINT))
        self._has_own = coder.initials != initials(coder.name)
        self._colours = QButtonGroup(self)
        form = self._form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        for said, field in (
            (words_coders.NAME, self.name),
            (words_coders.INITIALS, self.initials),
            (words_coders.ALIAS, self.alias),
        ):
            field.setAccessibleName(tr(said))
            form.addRow(tr(said), field)
        form.addRow(tr(words_coders.COLOUR), self._swatches(coder.color))
        foot = Foot(self, words.SAVE)
        self.ok = foot.do
        layout = body(self)
        if why:
            layout.addWidget(plain_label(why, is_dim=True))
        layout.addLayout(form)
        layout.addLayout(foot)
        self.ok.clicked.connect(self.accept)
        self.name.textChanged.connect(self._follow_name)
        self.initials.textEdited.connect(self._keep_initials)
        self._show_initials()
        self.name.selectAll()
        self.name.setFocus()

    def _swatches(self, chosen: str) -> QHBoxLayout:
        """Lay out the colours to choose from, the coder's own among them."""
        row = QHBoxLayout()
        row.setSpacing(2)
        for number, colour in enumerate(dict.fromkeys((*COLORS, chosen)), 1):
            swatch = Swatch(colour, tr(words_coders.COLOUR_NUMBER).format(number=number))
            swatch.setChecked(colour == chosen)
            self._colours.addButton(swatch)
            row.addWidget(swatch)
        row.addStretch(1)
        return row

    def ask_only_name(self) -> None:
        """Leave all but the name for later."""
        for row in range(1, self._form.rowCount()):
            self._form.setRowVisible(row, False)

    def values(self) -> dict[str, str]:
        """Return what differs from before."""
        chosen = self._colours.checkedButton()
        assert isinstance(chosen, Swatch)
        given = {
            "name": self.name.text().strip(),
            "initials": self.initials.text().strip(),
            "alias": self.alias.text().strip(),
            "color": chosen.colour,
        }
        return {key: value for key, value in given.items() if value != getattr(self._coder, key)}

    def accept(self) -> None:
        """Tell what was changed."""
        self.told.emit(self.values())
        super().accept()

    def _follow_name(self, name: str) -> None:
        self.ok.setEnabled(bool(name.strip()))
        if not self._has_own:
            self.initials.setText(initials(name)[:LONGEST_INITIALS])
            self._show_initials()

    def _keep_initials(self, given: str) -> None:
        self._has_own = bool(given.strip())
        self._show_initials()

    def _show_initials(self) -> None:
        for swatch in self._colours.buttons():
            swatch.setText(self.initials.text())
            swatch.update()
