"""Where a passage of an old text stands in a new one: kept, moved, reworded, shortened or lost.

An edge stays beside its letter wherever that survives. Where it lies inside a word that was
replaced, it stays with the letters that both words share, if they are alike; where its letter is
gone, the passage covers all of what was put in its place if it covered half of what went, and
none of it otherwise.

Pure: two texts in, places out. What the texts have in common comes from `differing`; how a
correction is stored is in `versions`.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from desktop_app.core.differing import Block, common_blocks
from desktop_app.core.spans import Span, trim_whitespace

_WORD = re.compile(r"\w+")
_SIGN = re.compile(r"\w+|[^\w\s]")
_CLOSE_MATCH = 2000
"""Up to so many code points, what was replaced is compared letter by letter."""
_LIKENESS = 0.4
"""What share of its letters a replaced passage must keep to be the same passage reworded."""
_ALIKE = 0.5
"""What share of their letters two words must have in common for an edge to stay beside one."""
_FEW_WORDS = 3
"""A replacement of so few words is a correction, however unlike they look."""
_LEAST_QUOTE = 8
"""The shortest passage that is looked for anywhere in the new text, when it stands there once."""


class Fate(StrEnum):
    """What becomes of a passage."""

    KEPT = "kept"
    """The same words at the same place."""
    MOVED = "moved"
    """The same words at another place."""
    REWORDED = "reworded"
    """The place is the same, some of its words were corrected or added to."""
    SHORTENED = "shortened"
    """Some of its words are gone."""
    LOST = "lost"
    """All of its words are gone."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """A passage of the new text; 0 and 0 where it is lost."""

    start: int
    end: int
    fate: Fate


class Alignment:
    """An old and a new text laid side by side."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new
        self.blocks = common_blocks(old, new)
        self._starts = [block.old for block in self.blocks]
        self._kept = [block for block in self.blocks if not block.is_moved]
        self._kept_starts = [block.old for block in self._kept]
        moved = [block for block in self.blocks if block.is_moved]
        self._targets = sorted((block.new, block.new_end) for block in moved)
        self._placed: dict[Span, Anchored] = {}

    def place(self, start: int, end: int) -> Anchored:
        """Find where the passage [start, end) of the old text stands in the new one, once."""
        found = self._placed.get((start, end))
        if found is None:
            found = self._placed[start, end] = self._find(start, end)
        return found

    def _find(self, start: int, end: int) -> Anchored:
        pieces = self._pieces(start, end)
        found = self._around(start, end, pieces) if pieces else self._replaced(start, end)
        if found is None or not self.new[slice(*found)].strip():
            return self._anywhere(start, end)
        if self.old[start:end] != self.new[slice(*found)]:
            found = self._trimmed(start, end, found)
        return Anchored(*found, self._fate(start, end, found))

    def beside(self, position: int) -> int:
        """Return the position in the new text that stands beside one in the old text."""
        number = bisect_right(self._kept_starts, position)
        if not number:
            return 0
        before = self._kept[number - 1]
        return min(before.new + position - before.old, before.new_end)

    def changes(self) -> list[tuple[Span, Span]]:
        """List what differs, as spans of the old and the new text, in the order of both.

        What was moved is gone at its old place and new at the other.
        """
        found: list[tuple[Span, Span]] = []
        old = new = 0
        for block in [*self._kept, Block(len(self.old), len(self.new), 0)]:
            if block.old > old or block.new > new:
                found.append(((old, block.old), (new, block.new)))
            old, new = block.old_end, block.new_end
        return found

    # The inside
    def _pieces(self, start: int, end: int) -> list[Block]:
        """List what is left of a passage, cut at its ends."""
        pieces: list[Block] = []
        number = max(0, bisect_right(self._starts, start) - 1)
        while number < len(self.blocks) and self.blocks[number].old < end:
            block = self.blocks[number]
            first, last = max(start, block.old), min(end, block.old_end)
            if first < last:
                shift = first - block.old
                pieces.append(Block(first, block.new + shift, last - first, block.is_moved))
            number += 1
        return pieces

    def _around(self, start: int, end: int, pieces: list[Block]) -> Span | None:
        """Return the span of the largest run of pieces that stayed together."""
        run = max(self._runs(pieces, end - start), key=lambda run: sum(p.length for p in run))
        if not any(map(str.isalnum, "".join(self.new[p.new : p.new_end] for p in run))) and any(
            map(str.isalnum, self.old[start:end])
        ):
            # Only a comma or a space is left.
            return self._replaced(start, end)
        first, last = run[0], run[-1]
        begin, behind = first.new, last.new_end
        if first.old > start and first is pieces[0] and not first.is_moved:
            begin = self._grown(start, first.old, at_end=False, edge=begin)
        if last.old_end < end and last is pieces[-1] and not last.is_moved:
            behind = self._grown(last.old_end, end, at_end=True, edge=behind)
        return begin, behind

    def _runs(self, pieces: list[Block], length: int) -> list[list[Block]]:
        """Cut pieces where they no longer follow each other, or too much was put between."""
        runs = [[pieces[0]]]
        for piece in pieces[1:]:
            before = runs[-1][-1]
            distance = piece.new - before.new_end
            if piece.is_moved == before.is_moved and 0 <= distance <= max(200, 2 * length):
                runs[-1].append(piece)
            else:
                runs.append([piece])
        return runs

    def _grown(self, start: int, end: int, *, at_end: bool, edge: int) -> int:
        """Move an edge over what stands in the new text for old[start:end], gone at that edge."""
        (g0, g1), (h0, h1) = self._gap(start, end)
        if h0 == h1 or not self._is_same_place((g0, g1), (h0, h1)):
            return edge
        at = end if at_end else start
        if at == (g1 if at_end else g0):
            return h1 if at_end else h0
        found = self._edge((g0, g1), (h0, h1), at, at_end=at_end)
        # Where nothing of the gap is taken, neither is the space before or behind it.
        return edge if found == (h0 if at_end else h1) else found

    def _replaced(self, start: int, end: int) -> Span | None:
        """Return what stands for a passage of which no whole word is left, where that is told."""
        old, new = self._gap(start, end)
        if new[0] == new[1] or not self._is_same_place(old, new):
            return None
        if (start, end) == old:
            return new
        return self._inside(old, new, start, end)

    def _gap(self, start: int, end: int) -> tuple[Span, Span]:
        """Return the gap between kept blocks that a passage lies in, in both texts."""
        number = bisect_right(self._kept_starts, start)
        before = self._kept[number - 1] if number else Block(0, 0, 0)
        after = (
            self._kept[number]
            if number < len(self._kept)
            else Block(len(self.old), len(self.new), 0)
        )
        return (before.old_end, after.old), (before.new_end, after.new)

    def _is_same_place(self, old: Span, new: Span) -> bool:
        """Tell a correction from something else that was put where words were taken away."""
        if any(start < new[1] and new[0] < end for start, end in self._targets):
            return False
        if max(old[1] - old[0], new[1] - new[0]) > _CLOSE_MATCH:
            return False
        was, now = self.old[slice(*old)], self.new[slice(*new)]
        less, more = sorted((len(_WORD.findall(was)), len(_WORD.findall(now))))
        few = less <= _FEW_WORDS and more <= max(_FEW_WORDS, 2 * less)
        return (few and bool(now.strip())) or _likeness(was, now) >= _LIKENESS

    def _inside(self, old: Span, new: Span, start: int, end: int) -> Span | None:
        """Map a passage that is only a piece of a gap: by words, or else by letters."""
        return self._word_for_word(old, new, start, end) or self._letters(old, new, start, end)

    def _letters(self, old: Span, new: Span, start: int, end: int) -> Span | None:
        """Map a passage inside a gap by the letters that both sides share."""
        shared = [
            (max(a, start - old[0]), min(a + n, end - old[0]), b - a)
            for a, b, n in _shared_letters(self.old[slice(*old)], self.new[slice(*new)])
        ]
        shared = [each for each in shared if each[0] < each[1]]
        if not shared or 2 * sum(last - first for first, last, _ in shared) < end - start:
            return None
        begin = self._edge(old, new, start, at_end=False)
        behind = self._edge(old, new, end, at_end=True)
        return (begin, behind) if begin < behind else None

    def _edge(self, old: Span, new: Span, at: int, *, at_end: bool) -> int:
        """Map an edge inside a gap: by the word it lies in or beside, or by letters."""
        was, now = self._signs(old, new)
        if len(was) != len(now):
            if _likeness(self.old[slice(*old)], self.new[slice(*new)]) >= _LIKENESS:
                return self._by_letters(old, new, at, at_end=at_end)
            return self._by_halves(old, new, at, at_end=at_end)
        for before, after in zip(was, now, strict=True):
            if before[0] < at < before[1]:
                return self._by_letters(before, after, at, at_end=at_end)
        if at_end:
            return max((b[1] for a, b in zip(was, now, strict=True) if a[1] <= at), default=new[0])
        return min((b[0] for a, b in zip(was, now, strict=True) if a[0] >= at), default=new[1])

    def _by_letters(self, old: Span, new: Span, at: int, *, at_end: bool) -> int:
        """Map an edge inside a word to that inside what replaced it."""
        was, now = self.old[slice(*old)], self.new[slice(*new)]
        shared = _shared_letters(was, now) if _likeness(was, now) >= _ALIKE else ()
        place = at - old[0]
        before, after = (0, 0), (len(was), len(now))
        for a, b, length in shared:
            if (a < place <= a + length) if at_end else (a <= place < a + length):
                return new[0] + b + place - a
            if a + length <= place:
                before = (a + length, b + length)
            elif after == (len(was), len(now)):
                after = (a, b)
        covered = place - before[0] if at_end else after[0] - place
        is_taken = 2 * covered >= after[0] - before[0]
        return new[0] + (after[1] if is_taken == at_end else before[1])

    def _by_halves(self, old: Span, new: Span, at: int, *, at_end: bool) -> int:
        """Map an edge between words so that what stands on either side is most alike in both."""
        was, now = self._signs(old, new)
        for first, last in was:
            if first < at < last:
                is_taken = 2 * (at - first if at_end else last - at) >= last - first
                at = last if is_taken == at_end else first
        if at in old:
            return new[old.index(at)]
        places = [new[0], *(b for _, b in now)] if at_end else [*(a for a, _ in now), new[1]]
        part = (at - old[0]) / (old[1] - old[0])

        def fit(place: int) -> tuple[float, float]:
            sides = (
                (self.old[old[0] : at], self.new[new[0] : place]),
                (self.old[at : old[1]], self.new[place : new[1]]),
            )
            shared = sum(n * n for pair in sides for _, _, n in _shared_letters(*pair))
            return shared, -abs((place - new[0]) / (new[1] - new[0]) - part)

        return max(places, key=fit)

    def _signs(self, old: Span, new: Span) -> tuple[list[Span], list[Span]]:
        was = [m.span() for m in _SIGN.finditer(self.old, *old)]
        return was, [m.span() for m in _SIGN.finditer(self.new, *new)]

    def _word_for_word(self, old: Span, new: Span, start: int, end: int) -> Span | None:
        """Map words and signs inside a gap to those of their numbers, if as many are there."""
        was, now = self._signs(old, new)
        inside = [i for i, (a, b) in enumerate(was) if start <= a and b <= end]
        is_cut = any(a < at < b for a, b in was for at in (start, end))
        if len(was) != len(now) or not inside or is_cut:
            return None
        return now[inside[0]][0], now[inside[-1]][1]

    def _anywhere(self, start: int, end: int) -> Anchored:
        quote = self.old[start:end]
        if len(quote.strip()) >= _LEAST_QUOTE:
            found = self.new.find(quote)
            if found >= 0 and self.new.find(quote, found + 1) < 0:
                return Anchored(found, found + len(quote), Fate.MOVED)
        return Anchored(0, 0, Fate.LOST)

    def _trimmed(self, start: int, end: int, found: Span) -> Span:
        """Leave out space at an edge where the old passage had none."""
        first, last = trim_whitespace(self.new, *found)
        begins_blank, ends_blank = (self.old[at].isspace() for at in (start, end - 1))
        return found[0] if begins_blank else first, found[1] if ends_blank else last

    def _fate(self, start: int, end: int, found: Span) -> Fate:
        if self.old[start:end] == self.new[slice(*found)]:
            return Fate.KEPT if found == (start, end) else Fate.MOVED
        was = len(_WORD.findall(self.old, start, end))
        now = len(_WORD.findall(self.new, *found))
        return Fate.SHORTENED if now < was else Fate.REWORDED


@lru_cache(maxsize=4096)
def _shared_letters(old: str, new: str) -> tuple[tuple[int, int, int], ...]:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple(matcher.get_matching_blocks()[:-1])


def _likeness(old: str, new: str) -> float:
    """Return the share of letters that two short texts have in common, from 0 to 1."""
    shared = sum(length for _, _, length in _shared_letters(old, new))
    return 2 * shared / ((len(old) + len(new)) or 1)
