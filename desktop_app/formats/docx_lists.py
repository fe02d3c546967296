"""The marks of Word's lists: bullets and numbers as a reader sees them, from the numbering part.

Only what a mark says is known here; pictures as bullets and legal styles become plain numbers.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from desktop_app.formats.blocks import BULLET
from desktop_app.formats.xmltree import attribute, attribute_of, child, children, local_name

MAX_LEVEL = 8
MAX_NUMBER = 100_000

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    style: str = "decimal"
    pattern: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True)
class _Place:
    """A list and a level in it, as a paragraph or its style names them."""

    list_id: str | None = None
    level: int | None = None
    based_on: str | None = None


@dataclass
class Lists:
    """Deals out the marks of list paragraphs in document order."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _styles: dict[str, _Place] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def load(cls, numbering: etree._Element | None, styles: etree._Element | None) -> "Lists":
        """Read the lists of a document from its numbering and styles parts."""
        lists = cls()
        if numbering is not None:
            lists._levels = _read_levels(numbering)
        if styles is not None:
            lists._styles = {
                attribute(style, "styleId") or "": _place_of(style)
                for style in children(styles, "style")
            }
        return lists

    def mark(self, properties: etree._Element | None) -> str:
        """Return the mark in front of a paragraph with these properties, or nothing."""
        if properties is None:
            return ""
        place = self._resolve(_place_of(properties), attribute_of(properties, "pStyle"))
        list_id = place.list_id or ""
        levels = self._levels.get(list_id)
        if not levels:
            return ""
        depth = place.level or 0
        level = levels.get(depth, _Level())
        if level.style == "none":
            return ""
        if level.style == "bullet":
            return BULLET
        counts = self._counts[list_id]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return f"{self._number(levels, counts, depth)} "

    def _resolve(self, place: _Place, style: str | None) -> _Place:
        """Fill what a paragraph leaves open from its style and the styles that one is based on."""
        seen = set()
        while style and style not in seen and (place.list_id is None or place.level is None):
            seen.add(style)
            inherited = self._styles.get(style, _Place())
            place = _Place(
                inherited.list_id if place.list_id is None else place.list_id,
                inherited.level if place.level is None else place.level,
            )
            style = inherited.based_on
        return place

    def _number(self, levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
        def write(match: re.Match[str]) -> str:
            wanted = int(match[1]) - 1
            level = levels.get(wanted, _Level())
            return _written(counts.get(wanted, level.start), level.style)

        pattern = levels.get(depth, _Level()).pattern or f"%{depth + 1}."
        return re.sub(r"%([1-9])", write, pattern)


def _read_levels(numbering: etree._Element) -> dict[str, dict[int, _Level]]:
    kinds = {
        attribute(kind, "abstractNumId"): {
            _integer(attribute(level, "ilvl"), 0): _Level(
                attribute_of(level, "numFmt") or "decimal",
                attribute_of(level, "lvlText") or "",
                _integer(attribute_of(level, "start"), 1),
            )
            for level in children(kind, "lvl")
        }
        for kind in children(numbering, "abstractNum")
    }
    return {
        attribute(item, "numId") or "": kinds.get(attribute_of(item, "abstractNumId"), {})
        for item in children(numbering, "num")
    }


def _place_of(element: etree._Element) -> _Place:
    """Read the list that a paragraph's properties or a style name."""
    properties = child(element, "pPr") if local_name(element) == "style" else element
    numbering = child(properties, "numPr")
    level = attribute_of(numbering, "ilvl")
    return _Place(
        attribute_of(numbering, "numId"),
        None if level is None else min(_integer(level, 0), MAX_LEVEL),
        attribute_of(element, "basedOn"),
    )


def _integer(value: str | None, default: int) -> int:
    if value is None or not value.isascii() or not value.isdigit() or len(value) > 6:
        return default
    return int(value)


def _written(number: int, style: str) -> str:
    number = min(number, MAX_NUMBER)
    if style in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letters if style == "lowerLetter" else letters.upper()
    if style in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        letters = _roman(number)
        return letters if style == "lowerRoman" else letters.upper()
    return str(number)


def _roman(number: int) -> str:
    letters = ""
    for value, digits in _ROMAN:
        letters += digits * (number // value)
        number %= value
    return letters
