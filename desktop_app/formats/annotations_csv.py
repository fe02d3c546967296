"""Annotations from a segments table: ours, or any with the columns needed.

A table is first planned against the project, every row checked, and then applied as a whole or
not at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop_app.core import annotations, codebook, coders, documents
from desktop_app.core.codetree import CodeTree, join_path, split_path
from desktop_app.core.errors import (
    AppError,
    BadSpan,
    BadValue,
    ColumnsMissing,
    PartRepeated,
    QuoteDiffers,
    RowRefused,
    RowsDisagree,
    SpanRepeated,
    Unknown,
)
from desktop_app.core.journal import Change
from desktop_app.core.model import Document, NewAnnotation, NewPart, Rows
from desktop_app.formats.csv_profile import Table
from desktop_app.formats.segments_csv import PROPERTY

KEYS = ("annotation_id", "annotation")
NEEDED = ("document", "start", "end")


@dataclass(slots=True)
class Draft:
    """An annotation as its rows tell it; names are not resolved yet."""

    row: int
    code: str
    coder: str
    document: Document | None
    note: str
    properties: dict[str, str]
    parts: list[tuple[int, int, NewPart]] = field(default_factory=list)
    """Each part with its number and its row."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a table would bring; `codes` and `coders` are those that are missing."""

    annotations: list[Draft]
    parts: int
    codes: list[str]
    coders: list[str]


def plan_annotations(rows: Rows, table: Table, coder: str) -> Plan:
    """Check a table against the project; rows without a coder are `coder`'s.

    Raises ColumnsMissing, and RowRefused with the row and its cause.
    """
    key = next((name for name in KEYS if name in table.columns), None)
    missing = [name for name in NEEDED if name not in table.columns]
    if key is None:
        missing.insert(0, KEYS[0])
    if not {"code_path", "code"} & set(table.columns):
        missing.append("code_path")
    if missing:
        raise ColumnsMissing(path=table.path, columns=missing)
    drafts = _Drafts(rows, coder)
    for number, row in table.rows:
        try:
            drafts.add(number, row[key or ""], row)
        except AppError as cause:
            raise RowRefused(path=table.path, row=number, cause=cause) from cause
    found = list(drafts.known.values())
    return Plan(
        found,
        sum(len(draft.parts) for draft in found),
        _missing_codes(rows, table, found),
        _missing_coders(rows, found),
    )


def apply_plan(change: Change, plan: Plan) -> list[str]:
    """Make the missing coders and codes and all annotations; return the annotations' ids."""
    for name in plan.coders:
        coders.add_coder(change, name)
    for path in plan.codes:
        codebook.create_path(change, path)
    tree = codebook.list_codes(change)
    people = {coder.name: coder.id for coder in coders.list_coders(change)}
    code_ids = {draft.code: tree.find(draft.code).id for draft in plan.annotations if draft.code}

    def new() -> Iterator[NewAnnotation]:
        for draft in plan.annotations:
            yield NewAnnotation(
                document_id=draft.document.id if draft.document else "",
                parts=[part for _, _, part in sorted(draft.parts, key=lambda each: each[:2])],
                code_id=code_ids.get(draft.code),
                coder_id=people[draft.coder],
                note=draft.note,
                properties=draft.properties,
            )

    made = annotations.add_annotations(change, new())
    change.facts = {"count": len(made)}
    return made


class _Drafts:
    """The annotations that rows tell, gathered by their key; every row is checked."""

    def __init__(self, rows: Rows, coder: str) -> None:
        self._rows = rows
        self._coder = coder
        self._texts: dict[str, str] = {}
        self._documents: dict[tuple[str, str], Document] = {}
        self.known: dict[str, Draft] = {}

    def add(self, number: int, key: str, row: dict[str, str]) -> None:
        """Take one row; raise what is wrong with it."""
        if not key:
            raise BadValue(kind="annotation_id", value="")
        document = self._document(row)
        draft = self._draft(number, key, row, document)
        start, end = row["start"], row["end"]
        if not start and not end:
            return
        part = NewPart(_number(start), _number(end), row.get("role", ""), document.id)
        self._check(document, part, row.get("quote", ""))
        order = row.get("part", "")
        draft.parts.append((_number(order) if order else len(draft.parts) + 1, number, part))

    def _draft(self, number: int, key: str, row: dict[str, str], document: Document) -> Draft:
        code = row.get("code_path") or row.get("code") or ""
        coder = " ".join(row.get("coder", "").split()) or self._coder
        note = row.get("note", "")
        draft = self.known.get(key)
        if draft is None:
            properties = {
                name.removeprefix(PROPERTY): value
                for name, value in row.items()
                if name.startswith(PROPERTY) and value
            }
            draft = Draft(number, code, coder, document, note, properties)
            self.known[key] = draft
            return draft
        for kind, there, here in (
            ("code", draft.code, code),
            ("coder", draft.coder, coder),
        ):
            if there != here:
                raise BadValue(kind=f"{kind} of the annotation in row {draft.row}", value=here)
        draft.note = draft.note or note
        return draft

    def _document(self, row: dict[str, str]) -> Document:
        """Find a row's document by its id where that is known here, else by its title."""
        named = (row.get("document_id", ""), row["document"])
        if named not in self._documents:
            try:
                found = documents.find_document(self._rows, named[0])
            except Unknown:
                found = documents.find_document(self._rows, named[1])
            self._documents[named] = found
        return self._documents[named]

    def _check(self, document: Document, part: NewPart, quote: str) -> None:
        if document.id not in self._texts:
            self._texts[document.id] = documents.read_text(self._rows, document.id)
        text = self._texts[document.id]
        span = {"document": document.title, "start": part.start, "end": part.end}
        if not 0 <= part.start < part.end <= len(text):
            raise BadSpan(**span, length=len(text))
        found = text[part.start : part.end]
        if quote and found != quote:
            raise QuoteDiffers(**span, quote=quote, found=found)


def _number(text: str) -> int:
    if not text.strip().isascii() or not text.strip().isdigit():
        raise BadValue(kind="whole number", value=text)
    return int(text)


def _missing_codes(rows: Rows, table: Table, drafts: list[Draft]) -> list[str]:
    tree = codebook.list_codes(rows)
    missing = []
    for path in dict.fromkeys(draft.code for draft in drafts if draft.code):
        if not split_path(path):
            first = next(draft for draft in drafts if draft.code == path)
            cause = Unknown(kind="code", name=path)
            raise RowRefused(path=table.path, row=first.row, cause=cause)
        try:
            tree.find(path)
        except Unknown:
            missing.append(path)
    return missing


def _missing_coders(rows: Rows, drafts: list[Draft]) -> list[str]:
    known = {coder.name for coder in coders.list_coders(rows)}
    return [name for name in dict.fromkeys(draft.coder for draft in drafts) if name not in known]
