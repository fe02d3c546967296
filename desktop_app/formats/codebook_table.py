"""Reading a codebook from the rows of a table, by a mapping: ours, or another program's.

Every row is checked; the first that cannot be taken is refused with its number and the reason.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from typing import Any

from desktop_app.core.books import FIELDS, TEXT_FIELDS, Book, Entry, walk
from desktop_app.core.codetree import join_path
from desktop_app.core.errors import (
    AppError,
    BadTable,
    CodeInsideItself,
    ColumnsMissing,
    NameEmpty,
    NameTaken,
    ParentMissing,
    Repeated,
    RowRefused,
    ShortcutTaken,
    TooDeep,
    TooLong,
)
from desktop_app.core.names import checked
from desktop_app.formats.codebook_mapping import KEEP, LEVEL, PARENT, PATH, Mapping, split_name
from desktop_app.formats.codebook_values import (
    DEPTH,
    LONGEST,
    file_id,
    first_category,
    read_position,
    read_values,
)
from desktop_app.formats.codebook_yaml import PASSAGES, read_cell
from desktop_app.formats.csv_profile import Records

_INDENT = re.compile(r"\A(?:\t|\.\.\.|\u00a0| )*")


@dataclass(slots=True)
class _Draft:
    """A row on its way to become an entry."""

    row: int
    key: str
    values: dict[str, Any]
    parent: str | None = None
    position: int | None = None
    is_implied: bool = False


def read_rows(records: Records, mapping: Mapping) -> Book:
    """Make a codebook of a table's rows.

    Raises ColumnsMissing, BadTable, and RowRefused with the row and its cause.
    """
    if not {"code", PATH, LEVEL} & set(mapping.meanings):
        raise ColumnsMissing(path=records.path, columns=["code"])
    _check_columns(records, mapping)
    reader = _Reader(records, mapping)
    rows = records.rows[1:] if mapping.has_header else records.rows
    for number, cells in rows:
        with _Row(records, number):
            reader.take(number, cells)
    drafts = reader.ordered()
    told = _told(mapping)
    entries = _entries(records, drafts)
    return Book(
        entries=entries,
        fields=frozenset(told),
        has_order="position" in mapping.meanings,
        has_tree=_has_tree(mapping),
    )


_prose = attrgetter(*(name for name in TEXT_FIELDS if name != "name"))


def check_entries(entries: Sequence[Entry]) -> list[tuple[Entry, AppError]]:
    """Find the entries of a book that no project could take, each with what is wrong with it."""
    found: list[tuple[Entry, AppError]] = []
    places: set[tuple[str | None, str]] = set()
    keys: dict[str, str] = {}
    for entry in entries:
        longest = max(map(len, _prose(entry)))
        if longest > LONGEST:
            error = TooLong(what="text of an entry", limit=LONGEST, length=longest)
            found.append((entry, error))
        place = (entry.parent_id, entry.name)
        if place in places:
            found.append((entry, NameTaken(kind="code", name=entry.name)))
        places.add(place)
        key = entry.shortcut.casefold()
        if key and keys.setdefault(key, entry.id) != entry.id:
            owner = next(each.name for each in entries if each.id == keys[key])
            found.append((entry, ShortcutTaken(shortcut=entry.shortcut, owner=owner)))
    return found


class _Row:
    """Names the row in which something is refused."""

    def __init__(self, records: Records, number: int) -> None:
        self._path, self._number = records.path, number

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, AppError) and not isinstance(error, RowRefused):
            raise RowRefused(path=self._path, row=self._number, cause=error) from error


@dataclass
class _Reader:
    """Gathers the rows of a table as drafts, in the ways in which tables tell a tree."""

    records: Records
    mapping: Mapping
    drafts: dict[str, _Draft] = field(default_factory=dict)
    by_path: dict[tuple[str, ...], str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    """The keys that stand above, for tables that are set in."""
    widths: list[int] = field(default_factory=list)
    parents: list[tuple[_Draft, str]] = field(default_factory=list)
    """Drafts whose parents are named and may come later."""

    def take(self, number: int, cells: Sequence[str]) -> None:
        """Take one row."""
        said = self._said(cells)
        values = read_values(said) | _read_lists(said)
        draft = _Draft(number, f"row:{number}", values)
        levels = [
            cell.strip()
            for cell, meaning in zip(cells, self.mapping.meanings, strict=False)
            if meaning == LEVEL
        ]
        if "parent_id" in self.mapping.meanings and "code_id" in self.mapping.meanings:
            self._take_by_id(draft, said)
        elif levels:
            self._take_levels(draft, levels)
        elif self.mapping.is_indented:
            self._take_indented(draft, said["code"] if "code" in said else said[PATH])
        else:
            self._take_path(draft, said)
        if "position" in said:
            draft.position = read_position(said["position"])

    def ordered(self) -> list[_Draft]:
        """Give the drafts, parents found and none in a ring."""
        for draft, parent in self.parents:
            with _Row(self.records, draft.row):
                if parent not in self.drafts:
                    raise ParentMissing(parent=parent.removeprefix("id:"))
                draft.parent = parent
        sound: set[str | None] = {None}
        for draft in self.drafts.values():
            line: list[_Draft] = []
            at: _Draft | None = draft
            while at is not None and at.key not in sound:
                if at in line:
                    with _Row(self.records, draft.row):
                        raise CodeInsideItself(name=draft.values["name"])
                line.append(at)
                at = self.drafts.get(at.parent or "")
            if len(line) > DEPTH:
                with _Row(self.records, draft.row):
                    raise TooDeep(limit=DEPTH)
            sound |= {each.key for each in line}
        return list(self.drafts.values())

    def _said(self, cells: Sequence[str]) -> dict[str, str]:
        said: dict[str, str] = {}
        extra: dict[str, str] = {}
        names = self.records.rows[0][1]
        for at, meaning in enumerate(self.mapping.meanings):
            cell = cells[at] if at < len(cells) else ""
            if meaning == KEEP:
                name = names[at].strip() if self.mapping.has_header else f"column {at + 1}"
                extra[name] = cell
            elif meaning and meaning != LEVEL:
                said[meaning] = cell
        self._extra = extra
        if extra:
            said["extra"] = ""
        return said

    def _take_by_id(self, draft: _Draft, said: dict[str, str]) -> None:
        code_id = file_id(said["code_id"])
        draft.values["extra"] = self._extra
        draft.values["name"] = said.get("code", "").strip()
        path = split_name(said.get(PATH, ""), ">")
        if not draft.values["name"] and path:
            draft.values["name"] = path[-1]
        if not draft.values["name"]:
            raise NameEmpty(kind="code")
        if code_id:
            if code_id in self.drafts:
                raise Repeated(kind="code_id", value=said["code_id"].strip())
            draft.key = code_id
        if parent := file_id(said["parent_id"]):
            self.parents.append((draft, parent))
        elif not code_id and len(path) > 1:
            # A row that a person added: only its path tells where it belongs.
            draft.parent = self._implied(tuple(path[:-1]), draft.row)
        self.drafts[draft.key] = draft
        if path:
            self.by_path.setdefault((*path[:-1], draft.values["name"]), draft.key)

    def _take_path(self, draft: _Draft, said: dict[str, str]) -> None:
        cell = said.get(PATH) or said.get("code", "")
        names = split_name(cell, self.mapping.separator)
        if not names:
            raise NameEmpty(kind="code")
        above = tuple(names[:-1])
        draft.key = file_id(said.get("code_id", "")) or draft.key
        if named := first_category(said.get(PARENT, "")):
            above = (*self._line(named), *above)
        self._place(draft, (*above, names[-1]))

    def _line(self, named: str) -> tuple[str, ...]:
        """Find the path of what a row says stands above it: the name of another row, or a path."""
        line: dict[str, None] = {}
        while named in self._above and not self.mapping.separator:
            if named in line:
                raise CodeInsideItself(name=named)
            line[named] = None
            named = self._above[named]
        separator = self.mapping.separator or (">" if ">" in named else "\\")
        return (*split_name(named, separator), *reversed(line))

    @cached_property
    def _above(self) -> dict[str, str]:
        """What stands above each name that only one row has.

        A code that is called as its category is another one.
        """
        meanings = self.mapping.meanings
        at, above = meanings.index("code") if "code" in meanings else 0, meanings.index(PARENT)
        pairs = [
            (cells[at].strip(), first_category(cells[above] if above < len(cells) else ""))
            for _, cells in self.records.rows[self.mapping.has_header :]
            if at < len(cells)
        ]
        often = Counter(name for name, _ in pairs)
        return {
            name: named.strip()
            for name, named in pairs
            if often[name] == 1 and name != named.strip()
        }

    def _take_levels(self, draft: _Draft, levels: Sequence[str]) -> None:
        filled = [at for at, cell in enumerate(levels) if cell]
        if not filled:
            raise NameEmpty(kind="code")
        last = filled[-1]
        above = [*self.lines, *[""] * len(levels)]
        names = [levels[at] or above[at] for at in range(filled[0])]
        names += [cell for cell in levels[filled[0] : last + 1] if cell]
        self.lines = [levels[at] or above[at] for at in range(last + 1)]
        self._place(draft, tuple(name for name in names if name))

    def _take_indented(self, draft: _Draft, cell: str) -> None:
        indent = _INDENT.match(cell)
        width = len(indent[0].replace("...", "  ").expandtabs(4)) if indent else 0
        name = cell[indent.end() if indent else 0 :].strip()
        if not name:
            raise NameEmpty(kind="code")
        while self.widths and self.widths[-1] >= width:
            self.widths.pop()
            self.lines.pop()
        path = (*self.lines, name)
        self.widths.append(width)
        self.lines.append(name)
        self._place(draft, path)

    def _place(self, draft: _Draft, path: tuple[str, ...]) -> None:
        """Put a draft where its path says, making what stands above where it is not there."""
        if len(path) > DEPTH:
            raise TooDeep(limit=DEPTH)
        draft.values["name"] = path[-1]
        draft.values["extra"] = self._extra
        known = self.by_path.get(path)
        if known and not self.drafts[known].is_implied:
            raise NameTaken(kind="code", name=join_path(path))
        draft.parent = self._implied(path[:-1], draft.row) if path[1:] else None
        if known:
            draft.key = known
        elif draft.key in self.drafts:
            raise Repeated(kind="code_id", value=draft.key.removeprefix("id:"))
        self.by_path[path] = draft.key
        self.drafts[draft.key] = draft

    def _implied(self, path: tuple[str, ...], row: int) -> str:
        if path not in self.by_path:
            parent = self._implied(path[:-1], row) if path[1:] else None
            key = f"path:{join_path(path)}"
            self.by_path[path] = key
            self.drafts[key] = _Draft(row, key, {"name": path[-1]}, parent, is_implied=True)
        return self.by_path[path]


def _read_lists(said: dict[str, str]) -> dict[str, Any]:
    """Read the passages and wordings in a row's cells."""
    cells = {key: said[key] for key in (*PASSAGES, "wordings") if said.get(key, "").strip()}
    found = {key: read_cell(cell, key) for key, cell in cells.items()}
    if not found:
        return {}
    passages = [each for key in PASSAGES for each in found.get(key, ())]
    return {"passages": tuple(passages), "wordings": found.get("wordings", ())}


def _check_columns(records: Records, mapping: Mapping) -> None:
    if not mapping.has_header:
        return
    header = [name.strip() for name in records.rows[0][1]]
    for name in header:
        if name and header.count(name) > 1:
            raise BadTable(path=records.path, reason=f"two columns are called “{name}”")
    for number, cells in records.rows[1:]:
        if any(cells[len(header) :]):
            raise BadTable(path=records.path, reason=f"row {number} has more cells than the header")


def _told(mapping: Mapping) -> set[str]:
    told = {"name"} | (set(mapping.meanings) & set(FIELDS))
    if set(PASSAGES) & set(mapping.meanings):
        told.add("passages")
    if KEEP in mapping.meanings:
        told.add("extra")
    return told


def _has_tree(mapping: Mapping) -> bool:
    means = {PATH, PARENT, LEVEL, "parent_id"} & set(mapping.meanings)
    return bool(means or mapping.separator or mapping.is_indented)


def _entries(records: Records, drafts: Sequence[_Draft]) -> tuple[Entry, ...]:
    made = []
    ranks: dict[str | None, int] = {}
    for draft in drafts:
        rank = ranks[draft.parent] = ranks.get(draft.parent, -1) + 1
        with _Row(records, draft.row):
            draft.values["name"] = checked("code", draft.values["name"])
        made.append(
            Entry(
                id=draft.key,
                parent_id=draft.parent,
                position=rank if draft.position is None else draft.position,
                row=draft.row,
                is_implied=draft.is_implied,
                **draft.values,
            )
        )
    for entry, error in check_entries(made):
        raise RowRefused(path=records.path, row=entry.row, cause=error)
    return tuple(walk(made))


def numbered(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Give entries that stand in order the positions that this order means."""
    ranks: dict[str | None, int] = {}
    found = []
    for entry in entries:
        rank = ranks[entry.parent_id] = ranks.get(entry.parent_id, -1) + 1
        found.append(replace(entry, position=rank))
    return tuple(found)
