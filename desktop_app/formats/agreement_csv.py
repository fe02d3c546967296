"""Figures of agreement as a table: a row a figure, with all that it rests on."""

from collections.abc import Iterable, Mapping
from typing import Any

from desktop_app.core.comparing import Compared, Comparison
from desktop_app.formats.tables_csv import Grid


def agreement_grid(
    found: Iterable[Comparison],
    paths: Mapping[str, str],
    names: Mapping[str, str],
    titles: Mapping[str, str],
) -> Grid:
    """Lay figures out; by id the paths of codes, the names of coders, the titles of texts."""
    facts = [fact for one in found for fact in list_facts(one, paths, names, titles)]
    if not facts:
        return ["code", "measure", "unit", "value", "reason"], []
    columns = [name for name in facts[0] if name != "interval"]
    spread = ["low", "high", "level", "rounds", "block", "blocks", "seed", "undefined"]
    rows = [
        [
            *(_cell(fact[name]) for name in columns),
            *(_cell((fact["interval"] or {}).get(name)) for name in spread),
        ]
        for fact in facts
    ]
    return [*columns, *(f"interval_{name}" for name in spread)], rows


def list_facts(
    one: Comparison,
    paths: Mapping[str, str],
    names: Mapping[str, str],
    titles: Mapping[str, str],
) -> list[dict[str, Any]]:
    """List each figure with all that it rests on, by plain names."""
    coders = [names[coder] for coder in one.coder_ids]
    texts = [titles[home] for home in one.document_ids]
    return [_facts(one, row, paths) | {"coders": coders, "texts": texts} for row in one.rows]


def _facts(one: Comparison, row: Compared, paths: Mapping[str, str]) -> dict[str, Any]:
    figure, scope, interval = row.figure, row.figure.scope, row.interval
    return {
        "code": paths[row.code_id] if row.code_id else None,
        "measure": one.measure.name,
        "rule": figure.rule,
        "property": one.property_name,
        "unit": one.unit,
        "value": figure.value,
        "reason": figure.reason,
        "observed": figure.observed,
        "expected": figure.expected,
        "units": scope.size,
        "uncounted_units": scope.left_out,
        "coded_share": scope.coded_share,
        "uncoded": scope.uncoded,
        "coverage": figure.coverage,
        "places": row.places.total,
        "places_by_all": row.places.by_all,
        "places_by_one": row.places.by_one,
        "readers_of_a_place": row.places.readers,
        "words_apart": row.places.words,
        "interval": None if interval is None else {
            "low": interval.low, "high": interval.high, "level": interval.level,
            "rounds": interval.rounds, "block": interval.block, "blocks": interval.blocks,
            "seed": interval.seed, "undefined": interval.undefined,
        },
        "documents": len(one.document_ids),
        "left_out": dict(one.left_out),
    }  # fmt: skip


def _cell(value: Any) -> str | int | None:
    """Write a fact as a cell: a figure to six places, a list with semicolons."""
    if isinstance(value, float):
        return f"{round(value, 6) + 0.0:.6f}"
    if isinstance(value, dict):
        return "; ".join(f"{count} {what}" for what, count in value.items())
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return value if isinstance(value, int) or value is None else str(value)
