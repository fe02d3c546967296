"""Asks which other annotation one is linked to, and how: a kind, and a list that is typed into."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListView,
    QWidget,
)

from desktop_app.core.codetree import CodeTree
from desktop_app.core.model import Rows
from desktop_app.core.names import LONGEST
from desktop_app.core.numbering import Numbering
from desktop_app.gui import words, words_links
from desktop_app.gui.describing import place_in
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.matching import fold
from desktop_app.gui.panels.annotations.rows import read_rows
from desktop_app.gui.pieces import CalmCombo, ElidedLabel, caption, plain_label, swatch_icon
from desktop_app.gui.words import tr

SHOWN = 200
"""So many are listed at once, the nearest first."""
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Target(NamedTuple):
    """An annotation to link to: how it is shown, and in what it is looked for."""

    annotation_id: str
    colour: str
    said: str
    folded: str


class Looks(NamedTuple):
    """What annotations are named by; nothing here changes while a thread reads."""

    tree: CodeTree
    badges: Mapping[str, str]
    titles: Mapping[str, str]
    """Of the documents, by id, in their order."""
    numbering: Numbering
    shows: Callable[[str | None, str], bool]


def read_targets(rows: Rows, looks: Looks, document_id: str, near: int) -> list[Target]:
    """Read all annotations that are shown: those of one document first, from a place outwards."""
    found: dict[str, Target] = {}
    for home in sorted(looks.titles, key=lambda key: key != document_id):
        here = read_rows(rows, home, shows=looks.shows)
        if home == document_id:
            here.sort(key=lambda row: abs(row.start - near))
        title = "" if home == document_id else looks.titles[home]
        for row in here:
            if row.annotation_id in found:
                continue
            code = looks.tree.get(row.code_id)
            name = code.name if code else tr(words.PLAIN_HIGHLIGHT)
            place = title or (place_in(looks.numbering, row.start) if row.is_placed else "")
            coder = looks.badges.get(row.coder_id, "") if len(looks.badges) > 1 else ""
            line = f"“{row.line}”" if row.is_placed else tr(words.WITHOUT_WORDS)
            where = " · ".join(filter(None, (place, coder)))
            said = "  ".join(filter(None, (where, name, line)))
            path = looks.tree.path(row.code_id) if code else ""
            more = "" if row.is_placed else row.line
            color = code.color if code else ""
            found[row.annotation_id] = Target(
                row.annotation_id, color, said, fold(f"{said}\n{path}\n{more}")
            )
    return list(found.values())


class LinkDialog(QDialog):
    """A kind and a target; `wanted` tells both when Return or the button says so."""

    wanted = Signal(str, str)
    """The annotation with this id is to be linked to, by this kind."""

    def __init__(
        self, start: str, kinds: Sequence[str], targets: Sequence[Target], parent: QWidget
    ) -> None:
        """Ask; `start` names the annotation that is linked, the first of `kinds` is proposed."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(words_links.TITLE))
        self._targets = targets
        self.kind = CalmCombo()
        self.kind.setEditable(True)
        self.kind.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.kind.addItems(kinds)
        self.typed = self.kind.lineEdit()
        assert self.typed is not None
        self.typed.setMaxLength(LONGEST["link"])
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr(words_links.TO_HINT))
        for field in (self.kind, self.filter):
            field.installEventFilter(self)
        self.view = QListView()
        self.view.setObjectName("boxed")
        self.view.setAccessibleName(tr(words_links.TO))
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model = QStandardItemModel(self)
        self.view.setModel(self.model)
        self.said = plain_label(is_dim=True)
        self._foot = Foot(self, words_links.DO, said=self.said)
        self._lay_out(start)
        self.view.doubleClicked.connect(self.accept)
        self._foot.do.clicked.connect(self.accept)
        self.kind.editTextChanged.connect(self._judge)
        self.filter.textChanged.connect(self._find)
        self._find("")
        self.resize(520, 460)
        self.kind.setFocus()
        self.typed.selectAll()

    def accept(self) -> None:
        """Tell what was chosen."""
        index = self.view.currentIndex()
        if index.isValid() and self.kind.currentText().strip():
            self.wanted.emit(index.data(Qt.ItemDataRole.UserRole), self.kind.currentText())
            super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list from the field above it; link also while a kind is being completed."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.filter and event.key() in _MOVES:
                self.view.keyPressEvent(event)
                return True
            if watched is self.kind and event.key() in _RETURNS:
                self._foot.do.click()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self, start: str) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        fields: tuple[tuple[str, QWidget], ...] = (
            (words_links.FROM, ElidedLabel(start)),
            (words_links.KIND, self.kind),
            (words_links.TO, self.filter),
        )
        for at, (title, field) in enumerate(fields):
            label: QLabel = caption(tr(title))
            label.setBuddy(field)
            grid.addWidget(label, at, 0)
            grid.addWidget(field, at, 1)
        layout = body(self)
        layout.addLayout(grid)
        layout.addWidget(self.view, 1)
        layout.addLayout(self._foot)

    def _find(self, typed: str) -> None:
        wanted = fold(typed).split()
        found = [each for each in self._targets if all(word in each.folded for word in wanted)]
        self.model.clear()
        for target in found[:SHOWN]:
            item = QStandardItem(swatch_icon(target.colour), target.said)
            item.setData(target.annotation_id, Qt.ItemDataRole.UserRole)
            self.model.appendRow(item)
        self.view.setCurrentIndex(self.model.index(0, 0))
        more = words_links.FOUND_MORE if len(found) > SHOWN else ""
        said = more if found else words_links.FOUND_NONE
        self.said.setText(tr(said).format(count=SHOWN) if said else "")
        self._judge()

    def _judge(self) -> None:
        has_both = bool(self.model.rowCount() and self.kind.currentText().strip())
        self._foot.do.setEnabled(has_both)
