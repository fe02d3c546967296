"""Krippendorff's alpha for units that coders cut out of a text themselves: the family of 2016.

Krippendorff, Mathet, Bouvry & Widlöcher 2016, Quality & Quantity 50:2347-2364. A text of L
characters; coder i of m cuts it into units with a code and gaps between them. Texts are laid end
to end. With l(c,k) the length on which one coder has value c and another k, over all ordered
pairs, divided by m - 1; the gap is a value too; l(c) the length given c by all coders, l() = mL:

    q(c) = sum of squared lengths of the units of code c; q(gap) = length of all gaps
    e(c,k) = l() (l(c) l(k) - [c = k] q(c)) / (l()^2 - sum q)

q takes out the pairing of a unit with itself. Two units of one code that touch stay two; a
coder's own overlapping units of one code are one. Where a coder gave two codes to the same words
the family is not defined: reckon each code apart. Where nothing was left that could differ (no
gap, or one code only), both sums are 0: 1 by convention, as published implementations have it,
and `reason` says so.
Not here: the alpha of 1995, and matching of single segments.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from desktop_app.core.agreement.ratings import CodedText, marked_by
from desktop_app.core.agreement.results import (
    NEEDS_TWO,
    NOT_SHARED,
    NOTHING_CODED,
    Agreement,
    Counts,
    Label,
    Scope,
    Uncoded,
    chance_corrected,
)

Pairing = Literal["mean", "union"]
Unit = tuple[int, int, str]

NO_GAP = "1 by convention: all coders marked the whole text, so that nothing could differ"
ONE_CODE = "1 by convention: only one code stands where two coders marked the same words"
NEVER_SHARED = "no two coders marked the same words"
CODE_NEVER_SHARED = "the code never stands where another coder marked the same words"
DOUBLED = "a coder gave two codes to the same words: reckon each code apart"
TOO_FEW = "the paired lengths are too few for this way of pairing"


@dataclass(frozen=True, slots=True)
class Continuum:
    """Texts laid end to end, with each coder's units (start, end, code) in order."""

    coders: tuple[str, ...]
    codes: tuple[str, ...]
    length: int
    units: tuple[tuple[Unit, ...], ...]
    left_out: int = 0
    """Characters of texts that not all coders have read."""

    def scope(self, uncoded: Uncoded) -> Scope:
        """Return what there is to reckon over, in characters."""
        coded = sum(length for length, present in stretches(self) if present)
        share = coded / self.length if self.length else None
        return Scope(self.coders, "character", self.length, share, self.left_out, uncoded)


def continuum(texts: Iterable[CodedText], coders: Sequence[str], codes: Sequence[str]) -> Continuum:
    """Lay texts end to end, with the coders' units of the given codes; overlaps of one code once.

    A text that one of the coders has not read is left out.
    """
    units: list[list[Unit]] = [[] for _ in coders]
    length = left_out = 0
    for text in texts:
        if any(coder not in text.marks for coder in coders):
            left_out += text.length
            continue
        for own, coder in zip(units, coders, strict=True):
            for code in codes:
                for start, end in marked_by(text, coder, code, touching=False):
                    own.append((length + start, length + end, code))
        length += text.length
    ordered = tuple(tuple(sorted(own)) for own in units)
    return Continuum(tuple(coders), tuple(codes), length, ordered, left_out)


def u_alpha(data: Continuum) -> Agreement:
    """Return u-alpha: do coders find the same units and give them the same codes?

    1 - sum l(c,k) / sum e(c,k) over c != k, the gap included. `observed` and `expected` are the
    shares of l() on the diagonal; `counts` are the lengths l(c,k), None for the gap.
    """
    plain = _plain("u_alpha", data, "counted")
    if plain.reason:
        return plain
    table = _coincidences(data)
    lengths, total, spare = _margins(data)
    observed = sum(n for (c, k), n in table.items() if c != k)
    expected = (total**2 - sum(n * n for n in lengths.values())) / spare
    plain = replace(plain, counts=table)
    if not expected:
        return _by_convention(plain, NO_GAP)
    return chance_corrected(plain, observed / total, expected)


def binary_u_alpha(data: Continuum) -> Agreement:
    """Return |u-alpha: do coders find the same matter worth coding, whatever the code?

    1 - l(gap,units) / e(gap,units), both from the full tables, codes put together afterwards.
    """
    plain = _plain("binary_u_alpha", data, "counted")
    if plain.reason:
        return plain
    table: defaultdict[tuple[Label, ...], float] = defaultdict(float)
    for (c, k), length in _coincidences(data).items():
        table[c is not None, k is not None] += length
    lengths, total, spare = _margins(data)
    gap = lengths[None]
    plain = replace(plain, counts=dict(table))
    if not gap:
        return _by_convention(plain, NO_GAP)
    observed = table.get((True, False), 0) + table.get((False, True), 0)
    return chance_corrected(plain, observed / total, 2 * gap * (total - gap) / spare)


def cu_alpha(data: Continuum, pairing: Pairing = "mean") -> Agreement:
    """Return cu-alpha: where coders marked the same words, did they give the same code?

    1 - sum l*(c,k) / sum e*(c,k), c != k, the gap's row and column taken out; q*(c) is the sum
    over units of the squared length that is paired with units of others. `coverage` is l*()/l().

    What "paired" means for three coders or more is not settled: implementations differ, and the
    paper's eq. 36-37 were not at hand. "mean" takes the average over the other coders, which adds
    up to l*(c); "union" the length that any other coder marked, which does not, and can leave
    nothing to expect. For two coders both are the same. `rule` names the one taken.
    """
    plain = _plain("cu_alpha", data, "left out", pairing)
    if plain.reason:
        return plain
    paired = _paired(data, pairing)
    plain = replace(plain, coverage=paired.total / (len(data.coders) * data.length))
    plain = replace(plain, counts=paired.table)
    if not paired.total:
        return replace(plain, reason=NEVER_SHARED)
    if len(paired.lengths) == 1:
        return _by_convention(plain, ONE_CODE)
    spare = paired.total**2 - sum(paired.selves.values())
    if spare <= 0:
        return replace(plain, reason=TOO_FEW)
    observed = sum(n for (c, k), n in paired.table.items() if c != k)
    expected = (paired.total**2 - sum(n * n for n in paired.lengths.values())) / spare
    return chance_corrected(plain, observed / paired.total, expected)


def k_u_alpha(data: Continuum, code: str, pairing: Pairing = "mean") -> Agreement:
    """Return (k)u-alpha of one code: where it meets another coder's unit, is that the same code?

    1 - [(l*(k) - l*(k,k)) / l*(k)] / [(e*(k) - e*(k,k)) / e*(k)], as for cu-alpha, and with its
    two ways of pairing. `coverage` is l*(k)/l(k).
    """
    return k_u_alphas(data, (code,), pairing)[code]


def k_u_alphas(
    data: Continuum, codes: Sequence[str], pairing: Pairing = "mean"
) -> dict[str, Agreement]:
    """Return (k)u-alpha of each of some codes; what they share is reckoned once."""
    plain = _plain("k_u_alpha", data, "left out", pairing)
    if plain.reason:
        return dict.fromkeys(codes, plain)
    paired, lengths = _paired(data, pairing), _margins(data)[0]
    plain = replace(plain, counts=paired.table)
    return {code: _k_u_alpha(plain, paired, lengths[code], code) for code in codes}


def _k_u_alpha(plain: Agreement, paired: "_Paired", length: int, code: str) -> Agreement:
    own = paired.lengths.get(code, 0.0)
    plain = replace(plain, coverage=own / length if length else None)
    if not own:
        return replace(plain, reason=CODE_NEVER_SHARED if length else NOTHING_CODED)
    if len(paired.lengths) == 1:
        return _by_convention(plain, ONE_CODE)
    spare = own * paired.total - paired.selves.get(code, 0.0)
    if spare <= 0:
        return replace(plain, reason=TOO_FEW)
    observed = (own - paired.table.get((code, code), 0)) / own
    return chance_corrected(plain, observed, own * (paired.total - own) / spare)


@dataclass(frozen=True, slots=True)
class _Paired:
    """Lengths on which a coder's unit meets units of others: l*(c,k), l*(c), q*(c), l*()."""

    table: Counts
    lengths: Mapping[Label, float]
    selves: Mapping[Label, float]
    total: float


def stretches(data: Continuum) -> Iterator[tuple[int, dict[str, int]]]:
    """Yield the text in pieces: each one's length, and how many units of each code cover it.

    The mapping is one and the same object, changed from piece to piece.
    """
    edges = [(start, 1, code) for own in data.units for start, _, code in own]
    edges += [(end, -1, code) for own in data.units for _, end, code in own]
    edges.sort()
    present: dict[str, int] = {}
    position = 0
    for edge, change, code in edges:
        if edge > position:
            yield edge - position, present
            position = edge
        if number := present.get(code, 0) + change:
            present[code] = number
        else:
            del present[code]
    if data.length > position:
        yield data.length - position, present


def _plain(measure: str, data: Continuum, uncoded: Uncoded, rule: str = "") -> Agreement:
    """Return a figure without its value, and the reason where there can be none."""
    rule = f"paired by {rule}" if rule and len(data.coders) > 2 else ""
    reason = ""
    if len(data.coders) < 2:
        reason = NEEDS_TWO
    elif not data.length:
        reason = NOT_SHARED
    elif not any(data.units):
        reason = NOTHING_CODED
    elif _has_doubled(data):
        reason = DOUBLED
    return Agreement(measure, data.scope(uncoded), None, reason, rule)


def _by_convention(plain: Agreement, reason: str) -> Agreement:
    return replace(plain, value=1.0, reason=reason, observed=1.0, expected=1.0)


def _has_doubled(data: Continuum) -> bool:
    """Tell whether a coder has units of two codes that overlap."""
    return any(after[0] < before[1] for own in data.units for before, after in pairwise(own))


def _coincidences(data: Continuum) -> dict[tuple[Label, ...], float]:
    """Return l(c,k), None being the gap."""
    found: defaultdict[tuple[Label, ...], int] = defaultdict(int)
    coders = len(data.coders)
    for length, present in stretches(data):
        values: dict[Label, int] = {None: coders - sum(present.values())}
        values.update(present)
        for c, of_c in values.items():
            for k, of_k in values.items():
                if pairs := of_c * (of_k - (c == k)):
                    found[c, k] += length * pairs
    return {pair: length / (coders - 1) for pair, length in found.items()}


def _margins(data: Continuum) -> tuple[Counter[Label], int, int]:
    """Return l(c), l(), and what there is to pair: l()^2 - sum q."""
    lengths: Counter[Label] = Counter()
    squares = 0
    for own in data.units:
        for start, end, code in own:
            lengths[code] += end - start
            squares += (end - start) ** 2
    total = len(data.coders) * data.length
    lengths[None] = total - lengths.total()
    return lengths, total, total**2 - squares - lengths[None]


def _paired(data: Continuum, pairing: Pairing) -> _Paired:
    table = {pair: n for pair, n in _coincidences(data).items() if None not in pair}
    lengths: defaultdict[Label, float] = defaultdict(float)
    for (c, _), length in table.items():
        lengths[c] += length
    # Up to each edge: the length of all units before it, and the length that two or more cover.
    position = covered = shared = 0
    before = {0: (0, 0)}
    for length, present in stretches(data):
        number = sum(present.values())
        position += length
        covered += length * number
        shared += length if number > 1 else 0
        before[position] = covered, shared
    selves: defaultdict[Label, float] = defaultdict(float)
    others = len(data.coders) - 1
    for own in data.units:
        for start, end, code in own:
            (covered, shared), (covered_at_start, shared_at_start) = before[end], before[start]
            if pairing == "union":
                selves[code] += (shared - shared_at_start) ** 2
            else:
                selves[code] += ((covered - covered_at_start - (end - start)) / others) ** 2
    return _Paired(table, lengths, selves, sum(table.values()))
