"""Annotations as a table tells them, and which of them a project holds already."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.core import annotations, coders
from desktop_app.core.codetree import CodeTree
from desktop_app.core.model import Document, NewPart, Part, Rows

Key = tuple[object, ...]


@dataclass(slots=True)
class Draft:
    """An annotation as its rows tell it; its code, by path, and its coder need not exist yet."""

    row: int
    code: str
    coder: str
    document: Document | None
    note: str
    properties: dict[str, str]
    parts: dict[int, NewPart] = field(default_factory=dict)
    """The parts by their numbers."""
    spans: set[tuple[str, int, int]] = field(default_factory=set)


def without_known(rows: Rows, tree: CodeTree, drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out the drafts that are in the project already, alike in everything.

    Alike are the code, the coder, the parts in their order with their roles, the note and the
    properties. Two alike in a table are two: so many are left out as there are in the project.
    """
    known = Counter(_known(rows, tree, drafts))
    if not known:
        return list(drafts)
    found = []
    for draft in drafts:
        key = _key_of(draft)
        if known[key]:
            known[key] -= 1
        else:
            found.append(draft)
    return found


def _known(rows: Rows, tree: CodeTree, drafts: Sequence[Draft]) -> Iterator[Key]:
    people = {coder.id: coder.name for coder in coders.list_coders(rows)}
    told = {part.document_id for draft in drafts for part in draft.parts.values()}
    told |= {draft.document.id for draft in drafts if draft.document}
    seen: set[str] = set()
    for document_id in sorted(told):
        for each in annotations.list_annotations(rows, document_id=document_id):
            if each.id not in seen:
                seen.add(each.id)
                yield _key(
                    tree.path(each.code_id),
                    people.get(each.coder_id, ""),
                    each.document_id or "",
                    each.parts,
                    each.note,
                    each.properties,
                )


def _key_of(draft: Draft) -> Key:
    home = draft.document.id if draft.document else ""
    parts = [part for _, part in sorted(draft.parts.items())]
    return _key(draft.code, draft.coder, home, parts, draft.note, draft.properties)


def _key(
    code: str,
    coder: str,
    home: str,
    parts: Iterable[Part | NewPart],
    note: str,
    properties: Mapping[str, str],
) -> Key:
    places = tuple((part.document_id, part.start, part.end, part.role) for part in parts)
    # Where an annotation is at home is told by its parts; only without any it stands by itself.
    said = note.replace("\r\n", "\n").strip()
    return (code, coder, places or home, said, tuple(sorted(properties.items())))
