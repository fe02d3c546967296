"""The files of a seminar: packs that are handed out, and readings that are handed in.

Both are small zip archives of JSON. A pack (.diplepack) holds texts, codebook and task; a reading
(.diplework) one coder's layer and the hashes of what was read. Ids are kept, so that what comes
back is known; nothing else of the project travels. The same content makes the same bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.assignments import Assignment, read_assignment
from desktop_app.core.documents import read_text
from desktop_app.core.errors import FileDamaged
from desktop_app.core.layers import layer_of, with_parents
from desktop_app.core.merging.states import State, empty_state, read_state
from desktop_app.core.project import Project
from desktop_app.core.submissions import Submission, codes_to_send, short_step
from desktop_app.formats.seminar_archive import (
    VERSION,
    open_archive,
    read_bodies,
    read_body,
    read_part,
    texts_now,
    write_archive,
)
from desktop_app.formats.seminar_rows import (
    check_links,
    check_passages,
    checked_rows,
    is_storable,
)

PACK, WORK = ".diplepack", ".diplework"
PACK_KIND, WORK_KIND = "an assignment pack (.diplepack)", "a reading handed in (.diplework)"

_PACK_TABLES = (
    "coders", "documents", "document_fields", "formatting", "turns", "codes", "assignments",
    "annotations", "parts", "orphans", "annotation_properties", "notes", "relations",
)  # fmt: skip
_WORK_TABLES = (
    "coders", "codes", "annotations", "parts", "orphans", "annotation_properties", "notes",
    "relations", "replies",
)  # fmt: skip


@dataclass(frozen=True)
class Pack:
    """What a pack holds: the rows of the student's project to be, and its texts by hash."""

    assignment: Assignment
    rows: State
    texts: Mapping[str, str]


# Packs
def write_pack(project: Project, assignment: Assignment, path: Path) -> None:
    """Write an assignment's pack; raise FileUnwritable, Gone."""
    with project.whole():
        state = read_state(project)
    rows = empty_state()
    homes = assignment.texts.keys()
    # What a file says of itself may name who typed it, where nobody looks.
    rows["documents"] = {
        key: {**state["documents"][key], "metadata": ""}
        for key in homes
        if key in state["documents"]
    }
    for table in ("document_fields", "formatting", "turns"):
        rows[table] = {k: row for k, row in state[table].items() if row["document_id"] in homes}
    rows["codes"] = with_parents(state["codes"], state["codes"])
    row = {**state["assignments"][assignment.id], "role": "student", "created_by": None}
    rows["assignments"] = {assignment.id: row}
    if assignment.model_id:
        layer = layer_of(state, assignment.model_id, homes)
        for table, found in layer.items():
            rows[table] = {**rows[table], **found}
        model = {**rows["coders"][assignment.model_id], "kind": "model"}
        rows["coders"] = {assignment.model_id: model}
    _forget(rows)
    texts = {
        f"texts/{row['text_sha256']}.txt": read_text(project, key).encode()
        for key, row in rows["documents"].items()
    }
    manifest = {"kind": "diple-pack", "version": VERSION, "title": assignment.title}
    write_archive(path, manifest, rows, _PACK_TABLES, texts)


def read_pack(path: Path) -> Pack:
    """Read a pack; raise NotSeminarFile, FileDamaged, FileTooLarge, FileUnreadable, FileMissing."""
    archive, _ = open_archive(path, "diple-pack", PACK_KIND)
    rows = checked_rows(path, read_part(path, archive, "rows.json"), _PACK_TABLES)
    check_links(path, rows, {})
    texts: dict[str, str] = {}
    by_document: dict[str, str] = {}
    for document_id, row in rows["documents"].items():
        sha256 = row["text_sha256"]
        body = read_body(path, archive, sha256)
        texts[sha256] = by_document[document_id] = body
    check_passages(path, rows, by_document)
    for turn in rows["turns"].values():
        if not 0 <= turn["start"] < turn["end"] <= len(by_document[turn["document_id"]]):
            raise FileDamaged(path=path, reason="a turn does not fit its text")
    if len(rows["assignments"]) != 1:
        raise FileDamaged(path=path, reason="it holds no assignment")
    (row,) = rows["assignments"].values()
    try:
        assignment = read_assignment(row)
        checked_rows(path, {"codes": list(assignment.codes.values())}, ("codes",))
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise FileDamaged(path=path, reason="its assignment cannot be read") from error
    return Pack(assignment, rows, texts)


# Readings
def write_submission(
    project: Project, assignment: Assignment, coder_id: str, path: Path
) -> Submission:
    """Write what a coder hands in of an assignment; raise FileUnwritable."""
    submission = make_submission(project, assignment, coder_id)
    manifest = {
        "kind": "diple-work",
        "version": VERSION,
        "assignment": submission.assignment_id,
        "coder": submission.coder_id,
        "person": submission.person,
        "count": submission.version,
        "steps": list(submission.steps),
        "texts": dict(submission.texts),
        "gone": list(submission.gone),
    }
    texts = {f"texts/{sha}.txt": body.encode() for sha, body in submission.bodies.items()}
    write_archive(path, manifest, submission.rows, _WORK_TABLES, texts)
    return submission


def make_submission(project: Project, assignment: Assignment, coder_id: str) -> Submission:
    """Cut out what a coder hands in."""
    with project.whole():
        state, steps = read_state(project), project.history()
    texts, bodies = texts_now(project, state, assignment)
    rows = layer_of(state, coder_id, list(texts))
    used = {row["code_id"] for row in rows["annotations"].values() if row["code_id"]}
    rows["replies"] = {k: r for k, r in state["replies"].items() if r["created_by"] == coder_id}
    rows["codes"], gone = codes_to_send(state["codes"], assignment.codes, used)
    _forget(rows, but=coder_id)
    return Submission(
        assignment.id, coder_id, state["coders"][coder_id]["name"], len(steps),
        tuple(short_step(step.id) for step in steps), texts, rows, bodies, gone=gone,
    )  # fmt: skip


def read_submission(path: Path) -> Submission:
    """Read what was handed in; raise as read_pack does."""
    archive, manifest = open_archive(path, "diple-work", WORK_KIND)
    rows = checked_rows(path, read_part(path, archive, "rows.json"), _WORK_TABLES)
    texts, steps = manifest.get("texts"), manifest.get("steps")
    words = [manifest.get(name) for name in ("assignment", "coder", "person")]
    count, gone = manifest.get("count"), manifest.get("gone", [])
    is_right = (
        all(isinstance(word, str) and word and is_storable(word) for word in words)
        and isinstance(count, int)
        and not isinstance(count, bool)
        and is_storable(count)
        and isinstance(steps, list)
        and all(isinstance(step, str) and is_storable(step) for step in steps)
        and isinstance(gone, list)
        and all(isinstance(key, str) and is_storable(key) for key in gone)
        and isinstance(texts, dict)
        and all(isinstance(sha, str) and is_storable(sha) for sha in texts.values())
    )
    if not (is_right and isinstance(texts, dict) and isinstance(steps, list)):
        raise FileDamaged(path=path, reason="its head cannot be read")
    assignment_id, coder_id, person = map(str, words)
    if set(rows["coders"]) != {coder_id} or _strangers(rows, coder_id):
        raise FileDamaged(path=path, reason="it holds more than one reader’s work")
    # One replies to others, too, and what belongs to them does not travel along.
    answered = [row["annotation_id"] for row in rows["replies"].values()]
    check_links(path, {**rows, "replies": {}}, {"documents": texts, "annotations": answered})
    bodies = read_bodies(path, archive, rows, texts)
    return Submission(
        assignment_id, coder_id, person, int(str(count)), tuple(steps), texts, rows, bodies,
        path.name, tuple(gone),
    )  # fmt: skip


def _strangers(rows: State, coder_id: str) -> bool:
    """Tell whether some of the rows are said to be another's."""
    found = (("annotations", "coder_id"), ("relations", "coder_id"), ("notes", "created_by"))
    if any(row["created_by"] != coder_id for row in rows["replies"].values()):
        return True
    return any(
        row[column] not in (coder_id, None)
        for table, column in found
        for row in rows[table].values()
    )


def _forget(rows: State, but: str = "") -> None:
    """Leave out who made things, where that is somebody who does not travel along."""
    for found in rows.values():
        for row_id, row in found.items():
            if row.get("created_by") not in (None, but):
                found[row_id] = {**row, "created_by": None}
    for row_id, row in rows["codes"].items():
        if row["replaced_by"] not in rows["codes"]:
            rows["codes"][row_id] = {**row, "replaced_by": None}
