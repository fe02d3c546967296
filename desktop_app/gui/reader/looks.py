"""How the page looks: type, numbers, styles of marks, layers, focus; nothing of it is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.core.spans import Span
from desktop_app.core.texts import Numbering
from desktop_app.gui.reader.colours import Colours
from desktop_app.gui.reader.ink import Style, Styles
from desktop_app.gui.reader.marks import Mark
from desktop_app.gui.reader.numbers import Shown
from desktop_app.gui.reader.runs import Run, Runs
from desktop_app.gui.reader.type import Type
from desktop_app.gui.reader.view import PageView
from desktop_app.gui.theme import Theme, current_theme, reading_font


class DressedPage(PageView):
    """A page whose looks can be changed; each change keeps the reading place."""

    sizeChanged = Signal(int)  # the reading size, in pixels

    def __init__(self, parent: QWidget | None = None) -> None:
        self._withheld: list[Mark] = []
        self._hidden: tuple[frozenset[str], frozenset[str]] = frozenset(), frozenset()
        super().__init__(parent)

    # Type

    def type(self) -> Type:
        """Return what the text is set in."""
        return self._type

    def set_type(self, wanted: Type) -> None:
        """Set the text in another type; what could not be read is brought within bounds."""
        wanted = wanted.kept_readable()
        if wanted != self._type:
            before, self._type = self._type, wanted
            self._apply_type()
            if wanted.size != before.size:
                self.sizeChanged.emit(wanted.size)

    def changeEvent(self, event: QEvent) -> None:
        """Stay in the type that was set: with each new style sheet Qt brings the first one back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            wanted = reading_font(self._type.size, self._type.face)
            if self.document().defaultFont() != wanted:
                self._apply_type()

    def zoom(self, steps: int) -> None:
        """Enlarge the text by pixels, or make it smaller."""
        self.set_type(replace(self._type, size=self._type.size + steps))

    def set_size(self, size: int) -> None:
        """Set the text at a size in pixels."""
        self.set_type(replace(self._type, size=size))

    def set_theme(self, theme: Theme | None = None) -> None:
        """Paint in another theme's colours, by default those of the theme last applied."""
        theme = theme or current_theme()
        self._painter.colours = Colours(theme)
        self._strip.set_theme(theme)
        self.viewport().update()

    def set_formatting(self, runs: Iterable[Run]) -> None:
        """Set stretches of the text shown otherwise: (start, end, kind) in code points.

        Kinds are "italic", "bold", "heading1" to "heading6" and "indent", which sets a verse in;
        unknown ones are passed over. No position changes. To be called after `set_document`.
        """
        wanted = Runs(runs)
        if wanted or self._layout.runs:
            place = self._reading_place()
            self._layout.runs = wanted
            self._layout.forget()
            self._reflow(place=place)

    # Numbers

    def set_numbers(self, shown: Shown, numbering: Numbering | None = None) -> None:
        """Show other numbers beside the text; those of sentences need the text's numbering."""
        numbers = self._painter.beside.numbers
        before, place = numbers.room(), self._reading_place()
        numbers.shown, numbers.numbering = shown, numbering or numbers.numbering
        is_lined = numbers.numbering is not None and numbers.numbering.is_lined
        if is_lined != self._layout.is_lined:
            self._layout.is_lined = is_lined
            self._layout.forget()
            self._reflow(place=place)
        elif numbers.room() != before:
            self._reflow()
        self.viewport().update()

    # Marks

    def set_styles(self, usual: Style, of_code: Mapping[str, Style] | None = None) -> None:
        """Show marks by tint and underline ("both"), one of these, or in the margin only.

        `of_code` names codes by id whose marks are shown otherwise than is usual.
        """
        styles = Styles(usual, dict(of_code or {}))
        if styles != self._painter.styles:
            self._painter.styles = styles
            self._painter.forget()
            self.viewport().update()

    def set_hidden(self, coders: Collection[str] = (), codes: Collection[str] = ()) -> None:
        """Hide the marks of some coders and of some codes, by their ids, and show all others.

        Hidden marks are neither painted nor found; lanes are dealt anew to those that stay. A
        plain highlight has the code "".
        """
        hidden = frozenset(coders), frozenset(codes)
        if hidden != self._hidden:
            marks = [*self._painter.store.all(), *self._withheld]
            self._hidden = hidden
            self.set_marks(marks)

    def hidden(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the ids of the coders and of the codes that are hidden."""
        return self._hidden

    def _take_marks(self, marks: Sequence[Mark]) -> None:
        shown, self._withheld = self._sifted(marks)
        super()._take_marks(shown)

    def update_marks(self, removed_ids: Collection[str], added: Sequence[Mark]) -> None:
        """Take annotations out and put marks in, repainting only the paragraphs concerned."""
        shown, withheld = self._sifted(added)
        if removed_ids and self._withheld:
            gone = set(removed_ids)
            self._withheld = [m for m in self._withheld if m.annotation_id not in gone]
        self._withheld += withheld
        super().update_marks(removed_ids, shown)

    def _sifted(self, marks: Sequence[Mark]) -> tuple[Sequence[Mark], list[Mark]]:
        """Part the marks that are shown from those that are hidden."""
        coders, codes = self._hidden
        if not coders and not codes:
            return marks, []
        withheld = [m for m in marks if m.coder_id in coders or m.code_id in codes]
        out = set(map(id, withheld))
        return [m for m in marks if id(m) not in out], withheld

    def set_found(self, spans: Sequence[Span], current: int = -1) -> None:
        """Frame the places of a search, given in order, and fill the current one, by its index."""
        lit = self._painter.lit
        lit.found, lit.at = spans, current
        self.viewport().update()

    # Focus

    def set_focus_mode(self, on: bool) -> None:
        """Show the text alone, in the middle: no numbers, brackets, names or overview strip."""
        if on != self.is_in_focus_mode():
            self._has_margin = not on
            policy = Qt.ScrollBarPolicy
            self.setVerticalScrollBarPolicy(
                policy.ScrollBarAlwaysOff if on else policy.ScrollBarAlwaysOn
            )
            self._painter.beside.is_shown = not on
            self._reflow()

    def is_in_focus_mode(self) -> bool:
        """Tell whether the text is shown alone."""
        return not self._has_margin
