"""How far the coders of a project agree: its annotations become figures, with all they rest on.

The formulas are in `agreement`, the names of the measures in `measures`; `marks` reads what the
coders marked, `intervals` draws bootstrap intervals.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.core import agreement
from desktop_app.core.codebook import list_codes
from desktop_app.core.coders import list_coders
from desktop_app.core.comparing.intervals import Interval, blocks_of, bootstrap
from desktop_app.core.comparing.marks import Places, Read, places_of, read_marks
from desktop_app.core.comparing.measures import MEASURES, Measure, find_measure, usual_measures
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
    "find_measure",
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
    intervals to measures over ratings, drawn with `seed`: paragraphs are drawn anew for
    characters, else the units themselves.
    """

    coder_ids: tuple[str, ...]
    measure: Measure
    unit: str = "character"
    code_ids: frozenset[str] | None = None
    document_ids: frozenset[str] | None = None
    counts_unmarked: bool = False
    rounds: int = 0
    seed: int = 1


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

    `left_out` counts what could not be compared: annotations without words in the texts, and
    texts that fewer than two of the coders read.
    """

    measure: Measure
    unit: str
    coder_ids: tuple[str, ...]
    document_ids: tuple[str, ...]
    rows: tuple[Compared, ...]
    left_out: Mapping[str, int]


def compare(rows: Rows, asked: Question, progress: Progress | None = None) -> Comparison:
    """Reckon a measure for each code that the coders used, and for all of them together.

    Raises TooFewCoders, BadValue.
    """
    coders, measure = tuple(dict.fromkeys(asked.coder_ids)), asked.measure
    if len(coders) < 2 or (measure.for_pairs_only and len(coders) != 2):
        wanted = "exactly two" if measure.for_pairs_only else "two or more"
        raise TooFewCoders(measure=measure.title, count=len(coders), wanted=wanted)
    if asked.unit not in UNITS:
        raise BadValue(kind=f"unit ({', '.join(UNITS)})", value=asked.unit)
    unit = asked.unit if measure.kind == "ratings" else "character"
    reads, left_out = read_marks(rows, coders, asked.document_ids, unit, asked.counts_unmarked)
    texts = [each.coded for each in reads]
    known = _used_codes(rows, texts)
    used = [code for code in known if asked.code_ids is None or code in asked.code_ids]
    made: list[Compared] = []
    for number, code_id in enumerate(used if measure.per_code else ()):
        if progress:
            progress(number, len(used))
        figure = _figure_of(measure, texts, coders, code_id, known, unit)
        interval = None
        if asked.rounds and measure.kind == "ratings":
            blocks = list(blocks_of(reads, coders, code_id, unit))
            interval = bootstrap(measure, blocks, asked.rounds, asked.seed)
        made.append(Compared(code_id, figure, places_of(reads, coders, [code_id]), interval))
    whole = _overall(measure, texts, coders, used, unit, made)
    if whole is not None:
        made.append(Compared(None, whole, places_of(reads, coders, used)))
    ids = tuple(each.document_id for each in reads)
    return Comparison(measure, unit, coders, ids, tuple(made), left_out)


def coder_names(rows: Rows) -> dict[str, str]:
    """Read the coders' names by id."""
    return {coder.id: coder.name for coder in list_coders(rows)}


def _figure_of(
    measure: Measure,
    texts: Sequence[agreement.CodedText],
    coders: tuple[str, ...],
    code_id: str,
    known: Sequence[str],
    unit: str,
) -> agreement.Agreement:
    assert measure.per_code is not None
    if measure.kind == "ratings":
        return measure.per_code(agreement.rate(texts, coders, code_id, unit))
    if measure.name == "k_u_alpha":
        # It sets one code against all others that the coders used.
        return measure.per_code(agreement.continuum(texts, coders, known), code_id)
    return measure.per_code(agreement.continuum(texts, coders, [code_id]))


def _overall(
    measure: Measure,
    texts: Sequence[agreement.CodedText],
    coders: tuple[str, ...],
    used: Sequence[str],
    unit: str,
    made: Sequence[Compared],
) -> agreement.Agreement | None:
    if not used:
        return None
    if measure.kind == "continuum":
        whole = measure.overall
        return whole(agreement.continuum(texts, coders, used)) if whole else None
    if measure.overall is None and measure.per_code:
        pool = agreement.pool([agreement.rate(texts, coders, code, unit) for code in used])
        return measure.per_code(pool)
    return measure.overall([each.figure for each in made]) if measure.overall else None


def _used_codes(rows: Rows, texts: Sequence[agreement.CodedText]) -> list[str]:
    """List the codes that any coder used in these texts, in the order of the codebook."""
    used = {code for text in texts for own in text.marks.values() for code in own}
    return [code.id for code in list_codes(rows) if code.id in used]
