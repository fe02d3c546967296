"""Which numbers stand beside the text, and where: of paragraphs, of sentences, of lines.

In a text that is set in lines, a verse, places are cited by line: there the numbers of lines are
shown with those of paragraphs, at every fifth line. No Qt.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.core.texts import Numbering
from desktop_app.gui.reader.lines import Lines
from desktop_app.gui.reader.page import NUMBERS, PageText

_EVERY = 5
_DIGITS, _DIGIT, _BEFORE = 24, 7, 3  # pixels of a number of three digits, of one, and before all
_NEAR, _FAR = 8, 32  # from the text to the paragraph's number: in a narrow page, and in a wide one
_BEFORE_SENTENCES = 28  # from the text to the paragraph's number where sentences have theirs


@dataclass(frozen=True, slots=True)
class Shown:
    """Which numbers the reader wants."""

    paragraphs: bool = True
    sentences: bool = False
    lines: bool = False


@dataclass(slots=True)
class Numbers:
    """The numbers of one text, as far as they are shown; none of sentences without a numbering."""

    shown: Shown = Shown()
    numbering: Numbering | None = None

    @property
    def has_lines(self) -> bool:
        """Tell whether there is a column of lines' numbers."""
        is_lined = self.numbering is not None and self.numbering.is_lined
        return self.shown.lines or (is_lined and self.shown.paragraphs)

    def room(self) -> tuple[int, int]:
        """Return the room wished for beside the text, and the least that is needed, in pixels."""
        right = _BEFORE_SENTENCES if self.shown.sentences else _NEAR
        columns = self.shown.paragraphs + self.has_lines
        taken = self.shown.paragraphs * self._paragraphs_width + self.has_lines * self._lines_width
        least = max(right + taken, _DIGITS + _NEAR)
        wished = max(NUMBERS, NUMBERS + 26 * (columns - 1))
        return wished + max(0, taken - _DIGITS * columns), least

    @property
    def _paragraphs_width(self) -> int:
        return _width(self.numbering.paragraph_count) if self.numbering else _DIGITS

    @property
    def _lines_width(self) -> int:
        return _width(self.numbering.line_count) if self.numbering else _DIGITS

    def rights(self, width: int) -> tuple[int, int, int]:
        """Return where numbers of sentences, paragraphs and lines end, in a room so wide."""
        right = _BEFORE_SENTENCES if self.shown.sentences else _NEAR
        paragraphs, lines = self._paragraphs_width, self.has_lines * self._lines_width
        if not self.shown.sentences and width >= _FAR + paragraphs + lines:
            right = _FAR
        line = right + paragraphs if self.shown.paragraphs else right
        return width - _NEAR, width - right, width - line

    def paragraph(self, page: PageText, number: int) -> int:
        """Return what is shown as the paragraph's number beside a line of the text; 0 for none."""
        if not self.shown.paragraphs or page.is_blank[number]:
            return 0
        numbering = self.numbering
        if numbering is None or not numbering.is_lined:
            return page.number_of(number)
        start = page.starts[number]
        found = numbering.paragraph_at(start)
        return found if numbering.paragraph_span(found)[0] == start else 0

    def line(self, page: PageText, number: int) -> int:
        """Return what is shown as the line's number beside a line of the text; 0 for none."""
        if not self.has_lines or page.is_blank[number]:
            return 0
        found = page.number_of(number)
        return found if self.shown.lines or found % _EVERY == 0 else 0

    def sentences(self, page: PageText, number: int, lines: Lines) -> dict[int, str]:
        """Return the numbers of the sentences that begin in each line on the page."""
        if self.numbering is None or page.is_blank[number]:
            return {}
        start, end = page.span_of(number)
        begun: dict[int, list[int]] = {}
        spans = self.numbering.sentence_spans(self.numbering.paragraph_at(start))
        for sentence, (opening, _) in enumerate(spans, 1):
            if start <= opening <= end:
                line = lines.at(page.offset_in(number, opening))
                begun.setdefault(line, []).append(sentence)
        return {
            line: f"{found[0]}–{found[-1]}" if len(found) > 1 else str(found[0])
            for line, found in begun.items()
        }


def _width(greatest: int) -> int:
    """Return how much room numbers up to one take, with the space before them, in pixels."""
    return max(_DIGITS, _BEFORE + _DIGIT * len(str(greatest)))
