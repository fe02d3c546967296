"""Notes: prose on an annotation, code, document, coder, or on the project."""

from typing import Any

from sqlalchemy import and_, select

from desktop_app.core import schema
from desktop_app.core.errors import Gone
from desktop_app.core.journal import Change
from desktop_app.core.model import Note, NoteTarget, Rows


def list_notes(rows: Rows) -> list[Note]:
    """Read all notes, oldest first."""
    return [_note(row) for row in rows.rows(select(schema.notes).order_by(schema.notes.c.id))]


def read_note(rows: Rows, target: NoteTarget) -> str:
    """Read the text of a target's note; empty where there is none."""
    found = rows.rows(select(schema.notes.c.body).where(_is_about(target)))
    return str(found[0].body) if found else ""


def write_note(change: Change, target: NoteTarget, text: str) -> None:
    """Write a target's note; an empty text takes it away, the same text changes nothing.

    Raises Gone.
    """
    if target.id is not None:
        about = schema.JOURNALED[f"{target.kind}s"]
        if not change.rows(select(about.c.id).where(about.c.id == target.id)):
            raise Gone(kind=target.kind)
    table = schema.notes
    found = change.rows(select(table.c.id, table.c.body).where(_is_about(target)))
    change.facts["about"] = target.kind
    if not text.strip():
        change.delete_many(table, [row.id for row in found])
    elif not found:
        change.insert(
            table,
            **({} if target.id is None else {f"{target.kind}_id": target.id}),
            body=text,
            created_by=change.coder_id or None,
            created_at=change.at,
            modified_at=change.at,
        )
    elif found[0].body != text:
        change.update(table, found[0].id, body=text, modified_at=change.at)


def _is_about(target: NoteTarget) -> Any:
    if target.id is not None:
        return schema.notes.c[f"{target.kind}_id"] == target.id
    return and_(*(schema.notes.c[name].is_(None) for name in schema.NOTE_TARGETS))


def _note(row: Any) -> Note:
    for name in schema.NOTE_TARGETS:
        if (target := getattr(row, name)) is not None:
            about = NoteTarget(name.removesuffix("_id"), target)
            break
    else:
        about = NoteTarget("project")
    return Note(row.id, about, row.body, row.created_by, row.created_at, row.modified_at)
