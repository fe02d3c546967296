"""The page as a widget: it shows a text with its marks, scrolls, and can be gone about in.

What the reader does on it, with keys and pointer, is in `widget`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QWidget

from desktop_app.core.lined import LineTable
from desktop_app.core.spans import snap_to_graphemes, trim_whitespace
from desktop_app.gui.reader.filling import Filling
from desktop_app.gui.reader.heard import Heard
from desktop_app.gui.reader.layout import LineMetrics, ReaderLayout
from desktop_app.gui.reader.marks import Mark, MarkStore
from desktop_app.gui.reader.page import PageText, columns_for
from desktop_app.gui.reader.painter import PagePainter
from desktop_app.gui.reader.places import Places
from desktop_app.gui.reader.strip import OverviewStrip
from desktop_app.gui.reader.type import Type
from desktop_app.gui.theme import current_theme, reading_font

_AT_ONCE = 1000  # lanes dealt in one go while nothing else is to be done
_TRIES = 3  # to scroll to a line: what comes into view is laid out, and its number is another
_CONTEXT = 0.3  # of the page's height, kept above a place gone to


class PageView(QPlainTextEdit):
    """A text with its marks; every position is a code point of the stored text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._type = Type()
        self._has_margin = True
        self._is_by_program = False
        self._kept_place = (0, 0)  # the first position in view, and the one kept there
        self._settling: Iterator[None] | None = None
        self._returning: tuple[int, int] | None = None
        self._set_up_view()
        document = self.document()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        self._layout = ReaderLayout(document)
        document.setDocumentLayout(self._layout)
        self._filling = Filling(self, self._layout)
        self._places = Places(self, self._layout, self._filling)
        self._heard = Heard(self, self._places)
        self._layout.finds = self._heard.offset_at
        self._interface_font = _interface_font()
        self._painter = PagePainter(self._layout, current_theme(), self._interface_font)
        self._strip = OverviewStrip(current_theme(), self)
        self.setVerticalScrollBar(self._strip)
        self._strip.placePicked.connect(self.go_to)
        self._set_up_timers()
        self._apply_type()

    def _set_up_view(self) -> None:
        self.setReadOnly(True)
        # Read-only alone would leave the keyboard without a caret.
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Kept, since `viewport()` would first have PySide load every kind of widget there is to
        # find out what it is: that alone took a tenth of the time to the first frame.
        self._viewport = self.findChild(QWidget, "qt_scrollarea_viewport")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setCursorWidth(2)

    def _set_up_timers(self) -> None:
        self._settle_timer = QTimer(self, singleShot=True, interval=0)
        self._settle_timer.timeout.connect(self._settle)
        self._strip_timer = QTimer(self, singleShot=True, interval=60)
        self._strip_timer.timeout.connect(self._refresh_strip)

    # What is shown
    def set_document(
        self,
        text: str,
        title: str = "",
        subtitle: str = "",
        numbers: Sequence[int] | None = None,
        lines: LineTable | None = None,
    ) -> None:
        """Show a stored text without marks, from its beginning.

        `numbers` are printed beside its lines, 0 for none; by default those that aren't blank
        are counted. `lines` spares finding them. Raises ValueError for a text that Qt would
        alter, which no stored one is.
        """
        page = PageText(text, title, subtitle, numbers, lines)
        self._is_by_program = True
        self._painter.forget()
        self._painter.lit.current, self._painter.lit.held = "", None
        self._painter.lit.hovered = frozenset()
        self._painter.lit.found, self._painter.lit.at = (), -1
        self._painter.beside.numbers.numbering = None
        self._painter.heading.title, self._painter.heading.subtitle = title, subtitle
        self._layout.set_page(page)
        self._take_marks(())
        self._returning = None
        self._filling.begin(page)
        self._layout.forget()
        self.setAccessibleName(title)
        self._reflow(is_new=True)
        self._is_by_program = False

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks and no others."""
        self._take_marks(marks)
        self._painter.forget()
        self._settle_timer.start()
        self._strip_timer.start()
        self.viewport().update()

    def _take_marks(self, marks: Sequence[Mark]) -> None:
        self._painter.store = MarkStore(self._layout.page, marks)

    def update_marks(self, removed_ids: Collection[str], added: Sequence[Mark]) -> None:
        """Take annotations out and put marks in, repainting only the paragraphs concerned."""
        changed = self._painter.store.update(removed_ids, added)
        self._repaint_marks(changed, is_geometry=True)
        self._strip_timer.start()

    def set_current(self, annotation_id: str | None) -> None:
        """Light all parts of one annotation, or of none."""
        lit, current = self._painter.lit, annotation_id or ""
        if current != lit.current:
            touched = {lit.current, current}
            lit.current = current
            self._repaint_annotations(touched)

    def hold_selection(self, on: bool) -> None:
        """Keep the selected words painted, whatever happens to focus and caret."""
        self._hold(self.selection() if on else None)

    def _hold(self, span: tuple[int, int] | None) -> None:
        before, self._painter.lit.held = self._painter.lit.held, span
        for touched in (before, span):
            if touched:
                self._repaint_paragraphs(self._layout.page.paragraphs_of(*touched))

    @property
    def painter(self) -> PagePainter:
        """Return what paints the marks; it knows where each stands."""
        return self._painter

    # Where the reader is
    def caret(self) -> int:
        """Return the caret's position."""
        return self._places.position(self.textCursor().position())

    def selection(self) -> tuple[int, int] | None:
        """Return the selected span without white space at its ends and no grapheme split."""
        return self._span_of(self.textCursor())

    def _span_of(self, cursor: QTextCursor) -> tuple[int, int] | None:
        text = self._layout.page.text
        start = self._places.position(cursor.selectionStart())
        end = self._places.position(cursor.selectionEnd())
        if start == end:
            return None
        start, end = trim_whitespace(text, *snap_to_graphemes(text, start, end))
        return (start, end) if start < end else None

    def set_selection(self, start: int, end: int) -> None:
        """Select [start, end), with the caret at its end, and bring it into view."""
        start, end = snap_to_graphemes(self._layout.page.text, start, end)
        self._bring_into_view(start, end)
        self._move(start, end)

    def go_to(self, start: int, end: int | None = None) -> None:
        """Put the caret at a place and bring it, and as much as fits up to `end`, into view."""
        self._bring_into_view(start, start if end is None else end)
        self._move(start, start)

    def return_to(self, top: int, caret: int) -> None:
        """Show a page again as it was left: its first line and the caret, as far as they exist.

        As soon as the text is there up to it, unless the reader has gone elsewhere meanwhile.
        """
        end = len(self._layout.page.text)
        top, caret = min(top, end), min(caret, end)
        if not self._filling.has(max(top, caret)):
            self._returning = top, caret
            return
        self._returning = None
        self._move(caret, caret)
        self.scroll_to(top)

    def place(self) -> tuple[int, int]:
        """Return what `return_to` leads back to: the first position in view, and the caret."""
        return self._awaited() or (self.first_visible(), self.caret())

    def _awaited(self) -> tuple[int, int] | None:
        """Return where to return to once that is there; None if the reader has gone elsewhere."""
        if self._strip.value() or self.caret():
            self._returning = None
        return self._returning

    def first_visible(self) -> int:
        """Return the position of the first line whose words are in view."""
        block, top = self.firstVisibleBlock(), round(self.contentOffset().y())
        layout = block.layout()
        self._layout.blockBoundingRect(block)
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if self._layout.slot_of(line)[0] + top > 0:
                return self._places.position(block.position() + line.textStart())
        return self._places.position(block.position() + block.length() - 1)

    def last_visible(self) -> int:
        """Return the position behind the last paragraph that is in view."""
        last = 0
        for block, _ in self.visible_blocks():
            last = block.position() + block.length() - 1
        return self._places.position(last)

    def scroll_to(self, position: int) -> None:
        """Bring the line that holds a position to the top of the page."""
        self._scroll_to_line(*self._places.line_at(position))

    def annotations_at(self, position: int) -> list[str]:
        """Return the ids of the annotations over a position, the innermost first."""
        found = [mark.annotation_id for mark in self._painter.store.at(position)]
        return list(dict.fromkeys(found))

    def walk_marks(self, by: int, annotation_id: str) -> Iterator[Mark]:
        """Yield the first mark here of each annotation shown, on from one, or else the caret.

        In reading order, or backwards where `by` is -1.
        """
        return self._painter.store.walk(by, self.caret(), annotation_id)

    def visible_blocks(self) -> Iterator[tuple[QTextBlock, int]]:
        """Yield each paragraph in view, and the one before, with its top in the viewport."""
        return self._places.visible(self.firstVisibleBlock(), round(self.contentOffset().y()))

    # Measures
    def _apply_type(self) -> None:
        place = self._reading_place()
        font = reading_font(self._type.size, self._type.face)
        self.setFont(font)
        self.document().setDefaultFont(font)
        self._painter.heading.set_fonts(font, self._interface_font)
        self._layout.forget()
        self._reflow(place=place)

    def _reflow(self, is_new: bool = False, place: int | None = None) -> None:
        """Fit the page to the viewport, keeping the first line in view where it is."""
        place = self._reading_place() if place is None and not is_new else place or 0
        metrics = LineMetrics.of(self.document().defaultFont(), self._type.spacing)
        columns = columns_for(
            self.viewport().width(),
            metrics.character,
            self._type.measure,
            self._painter.beside.numbers.room(),
            has_margin=self._has_margin,
            is_mirrored=self._layout.page.is_right_to_left,
        )
        header = self._painter.heading.height(columns.text_width)
        is_rebroken = self._layout.set_columns(columns, metrics, header)
        self._painter.forget()
        if is_new or is_rebroken:
            self._settling = self._layout.estimate()
            self._settle_timer.start()
        self._layout.tell_counts(always=True)
        if place or is_new:
            self.scroll_to(place)
        self._kept_place = (self.first_visible(), place)
        self.viewport().update()

    def _reading_place(self) -> int:
        """Return the first position in view, or what was kept there if nobody has scrolled since.

        Else each step of dragging the window's edge would lose the part of a line.
        """
        (seen, place), first = self._kept_place, self.first_visible()
        return place if seen == first else first

    def _settle(self) -> None:
        """Do a little of what can wait until the first page is shown."""
        if not self._filling.is_whole:
            self._filling.go_on()
            if awaited := self._awaited():
                self.return_to(*awaited)
            self._settle_timer.start()
        elif self._settling is not None:
            try:
                next(self._settling)
            except StopIteration:
                self._settling = None
                self._strip_timer.start()  # it shows lines, which are counted now
            self._settle_timer.start()
        elif self._painter.store.deal_ahead(_AT_ONCE):
            self._settle_timer.start()

    def show_heat(self, heat: Sequence[tuple[int, int, float]]) -> None:
        """Show beside the text which share of the readers marked stretches of it."""
        self._strip.show_heat(heat)

    def _refresh_strip(self) -> None:
        self._strip.show_marks(self._painter.store.all(), self._layout)

    # Repainting and scrolling
    def _repaint_annotations(self, annotation_ids: Iterable[str]) -> None:
        store = self._painter.store
        marks = [mark for one in annotation_ids if one for mark in store.of_annotation(one)]
        self._repaint_marks(marks)

    def _repaint_marks(self, marks: Iterable[Mark], is_geometry: bool = False) -> None:
        page = self._layout.page
        touched = {number for mark in marks for number in page.paragraphs_of(mark.start, mark.end)}
        if is_geometry:
            self._painter.forget(touched)
        self._repaint_paragraphs(touched)

    def _repaint_paragraphs(self, numbers: Collection[int]) -> None:
        width = self.viewport().width()
        for block, top in self.visible_blocks():
            if block.blockNumber() in numbers:
                height = round(self._layout.blockBoundingRect(block).height())
                self.viewport().update(0, top, width, height + self._layout.metrics.gap)

    def _bring_into_view(self, start: int, end: int) -> None:
        """Scroll, unless all of a span is in view, so that it starts a little below the top."""
        self._returning = None  # whoever wants a place seen has no use for the one before
        if self._is_in_view(start) and self._is_in_view(max(start, end - 1)):
            return
        block, line = self._places.line_at(start)
        above = int(self.viewport().height() * _CONTEXT / self._layout.metrics.height)
        before, counted = block, line
        # What is above is laid out first: its lines are counted, and no longer guessed.
        while counted < above and before.previous().isValid():
            before = before.previous()
            counted += self._layout.lines_of(before)
        self._scroll_to_line(block, line - min(above, counted))

    def line_box(self, position: int) -> tuple[int, int] | None:
        """Return the top and bottom in the viewport of the line that holds a position.

        None where its paragraph is out of view.
        """
        block, number = self._places.line_at(position)
        for other, top in self.visible_blocks():
            if other == block:
                _, bottom = self._layout.slot_of(block.layout().lineAt(number))
                return top + bottom - self._layout.metrics.height, top + bottom
        return None

    def _is_in_view(self, position: int) -> bool:
        box = self.line_box(position)
        return box is not None and box[0] >= 0 and box[1] <= self.viewport().height()

    def _scroll_to_line(self, block: QTextBlock, line: int) -> None:
        for _ in range(_TRIES):
            self._layout.tell_counts(always=True)
            self._strip.setValue(max(0, block.firstLineNumber() + line))

    def _move(self, start: int, end: int) -> None:
        # Found first: a cursor may go along with what comes in on the way.
        anchor, position = self._places.offset(start), self._places.offset(end)
        self._is_by_program = True
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._is_by_program = False

    # Qt's events
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what belongs to the marks, then let Qt set the words on top."""
        painter = QPainter(self.viewport())
        self._painter.paint(painter, self.visible_blocks(), event.rect())
        painter.end()
        self._heard.take_back()
        super().paintEvent(event)
        self._heard.tell()
        self._layout.tell_counts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to its new width; Qt's own way would forget every line count."""
        if event.size().width() != event.oldSize().width():
            self._reflow()
        else:
            self._layout.tell_counts(always=True)


def _interface_font() -> QFont:
    """Return the program's font with its family named: a painter would inherit an unnamed one."""
    font = QFont(QApplication.font())
    font.setFamily(font.family())
    return font
