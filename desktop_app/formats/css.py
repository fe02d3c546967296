"""The little of CSS that tells how words are shown: italic, bold, indented, hidden, kept lines.

Selectors of one tag, one class, or both are understood; everything else is passed over.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop_app.formats.blocks import RAISED, STRUCK, UNDERLINED

_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.IGNORECASE)
_LENGTH = re.compile(r"([0-9.]{1,9})(em|rem|ex|px|pt|pc|cm|mm|in|%)")
_POINTS = {
    "em": 12.0, "rem": 12.0, "ex": 6.0, "px": 0.75, "pt": 1.0, "pc": 12.0, "cm": 28.3, "mm": 2.83,
    "in": 72.0, "%": 4.0,
}  # fmt: skip
_LOST = {"line-through": STRUCK, "underline": UNDERLINED, "super": RAISED, "sub": RAISED}
INDENT_FROM = 12.0
"""The left margin, in points, from which a paragraph counts as indented."""
MAX_SHEET = 2_000_000

Looks = dict[str, bool]
"""What a rule says of italic, bold, indent, hidden, pre (lines kept) and lost looks, if it does."""


@dataclass
class Sheet:
    """The rules of style sheets by tag and class."""

    _rules: dict[tuple[str, str], Looks] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Read one more style sheet."""
        for rule in _without_comments(text[:MAX_SHEET]).split("}"):
            head, brace, body = rule.rpartition("{")
            looks = declared(body) if brace else {}
            # In a rule within a rule, what stands before the inner one is not its selector.
            selectors = re.split("[{;]", head)[-1]
            for selector in selectors.split(",") if looks else ():
                found = _SELECTOR.fullmatch(selector.strip())
                if found and found[0]:
                    key = ((found[1] or "").lower(), found[2] or "")
                    self._rules[key] = self._rules.get(key, {}) | looks

    def looks(self, tag: str, classes: Iterable[str], style: str) -> Looks:
        """Tell how an element is shown by its tag, its classes and its own style."""
        if not (self._rules or style):
            return {}
        found: Looks = dict(self._rules.get((tag, ""), {}))
        for name in classes:
            found |= self._rules.get(("", name), {})
            found |= self._rules.get((tag, name), {})
        return found | declared(style) if style else found


def _without_comments(text: str) -> str:
    first, *rest = text.split("/*")
    return first + " ".join(each.partition("*/")[2] for each in rest)


def declared(body: str) -> Looks:
    """Read the declarations of a rule or of a `style` attribute."""
    looks: Looks = {}
    for each in body.lower().split(";"):
        name, _, value = each.partition(":")
        value = value.replace("!important", "").strip()
        match name.strip() if value else "":
            case "font-style":
                looks["italic"] = value.startswith(("italic", "oblique"))
            case "font-weight":
                looks["bold"] = value in ("bold", "bolder", "600", "700", "800", "900")
            case "text-decoration" | "text-decoration-line" | "vertical-align":
                # These are only counted.
                looks.update((kind, True) for word, kind in _LOST.items() if word in value)
            case "display":
                looks["hidden"] = value == "none"
            case "white-space":
                looks["pre"] = value.startswith(("pre", "break-spaces"))
            case "margin-left" | "padding-left" | "margin-inline-start":
                looks["indent"] = _points(value) >= INDENT_FROM
            case "margin" | "padding":
                sides = value.split()
                if sides:
                    left = sides[3] if len(sides) == 4 else sides[min(1, len(sides) - 1)]
                    looks["indent"] = _points(left) >= INDENT_FROM and len(sides) == 4
    return looks


def _points(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    try:
        return float(found[1]) * _POINTS[found[2]] if found else 0.0
    except ValueError:
        return 0.0
