"""What goes back to readers (.diplereturn): all readings of a task, and what was settled."""

from collections.abc import Mapping
from pathlib import Path

from desktop_app.core.assignments import Assignment
from desktop_app.core.errors import FileDamaged, NotRevealed
from desktop_app.core.merging.states import read_state
from desktop_app.core.project import Project
from desktop_app.core.returning import TABLES, Returned, cut_returned
from desktop_app.formats.seminar_archive import (
    VERSION,
    open_archive,
    read_bodies,
    read_part,
    texts_now,
    write_archive,
)
from desktop_app.formats.seminar_rows import check_links, checked_rows, is_storable

RETURN = ".diplereturn"
KIND = "what was returned of an assignment (.diplereturn)"


def write_return(project: Project, assignment: Assignment, path: Path) -> Returned:
    """Write what returns of an assignment; raise FileUnwritable.

    Raises NotRevealed where its readings are still hidden: to return them is to show them.
    """
    if assignment.is_blind and not assignment.is_revealed:
        raise NotRevealed(names=[f"the readers of “{assignment.title}”"])
    with project.whole():
        state = read_state(project)
    rows = cut_returned(state, assignment)
    texts, bodies = texts_now(project, state, assignment)
    manifest = {
        "kind": "diple-return",
        "version": VERSION,
        "assignment": assignment.id,
        "title": assignment.title,
        "texts": texts,
    }
    members = {f"texts/{sha}.txt": body.encode() for sha, body in bodies.items()}
    write_archive(path, manifest, rows, TABLES, members)
    return Returned(assignment.id, assignment.title, rows, texts, bodies)


def read_return(path: Path) -> Returned:
    """Read what returns; raise as read_pack does."""
    archive, manifest = open_archive(path, "diple-return", KIND)
    rows = checked_rows(path, read_part(path, archive, "rows.json"), TABLES)
    texts = manifest.get("texts")
    words = [manifest.get(name) for name in ("assignment", "title")]
    is_right = isinstance(texts, Mapping) and all(
        isinstance(word, str) and word and is_storable(word) for word in words
    )
    if not is_right or not isinstance(texts, Mapping):
        raise FileDamaged(path=path, reason="its head cannot be read")
    if not all(isinstance(sha, str) and is_storable(sha) for sha in texts.values()):
        raise FileDamaged(path=path, reason="its head cannot be read")
    check_links(path, rows, {"documents": texts})
    bodies = read_bodies(path, archive, rows, texts)
    return Returned(str(words[0]), str(words[1]), rows, dict(texts), bodies)
