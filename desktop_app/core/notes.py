"""Notes: prose on an annotation, code, document, coder, or on the project."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import and_, select

from desktop_app.core import schema
from desktop_app.core.errors import Gone
from desktop_app.core.journal import Change
from desktop_app.core.model import Note, NoteTarget, Rows, chunks, new_id


def list_notes(rows: Rows) -> list[Note]:
    """Read all notes, oldest first."""
    return [_note(row) for row in rows.rows(select(schema.notes).order_by(schema.notes.c.id))]


def read_note(rows: Rows, target: NoteTarget) -> str:
    """Read the text of a target's note; empty where there is none.

    Where copies of a project that were merged each had one, they follow each other.
    """
    note = schema.notes.c
    return joined(
        rows.tuples(select(note.id, note.body).where(_is_about(target)).order_by(note.id))
    )


def joined(found: Iterable[tuple[str, str]]) -> str:
    """Put the notes (id, body) of one target together, by their ids."""
    return "\n\n".join(body for _, body in sorted(found))


def write_note(change: Change, target: NoteTarget, text: str) -> None:
    """Write a target's note; an empty text takes it away, the same text changes nothing.

    Raises Gone.
    """
    if target.id is not None:
        about = schema.JOURNALED[f"{target.kind}s"]
        if not change.rows(select(about.c.id).where(about.c.id == target.id)):
            raise Gone(kind=target.kind)
    table = schema.notes
    wanted = select(table.c.id, table.c.body).where(_is_about(target)).order_by(table.c.id)
    found = change.rows(wanted)
    change.facts["about"] = target.kind
    if not text.strip():
        change.delete_many(table, [row.id for row in found])
    elif not found:
        about_it = {} if target.id is None else {f"{target.kind}_id": target.id}
        change.insert(table, **_new_note(change, text), **about_it)
    elif joined((row.id, row.body) for row in found) != text:
        change.update(table, found[0].id, body=text, modified_at=change.at)
        change.delete_many(table, [row.id for row in found[1:]])


def write_code_notes(change: Change, texts: Mapping[str, str]) -> None:
    """Do for many codes, by id, what `write_note` does for one; that they are there is known."""
    table = schema.notes
    here: dict[str, list[tuple[str, str]]] = {}
    for run in chunks(list(texts)):
        wanted = select(table.c.code_id, table.c.id, table.c.body).order_by(table.c.id)
        for code_id, note_id, body in change.tuples(wanted.where(table.c.code_id.in_(run))):
            here.setdefault(code_id, []).append((note_id, body))
    new, changed, gone = [], {}, []
    for code_id, text in texts.items():
        found = here.get(code_id, [])
        if not text.strip():
            gone += [note_id for note_id, _ in found]
        elif not found:
            new.append({"id": new_id(), "code_id": code_id, **_new_note(change, text)})
        elif joined(found) != text:
            changed[found[0][0]] = {"body": text, "modified_at": change.at}
            gone += [note_id for note_id, _ in found[1:]]
    change.insert_many(table, new)
    change.update_each(table, changed)
    change.delete_many(table, gone)


def _new_note(change: Change, text: str) -> dict[str, Any]:
    return {
        "body": text,
        "created_by": change.coder_id or None,
        "created_at": change.at,
        "modified_at": change.at,
    }


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
