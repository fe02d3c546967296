"""The history as something to look through and to go back in.

What a step changed is read from the journal; which texts and codes it was about follows from the
rows' own columns, so that tables that come later are found too.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.errors import UndoRefused, Unknown
from desktop_app.core.journal import Change
from desktop_app.core.model import Rows, Step, StepKind
from desktop_app.core.records import ANNOTATION_COLUMNS, read_record


@dataclass(frozen=True, slots=True)
class About:
    """What a step was about: ids of documents, codes and annotations."""

    documents: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    annotations: frozenset[str] = frozenset()


NOTHING = About()


def go_back(change: Change, number: int) -> None:
    """Bring every row back to how it was after a step; 0 for the empty project.

    That is one new step, which can be undone; the steps in between stay in the history.

    Raises Unknown, and UndoRefused where the journal is damaged or was emptied since.
    """
    last = change.number - 1
    if not 0 <= number <= last:
        raise Unknown(kind="step", name=str(number))
    if number < _barrier(change):
        raise UndoRefused(step=number, table="texts")
    try:
        images = images_at(change, number)
    except ValueError as error:
        raise UndoRefused(step=number, table="changes") from error
    for (table, columns), wanted in images.items():
        if table not in schema.JOURNALED:
            raise UndoRefused(step=number, table=table)
        change.bring_back(schema.JOURNALED[table], columns, wanted)
    change.facts = {"step": number}


def _barrier(rows: Rows) -> int:
    """Tell up to which step the history was emptied: what held before cannot come back."""
    step = schema.steps.c
    emptied = select(step.target).where(step.kind == StepKind.DO, step.target.is_not(None))
    return max((row[0] for row in rows.tuples(emptied)), default=0)


def images_at(
    rows: Rows, number: int
) -> dict[tuple[str, tuple[str, ...]], dict[str, list[Any] | None]]:
    """Tell how each row that was touched later was after a step; by table and columns."""
    record = schema.changes.c
    later = select(record.table_name, record.columns, record.before, record.after)
    later = later.where(record.step > number).order_by(record.step, record.number)
    seen: set[tuple[str, str]] = set()
    found: dict[tuple[str, tuple[str, ...]], dict[str, list[Any] | None]] = {}
    for table, columns, before, after in rows.tuples(later):
        names, gone_rows, come_rows = read_record(columns, before, after)
        gone = {image[0]: image for image in gone_rows or ()}
        for row_id in (*gone, *(image[0] for image in come_rows or ())):
            if (table, row_id) not in seen:
                seen.add((table, row_id))
                found.setdefault((table, names), {})[row_id] = gone.get(row_id)
    return found


def steps_about(rows: Rows) -> dict[int, About]:
    """Tell of each step which documents, codes and annotations it was about.

    Reads the whole journal: some seconds for a hundred thousand annotations.
    """
    homes: dict[str, tuple[set[str], set[str]]] = {}
    found: dict[int, tuple[set[str], set[str], set[str]]] = {}
    for step, table, image in _images(rows):
        documents, codes, annotations = found.setdefault(step, (set(), set(), set()))
        documents |= _ids(image, "document_id") | ({image["id"]} if table == "documents" else set())
        codes |= _ids(image, "code_id") | ({image["id"]} if table == "codes" else set())
        touched = _ids(image, *ANNOTATION_COLUMNS)
        if table == "annotations":
            touched.add(image["id"])
        for annotation in touched:
            home = homes.setdefault(annotation, (set(), set()))
            home[0].update(_ids(image, "document_id"))
            home[1].update(_ids(image, "code_id") if table == "annotations" else ())
        annotations |= touched
    return {step: _with_homes(sets, homes) for step, sets in found.items()}


def undone_steps(steps: list[Step]) -> set[int]:
    """Tell which steps do not count at present, because they were taken back."""
    undone: set[int] = set()
    kinds = {step.number: step for step in steps}
    for step in steps:
        target = kinds.get(step.target) if step.target is not None else None
        if step.kind is StepKind.UNDO and target:
            undone.add(_done_by(target, kinds))
        elif step.kind is StepKind.REDO and target:
            undone.discard(_done_by(target, kinds))
    return undone


def _done_by(step: Step, kinds: Mapping[int, Step]) -> int:
    """Follow undo and redo to the step that was first done."""
    while step.target is not None and step.target in kinds:
        step = kinds[step.target]
    return step.number


def annotations_of(rows: Rows, number: int) -> list[str]:
    """List the ids of the annotations that one step was about."""
    found: dict[str, None] = {}
    for _, table, image in _images(rows, number):
        touched = _ids(image, *ANNOTATION_COLUMNS)
        found |= dict.fromkeys([image["id"]] if table == "annotations" else sorted(touched))
    return list(found)


def _images(rows: Rows, number: int | None = None) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield every row's image before and after, with its step and table."""
    record = schema.changes.c
    wanted = select(record.step, record.table_name, record.columns, record.before, record.after)
    if number is not None:
        wanted = wanted.where(record.step == number)
    for step, table, columns, before, after in rows.tuples(wanted.order_by(record.step)):
        # What is damaged in the journal says nothing of what the step was about.
        with suppress(ValueError):
            names, *both = read_record(columns, before, after)
            for images in both:
                for image in images or ():
                    yield step, table, dict(zip(names, image, strict=True))


def _ids(image: Mapping[str, Any], *columns: str) -> set[str]:
    return {image[name] for name in columns if image.get(name)}


def _with_homes(
    sets: tuple[set[str], set[str], set[str]], homes: Mapping[str, tuple[set[str], set[str]]]
) -> About:
    documents, codes, annotations = sets
    for annotation in annotations:
        documents |= homes[annotation][0]
        codes |= homes[annotation][1]
    return About(frozenset(documents), frozenset(codes), frozenset(annotations))
