"""Composed values: the columns that hold JSON, and the shapes that their values must have.

Known to the checks of a file, and to whatever takes rows from a stranger.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

Shape = Callable[[Any], bool]


def fits(table: str, column: str, value: Any) -> bool:
    """Tell whether a value of a column is as Diple writes it; of plain columns every value is."""
    shape = SHAPES.get(table, {}).get(column)
    return shape is None or _fits(value, shape)


def _fits(value: str | None, shape: Shape) -> bool:
    try:
        return value is None or value == "" or shape(json.loads(value))
    except (ValueError, RecursionError):
        return False


def _is_role(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("name"), str)
        and value.keys() <= {"name", "is_required"}
    )


def _is_rule(value: Any) -> bool:
    texts = ("name", "kind", "default")
    return (
        isinstance(value, dict)
        and isinstance(value.get("name"), str)
        and all(isinstance(value.get(name, ""), str) for name in texts)
        and _are_texts(value.get("allowed"))
        and value.keys() <= {*texts, "allowed"}
    )


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_extra(value: Any) -> bool:
    return value is None or (isinstance(value, dict) and _are_texts(list(value.values())))


def _is_count(value: Any) -> bool:
    kind, count = value if isinstance(value, list) and len(value) == 2 else ("", None)
    return isinstance(kind, str) and isinstance(count, int)


def _is_none_or(shape: Shape) -> Shape:
    return lambda value: value is None or shape(value)


def _all(kind: type[list[Any]] | type[dict[str, Any]], shape: Shape) -> Any:
    """Make the shape of a list, or of an object by its values, all of whose members have one."""

    def fits(value: Any) -> bool:
        members = value.values() if isinstance(value, dict) else value
        return isinstance(value, kind) and all(map(shape, members))

    return fits


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


_ASSIGNED = {"texts": _all(dict, _is_text), "codes": _all(dict, _is_object)}
SHAPES: Mapping[str, Mapping[str, Shape]] = {
    "codes": {
        "roles": _is_none_or(_all(list, _is_role)),
        "properties": _is_none_or(_all(list, _is_rule)),
        "aliases": _is_none_or(_are_texts),
        "extra": _is_extra,
    },
    "code_wordings": {"fields": _is_object},
    "documents": {"report": _all(list, _is_count), "metadata": _all(dict, _is_text)},
    "assignments": _ASSIGNED,
    "submissions": {"steps": _are_texts, **_ASSIGNED},
}
"""The columns of each table that hold composed values, and what these must be."""
