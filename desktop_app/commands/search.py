"""The verb search: lines of a concordance."""

from argparse import Namespace
from itertools import islice

from desktop_app.commands.output import counted, show
from desktop_app.core import documents
from desktop_app.core.errors import BadValue
from desktop_app.core.project import Project
from desktop_app.core.search import Line, Search, cite_lines, find_hits, read_lines, sort_lines


def search(asked: Namespace) -> None:
    """Print the lines, aligned on what was found."""
    if asked.context < 0 or asked.limit < 0:
        raise BadValue(value=str(min(asked.context, asked.limit)), kind="number of 0 or more")
    with Project.open(asked.project, write=False) as project:
        only = None
        if asked.document:
            only = frozenset({documents.find_document(project, asked.document).id})
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
        facts = [{**line._asdict(), "place": at} for line, at in zip(lines, cited, strict=True)]
        show(asked, facts, [*_printed(lines, cited), _counted(lines, is_cut=is_cut)])


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
