"""The verb on agreement: figures for each code and overall, with all that they rest on."""

from argparse import Namespace
from dataclasses import replace
from typing import Any

from desktop_app.commands.output import counted, show
from desktop_app.core import agreement, comparing
from desktop_app.core.codebook import list_codes
from desktop_app.core.coders import find_coder
from desktop_app.core.comparing import Compared, Comparison, Places
from desktop_app.core.documents import find_document
from desktop_app.core.errors import BadValue
from desktop_app.core.project import Project


def report(asked: Namespace) -> None:
    """Print how far coders agree."""
    if asked.bootstrap < 0:
        raise BadValue(kind="number of rounds", value=asked.bootstrap)
    with Project.open(asked.project, write=False) as project:
        names = [name.strip() for name in asked.coders.split(",") if name.strip()]
        coders = [find_coder(project, name).id for name in names]
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
        document_ids = None
        if asked.document:
            document_ids = frozenset((find_document(project, asked.document).id,))
        question = comparing.Question(
            tuple(coders),
            measures[0],
            asked.unit,
            code_ids,
            document_ids,
            asked.unmarked_read,
            asked.bootstrap,
            asked.seed,
        )
        found = [
            comparing.compare(project, replace(question, measure=measure)) for measure in measures
        ]
        known = comparing.coder_names(project)
        paths = {code.id: tree.path(code.id) for code in tree}
    facts = [_facts(one, row, paths, known) for one in found for row in one.rows]
    show(asked, facts, _lines(found, paths, known))


def _facts(
    one: Comparison, row: Compared, paths: dict[str, str], names: dict[str, str]
) -> dict[str, Any]:
    figure, scope = row.figure, row.figure.scope
    interval = row.interval
    return {
        "code": paths[row.code_id] if row.code_id else None,
        "measure": one.measure.name,
        "rule": figure.rule,
        "unit": one.unit,
        "value": figure.value,
        "reason": figure.reason,
        "observed": figure.observed,
        "expected": figure.expected,
        "units": scope.size,
        "units_left_out": scope.left_out,
        "coded_share": scope.coded_share,
        "uncoded": scope.uncoded,
        "coverage": figure.coverage,
        "counts": [{"values": list(map(_value, key)), "count": count}
                   for key, count in figure.counts.items()],
        "places": row.places.total,
        "places_by_all": row.places.by_all,
        "places_by_one": row.places.by_one,
        "words_apart": row.places.words,
        "interval": None if interval is None else {
            "low": interval.low, "high": interval.high, "level": interval.level,
            "rounds": interval.rounds, "block": interval.block, "blocks": interval.blocks,
            "seed": interval.seed,
        },
        "coders": [names[coder] for coder in one.coder_ids],
        "documents": len(one.document_ids),
        "left_out": dict(one.left_out),
    }  # fmt: skip


def _value(label: Any) -> Any:
    return label if isinstance(label, bool | int | float | str) or label is None else str(label)


def _lines(found: list[Comparison], paths: dict[str, str], names: dict[str, str]) -> list[str]:
    lines: list[str] = []
    for one in found:
        who = ", ".join(names[coder] for coder in one.coder_ids)
        texts = counted(len(one.document_ids), "text")
        lines += ["", f"{one.measure.title}, by {one.unit}: {who}, in {texts}"]
        if not one.rows:
            lines.append("  Nothing that two of these coders could be compared by.")
        for row in one.rows:
            name = paths[row.code_id] if row.code_id else "All codes"
            lines.append(f"  {said(row.figure):>10}  {name}")
            lines.append(f"              {in_words(row.places, len(one.coder_ids))}")
            if row.figure.reason:
                lines.append(f"              {row.figure.reason}")
            if row.interval:
                low, high = row.interval.low, row.interval.high
                lines.append(
                    f"              {row.interval.level:.0%} interval {low:.3f} to {high:.3f}"
                    f" ({row.interval.rounds} draws of {row.interval.blocks}"
                    f" {row.interval.block}s, seed {row.interval.seed})"
                )
        lines += [_scope(one)] if one.rows else []
        lines += [f"  Left out: {count} {what}" for what, count in one.left_out.items()]
    return lines[1:]


def said(figure: agreement.Agreement) -> str:
    """Write a figure, or that it is undefined."""
    return "undefined" if figure.value is None else f"{figure.value:.3f}"


def in_words(places: Places, coders: int) -> str:
    """Say in plain words where coders met."""
    all_of_them = "both" if coders == 2 else "all"
    line = f"{all_of_them} marked {places.by_all} of {places.total} places"
    if places.by_one:
        line += f", only one marked {places.by_one}"
    if places.words is not None:
        line += f"; where two did, their ends lie {places.words:.1f} words apart on average"
    return line


def _scope(one: Comparison) -> str:
    scope = one.rows[-1].figure.scope
    line = f"  Over {scope.size:,} {scope.unit}s"
    if scope.uncoded:
        line += f"; text that nobody marked is {scope.uncoded}"
    if scope.left_out:
        line += f"; {scope.left_out:,} left out, not read by two"
    return line + "."
