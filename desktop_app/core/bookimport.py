"""Taking a codebook over into a project: all of what differs, or the entries that were chosen.

Nothing is ever deleted. New codes keep their ids where these are ids of a project, so that a
codebook that goes out and comes back is the same.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop_app.core import schema
from desktop_app.core.bookdiff import Difference, Kind, compare, match
from desktop_app.core.books import AUTHOR, Book, Entry, read_book, walk
from desktop_app.core.codebook import COLORS, compose, list_codes
from desktop_app.core.coders import list_coders
from desktop_app.core.codetree import CodeTree
from desktop_app.core.errors import CodeInsideItself, NameTaken, ShortcutTaken
from desktop_app.core.journal import Change
from desktop_app.core.model import Code, NoteTarget, Rows, new_id
from desktop_app.core.notes import write_note
from desktop_app.core.wordings import (
    WORDING_FIELDS,
    begin_wording,
    explain_wording,
    wording_of,
)

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: how many codes were made, changed, moved, and left out."""

    created: int
    changed: int
    moved: int
    left: int


def plan_import(rows: Rows, book: Book) -> list[Difference]:
    """Tell what taking a book over would do, without what is missing in it or the same."""
    return [each for each in compare(read_book(rows), book) if each.kind is not Kind.MISSING]


def import_book(
    change: Change,
    book: Book,
    chosen: Collection[str] | None = None,
    *,
    parent_id: str | None = None,
    why: str = "",
) -> Imported:
    """Take a book over: all entries that can be, or those whose differences' keys are chosen.

    A new code takes those above it along. `parent_id` puts the topmost new ones below a code;
    then all are new. `why` becomes the reason of changed wordings. Raises NameTaken,
    CodeInsideItself, ShortcutTaken.
    """
    if parent_id is not None:
        return _import_below(change, book, parent_id)
    old = read_book(change)
    found = {each.key: each for each in compare(old, book) if each.after}
    pairs = {key: known.id for key, known in match(old, book).items()}
    wanted = _with_ancestors(book, found, chosen)
    taken = {key: each for key, each in found.items() if key in wanted and not each.clash}
    made = _insert(change, book, [e for e in taken.values() if e.before is None], pairs)
    pairs |= made
    tree = list_codes(change)
    changed = 0
    for each in taken.values():
        code = tree.get(each.before.id) if each.before else None
        if code:
            changed += _change(change, code, each, pairs, why)
    moved = _arrange(change, book, taken, pairs, set(made.values()))
    _check(list_codes(change), pairs.values())
    change.facts = {"count": len(taken)} if len(taken) != 1 else {}
    return Imported(len(made), changed, moved, len(found) - len(taken))


def _import_below(change: Change, book: Book, parent_id: str) -> Imported:
    """Add a book as a branch of its own below a code."""
    tree = list_codes(change)
    names = {each.name for each in tree.children(parent_id)}
    for entry in book.entries:
        if entry.parent_id is None and entry.name in names:
            raise NameTaken(kind="code", name=entry.name)
    keys = {code.shortcut.casefold() for code in tree if code.shortcut}
    ids = {entry.id: new_id() for entry in book.entries}
    entries = [
        replace(
            entry,
            id=ids[entry.id],
            parent_id=ids.get(entry.parent_id or ""),
            shortcut="" if entry.shortcut.casefold() in keys else entry.shortcut,
            replaced_by=ids.get(entry.replaced_by or ""),
        )
        for entry in book.entries
    ]
    _insert_entries(change, entries, tree, parent_id)
    change.facts = {"count": len(entries)} if len(entries) != 1 else {}
    return Imported(len(entries), 0, 0, 0)


def _with_ancestors(
    book: Book, found: Mapping[str, Difference], chosen: Collection[str] | None
) -> set[str]:
    """Add to the chosen entries the new ones above them; leave out those below what clashes."""
    wanted = set(found) if chosen is None else set(chosen) & set(found)
    for entry in reversed(book.entries):
        above = found.get(entry.parent_id or "")
        if entry.id in wanted and above and above.kind is Kind.NEW:
            wanted.add(above.key)
    refused = {key for key, each in found.items() if each.clash}
    new = {key for key, each in found.items() if each.before is None}
    for entry in book.entries:
        if entry.parent_id in refused and entry.parent_id in new and entry.id in found:
            refused.add(entry.id)
    return wanted - refused


def _insert(
    change: Change, book: Book, differences: Sequence[Difference], pairs: Mapping[str, str]
) -> dict[str, str]:
    """Make new codes; return their ids by those in the book."""
    tree = list_codes(change)
    made: dict[str, str] = {}
    for each in differences:
        keeps = book.has_ids and _ID.fullmatch(each.key) and each.key not in tree
        made[each.key] = each.key if keeps else new_id()
    homes = {**pairs, **made}
    entries = []
    for each in differences:
        entry = each.after
        assert entry is not None
        entries.append(
            replace(
                entry,
                id=made[entry.id],
                parent_id=homes.get(entry.parent_id or ""),
                shortcut="" if each.remarks else entry.shortcut,
                replaced_by=homes.get(entry.replaced_by or ""),
            )
        )
    _insert_entries(change, entries, tree, None, has_order=book.has_order)
    return made


def _insert_entries(
    change: Change,
    entries: Sequence[Entry],
    tree: CodeTree,
    parent_id: str | None,
    *,
    has_order: bool = False,
) -> None:
    """Write entries whose ids are final; without an order of their own they come last."""
    people = {coder.name: coder.id for coder in list_coders(change)}
    codes, notes = [], []
    last: dict[str | None, int] = {}
    for number, entry in enumerate(entries):
        above = entry.parent_id or parent_id
        position = entry.position
        if not has_order:
            there = tree.children(above) if above not in last else []
            last[above] = last.get(above, there[-1].position if there else -1) + 1
            position = last[above]
        author = people.get(entry.created_by)
        extra = dict(entry.extra)
        if entry.created_by and not author:
            extra[AUTHOR] = entry.created_by
        row = {
            "id": entry.id,
            "parent_id": above,
            "position": position,
            **{name: getattr(entry, name) for name in _PLAIN},
            "color": entry.color or COLORS[(len(tree) + number) % len(COLORS)],
            **compose({name: getattr(entry, name) for name in ("roles", "properties", "aliases")}),
            **compose({"extra": extra}),
            "replaced_by": entry.replaced_by,
            "wording": 1,
            "created_by": author or (None if entry.created_by else change.coder_id or None),
            "created_at": entry.created_at or change.at,
            "modified_at": entry.modified_at or entry.created_at or change.at,
        }
        codes.append(row)
        if entry.note.strip():
            notes.append(_note_row(change, entry))
    change.insert_many(schema.codes, codes)
    change.insert_many(schema.notes, notes)


_PLAIN = (
    "name", "shortcut", "brief_definition", "full_definition", "when_to_use", "when_not_to_use",
    "example", "non_example", "source", "status",
)  # fmt: skip


def _note_row(change: Change, entry: Entry) -> dict[str, Any]:
    return {
        "id": new_id(),
        "code_id": entry.id,
        "body": entry.note,
        "created_by": change.coder_id or None,
        "created_at": change.at,
        "modified_at": change.at,
    }


def _change(
    change: Change, code: Code, each: Difference, pairs: Mapping[str, str], why: str
) -> bool:
    """Give a code the fields in which an entry differs; tell whether there were any."""
    values: dict[str, Any] = {field.name: field.after for field in each.fields}
    if each.remarks:
        values.pop("shortcut", None)
    if not values:
        return False
    if "note" in values:
        write_note(change, NoteTarget("code", code.id), values.pop("note"))
    if after := values.get("replaced_by"):
        values["replaced_by"] = pairs.get(after, after if after in pairs.values() else None)
    if "extra" in values and AUTHOR in code.extra:
        values["extra"] = {**values["extra"], AUTHOR: code.extra[AUTHOR]}
    reworded = {name: values[name] for name in WORDING_FIELDS if name in values}
    if reworded:
        number = begin_wording(change, code, wording_of(code) | reworded)
        if why and number != code.wording:
            explain_wording(change, code, why, number)
        values["wording"] = number
    if values:
        change.update(schema.codes, code.id, **compose(values), modified_at=change.at)
    return True


def _arrange(
    change: Change,
    book: Book,
    taken: Mapping[str, Difference],
    homes: Mapping[str, str],
    made: Collection[str],
) -> int:
    """Put moved codes where the book has them, beside those that it does not know.

    Codes below a parent that had none keep the numbers that the book gives them.
    """
    tree = list_codes(change)
    movers = {
        homes[key]: homes.get(each.after.parent_id or "")
        for key, each in taken.items()
        if each.is_moved and each.after and (each.after.parent_id or "") in {"", *homes}
    }
    coming: dict[str | None, list[Entry]] = {}
    for entry in walk(book.entries):
        code_id = homes.get(entry.id, "")
        if code_id in movers or code_id in made:
            coming.setdefault(homes.get(entry.parent_id or ""), []).append(entry)
    siblings = {key: line for line in _siblings(book).values() for key in line}
    places = {key: at for line in _siblings(book).values() for at, key in enumerate(line)}
    for parent_id, entries in coming.items():
        children = tree.children(parent_id)
        line = [c.id for c in children if c.id not in movers and c.id not in made]
        if not line and all(homes[entry.id] in made for entry in entries):
            continue
        standing = set(line)
        for entry in entries:
            at = len(line)
            if book.has_order:
                above = siblings[entry.id][: places[entry.id]]
                known = (homes.get(key, "") for key in reversed(above))
                last = next((key for key in known if key in standing), None)
                at = line.index(last) + 1 if last else 0
            line.insert(at, homes[entry.id])
            standing.add(homes[entry.id])
        for position, code_id in enumerate(line):
            code = tree.get(code_id)
            assert code is not None
            if code.parent_id != parent_id:
                change.update(
                    schema.codes, code_id, parent_id=parent_id, position=position,
                    modified_at=change.at,
                )  # fmt: skip
            elif code.position != position:
                change.update(schema.codes, code_id, position=position)
    return len(movers)


def _siblings(book: Book) -> dict[str | None, list[str]]:
    found: dict[str | None, list[str]] = {}
    for entry in walk(book.entries):
        found.setdefault(entry.parent_id, []).append(entry.id)
    return found


def _check(tree: CodeTree, ids: Iterable[str]) -> None:
    """Refuse what the taken entries together would break: two of a name or key, or a ring."""
    keys: dict[str, Code] = {}
    for code in tree:
        if code.shortcut:
            owner = keys.setdefault(code.shortcut.casefold(), code)
            if owner is not code:
                raise ShortcutTaken(shortcut=code.shortcut, owner=owner.name)
    reached = {code.id for code in tree}
    names: dict[tuple[str | None, str], str] = {}
    for code_id in ids:
        if code_id not in reached and (inside := tree.get(code_id)):
            raise CodeInsideItself(name=inside.name)
    for code in tree:
        if names.setdefault((code.parent_id, code.name), code.id) != code.id:
            raise NameTaken(kind="code", name=code.name)
