"""The ends of the annotation in hand, as handles that the pointer can take and move."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.gui.reader.marks import Mark
from desktop_app.gui.reader.painter import PagePainter
from desktop_app.gui.reader.places import Places, Spot

_REACH = 4  # pixels to both sides of an end


@dataclass(frozen=True, slots=True)
class Handle:
    """One end of a mark that is being moved."""

    mark: Mark
    is_end: bool

    def span_to(self, position: int) -> tuple[int, int]:
        """Return the mark's span with this end at a position; it never becomes empty."""
        if self.is_end:
            return self.mark.start, max(position, self.mark.start + 1)
        return min(position, self.mark.end - 1), self.mark.end


def handle_at(painter: PagePainter, places: Places, spot: Spot | None, x: float) -> Handle | None:
    """Find the end of the annotation in hand that is at a point of a line, if one is."""
    current = painter.lit.current
    if spot is None or not current:
        return None
    for mark in painter.store.of_annotation(current):
        for is_end, position in ((False, mark.start), (True, mark.end)):
            held = position - 1 if is_end else position
            block, number = places.line_at(held)
            if block != spot.block or number != spot.line.lineNumber():
                continue
            offset = places.offset(position) - block.position()
            # The stubs miss that it returns the place and the offset it took.
            edge: float = spot.line.cursorToX(offset)[0]  # type: ignore[index]
            if abs(edge - x) <= _REACH:
                return Handle(mark, is_end)
    return None
