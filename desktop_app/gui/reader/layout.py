"""The page's own text layout: measure, line spacing, paragraph gaps and room for the title.

It breaks lines one paragraph at a time, as they are asked for, and tells the document how many
there are; of the others it can make a guess. It paints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainterPath,
    QTextBlock,
    QTextDocument,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout

from desktop_app.gui.reader.page import Columns, PageText, columns_for
from desktop_app.gui.reader.runs import NO_RUNS

LINE_SPACING = 1.7  # of the font's pixel size
_TOP, _BOTTOM = 28, 56
_SAMPLED = 600  # code points
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
    middle: int  # of small letters, above the baseline
    indent: int  # of a verse that is set in

    @classmethod
    def of(cls, font: QFont, spacing: float = LINE_SPACING) -> LineMetrics:
        """Measure a font whose size is given in pixels; `spacing` is a share of that size."""
        metrics = QFontMetricsF(font)
        size = font.pixelSize()
        height = round(spacing * size)
        spare = height - metrics.ascent() - metrics.descent()
        return cls(
            height=height,
            baseline=round(spare / 2 + metrics.ascent()),
            gap=height // 2,
            tint_above=round(0.86 * size),
            tint_below=round(0.34 * size),
            character=metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE),
            middle=round(0.31 * size),
            indent=2 * size,
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
        self.runs = NO_RUNS
        self._formatted: set[int] = set()
        self._counts = [1]
        self.is_lined = False
        """Whether the text is set in lines, so that one is no paragraph and has no gap below."""
        self.forgotten = 0
        """How often lines were dropped: what was made of them is good for one number only."""
        self.finds: Callable[[QPointF], int] = lambda point: -1
        """Finds the place in the document of a point that Qt asks for; -1 for none."""

    def hitTest(
        self, point: QPointF | QPoint | QPainterPath.Element, accuracy: Qt.HitTestAccuracy
    ) -> int:
        """Tell a screen reader what is under its pointer, which Qt's own layout cannot."""
        return self.finds(point) if isinstance(point, QPointF) else -1

    def set_page(self, page: PageText) -> None:
        """Lay out another text from now on; the document gets it right after."""
        self.page, self.runs, self.is_lined = page, NO_RUNS, False
        self._formatted.clear()
        self._counts = [1] * len(page)
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
        self.forgotten += 1

    def documentChanged(self, start: int, removed: int, added: int) -> None:
        """Lay out anew what Qt has thrown away, as it does when a style sheet sets another font."""
        super().documentChanged(start, removed, added)
        self.forget()

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

    def line_counts(self) -> list[int]:
        """Return how many lines each paragraph has, as far as that is known, or guessed."""
        return self._counts

    def slot_of(self, line: QTextLine) -> tuple[int, int]:
        """Return the baseline of a line and the bottom of its slot, in the paragraph's pixels."""
        baseline = round(line.y() + line.ascent())
        return baseline, baseline - self.metrics.baseline + self.metrics.height

    def estimate(self, chunk: int = 1000) -> Iterator[None]:
        """Guess the line counts of paragraphs not laid out, pausing after each `chunk` of them.

        Without this the scroll bar takes every unseen paragraph for one line.
        """
        per_line = max(1.0, self.columns.text_width / self._mean_width())
        block = self.document().firstBlock()
        starts, heights, counts = self.page.starts, self._heights, self._counts
        for number in range(len(self.page)):
            if heights is not self._heights or not block.isValid():
                return
            if heights[number] < 0:
                lines = max(1, ceil((starts[number + 1] - starts[number] - 1) / per_line))
                counts[number] = lines
                if lines > 1 or block.lineCount() != lines:
                    block.setLineCount(lines)
                    self._has_miscounted = True
            block = block.next()
            if number % chunk == chunk - 1:
                yield
        self.tell_counts()

    def _mean_width(self) -> float:
        """Return how wide a character of this text is on average, in pixels, by a sample."""
        text = self.page.text
        sample = text[len(text) // 3 :][:_SAMPLED].replace("\n", " ")
        if len(sample) < len(_SAMPLE):
            return self.metrics.character
        width = QFontMetricsF(self.document().defaultFont()).horizontalAdvance(sample)
        return max(1.0, width / len(sample))

    def _lay_out(self, block: QTextBlock, number: int) -> int:
        layout = block.layout()
        layout.setTextOption(self._options[self._direction(block, number)])
        y = (self.header or _TOP) if number == 0 else 0
        count, left, width = 0, self.columns.text_left, self.columns.text_width
        if self.runs or self._formatted:
            y, left, width = self._format(block, number, y)
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
        self._counts[number] = count
        if block.lineCount() != count:
            block.setLineCount(count)
            self._has_miscounted = True
        return height_here

    def _direction(self, block: QTextBlock, number: int) -> Qt.LayoutDirection:
        """Return where a paragraph begins; one without letters begins where the page does."""
        direction = block.textDirection()
        if self.page.is_right_to_left and direction == Qt.LayoutDirection.LeftToRight:
            start, end = self.page.span_of(number)
            if not any(map(str.isalpha, self.page.text[start:end])):
                return Qt.LayoutDirection.RightToLeft
        return direction

    def _format(self, block: QTextBlock, number: int, y: int) -> tuple[int, int, int]:
        """Give a paragraph its letters' formats; return its first y, its left edge and width."""
        left, width = self.columns.text_left, self.columns.text_width
        found = self.runs.of_paragraph(self.page, number, self.document().defaultFont())
        if found is None:
            if number in self._formatted:
                self._formatted.remove(number)
                block.layout().clearFormats()
            return y, left, width
        self._formatted.add(number)
        block.layout().setFormats(found.formats)
        if found.level and number > 0:
            y += self.metrics.gap // 2
        if found.is_indented:
            indent = min(self.metrics.indent, width // 4)
            is_leading = self._direction(block, number) == Qt.LayoutDirection.LeftToRight
            return y, left + indent if is_leading else left, width - indent
        return y, left, width

    def _height_below(self, number: int, y: int) -> int:
        """Return a paragraph's height: a blank one is a gap, two or more are hardly larger."""
        page, gap = self.page, self.metrics.gap
        is_last = number == len(page) - 1
        if page.is_blank[number] and number > 0 and not is_last:
            return gap if not page.is_blank[number - 1] else gap // 2
        if is_last:
            return y + _BOTTOM
        return y if page.is_blank[number + 1] or self.is_lined else y + gap

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
