"""Colours of the page in one theme: what a mark, or two over one another, look like."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QColor

from desktop_app.gui.theme import Theme, code_colours, mix


class Colours:
    """Colours of marks in one theme, blended once for each set that meets."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.dim = QColor(theme.dim)
        self.ink = QColor(theme.ink)
        self.paper = QColor(theme.paper)
        self.accent = QColor(theme.accent)
        self.held = QColor(theme.text_selection)
        self._tints: dict[tuple[str, ...], QColor] = {}
        self._lines: dict[str, QColor] = {}
        self._names: dict[str, QColor] = {}
        self._leaders: dict[str, QColor] = {}
        self._lit: dict[tuple[str, bool], QColor] = {}

    def tint(self, *colours: str) -> QColor:
        """Return the tint of one mark, or the blend of two."""
        found = self._tints.get(colours)
        if found is None:
            tints = [code_colours(colour, self.theme).tint for colour in colours]
            found = self._tints[colours] = QColor(blend(tints, self.theme))
        return found

    def lit_tint(self, colour: str, is_current: bool) -> QColor:
        """Return the tint of a mark that is current, or of one that is hovered."""
        found = self._lit.get((colour, is_current))
        if found is None:
            colours = code_colours(colour, self.theme)
            strong = colours.strong if is_current else mix(colours.tint, colours.strong, 0.5)
            found = self._lit[colour, is_current] = QColor(strong)
        return found

    def line(self, colour: str) -> QColor:
        """Return the colour of underlines and brackets."""
        found = self._lines.get(colour)
        if found is None:
            found = self._lines[colour] = QColor(code_colours(colour, self.theme).line)
        return found

    def name(self, colour: str) -> QColor:
        """Return the colour of names."""
        found = self._names.get(colour)
        if found is None:
            found = self._names[colour] = QColor(code_colours(colour, self.theme).name)
        return found

    def leader(self, colour: str) -> QColor:
        """Return the colour of the hairlines between brackets and names."""
        found = self._leaders.get(colour)
        if found is None:
            line = code_colours(colour, self.theme).line
            found = self._leaders[colour] = QColor(mix(self.theme.paper, line, 0.42))
        return found


def blend(tints: Iterable[str], theme: Theme) -> str:
    """Return one colour for tints that lie over one another: darker on light paper, even on dark.

    On dark paper multiplying would drown both, so the tints are averaged and lifted a little.
    """
    first, *others = tints
    for other in others:
        if theme.is_dark:
            first = mix(mix(first, other, 0.5), theme.ink, 0.08)
        else:
            a, b = QColor(first), QColor(other)
            first = QColor(
                a.red() * b.red() // 255, a.green() * b.green() // 255, a.blue() * b.blue() // 255
            ).name()
    return first
