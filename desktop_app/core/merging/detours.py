"""What a side's own correction alone did to passages, told from what its readers did to them.

Two sides corrected one text apart, and the text of one is taken. Where the other side did no more
to a passage than its correction did, the passage need not go through that side's text: it goes
the straight way, as the state before both does, and words that only that correction took are
there again.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from desktop_app.core.anchoring import Alignment, Fate
from desktop_app.core.merging.states import Row, State

TextOf = Callable[[str], str]
LostKey = tuple[str, int, int, str]
"""The annotation that lost its words, where they stood, and the hash of the text they stood in."""

_PLACE = ("start", "end", "quote")


@dataclass(frozen=True, slots=True)
class Detour:
    """Parts and turns of the state before, by id, that a side's correction alone moved or lost."""

    parts: Mapping[str, Row] = field(default_factory=dict)
    turns: Mapping[str, Row] = field(default_factory=dict)
    lost: frozenset[LostKey] = frozenset()
    """By what such parts would be known if the straight way lost them."""
    orphans: frozenset[str] = frozenset()
    """Lost passages that the correction made of such parts."""

    def left_out(self, state: State) -> State:
        """Give the side's state without them."""
        return {
            **state,
            "parts": _without(state["parts"], self.parts),
            "turns": _without(state["turns"], self.turns),
            "orphans": _without(state["orphans"], self.orphans),
        }

    def led_straight(self, state: State, base: State) -> State:
        """Give the side's state with them as the state before has them, moved."""
        found: dict[str, dict[str, Row]] = {}
        for table, rows in (("parts", self.parts), ("turns", self.turns)):
            there = base[table]
            found[table] = dict(state[table])
            for row_id, row in rows.items():
                if row_id in there:
                    place = {name: there[row_id][name] for name in _PLACE if name in row}
                    found[table][row_id] = {**row, **place}
        orphans = {k: row for k, row in base["orphans"].items() if lost_key(row) in self.lost}
        return {**state, **found, "orphans": {**state["orphans"], **orphans}}


def find_detour(before: State, side: State, document_id: str, base: str, text_of: TextOf) -> Detour:
    """Tell apart what a side did to passages from what its correction did to them."""
    hashes = _path(side, document_id, base)
    steps = [(a, Alignment(text_of(a), text_of(b))) for a, b in pairwise(hashes)]
    orphaned = {lost_key(row): row_id for row_id, row in side["orphans"].items()}
    parts, turns = dict[str, Row](), dict[str, Row]()
    lost, orphans = set[LostKey](), set[str]()
    for row in of_document(before["parts"], document_id):
        now, trail = side["parts"].get(row["id"]), list(_trail(row, steps))
        made: set[str] = set()
        if now is None:
            keys = ((row["annotation_id"], start, end, sha) for sha, start, end in trail)
            made = {orphaned[key] for key in keys if key in orphaned}
        if made or (now is not None and ("", *_place(now)) == trail[-1]):
            parts[row["id"]] = now or row
            lost.add(lost_key({**row, "text_sha256": base}))
            orphans |= made
    for row in of_document(before["turns"], document_id):
        now, last = side["turns"].get(row["id"]), list(_trail(row, steps))[-1]
        if last[0] if now is None else ("", *_place(now)) == last:
            turns[row["id"]] = now or row
    return Detour(parts, turns, frozenset(lost), frozenset(orphans))


def _path(side: State, document_id: str, base: str) -> list[str]:
    """List the texts through which a side's corrections led from one text to the one it has."""
    has = side["documents"][document_id]["text_sha256"]
    path = [has]
    rows = of_document(side["corrections"], document_id)
    for row in sorted(rows, key=lambda row: row["number"], reverse=True):
        if path[-1] == base:
            break
        if row["after_sha256"] == path[-1]:
            path.append(row["before_sha256"])
    return path[::-1] if path[-1] == base else [base, has]


def _trail(row: Row, steps: Sequence[tuple[str, Alignment]]) -> Iterator[tuple[str, int, int]]:
    """Follow a passage through corrections: where it stood in each text, until it was lost.

    The text that all lead to has no hash here.
    """
    start, end = _place(row)
    for sha256, alignment in steps:
        yield sha256, start, end
        place = alignment.place(start, end)
        if place.fate is Fate.LOST:
            return
        start, end = place.start, place.end
    yield "", start, end


def _place(row: Row) -> tuple[int, int]:
    return row["start"], row["end"]


def of_document(rows: Mapping[str, Row], document_id: str) -> list[Row]:
    """List the rows that belong to a document."""
    return [row for row in rows.values() if row["document_id"] == document_id]


def _without(rows: Mapping[str, Row], left_out: Collection[str]) -> dict[str, Row]:
    return {key: row for key, row in rows.items() if key not in left_out}


def lost_key(row: Row) -> LostKey:
    """Give what a lost passage is known by."""
    return row["annotation_id"], row["start"], row["end"], row["text_sha256"]
