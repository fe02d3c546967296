"""Settling differences: what was decided on coders' marks, with the reason, and what was replied.

A decision never touches what coders made. What it lets stand is copied to a layer of its own,
that of a coder whose kind is consensus; marks lead to their decisions, so that coders see what
became of them.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.annotations import add_annotations, list_annotations, remove_annotations
from desktop_app.core.coders import add_coder, list_coders
from desktop_app.core.errors import BadValue, Gone, NameEmpty
from desktop_app.core.journal import Change
from desktop_app.core.model import Annotation, NewAnnotation, NewPart, Rows

ACCEPT, MERGE, REJECT, NOTHING, BOTH = VERDICTS = (
    "accept", "merge", "reject", "nothing", "both",
)  # fmt: skip
"""One stands; they become one; none stands; rightly nothing is here; all stand."""

CONSENSUS = "consensus"
_MARK, _RESULT = "mark", "result"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: on which annotations, and which of the consensus came of it."""

    id: str
    verdict: str
    reason: str
    created_by: str
    created_at: str
    marks: frozenset[str]
    results: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody said on an annotation."""

    id: str
    annotation_id: str
    text: str
    created_by: str
    created_at: str


def list_decisions(rows: Rows) -> list[Decision]:
    """Read the decisions, oldest first."""
    table, mark = schema.decisions, schema.decision_marks.c
    tied: dict[tuple[str, str], set[str]] = {}
    for decision, annotation, kind in rows.tuples(
        select(mark.decision_id, mark.annotation_id, mark.kind)
    ):
        tied.setdefault((decision, kind), set()).add(annotation)
    wanted = select(
        table.c.id, table.c.verdict, table.c.reason, table.c.created_by, table.c.created_at
    ).order_by(table.c.id)
    return [
        Decision(
            key, verdict, reason, by or "", at,
            frozenset(tied.get((key, _MARK), ())), frozenset(tied.get((key, _RESULT), ())),
        )
        for key, verdict, reason, by, at in rows.tuples(wanted)
    ]  # fmt: skip


def decided_on(decisions: Iterable[Decision]) -> Callable[[Collection[str]], list[Decision]]:
    """Give what finds the decisions that settle some marks: those that took all of them in.

    A mark may stand in several differences, so that one decision of it is not yet all.
    """
    by_mark: dict[str, list[Decision]] = {}
    for each in decisions:
        for mark in each.marks:
            by_mark.setdefault(mark, []).append(each)

    def find(marks: Collection[str]) -> list[Decision]:
        wanted = frozenset(marks)
        return [each for each in by_mark.get(next(iter(wanted), ""), ()) if wanted <= each.marks]

    return find


def consensus_coder(change: Change, name: str) -> str:
    """Find the coder of the consensus layer, or add one of this name; return its id."""
    for coder in list_coders(change):
        if coder.kind == CONSENSUS:
            return coder.id
    facts = dict(change.facts)
    known = {coder.name for coder in list_coders(change)}
    number, free = 1, name
    while free in known:
        number += 1
        free = f"{name} {number}"
    coder_id = add_coder(change, free)
    change.update(schema.coders, coder_id, kind=CONSENSUS)
    change.facts = facts
    return coder_id


def decide(
    change: Change,
    mark_ids: Sequence[str],
    verdict: str,
    reason: str = "",
    chosen: str = "",
    name: str = "Consensus",
) -> str:
    """Settle what becomes of some coders' marks; return the decision's id.

    `accept` lets `chosen` stand; `merge` takes its code, or the first mark's, and all their
    passages. A decision takes the place of those on the same marks or on some of them. What the
    consensus has already is not made twice. Raises Gone, BadValue.
    """
    if verdict not in VERDICTS:
        raise BadValue(kind="verdict", value=verdict)
    marks = list_annotations(change, ids=list(mark_ids))
    if not marks or len(marks) != len(set(mark_ids)):
        raise Gone(kind="annotation")
    lead = next((each for each in marks if each.id == chosen), None)
    if chosen and lead is None:
        raise Gone(kind="annotation")
    if verdict == ACCEPT and lead is None:
        raise BadValue(kind="choice of one reading", value="nothing")
    _withdraw(change, frozenset(mark_ids))
    results: list[str] = []
    if verdict in (ACCEPT, MERGE, BOTH):
        coder_id = consensus_coder(change, name)
        results = _let_stand(change, list(_standing(marks, verdict, lead, coder_id)))
    decision_id = change.insert(
        schema.decisions,
        verdict=verdict,
        reason=reason.strip(),
        created_by=change.coder_id or None,
        created_at=change.at,
    )
    for kind, ids in ((_MARK, mark_ids), (_RESULT, results)):
        for annotation_id in ids:
            change.insert(
                schema.decision_marks,
                decision_id=decision_id,
                annotation_id=annotation_id,
                kind=kind,
            )
    change.facts = {"verdict": verdict}
    return decision_id


def withdraw(change: Change, decision_id: str) -> None:
    """Take a decision back, with what it put into the consensus; raise Gone."""
    found = [each for each in list_decisions(change) if each.id == decision_id]
    if not found:
        raise Gone(kind="decision")
    _take_away(change, found)


def _withdraw(change: Change, marks: frozenset[str]) -> None:
    _take_away(change, [each for each in list_decisions(change) if each.marks <= marks])


def _let_stand(change: Change, wanted: Sequence[NewAnnotation]) -> list[str]:
    """Put into the consensus what it lacks; return the ids of all of it."""
    coder_id = wanted[0].coder_id
    known = {
        _sameness(each): each.id
        for each in list_annotations(change)
        if each.coder_id == coder_id
    }  # fmt: skip
    lacking = {_sameness(each): each for each in wanted if _sameness(each) not in known}
    known |= zip(lacking, add_annotations(change, list(lacking.values())), strict=True)
    return list(dict.fromkeys(known[_sameness(each)] for each in wanted))


def _sameness(mark: Annotation | NewAnnotation) -> tuple[object, ...]:
    """Tell by what two marks are the same: their code and their passages."""
    home = mark.document_id
    return (mark.code_id, *((p.document_id or home, p.start, p.end, p.role) for p in mark.parts))


def _take_away(change: Change, decisions: Collection[Decision]) -> None:
    gone = {each.id for each in decisions}
    kept = {key for each in list_decisions(change) if each.id not in gone for key in each.results}
    for each in decisions:
        mark = schema.decision_marks
        tied = change.tuples(select(mark.c.id).where(mark.c.decision_id == each.id))
        change.delete_many(mark, [row[0] for row in tied])
        change.delete(schema.decisions, each.id)
        if each.results - kept:
            remove_annotations(change, sorted(each.results - kept))
            kept |= each.results


def _standing(
    marks: Sequence[Annotation], verdict: str, lead: Annotation | None, coder_id: str
) -> Iterable[NewAnnotation]:
    """Give what is let stand, as the consensus makes it."""
    if verdict == ACCEPT and lead is not None:
        yield _copy(lead, coder_id)
    elif verdict == BOTH:
        for each in marks:
            yield _copy(each, coder_id)
    elif verdict == MERGE:
        first = lead or marks[0]
        spans: dict[str, list[tuple[int, int]]] = {}
        for each in marks:
            for part in each.parts:
                spans.setdefault(part.document_id, []).append((part.start, part.end))
        parts = [
            NewPart(start, end, "", home)
            for home, found in spans.items()
            for start, end in _joined(found)
        ]
        home = first.document_id or next(iter(spans), "")
        properties = dict(first.properties)
        yield NewAnnotation(home, parts, first.code_id, coder_id, "", properties)


def _copy(mark: Annotation, coder_id: str) -> NewAnnotation:
    parts = [NewPart(p.start, p.end, p.role, p.document_id) for p in mark.parts]
    home = mark.document_id or ""
    return NewAnnotation(home, parts, mark.code_id, coder_id, mark.note, dict(mark.properties))


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def is_standing(rows: Rows, decision: Decision, mark: Annotation) -> bool:
    """Tell whether the consensus has a mark as it is: its code and its passages."""
    results = list_annotations(rows, ids=sorted(decision.results)) if decision.results else []
    return _sameness(mark) in map(_sameness, results)


# Threads
def list_replies(rows: Rows, annotation_id: str) -> list[Reply]:
    """Read what was said on an annotation, oldest first."""
    table = schema.replies
    wanted = select(table).where(table.c.annotation_id == annotation_id)
    return [
        Reply(key, annotation, body, by or "", at)
        for key, annotation, body, by, at in rows.tuples(wanted.order_by(table.c.id))
    ]


def read_replies(rows: Rows) -> dict[str, list[Reply]]:
    """Read all that was said, by annotation, each oldest first."""
    found: dict[str, list[Reply]] = {}
    table = schema.replies
    for key, annotation, body, by, at in rows.tuples(select(table).order_by(table.c.id)):
        found.setdefault(annotation, []).append(Reply(key, annotation, body, by or "", at))
    return found


def write_reply(change: Change, annotation_id: str, text: str) -> str:
    """Say something on an annotation; return the reply's id. Raises Gone, NameEmpty."""
    if not text.strip():
        raise NameEmpty(kind="reply")
    if not list_annotations(change, ids=[annotation_id]):
        raise Gone(kind="annotation")
    return change.insert(
        schema.replies,
        annotation_id=annotation_id,
        body=text.strip(),
        created_by=change.coder_id or None,
        created_at=change.at,
    )
