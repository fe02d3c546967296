"""Copies of the seeded project that go on apart, and random work on them."""

import shutil
from pathlib import Path

from sqlalchemy import select

from desktop_app.core import (
    annotations,
    branches,
    codebook,
    coders,
    documents,
    merging,
    notes,
    relations,
    schema,
    versions,
)
from desktop_app.core.errors import AppError
from desktop_app.core.journal import Change
from desktop_app.core.model import NewDocument, NewPart, NoteTarget, Op
from desktop_app.core.project import Project
from tests.builders import State, me, state_of


def a_copy(project: Project, path: Path) -> Project:
    shutil.copy(project.path, path)
    return Project.open(path)


def merge(ours: Project, theirs: Project, **more: object) -> merging.MergePlan:
    plan = merging.plan_merge(ours, [theirs], **more)  # type: ignore[arg-type]
    with ours.change(Op.MERGE, me(ours)) as change:
        merging.accept_merge(change, plan)
    return plan


def united_state(project: Project) -> State:
    state = state_of(project)
    del state["meta"]
    return state


def pick(change: Change, table: str, number: int) -> str:
    ids = [row[0] for row in change.tuples(select(schema.JOURNALED[table].c.id).order_by("id"))]
    return ids[number % len(ids)] if ids else ""


def act(project: Project, kind: int, n: int, m: int) -> None:
    """Do one of many things; what is refused is not done."""
    try:
        with project.change(Op.EDIT_CODE, me(project)) as change:
            _act(change, kind, n, m)
    except AppError:
        pass


def _act(change: Change, kind: int, n: int, m: int) -> None:
    mark, code = pick(change, "annotations", n), pick(change, "codes", n)
    if kind < 3:
        home, part = pick(change, "documents", n), NewPart(m % 40, m % 40 + 5)
        annotations.apply_code(change, home, [part], code, note="n" * (m % 2))
        return
    many = [
        lambda: annotations.remove_annotations(change, [mark]),
        lambda: annotations.recode(change, mark, pick(change, "codes", m)),
        lambda: annotations.set_property(change, mark, "weight", str(m % 3)),
        lambda: codebook.edit_code(change, code, name=f"Name {m % 4}"),
        lambda: codebook.edit_code(change, code, full_definition=f"Definition {m % 4}"),
        lambda: codebook.delete_code(change, code, keep_annotations=bool(m % 2)),
        lambda: codebook.move_code(change, code, pick(change, "codes", m), 0),
        lambda: codebook.create_code(change, f"New {m % 3}", code if n % 2 else None),
        lambda: notes.write_note(change, NoteTarget("annotation", mark), f"Note {m % 3}"),
        lambda: relations.link_annotations(change, mark, pick(change, "annotations", m), "echoes"),
        lambda: documents.add_document(change, NewDocument(f"T {m}", f"A new text, {m % 3}.")),
        lambda: coders.add_coder(change, f"Coder {m % 3}"),
        lambda: branches.retire_codes(change, [code]),
    ]
    many[kind % len(many)]()


def correct(project: Project, title: str, old: str, new: str) -> versions.Plan:
    document = documents.find_document(project, title)
    text = documents.read_text(project, document.id).replace(old, new)
    plan = versions.plan_correction(project, document.id, text)
    with project.change(Op.CORRECT_TEXT, me(project)) as change:
        versions.accept_correction(change, plan)
    return plan


def decide(ours: Project, theirs: Project, sha256: str) -> merging.MergePlan:
    """Merge, with the text of this hash taken wherever both have corrected one."""
    found = merging.plan_merge(ours, [theirs]).conflicts
    decided = {each.key: "ours" if each.ours == (sha256,) else "theirs" for each in found
               if each.kind == "text"}  # fmt: skip
    return merge(ours, theirs, decided=decided)
