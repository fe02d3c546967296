"""Acts upon several codes at once: moved, sorted, retired; and what an act would touch."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from desktop_app.core import schema
from desktop_app.core.codebook import (
    STATUSES,
    edit_code,
    list_codes,
    move_code,
    with_descendants,
)
from desktop_app.core.codetree import CodeTree
from desktop_app.core.errors import BadValue, Gone
from desktop_app.core.examples import quoted_in
from desktop_app.core.journal import Change
from desktop_app.core.model import Code, Rows, chunks

ACTIVE, RETIRED = STATUSES


@dataclass(frozen=True, slots=True)
class Touched:
    """How many things hang on some codes and on those below them."""

    codes: int = 0
    annotations: int = 0
    parts: int = 0
    documents: int = 0
    coders: int = 0
    notes: int = 0
    examples: int = 0
    """Passages that are examples of these codes, of this project or in words only."""
    replaced: int = 0
    """Retired codes elsewhere that name one of these as what replaced them."""


def touched_by(rows: Rows, code_ids: Sequence[str]) -> Touched:
    """Count what deleting or merging codes would touch; raise Gone."""
    tree = list_codes(rows)
    ids = with_descendants(tree, code_ids)
    quoted = sum(len(quoted_in(code.extra)) for each in ids if (code := tree.get(each)))
    annotation, part = schema.annotations.c, schema.parts.c
    documents: set[str] = set()
    people: set[str] = set()
    annotations = parts = 0
    for run in chunks(ids):
        found = rows.tuples(
            select(annotation.id, annotation.coder_id, part.document_id, annotation.document_id)
            .join_from(
                schema.annotations,
                schema.parts,
                part.annotation_id == annotation.id,
                isouter=True,
            )
            .where(annotation.code_id.in_(run))
        )
        seen: set[str] = set()
        for key, coder_id, document_id, home_id in found:
            seen.add(key)
            people.add(coder_id)
            documents |= {document_id or home_id} - {None}
            parts += document_id is not None
        annotations += len(seen)
    codes = schema.codes.c
    return Touched(
        codes=len(ids),
        annotations=annotations,
        parts=parts,
        documents=len(documents),
        coders=len(people),
        notes=_count(rows, schema.notes.c.code_id, ids),
        examples=_count(rows, schema.code_examples.c.code_id, ids) + quoted,
        replaced=_count(rows, codes.replaced_by, ids) - _count_within(rows, ids),
    )


def move_codes(
    change: Change, code_ids: Sequence[str], parent_id: str | None, position: int | None = None
) -> None:
    """Put codes below another (None: topmost) in the order given, from `position` on or last.

    A code whose ancestor moves too goes with it. Raises Gone, CodeInsideItself, NameTaken.
    """
    tree = list_codes(change)
    tops = topmost(tree, code_ids)
    change.lose(len(tops))
    if position is not None:
        here = [each.id for each in tree.children(parent_id)]
        position -= sum(1 for each in here[:position] if each in tops)
    for offset, code_id in enumerate(tops):
        move_code(change, code_id, parent_id, None if position is None else position + offset)
    if len(tops) != 1:
        change.facts = {"count": len(tops)}


def topmost(tree: CodeTree, code_ids: Sequence[str]) -> list[str]:
    """List those codes that have none of the others above them, in the order of the tree."""
    wanted = set(code_ids)
    for code_id in wanted:
        if code_id not in tree:
            raise Gone(kind="code")
    kept = [c for c in wanted if not wanted & {each.id for each in tree.lineage(c)[:-1]}]
    return sorted(kept, key=tree.ranks.__getitem__)


def sort_codes(
    change: Change, parent_id: str | None, key: str = "name", *, is_deep: bool = False
) -> None:
    """Sort the codes below one, or the topmost: by name, by number of annotations, by age.

    `is_deep` sorts all levels below too. Raises Gone, BadValue.
    """
    tree = list_codes(change)
    if parent_id is not None:
        code = tree.get(parent_id)
        if code is None:
            raise Gone(kind="code")
        change.facts["code"] = code.name
    rank = _ranker(change, tree, key)
    above = [parent_id, *(each.id for each in tree.below(parent_id))] if is_deep else [parent_id]
    for each in above:
        for position, child in enumerate(sorted(tree.children(each), key=rank)):
            if child.position != position:
                change.update(schema.codes, child.id, position=position)


def retire_codes(change: Change, code_ids: Sequence[str], replaced_by: str | None = None) -> None:
    """Offer codes no more; their annotations stay. `replaced_by` names what is used instead.

    Raises Gone, and BadValue where a code would replace itself.
    """
    if replaced_by in code_ids:
        raise BadValue(kind="code that can replace itself", value=_name(change, replaced_by))
    for code_id in code_ids:
        edit_code(change, code_id, status=RETIRED, replaced_by=replaced_by)
    if len(code_ids) != 1:
        change.facts = {"count": len(code_ids)}


def restore_codes(change: Change, code_ids: Sequence[str]) -> None:
    """Offer retired codes again; raise Gone."""
    for code_id in code_ids:
        edit_code(change, code_id, status=ACTIVE, replaced_by=None)
    if len(code_ids) != 1:
        change.facts = {"count": len(code_ids)}


def natural_key(text: str) -> tuple[Any, ...]:
    """Sort names as people do: blind to letter case and accents, numbers by their value."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    cut = re.split(r"([0-9]+)", bare.casefold())
    return (*((int(each), "") if at % 2 else (-1, each) for at, each in enumerate(cut)), (0, text))


def _ranker(rows: Rows, tree: CodeTree, key: str) -> Any:
    if key == "name":
        return lambda code: natural_key(code.name)
    if key == "created":
        return lambda code: (code.created_at, code.id)
    if key != "annotations":
        raise BadValue(kind="order of codes", value=key)
    column = schema.annotations.c.code_id
    own = dict(rows.tuples(select(column, func.count()).group_by(column)))

    def most(code: Code) -> tuple[Any, ...]:
        below = sum(own.get(each.id, 0) for each in tree.below(code.id))
        return (-(own.get(code.id, 0) + below), natural_key(code.name))

    return most


def _count(rows: Rows, column: Any, ids: Sequence[str]) -> int:
    return sum(
        next(iter(rows.tuples(select(func.count()).where(column.in_(run)))))[0]
        for run in chunks(ids)
    )


def _count_within(rows: Rows, ids: Sequence[str]) -> int:
    """Count the codes among these that one among these replaced."""
    known, code = set(ids), schema.codes.c
    found = rows.tuples(select(code.id, code.replaced_by).where(code.replaced_by.is_not(None)))
    return sum(key in known and by in known for key, by in found)


def _name(rows: Rows, code_id: str | None) -> str:
    code = list_codes(rows).get(code_id)
    return code.name if code else ""
