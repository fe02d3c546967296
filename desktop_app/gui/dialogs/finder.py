"""The popup in which one types to find: codes near a selection, actions in the palette.

It lies inside the window rather than in one of its own, so that input methods, focus and
placing work alike on every desktop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop_app.core.codetree import SEPARATOR, split_path
from desktop_app.gui import words
from desktop_app.gui.matching import rank
from desktop_app.gui.pieces import (
    ROW,
    draw_elided,
    draw_key,
    draw_row,
    draw_swatch,
    one_line,
    plain_label,
    small,
)
from desktop_app.gui.theme import current_theme
from desktop_app.gui.words import tr

WIDTH = 380
_SHOWN_ROWS = 9
_ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class FinderItem:
    """Something that can be found: `title` may be a path of codes, of which the last is its name.

    `color` is that of a code, or "" for what has none; `aliases` are found but not shown.
    """

    id: str
    title: str
    detail: str = ""
    key: str = ""
    color: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def levels(self) -> list[str]:
        """List the names on the way down to a code, or the whole title of anything else."""
        is_path = self.color or SEPARATOR in self.title
        return (split_path(self.title) if is_path else []) or [self.title]


def find(items: Sequence[FinderItem], typed: str) -> list[FinderItem]:
    """Find what fits all words typed, the best first; all items in their order for none."""
    if not typed.strip():
        return list(items)
    ranked = []
    for item in items:
        levels = item.levels
        place = rank(typed, levels[-1], "\n".join((SEPARATOR.join(levels), *item.aliases)))
        if place is not None:
            ranked.append((place, item))
    return [item for _, item in sorted(ranked, key=lambda pair: pair[0])]


class _Found(QAbstractListModel):
    """What was found; a last row without an item offers to make what was typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: list[FinderItem | None] = []
        self.typed = ""

    def show(self, items: Sequence[FinderItem | None], typed: str) -> None:
        self.beginResetModel()
        self.items, self.typed = list(items), typed
        self.endResetModel()

    def rowCount(self, parent: Any = None) -> int:
        return len(self.items)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.items[index.row()]
        if role == _ITEM_ROLE:
            return item
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return item.title if item else tr(words.CREATE_CODE).format(path=self.typed)


class _FinderDelegate(QStyledItemDelegate):
    """Paints a swatch, the name with what stands above it dim, and the key."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        return QSize(0, max(ROW, option.fontMetrics.height() + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        theme = current_theme()
        item: FinderItem | None = index.data(_ITEM_ROLE)
        rect: QRect = option.rect
        painter.save()
        draw_row(painter, option)
        painter.setFont(option.font)
        rest = rect.adjusted(10, 0, -10, 0)
        if item and item.color:
            draw_swatch(painter, rest.left(), rect.center().y() + 0.5, item.color)
        if item is None or item.color:
            rest.setLeft(rest.left() + 21)
        if item and item.key:
            rest.setRight(draw_key(painter, rest.right(), rect, item.key) - 8)
        *above, name = item.levels if item else [str(index.data())]
        if above:
            said = f"{' › '.join(map(one_line, above))} › "
            painter.setPen(QColor(theme.dim))
            draw_elided(painter, rest.adjusted(0, 0, -rest.width() // 3, 0), said)
            width = QFontMetrics(painter.font()).horizontalAdvance(said)
            rest.setLeft(rest.left() + min(width, rest.width() * 2 // 3))
        painter.setPen(QColor(theme.ink if item else theme.accent))
        draw_elided(painter, rest, one_line(name))
        painter.restore()


class Finder(QFrame):
    """A field over a list; Return picks and closes, Shift+Return picks and stays."""

    picked = Signal(str)
    created = Signal(str)
    """Nothing has exactly this path, and it shall be made."""
    closed = Signal()

    def __init__(
        self,
        items: Sequence[FinderItem],
        *,
        parent: QWidget,
        creates: bool = False,
    ) -> None:
        super().__init__(parent.window())
        self.hide()
        self._before: QWidget | None = None
        self.setObjectName("finder")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._items = items
        self._paths = {tuple(split_path(item.title)) for item in items}
        self._creates = creates
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr(words.FIND_HINT))
        self.field.setAccessibleName(tr(words.FIND_HINT))
        self.view = QListView()
        self.model = _Found(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_FinderDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setAccessibleName(tr(words.FIND_HINT))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.footer = plain_label(is_dim=True)
        self.footer.setFont(small(self.footer.font()))
        self.footer.setContentsMargins(6, 4, 6, 4)
        self.footer.setVisible(any(item.detail for item in items))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(7, 7, 7, 5)
        layout.setSpacing(5)
        for widget in (self.field, self.view, self.footer):
            layout.addWidget(widget)
        self.setFixedWidth(WIDTH)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._find)
        self.view.clicked.connect(lambda _: self._take(stays=False))
        self.view.selectionModel().currentChanged.connect(self._describe)
        self._find("")

    def open_at(self, point: QPoint, line: int = 0) -> None:
        """Open at a point of the screen, or as near to it as the window has room.

        Where there is too little below the point, it opens above the line that ends there, whose
        height is `line` pixels: what is pointed at stays in sight.
        """
        window = self.window()
        room = window.rect().adjusted(8, 8, -8, -8)
        place = window.mapFromGlobal(point)
        self.adjustSize()
        left = max(room.left(), min(place.x(), room.right() - self.width()))
        top, above = place.y(), place.y() - line - self.height()
        if line and top + self.height() > room.bottom() and above >= room.top():
            top = above
        top = max(room.top(), min(top, room.bottom() - self.height()))
        self.move(left, top)
        self._before = window.focusWidget()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the list the keys that move in it, and pick with Return."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _MOVES:
                self.view.keyPressEvent(event)
                return True
            if event.key() in _RETURNS:
                is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._take(stays=is_shifted)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._go_back()
                return True
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _PASSING:
            # The reader has turned elsewhere in this window; other windows leave it open.
            self.hide()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edge of the popup."""
        painter = QPainter(self)
        painter.setPen(QColor(current_theme().rule))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it is over, however it ended; a window laid aside keeps it."""
        super().hideEvent(event)
        if event.spontaneous():
            return
        self.closed.emit()
        self.deleteLater()

    def _go_back(self) -> None:
        """Close, and give the focus back to where it was."""
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()

    def _find(self, typed: str) -> None:
        found: list[FinderItem | None] = list(find(self._items, typed))
        path = one_line(typed)
        names = tuple(split_path(path))
        if self._creates and names and names not in self._paths:
            found.append(None)
        self.model.show(found, path)
        self.view.setFixedHeight(self._list_height(len(found)))
        self.view.setVisible(bool(found))
        self.adjustSize()
        if found:
            self.view.setCurrentIndex(self.model.index(0))
        else:
            is_first = self._creates and not self._items and not path
            self.footer.setText(tr(words.FIND_NO_CODE if is_first else words.FIND_NOTHING))
            self.footer.show()

    def _describe(self) -> None:
        index = self.view.currentIndex()
        item = self.model.items[index.row()] if index.isValid() else None
        lines = one_line(item.detail) if item else tr(words.CREATE_CODE_HINT)
        self.footer.setText(lines if len(lines) <= 160 else f"{lines[:159]}…")

    def _list_height(self, rows: int) -> int:
        row = max(ROW, self.fontMetrics().height() + 8)
        return max(1, min(_SHOWN_ROWS, rows)) * row + 4

    def _take(self, *, stays: bool) -> None:
        index = self.view.currentIndex()
        if not index.isValid():
            return
        item = self.model.items[index.row()]
        if not stays:
            self._go_back()
        if item:
            self.picked.emit(item.id)
        else:
            self.created.emit(self.model.typed)
        if stays:
            self.field.selectAll()
