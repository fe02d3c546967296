"""Lists of words: how often they come, what stands near, which phrases return ("echoes").

They only propose where to look; a person codes. Words are counted blind to case; English endings
stay with their word ("don't"). Nothing here reaches over the end of a line.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from desktop_app.core.model import Rows
from desktop_app.core.search import Hit, Home, Search, find_hits, list_homes, read_text
from desktop_app.core.wordindex import VOCABULARY, TextIndex, index_of, known_index

Progress = Callable[[int, int], None]
DocumentIds = frozenset[str] | None

_ENDINGS = ("s", "t", "re", "ll", "ve", "d", "m")
_APOSTROPHES = "'’"
_LONGEST_ECHO = 200


class Count(NamedTuple):
    """A word or run of words: how often it comes, and in how many documents."""

    words: str
    times: int
    documents: int


class Collocate(NamedTuple):
    """A word near what was searched: how often before and behind it, in all texts, and how telling.

    `strength` is the log-likelihood ratio of Dunning (1993), negative where the word is rarer
    near the search than elsewhere.
    """

    word: str
    before: int
    behind: int
    everywhere: int
    strength: float


@dataclass(frozen=True, slots=True)
class Echo:
    """A phrase that returns: its words as they first stand, and all its places in order.

    `weight` is the information of its words in bits: long phrases of rare words come first.
    `before` and `behind` are the different words next to it, in which the places differ:
    “sensible” and “sane” before “part of society”.
    """

    words: str
    length: int
    weight: float
    places: tuple[Hit, ...] = field(repr=False)
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()

    @property
    def documents(self) -> int:
        """Count the documents it stands in."""
        return len({place.document_id for place in self.places})


@dataclass(frozen=True, slots=True)
class Stream:
    """The words of one document in order; -1 ends a line."""

    home: Home
    numbers: list[int]
    starts: list[int]
    ends: list[int]


def count_runs(
    rows: Rows,
    length: int = 1,
    document_ids: DocumentIds = None,
    least: int = 1,
    progress: Progress | None = None,
) -> list[Count]:
    """Count words, or runs of `length` words, that come at least `least` times; most first."""
    total: Counter[int | tuple[int, ...]] = Counter()
    homes: Counter[int | tuple[int, ...]] = Counter()
    for stream in _streams(rows, document_ids, progress):
        here: Counter[int | tuple[int, ...]] = Counter(_runs(stream.numbers, length))
        total.update(here)
        homes.update(here.keys())
    words = VOCABULARY.words
    found = [
        Count(
            words[run] if isinstance(run, int) else " ".join(map(words.__getitem__, run)),
            number,
            homes[run],
        )
        for run, number in total.items()
        if number >= least
    ]
    return sorted(found, key=lambda each: (-each.times, each.words))


def find_collocates(
    rows: Rows, search: Search, span: int = 5, progress: Progress | None = None
) -> list[Collocate]:
    """Count the words within `span` words of what is searched, the most telling first.

    Raises what `find_hits` raises.
    """
    hits: dict[str, list[Hit]] = {}
    for hit in find_hits(rows, search):
        hits.setdefault(hit.document_id, []).append(hit)
    before: Counter[int] = Counter()
    behind: Counter[int] = Counter()
    everywhere: Counter[int] = Counter()
    for stream in _streams(rows, search.document_ids, progress):
        everywhere.update(stream.numbers)
        for hit in hits.get(stream.home.id, ()):
            first, last = (bisect_left(stream.starts, at) for at in (hit.start, hit.end))
            before.update(_nearest(stream.numbers[max(0, first - span) : first][::-1]))
            behind.update(_nearest(stream.numbers[last : last + span]))
    del everywhere[-1]
    size, near_size = everywhere.total(), before.total() + behind.total()
    found = [
        Collocate(
            VOCABULARY.words[number],
            before[number],
            behind[number],
            everywhere[number],
            _likelihood(near, everywhere[number], near_size, size),
        )
        for number, near in (before + behind).items()
    ]
    return sorted(found, key=lambda each: (-each.strength, each.word))


def find_echoes(
    rows: Rows,
    least_words: int = 3,
    document_ids: DocumentIds = None,
    *,
    is_across: bool = False,
    progress: Progress | None = None,
) -> list[Echo]:
    """Find the phrases of at least `least_words` words that return, weightiest first.

    Only the longest are told: a phrase that always comes within a longer one is left out. With
    `is_across` only those that return in another document.
    """
    streams = list(_streams(rows, document_ids, progress))
    text = _Joined(streams)
    seeds: dict[tuple[int, ...], list[int]] = {}
    numbers = text.numbers
    for at, run in enumerate(zip(*(numbers[step:] for step in range(least_words)), strict=False)):
        if min(run) >= 0:
            seeds.setdefault(run, []).append(at)
    counts = Counter(number for number in numbers if number >= 0)
    size = counts.total()
    found: list[Echo] = []
    for number_of_seed, places in enumerate(seeds.values()):
        if progress and number_of_seed % 50_000 == 0:
            progress(len(streams), len(streams))
        if len(places) > 1:
            for length, where in _longest(numbers, places, least_words):
                hits = tuple(text.hit(at, length) for at in where)
                if not is_across or len({hit.document_id for hit in hits}) > 1:
                    weight = sum(
                        -math.log2(counts[number] / size)
                        for number in numbers[where[0] : where[0] + length]
                    )
                    words = text.words(rows, hits[0])
                    beside = (_different(numbers[at + step] for at in where)
                              for step in (-1, length))  # fmt: skip
                    found.append(Echo(words, length, weight, hits, *beside))
    return sorted(found, key=lambda each: (-each.weight, each.words))


def _different(numbers: Iterable[int]) -> tuple[str, ...]:
    """Name different words in their order; the ends of lines are none."""
    return tuple(VOCABULARY.words[each] for each in dict.fromkeys(numbers) if each >= 0)


def _longest(numbers: list[int], places: list[int], length: int) -> Iterator[tuple[int, list[int]]]:
    """Yield the longest runs that begin at two or more of these places, with their places."""
    waiting = [(places, length)]
    while waiting:
        places, length = waiting.pop()
        if (before := {numbers[at - 1] for at in places}) and len(before) == 1 and min(before) >= 0:
            continue  # All come behind the same word: the longer phrase is told.
        while length < _LONGEST_ECHO:
            behind = {numbers[at + length] for at in places}
            if len(behind) > 1 or min(behind) < 0:
                break
            length += 1
        yield length, places
        groups: dict[int, list[int]] = {}
        for at in places:
            if numbers[at + length] >= 0:
                groups.setdefault(numbers[at + length], []).append(at)
        if length < _LONGEST_ECHO:
            waiting += [(each, length + 1) for each in groups.values() if len(each) > 1]


class _Joined:
    """All streams as one, with a line's end before and behind."""

    def __init__(self, streams: Iterable[Stream]) -> None:
        self.numbers = [-1]
        self._begins: list[int] = []
        self._streams: list[Stream] = []
        for stream in streams:
            self._begins.append(len(self.numbers))
            self._streams.append(stream)
            self.numbers += stream.numbers
            self.numbers.append(-1)

    def hit(self, at: int, length: int) -> Hit:
        which = bisect_left(self._begins, at + 1) - 1
        stream, here = self._streams[which], at - self._begins[which]
        return Hit(stream.home.id, stream.starts[here], stream.ends[here + length - 1])

    def words(self, rows: Rows, hit: Hit) -> str:
        home = next(each.home for each in self._streams if each.home.id == hit.document_id)
        return " ".join(read_text(rows, home.text_sha256)[hit.start : hit.end].split())


def _streams(rows: Rows, document_ids: DocumentIds, progress: Progress | None) -> Iterator[Stream]:
    homes = [home for home in list_homes(rows) if document_ids is None or home.id in document_ids]
    for number, home in enumerate(homes):
        if progress:
            progress(number, len(homes))
        index = known_index(home.text_sha256)
        yield _stream(home, index or index_of(home.text_sha256, read_text(rows, home.text_sha256)))


def _stream(home: Home, index: TextIndex) -> Stream:
    """Join English endings to their words, and mark where lines end."""
    numbers, starts, ends = list(index.numbers), list(index.starts), list(index.ends)
    text = index.text
    endings = frozenset(n for word in _ENDINGS for n in VOCABULARY.same(word))
    # From the end, so that what is taken out moves nothing that is still to be looked at.
    for at in reversed(index.places(endings) if endings else ()):
        joined = at > 0 and ends[at - 1] + 1 == starts[at] and text[starts[at] - 1] in _APOSTROPHES
        if joined:
            whole = f"{VOCABULARY.words[numbers[at - 1]]}'{VOCABULARY.words[numbers[at]]}"
            numbers[at - 1] = VOCABULARY[whole]
            ends[at - 1] = ends[at]
            del numbers[at], starts[at], ends[at]
    return _lined(home, text, numbers, starts, ends)


def _lined(home: Home, text: str, numbers: list[int], starts: list[int], ends: list[int]) -> Stream:
    lined: tuple[list[int], list[int], list[int]] = ([], [], [])
    done, line_end = 0, text.find("\n")
    while done < len(starts):
        upto = len(starts) if line_end < 0 else bisect_left(starts, line_end, done)
        if upto > done:
            for into, column in zip(lined, (numbers, starts, ends), strict=True):
                into += column[done:upto]
            for into, mark in zip(lined, (-1, ends[upto - 1], ends[upto - 1]), strict=True):
                into.append(mark)
            done = upto
        line_end = -1 if line_end < 0 else text.find("\n", line_end + 1)
    return Stream(home, *lined)


def _runs(numbers: list[int], length: int) -> Iterator[int | tuple[int, ...]]:
    if length == 1:
        return (number for number in numbers if number >= 0)
    shifted = (islice(numbers, step, None) for step in range(length))
    return (run for run in zip(*shifted, strict=False) if min(run) >= 0)


def _nearest(numbers: list[int]) -> list[int]:
    """Cut off what lies beyond the line's end."""
    return numbers[: numbers.index(-1)] if -1 in numbers else numbers


def _likelihood(near: int, everywhere: int, near_size: int, size: int) -> float:
    """Return the signed log-likelihood ratio of a word near the search against the rest."""
    elsewhere, rest = everywhere - near, size - near_size
    # Windows of neighbouring hits may count a word twice.
    elsewhere, rest = max(0, elsewhere), max(1, rest)
    share = (near + elsewhere) / (near_size + rest)
    ratio = sum(
        2 * seen * math.log(seen / (room * share))
        for seen, room in ((near, near_size), (elsewhere, rest))
        if seen
    )
    return ratio if near / max(1, near_size) >= elsewhere / rest else -ratio
