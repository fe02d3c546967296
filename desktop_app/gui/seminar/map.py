"""All readers of a text at a glance: a line each, from its beginning to its end, heat above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QToolTip, QWidget

from desktop_app.core.comparing.places import Heat, Marked
from desktop_app.core.model import Coder
from desktop_app.gui.pieces import draw_ring, tip
from desktop_app.gui.seminar import says
from desktop_app.gui.theme import code_colours, current_theme, mix
from desktop_app.gui.words import tr

NAMES, EDGE, HEAT, GAP = 168, 14, 16, 8
LEAST_LINE, MOST_LINE = 14, 28
_LEAST_MARK, _ROUND = 3, 6
"""Pixels that a mark has at least, and from which on its corners are round."""
_THICKEST = 12.0


class ReadersMap(QWidget):
    """Each reader's marks along the text; a click, or Return, leads to a mark."""

    picked = Signal(object)
    """This Marked was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr(says.COMPARE))
        self.readers: Sequence[Coder] = ()
        self.marks: dict[str, list[Marked]] = {}
        self.heat: Sequence[Heat] = ()
        self._colours: Mapping[str, tuple[str, str]] = {}
        self._length = 1
        self._sheet: QPixmap | None = None
        self._at = (0, -1)

    def show_readers(
        self,
        readers: Sequence[Coder],
        marks: Sequence[Marked],
        heat: Sequence[Heat],
        length: int,
        codes: Mapping[str, tuple[str, str]],
    ) -> None:
        """Show what readers marked in a text of so many code points."""
        self.readers, self.heat, self._length, self._colours = readers, heat, max(1, length), codes
        self.marks = {reader.id: [] for reader in readers}
        for mark in marks:
            self.marks[mark.coder_id].append(mark)
        self._at = (0, -1)
        self._sheet = None
        self.setMinimumHeight(HEAT + GAP + 2 * EDGE + LEAST_LINE * len(readers))
        self._say()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the marks anew in another theme."""
        super().changeEvent(event)
        self._sheet = None

    def sizeHint(self) -> QSize:
        """Ask for a line each."""
        return QSize(480, HEAT + GAP + 2 * EDGE + 20 * len(self.readers))

    # Painting
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the heat, the names and the marks."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, reader in enumerate(self.readers):
            line = self._line(row)
            painter.setPen(
                QColor(theme.ink if row == self._at[0] and self.hasFocus() else theme.dim)
            )
            room = QRectF(EDGE, line.top(), NAMES - 12, line.height())
            said = painter.fontMetrics().elidedText(
                reader.name, Qt.TextElideMode.ElideRight, round(room.width())
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(mix(theme.paper, theme.rule, 0.6)))
            painter.drawRect(QRectF(line.left(), line.center().y() - 0.5, line.width(), 1))
        if self._sheet is None or self._sheet.deviceIndependentSize().toSize() != self.size():
            self._sheet = self._draw_marks()
        painter.drawPixmap(0, 0, self._sheet)
        if self.hasFocus():
            reached = self.current()
            if reached is not None:
                draw_ring(painter, self._box(self._at[0], reached).adjusted(-3, -3, 3, 3).toRect())
            else:
                draw_ring(painter, self.rect())

    def _draw_marks(self) -> QPixmap:
        """Draw the heat and all marks once: the focus moves over thousands of them."""
        theme, ratio = current_theme(), self.devicePixelRatioF()
        sheet = QPixmap(self.size() * ratio)
        sheet.setDevicePixelRatio(ratio)
        sheet.fill(Qt.GlobalColor.transparent)
        painter = QPainter(sheet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_heat(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        scale = self._line(0).width() / self._length
        left = self._line(0).left()
        brushes: dict[str | None, QColor] = {}
        for row, reader in enumerate(self.readers):
            line = self._line(row)
            thick = min(_THICKEST, line.height() - 4)
            top = line.center().y() - thick / 2
            wide: list[tuple[QRectF, QColor]] = []
            narrow: dict[str | None, list[QRectF]] = {}
            for mark in self.marks[reader.id]:
                width = max(_LEAST_MARK, (mark.end - mark.start) * scale)
                box = QRectF(left + mark.start * scale, top, width, thick)
                if mark.code_id not in brushes:
                    colour = self._colours.get(mark.code_id or "", ("", ""))[1]
                    brushes[mark.code_id] = QColor(code_colours(colour, theme).line)
                if width < _ROUND:
                    narrow.setdefault(mark.code_id, []).append(box)
                else:
                    wide.append((box, brushes[mark.code_id]))
            # The longest first, so that none hides a shorter one.
            for box, brush in sorted(wide, key=lambda each: -each[0].width()):
                painter.setBrush(brush)
                painter.drawRoundedRect(box, 2, 2)
            for code_id, boxes in narrow.items():
                painter.setBrush(brushes[code_id])
                painter.drawRects(boxes)
        painter.end()
        return sheet

    def _paint_heat(self, painter: QPainter) -> None:
        theme, line = current_theme(), self._line(0)
        most = max(1, len(self.readers))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mix(theme.paper, theme.rule, 0.4)))
        painter.drawRect(QRectF(line.left(), EDGE, line.width(), HEAT))
        painter.setPen(QColor(theme.dim))
        room = QRectF(EDGE, EDGE, NAMES - 12, HEAT)
        sides = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, sides, tr(says.HEAT))
        painter.setPen(Qt.PenStyle.NoPen)
        for each in self.heat:
            share = 0.12 + 0.88 * each.readers / most
            painter.setBrush(QColor(mix(theme.paper, theme.accent, share)))
            left, right = (self._x(at) for at in (each.start, each.end))
            painter.drawRect(QRectF(left, EDGE, max(1.0, right - left), HEAT))

    # Places
    def _line(self, row: int) -> QRectF:
        room = self.height() - 2 * EDGE - HEAT - GAP
        height = min(MOST_LINE, max(LEAST_LINE, room / max(1, len(self.readers))))
        top = EDGE + HEAT + GAP + row * height
        left = EDGE + NAMES
        return QRectF(left, top, max(1, self.width() - left - EDGE), height)

    def _x(self, position: int) -> float:
        line = self._line(0)
        return line.left() + line.width() * position / self._length

    def _box(self, row: int, mark: Marked) -> QRectF:
        line, left = self._line(row), self._x(mark.start)
        width = max(_LEAST_MARK, self._x(mark.end) - left)
        thick = min(_THICKEST, line.height() - 4)
        return QRectF(left, line.center().y() - thick / 2, width, thick)

    def mark_at(self, x: float, y: float) -> Marked | None:
        """Return the shortest mark at a point."""
        for row, reader in enumerate(self.readers):
            line = self._line(row)
            if line.top() <= y < line.bottom():
                found = [
                    mark for mark in self.marks[reader.id]
                    if self._box(row, mark).adjusted(-1, -9, 1, 9).contains(x, y)
                ]  # fmt: skip
                return min(found, key=lambda m: m.end - m.start) if found else None
        return None

    def current(self) -> Marked | None:
        """Return the mark that the keys have reached."""
        row, at = self._at
        if row >= len(self.readers):
            return None
        own = self.marks[self.readers[row].id]
        return own[at] if 0 <= at < len(own) else None

    # Hands
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Lead to the mark that is clicked."""
        mark = self.mark_at(event.position().x(), event.position().y())
        if mark is not None and event.button() is Qt.MouseButton.LeftButton:
            row = [reader.id for reader in self.readers].index(mark.coder_id)
            self._at = (row, self.marks[mark.coder_id].index(mark))
            self.update()
            self.picked.emit(mark)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from mark to mark and from reader to reader; Return leads to the text."""
        row, at = self._at
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.readers:
            row = min(len(self.readers) - 1, max(0, row + (1 if key == Qt.Key.Key_Down else -1)))
            at = self._nearest(row)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.readers:
            step = 1 if key == Qt.Key.Key_Right else -1
            at = min(len(self.marks[self.readers[row].id]) - 1, max(0, at + step))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            mark = self.current()
            if mark is not None:
                self.picked.emit(mark)
            return
        else:
            super().keyPressEvent(event)
            return
        self._at = (row, at)
        self._say()
        self.update()

    def _nearest(self, row: int) -> int:
        mark = self.current()
        own = self.marks[self.readers[row].id]
        if mark is None or not own:
            return 0 if own else -1
        return min(range(len(own)), key=lambda n: abs(own[n].start - mark.start))

    def _say(self) -> None:
        if self.readers:
            reader = self.readers[min(self._at[0], len(self.readers) - 1)]
            count = len(self.marks[reader.id])
            self.setAccessibleDescription(tr(says.MAP_SAID).format(name=reader.name, count=count))

    def event(self, event: QEvent) -> bool:
        """Say what is pointed at: whose mark with which code, or how many marked a stretch."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            said = self.said_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), tip(said), self)
            return True
        return super().event(event)

    def said_at(self, x: float, y: float) -> str:
        """Say what stands at a point; "" for nothing."""
        if EDGE <= y < EDGE + HEAT:
            here = [h for h in self.heat if self._x(h.start) <= x < max(self._x(h.end), 1)]
            most = max((each.readers for each in here), default=0)
            return tr(says.HEAT_SAID).format(count=most, readers=len(self.readers))
        mark = self.mark_at(x, y)
        if mark is None:
            return ""
        name = next(reader.name for reader in self.readers if reader.id == mark.coder_id)
        code = self._colours.get(mark.code_id or "", (tr(says.PLAIN), ""))[0]
        return tr(says.THEIR_CODE).format(name=name, code=code)
