"""What was read of another program's project, brought into a project as one step.

Coders are met by their names, codes as codebooks meet, texts by their words; what a text holds
already, alike in everything, is not brought in again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.core import coders, documents
from desktop_app.core.bookdiff import match
from desktop_app.core.bookimport import import_book
from desktop_app.core.books import read_book
from desktop_app.core.codebook import list_codes
from desktop_app.core.docsets import list_sets, make_set, put_in_set
from desktop_app.core.journal import Change
from desktop_app.core.model import Document, NewDocument, NewPart, NoteTarget
from desktop_app.core.notes import read_note, write_note
from desktop_app.core.texts import sha256_of
from desktop_app.formats.annotations_csv import Plan, apply_plan
from desktop_app.formats.drafts import Draft, without_known
from desktop_app.formats.refi_in import Exchanged, Selected, SourceText

_UNKNOWN_CODER = "Unnamed"


@dataclass(frozen=True, slots=True)
class Brought:
    """How much came in: new texts, new codes, annotations; those that were there already."""

    documents: int
    codes: int
    annotations: int
    already: int


def bring_in(change: Change, found: Exchanged) -> Brought:
    """Bring a project in; raise what its verbs do for a text, code or coder that cannot be."""
    n_codes = import_book(change, found.book).created if found.book else 0
    paths = _paths(change, found)
    known = len(documents.list_documents(change))
    homes = {text.key: _document(change, text) for text in found.texts}
    drafts = _drafts(found, homes, paths)
    _sort_sets(change, found, homes)
    _join_notes(change, NoteTarget("project"), found.note)
    told = without_known(change, list_codes(change), drafts)
    people = {coder.name for coder in coders.list_coders(change)}
    missing = [name for name in dict.fromkeys(d.coder for d in told) if name not in people]
    parts = sum(len(draft.parts) for draft in told)
    apply_plan(change, Plan(told, parts, [], missing))
    n_documents = len(documents.list_documents(change)) - known
    change.facts = {"count": n_documents} if n_documents != 1 else {}
    return Brought(n_documents, n_codes, len(told), len(drafts) - len(told))


def _paths(change: Change, found: Exchanged) -> dict[str, str]:
    """Tell the path that each code of the file has here now."""
    if not found.book:
        return {}
    tree = list_codes(change)
    meant = match(read_book(change), found.book)
    return {key: tree.path(entry.id) for key, entry in meant.items()}


def _document(change: Change, text: SourceText) -> Document:
    """Find the document that has these words, or make it."""
    sha256 = sha256_of(text.text)
    for document in documents.list_documents(change):
        if document.text_sha256 == sha256:
            return document
    new = NewDocument(text.title, text.text, format="qdpx", fields=text.fields)
    made = documents.add_document(change, new)
    _join_notes(change, NoteTarget("document", made), text.note)
    return documents.get_document(change, made)


def _drafts(
    found: Exchanged, homes: Mapping[str, Document], paths: Mapping[str, str]
) -> list[Draft]:
    """Make the annotations of all texts; selections that are tied become parts of one.

    Only what is tied stands together: elsewhere each coding is an annotation of its own.
    """
    first_of, rank = _chains(found.ties)
    drafts: list[Draft] = []
    tied: dict[tuple[str, str, str], Draft] = {}
    for text in found.texts:
        home = homes[text.key]
        for each in (*text.selected, *text.whole):
            coder = found.users.get(each.coder) or _UNKNOWN_CODER
            key = (first_of.get(each.selection, ""), each.code, coder)
            draft = tied.get(key) if key[0] else None
            if draft is None:
                code = paths.get(each.code, "")
                draft = Draft(len(drafts) + 1, code, coder, home, "", {})
                drafts.append(draft)
                if key[0]:
                    tied[key] = draft
            _add(draft, home, each, rank.get(each.selection, 0))
    return drafts


def _chains(ties: Sequence[tuple[str, str]]) -> tuple[dict[str, str], dict[str, int]]:
    """Tell for each selection that is tied the first of its chain, and its place in it from 0."""
    first_of: dict[str, str] = {}
    rank: dict[str, int] = {}
    for one, other in ties:
        first = first_of.setdefault(one, one)
        first_of[other] = first
        rank[other] = rank.setdefault(one, 0) + 1
    return first_of, rank


def _add(draft: Draft, home: Document, each: Selected, rank: int) -> None:
    draft.note = "\n\n".join(filter(None, (draft.note, each.note)))
    draft.properties |= each.properties
    span = (home.id, each.start, each.end)
    if each.end > each.start and span not in draft.spans:
        number = rank if rank not in draft.parts else max(draft.parts) + 1
        draft.parts[number] = NewPart(each.start, each.end, each.role, home.id)
        draft.spans.add(span)
        if number == min(draft.parts):
            draft.document = home


def _sort_sets(change: Change, found: Exchanged, homes: Mapping[str, Document]) -> None:
    for text in found.texts:
        for name in text.sets:
            known = {each.name: each.id for each in list_sets(change)}
            wanted = " ".join(name.split())
            put_in_set(change, known.get(wanted) or make_set(change, wanted), [homes[text.key].id])


def _join_notes(change: Change, target: NoteTarget, text: str) -> None:
    """Put a note behind the one that is there, if it does not say the same."""
    there = read_note(change, target)
    if text and text not in there:
        write_note(change, target, f"{there}\n\n{text}" if there else text)
