"""A project in the exchange format REFI-QDA (.qdpx), as most programs for coding read it.

Texts go along as UTF-8 with LF and without a mark of order, positions as code points with the end
left out, as every program that was seen writes them. What the format has no place for is counted
by `losses`. After the standard, version 1.5, and its schema of 18 March 2019.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from lxml import etree

from desktop_app.core.asking.saved import list_queries
from desktop_app.core.books import read_book
from desktop_app.core.docsets import list_sets
from desktop_app.core.documents import read_text
from desktop_app.core.examples import list_examples
from desktop_app.core.formatting import read_formatting
from desktop_app.core.marks import Mark, Marks, Piece
from desktop_app.core.model import Document, NoteTarget, Rows
from desktop_app.core.notes import list_notes, read_note
from desktop_app.core.relations import list_relations
from desktop_app.formats.atomic import writing
from desktop_app.formats.codebook_qdc import ORIGIN, description_of
from desktop_app.formats.reading import Progress, no_progress
from desktop_app.formats.zipping import add_member

NAMESPACE = "urn:QDA-XML:project:1.0"
_HOME = UUID("6f2f1d5e-6d0b-5b0a-9a0c-8d1a4d1a52b7")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
PARTS = "parts of one annotation"


def write_qdpx(rows: Rows, path: Path, progress: Progress | None = None) -> int:
    """Write a project and return the number of documents.

    Raises FileUnwritable, FileExists.
    """
    tell = progress or no_progress
    tell(0, 0)  # how much there is to write is not known yet
    made = _Exchange(rows, path.stem, tell)
    root = made.project()
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    total = len(made.marks.documents)
    with writing(path) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        add_member(archive, "project.qde", data, tell)
        for at, document_id in enumerate(made.marks.documents):
            tell(at, total)
            # Stored texts hold no lone surrogates, so that nothing is replaced here.
            text = read_text(rows, document_id).encode()
            add_member(archive, f"sources/{document_id}.txt", text)
    return total


def losses(rows: Rows) -> tuple[tuple[str, int], ...]:
    """Count what the format cannot hold, by the name of each thing."""
    marks, lost = Marks(rows), Counter[str]()
    book = read_book(rows)
    for mark in marks:
        if not mark.pieces and not (mark.code_id and mark.document_id):
            lost["annotations without words and without a code or document"] += 1
        lost["roles of parts as a field of their own"] += any(p.role for p in mark.pieces)
    lost["properties as fields of their own"] = len(marks.properties)
    lost["turns of speech"] = sum(map(len, marks.turns.values()))
    for entry in book.entries:
        lost["keys of codes"] += bool(entry.shortcut)
        lost["names of what replaced a code"] += bool(entry.replaced_by)
    lost["links of annotations without words"] = sum(
        not (
            marks.by_id[each.from_annotation_id].pieces
            and marks.by_id[each.to_annotation_id].pieces
        )
        for each in list_relations(rows)
    )
    lost["saved queries"] = len(list_queries(rows))
    lost["passages that are examples of codes"] = len(list_examples(rows))
    lost["stretches in italics, bold or set as headings"] = sum(
        len(read_formatting(rows, each)) for each in marks.documents
    )
    lost["notes on coders"] = sum(note.target.kind == "coder" for note in list_notes(rows))
    lost["characters that programs counting in UTF-16 place differently"] = sum(
        sum(character > "\uffff" for character in read_text(rows, each)) for each in marks.documents
    )
    return tuple((name, count) for name, count in lost.items() if count)


class _Exchange:
    """One project file in the making."""

    def __init__(self, rows: Rows, name: str, tell: Progress) -> None:
        self.marks = Marks(rows)
        self._rows, self._name, self._tell = rows, name, tell
        tell(0, 0)
        self._notes: list[etree._Element] = []
        fields = {name for each in self.marks.documents.values() for name in each.fields}
        self._variables = {name: _guid("variable", name) for name in sorted(fields)}
        self._pieces: dict[str, list[tuple[Piece, Mark]]] = {}
        self._whole: dict[str, list[Mark]] = {}
        for mark in self.marks.in_order(self.marks.by_id):
            for piece in mark.pieces:
                self._pieces.setdefault(piece.document_id, []).append((piece, mark))
            if not mark.pieces and mark.document_id and mark.code_id:
                self._whole.setdefault(mark.document_id, []).append(mark)

    def project(self) -> etree._Element:
        """Make the root; its parts stand in the order that the schema wants."""
        names: Any = {None: NAMESPACE}
        root = etree.Element(
            f"{{{NAMESPACE}}}Project", nsmap=names, name=_writable(self._name), origin=ORIGIN
        )
        self._users(root)
        self._codes(root)
        self._declare(root)
        if self.marks.documents:
            sources = _sub(root, "Sources")
            for at, document in enumerate(self.marks.documents.values()):
                self._tell(at, len(self.marks.documents))
                self._source(sources, document)
        about = self._note(root, "project", None, is_referred=False)
        if self._notes:
            _sub(root, "Notes").extend(self._notes)
        self._links(root)
        self._sets(root)
        if about:
            _sub(root, "NoteRef", targetGUID=about)
        return root

    def _users(self, root: etree._Element) -> None:
        users = _sub(root, "Users")
        for coder in self.marks.coders.values():
            _sub(users, "User", guid=coder.id, name=_writable(coder.name))

    def _codes(self, root: etree._Element) -> None:
        entries = read_book(self._rows).entries
        if not entries:
            return
        made: dict[str | None, etree._Element] = {}
        made[None] = _sub(_sub(root, "CodeBook"), "Codes")
        for entry in entries:
            code = made[entry.id] = _sub(
                made[entry.parent_id],
                "Code",
                guid=entry.id,
                name=_writable(entry.name),
                isCodable="true" if entry.status == "active" else "false",
                color=entry.color or "#808080",
            )
            if text := description_of(entry):
                _sub(code, "Description").text = _writable(text)

    def _declare(self, root: etree._Element) -> None:
        if self._variables:
            variables = _sub(root, "Variables")
            for name, guid in self._variables.items():
                _sub(variables, "Variable", guid=guid, name=_writable(name), typeOfVariable="Text")

    def _source(self, sources: etree._Element, document: Document) -> None:
        source = _sub(
            sources,
            "TextSource",
            guid=document.id,
            name=_writable(document.title),
            plainTextPath=f"internal://{document.id}.txt",
            creationDateTime=_time(document.created_at),
        )
        for piece, mark in self._pieces.get(document.id, ()):
            self._selection(source, piece, mark)
        for mark in self._whole.get(document.id, ()):
            self._coding(source, mark, _guid("coding", mark.id))
        self._note(source, "document", document.id)
        for name, value in document.fields.items():
            held = _sub(source, "VariableValue")
            _sub(held, "VariableRef", targetGUID=self._variables[name])
            _sub(held, "TextValue").text = _writable(value)

    def _selection(self, source: etree._Element, piece: Piece, mark: Mark) -> None:
        first = piece.position == mark.pieces[0].position
        selection = _sub(
            source,
            "PlainTextSelection",
            guid=(guid := _piece_guid(piece)),
            name=_writable(" ".join(piece.quote.split())[:60]),
            startPosition=str(piece.start),
            endPosition=str(piece.end),
            creatingUser=mark.coder_id,
            creationDateTime=_time(mark.created_at),
            modifiedDateTime=_time(mark.modified_at),
        )
        facts = {"role": piece.role} if piece.role else {}
        said = _facts({**facts, **(self.marks.properties.get(mark.id, {}) if first else {})})
        if said:
            _sub(selection, "Description").text = _writable(said)
        if mark.code_id:
            self._coding(selection, mark, _guid("coding", guid), has_note=first)
        elif first:
            self._note(selection, "annotation", mark.id)

    def _coding(
        self, above: etree._Element, mark: Mark, guid: str, *, has_note: bool = True
    ) -> None:
        coding = _sub(
            above,
            "Coding",
            guid=guid,
            creatingUser=mark.coder_id,
            creationDateTime=_time(mark.created_at),
        )
        assert mark.code_id is not None
        _sub(coding, "CodeRef", targetGUID=mark.code_id)
        if has_note:
            self._note(coding, "annotation", mark.id)

    def _note(
        self, above: etree._Element, kind: str, key: str | None, *, is_referred: bool = True
    ) -> str:
        """Keep a note for later, referred to from what it is about; return its id or ""."""
        if kind == "annotation":
            text = self.marks.notes.get(key or "", "")
        else:
            text = read_note(self._rows, NoteTarget(kind, key))
        if not text:
            return ""
        guid = _guid(f"note on {kind}", key or "")
        note = etree.Element(f"{{{NAMESPACE}}}Note", guid=guid, name=_writable(f"Note on {kind}"))
        _sub(note, "PlainTextContent").text = _writable(text)
        self._notes.append(note)
        if is_referred:
            _sub(above, "NoteRef", targetGUID=guid)
        return guid

    def _links(self, root: etree._Element) -> None:
        """Tie the parts of an annotation, and annotations by their relations."""
        links = list(self._link_rows())
        if links:
            above = _sub(root, "Links")
            for each in links:
                _sub(above, "Link", **each)

    def _link_rows(self) -> Iterator[dict[str, str]]:
        for mark in self.marks.by_id.values():
            if len(mark.pieces) > 1:
                for one, other in pairwise(map(_piece_guid, mark.pieces)):
                    yield _link(PARTS, "Associative", one, other)
        for relation in list_relations(self._rows):
            ends = [
                self.marks.by_id[each].pieces
                for each in (relation.from_annotation_id, relation.to_annotation_id)
            ]
            if all(ends):
                one, other = (_piece_guid(pieces[0]) for pieces in ends)
                yield _link(relation.kind, "OneWay", one, other)

    def _sets(self, root: etree._Element) -> None:
        sets = list_sets(self._rows)
        if sets:
            above = _sub(root, "Sets")
            for each in sets:
                made = _sub(above, "Set", guid=each.id, name=_writable(each.name))
                for document_id in self.marks.documents:
                    if document_id in each.documents:
                        _sub(made, "MemberSource", targetGUID=document_id)


def _sub(above: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(above, f"{{{NAMESPACE}}}{tag}", attributes)


def _link(name: str, direction: str, one: str, other: str) -> dict[str, str]:
    return {
        "guid": _guid(f"link {name}", f"{one} {other}"),
        "name": _writable(name),
        "direction": direction,
        "originGUID": one,
        "targetGUID": other,
    }


def _piece_guid(piece: Piece) -> str:
    return _guid("part", f"{piece.annotation_id} {piece.position}")


def _guid(kind: str, key: str) -> str:
    """Make the id of what has none of its own, always the same for the same thing."""
    return str(uuid5(_HOME, f"{kind}: {key}"))


def _facts(facts: Mapping[str, str]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in facts.items())


def _time(text: str) -> str:
    return f"{text[:19]}Z"


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)
