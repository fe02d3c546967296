"""What a conflict is about, in the words that a person knows it by."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from desktop_app.core.merging.fields import follows
from desktop_app.core.merging.states import Row, State, links_of
from desktop_app.core.merging.union import Conflict

NONE = "–"
"""Stands for nothing: the code is below no other, the annotation has no code."""
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
    """Name what each conflict is about, by the first state that knows it, and what is chosen."""
    for each in conflicts:
        excerpts = each.excerpts or _read(each, states)
        yield replace(each, label=label_of(each.table, each.row_id, states), excerpts=excerpts)


def _read(conflict: Conflict, states: Iterable[State]) -> tuple[str, ...]:
    """Write what either side settled on where ids are among it, which say nothing to a person."""
    leading, known = dict(links_of(conflict.table)), list(states)
    if conflict.kind != "edited" or leading.keys().isdisjoint(conflict.columns):
        return ()

    def said(values: tuple[object, ...]) -> str:
        pairs = zip(conflict.columns, values, strict=True)
        told = ((name, value) for name, value in pairs if not follows(name))
        names = (
            label_of(leading[name], str(value), known) if name in leading and value else value
            for name, value in told
        )
        return ", ".join(str(name) for name in names if name) or NONE

    return said(conflict.ours), said(conflict.theirs)


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
