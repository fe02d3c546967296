"""One row of a table of segments: the passage that it names, checked against its text.

What ties rows together to annotations is not known here.
"""

import re
from collections.abc import Mapping

from desktop_app.core import documents
from desktop_app.core.errors import Ambiguous, BadValue, QuoteDiffers, Unknown
from desktop_app.core.model import Document, NewPart, Rows
from desktop_app.core.passages import Texts

# Programs that keep an empty cell in a column of numbers write the others as 12.0.
_NUMBER = re.compile(r"(-?[0-9]{1,15})(?:\.0*)?")


def number_in(cell: str) -> int:
    """Read a whole number or raise BadValue."""
    match = _NUMBER.fullmatch(cell.strip())
    if not match:
        raise BadValue(value=cell, kind="whole number")
    return int(match[1])


class Places:
    """The documents of a project by id and title, and their texts, each read once."""

    def __init__(self, rows: Rows) -> None:
        self._texts = Texts(rows)
        self._by_id: dict[str, Document] = {}
        self._by_title: dict[str, list[Document]] = {}
        for document in documents.list_documents(rows):
            self._by_id[document.id] = document
            self._by_title.setdefault(document.title, []).append(document)

    def part(self, row: Mapping[str, str], *, is_only: bool) -> tuple[str, NewPart | None]:
        """Read a row's document and passage: no passage where its only row leaves it empty.

        Raises Unknown, Ambiguous, BadValue, BadSpan, QuoteDiffers.
        """
        document = self._document(row)
        quote = row.get("quote", "").replace("\r\n", "\n")
        is_blank = not (row["start"].strip() or row["end"].strip())
        if is_blank and is_only and not quote:
            return document.id, None
        start, end = number_in(row["start"]), number_in(row["end"])
        found = self._texts.quote(document.id, start, end)
        if quote and found != quote:
            raise QuoteDiffers(
                document=document.title, start=start, end=end, found=found, quote=quote
            )
        return document.id, NewPart(start, end, row.get("role", "").strip(), document.id)

    def _document(self, row: Mapping[str, str]) -> Document:
        by_id = self._by_id.get(row.get("document_id", "").strip())
        if by_id:
            return by_id
        name = row.get("document", "").strip()
        found = self._by_title.get(name, [])
        if name in self._by_id:
            return self._by_id[name]
        if len(found) > 1:
            raise Ambiguous(kind="document", name=name, ids=[each.id for each in found])
        if not found:
            raise Unknown(kind="document", name=name or row.get("document_id", ""))
        return found[0]
