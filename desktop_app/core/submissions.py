"""What is handed in, how it stands to what was taken before, and what is told of it.

Pure. Which of two submissions is newer is told by the steps that each knows, never by a clock.
How they are taken in is in `collecting`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from desktop_app.core.merging.fields import differs
from desktop_app.core.merging.joining import rename, resolve
from desktop_app.core.merging.retexting import Reanchored
from desktop_app.core.merging.states import Row, State

LAYER = ("annotations", "parts", "orphans", "annotation_properties", "notes", "relations")
"""The tables of a coder's own work."""


class Standing(StrEnum):
    """How a submission stands to what was taken before."""

    NEW = "new"
    NEWER = "newer"
    SAME = "same"
    OLDER = "older"
    APART = "apart"
    """Neither is the other's past: one person went on in two copies. Both are kept."""
    STRANGE = "strange"
    """It belongs to another assignment."""
    DAMAGED = "damaged"
    """It could not be read: the reason is an error."""


@dataclass(frozen=True)
class Submission:
    """What one student handed in: `rows` are their layer and the codes that it uses.

    `version` is a number of steps, `steps` are short names of all steps so far, `texts` hashes by
    document id; `bodies` hold the texts that are not those that were handed out; `gone` are codes
    that were handed out and that the student deleted.
    """

    assignment_id: str
    coder_id: str
    person: str
    version: int
    steps: tuple[str, ...]
    texts: Mapping[str, str]
    rows: State
    bodies: Mapping[str, str] = field(default_factory=dict)
    file_name: str = ""
    gone: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """What tells two submissions apart that call themselves the same version."""
        content = {table: sorted(rows.items()) for table, rows in self.rows.items() if rows}
        whole = [content, dict(self.texts), *self.gone]
        text = json.dumps(whole, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Collected:
    """The report on one file.

    `refused` are titles of documents whose text differs and is not known, so that nothing was
    taken there; `reanchored` of those whose passages were placed anew; `namesakes` are other
    coders of the same name.
    """

    file_name: str
    standing: Standing
    person: str = ""
    coder_id: str = ""
    version: int = 0
    annotations: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    refused: tuple[str, ...] = ()
    reanchored: tuple[Reanchored, ...] = ()
    namesakes: tuple[str, ...] = ()
    own_codes: int = 0
    error: Exception | None = None

    @property
    def is_taken(self) -> bool:
        """Tell whether something of it is to be taken."""
        return self.standing in (Standing.NEW, Standing.NEWER, Standing.APART)


def codes_to_send(
    codes: Mapping[str, Row], handed_out: Mapping[str, Any], used: Iterable[str]
) -> tuple[dict[str, Row], tuple[str, ...]]:
    """Choose the codes that travel with a reading: used, one's own, changed; and which are gone."""
    own = {
        key for key, row in codes.items()
        if key not in handed_out or differs("codes", handed_out[key], row)
    }  # fmt: skip
    found: dict[str, Row] = {}
    waiting = sorted(own.union(used))
    while waiting:
        key = waiting.pop()
        if key in codes and key not in found:
            found[key] = codes[key]
            waiting += filter(None, (codes[key]["parent_id"], codes[key]["replaced_by"]))
    return found, tuple(sorted(key for key in handed_out if key not in codes))


def standing_of(each: Submission, kept: Row | None) -> Standing:
    """Tell how a submission stands to the one that was taken before, if any."""
    if kept is None:
        return Standing.NEW
    if kept["digest"] == each.digest:
        return Standing.SAME
    known = set(json.loads(kept["steps"] or "[]"))
    if set(each.steps) <= known:
        return Standing.OLDER
    return Standing.NEWER if known <= set(each.steps) else Standing.APART


def as_one_person(each: Submission, joined: Mapping[str, str], state: State) -> Submission | None:
    """Give a reading to the coder whom its own was joined to; None where it was joined to none."""
    coder_id = resolve(joined).get(each.coder_id, "")
    if coder_id not in state["coders"]:
        return None
    rows = rename(each.rows, {each.coder_id: coder_id})
    rows = {**rows, "coders": {coder_id: state["coders"][coder_id]}}
    return replace(each, coder_id=coder_id, rows=rows)


def name_namesakes(state: State, reports: Sequence[Collected]) -> tuple[Collected, ...]:
    """Say in each report which other coders have the same name."""
    by_name: dict[str, list[str]] = {}
    for key, row in state["coders"].items():
        by_name.setdefault(row["name"].casefold(), []).append(key)
    return tuple(
        replace(
            each,
            namesakes=tuple(sorted(set(by_name.get(each.person.casefold(), ())) - {each.coder_id})),
        )
        for each in reports
    )


def short_step(step_id: str) -> str:
    """Shorten the id of a step to what tells it from others: its part of chance."""
    return step_id.replace("-", "")[-12:]


def replaced_in(rows: State, known: State, document_ids: frozenset[str]) -> State:
    """Put what is known of some documents in the place of what was handed in on them."""
    found: State = {}
    gone = _at_home(rows, document_ids)
    came = _at_home(known, document_ids)
    for table in LAYER:
        left = {
            key: row for key, row in rows[table].items()
            if not (_stands_in(row, document_ids) or _owners(table, row) & gone)
        }  # fmt: skip
        back = {
            key: row for key, row in known[table].items()
            if _stands_in(row, document_ids) or _owners(table, row) & came
        }  # fmt: skip
        found[table] = {**left, **back}
    marks = found["annotations"].keys()
    for table in LAYER[1:]:
        found[table] = {
            key: row for key, row in found[table].items() if _owners(table, row) <= marks
        }
    return found


def _at_home(state: State, document_ids: frozenset[str]) -> frozenset[str]:
    marks = state["annotations"].items()
    return frozenset(key for key, row in marks if row["document_id"] in document_ids)


def _stands_in(row: Row, document_ids: frozenset[str]) -> bool:
    return row.get("document_id") in document_ids


def _owners(table: str, row: Row) -> set[str]:
    """Name the annotations that a row belongs to: an annotation to itself."""
    if table == "annotations":
        return {row["id"]}
    columns = ("annotation_id", "from_annotation_id", "to_annotation_id")
    return {row[column] for column in columns if row.get(column)}
