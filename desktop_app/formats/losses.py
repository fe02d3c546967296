"""What a format has no place for, counted, so that an export can say what it leaves behind.

Each kind of thing has one name and one way to be counted; which of them a format lacks stands in
its row of `exports`. What only one format turns into something else is told by its own module.
"""

from collections.abc import Callable, Iterable

from desktop_app.core.asking.saved import list_queries
from desktop_app.core.codebook import list_codes
from desktop_app.core.deciding import list_decisions
from desktop_app.core.docsets import list_sets
from desktop_app.core.documents import list_documents
from desktop_app.core.examples import list_examples
from desktop_app.core.formatting import read_formatting
from desktop_app.core.marks import Marks
from desktop_app.core.model import Rows
from desktop_app.core.notes import list_notes
from desktop_app.core.relations import list_relations
from desktop_app.core.wordings import list_all_wordings

_RULES = (
    "when_to_use", "when_not_to_use", "example", "non_example", "source", "roles", "properties",
    "aliases",
)  # fmt: skip


def _noted(rows: Rows, *kinds: str) -> int:
    return sum(note.target.kind in kinds for note in list_notes(rows))


def _ruled(rows: Rows) -> int:
    return sum(any(getattr(code, name) for name in _RULES) for code in list_codes(rows))


def _defined(rows: Rows) -> int:
    return sum(bool(code.brief_definition or code.full_definition) for code in list_codes(rows))


def _earlier(rows: Rows) -> int:
    kept = list_all_wordings(rows, list_codes(rows))
    return sum(len(wordings) - 1 for wordings in kept.values())


def _unused(rows: Rows) -> int:
    used = {mark.code_id for mark in Marks(rows)}
    return sum(code.id not in used for code in list_codes(rows))


KINDS: dict[str, Callable[[Rows], int]] = {
    "texts of documents": lambda rows: len(list_documents(rows)),
    "fields of documents": lambda rows: sum(len(each.fields) for each in list_documents(rows)),
    "sets of documents": lambda rows: len(list_sets(rows)),
    "stretches in italics, bold or set as headings": lambda rows: sum(
        len(read_formatting(rows, each.id)) for each in list_documents(rows)
    ),
    "turns of speech": lambda rows: sum(map(len, Marks(rows).turns.values())),
    "links between annotations": lambda rows: len(list_relations(rows)),
    "notes on documents": lambda rows: _noted(rows, "document"),
    "notes on codes": lambda rows: _noted(rows, "code"),
    "notes on coders": lambda rows: _noted(rows, "coder"),
    "notes on the project": lambda rows: _noted(rows, "project"),
    "codes that mark nothing": _unused,
    "definitions of codes": _defined,
    "full definitions of codes": lambda rows: sum(
        bool(code.full_definition) for code in list_codes(rows)
    ),
    "rules, roles, properties or other names of codes": _ruled,
    "passages that are examples of codes": lambda rows: len(list_examples(rows)),
    "earlier wordings of codes": _earlier,
    "saved queries": lambda rows: len(list_queries(rows)),
    "decisions on readings": lambda rows: len(list_decisions(rows)),
}


OF_WORK = ("saved queries", "decisions on readings")
OF_CODES = (
    "rules, roles, properties or other names of codes", "notes on codes",
    "passages that are examples of codes", "earlier wordings of codes",
)  # fmt: skip
OF_TEXTS = (
    "sets of documents", "turns of speech", "stretches in italics, bold or set as headings",
)  # fmt: skip
ALL_BUT_MARKS = (
    "texts of documents", "fields of documents", *OF_TEXTS, "links between annotations",
    "notes on documents", "notes on coders", "notes on the project", "codes that mark nothing",
    *OF_CODES, *OF_WORK,
)  # fmt: skip
"""What is left behind where nothing but the annotations is written."""


def count_losses(rows: Rows, kinds: Iterable[str]) -> list[tuple[str, int]]:
    """Count of each of these kinds how much a project has, where it has any."""
    counted = [(kind, KINDS[kind](rows)) for kind in kinds]
    return [(kind, count) for kind, count in counted if count]
