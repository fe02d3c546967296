"""Verbs and reads of a document's versions: its text corrected, with every reading moved along.

A correction is planned first, from anywhere and without writing, so that its effect can be seen;
accepting it is one step. Passages whose words are gone are kept as orphans, to be placed again.
Where passages go is told in `anchoring`.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlalchemy import func, select

from desktop_app.core import schema
from desktop_app.core.anchoring import Alignment, Anchored, Fate
from desktop_app.core.annotations import add_part
from desktop_app.core.assignments import veiled_coders
from desktop_app.core.columns import among
from desktop_app.core.documents import get_document, read_text
from desktop_app.core.errors import EmptyText, Gone, SameVersion, TextChanged
from desktop_app.core.formatting import read_formatting, set_formatting
from desktop_app.core.journal import Change
from desktop_app.core.model import Document, NewDocument, NewPart, Rows, Run, new_id
from desktop_app.core.records import encode
from desktop_app.core.texts import context, normalise, sha256_of
from desktop_app.core.turns import turns_by_id
from desktop_app.core.veil import EVERYWHERE

CONTEXT_WIDTH = 60
_AT_ONCE = 1000
"""Parts that are placed before others may go on for a moment."""

Progress = Callable[[int, int], None]
"""Told how much of how much is done; may raise to stop."""

_Correction = tuple[Any, ...]
"""Number, hash before, hash after, and what a version says of itself."""

_PARTS, _ORPHANS, _CORRECTIONS = schema.parts.c, schema.orphans.c, schema.corrections.c


@dataclass(frozen=True, slots=True)
class Moved:
    """A part of an annotation and where the correction puts it."""

    part_id: str
    annotation_id: str
    start: int
    end: int
    quote: str
    role: str
    position: int
    place: Anchored


@dataclass(frozen=True)
class Plan:
    """A correction that was not made yet: two texts side by side, and what becomes of each part."""

    document: Document
    alignment: Alignment
    moved: tuple[Moved, ...]
    new: NewDocument | None = None
    """The file of a new edition, where the text comes from one."""

    @property
    def text(self) -> str:
        """The corrected text."""
        return self.alignment.new

    @cached_property
    def fates(self) -> Counter[Fate]:
        """How many parts meet which fate."""
        return Counter(each.place.fate for each in self.moved)

    @cached_property
    def carried(self) -> list[Moved]:
        """List the parts that go with words which were moved past others, as they are."""
        beside = self.alignment.beside
        return [each for each in self.of(Fate.MOVED) if beside(each.start) != each.place.start]

    def of(self, *fates: Fate) -> list[Moved]:
        """List the parts that meet one of these fates, in the order of the old text."""
        return [each for each in self.moved if each.place.fate in fates]


@dataclass(frozen=True, slots=True)
class Version:
    """A state of a document's text; `number` counts from 1, the oldest."""

    number: int
    text_sha256: str
    length: int
    created_at: str
    created_by: str
    reason: str = ""
    source_name: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Orphan:
    """A part whose words a correction took away: its old words and where they stood."""

    id: str
    annotation_id: str
    document_id: str
    position: int
    role: str
    quote: str
    before: str
    after: str
    start: int
    end: int
    text_sha256: str
    created_at: str


# Planning
def plan_correction(
    rows: Rows, document_id: str, text: str, new: NewDocument | None = None
) -> Plan:
    """Lay a corrected text beside a document's own and find where every part goes.

    Raises Gone, EmptyText, SameVersion.
    """
    document = get_document(rows, document_id)
    text = normalise(text).text
    if not text.strip():
        raise EmptyText(document=document.title)
    old = read_text(rows, document_id)
    if text == old:
        raise SameVersion(document=document.title)
    alignment = Alignment(old, text)
    return Plan(document, alignment, _moved(rows, document_id, alignment), new)


def _moved(
    rows: Rows,
    document_id: str,
    alignment: Alignment,
    breathe: Callable[[], object] = lambda: None,
) -> tuple[Moved, ...]:
    wanted = (
        select(
            _PARTS.id, _PARTS.annotation_id, _PARTS.start, _PARTS.end, _PARTS.quote, _PARTS.role,
            _PARTS.position,
        )
        .where(_PARTS.document_id == document_id)
        .order_by(_PARTS.start, _PARTS.end, _PARTS.id)
    )  # fmt: skip
    taken: set[tuple[str, int, int]] = set()
    found: list[Moved] = []
    for part_id, annotation_id, start, end, quote, role, position in rows.tuples(wanted):
        place = alignment.place(start, end)
        key = (annotation_id, place.start, place.end)
        if place.fate is not Fate.LOST and key in taken:
            # Two parts of an annotation have shrunk to the same words: one of them has lost its.
            place = Anchored(0, 0, Fate.LOST)
        taken.add(key)
        found.append(Moved(part_id, annotation_id, start, end, quote, role, position, place))
        if len(found) % _AT_ONCE == 0:
            breathe()
    return tuple(found)


# Accepting
def accept_correction(change: Change, plan: Plan, reason: str = "") -> None:
    """Make the planned text the document's own and move every reading along, in one step.

    Readings that whoever planned it could not see move along too. Raises Gone, and TextChanged
    where the text or a part is no longer as it was planned for.
    """
    document = get_document(change, plan.document.id)
    planned, text_sha256 = plan.moved, plan.document.text_sha256
    plan = replace(plan, moved=_moved(change, document.id, plan.alignment, change.breathe))
    change.breathe()
    known = set(planned)
    change.breathe()
    there = set(plan.moved)
    change.breathe()
    if (
        document.text_sha256 != text_sha256
        or not known <= there
        or _is_seen(change, there - known, document.id)
    ):
        raise TextChanged(document=document.title)
    after = sha256_of(plan.text)
    change.keep_text(after, plan.text)
    formatting = _formatting(change, plan)
    last = select(func.max(_CORRECTIONS.number)).where(_CORRECTIONS.document_id == document.id)
    change.insert(
        schema.corrections,
        document_id=document.id,
        number=(change.rows(last)[0][0] or 0) + 1,
        before_sha256=document.text_sha256,
        after_sha256=after,
        reason=" ".join(reason.split()),
        source_name=plan.new.source_name if plan.new else "",
        created_by=change.coder_id or None,
        created_at=change.at,
    )
    change.update(
        schema.documents,
        document.id,
        text_sha256=after,
        modified_at=change.at,
        **(_source(plan.new) if plan.new else {}),
    )
    _move_parts(change, plan)
    _move_turns(change, plan)
    set_formatting(change, document.id, after, formatting)
    change.facts = {"document": document.title, **_counts(plan)}


def _is_seen(change: Change, moved: set[Moved], document_id: str) -> bool:
    """Tell whether any of these passages is not veiled: it came after the plan was made."""
    owner, veiled = schema.annotations.c, veiled_coders(change, change.coder_id)
    hidden = {key for key, homes in veiled.items() if homes & {EVERYWHERE, document_id}}
    ids = sorted({each.annotation_id for each in moved})
    wanted = select(owner.coder_id).where(among(owner.id, ids))
    return any(coder_id not in hidden for (coder_id,) in change.tuples(wanted))


def _counts(plan: Plan) -> dict[str, int]:
    return {fate.value: plan.fates[fate] for fate in Fate if plan.fates[fate]}


def _source(new: NewDocument) -> dict[str, Any]:
    return {
        "source_name": new.source_name,
        "source_sha256": new.source_sha256,
        "format": new.format,
        "encoding": new.encoding,
        "report": encode(new.report),
        "metadata": encode(new.metadata) if new.metadata else "",
    }


def _move_parts(change: Change, plan: Plan) -> None:
    text, old = plan.text, plan.alignment.old
    values = {
        each.part_id: {
            "start": each.place.start,
            "end": each.place.end,
            "quote": text[each.place.start : each.place.end],
        }
        for each in plan.moved
        if each.place.fate is not Fate.LOST
    }
    change.update_each(schema.parts, values)
    lost = plan.of(Fate.LOST)
    orphans = []
    for each in lost:
        before, after = context(old, each.start, each.end, CONTEXT_WIDTH)
        orphans.append(
            {
                "id": new_id(),
                "annotation_id": each.annotation_id,
                "document_id": plan.document.id,
                "position": each.position,
                "role": each.role,
                "quote": each.quote,
                "before": before,
                "after": after,
                "start": each.start,
                "end": each.end,
                "text_sha256": plan.document.text_sha256,
                "created_at": change.at,
            }
        )
    change.delete_many(schema.parts, [each.part_id for each in lost])
    change.insert_many(schema.orphans, orphans)
    changed = plan.of(Fate.REWORDED, Fate.SHORTENED, Fate.LOST)
    touched = list(dict.fromkeys(each.annotation_id for each in changed))
    change.update_many(schema.annotations, touched, modified_at=change.at)


def _move_turns(change: Change, plan: Plan) -> None:
    moved: dict[str, dict[str, int]] = {}
    gone: list[str] = []
    for row_id, turn in turns_by_id(change, plan.document.id).items():
        place = plan.alignment.place(turn.start, turn.end)
        if place.fate is Fate.LOST:
            gone.append(row_id)
        else:
            moved[row_id] = {"start": place.start, "end": place.end}
    change.delete_many(schema.turns, gone)
    change.update_each(schema.turns, moved)


def _formatting(change: Change, plan: Plan) -> list[Run]:
    if plan.new is not None and plan.new.runs:
        return list(plan.new.runs)
    found = []
    for run in read_formatting(change, plan.document.id):
        place = plan.alignment.place(run.start, run.end)
        if place.fate is not Fate.LOST:
            found.append(Run(place.start, place.end, run.kind))
    return found


# Versions
def list_versions(rows: Rows, document_id: str) -> list[Version]:
    """Read the versions of a document's text, oldest first, those that led to the current last.

    Where copies of a project were merged in which the text was corrected apart, the corrections
    that were not taken stand before those that were.
    """
    document = get_document(rows, document_id)
    wanted = (
        select(
            _CORRECTIONS.number, _CORRECTIONS.before_sha256, _CORRECTIONS.after_sha256,
            _CORRECTIONS.created_at, _CORRECTIONS.created_by, _CORRECTIONS.reason,
            _CORRECTIONS.source_name,
        )
        .where(_CORRECTIONS.document_id == document_id)
        .order_by(_CORRECTIONS.number, _CORRECTIONS.id)
    )  # fmt: skip
    corrections = _taken_last(list(rows.tuples(wanted)), document.text_sha256)
    first = min(corrections, key=lambda each: each[0])[1] if corrections else document.text_sha256
    states = [(first, document.created_at, document.created_by, "", "")]
    states += [each[2:] for each in corrections]
    lengths = _lengths(rows, [state[0] for state in states])
    same = (at for at, state in enumerate(states) if state[0] == document.text_sha256)
    current = max(same, default=0)
    return [
        Version(at + 1, sha, lengths[sha], made_at, by or "", reason, source, at == current)
        for at, (sha, made_at, by, reason, source) in enumerate(states)
    ]


def _taken_last(corrections: list[_Correction], current: str) -> list[_Correction]:
    """Put the corrections that led to the current text behind those that a merge did not take."""
    led: list[_Correction] = []
    for each in reversed(corrections):
        if each[2] == current and (not led or each[0] < led[-1][0]):
            led.append(each)
            current = each[1]
    apart = [each[0] for each in corrections if each not in led]
    return sorted(corrections, key=lambda each: each in led and each[0] >= min(apart, default=0))


def read_version(rows: Rows, document_id: str, number: int) -> str:
    """Read the text of one version, counted from 1, or raise Gone."""
    versions = list_versions(rows, document_id)
    if not 1 <= number <= len(versions):
        raise Gone(kind="version")
    text = schema.texts.c
    wanted = select(text.body).where(text.sha256 == versions[number - 1].text_sha256)
    return str(rows.rows(wanted)[0].body)


def _lengths(rows: Rows, hashes: Sequence[str]) -> dict[str, int]:
    text = schema.texts.c
    return dict(rows.tuples(select(text.sha256, text.length).where(text.sha256.in_(hashes))))


# Orphans
def list_orphans(rows: Rows, document_id: str | None = None) -> list[Orphan]:
    """Read the passages that lost their words, in one document or in all, by their old places."""
    wanted = select(schema.orphans).order_by(_ORPHANS.document_id, _ORPHANS.start, _ORPHANS.id)
    if document_id is not None:
        wanted = wanted.where(_ORPHANS.document_id == document_id)
    return [Orphan(*row) for row in rows.tuples(wanted)]


def get_orphan(rows: Rows, orphan_id: str) -> Orphan:
    """Read one orphan or raise Gone."""
    found = list(rows.tuples(select(schema.orphans).where(_ORPHANS.id == orphan_id)))
    if not found:
        raise Gone(kind="lost passage")
    return Orphan(*found[0])


def place_orphan(change: Change, orphan_id: str, start: int, end: int) -> str:
    """Put a lost passage on these words of its document; return the part's id.

    Raises Gone, BadSpan, SpanRepeated.
    """
    orphan = get_orphan(change, orphan_id)
    part_id = add_part(
        change, orphan.annotation_id, NewPart(start, end, orphan.role, orphan.document_id)
    )
    change.delete(schema.orphans, orphan_id)
    return part_id


def drop_orphan(change: Change, orphan_id: str) -> None:
    """Let a lost passage go; its annotation stays. Raises Gone."""
    orphan = get_orphan(change, orphan_id)
    change.facts["document"] = get_document(change, orphan.document_id).title
    change.delete(schema.orphans, orphan_id)
