"""Who answers to a query: the annotations of a snapshot, found by sorted passages and not by pairs.

Every relation is answered for n passages in O(n log n): among the passages that begin early enough
(or late enough) only the one that reaches furthest counts, and the second of another annotation.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

from desktop_app.core.asking.query import And, Near, Not, Or, Query
from desktop_app.core.asking.traits import trait_of
from desktop_app.core.marks import Ground, Marks
from desktop_app.core.spans import SpanIndex
from desktop_app.core.turns import numbered_turns

Passage = tuple[int, int, str]
"""Start, end, and whose it is."""
Answer = frozenset[str]


def evaluate(query: Query, marks: Marks) -> Answer:
    """Return the ids of the annotations that a query wants.

    Raises Unknown or Ambiguous where it names what is not there.
    """
    match query:
        case Near():
            left, right = evaluate(query.left, marks), evaluate(query.right, marks)
            return related(query, marks, left, right)
        case Not(inner):
            return frozenset(marks.by_id) - evaluate(inner, marks)
        case And(queries):
            return frozenset.intersection(*(evaluate(each, marks) for each in queries))
        case Or(queries):
            return frozenset().union(*(evaluate(each, marks) for each in queries))
        case _:
            is_wanted = trait_of(query, marks)
            return frozenset(mark.id for mark in marks if is_wanted(mark))


def related(near: Near, marks: Marks, left: Answer, right: Answer) -> Answer:
    """Return those of `left` that stand in a query's relation to another one of `right`."""
    found: set[str] = set()
    others = by_document(marks, right)
    for document_id, pieces in by_document(marks, left).items():
        if document_id in others:
            ground = marks.ground(document_id) if _needs_text(near) else None
            found |= _related(near, marks, document_id, ground, pieces, others[document_id])
    return frozenset(found)


def by_document(marks: Marks, ids: Iterable[str]) -> dict[str, list[Passage]]:
    """Sort the passages of annotations into their documents."""
    found: dict[str, list[Passage]] = {}
    for each in ids:
        for piece in marks.by_id[each].pieces:
            found.setdefault(piece.document_id, []).append((piece.start, piece.end, each))
    return found


def _needs_text(near: Near) -> bool:
    if near.relation == "same":
        return near.scope != "passage"
    return near.relation == "followed by" and near.distance is not None


def _related(
    near: Near,
    marks: Marks,
    document_id: str,
    ground: Ground | None,
    left: list[Passage],
    right: list[Passage],
) -> set[str]:
    if near.relation == "same":
        if near.scope == "passage":
            return _equal(left, right)
        sides = (in_scope(near.scope, marks, document_id, side) for side in (left, right))
        return _overlapping(*sides)
    if near.relation == "followed by":
        return _followed(left, right, _measure(near, ground))
    if near.relation == "overlaps":
        return _overlapping(left, right)
    if near.relation == "inside":
        return _inside(left, right)
    return _enclosing(left, right)


def in_scope(
    scope: str, marks: Marks, document_id: str, passages: Iterable[Passage]
) -> list[Passage]:
    """Count passages in sentences, paragraphs or turns instead of in code points.

    What stands in no turn shares none.
    """
    if scope == "turn":
        return _in_turns(marks, document_id, passages)
    ground = marks.ground(document_id)
    starts = ground.sentences if scope == "sentence" else ground.paragraphs
    return [
        (bisect_right(starts, start), bisect_right(starts, end - 1) + 1, whose)
        for start, end, whose in passages
    ]


def _in_turns(marks: Marks, document_id: str, passages: Iterable[Passage]) -> list[Passage]:
    turns = numbered_turns(marks.turns.get(document_id, ()))
    index = SpanIndex((start, end, number) for number, (start, end) in enumerate(turns))
    return [
        (number, number + 1, whose)
        for start, end, whose in passages
        for _, _, number in index.touching(start, end)
    ]


def _equal(left: list[Passage], right: list[Passage]) -> set[str]:
    owners: dict[tuple[int, int], set[str]] = {}
    for start, end, whose in right:
        owners.setdefault((start, end), set()).add(whose)
    return {
        whose
        for start, end, whose in left
        if (found := owners.get((start, end))) and (len(found) > 1 or whose not in found)
    }


def _furthest(passages: Sequence[Passage]) -> list[tuple[int, str, int]]:
    """For each head of sorted passages: the furthest end, whose, and that of anybody else."""
    low = -(1 << 60)
    best, owner, second = low, "", low
    heads = []
    for _, end, whose in passages:
        if whose == owner:
            best = max(best, end)
        elif end > best:
            best, owner, second = end, whose, best
        else:
            second = max(second, end)
        heads.append((best, owner, second))
    return heads


def _overlapping(left: list[Passage], right: list[Passage]) -> set[str]:
    right = sorted(right)
    starts = [each[0] for each in right]
    heads = _furthest(right)
    return _reaching(left, heads, lambda start, end: bisect_left(starts, end), exceeds=True)


def _inside(left: list[Passage], right: list[Passage]) -> set[str]:
    right = sorted(right)
    starts = [each[0] for each in right]
    heads = _furthest(right)
    return _reaching(left, heads, lambda start, end: bisect_right(starts, start), exceeds=False)


def _reaching(
    left: list[Passage],
    heads: list[tuple[int, str, int]],
    count: Callable[[int, int], int],
    *,
    exceeds: bool,
) -> set[str]:
    """Return who meets a passage of the first `count` that ends behind its start, or at its end."""
    found = set()
    for start, end, whose in left:
        if whose in found or not (before := count(start, end)):
            continue
        best, owner, second = heads[before - 1]
        reach = second if owner == whose else best
        if reach > start if exceeds else reach >= end:
            found.add(whose)
    return found


def _enclosing(left: list[Passage], right: list[Passage]) -> set[str]:
    # A passage that encloses another, seen from the text's end, is one that another lies in.
    mirrored = sorted((-start, -end, whose) for start, end, whose in right)
    starts = [each[0] for each in mirrored]
    heads = _furthest(mirrored)
    found = set()
    for start, end, whose in left:
        before = bisect_right(starts, -start)
        if before:
            best, owner, second = heads[before - 1]
            if (second if owner == whose else best) >= -end:
                found.add(whose)
    return found


def _followed(
    left: list[Passage], right: list[Passage], is_near: Callable[[int, int], bool]
) -> set[str]:
    right = sorted(right)
    starts = [each[0] for each in right]
    # Behind each passage, the next that is somebody else's.
    other = [len(right)] * len(right)
    for at in range(len(right) - 2, -1, -1):
        same = right[at][2] == right[at + 1][2]
        other[at] = other[at + 1] if same else at + 1
    found = set()
    for _, end, whose in left:
        at = bisect_left(starts, end)
        if at < len(right) and right[at][2] == whose:
            at = other[at]
        if at < len(right) and is_near(end, starts[at]):
            found.add(whose)
    return found


def _measure(near: Near, ground: Ground | None) -> Callable[[int, int], bool]:
    """Return whether a passage that begins at a position follows near enough upon an end."""
    distance = near.distance
    if ground is None or distance is None:
        return lambda end, start: True
    if near.unit == "words":
        words = ground.words
        return lambda end, start: words.count(end, start) <= distance
    starts = ground.sentences if near.unit == "sentences" else ground.paragraphs
    return lambda end, start: (
        bisect_right(starts, start) - bisect_right(starts, end - 1) <= distance
    )
