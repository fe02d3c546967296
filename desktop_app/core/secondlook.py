"""A second look: a sample of one's own passages, given back without their codes.

Whoever reads alone can see how far they agree with themselves. The passages are marked anew by a
coder of the kind second, who sees nobody else's marks until all of them have a code.
"""

import random
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from desktop_app.core import agreement, schema
from desktop_app.core.annotations import add_annotations, list_annotations
from desktop_app.core.coders import add_coder, list_coders
from desktop_app.core.errors import Gone, NothingToLookAt, Unknown
from desktop_app.core.journal import Change
from desktop_app.core.model import Annotation, Coder, NewAnnotation, NewPart, Op, Rows
from desktop_app.core.stacks import read_step

SECOND = "second"
Spans = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """A passage as it was coded first and then; `again_code` is None until it was coded anew."""

    first_id: str
    again_id: str
    first_code: str
    again_code: str | None

    @property
    def is_same(self) -> bool:
        """Tell whether both looks gave it the same code."""
        return self.first_code == self.again_code


def begin_second_look(change: Change, coder_id: str, count: int, seed: int, word: str) -> str:
    """Give so many of a coder's coded passages back without codes, drawn with a seed.

    `word` is put behind the coder's name. Returns the id of the coder who looks again. Raises
    Gone, and NothingToLookAt where nothing of the coder's is coded.
    """
    coder = next((each for each in list_coders(change) if each.id == coder_id), None)
    if coder is None:
        raise Gone(kind="coder")
    mine = [
        each
        for each in list_annotations(change)
        if each.coder_id == coder_id and each.code_id and each.parts and each.document_id
    ]
    by_place: dict[Spans, Annotation] = {}
    for each in mine:
        by_place.setdefault(_spans(each), each)
    if not by_place:
        raise NothingToLookAt(name=coder.name)
    places = sorted(by_place, key=lambda spans: by_place[spans].id)
    # A seed, so that the sample can be drawn again.
    drawn = random.Random(seed).sample(places, min(count, len(places)))
    again = add_coder(change, _free_name(list_coders(change), f"{coder.name} {word}"))
    change.update(schema.coders, again, kind=SECOND, color=coder.color)
    add_annotations(change, [_anew(by_place[spans], again) for spans in sorted(drawn)])
    change.facts = {"coder": coder.name, "of": coder_id, "again": again, "count": len(drawn)}
    return again


def read_looks(rows: Rows, again_id: str) -> list[Look]:
    """Pair the passages of a second look with how they were coded first; in the order of places.

    Where a passage had several codes, the one that was given again is compared, if it is among
    them. Raises Unknown for a coder who does not look again.
    """
    first_id = _first_of(rows, again_id)
    first: dict[Spans, list[Annotation]] = {}
    again: list[Annotation] = []
    for each in list_annotations(rows):
        if each.coder_id == first_id and each.code_id and each.parts:
            first.setdefault(_spans(each), []).append(each)
        elif each.coder_id == again_id:
            again.append(each)
    found = []
    for each in again:
        known = first.get(_spans(each), [])
        pair = next((one for one in known if one.code_id == each.code_id), None)
        pair = pair or next(iter(known), None)
        if pair is not None and pair.code_id:
            found.append(Look(pair.id, each.id, pair.code_id, each.code_id))
    return found


def agreement_with_oneself(looks: Sequence[Look]) -> agreement.Agreement:
    """Return Cohen's kappa of the two looks over the passages that were coded anew."""
    patterns: Counter[tuple[Hashable | None, ...]] = Counter(
        (look.first_code, look.again_code) for look in looks
    )
    labels = tuple(sorted({str(code) for pair in patterns for code in pair if code}))
    ratings = agreement.Ratings(("first", "again"), "passage", labels, patterns)
    return agreement.cohen_kappa(ratings)


def is_looking(rows: Rows, coder_id: str) -> bool:
    """Tell whether a coder looks again and is not through."""
    coder, mark = schema.coders.c, schema.annotations.c
    if not list(rows.tuples(select(coder.id).where(coder.id == coder_id, coder.kind == SECOND))):
        return False
    left = select(mark.id).where(mark.coder_id == coder_id, mark.code_id.is_(None)).limit(1)
    return bool(list(rows.tuples(left)))


def selves_of(rows: Rows, coder_id: str) -> frozenset[str]:
    """Name the coders who are one person: the first, and whoever looked again as them."""
    firsts = first_looks(rows)
    first = firsts.get(coder_id, coder_id)
    return frozenset((first, *(again for again, known in firsts.items() if known == first)))


def _first_of(rows: Rows, again_id: str) -> str:
    if first := first_looks(rows).get(again_id):
        return first
    raise Unknown(kind="second look", name=again_id)


def first_looks(rows: Rows) -> dict[str, str]:
    """Tell of each coder who looks again whose passages these are.

    Of whom that cannot be told is left out: while one looks, the first look is not seen, and a
    copy without a history does not know.
    """
    wanted = select(schema.steps).where(schema.steps.c.op == Op.SECOND_LOOK)
    known = [read_step(row).facts for row in rows.tuples(wanted)]
    return {each["again"]: each["of"] for each in known if {"again", "of"} <= each.keys()}


def _spans(mark: Annotation) -> Spans:
    return tuple(sorted((part.document_id, part.start, part.end) for part in mark.parts))


def _anew(mark: Annotation, coder_id: str) -> NewAnnotation:
    parts = [NewPart(part.start, part.end, "", part.document_id) for part in mark.parts]
    return NewAnnotation(mark.document_id or "", parts, None, coder_id)


def _free_name(coders: Sequence[Coder], name: str) -> str:
    taken, number, free = {coder.name for coder in coders}, 1, name
    while free in taken:
        number += 1
        free = f"{name} {number}"
    return free
