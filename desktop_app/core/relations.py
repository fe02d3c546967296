"""Verbs and reads of relations: typed, directed links from one annotation to another."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import or_, select

from desktop_app.core import schema
from desktop_app.core.columns import among
from desktop_app.core.errors import Ambiguous, Gone, LinkedAlready, LinkToItself, Unknown
from desktop_app.core.journal import Change
from desktop_app.core.model import Relation, Rows
from desktop_app.core.names import checked

_ENDS = (schema.relations.c.from_annotation_id, schema.relations.c.to_annotation_id)


def list_relations(rows: Rows, annotation_id: str | None = None) -> list[Relation]:
    """Read the relations, oldest first; only those to or from one annotation where given."""
    table = schema.relations
    wanted = select(table).order_by(table.c.id)
    if annotation_id is not None:
        wanted = wanted.where(or_(*(end == annotation_id for end in _ENDS)))
    return [Relation(*row) for row in rows.tuples(wanted)]


def list_kinds(rows: Rows) -> list[str]:
    """List the kinds of relations that are in use, the commonest first."""
    counts = Counter(row[0] for row in rows.tuples(select(schema.relations.c.kind)))
    return sorted(counts, key=lambda kind: (-counts[kind], kind))


def find_relation(rows: Rows, *words: str) -> Relation:
    """Find a relation by its id, or by the ids of both annotations and its kind.

    Raises Unknown, and Ambiguous where several coders have made the same.
    """
    if len(words) == 1:
        found = [each for each in list_relations(rows) if each.id == words[0]]
    else:
        start, end, kind = words[0], words[1], checked("link", words[2])
        found = [
            each
            for each in list_relations(rows, start)
            if (each.from_annotation_id, each.to_annotation_id, each.kind) == (start, end, kind)
        ]
    if not found:
        raise Unknown(kind="link", name=words[-1])
    if len(found) > 1:
        raise Ambiguous(kind="link", name=words[-1], ids=[each.id for each in found])
    return found[0]


def link_annotations(change: Change, from_id: str, to_id: str, kind: str) -> str:
    """Link one annotation to another as the change's coder and return the relation's id.

    Raises NameEmpty and TooLong for the kind, Gone, LinkToItself, and LinkedAlready where the
    coder has made the same before.
    """
    kind = checked("link", kind)
    if from_id == to_id:
        raise LinkToItself
    annotation = schema.annotations.c
    known = change.rows(select(annotation.id).where(annotation.id.in_((from_id, to_id))))
    if len(known) < 2:
        raise Gone(kind="annotation")
    new = {
        "kind": kind,
        "from_annotation_id": from_id,
        "to_annotation_id": to_id,
        "coder_id": change.coder_id,
    }
    table = schema.relations
    alike = (table.c[name] == value for name, value in new.items())
    if change.rows(select(table.c.id).where(*alike)):
        raise LinkedAlready(kind=kind)
    change.facts["kind"] = kind
    return change.insert(table, **new, created_at=change.at)


def unlink_annotations(change: Change, relation_id: str) -> None:
    """Take a relation away; its annotations stay. Raises Gone."""
    table = schema.relations
    found = change.rows(select(table.c.kind).where(table.c.id == relation_id))
    if not found:
        raise Gone(kind="link")
    change.facts["kind"] = found[0].kind
    change.delete(table, relation_id)


def hand_on_relations(change: Change, heirs: Mapping[str, str]) -> None:
    """Let relations of annotations that will go lead from and to their heirs, each once.

    Those that would lead from one to itself, or that its heir has already, stay and go with it.
    """
    relation = schema.relations.c
    if not heirs:
        return
    columns = (relation.id, relation.kind, *_ENDS, relation.coder_id)
    wanted = select(*columns).where(or_(*(among(end, [*heirs]) for end in _ENDS)))
    heirs_own = select(*columns).where(or_(*(among(end, [*heirs.values()]) for end in _ENDS)))
    known = {tuple(row[1:]) for row in change.tuples(heirs_own)}
    for key, kind, start, end, coder_id in list(change.tuples(wanted)):
        new = (kind, heirs.get(start, start), heirs.get(end, end), coder_id)
        if new[1] == new[2] or new in known:
            continue
        known.add(new)
        change.update(schema.relations, key, from_annotation_id=new[1], to_annotation_id=new[2])
