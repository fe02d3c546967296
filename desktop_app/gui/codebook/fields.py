"""What a form is made of: texts that grow, rows of roles, rows of properties."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.model import PROPERTY_KINDS, PropertyRule, Role
from desktop_app.gui.codebook import says
from desktop_app.gui.icons import icon
from desktop_app.gui.pieces import CalmCombo, typed_text
from desktop_app.gui.words import tr

LINES = 2
MOST_LINES = 14
FRAME = 24
"""What margins, padding and frame take of the height."""


class GrowingText(QPlainTextEdit):
    """A text field as high as what stands in it; Tab leaves it."""

    edited = Signal()

    def __init__(self, title: str, hint: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._is_filling = False
        self.textChanged.connect(self._follow)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    def fill(self, text: str) -> None:
        """Show a text without saying that it was edited."""
        if text != typed_text(self):
            self._is_filling = True
            self.setPlainText(text)
            self._is_filling = False

    def text(self) -> str:
        """Read what was typed."""
        return typed_text(self)

    def sizeHint(self) -> QSize:
        """Ask for the height of the text."""
        return QSize(super().sizeHint().width(), self.height())

    def _follow(self) -> None:
        if not self._is_filling:
            self.edited.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the text is at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        lines, block, layout = 0, self.document().begin(), self.document().documentLayout()
        while block.isValid() and lines < MOST_LINES:
            # Asked for its place, a paragraph is divided into lines, which otherwise comes later.
            layout.blockBoundingRect(block)
            lines += block.lineCount()
            block = block.next()
        height = max(LINES, min(MOST_LINES, lines)) * self.fontMetrics().lineSpacing() + FRAME
        if height != self.height():
            self.setFixedHeight(height)


class CalmLine(QLineEdit):
    """A line that gives Return to no button of the window around it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Return as the end of typing here."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class _Rows(QWidget):
    """Rows that can be added, taken away and moved up."""

    edited = Signal()

    def __init__(self, title: str, add: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._lines: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self.add = QPushButton(icon("plus"), add)
        self.add.setFlat(True)
        self.add.clicked.connect(self._add_empty)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.add)
        foot.addStretch(1)
        self._layout.addLayout(foot)

    def _clear(self) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []

    def _put(self, line: QWidget) -> None:
        self._layout.insertWidget(len(self._lines), line)
        self._lines.append(line)

    def _tools(self, line: QWidget, layout: QHBoxLayout) -> None:
        for name, said, act in (
            ("chevron-up", says.ROW_UP, self._raise),
            ("close", says.REMOVE_ROW, self._remove),
        ):
            button = QToolButton()
            button.setIcon(icon(name, is_dim=True))
            button.setAccessibleName(tr(said))
            button.setToolTip(tr(said))
            button.clicked.connect(lambda _=False, a=act: a(line))
            layout.addWidget(button)

    def _remove(self, line: QWidget) -> None:
        self._lines.remove(line)
        line.hide()
        line.deleteLater()
        self.edited.emit()

    def _raise(self, line: QWidget) -> None:
        at = self._lines.index(line)
        if at:
            self._lines.insert(at - 1, self._lines.pop(at))
            self._layout.removeWidget(line)
            self._layout.insertWidget(at - 1, line)
            self.edited.emit()

    def _add_empty(self) -> None:
        raise NotImplementedError


class _RoleLine(QWidget):
    """One role: its name, and whether a figure needs it."""

    def __init__(self, role: Role, number: int) -> None:
        super().__init__()
        self.name = CalmLine(role.name)
        self.name.setAccessibleName(tr(says.ROLE_NAME).format(number=number))
        self.required = QCheckBox(tr(says.ROLE_REQUIRED))
        self.required.setChecked(role.is_required)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)
        self.row.addWidget(self.name, 1)
        self.row.addWidget(self.required)


class RoleRows(_Rows):
    """The roles of a code, in order."""

    def __init__(self) -> None:
        super().__init__(tr(says.ROLES), tr(says.ADD_ROLE))

    def fill(self, roles: Sequence[Role]) -> None:
        """Show roles."""
        if tuple(roles) != self.value():
            self._clear()
            for role in roles:
                self._line(role)

    def value(self) -> tuple[Role, ...]:
        """Read the roles that have a name, each name once."""
        found: dict[str, Role] = {}
        for line in self._lines:
            assert isinstance(line, _RoleLine)
            name = line.name.text().strip()
            if name:
                found.setdefault(name, Role(name, line.required.isChecked()))
        return tuple(found.values())

    def _line(self, role: Role) -> _RoleLine:
        line = _RoleLine(role, len(self._lines) + 1)
        self._tools(line, line.row)
        line.name.textEdited.connect(lambda _: self.edited.emit())
        line.required.toggled.connect(lambda _: self.edited.emit())
        self._put(line)
        return line

    def _add_empty(self) -> None:
        self._line(Role("")).name.setFocus()


class _PropertyLine(QWidget):
    """One property: its name, kind, values and default."""

    def __init__(self, rule: PropertyRule, number: int) -> None:
        super().__init__()
        self.name = CalmLine(rule.name)
        self.name.setAccessibleName(tr(says.PROPERTY_NAME).format(number=number))
        self.name.setPlaceholderText(tr(says.NAME))
        self.kind: QComboBox = CalmCombo()
        self.kind.setAccessibleName(tr(says.PROPERTY_KIND).format(number=number))
        for kind in PROPERTY_KINDS:
            self.kind.addItem(tr(says.PROPERTY_KINDS[kind]), kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(rule.kind)))
        self.allowed = CalmLine(" | ".join(rule.allowed))
        self.allowed.setAccessibleName(tr(says.PROPERTY_ALLOWED).format(number=number))
        self.allowed.setPlaceholderText(tr(says.PROPERTY_ALLOWED_HINT))
        self.default = CalmLine(rule.default)
        self.default.setAccessibleName(tr(says.PROPERTY_DEFAULT).format(number=number))
        self.default.setPlaceholderText(tr(says.PROPERTY_DEFAULT_HINT))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)
        self.row.addWidget(self.name, 3)
        self.row.addWidget(self.kind)
        self.row.addWidget(self.allowed, 4)
        self.row.addWidget(self.default, 2)
        self.kind.currentIndexChanged.connect(lambda _: self.show_kind())
        self.show_kind()

    def show_kind(self) -> None:
        """Ask for values where the kind is a choice."""
        self.allowed.setEnabled(self.kind.currentData() == "choice")

    def value(self) -> PropertyRule:
        """Read the property as typed."""
        kind = str(self.kind.currentData())
        cells = [each.strip() for each in self.allowed.text().split("|")]
        allowed = tuple(dict.fromkeys(filter(None, cells))) if kind == "choice" else ()
        return PropertyRule(self.name.text().strip(), kind, allowed, self.default.text().strip())


class PropertyRows(_Rows):
    """The properties that a code asks of its annotations."""

    def __init__(self) -> None:
        super().__init__(tr(says.PROPERTIES), tr(says.ADD_PROPERTY))

    def fill(self, rules: Sequence[PropertyRule]) -> None:
        """Show properties."""
        if tuple(rules) != self.value():
            self._clear()
            for rule in rules:
                self._line(rule)

    def value(self) -> tuple[PropertyRule, ...]:
        """Read the properties that are whole: named, and a choice with its values."""
        found: dict[str, PropertyRule] = {}
        for line in self._lines:
            assert isinstance(line, _PropertyLine)
            rule = line.value()
            if rule.name and not is_half(rule):
                found.setdefault(rule.name, rule)
        return tuple(found.values())

    def has_half(self) -> bool:
        """Tell whether a choice still waits for its values."""
        return any(is_half(line.value()) for line in self._lines if isinstance(line, _PropertyLine))

    def _line(self, rule: PropertyRule) -> _PropertyLine:
        line = _PropertyLine(rule, len(self._lines) + 1)
        self._tools(line, line.row)
        for field in (line.name, line.allowed, line.default):
            field.textEdited.connect(lambda _: self.edited.emit())
        line.kind.currentIndexChanged.connect(lambda _: self.edited.emit())
        self._put(line)
        return line

    def _add_empty(self) -> None:
        self._line(PropertyRule("", "choice")).name.setFocus()


def is_half(rule: PropertyRule) -> bool:
    """Tell whether a property is a choice without values, or its default is none of them."""
    return rule.kind == "choice" and (
        not rule.allowed or bool(rule.default and rule.default not in rule.allowed)
    )
