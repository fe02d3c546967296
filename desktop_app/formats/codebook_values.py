"""What stands in the cells of a codebook's row, each read and checked."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from desktop_app.core.books import Entry
from desktop_app.core.codebook import STATUSES
from desktop_app.core.errors import (
    BadColor,
    BadShortcut,
    BadValue,
    NameEmpty,
    Repeated,
    WrongShape,
)
from desktop_app.core.model import PROPERTY_KINDS, PropertyRule
from desktop_app.formats.codebook_cells import read_aliases, read_properties, read_roles

DEPTH = 50
"""How many levels of codes a file may have."""

LONGEST = 1_000_000
"""How many characters a text of an entry may have: no form could show more."""

_ID = re.compile(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?")
_TEXTS = frozenset(each.name for each in fields(Entry)) & {
    "brief_definition", "full_definition", "when_to_use", "when_not_to_use", "example",
    "non_example", "note", "source", "created_by", "created_at", "modified_at",
}  # fmt: skip


def read_values(said: dict[str, str]) -> dict[str, Any]:
    """Read and check the cells of a row."""
    values: dict[str, Any] = {name: said[name] for name in said.keys() & _TEXTS}
    if "color" in said:
        values["color"] = read_color(said["color"])
    if shortcut := said.get("shortcut", "").strip():
        values["shortcut"] = read_shortcut(shortcut)
    if status := said.get("status", "").strip():
        if status not in STATUSES:
            raise BadValue(kind="status", value=status)
        values["status"] = status
    if replaced := said.get("replaced_by", ""):
        values["replaced_by"] = file_id(replaced)
    if cell := said.get("roles", ""):
        values["roles"] = read_roles(cell)
        _check_once("role", [role.name for role in values["roles"]])
    if cell := said.get("properties", ""):
        values["properties"] = read_properties(cell)
        _check_once("property", [rule.name for rule in values["properties"]])
        for rule in values["properties"]:
            check_rule(rule)
    if cell := said.get("aliases", ""):
        values["aliases"] = read_aliases(cell)
        _check_once("alias", values["aliases"])
    return values


_NAMED = {
    "black": "#000000", "silver": "#c0c0c0", "gray": "#808080", "grey": "#808080",
    "white": "#ffffff", "maroon": "#800000", "red": "#ff0000", "purple": "#800080",
    "fuchsia": "#ff00ff", "magenta": "#ff00ff", "pink": "#ffc0cb", "green": "#008000",
    "lime": "#00ff00", "olive": "#808000", "yellow": "#ffff00", "orange": "#ffa500",
    "brown": "#a52a2a", "navy": "#000080", "blue": "#0000ff", "teal": "#008080",
    "aqua": "#00ffff", "cyan": "#00ffff", "none": "",
}  # fmt: skip
"""Colours that programs name, as the web defines them."""


def read_color(text: str) -> str:
    """Read a colour as programs write it, or raise BadColor; empty stays empty."""
    color = text.strip().lower()
    if not color:
        return ""
    short = re.fullmatch(r"#?([0-9a-f])([0-9a-f])([0-9a-f])", color)
    if short:
        return "#" + "".join(digit * 2 for digit in short.groups())
    long = re.fullmatch(r"#?([0-9a-f]{6})(?:ff)?", color)
    parts = re.fullmatch(r"rgb\((\d{1,3}),\s*(\d{1,3}),\s*(\d{1,3})\)", color)
    if long:
        return f"#{long[1]}"
    if parts and all(int(part) < 256 for part in parts.groups()):
        return "#" + "".join(f"{int(part):02x}" for part in parts.groups())
    if color in _NAMED:
        return _NAMED[color]
    raise BadColor(color=text.strip())


def read_shortcut(text: str) -> str:
    """Read a key, or raise BadShortcut."""
    if len(text) != 1 or unicodedata.category(text)[0] not in "LN":
        raise BadShortcut(shortcut=text)
    return text.upper() if len(text.upper()) == 1 else text


def check_rule(rule: PropertyRule) -> None:
    """Raise what is wrong with a property that a code asks for."""
    if rule.kind not in PROPERTY_KINDS:
        raise BadValue(kind="kind of property", value=rule.kind)
    if not rule.name:
        raise NameEmpty(kind="property")
    if rule.kind == "choice" and not rule.allowed:
        raise WrongShape(what=rule.name, wanted="a choice among values, such as choice(a | b)")
    if rule.kind == "choice" and rule.default and rule.default not in rule.allowed:
        raise BadValue(kind=f"value of {rule.name}", value=rule.default)


def file_id(text: str) -> str:
    """Read an id as a file writes it: a project's id in small letters, or a name of its own."""
    text = text.strip()
    found = _ID.fullmatch(text)
    if found:
        return found[1].lower()
    return f"id:{text}" if text else ""


def read_position(text: str) -> int:
    """Read a place among siblings, or raise BadValue."""
    found = re.fullmatch(r"\s*(-?[0-9]{1,9})(?:\.0+)?\s*", text)
    if text.strip() and not found:
        raise BadValue(kind="position", value=text)
    return int(found[1]) if found else 0


def first_category(text: str) -> str:
    """Take the first of several categories, without what is said of it in brackets."""
    first = text.split(" | ")[0]
    return re.sub(r"\s+\(.*\)\s*\Z", "", first, flags=re.DOTALL)


def _check_once(kind: str, names: Sequence[str]) -> None:
    for at, name in enumerate(names):
        if name in names[:at]:
            raise Repeated(kind=kind, value=name)
