"""What a conflict is about, in the words that a person knows it by."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from desktop_app.core.merging.states import Row, State
from desktop_app.core.merging.union import Conflict

_LONGEST = 60
_NAMES = ("name", "title", "quote", "body")
_OWNERS = (
    ("annotation_id", "annotations"),
    ("code_id", "codes"),
    ("document_id", "documents"),
    ("set_id", "document_sets"),
    ("from_annotation_id", "annotations"),
)


def labelled(conflicts: Iterable[Conflict], *states: State) -> Iterator[Conflict]:
    """Name what each conflict is about, by the first state that knows it."""
    for each in conflicts:
        yield replace(each, label=label_of(each.table, each.row_id, states))


def label_of(table: str, row_id: str, states: Iterable[State]) -> str:
    """Name a row: a code by its name, an annotation by its code and words, others by theirs."""
    known = list(states)
    for state in known:
        row = state[table].get(row_id)
        if row is not None:
            return _label(table, row, known)
    return ""


def _label(table: str, row: Row, states: list[State]) -> str:
    if table == "annotations":
        code = label_of("codes", row["code_id"], states) if row["code_id"] else ""
        words = _words_of(row["id"], states)
        return f"{code} “{words}”".strip() if words else code
    for column in _NAMES:
        if row.get(column):
            return _short(row[column])
    for column, owner in _OWNERS:
        if row.get(column):
            return label_of(owner, row[column], states)
    return ""


def _words_of(annotation_id: str, states: list[State]) -> str:
    for state in states:
        found = [p for p in state["parts"].values() if p["annotation_id"] == annotation_id]
        if found:
            return _short(min(found, key=lambda part: (part["position"], part["id"]))["quote"])
    return ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
