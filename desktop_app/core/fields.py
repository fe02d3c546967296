"""What is known about documents beside their texts: named fields, guesses at them, and a filter.

The known fields come first, in this order; a user may add any other. Guesses are only offered.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.core.dates import sortable
from desktop_app.core.languages import guess_language
from desktop_app.core.model import Document
from desktop_app.core.names import LONGEST, tidy

FIELDS = (
    "author", "speaker", "date", "place", "occasion", "genre", "language", "source", "url",
    "translation of", "translator",
)  # fmt: skip
"""The fields that every project knows; names of a user's own are free."""

TITLE = "title"
"""Guessed like a field, and kept as the document's own title."""

HEADED = ("markdown",)
"""The formats whose metadata a writer put at the head of the file, rather than a program."""

_ALIASES = {
    "creator": "author", "by": "author", "authors": "author", "writer": "author",
    "speakers": "speaker", "delivered by": "speaker", "location": "place", "venue": "place",
    "city": "place", "event": "occasion", "type": "genre", "lang": "language", "link": "url",
    "website": "url", "publisher": "source", "published in": "source", "publication": "source",
    "published": "date", "delivered": "date", "created": "date", "translated by": "translator",
    "autor": "author", "autorin": "author", "redner": "speaker", "datum": "date", "ort": "place",
    "sprache": "language", "quelle": "source", "titel": "title", "auteur": "author",
    "lieu": "place", "langue": "language", "titre": "title", "fecha": "date", "lugar": "place",
    "título": "title", "fuente": "source",
}  # fmt: skip
_LABEL = re.compile(r"\s*[*_#>-]*\s*([^\W\d_][\w ]{0,24}?)[*_]*\s*[:：]\s*[*_]*\s*(\S.*)")
_DATE = (
    r"(?:\d{4}-\d{2}(?:-\d{2})?|\d{1,2}[./]\d{1,2}[./]\d{4}"
    r"|\d{1,2}\.?\s+[^\W\d_]{3,10}\.?,?\s+\d{4}|[^\W\d_]{3,10}\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})"
)
_DATED_TITLE = re.compile(
    rf"\s*(?:(?:date|datum|fecha)\b[:\s]*)?({_DATE})[\s,:–—-]+(\S.*)", re.IGNORECASE
)
_DATE_LINE = re.compile(rf"\s*(?:(?:on|am|le)\s+)?({_DATE})\.?\s*", re.IGNORECASE)
_TO_THE_SECOND = re.compile(r"(\d{4}-\d{2}-\d{2})T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?")
_BYLINE = re.compile(r"\s*(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or)\s+([^\W\d_a-z][^\n,.:;]{2,60})\s*")
_URL = re.compile(r"https?://\S+")
_HEAD_LINES, _LONGEST_VALUE = 12, 300
_OF_FILE = {"title", "author", "date", "language", "source", "url", "genre", "translator", "place"}
_SAY_NOTHING = {"unknown title", "unknown author", "unknown", "untitled", "untitled document"}
"""What programs write into a file where nobody told them."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A value that a field may have, and where it was found: `file`, `head` or `words`."""

    name: str
    value: str
    origin: str


def guess_fields(
    text: str, properties: Mapping[str, str] | None = None, *, is_written: bool = False
) -> list[Guess]:
    """Guess a document's title and fields from a file's properties and the head of its text.

    What stands in the text itself goes before what a program wrote into the file. Properties that
    a writer put at the head of the file, `is_written`, go before both, and none is left aside:
    those without a known field keep their own names.
    """
    found: dict[str, Guess] = _written(properties or {}) if is_written else {}

    def take(name: str, value: str, origin: str) -> None:
        value = " ".join(value.split())
        if value and len(value) <= _LONGEST_VALUE:
            found.setdefault(name, Guess(name, value, origin))

    head = [line for line in text.split("\n", 40)[:40] if line.strip()][:_HEAD_LINES]
    for number, line in enumerate(head):
        _read_line(line[:400], number, take)
    for key, value in () if is_written else (properties or {}).items():
        name = _field_of(key)
        if name in _OF_FILE and value.strip().lower() not in _SAY_NOTHING:
            # Programs write the second in which a file was made; a text has a day.
            day = _TO_THE_SECOND.fullmatch(value.strip()) if name == "date" else None
            take(name, day[1] if day else value, "file")
    if language := guess_language(text):
        take("language", language, "words")
    order = {name: at for at, name in enumerate((TITLE, *FIELDS))}
    return sorted(found.values(), key=lambda guess: order.get(guess.name, len(order)))


def _written(head: Mapping[str, str]) -> dict[str, Guess]:
    """Take every key of a head; of two that mean one field, the second keeps its own name."""
    found: dict[str, Guess] = {}
    # The fields' own names first, so that no other word for one takes its place.
    for key in sorted(head, key=lambda key: key not in (TITLE, *FIELDS)):
        own, value = tidy(key)[: LONGEST["field"] - 2], " ".join(head[key].split())
        # A title that no document can have is kept as a field.
        barred = {"", TITLE} if len(value) > LONGEST["document"] else {""}
        known = (_field_of(key), own, f"{own} 2")
        names = (name for name in known if name not in barred and name not in found)
        if own and value and (name := next(names, "")):
            found[name] = Guess(name, value, "head")
    return found


def _read_line(line: str, number: int, take: object) -> None:
    assert callable(take)
    if number == 0 and (match := _DATED_TITLE.fullmatch(line)) and sortable(match[1]):
        take("date", match[1], "head")
        take(TITLE, match[2], "head")
    elif (match := _LABEL.fullmatch(line)) and (name := _field_of(match[1])):
        take(name, match[2].strip("*_ "), "head")
    elif (match := _DATE_LINE.fullmatch(line)) and sortable(match[1]):
        take("date", match[1], "head")
    elif match := _BYLINE.fullmatch(line):
        take("author", match[1], "head")
    elif match := _URL.fullmatch(line.strip()):
        take("url", match[0], "head")


def _field_of(label: str) -> str:
    """Return the field that a label names, or "" where it names none."""
    label = " ".join(label.lower().replace("_", " ").split())
    name = _ALIASES.get(label, label)
    return name if name in FIELDS or name == TITLE else ""


def field_names(documents: Iterable[Document]) -> list[str]:
    """List the fields of a project: the known ones, then those of its own by name."""
    own = {name for document in documents for name in document.fields}
    return [*FIELDS, *sorted(own.difference(FIELDS), key=str.casefold)]


def matches(document: Document, query: str, sets: Sequence[str] = ()) -> bool:
    """Tell whether a document answers a filter as a reader types it.

    Words stand in the title or any field; `name:words` in that field, `set:words` in the name of
    a set that it is in; quotation marks hold words together. All must be found, in any case.
    """
    for match in _TERM.finditer(query):
        name, wanted = match["name"], (match["quoted"] or match["word"] or "").casefold()
        if name is None:
            places = [document.title, *document.fields.values()]
        elif name.casefold() == "set":
            places = list(sets)
        elif name.casefold() == TITLE:
            places = [document.title]
        else:
            places = [v for key, v in document.fields.items() if key.casefold() == name.casefold()]
            places += [sortable(v) for v in places] if name.casefold() == "date" else []
        if not any(wanted in place.casefold() for place in places):
            return False
    return True


_TERM = re.compile(r'(?:(?P<name>[^\W\d_][\w-]*):)?(?:"(?P<quoted>[^"]*)"?|(?P<word>[^\s"]+))')
