"""What crosses the borders of core: small frozen values, without database or Qt.

Positions are code points, 0-based and half-open, into a document's stored text.
Times are UTC in ISO 8601. Ids are UUID text.
"""

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple, Protocol

from desktop_app.core.ops import FINAL as FINAL
from desktop_app.core.ops import Op as Op
from desktop_app.core.ops import StepKind as StepKind


def new_id() -> str:
    """Make an id: a UUID of version 7 (RFC 9562), so that later rows sort behind earlier ones."""
    random = int.from_bytes(os.urandom(10))
    number = (time.time_ns() // 1_000_000) << 80 | random
    number = number & ~(0xF << 76 | 0b11 << 62) | 0x7 << 76 | 0b10 << 62  # version, variant
    digits = f"{number:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def now() -> str:
    """Tell the time as it is stored: UTC, ISO 8601, milliseconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


@dataclass(frozen=True, slots=True)
class Coder:
    """Whoever makes annotations."""

    id: str
    name: str
    initials: str
    color: str
    alias: str
    position: int
    created_at: str
    kind: str = ""
    """`consensus` for what was settled, `model` for a reading to learn from; people have none."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text's entry: everything but the text itself."""

    id: str
    title: str
    text_sha256: str
    length: int
    position: int
    source_name: str
    format: str
    encoding: str
    created_by: str
    created_at: str
    modified_at: str
    fields: Mapping[str, str] = field(default_factory=dict)


RUN_KINDS = ("italic", "bold", *(f"heading{level}" for level in range(1, 7)), "indent")


class Run(NamedTuple):
    """A stretch of a text that is shown in its own way: `kind` is one of RUN_KINDS."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """A named set of documents, by their ids."""

    id: str
    name: str
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class NewDocument:
    """What an import hands over: a normalised text and what is known of it.

    `metadata` is what its file says of itself, kept so that it can be offered at any time.
    """

    title: str
    text: str
    source_name: str = ""
    source_sha256: str = ""
    format: str = "text"
    encoding: str = "utf-8"
    report: tuple[tuple[str, int], ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
    runs: Sequence[Run] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """What a part does in a figure, as its code declares it."""

    name: str
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class PropertyRule:
    """A named value that a code asks of its annotations."""

    name: str
    kind: str = "text"
    allowed: tuple[str, ...] = ()
    default: str = ""


PROPERTY_KINDS = ("choice", "number", "text", "yes-no")


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of the codebook."""

    id: str
    parent_id: str | None
    position: int
    name: str
    color: str
    shortcut: str
    brief_definition: str
    full_definition: str
    when_to_use: str
    when_not_to_use: str
    example: str
    non_example: str
    source: str
    roles: tuple[Role, ...]
    properties: tuple[PropertyRule, ...]
    aliases: tuple[str, ...]
    status: str
    replaced_by: str | None
    wording: int
    extra: Mapping[str, str]
    created_by: str
    created_at: str
    modified_at: str


@dataclass(frozen=True, slots=True)
class Wording:
    """How a code was worded from some time on; `fields` are those that make a wording.

    `number` counts from 1. Numbers below 1 are wordings of a code that was merged into this
    one, and `origin` is then its name. `author` is a name where no coder of the project made it.
    """

    code_id: str
    number: int
    origin: str
    fields: Mapping[str, str]
    why: str
    created_by: str
    created_at: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class CodeExample:
    """An annotation that serves as an example of a code; `kind` is example or non_example."""

    id: str
    code_id: str
    annotation_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Part:
    """A passage of one document that belongs to an annotation."""

    id: str
    annotation_id: str
    document_id: str
    position: int
    start: int
    end: int
    role: str
    quote: str


BETWEEN_PARTS = " […] "
"""Stands for the words between two parts, where they are quoted in one line."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One coder's mark: a code or none, and its parts in order."""

    id: str
    code_id: str | None
    coder_id: str
    document_id: str | None
    wording: int | None
    created_at: str
    modified_at: str
    parts: tuple[Part, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    @property
    def quote(self) -> str:
        """The words of all its parts; empty where it has none."""
        return BETWEEN_PARTS.join(part.quote for part in self.parts)


@dataclass(frozen=True, slots=True)
class NewPart:
    """A passage to be marked."""

    start: int
    end: int
    role: str = ""
    document_id: str = ""
    """Where it stands; empty for the annotation's own document."""


@dataclass(frozen=True, slots=True)
class NewAnnotation:
    """An annotation to be made; `parts` in their order."""

    document_id: str
    parts: Sequence[NewPart]
    code_id: str | None
    coder_id: str
    note: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed link from one annotation to another."""

    id: str
    kind: str
    from_annotation_id: str
    to_annotation_id: str
    coder_id: str
    created_at: str


@dataclass(frozen=True, slots=True)
class NoteTarget:
    """What a note is about: `kind` annotation, code, document, coder or project."""

    kind: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Prose about one target."""

    id: str
    target: NoteTarget
    text: str
    created_by: str
    created_at: str
    modified_at: str


@dataclass(frozen=True, slots=True)
class Step:
    """One act in the history; `facts` fill the sentence of its `op`."""

    number: int
    id: str
    op: Op
    kind: StepKind
    target: int | None
    coder_id: str
    at: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What a step changed: row ids by table, and the annotations concerned."""

    step: Step
    ids: Mapping[str, frozenset[str]]
    annotations: frozenset[str]
    initiator: object = None

    def touches(self, *tables: str) -> bool:
        """Tell whether any row of `tables` was changed."""
        return any(table in self.ids for table in tables)


class Rows(Protocol):
    """What can be read from: a project, a read session, or an open change."""

    @property
    def veiled(self) -> Mapping[str, frozenset[str]]:
        """Coders whose work may not be seen yet: none of it is among what is read."""

    def rows(self, statement: Any, **values: Any) -> Sequence[Any]:
        """Return the rows that a SELECT finds, as tuples with named columns.

        `values` fill its bound parameters: a statement made once is run at half the cost.
        """

    def tuples(self, statement: Any, **values: Any) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that a SELECT finds as plain tuples, for great numbers of them."""


def chunks(items: Sequence[Any], size: int = 500) -> Iterable[Sequence[Any]]:
    """Cut `items` into runs of at most `size`, as many as one statement can name."""
    return (items[at : at + size] for at in range(0, len(items), size))
