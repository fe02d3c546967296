"""Verbs and reads of annotations: marks with a code or none, and parts in order.

Every passage that is stored is checked against its text here, and stored with its words.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, bindparam, select

from desktop_app.core import names, schema
from desktop_app.core.columns import among
from desktop_app.core.errors import Gone, SameAnnotation, SpanRepeated
from desktop_app.core.journal import Change
from desktop_app.core.model import Annotation, NewAnnotation, NewPart, Part, Rows, new_id
from desktop_app.core.passages import Texts, checked_parts

_PART_COLUMNS = [
    schema.parts.c[name]
    for name in ("id", "annotation_id", "document_id", "position", "start", "end", "role", "quote")
]

_CODERS = select(schema.coders.c.id)
_WORDINGS = select(schema.codes.c.id, schema.codes.c.wording)
_CODE_NAME = select(schema.codes.c.name).where(schema.codes.c.id == bindparam("code"))
_TWINS = (
    select(schema.annotations.c.id)
    .join_from(
        schema.parts, schema.annotations, schema.annotations.c.id == schema.parts.c.annotation_id
    )
    .where(
        schema.parts.c.document_id == bindparam("document"),
        schema.parts.c.start == bindparam("start"),
        schema.parts.c.end == bindparam("end"),
        schema.annotations.c.coder_id == bindparam("coder"),
        schema.annotations.c.code_id.is_not_distinct_from(bindparam("code")),
    )
)


# Reading
def list_annotations(
    rows: Rows,
    *,
    document_id: str | None = None,
    ids: Collection[str] | None = None,
) -> list[Annotation]:
    """Read annotations with their parts, properties and notes, in reading order.

    Of one document (by a part or by their home there), of these ids, or all.
    """
    table = schema.annotations
    if ids is not None:
        found = _read(rows, lambda column: among(column, list(ids))) if ids else []
    elif document_id is not None:
        here = (
            select(table.c.id)
            .where(table.c.document_id == document_id)
            .union(
                select(schema.parts.c.annotation_id).where(
                    schema.parts.c.document_id == document_id
                )
            )
        )
        found = _read(rows, lambda column: column.in_(here))
    else:
        found = _read(rows, None)
    return sorted(found, key=reading_order)


def get_annotation(rows: Rows, annotation_id: str) -> Annotation:
    """Read one annotation or raise Gone."""
    found = list_annotations(rows, ids=(annotation_id,))
    if not found:
        raise Gone(kind="annotation")
    return found[0]


def reading_order(annotation: Annotation) -> tuple[int, int, str]:
    """Sort by the first place in the text, longer passages first; those without parts last."""
    if not annotation.parts:
        return (1 << 60, 0, annotation.id)
    first = min(annotation.parts, key=lambda part: (part.start, -part.end))
    return (first.start, -first.end, annotation.id)


def _read(rows: Rows, only: Any) -> list[Annotation]:
    def reading(statement: Select[Any], column: Any) -> Iterator[tuple[Any, ...]]:
        return rows.tuples(statement if only is None else statement.where(only(column)))

    part, note, value = schema.parts.c, schema.notes.c, schema.annotation_properties.c
    parts = reading(
        select(*_PART_COLUMNS).order_by(part.annotation_id, part.position), part.annotation_id
    )
    by_annotation = {
        key: tuple(Part(*row) for row in group) for key, group in groupby(parts, itemgetter(1))
    }
    notes: dict[str, str] = {}
    for key, body in reading(
        select(note.annotation_id, note.body)
        .where(note.annotation_id.is_not(None))
        .order_by(note.id),
        note.annotation_id,
    ):
        notes[key] = f"{notes[key]}\n\n{body}" if key in notes else body
    properties: dict[str, dict[str, str]] = {}
    for key, name, text in reading(
        select(value.annotation_id, value.name, value.value).order_by(value.name),
        value.annotation_id,
    ):
        properties.setdefault(key, {})[name] = text
    return [
        Annotation(
            id=row[0],
            code_id=row[1],
            coder_id=row[2],
            document_id=row[3],
            wording=row[4],
            created_at=row[5],
            modified_at=row[6],
            parts=by_annotation.get(row[0], ()),
            properties=properties.get(row[0], {}),
            note=notes.get(row[0], ""),
        )
        for row in reading(select(schema.annotations), schema.annotations.c.id)
    ]


# Writing
def apply_code(
    change: Change,
    document_id: str,
    parts: Sequence[NewPart],
    code_id: str | None,
    *,
    note: str = "",
    properties: Mapping[str, str] | None = None,
) -> str:
    """Mark passages of a document with a code, or with none, as the change's coder.

    `parts` stand in the order given; there may be none. Returns the annotation's id.
    Raises BadSpan, SpanRepeated, Gone, and SameAnnotation where this coder has made it before.
    """
    texts = Texts(change)
    for part in parts:
        texts.quote(part.document_id or document_id, part.start, part.end)
    _refuse_twin(change, document_id, parts, code_id)
    new = NewAnnotation(document_id, parts, code_id, change.coder_id, note, properties or {})
    return _add(change, [new], texts)[0]


def add_annotations(change: Change, new: Iterable[NewAnnotation]) -> list[str]:
    """Add annotations by the thousand and return their ids, in order.

    Raises BadSpan, SpanRepeated, Gone, TooLong; nothing is written then.
    """
    return _add(change, new, Texts(change))


def _add(change: Change, new: Iterable[NewAnnotation], texts: Texts) -> list[str]:
    wordings = _wordings(change)
    coders = {row[0] for row in change.tuples(_CODERS)}
    annotation_rows: list[dict[str, Any]] = []
    part_rows: list[dict[str, Any]] = []
    note_rows: list[dict[str, Any]] = []
    property_rows: list[dict[str, Any]] = []
    at = change.at
    for each in new:
        if each.code_id is not None and each.code_id not in wordings:
            raise Gone(kind="code")
        if each.coder_id not in coders:
            raise Gone(kind="coder")
        texts.titled(each.document_id)
        annotation_id = new_id()
        annotation_rows.append(
            {
                "id": annotation_id,
                "code_id": each.code_id,
                "coder_id": each.coder_id,
                "document_id": each.document_id,
                "wording": wordings[each.code_id] if each.code_id else None,
                "created_at": at,
                "modified_at": at,
            }
        )
        part_rows += checked_parts(texts, annotation_id, each.document_id, each.parts)
        if each.note.strip():
            note_rows.append(_note_row(change, annotation_id, each))
        property_rows += [
            {"id": new_id(), "annotation_id": annotation_id, "name": name, "value": value}
            for name, value in each.properties.items()
            if names.property_fits(name, value)
        ]
    change.insert_many(schema.annotations, annotation_rows)
    change.insert_many(schema.parts, part_rows)
    change.insert_many(schema.notes, note_rows)
    change.insert_many(schema.annotation_properties, property_rows)
    _name_code(change, {row["code_id"] for row in annotation_rows})
    return [row["id"] for row in annotation_rows]


def add_part(change: Change, annotation_id: str, new: NewPart) -> str:
    """Add a passage as the last part of an annotation and return the part's id.

    Raises Gone, BadSpan, SpanRepeated.
    """
    annotation = get_annotation(change, annotation_id)
    home = new.document_id or annotation.document_id
    if home is None:
        raise Gone(kind="document")
    if any((p.document_id, p.start, p.end) == (home, new.start, new.end) for p in annotation.parts):
        raise SpanRepeated(start=new.start, end=new.end)
    row = checked_parts(Texts(change), annotation_id, home, [new])[0]
    row["position"] = max((part.position for part in annotation.parts), default=-1) + 1
    touch(change, annotation)
    return change.insert(schema.parts, **row)


def remove_part(change: Change, part_id: str) -> None:
    """Take one part from its annotation, which stays even where no part is left; raise Gone."""
    annotation = owner_of_part(change, part_id)
    touch(change, annotation)
    change.delete(schema.parts, part_id)
    rest = [part for part in annotation.parts if part.id != part_id]
    for position, part in enumerate(rest):
        if part.position != position:
            change.update(schema.parts, part.id, position=position)


def set_role(change: Change, part_id: str, role: str) -> None:
    """Say what a part does in its figure, "" for nothing said; raise Gone or TooLong."""
    touch(change, owner_of_part(change, part_id))
    role = names.optional("role", role)
    change.facts["role"] = role
    change.update(schema.parts, part_id, role=role)


def recode(change: Change, annotation_id: str, code_id: str | None) -> None:
    """Give an annotation another code, or none; raise Gone."""
    annotation = get_annotation(change, annotation_id)
    if annotation.code_id == code_id:
        return
    wordings = _wordings(change)
    if code_id is not None and code_id not in wordings:
        raise Gone(kind="code")
    change.update(
        schema.annotations,
        annotation_id,
        code_id=code_id,
        wording=wordings[code_id] if code_id else None,
        modified_at=change.at,
    )
    _name_code(change, {code_id})


def remove_annotations(change: Change, ids: Sequence[str]) -> None:
    """Remove annotations with their parts, properties, notes and relations; raise Gone."""
    annotation = schema.annotations.c
    wanted = select(annotation.id, annotation.code_id).where(among(annotation.id, ids))
    known = list(change.tuples(wanted))
    if len(known) != len(set(ids)):
        raise Gone(kind="annotation")
    change.lose(len(known))
    _name_code(change, {code_id for _, code_id in known})
    for column in (
        schema.parts.c.annotation_id,
        schema.orphans.c.annotation_id,
        schema.annotation_properties.c.annotation_id,
        schema.code_examples.c.annotation_id,
        schema.decision_marks.c.annotation_id,
        schema.replies.c.annotation_id,
        schema.notes.c.annotation_id,
        schema.relations.c.from_annotation_id,
        schema.relations.c.to_annotation_id,
    ):
        found = change.tuples(select(column.table.c.id).where(among(column, ids)))
        change.delete_many(column.table, [row[0] for row in found])
    change.delete_many(schema.annotations, ids)


def set_property(change: Change, annotation_id: str, name: str, value: str) -> None:
    """Set a property of an annotation; an empty value takes it away. Raises Gone, TooLong."""
    names.property_fits(name, value)
    annotation = get_annotation(change, annotation_id)
    table = schema.annotation_properties
    here = (table.c.annotation_id == annotation_id) & (table.c.name == name)
    found = [row[0] for row in change.tuples(select(table.c.id).where(here))]
    if annotation.properties.get(name, "") == value:
        return
    touch(change, annotation)
    change.facts["property"] = name
    if not value:
        change.delete_many(table, found)
    elif found:
        change.update(table, found[0], value=value)
    else:
        change.insert(table, annotation_id=annotation_id, name=name, value=value)


# The inside of the verbs
def _refuse_twin(
    change: Change, document_id: str, parts: Sequence[NewPart], code_id: str | None
) -> None:
    """Raise SameAnnotation where the coder has marked just these passages with this code."""
    if not parts:
        return
    first = parts[0]
    near = change.tuples(
        _TWINS,
        document=first.document_id or document_id,
        start=first.start,
        end=first.end,
        coder=change.coder_id,
        code=code_id,
    )
    wanted = {(new.document_id or document_id, new.start, new.end) for new in parts}
    for twin in list_annotations(change, ids=[row[0] for row in near]):
        if {(each.document_id, each.start, each.end) for each in twin.parts} == wanted:
            raise SameAnnotation(start=first.start, end=first.end)


def _wordings(rows: Rows) -> dict[str, int]:
    return {row[0]: row[1] for row in rows.tuples(_WORDINGS)}


def _note_row(change: Change, annotation_id: str, new: NewAnnotation) -> dict[str, Any]:
    return {
        "id": new_id(),
        "annotation_id": annotation_id,
        "code_id": None,
        "document_id": None,
        "coder_id": None,
        "body": new.note,
        "created_by": new.coder_id,
        "created_at": change.at,
        "modified_at": change.at,
    }


def owner_of_part(change: Change, part_id: str) -> Annotation:
    """Read the annotation that a part belongs to, or raise Gone."""
    part = schema.parts.c
    found = change.rows(select(part.annotation_id).where(part.id == part_id))
    if not found:
        raise Gone(kind="part")
    return get_annotation(change, found[0].annotation_id)


def touch(change: Change, annotation: Annotation) -> None:
    """Note that an annotation was modified now, and its code for the step's sentence."""
    change.update(schema.annotations, annotation.id, modified_at=change.at)
    _name_code(change, {annotation.code_id})


def _name_code(change: Change, code_ids: set[str | None]) -> None:
    """Note for the step's sentence which code the act was about, where it was one."""
    if len(code_ids) == 1 and (code_id := next(iter(code_ids))):
        for row in change.rows(_CODE_NAME, code=code_id):
            change.facts["code"] = row.name
