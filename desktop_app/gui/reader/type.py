"""How the text is set: face, size, spacing and measure, within what can still be read."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.gui.reader.layout import LINE_SPACING
from desktop_app.gui.reader.page import LEAST_MEASURE, MEASURE, MOST_MEASURE
from desktop_app.gui.theme import READING_SIZE, SERIF

SMALLEST, LARGEST = 11, 48  # sizes, in pixels
TIGHTEST, LOOSEST = 1.3, 2.4  # spacings


@dataclass(frozen=True, slots=True)
class Type:
    """What the text is set in.

    `face` is "serif", "sans" or a family's name, `size` in pixels, `spacing` from line to line
    as a share of the size, `measure` the ideal length of a line in characters.
    """

    face: str = SERIF
    size: int = READING_SIZE
    spacing: float = LINE_SPACING
    measure: int = MEASURE

    def kept_readable(self) -> Type:
        """Return the same with every value within its bounds."""
        return Type(
            self.face or SERIF,
            min(LARGEST, max(SMALLEST, self.size)),
            round(min(LOOSEST, max(TIGHTEST, self.spacing)), 2),
            min(MOST_MEASURE, max(LEAST_MEASURE, self.measure)),
        )
