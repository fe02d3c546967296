"""How OpenDocument shows paragraphs, words and lists: emphasis, headings, indents, list marks.

Fonts, sizes and colours are not read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from desktop_app.formats.blocks import BULLET, RAISED, STRUCK, UNDERLINED
from desktop_app.formats.numerals import numeral
from desktop_app.formats.style_chain import Kinds, chain_of, shown
from desktop_app.formats.xmltree import attribute, child, local_name

INDENT_FROM = 12.0
"""The left margin, in points, from which a paragraph counts as indented."""

_LENGTH = re.compile(r"(-?[0-9.]{1,9})(cm|mm|in|pt|pc|px)")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_BOLD = ("bold", "600", "700", "800", "900")


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str = ""
    marks: dict[str, bool] = field(default_factory=dict)
    is_hidden: bool = False
    level: str = ""
    indent: float | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by name, each read for what it says itself."""

    _named: dict[str, _Style]

    @classmethod
    def load(cls, *parts: etree._Element | None) -> "Styles":
        """Read the styles that stand in the content and in the styles part."""
        return cls(
            {
                attribute(style, "name") or "": _read(style)
                for part in reversed(parts)
                for style in _each(part, "style")
            }
        )

    def paragraph_kinds(self, name: str | None, level: str | None, *, is_listed: bool) -> list[str]:
        """Tell whether a paragraph is a heading or indented; the indent of a list is its own."""
        chain = chain_of(self._named, name)
        level = level or next((style.level for style in chain if style.level), "")
        if re.fullmatch("[1-9][0-9]?", level):
            return [f"heading{min(int(level), 6)}"]
        indent = next((style.indent for style in chain if style.indent is not None), 0.0)
        return ["indent"] if indent >= INDENT_FROM and not is_listed else []

    def usual_kinds(self, name: str | None, looks: list[str]) -> Kinds:
        """Tell how a paragraph's words are shown by its style; headings are bold as it is."""
        is_heading = any(look.startswith("heading") for look in looks)
        return frozenset() if is_heading else self.run_kinds(name, frozenset())

    def run_kinds(self, name: str | None, usual: Kinds) -> Kinds:
        """Tell how words of a style are shown, amid words that are shown as `usual`."""
        return shown(chain_of(self._named, name), usual)

    def is_hidden(self, name: str | None) -> bool:
        """Tell whether words of a style are hidden."""
        return any(style.is_hidden for style in chain_of(self._named, name)[:1])


@dataclass(frozen=True, slots=True)
class _Level:
    style: str = ""
    before: str = ""
    after: str = ""
    start: int = 1
    is_bullet: bool = True
    shown: int = 1
    """How many levels the mark counts: 2 for “1.1”."""


@dataclass
class Lists:
    """Deals out the marks of list items in document order."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def load(cls, *parts: etree._Element | None) -> "Lists":
        """Read the list styles that stand in the content and in the styles part."""
        return cls(
            {
                attribute(style, "name") or "": dict(_levels(style))
                for part in reversed(parts)
                for style in _each(part, "list-style")
            }
        )

    def open(self, element: etree._Element) -> None:
        """Begin a list, in the style of the one around it unless it names its own."""
        outer = self._open[-1] if self._open else ""
        self._open.append(attribute(element, "style-name") or outer)
        goes_on = attribute(element, "continue-numbering") == "true" or (
            attribute(element, "continue-list") is not None
        )
        if not goes_on:
            self._counts.pop(self._place, None)

    def close(self) -> None:
        """End the list that was begun last."""
        self._open.pop()

    def mark(self, item: etree._Element) -> str:
        """Return the mark in front of an item of the list in hand."""
        level = self._levels.get(self._open[-1], {}).get(len(self._open), _Level())
        if level.is_bullet:
            return BULLET
        start = attribute(item, "start-value") or ""
        number = self._counts.get(self._place, level.start - 1) + 1
        if re.fullmatch("[0-9]{1,6}", start):
            number = int(start)
        self._counts[self._place] = number
        if not level.style:
            return ""
        numbers = [*self._outer_numbers(level.shown), numeral(number, level.style)]
        return f"{level.before}{'.'.join(numbers)}{level.after} "

    def _outer_numbers(self, shown: int) -> Iterator[str]:
        """Yield the numbers of the levels above that the mark of the one in hand shows."""
        depth = len(self._open)
        for outer in range(max(1, depth - shown + 1), depth):
            style = self._levels.get(self._open[-1], {}).get(outer, _Level()).style
            number = self._counts.get((self._open[outer - 1], outer))
            if style and number:
                yield numeral(number, style)

    @property
    def _place(self) -> tuple[str, int]:
        return self._open[-1], len(self._open)


def _each(part: etree._Element | None, name: str) -> Iterator[etree._Element]:
    return iter(()) if part is None else part.iter(f"{{*}}{name}")


def _read(style: etree._Element) -> _Style:
    words, paragraph = child(style, "text-properties"), child(style, "paragraph-properties")
    marks: dict[str, bool] = {}
    is_hidden = False
    if words is not None:
        if slant := attribute(words, "font-style"):
            marks["italic"] = slant in ("italic", "oblique")
        if weight := attribute(words, "font-weight"):
            marks["bold"] = weight in _BOLD
        is_hidden = attribute(words, "display") == "none"
        marks |= _lost(words)
    indent = None if paragraph is None else _indent(paragraph)
    level = attribute(style, "default-outline-level") or ""
    if attribute(style, "name") == "Title":
        level = "1"
    return _Style(attribute(style, "parent-style-name") or "", marks, is_hidden, level, indent)


def _lost(words: etree._Element) -> dict[str, bool]:
    """Tell how words look in ways that are only counted, where a style says it."""
    lost = {}
    for kind, name in ((UNDERLINED, "text-underline-style"), (STRUCK, "text-line-through-style")):
        if said := attribute(words, name):
            lost[kind] = said != "none"
    if place := attribute(words, "text-position"):
        lost[RAISED] = not place.startswith("0")
    return lost


def _levels(style: etree._Element) -> Iterator[tuple[int, _Level]]:
    for element in style:
        depth = attribute(element, "level") or ""
        if not re.fullmatch("[0-9]{1,2}", depth):
            continue
        start = attribute(element, "start-value") or "1"
        shown = attribute(element, "display-levels") or "1"
        yield (
            int(depth),
            _Level(
                attribute(element, "num-format") or "",
                attribute(element, "num-prefix") or "",
                attribute(element, "num-suffix") or "",
                int(start) if re.fullmatch("[0-9]{1,6}", start) else 1,
                is_bullet=local_name(element) != "list-level-style-number",
                shown=int(shown) if re.fullmatch("[0-9]", shown) else 1,
            ),
        )


def _indent(paragraph: etree._Element) -> float | None:
    """Read the left margin, less what the first line hangs out of it."""
    margin = _points(attribute(paragraph, "margin-left"))
    hanging = _points(attribute(paragraph, "text-indent")) or 0.0
    return None if margin is None else margin + min(0.0, hanging)


def _points(length: str | None) -> float | None:
    found = _LENGTH.fullmatch(length or "")
    try:
        return float(found[1]) * _POINTS[found[2]] if found else None
    except ValueError:
        return None
