"""Selecting: a passage grows and shrinks by word, sentence and paragraph, and snaps to them."""

from PySide6.QtCore import QObject

from desktop_app.core.spans import Span
from desktop_app.core.units import Unit, grown, shrunk, unit_span
from desktop_app.gui.reading import Reading
from desktop_app.settings import Settings

_CLICKS = {2: Unit.WORD, 3: Unit.SENTENCE, 4: Unit.PARAGRAPH}


class SelectActs(QObject):
    """The acts of one window upon the selection; nothing in the project changes."""

    def __init__(self, reading: Reading, settings: Settings) -> None:
        super().__init__(reading)
        self._reading = reading
        self._settings = settings
        self._smaller: list[Span] = []
        """What the selection was before it grew, the last one last."""
        reading.reader.clickedTimes.connect(self._take_clicks)
        reading.reader.selectionSettled.connect(self._snap)
        reading.shown.connect(self._smaller.clear)

    def grow(self) -> None:
        """Enlarge the selection to the next larger unit."""
        span = self._span()
        larger = grown(self._reading.text, self._reading.numbering, *span)
        if larger != span:
            if not self._smaller or self._smaller[-1] != span:
                self._smaller.append(span)
            self._select(larger)

    def shrink(self) -> None:
        """Make the selection what it was before it grew, or else leave its last part out."""
        span = self._span()
        while self._smaller:
            smaller = self._smaller.pop()
            if span[0] <= smaller[0] and smaller[1] <= span[1] and smaller != span:
                self._select(smaller)
                return
        self._select(shrunk(self._reading.text, self._reading.numbering, *span))

    def snap_off(self) -> None:
        """Leave selections as they are drawn."""
        self._settings["snap"] = "off"

    def snap_word(self) -> None:
        """Complete the words of every selection."""
        self._settings["snap"] = "word"
        self._snap()

    def snap_sentence(self) -> None:
        """Complete the sentences of every selection."""
        self._settings["snap"] = "sentence"
        self._snap()

    def _span(self) -> Span:
        reader = self._reading.reader
        return reader.selection() or (reader.caret(), reader.caret())

    def _select(self, span: Span) -> None:
        self._reading.reader.set_selection(*span)

    def _take_clicks(self, position: int, count: int) -> None:
        unit = _CLICKS.get(count)
        if unit and self._reading.text:
            at = min(position, len(self._reading.text) - 1)
            text, numbering = self._reading.text, self._reading.numbering
            self._select(unit_span(text, numbering, at, at + 1, unit))

    def _snap(self) -> None:
        span, name = self._reading.reader.selection(), self._settings["snap"]
        if span and name != "off":
            text, numbering = self._reading.text, self._reading.numbering
            whole = unit_span(text, numbering, *span, Unit(name))
            if whole != span:
                self._select(whole)
