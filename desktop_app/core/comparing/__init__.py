"""How far the coders of a project agree: its annotations become figures, with all they rest on.

The formulas are in `agreement`, the names of the measures in `measures`; `marks` reads what the
coders marked, `values` says what the values of a property count as, `blocks` cuts the matter into
what `intervals` draws anew.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from desktop_app.core import agreement
from desktop_app.core.agreement.results import Label
from desktop_app.core.codebook import list_codes
from desktop_app.core.coders import check_seen, list_coders
from desktop_app.core.comparing.blocks import (
    Figures,
    Layers,
    PassageBlocks,
    RatingBlocks,
    continuum_figures,
    figures_of,
)
from desktop_app.core.comparing.intervals import Interval, bootstrap
from desktop_app.core.comparing.marks import Bodies, Places, Read, places_of, read_marks
from desktop_app.core.comparing.measures import MEASURES, Measure, find_measure, usual_measures
from desktop_app.core.comparing.values import labels_of, list_properties
from desktop_app.core.errors import BadValue, TooFewCoders
from desktop_app.core.model import Rows

__all__ = [
    "MEASURES",
    "UNITS",
    "Compared",
    "Comparison",
    "Interval",
    "Measure",
    "Places",
    "Question",
    "Read",
    "coder_names",
    "compare",
    "compare_pairs",
    "find_measure",
    "is_by_pairs",
    "list_properties",
    "places_of",
    "read_marks",
    "usual_measures",
]

UNITS = ("character", "sentence", "paragraph", "turn", "document")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Question:
    """What shall be compared.

    `code_ids` and `document_ids` bound codes and texts, None for all. With `counts_unmarked` a
    coder who marked nothing in a text has read it all the same. `rounds` above 0 adds bootstrap
    intervals, drawn with `seed`: paragraphs are drawn anew for characters, stretches of whole
    paragraphs for passages, else the units themselves. With a property's name not marks are
    compared but the values that were given to it; what has none is no rating.
    """

    coder_ids: tuple[str, ...]
    measure: Measure
    unit: str = "character"
    code_ids: frozenset[str] | None = None
    document_ids: frozenset[str] | None = None
    counts_unmarked: bool = False
    rounds: int = 0
    seed: int = 1
    property_name: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One row: a code, or all together where `code_id` is None, with its figure."""

    code_id: str | None
    figure: agreement.Agreement
    places: Places
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows of one question, with what they rest on.

    `left_out` counts what could not be compared: annotations without words in the texts, texts
    that fewer than two of the coders read, units to which one coder gave several values.
    """

    measure: Measure
    unit: str
    coder_ids: tuple[str, ...]
    document_ids: tuple[str, ...]
    rows: tuple[Compared, ...]
    left_out: Mapping[str, int]
    property_name: str = ""
    rounds: int = 0


def compare(
    rows: Rows,
    asked: Question,
    progress: Progress | None = None,
    bodies: Bodies | None = None,
) -> Comparison:
    """Reckon a measure for each code that the coders used, and for all of them together.

    `bodies` keeps texts and units for another comparison in the same unit. Raises TooFewCoders,
    BadValue, and NotRevealed for a coder who may not be seen yet.
    """
    check_seen(rows, asked.coder_ids, asked.document_ids)
    coders = tuple(dict.fromkeys(asked.coder_ids))
    _check(asked, len(coders))
    bodies = bodies or Bodies(_unit(asked))
    reads, left_out = read_marks(
        rows, coders, asked.document_ids, bodies, asked.counts_unmarked, asked.property_name
    )
    known = _used_codes(rows, reads)
    used = [code for code in known if asked.code_ids is None or code in asked.code_ids]
    if asked.measure.kind == "continuum":
        figures, blocks = _of_passages(asked, reads, coders, known, used)
    elif asked.property_name:
        labels = labels_of(rows, asked.property_name, _given(reads), asked.measure)
        figures, blocks = _of_values(asked, reads, coders, used, labels, left_out)
    else:
        figures, blocks = _of_marks(asked, reads, coders, used, progress)
    spread = bootstrap(blocks, asked.rounds, asked.seed, progress) if blocks else {}
    made = tuple(
        Compared(
            group,
            figure,
            places_of(reads, coders, used if group is None else [group]),
            spread.get(group),
        )
        for group, figure in figures.items()
    )
    ids = tuple(each.document_id for each in reads)
    return Comparison(
        asked.measure, bodies.unit, coders, ids, made, +left_out, asked.property_name, asked.rounds
    )


def compare_pairs(
    rows: Rows, asked: Question, progress: Progress | None = None
) -> list[Comparison]:
    """Compare each pair of the coders by itself, where a measure for two is asked of more.

    Else it is one comparison; raises what `compare` raises.
    """
    coders = tuple(dict.fromkeys(asked.coder_ids))
    if not is_by_pairs(asked):
        return [compare(rows, asked, progress)]
    found, pairs = [], list(combinations(coders, 2))
    bodies = Bodies(_unit(asked))
    for done, pair in enumerate(pairs):
        if progress:
            progress(done, len(pairs))
        found.append(compare(rows, replace(asked, coder_ids=pair), bodies=bodies))
    return found


def _unit(asked: Question) -> str:
    return asked.unit if asked.measure.kind == "ratings" else "character"


def is_by_pairs(asked: Question) -> bool:
    """Tell whether a measure for two is asked of more."""
    return asked.measure.for_pairs_only and len(set(asked.coder_ids)) > 2


def coder_names(rows: Rows) -> dict[str, str]:
    """Read the coders' names by id."""
    return {coder.id: coder.name for coder in list_coders(rows)}


def _check(asked: Question, coders: int) -> None:
    measure = asked.measure
    if coders < 2 or (measure.for_pairs_only and coders != 2):
        wanted = "exactly two" if measure.for_pairs_only else "two or more"
        raise TooFewCoders(measure=measure.title, count=coders, wanted=wanted)
    if asked.unit not in UNITS:
        raise BadValue(kind=f"unit ({', '.join(UNITS)})", value=asked.unit)
    if asked.property_name and measure.is_of_marks:
        fit = ", ".join(each.name for each in MEASURES.values() if not each.is_of_marks)
        raise BadValue(kind=f"measure of values ({fit})", value=measure.name)


_Reckoned = tuple[Figures, RatingBlocks | PassageBlocks | None]


def _of_marks(
    asked: Question,
    reads: Sequence[Read],
    coders: tuple[str, ...],
    used: Sequence[str],
    progress: Progress | None,
) -> _Reckoned:
    """Reckon over which units were marked."""
    texts = [each.coded for each in reads]
    ratings: dict[str | None, agreement.Ratings] = {}
    for done, code in enumerate(used):
        if progress:
            progress(done, len(used))
        ratings[code] = agreement.rate(texts, coders, code, asked.unit)
    blocks = None
    if asked.rounds:
        blocks = RatingBlocks(asked.measure, reads, Layers(coders, {}), used, asked.unit)
    return figures_of(asked.measure, ratings), blocks


def _of_values(
    asked: Question,
    reads: Sequence[Read],
    coders: tuple[str, ...],
    used: Sequence[str],
    labels: Mapping[str, Label],
    left_out: Counter[str],
) -> _Reckoned:
    """Reckon over which values were given to a property, for each code and under all codes."""
    ratings: dict[str | None, agreement.Ratings] = {}
    groups: list[str | None] = [*used, *([None] if used and asked.code_ids is None else [])]
    for group in groups:
        texts = [each.values[group] for each in reads if group in each.values]
        ratings[group], doubled = agreement.rate_values(texts, coders, labels, asked.unit)
        if group is groups[-1]:
            left_out["units with several values by one coder"] += doubled
    figures = {
        group: replace(figure, scope=replace(figure.scope, uncoded="left out"))
        for group, figure in figures_of(asked.measure, ratings).items()
    }
    blocks = None
    if asked.rounds and groups:
        blocks = RatingBlocks(asked.measure, reads, Layers(coders, labels), groups, asked.unit)
    return figures, blocks


def _of_passages(
    asked: Question,
    reads: Sequence[Read],
    coders: tuple[str, ...],
    known: Sequence[str],
    used: Sequence[str],
) -> _Reckoned:
    """Reckon over freely cut passages."""
    whole = agreement.continuum([each.coded for each in reads], coders, known)
    figures = continuum_figures(asked.measure, whole, used)
    blocks = PassageBlocks(asked.measure, whole, reads, used) if asked.rounds else None
    return figures, blocks


def _used_codes(rows: Rows, reads: Sequence[Read]) -> list[str]:
    """List the codes that any coder used in these texts, in the order of the codebook."""
    used = {code for read in reads for own in read.coded.marks.values() for code in own}
    return [code.id for code in list_codes(rows) if code.id in used]


def _given(reads: Sequence[Read]) -> set[str]:
    marks = [
        own for read in reads if None in read.values for own in read.values[None].marks.values()
    ]
    return {value for own in marks for value in own}
