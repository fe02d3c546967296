"""How stretches of the text are set: italic, bold, headings and indented verse.

Only the looks of letters change, never a position. What a paragraph on screen needs is worked
out when it is laid out; all others cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout

from desktop_app.core.spans import SpanIndex
from desktop_app.gui.reader.page import PageText

Run = tuple[int, int, str]
"""A stretch [start, end) in code points, and its kind."""
HEADINGS = {f"heading{level}": level for level in range(1, 7)}
KINDS = ("italic", "bold", *HEADINGS, "indent")
_SCALES = {1: 1.32, 2: 1.18, 3: 1.08}  # of the reading size


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """How one paragraph is set; `level` is that of a heading, 0 for none."""

    formats: list[QTextLayout.FormatRange]
    level: int
    is_indented: bool


class Runs:
    """The runs of one text. Kinds that are not known, and empty stretches, are left out."""

    def __init__(self, runs: Iterable[Run] = ()) -> None:
        known = set(KINDS)
        kept = [(start, end, kind) for start, end, kind in runs if kind in known and start < end]
        self._index = SpanIndex(kept)

    def __len__(self) -> int:
        return len(self._index)

    def of_paragraph(self, page: PageText, paragraph: int, font: QFont) -> ParagraphFormat | None:
        """Return how a paragraph is set in a font whose size is in pixels; None for plainly."""
        start, end = page.span_of(paragraph)
        found = self._index.touching(start, max(end, start + 1))
        if not found:
            return None
        kinds = {kind for _, _, kind in found}
        level = max((HEADINGS.get(kind, 0) for kind in kinds), default=0)
        formats = []
        for opening, closing, kind in found:
            first = page.offset_in(paragraph, opening)
            last = page.offset_in(paragraph, closing)
            if kind != "indent" and first < last:
                piece = QTextLayout.FormatRange()
                piece.start, piece.length = first, last - first
                piece.format = _format(kind, font)
                formats.append(piece)
        return ParagraphFormat(formats, level, "indent" in kinds)


NO_RUNS = Runs()


def _format(kind: str, font: QFont) -> QTextCharFormat:
    """Return what a kind changes, and nothing else, so that two of them add up."""
    made = QTextCharFormat()
    if kind == "italic":
        made.setFontItalic(True)
    elif kind == "bold":
        made.setFontWeight(QFont.Weight.Bold)
    else:
        made.setFontWeight(QFont.Weight.DemiBold)
        scale = _SCALES.get(HEADINGS[kind])
        if scale:
            made.setProperty(
                QTextCharFormat.Property.FontPixelSize, round(font.pixelSize() * scale)
            )
    return made
