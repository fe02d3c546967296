"""The page's own text layout: measure, line spacing, paragraph gaps and room for the title.

It breaks lines one paragraph at a time, as they are asked for, and tells the document how many
there are; of the others it can make a guess. It paints nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextBlock, QTextDocument, QTextLine, QTextOption
from PySide6.QtWidgets import QPlainTextDocumentLayout

from desktop_app.gui.reader.page import Columns, PageText, columns_for

LINE_SPACING = 1.7  # of the font's pixel size
_TOP, _BOTTOM = 28, 56
_SAMPLE = "The quick brown fox jumps over the lazy dog, and then it rests a while. "


@dataclass(frozen=True, slots=True)
class LineMetrics:
    """Sizes that follow from the reading font, in pixels; tint and rules stand on the baseline."""

    height: int
    baseline: int  # below the top of a line's slot
    gap: int  # between paragraphs
    tint_above: int
    tint_below: int
    character: float  # mean width

    @classmethod
    def of(cls, font: QFont) -> LineMetrics:
        """Measure a font whose size is given in pixels."""
        metrics = QFontMetricsF(font)
        size = font.pixelSize()
        height = round(LINE_SPACING * size)
        spare = height - metrics.ascent() - metrics.descent()
        return cls(
            height=height,
            baseline=round(spare / 2 + metrics.ascent()),
            gap=height // 2,
            tint_above=round(0.86 * size),
            tint_below=round(0.34 * size),
            character=metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE),
        )


class ReaderLayout(QPlainTextDocumentLayout):
    """Lays paragraphs out in the page's text column, line by line on a steady baseline."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._heights = [-1]
        self._has_miscounted = False
        self._options = {
            direction: _option(alignment)
            for direction, alignment in (
                (Qt.LayoutDirection.LeftToRight, Qt.AlignmentFlag.AlignLeft),
                (Qt.LayoutDirection.RightToLeft, Qt.AlignmentFlag.AlignRight),
            )
        }
        self.page = PageText()
        self.metrics = LineMetrics.of(document.defaultFont())
        self.columns = columns_for(700, self.metrics.character)
        self.header = 0

    def set_page(self, page: PageText) -> None:
        """Lay out another text from now on; the document gets it right after."""
        self.page = page
        self.forget()

    def set_columns(self, columns: Columns, metrics: LineMetrics, header: int) -> bool:
        """Take over the page's measures; return whether lines have to be counted anew.

        `header` is the height, in pixels, kept free above the first line.
        """
        is_rebroken = columns.text_width != self.columns.text_width or metrics != self.metrics
        if is_rebroken or columns != self.columns or header != self.header:
            self.columns, self.metrics, self.header = columns, metrics, header
            self.forget()
        return is_rebroken

    def forget(self) -> None:
        """Drop every paragraph's lines; they are laid out again when next asked for."""
        self._heights = [-1] * len(self.page)

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Return a paragraph's rectangle, laying its lines out when that is still to be done."""
        number = block.blockNumber()
        try:
            height = self._heights[number]
        except IndexError:  # Qt asks while it is taking in another text
            return super().blockBoundingRect(block)
        if height < 0:
            height = self._lay_out(block, number)
        return QRectF(0.0, 0.0, self.columns.width, height)

    def lines_of(self, block: QTextBlock) -> int:
        """Return how many lines a paragraph has."""
        self.blockBoundingRect(block)
        return block.layout().lineCount()

    def slot_of(self, line: QTextLine) -> tuple[int, int]:
        """Return the baseline of a line and the bottom of its slot, in the paragraph's pixels."""
        baseline = round(line.y() + line.ascent())
        return baseline, baseline - self.metrics.baseline + self.metrics.height

    def estimate(self, chunk: int = 1000) -> Iterator[None]:
        """Guess the line counts of paragraphs not laid out, pausing after each `chunk` of them.

        Without this the scroll bar takes every unseen paragraph for one line.
        """
        per_line = max(1.0, self.columns.text_width / self.metrics.character)
        block = self.document().firstBlock()
        starts, heights = self.page.starts, self._heights
        for number in range(len(self.page)):
            if heights is not self._heights or not block.isValid():
                return
            if heights[number] < 0:
                lines = max(1, ceil((starts[number + 1] - starts[number] - 1) / per_line))
                if lines > 1 or block.lineCount() != lines:
                    block.setLineCount(lines)
                    self._has_miscounted = True
            block = block.next()
            if number % chunk == chunk - 1:
                yield
        self.tell_counts()

    def _lay_out(self, block: QTextBlock, number: int) -> int:
        layout = block.layout()
        layout.setTextOption(self._options[block.textDirection()])
        y = (self.header or _TOP) if number == 0 else 0
        count, left, width = 0, self.columns.text_left, self.columns.text_width
        slot, above = self.metrics.height, self.metrics.baseline
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            ascent, height = line.ascent(), line.height()
            # A whole-pixel bottom keeps scrolling by lines free of fractions.
            extra = max(0, ceil(ascent) - above, ceil(height - ascent) - (slot - above))
            bottom = round(y + extra + above + height - ascent)
            line.setPosition(QPointF(left, bottom - height))
            y += slot + 2 * extra
            count += 1
        layout.endLayout()
        height_here = self._height_below(number, y)
        self._heights[number] = height_here
        if block.lineCount() != count:
            block.setLineCount(count)
            self._has_miscounted = True
        return height_here

    def _height_below(self, number: int, y: int) -> int:
        """Return a paragraph's height: a blank one is a gap, two or more are hardly larger."""
        page, gap = self.page, self.metrics.gap
        is_last = number == len(page) - 1
        if page.is_blank[number] and number > 0 and not is_last:
            return gap if not page.is_blank[number - 1] else gap // 2
        if is_last:
            return y + _BOTTOM
        return y if page.is_blank[number + 1] else y + gap

    def tell_counts(self, always: bool = False) -> None:
        """Have the scroll bar ranged anew if line counts changed, or `always`.

        Told once a page is laid out and not line by line: Qt lays out the last page in answer.
        """
        if always or self._has_miscounted:
            self._has_miscounted = False
            self.documentSizeChanged.emit(self.documentSize())


def _option(alignment: Qt.AlignmentFlag) -> QTextOption:
    option = QTextOption(alignment)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
