"""What stands on the card: the head with code and reference, the chips, the code's rules."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.model import Code
from desktop_app.gui import words
from desktop_app.gui.pieces import (
    SWATCH,
    bold,
    caption,
    draw_elided,
    draw_ring,
    draw_swatch,
    plain_label,
    small,
    tip,
)
from desktop_app.gui.theme import code_colours, current_theme, mix
from desktop_app.gui.words import tr

_NAME_LEFT = SWATCH + 7


class Card(QFrame):
    """A sheet of paper on the panel."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet with a fine edge."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.rule), 1))
        painter.setBrush(QColor(theme.paper))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)


class Head(QWidget):
    """A code's swatch and name, and at the right where the annotation stands and whose it is."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.reference, self._colour = "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_code(self, name: str, colour: str, path: str, reference: str) -> None:
        """Show another code, "" for no colour."""
        self.name, self._colour, self.reference = name, colour, reference
        self.setToolTip(tip(path))
        self.setAccessibleName(", ".join(filter(None, (path or name, reference))))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(200, self.fontMetrics().height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the swatch, the name in its colour, the reference dim."""
        theme = current_theme()
        painter = QPainter(self)
        draw_swatch(painter, 0, self.height() / 2, self._colour)
        painter.setPen(QColor(theme.dim))
        painter.setFont(small(self.font()))
        draw_elided(painter, self.rect(), self.reference, right=True)
        taken = painter.fontMetrics().horizontalAdvance(self.reference) + 8
        painter.setPen(QColor(code_colours(self._colour, theme).name))
        painter.setFont(bold(self.font()))
        draw_elided(painter, self.rect().adjusted(_NAME_LEFT, 0, -taken, 0), self.name)


class Chip(QAbstractButton):
    """One of several annotations at a place: a small swatch and its code's name."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._colour = colour
        self.setText(name)
        self.setAccessibleName(name)
        self.setToolTip(tip(name))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for one small line."""
        return QSize(80, self.fontMetrics().height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip, darker where it is the one in hand."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = theme.panel if not self.underMouse() else mix(theme.panel, theme.ink, 0.045)
        painter.setPen(QPen(QColor(theme.rule), 1))
        painter.setBrush(QColor(theme.selection if self.isChecked() else ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        draw_swatch(painter, 6, self.height() / 2, self._colour)
        painter.setFont(small(self.font()))
        painter.setPen(QColor(theme.ink))
        draw_elided(painter, self.rect().adjusted(6 + _NAME_LEFT - 2, 0, -5, 0), self.text())
        if self.hasFocus():
            draw_ring(painter, QRect(self.rect()))


class Chips(QWidget):
    """A few chips in two columns, of which one is in hand."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[str, Chip] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 2)
        self._grid.setSpacing(4)
        self.setAccessibleName(tr(words.OVERLAPPING))
        self.hide()

    def show_chips(self, looks: Sequence[tuple[str, str, str]], current: str) -> None:
        """Show chips of (id, name, colour); a single one is none."""
        for chip in self.chips.values():
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        for place, (key, name, colour) in enumerate(looks if len(looks) > 1 else ()):
            chip = Chip(name, colour)
            chip.setChecked(key == current)
            chip.clicked.connect(lambda _=False, k=key: self.chosen.emit(k))
            self._grid.addWidget(chip, place // 2, place % 2)
            self.chips[key] = chip
        self.setVisible(bool(self.chips))


class Rules(QWidget):
    """What a code's entry says while one codes: definition, rules, an example, its roles.

    An annotation that was made under an older wording says so.
    """

    entryWanted = Signal(str)
    """The whole entry of the code with this id is to be opened."""

    def __init__(self) -> None:
        super().__init__()
        self._code_id = ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(3)
        self.older = plain_label(tr(words.OLDER_WORDING), is_dim=True)
        self._layout.addWidget(self.older)
        self._lines = []
        for title, is_dim in (
            (words.DEFINITION, False),
            (words.WHEN_TO_USE, False),
            (words.WHEN_NOT_TO_USE, True),
            (words.CODE_EXAMPLE, True),
            (words.CODE_ROLES, True),
        ):
            head, text = caption(tr(title)), plain_label(is_dim=is_dim)
            head.setContentsMargins(0, 4, 0, 0)
            self._layout.addWidget(head)
            self._layout.addWidget(text)
            self._lines.append((head, text))
        self.entry = QPushButton(tr(words.WHOLE_ENTRY))
        self.entry.setFlat(True)
        self.entry.clicked.connect(lambda: self.entryWanted.emit(self._code_id))
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(self.entry)
        row.addStretch(1)
        self._layout.addLayout(row)

    def show_code(
        self, code: Code | None, *, is_defined: bool = True, wording: int | None = None
    ) -> None:
        """Show another code's rules, its definition where wanted; nothing where there is none.

        `wording` is that of the annotation in hand.
        """
        self._code_id = code.id if code else ""
        said = _said(code, is_defined) if code else ("",) * len(self._lines)
        for (head, label), text in zip(self._lines, said, strict=True):
            label.setText(text)
            head.setVisible(bool(text))
            label.setVisible(bool(text))
        is_older = bool(code and wording is not None and wording < code.wording)
        self.older.setVisible(is_older)
        self.setVisible(any(said) or is_older)


def _said(code: Code, is_defined: bool) -> tuple[str, ...]:
    roles = ", ".join(role.name for role in code.roles)
    definition = code.brief_definition or code.full_definition
    return (
        definition if is_defined else "",
        code.when_to_use,
        code.when_not_to_use,
        code.example,
        roles if is_defined else "",  # where there are parts, they name their roles
    )
