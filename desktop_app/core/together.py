"""Which codes stand together: in the same passage, overlapping, in one sentence, or near.

A cell counts the annotations of its row's code that stand so to at least one other annotation of
its column's code; `pairs` counts each pair of annotations once. Positions are code points.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from desktop_app.core.asking.evaluate import Answer, by_document, in_scope
from desktop_app.core.axes import Axis, Heading, Sorter, home_of
from desktop_app.core.garbage import uncollected
from desktop_app.core.marks import Marks

Scope = Literal["overlap", "passage", "sentence", "paragraph", "turn", "near"]
SCOPES: tuple[Scope, ...] = ("overlap", "passage", "sentence", "paragraph", "turn", "near")
NEAR_WORDS = 10
Progress = Callable[[int, int], None]
_Passage = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Bond:
    """When two annotations stand together; `within` is the most words between, for "near".

    `is_same_coder` leaves out pairs that two people made.
    """

    scope: Scope = "overlap"
    within: int = NEAR_WORDS
    is_same_coder: bool = False


@dataclass(frozen=True, slots=True)
class Together:
    """Codes against codes; what a key lacks is 0. `pairs` is symmetrical, `ids` is not."""

    headings: tuple[Heading, ...]
    bond: Bond
    ids: Mapping[tuple[str, str], frozenset[str]] = field(repr=False)
    pairs: Mapping[tuple[str, str], int] = field(repr=False)
    totals: Mapping[str, int] = field(repr=False)
    """All annotations of each code, with words or without."""

    def behind(self, row: str, column: str) -> frozenset[str]:
        """Return the annotations of the row's code that stand with one of the column's."""
        return self.ids.get((row, column), frozenset())

    def value(self, row: str, column: str) -> int:
        """Count them."""
        return len(self.behind(row, column))

    def percentage(self, row: str, column: str) -> float | None:
        """Return them in per cent of all annotations of the row's code; None where it has none."""
        whole = self.totals.get(row, 0)
        return 100 * self.value(row, column) / whole if whole else None


def stand_together(
    marks: Marks,
    bond: Bond = Bond(),
    axis: Axis | None = None,
    only: Answer | None = None,
    progress: Progress | None = None,
) -> Together:
    """Count which codes stand together; the time grows with the pairs that are found."""
    with uncollected():
        return _stand_together(marks, bond, axis or Axis("code"), only, progress)


def _stand_together(
    marks: Marks, bond: Bond, axis: Axis, only: Answer | None, progress: Progress | None
) -> Together:
    sorter = Sorter(marks, axis)
    wanted = marks.by_id if only is None else only
    keys = {each: sorter.keys(marks.by_id[each], home_of(marks.by_id[each])) for each in wanted}
    ids: dict[tuple[str, str], set[str]] = {}
    pairs: dict[tuple[str, str], int] = {}
    met: set[tuple[str, str]] = set()
    found = by_document(marks, wanted)
    for number, (document_id, passages) in enumerate(found.items()):
        if progress:
            progress(number, len(found))
        for one, other in _pairs(_scoped(marks, document_id, passages, bond), bond.scope):
            pair = (one, other) if one < other else (other, one)
            if one == other or pair in met:
                continue
            if bond.is_same_coder and marks.by_id[one].coder_id != marks.by_id[other].coder_id:
                continue
            met.add(pair)
            _note(ids, pairs, keys, one, other)
    totals: dict[str, int] = {}
    for each in keys.values():
        for key in each:
            totals[key] = totals.get(key, 0) + 1
    return Together(
        sorter.headings(set(totals)),
        bond,
        {key: frozenset(each) for key, each in ids.items()},
        pairs,
        totals,
    )


def _note(
    ids: dict[tuple[str, str], set[str]],
    pairs: dict[tuple[str, str], int],
    keys: Mapping[str, Sequence[str]],
    one: str,
    other: str,
) -> None:
    counted = set()
    for first in keys[one]:
        for second in keys[other]:
            ids.setdefault((first, second), set()).add(one)
            ids.setdefault((second, first), set()).add(other)
            counted |= {(first, second), (second, first)}
    for key in counted:
        pairs[key] = pairs.get(key, 0) + 1


def _scoped(marks: Marks, document_id: str, passages: list[_Passage], bond: Bond) -> list[_Passage]:
    """Count passages in the units of a scope, such that those together overlap."""
    if bond.scope in ("sentence", "paragraph", "turn"):
        return in_scope(bond.scope, marks, document_id, passages)
    if bond.scope == "near":
        starts = marks.ground(document_id).words.starts
        return [
            (bisect_left(starts, start), bisect_left(starts, end) + bond.within + 1, whose)
            for start, end, whose in passages
        ]
    return passages


def _pairs(passages: list[_Passage], scope: Scope) -> Iterator[tuple[str, str]]:
    if scope == "passage":
        same: dict[tuple[int, int], list[str]] = {}
        for start, end, whose in passages:
            others = same.setdefault((start, end), [])
            yield from ((whose, other) for other in others)
            others.append(whose)
        return
    active: list[_Passage] = []
    for passage in sorted(passages):
        active = [each for each in active if each[1] > passage[0]]
        yield from ((passage[2], each[2]) for each in active)
        active.append(passage)
