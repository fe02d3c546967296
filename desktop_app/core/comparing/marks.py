"""What coders marked, text by text, ready to be compared; and the places where they met.

Of each code a coder's marks are taken together, so that overlapping annotations never count
twice. A coder who marked nothing in a text is taken not to have read it, unless told otherwise.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from desktop_app.core import agreement, documents, schema
from desktop_app.core.agreement.ratings import marked_by, merge
from desktop_app.core.model import Document, Rows
from desktop_app.core.numbering import Numbering
from desktop_app.core.spans import Span
from desktop_app.core.turns import list_turns, numbered_turns
from desktop_app.core.wording import count_words


@dataclass(frozen=True, slots=True)
class Places:
    """Where coders marked a code: passages that overlap are one place.

    `by_all` counts places that every coder marked, `by_one` those that only one did. `words` is
    by how many words the ends of two coders' passages lie apart on average; None where no two
    coders share a place.
    """

    total: int
    by_all: int
    by_one: int
    words: float | None


@dataclass(frozen=True, slots=True)
class Read:
    """A document as its coders marked it; `marks` are by coder and code id."""

    document_id: str
    text: str
    coded: agreement.CodedText


def read_marks(
    rows: Rows,
    coder_ids: Sequence[str],
    document_ids: Collection[str] | None = None,
    unit: str = "character",
    counts_unmarked: bool = False,
) -> tuple[list[Read], Counter[str]]:
    """Read what coders marked with codes in each document, and count what had to be left out."""
    annotation, part = schema.annotations.c, schema.parts.c
    wanted = (
        select(part.document_id, annotation.coder_id, annotation.code_id, part.start, part.end)
        .join_from(schema.parts, schema.annotations, annotation.id == part.annotation_id)
        .where(annotation.coder_id.in_(coder_ids), annotation.code_id.is_not(None))
    )
    marks: dict[str, dict[str, dict[str, list[Span]]]] = {}
    for home, coder, code, start, end in rows.tuples(wanted):
        marks.setdefault(home, {}).setdefault(coder, {}).setdefault(code, []).append((start, end))
    left_out = _count_left_out(rows, coder_ids, document_ids)
    reads: list[Read] = []
    for document in documents.list_documents(rows):
        if document_ids is not None and document.id not in document_ids:
            continue
        own: dict[str, dict[str, list[Span]]] = marks.get(document.id, {})
        if counts_unmarked:
            own = {coder: own.get(coder, {}) for coder in coder_ids}
        if len(own) < 2:
            left_out["texts read by fewer than two of the coders"] += 1
            continue
        text = documents.read_text(rows, document.id)
        units = _units(rows, document, text, unit)
        reads.append(Read(document.id, text, agreement.CodedText(len(text), own, units)))
    return reads, +left_out


def places_of(reads: Sequence[Read], coders: Sequence[str], codes: Collection[str]) -> Places:
    """Count the places that coders marked with these codes, each code apart."""
    total = by_all = by_one = 0
    gaps: list[float] = []
    for read in reads:
        readers = [coder for coder in coders if coder in read.coded.marks]
        for code in codes:
            spans = {c: marked_by(read.coded, c, code, touching=False) for c in readers}
            for start, end in merge((s for own in spans.values() for s in own), touching=False):
                here = {
                    coder: [s for s in own if s[0] < end and s[1] > start]
                    for coder, own in spans.items()
                }
                present = [own for own in here.values() if own]
                total += 1
                by_all += len(present) == len(readers)
                by_one += len(present) == 1
                if len(present) == 2:
                    gaps.append(_words_apart(read.text, *present))
    return Places(total, by_all, by_one, sum(gaps) / len(gaps) if gaps else None)


def _units(rows: Rows, document: Document, text: str, unit: str) -> list[Span]:
    if unit in ("character", "document"):
        return []
    if unit == "turn":
        return merge(numbered_turns(list_turns(rows, document.id)), touching=False)
    numbering = Numbering(text)
    numbers = range(1, numbering.paragraph_count + 1)
    if unit == "paragraph":
        return [numbering.paragraph_span(number) for number in numbers]
    return [span for number in numbers for span in numbering.sentence_spans(number)]


def _words_apart(text: str, ours: Sequence[Span], theirs: Sequence[Span]) -> float:
    """Return by how many words two coders' outer ends lie apart at one place, on average."""
    ends = ((ours[0][0], theirs[0][0]), (ours[-1][1], theirs[-1][1]))
    return sum(count_words(text[min(pair) : max(pair)]) for pair in ends) / 2


def _count_left_out(
    rows: Rows, coder_ids: Sequence[str], document_ids: Collection[str] | None
) -> Counter[str]:
    annotation, part = schema.annotations.c, schema.parts.c
    wanted = (
        select(annotation.code_id, annotation.document_id, part.id)
        .join_from(
            schema.annotations, schema.parts, annotation.id == part.annotation_id, isouter=True
        )
        .where(annotation.coder_id.in_(coder_ids))
        .distinct()
    )
    left_out: Counter[str] = Counter()
    for code_id, home, part_id in rows.tuples(wanted):
        if document_ids is not None and home not in document_ids:
            continue
        if code_id is None:
            left_out["highlights without a code"] += 1
        elif part_id is None:
            left_out["annotations without words in the text"] += 1
    return left_out
