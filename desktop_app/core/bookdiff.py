"""What differs between two codebooks: two moments of one project, two files, a file and a project.

Entries are matched by id, then by path. Nothing is read or written here.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop_app.core.books import FIELDS, Book, Entry
from desktop_app.core.errors import AppError, CodeInsideItself, NameTaken, Repeated, ShortcutTaken
from desktop_app.core.examples import Citation


class Kind(StrEnum):
    """How an entry differs; of several kinds the first in this order names it."""

    CLASHING = "clashing"
    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    MISSING = "missing"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs: its name, what stood there, and what stands there now."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry of the old book, of the new one, or of both, and how the two differ."""

    key: str
    """What names it: the entry's id in the new book, or in the old one where it is missing."""
    before: Entry | None
    after: Entry | None
    path: str
    old_path: str
    fields: tuple[FieldChange, ...] = ()
    is_moved: bool = False
    clash: AppError | None = None
    """Why the new entry cannot be taken."""
    remarks: tuple[AppError, ...] = ()
    """What of the new entry is left out when it is taken."""

    @property
    def kind(self) -> Kind:
        """The kind that names it."""
        if self.clash:
            return Kind.CLASHING
        if self.before is None:
            return Kind.NEW
        if self.after is None:
            return Kind.MISSING
        if self.fields:
            return Kind.CHANGED
        return Kind.MOVED if self.is_moved else Kind.SAME


def compare(old: Book, new: Book) -> list[Difference]:
    """List how the entries of a new book differ from an old one, in the new one's order.

    What is the same is left out. Entries that are missing in the new book follow; entries that
    are said to clash cannot be taken over into the old one.
    """
    return list(each_difference(old, new, match(old, new)))


def each_difference(old: Book, new: Book, pairs: Mapping[str, Entry]) -> Iterator[Difference]:
    """Do what `compare` does one by one; `pairs` is what `match` tells."""
    return (each for each in _differences(old, new, pairs) if each.kind is not Kind.SAME)


def count_kinds(differences: Iterable[Difference]) -> Counter[Kind]:
    """Count the differences of each kind."""
    return Counter(each.kind for each in differences)


def match(old: Book, new: Book) -> dict[str, Entry]:
    """Tell for the ids of the new book's entries which entries of the old one are meant."""
    found: dict[str, Entry] = {}
    if new.has_ids:
        found = {e.id: known for e in new.entries if (known := old.by_id.get(e.id))}
    taken = {entry.id for entry in found.values()}
    by_place = {(e.parent_id, e.name): e for e in old.entries if e.id not in taken}
    alone = _only_ones(old, new)
    for entry in new.entries:
        if entry.id in found:
            continue
        above = found.get(entry.parent_id or "")
        known = None
        if entry.parent_id is None or above:
            known = by_place.get((above.id if above else None, entry.name))
        if known is None and not new.has_tree:
            known = alone.get(entry.name)
        if known and known.id not in taken:
            found[entry.id] = known
            taken.add(known.id)
    return found


def _only_ones(old: Book, new: Book) -> dict[str, Entry]:
    """Find the entries of the old book that a bare name means."""
    if new.has_tree:
        return {}
    often = Counter(entry.name for entry in old.entries)
    return {entry.name: entry for entry in old.entries if often[entry.name] == 1}


def _differences(old: Book, new: Book, pairs: Mapping[str, Entry]) -> Iterator[Difference]:
    by_old = {known.id: key for key, known in pairs.items()}
    clashes = _Clashes(old, new, pairs)
    moved = _moved(old, new, pairs)
    for entry in new.entries:
        known = pairs.get(entry.id)
        yield Difference(
            key=entry.id,
            before=known,
            after=entry,
            path=new.paths[entry.id],
            old_path=old.paths[known.id] if known else "",
            fields=tuple(_fields(known, entry, old, new, pairs)) if known else (),
            is_moved=entry.id in moved,
            clash=clashes.of(entry),
            remarks=clashes.remarks(entry),
        )
    for entry in old.entries:
        if entry.id not in by_old:
            path = old.paths[entry.id]
            yield Difference(entry.id, entry, None, path, path)


def _fields(
    known: Entry, entry: Entry, old: Book, new: Book, pairs: Mapping[str, Entry]
) -> Iterator[FieldChange]:
    for name in FIELDS:
        if entry.is_implied or name not in new.fields or name not in old.fields:
            continue
        before, after = getattr(known, name), getattr(entry, name)
        if name == "replaced_by":
            after = pairs[after].id if after in pairs else after
        elif name == "extra":
            before, after = dict(before), {**before, **after}
            if _filled(before) == _filled(after):
                continue
        elif name == "passages":
            after = (*before, *_further(before, after))
        elif name == "color" and not after:
            continue
        if before != after and not _same_lines(before, after):
            yield FieldChange(name, before, after)


def _same_lines(before: object, after: object) -> bool:
    """Tell whether texts differ in how their lines end alone, which spreadsheets change."""
    if not (isinstance(before, str) and isinstance(after, str) and "\r" in before + after):
        return False
    one, other = (text.replace("\r\n", "\n").replace("\r", "\n") for text in (before, after))
    return one == other


def _further(before: Iterable[Citation], after: Iterable[Citation]) -> Iterator[Citation]:
    """Give the passages that are not there yet; a passage is one by its annotation or its words."""
    here = {(each.kind, each.annotation_id) for each in before if each.annotation_id}
    said = {(each.kind, each.words) for each in before if each.quote}
    for each in after:
        if each not in before and (
            (each.kind, each.annotation_id) not in here and (each.kind, each.words) not in said
        ):
            yield each


def _filled(extra: Mapping[str, str]) -> dict[str, str]:
    """Leave out the empty cells: a column that a code never had is one that it has empty."""
    return {name: value for name, value in extra.items() if value}


def _moved(old: Book, new: Book, pairs: Mapping[str, Entry]) -> set[str]:
    """Find the entries below another code than before, or in another order among the same."""
    if not new.has_tree:
        return set()
    moved: set[str] = set()
    stayed: dict[str | None, list[tuple[Entry, Entry]]] = {}
    for entry in new.entries:
        known = pairs.get(entry.id)
        if known is None or entry.is_implied:
            continue
        above = pairs.get(entry.parent_id or "")
        if (above.id if above else entry.parent_id) != known.parent_id:
            moved.add(entry.id)
        else:
            stayed.setdefault(known.parent_id, []).append((entry, known))
    if new.has_order:
        for siblings in stayed.values():
            moved |= _out_of_order(siblings)
    return moved


def _out_of_order(siblings: list[tuple[Entry, Entry]]) -> set[str]:
    """Find the fewest siblings that must move for the order to become the new one."""
    ranked = [known for _, known in sorted(siblings, key=lambda pair: _rank(pair[1]))]
    old_rank = {known.id: at for at, known in enumerate(ranked)}
    line = [
        (old_rank[known.id], entry.id)
        for entry, known in sorted(siblings, key=lambda pair: _rank(pair[0]))
    ]
    return {key for _, key in line} - _longest_rise(line)


def _longest_rise(line: list[tuple[int, str]]) -> set[str]:
    """Find the longest run of rising numbers, in n log n."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for place, (number, _) in enumerate(line):
        depth = bisect_left(ends, number)
        before.append(at[depth - 1] if depth else -1)
        if depth == len(ends):
            ends.append(number)
            at.append(place)
        else:
            ends[depth] = number
            at[depth] = place
    found: set[str] = set()
    place = at[-1] if at else -1
    while place >= 0:
        found.add(line[place][1])
        place = before[place]
    return found


def _rank(entry: Entry) -> tuple[int, str]:
    return (entry.position, entry.id)


class _Clashes:
    """What stands in the way of a new book's entries in the old one."""

    def __init__(self, old: Book, new: Book, pairs: Mapping[str, Entry]) -> None:
        self._new, self._pairs = new, pairs
        matched = {known.id for known in pairs.values()}
        often = Counter(known.id for known in pairs.values())
        self._twice = {key for key, count in often.items() if count > 1}
        self._staying = [entry for entry in old.entries if entry.id not in matched]
        self._places = {(e.parent_id, e.name): e for e in self._staying}
        self._keys = {e.shortcut.casefold(): e for e in self._staying if e.shortcut}
        if "shortcut" not in new.fields:
            self._keys = {}
        self._old = old
        self._homes = {known.id: self._above(new.by_id[key], known) for key, known in pairs.items()}

    def of(self, entry: Entry) -> AppError | None:
        """Tell why an entry cannot be taken."""
        known = self._pairs.get(entry.id)
        if known and known.id in self._twice:
            return Repeated(kind="code", value=entry.name)
        name = entry.name if known is None or "name" in self._new.fields else known.name
        above = self._above(entry, known)
        if (above, name) in self._places:
            return NameTaken(kind="code", name=name)
        if known and self._new.has_tree and self._is_inside_itself(above, known.id):
            return CodeInsideItself(name=entry.name)
        return None

    def remarks(self, entry: Entry) -> tuple[AppError, ...]:
        """Tell what of an entry must be left out."""
        owner = self._keys.get(entry.shortcut.casefold()) if entry.shortcut else None
        return (ShortcutTaken(shortcut=entry.shortcut, owner=owner.name),) if owner else ()

    def _above(self, entry: Entry, known: Entry | None) -> str | None:
        if known and not self._new.has_tree:
            return known.parent_id
        above = self._pairs.get(entry.parent_id or "")
        return above.id if above else entry.parent_id

    def _is_inside_itself(self, above: str | None, key: str) -> bool:
        """Tell whether a code would stand below itself, by codes that the new book lacks."""
        seen: set[str | None] = set()
        while above is not None and above not in seen:
            if above == key:
                return True
            seen.add(above)
            old = self._old.by_id.get(above)
            above = self._homes.get(above, old.parent_id if old else None)
        return False
