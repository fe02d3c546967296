"""The verbs search (lines of a concordance) and words (lists of words)."""

from argparse import Namespace
from itertools import islice

from desktop_app.commands.output import aligned, counted, refuse_other_than_csv, show
from desktop_app.core import documents
from desktop_app.core.errors import BadValue
from desktop_app.core.project import Project
from desktop_app.core.search import Line, Search, cite_lines, find_hits, read_lines, sort_lines
from desktop_app.formats.csv_profile import PROFILES
from desktop_app.formats.tables_csv import Grid, write_grid
from desktop_app.formats.words_csv import collocates_grid, echoes_grid, line_grid, runs_grid


def search(asked: Namespace) -> None:
    """Print the lines, aligned on what was found."""
    refuse_other_than_csv(asked.csv)
    if asked.context < 0 or asked.limit < 0:
        raise BadValue(value=str(min(asked.context, asked.limit)), kind="number of 0 or more")
    with Project.open(asked.project, write=False) as project:
        only = _only(project, asked)
        wanted = Search(
            asked.query,
            "regex" if asked.regex else "words",
            is_case_blind=not asked.case,
            is_mark_blind=not asked.marks,
            document_ids=only,
        )
        hits = list(islice(find_hits(project, wanted), asked.limit + 1 if asked.limit else None))
        is_cut = bool(asked.limit) and len(hits) > asked.limit
        lines = read_lines(project, hits[: asked.limit] if is_cut else hits, asked.context)
        lines = sort_lines(lines, asked.sort)
        cited = cite_lines(project, lines)
        if asked.csv:
            write_grid(asked.csv, line_grid(lines, cited), PROFILES[asked.profile])
        facts = [{**line._asdict(), "place": at} for line, at in zip(lines, cited, strict=True)]
        show(asked, facts, [*_printed(lines, cited), _counted(lines, is_cut=is_cut)])


def words(asked: Namespace) -> None:
    """Print a list of words, and write all of it to a file where one is named."""
    refuse_other_than_csv(asked.csv)
    length = asked.length if asked.length is not None else _LENGTHS.get(asked.kind, 1)
    for value, least, most in (
        (length, 2 if asked.kind in ("ngrams", "echoes") else 1, 10),
        (asked.span, 1, 50),
        (asked.least, 1, None),
        (asked.limit, 0, None),
    ):
        if value < least or (most and value > most):
            upto = f" to {most}" if most else " or more"
            raise BadValue(value=str(value), kind=f"number of {least}{upto}")
    if asked.kind == "collocates" and not asked.near.strip():
        raise BadValue(value="collocates", kind="list without --near, which says near what")
    with Project.open(asked.project, write=False) as project:
        columns, rows = _listed(project, asked, length)
        if asked.csv:
            write_grid(asked.csv, (columns, rows), PROFILES[asked.profile])
        shown = rows[: asked.limit] if asked.limit else rows
        lines = aligned((columns, shown))
        if len(shown) < len(rows):
            lines[-1] = f"The first {len(shown):,} of {counted(len(rows), 'row')}."
        show(asked, [dict(zip(columns, row, strict=True)) for row in shown], lines)


def _listed(project: Project, asked: Namespace, length: int) -> Grid:
    only = _only(project, asked)
    if asked.kind == "collocates":
        search = Search(asked.near, document_ids=only)
        columns, rows = collocates_grid(project, search, asked.span)
        return columns, [row for row in rows if int(row[1] or 0) + int(row[2] or 0) >= asked.least]
    if asked.kind == "echoes":
        columns, rows = echoes_grid(project, length, only, is_across=asked.across)
        return columns, [row for row in rows if int(row[1] or 0) >= asked.least]
    return runs_grid(project, length, asked.least, only)


_LENGTHS = {"words": 1, "ngrams": 2, "echoes": 3}


def _only(project: Project, asked: Namespace) -> frozenset[str] | None:
    if not asked.document:
        return None
    return frozenset({documents.find_document(project, asked.document).id})


def _printed(lines: list[Line], cited: list[str]) -> list[str]:
    places = [f"{line.document} {at}" for line, at in zip(lines, cited, strict=True)]
    margin = max(map(len, places), default=0)
    left = max((len(line.before) for line in lines), default=0)
    return [
        f"{place:{margin}}  {line.before:>{left}}[{' '.join(line.words.split())}]{line.after}"
        for place, line in zip(places, lines, strict=True)
    ]


def _counted(lines: list[Line], *, is_cut: bool) -> str:
    if is_cut:
        return f"The first {counted(len(lines), 'line')}; --limit 0 prints all."
    return f"{counted(len(lines), 'line')}."
