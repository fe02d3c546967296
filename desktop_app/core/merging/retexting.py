"""States brought to one text: where a document was corrected on one side, all move along.

A document is known by its id, its text by its hash. The passages of a side that still has another
text are placed anew by `anchoring`; those whose words are gone become lost passages, to be placed
by a person. Where both sides corrected a text, one is taken, and that is a conflict.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from desktop_app.core.anchoring import Alignment, Fate
from desktop_app.core.merging.fields import OURS, THEIRS, Side
from desktop_app.core.merging.states import Row, State
from desktop_app.core.merging.union import Conflict
from desktop_app.core.texts import context

TextOf = Callable[[str], str]
CONTEXT_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Reanchored:
    """What became of a side's passages in a document whose text is another one now."""

    document_id: str
    title: str
    side: Side
    fates: Mapping[Fate, int]


@dataclass
class Retexted:
    """Three states in which every document has one text, with what that took."""

    base: State
    ours: State
    theirs: State
    reports: list[Reanchored]
    conflicts: list[Conflict]


def bring_to_one_text(
    base: State, ours: State, theirs: State, text_of: TextOf, decided: Mapping[str, Side]
) -> Retexted:
    """Choose each document's text, and move each state's passages to it."""
    made = Retexted(base, ours, theirs, [], [])
    shared = ours["documents"].keys() & theirs["documents"].keys()
    for document_id in sorted(shared):
        _settle_document(made, document_id, text_of, decided)
    return made


def _settle_document(
    made: Retexted, document_id: str, text_of: TextOf, decided: Mapping[str, Side]
) -> None:
    mine, other = (side["documents"][document_id] for side in (made.ours, made.theirs))
    before = made.base["documents"].get(document_id)
    ours, theirs = mine["text_sha256"], other["text_sha256"]
    base = before["text_sha256"] if before else None
    taken = ours
    if ours != theirs:
        taken = theirs if base == ours else ours
        if base not in (ours, theirs):
            taken = max(ours, theirs)
            found = Conflict(
                "text", "documents", document_id, ("text_sha256",), (ours,), (theirs,), (taken,)
            )
            side = decided.get(found.key)
            taken = {OURS: ours, THEIRS: theirs}.get(side or "", taken)
            made.conflicts.append(found)
    winner = made.ours if ours == taken else made.theirs
    for name, has in ((OURS, ours), (THEIRS, theirs), ("base", base)):
        if has is None or has == taken:
            continue
        alignment = Alignment(text_of(has), text_of(taken))
        state, fates = move_document(getattr(made, name), winner, document_id, alignment, has)
        setattr(made, name, state)
        if name != "base" and fates:
            made.reports.append(Reanchored(document_id, mine["title"], name, fates))


def move_document(
    state: State,
    winner: State,
    document_id: str,
    alignment: Alignment,
    has: str,
    only: frozenset[str] | None = None,
) -> tuple[State, Counter[Fate]]:
    """Move one state's passages in a document to the text that the winner has.

    `has` is the hash of the text that they stand in now; `only` are the annotations to be moved,
    None for all. Returns the state with what became of how many passages.
    """
    gets = winner["documents"][document_id]["text_sha256"]
    parts, orphans = dict(state["parts"]), dict(state["orphans"])
    fates: Counter[Fate] = Counter()
    lost = {_lost_key(row): row_id for row_id, row in winner["orphans"].items()}
    taken: set[tuple[str, int, int]] = set()
    here = [
        row
        for row in parts.values()
        if row["document_id"] == document_id and (only is None or row["annotation_id"] in only)
    ]
    for row in sorted(here, key=lambda row: (row["start"], row["end"], row["id"])):
        place = alignment.place(row["start"], row["end"])
        key = (row["annotation_id"], place.start, place.end)
        fate = Fate.LOST if place.fate is not Fate.LOST and key in taken else place.fate
        taken.add(key)
        fates[fate] += 1
        if fate is not Fate.LOST:
            quote = alignment.new[place.start : place.end]
            parts[row["id"]] = {**row, "start": place.start, "end": place.end, "quote": quote}
            continue
        del parts[row["id"]]
        orphan = _orphan(row, has, gets, alignment)
        orphan["id"] = lost.get(_lost_key(orphan), orphan["id"])
        if orphan["id"] in winner["orphans"]:
            orphan = winner["orphans"][orphan["id"]]
        orphans[orphan["id"]] = orphan
    moved = {**state, "parts": parts, "orphans": orphans}
    for table in ("turns", "formatting"):
        moved[table] = _instead(state[table], winner[table], document_id)
    row = {**state["documents"][document_id], "text_sha256": gets}
    moved["documents"] = {**state["documents"], document_id: row}
    return moved, fates


def _instead(
    rows: Mapping[str, Row], winner: Mapping[str, Row], document_id: str
) -> dict[str, Row]:
    """Take what belongs to a text from where the text is from."""
    kept = {key: row for key, row in rows.items() if row["document_id"] != document_id}
    return kept | {key: row for key, row in winner.items() if row["document_id"] == document_id}


def _orphan(row: Row, has: str, gets: str, alignment: Alignment) -> Row:
    before, after = context(alignment.old, row["start"], row["end"], CONTEXT_WIDTH)
    copied = ("annotation_id", "document_id", "position", "role", "quote", "start", "end")
    return {
        "id": str(uuid5(NAMESPACE_URL, f"diple:lost:{row['id']}:{has}:{gets}")),
        **{name: row[name] for name in copied},
        "before": before,
        "after": after,
        "text_sha256": has,
        "created_at": "",
    }


def _lost_key(row: Row) -> tuple[str, int, int, str]:
    return row["annotation_id"], row["start"], row["end"], row["text_sha256"]
