"""What can be asked of annotations: a small algebra of frozen values, and how it is written.

A query tells of each annotation whether it is wanted. `to_text` writes it so that `parser.parse`
reads the same query again; what a query means in English is in `desktop_app.query_words`.
"""

import re
from dataclasses import dataclass
from typing import Literal

Relation = Literal["overlaps", "inside", "encloses", "followed by", "same"]
Unit = Literal["words", "sentences", "paragraphs"]
Scope = Literal["sentence", "paragraph", "turn", "passage"]

FIELDS = ("code", "document", "set", "coder", "speaker", "role", "text", "note", "created",
          "modified", "field", "property")  # fmt: skip
NAMED = ("field", "property")
"""These ask for a name too: `field.year = 2023`."""
THINGS = ("code", "note", "parts", "words", "properties", "relations")


@dataclass(frozen=True, slots=True)
class Everything:
    """Every annotation."""


@dataclass(frozen=True, slots=True)
class Test:
    """Something that an annotation itself can be asked; `name` of a field or property.

    The sign `~` is "contains"; `:` is the field's usual question: of a code, with those below it.
    """

    __test__ = False  # not one of pytest's

    field: str
    value: str
    sign: str = ":"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Has:
    """Whether an annotation has a code, note, words, properties, relations, or several parts."""

    thing: str


@dataclass(frozen=True, slots=True)
class Not:
    """Every annotation but these."""

    query: "Query"


@dataclass(frozen=True, slots=True)
class And:
    """What all of two or more queries want."""

    queries: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """What any of two or more queries want."""

    queries: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Near:
    """Those of `left` with a part that stands so to a part of another annotation, of `right`.

    `overlaps` shares a code point; `inside` and `encloses` take equal passages in. `followed by`
    begins behind the end, at most `distance` of `unit` later (None: anywhere later in the
    document). `same` stands in the same sentence, paragraph or turn, or is the same passage
    (`scope`).
    """

    left: "Query"
    relation: Relation
    right: "Query"
    distance: int | None = None
    unit: Unit = "words"
    scope: Scope = "sentence"


Query = Everything | Test | Has | Not | And | Or | Near
All = Everything()

_BARE = re.compile(r"[\w.\-/]+")
_RESERVED = frozenset(
    ("and", "or", "not", "all", "has", "overlaps", "inside", "encloses", "followed", "same")
)


def to_text(query: Query) -> str:
    """Write a query as it can be typed."""
    return _written(query, 0)


def quoted(text: str) -> str:
    """Write a name or value: bare where it is one plain word, else in quotation marks."""
    if _BARE.fullmatch(text) and text.casefold() not in _RESERVED:
        return text
    return '"' + text.replace('"', '""') + '"'


def _written(query: Query, strength: int) -> str:
    """Write a query, in brackets where it binds less than its surroundings (0 to 3)."""
    match query:
        case Everything():
            return "all"
        case Has(thing):
            return f"has {thing}"
        case Test():
            return _test(query)
        case Not(inner):
            return f"not {_written(inner, 3)}"
        case And(queries):
            own, text = 1, " and ".join(_written(each, 2) for each in queries)
        case Or(queries):
            own, text = 0, " or ".join(_written(each, 1) for each in queries)
        case Near():
            own, text = 2, _near(query)
    return f"({text})" if own < strength else text


def _test(test: Test) -> str:
    field = f"{test.field}.{quoted(test.name)}" if test.name else test.field
    sign = ":" if test.sign == ":" else f" {test.sign} "
    return f"{field}{sign}{quoted(test.value)}"


def _near(near: Near) -> str:
    left, right = _written(near.left, 3), _written(near.right, 3)
    if near.relation == "same":
        return f"{left} same {near.scope} as {right}"
    if near.relation == "followed by" and near.distance is not None:
        return f"{left} followed within {near.distance} {near.unit} by {right}"
    return f"{left} {near.relation} {right}"
