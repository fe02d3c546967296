"""The codebook in the exchange format REFI-QDA (.qdc), as most programs for coding read it.

The format knows a code's name, colour, description, and whether it may be used; codes stand in
one another. All that a description can say is written there, each part under a line of its own
such as "— When to use —", and taken apart again when the file comes back. What no description
can say is left out and counted. Other programs' files are read whatever their version of the
format; sets of codes are kept in a column of their own.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from desktop_app.core.books import Book, Entry
from desktop_app.core.errors import (
    AppError,
    FileDamaged,
    NoCodes,
    Repeated,
    RowRefused,
    TooDeep,
)
from desktop_app.core.names import checked
from desktop_app.formats.atomic import writing
from desktop_app.formats.codebook_cells import (
    read_aliases,
    read_properties,
    read_roles,
    write_aliases,
    write_properties,
    write_roles,
)
from desktop_app.formats.codebook_table import check_entries, numbered
from desktop_app.formats.codebook_values import DEPTH, file_id, read_color
from desktop_app.formats.csv_profile import Records
from desktop_app.formats.files import MEGABYTE, read_bytes
from desktop_app.formats.xmltree import attribute, child, children, local_name, parse_xml

NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "Diple"
SETS = "sets"
LIMIT = 50 * MEGABYTE

_PARTS = {
    "brief_definition": "Brief definition",
    "when_to_use": "When to use",
    "when_not_to_use": "When not to use",
    "example": "Example",
    "non_example": "Non-example",
    "note": "Note",
    "source": "Source",
    "roles": "Roles",
    "properties": "Properties",
    "aliases": "Aliases",
}
_NAMES: Any = {None: NAMESPACE}
_BY_TITLE = {title: name for name, title in _PARTS.items()}
_TITLE = re.compile(r"— (.+) —")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CELLS: dict[str, Callable[[Any], str]] = {
    "roles": write_roles,
    "properties": write_properties,
    "aliases": write_aliases,
}
_READ: dict[str, Callable[[str], Any]] = {
    "roles": read_roles,
    "properties": read_properties,
    "aliases": read_aliases,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What could not be taken along: how often each thing, by its name."""

    counts: tuple[tuple[str, int], ...] = ()


def write_qdc(book: Book, path: Path) -> tuple[int, Told]:
    """Write a codebook; return the number of codes and what the format cannot hold.

    Raises FileUnwritable, FileExists, and NoCodes, since the format knows no empty codebook.
    """
    if not book.entries:
        raise NoCodes(path=path)
    lost: Counter[str] = Counter()
    root = etree.Element(f"{{{NAMESPACE}}}CodeBook", nsmap=_NAMES, origin=ORIGIN)
    codes = etree.SubElement(root, f"{{{NAMESPACE}}}Codes")
    made: dict[str | None, etree._Element] = {None: codes}
    for entry in book.entries:
        made[entry.id] = _element(made[entry.parent_id], entry, lost)
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=False)
    with writing(path) as out:
        out.write(data + b"\n")
    return len(book.entries), Told(tuple(lost.items()))


def _element(above: etree._Element, entry: Entry, lost: Counter[str]) -> etree._Element:
    element = etree.SubElement(
        above,
        f"{{{NAMESPACE}}}Code",
        guid=entry.id,
        name=_writable(entry.name, lost),
        isCodable="true" if entry.status == "active" else "false",
        color=entry.color or "#000000",
    )
    text = description_of(entry)
    if text:
        etree.SubElement(element, f"{{{NAMESPACE}}}Description").text = _writable(text, lost)
    for name, value in (
        ("keys", entry.shortcut),
        ("names of what replaced a code", entry.replaced_by),
        ("columns of other programs", entry.extra),
        ("authors and dates", entry.created_by or entry.created_at),
    ):
        if value:
            lost[name] += 1
    for name, count in (
        ("example passages", len(entry.passages)),
        ("earlier wordings", len(entry.wordings[1:])),
    ):
        if count:
            lost[name] += count
    return element


def _writable(text: str, lost: Counter[str]) -> str:
    clean, count = _UNWRITABLE.subn("\ufffd", text)
    if count:
        lost["control characters"] += count
    return clean


def description_of(entry: Entry) -> str:
    """Write all that a code says of itself as one text."""
    pieces = [_marked(entry.full_definition)]
    for name, title in _PARTS.items():
        value = getattr(entry, name)
        text = _CELLS[name](value) if name in _CELLS else value
        if text:
            pieces.append(f"— {title} —\n{_marked(text)}")
    return "\n".join(pieces) if len(pieces) > 1 else pieces[0]


def _marked(text: str) -> str:
    """Put a backslash before lines that would be taken for a title."""
    return re.sub(r"^(?=\\*— .+ —$)", r"\\", text, flags=re.MULTILINE)


def _parts(text: str) -> dict[str, str]:
    """Take a description apart that `description_of` put together."""
    found: dict[str, list[str]] = {"full_definition": []}
    at = "full_definition"
    for line in text.split("\n"):
        title = _TITLE.fullmatch(line)
        if title and title[1] in _BY_TITLE:
            at = _BY_TITLE[title[1]]
            found[at] = []
        else:
            found[at].append(re.sub(r"^\\(?=\\*— .+ —$)", "", line))
    return {name: "\n".join(lines) for name, lines in found.items()}


# Reading
def read_qdc(path: Path) -> tuple[Book, str]:
    """Read a codebook; return it with the name of the program that wrote the file.

    Raises what reading a file does, FileDamaged, and RowRefused with the number of the code.
    """
    root = parse_xml(path, read_bytes(path, LIMIT))
    if local_name(root) != "CodeBook":
        raise FileDamaged(path=path, reason="it is no codebook")
    codes = child(root, "Codes")
    if codes is None:
        raise FileDamaged(path=path, reason="it holds no codes")
    origin = attribute(root, "origin") or ""
    return book_of(path, codes, root, origin), origin


def book_of(path: Path, codes: etree._Element, root: etree._Element, origin: str) -> Book:
    """Read a list of codes with the sets that stand beside it; raise RowRefused."""
    sets = _sets(root)
    entries: list[Entry] = []
    known: set[str] = set()
    depths: dict[str | None, int] = {None: 0}
    for number, (element, parent) in enumerate(_walk(codes), 1):
        try:
            if depths.get(parent, 0) >= DEPTH:
                raise TooDeep(limit=DEPTH)
            entries.append(_entry(element, parent, number, origin, sets))
            if entries[-1].id in known:
                raise Repeated(kind="guid", value=entries[-1].id)
            known.add(entries[-1].id)
            depths[entries[-1].id] = depths.get(parent, 0) + 1
        except AppError as cause:
            raise RowRefused(path=path, row=number, cause=cause) from cause
    for entry, wrong in check_entries(entries):
        raise RowRefused(path=path, row=entry.row, cause=wrong)
    told = {"name", "color", "full_definition"}
    if origin == ORIGIN:
        told |= {"status", *_PARTS}
    if sets:
        told.add("extra")
    return Book(numbered(entries), frozenset(told))


def _walk(codes: etree._Element) -> Iterator[tuple[etree._Element, str | None]]:
    above: str | None = None
    waiting = [(each, above) for each in children(codes, "Code")][::-1]
    while waiting:
        element, parent = waiting.pop()
        yield element, parent
        above = _guid(element)
        waiting += [(each, above) for each in children(element, "Code")][::-1]


def _guid(element: etree._Element) -> str:
    return file_id(attribute(element, "guid") or "")


def _entry(
    element: etree._Element,
    parent: str | None,
    number: int,
    origin: str,
    sets: dict[str, list[str]],
) -> Entry:
    name = checked("code", attribute(element, "name") or "")
    key = _guid(element) or f"row:{number}"
    description = child(element, "Description")
    if description is None:
        text = attribute(element, "description") or ""
    else:
        text = description.text or ""
    parts: dict[str, str] = _parts(text) if origin == ORIGIN else {"full_definition": text}
    is_active = origin != ORIGIN or attribute(element, "isCodable") != "false"
    color = attribute(element, "color") or ""
    return Entry(
        id=key,
        parent_id=parent,
        position=0,
        name=name,
        color=read_color(color),
        status="active" if is_active else "retired",
        extra={SETS: "; ".join(sets[key])} if key in sets else {},
        row=number,
        **{name: _READ[name](text) if name in _READ else text for name, text in parts.items()},  # type: ignore[arg-type]
    )


def _sets(root: etree._Element) -> dict[str, list[str]]:
    """List the names of the sets that each code is a member of."""
    found: dict[str, list[str]] = {}
    sets = child(root, "Sets")
    for each in () if sets is None else children(sets, "Set"):
        name = attribute(each, "name") or ""
        for member in children(each, "MemberCode"):
            key = attribute(member, "guid") or attribute(member, "targetGUID") or ""
            found.setdefault(file_id(key), []).append(name)
    return found


def as_table(book: Book, path: Path) -> Records:
    """Lay a flat codebook out as a table, so that paths in its names can be taken apart."""
    rows = [(0, ["code_id", "name", "description", "color"])]
    rows += [(e.row, [e.id, e.name, e.full_definition, e.color]) for e in book.entries]
    return Records(path, rows, is_marked=False)
