"""How Word shows paragraphs and runs: italic, bold, headings, indents, own or from their styles.

Fonts, sizes and colours are not read.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from desktop_app.formats.blocks import RAISED, STRUCK, UNDERLINED
from desktop_app.formats.style_chain import Kinds, chain_of, shown, switched
from desktop_app.formats.xmltree import attribute, attribute_of, child, children

INDENT_FROM = 240
"""The left indent, in twentieths of a point, from which a paragraph counts as indented."""

_OFF = ("0", "false", "off")
_MARKS = {"b": "bold", "i": "italic"}
_HEADING = re.compile(r"heading ([1-6])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str = ""
    marks: dict[str, bool] = field(default_factory=dict)
    level: int | None = None
    indent: int | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """The named styles of a document, each read for what it says itself."""

    _named: dict[str, _Style] = field(default_factory=dict)

    @classmethod
    def load(cls, part: etree._Element | None) -> "Styles":
        """Read the styles part of a document; none leave only what stands at the words."""
        if part is None:
            return cls()
        return cls(
            {attribute(style, "styleId") or "": _read(style) for style in children(part, "style")}
        )

    def paragraph_kinds(self, properties: etree._Element | None, *, is_listed: bool) -> list[str]:
        """Tell whether a paragraph is a heading or indented; the indent of a list is its own."""
        chain = chain_of(self._named, attribute_of(properties, "pStyle"))
        own = _read_place(properties)
        level = next((each for each in (own[0], *(s.level for s in chain)) if each is not None), 9)
        indent = next(
            (each for each in (own[1], *(s.indent for s in chain)) if each is not None), 0
        )
        if level < 6:
            return [f"heading{level + 1}"]
        return ["indent"] if indent >= INDENT_FROM and not is_listed else []

    def usual_kinds(self, properties: etree._Element | None) -> Kinds:
        """Tell how a paragraph's words are shown by its style; headings are bold as it is."""
        if self.paragraph_kinds(properties, is_listed=True):
            return frozenset()
        return self._marked(attribute_of(properties, "pStyle"), frozenset())

    def run_kinds(self, properties: etree._Element | None, usual: Kinds) -> Kinds:
        """Tell how a run is shown, where its paragraph's words are usually shown as `usual`."""
        if properties is None:
            return usual
        marked = self._marked(attribute_of(properties, "rStyle"), usual)
        return switched(marked, _read_marks(properties)) | _read_lost(properties)

    def _marked(self, name: str | None, usual: Kinds) -> Kinds:
        return shown(chain_of(self._named, name), usual)


def _read(style: etree._Element) -> _Style:
    level, indent = _read_place(child(style, "pPr"))
    name = attribute_of(style, "name") or ""
    named = _HEADING.fullmatch("heading 1" if name.lower() == "title" else name)
    return _Style(
        attribute_of(style, "basedOn") or "",
        _read_marks(child(style, "rPr")),
        int(named[1]) - 1 if named else level,
        indent,
    )


def _read_marks(properties: etree._Element | None) -> dict[str, bool]:
    found = {}
    for name, kind in _MARKS.items():
        mark = child(properties, name)
        if mark is not None:
            found[kind] = is_on(mark)
    return found


def _read_lost(properties: etree._Element) -> Kinds:
    """Tell how words look in ways that are only counted; what a style says is not looked at."""
    lost = {
        UNDERLINED: (attribute_of(properties, "u") or "none") != "none",
        STRUCK: any(is_on(child(properties, name)) for name in ("strike", "dstrike")),
        RAISED: (attribute_of(properties, "vertAlign") or "baseline") != "baseline",
    }
    return frozenset(kind for kind, is_there in lost.items() if is_there)


def is_on(mark: etree._Element | None) -> bool:
    """Tell whether a property is there and not switched off."""
    return mark is not None and (attribute(mark, "val") or "1") not in _OFF


def _read_place(properties: etree._Element | None) -> tuple[int | None, int | None]:
    """Read the outline level (0 to 8; 9 is none) and the left indent, where they are told."""
    indent = child(properties, "ind")
    left = None
    if indent is not None:
        left = _number(attribute(indent, "start") or attribute(indent, "left"))
        if left is not None:
            # A first line that hangs out of the margin makes no indented paragraph.
            left -= _number(attribute(indent, "hanging")) or 0
    return _number(attribute_of(properties, "outlineLvl")), left


def _number(value: str | None) -> int | None:
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,6}", value) else None
