"""Which words stand where: an index of a text, made when it is first searched and then kept.

Texts are frozen and known by their SHA-256, so an index never ages; it is derived data and lives
in memory only: a copy on disk would outlive texts that were emptied and projects that were deleted.
Words are numbered once for all texts. What a search means is told in `search`.
"""

import threading
from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Collection, Sequence
from itertools import accumulate

from desktop_app.core.words import cutting_pattern_for, fold

_LARGEST = 30_000_000  # code points of text that are kept with their indexes
_FEW = 16


class Vocabulary(dict[str, int]):
    """The number of each word as it stands in a text; case is folded, marks stay.

    A word that is asked for the first time is given one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._by_fold: dict[str, list[int]] = {}

    def __missing__(self, word: str) -> int:
        folded = fold(word, is_mark_blind=False)
        if folded not in self:
            self[folded] = len(self.words)
            self._by_fold.setdefault(fold(word), []).append(len(self.words))
            self.words.append(folded)
        self[word] = found = self[folded]
        return found

    def same(self, word: str) -> list[int]:
        """List the numbers of the words that are the same but for case and marks."""
        return self._by_fold.get(fold(word), [])

    def matching(self, pattern: "object") -> list[int]:
        """List the numbers of the words whose folded form a compiled pattern matches whole."""
        matches = pattern.fullmatch  # type: ignore[attr-defined]
        return [n for folded, found in self._by_fold.items() if matches(folded) for n in found]


VOCABULARY = Vocabulary()


class TextIndex:
    """A text and its words in order: their starts, ends (code points) and numbers."""

    __slots__ = ("_order", "ends", "numbers", "starts", "text")

    def __init__(self, text: str) -> None:
        # What stands between two words, the word, what stands behind it, and so on.
        pieces = cutting_pattern_for(text).split(text)
        bounds = array("I", accumulate(map(len, pieces)))
        self.text = text
        self.starts = bounds[:-1:2]
        self.ends = bounds[1::2]
        self.numbers = array("I", map(VOCABULARY.__getitem__, pieces[1::2]))
        self._order = array("I")

    def sort(self) -> None:
        """Make ready for many searches, which costs as much as a dozen of them."""
        if not self._order:
            # All places sorted by the word that stands there, those of one word in order.
            self._order = array("I", sorted(range(len(self)), key=self.numbers.__getitem__))

    def __len__(self) -> int:
        return len(self.starts)

    def count(self, start: int, end: int) -> int:
        """Count the words that begin in [start, end)."""
        return bisect_left(self.starts, end) - bisect_left(self.starts, start)

    def places(self, wanted: Collection[int]) -> Sequence[int]:
        """List, in order, which of the text's words bear one of these numbers."""
        if len(wanted) > _FEW or not self._order:
            return [at for at, number in enumerate(self.numbers) if number in wanted]
        if len(wanted) == 1:
            return self._places_of(next(iter(wanted)))
        return sorted(at for number in wanted for at in self._places_of(number))

    def follow(self, at: int, wanted: Sequence[Collection[int]]) -> bool:
        """Tell whether the words from `at` on bear one number of each set."""
        if at < 0 or at + len(wanted) > len(self.numbers):
            return False
        return all(self.numbers[at + step] in each for step, each in enumerate(wanted))

    def _places_of(self, number: int) -> Sequence[int]:
        word_at = self.numbers.__getitem__
        begin = bisect_left(self._order, number, key=word_at)
        return self._order[begin : bisect_right(self._order, number, begin, key=word_at)]


_known: OrderedDict[str, TextIndex] = OrderedDict()
_lock = threading.Lock()


def known_index(sha256: str) -> TextIndex | None:
    """Return the index of a text where it has been made."""
    return _known.get(sha256)


def index_of(sha256: str, text: str) -> TextIndex:
    """Return the index of a text, making it the first time: some 5 ms for 100,000 characters."""
    with _lock:
        found = _known.get(sha256)
        if found is None:
            found = _known[sha256] = TextIndex(text)
            _forget_oldest()
        return found


def _forget_oldest() -> None:
    total = sum(len(index.text) for index in _known.values())
    while total > _LARGEST and len(_known) > 1:
        total -= len(_known.popitem(last=False)[1].text)
