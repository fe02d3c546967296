"""The marks of Word's lists: bullets and numbers as a reader sees them, from the numbering part.

Only what a mark says is known here; pictures as bullets and legal styles become plain numbers.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from desktop_app.formats.blocks import BULLET
from desktop_app.formats.numerals import numeral
from desktop_app.formats.xmltree import attribute, attribute_of, child, children, local_name

MAX_LEVEL = 8

_STYLES = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


@dataclass(frozen=True, slots=True)
class _Level:
    style: str = "decimal"
    pattern: str | None = None
    """What is written, with %1 for the number; "" for nothing, None where that is not said."""
    start: int = 1


@dataclass(frozen=True, slots=True)
class _List:
    """The levels of a list, and by what name its items are counted."""

    levels: dict[int, _Level]
    counted_as: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A list and a level in it, as a paragraph or its style names them."""

    list_id: str | None = None
    level: int | None = None
    based_on: str | None = None


@dataclass
class Lists:
    """Deals out the marks of list paragraphs in document order."""

    _lists: dict[str, _List] = field(default_factory=dict)
    _styles: dict[str, _Place] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def load(cls, numbering: etree._Element | None, styles: etree._Element | None) -> "Lists":
        """Read the lists of a document from its numbering and styles parts."""
        lists = cls()
        if numbering is not None:
            lists._lists = _read_lists(numbering)
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
        found = self._lists.get(place.list_id or "")
        if found is None or not found.levels:
            return ""
        levels = found.levels
        depth = place.level or 0
        level = levels.get(depth, _Level())
        is_blank = level.pattern is not None and not level.pattern.strip()
        if level.style == "none":
            return ""
        if level.style == "bullet":
            return "" if is_blank else BULLET
        counts = self._counts[found.counted_as]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return "" if is_blank else f"{self._number(levels, counts, depth)} "

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
            return numeral(counts.get(wanted, level.start), _STYLES.get(level.style, ""))

        pattern = levels.get(depth, _Level()).pattern or f"%{depth + 1}."
        return re.sub(r"%([1-9])", write, pattern)


def _read_lists(numbering: etree._Element) -> dict[str, _List]:
    """Read the lists by their ids: the levels of their kind, with what they change in it."""
    kinds = {
        attribute(kind, "abstractNumId"): dict(_read_levels(kind))
        for kind in children(numbering, "abstractNum")
    }
    lists = {}
    for item in children(numbering, "num"):
        kind = attribute_of(item, "abstractNumId")
        levels = dict(kinds.get(kind, {}))
        begins_anew = False
        for override in children(item, "lvlOverride"):
            levels |= dict(_read_levels(override))
            depth, start = attribute(override, "ilvl"), attribute_of(override, "startOverride")
            if start is not None:
                begins_anew = True
                place = _integer(depth, 0)
                level = levels.get(place, _Level())
                levels[place] = _Level(level.style, level.pattern, _integer(start, 1))
        name = attribute(item, "numId") or ""
        # Lists of one kind count on in one another, unless one says where it starts.
        lists[name] = _List(levels, f"list {name}" if begins_anew else f"kind {kind}")
    return lists


def _read_levels(parent: etree._Element) -> Iterator[tuple[int, _Level]]:
    for level in children(parent, "lvl"):
        yield (
            _integer(attribute(level, "ilvl"), 0),
            _Level(
                attribute_of(level, "numFmt") or "decimal",
                attribute_of(level, "lvlText"),
                _integer(attribute_of(level, "start"), 1),
            ),
        )


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
