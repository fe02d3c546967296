"""The matter of a comparison in blocks that can be drawn anew: paragraphs, units, or stretches.

A draw is how often each block was taken; `figures` reckons a measure on it, for each code and
for all together, as `compare` does on the whole. Nothing is read here.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.core import agreement
from desktop_app.core.agreement.ratings import (
    CodedText,
    Pattern,
    Ratings,
    Span,
    marked_by,
    marking,
    stretches,
    touched,
    valuing,
)
from desktop_app.core.agreement.results import Label
from desktop_app.core.agreement.unitizing import Continuum
from desktop_app.core.comparing.marks import Read
from desktop_app.core.comparing.measures import Measure
from desktop_app.core.numbering import Numbering

Draw = Mapping[int, int]
Group = str | None
Figures = dict[Group, agreement.Agreement]
Found = dict[int, Counter[int]]
"""By block, how many units each set of layers marked there; units that none marked are left out."""


@dataclass(frozen=True, slots=True)
class Layers:
    """How sets of layers of one text become what each coder said."""

    coders: tuple[str, ...]
    labels: Mapping[str, Label]
    """What the values of a property count as; empty where marks of a code are compared."""

    def pattern(self, text: CodedText, mask: int) -> Pattern:
        """Write a set of layers as what each coder said; None for nothing."""
        if not self.labels:
            return marking(mask, [coder in text.marks for coder in self.coders])
        return valuing(mask, len(self.coders), tuple(self.labels.values()))[0]

    def spans(self, text: CodedText, code: str) -> list[list[Span]]:
        """List each layer's spans: a coder's of a code, or a coder's of each value."""
        return [
            marked_by(text, coder, key) if coder in text.marks else []
            for coder in self.coders
            for key in (self.labels or (code,))
        ]


class RatingBlocks:
    """Blocks of rated units: paragraphs for characters, else the units themselves."""

    def __init__(
        self, measure: Measure, reads: Sequence[Read], layers: Layers, groups: Sequence[Group],
        unit: str,
    ) -> None:  # fmt: skip
        self.block = "paragraph" if unit == "character" else unit
        self._measure, self._unit = measure, unit
        self._coders = layers.coders
        self._labels = tuple(layers.labels.values()) or (True, False)
        self._is_of_values = bool(layers.labels)
        self._sizes: list[tuple[Pattern, int]] = []
        self._found: dict[Group, dict[int, Counter[Pattern]]] = {group: {} for group in groups}
        for read in reads:
            self._add(read, layers, groups)

    def __len__(self) -> int:
        return len(self._sizes)

    def figures(self, draw: Draw) -> Figures:
        """Reckon each group's figure on a draw, and that of all together."""
        whole: Counter[Pattern] = Counter()
        for at, times in draw.items():
            pattern, size = self._sizes[at]
            whole[pattern] += size * times
        drawn: dict[Group, Ratings] = {}
        for group, found in self._found.items():
            patterns = whole.copy()
            for at, marked in found.items():
                if times := draw.get(at, 0):
                    nothing = self._sizes[at][0]
                    for pattern, number in marked.items():
                        patterns[pattern] += number * times
                        patterns[nothing] -= number * times
            drawn[group] = Ratings(self._coders, self._unit, self._labels, +patterns)
        return figures_of(self._measure, drawn)

    def _add(self, read: Read, layers: Layers, groups: Sequence[Group]) -> None:
        first = len(self._sizes)
        blocks = _blocks(read, self._unit)
        nothing = self._plain(layers.pattern(read.coded, 0))
        by_length = self._unit == "character"
        self._sizes += [(nothing, end - start if by_length else 1) for start, end in blocks]
        for group in groups:
            text = read.values.get(group) if self._is_of_values else read.coded
            if text is None:
                continue
            marked = _marked(text, layers.spans(text, group or ""), blocks, self._unit)
            for at, masks in marked.items():
                into = self._found[group].setdefault(first + at, Counter())
                for mask, number in masks.items():
                    into[self._plain(layers.pattern(text, mask))] += number

    def _plain(self, pattern: Pattern) -> Pattern:
        # Where there are more than two, no measure asks which coder said what.
        return pattern if len(pattern) == 2 else tuple(sorted(pattern, key=repr))


class PassageBlocks:
    """Blocks of freely cut passages: stretches of whole paragraphs that no passage crosses."""

    block = "stretch"

    def __init__(
        self, measure: Measure, whole: Continuum, reads: Sequence[Read], codes: Sequence[str]
    ) -> None:
        self._measure, self._whole, self._codes = measure, whole, codes
        self._blocks = list(_cut(whole, reads))

    def __len__(self) -> int:
        return len(self._blocks)

    def figures(self, draw: Draw) -> Figures:
        """Reckon each code's figure on a draw, and that of all together."""
        units: list[list[tuple[int, int, str]]] = [[] for _ in self._whole.coders]
        length = 0
        for at, times in sorted(draw.items()):
            size, own = self._blocks[at]
            for _ in range(times):
                for into, each in zip(units, own, strict=True):
                    into += [(length + a, length + b, code) for a, b, code in each]
                length += size
        whole = self._whole
        drawn = Continuum(whole.coders, whole.codes, length, tuple(map(tuple, units)))
        return continuum_figures(self._measure, drawn, self._codes)


def figures_of(measure: Measure, ratings: Mapping[Group, Ratings]) -> Figures:
    """Reckon a measure over ratings for each group, and for all together where that is no group."""
    reckon = measure.per_code
    assert reckon is not None
    found: Figures = {group: reckon(each) for group, each in ratings.items()}
    if found and None not in found:
        if measure.overall is None:
            found[None] = reckon(agreement.pool(list(ratings.values())))
        else:
            found[None] = measure.overall(list(found.values()))
    return found


def continuum_figures(measure: Measure, data: Continuum, codes: Sequence[str]) -> Figures:
    """Reckon a measure over passages for each code, and for all together."""
    if measure.per_code and measure.overall is None:
        return dict(measure.per_code(data, codes))
    found: Figures = {}
    for code in codes if measure.per_code else ():
        assert measure.per_code is not None
        found[code] = measure.per_code(only(data, (code,)), code)
    if codes and measure.overall:
        found[None] = measure.overall(only(data, codes))
    return found


def only(data: Continuum, codes: Sequence[str]) -> Continuum:
    """Return a continuum with the units of these codes alone."""
    wanted = frozenset(codes)
    units = tuple(tuple(unit for unit in own if unit[2] in wanted) for own in data.units)
    return Continuum(data.coders, tuple(codes), data.length, units, data.left_out)


def _blocks(read: Read, unit: str) -> list[Span]:
    """List the spans that are drawn as one, those without a character left out."""
    if unit == "document":
        return [(0, max(1, len(read.text)))]
    if unit == "character":
        return list(pairwise(_beginnings(read.text)))
    return [span for span in read.coded.units if span[0] < span[1]]


def _beginnings(text: str) -> list[int]:
    """List where paragraphs begin, each reaching to the next, and the ends of the text."""
    numbering = Numbering(text)
    starts = [numbering.paragraph_span(n)[0] for n in range(1, numbering.paragraph_count + 1)]
    return sorted({0, *starts, len(text)})


def _marked(
    text: CodedText, spans: Sequence[Sequence[Span]], blocks: Sequence[Span], unit: str
) -> Found:
    if unit != "character":
        return {at: Counter({mask: 1}) for at, mask in enumerate(touched(blocks, spans)) if mask}
    found: Found = {}
    starts = [start for start, _ in blocks]
    for start, end, mask in stretches(text.length, spans):
        at = max(0, bisect_right(starts, start) - 1)
        while mask and at < len(blocks) and blocks[at][0] < end:
            shared = min(end, blocks[at][1]) - max(start, blocks[at][0])
            if shared > 0:
                found.setdefault(at, Counter())[mask] += shared
            at += 1
    return found


def _cut(
    whole: Continuum, reads: Sequence[Read]
) -> Iterator[tuple[int, list[list[tuple[int, int, str]]]]]:
    """Yield each block's length and what each coder's units are in it, from its beginning."""
    edges = _edges(whole, reads)
    at = [0] * len(whole.units)
    for start, end in pairwise(edges):
        own: list[list[tuple[int, int, str]]] = []
        for i, units in enumerate(whole.units):
            first = at[i]
            while at[i] < len(units) and units[at[i]][0] < end:
                at[i] += 1
            own.append([(a - start, b - start, code) for a, b, code in units[first : at[i]]])
        yield end - start, own


def _edges(whole: Continuum, reads: Sequence[Read]) -> list[int]:
    """List where paragraphs begin that no unit runs into, and the ends of all."""
    wanted, position = [0], 0
    for read in reads:
        if all(coder in read.coded.marks for coder in whole.coders):
            wanted += [position + start for start in _beginnings(read.text)]
            position += len(read.text)
    crossed = agreement.ratings.merge(
        ((start, end) for own in whole.units for start, end, _ in own), touching=False
    )
    starts = [start for start, _ in crossed]
    kept = []
    for edge in sorted(set(wanted)):
        at = bisect_right(starts, edge - 1) - 1
        if at < 0 or crossed[at][1] <= edge:
            kept.append(edge)
    return kept
