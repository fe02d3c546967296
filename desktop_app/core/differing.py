"""What two versions of a text have in common: stretches that stand in both, moved ones included.

Word by word, in time that grows with the text and not with the number of edits: both texts are
walked side by side, a small edit being passed over where enough words agree behind it; what is
left is cut at words or phrases that occur once in each (patience diff, after Bram Cohen), and
small rests go to the matcher of the standard library. Last, what was cut here is looked for
where something was added. What becomes of annotations is in `anchoring`.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

Tokens = Sequence[str]

# Signs of scripts without spaces stand for themselves.
_TOKEN = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]|[^\W\u2e80-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]+|\s+|.",
    re.DOTALL,
)
_REACH = 48
"""How many tokens of each text an edit may take up and still be walked over."""
_PROOF = 24
"""So many tokens that agree behind an edit prove it; a smaller edit needs twice its own."""
_WALK_BUDGET = 3_000_000
_SMALL = 160_000
"""Below so many pairs of tokens, a gap is matched thoroughly."""
_PHRASE = 7
"""The tokens of the shortest passage that is followed where it was moved: some four words."""
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch that stands in both texts; `is_moved` says that it changed its order."""

    old: int
    new: int
    length: int
    is_moved: bool = False

    @property
    def old_end(self) -> int:
        """The end in the old text."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """The end in the new text."""
        return self.new + self.length


def common_blocks(old: str, new: str) -> list[Block]:
    """Return what two texts have in common, by its place in the old one; blocks never overlap.

    Those that are not moved stand in the same order in both.
    """
    if old == new:
        return [Block(0, 0, len(old))] if old else []
    walker = _Walker(_TOKEN.findall(old), _TOKEN.findall(new))
    walker.align(0, len(walker.old), 0, len(walker.new))
    kept = _joined(sorted(walker.found))
    moved = _moved(walker.old, walker.new, kept)
    places_old = list(accumulate(map(len, walker.old), initial=0))
    places_new = list(accumulate(map(len, walker.new), initial=0))
    blocks = [
        Block(places_old[a], places_new[b], places_old[a + n] - places_old[a], is_moved)
        for is_moved, runs in ((False, kept), (True, moved))
        for a, b, n in runs
    ]
    return sorted(blocks, key=lambda block: block.old)


class _Walker:
    """Finds runs (old place, new place, length) of tokens that two sequences share, in order."""

    def __init__(self, old: Tokens, new: Tokens) -> None:
        self.old = old
        self.new = new
        self.found: list[tuple[int, int, int]] = []
        self._budget = _WALK_BUDGET

    def align(self, a: int, a_end: int, b: int, b_end: int, depth: int = 0) -> None:
        """Align old[a:a_end] with new[b:b_end]."""
        a, b = self._walk(a, a_end, b, b_end)
        a_end, b_end = self._walk_back(a, a_end, b, b_end)
        if a == a_end or b == b_end:
            return
        anchors = self._anchors(a, a_end, b, b_end) if depth < _DEEPEST else []
        if anchors:
            corners = [(a, b, 0), *anchors, (a_end, b_end, 0)]
            self.found += anchors
            for (a0, b0, length), (a1, b1, _) in pairwise(corners):
                if a0 + length < a1 and b0 + length < b1:
                    self.align(a0 + length, a1, b0 + length, b1, depth + 1)
        elif (a_end - a) * (b_end - b) <= _SMALL:
            self._match(a, a_end, b, b_end)

    def _walk(self, a: int, a_end: int, b: int, b_end: int) -> tuple[int, int]:
        """Go along both from the beginning, over small edits; return where it goes no further."""
        while True:
            length = self._run(a, a_end, b, b_end)
            if length:
                self.found.append((a, b, length))
                a, b = a + length, b + length
            skipped = self._resume(a, a_end, b, b_end)
            if skipped is None:
                return a, b
            i, j = skipped
            if i and j and i + j > 2:
                self._match(a, a + i, b, b + j)
            a, b = a + i, b + j

    def _walk_back(self, a: int, a_end: int, b: int, b_end: int) -> tuple[int, int]:
        """Go along both from the end while they agree; return where they no longer do."""
        length = 0
        old, new = self.old, self.new
        most = min(a_end - a, b_end - b)
        while length < most and old[a_end - length - 1] == new[b_end - length - 1]:
            length += 1
        if length:
            self.found.append((a_end - length, b_end - length, length))
        return a_end - length, b_end - length

    def _run(self, a: int, a_end: int, b: int, b_end: int) -> int:
        """Count how many tokens agree from here, comparing long slices at the speed of C."""
        old, new = self.old, self.new
        most = min(a_end - a, b_end - b)
        length, step = 0, 512
        while length < most:
            step = min(step, most - length)
            start = a + length, b + length
            if old[start[0] : start[0] + step] == new[start[1] : start[1] + step]:
                length += step
                step = 512
            elif step == 1:
                break
            else:
                step //= 2
        return length

    def _resume(self, a: int, a_end: int, b: int, b_end: int) -> tuple[int, int] | None:
        """Find the smallest edit behind which enough agrees; None where there is none near."""
        left, right = a_end - a, b_end - b
        if not left or not right:
            return None
        old, new = self.old, self.new
        for cost in range(1, 2 * _REACH):
            if self._budget <= 0:
                return None
            for i, j in _splits(cost):
                if i < left and j < right and old[a + i] == new[b + j]:
                    self._budget -= 1
                    wanted = min(2 * cost + 1, _PROOF)
                    needed = min(wanted, left - i, right - j)
                    at_end = left - i == right - j and needed == left - i
                    if (needed == wanted or at_end) and (
                        old[a + i : a + i + needed] == new[b + j : b + j + needed]
                    ):
                        return i, j
            self._budget -= cost
        return None

    def _anchors(self, a: int, a_end: int, b: int, b_end: int) -> list[tuple[int, int, int]]:
        """Find phrases, or else words, that occur once in each gap, in one order in both."""
        for width in (_PHRASE, 3, 1):
            pairs = _shared_once(self.old[a:a_end], self.new[b:b_end], width)
            chain = _longest_chain(pairs)
            if chain:
                return _disjoint([(a + i, b + j, width) for i, j in chain])
        return []

    def _match(self, a: int, a_end: int, b: int, b_end: int) -> None:
        """Match the words of a small gap, then what stands between and beside those found."""
        # Loaded where two versions really differ: most runs of the program never need it.
        from difflib import SequenceMatcher

        places_old = [at for at in range(a, a_end) if self.old[at].isalnum()]
        places_new = [at for at in range(b, b_end) if self.new[at].isalnum()]
        matcher = SequenceMatcher(
            None,
            [self.old[at] for at in places_old],
            [self.new[at] for at in places_new],
            autojunk=False,
        )
        words = [
            (places_old[i + n], places_new[j + n])
            for i, j, length in matcher.get_matching_blocks()
            for n in range(length)
        ]
        before = (a, b)
        for number, (at, place) in enumerate(words):
            behind = words[number + 1] if number + 1 < len(words) else (a_end, b_end)
            first = self._grow(at, place, before, -1)
            last = self._grow(at, place, behind, 1)
            self.found.append((at - first, place - first, first + 1 + last))
            before = (at + 1 + last, place + 1 + last)

    def _grow(self, a: int, b: int, bound: tuple[int, int], step: int) -> int:
        """Count the tokens beside a match that agree as well, up to a bound in both texts."""
        length = 0
        most = min(abs(bound[0] - a), abs(bound[1] - b)) - (step > 0)
        while (
            length < most and self.old[a + step * (length + 1)] == self.new[b + step * (length + 1)]
        ):
            length += 1
        return length


def _splits(cost: int) -> list[tuple[int, int]]:
    """Split a cost into tokens left out of each text, replacements of like length first."""
    if cost not in _SPLITS:
        pairs = [(i, cost - i) for i in range(max(0, cost - _REACH), min(cost, _REACH) + 1)]
        _SPLITS[cost] = sorted(pairs, key=lambda pair: abs(pair[0] - pair[1]))
    return _SPLITS[cost]


_SPLITS: dict[int, list[tuple[int, int]]] = {}


def _shared_once(old: Tokens, new: Tokens, width: int) -> list[tuple[int, int]]:
    """List where each gram of `width` tokens stands that occurs once in both, by its old place."""
    places = [_places_once(tokens, width) for tokens in (old, new)]
    return [(i, places[1][gram]) for gram, i in places[0].items() if gram in places[1]]


def _places_once(tokens: Tokens, width: int) -> dict[str, int]:
    if width == 1:
        grams = list(tokens)
    else:
        grams = ["".join(tokens[i : i + width]) for i in range(len(tokens) - width + 1)]
    counts = Counter(grams)
    return {
        gram: i for i, gram in enumerate(grams) if counts[gram] == 1 and any(map(str.isalnum, gram))
    }


def _longest_chain(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs whose places rise in both texts (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(place)
            ends.append(number)
        else:
            tops[pile], ends[pile] = place, number
    chain: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _disjoint(runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Join runs that continue each other and drop those that overlap the one before."""
    kept: list[tuple[int, int, int]] = []
    for a, b, length in runs:
        if kept:
            a0, b0, length0 = kept[-1]
            if a - a0 == b - b0 and a <= a0 + length0:
                kept[-1] = (a0, b0, a + length - a0)
                continue
            if a < a0 + length0 or b < b0 + length0:
                continue
        kept.append((a, b, length))
    return kept


def _joined(runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Join runs that follow each other at once in both texts."""
    joined: list[tuple[int, int, int]] = []
    for a, b, length in runs:
        if joined and joined[-1][0] + joined[-1][2] == a and joined[-1][1] + joined[-1][2] == b:
            joined[-1] = (joined[-1][0], joined[-1][1], joined[-1][2] + length)
        else:
            joined.append((a, b, length))
    return joined


def _moved(
    old: Tokens, new: Tokens, kept: list[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """Find what was cut from the old text among what was added to the new one."""
    gaps_old = _gaps([(a, n) for a, _, n in kept], len(old))
    gaps_new = _gaps(sorted((b, n) for _, b, n in kept), len(new))
    places: dict[str, list[int]] = {}
    for start, end in gaps_new:
        for i in range(start, end - _PHRASE + 1):
            places.setdefault("".join(new[i : i + _PHRASE]), []).append(i)
    ends = {i: end for start, end in gaps_new for i in range(start, end)} if places else {}
    taken: set[int] = set()
    found: list[tuple[int, int, int]] = []
    for start, end in gaps_old:
        i = start
        while i <= end - _PHRASE:
            best, best_place = 0, -1
            for j in places.get("".join(old[i : i + _PHRASE]), ())[:16]:
                length = 0
                while (
                    i + length < end
                    and j + length < ends[j]
                    and j + length not in taken
                    and old[i + length] == new[j + length]
                ):
                    length += 1
                if length > best:
                    best, best_place = length, j
            if best >= _PHRASE:
                found.append((i, best_place, best))
                taken.update(range(best_place, best_place + best))
                i += best
            else:
                i += 1
    return found


def _gaps(runs: list[tuple[int, int]], total: int) -> list[tuple[int, int]]:
    """List what lies between runs (place, length) up to `total`."""
    gaps: list[tuple[int, int]] = []
    behind = 0
    for place, length in [*runs, (total, 0)]:
        if place > behind:
            gaps.append((behind, place))
        behind = max(behind, place + length)
    return gaps
