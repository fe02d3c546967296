"""The text on the page: its paragraphs' places, and the page's columns; numbers only, no Qt.

A paragraph here is one line of the stored text, and one QTextBlock of the widget.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from desktop_app.core.lined import LineTable
from desktop_app.core.spans import Utf16Map
from desktop_app.core.words import is_right_to_left


class PageText:
    """A document's text with the start of each paragraph, in code points and for Qt.

    `numbers` are printed beside the paragraphs, 0 for none; those that aren't blank are counted
    when none are given. `lines` are those of the text, where they are known already.
    """

    def __init__(
        self,
        text: str = "",
        title: str = "",
        subtitle: str = "",
        numbers: Sequence[int] | None = None,
        lines: LineTable | None = None,
    ) -> None:
        lines = lines or LineTable.of(text)
        self.text = text
        self.title = title
        self.subtitle = subtitle
        self.starts, self.is_blank = lines.starts, lines.is_blank
        self._numbers = numbers
        self._blanks = list(compress(range(len(self.is_blank)), self.is_blank))
        self.utf16 = Utf16Map(text)
        self.is_right_to_left = is_right_to_left(text)

    def __len__(self) -> int:
        """Return the number of paragraphs, at least one."""
        return len(self.is_blank)

    def number_of(self, paragraph: int) -> int:
        """Return the number printed beside a paragraph, 0 for none."""
        if self._numbers is not None:
            return self._numbers[paragraph]
        if self.is_blank[paragraph]:
            return 0
        return paragraph + 1 - bisect_left(self._blanks, paragraph)

    def paragraph_at(self, position: int) -> int:
        """Return the number, from 0, of the paragraph that holds a position."""
        return min(bisect_right(self.starts, position), len(self)) - 1

    def span_of(self, paragraph: int) -> tuple[int, int]:
        """Return a paragraph's [start, end) in code points, without its line break."""
        return self.starts[paragraph], self.starts[paragraph + 1] - 1

    def paragraphs_of(self, start: int, end: int) -> range:
        """Return the paragraphs that [start, end) touches, at least one."""
        return range(self.paragraph_at(start), self.paragraph_at(max(start, end - 1)) + 1)

    def offset_in(self, paragraph: int, position: int) -> int:
        """Return the UTF-16 offset of a position in a paragraph, kept within that paragraph."""
        start, behind = self.starts[paragraph], self.starts[paragraph + 1]
        # Written out: it runs for each end of each mark on a page.
        if position <= start:
            return 0
        if position >= behind:
            position = behind - 1
        if self.utf16.is_identity:
            return position - start
        return self.utf16.to_utf16(position) - self.utf16.to_utf16(start)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand across the page, in pixels: numbers | text | brackets | names.

    On a mirrored page, for texts from right to left, they follow one another from the right.
    `text_left` is always the text's own left edge; all else is measured from the page's leading
    edge and comes to its place through `box` and `edge`.
    """

    width: int
    text_left: int
    text_width: int
    brackets_left: int
    lanes: int
    names_left: int
    names_width: int
    is_mirrored: bool = False

    @property
    def text_right(self) -> int:
        """Return the right edge of the text column."""
        return self.text_left + self.text_width

    @property
    def numbers_width(self) -> int:
        """Return the room between the page's leading edge and the text."""
        return self.width - self.text_right if self.is_mirrored else self.text_left

    def box(self, leading: float, width: float) -> float:
        """Return the left edge of a box that begins so far from the leading edge."""
        return self.width - leading - width if self.is_mirrored else leading

    def edge(self, leading: float) -> float:
        """Return a place so far from the leading edge; its own inverse."""
        return self.width - leading if self.is_mirrored else leading

    def lane(self, number: int) -> int:
        """Return how far a bracket lane begins from the leading edge."""
        return self.brackets_left + number * LANE_WIDTH


MEASURE, LEAST_MEASURE, MOST_MEASURE = 68, 60, 80  # characters a line
LANE_WIDTH = 7
NUMBERS, NUMBERS_MIN = 56, 32
_GAP, _GAP_MIN = 12, 6  # between text and brackets
_LANES, _LANES_MIN, _LANES_MAX = 5, 3, 7
_LEADER = 18  # a "+n" has its place there as well
_NAMES_MAX, _NAMES, _NAMES_MIN = 220, 112, 84
_RIGHT = 4
_COMFORTABLE, _LEAST = 0.83, 0.44  # of the measure


def columns_for(
    width: int,
    character: float,
    measure: int = MEASURE,
    room: tuple[int, int] = (NUMBERS, NUMBERS_MIN),
    *,
    has_margin: bool = True,
    is_mirrored: bool = False,
) -> Columns:
    """Divide the page's width, for text of a mean character width; all in pixels.

    `measure` is the ideal length of a line in characters, `room` what is wished for the numbers
    beside the text, and the least. A wide page keeps the line at its ideal length and stands in
    the middle; as it gets narrow, first the names give way, then the brackets and numbers, and
    the text last. Without a margin there are neither brackets nor names.
    """
    ideal, comfortable = round(measure * character), round(_COMFORTABLE * measure * character)
    gap, lanes, names = _GAP, _LANES, _NAMES
    numbers, numbers_min = room
    if not has_margin:
        return _text_alone(width, max(80, min(ideal, width - numbers)), is_mirrored)
    rest = width - numbers - gap - lanes * LANE_WIDTH - _LEADER - _RIGHT
    if rest - names < comfortable:
        names = max(_NAMES_MIN, rest - comfortable)
    if rest - names < comfortable and width < comfortable + 180:
        tightness = min(1.0, max(0.0, (comfortable - rest + names) / 120))
        numbers = round(numbers - max(0, numbers - numbers_min) * tightness)
        gap = round(gap - (gap - _GAP_MIN) * tightness)
        lanes = _LANES if tightness < 1 else _LANES_MIN
        rest = width - numbers - gap - lanes * LANE_WIDTH - _LEADER - _RIGHT
        if rest - names < _LEAST * measure * character:
            names = 0
    text_width = max(80, min(ideal, rest - names))
    # What is to spare widens the names, then the lanes; the text moves towards the middle.
    spare = max(0, rest - names - text_width)
    if names:
        names += min(spare // 2, _NAMES_MAX - names)
        spare = max(0, rest - names - text_width)
    if spare >= 4 * LANE_WIDTH:
        spare -= (_LANES_MAX - lanes) * LANE_WIDTH
        lanes = _LANES_MAX
    leading = max(numbers, min((width - text_width) // 2, numbers + spare))
    brackets_left = leading + text_width + gap
    names_left = brackets_left + lanes * LANE_WIDTH + _LEADER
    text_left = width - leading - text_width if is_mirrored else leading
    return Columns(
        width, text_left, text_width, brackets_left, lanes, names_left, names, is_mirrored
    )


def _text_alone(width: int, text_width: int, is_mirrored: bool) -> Columns:
    left = (width - text_width) // 2
    return Columns(width, left, text_width, width, 0, width, 0, is_mirrored)
