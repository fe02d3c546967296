"""States brought to one text: where a document was corrected on one side, all move along.

A document is known by its id, its text by its hash. The passages of a side that still has another
text are placed anew by `anchoring`; those whose words are gone become lost passages, to be placed
by a person. Where both sides corrected a text, one is taken, and that is a conflict; what the
other correction alone had moved or lost then goes the straight way, from the text before both.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, uuid5

from desktop_app.core.anchoring import Alignment, Fate
from desktop_app.core.merging.detours import Detour, TextOf, find_detour, lost_key, of_document
from desktop_app.core.merging.fields import OURS, THEIRS, Side
from desktop_app.core.merging.states import Row, State
from desktop_app.core.merging.union import Conflict
from desktop_app.core.texts import context

CONTEXT_WIDTH = 60
EXCERPT_WIDTH = 40


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
        hashes = {
            name: getattr(made, name)["documents"].get(document_id, {}).get("text_sha256")
            for name in (OURS, THEIRS, "base")
        }
        taken = _choose(made, document_id, text_of, hashes, decided)
        if any(has not in (None, taken) for has in hashes.values()):
            _settle_document(made, document_id, text_of, hashes, taken)
    return made


def _choose(
    made: Retexted,
    document_id: str,
    text_of: TextOf,
    hashes: Mapping[str, str | None],
    decided: Mapping[str, Side],
) -> str:
    """Choose a document's text: the one that was corrected, or of two the one decided on."""
    ours, theirs, base = str(hashes[OURS]), str(hashes[THEIRS]), hashes["base"]
    if base in (ours, theirs):
        return ours if base == theirs else theirs
    is_ours_later = ours in _later_texts(made.ours, document_id, theirs)
    if is_ours_later != (theirs in _later_texts(made.theirs, document_id, ours)):
        return ours if is_ours_later else theirs
    if ours == theirs:
        return ours
    found = Conflict("text", "documents", document_id, ("text_sha256",), (ours,), (theirs,))
    side = decided.get(found.key, "")
    taken = {OURS: ours, THEIRS: theirs}.get(side, max(ours, theirs))
    excerpts = _where_they_part(text_of(ours), text_of(theirs))
    made.conflicts.append(replace(found, taken=(taken,), excerpts=excerpts))
    return taken


def _where_they_part(ours: str, theirs: str) -> tuple[str, str]:
    """Show two texts where they first differ, from a few words before."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    at = next((at for at, (mine, other) in pairs if mine != other), min(len(ours), len(theirs)))
    start = ours.rfind(" ", 0, max(0, at - EXCERPT_WIDTH // 2)) + 1
    return ours[start : start + EXCERPT_WIDTH], theirs[start : start + EXCERPT_WIDTH]


def _settle_document(
    made: Retexted,
    document_id: str,
    text_of: TextOf,
    hashes: Mapping[str, str | None],
    taken: str,
) -> None:
    """Move the passages of those states that have another text than the one taken."""
    winner = made.ours if hashes[OURS] == taken else made.theirs
    title = made.ours["documents"][document_id]["title"]
    before, base = made.base, hashes["base"]
    straight: dict[str, Fate] = {}
    if base is not None and base != taken:
        aligned = Alignment(text_of(base), text_of(taken))
        made.base, straight = _move(before, winner, document_id, aligned, base)
    for name in (OURS, THEIRS):
        has = hashes[name]
        if has is None or has == taken:
            continue
        state = getattr(made, name)
        detour = Detour()
        if base is not None and base != has:
            detour = find_detour(before, state, document_id, base, text_of)
        state, fates = _move(
            detour.left_out(state),
            winner,
            document_id,
            Alignment(text_of(has), text_of(taken)),
            has,
        )
        setattr(made, name, detour.led_straight(state, made.base))
        fates |= {row_id: straight[row_id] for row_id in detour.parts if row_id in straight}
        if fates:
            made.reports.append(Reanchored(document_id, title, name, Counter(fates.values())))


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
    moved, fates = _move(state, winner, document_id, alignment, has, only)
    return moved, Counter(fates.values())


def _move(
    state: State,
    winner: State,
    document_id: str,
    alignment: Alignment,
    has: str,
    only: frozenset[str] | None = None,
) -> tuple[State, dict[str, Fate]]:
    gets = winner["documents"][document_id]["text_sha256"]
    parts, orphans = dict(state["parts"]), dict(state["orphans"])
    fates: dict[str, Fate] = {}
    lost = {lost_key(row): row_id for row_id, row in winner["orphans"].items()}
    taken: set[tuple[str, int, int]] = set()
    here = [
        row
        for row in of_document(parts, document_id)
        if only is None or row["annotation_id"] in only
    ]
    for row in sorted(here, key=lambda row: (row["start"], row["end"], row["id"])):
        place = alignment.place(row["start"], row["end"])
        key = (row["annotation_id"], place.start, place.end)
        fate = Fate.LOST if place.fate is not Fate.LOST and key in taken else place.fate
        taken.add(key)
        fates[row["id"]] = fate
        if fate is not Fate.LOST:
            quote = alignment.new[place.start : place.end]
            parts[row["id"]] = {**row, "start": place.start, "end": place.end, "quote": quote}
            continue
        del parts[row["id"]]
        orphan = _orphan(row, has, gets, alignment)
        orphan["id"] = lost.get(lost_key(orphan), orphan["id"])
        if orphan["id"] in winner["orphans"]:
            orphan = winner["orphans"][orphan["id"]]
        orphans[orphan["id"]] = orphan
    moved = {**state, "parts": parts, "orphans": orphans}
    moved["turns"] = _moved_turns(state["turns"], document_id, alignment)
    # What shows a text is of the text itself, and no reader's doing.
    shown = {row["id"]: row for row in of_document(winner["formatting"], document_id)}
    others = state["formatting"].items()
    moved["formatting"] = {k: row for k, row in others if row["document_id"] != document_id} | shown
    row = {**state["documents"][document_id], "text_sha256": gets}
    moved["documents"] = {**state["documents"], document_id: row}
    return moved, fates


def _moved_turns(rows: Mapping[str, Row], document_id: str, alignment: Alignment) -> dict[str, Row]:
    moved = dict(rows)
    for row in of_document(rows, document_id):
        place = alignment.place(row["start"], row["end"])
        if place.fate is Fate.LOST:
            del moved[row["id"]]
        else:
            moved[row["id"]] = {**row, "start": place.start, "end": place.end}
    return moved


def _later_texts(side: State, document_id: str, sha256: str) -> set[str]:
    """List the texts that a side's corrections made of a text."""
    found = {sha256}
    for row in sorted(of_document(side["corrections"], document_id), key=lambda row: row["number"]):
        if row["before_sha256"] in found:
            found.add(row["after_sha256"])
    return found - {sha256}


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
