"""How verbs print: lines for people, or JSON for programs."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from desktop_app.core.errors import UnknownExport
from desktop_app.core.project import Project
from desktop_app.formats.tables_csv import Grid
from desktop_app.messages import on_one_line

_WIDEST = 40


def show(asked: Namespace, facts: Any, lines: Iterable[str]) -> None:
    """Print `facts` as JSON where that was asked for, else the lines."""
    if asked.json:
        print(json.dumps(facts, ensure_ascii=False, indent=1, default=str))
    else:
        for line in lines:
            print(on_one_line(line))


def tell_of_veil(path: Path) -> None:
    """Say on standard error where some readings of a project may not be seen yet."""
    with Project.open(path, write=False, is_checked=True) as project:
        hidden = counted(len(project.veiled), "reader") if project.veiled else ""
    if hidden:
        said = f"diple: the work of {hidden} may not be seen yet and is left out; see diple reveal."
        print(said, file=sys.stderr)


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number with its unit: "1 part", "3 parts"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def refuse_other_than_csv(path: Path | None) -> None:
    """Raise UnknownExport where a table is to be written to anything but CSV."""
    if path and path.suffix.lower() != ".csv":
        raise UnknownExport(path=path, suffixes=[".csv"])


def aligned(made: Grid) -> list[str]:
    """Write a table in columns for reading; a long name is cut."""
    columns, rows = made
    everything: list[Sequence[object]] = [columns, *rows]
    cells = [[_cut(each) for each in row] for row in everything]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(
            f"{cell:{width}}" if at == 0 else f"{cell:>{width}}"
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
    return [*lines, f"{counted(len(rows), 'row')}."]


def _cut(cell: object) -> str:
    text = "" if cell is None else " ".join(str(cell).split())
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
