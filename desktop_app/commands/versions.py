"""Verbs on the versions of a text: text, correct, versions, lost."""

from argparse import Namespace
from typing import Any

from desktop_app import formats
from desktop_app.commands.output import counted, show
from desktop_app.core import coders, documents, versions
from desktop_app.core.anchoring import Alignment, Fate
from desktop_app.core.errors import BadValue
from desktop_app.core.model import Op
from desktop_app.core.numbering import Numbering
from desktop_app.core.places import cite, find_place
from desktop_app.core.project import Project
from desktop_app.core.turns import list_turns, numbered_turns
from desktop_app.core.versions import Moved, Plan

_SAID = {
    Fate.KEPT: "in place",
    Fate.MOVED: "moved along",
    Fate.REWORDED: "reworded",
    Fate.SHORTENED: "shortened",
    Fate.LOST: "without words; kept to be placed again",
}
_EXCERPT = 60


def show_text(asked: Namespace) -> None:
    """Print a document's text, or a place in it, or how it was in an earlier version."""
    with Project.open(asked.project, write=False) as project:
        document = documents.find_document(project, asked.document)
        text = documents.read_text(project, document.id)
        if asked.version:
            text = versions.read_version(project, document.id, _number(asked.version))
        start, end = 0, len(text)
        if asked.place:
            turns = numbered_turns(list_turns(project, document.id))
            start, end = find_place(Numbering(text), asked.place, turns)
        facts = {
            "document_id": document.id,
            "document": document.title,
            "start": start,
            "end": end,
            "text": text[start:end],
        }
        show(asked, facts, text[start:end].split("\n"))


def correct(asked: Namespace) -> None:
    """Say what a corrected text would do to every annotation, and take it where asked to."""
    with Project.open(asked.project, write=asked.apply) as project:
        document = documents.find_document(project, asked.document)
        read = formats.read_text(asked.file, asked.encoding)
        new = formats.new_document(read, asked.file.name)
        plan = versions.plan_correction(project, document.id, new.text, new)
        if asked.apply:
            me = coders.list_coders(project)[0].id
            with project.change(Op.REPLACE_TEXT, me) as change:
                versions.accept_correction(change, plan, asked.reason)
        show(asked, _facts(plan, is_done=asked.apply), _lines(plan, is_done=asked.apply))


def list_all(asked: Namespace) -> None:
    """List a document's versions, or show where two of them differ."""
    with Project.open(asked.project, write=False) as project:
        document = documents.find_document(project, asked.document)
        if asked.compare:
            one, other = (
                versions.read_version(project, document.id, _number(n)) for n in asked.compare
            )
            _compare(asked, one, other)
            return
        names = {coder.id: coder.name for coder in coders.list_coders(project)}
        facts, lines = [], []
        for each in versions.list_versions(project, document.id):
            by = names.get(each.created_by, "")
            facts.append(
                {
                    "version": each.number,
                    "is_current": each.is_current,
                    "at": each.created_at,
                    "coder": by,
                    "characters": each.length,
                    "reason": each.reason,
                    "source": each.source_name,
                    "text_sha256": each.text_sha256,
                }
            )
            said = ", ".join(filter(None, (by, each.source_name, each.reason)))
            mark = " (current)" if each.is_current else ""
            length = counted(each.length, "character")
            lines.append(f"{each.number:>3}{mark}  {each.created_at}  {length}  {said}".rstrip())
        show(asked, facts, lines)


def lost(asked: Namespace) -> None:
    """List the passages that lost their words to corrections; place one again, or let it go."""
    with Project.open(asked.project, write=bool(asked.place or asked.drop)) as project:
        me = coders.list_coders(project)[0].id
        if asked.place:
            orphan_id, typed = asked.place
            start, end = _span(typed)
            with project.change(Op.PLACE_ORPHAN, me) as change:
                versions.place_orphan(change, orphan_id, start, end)
        if asked.drop:
            with project.change(Op.DROP_ORPHAN, me) as change:
                versions.drop_orphan(change, asked.drop)
        titles = {each.id: each.title for each in documents.list_documents(project)}
        found = versions.list_orphans(project)
        facts = [
            {
                "id": each.id,
                "annotation_id": each.annotation_id,
                "document": titles.get(each.document_id, ""),
                "quote": each.quote,
                "before": each.before,
                "after": each.after,
                "start": each.start,
                "end": each.end,
                "role": each.role,
            }
            for each in found
        ]
        lines = [
            f"{each.id}  {titles.get(each.document_id, '')}:"
            f" {each.before}[{each.quote}]{each.after}"
            for each in found
        ]
        show(asked, facts, lines or ["No annotation has lost its words."])


def _compare(asked: Namespace, one: str, other: str) -> None:
    numbering = Numbering(one)
    facts, lines = [], []
    for (a, b), (c, d) in Alignment(one, other).changes():
        facts.append({"old": [a, b], "new": [c, d], "was": one[a:b], "is": other[c:d]})
        lines.append(
            f"{cite(numbering, a, max(b, a + 1)):>9}  {_short(one[a:b])} -> {_short(other[c:d])}"
        )
    show(asked, facts, lines or ["The two versions do not differ."])


def _facts(plan: Plan, *, is_done: bool) -> dict[str, Any]:
    return {
        "document_id": plan.document.id,
        "document": plan.document.title,
        "is_done": is_done,
        "counts": {fate.value: plan.fates[fate] for fate in Fate},
        "parts": [
            {
                "annotation_id": each.annotation_id,
                "part_id": each.part_id,
                "fate": each.place.fate.value,
                "was": [each.start, each.end],
                "is": [each.place.start, each.place.end],
                "quote": each.quote,
                "new_quote": plan.text[each.place.start : each.place.end],
            }
            for each in plan.moved
        ],
    }


def _lines(plan: Plan, *, is_done: bool) -> list[str]:
    done = "Corrected" if is_done else "Would correct"
    changes = plan.alignment.changes()
    lines = [f"{done} “{plan.document.title}” at {counted(len(changes), 'place')}."]
    lines += [
        f"  {counted(plan.fates[fate], 'passage')}: {_SAID[fate]}"
        for fate in Fate
        if plan.fates[fate]
    ]
    numbering = Numbering(plan.alignment.old)
    changed = plan.of(Fate.REWORDED, Fate.SHORTENED, Fate.LOST)
    lines += [_line(plan, each, numbering) for each in changed]
    after = Numbering(plan.text) if plan.carried else numbering
    lines += [
        f"  {cite(numbering, each.start, each.end)}  moved: {_short(each.quote)}"
        f" -> {cite(after, each.place.start, each.place.end)}"
        for each in plan.carried
    ]
    if not is_done:
        lines.append("Nothing was changed; add --apply to do it.")
    return lines


def _line(plan: Plan, each: Moved, numbering: Numbering) -> str:
    now = plan.text[each.place.start : each.place.end]
    said = f"  {cite(numbering, each.start, each.end)}  {each.place.fate}: {_short(each.quote)}"
    return f"{said} -> {_short(now)}" if now else said


def _short(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + '…'}”"


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > 9:
        raise BadValue(value=typed, kind="number of a version")
    return int(typed)


def _span(typed: str) -> tuple[int, int]:
    start, _, end = typed.partition(":")
    try:
        return int(start), int(end)
    except ValueError as error:
        raise BadValue(value=typed, kind="span; write it as START:END") from error
