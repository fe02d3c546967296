"""Passages: places in a document's text, checked against it before they are stored.

How annotations hold their parts is in `annotations`; the algebra of spans in `spans`.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from desktop_app.core import names, schema
from desktop_app.core.errors import BadSpan, Gone, SpanRepeated
from desktop_app.core.model import NewPart, Rows, new_id

_TITLED = (
    select(schema.documents.c.title, schema.texts.c.body)
    .join_from(
        schema.documents, schema.texts, schema.documents.c.text_sha256 == schema.texts.c.sha256
    )
    .where(schema.documents.c.id == bindparam("document"))
)


class Texts:
    """The texts that passages are checked against, each read once."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._known: dict[str, tuple[str, str]] = {}

    def quote(self, document_id: str, start: int, end: int) -> str:
        """Cut a passage out of its text or raise BadSpan or Gone."""
        title, text = self.titled(document_id)
        if not 0 <= start < end <= len(text):
            raise BadSpan(document=title, start=start, end=end, length=len(text))
        return text[start:end]

    def titled(self, document_id: str) -> tuple[str, str]:
        """Return a document's title and text or raise Gone."""
        if document_id not in self._known:
            self._known[document_id] = self._read(document_id)
        return self._known[document_id]

    def _read(self, document_id: str) -> tuple[str, str]:
        found = self._rows.rows(_TITLED, document=document_id)
        if not found:
            raise Gone(kind="document")
        return found[0].title, found[0].body


def checked_parts(
    texts: Texts, annotation_id: str, home: str, parts: Sequence[NewPart]
) -> list[dict[str, Any]]:
    """Make the rows of an annotation's parts in their order; `home` is the annotation's document.

    Raises BadSpan, SpanRepeated, Gone, TooLong.
    """
    rows: list[dict[str, Any]] = []
    for position, part in enumerate(parts):
        document_id = part.document_id or home
        rows.append(
            {
                "id": new_id(),
                "annotation_id": annotation_id,
                "document_id": document_id,
                "position": position,
                "start": part.start,
                "end": part.end,
                "role": part.role and names.optional("role", part.role),
                "quote": texts.quote(document_id, part.start, part.end),
            }
        )
    if len(rows) > 1 and len({(r["document_id"], r["start"], r["end"]) for r in rows}) < len(rows):
        raise SpanRepeated(start=rows[-1]["start"], end=rows[-1]["end"])
    return rows
