"""Verbs and reads of documents: frozen texts with their titles and fields."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from desktop_app.core import names, schema
from desktop_app.core.annotations import remove_annotations
from desktop_app.core.errors import Ambiguous, AppError, Gone, SameText, Unknown
from desktop_app.core.fields import HEADED, TITLE, Guess, guess_fields
from desktop_app.core.formatting import set_formatting
from desktop_app.core.journal import Change
from desktop_app.core.model import Document, NewDocument, Rows, new_id
from desktop_app.core.records import encode
from desktop_app.core.texts import sha256_of

_OF_DOCUMENT = (
    schema.parts,
    schema.orphans,
    schema.turns,
    schema.document_fields,
    schema.formatting,
    schema.corrections,
    schema.set_members,
    schema.notes,
)
"""What goes with a document that is removed."""


def list_documents(rows: Rows) -> list[Document]:
    """Read the documents in their order, without their texts."""
    return _read(rows)


def get_document(rows: Rows, document_id: str) -> Document:
    """Read one document or raise Gone."""
    found = _read(rows, document_id)
    if not found:
        raise Gone(kind="document")
    return found[0]


def find_document(rows: Rows, name: str) -> Document:
    """Find a document by title or id; raise Unknown or Ambiguous."""
    documents = _read(rows)
    found = [document for document in documents if name == document.id] or [
        document for document in documents if name == document.title
    ]
    if not found:
        raise Unknown(kind="document", name=name)
    if len(found) > 1:
        raise Ambiguous(kind="document", name=name, ids=[document.id for document in found])
    return found[0]


def read_text(rows: Rows, document_id: str) -> str:
    """Read a document's whole text or raise Gone."""
    document, text = schema.documents.c, schema.texts.c
    wanted = (
        select(text.body)
        .join_from(schema.documents, schema.texts, document.text_sha256 == text.sha256)
        .where(document.id == document_id)
    )
    found = rows.rows(wanted)
    if not found:
        raise Gone(kind="document")
    return str(found[0].body)


def count_annotations(rows: Rows) -> Counter[str]:
    """Count the annotations at home in each document, by document id."""
    home = schema.annotations.c.document_id
    wanted = select(home, func.count()).group_by(home)
    return Counter(
        {document_id: count for document_id, count in rows.tuples(wanted) if document_id}
    )


def add_documents(change: Change, new: Iterable[NewDocument]) -> list[str | AppError]:
    """Add documents in one step; return for each its id, or why it was refused.

    One that is refused keeps none of the others out.
    """
    made: list[str | AppError] = []
    for each in new:
        try:
            made.append(add_document(change, each))
        except AppError as error:
            made.append(error)
    count = sum(isinstance(each, str) for each in made)
    if count > 1:
        change.facts = {"count": count}
    return made


def add_document(change: Change, new: NewDocument) -> str:
    """Add a document as the last one, freeze its text, and return its id.

    Raises NameEmpty, TooLong, SameText.
    """
    title = names.checked("document", new.title)
    sha256 = sha256_of(new.text)
    document = schema.documents.c
    twin = change.rows(select(document.title).where(document.text_sha256 == sha256))
    if twin:
        raise SameText(path=new.source_name, title=twin[0].title)
    change.facts["document"] = title
    change.keep_text(sha256, new.text)
    last = change.rows(select(func.max(document.position)))[0][0]
    document_id = change.insert(
        schema.documents,
        title=title,
        text_sha256=sha256,
        position=0 if last is None else last + 1,
        source_name=new.source_name,
        source_sha256=new.source_sha256,
        format=new.format,
        encoding=new.encoding,
        report=encode(new.report),
        metadata=encode(new.metadata) if new.metadata else "",
        created_by=change.coder_id or None,
        created_at=change.at,
        modified_at=change.at,
    )
    change.insert_many(schema.document_fields, _field_rows(document_id, new.fields))
    set_formatting(change, document_id, sha256, new.runs)
    return document_id


def rename_document(change: Change, document_id: str, title: str) -> None:
    """Give a document another title; raise Gone, NameEmpty or TooLong."""
    document = get_document(change, document_id)
    title = names.checked("document", title)
    change.facts["document"] = document.title
    if title != document.title:
        change.update(schema.documents, document_id, title=title, modified_at=change.at)


def set_field(change: Change, document_id: str, name: str, value: str) -> None:
    """Set a field of a document's metadata; an empty value takes it away.

    Raises Gone, NameEmpty, TooLong.
    """
    document = get_document(change, document_id)
    name = names.checked("field", name)
    value = names.limited("field’s value", value)
    change.facts |= {"document": document.title, "field": name}
    table = schema.document_fields
    in_document = table.c.document_id == document_id
    here = in_document & (table.c.name == name)
    found = [row[0] for row in change.tuples(select(table.c.id).where(here))]
    if not value:
        change.delete_many(table, found)
    elif found:
        change.update(table, found[0], value=value)
    else:
        last = change.rows(select(func.max(table.c.position)).where(in_document))[0][0]
        position = 0 if last is None else last + 1
        change.insert(table, document_id=document_id, name=name, value=value, position=position)


def read_report(rows: Rows, document_id: str) -> list[tuple[str, int]]:
    """Read what was kept and left out when a document's text came in: kinds and counts.

    Raises Gone.
    """
    wanted = select(schema.documents.c.report).where(schema.documents.c.id == document_id)
    found = rows.rows(wanted)
    if not found:
        raise Gone(kind="document")
    return [(str(kind), int(count)) for kind, count in json.loads(found[0].report or "[]")]


def guess_about(rows: Rows, document: Document) -> list[Guess]:
    """Guess what is not known of a document from its words and what its file said of itself.

    What only the words suggest says nothing against what somebody knows. Raises Gone.
    """
    wanted = select(schema.documents.c.metadata).where(schema.documents.c.id == document.id)
    stored = rows.rows(wanted)
    if not stored:
        raise Gone(kind="document")
    metadata = json.loads(stored[0].metadata or "{}")
    known = {TITLE: document.title, **document.fields}
    return [
        guess
        for guess in guess_fields(
            read_text(rows, document.id), metadata, is_written=document.format in HEADED
        )
        if guess.value != (now := known.get(guess.name, ""))
        and not (now and guess.origin == "words")
    ]


def take_guesses(change: Change, guesses: Sequence[tuple[str, Guess]]) -> None:
    """Take over what was guessed: fields and titles, each with its document’s id; raise Gone."""
    titles: dict[str, str] = {}
    for document_id, guess in guesses:
        titles.setdefault(document_id, get_document(change, document_id).title)
        if guess.name == TITLE:
            rename_document(change, document_id, guess.value)
        else:
            set_field(change, document_id, guess.name, guess.value)
    change.facts = {"document": next(iter(titles.values()))} if len(titles) == 1 else {}


def remove_document(change: Change, document_id: str) -> None:
    """Remove a document with its annotations and notes; its text stays kept. Raises Gone.

    Annotations at home elsewhere lose the parts that stand in it.
    """
    title = get_document(change, document_id).title
    annotation = schema.annotations.c
    here = select(annotation.id).where(annotation.document_id == document_id)
    remove_annotations(change, [row[0] for row in change.tuples(here)])
    for table in _OF_DOCUMENT:
        found = change.tuples(select(table.c.id).where(table.c.document_id == document_id))
        change.delete_many(table, [row[0] for row in found])
    change.delete(schema.documents, document_id)
    change.facts = {"document": title}


def _read(rows: Rows, document_id: str | None = None) -> list[Document]:
    document, text, field = schema.documents.c, schema.texts.c, schema.document_fields.c
    wanted = (
        select(
            document.id, document.title, document.text_sha256, text.length, document.position,
            document.source_name, document.format, document.encoding, document.created_by,
            document.created_at, document.modified_at,
        )
        .join_from(schema.documents, schema.texts, document.text_sha256 == text.sha256)
        .order_by(document.position, document.id)
    )  # fmt: skip
    fields = select(field.document_id, field.name, field.value).order_by(field.position)
    if document_id is not None:
        wanted = wanted.where(document.id == document_id)
        fields = fields.where(field.document_id == document_id)
    known: dict[str, dict[str, str]] = {}
    for owner, name, value in rows.tuples(fields):
        known.setdefault(owner, {})[name] = value
    return [Document(**row._asdict(), fields=known.get(row.id, {})) for row in rows.rows(wanted)]


def _field_rows(document_id: str, fields: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "id": new_id(),
            "document_id": document_id,
            "name": name,
            "value": value,
            "position": position,
        }
        for position, (name, value) in enumerate(fields.items())
    ]
