"""The verbs of a seminar: hand out, begin, submit, collect, reveal."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from desktop_app import formats
from desktop_app.commands.output import counted, show
from desktop_app.commands.projects import path_of_new
from desktop_app.core import assignments, coders, documents, returning, settling
from desktop_app.core.assignments import Assignment, NewAssignment
from desktop_app.core.collecting import CollectPlan
from desktop_app.core.errors import Ambiguous, BadForm, Unknown, UnknownExport
from desktop_app.core.merging import OURS, THEIRS, Conflict
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.core.submissions import Collected
from desktop_app.formats import seminar
from desktop_app.formats.seminar_files import PACK, WORK
from desktop_app.formats.seminar_returns import RETURN, read_return, write_return
from desktop_app.messages_seminar import (
    asked_phrases,
    conflict_phrase,
    counts_phrase,
    standing_phrase,
    terms_phrase,
    value_phrase,
)


def pack(asked: Namespace) -> None:
    """Hand texts and codebook out as one file."""
    _check_suffix(asked, PACK)
    instructions = asked.instructions
    if asked.instructions_file:
        instructions = formats.read_text(asked.instructions_file).text
    with Project.open(asked.project) as project:
        homes = [documents.find_document(project, each).id for each in asked.document]
        model = coders.find_coder(project, asked.model).id if asked.model else ""
        new = NewAssignment(
            asked.title or asked.out.stem, homes, instructions, asked.units, asked.hand_in,
            asked.locked, asked.blind, model,
        )  # fmt: skip
        made = seminar.hand_out(project, new, asked.out, coders.list_coders(project)[0].id)
    facts = {
        "pack": str(asked.out), "assignment": made.id, "title": made.title,
        "documents": len(made.texts), "codes": len(made.codes), "locked": made.is_locked,
        "blind": made.is_blind,
    }  # fmt: skip
    texts, codes = counted(len(made.texts), "text"), counted(len(made.codes), "code")
    show(asked, facts, [f"Written {asked.out}: {texts}, {codes}; hand it out as it is."])


def begin(asked: Namespace) -> None:
    """Make one's own project of a pack."""
    name = asked.coder or coders.usual_name()
    path = path_of_new(asked.project)
    made = seminar.open_pack(asked.pack, path, name)
    facts = {"project": str(path), **_task_facts(made)}
    lines = [f"Made {path} for “{made.title}”; its coder is {name}.", *_task_lines(made)]
    show(asked, facts, lines)


def tell(asked: Namespace) -> None:
    """Tell what each assignment of a project asks, the oldest first."""
    with Project.open(asked.project, write=False) as project:
        found = assignments.list_assignments(project)
    lines: list[str] = []
    for each in found:
        texts = counted(len(each.texts), "text")
        lines += [f"{each.id}  “{each.title}”, {texts}", *(f"  {x}" for x in _task_lines(each))]
    show(asked, [_task_facts(each) for each in found], lines)


def _task_lines(task: Assignment) -> list[str]:
    asks = [f"{said}: {text}" for said, text in asked_phrases(task)]
    return [*task.instructions.splitlines(), *asks, terms_phrase(task)]


def _task_facts(task: Assignment) -> dict[str, Any]:
    return {
        "assignment": task.id, "title": task.title, "documents": list(task.texts),
        "instructions": task.instructions, "units": task.units, "hand_in": task.hand_in,
        "locked": task.is_locked, "blind": task.is_blind, "revealed": task.is_revealed,
        "role": task.role,
    }  # fmt: skip


def submit(asked: Namespace) -> None:
    """Hand one's reading in as one file."""
    _check_suffix(asked, WORK)
    with Project.open(asked.project) as project:
        assignment = assignments.find_assignment(project, asked.assignment)
        known = coders.list_coders(project)
        coder = coders.find_coder(project, asked.coder) if asked.coder else known[0]
        done = seminar.hand_in(project, asked.out, assignment, coder.id)
    count = len(done.rows["annotations"])
    facts = {
        "file": str(asked.out), "assignment": done.assignment_id, "person": done.person,
        "version": done.version, "annotations": count,
    }  # fmt: skip
    said = counted(count, "annotation")
    show(asked, facts, [f"Written {asked.out}: {said} of {done.person}; send it to your teacher."])


def collect(asked: Namespace) -> None:
    """Take readings in, and say of each file what it is and what became of it."""
    files = seminar.files_handed_in(asked.files)
    with Project.open(asked.project, write=not asked.dry_run) as project:
        plan = seminar.plan(project, files)
        if asked.take:
            decided = dict(_decision(each, plan) for each in asked.take)
            plan = seminar.plan(project, files, decided=decided)
        if not asked.dry_run:
            seminar.collect(project, plan, coders.list_coders(project)[0].id)
        names = {coder.id: coder.name for coder in coders.list_coders(project)}
    is_written = not (asked.dry_run or plan.is_empty)
    facts = {
        "files": [_facts(each) for each in plan.reports],
        "conflicts": [
            {
                "key": c.key,
                "kind": c.kind,
                "about": c.label,
                "said": conflict_phrase(c),
                "person": c.person,
                "ours": list(c.ours),
                "theirs": list(c.theirs),
                "taken": list(c.taken),
            }
            for c in plan.conflicts
        ],
        "is_written": is_written,
    }
    show(asked, facts, _lines(plan, names, asked.dry_run))


def _decision(word: str, plan: CollectPlan) -> tuple[str, str]:
    """Read KEY=ours, KEY=theirs or KEY=READER; raise BadForm, Unknown, Ambiguous."""
    key, _, side = word.rpartition("=")
    if not key or not side:
        raise BadForm(kind="decision", value=word, form="KEY=ours, KEY=theirs or KEY=READER")
    clashes = [each for each in plan.conflicts if each.key == key]
    if not clashes:
        raise Unknown(kind="conflict", name=key)
    if side in (OURS, THEIRS):
        return key, side
    ids = {each.coder_id for each in clashes if side in (each.person, each.coder_id)}
    if not ids:
        raise Unknown(kind="reader in this conflict", name=side)
    if len(ids) > 1:
        raise Ambiguous(kind="reader", name=side, ids=sorted(ids))
    return key, ids.pop()


def _conflict_lines(plan: CollectPlan) -> list[str]:
    """Tell each conflict once, with the values that can be chosen."""
    lines: list[str] = []
    by_key: dict[str, list[Conflict]] = {}
    for each in plan.conflicts:
        by_key.setdefault(each.key, []).append(each)
    for key, clashes in by_key.items():
        last = clashes[-1]
        lines.append(f"To be decided by you: {conflict_phrase(last)}")
        if last.kind in ("edited", "text"):
            sides = [("here", OURS, clashes[0]), *((c.person, THEIRS, c) for c in clashes)]
            for who, side, clash in sides:
                values = clash.ours if side == OURS else clash.theirs
                sign = ">" if values == last.taken else " "
                lines.append(f"  {sign} {who}: {value_phrase(clash.of(side))}")
            lines.append(f"    to choose: --take {key}=ours or ={clashes[0].person}")
        elif last.kind in ("deleted", "used", "dropped"):
            lines.append(f"    to delete it all the same: --take {key}={last.by}")
    return lines


def reveal(asked: Namespace) -> None:
    """Let everybody's reading be seen, or hide them again."""
    with Project.open(asked.project) as project:
        found = assignments.find_assignment(project, asked.assignment)
        with project.change(Op.REVEAL, coders.list_coders(project)[0].id) as change:
            assignments.reveal(change, found.id, on=not asked.hide)
    said = "hidden until they are revealed" if asked.hide else "to be seen by all"
    facts = {"assignment": found.id, "title": found.title, "revealed": not asked.hide}
    show(asked, facts, [f"The readings of “{found.title}” are {said}."])


def give_back(asked: Namespace) -> None:
    """Write what was settled, with all readings, to be returned to the readers."""
    _check_suffix(asked, RETURN)
    with Project.open(asked.project, write=False) as project:
        task = assignments.find_assignment(project, asked.assignment)
        made = write_return(project, task, asked.out)
    found = {table: len(made.rows[table]) for table in ("annotations", "decisions", "replies")}
    facts = {"file": str(asked.out), "assignment": task.id, "title": task.title, **found}
    said = ", ".join(counted(number, table[:-1], table) for table, number in found.items())
    show(asked, facts, [f"Written {asked.out}: {said}; send it to your readers."])


def receive(asked: Namespace) -> None:
    """Take in what a teacher returned; one's own reading stays as it is."""
    returned = read_return(asked.file)
    with Project.open(asked.project) as project:
        plan = returning.plan_receiving(project, returned)
        if not plan.is_empty:
            with project.change(Op.RECEIVE, coders.list_coders(project)[0].id) as change:
                returning.accept_receiving(change, plan)
        on_mine = _decided_on_mine(project)
    facts = {"title": returned.title, "is_written": not plan.is_empty, "decided": on_mine}
    lines = [f"Nothing in {asked.file} is new."] if plan.is_empty else [
        f"Taken in what was returned of “{returned.title}”: "
        f"{counts_phrase(plan.counts()) or 'decisions and replies'}."
    ]  # fmt: skip
    lines.append(f"{counted(on_mine, 'decision')} on your marks; see diple settle report.")
    show(asked, facts, lines)


def _decided_on_mine(project: Project) -> int:
    """Count the decisions on marks of the project's first coder."""
    me = coders.list_coders(project)[0].id
    return sum(
        any(mark.coder_id == me for mark in each.marks) for each in settling.read_settled(project)
    )


def _check_suffix(asked: Namespace, suffix: str) -> None:
    if asked.out.suffix.lower() != suffix:
        raise UnknownExport(path=asked.out, suffixes=suffix)


def _facts(each: Collected) -> dict[str, Any]:
    return {
        "file": each.file_name,
        "standing": str(each.standing),
        "person": each.person,
        "coder": each.coder_id,
        "version": each.version,
        "annotations": each.annotations,
        "added": each.added,
        "changed": each.changed,
        "removed": each.removed,
        "same_text": not (each.refused or each.reanchored),
        "refused": list(each.refused),
        "reanchored": [
            {"document": r.title, "fates": {str(fate): n for fate, n in r.fates.items()}}
            for r in each.reanchored
        ],
        "namesakes": list(each.namesakes),
        "own_codes": each.own_codes,
        "said": standing_phrase(each),
    }


def _lines(plan: CollectPlan, names: dict[str, str], is_dry: bool) -> Sequence[str]:
    lines = []
    for each in plan.reports:
        lines.append(f"{each.file_name}: {standing_phrase(each)}")
        lines += [f"  “{title}” is another text and was left out" for title in each.refused]
        for moved in each.reanchored:
            fates = ", ".join(f"{count} {fate}" for fate, count in moved.fates.items())
            lines.append(f"  “{moved.title}” is another text; passages placed anew: {fates}")
        if each.namesakes:
            lines.append(
                f"  {counted(len(each.namesakes) + 1, 'reader')} called {each.person}:"
                " several people, or one with several machines?"
            )
    lines += _conflict_lines(plan)
    taken = counted(sum(each.is_taken for each in plan.reports), "reading")
    if is_dry:
        lines.append(f"{taken} would be taken; leave --dry-run out to take them.")
    else:
        lines.append(f"{taken} taken, of {counted(len(plan.reports), 'file')}.")
    return lines
