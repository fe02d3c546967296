"""A whole codebook as a value: the same whether it stands in a project, its past, or a file.

An entry is a code with its note and without what only a project knows (its counts and
numbers). Comparing two of these is in `bookdiff`, writing one into a project in `bookimport`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.codebook import list_codes, read_code
from desktop_app.core.coders import list_coders
from desktop_app.core.codetree import CodeTree, join_path
from desktop_app.core.examples import QUOTED, Citation, cite_examples, quoted_as, quoted_in
from desktop_app.core.model import Code, PropertyRule, Role, Rows, Wording
from desktop_app.core.wordings import AUTHOR, list_all_wordings

TEXT_FIELDS = (
    "name", "color", "shortcut", "brief_definition", "full_definition", "when_to_use",
    "when_not_to_use", "example", "non_example", "note", "source",
)  # fmt: skip
FIELDS = (
    *TEXT_FIELDS, "passages", "roles", "properties", "aliases", "status", "replaced_by", "extra",
)  # fmt: skip
"""What an entry says of its code, apart from its place in the tree."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A code as a codebook tells it; `parent_id` and `replaced_by` are ids in the same book."""

    id: str
    parent_id: str | None
    position: int
    name: str
    color: str = ""
    shortcut: str = ""
    brief_definition: str = ""
    full_definition: str = ""
    when_to_use: str = ""
    when_not_to_use: str = ""
    example: str = ""
    non_example: str = ""
    note: str = ""
    source: str = ""
    roles: tuple[Role, ...] = ()
    properties: tuple[PropertyRule, ...] = ()
    aliases: tuple[str, ...] = ()
    status: str = "active"
    replaced_by: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    passages: tuple[Citation, ...] = ()
    """The passages that stand as examples and non-examples."""
    wordings: tuple[Wording, ...] = ()
    """How it came to its present wording, oldest first, by whom and why; the last is the present
    one and leaves its texts to the entry. Empty where there is no more to tell."""
    created_by: str = ""
    """The author's name."""
    created_at: str = ""
    modified_at: str = ""
    row: int = 0
    """Where it stands in its file; 0 outside files."""
    is_implied: bool = False
    """It is only named as the place of others: the book tells nothing of it."""


@dataclass(frozen=True)
class Book:
    """Entries in the order of the tree, parents first."""

    entries: tuple[Entry, ...]
    fields: frozenset[str] = frozenset(FIELDS)
    """The fields that the book speaks of; that the others are empty it does not say."""
    has_ids: bool = True
    """Whether ids are those of a project, so that they tell which code is meant."""
    has_order: bool = True
    """Whether positions are meant, or only the order in which a file happens to stand."""
    has_tree: bool = True
    """Whether the places below one another are meant."""

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """The entries by id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def paths(self) -> dict[str, str]:
        """The paths of the entries, by id."""
        names: dict[str, tuple[str, ...]] = {}
        for entry in self.entries:
            names[entry.id] = (*names.get(entry.parent_id or "", ()), entry.name)
        return {key: join_path(line) for key, line in names.items()}


def read_book(rows: Rows, tree: CodeTree | None = None) -> Book:
    """Read the codebook of a project as it is now; `tree` are its codes where they are read."""
    table = schema.notes.c
    about = dict(rows.tuples(select(table.code_id, table.body).where(table.code_id.is_not(None))))
    names = {coder.id: coder.name for coder in list_coders(rows)}
    codes = {code.id: code for code in tree or list_codes(rows)}
    cited, told = cite_examples(rows), list_all_wordings(rows, codes.values())
    entries = _entries(codes.values(), about, names)
    return Book(
        tuple(
            replace(
                entry,
                passages=tuple(cited.get(entry.id, ())),
                wordings=tuple(_history(codes[entry.id], told.get(entry.id, ()), names)),
            )
            if entry.id in cited or entry.id in told
            else entry
            for entry in entries
        )
    )


def read_book_at(rows: Rows, step: int) -> Book:
    """Read the codebook as it was after a step, without passages; 0 is before the first."""
    codes = {row[0]: row._asdict() for row in rows.rows(select(schema.codes))}
    notes = {row[0]: row._asdict() for row in rows.rows(select(schema.notes))}
    names = {coder.id: coder.name for coder in list_coders(rows)}
    change = schema.changes.c
    later = select(change.table_name, change.columns, change.before, change.after)
    later = later.where(change.step > step, change.table_name.in_(("codes", "notes")))
    later = later.order_by(change.step.desc(), change.number.desc())
    for name, columns, before, after in rows.tuples(later):
        _turn_back(codes if name == "codes" else notes, columns, before, after)
    about = {row["code_id"]: row["body"] for row in notes.values() if row["code_id"]}
    columns = schema.codes.columns.keys()
    tree = CodeTree(read_code([row[name] for name in columns]) for row in codes.values())
    return Book(tuple(_entries(tree, about, names)), frozenset(FIELDS) - {"passages"})


def steps_on_codes(rows: Rows) -> list[int]:
    """List the numbers of the steps that changed codes or their notes, oldest first."""
    change = schema.changes.c
    wanted = select(change.step).where(change.table_name.in_(("codes", "notes"))).distinct()
    return [row[0] for row in rows.tuples(wanted.order_by(change.step))]


def walk(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Walk entries in the order of their tree, parents first, siblings by position."""
    below: dict[str | None, list[Entry]] = {}
    for entry in entries:
        below.setdefault(entry.parent_id, []).append(entry)
    for siblings in below.values():
        siblings.sort(key=lambda each: (each.position, each.id))
    waiting = below.get(None, [])[::-1]
    while waiting:
        entry = waiting.pop()
        yield entry
        waiting.extend(below.get(entry.id, [])[::-1])


def _entries(
    codes: Iterable[Code], about: Mapping[str, str], names: Mapping[str, str]
) -> Iterator[Entry]:
    for code in codes:
        yield _entry(code, about.get(code.id, ""), names.get(code.created_by, ""))


def _entry(code: Code, note: str, author: str) -> Entry:
    return Entry(
        id=code.id,
        parent_id=code.parent_id,
        position=code.position,
        name=code.name,
        color=code.color,
        shortcut=code.shortcut,
        brief_definition=code.brief_definition,
        full_definition=code.full_definition,
        when_to_use=code.when_to_use,
        when_not_to_use=code.when_not_to_use,
        example=code.example,
        non_example=code.non_example,
        note=note,
        source=code.source,
        roles=code.roles,
        properties=code.properties,
        aliases=code.aliases,
        status=code.status,
        replaced_by=code.replaced_by,
        extra=_columns(code.extra) if code.extra else {},
        created_by=author or code.extra.get(AUTHOR, ""),
        created_at=code.created_at,
        modified_at=code.modified_at,
    )


def unnamed(extra: Mapping[str, str]) -> dict[str, str]:
    """Leave out the names of people that a code keeps among its columns."""
    quoted = (replace(each, coder="") for each in quoted_in(extra))
    return _columns(extra) | quoted_as(quoted)


def _columns(extra: Mapping[str, str]) -> dict[str, str]:
    """Take out what a code keeps among its columns though no table named it so."""
    hidden = {AUTHOR, QUOTED} if quoted_in(extra) else {AUTHOR}
    return {name: value for name, value in extra.items() if name not in hidden}


def _history(
    code: Code, wordings: Sequence[Wording], names: Mapping[str, str]
) -> Iterator[Wording]:
    """Tell the wordings of a code as they are without a project."""
    for wording in wordings:
        author = names.get(wording.created_by, "") or wording.author
        fields = {} if wording.number == code.wording else wording.fields
        yield replace(wording, fields=fields, created_by="", author=author)


def _turn_back(
    known: dict[str, dict[str, Any]], columns: str, before: str | None, after: str | None
) -> None:
    names = json.loads(columns)
    for image in json.loads(after or "[]"):
        known.pop(image[0], None)
    for image in json.loads(before or "[]"):
        known[image[0]] = dict(zip(names, image, strict=True))
