"""Verbs that reshape annotations which are there: boundaries, order, split, join, copy.

How annotations are made and removed is in `annotations`. Positions are code points, half-open.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.annotations import (
    add_part,
    apply_code,
    get_annotation,
    list_annotations,
    owner_of_part,
    remove_annotations,
    touch,
)
from desktop_app.core.errors import (
    BadSpan,
    CannotJoin,
    CannotSplit,
    Gone,
    SameAnnotation,
    SpanRepeated,
)
from desktop_app.core.journal import Change
from desktop_app.core.model import Annotation, NewPart, NoteTarget, Part, Rows, new_id
from desktop_app.core.notes import write_note
from desktop_app.core.passages import Texts
from desktop_app.core.relations import hand_on_relations


def move_part(change: Change, part_id: str, start: int, end: int) -> None:
    """Give a part other boundaries in its text; raise Gone, BadSpan or SpanRepeated."""
    annotation = owner_of_part(change, part_id)
    part = next(each for each in annotation.parts if each.id == part_id)
    if (part.start, part.end) == (start, end):
        return
    others = [each for each in annotation.parts if each.id != part_id]
    if (part.document_id, start, end) in {(o.document_id, o.start, o.end) for o in others}:
        raise SpanRepeated(start=start, end=end)
    quote = Texts(change).quote(part.document_id, start, end)
    touch(change, annotation)
    change.update(schema.parts, part_id, start=start, end=end, quote=quote)


def add_to_figure(change: Change, annotation_id: str, new: NewPart, roles: Sequence[str]) -> str:
    """Add a passage as the last part, in its role of those that the code declares, in order.

    Once there are two parts the first one has its role as well, if none was given to it. Returns
    the new part's id; raises Gone, BadSpan, SpanRepeated.
    """
    before = get_annotation(change, annotation_id).parts
    made = add_part(change, annotation_id, replace(new, role=role_at(roles, len(before))))
    if len(before) == 1 and not before[0].role and role_at(roles, 0):
        change.update(schema.parts, before[0].id, role=role_at(roles, 0))
    return made


def role_at(roles: Sequence[str], position: int) -> str:
    """Return the declared role of a figure's part; one that stands alone is that of every part."""
    if len(roles) == 1:
        return roles[0]
    return roles[position] if position < len(roles) else ""


def order_parts(change: Change, annotation_id: str, part_ids: Sequence[str]) -> None:
    """Put an annotation's parts into the order of `part_ids`, which names each once; raise Gone."""
    annotation = get_annotation(change, annotation_id)
    if sorted(part_ids) != sorted(part.id for part in annotation.parts):
        raise Gone(kind="part")
    places = {part.id: part.position for part in annotation.parts}
    moved = [(id_, at) for at, id_ in enumerate(part_ids) if places[id_] != at]
    for part_id, position in moved:
        change.update(schema.parts, part_id, position=position)
    if moved:
        touch(change, annotation)


def split_parts(change: Change, annotation_id: str) -> list[str]:
    """Make each part but the first an annotation of its own; return the ids of the new ones.

    They keep coder, code and properties; note and relations stay with the first part. Raises
    Gone, and CannotSplit where there are not two parts.
    """
    annotation = get_annotation(change, annotation_id)
    if len(annotation.parts) < 2:
        raise CannotSplit
    made = []
    for part in annotation.parts[1:]:
        twin = _twin(change, annotation, part.document_id)
        change.update(schema.parts, part.id, annotation_id=twin, position=0)
        made.append(twin)
    touch(change, annotation)
    return made


def split_at(change: Change, annotation_id: str, part_id: str, position: int) -> str:
    """Cut the only part of an annotation in two; return the id of the annotation behind the cut.

    White space at the cut belongs to neither. Raises Gone, and CannotSplit where `position`
    is not within the words of the part, or the annotation has other parts.
    """
    annotation = get_annotation(change, annotation_id)
    part = next((each for each in annotation.parts if each.id == part_id), None)
    if part is None:
        raise Gone(kind="part")
    at = position - part.start
    before, after = part.quote[: max(0, at)].rstrip(), part.quote[max(0, at) :].lstrip()
    if len(annotation.parts) != 1 or not before or not after:
        raise CannotSplit
    twin = _twin(change, annotation, part.document_id)
    change.update(schema.parts, part.id, end=part.start + len(before), quote=before)
    row = {"start": part.end - len(after), "end": part.end, "quote": after, "role": part.role}
    change.insert(schema.parts, annotation_id=twin, document_id=part.document_id, position=0, **row)
    touch(change, annotation)
    return twin


def join_annotations(change: Change, annotation_id: str, other_id: str) -> None:
    """Take another annotation of the same coder and code into this one.

    Its parts come behind; parts of one role that touch or overlap, or have only white space
    between them, become one. Both notes are kept, one below the other; of properties with one
    name this one's value stands. Raises Gone, and CannotJoin where coder or code differ.
    """
    first, other = get_annotation(change, annotation_id), get_annotation(change, other_id)
    same = (first.code_id, first.coder_id) == (other.code_id, other.coder_id)
    if not same or first.id == other.id:
        raise CannotJoin
    _fuse_parts(change, first, other)
    known = first.properties
    values = schema.annotation_properties
    for name, row_id in change.tuples(
        select(values.c.name, values.c.id).where(values.c.annotation_id == other.id)
    ):
        if name not in known:
            change.update(values, row_id, annotation_id=first.id)
    if other.note:
        note = "\n\n".join(filter(None, (first.note, other.note)))
        write_note(change, NoteTarget("annotation", first.id), note)
    _repoint(change, other.id, first.id)
    remove_annotations(change, [other.id])
    change.facts.pop("about", None)
    touch(change, first)


def copy_codes(
    change: Change, document_id: str, parts: Sequence[NewPart], code_ids: Sequence[str | None]
) -> list[str]:
    """Mark passages with several codes at once, each an annotation; return their ids.

    A code that they bear already is passed over. Raises BadSpan, SpanRepeated, Gone, and
    SameAnnotation where they bear them all.
    """
    made: list[str] = []
    refused: SameAnnotation | None = None
    for code_id in code_ids:
        try:
            made.append(apply_code(change, document_id, parts, code_id))
        except SameAnnotation as error:
            refused = error
    if refused and not made:
        raise refused
    if len(made) > 1:
        change.facts.pop("code", None)
    return made


def last_codes(rows: Rows, document_id: str, coder_id: str) -> list[str]:
    """List the codes that a coder gave to the passage coded last in a document."""
    annotation, part = schema.annotations.c, schema.parts.c
    mine = (
        select(annotation.id)
        .join_from(schema.annotations, schema.parts, part.annotation_id == annotation.id)
        .where(part.document_id == document_id, annotation.coder_id == coder_id)
    )
    newest = mine.order_by(annotation.created_at.desc(), annotation.id.desc()).limit(1)
    for (id_,) in rows.tuples(newest):
        return codes_beside(rows, list_annotations(rows, ids=[id_])[0])
    return []


def codes_beside(rows: Rows, annotation: Annotation) -> list[str]:
    """List the codes that an annotation's coder gave to just its passage, its own included."""
    passage = _passage(annotation)
    if not passage:
        return []
    text, start, end = passage[0]
    part = schema.parts.c
    near = (
        select(schema.annotations.c.id)
        .join_from(schema.annotations, schema.parts, part.annotation_id == schema.annotations.c.id)
        .where(part.document_id == text, part.start == start, part.end == end)
        .where(schema.annotations.c.coder_id == annotation.coder_id)
    )
    found = list_annotations(rows, ids=sorted({id_ for (id_,) in rows.tuples(near)}))
    return [each.code_id for each in found if each.code_id and _passage(each) == passage]


def _passage(annotation: Annotation) -> tuple[tuple[str, int, int], ...]:
    return tuple((part.document_id, part.start, part.end) for part in annotation.parts)


def _twin(change: Change, annotation: Annotation, document_id: str) -> str:
    """Insert an annotation like another, without its parts, note and relations."""
    twin = change.insert(
        schema.annotations,
        code_id=annotation.code_id,
        coder_id=annotation.coder_id,
        document_id=document_id,
        wording=annotation.wording,
        created_at=annotation.created_at,
        modified_at=change.at,
    )
    change.insert_many(
        schema.annotation_properties,
        [
            {"id": new_id(), "annotation_id": twin, "name": name, "value": value}
            for name, value in annotation.properties.items()
        ],
    )
    return twin


def _fuse_parts(change: Change, first: Annotation, other: Annotation) -> None:
    texts = Texts(change)
    kept: list[Part] = list(first.parts)
    position = max((part.position for part in kept), default=-1)
    for part in other.parts:
        near = next((each for each in kept if _is_near(texts, each, part)), None)
        if near is None:
            position += 1
            change.update(schema.parts, part.id, annotation_id=first.id, position=position)
            continue
        start, end = min(near.start, part.start), max(near.end, part.end)
        change.delete(schema.parts, part.id)
        move_part(change, near.id, start, end)
        kept = list(get_annotation(change, first.id).parts)


def _is_near(texts: Texts, one: Part, other: Part) -> bool:
    if (one.document_id, one.role) != (other.document_id, other.role):
        return False
    left, right = sorted((one, other), key=lambda part: part.start)
    if right.start <= left.end:
        return True
    try:
        return not texts.quote(one.document_id, left.end, right.start).strip()
    except BadSpan:
        return False


def _repoint(change: Change, old: str, new: str) -> None:
    """Lead all that led to an annotation that will go to another."""
    hand_on_relations(change, {old: new})
    for table in (schema.code_examples, schema.decision_marks, schema.replies):
        for (row_id,) in change.tuples(select(table.c.id).where(table.c.annotation_id == old)):
            change.update(table, row_id, annotation_id=new)
