"""All actions with their keys, to be found, changed and set back; a clash is said before it is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop_app.gui import keys, words
from desktop_app.gui.actions import ACTIONS, GROUPS, Action
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.matching import matches
from desktop_app.gui.pieces import ROW, bold, plain_label
from desktop_app.gui.words import tr
from desktop_app.settings import Settings

_ROW = Qt.ItemDataRole.UserRole + 1


class ShortcutsDialog(QDialog):
    """A tree of menus and actions; below it the key of the action in hand."""

    changed = Signal()
    """Keys were changed, and kept in the settings."""
    cardWanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(words.KEYS_TITLE))
        self._settings = settings
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr(words.KEYS_FILTER))
        self.filter.setAccessibleName(tr(words.KEYS_FILTER))
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(tr(words.KEYS_TITLE))
        self.tree.setHeaderLabels([tr(words.KEYS_ACTION), tr(words.KEYS_KEY)])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.tree.setColumnWidth(1, 170)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(12)
        self.field = QKeySequenceEdit()
        self.field.setMaximumSequenceLength(1)
        self.field.setAccessibleName(tr(words.KEYS_PRESS))
        self.field.setFixedWidth(190)
        self.use = QPushButton(tr(words.KEYS_USE))
        self.none = QPushButton(tr(words.KEYS_NONE))
        self.usual = QPushButton(tr(words.KEYS_USUAL))
        self._foot = Foot(self)
        self.all_usual = self._foot.add(words.KEYS_ALL_USUAL)
        self.card = self._foot.add(words.KEYS_CARD)
        self.shut = self._foot.out
        self.message = plain_label(is_dim=True)
        self.message.setMinimumHeight(36)
        self._lay_out()
        self._wire()
        self._fill()
        self.resize(560, 600)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the filter to what it found; Return does not close the dialog there."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.filter.hasFocus():
            self.tree.setFocus()
        else:
            super().keyPressEvent(event)

    def select(self, action_id: str) -> None:
        """Take an action in hand."""
        for item in self._items():
            if item.data(0, _ROW).id == action_id:
                self.tree.setCurrentItem(item)

    def current(self) -> Action | None:
        """Return the action in hand."""
        item = self.tree.currentItem()
        row = item.data(0, _ROW) if item else None
        return row if isinstance(row, Action) else None

    def _lay_out(self) -> None:
        edit = QHBoxLayout()
        for widget in (self.field, self.use, self.none, self.usual):
            edit.addWidget(widget)
        edit.addStretch(1)
        layout = body(self)
        layout.setSpacing(8)
        layout.addWidget(self.filter)
        layout.addWidget(self.tree, 1)
        layout.addLayout(edit)
        layout.addWidget(self.message)
        layout.addLayout(self._foot)

    def _wire(self) -> None:
        self.filter.textChanged.connect(self._filter)
        self.tree.currentItemChanged.connect(lambda *_: self._show_current())
        self.field.keySequenceChanged.connect(lambda _: self._judge())
        self.use.clicked.connect(self._use)
        self.none.clicked.connect(lambda: self._keep([]))
        self.usual.clicked.connect(lambda: self._keep(None))
        self.all_usual.clicked.connect(self._forget_all)
        self.card.clicked.connect(self.cardWanted)

    def _fill(self) -> None:
        for menu in GROUPS:
            group = QTreeWidgetItem([tr(menu).replace("&", "")])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            group.setFont(0, bold(self.font()))
            group.setSizeHint(0, QSize(0, ROW + 6))
            self.tree.addTopLevelItem(group)
            for row in ACTIONS:
                if row.menu == menu:
                    item = QTreeWidgetItem([tr(row.text).replace("&", ""), ""])
                    item.setData(0, _ROW, row)
                    item.setSizeHint(0, QSize(0, ROW))
                    group.addChild(item)
        self.tree.expandAll()
        self._show_keys()
        self.tree.setCurrentItem(self._items()[0])

    def _items(self) -> list[QTreeWidgetItem]:
        return [item for group in _below(self.tree.invisibleRootItem()) for item in _below(group)]

    def _show_keys(self) -> None:
        chosen = self._settings["keys"]
        for item in self._items():
            row: Action = item.data(0, _ROW)
            known = keys.keys_of(row, chosen)
            item.setText(1, ", ".join(keys.shown([key]) for key in known))
            font = item.font(1)
            font.setBold(known != row.keys)
            item.setFont(1, font)

    def _filter(self, typed: str) -> None:
        for item in self._items():
            item.setHidden(not matches(typed, f"{item.text(0)} {item.text(1)}"))
        for group in _below(self.tree.invisibleRootItem()):
            group.setHidden(all(item.isHidden() for item in _below(group)))

    def _show_current(self) -> None:
        row = self.current()
        known = keys.keys_of(row, self._settings["keys"]) if row else ()
        self.field.setKeySequence(QKeySequence(known[0] if known else ""))
        for widget in (self.field, self.none, self.usual):
            widget.setEnabled(row is not None)
        self._judge()

    def _judge(self) -> None:
        """Say whose key this is, before it is taken."""
        row, key = self.current(), keys.portable(self.field.keySequence())
        said, can_use = "", bool(row and key)
        if row and key:
            chosen = self._settings["keys"]
            owner = keys.owner_of(key, chosen, row.id)
            if keys.is_code_key(key):
                said, can_use = tr(words.KEYS_CODE_KEY).format(key=key), False
            elif owner:
                name = tr(owner.text).replace("&", "")
                said = tr(words.KEYS_CLASH).format(key=keys.shown([key]), owner=name)
            elif key in keys.keys_of(row, chosen):
                can_use = False
        self.message.setText(said)
        self.use.setEnabled(can_use)

    def _use(self) -> None:
        row, key = self.current(), keys.portable(self.field.keySequence())
        if row is None:
            return
        chosen = dict(self._settings["keys"])
        _take_away(key, chosen, row)
        chosen[row.id] = [key]
        self._set(chosen)

    def _keep(self, own: list[str] | None) -> None:
        row = self.current()
        if row:
            chosen = dict(self._settings["keys"])
            chosen.pop(row.id, None)
            if own is not None:
                chosen[row.id] = own
            for key in keys.keys_of(row, chosen):
                _take_away(key, chosen, row)
            self._set(chosen)

    def _forget_all(self) -> None:
        self._set({})

    def _set(self, chosen: dict[str, list[str]]) -> None:
        usual = {row.id: list(row.keys) for row in ACTIONS}
        self._settings["keys"] = {id_: own for id_, own in chosen.items() if own != usual.get(id_)}
        self._show_keys()
        self._show_current()
        self.changed.emit()


def _below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (item.child(at) for at in range(item.childCount()))
    return [child for child in children if child is not None]


def _take_away(key: str, chosen: dict[str, list[str]], row: Action) -> None:
    """Take a key from whatever else has it: a key of two actions does neither."""
    while owner := keys.owner_of(key, chosen, row.id):
        known = keys.keys_of(owner, chosen)
        chosen[owner.id] = [k for k in known if QKeySequence(k) != QKeySequence(key)]
