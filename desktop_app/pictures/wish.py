"""What a picture is asked to show: its kind, and of which annotations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from desktop_app.core.codetree import CodeTree
from desktop_app.core.marks import Mark, Marks
from desktop_app.core.tables import Axis, Heading, Measure
from desktop_app.core.together import Bond, Scope

Progress = Callable[[int, int], None]
Kind = Literal["score", "portrait", "matrix", "network", "frequencies"]
KINDS: tuple[Kind, ...] = ("score", "portrait", "matrix", "network", "frequencies")


@dataclass(frozen=True, slots=True)
class Wish:
    """A kind of picture, and what bounds it; an empty field sets no bound.

    A code includes those below it; `document_id` is the one that a score is of, and bounds other
    pictures. `columns` and `measure` are of a matrix, `scope` of a network.
    """

    kind: Kind = "score"
    document_id: str = ""
    code_id: str = ""
    hidden_codes: frozenset[str] = frozenset()
    """Codes that are not shown; "" for annotations without a code."""
    hidden_coders: frozenset[str] = frozenset()
    columns: Axis = field(default=Axis("document"))
    measure: Measure = "annotations"
    scope: Scope = "overlap"
    progress: Progress | None = field(default=None, compare=False, repr=False)
    """Told how far the counting has come; what it raises ends the drawing."""

    @property
    def bond(self) -> Bond:
        """When codes stand together."""
        return Bond(self.scope)


def chosen(marks: Marks, wish: Wish) -> list[Mark]:
    """List the annotations that a picture is of, in the order of the texts."""
    codes = None
    if wish.code_id:
        codes = {wish.code_id, *(code.id for code in marks.tree.below(wish.code_id))}
    found = [
        mark.id
        for mark in marks
        if (mark.code_id or "") not in wish.hidden_codes
        and mark.coder_id not in wish.hidden_coders
        and (codes is None or mark.code_id in codes)
        and (not wish.document_id or wish.document_id in documents_of(mark))
    ]
    return marks.in_order(found)


def documents_of(mark: Mark) -> set[str | None]:
    """Return the documents that an annotation stands in."""
    return {piece.document_id for piece in mark.pieces} or {mark.document_id}


def bounds_said(marks: Marks, wish: Wish) -> str:
    """Say what a picture leaves out, as sentences; empty where that is nothing."""
    said = []
    if wish.code_id:
        said.append(f"Only {marks.tree.path(wish.code_id)} and the codes below it.")
    if wish.document_id and wish.kind != "score":
        said.append(f"Only {marks.documents[wish.document_id].title}.")
    hidden = [marks.coders[each].name for each in marks.coders if each in wish.hidden_coders]
    if hidden:
        said.append(f"Without the coders {', '.join(hidden)}.")
    if wish.hidden_codes:
        said.append(f"{counted(len(wish.hidden_codes), 'code')} hidden.")
    return " ".join(said)


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number with its unit."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def lined_up(tree: CodeTree, headings: Sequence[Heading]) -> list[tuple[Heading, bool]]:
    """Put the codes above those listed in their places, so that each stands below its own.

    True is said of those listed, False of those that only stand above.
    """
    listed = {each.key for each in headings}
    found: dict[str, tuple[Heading, bool]] = {}
    for each in headings:
        for depth, code in enumerate(tree.lineage(each.key) if each.key in tree else ()):
            head = Heading(code.id, tree.path(code.id), "code", depth)
            found.setdefault(code.id, (head, code.id in listed))
        found.setdefault(each.key, (each, True))
    return list(found.values())


def name_of(tree: CodeTree, heading: Heading) -> str:
    """Return what a row or column is called: of a code its own name, without those above."""
    if code := tree.get(heading.key):
        return code.name
    return heading.title or _NAMELESS.get(heading.kind, "(none)")


_NAMELESS = {
    "code": "(no code)",
    "field": "(no value)",
    "speaker": "(no speaker)",
    "set": "(in no set)",
}
