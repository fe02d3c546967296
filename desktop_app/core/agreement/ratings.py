"""From spans to ratings: what each coder said of each unit of a text.

Units are counted, never listed: a stretch of ten thousand characters that the same coders marked
is one row with its length. The coefficients over ratings are in `coefficients`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.core.agreement.results import Label, Scope

Span = tuple[int, int]
Pattern = tuple[Label | None, ...]


@dataclass(frozen=True, slots=True)
class CodedText:
    """One text as several coders marked it.

    `marks[coder][code]` are spans in code points, half-open, in any order and overlapping at will.
    A coder who is not in `marks` did not read the text, one with an empty entry marked nothing.
    """

    length: int
    marks: Mapping[str, Mapping[str, Sequence[Span]]]
    units: Sequence[Span] = ()
    """The text's sentences, paragraphs or turns in order, disjoint; needed for those units only."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """How many units there are of each pattern: the coders' labels in their order, None for none.

    Of a code, the labels are True (marked) and False (not marked).
    """

    coders: tuple[str, ...]
    unit: str
    labels: tuple[Label, ...]
    patterns: Mapping[Pattern, int] = field(default_factory=dict)

    @property
    def is_marking(self) -> bool:
        """Tell whether these are marks of a code, and not values of another kind."""
        return all(isinstance(label, bool) for label in self.labels)

    @property
    def has_marks(self) -> bool:
        """Tell whether any coder marked any unit."""
        return any(True in pattern for pattern in self.patterns)

    def scope(self, least: int = 2) -> Scope:
        """Return what there is to reckon over: units that `least` coders or more have rated."""
        used = [(p, n) for p, n in self.patterns.items() if len(p) - p.count(None) >= least]
        size = sum(n for _, n in used)
        left_out = sum(self.patterns.values()) - size
        if not self.is_marking:
            return Scope(self.coders, self.unit, size, left_out=left_out)
        marked = sum(n for p, n in used if True in p)
        share = marked / size if size else None
        return Scope(self.coders, self.unit, size, share, left_out, "counted")


def merge(spans: Iterable[Span], *, touching: bool = True) -> list[Span]:
    """Return the union of spans as disjoint spans in order, empty ones dropped.

    Spans that only touch become one, or stay apart when not `touching`.
    """
    merged: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if merged and (start < merged[-1][1] or (touching and start == merged[-1][1])):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def marked_by(text: CodedText, coder: str, code: str, *, touching: bool = True) -> list[Span]:
    """Return what a coder marked with a code, overlaps once; ValueError beyond the text's ends."""
    spans = merge(text.marks[coder].get(code, ()), touching=touching)
    if spans and (spans[0][0] < 0 or max(end for _, end in spans) > text.length):
        raise ValueError(f"a span lies outside of the text's {text.length} code points")
    return spans


def rate(texts: Iterable[CodedText], coders: Sequence[str], code: str, unit: str) -> Ratings:
    """Return which units of the texts the coders marked with a code.

    `unit` is "character" or "document"; under any other name the texts' own `units` are taken. A
    unit counts as marked when any character of it is; characters between two units do not count.
    """
    patterns: Counter[Pattern] = Counter()
    for text in texts:
        readers = [coder in text.marks for coder in coders]
        spans = [
            marked_by(text, coder, code) if reads and code in text.marks[coder] else []
            for coder, reads in zip(coders, readers, strict=True)
        ]
        for mask, number in masks_of(text, spans, unit).items():
            patterns[marking(mask, readers)] += number
    return Ratings(tuple(coders), unit, (True, False), patterns)


def rate_values(
    texts: Iterable[CodedText], coders: Sequence[str], values: Mapping[str, Label], unit: str
) -> tuple[Ratings, int]:
    """Return which of some values each coder gave to the units, and how often one gave several.

    The texts' marks are by value rather than by code; `values` says as which label each counts. A
    coder who gave a unit no value, or more than one, has no rating there. Units are as in `rate`.
    """
    patterns: Counter[Pattern] = Counter()
    labels = tuple(values.values())
    doubled = 0
    for text in texts:
        spans = [
            marked_by(text, coder, value) if coder in text.marks else []
            for coder in coders
            for value in values
        ]
        for mask, number in masks_of(text, spans, unit).items():
            pattern, several = valuing(mask, len(coders), labels)
            patterns[pattern] += number
            doubled += several * number
    return Ratings(tuple(coders), unit, labels, patterns), doubled


def marking(mask: int, readers: Sequence[bool]) -> Pattern:
    """Write a set of coders, bit i for coder i, as what each said; None who did not read."""
    return tuple(bool(mask >> i & 1) if reads else None for i, reads in enumerate(readers))


def valuing(mask: int, coders: int, labels: Sequence[Label]) -> tuple[Pattern, int]:
    """Write a set of coders' values as each coder's one, and count those who gave several."""
    width, several = len(labels), 0
    pattern: list[Label | None] = []
    for coder in range(coders):
        own = mask >> coder * width & (1 << width) - 1
        several += own.bit_count() > 1
        pattern.append(labels[own.bit_length() - 1] if own.bit_count() == 1 else None)
    return tuple(pattern), several


def masks_of(text: CodedText, spans: Sequence[Sequence[Span]], unit: str) -> Counter[int]:
    """Return how many units each set of layers marked; bit i of the key is layer i of `spans`."""
    if unit == "character" and not any(spans):
        return Counter({0: text.length} if text.length else {})
    if unit == "document":
        return Counter([sum(1 << i for i, found in enumerate(spans) if found)])
    if unit != "character":
        return Counter(touched(text.units, spans))
    found: Counter[int] = Counter()
    for start, end, mask in stretches(text.length, spans):
        found[mask] += end - start
    return found


def tabulate(
    coders: Sequence[str],
    values: Sequence[Sequence[Label | None]],
    unit: str = "unit",
    labels: Iterable[Label] | None = None,
) -> Ratings:
    """Return ratings from a table: one row a coder, one column a unit, None where none was given.

    `labels` are those that could have been given; without them, those that were.
    """
    patterns: Counter[Pattern] = Counter(zip(*values, strict=True))
    given = dict.fromkeys(label for row in values for label in row if label is not None)
    allowed = tuple(given if labels is None else labels)
    if not given.keys() <= set(allowed):
        raise ValueError(f"not among the labels: {given.keys() - set(allowed)}")
    return Ratings(tuple(coders), unit, allowed, patterns)


def pool(ratings: Sequence[Ratings]) -> Ratings:
    """Return the ratings of several codes as one: each unit is judged once for each code.

    That is the micro average of percent agreement, Dice and Jaccard; for measures corrected for
    chance, see `results.pooled`. ValueError where coders, units or labels differ.
    """
    first = ratings[0]
    patterns: Counter[Pattern] = Counter()
    for one in ratings:
        if (one.coders, one.unit, one.labels) != (first.coders, first.unit, first.labels):
            raise ValueError("only ratings by the same coders of the same units can be pooled")
        patterns.update(one.patterns)
    return Ratings(first.coders, first.unit, first.labels, patterns)


def stretches(length: int, spans: Sequence[Sequence[Span]]) -> Iterator[tuple[int, int, int]]:
    """Yield the text in stretches that one set of layers marked: start, end, and the set."""
    # A layer's spans are disjoint, so that each edge just flips its bit.
    edges = [(edge, 1 << i) for i, own in enumerate(spans) for span in own for edge in span]
    edges.sort()
    position = mask = 0
    for edge, bit in edges:
        if edge > position:
            yield position, edge, mask
            position = edge
        mask ^= bit
    if length > position:
        yield position, length, mask


def touched(units: Sequence[Span], spans: Sequence[Sequence[Span]]) -> list[int]:
    """List which layers touched each unit; units without a character are not there."""
    units = [unit for unit in units if unit[0] < unit[1]]
    masks = [0] * len(units)
    for i, own in enumerate(spans):
        at = 0
        for start, end in own:
            while at < len(units) and units[at][1] <= start:
                at += 1
            reached = at
            while reached < len(units) and units[reached][0] < end:
                masks[reached] |= 1 << i
                reached += 1
            # The last one touched may be touched by the next span too.
            at = max(at, reached - 1)
    return masks
