"""The verb on agreement: figures for each code and overall, with all that they rest on."""

from argparse import Namespace
from dataclasses import replace
from typing import Any

from desktop_app.commands.output import refuse_other_than_csv, show
from desktop_app.core import comparing
from desktop_app.core.codebook import list_codes
from desktop_app.core.coders import find_coder, list_coders
from desktop_app.core.comparing import Compared, Comparison
from desktop_app.core.docsets import list_sets
from desktop_app.core.documents import find_document, list_documents
from desktop_app.core.errors import BadValue, Unknown
from desktop_app.core.project import Project
from desktop_app.formats.agreement_csv import agreement_grid, list_facts
from desktop_app.formats.csv_profile import PROFILES
from desktop_app.formats.tables_csv import write_grid
from desktop_app.messages_agreement import (
    BY_PAIRS,
    draws_phrase,
    figure_phrase,
    interval_phrase,
    left_out_phrases,
    no_draws_phrase,
    places_phrase,
    scope_phrase,
)

MOST_DRAWS = 100_000
MOST_TITLES = 3
"""Texts that are named; of more, how many there are is enough."""


def report(asked: Namespace) -> None:
    """Print how far coders agree."""
    if not 0 <= asked.bootstrap <= MOST_DRAWS:
        raise BadValue(kind=f"number of draws from 0 to {MOST_DRAWS:,}", value=asked.bootstrap)
    refuse_other_than_csv(asked.csv)
    with Project.open(asked.project, write=False) as project:
        coders = _coders(project, asked.coders)
        measures = (
            [comparing.find_measure(name) for name in asked.measure.split(",")]
            if asked.measure
            else comparing.usual_measures(len(set(coders)))
        )
        tree = list_codes(project)
        code_ids = None
        if asked.code:
            top = tree.find(asked.code).id
            code_ids = frozenset((top, *(code.id for code in tree.below(top))))
        question = comparing.Question(
            tuple(coders),
            measures[0],
            asked.unit,
            code_ids,
            _documents(project, asked),
            asked.unmarked_read,
            asked.bootstrap,
            asked.seed,
            _property(project, asked.property),
        )
        asked_of = [replace(question, measure=measure) for measure in measures]
        found = [one for each in asked_of for one in comparing.compare_pairs(project, each)]
        known = comparing.coder_names(project)
        paths = {code.id: tree.path(code.id) for code in tree}
        titles = {document.id: document.title for document in list_documents(project)}
    facts = [
        fact | {"counts": _counts(row)}
        for one in found
        for row, fact in zip(one.rows, list_facts(one, paths, known, titles), strict=True)
    ]
    if asked.csv:
        write_grid(asked.csv, agreement_grid(found, paths, known, titles), PROFILES[asked.profile])
    pairs = [
        f"{BY_PAIRS.format(measure=each.measure.title, count=len(set(each.coder_ids)))}."
        for each in asked_of
        if comparing.is_by_pairs(each)
    ]
    show(asked, facts, [*pairs, *([""] if pairs else []), *_lines(found, paths, known, titles)])


def _coders(project: Project, names: str) -> list[str]:
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    if wanted:
        return [find_coder(project, name).id for name in wanted]
    return [coder.id for coder in list_coders(project) if not coder.kind]


def _documents(project: Project, asked: Namespace) -> frozenset[str] | None:
    """Return the documents that a document or a set names, None for all."""
    found = None
    if asked.set:
        sets = {each.name: each.documents for each in list_sets(project)}
        if asked.set not in sets:
            raise Unknown(kind="set", name=asked.set)
        found = sets[asked.set]
    if asked.document:
        one = frozenset((find_document(project, asked.document).id,))
        found = one if found is None else found & one
    return found


def _property(project: Project, name: str) -> str:
    if name and name not in comparing.list_properties(project):
        raise Unknown(kind="property", name=name)
    return name


def _counts(row: Compared) -> list[dict[str, Any]]:
    return [
        {"values": list(map(_value, key)), "count": count}
        for key, count in row.figure.counts.items()
    ]


def _value(label: Any) -> Any:
    return label if isinstance(label, bool | int | float | str) or label is None else str(label)


def _lines(
    found: list[Comparison], paths: dict[str, str], names: dict[str, str], titles: dict[str, str]
) -> list[str]:
    lines: list[str] = []
    for one in found:
        who = ", ".join(names[coder] for coder in one.coder_ids)
        what = f" of “{one.property_name}”" if one.property_name else ""
        lines += ["", f"{one.measure.title}{what}, by {one.unit}: {who}"]
        if not one.rows:
            lines.append("  Nothing that two of these coders could be compared by.")
        for row in one.rows:
            name = paths[row.code_id] if row.code_id else "All codes"
            lines.append(f"  {figure_phrase(row.figure.value):>10}  {name}")
            lines += [f"{'':14}{each}" for each in _beside(row, len(one.coder_ids))]
        lines += [f"  {scope_phrase(one)}."] if one.rows else []
        lines += [f"  {said}." for said in (no_draws_phrase(one),) if said]
        if 0 < len(one.document_ids) <= MOST_TITLES:
            lines.append(f"  In {', '.join(titles[home] for home in one.document_ids)}.")
        lines += [f"  Left out: {what}" for what in left_out_phrases(one)]
    return lines[1:]


def _beside(row: Compared, coders: int) -> list[str]:
    """Say what stands beside a figure: its places, why it is undefined, its interval."""
    said = [places_phrase(row.places, coders)]
    if row.figure.reason:
        said.append(row.figure.reason)
    if row.interval:
        said.append(f"{interval_phrase(row.interval)} ({draws_phrase(row.interval)})")
    return said
