"""The list of places where readers met or parted: a line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.core.comparing.places import Place
from desktop_app.gui.pieces import draw_row, draw_swatch, tip
from desktop_app.gui.seminar import says
from desktop_app.gui.theme import current_theme, reading_font
from desktop_app.gui.words import tr

ROW_HEIGHT = 27
_SIZE = 14
_REFERENCE, _CODE, _WORDS = 56, 0.2, 0.42
_INDEX = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as it is shown: where it stands, its words, who marked what, what was settled."""

    place: Place
    reference: str
    code: str
    color: str
    words: str
    who: str
    verdict: str = ""

    @property
    def spoken(self) -> str:
        """Say the whole line."""
        parts = (self.reference, self.code, self.words, self.who, self.verdict)
        return ", ".join(part for part in parts if part)


class PlaceModel(QAbstractListModel):
    """The rows shown."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[PlaceRow] = ()

    def show(self, rows: Sequence[PlaceRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _INDEX = QModelIndex()) -> int:  # noqa: B008 - Qt's own way
        """Count the rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _INDEX, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Say a row; its tip has all of its words."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(row.spoken)
        return row if role == Qt.ItemDataRole.UserRole else None


class PlaceDelegate(QStyledItemDelegate):
    """Paints reference, code, words and readers in columns."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _INDEX) -> QSize:
        """Give every row one height."""
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _INDEX) -> None:
        """Paint a row."""
        row: PlaceRow = index.data(Qt.ItemDataRole.UserRole)
        theme = current_theme()
        draw_row(painter, option)
        rect: QRect = option.rect.adjusted(14, 0, -14, 0)
        painter.save()
        plain = painter.font()
        _put(painter, QRect(rect.left(), rect.top(), _REFERENCE, rect.height()), row.reference,
             theme.dim)  # fmt: skip
        left = rect.left() + _REFERENCE
        rest = rect.width() - _REFERENCE
        if row.code:
            draw_swatch(painter, left, rect.center().y() + 0.5, row.color)
        code = QRect(left + 20, rect.top(), round(rest * _CODE) - 28, rect.height())
        _put(painter, code, row.code or tr(says.PLAIN), theme.ink)
        words = QRect(
            left + round(rest * _CODE), rect.top(), round(rest * _WORDS) - 12, rect.height()
        )
        painter.setFont(reading_font(_SIZE))
        _put(painter, words, row.words, theme.ink)
        painter.setFont(plain)
        who = QRect(
            words.right() + 12, rect.top(), rect.right() - words.right() - 12, rect.height()
        )
        said = f"{row.who} · {row.verdict}" if row.verdict else row.who
        _put(painter, who, said, theme.dim)
        painter.restore()


def _put(painter: QPainter, room: QRect, text: str, colour: str) -> None:
    painter.setPen(QColor(colour))
    said = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, flags | Qt.TextFlag.TextSingleLine, said)


class PlaceRows(Sequence[PlaceRow]):
    """The rows of places, each made when it is first looked at."""

    def __init__(self, places: Sequence[Place], make: Callable[[Place], PlaceRow]) -> None:
        self.places = places
        self._make = make
        self._made: dict[int, PlaceRow] = {}

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, at: int) -> PlaceRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[PlaceRow]: ...
    def __getitem__(self, at: int | slice) -> PlaceRow | list[PlaceRow]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        place = self.places[at]
        number = at % len(self.places)
        if number not in self._made:
            self._made[number] = self._make(place)
        return self._made[number]


def compose(
    places: Sequence[Place],
    text: str,
    reference: Callable[[int], str],
    codes: Mapping[str, tuple[str, str]],
    names: Mapping[str, str],
    verdict_of: Callable[[Sequence[str]], str],
) -> PlaceRows:
    """Make rows of places; codes are (name, colour), what was decided on marks a sentence."""

    def make(place: Place) -> PlaceRow:
        code, color = codes.get(place.code_id or "", ("", ""))
        quote = " ".join(text[place.start : min(place.end, place.start + 300)].split())
        who = _who(place, codes, names)
        verdict = verdict_of(place.annotations)
        return PlaceRow(place, reference(place.start), code, color, quote, who, verdict)

    return PlaceRows(places, make)


def _who(place: Place, codes: Mapping[str, tuple[str, str]], names: Mapping[str, str]) -> str:
    said = f"{len(place.coders)}/{place.readers}: {', '.join(names[c] for c in place.coders)}"
    others: dict[str, list[str]] = {}
    for mark in place.others:
        code = codes.get(mark.code_id or "", (tr(says.PLAIN), ""))[0]
        if names[mark.coder_id] not in others.setdefault(code, []):
            others[code].append(names[mark.coder_id])
    for code, who in others.items():
        said += f"; {tr(says.OTHERS_SAID).format(names=', '.join(who), code=code)}"
    return said
