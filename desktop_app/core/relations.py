"""Verbs and reads of relations: typed, directed links from one annotation to another."""

from sqlalchemy import or_, select

from desktop_app.core import schema
from desktop_app.core.errors import BadValue, Gone
from desktop_app.core.journal import Change
from desktop_app.core.model import Relation, Rows


def list_relations(rows: Rows, annotation_id: str | None = None) -> list[Relation]:
    """Read the relations, oldest first; only those to or from one annotation where given."""
    table = schema.relations
    wanted = select(table).order_by(table.c.id)
    if annotation_id is not None:
        ends = (table.c.from_annotation_id, table.c.to_annotation_id)
        wanted = wanted.where(or_(*(end == annotation_id for end in ends)))
    return [Relation(*row) for row in rows.tuples(wanted)]


def link_annotations(change: Change, from_id: str, to_id: str, kind: str) -> str:
    """Link one annotation to another as the change's coder and return the relation's id.

    Raises Gone, and BadValue where both are the same.
    """
    if from_id == to_id:
        raise BadValue(kind="different annotation", value=to_id)
    annotation = schema.annotations.c
    known = change.rows(select(annotation.id).where(annotation.id.in_((from_id, to_id))))
    if len(known) < 2:
        raise Gone(kind="annotation")
    return change.insert(
        schema.relations,
        kind=kind,
        from_annotation_id=from_id,
        to_annotation_id=to_id,
        coder_id=change.coder_id,
        created_at=change.at,
    )


def unlink_annotations(change: Change, relation_id: str) -> None:
    """Take a relation away; its annotations stay. Raises Gone."""
    table = schema.relations
    if not change.rows(select(table.c.id).where(table.c.id == relation_id)):
        raise Gone(kind="relation")
    change.delete(table, relation_id)
