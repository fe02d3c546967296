"""The verbs report (frequencies, a matrix, co-occurrence) and export."""

from argparse import Namespace
from typing import Any, cast

from desktop_app.commands.output import aligned, counted, refuse_other_than_csv, show
from desktop_app.core.asking import evaluate, parse
from desktop_app.core.asking.saved import list_queries
from desktop_app.core.errors import BadValue
from desktop_app.core.marks import Marks
from desktop_app.core.project import Project
from desktop_app.core.tables import Axis, AxisKind, Table, count, frequencies
from desktop_app.core.together import Bond, Together, stand_together
from desktop_app.formats.csv_profile import PROFILES
from desktop_app.formats.exports import export as write_export
from desktop_app.formats.exports import export_table, list_losses
from desktop_app.formats.tables_csv import (
    Grid,
    frequency_grid,
    grid,
    title_of,
    together_grid,
    write_grid,
)


def report(asked: Namespace) -> None:
    """Print a table, and write it to a file where one is named."""
    refuse_other_than_csv(asked.csv)
    with Project.open(asked.project, write=False) as project:
        marks = Marks(project)
        made, facts, unit = _KINDS[asked.kind](asked, marks, project)
        if asked.csv:
            write_grid(asked.csv, made, PROFILES[asked.profile])
        show(asked, facts, [unit, *aligned(made)])


def _frequencies(asked: Namespace, marks: Marks, project: Project) -> tuple[Grid, Any, str]:
    made = frequency_grid(frequencies(marks, _only(asked, marks), tuple(list_queries(project))))
    facts = [dict(zip(made[0], row, strict=True)) for row in made[1]]
    shown = ([made[0][1], *made[0][2:]], [row[1:] for row in made[1]])
    return (made if asked.csv or asked.json else shown), facts, "Each place counts once in words."


def _matrix(asked: Namespace, marks: Marks, project: Project) -> tuple[Grid, Any, str]:
    rows, columns = (_axis(each, asked, project) for each in (asked.rows, asked.columns))
    table = count(marks, rows, columns, asked.measure, _only(asked, marks))
    base = asked.percent or None
    unit = f"Unit: {asked.measure}" + (f", in per cent of the {base}" if base else "")
    return grid(table, base), _matrix_facts(table), unit


def _together(asked: Namespace, marks: Marks, project: Project) -> tuple[Grid, Any, str]:
    bond = Bond(asked.by, asked.within, is_same_coder=asked.same_coder)
    axis = _axis("code", asked, project)
    table = stand_together(marks, bond, axis, _only(asked, marks))
    unit = f"Unit: annotations of the row's code that meet one of the column's ({asked.by})"
    return together_grid(table, in_percent=bool(asked.percent)), _together_facts(table), unit


def export(asked: Namespace) -> None:
    """Write the whole project in a format for other programs."""
    if asked.table:
        _export_table(asked)
        return
    with Project.open(asked.project, write=False) as project:
        made, count = write_export(project, asked.out, asked.format)
        lost = list_losses(project, made)
        facts = {"file": str(asked.out), "format": made.name, "count": count}
        lines = [f"Written {asked.out}: {made.about}, {counted(count, made.unit)}."]
        if lost:
            lines += ["The format has no place for:", *(f"  {name}: {n:,}" for name, n in lost)]
        show(asked, {**facts, "lost": dict(lost)}, lines)


def _export_table(asked: Namespace) -> None:
    if asked.format:
        raise BadValue(value=f"--format {asked.format}", kind="choice beside --table, which is CSV")
    with Project.open(asked.project, write=False) as project:
        count = export_table(project, asked.out, asked.table, PROFILES[asked.profile])
        facts = {"file": str(asked.out), "table": asked.table, "count": count}
        show(asked, facts, [f"Written {asked.out}: {asked.table}, {counted(count, 'row')}."])


_KINDS = {"frequencies": _frequencies, "matrix": _matrix, "cooccurrence": _together}


def _only(asked: Namespace, marks: Marks) -> frozenset[str] | None:
    return evaluate(parse(asked.query), marks) if asked.query else None


def _axis(text: str, asked: Namespace, project: Project) -> Axis:
    kind, _, name = text.partition(":")
    if kind == "field" and name:
        return Axis("field", name)
    if kind == "code" and not name:
        queries = tuple(list_queries(project)) if asked.queries else ()
        return Axis("code", is_rolled=asked.descendants, queries=queries)
    if kind in ("document", "set", "coder", "speaker") and not name:
        return Axis(cast(AxisKind, kind))
    raise BadValue(
        value=text, kind="row or column; write code, document, set, coder, speaker or field:NAME"
    )


def _matrix_facts(table: Table) -> list[dict[str, Any]]:
    return [
        {
            "row": title_of(row),
            "row_id": row.key,
            "column": title_of(column),
            "column_id": column.key,
            "measure": table.measure,
            "value": table.value(row.key, column.key),
            "annotations": sorted(table.behind(row.key, column.key)),
        }
        for row in table.rows
        for column in table.columns
        if not table.is_empty(row.key, column.key)
    ]


def _together_facts(table: Together) -> list[dict[str, Any]]:
    return [
        {
            "row": title_of(row),
            "row_id": row.key,
            "column": title_of(column),
            "column_id": column.key,
            "by": table.bond.scope,
            "value": table.value(row.key, column.key),
            "pairs": table.pairs.get((row.key, column.key), 0),
            "annotations": sorted(table.behind(row.key, column.key)),
        }
        for row in table.headings
        for column in table.headings
        if table.value(row.key, column.key)
    ]
