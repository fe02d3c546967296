"""The annotations of a document by their place, for great numbers: plain tuples, in order.

All that is known of some annotations is read in `annotations`. Sorting is left to the database:
there no other thread waits for it.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.model import Rows


def spans_of_document(
    rows: Rows, document_id: str, within: tuple[int, int] | None = None
) -> Iterator[tuple[Any, ...]]:
    """Yield (start, end, annotation id, position, role, code id, coder id) sorted by place.

    For great numbers: plain tuples, one a part; with `within` those that start in that span.
    """
    part, annotation = schema.parts.c, schema.annotations.c
    wanted = (
        select(
            part.start, part.end, part.annotation_id, part.position, part.role,
            annotation.code_id, annotation.coder_id,
        )
        .join_from(schema.parts, schema.annotations, annotation.id == part.annotation_id)
        .where(part.document_id == document_id)
        .order_by(part.start, part.end)
    )  # fmt: skip
    if within:
        wanted = wanted.where(part.start >= within[0], part.start < within[1])
    return rows.tuples(wanted)


def first_passages(rows: Rows, document_id: str) -> Iterator[tuple[Any, ...]]:
    """Yield (start, end, annotation id, code id, coder id, words) in reading order.

    One of each annotation that has a part in the document: its first there, the longest of those
    that begin together.
    """
    part, annotation = schema.parts.c, schema.annotations.c
    wanted = (
        select(
            part.start, part.end, part.annotation_id,
            annotation.code_id, annotation.coder_id, part.quote,
        )
        .join_from(schema.parts, schema.annotations, annotation.id == part.annotation_id)
        .where(part.document_id == document_id)
        .order_by(part.start, part.end.desc(), part.annotation_id)
    )  # fmt: skip
    seen: set[str] = set()
    for row in rows.tuples(wanted):
        if row[2] not in seen:
            seen.add(row[2])
            yield row


def without_passages(rows: Rows, document_id: str) -> list[str]:
    """Read which annotations are at home in the document and have no part anywhere."""
    annotation = schema.annotations.c
    has_part = select(schema.parts.c.id).where(schema.parts.c.annotation_id == annotation.id)
    wanted = select(annotation.id).where(annotation.document_id == document_id, ~has_part.exists())
    return [row[0] for row in rows.tuples(wanted)]
