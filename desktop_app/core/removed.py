"""Documents that were removed: listed from the history, restored, or emptied for good.

Removing keeps everything in the history and the text under its hash, so that restoring brings
back each row that is not in the way of what was done since. Emptying alone deletes texts; it
takes the words of their readings out of the history too, and nothing before it can be undone.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from desktop_app.core import schema
from desktop_app.core.errors import Gone
from desktop_app.core.journal import Change
from desktop_app.core.model import Rows, StepKind, new_id
from desktop_app.core.texts import context
from desktop_app.core.versions import CONTEXT_WIDTH

Row = dict[str, Any]
Image = list[Any]
_CHANGES, _STEPS = schema.changes.c, schema.steps.c
_EMPTIED = "emptied_at"
_HASHES = ("text_sha256", "before_sha256", "after_sha256")
_MARKS = ("annotation_id", "from_annotation_id", "to_annotation_id")


@dataclass(frozen=True, slots=True)
class Removed:
    """A document that was removed, and the step that did it."""

    document_id: str
    title: str
    length: int
    annotations: int
    step: int
    at: str
    coder_id: str


@dataclass(frozen=True, slots=True)
class Emptied:
    """What emptying deletes: texts with their length in code points, documents, and the undo."""

    texts: int
    length: int
    documents: frozenset[str]
    barrier: int
    """Nothing up to this step can be undone afterwards."""
    step: int
    """The last step when this was planned."""


def list_removed(rows: Rows) -> list[Removed]:
    """List the documents that were removed and can be restored, the latest first."""
    there = {row[0] for row in rows.tuples(select(schema.documents.c.id))}
    lengths = dict(rows.tuples(select(schema.texts.c.sha256, schema.texts.c.length)))
    removing = (
        select(_STEPS.number, _STEPS.at, _STEPS.coder_id, _CHANGES.columns, _CHANGES.before)
        .join_from(schema.changes, schema.steps, _STEPS.number == _CHANGES.step)
        .where(
            _CHANGES.table_name == "documents",
            _CHANGES.after.is_(None),
            _STEPS.kind != StepKind.UNDO,
        )
        .order_by(_STEPS.number.desc(), _CHANGES.number)
    )
    found: dict[str, Removed] = {}
    for step, at, coder_id, columns, before in rows.tuples(removing):
        for row in _images(columns, before):
            key, length = row["id"], lengths.get(row["text_sha256"])
            if key not in there and key not in found and length is not None:
                marks = _removed_rows(rows, step, key, "annotations")
                count = len(marks.get("annotations", ()))
                found[key] = Removed(key, row["title"], length, count, step, at, coder_id)
    return list(found.values())


def restore_document(change: Change, document_id: str) -> int:
    """Bring a removed document back with its annotations; return how many rows had to stay out.

    What hangs on something that is gone by now stays out: an annotation's code is then taken off,
    a part that no longer fits its text is kept as an orphan. Raises Gone.
    """
    known = {each.document_id: each for each in list_removed(change)}
    if document_id not in known:
        raise Gone(kind="removed document")
    removed = _removed_rows(change, known[document_id].step, document_id)
    ids = {name: _ids(change, name) for name in schema.JOURNALED}
    for name, found in removed.items():
        ids[name] |= {row["id"] for row in found}
    left_out = 0
    for row in removed.get("annotations", ()):
        if row["code_id"] not in ids["codes"]:
            row["code_id"] = row["wording"] = None
    _orphan_misfits(change, removed)
    for name, found in removed.items():
        table = schema.JOURNALED[name]
        fitting = _fitting(found, table, ids)
        left_out += len(found) - len(fitting)
        change.insert_many(table, fitting)
    change.facts = {"document": known[document_id].title}
    return left_out


def has_unused_texts(rows: Rows) -> bool:
    """Tell whether texts are kept that no document has, without reading the history."""
    known = {row[0] for row in rows.tuples(select(schema.texts.c.sha256))}
    return bool(known - _used_texts(rows))


def plan_emptying(rows: Rows) -> Emptied:
    """Tell what emptying would delete; nothing is written."""
    there = {row[0] for row in rows.tuples(select(schema.documents.c.id))}
    gone: set[str] = set()
    record = select(_CHANGES.columns, _CHANGES.before, _CHANGES.after)
    for columns, before, after in rows.tuples(record.where(_CHANGES.table_name == "documents")):
        gone |= {row["id"] for row in (*_images(columns, before), *_images(columns, after))}
    gone -= there
    lengths = dict(rows.tuples(select(schema.texts.c.sha256, schema.texts.c.length)))
    unused = lengths.keys() - _used_texts(rows)
    barrier = 0
    doomed = _Doomed(frozenset(gone))
    wanted = select(_CHANGES.step, _CHANGES.table_name, _CHANGES.columns, _CHANGES.before,
                    _CHANGES.after).order_by(_CHANGES.step, _CHANGES.number)  # fmt: skip
    for step, name, columns, *packed in rows.tuples(wanted):
        names = json.loads(columns)
        images = [image for side in packed if side for image in json.loads(side)]
        hashes = [at for at, column in enumerate(names) if column in _HASHES]
        has_unused = any(image[at] in unused for at in hashes for image in images)
        if doomed.of(name, names, images) or has_unused:
            barrier = step
    length = sum(lengths[each] for each in unused)
    return Emptied(len(unused), length, frozenset(gone), barrier, _last_step(rows))


def empty_removed(change: Change, plan: Emptied | None = None) -> Emptied:
    """Delete the texts that no document has, and all that the history says of removed documents.

    This cannot be undone, and nothing before it that touched them. Backups are left alone. What
    was planned is taken as it is if nothing has happened since.
    """
    if plan is None or plan.step != change.number - 1:
        plan = plan_emptying(change)
    if not plan.texts and not plan.documents:
        return plan
    doomed = _Doomed(plan.documents)

    def thinned(name: str, columns: list[str], images: list[list[Any]]) -> list[list[Any]]:
        going = {id(image) for image in doomed.of(name, columns, images)}
        return [image for image in images if id(image) not in going] if going else images

    change.rewrite_records(thinned)
    change.drop_texts(_used_texts(change))
    mark = select(schema.meta.c.id).where(schema.meta.c.id == _EMPTIED)
    if change.rows(mark):
        change.update(schema.meta, _EMPTIED, value=change.at)
    else:
        change.insert(schema.meta, id=_EMPTIED, value=change.at)
    change.barrier = plan.barrier
    change.facts = {"count": plan.texts}
    return plan


class _Doomed:
    """Tells the rows that belong to documents which go for good, as the history shows them."""

    def __init__(self, documents: frozenset[str]) -> None:
        self._documents = documents
        self._annotations: set[str] = set()

    def of(self, name: str, columns: Sequence[str], images: Sequence[Image]) -> list[Image]:
        """List the rows that go; annotations must come before what hangs on them."""
        owner = "id" if name == "documents" else "document_id"
        at = columns.index(owner) if owner in columns else None
        keys = [columns.index(key) for key in _MARKS if key in columns]
        if name == "annotations":
            home, documents = columns.index("document_id"), self._documents
            self._annotations.update(image[0] for image in images if image[home] in documents)
            keys = [0]
        return [
            image
            for image in images
            if (at is not None and image[at] in self._documents)
            or any(image[key] in self._annotations for key in keys)
        ]


def _used_texts(rows: Rows) -> set[str]:
    columns = (
        schema.documents.c.text_sha256,
        schema.corrections.c.before_sha256,
        schema.corrections.c.after_sha256,
    )
    return {row[0] for column in columns for row in rows.tuples(select(column))}


def _removed_rows(rows: Rows, step: int, document_id: str, table: str = "") -> dict[str, list[Row]]:
    """Read the rows that a step deleted with a document, by table; of one table, or of all.

    A step that goes back in the history deletes more than that.
    """
    wanted = (
        select(_CHANGES.table_name, _CHANGES.number)
        .where(_CHANGES.step == step, _CHANGES.after.is_(None))
        .order_by(_CHANGES.number)
    )
    if table:
        wanted = wanted.where(_CHANGES.table_name == table)
    record = select(_CHANGES.columns, _CHANGES.before).where(_CHANGES.step == step)
    records = list(rows.tuples(wanted))
    belongs = _Doomed(frozenset((document_id,)))
    found: dict[str, list[Row]] = {name: [] for name, _ in records}
    # Annotations first: what hangs on them is told by them. Each record is read by itself, so
    # that others can go on in between.
    for name, number in sorted(records, key=lambda each: each[0] != "annotations"):
        for columns, before in rows.tuples(record.where(_CHANGES.number == number)):
            names = json.loads(columns)
            mine = belongs.of(name, names, json.loads(before))
            found[name] += [dict(zip(names, image, strict=True)) for image in mine]
    return {name: mine for name, mine in found.items() if mine}


def _last_step(rows: Rows) -> int:
    return next((row[0] for row in rows.tuples(select(func.max(_STEPS.number)))), 0) or 0


def _images(columns: str, packed: str | None) -> Iterator[Row]:
    names = json.loads(columns)
    for image in json.loads(packed) if packed else ():
        yield dict(zip(names, image, strict=True))


def _ids(rows: Rows, name: str) -> set[str]:
    return {row[0] for row in rows.tuples(select(schema.JOURNALED[name].c.id))}


def _fitting(rows: list[Row], table: Any, ids: Mapping[str, set[str]]) -> list[Row]:
    """List the rows of which everything that they refer to is there."""
    links = [
        (column.name, ids[key.column.table.name])
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in ids
    ]
    for name, known in links:
        rows = [row for row in rows if row.get(name) is None or row[name] in known]
    return rows


def _orphan_misfits(change: Change, removed: dict[str, list[Row]]) -> None:
    """Make orphans of parts in other documents whose texts were corrected in between."""
    back = {row["id"]: row["text_sha256"] for row in removed["documents"]}
    text = schema.texts.c
    bodies: dict[str, str] = {}
    wanted = select(schema.documents.c.id, text.sha256, text.body).join_from(
        schema.documents, schema.texts, schema.documents.c.text_sha256 == text.sha256
    )
    elsewhere = {row["document_id"] for row in removed.get("parts", ())} - back.keys()
    if elsewhere:
        found = change.tuples(wanted.where(schema.documents.c.id.in_(elsewhere)))
        bodies = {key: body for key, _, body in found}
    kept: list[Row] = []
    for row in removed.get("parts", ()):
        body = bodies.get(row["document_id"])
        if body is None or body[row["start"] : row["end"]] == row["quote"]:
            kept.append(row)
            continue
        before, after = context(body, min(row["start"], len(body)), min(row["end"], len(body)),
                                CONTEXT_WIDTH)  # fmt: skip
        orphan = {key: row[key] for key in ("annotation_id", "document_id", "position", "role",
                                            "quote", "start", "end")}  # fmt: skip
        orphan |= {"id": new_id(), "before": before, "after": after, "created_at": change.at}
        removed.setdefault("orphans", []).append(orphan | {"text_sha256": ""})
    if "parts" in removed:
        removed["parts"] = kept
