"""What coders marked, text by text, ready to be compared; and the places where they met.

Of each code a coder's marks are taken together, so that overlapping annotations never count
twice. A coder who marked nothing in a text is taken not to have read it, unless told otherwise.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from sqlalchemy import literal, select

from desktop_app.core import agreement, documents, schema
from desktop_app.core.agreement.ratings import marked_by, merge
from desktop_app.core.model import Document, Rows
from desktop_app.core.numbering import Numbering
from desktop_app.core.spans import Span
from desktop_app.core.turns import list_turns, numbered_turns
from desktop_app.core.words import count_words


@dataclass(frozen=True, slots=True)
class Places:
    """Where coders marked a code: passages that overlap are one place.

    `by_all` counts places that every coder marked, `by_one` those that only one did. `words` is
    by how many words the ends of two coders' passages lie apart on average; None where no two
    coders share a place. `readers` is how many marked a place on average; None without a place.
    """

    total: int
    by_all: int
    by_one: int
    words: float | None
    readers: float | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A document as its coders marked it; `marks` are by coder and code id.

    Where a property is compared, `values` are the same by the values that were given to it, for
    each code and, under None, for all of them.
    """

    document_id: str
    text: str
    coded: agreement.CodedText
    values: Mapping[str | None, agreement.CodedText] = field(default_factory=dict)


class Bodies:
    """Texts with their units of one kind, each read once, however many comparisons want it."""

    def __init__(self, unit: str = "character") -> None:
        self.unit = unit
        self._known: dict[str, tuple[str, list[Span]]] = {}

    def read(self, rows: Rows, document: Document) -> tuple[str, list[Span]]:
        """Read a document's text and its units; of characters and whole texts, none are listed."""
        if document.id not in self._known:
            text = documents.read_text(rows, document.id)
            self._known[document.id] = text, _units(rows, document, text, self.unit)
        return self._known[document.id]


def read_marks(
    rows: Rows,
    coder_ids: Sequence[str],
    document_ids: Collection[str] | None = None,
    bodies: Bodies | None = None,
    counts_unmarked: bool = False,
    property_name: str = "",
) -> tuple[list[Read], Counter[str]]:
    """Read what coders marked with codes in each document, and count what had to be left out.

    With a property's name only annotations that have a value of it are read.
    """
    bodies = bodies or Bodies()
    marks: dict[str, _Marks] = {}
    for home, coder, code, start, end, value in rows.tuples(_wanted(coder_ids, property_name)):
        found = marks.setdefault(home, _Marks())
        found.put(found.by_code, coder, code, (start, end))
        if property_name:
            for group in (code, None):
                by_value = found.by_value.setdefault(group, {})
                found.put(by_value, coder, plain_value(value), (start, end))
    left_out = _count_left_out(rows, coder_ids, document_ids)
    reads: list[Read] = []
    for document in documents.list_documents(rows):
        if document_ids is not None and document.id not in document_ids:
            continue
        found = marks.get(document.id, _Marks())
        own: _ByCoder = found.by_code
        if counts_unmarked:
            own = {coder: own.get(coder, {}) for coder in coder_ids}
        if len(own) < 2:
            left_out["texts read by fewer than two of the coders"] += 1
            continue
        text, units = bodies.read(rows, document)
        coded = agreement.CodedText(len(text), own, units)
        values = {
            code: agreement.CodedText(len(text), by_value, units)
            for code, by_value in found.by_value.items()
        }
        reads.append(Read(document.id, text, coded, values))
    return reads, +left_out


def plain_value(value: str) -> str:
    """Write a value as it is compared: without space around it, numbers in one form."""
    value = value.strip()
    try:
        number = float(value)
    except ValueError:
        return value
    # Adding nothing turns -0 into 0; six digits, the usual form, would make near values one.
    return f"{number + 0.0:.15g}" if isfinite(number) else value


_ByCoder = dict[str, dict[str, list[Span]]]


class _Marks:
    """What stands in one document: spans by coder and code, and by coder and value of a code."""

    def __init__(self) -> None:
        self.by_code: _ByCoder = {}
        self.by_value: dict[str | None, _ByCoder] = {}

    @staticmethod
    def put(into: _ByCoder, coder: str, key: str, span: Span) -> None:
        into.setdefault(coder, {}).setdefault(key, []).append(span)


def _wanted(coder_ids: Sequence[str], property_name: str) -> Any:
    """Select home, coder, code, start, end, and the value of a property where one is named."""
    annotation, part = schema.annotations.c, schema.parts.c
    given = schema.annotation_properties.c
    value = given.value if property_name else literal("")
    joined = schema.parts.join(schema.annotations, annotation.id == part.annotation_id)
    if property_name:
        joined = joined.join(
            schema.annotation_properties,
            (given.annotation_id == annotation.id) & (given.name == property_name),
        )
    return (
        select(
            part.document_id, annotation.coder_id, annotation.code_id, part.start, part.end, value
        )
        .select_from(joined)
        .where(annotation.coder_id.in_(coder_ids), annotation.code_id.is_not(None))
    )


def places_of(reads: Sequence[Read], coders: Sequence[str], codes: Collection[str]) -> Places:
    """Count the places that coders marked with these codes, each code apart."""
    total = by_all = by_one = marked = 0
    gaps: list[float] = []
    for read in reads:
        readers = [coder for coder in coders if coder in read.coded.marks]
        for code in codes:
            if not any(code in read.coded.marks[coder] for coder in readers):
                continue
            spans = {c: marked_by(read.coded, c, code, touching=False) for c in readers}
            for start, end in merge((s for own in spans.values() for s in own), touching=False):
                here = {
                    coder: [s for s in own if s[0] < end and s[1] > start]
                    for coder, own in spans.items()
                }
                present = [own for own in here.values() if own]
                total += 1
                marked += len(present)
                by_all += len(present) == len(readers)
                by_one += len(present) == 1
                if len(present) == 2:
                    gaps.append(_words_apart(read.text, *present))
    words = sum(gaps) / len(gaps) if gaps else None
    return Places(total, by_all, by_one, words, marked / total if total else None)


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
