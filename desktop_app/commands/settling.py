"""The verbs of settling: what differs, deciding it, taking that back, the report, replies."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from desktop_app.commands.output import counted, refuse_other_than_csv, show
from desktop_app.core import deciding, settling
from desktop_app.core.annotations import get_annotation
from desktop_app.core.codebook import list_codes
from desktop_app.core.coders import find_coder, list_coders
from desktop_app.core.deciding import ACCEPT
from desktop_app.core.documents import find_document, list_documents, read_text
from desktop_app.core.errors import ReadingWanted, Unknown
from desktop_app.core.model import Annotation, Coder, Op
from desktop_app.core.project import Project
from desktop_app.core.settling import Difference
from desktop_app.core.texts import Numbering
from desktop_app.formats.csv_profile import PROFILES
from desktop_app.formats.exports import export_table
from desktop_app.messages_seminar import DIFFERENCES, SETTLED

_LONGEST = 60


class _Words:
    """The words by which people know what a project holds: read once, for one printing."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.tree = list_codes(project)
        self.names = {coder.id: coder.name for coder in list_coders(project)}
        self.titles = {each.id: each.title for each in list_documents(project)}
        self._texts: dict[str, tuple[str, Numbering]] = {}

    def code(self, code_id: str | None) -> str:
        return self.tree.path(code_id) if code_id else "a highlight"

    def place(self, document_id: str, start: int) -> str:
        reference = self._of(document_id)[1].reference(start)
        return f"{self.titles.get(document_id, '')} {reference}".strip()

    def quote(self, document_id: str, start: int, end: int) -> str:
        return _short(self._of(document_id)[0][start:end])

    def mark(self, mark: Annotation) -> str:
        quote = _short(" … ".join(part.quote for part in mark.parts))
        name = self.names.get(mark.coder_id, "")
        return f"{name}: {self.code(mark.code_id)} “{quote}”"

    def _of(self, document_id: str) -> tuple[str, Numbering]:
        if document_id not in self._texts:
            text = read_text(self._project, document_id)
            self._texts[document_id] = (text, Numbering(text))
        return self._texts[document_id]


def list_all(asked: Namespace) -> None:
    """List where readers part, each place with the key by which it is decided."""
    with Project.open(asked.project, write=False) as project:
        homes = [find_document(project, asked.document).id] if asked.document else None
        words = _Words(project)
        only = frozenset[str]()
        if asked.code:
            top = words.tree.find(asked.code).id
            only = frozenset((top, *(code.id for code in words.tree.below(top))))
        found = [
            each
            for each in settling.find_differences(project, homes)
            if (not asked.kind or asked.kind in each.place.kinds)
            and (not only or each.place.code_id in only)
            and not (asked.open and each.decisions)
        ]
        lines = [line for each in found for line in _difference_lines(each, words)]
        facts = [_difference_facts(each, words) for each in found]
    count = sum(not each.decisions for each in found)
    lines.append(f"{counted(len(found), 'difference')}, {count:,} to be settled.")
    show(asked, facts, lines)


def decide(asked: Namespace) -> None:
    """Settle one difference, with the reason."""
    with Project.open(asked.project) as project:
        found = settling.find_difference(project, asked.difference)
        me = _decider(project, asked.coder)
        chosen = _chosen(project, found, asked.reading, asked.verdict)
        with project.change(Op.DECIDE, me.id) as change:
            made = deciding.decide(
                change, found.place.annotations, asked.verdict, asked.reason, chosen
            )
    facts = {"difference": found.key, "decision": made, "verdict": asked.verdict,
             "reason": asked.reason, "by": me.name}  # fmt: skip
    why = f" ({asked.reason})" if asked.reason else ""
    said = f"Difference {found.key} {SETTLED[asked.verdict]}{why}."
    show(asked, facts, [said])


def withdraw(asked: Namespace) -> None:
    """Take a decision back, with what it let stand."""
    with Project.open(asked.project) as project:
        found = settling.find_difference(project, asked.difference)
        if not found.decisions:
            raise Unknown(kind="decision on the difference", name=asked.difference)
        with project.change(Op.DECIDE, _decider(project, asked.coder).id) as change:
            for each in found.decisions:
                deciding.withdraw(change, each.id)
    show(asked, {"difference": found.key}, [f"Difference {found.key} is open again."])


def report(asked: Namespace) -> None:
    """Tell what was settled and why, and write it as a table where one is named."""
    refuse_other_than_csv(asked.csv)
    with Project.open(asked.project, write=False) as project:
        words = _Words(project)
        found = settling.read_settled(project)
        lines = [line for each in found for line in _settled_lines(each, words)]
        facts = [_settled_facts(each, words) for each in found]
        if asked.csv:
            export_table(project, asked.csv, "decisions", PROFILES[asked.profile])
    lines.append(f"{counted(len(found), 'decision')}.")
    show(asked, facts, lines)


def reply(asked: Namespace) -> None:
    """Say something on an annotation, or show what was said."""
    with Project.open(asked.project, write=bool(asked.text)) as project:
        mark = get_annotation(project, asked.annotation)
        if asked.text:
            with project.change(Op.WRITE_REPLY, _decider(project, asked.coder).id) as change:
                deciding.write_reply(change, mark.id, asked.text)
        words = _Words(project)
        said = deciding.list_replies(project, mark.id)
        facts = [{"by": words.names.get(r.created_by, ""), "text": r.text, "at": r.created_at}
                 for r in said]  # fmt: skip
        lines = [words.mark(mark), *(f"  {each['by']}: {each['text']}" for each in facts)]
    show(asked, facts, lines)


def _decider(project: Project, name: str) -> Coder:
    return find_coder(project, name) if name else list_coders(project)[0]


def _chosen(project: Project, found: Difference, reading: str, verdict: str) -> str:
    """Find the annotation that is meant to stand, by its id or its reader; "" for none."""
    marks = [*found.place.marks, *found.place.others]
    if not reading:
        ids = found.place.annotations
        if verdict == ACCEPT and len(ids) > 1:
            names = {coder.id: coder.name for coder in list_coders(project)}
            raise ReadingWanted(names=list(dict.fromkeys(names[m.coder_id] for m in marks)))
        return ids[0] if verdict == ACCEPT else ""
    if reading in found.place.annotations:
        return reading
    coder = find_coder(project, reading).id
    for mark in marks:
        if mark.coder_id == coder:
            return mark.annotation_id
    raise Unknown(kind="reading of this difference", name=reading)


def _difference_lines(each: Difference, words: _Words) -> Sequence[str]:
    place = each.place
    kinds = ", ".join(DIFFERENCES[kind] for kind in DIFFERENCES if kind in place.kinds)
    where = ", ".join(dict.fromkeys(words.place(p.document_id, p.start) for p in each.places))
    lines = [
        f"{each.key}  {where}"
        f"  “{words.quote(place.document_id, place.start, place.end)}”  ({kinds})"
    ]
    for mark in (*place.marks, *place.others):
        quote = words.quote(place.document_id, mark.start, mark.end)
        name = words.names.get(mark.coder_id, "")
        lines.append(f"    {name}: {words.code(mark.code_id)} “{quote}”")
    for decision in each.decisions:
        why = f": {decision.reason}" if decision.reason else ""
        lines.append(f"    {SETTLED[decision.verdict]}{why}")
    return lines


def _difference_facts(each: Difference, words: _Words) -> dict[str, Any]:
    place = each.place
    return {
        "difference": each.key,
        "document": words.titles.get(place.document_id, ""),
        "start": place.start,
        "end": place.end,
        "kinds": sorted(place.kinds),
        "readers": place.readers,
        "marks": [
            {
                "annotation": mark.annotation_id, "coder": words.names.get(mark.coder_id, ""),
                "code": words.tree.path(mark.code_id) if mark.code_id else None,
                "start": mark.start, "end": mark.end,
            }
            for mark in (*place.marks, *place.others)
        ],
        "decisions": [{"verdict": d.verdict, "reason": d.reason} for d in each.decisions],
    }  # fmt: skip


def _settled_lines(each: settling.Settled, words: _Words) -> Sequence[str]:
    decision = each.decision
    first = next((part for mark in each.marks for part in mark.parts), None)
    place = words.place(first.document_id, first.start) if first else "without words"
    by = words.names.get(decision.created_by, "")
    lines = [f"{place}  {SETTLED[decision.verdict]}  ({by}, {decision.created_at[:10]})"]
    lines += [f"    why: {decision.reason}"] if decision.reason else []
    lines += [f"    {words.mark(mark)}" for mark in each.marks]
    lines += [f"    stands: {words.mark(mark).partition(': ')[2]}" for mark in each.results]
    lines += [f"    {words.names.get(r.created_by, '')} said: {r.text}" for r in each.replies]
    return lines


def _settled_facts(each: settling.Settled, words: _Words) -> dict[str, Any]:
    decision = each.decision
    return {
        "decision": decision.id,
        "verdict": decision.verdict,
        "reason": decision.reason,
        "by": words.names.get(decision.created_by, ""),
        "at": decision.created_at,
        "marks": [mark.id for mark in each.marks],
        "stands": [mark.id for mark in each.results],
        "said": list(_settled_lines(each, words)),
        "replies": [
            {"annotation": r.annotation_id, "by": words.names.get(r.created_by, ""),
             "text": r.text}
            for r in each.replies
        ],
    }  # fmt: skip


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
