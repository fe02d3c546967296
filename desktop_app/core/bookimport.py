"""Taking a codebook over into a project: all of what differs, or the entries that were chosen.

Nothing is ever deleted. New codes keep their ids where these are ids of a project, so that a
codebook that goes out and comes back is the same.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.bookdiff import Difference, Kind, compare, each_difference, match
from desktop_app.core.books import Book, Entry, read_book, walk
from desktop_app.core.codebook import COLORS, compose, list_codes
from desktop_app.core.coders import list_coders
from desktop_app.core.codetree import CodeTree
from desktop_app.core.errors import CodeInsideItself, NameTaken, ShortcutTaken
from desktop_app.core.examples import QUOTED, Citation, link_examples
from desktop_app.core.journal import Change
from desktop_app.core.model import Code, Rows, Wording, chunks, new_id
from desktop_app.core.notes import write_code_notes
from desktop_app.core.wordings import (
    AUTHOR,
    WORDING_FIELDS,
    begin_wordings,
    keep_wordings,
    wording_of,
)

_T = TypeVar("_T")
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
    why: str = "",
) -> Imported:
    """Take a book over: all entries that can be, or those whose differences' keys are chosen.

    A new code takes those above it along. `why` becomes the reason of changed wordings. Raises
    NameTaken, CodeInsideItself, ShortcutTaken.
    """
    tree = list_codes(change)
    change.breathe()
    old = read_book(change, tree)
    change.breathe()
    matched = match(old, book)
    pairs = {key: known.id for key, known in matched.items()}
    differing = _paced(change, each_difference(old, book, matched))
    found = {each.key: each for each in differing if each.after}
    wanted = _with_ancestors(book, found, chosen)
    taken = {key: each for key, each in found.items() if key in wanted and not each.clash}
    made = _insert(change, book, [e for e in taken.values() if e.before is None], tree, pairs)
    pairs |= made
    changed = _change(change, tree, list(taken.values()), pairs, why)
    moved = _arrange(change, book, taken, tree, pairs)
    coming = {pairs[key]: _passages(each) for key, each in taken.items()}
    link_examples(change, {key: passages for key, passages in coming.items() if passages})
    _check(change, pairs.values())
    change.breathe()
    change.facts = {"count": len(taken)} if len(taken) != 1 else {}
    return Imported(len(made), changed, moved, len(found) - len(taken))


def _paced(change: Change, items: Iterable[_T]) -> Iterator[_T]:
    """Let others go on for a moment behind each: much is worked out before it is written."""
    for each in items:
        yield each
        change.breathe()


def _passages(each: Difference) -> Sequence[Citation]:
    """Give the passages that a difference brings."""
    assert each.after is not None
    if each.before is None:
        return each.after.passages
    came = next((field for field in each.fields if field.name == "passages"), None)
    return came.after[len(came.before) :] if came else ()


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
    change: Change,
    book: Book,
    differences: Sequence[Difference],
    tree: CodeTree,
    pairs: Mapping[str, str],
) -> dict[str, str]:
    """Make new codes; return their ids by those in the book."""
    made: dict[str, str] = {}
    for each in differences:
        keeps = book.has_ids and _ID.fullmatch(each.key) and each.key not in tree
        made[each.key] = each.key if keeps else new_id()
    homes = {**pairs, **made}
    entries = []
    for each in _paced(change, differences):
        entry = each.after
        assert entry is not None
        final: dict[str, Any] = {
            "id": made[entry.id],
            "parent_id": homes.get(entry.parent_id or ""),
            "shortcut": "" if each.remarks else entry.shortcut,
            "replaced_by": homes.get(entry.replaced_by or ""),
        }
        # A codebook that comes back bears the final ones: a copy of each would take long.
        is_final = all(getattr(entry, name) == value for name, value in final.items())
        entries.append(entry if is_final else replace(entry, **final))
    _insert_entries(change, entries, tree, has_order=book.has_order)
    return made


def _insert_entries(
    change: Change,
    entries: Sequence[Entry],
    tree: CodeTree,
    *,
    has_order: bool,
) -> None:
    """Write entries whose ids are final; without an order of their own they come last."""
    people = {coder.name: coder.id for coder in list_coders(change)}
    codes = []
    last: dict[str | None, int] = {}
    for number, entry in enumerate(_paced(change, entries)):
        above = entry.parent_id
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
            **compose(
                {
                    "roles": entry.roles,
                    "properties": entry.properties,
                    "aliases": entry.aliases,
                    "extra": extra,
                }
            ),
            "replaced_by": entry.replaced_by,
            "wording": len(entry.wordings) or 1,
            "created_by": author or (None if entry.created_by else change.coder_id or None),
            "created_at": entry.created_at or change.at,
            "modified_at": entry.modified_at or entry.created_at or change.at,
        }
        codes.append(row)
    change.insert_many(schema.codes, codes)
    write_code_notes(change, {each.id: each.note for each in entries if each.note.strip()})
    keep_wordings(change, (each for entry in entries for each in _past(entry, people)))


def _past(entry: Entry, people: Mapping[str, str]) -> Iterator[Wording]:
    """Give the wordings of a new code as they are kept here, numbered from 1."""
    for number, told in enumerate(entry.wordings, 1):
        by = people.get(told.author, "")
        is_last = number == len(entry.wordings)
        yield replace(
            told,
            code_id=entry.id,
            number=number,
            fields={
                name: getattr(entry, name) if is_last else told.fields.get(name, "")
                for name in WORDING_FIELDS
            },
            created_by=by,
            author="" if by else told.author,
        )


_PLAIN = (
    "name", "shortcut", "brief_definition", "full_definition", "when_to_use", "when_not_to_use",
    "example", "non_example", "source", "status",
)  # fmt: skip


def _change(
    change: Change,
    tree: CodeTree,
    differences: Iterable[Difference],
    pairs: Mapping[str, str],
    why: str,
) -> int:
    """Give codes the fields in which their entries differ; return how many did."""
    new: dict[str, dict[str, Any]] = {}
    reworded: list[tuple[Code, Mapping[str, str]]] = []
    notes: dict[str, str] = {}
    known = set(pairs.values())
    changed = 0
    for each in _paced(change, differences):
        code = tree.get(each.before.id) if each.before else None
        values: dict[str, Any] = {field.name: field.after for field in each.fields}
        if each.remarks:
            values.pop("shortcut", None)
        if not (code and values):
            continue
        changed += 1
        if "note" in values:
            notes[code.id] = values.pop("note")
        if after := values.get("replaced_by"):
            values["replaced_by"] = pairs.get(after, after if after in known else None)
        if "extra" in values:
            hidden = {name: code.extra[name] for name in (AUTHOR, QUOTED) if name in code.extra}
            values["extra"] = {**values["extra"], **hidden}
        values.pop("passages", None)
        if words := {name: values[name] for name in WORDING_FIELDS if name in values}:
            reworded.append((code, wording_of(code) | words))
        if values:
            new[code.id] = compose(values) | {"modified_at": change.at}
    write_code_notes(change, notes)
    for code_id, number in begin_wordings(change, reworded, why).items():
        new[code_id]["wording"] = number
    change.update_each(schema.codes, new)
    return changed


def _arrange(
    change: Change,
    book: Book,
    taken: Mapping[str, Difference],
    tree: CodeTree,
    homes: Mapping[str, str],
) -> int:
    """Put moved codes where the book has them, beside those that it does not know.

    `tree` is the codebook before, `homes` tells the codes of the book's entries. Codes below a
    parent that had none keep the numbers that the book gives them. Returns how many moved.
    """
    movers = {
        homes[key]
        for key, each in taken.items()
        if each.is_moved and each.after and (each.after.parent_id or "") in {"", *homes}
    }
    coming: dict[str | None, list[Entry]] = {}
    for key, each in taken.items():
        if each.after and (homes[key] in movers or each.before is None):
            coming.setdefault(homes.get(each.after.parent_id or ""), []).append(each.after)
    lines = _Lines(book, homes)
    for parent_id, entries in coming.items():
        line = [code.id for code in tree.children(parent_id) if code.id not in movers]
        is_new = all(homes[entry.id] not in movers for entry in entries)
        if line or not is_new:
            _place(change, parent_id, lines.merged(line, entries))
    return len(movers)


def _place(change: Change, parent_id: str | None, line: Iterable[str]) -> None:
    code = schema.codes.c
    found = {
        row[0]: row[1:]
        for run in chunks(list(line))
        for row in change.tuples(
            select(code.id, code.parent_id, code.position).where(code.id.in_(run))
        )
    }
    new: dict[str, dict[str, Any]] = {}
    for position, code_id in enumerate(line):
        if found[code_id][0] != parent_id:
            new[code_id] = {
                "parent_id": parent_id, "position": position, "modified_at": change.at,
            }  # fmt: skip
        elif found[code_id][1] != position:
            new[code_id] = {"position": position}
    change.update_each(schema.codes, new)


class _Lines:
    """Siblings in the order of a book, with those among them that it does not know."""

    def __init__(self, book: Book, homes: Mapping[str, str]) -> None:
        self._book, self._homes = book, homes
        self._siblings: dict[str | None, list[str]] = {}
        # Entries in a ring are not reached by walking; `_check` refuses them in the end.
        reached = list(walk(book.entries))
        known = {entry.id for entry in reached}
        for entry in (*reached, *(each for each in book.entries if each.id not in known)):
            self._siblings.setdefault(entry.parent_id, []).append(entry.id)

    def merged(self, line: Sequence[str], entries: Sequence[Entry]) -> list[str]:
        """Put the codes of entries into a line of codes, each behind whom the book has before."""
        if not self._book.has_order:
            return [*line, *(self._homes[entry.id] for entry in entries)]
        coming, standing = {entry.id for entry in entries}, set(line)
        # Who comes right behind whom; behind nobody is the beginning.
        behind: dict[str, list[str]] = {}
        for parent_id in dict.fromkeys(entry.parent_id for entry in entries):
            last = ""
            for key in self._siblings[parent_id]:
                home = self._homes.get(key, "")
                if key in coming:
                    behind.setdefault(last, []).append(home)
                elif home in standing:
                    last = home
        return [*behind.get("", ()), *(k for each in line for k in (each, *behind.get(each, ())))]


def _check(change: Change, ids: Iterable[str]) -> None:
    """Refuse what the taken entries together would break: two of a name or key, or a ring."""
    code = schema.codes.c
    found = list(change.tuples(select(code.id, code.parent_id, code.name, code.shortcut)))
    keys: dict[str, str] = {}
    names: set[tuple[str | None, str]] = set()
    above: dict[str | None, str | None] = {}
    for code_id, parent_id, name, shortcut in found:
        above[code_id] = parent_id
        if (parent_id, name) in names:
            raise NameTaken(kind="code", name=name)
        names.add((parent_id, name))
        if shortcut and shortcut.casefold() in keys:
            raise ShortcutTaken(shortcut=shortcut, owner=keys[shortcut.casefold()])
        keys[shortcut.casefold()] = name
    sound: set[str | None] = {None}
    for code_id in ids:
        line: dict[str | None, None] = {}
        at: str | None = code_id
        while at not in sound:
            if at in line:
                raise CodeInsideItself(name=next(row[2] for row in found if row[0] == code_id))
            line[at] = None
            at = above[at]
        sound |= set(line)
