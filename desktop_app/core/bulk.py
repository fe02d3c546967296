"""Verbs on many annotations at once: one step, and few statements however many they are."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.annotations import add_annotations
from desktop_app.core.errors import Gone, NameEmpty
from desktop_app.core.journal import Change
from desktop_app.core.model import NewAnnotation, NewPart, chunks, new_id
from desktop_app.core.search import Hit


def recode_many(change: Change, ids: Sequence[str], code_id: str | None) -> int:
    """Give annotations another code, or none, and return how many changed; raise Gone."""
    code, annotation = schema.codes.c, schema.annotations.c
    wording = None
    if code_id is not None:
        found = change.rows(select(code.name, code.wording).where(code.id == code_id))
        if not found:
            raise Gone(kind="code")
        change.facts["code"] = found[0].name
        wording = found[0].wording
    other = [
        row[0]
        for row in _known(change, ids, annotation.id, annotation.code_id)
        if row[1] != code_id
    ]
    change.update_many(
        schema.annotations, other, code_id=code_id, wording=wording, modified_at=change.at
    )
    return len(other)


def set_property_many(change: Change, ids: Sequence[str], name: str, value: str) -> int:
    """Set a property of annotations, or take it away with an empty value; return how many changed.

    Raises Gone, NameEmpty.
    """
    name = name.strip()
    if not name:
        raise NameEmpty(kind="property")
    _known(change, ids, schema.annotations.c.id)
    table = schema.annotation_properties
    there: dict[str, tuple[str, str]] = {}
    for run in chunks(list(ids)):
        wanted = select(table.c.annotation_id, table.c.id, table.c.value).where(
            table.c.annotation_id.in_(run), table.c.name == name
        )
        there |= {owner: (key, old) for owner, key, old in change.tuples(wanted)}
    other = [each for each in ids if there.get(each, ("", ""))[1] != value]
    known = [there[each][0] for each in other if each in there]
    if value:
        change.update_many(table, known, value=value)
        change.insert_many(
            table,
            [
                {"id": new_id(), "annotation_id": each, "name": name, "value": value}
                for each in other
                if each not in there
            ],
        )
    else:
        change.delete_many(table, known)
    change.update_many(schema.annotations, other, modified_at=change.at)
    change.facts["property"] = name
    return len(other)


def code_hits(change: Change, hits: Sequence[Hit], code_id: str | None) -> int:
    """Mark what a search found with a code, each place an annotation of its own; return how many.

    Places that this coder has marked with just this code before are left out. Raises Gone, BadSpan.
    """
    marked = _marked(change, {hit.document_id for hit in hits}, code_id)
    new = [
        NewAnnotation(hit.document_id, [NewPart(hit.start, hit.end)], code_id, change.coder_id)
        for hit in dict.fromkeys(hits)
        if hit not in marked
    ]
    add_annotations(change, new)
    return len(new)


def _marked(change: Change, document_ids: set[str], code_id: str | None) -> set[Hit]:
    part, annotation = schema.parts.c, schema.annotations.c
    wanted = (
        select(part.document_id, part.start, part.end)
        .join_from(schema.parts, schema.annotations, annotation.id == part.annotation_id)
        .where(
            part.document_id.in_(document_ids),
            annotation.coder_id == change.coder_id,
            annotation.code_id.is_not_distinct_from(code_id),
        )
    )
    return {Hit(*row) for row in change.tuples(wanted)}


def _known(change: Change, ids: Sequence[str], *columns: Any) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for run in chunks(list(ids)):
        found += change.tuples(select(*columns).where(schema.annotations.c.id.in_(run)))
    if len(found) != len(set(ids)):
        raise Gone(kind="annotation")
    return found
