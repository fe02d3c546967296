"""Concordance: words, phrases and regular expressions in the texts, and the lines around them.

Hits come document by document, in the order of the texts, so that whoever wants the first few
pays for no more. Words are found by `wordindex`; a regular expression is tried on the texts
themselves and bounded in time. Positions are code points of the stored text.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from sqlalchemy import bindparam, select

from desktop_app.core import schema
from desktop_app.core.errors import BadPattern, SearchEmpty, SearchTooSlow
from desktop_app.core.model import Rows
from desktop_app.core.texts import Numbering, context
from desktop_app.core.wordindex import VOCABULARY, TextIndex, index_of, known_index
from desktop_app.core.words import fold, pattern_for, without_marks

Progress = Callable[[int, int], None]
Kind = Literal["words", "regex"]
Order = Literal["place", "left", "right", "words"]

CONTEXT_WIDTH = 60
SECONDS = 10.0
"""So long may a regular expression take in all, so that none hangs the program."""

_DOCUMENTS = select(
    schema.documents.c.id, schema.documents.c.title, schema.documents.c.text_sha256
).order_by(schema.documents.c.position, schema.documents.c.id)
_TEXT = select(schema.texts.c.body).where(schema.texts.c.sha256 == bindparam("sha"))


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for. `words`: a phrase with `*` for any letters, alternatives parted by `|`.

    Blind to case and marks unless told otherwise; `document_ids` bounds the texts, None is all.
    """

    text: str
    kind: Kind = "words"
    is_case_blind: bool = True
    is_mark_blind: bool = True
    document_ids: frozenset[str] | None = None


class Home(NamedTuple):
    """A document as far as a search needs it."""

    id: str
    title: str
    text_sha256: str


class Hit(NamedTuple):
    """Where something was found."""

    document_id: str
    start: int
    end: int


class Line(NamedTuple):
    """A hit with the words around it."""

    document_id: str
    document: str
    start: int
    end: int
    before: str
    words: str
    after: str


def find_hits(
    rows: Rows, search: Search, progress: Progress | None = None, seconds: float = SECONDS
) -> Iterator[Hit]:
    """Yield the hits in the order of the documents, then of the text.

    `progress` hears how many documents of how many are done. Raises SearchEmpty, BadPattern,
    SearchTooSlow.
    """
    finder = _finder(search, seconds)
    wanted = [
        document
        for document in list_homes(rows)
        if search.document_ids is None or document.id in search.document_ids
    ]
    for number, document in enumerate(wanted):
        if progress:
            progress(number, len(wanted))
        for start, end in finder(_Text(rows, document)):
            yield Hit(document.id, start, end)


def read_lines(rows: Rows, hits: Iterable[Hit], width: int = CONTEXT_WIDTH) -> list[Line]:
    """Read the words around hits, up to `width` code points on either side, on the same line."""
    titles = {document.id: document for document in list_homes(rows)}
    lines: list[Line] = []
    for document_id, group in groupby(hits, attrgetter("document_id")):
        document = titles[document_id]
        text = read_text(rows, document.text_sha256)
        for hit in group:
            before, after = context(text, hit.start, hit.end, width)
            lines.append(
                Line(
                    document_id,
                    document.title,
                    hit.start,
                    hit.end,
                    before,
                    text[hit.start : hit.end],
                    after,
                )
            )
    return lines


def cite_lines(rows: Rows, lines: Iterable[Line]) -> list[str]:
    """Write where lines stand: `14.3` is sentence 3 of paragraph 14."""
    shas = {document.id: document.text_sha256 for document in list_homes(rows)}
    numberings: dict[str, Numbering] = {}
    cited: list[str] = []
    for line in lines:
        if line.document_id not in numberings:
            numberings[line.document_id] = Numbering(read_text(rows, shas[line.document_id]))
        cited.append(numberings[line.document_id].reference(line.start))
    return cited


def sort_lines(lines: Iterable[Line], order: Order) -> list[Line]:
    """Sort lines by their place, by the words to the left (nearest first) or right, or the hit."""
    keys: dict[str, Callable[[Line], Any]] = {
        "left": lambda line: [*_folded(line.before)][::-1],
        "right": lambda line: _folded(line.after),
        "words": lambda line: (_folded(line.words), _folded(line.after)),
    }
    return sorted(lines, key=keys[order]) if order in keys else list(lines)


def list_homes(rows: Rows) -> list[Home]:
    """List the documents in their order, as every search begins: a statement made once."""
    return [Home(*row) for row in rows.tuples(_DOCUMENTS)]


def read_text(rows: Rows, sha256: str) -> str:
    """Read a stored text by its hash, from memory where it has been searched."""
    if known := known_index(sha256):
        return known.text
    return str(rows.rows(_TEXT, sha=sha256)[0].body)


def prepare(rows: Rows, progress: Progress | None = None) -> None:
    """Make the indexes of all texts, so that every later search is quick."""
    found = list_homes(rows)
    for number, document in enumerate(found):
        if progress:
            progress(number, len(found))
        _Text(rows, document).index.sort()


class _Text:
    """A document's text and its index, each read when asked for."""

    def __init__(self, rows: Rows, document: Home) -> None:
        self._rows = rows
        self._sha = document.text_sha256
        self._body: str | None = None

    @property
    def body(self) -> str:
        if self._body is None:
            self._body = read_text(self._rows, self._sha)
        return self._body

    @property
    def index(self) -> TextIndex:
        return known_index(self._sha) or index_of(self._sha, self.body)


Finder = Callable[[_Text], Iterable[tuple[int, int]]]


def _finder(search: Search, seconds: float) -> Finder:
    if not search.text.strip():
        raise SearchEmpty
    if search.kind == "regex":
        return _regex_finder(search, seconds)
    phrases = [_Phrase(search, part) for part in search.text.split("|")]
    known = [phrase for phrase in phrases if phrase.words]
    if not known:
        return _literal_finder(search.text.strip())
    if len(known) == 1:
        return known[0].find
    return lambda text: sorted({span for phrase in known for span in phrase.find(text)})


class _Phrase:
    """Words that follow one another; what stands between them, no word, does not count."""

    def __init__(self, search: Search, text: str) -> None:
        self._search = search
        # The star is no letter: it is hidden from the pattern as one.
        starred = text.replace("*", "\ue000")
        pattern = re.compile(r"[\w\u00ad\u200c\u200d\ue000]+")
        found = pattern_for(text).findall(text) if "*" not in text else pattern.findall(starred)
        self.words = [word.replace("\ue000", "*") for word in found if word.strip("\ue000_")]
        self._is_strict = not (search.is_case_blind and search.is_mark_blind)
        self._exact = [self._pattern(word) for word in self.words] if self._is_strict else []
        self._sets: list[frozenset[int]] = []
        self._size = -1

    def find(self, text: _Text) -> Iterator[tuple[int, int]]:
        index = text.index
        if self._size != len(VOCABULARY.words):
            # Words that came with a text may match a star.
            self._size = len(VOCABULARY.words)
            self._sets = [self._numbers(word) for word in self.words]
        sets = self._sets
        if not all(sets):
            return
        rarest = min(range(len(sets)), key=lambda at: (len(sets[at]) > 8, -len(self.words[at])))
        last = len(sets) - 1
        for at in index.places(sets[rarest]):
            first = at - rarest
            # A word that stands alone is not looked at twice.
            if (not last or index.follow(first, sets)) and self._is_exact(text, index, first):
                yield index.starts[first], index.ends[first + last]

    def _numbers(self, word: str) -> frozenset[int]:
        if "*" in word:
            return frozenset(VOCABULARY.matching(re.compile(_starred(fold(word)))))
        return frozenset(VOCABULARY.same(word))

    def _pattern(self, word: str) -> "re.Pattern[str]":
        return re.compile(_starred(self._fold(word)))

    def _fold(self, word: str) -> str:
        search = self._search
        return fold(word, is_case_blind=search.is_case_blind, is_mark_blind=search.is_mark_blind)

    def _is_exact(self, text: _Text, index: TextIndex, first: int) -> bool:
        return not self._is_strict or all(
            pattern.fullmatch(self._fold(text.body[index.starts[at] : index.ends[at]]))
            for at, pattern in enumerate(self._exact, first)
        )


def _starred(word: str) -> str:
    return r"\w*".join(map(re.escape, word.split("*")))


def _literal_finder(wanted: str) -> Finder:
    """Find what holds no word, a question mark for one, just as it stands."""

    def find(text: _Text) -> Iterator[tuple[int, int]]:
        at = text.body.find(wanted)
        while at >= 0:
            yield at, at + len(wanted)
            at = text.body.find(wanted, at + len(wanted))

    return find


def _regex_finder(search: Search, seconds: float) -> Finder:
    import regex

    pattern_text = without_marks(search.text)[0] if search.is_mark_blind else search.text
    flags = regex.MULTILINE | (regex.IGNORECASE | regex.FULLCASE if search.is_case_blind else 0)
    try:
        pattern = regex.compile(pattern_text, flags)
    except (regex.error, RecursionError, OverflowError) as error:
        raise BadPattern(pattern=search.text, reason=str(error)) from error
    end = time.monotonic() + seconds

    def find(text: _Text) -> Iterator[tuple[int, int]]:
        body, places = without_marks(text.body) if search.is_mark_blind else (text.body, None)
        left = max(0.01, end - time.monotonic())
        try:
            for match in pattern.finditer(body, timeout=left, concurrent=True):
                start, stop = match.span()
                if places is not None:
                    # Up to the next letter that counts, so that its marks come along.
                    start, stop = places[start], places[stop]
                if start < stop:
                    yield start, stop
        except TimeoutError as error:
            raise SearchTooSlow(pattern=search.text, seconds=int(seconds)) from error

    return find


def _folded(text: str) -> list[str]:
    return [fold(word) for word in pattern_for(text).findall(text)]
