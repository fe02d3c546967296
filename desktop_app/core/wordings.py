"""Wordings: what a code's definition said from when on, and which annotations are older.

A wording is a number on the code, and on each annotation the number under which it was made.
Its text is kept from the first change on; until then the code itself tells it. While nobody has
coded under a wording, its maker goes on writing it: what is typed in pauses is one wording.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from desktop_app.core import schema
from desktop_app.core.errors import Gone
from desktop_app.core.journal import Change
from desktop_app.core.model import Code, Rows, Wording, chunks, new_id
from desktop_app.core.records import encode

WORDING_FIELDS = (
    "name", "brief_definition", "full_definition", "when_to_use", "when_not_to_use", "example",
    "non_example",
)  # fmt: skip
"""Changing one of these gives a code a new wording."""

AUTHOR = "created_by"
"""In a code's `extra`: its author, who is no coder of this project."""

PAUSE = timedelta(minutes=10)
"""How long its maker may pause and still be writing the same wording."""

_TABLE = schema.code_wordings
_COLUMNS = [
    _TABLE.c[name]
    for name in (
        "code_id",
        "number",
        "origin",
        "fields",
        "why",
        "created_by",
        "created_at",
        "author",
    )
]


# Reading
def list_wordings(rows: Rows, code: Code) -> list[Wording]:
    """List the wordings of a code, oldest first; the last is the one that holds now."""
    return _with_present(_kept(rows, code.id).get(code.id, []), code)


def list_all_wordings(rows: Rows, codes: Iterable[Code]) -> dict[str, list[Wording]]:
    """List the wordings of those among codes of which more is kept than the code says itself."""
    kept = _kept(rows)
    return {code.id: _with_present(kept[code.id], code) for code in codes if code.id in kept}


def _kept(rows: Rows, code_id: str = "") -> dict[str, list[Wording]]:
    wanted = select(*_COLUMNS).order_by(_TABLE.c.number)
    if code_id:
        wanted = wanted.where(_TABLE.c.code_id == code_id)
    found: dict[str, list[Wording]] = {}
    for key, number, origin, fields, why, by, at, author in rows.tuples(wanted):
        wording = Wording(key, number, origin, json.loads(fields), why, by or "", at, author)
        found.setdefault(key, []).append(wording)
    return found


def _with_present(kept: list[Wording], code: Code) -> list[Wording]:
    if not any(each.number == code.wording for each in kept):
        kept.append(first_wording(code))
    return sorted(kept, key=lambda each: each.number)


def first_wording(code: Code) -> Wording:
    """Give the wording of a code that was never reworded."""
    by, at = code.created_by or "", code.created_at
    author = code.extra.get(AUTHOR, "")
    return Wording(code.id, code.wording, "", wording_of(code), "", by, at, author)


def wording_of(code: Code) -> dict[str, str]:
    """Give the fields that make up a code's present wording."""
    return {name: getattr(code, name) for name in WORDING_FIELDS}


def older_annotations(rows: Rows, code_id: str) -> list[str]:
    """List the ids of a code's annotations that were made under a wording before the present."""
    return [row[0] for row in rows.tuples(_older(schema.annotations.c.id, code_id))]


def count_older(rows: Rows) -> Counter[str]:
    """Count the annotations made under an older wording, by code id."""
    code = schema.annotations.c.code_id
    return Counter(dict(rows.tuples(_older(code, "", func.count()).group_by(code))))


def _older(column: Any, code_id: str, *more: Any) -> Any:
    annotation, code = schema.annotations.c, schema.codes.c
    wanted = select(column, *more).join_from(
        schema.annotations, schema.codes, code.id == annotation.code_id
    )
    wanted = wanted.where(annotation.wording < code.wording)
    return wanted.where(annotation.code_id == code_id) if code_id else wanted


# Writing
def begin_wording(change: Change, code: Code, after: Mapping[str, str]) -> int:
    """Keep a changed wording of a code and return its number, to be written into the code.

    `after` are all of WORDING_FIELDS as they will be.
    """
    return begin_wordings(change, [(code, after)])[code.id]


def begin_wordings(
    change: Change, reworded: Sequence[tuple[Code, Mapping[str, str]]], why: str = ""
) -> dict[str, int]:
    """Do what `begin_wording` does for many codes, and say why; return the numbers by code id."""
    kept: dict[tuple[str, int], tuple[str, str, str]] = {}
    used: set[tuple[str, int]] = set()
    annotation = schema.annotations.c
    for run in chunks([code.id for code, _ in reworded]):
        columns = (_TABLE.c.code_id, _TABLE.c.number, _TABLE.c.id)
        found = select(*columns, _TABLE.c.created_by, _TABLE.c.created_at)
        for code_id, number, *rest in change.tuples(found.where(_TABLE.c.code_id.in_(run))):
            kept[code_id, number] = (rest[0], rest[1] or "", rest[2])
        under = select(annotation.code_id, annotation.wording).distinct()
        used |= set(change.tuples(under.where(annotation.code_id.in_(run))))
    numbers: dict[str, int] = {}
    rewritten: dict[str, dict[str, Any]] = {}
    begun: list[Wording] = []
    for code, after in reworded:
        present = (code.id, code.wording)
        key, by, at = kept.get(present, ("", code.created_by or "", code.created_at))
        numbers[code.id] = code.wording
        if present not in used and by == change.coder_id and _is_soon(change.at, at):
            if key:
                rewritten[key] = {"fields": encode(dict(after))} | ({"why": why} if why else {})
            continue
        if not key:
            begun.append(first_wording(code))
        numbers[code.id] += 1
        number = numbers[code.id]
        begun.append(Wording(code.id, number, "", after, why, change.coder_id, change.at))
    change.update_each(_TABLE, rewritten)
    keep_wordings(change, begun)
    return numbers


def explain_wording(change: Change, code: Code, why: str, number: int | None = None) -> None:
    """Say why a wording of a code came about; by default the present one. Raises Gone."""
    number = code.wording if number is None else number
    change.facts["code"] = code.name
    found = change.rows(
        select(_TABLE.c.id).where(_TABLE.c.code_id == code.id, _TABLE.c.number == number)
    )
    if found:
        change.update(_TABLE, found[0].id, why=why.strip())
    elif number != code.wording:
        raise Gone(kind="wording")
    elif why.strip():
        keep_wordings(change, [replace(first_wording(code), why=why.strip())])


def confirm_wording(change: Change, code: Code, annotation_ids: Sequence[str]) -> None:
    """Say of annotations that they hold under the present wording of their code too."""
    change.update_many(schema.annotations, annotation_ids, wording=code.wording)
    change.facts["code"] = code.name
    if len(annotation_ids) != 1:
        change.facts["count"] = len(annotation_ids)


def confirm_wordings(change: Change, annotation_ids: Collection[str]) -> None:
    """Say of annotations by many codes that they hold under the present wordings."""
    annotation, wanted = schema.annotations.c, set(annotation_ids)
    by_code: dict[str, list[str]] = {}
    for key, code_id in change.tuples(_older(annotation.id, "", annotation.code_id)):
        if key in wanted:
            by_code.setdefault(code_id, []).append(key)
    names = []
    code = schema.codes.c
    for code_id, name, number in change.tuples(
        select(code.id, code.name, code.wording).order_by(code.name, code.id)
    ):
        if ids := by_code.get(code_id):
            change.update_many(schema.annotations, ids, wording=number)
            names.append(name)
    count = sum(map(len, by_code.values()))
    said = "’, ‘".join(names[:3]) + (", …" if len(names) > 3 else "")
    change.facts = {"code": said} | ({"count": count} if count != 1 else {})


def drop_wordings(change: Change, code_ids: Sequence[str]) -> None:
    """Let go of the wordings of codes that are deleted; the journal still knows them."""
    for run in chunks(list(code_ids)):
        found = change.tuples(select(_TABLE.c.id).where(_TABLE.c.code_id.in_(run)))
        change.delete_many(_TABLE, [row[0] for row in found])


def inherit_wordings(change: Change, heir: Code, code: Code) -> dict[int, int]:
    """Hand the wordings of a code that is merged away to another.

    They get numbers below 1 there. Returns the new number of each old one.
    """
    lowest = change.rows(select(func.min(_TABLE.c.number)).where(_TABLE.c.code_id == heir.id))
    free = min(lowest[0][0] or 0, 1) - 1
    moved: dict[int, int] = {}
    begun: list[Wording] = []
    for wording in reversed(list_wordings(change, code)):
        moved[wording.number] = free
        origin = wording.origin or code.name
        begun.append(replace(wording, code_id=heir.id, number=free, origin=origin))
        free -= 1
    keep_wordings(change, begun)
    drop_wordings(change, [code.id])
    return moved


def _is_soon(now: str, before: str) -> bool:
    return _time(now) - _time(before) <= PAUSE


def _time(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:  # a time from another program's file
        return datetime.fromtimestamp(0, UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def keep_wordings(change: Change, wordings: Iterable[Wording]) -> None:
    """Write wordings that are not kept yet; nothing is checked."""
    rows = [
        {
            "id": new_id(),
            "code_id": wording.code_id,
            "number": wording.number,
            "origin": wording.origin,
            "fields": encode(dict(wording.fields)),
            "why": wording.why,
            "author": wording.author,
            "created_by": wording.created_by or None,
            "created_at": wording.created_at,
        }
        for wording in wordings
    ]
    change.insert_many(_TABLE, rows)
