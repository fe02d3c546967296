"""What is to be settled and what was: differences by name, and decisions with what they were on.

A difference is a place where readers part, as `comparing.places` finds it. Its key follows from
the marks that meet there, so that the same difference has the same key while it lasts. Deciding
is done in `deciding`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256

from desktop_app.core.annotations import list_annotations
from desktop_app.core.coders import list_coders
from desktop_app.core.comparing.places import Place, find_places, read_marked
from desktop_app.core.deciding import (
    CONSENSUS,
    Decision,
    Reply,
    decided_on,
    list_decisions,
    read_replies,
)
from desktop_app.core.documents import list_documents
from desktop_app.core.errors import Ambiguous, Unknown
from desktop_app.core.model import Annotation, Rows
from desktop_app.core.secondlook import SECOND

_SIGNS = 8


@dataclass(frozen=True, slots=True)
class Difference:
    """Marks on which readers part, the places where they meet, and what was decided on them.

    There are several places where a figure has several parts.
    """

    key: str
    places: tuple[Place, ...]
    decisions: tuple[Decision, ...]

    @property
    def place(self) -> Place:
        """The first of the places."""
        return self.places[0]


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision with the marks it was on, what stands of them, and what was replied to each."""

    decision: Decision
    marks: tuple[Annotation, ...]
    results: tuple[Annotation, ...]
    replies: tuple[Reply, ...]


def find_differences(rows: Rows, document_ids: Collection[str] | None = None) -> list[Difference]:
    """Find where the readers who may be seen part, in some texts or all, in reading order."""
    people = [each.id for each in list_coders(rows) if each.kind not in (CONSENSUS, SECOND)]
    marked = read_marked(rows, people, document_ids)
    places: dict[str, list[Place]] = {}
    for document in list_documents(rows):
        marks = marked.get(document.id, [])
        readers = len({mark.coder_id for mark in marks})
        for place in find_places(document.id, marks, readers):
            if place.kinds:
                places.setdefault(key_of(place.annotations), []).append(place)
    settled = decided_on(list_decisions(rows))
    return [
        Difference(key, tuple(found), tuple(settled(found[0].annotations)))
        for key, found in places.items()
    ]


def find_difference(rows: Rows, name: str) -> Difference:
    """Find a difference by its key or by an annotation of it; raise Unknown, Ambiguous."""
    known = find_differences(rows)
    found = [each for each in known if each.key == name]
    found = found or [each for each in known if name in each.place.annotations]
    if not found:
        raise Unknown(kind="difference", name=name)
    if len(found) > 1:
        raise Ambiguous(kind="difference", name=name, ids=[each.key for each in found])
    return found[0]


def key_of(annotation_ids: Iterable[str]) -> str:
    """Name the marks that meet in a place by few signs."""
    return sha256("\n".join(sorted(annotation_ids)).encode()).hexdigest()[:_SIGNS]


def read_settled(rows: Rows) -> list[Settled]:
    """Read all decisions with what they were on, oldest first."""
    decisions = list_decisions(rows)
    ids = {key for each in decisions for key in each.marks | each.results}
    known = {each.id: each for each in list_annotations(rows, ids=ids)} if ids else {}
    replies = read_replies(rows)
    return [
        Settled(
            each,
            _in_order(known, each.marks),
            _in_order(known, each.results),
            tuple(reply for key in sorted(each.marks) for reply in replies.get(key, ())),
        )
        for each in decisions
    ]


def _in_order(known: dict[str, Annotation], ids: Iterable[str]) -> tuple[Annotation, ...]:
    """Put annotations in the order of the text."""
    found = [known[key] for key in ids if key in known]
    return tuple(sorted(found, key=lambda a: (a.parts[0].start if a.parts else -1, a.id)))
