"""Reading a codebook that stands in a YAML file, as a person writes it or a project left it.

A head of `title`, `about`, `sources` and `language`, all optional, then `codes`: a list of entries,
each with a name, any of the fields of `CodeEntry`, and further entries under `children`. Values are
taken as they are written: a code may be called No, 1e5 or 2024-01-01 without quotation marks.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from desktop_app.core.codebook import STATUSES
from desktop_app.core.errors import (
    AppError,
    BadColor,
    BadShortcut,
    BadValue,
    FileDamaged,
    LineRefused,
    NameEmpty,
    NameTaken,
    Repeated,
    ShortcutTaken,
    TooDeep,
    TooLong,
    UnknownKey,
    WrongShape,
)
from desktop_app.core.examples import Citation
from desktop_app.core.model import PROPERTY_KINDS, PropertyRule, Role, Wording
from desktop_app.core.wordings import WORDING_FIELDS
from desktop_app.formats.codebook_entries import Codebook, CodeEntry
from desktop_app.formats.codebook_values import LONGEST
from desktop_app.formats.files import MEGABYTE
from desktop_app.formats.yaml_file import Node, nodes_of, read_nodes

LIMIT = 50 * MEGABYTE
DEPTH = 50
"""How many levels of codes a file may have."""

HEAD = ("title", "about", "sources", "language", "codes")
PASSAGES = {"example_passages": "example", "non_example_passages": "non_example"}
"""The lists of passages, and as what those in them stand."""
KEYS = (
    *(each.name for each in fields(CodeEntry) if each.name not in ("line", "passages")),
    *PASSAGES,
)
PASSAGE_KEYS = {"quote": "quote", "document": "document", "place": "place", "coder": "coder",
                "note": "note", "annotation": "annotation_id"}  # fmt: skip
"""How a passage is written, and what that is of a Citation."""
WORDING_KEYS = {"at": "created_at", "by": "author", "why": "why", "merged_from": "origin"}
"""How it is written whence a wording came, and what that is of a Wording."""
_ROLE_KEYS = ("name", "required")
_PROPERTY_KEYS = ("name", "kind", "allowed", "default")
_YES = {"true": True, "yes": True, "false": False, "no": False}
_NEVER = re.compile("[\0\ud800-\udfff]")

Names = dict[str, Node]


def read_codebook(path: Path) -> Codebook:
    """Read a codebook and check every value that a project would refuse.

    Raises what reading a file does, FileDamaged for what is not YAML, and LineRefused with the
    line and an AppError as its cause for everything else. No project is touched.
    """
    # A level of codes is a list and the names in it; below the last come roles and their names.
    try:
        root = read_nodes(path, LIMIT, 2 * DEPTH + 5)
    except LineRefused as refused:
        if isinstance(refused.facts["cause"], TooDeep):  # told in levels of codes
            refused.facts["cause"] = TooDeep(limit=DEPTH)
        raise
    try:
        return _Reader().codebook(root)
    except _Refused as refused:
        raise LineRefused(path=path, line=refused.line, cause=refused.cause) from refused.cause


class _Refused(Exception):
    """A line and the reason; `read_codebook` knows the file."""

    def __init__(self, line: int, cause: AppError) -> None:
        super().__init__(line, cause)
        self.line = line
        self.cause = cause


@dataclass
class _Reader:
    """Reads one file's nodes, and remembers what may stand only once in all of it."""

    ids: set[str] = field(default_factory=set)
    shortcuts: dict[str, str] = field(default_factory=dict)

    def codebook(self, root: Node) -> Codebook:
        names = _names(root, "the codebook", HEAD)
        if "codes" not in names:
            raise _Refused(root.line, WrongShape(what="the codebook", wanted="a list of codes"))
        return Codebook(
            codes=self._entries(names["codes"], 1),
            title=_text(names, "title").strip(),
            about=_text(names, "about").strip(),
            sources=_texts(names, "sources"),
            language=_text(names, "language").strip(),
        )

    def _entries(self, node: Node, depth: int) -> tuple[CodeEntry, ...]:
        if depth > DEPTH and node.value:
            raise _Refused(node.line, TooDeep(limit=DEPTH))
        found: dict[str, CodeEntry] = {}
        for each in _list(node, "codes" if depth == 1 else "children"):
            entry = self._entry(each, depth)
            if entry.name in found:
                raise _Refused(each.line, NameTaken(kind="code", name=entry.name))
            found[entry.name] = entry
        return tuple(found.values())

    def _entry(self, node: Node, depth: int) -> CodeEntry:
        names = _names(node, "a code", KEYS)
        values: dict[str, Any] = {"line": node.line, "children": ()}
        name = _text(names, "name").strip()
        if not name:
            raise _Refused(node.line, NameEmpty(kind="code"))
        for key, value in names.items():
            read = _VALUES.get(key)
            if key != "children":
                values[key] = read(names, key) if read else _text(names, key)
            if key == "shortcut" and values[key]:
                self._take_shortcut(value.line, values[key], name)
            if key == "code_id" and values[key]:
                self._take_id(value.line, values[key])
        values["name"] = name
        values["passages"] = sum((values.pop(key, ()) for key in PASSAGES), ())
        if "children" in names:
            values["children"] = self._entries(names["children"], depth + 1)
        return CodeEntry(**values)

    def _take_shortcut(self, line: int, key: str, name: str) -> None:
        owner = self.shortcuts.setdefault(key, name)
        if owner is not name:
            raise _Refused(line, ShortcutTaken(shortcut=key, owner=owner))

    def _take_id(self, line: int, code_id: str) -> None:
        if code_id in self.ids:
            raise _Refused(line, Repeated(kind="code_id", value=code_id))
        self.ids.add(code_id)


def _color(names: Names, key: str) -> str:
    color = _text(names, key).strip()
    if color and not re.fullmatch("#[0-9a-fA-F]{6}", color):
        raise _Refused(names[key].line, BadColor(color=color))
    return color.lower()


def _shortcut(names: Names, key: str) -> str:
    shortcut = _text(names, key).strip()
    if shortcut and (len(shortcut) != 1 or unicodedata.category(shortcut)[0] not in "LN"):
        raise _Refused(names[key].line, BadShortcut(shortcut=shortcut))
    return shortcut.upper() if len(shortcut.upper()) == 1 else shortcut


def _status(names: Names, key: str) -> str:
    status = _text(names, key).strip() or STATUSES[0]
    if status not in STATUSES:
        raise _Refused(names[key].line, BadValue(kind="status", value=status))
    return status


def _roles(names: Names, key: str) -> tuple[Role, ...]:
    found: dict[str, Role] = {}
    for each in _list(names[key], key):
        # A role that is only named is required, so `roles: [pole A, pole B]` will do.
        inside = (
            {"name": each} if isinstance(each.value, str) else _names(each, "a role", _ROLE_KEYS)
        )
        name = _own_name(inside, each.line, "role", found)
        found[name] = Role(name, _yes(inside, "required", usual=True))
    return tuple(found.values())


def _properties(names: Names, key: str) -> tuple[PropertyRule, ...]:
    found: dict[str, PropertyRule] = {}
    for each in _list(names[key], key):
        inside = _names(each, "a property", _PROPERTY_KEYS)
        name = _own_name(inside, each.line, "property", found)
        found[name] = _property(inside, each.line, name)
    return tuple(found.values())


def _property(names: Names, line: int, name: str) -> PropertyRule:
    kind = _text(names, "kind").strip() or "text"
    if kind not in PROPERTY_KINDS:
        raise _Refused(names["kind"].line, BadValue(kind="kind of property", value=kind))
    allowed = _texts(names, "allowed")
    if kind == "choice" and not allowed:
        raise _Refused(line, WrongShape(what=name, wanted="a list of allowed values"))
    default = _text(names, "default")
    if kind == "yes-no" and default:
        default = "yes" if _yes(names, "default", usual=False) else "no"
    if kind == "choice" and default and default not in allowed:
        raise _Refused(names["default"].line, BadValue(kind="value of " + name, value=default))
    return PropertyRule(name, kind, allowed, default)


def _extra(names: Names, key: str) -> dict[str, str]:
    node = names[key]
    if _is_nothing(node):
        return {}
    if not isinstance(node.value, dict):
        raise _Refused(node.line, WrongShape(what=key, wanted="names and values"))
    return {name: _text(node.value, name) for name in node.value}


def _passages(names: Names, key: str) -> tuple[Citation, ...]:
    found = []
    for each in _list(names[key], key):
        inside = _names(each, "a passage", tuple(PASSAGE_KEYS))
        values = {name: _text(inside, written) for written, name in PASSAGE_KEYS.items()}
        if not values["quote"] and not values["note"] and not values["annotation_id"]:
            raise _Refused(each.line, WrongShape(what="a passage", wanted="a quote"))
        found.append(Citation(PASSAGES[key], **values))
    return tuple(found)


def _wordings(names: Names, key: str) -> tuple[Wording, ...]:
    found: list[Wording] = []
    for each in _list(names[key], key):
        inside = _names(each, "a wording", (*WORDING_KEYS, *WORDING_FIELDS))
        values = {name: _text(inside, written) for written, name in WORDING_KEYS.items()}
        said = {name: _text(inside, name) for name in WORDING_FIELDS if name in inside}
        found.append(
            Wording(code_id="", number=len(found) + 1, fields=said, created_by="", **values)
        )
    return tuple(found)


def read_cell(text: str, key: str) -> tuple[Any, ...]:
    """Read the passages or wordings in a table's cell, which are written as in a file."""
    try:
        # The last line ends as in a file, or a text that ends in a line's end would lose it.
        return tuple(_VALUES[key]({key: nodes_of(f"{text}\n", Path(), 4)}, key))
    except _Refused as refused:
        raise refused.cause from refused
    except (FileDamaged, LineRefused) as error:
        raise WrongShape(what=key, wanted="a list such as “- quote: …”") from error


def _own_name(names: Names, line: int, kind: str, found: dict[str, Any]) -> str:
    name = _text(names, "name").strip()
    if not name:
        raise _Refused(line, NameEmpty(kind=kind))
    if name in found:
        raise _Refused(line, Repeated(kind=kind, value=name))
    return name


def _names(node: Node, what: str, known: tuple[str, ...]) -> Names:
    if not isinstance(node.value, dict):
        raise _Refused(node.line, WrongShape(what=what, wanted="names and values"))
    for key, value in node.value.items():
        if key not in known:
            raise _Refused(value.line, UnknownKey(key=key, known=known))
    return node.value


def _list(node: Node, what: str) -> list[Node]:
    if _is_nothing(node):
        return []
    if not isinstance(node.value, list):
        raise _Refused(node.line, WrongShape(what=what, wanted="a list"))
    return node.value


def _texts(names: Names, key: str) -> tuple[str, ...]:
    if key not in names:
        return ()
    items = [_text({key: each}, key) for each in _list(names[key], key)]
    if twice := next((each for at, each in enumerate(items) if each in items[:at]), None):
        raise _Refused(names[key].line, Repeated(kind=key, value=twice))
    if not all(items):
        raise _Refused(names[key].line, WrongShape(what=key, wanted="no empty value"))
    return tuple(items)


def _text(names: Names, key: str) -> str:
    node = names.get(key)
    if node is None or _is_nothing(node):
        return ""
    if not isinstance(node.value, str):
        raise _Refused(node.line, WrongShape(what=key, wanted="a text"))
    if len(node.value) > LONGEST:
        cause = TooLong(what="text of an entry", limit=LONGEST, length=len(node.value))
        raise _Refused(node.line, cause)
    if _NEVER.search(node.value):
        raise _Refused(node.line, BadValue(kind="text", value=ascii(node.value[:40])))
    return node.value


def _yes(names: Names, key: str, *, usual: bool) -> bool:
    text = _text(names, key)
    if text and text.lower() not in _YES:
        raise _Refused(names[key].line, BadValue(kind="yes or no", value=text))
    return _YES.get(text.lower(), usual)


def _is_nothing(node: Node) -> bool:
    return node.is_plain and node.value in ("", "~", "null")


_VALUES: dict[str, Callable[[Names, str], Any]] = {
    "color": _color,
    "shortcut": _shortcut,
    "status": _status,
    "roles": _roles,
    "properties": _properties,
    "aliases": _texts,
    "extra": _extra,
    "wordings": _wordings,
    **dict.fromkeys(PASSAGES, _passages),
}
