"""Making a matrix for the window out of what core counts: words for keys, figures for values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.core.codetree import split_path
from desktop_app.gui.analysis import says
from desktop_app.gui.analysis.matrix import Figure, Matrix
from desktop_app.gui.tasks import Progress
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.core.asking import Query
    from desktop_app.core.asking.saved import SavedQuery
    from desktop_app.core.marks import Marks
    from desktop_app.core.tables import Axis, Base, Frequency, Heading, Measure, Table
    from desktop_app.core.together import Together
    from desktop_app.formats.tables_csv import Grid


@dataclass(frozen=True, slots=True)
class Wish:
    """What a table is to show. `rows` and `columns` are an axis, or `together:` and a scope, or
    `use`; a field is `field:NAME`.
    """

    rows: str
    columns: str
    measure: Measure = "annotations"
    base: Base | None = None
    is_rolled: bool = False
    has_queries: bool = False
    has_empty: bool = False
    only: Query | None = None


def count(marks: Marks, wish: Wish, progress: Progress) -> tuple[Matrix, Grid]:
    """Count what is wished for, as it is shown and as it is written to a file."""
    from desktop_app.core import tables, together
    from desktop_app.core.asking import evaluate, saved
    from desktop_app.formats import tables_csv

    only = None if wish.only is None else evaluate(wish.only, marks)
    queries = tuple(saved.list_queries(marks)) if wish.has_queries else ()
    if wish.columns == "use":
        found = tables.frequencies(marks, only, queries)
        return _uses(marks, found, wish), tables_csv.frequency_grid(found)
    if wish.columns.startswith("together:"):
        scope = wish.columns.removeprefix("together:")
        bond = together.Bond(scope)  # type: ignore[arg-type]
        axis = tables.Axis("code", is_rolled=wish.is_rolled, queries=queries)
        joined = together.stand_together(marks, bond, axis, only, progress)
        grid = tables_csv.together_grid(joined, in_percent=wish.base is not None)
        return _together(marks, joined, wish), grid
    table = tables.count(
        marks, _axis(wish.rows, wish, queries), _axis(wish.columns, wish, queries),
        wish.measure, only, progress,
    )  # fmt: skip
    return _table(marks, table, wish), tables_csv.grid(table, wish.base)


def _axis(text: str, wish: Wish, queries: tuple[SavedQuery, ...]) -> Axis:
    from desktop_app.core.tables import Axis

    kind, _, name = text.partition(":")
    return Axis(kind, name, is_rolled=wish.is_rolled, queries=queries)  # type: ignore[arg-type]


def _table(marks: Marks, table: Table, wish: Wish) -> Matrix:
    rows = [each for each in table.rows if wish.has_empty or not table.is_empty(each.key, None)]
    columns = [
        each for each in table.columns if wish.has_empty or not table.is_empty(None, each.key)
    ]
    row_keys = [*(each.key for each in rows), None]
    column_keys = [*(each.key for each in columns), None]
    greatest = max(
        (table.value(row, column) for row in row_keys[:-1] for column in column_keys[:-1]),
        default=0,
    )

    def figure(row: str | None, column: str | None) -> Figure:
        value = table.value(row, column)
        ids = table.behind(row, column)
        said = said_value(value, wish.measure) if ids else ""
        if ids and wish.base:
            share = table.percentage(row, column, wish.base)
            said = "" if share is None else f"{share:.1f} %"
        return Figure(said, value / greatest if greatest else 0, value, ids)

    unit = says.UNITS[wish.measure]
    said = tr(unit)
    if wish.base:
        said = tr(says.IN_PERCENT[wish.base]).format(unit=said)
    return Matrix(
        rows=[*(_titled(each) for each in rows), tr(says.TOTAL)],
        columns=[*(_titled(each) for each in columns), tr(says.TOTAL)],
        cells=[[figure(row, column) for column in column_keys] for row in row_keys],
        unit=said,
        depths=_depths(rows, has_total=True),
        has_total_row=True,
        has_total_column=True,
        name_of=_name_of(rows),
    )


def _together(marks: Marks, table: Together, wish: Wish) -> Matrix:
    used = {key for pair in table.pairs for key in pair}
    heads = [each for each in table.headings if wish.has_empty or each.key in used]
    values = [table.value(a.key, b.key) for a in heads for b in heads]
    greatest = max(values, default=0)

    def figure(row: Heading, column: Heading) -> Figure:
        value = table.value(row.key, column.key)
        said = f"{value:,}" if value else ""
        if value and wish.base:
            said = f"{table.percentage(row.key, column.key) or 0:.1f} %"
        weight = value / greatest if greatest else 0
        return Figure(said, weight, value, table.behind(row.key, column.key))

    titles = [_titled(each) for each in heads]
    said = tr(says.TOGETHER_UNIT)
    return Matrix(
        rows=titles,
        columns=[split_path(title)[-1] if title else title for title in titles],
        cells=[[figure(row, column) for column in heads] for row in heads],
        unit=tr(says.IN_PERCENT["row"]).format(unit=said) if wish.base else said,
        depths=_depths(heads),
        name_of=_name_of(heads),
    )


def _uses(marks: Marks, found: Sequence[Frequency], wish: Wish) -> Matrix:
    shown = [each for each in found if wish.has_empty or each.annotations or each.below]
    columns: list[tuple[str, Callable[[Frequency], float]]] = [
        (says.USE_ANNOTATIONS, lambda each: each.annotations),
        (says.USE_BELOW, lambda each: each.below),
        (says.USE_PARTS, lambda each: each.parts),
        (says.USE_DOCUMENTS, lambda each: each.documents),
        (says.USE_CODERS, lambda each: each.coders),
        (says.USE_WORDS, lambda each: each.words),
        (says.USE_CHARACTERS, lambda each: each.characters),
        (says.USE_SHARE, lambda each: each.share),
    ]
    greatest = [max((of(each) for each in shown), default=0) for _, of in columns]
    heads = [each.heading for each in shown]
    return Matrix(
        rows=[_titled(head) for head in heads],
        columns=[tr(title) for title, _ in columns],
        cells=[
            [
                Figure(
                    said_value(of(each), "share" if title == says.USE_SHARE else "words"),
                    0 if title in _UNSHADED or not most else of(each) / most,
                    of(each),
                    each.ids,
                )
                for (title, of), most in zip(columns, greatest, strict=True)
            ]
            for each in shown
        ],
        unit=tr(says.USE_UNIT),
        depths=_depths(heads),
        name_of=_name_of(heads),
    )


_UNSHADED = (says.USE_DOCUMENTS, says.USE_CODERS)
"""Nearly every code is in nearly all of these: a tint would tell nothing."""


def said_value(value: float, measure: str) -> str:
    """Write a figure for reading: a share in per cent, all else whole."""
    return f"{100 * value:.1f} %" if measure == "share" else f"{round(value):,}"


def _titled(heading: Heading) -> str:
    if heading.key:
        return heading.title
    return tr(says.NO_CODE if heading.kind == "code" else says.NO_VALUE)


def _depths(heads: Sequence[Heading], *, has_total: bool = False) -> list[int]:
    """Set codes in below those above them, where these are shown too."""
    if not any(head.kind == "code" for head in heads):
        return []
    shown: dict[str, int] = {}
    depths = []
    for head in heads:
        above = head.title.rpartition(" > ")[0] if head.kind == "code" else ""
        depth = shown[above] + 1 if above in shown else 0
        if head.kind == "code":
            shown[head.title] = depth
        depths.append(depth)
    return [*depths, 0] if has_total else depths


def _name_of(heads: Sequence[Heading]) -> Callable[[str], str]:
    """Return what shortens a path to the name of the code where the code above is shown too."""
    titles = {head.title for head in heads if head.kind == "code"}

    def name(title: str) -> str:
        above = title.rpartition(" > ")[0]
        return split_path(title)[-1] if title in titles and above in titles else title

    return name
