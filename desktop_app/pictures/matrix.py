"""The matrix: codes against documents or others as a heat map; every cell has its figure too."""

from __future__ import annotations

from desktop_app.core.codetree import CodeTree
from desktop_app.core.marks import Marks
from desktop_app.core.tables import Axis, Heading, Table, count
from desktop_app.core.together import Together, stand_together
from desktop_app.pictures.drawing import BODY, EDGE, SMALL, WIDTH, Drawing, Rect, Sheet
from desktop_app.pictures.lettering import text_width
from desktop_app.pictures.wish import Wish, bounds_said, chosen, counted, lined_up, name_of

_LABELS, _ROW = 250.0, 24.0
_NARROW, _LEVEL, _BROAD = 44.0, 104.0, 180.0
_HEADS = 128.0
_MOST_ROWS, _MOST_COLUMNS = 200, 60
_NOTHING = "Nothing is marked yet."
_SCOPES = {
    "overlap": "overlaps",
    "passage": "marks the same passage as",
    "sentence": "shares a sentence with",
    "paragraph": "shares a paragraph with",
    "turn": "shares a turn with",
    "near": "stands near",
}


class _Grid:
    """Rows against columns with what each cell holds, whatever was counted."""

    def __init__(self, made: Table | Together) -> None:
        self.made = made
        if isinstance(made, Table):
            self.rows = [each for each in made.rows if not made.is_empty(each.key, None)]
            self.columns = [each for each in made.columns if not made.is_empty(None, each.key)]
        else:
            used = {key for pair in made.ids for key in pair}
            self.rows = self.columns = [each for each in made.headings if each.key in used]

    @property
    def measure(self) -> str:
        return self.made.measure if isinstance(self.made, Table) else "annotations"

    def value(self, row: str, column: str) -> float:
        return self.made.value(row, column)

    def ids(self, row: str, column: str) -> frozenset[str]:
        return self.made.behind(row, column)


def draw_matrix(marks: Marks, wish: Wish) -> Drawing:
    """Draw codes against the columns of a wish; against codes, how often they stand together."""
    found = chosen(marks, wish)
    only = frozenset(mark.id for mark in found)
    if wish.columns.kind == "code":
        bond = wish.bond
        grid = _Grid(stand_together(marks, bond, Axis("code"), only, wish.progress))
        title = "Matrix: codes with codes"
        unit = (
            "Unit: annotations. A cell counts the annotations of the row’s code each of which"
            f" {_SCOPES[bond.scope]} one of the column’s."
        )
    else:
        grid = _Grid(count(marks, Axis("code"), wish.columns, wish.measure, only, wish.progress))
        named = wish.columns.name or f"{wish.columns.kind}s"
        title = f"Matrix: codes by {named}"
        unit = f"Unit: {_UNITS[wish.measure]}"
    rows, columns = grid.rows[:_MOST_ROWS], grid.columns[:_MOST_COLUMNS]
    about = (
        f"{unit} {counted(len(found), 'annotation')}, {counted(len(grid.rows), 'row')},"
        f" {counted(len(grid.columns), 'column')}. The deeper the colour the greater the figure."
        f" {_cut(grid, rows, columns)}{bounds_said(marks, wish)}"
    )
    room = WIDTH - 2 * EDGE - _LABELS
    cell = min(_BROAD, max(_NARROW, room / max(1, len(columns))))
    lean = 0 if cell >= _LEVEL else _HEADS * 0.75
    width = max(WIDTH, 2 * EDGE + _LABELS + cell * len(columns) + lean)
    sheet = Sheet(title, about, width)
    if not rows or not columns:
        return sheet.nothing(_NOTHING)
    most = max(grid.value(row.key, column.key) for row in rows for column in columns)
    _legend(sheet, most, wish)
    _heads(sheet, marks, columns, cell)
    for row, is_used in lined_up(marks.tree, rows):
        indent, y = min(60, 12 * row.depth), sheet.y
        ink, name = "ink" if is_used else "dim", name_of(marks.tree, row)
        sheet.text(EDGE + indent, y + 16, name, colour=ink, room=_LABELS - indent - 12)
        if is_used:
            _row(sheet, grid, row, columns, cell, most or 1)
        sheet.y += _ROW
    return sheet.finish()


_UNITS = {
    "annotations": "annotations. A cell counts those of a code.",
    "words": "words. A cell counts those that a code marks, each once.",
    "characters": "characters. A cell counts those that a code marks, each once.",
    "share": "share of the characters of the documents concerned that a code marks.",
}


def said_of(value: float, measure: str) -> str:
    """Write a figure; a share in per cent."""
    return f"{100 * value:.1f}%" if measure == "share" else f"{value:,.0f}"


def _cut(grid: _Grid, rows: list[Heading], columns: list[Heading]) -> str:
    if len(rows) == len(grid.rows) and len(columns) == len(grid.columns):
        return ""
    return f"Shown are the first {len(rows)} rows and {len(columns)} columns. "


def _legend(sheet: Sheet, most: float, wish: Wish) -> None:
    measure = "annotations" if wish.columns.kind == "code" else wish.measure
    x = EDGE
    for step in range(5):
        share = step / 4
        sheet.add(Rect(x, sheet.y - 8, 26, 12, f"heat:{share:.2f}", "rule"))
        x += 26
    ends = f"0 to {said_of(most, measure)}"
    sheet.text(x + 8, sheet.y + 2, ends, SMALL, "dim")
    sheet.y += 20


def _heads(sheet: Sheet, marks: Marks, columns: list[Heading], cell: float) -> None:
    """Write the columns' names: level where there is room, else leaning."""
    x0 = EDGE + _LABELS
    is_level = cell >= _LEVEL
    names = [name_of(marks.tree, each) for each in columns]
    widest = max(text_width(name, BODY) for name in names)
    height = 20.0 if is_level else min(_HEADS, widest * 0.72 + 16)
    for at, (each, name) in enumerate(zip(columns, names, strict=True)):
        x = x0 + at * cell
        if is_level:
            sheet.text(x + cell / 2, sheet.y + 12, name, anchor="middle", room=cell - 8)
        else:
            y = sheet.y + height - 6
            sheet.text(x + cell / 2 + 2, y, name, angle=-45, room=(height - 14) / 0.72)
        sheet.spot((x, sheet.y + height - 18, cell, 18), _title(each))
    sheet.y += height


def _row(
    sheet: Sheet, grid: _Grid, row: Heading, columns: list[Heading], cell: float, most: float
) -> None:
    x0, y = EDGE + _LABELS, sheet.y
    sheet.spot((EDGE, y, _LABELS - 8, _ROW), _title(row))
    for at, column in enumerate(columns):
        value = grid.value(row.key, column.key)
        share = value / most
        x = x0 + at * cell
        sheet.add(Rect(x, y, cell, _ROW, f"heat:{share:.2f}", "rule"))
        if not value:
            continue
        said = said_of(value, grid.measure)
        sheet.text(x + cell / 2, y + 16, said, SMALL, f"on-heat:{share:.2f}", anchor="middle")
        ids = grid.ids(row.key, column.key)
        unit = counted(len(ids), "annotation")
        shown = unit if grid.measure == "annotations" else f"{_worded(said, grid)}, {unit}"
        sheet.spot((x, y, cell, _ROW), f"{_title(row)} × {_title(column)}: {shown}", ids)


def _worded(said: str, grid: _Grid) -> str:
    return f"{said} of the text" if grid.measure == "share" else f"{said} {grid.measure}"


def _title(heading: Heading) -> str:
    """Return what a row or column is called, with the names above it for a code."""
    return heading.title or name_of(_NO_TREE, heading)


_NO_TREE = CodeTree(())
