"""Verbs and reads of turns: who speaks where in a document, as a reader has settled it.

What the rules propose comes from `voices`. A voice is a name; to merge two is to give them the
same one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.errors import BadSpan, BadValue
from desktop_app.core.journal import Change
from desktop_app.core.model import Rows, new_id
from desktop_app.core.passages import Texts
from desktop_app.core.spans import Span, SpanIndex
from desktop_app.core.voices import KINDS, Turn

SEPARATOR = "; "
"""What stands between the speakers of a passage in several voices."""

_TURNS = schema.turns.c


def list_turns(rows: Rows, document_id: str) -> list[Turn]:
    """Read a document's turns in the order of the text, a longer one before those within it."""
    wanted = (
        select(_TURNS.start, _TURNS.end, _TURNS.kind, _TURNS.speaker)
        .where(_TURNS.document_id == document_id)
        .order_by(_TURNS.start, _TURNS.end.desc(), _TURNS.kind, _TURNS.speaker)
    )
    return [Turn(*row) for row in rows.tuples(wanted)]


def turns_by_id(rows: Rows, document_id: str) -> dict[str, Turn]:
    """Read a document's turns by the ids of their rows."""
    wanted = select(_TURNS.id, _TURNS.start, _TURNS.end, _TURNS.kind, _TURNS.speaker)
    found = rows.tuples(wanted.where(_TURNS.document_id == document_id).order_by(_TURNS.id))
    return {row[0]: Turn(*row[1:]) for row in found}


def numbered_turns(turns: Iterable[Turn]) -> list[Span]:
    """Return the spans that `T1`, `T2` … name: turns and quotations, not what is around them."""
    return [(turn.start, turn.end) for turn in turns if turn.kind in ("turn", "quote")]


def count_voices(rows: Rows, document_id: str | None = None) -> Counter[str]:
    """Count the turns of each speaker, in one document or in all, most first."""
    wanted = select(_TURNS.speaker).where(_TURNS.kind != "event")
    if document_id is not None:
        wanted = wanted.where(_TURNS.document_id == document_id)
    return Counter(row[0] for row in rows.tuples(wanted))


class Speakers:
    """Who speaks in a passage of one document."""

    def __init__(self, turns: Iterable[Turn]) -> None:
        self._index = SpanIndex(
            (turn.start, turn.end, turn.speaker) for turn in turns if turn.kind != "event"
        )

    def of(self, start: int, end: int) -> list[str]:
        """List the speakers of a passage in the order of the text, each once."""
        found = self._index.touching(start, end)
        return list(dict.fromkeys(speaker for _, _, speaker in found if speaker))


def keep_turns(change: Change, document_id: str, turns: Sequence[Turn]) -> None:
    """Keep these turns of a document in place of those before; raise Gone, BadSpan, BadValue.

    A turn that stays at its place stays the same row, so that copies of a project that both went
    on with the voices of a text can be merged.
    """
    title, text = Texts(change).titled(document_id)
    for turn in turns:
        if not 0 <= turn.start < turn.end <= len(text):
            raise BadSpan(document=title, start=turn.start, end=turn.end, length=len(text))
        if turn.kind not in KINDS:
            raise BadValue(value=turn.kind, kind="kind of turn")
    there: dict[tuple[int, int, str], list[str]] = {}
    for row_id, turn in turns_by_id(change, document_id).items():
        there.setdefault((turn.start, turn.end, turn.kind), []).append(row_id)
    spoken: dict[str, dict[str, str]] = {}
    new: list[Turn] = []
    for turn in _ordered(turns):
        rows = there.get((turn.start, turn.end, turn.kind))
        if rows:
            spoken[rows.pop(0)] = {"speaker": turn.speaker}
        else:
            new.append(turn)
    change.delete_many(schema.turns, [row_id for rows in there.values() for row_id in rows])
    change.update_each(schema.turns, spoken)
    change.insert_many(schema.turns, [_row(document_id, turn) for turn in new])
    change.facts |= {"document": title, "count": len(numbered_turns(turns))}


def set_speaker(change: Change, document_id: str, start: int, end: int, speaker: str) -> None:
    """Say who speaks in a passage, or with "" that nobody does; raise Gone, BadSpan.

    Turns that reach into the passage are cut at its ends.
    """
    texts = Texts(change)
    texts.quote(document_id, start, end)
    speaker = " ".join(speaker.split())
    turns: list[Turn] = []
    for turn in list_turns(change, document_id):
        if turn.kind == "event" or turn.end <= start or end <= turn.start:
            turns.append(turn)
            continue
        if turn.start < start:
            turns.append(Turn(turn.start, start, turn.kind, turn.speaker))
        if end < turn.end:
            turns.append(Turn(end, turn.end, turn.kind, turn.speaker))
    if speaker:
        turns.append(Turn(start, end, "turn", speaker))
    keep_turns(change, document_id, turns)
    change.facts["voice"] = speaker


def _ordered(turns: Iterable[Turn]) -> list[Turn]:
    return sorted(turns, key=lambda turn: (turn.start, -turn.end, turn.kind, turn.speaker))


def _row(document_id: str, turn: Turn) -> dict[str, object]:
    return {
        "id": new_id(),
        "document_id": document_id,
        "start": turn.start,
        "end": turn.end,
        "kind": turn.kind,
        "speaker": turn.speaker,
    }
