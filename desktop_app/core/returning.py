"""The way back: what was settled and answered, and all readings of a task, return to a reader.

Whoever receives it keeps their own reading as it is; what others made is taken as it was sent,
and their marks lead to what was decided on them. Reading the file is not done here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.anchoring import Alignment
from desktop_app.core.assignments import Assignment, list_assignments
from desktop_app.core.errors import FileDamaged, OtherAssignment
from desktop_app.core.journal import Change
from desktop_app.core.layers import with_parents
from desktop_app.core.merging import MergePlan, difference, unite_states, write_rows
from desktop_app.core.merging.retexting import move_document
from desktop_app.core.merging.states import Row, State, empty_state, links_of, read_state
from desktop_app.core.model import Rows
from desktop_app.core.veil import WORK_OPS

if TYPE_CHECKING:
    from desktop_app.core.project import Project

OF_MARKS = (
    "parts", "orphans", "annotation_properties", "notes", "replies", "decision_marks",
)  # fmt: skip
TABLES = ("coders", "codes", "annotations", *OF_MARKS, "relations", "decisions")
"""What returns, but for texts and the task."""


@dataclass(frozen=True)
class Returned:
    """What returns of a task; `texts` are hashes by document id, `bodies` those not handed out."""

    assignment_id: str
    title: str
    rows: State
    texts: Mapping[str, str]
    bodies: Mapping[str, str] = field(default_factory=dict)


def cut_returned(state: State, assignment: Assignment) -> State:
    """Cut out what returns: all readings of the task's texts, decisions and replies on them."""
    rows = empty_state()
    homes = assignment.texts.keys()
    marks = {k: row for k, row in state["annotations"].items() if row["document_id"] in homes}
    rows["annotations"] = marks
    for table in OF_MARKS:
        rows[table] = {k: row for k, row in state[table].items() if row["annotation_id"] in marks}
    for table in ("parts", "orphans"):
        rows[table] = {k: row for k, row in rows[table].items() if row["document_id"] in homes}
    ends = ("from_annotation_id", "to_annotation_id")
    rows["relations"] = {
        k: row for k, row in state["relations"].items() if all(row[end] in marks for end in ends)
    }
    decided = {row["decision_id"] for row in rows["decision_marks"].values()}
    rows["decisions"] = {key: state["decisions"][key] for key in decided}
    rows["codes"] = with_parents(state["codes"], {m["code_id"] for m in marks.values()} - {None})
    rows["codes"] = {
        key: row if row["replaced_by"] in rows["codes"] else {**row, "replaced_by": None}
        for key, row in rows["codes"].items()
    }
    people = {row["coder_id"] for table in ("annotations", "relations") for row in
              rows[table].values()}  # fmt: skip
    for table in ("notes", "replies", "decisions", "codes"):
        people |= {row["created_by"] for row in rows[table].values()}
    rows["coders"] = {key: state["coders"][key] for key in people - {None}}
    return rows


def plan_receiving(project: "Project", returned: Returned) -> MergePlan:
    """Plan how what returns becomes part of a reader's project, without writing.

    Raises OtherAssignment where the project has no such task.
    """
    with project.whole():
        known = {each.id: each for each in list_assignments(project)}
        if returned.assignment_id not in known:
            raise OtherAssignment(title=returned.title)
        ours, own = read_state(project), _own_coders(project)
        hashes = {*returned.texts.values(), *(d["text_sha256"] for d in ours["documents"].values())}
        texts = {key: _text(project, key) for key in hashes}
    _check_passages(returned, texts)
    rows = _to_our_texts(returned, ours, texts)
    theirs = _with_others(ours, rows, own, frozenset(returned.texts))
    task = {**ours["assignments"][returned.assignment_id], "is_revealed": 1}
    theirs["assignments"] = {**ours["assignments"], returned.assignment_id: task}
    # One's own codebook stays; what it lacks comes in, joined to what one made alike.
    shared = known[returned.assignment_id].codes.keys() | rows["codes"].keys()
    common = {key: row for key, row in ours["codes"].items() if key in shared}
    theirs["codes"] = {**rows["codes"], **common}
    base = {**ours, "codes": common}
    union = unite_states(base, ours, theirs, _no_text)
    wanted, before = difference(ours, union.state)
    return MergePlan((returned.title,), wanted, before, union.conflicts, (), joined=union.joined)


def accept_receiving(change: Change, plan: MergePlan) -> None:
    """Write what was planned as part of one step; raise TextChanged where the project changed."""
    write_rows(change, plan.wanted, plan.before, {})
    change.facts = {"title": plan.names[0]}


def _own_coders(project: "Project") -> frozenset[str]:
    """Tell who reads in this project: whoever was first, and whoever has done work in it."""
    first = list(project.tuples(select(schema.coders.c.id).order_by("position", "id").limit(1)))
    own = {row[0] for row in first}
    return frozenset(own | {step.coder_id for step in project.history() if step.op in WORK_OPS})


def _with_others(ours: State, rows: State, own: frozenset[str], homes: frozenset[str]) -> State:
    """Give our state with others' work on some texts as it returns, and what it says of ours."""
    theirs = {table: dict(found) for table, found in ours.items()}
    # Whoever reads here stays the first.
    behind = 1 + max((row["position"] for row in ours["coders"].values()), default=0)
    came = {k: {**r, "position": behind + r["position"]} for k, r in rows["coders"].items()}
    theirs["coders"] = {**came, **ours["coders"]}
    for key, row in ours["annotations"].items():
        if row["coder_id"] not in own and row["document_id"] in homes:
            del theirs["annotations"][key]
    others = {k: row for k, row in rows["annotations"].items() if row["coder_id"] not in own}
    theirs["annotations"] |= others
    marks = theirs["annotations"]
    for table in OF_MARKS[:4]:
        kept = {k: r for k, r in ours[table].items() if _is_ours(r, marks, others)}
        came = {k: r for k, r in rows[table].items() if r["annotation_id"] in others}
        theirs[table] = kept | came
    theirs["relations"] = _linked(ours["relations"] | _of_others(rows, own), marks)
    theirs["replies"] = _tied(ours["replies"] | rows["replies"], marks)
    mine = {k for k, row in ours["decisions"].items() if row["created_by"] in own}
    tied = {k: r for k, r in ours["decision_marks"].items() if r["decision_id"] in mine}
    theirs["decision_marks"] = _tied(tied | rows["decision_marks"], marks)
    told = {row["decision_id"] for row in theirs["decision_marks"].values()}
    decisions = {k: ours["decisions"][k] for k in mine} | rows["decisions"]
    theirs["decisions"] = {k: row for k, row in decisions.items() if k in told}
    theirs["code_examples"] = _tied(ours["code_examples"], marks)
    return theirs


def _is_ours(row: Row, marks: Mapping[str, Row], others: Mapping[str, Row]) -> bool:
    mark = row["annotation_id"]
    return mark is None or (mark in marks and mark not in others)


def _of_others(rows: State, own: frozenset[str]) -> dict[str, Row]:
    return {k: row for k, row in rows["relations"].items() if row["coder_id"] not in own}


def _tied(rows: Mapping[str, Row], marks: Mapping[str, Row]) -> dict[str, Row]:
    return {key: row for key, row in rows.items() if row["annotation_id"] in marks}


def _linked(rows: Mapping[str, Row], marks: Mapping[str, Row]) -> dict[str, Row]:
    ends = [column for column, table in links_of("relations") if table == "annotations"]
    return {key: row for key, row in rows.items() if all(row[end] in marks for end in ends)}


def _check_passages(returned: Returned, texts: Mapping[str, str | None]) -> None:
    """Raise FileDamaged where a passage does not stand in its text."""
    for part in returned.rows["parts"].values():
        sha256 = returned.texts.get(part["document_id"], "")
        text = returned.bodies.get(sha256) or texts.get(sha256)
        if text is not None and text[part["start"] : part["end"]] != part["quote"]:
            raise FileDamaged(path=returned.title, reason="a passage does not fit its text")


def _to_our_texts(returned: Returned, ours: State, texts: Mapping[str, str | None]) -> State:
    """Place passages in our texts; leave a text out that is not known here."""
    rows: State = {**empty_state(), **returned.rows, "documents": dict(ours["documents"])}
    gone: set[str] = set()
    for document_id, sha256 in returned.texts.items():
        document = ours["documents"].get(document_id)
        body = returned.bodies.get(sha256) or texts.get(sha256)
        if document is None or (document["text_sha256"] != sha256 and body is None):
            gone.add(document_id)
        elif document["text_sha256"] != sha256 and body is not None:
            ours_text = texts.get(document["text_sha256"]) or ""
            alignment = Alignment(body, ours_text)
            rows, _ = move_document(rows, ours, document_id, alignment, sha256)
    marks = rows["annotations"]
    rows["annotations"] = {k: r for k, r in marks.items() if r["document_id"] not in gone}
    for table in OF_MARKS:
        rows[table] = _tied(rows[table], rows["annotations"])
    rows["relations"] = _linked(rows["relations"], rows["annotations"])
    return rows


def _text(rows: Rows, sha256: str) -> str | None:
    wanted = select(schema.texts.c.body).where(schema.texts.c.sha256 == sha256)
    return next((str(row[0]) for row in rows.tuples(wanted)), None)


def _no_text(sha256: str) -> str:
    raise AssertionError("the passages stand in our texts already")
