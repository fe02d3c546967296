"""Examples of a code that are passages: of the project itself, or such as a codebook quotes."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.annotations import list_annotations
from desktop_app.core.coders import list_coders
from desktop_app.core.documents import list_documents, read_text
from desktop_app.core.errors import BadValue, Gone
from desktop_app.core.journal import Change
from desktop_app.core.model import Annotation, CodeExample, Rows, chunks, new_id
from desktop_app.core.numbering import Numbering
from desktop_app.core.records import encode

KINDS = ("example", "non_example")
QUOTED = "quoted examples"
"""In a code's `extra`: examples that came in words and that no text of this project holds."""

_TABLE = schema.code_examples


def list_examples(rows: Rows, code_id: str = "") -> list[CodeExample]:
    """List the examples of one code, or of all, in their order."""
    wanted = select(_TABLE.c.id, _TABLE.c.code_id, _TABLE.c.annotation_id, _TABLE.c.kind)
    if code_id:
        wanted = wanted.where(_TABLE.c.code_id == code_id)
    wanted = wanted.order_by(_TABLE.c.code_id, _TABLE.c.position, _TABLE.c.id)
    return [CodeExample(*row) for row in rows.tuples(wanted)]


def add_example(change: Change, code_id: str, annotation_id: str, kind: str = KINDS[0]) -> str:
    """Let an annotation stand as an example of a code, of its own or another; return its id.

    What is there already, or as the other kind, is taken as it is wanted now. Raises Gone,
    BadValue.
    """
    if kind not in KINDS:
        raise BadValue(kind="kind of example", value=kind)
    _name_code(change, code_id)
    annotation = schema.annotations.c
    if not change.rows(select(annotation.id).where(annotation.id == annotation_id)):
        raise Gone(kind="annotation")
    here = list_examples(change, code_id)
    for each in here:
        if each.annotation_id == annotation_id:
            change.update(_TABLE, each.id, kind=kind)
            return each.id
    return change.insert(
        _TABLE, code_id=code_id, annotation_id=annotation_id, kind=kind, position=_next(change)
    )


def remove_example(change: Change, example_id: str) -> None:
    """Let an annotation no longer stand as an example; the annotation itself stays. Raise Gone."""
    found = change.rows(select(_TABLE.c.code_id).where(_TABLE.c.id == example_id))
    if not found:
        raise Gone(kind="example")
    _name_code(change, found[0].code_id)
    change.delete(_TABLE, example_id)


def hand_on_examples(change: Change, moved: Iterable[tuple[str, str]]) -> None:
    """Let the examples that annotations are become those of other annotations: (from, to)."""
    known = {(each.code_id, each.annotation_id): each.id for each in list_examples(change)}
    for old, new in moved:
        for (code_id, annotation_id), key in list(known.items()):
            if annotation_id != old:
                continue
            if (code_id, new) in known:
                change.delete(_TABLE, key)
            else:
                change.update(_TABLE, key, annotation_id=new)
                known[(code_id, new)] = key
            del known[(code_id, annotation_id)]


def _next(change: Change) -> int:
    found = change.tuples(select(_TABLE.c.position).order_by(_TABLE.c.position.desc()).limit(1))
    return next((row[0] + 1 for row in found), 0)


def _name_code(change: Change, code_id: str) -> None:
    found = change.rows(select(schema.codes.c.name).where(schema.codes.c.id == code_id))
    if not found:
        raise Gone(kind="code")
    change.facts["code"] = found[0].name


# In words
@dataclass(frozen=True, slots=True)
class Citation:
    """An example passage in words, and where it stands: title, place such as 14.3, coder.

    `id` is the example's; empty where only its words are known, because they came with a codebook
    and the annotation is in no text of this project.
    """

    kind: str
    quote: str
    document: str = ""
    place: str = ""
    coder: str = ""
    note: str = ""
    annotation_id: str = ""
    id: str = field(default="", compare=False)

    @property
    def where(self) -> str:
        """Document, place and coder as one line, as far as they are known."""
        return ", ".join(filter(None, (self.document, self.place, self.coder)))

    @property
    def said(self) -> str:
        """The passage as one line, with where it stands if that is known."""
        words = self.quote or self.note
        return f"{words} ({self.where})" if self.where else words

    @property
    def words(self) -> tuple[str, ...]:
        """What tells the same passage where the annotation has another id."""
        return (self.document, self.place, self.quote)


def cite_examples(rows: Rows, code_id: str = "") -> dict[str, list[Citation]]:
    """Quote the examples of one code, or of all, by code id; those known by their words last."""
    found = list_examples(rows, code_id)
    known = {a.id: a for a in list_annotations(rows, ids={each.annotation_id for each in found})}
    cite = _citing(rows)
    cited: dict[str, list[Citation]] = {}
    for each in found:
        annotation = known[each.annotation_id]
        cited.setdefault(each.code_id, []).append(cite(annotation, each.kind, each.id))
    for key, quoted in _quoted(rows, code_id).items():
        cited.setdefault(key, []).extend(quoted)
    return cited


def link_examples(change: Change, wanted: Mapping[str, Sequence[Citation]]) -> None:
    """Let passages that a codebook names be examples of codes, besides what is there: by code id.

    Each is looked for by the annotation's id, then by its words and where they stand; what is
    not found stays with the code in words.
    """
    meant = _meant(change, [each for passages in wanted.values() for each in passages])
    known = {(each.code_id, each.annotation_id): each for each in list_examples(change)}
    position = _next(change)
    rows: list[dict[str, Any]] = []
    unknown: dict[str, list[Citation]] = {}
    for code_id, passages in wanted.items():
        for each in passages:
            annotation_id = meant.get(each)
            if annotation_id is None:
                unknown.setdefault(code_id, []).append(each)
            elif there := known.get((code_id, annotation_id)):
                change.update(_TABLE, there.id, kind=each.kind)
            else:
                row = {"code_id": code_id, "annotation_id": annotation_id, "kind": each.kind}
                rows.append({"id": new_id(), **row, "position": position + len(rows)})
                known[code_id, annotation_id] = CodeExample(rows[-1]["id"], *row.values())
    change.insert_many(_TABLE, rows)
    _keep_quoted(change, unknown)


def forget_quoted(change: Change, code_id: str, passage: Citation) -> None:
    """Let go of an example of which only the words are known; raise Gone."""
    _name_code(change, code_id)
    quoted = _quoted(change, code_id).get(code_id, [])
    if passage not in quoted:
        raise Gone(kind="example")
    quoted.remove(passage)
    _write_quoted(change, {code_id: quoted})


def quoted_in(extra: Mapping[str, str]) -> list[Citation]:
    """Read the examples in words that a code keeps among its other columns."""
    try:
        return [Citation(*map(str, each)) for each in json.loads(extra.get(QUOTED, "[]"))]
    except (TypeError, ValueError):  # a column of a stranger's table that is called so
        return []


def quoted_as(passages: Iterable[Citation]) -> dict[str, str]:
    """Write examples in words as they stand among a code's other columns."""
    kept = [list(astuple(each)[:-1]) for each in passages]
    return {QUOTED: json.dumps(kept, ensure_ascii=False)} if kept else {}


def _citing(rows: Rows) -> Callable[[Annotation, str, str], Citation]:
    """Make what puts annotations into words; texts are read once each."""
    people = {coder.id: coder.name for coder in list_coders(rows)}
    titles = {document.id: document.title for document in list_documents(rows)}
    numberings: dict[str, Numbering] = {}

    def cite(annotation: Annotation, kind: str, key: str) -> Citation:
        home, place = annotation.document_id or "", ""
        if annotation.parts:
            first = annotation.parts[0]
            home = first.document_id
            if home not in numberings:
                numberings[home] = Numbering(read_text(rows, home))
            place = numberings[home].reference(first.start)
        who, title = people[annotation.coder_id], titles.get(home, "")
        return Citation(
            kind, annotation.quote, title, place, who, annotation.note, annotation.id, key
        )

    return cite


def _meant(change: Change, passages: Sequence[Citation]) -> dict[Citation, str]:
    """Find the annotations that passages mean."""
    table = schema.annotations.c
    here = {
        row[0]
        for run in chunks(list({each.annotation_id for each in passages}))
        for row in change.tuples(select(table.id).where(table.id.in_(run)))
    }
    found = {each: each.annotation_id for each in passages if each.annotation_id in here}
    lost = [each for each in passages if each not in found and each.quote]
    titles = {each.document for each in lost}
    homes = [each.id for each in list_documents(change) if each.title in titles] if lost else []
    cite = _citing(change)
    by_words = {
        cite(annotation, "", "").words: annotation.id
        for home in homes
        for annotation in list_annotations(change, document_id=home)
    }
    return found | {each: by_words[each.words] for each in lost if each.words in by_words}


def _quoted(rows: Rows, code_id: str = "") -> dict[str, list[Citation]]:
    code = schema.codes.c
    wanted = select(code.id, code.extra).where(code.extra.contains(QUOTED))
    if code_id:
        wanted = wanted.where(code.id == code_id)
    found = {key: quoted_in(json.loads(extra)) for key, extra in rows.tuples(wanted)}
    return {key: quoted for key, quoted in found.items() if quoted}


def _keep_quoted(change: Change, added: Mapping[str, Sequence[Citation]]) -> None:
    if added:
        quoted = _quoted(change)
        _write_quoted(
            change, {key: [*quoted.get(key, []), *passages] for key, passages in added.items()}
        )


def _write_quoted(change: Change, quoted: Mapping[str, Sequence[Citation]]) -> None:
    code = schema.codes.c
    new: dict[str, dict[str, Any]] = {}
    for run in chunks(list(quoted)):
        for key, text in change.tuples(select(code.id, code.extra).where(code.id.in_(run))):
            extra = json.loads(text or "{}")
            extra.pop(QUOTED, None)
            new[key] = {"extra": encode(extra | quoted_as(quoted[key]))}
    change.update_each(schema.codes, new)
