"""The reading view: what the reader does on the page, by keyboard, mouse and drag.

It says what was done and stores nothing; it knows no project. What the page shows is in `view`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop_app.core.spans import snap_to_graphemes, trim_whitespace
from desktop_app.gui.reader.dropping import DropPage
from desktop_app.gui.reader.entries import MOST_ENTRIES, plain_entries
from desktop_app.gui.reader.handles import Handle, handle_at
from desktop_app.gui.reader.marks import Mark
from desktop_app.gui.reader.places import Spot, moved_to

if TYPE_CHECKING:
    from desktop_app.gui.reader.card import HoverCard
    from desktop_app.gui.reader.entries import Entry

_SAME_PLACE = 6  # pixels
_CHORDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)

_Keys = QKeySequence.StandardKey
_TO_THE_END = (_Keys.MoveToEndOfDocument, _Keys.SelectEndOfDocument, _Keys.SelectAll)


class Reader(DropPage):
    """A text to be read and coded; every position is a code point of the stored text."""

    caretMoved = Signal(int)
    selectionSettled = Signal()
    selectionDrawn = Signal()  # by mouse, or by Shift and keys once Shift is let go
    annotationActivated = Signal(str)  # the innermost one at the caret or clicked; "" for none
    plainKey = Signal(str)  # a printable key without Ctrl, Alt or Meta
    spoken = Signal(str)  # what a screen reader is given to say
    clickedTimes = Signal(int, int)  # a position, and how many clicks followed one another there
    boundaryMoved = Signal(str, int, int, int)  # annotation, part's number, its new start and end

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._activated = ""
        self._is_selecting = False
        self._clicks, self._last_click = 0, (0, QPointF())
        self._is_click_ours = False  # the button was pressed for what Qt knows nothing of
        self._handle: Handle | None = None
        self.has_handles = True
        """Whether the ends of the annotation in hand can be taken and moved."""
        self._around: list[str] = []
        self._under: set[str] = set()  # the annotations under the pointer
        self._card: HoverCard | None = None
        self.describe: Callable[[Sequence[Mark]], Sequence[Entry]] = plain_entries
        """What the card says of marks, the innermost first; asked when the pointer rests."""
        self.count_others: Callable[[int], str] = "+{}".format
        """How the card says that there are so many more."""
        self.put_in_words: Callable[[Sequence[Mark], int], str] = lambda marks, position: ""
        """What is spoken when the caret comes among marks, and where; "" for nothing."""
        self._selection_timer = QTimer(self, singleShot=True, interval=0)
        self._selection_timer.timeout.connect(self._tell_selection)
        self._drawn_timer = QTimer(self, singleShot=True)
        self._drawn_timer.timeout.connect(self._tell_drawn)
        self._is_keyed = False  # a selection is being drawn by keys
        self.viewport().setMouseTracking(True)
        self.cursorPositionChanged.connect(self._tell_caret)
        self.selectionChanged.connect(self._selection_timer.start)

    # What is told

    def _tell_caret(self) -> None:
        caret = self.caret()
        self.caretMoved.emit(caret)
        self._tell_surroundings(caret)
        # A press may be the beginning of a selection: what it is meant for shows on release.
        is_told = not (self._is_by_program or self._is_selecting)
        if is_told and not self.textCursor().hasSelection():
            self._activate(self._innermost_at(caret), is_click=False)

    def _tell_surroundings(self, caret: int) -> None:
        """Have it spoken when other annotations are around the caret than before."""
        marks = self._painter.store.at(caret)
        around = list(dict.fromkeys(mark.annotation_id for mark in marks))
        before, self._around = self._around, around
        if set(around) != set(before):
            said = self.put_in_words([m for m in marks if m.annotation_id not in before], caret)
            if said:
                from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

                self.spoken.emit(said)
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _innermost_at(self, caret: int) -> str:
        """Return the annotation around the caret, or else the one that ends at it."""
        found = self.annotations_at(caret) or (self.annotations_at(caret - 1) if caret else [])
        return found[0] if found else ""

    def _activate(self, annotation_id: str, is_click: bool) -> None:
        if is_click or annotation_id != self._activated:
            self._activated = annotation_id
            self.annotationActivated.emit(annotation_id)

    def _tell_selection(self) -> None:
        # While the mouse draws the selection there is nothing settled to act on.
        if not self._is_selecting:
            self.selectionSettled.emit()

    def _tell_drawn(self) -> None:
        if self.textCursor().hasSelection():
            self.selectionDrawn.emit()

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell plain keys to whoever listens; leave Return and Escape to the window."""
        self._hide_card()
        text = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        elif text.isprintable() and text.strip() and not event.modifiers() & _CHORDS:
            self.plainKey.emit(text)
            event.accept()
        else:
            if any(map(event.matches, _TO_THE_END)):
                self._filling.reach(len(self._layout.page))
            before = self.textCursor()
            super().keyPressEvent(event)
            is_moved = self.textCursor() != before and self.textCursor().hasSelection()
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._is_keyed |= is_moved and is_shifted

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Tell that a selection is drawn, once Shift is let go."""
        if event.key() == Qt.Key.Key_Shift and self._is_keyed:
            self._is_keyed = False
            self._drawn_timer.start(0)
        super().keyReleaseEvent(event)

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the caret, begin a selection, or take the annotation whose name is clicked."""
        self._drawn_timer.stop()
        spot = self._spot(event.position())
        beside = self._beside(spot, event.position())
        if beside and event.button() == Qt.MouseButton.LeftButton:
            self._activate(beside[0].annotation_id, is_click=True)
            return
        if event.button() == Qt.MouseButton.LeftButton:
            # With Shift the click enlarges the selection, at a handle too.
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._handle = self._handle_under(spot, event.position().x())
            self._is_click_ours = self._count_click(event, spot) > 2
            if self._is_click_ours or self._handle:
                return
        self._is_selecting = event.button() == Qt.MouseButton.LeftButton
        self._activated = ""
        super().mousePressEvent(moved_to(event, spot) if spot else event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the selection, or light what the pointer is on."""
        spot = self._spot(event.position())
        if self._handle:
            self._scroll_along(event.position().y())
            self._show_target(self._span_of_handle(self._handle, event))
            return
        if self._is_click_ours:
            return
        if event.buttons() == Qt.MouseButton.NoButton:
            marks = self._marks_under(spot, event.position())
            self._hover(marks)
            is_beside = bool(self._beside(spot, event.position()))
            shape = Qt.CursorShape.PointingHandCursor if is_beside else Qt.CursorShape.IBeamCursor
            if self._handle_under(spot, event.position().x()):
                shape = Qt.CursorShape.SplitHCursor
            self.viewport().setCursor(shape)
        super().mouseMoveEvent(moved_to(event, spot) if spot else event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the selection, or activate what was clicked."""
        if self._handle:
            self._drop_handle(event)
            return
        if self._is_click_ours:
            # Qt would still drop the selection in which the first of the clicks was made.
            self._is_click_ours = False
            return
        spot = self._spot(event.position())
        super().mouseReleaseEvent(moved_to(event, spot) if spot else event)
        if self._is_selecting:
            self._is_selecting = False
            if self.textCursor().hasSelection():
                self._selection_timer.start()
                self._drawn_timer.start(0)
            elif not self._activated:
                self._activate(self._innermost_at(self.caret()), is_click=True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word; what further clicks select is told by `clickedTimes`."""
        spot = self._spot(event.position())
        if not self._beside(spot, event.position()):
            self._handle = None
            self._is_click_ours = True
            self._count_click(event, spot, is_double=True)

    def _count_click(
        self, event: QMouseEvent, spot: Spot | None, *, is_double: bool = False
    ) -> int:
        """Count the clicks that follow one another at one place, and tell from the second on.

        Which click is the second one Qt knows; it takes the third for a first one again, and the
        fourth for a second.
        """
        at, point = self._last_click
        now = event.timestamp()
        is_same_place = (event.position() - point).manhattanLength() <= _SAME_PLACE
        is_soon = now - at <= QGuiApplication.styleHints().mouseDoubleClickInterval()
        if self._clicks > 1 and is_same_place and is_soon:
            self._clicks += 1
        else:
            self._clicks = 2 if is_double else 1
        self._last_click = (now, event.position())
        under = self._places.position_under(spot, event.position().x()) if spot else None
        if self._clicks > 1 and under is not None:
            self.clickedTimes.emit(under, self._clicks)
            # A further click may still enlarge what is selected.
            self._drawn_timer.start(QGuiApplication.styleHints().mouseDoubleClickInterval())
        return self._clicks

    def _position_near(self, event: QMouseEvent) -> int:
        """Return the position nearest to the pointer, on a grapheme's border."""
        spot = self._spot(event.position())
        moved = moved_to(event, spot) if spot else event
        offset = self.cursorForPosition(moved.position().toPoint()).position()
        position = self._places.position(offset)
        return snap_to_graphemes(self._layout.page.text, position, position)[0]

    def _handle_under(self, spot: Spot | None, x: float) -> Handle | None:
        return handle_at(self._painter, self._places, spot, x) if self.has_handles else None

    def _span_of_handle(self, handle: Handle, event: QMouseEvent) -> tuple[int, int]:
        """Return what a mark would span: whole graphemes, without white space at its ends."""
        text = self._layout.page.text
        span = snap_to_graphemes(text, *handle.span_to(self._position_near(event)))
        start, end = trim_whitespace(text, *span)
        return (start, end) if start < end else span

    def _scroll_along(self, y: float) -> None:
        """Scroll a line when the pointer is dragged above or below the page."""
        step = -1 if y < 0 else 1 if y > self.viewport().height() else 0
        if step:
            self._strip.setValue(self._strip.value() + step)

    def leave_handle(self) -> bool:
        """Let go of an end being dragged, which stays where it was; tell whether one was."""
        was_held, self._handle = self._handle is not None, None
        if was_held:
            self._show_target(None)
        return was_held

    def _drop_handle(self, event: QMouseEvent) -> None:
        handle, self._handle = self._handle, None
        self._show_target(None)
        if handle is None:
            return
        mark, span = handle.mark, self._span_of_handle(handle, event)
        if span != (mark.start, mark.end):
            self.boundaryMoved.emit(mark.annotation_id, mark.part, *span)
        else:
            position = self._position_near(event)
            self._move(position, position)
            self._activate(mark.annotation_id, is_click=True)

    def leaveEvent(self, event: QEvent) -> None:
        """Let what was hovered go dark."""
        self._hide_card()
        self._hover([])
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl change the size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.zoom(1 if turned > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show what the marks under the pointer say of themselves."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            point = QPointF(event.pos())
            marks = self._marks_under(self._spot(point), point)
            self._show_card(marks, event.globalPos())
            return True
        return super().viewportEvent(event)

    def _show_card(self, marks: Sequence[Mark], pointer: QPoint) -> None:
        """Say beside the pointer what is marked there."""
        some = list(dict.fromkeys(mark.annotation_id for mark in marks))
        listed = set(some[:MOST_ENTRIES])
        entries = self.describe([m for m in marks if m.annotation_id in listed]) if marks else ()
        if not entries:
            self._hide_card()
            return
        if self._card is None:
            from desktop_app.gui.reader.card import HoverCard

            self._card = HoverCard(self)
        more = len(some) - len(listed)
        self._card.show_entries(entries, self.count_others(more) if more > 0 else "", pointer)

    def _hide_card(self) -> None:
        if self._card is not None:
            self._card.hide()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll, and leave no card behind."""
        self._hide_card()
        super().scrollContentsBy(dx, dy)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave no card behind when the focus goes."""
        self._hide_card()
        super().focusOutEvent(event)

    def _beside(self, spot: Spot | None, point: QPointF) -> tuple[Mark, ...]:
        """Return the marks whose bracket or name is at a point."""
        if spot is None:
            return ()
        found = self._painter.marks_beside(spot.block, point.x(), point.y() - spot.top)
        before = spot.block.previous()
        if not found and before.isValid():
            height = self._layout.blockBoundingRect(before).height()
            found = self._painter.marks_beside(before, point.x(), point.y() - spot.top + height)
        return found

    def _marks_under(self, spot: Spot | None, point: QPointF) -> list[Mark]:
        beside = self._beside(spot, point)
        if beside or spot is None:
            return list(beside)
        position = self._places.position_under(spot, point.x())
        return [] if position is None else self._painter.store.at(position)

    def _hover(self, marks: list[Mark]) -> None:
        under = {mark.annotation_id for mark in marks}
        if under != self._under:
            self._under = under
            self._hide_card()
        hovered = frozenset(mark.annotation_id for mark in marks[:1])
        before = self._painter.lit.hovered
        if hovered != before:
            self._painter.lit.hovered = hovered
            self._repaint_annotations(hovered | before)
