"""Verbs on what is known about documents: details export, import, guess, set; and sets."""

from argparse import Namespace
from typing import Any

from desktop_app.commands.output import counted, show
from desktop_app.core import coders, docsets, documents
from desktop_app.core.errors import BadValue, Unknown, UnknownExport
from desktop_app.core.fields import TITLE, Guess
from desktop_app.core.model import Document, Op
from desktop_app.core.project import Project
from desktop_app.formats.csv_profile import PROFILES
from desktop_app.formats.documents_csv import Edit, apply_edits, read_documents, write_documents


def export(asked: Namespace) -> None:
    """Write the table of documents as CSV."""
    if asked.out.suffix.lower() != ".csv":
        raise UnknownExport(path=asked.out, suffixes=[".csv"])
    with Project.open(asked.project, write=False) as project:
        count = write_documents(project, asked.out, PROFILES[asked.profile])
        facts = {"file": str(asked.out), "documents": count}
        show(asked, facts, [f"Written {asked.out}: {counted(count, 'document')}."])


def import_file(asked: Namespace) -> None:
    """Say what a table of documents would change, and change it where asked to."""
    with Project.open(asked.project, write=asked.apply) as project:
        edits = read_documents(project, asked.file)
        if asked.apply and edits:
            with project.change(Op.IMPORT_FIELDS, coders.list_coders(project)[0].id) as change:
                apply_edits(change, edits)
        lines = [line for edit in edits for line in _said(edit)] or ["Nothing differs."]
        if edits and not asked.apply:
            lines.append("Nothing was changed; add --apply to do it.")
        show(asked, [_facts(edit) for edit in edits], lines)


def guess(asked: Namespace) -> None:
    """Say what texts and their files tell about them, and take it over where asked to.

    A field that has a value keeps it. All that is taken over is one step.
    """
    with Project.open(asked.project, write=asked.apply) as project:
        found = documents.list_documents(project)
        if asked.document:
            found = [documents.find_document(project, asked.document)]
        offers = [
            (document, each) for document in found for each in _guesses(project, document, asked)
        ]
        if asked.apply and offers:
            with project.change(Op.TAKE_GUESSES, coders.list_coders(project)[0].id) as change:
                documents.take_guesses(change, [(owner.id, each) for owner, each in offers])
        facts = [
            {
                "document_id": document.id,
                "document": document.title,
                "field": each.name,
                "value": each.value,
                "origin": each.origin,
            }
            for document, each in offers
        ]
        lines = [f"{owner.title}: {each.name} = {each.value}" for owner, each in offers]
        if lines and not asked.apply:
            lines.append("Nothing was changed; add --apply to take this over.")
        show(asked, facts, lines or ["Nothing new could be guessed."])


def _guesses(project: Project, document: Document, asked: Namespace) -> list[Guess]:
    return [
        each
        for each in documents.guess_about(project, document)
        if (each.name == TITLE or not document.fields.get(each.name))
        and (each.name in asked.field or not asked.field)
    ]


def set_fields(asked: Namespace) -> None:
    """Set fields of a document; an empty value takes one away."""
    with Project.open(asked.project) as project:
        document = documents.find_document(project, asked.document)
        pairs = [_pair(each) for each in asked.field]
        with project.change(Op.SET_DOCUMENT_FIELD, coders.list_coders(project)[0].id) as change:
            for name, value in pairs:
                documents.set_field(change, document.id, name, value)
        fields = documents.get_document(project, document.id).fields
        facts = {"document": document.title, "fields": dict(fields)}
        show(asked, facts, [f"{name}: {value}" for name, value in fields.items()])


def sets(asked: Namespace) -> None:
    """List the sets; make, fill, thin out, rename or remove one."""
    is_changing = bool(asked.add or asked.take_out or asked.rename or asked.remove)
    if is_changing and not asked.set:
        raise BadValue(value="", kind="name of a set; name one with --set")
    with Project.open(asked.project, write=bool(asked.set)) as project:
        if asked.set:
            _change_set(project, asked)
        titles = {each.id: each.title for each in documents.list_documents(project)}
        facts = [
            {
                "set": each.name,
                "documents": [title for key, title in titles.items() if key in each.documents],
            }
            for each in docsets.list_sets(project)
        ]
        lines = [f"{each['set']}: {'; '.join(each['documents'])}" for each in facts]
        show(asked, facts, lines or ["No sets yet; make one with --set NAME --add D."])


def _change_set(project: Project, asked: Namespace) -> None:
    known = {each.name: each.id for each in docsets.list_sets(project)}
    add, out = (
        [documents.find_document(project, name).id for name in names]
        for names in (asked.add, asked.take_out)
    )
    if (asked.remove or asked.rename or out) and asked.set not in known:
        raise Unknown(kind="set", name=asked.set)
    op = Op.REMOVE_SET if asked.remove else Op.CHANGE_SET
    with project.change(op, coders.list_coders(project)[0].id) as change:
        if asked.remove:
            docsets.remove_set(change, known[asked.set])
            return
        set_id = known.get(asked.set) or docsets.make_set(change, asked.set)
        docsets.put_in_set(change, set_id, add)
        docsets.take_out_of_set(change, set_id, out)
        if asked.rename:
            docsets.rename_set(change, set_id, asked.rename)


def _facts(edit: Edit) -> dict[str, Any]:
    return {
        "document_id": edit.document.id,
        "document": edit.document.title,
        "title": edit.title,
        "fields": edit.fields,
        "sets": None if edit.sets is None else list(edit.sets),
    }


def _said(edit: Edit) -> list[str]:
    title = edit.document.title
    lines = [f"{title}: called “{edit.title}”"] if edit.title else []
    for name, value in edit.fields.items():
        was = edit.document.fields.get(name, "")
        change = f"“{was}” -> “{value}”" if was and value else value or f"“{was}” taken away"
        lines.append(f"{title}: {name}: {change}")
    if edit.sets is not None:
        lines.append(f"{title}: in {', '.join(edit.sets) or 'no set'}")
    return lines


def _pair(typed: str) -> tuple[str, str]:
    name, sign, value = typed.partition("=")
    name = " ".join(name.split())
    if not (sign and name):
        raise BadValue(value=typed, kind="field; write it as NAME=VALUE")
    return name, value.strip()
