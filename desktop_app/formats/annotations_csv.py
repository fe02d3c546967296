"""Annotations from a segments table: ours, or any with the columns needed.

A table is first planned against the project, every row checked, and then applied as a whole or
not at all.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from desktop_app.core import annotations, codebook, coders, documents, names
from desktop_app.core.codetree import CodeTree, join_path, split_path
from desktop_app.core.errors import (
    AppError,
    BadSpan,
    BadValue,
    CellsMissing,
    ColumnsMissing,
    NameEmpty,
    PartRepeated,
    QuoteDiffers,
    RowRefused,
    RowsDisagree,
    SpanRepeated,
    Unknown,
)
from desktop_app.core.journal import Change
from desktop_app.core.model import Document, NewAnnotation, NewPart, Rows
from desktop_app.formats.csv_profile import Table, guard
from desktop_app.formats.drafts import Draft, without_known
from desktop_app.formats.segments_csv import PROPERTY

KEYS = ("annotation_id", "annotation")
NEEDED = ("document", "start", "end")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a table would bring; `codes` and `coders` are those that are missing."""

    annotations: list[Draft]
    parts: int
    codes: list[str]
    coders: list[str]
    already: int = 0
    """So many more annotations of the table are in the project already, alike in everything."""


def plan_annotations(rows: Rows, table: Table, coder: str) -> Plan:
    """Check a table against the project; rows without a coder are `coder`'s.

    A table that a spreadsheet saved without its BOM, but with the guards of its cells, is known by
    a quotation that differs from its text by just that. Raises ColumnsMissing, and RowRefused with
    the row and its cause.
    """
    try:
        return _plan(rows, table, coder)
    except RowRefused as refused:
        cause = refused.facts["cause"]
        if isinstance(cause, QuoteDiffers) and cause.facts["quote"] == guard(
            str(cause.facts["found"])
        ):
            return _plan(rows, table.unguarded(), coder)
        raise


def _plan(rows: Rows, table: Table, coder: str) -> Plan:
    key = next((name for name in KEYS if name in table.columns), None)
    missing = [name for name in NEEDED if name not in table.columns]
    if key is None:
        missing.insert(0, KEYS[0])
    if not {"code_path", "code"} & set(table.columns):
        missing.append("code_path")
    if missing:
        raise ColumnsMissing(path=table.path, columns=missing)
    drafts = _Drafts(rows, coder)
    code = "code_path" if "code_path" in table.columns else "code"
    needed = {key, *NEEDED, code, "quote", "coder"}
    for number, row in table.rows:
        try:
            if cut := [name for name in table.cut.get(number, ()) if name in needed]:
                raise CellsMissing(columns=cut)
            drafts.add(number, row[key or ""], row)
        except AppError as cause:
            raise RowRefused(path=table.path, row=number, cause=cause) from cause
    told = list(drafts.known.values())
    found = without_known(rows, drafts.tree, told)
    return Plan(
        found,
        sum(len(draft.parts) for draft in found),
        _missing_codes(drafts.tree, found),
        _missing_coders(rows, found),
        len(told) - len(found),
    )


def apply_plan(change: Change, plan: Plan) -> list[str]:
    """Make the missing coders and codes and all annotations; return the annotations' ids."""
    for name in plan.coders:
        coders.add_coder(change, name)
    for path in plan.codes:
        codebook.create_path(change, path)
    tree = codebook.list_codes(change)
    people = {coder.name: coder.id for coder in coders.list_coders(change)}
    code_ids = {tree.path(code.id): code.id for code in tree}

    def new() -> Iterator[NewAnnotation]:
        for draft in plan.annotations:
            yield NewAnnotation(
                document_id=draft.document.id if draft.document else "",
                parts=[part for _, part in sorted(draft.parts.items())],
                code_id=code_ids.get(draft.code),
                coder_id=people[draft.coder],
                note=draft.note,
                properties=draft.properties,
            )

    made = annotations.add_annotations(change, new())
    change.facts = {"count": len(made)} if len(made) != 1 else {}
    return made


class _Drafts:
    """The annotations that rows tell, gathered by their key; every row is checked."""

    def __init__(self, rows: Rows, coder: str) -> None:
        self._rows = rows
        self._coder = coder
        self._texts: dict[str, str] = {}
        self._documents: dict[tuple[str, str], Document] = {}
        self.tree = codebook.list_codes(rows)
        self.known: dict[str, Draft] = {}

    def add(self, number: int, key: str, row: dict[str, str]) -> None:
        """Take one row; raise what is wrong with it."""
        if not key:
            raise CellsMissing(columns=[KEYS[0]])
        document = self._document(row)
        draft = self._draft(number, key, row, document)
        start, end, quote = row["start"].strip(), row["end"].strip(), row.get("quote", "")
        is_first = draft.row == number
        if not (start or end or quote) and is_first:
            return
        if not (is_first or draft.parts):
            raise CellsMissing(columns=["start", "end"])
        role = names.optional("role", row.get("role", ""))
        part = NewPart(_number(start, "start"), _number(end, "end"), role, document.id)
        self._check(document, part, quote.replace("\r\n", "\n"))
        _add_part(draft, key, row.get("part", "").strip(), part)

    def _draft(self, number: int, key: str, row: dict[str, str], document: Document) -> Draft:
        code = self._code_path(row)
        coder = names.optional("coder", row.get("coder", "")) or self._coder
        note = row.get("note", "")
        properties = {
            name.removeprefix(PROPERTY): value
            for name, value in row.items()
            if name.startswith(PROPERTY) and value
        }
        draft = self.known.get(key)
        if draft is None:
            draft = Draft(number, code, coder, document, note, properties)
            self.known[key] = draft
            return draft
        said = [("code", draft.code, code), ("coder", draft.coder, coder)]
        # What a row leaves empty it does not gainsay.
        said += [("note", draft.note or note, note or draft.note)]
        said += [
            (name, draft.properties.get(name, here), here) for name, here in properties.items()
        ]
        for column, there, here in said:
            if there != here:
                raise RowsDisagree(annotation=key, column=column, value=here, other=there)
        draft.note = draft.note or note
        draft.properties |= properties
        return draft

    def _code_path(self, row: dict[str, str]) -> str:
        """Write a row's code as the codebook writes paths; a bare name may be a known code's."""
        cell = row.get("code_path") or row.get("code") or ""
        path = join_path(names.checked("code", name) for name in split_path(cell))
        if cell.strip() and not path:
            raise NameEmpty(kind="code")
        if path and not row.get("code_path"):
            with suppress(Unknown):
                path = self.tree.path(self.tree.find(cell).id)
        return path

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
        title, start, end = document.title, part.start, part.end
        if not 0 <= start < end <= len(text):
            raise BadSpan(document=title, start=start, end=end, length=len(text))
        found = text[start:end]
        if quote and found != quote:
            raise QuoteDiffers(document=title, start=start, end=end, quote=quote, found=found)


def _add_part(draft: Draft, key: str, order: str, part: NewPart) -> None:
    """Put a part in the place that its number says, or behind those that came before."""
    rank = _number(order, "part") if order else len(draft.parts) + 1
    if rank in draft.parts:
        raise PartRepeated(annotation=key, part=rank)
    span = (part.document_id, part.start, part.end)
    if span in draft.spans:
        raise SpanRepeated(start=part.start, end=part.end)
    draft.parts[rank] = part
    draft.spans.add(span)


def _number(text: str, column: str) -> int:
    if not text:
        raise CellsMissing(columns=[column])
    # Programs that keep empty cells in a column of numbers write the others as 12.0.
    match = re.fullmatch(r"(-?[0-9]{1,15})(?:\.0*)?", text)
    if not match:
        raise BadValue(kind="whole number", value=text)
    return int(match[1])


def _missing_codes(tree: CodeTree, drafts: list[Draft]) -> list[str]:
    known = {tree.path(code.id) for code in tree} | {""}
    return [path for path in dict.fromkeys(draft.code for draft in drafts) if path not in known]


def _missing_coders(rows: Rows, drafts: list[Draft]) -> list[str]:
    known = {coder.name for coder in coders.list_coders(rows)}
    return [name for name in dict.fromkeys(draft.coder for draft in drafts) if name not in known]
