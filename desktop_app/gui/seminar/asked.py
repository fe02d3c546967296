"""What the agreement screen asks of the project, in a thread, and what comes back as words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.gui.seminar import says_agreement as says
from desktop_app.gui.seminar.figures import Figure
from desktop_app.gui.words import tr
from desktop_app.messages_agreement import (
    BY_PAIRS,
    draws_phrase,
    figure_phrase,
    left_out_phrases,
    no_draws_phrase,
    places_phrase,
    scope_phrase,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop_app.core.comparing import Compared, Comparison, Question
    from desktop_app.core.model import Coder, Rows
    from desktop_app.formats.tables_csv import Grid
    from desktop_app.gui.tasks import Progress

MOST_NAMED = 4
"""Readers and texts that are named; of more, how many there are is enough."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be chosen: readers, sets of texts by (id, name), and properties with values."""

    readers: tuple[Coder, ...]
    marked: frozenset[str]
    """The people who marked anything in the texts in question; no model, no second look."""
    sets: tuple[tuple[str, str], ...]
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The figures, the annotations behind each by its key, and names for all that is named.

    There are several comparisons where a measure for two was asked of more: one for each pair.
    A figure's key is its code's id, or the place of its pair among all.
    """

    found: Sequence[Comparison]
    readers_asked: int
    behind: Mapping[str, frozenset[str]]
    paths: Mapping[str, str]
    readers: Mapping[str, str]
    titles: Mapping[str, str]

    def figures(self) -> list[Figure]:
        """Write each figure as a line of the table, that of all codes together first."""
        if self.is_by_pairs:
            return [self._pair(number, one) for number, one in enumerate(self.found)]
        rows = sorted(self.found[0].rows, key=lambda row: bool(row.code_id))
        return [self._line(row, row.code_id or "", self.name_of(row.code_id or "")) for row in rows]

    @property
    def is_by_pairs(self) -> bool:
        """Tell whether the lines are of pairs of readers, and not of codes."""
        return self.readers_asked > 2 and self.found[0].measure.for_pairs_only

    @property
    def rows(self) -> list[Compared]:
        """The rows behind the lines: of each pair that of all codes together."""
        if self.is_by_pairs:
            return [row for one in self.found for row in one.rows if row.code_id is None]
        return list(self.found[0].rows)

    def name_of(self, key: str) -> str:
        """Name what a line is about."""
        if self.is_by_pairs:
            return " – ".join(self.readers[each] for each in self.found[int(key)].coder_ids)
        return self.paths[key] if key else tr(says.ALL_CODES)

    def grid(self) -> Grid:
        """Lay the figures out as a table to be written."""
        from desktop_app.formats.agreement_csv import agreement_grid

        return agreement_grid(self.found, self.paths, self.readers, self.titles)

    def about(self) -> str:
        """Say what the figures rest on."""
        one = next((each for each in self.found if each.rows), self.found[0])
        readers = list(dict.fromkeys(key for each in self.found for key in each.coder_ids))
        unit = tr(says.UNITS[one.unit])
        named = {
            "measure": one.measure.title,
            "name": one.property_name,
            "unit": unit[:1].lower() + unit[1:],
            "readers": _listed([self.readers[each] for each in readers]),
        }
        said = [tr(says.OF_VALUES if one.property_name else says.BY_UNIT).format(**named)]
        if self.is_by_pairs:
            pairs = tr(BY_PAIRS).format(measure=one.measure.title, count=self.readers_asked)
            said += [pairs, tr(says.BY_PAIRS_MORE)]
        elif not one.rows:
            said.append(tr(says.NOTHING).rstrip("."))
        else:
            said.append(scope_phrase(one, tr))
        homes = dict.fromkeys(home for each in self.found for home in each.document_ids)
        titles = [self.titles[each] for each in homes]
        if titles:
            said.append(tr(says.OF_TEXTS).format(titles=_listed(titles)))
        left = [] if self.is_by_pairs else left_out_phrases(one, tr)
        if left:
            said.append(tr(says.LEFT_OUT).format(what=", ".join(left)))
        spread = next((row.interval for row in reversed(one.rows) if row.interval), None)
        if spread:
            said.append(tr(says.SPREAD_OF).format(draws=draws_phrase(spread, tr)))
        said += filter(None, [no_draws_phrase(one, tr)])
        return ". ".join(said) + "."

    def _pair(self, number: int, one: Comparison) -> Figure:
        row = next((row for row in one.rows if row.code_id is None), None)
        key, name = str(number), self.name_of(str(number))
        if row is None:
            return Figure((name, figure_phrase(None, tr), "", "", "", tr(says.NOTHING)), key)
        return self._line(row, key, name)

    def _line(self, row: Compared, key: str, name: str) -> Figure:
        figure, spread = row.figure, row.interval
        said = places_phrase(row.places, len(self.found[0].coder_ids), tr)
        if figure.reason:
            reason = tr(figure.reason)
            reason = reason[:1].upper() + reason[1:]
            if figure.value is None:
                reason = tr(says.UNDEFINED_FOR).format(reason=tr(figure.reason))
            said = f"{reason}. {said}"
        limits = ""
        if spread:
            low, high = figure_phrase(spread.low), figure_phrase(spread.high)
            limits = tr(says.LIMITS).format(low=low, high=high)
        cells = (
            name,
            figure_phrase(figure.value, tr),
            limits,
            _share(figure.observed),
            _share(figure.expected),
            said,
        )
        return Figure(cells, key, said)


def read_offer(rows: Rows, hidden: frozenset[str], homes: frozenset[str] | None) -> Offer:
    """Read who and what can be compared in these texts, None for all; hidden readers are not."""
    from desktop_app.core.coders import list_coders
    from desktop_app.core.comparing import list_properties
    from desktop_app.core.comparing.places import read_marked
    from desktop_app.core.deciding import CONSENSUS
    from desktop_app.core.docsets import list_sets

    readers = tuple(
        coder for coder in list_coders(rows) if coder.kind != CONSENSUS and coder.id not in hidden
    )
    marks = read_marked(rows, [coder.id for coder in readers], homes)
    people = {coder.id for coder in readers if not coder.kind}
    marked = frozenset(mark.coder_id for own in marks.values() for mark in own) & people
    sets = tuple((each.id, each.name) for each in list_sets(rows))
    return Offer(readers, marked, sets, tuple(list_properties(rows)))


def answer(rows: Rows, question: Question, names: Mapping[str, str], progress: Progress) -> Answer:
    """Reckon, and gather what stands behind each figure."""
    from desktop_app.core.codebook import list_codes
    from desktop_app.core.comparing import compare_pairs, is_by_pairs
    from desktop_app.core.comparing.places import read_marked
    from desktop_app.core.documents import list_documents

    found = compare_pairs(rows, question, progress)
    marks = read_marked(rows, question.coder_ids, question.document_ids)
    behind: dict[str, set[str]] = {}
    for number, one in enumerate(found):
        homes, people = set(one.document_ids), set(one.coder_ids)
        groups = {row.code_id: row.code_id or "" for row in one.rows}
        if is_by_pairs(question):
            groups = {None: str(number)}
        for mark in (each for home, own in marks.items() if home in homes for each in own):
            if mark.code_id and mark.coder_id in people:
                for group in groups.keys() & {mark.code_id, None}:
                    behind.setdefault(groups[group], set()).add(mark.annotation_id)
    tree = list_codes(rows)
    return Answer(
        found,
        len(set(question.coder_ids)),
        {key: frozenset(ids) for key, ids in behind.items()},
        {code.id: tree.path(code.id) for code in tree},
        names,
        {document.id: document.title for document in list_documents(rows)},
    )


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"


def _listed(names: Sequence[str]) -> str:
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    first = ", ".join(names[: MOST_NAMED - 1])
    return tr(says.WITH_MANY).format(names=first, count=len(names) - MOST_NAMED + 1)
