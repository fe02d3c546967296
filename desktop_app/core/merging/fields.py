"""How two states of one row become one: field by field, against the state that both come from.

Pure. Where both changed the same thing to different values, one value is taken by a rule that
knows neither order nor clocks, so that a person may decide later and nothing hangs on chance.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from desktop_app.core.merging.states import Row

Side = str
OURS: Side = "ours"
THEIRS: Side = "theirs"

GROUPS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "parts": (("document_id", "start", "end", "quote"),),
    "orphans": (("document_id", "start", "end", "quote", "before", "after", "text_sha256"),),
    "turns": (("start", "end"),),
    "annotations": (("code_id", "wording"),),
    "codes": (("status", "replaced_by"),),
    "notes": (("annotation_id", "code_id", "document_id", "coder_id"),),
}
"""Columns that only make sense together."""

Rule = Callable[[Any, Any], Any]


def key_of(value: Any) -> str:
    """Give what values of any kind are compared by."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _first(a: Any, b: Any) -> Any:
    return min(a, b, key=key_of)


def _last(a: Any, b: Any) -> Any:
    return max(a, b, key=key_of)


QUIET: Mapping[str, Rule] = {
    "modified_at": _last,
    "position": min,
    "created_at": _first,
    "created_by": _first,
    "source_name": _first,
    "source_sha256": _first,
    "format": _first,
    "encoding": _first,
    "report": _first,
    "metadata": _last,  # nothing comes first
    "number": min,
}
"""What no person needs to be asked about, and how it is settled."""


def differs(table: str, before: Row, after: Row) -> bool:
    """Tell whether a row was changed in more than what follows by itself."""
    del table
    return any(value != before[name] for name, value in after.items() if not follows(name))


def follows(name: str) -> bool:
    """Tell whether a column changes by itself, with others."""
    return name in QUIET or name == "wording"


def merge_rows(
    table: str, base: Row | None, ours: Row, theirs: Row, decided: Callable[[str], Side | None]
) -> tuple[Row, list[tuple[str, ...]]]:
    """Merge two states of a row; return it with the groups of columns that clash.

    `decided` is asked by the first column of a group which side a person has chosen.
    """
    if ours == theirs:
        return ours, []
    merged = dict(ours)
    clashes: list[tuple[str, ...]] = []
    for group in _groups(table, ours):
        mine, other = _of(ours, group), _of(theirs, group)
        if mine == other:
            continue
        known = None if base is None else _of(base, group)
        if known == other:
            continue
        if known == mine:
            taken = other
        elif group == ("wording",):
            taken = [_wording(base, ours, theirs)]
        elif group[0] in QUIET:
            taken = [QUIET[group[0]](mine[0], other[0])]
        else:
            clashes.append(group)
            side = decided(group[0])
            taken = {OURS: mine, THEIRS: other}.get(side or "") or _last(mine, other)
        merged.update(zip(group, taken, strict=True))
    return merged, clashes


def _groups(table: str, row: Row) -> list[tuple[str, ...]]:
    groups = GROUPS.get(table, ())
    grouped = {name for group in groups for name in group}
    return [*groups, *((name,) for name in row if name not in grouped and name != "id")]


def _of(row: Row, group: tuple[str, ...]) -> list[Any]:
    return [row[name] for name in group]


def _wording(base: Row | None, ours: Row, theirs: Row) -> int:
    """Number the wording of a code that was reworded on both sides: behind all that either had."""
    if base is None:
        return int(max(ours["wording"], theirs["wording"]))
    return int(ours["wording"] + theirs["wording"] - base["wording"])
