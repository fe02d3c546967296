"""Frequencies: a bar a code, as long as it has annotations, with the figure at its end."""

from __future__ import annotations

from desktop_app.core.marks import Marks
from desktop_app.core.tables import frequencies
from desktop_app.pictures.drawing import EDGE, SMALL, WIDTH, Drawing, Line, Rect, Sheet
from desktop_app.pictures.wish import Wish, bounds_said, chosen, counted, lined_up, name_of

_LABELS, _ROW, _VALUES = 250.0, 24.0, 170.0
_MOST = 300
_NOTHING = "Nothing is marked yet."


def draw_frequencies(marks: Marks, wish: Wish) -> Drawing:
    """Draw a bar for each code that is used, in the order of the tree."""
    found = chosen(marks, wish)
    rows = [row for row in frequencies(marks, frozenset(m.id for m in found)) if row.annotations]
    shown = rows[:_MOST]
    cut = f"Shown are the first {_MOST}. " if len(rows) > _MOST else ""
    about = (
        f"Unit: annotations of the code itself, not of those below it."
        f" {counted(len(found), 'annotation')}, {counted(len(rows), 'code')}. Behind the figure"
        f" stands the number of documents. {cut}{bounds_said(marks, wish)}"
    )
    sheet = Sheet("Frequencies of codes", about)
    if not rows:
        return sheet.nothing(_NOTHING)
    most = max(row.annotations for row in rows)
    x0 = EDGE + _LABELS
    room = WIDTH - 2 * EDGE - _LABELS - _VALUES
    top = sheet.y
    known = {row.heading.key: row for row in shown}
    for heading, is_used in lined_up(marks.tree, [row.heading for row in shown]):
        name, y = name_of(marks.tree, heading), sheet.y
        indent = min(60, 12 * heading.depth)
        ink = "ink" if is_used else "dim"
        sheet.text(EDGE + indent, y + 16, name, colour=ink, room=_LABELS - indent - 12)
        sheet.y += _ROW
        if not is_used:
            continue
        row = known[heading.key]
        code = marks.tree.get(heading.key)
        colour = code.color if code else ""
        width = room * row.annotations / most
        sheet.add(Rect(x0, y + 5, max(1.0, width), 14, f"tint:{colour}", f"line:{colour}", 2))
        figure = f"{row.annotations:,}"
        sheet.text(x0 + width + 8, y + 16, figure, is_bold=True)
        behind = f"in {counted(row.documents, 'document')}"
        sheet.text(x0 + width + 14 + 9 * len(figure), y + 16, behind, SMALL, "dim")
        told = f"{heading.title or name}: {counted(row.annotations, 'annotation')} {behind}"
        sheet.spot((EDGE, y, WIDTH - 2 * EDGE, _ROW), told, row.ids)
    sheet.add(Line(x0, top, x0, sheet.y, "dim"))
    return sheet.finish()
