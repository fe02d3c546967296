"""A codebook as a file holds it, before any project: entries in a tree, without ids of a store.

Readers of codebooks make these; `add_entries` puts them into a project as they are. Comparing
them with what a project holds already is not done here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_app.core import codebook, notes
from desktop_app.core.books import FIELDS, Book, Entry
from desktop_app.core.examples import Citation
from desktop_app.core.journal import Change
from desktop_app.core.model import NoteTarget, PropertyRule, Role, Wording
from desktop_app.core.names import checked
from desktop_app.formats.codebook_values import file_id

TEXT_FIELDS = (
    "color", "shortcut", "brief_definition", "full_definition", "when_to_use", "when_not_to_use",
    "example", "non_example", "source",
)  # fmt: skip
"""The fields of an entry that a code holds as text, under the same names."""


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A code with all that is said about it, and the codes below it in their order."""

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
    children: tuple["CodeEntry", ...] = ()
    code_id: str = ""
    """The id that the code had where the file was written; empty in a file written by hand."""
    status: str = "active"
    replaced_by: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    passages: tuple[Citation, ...] = ()
    wordings: tuple[Wording, ...] = ()
    line: int = 0
    """Where the entry begins in its file, from 1."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """What a file tells: a head for people, and the topmost codes."""

    codes: tuple[CodeEntry, ...]
    title: str = ""
    about: str = ""
    sources: tuple[str, ...] = ()
    language: str = ""


def walk_entries(
    entries: Iterable[CodeEntry], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], CodeEntry]]:
    """Walk entries in the order of the tree, each with the names from the top down to its own."""
    for entry in entries:
        names = (*above, entry.name)
        yield names, entry
        yield from walk_entries(entry.children, names)


def add_entries(
    change: Change, entries: Iterable[CodeEntry], parent_id: str | None = None
) -> list[str]:
    """Create the codes of entries below a code, or as topmost ones; return the ids of all.

    Every code gets a new id. Raises what `codebook.create_code` does.
    """
    made: list[str] = []
    for entry in entries:
        fields: dict[str, Any] = {name: getattr(entry, name) for name in TEXT_FIELDS}
        fields |= {"roles": entry.roles, "properties": entry.properties}
        fields |= {"aliases": entry.aliases, "status": entry.status, "extra": dict(entry.extra)}
        code_id = codebook.create_code(change, entry.name, parent_id, **fields)
        notes.write_note(change, NoteTarget("code", code_id), entry.note)
        made += [code_id, *add_entries(change, entry.children, code_id)]
    return made


def book_of(codebook: Codebook) -> Book:
    """Lay a codebook out as a book, to be compared with a project's."""
    made: list[Entry] = []

    def add(entries: Iterable[CodeEntry], parent_id: str | None) -> None:
        for position, entry in enumerate(entries):
            key = file_id(entry.code_id) or f"line:{entry.line}"
            made.append(
                Entry(
                    id=key,
                    parent_id=parent_id,
                    position=position,
                    name=checked("code", entry.name),
                    **{name: getattr(entry, name) for name in (*TEXT_FIELDS, "note", "status")},
                    roles=entry.roles,
                    properties=entry.properties,
                    aliases=entry.aliases,
                    replaced_by=file_id(entry.replaced_by) or None,
                    extra=entry.extra,
                    passages=entry.passages,
                    wordings=entry.wordings,
                    row=entry.line,
                )
            )
            add(entry.children, key)

    add(codebook.codes, None)
    entries = tuple(made)
    if any(entry.code_id for _, entry in walk_entries(codebook.codes)):
        return Book(entries)
    # Written by hand: what it leaves out it does not say to be empty.
    usual = Entry("", None, 0, "")
    said = {n for n in FIELDS if any(getattr(e, n) != getattr(usual, n) for e in entries)}
    return Book(entries, frozenset(said), has_ids=False)
