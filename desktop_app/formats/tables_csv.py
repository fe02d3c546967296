"""Tables of figures as CSV: what is counted against what, codes that stand together, frequencies.

The first column names the row by its path or title; the last row and column are the totals.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from desktop_app.core.tables import Base, Frequency, Heading, Measure, Table
from desktop_app.core.together import Together
from desktop_app.formats.atomic import writing
from desktop_app.formats.csv_profile import DATA, Cell, Profile, write_table

NO_CODE, NO_VALUE, TOTAL = "(no code)", "(none)", "(total)"
FREQUENCY_COLUMNS = (
    "code_id", "code_path", "n_annotations", "n_annotations_with_descendants", "n_parts",
    "n_documents", "n_coders", "n_words", "n_characters", "share_of_text",
)  # fmt: skip

Grid = tuple[list[str], list[list[Cell]]]
"""Columns and rows of a table, as they are written."""


def title_of(heading: Heading) -> str:
    """Name a row or column; what has no code or value is named too."""
    if heading.key:
        return heading.title
    return NO_CODE if heading.kind == "code" else NO_VALUE


def grid(table: Table, base: Base | None = None) -> Grid:
    """Lay a table out, in its measure or in per cent of `base`."""
    keys: list[str | None] = [*(heading.key for heading in table.columns), None]
    titles = [*(title_of(heading) for heading in table.columns), TOTAL]
    rows: list[tuple[str, str | None]] = [(title_of(each), each.key) for each in table.rows]
    rows.append((TOTAL, None))
    return (
        ["", *_apart(titles)],
        [[title, *(_figure(table, row, key, base) for key in keys)] for title, row in rows],
    )


def together_grid(table: Together, *, in_percent: bool = False) -> Grid:
    """Lay out which codes stand together, the last column being all of a row's annotations."""
    titles = [title_of(heading) for heading in table.headings]
    rows: list[list[Cell]] = []
    for heading, title in zip(table.headings, titles, strict=True):
        cells: list[Cell] = [title]
        for other in table.headings:
            share = table.percentage(heading.key, other.key)
            value = table.value(heading.key, other.key)
            cells.append(_number(share, 1) if in_percent else value)
        rows.append([*cells, table.totals.get(heading.key, 0)])
    return ["", *_apart(titles), TOTAL], rows


def frequency_grid(found: Sequence[Frequency]) -> Grid:
    """Lay frequencies out, a row a code."""
    rows: list[list[Cell]] = [
        [
            each.heading.key,
            title_of(each.heading),
            each.annotations,
            each.below,
            each.parts,
            each.documents,
            each.coders,
            each.words,
            each.characters,
            _number(each.share, 6),
        ]
        for each in found
    ]
    return list(FREQUENCY_COLUMNS), rows


def write_grid(path: Path, made: Grid, profile: Profile = DATA) -> int:
    """Write a table to a CSV file and return the number of its rows.

    Raises FileUnwritable, FileExists.
    """
    return write_rows(path, *made, profile)


def write_rows(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]], profile: Profile = DATA
) -> int:
    """Write columns and rows to a CSV file, as `write_grid` does."""
    with writing(path) as out:
        return write_table(out, profile, columns, rows)


def _figure(table: Table, row: str | None, column: str | None, base: Base | None) -> Cell:
    if base:
        return _number(table.percentage(row, column, base), 1)
    return written(table.value(row, column), table.measure)


def written(value: float, measure: Measure) -> Cell:
    """Write a figure as it stands in a table: a share to six places, all else whole."""
    return _number(value, 6) if measure == "share" else round(value)


def _number(value: float | None, places: int) -> str | None:
    return None if value is None else f"{value:.{places}f}"


def _apart(titles: Sequence[str]) -> Iterator[str]:
    """Tell titles that are the same apart by numbers, so that columns can be named by them."""
    seen: dict[str, int] = {}
    for title in titles:
        seen[title] = seen.get(title, 0) + 1
        yield title if seen[title] == 1 else f"{title} ({seen[title]})"
