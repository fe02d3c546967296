"""What was found in the texts as CSV: the lines of a concordance, and lists of words.

Columns keep their names whatever language the program speaks. Nothing is searched here.
"""

from collections.abc import Sequence

from desktop_app.core.model import Rows
from desktop_app.core.search import Line, Progress, Search
from desktop_app.core.wordlists import (
    DocumentIds,
    Echo,
    count_runs,
    find_collocates,
    find_echoes,
)
from desktop_app.formats.csv_profile import Cell
from desktop_app.formats.tables_csv import Grid

LINE_COLUMNS = (
    "document_id", "document", "place", "start", "end", "before", "words", "after",
)  # fmt: skip
RUN_COLUMNS = ("words", "times", "n_documents")
COLLOCATE_COLUMNS = ("word", "before", "behind", "everywhere", "log_likelihood")
ECHO_COLUMNS = ("words", "times", "n_documents", "n_words", "weight_in_bits", "beside")

_MOST = 8
"""So many words are named on either side of an echo."""


def line_grid(lines: Sequence[Line], cited: Sequence[str]) -> Grid:
    """Lay the lines of a concordance out; `cited` tells where each stands, as it is quoted."""
    rows: list[list[Cell]] = [
        [line.document_id, line.document, place, line.start, line.end, line.before, line.words,
         line.after]
        for line, place in zip(lines, cited, strict=True)
    ]  # fmt: skip
    return list(LINE_COLUMNS), rows


def list_grid(columns: Sequence[str], rows: Sequence[Sequence[str | int | float]]) -> Grid:
    """Lay a list of words out; figures with a fraction are written to two places."""
    laid: list[list[Cell]] = [
        [f"{value:.2f}" if isinstance(value, float) else value for value in row] for row in rows
    ]
    return list(columns), laid


def runs_grid(
    rows: Rows,
    length: int = 1,
    least: int = 1,
    document_ids: DocumentIds = None,
    progress: Progress | None = None,
) -> Grid:
    """List words, or runs of `length` words, the most frequent first."""
    found = count_runs(rows, length, document_ids, least, progress)
    return list_grid(RUN_COLUMNS, found)


def collocates_grid(
    rows: Rows, search: Search, span: int = 5, progress: Progress | None = None
) -> Grid:
    """List the words near what is searched, the most telling first; raises as a search does."""
    return list_grid(COLLOCATE_COLUMNS, find_collocates(rows, search, span, progress))


def echoes_grid(
    rows: Rows,
    least_words: int = 3,
    document_ids: DocumentIds = None,
    *,
    is_across: bool = False,
    progress: Progress | None = None,
) -> Grid:
    """List the phrases that return, the weightiest first."""
    found = find_echoes(rows, least_words, document_ids, is_across=is_across, progress=progress)
    return list_grid(ECHO_COLUMNS, list(map(echo_row, found)))


def echo_row(echo: Echo) -> tuple[str, int, int, int, float, str]:
    """Lay an echo out under `ECHO_COLUMNS`."""
    before, behind = (
        " | ".join(words[:_MOST]) + (" | …" if len(words) > _MOST else "")
        for words in (echo.before, echo.behind)
    )
    beside = f"{before} … {behind}".strip()
    return echo.words, len(echo.places), echo.documents, echo.length, echo.weight, beside
