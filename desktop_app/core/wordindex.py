"""Which words stand where: an index of a text, made when it is first searched and then kept.

Texts are frozen and known by their SHA-256, so an index never ages; it is derived data and lives
in memory only. Words are numbered once for all texts. What a search means is told in `search`.
"""

import threading
from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Collection, Sequence

from desktop_app.core.wording import fold, pattern_for

_LARGEST = 30_000_000  # code points of text that are kept with their indexes
_FEW = 16


class Vocabulary:
    """The words of all texts, each with a number; case is folded, marks stay."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._numbers: dict[str, int] = {}
        self._by_fold: dict[str, list[int]] = {}

    def number(self, word: str) -> int:
        """Give the number of a word as it stands in a text."""
        found = self._numbers.get(word)
        if found is None:
            folded = fold(word, is_mark_blind=False)
            found = self._numbers.get(folded)
            if found is None:
                found = len(self.words)
                self.words.append(folded)
                self._numbers[folded] = found
                self._by_fold.setdefault(fold(word), []).append(found)
            self._numbers[word] = found
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
        spans = [match.span() for match in pattern_for(text).finditer(text)]
        number = VOCABULARY.number
        self.text = text
        self.starts = array("I", [span[0] for span in spans])
        self.ends = array("I", [span[1] for span in spans])
        self.numbers = array("I", [number(text[start:end]) for start, end in spans])
        # All places sorted by the word that stands there, those of one word in order.
        self._order = array("I", sorted(range(len(spans)), key=self.numbers.__getitem__))

    def __len__(self) -> int:
        return len(self.starts)

    def count(self, start: int, end: int) -> int:
        """Count the words that begin in [start, end)."""
        return bisect_left(self.starts, end) - bisect_left(self.starts, start)

    def places(self, wanted: Collection[int]) -> Sequence[int]:
        """List, in order, which of the text's words bear one of these numbers."""
        if len(wanted) == 1:
            return self._places_of(next(iter(wanted)))
        if len(wanted) <= _FEW:
            return sorted(at for number in wanted for at in self._places_of(number))
        return [at for at, number in enumerate(self.numbers) if number in wanted]

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
    """Return the index of a text, making it the first time: some 20 ms for 100,000 characters."""
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
