"""Small builders that tests share: a project with something of everything, and what fills it.

Each builder is one step in the project's history. What they build can be read back by name.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.annotations import apply_code, list_annotations
from desktop_app.core.asking import parse
from desktop_app.core.asking.saved import save_query
from desktop_app.core.assignments import NewAssignment, give_assignment
from desktop_app.core.codebook import create_code, list_codes
from desktop_app.core.coders import add_coder, list_coders
from desktop_app.core.deciding import decide, write_reply
from desktop_app.core.docsets import make_set
from desktop_app.core.documents import (
    add_document,
    find_document,
    list_documents,
    remove_document,
    set_field,
)
from desktop_app.core.model import NewDocument, NewPart, NoteTarget, Op, PropertyRule, Role
from desktop_app.core.notes import write_note
from desktop_app.core.project import Project
from desktop_app.core.relations import link_annotations
from desktop_app.core.turns import keep_turns
from desktop_app.core.voices import Turn

SPEECH = (
    "We came. We spoke. We stayed.\n"
    "\n"
    "They call it order 😀; we call it fear. Who asked for it? Nobody.\n"
    "שלום לכולם, dear café friends.\n"
)
LETTER = "Dear sir,\nyour order was a great success: nothing arrived.\n"

State = dict[str, list[tuple[Any, ...]]]


def state_of(project: Project) -> State:
    """Read every row of every journaled table, by id."""
    return {
        name: list(project.tuples(select(table).order_by(table.c.id)))
        for name, table in schema.JOURNALED.items()
    }


def me(project: Project) -> str:
    """Find the id of the project's first coder."""
    return list_coders(project)[0].id


def place(text: str, words: str) -> NewPart:
    """Find where words stand first in a text."""
    start = text.index(words)
    return NewPart(start, start + len(words))


def a_document(project: Project, title: str = "Speech", text: str = SPEECH) -> str:
    with project.change(Op.IMPORT_DOCUMENT, me(project)) as change:
        return add_document(change, NewDocument(title, text, source_name=f"{title}.txt"))


def a_code(project: Project, name: str = "Irony", parent: str | None = None, **fields: Any) -> str:
    """Create a code below the code at the path `parent`, and return its id."""
    above = list_codes(project).find(parent).id if parent else None
    with project.change(Op.CREATE_CODE, me(project)) as change:
        return create_code(change, name, above, **fields)


def an_annotation(
    project: Project,
    *spans: tuple[int, int] | NewPart,
    code: str | None = None,
    document: str = "",
    coder: str = "",
    **more: Any,
) -> str:
    """Annotate passages of a document (the first one) as a coder (the first one); return the id."""
    home = find_document(project, document) if document else list_documents(project)[0]
    code_id = list_codes(project).find(code).id if code else None
    parts = [span if isinstance(span, NewPart) else NewPart(*span) for span in spans]
    with project.change(Op.APPLY_CODE if code else Op.HIGHLIGHT, coder or me(project)) as change:
        return apply_code(change, home.id, parts, code_id, **more)


def a_note(project: Project, kind: str, target_id: str | None, text: str) -> None:
    with project.change(Op.WRITE_NOTE, me(project)) as change:
        write_note(change, NoteTarget(kind, target_id), text)


def a_seeded_project(path: Path) -> Project:
    """Make a project with something of everything: two readers, two texts, codes, figures."""
    project = Project.create(path, "Reader A", "Seeded")
    with project.change(Op.ADD_CODER) as change:
        other = add_coder(change, "Reader B")
    speech = a_document(project)
    a_document(project, "Letter", LETTER)
    with project.change(Op.SET_DOCUMENT_FIELD) as change:
        set_field(change, speech, "place", "Vienna")
        set_field(change, speech, "year", "2023")
    draft = a_document(project, "Draft", "A draft, thrown away.")
    an_annotation(project, (2, 7), document="Draft")
    with project.change(Op.REMOVE_DOCUMENT) as change:
        remove_document(change, draft)
    with project.change(Op.CHANGE_SET) as change:
        make_set(change, "Read aloud", [speech])
    with project.change(Op.KEEP_TURNS) as change:
        keep_turns(change, speech, [Turn(0, 29, "turn", "We"), Turn(31, 70, "turn", "They")])
    figure = a_code(project, "Figure", brief_definition="An artful deviation")
    poles = (Role("pole A"), Role("pole B"))
    a_code(project, "Antithesis", "Figure", roles=poles, shortcut="t")
    certainty = PropertyRule("certainty", "choice", ("low", "high"))
    irony = a_code(project, "Irony", "Figure", properties=(certainty,), aliases=("mockery",))
    a_code(project, "Naming", color="#123456", extra={"theirs": "kept"}, replaced_by=irony)
    _read(project, other)
    a_note(project, "project", None, "About all of it")
    a_note(project, "code", figure, "Too wide?")
    a_note(project, "document", speech, "Heard twice")
    a_note(project, "coder", other, "Joined late")
    return project


def _read(project: Project, other: str) -> None:
    """Put two readers' annotations into the seeded project."""
    order, fear = (place(SPEECH, words) for words in ("order 😀", "fear"))
    poles = [NewPart(order.start, order.end, "pole A"), NewPart(fear.start, fear.end, "pole B")]
    antithesis = an_annotation(
        project, *poles, code="Antithesis", note="They against us", properties={"certainty": "low"}
    )
    irony = an_annotation(
        project, place(LETTER, "a great success"), code="Irony", document="Letter", coder=other
    )
    across = NewPart(0, 4, document_id=find_document(project, "Letter").id)
    an_annotation(project, place(SPEECH, "We came"), across, code="Naming")
    an_annotation(project, place(SPEECH, "café"))
    an_annotation(project, code="Irony", coder=other, note="An unstated premise")
    with project.change(Op.LINK_ANNOTATIONS, other) as change:
        link_annotations(change, irony, antithesis, "answers")
    with project.change(Op.SAVE_QUERY) as change:
        save_query(change, "Poles", parse("Antithesis overlaps Naming"))
    with project.change(Op.EDIT_CODE) as change:
        code = list_annotations(change, ids=[irony])[0].code_id
        home = find_document(project, "Letter")
        change.insert(
            schema.orphans, annotation_id=irony, document_id=home.id, quote="our thanks", start=9,
            end=19, text_sha256=home.text_sha256, created_at=change.at,
        )  # fmt: skip
        change.insert(schema.code_examples, code_id=code, annotation_id=irony, kind="example")
    _settle(project, irony, antithesis)


def _settle(project: Project, mark: str, other: str) -> None:
    """Put an assignment, a decision and a reply into the seeded project."""
    with project.change(Op.GIVE_ASSIGNMENT, me(project)) as change:
        homes = [each.id for each in list_documents(project)]
        task = give_assignment(change, NewAssignment("Week 1", homes, "Mark what is said twice"))
        coder = list_annotations(change, ids=[mark])[0].coder_id
        change.insert(schema.submissions, assignment_id=task, coder_id=coder, steps="[]")
    with project.change(Op.WRITE_REPLY, me(project)) as change:
        write_reply(change, mark, "Is it?")
    with project.change(Op.DECIDE, me(project)) as change:
        decide(change, [mark, other], "reject", "Neither")
