"""The form of a code's entry: all fields, kept as they are typed, each pause one step."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app import core
from desktop_app.core.errors import AppError, StorageFailed, WritingStopped
from desktop_app.core.model import Code, NoteTarget, Op
from desktop_app.formats.codebook_cells import read_aliases, write_aliases
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.codebook import says
from desktop_app.gui.codebook.fields import CalmLine, GrowingText, PropertyRows, RoleRows
from desktop_app.gui.dialogs.key import KeyDialog
from desktop_app.gui.pieces import EDGE, KEPT_WITHIN, CalmCombo, caption, plain_label, swatch_icon
from desktop_app.gui.theme import PALETTE
from desktop_app.gui.words import tr

PAUSE = 700
"""Milliseconds without a key after which what was typed is kept."""


class EntryForm(QScrollArea):
    """Shows one code's entry and writes what is changed in it."""

    kept = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.code: Code | None = None
        self._note = ""
        self._touched: set[str] = set()
        self._is_filling = False
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.flush)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()

    # What is shown
    def show_code(self, code: Code | None) -> None:
        """Show another code's entry, or the same one changed; what was typed is kept first."""
        if self.code and (code is None or code.id != self.code.id):
            self.flush()
        is_same = bool(self.code and code and self.code.id == code.id)
        self.code = code
        self._inside.setEnabled(code is not None and self._can_write())
        if code is None:
            return
        if not is_same:
            self._touched.clear()
        self._fill(code, self._touched)
        if not is_same:
            self.problem.hide()
            self.verticalScrollBar().setValue(0)

    def flush(self) -> None:
        """Keep what was typed, as one step."""
        self._timer.stop()
        code = self.code
        project = self.session.project
        if code is None or project is None or not project.is_writable:
            return
        new, touched = self._typed(), set(self._touched)
        self._touched.clear()
        if not new or code.id not in self.session.tree:
            self._say_half()
            return
        only_name = set(new) == {"name"}
        note = new.pop("note", None)
        try:
            with project.change(
                Op.RENAME_CODE if only_name else Op.EDIT_CODE, self.session.coder_id, self
            ) as change:
                if new:
                    core.codebook.edit_code(change, code.id, **new)
                if note is not None:
                    core.notes.write_note(change, NoteTarget("code", code.id), note)
                    change.facts = {"code": code.name}
            self.problem.hide()
        except AppError as error:
            if isinstance(error, StorageFailed | WritingStopped):
                self._touched |= touched  # it is the file's fault: tried again with the next act
            self.problem.setText(words.explain(error))
            self.problem.show()
        self._say_half()

    # Making
    def _lay_out(self) -> None:
        self._inside = inside = QWidget()
        inside.setObjectName("entryForm")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(EDGE, 10, EDGE, 16)
        layout.setSpacing(4)
        self.problem = plain_label()
        self.problem.setObjectName("problem")
        self.problem.hide()
        self.counts = plain_label(is_dim=True)
        layout.addWidget(self.problem)
        layout.addLayout(self._head())
        layout.addWidget(self.counts)
        self.texts: dict[str, GrowingText] = {}
        for name, title, hint in says.FIELDS:
            field = GrowingText(tr(title), tr(hint))
            field.edited.connect(lambda n=name: self._touch(n))
            self.texts[name] = field
            self._section(layout, tr(title), field)
        self.aliases = CalmLine()
        self.aliases.setAccessibleName(tr(says.ALIASES))
        self.aliases.setPlaceholderText(tr(says.ALIASES_HINT))
        self.aliases.textEdited.connect(lambda _: self._touch("aliases"))
        self._section(layout, tr(says.ALIASES), self.aliases)
        self.roles, self.properties = RoleRows(), PropertyRows()
        self.roles.edited.connect(lambda: self._touch("roles"))
        self.properties.edited.connect(lambda: self._touch("properties"))
        self._section(layout, tr(says.ROLES), self.roles)
        self._section(layout, tr(says.PROPERTIES), self.properties)
        layout.addStretch(1)
        self.setWidget(inside)

    def _section(self, layout: QVBoxLayout, title: str, field: QWidget) -> None:
        head = caption(title)
        head.setContentsMargins(0, 6, 0, 0)
        head.setBuddy(field)
        layout.addWidget(head)
        layout.addWidget(field)

    def _head(self) -> QVBoxLayout:
        self.name = CalmLine()
        self.name.setAccessibleName(tr(says.NAME))
        self.name.textEdited.connect(lambda _: self._touch("name"))
        self.name.editingFinished.connect(self.flush)
        self.colour, self.key = QPushButton(), QPushButton()
        self.colour.setAccessibleName(tr(says.COLOUR))
        self.colour.clicked.connect(self._choose_colour)
        self.key.setAccessibleName(tr(says.KEY))
        self.key.clicked.connect(self._choose_key)
        self.status: QComboBox = CalmCombo()
        self.status.setAccessibleName(tr(says.STATUS))
        for text, value in ((says.ACTIVE, "active"), (says.RETIRED, "retired")):
            self.status.addItem(tr(text).capitalize(), value)
        self.successor: QComboBox = CalmCombo()
        self.successor.setAccessibleName(tr(says.REPLACED_BY))
        self.successor.setMinimumContentsLength(14)
        self.successor.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._successor_label = caption(tr(says.REPLACED_BY))
        self.status.currentIndexChanged.connect(lambda _: self._touch("status"))
        self.successor.currentIndexChanged.connect(lambda _: self._touch("replaced_by"))
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in (self.colour, self.key, self.status, self._successor_label, self.successor):
            line.addWidget(widget)
        line.addStretch(1)
        head = QVBoxLayout()
        head.setSpacing(8)
        title = caption(tr(says.NAME))
        title.setBuddy(self.name)
        head.addWidget(title)
        head.addWidget(self.name)
        head.addLayout(line)
        return head

    # Reading and filling
    def _fill(self, code: Code, typed: set[str]) -> None:
        project = self.session.project
        assert project is not None
        self._note = core.notes.read_note(project, NoteTarget("code", code.id))
        self._is_filling = True
        if "name" not in typed and self.name.text().strip() != code.name:
            self.name.setText(code.name)
        for name, field in self.texts.items():
            if name not in typed:
                field.fill(self._note if name == "note" else getattr(code, name))
        if "aliases" not in typed and read_aliases(self.aliases.text()) != code.aliases:
            self.aliases.setText(write_aliases(code.aliases))
        if "roles" not in typed:
            self.roles.fill(code.roles)
        if "properties" not in typed and not self.properties.has_half():
            self.properties.fill(code.properties)
        self.colour.setIcon(swatch_icon(code.color))
        self.colour.setText(tr(says.COLOUR))
        self.key.setText(f"{tr(says.KEY)}: {code.shortcut or tr(says.NONE).lower()}")
        if not typed & {"status", "replaced_by"}:
            self.status.setCurrentIndex(self.status.findData(code.status))
            self._fill_successors(code)
        self._is_filling = False

    def _fill_successors(self, code: Code) -> None:
        is_retired = code.status == "retired"
        self._successor_label.setVisible(is_retired)
        self.successor.setVisible(is_retired)
        self.successor.clear()
        self.successor.addItem(tr(says.NONE), None)
        if is_retired:
            tree = self.session.tree
            for each in tree:
                if each.id != code.id and each.status == "active":
                    self.successor.addItem(tree.path(each.id), each.id)
        self.successor.setCurrentIndex(max(0, self.successor.findData(code.replaced_by)))

    def _typed(self) -> dict[str, Any]:
        """Read what differs from what is kept."""
        code = self.code
        if code is None:
            return {}
        found: dict[str, Any] = {name: field.text() for name, field in self.texts.items()}
        found |= {
            "name": self.name.text().strip(),
            "aliases": tuple(dict.fromkeys(read_aliases(self.aliases.text()))),
            "roles": self.roles.value(),
            "properties": code.properties
            if self.properties.has_half()
            else self.properties.value(),
            "status": self.status.currentData(),
        }
        is_retired = found["status"] == "retired"
        found["replaced_by"] = (
            self.successor.currentData() if is_retired and code.status == "retired" else None
        )
        if found["replaced_by"] is None and is_retired and code.status != "retired":
            found["replaced_by"] = code.replaced_by
        wanted = set(self._touched)
        if "status" in wanted:
            wanted.add("replaced_by")
        if self.properties.has_half():
            wanted.discard("properties")
        return {
            name: value
            for name, value in found.items()
            if name in wanted and value != (self._note if name == "note" else getattr(code, name))
        }

    # Following
    def _can_write(self) -> bool:
        return bool(self.session.project and self.session.project.is_writable)

    def _touch(self, name: str) -> None:
        """Remember which field was edited: what a field cannot show it must not write back."""
        if not self._is_filling:
            self._touched.add(name)
            is_new = not self._timer.isActive()
            if is_new:
                self._since.start()
            # Who types without a pause is kept within two seconds all the same.
            if is_new or self._since.elapsed() < KEPT_WITHIN - PAUSE:
                self._timer.start()

    def _say_half(self) -> None:
        if self.properties.has_half() and self.problem.isHidden():
            self.problem.setText(tr(says.CHOICE_NEEDS_VALUES))
            self.problem.show()

    def _choose_colour(self) -> None:
        if self.code is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for hue in PALETTE:
            choice = menu.addAction(swatch_icon(hue.hex), tr(hue.title))
            choice.triggered.connect(lambda _=False, h=hue.hex: self._recolour(h))
        menu.addSeparator()
        menu.addAction(tr(words.OTHER_COLOUR), self._other_colour)
        menu.popup(self.colour.mapToGlobal(self.colour.rect().bottomLeft()))

    def _other_colour(self) -> None:
        assert self.code is not None
        dialog = QColorDialog(QColor(self.code.color), self)
        dialog.setWindowTitle(tr(says.COLOUR))
        dialog.colorSelected.connect(lambda colour: self._recolour(colour.name()))
        dialog.finished.connect(dialog.deleteLater)
        self.session.show_dialog(dialog)

    def _recolour(self, colour: str) -> None:
        if self.code:
            with self.session.change(Op.RECOLOR_CODE) as change:
                core.codebook.edit_code(change, self.code.id, color=colour)

    def _choose_key(self) -> None:
        if self.code:
            dialog = KeyDialog(self.code, self.session.tree, self)
            dialog.chosen.connect(self._set_key)
            self.session.show_dialog(dialog)

    def _set_key(self, key: str) -> None:
        if self.code:
            with self.session.change(Op.EDIT_CODE) as change:
                core.codebook.edit_code(change, self.code.id, shortcut=key)
