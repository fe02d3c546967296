"""Notes that are being typed, kept beside the project until they are saved as a step.

A draft is written every two seconds into the user's own state folder, so that a crash costs no
more than that; the next opening turns what is left there into steps.
"""

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop_app.core import notes
from desktop_app.core.errors import AppError
from desktop_app.core.model import NoteTarget, Op, now
from desktop_app.core.project import Project
from desktop_app.paths import state_folder


@dataclass(frozen=True, slots=True)
class Draft:
    """A note's text as it was typed last, and what the note was before; `at` in UTC."""

    kind: str
    target_id: str
    text: str
    before: str
    at: str


def keep(project_id: str, target: NoteTarget, text: str, before: str) -> None:
    """Keep what was typed so far; where that cannot be written, typing goes on all the same."""
    draft = Draft(target.kind, target.id or "", text, before, now())
    _write(project_id, [*_others(project_id, target), draft])


def drop(project_id: str, target: NoteTarget) -> None:
    """Forget a draft that was saved or thrown away."""
    _write(project_id, _others(project_id, target))


def read(project_id: str) -> list[Draft]:
    """Read the drafts of a project."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads(_file(project_id).read_text("utf-8"))
        return [Draft(**{name: str(each[name]) for name in Draft.__slots__}) for each in said]
    return []


def recover(project: Project, coder_id: str) -> int:
    """Turn the drafts that a crash has left into steps; return how many notes that made.

    Where a note has changed since, what was typed is added below it; where what it was about is
    gone, it is added to the note on the project.
    """
    made = 0
    for draft in read(project.id):
        target = NoteTarget(draft.kind, draft.target_id or None)
        try:
            made += _save(project, coder_id, target, draft)
        except (AppError, ValueError, KeyError):
            made += _save(project, coder_id, NoteTarget("project"), draft)
        drop(project.id, target)
    return made


def _save(project: Project, coder_id: str, target: NoteTarget, draft: Draft) -> int:
    there = notes.read_note(project, target)
    if draft.text in there:
        return 0
    is_same = there == draft.before and target.kind == draft.kind
    text = draft.text if is_same or not there else f"{there}\n\n{draft.text}"
    with project.change(Op.WRITE_NOTE, coder_id) as change:
        notes.write_note(change, target, text)
    return 1


def _others(project_id: str, target: NoteTarget) -> list[Draft]:
    mine = (target.kind, target.id or "")
    return [each for each in read(project_id) if (each.kind, each.target_id) != mine]


def _write(project_id: str, drafts: list[Draft]) -> None:
    file = _file(project_id)
    with suppress(OSError):
        if not drafts:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".new")
        text = json.dumps([asdict(each) for each in drafts], ensure_ascii=False)
        try:
            with draft.open("w", encoding="utf-8") as written:
                written.write(text)
                written.flush()
                os.fsync(written.fileno())
            os.replace(draft, file)
        finally:
            draft.unlink(missing_ok=True)


def _file(project_id: str) -> Path:
    name = hashlib.sha256(project_id.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return state_folder() / "drafts" / f"{name}.json"
