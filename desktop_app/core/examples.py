"""Examples of a code that are passages of the project itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.annotations import list_annotations
from desktop_app.core.coders import list_coders
from desktop_app.core.documents import list_documents, read_text
from desktop_app.core.errors import BadValue, Gone
from desktop_app.core.journal import Change
from desktop_app.core.model import CodeExample, Rows
from desktop_app.core.numbering import Numbering

KINDS = ("example", "non_example")

_TABLE = schema.code_examples


def list_examples(rows: Rows, code_id: str = "") -> list[CodeExample]:
    """List the examples of one code, or of all, in their order."""
    wanted = select(_TABLE.c.id, _TABLE.c.code_id, _TABLE.c.annotation_id, _TABLE.c.kind)
    if code_id:
        wanted = wanted.where(_TABLE.c.code_id == code_id)
    wanted = wanted.order_by(_TABLE.c.code_id, _TABLE.c.position, _TABLE.c.id)
    return [CodeExample(*row) for row in rows.tuples(wanted)]


def add_example(change: Change, code_id: str, annotation_id: str, kind: str = KINDS[0]) -> str:
    """Let an annotation stand as an example of a code, of its own or another; return its id.

    What is there already, or as the other kind, is taken as it is wanted now. Raises Gone,
    BadValue.
    """
    if kind not in KINDS:
        raise BadValue(kind="kind of example", value=kind)
    _name_code(change, code_id)
    annotation = schema.annotations.c
    if not change.rows(select(annotation.id).where(annotation.id == annotation_id)):
        raise Gone(kind="annotation")
    here = list_examples(change, code_id)
    for each in here:
        if each.annotation_id == annotation_id:
            change.update(_TABLE, each.id, kind=kind)
            return each.id
    return change.insert(
        _TABLE, code_id=code_id, annotation_id=annotation_id, kind=kind, position=_next(change)
    )


def remove_example(change: Change, example_id: str) -> None:
    """Let an annotation no longer stand as an example; the annotation itself stays. Raise Gone."""
    found = change.rows(select(_TABLE.c.code_id).where(_TABLE.c.id == example_id))
    if not found:
        raise Gone(kind="example")
    _name_code(change, found[0].code_id)
    change.delete(_TABLE, example_id)


def hand_on_examples(change: Change, moved: Iterable[tuple[str, str]]) -> None:
    """Let the examples that annotations are become those of other annotations: (from, to)."""
    known = {(each.code_id, each.annotation_id): each.id for each in list_examples(change)}
    for old, new in moved:
        for (code_id, annotation_id), key in list(known.items()):
            if annotation_id != old:
                continue
            if (code_id, new) in known:
                change.delete(_TABLE, key)
            else:
                change.update(_TABLE, key, annotation_id=new)
                known[(code_id, new)] = key
            del known[(code_id, annotation_id)]


def _next(change: Change) -> int:
    found = change.tuples(select(_TABLE.c.position).order_by(_TABLE.c.position.desc()).limit(1))
    return next((row[0] + 1 for row in found), 0)


def _name_code(change: Change, code_id: str) -> None:
    found = change.rows(select(schema.codes.c.name).where(schema.codes.c.id == code_id))
    if not found:
        raise Gone(kind="code")
    change.facts["code"] = found[0].name


@dataclass(frozen=True, slots=True)
class Citation:
    """An example passage in words, and where it stands: title, place such as 14.3, coder."""

    example: CodeExample
    quote: str
    document: str
    place: str
    coder: str
    note: str


def cite_examples(rows: Rows, code_id: str = "") -> dict[str, list[Citation]]:
    """Quote the examples of one code, or of all, by code id."""
    found = list_examples(rows, code_id)
    known = {a.id: a for a in list_annotations(rows, ids={each.annotation_id for each in found})}
    people = {coder.id: coder.name for coder in list_coders(rows)}
    titles = {document.id: document.title for document in list_documents(rows)}
    numberings: dict[str, Numbering] = {}
    cited: dict[str, list[Citation]] = {}
    for each in found:
        annotation = known[each.annotation_id]
        home = annotation.document_id or ""
        place = ""
        if annotation.parts:
            first = annotation.parts[0]
            home = first.document_id
            if home not in numberings:
                numberings[home] = Numbering(read_text(rows, home))
            place = numberings[home].reference(first.start)
        quote = " […] ".join(part.quote for part in annotation.parts)
        citation = Citation(
            each, quote, titles.get(home, ""), place, people[annotation.coder_id], annotation.note
        )
        cited.setdefault(each.code_id, []).append(citation)
    return cited
