"""Writing a codebook as YAML: for a person to edit and to keep under version control.

Written is what a person says of a code, with its id; not when and by whom, nor any count. The
same codebook gives the same bytes, and every text comes back as it was.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from desktop_app.core.books import Book, Entry
from desktop_app.core.errors import TooDeep
from desktop_app.core.examples import Citation
from desktop_app.core.model import PropertyRule, Role, Wording
from desktop_app.formats.atomic import writing
from desktop_app.formats.codebook_yaml import DEPTH, PASSAGE_KEYS, PASSAGES, WORDING_KEYS

_FIELDS = (
    "code_id", "color", "shortcut", "brief_definition", "full_definition", "when_to_use",
    "when_not_to_use", "example", "example_passages", "non_example", "non_example_passages", "note",
    "source", "roles", "properties", "aliases", "status", "replaced_by", "extra", "wordings",
)  # fmt: skip
# What stands without quotation marks begins with a letter and holds no sign of YAML's own.
_BEGINS_PLAIN = re.compile(r"[^\W\d_]")
_RISKY = re.compile(r":(?:\s|\Z)|[#\n\t\r]|\s\Z")
_NOTHING = re.compile(r"(?i:null|true|false|yes|no|on|off)|~")
_UNPRINTABLE = re.compile(
    r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_ESCAPED = re.compile(rf'["\\\n]|{_UNPRINTABLE.pattern}')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def write_yaml(book: Book, path: Path, head: dict[str, Any] | None = None) -> int:
    """Write a codebook to a file and return the number of codes.

    `head` has `title`, `about`, `language` and the list `sources`, each optional. Raises
    FileUnwritable, FileExists, and TooDeep where no reader would take it.
    """
    text = "\n".join(_document(book, head or {})) + "\n"
    with writing(path) as out:
        out.write(text.encode())
    return len(book.entries)


def _document(book: Book, head: dict[str, Any]) -> Iterator[str]:
    for key in ("title", "about", "language"):
        if head.get(key):
            yield f"{key}: {scalar(head[key], 0)}"
    if head.get("sources"):
        yield "sources:"
        yield from (f"  - {scalar(each, 4)}" for each in head["sources"])
    below: dict[str | None, list[Entry]] = {}
    for entry in book.entries:
        below.setdefault(entry.parent_id, []).append(entry)
    if not book.entries:
        yield "codes: []"
        return
    yield "codes:"
    waiting = [(entry, 1) for entry in reversed(below[None])]
    while waiting:
        entry, depth = waiting.pop()
        if depth > DEPTH:
            raise TooDeep(limit=DEPTH)
        yield from _entry(entry, "  " * (2 * depth - 1))
        children = below.get(entry.id, [])
        if children:
            yield f"{'  ' * (2 * depth)}children:"
        waiting += [(child, depth + 1) for child in reversed(children)]


LISTS = (*PASSAGES, "wordings")


def write_cell(entry: Entry, key: str) -> str:
    """Write one of LISTS for a table's cell, as it is written in a file."""
    return "\n".join(_list(_value(entry, key), ""))


def _value(entry: Entry, key: str) -> Any:
    if key in PASSAGES:
        return tuple(each for each in entry.passages if each.kind == PASSAGES[key])
    return entry.id if key == "code_id" else getattr(entry, key)


def _entry(entry: Entry, indent: str) -> Iterator[str]:
    yield f"{indent}- name: {scalar(entry.name, len(indent) + 4)}"
    inner = indent + "  "
    for key in _FIELDS:
        value = _value(entry, key)
        if not value or (key == "status" and value == "active"):
            continue
        if isinstance(value, str):
            yield f"{inner}{key}: {scalar(value, len(inner) + 2)}"
        elif key == "extra":
            yield f"{inner}{key}:"
            for name, text in value.items():
                yield f"{inner}  {_quoted(name)}: {scalar(text, len(inner) + 4)}"
        else:
            yield f"{inner}{key}:"
            yield from _list(value, inner + "  ")


def _list(values: Sequence[Any], indent: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, Role):
            if value.is_required:
                yield f"{indent}- {scalar(value.name, len(indent) + 2)}"
            else:
                yield f"{indent}- name: {scalar(value.name, len(indent) + 4)}"
                yield f"{indent}  required: no"
        elif isinstance(value, PropertyRule):
            yield f"{indent}- name: {scalar(value.name, len(indent) + 4)}"
            yield f"{indent}  kind: {value.kind}"
            if value.allowed:
                yield f"{indent}  allowed:"
                yield from _list(value.allowed, indent + "    ")
            if value.default:
                yield f"{indent}  default: {scalar(value.default, len(indent) + 4)}"
        elif isinstance(value, Citation | Wording):
            sign = "- "
            for key, text in _told(value):
                yield f"{indent}{sign}{key}: {scalar(text, len(indent) + 4)}"
                sign = "  "
        else:
            yield f"{indent}- {scalar(value, len(indent) + 2)}"


def _told(value: Citation | Wording) -> Iterator[tuple[str, str]]:
    """Name what a passage or a wording says, without what is empty."""
    is_wording = isinstance(value, Wording)
    for key, name in (WORDING_KEYS if is_wording else PASSAGE_KEYS).items():
        if text := getattr(value, name):
            yield key, text
    if isinstance(value, Wording):
        yield from ((key, text) for key, text in value.fields.items() if text)


def scalar(text: str, indent: int) -> str:
    """Write a text: as it is, as a block of lines, or between quotation marks.

    `indent` is how far the lines of a block are set in.
    """
    if _UNPRINTABLE.search(text):
        return _quoted(text)
    if _BEGINS_PLAIN.match(text) and not _RISKY.search(text) and not _NOTHING.fullmatch(text):
        return text
    if "\n" not in text or not text.strip("\n ") or text[0] in " \n":
        return _quoted(text)
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    sign = {0: "|-", 1: "|"}.get(ends, "|+")
    lines = text.split("\n") if ends == 0 else text.split("\n")[:-1]
    space = " " * indent
    return "\n".join([sign, *(f"{space}{line}" if line else "" for line in lines)])


def _quoted(text: str) -> str:
    return '"' + _ESCAPED.sub(_escaped, text) + '"'


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    number = ord(sign)
    long = f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
    return _SHORT.get(sign, long)
