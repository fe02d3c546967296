"""Verbs and reads of named sets of documents; a document may be in any number of them."""

from collections.abc import Iterable

from sqlalchemy import func, select

from desktop_app.core import schema
from desktop_app.core.documents import get_document
from desktop_app.core.errors import BadValue, Gone, NameEmpty, NameTaken
from desktop_app.core.journal import Change
from desktop_app.core.model import DocumentSet, Rows, new_id

SEPARATOR = ";"
"""What stands between the names of sets in a table; no name may hold it."""

_SETS, _MEMBERS = schema.document_sets.c, schema.set_members.c


def list_sets(rows: Rows) -> list[DocumentSet]:
    """Read the sets in their order, with the ids of their documents."""
    members: dict[str, list[str]] = {}
    for set_id, document_id in rows.tuples(select(_MEMBERS.set_id, _MEMBERS.document_id)):
        members.setdefault(set_id, []).append(document_id)
    wanted = select(_SETS.id, _SETS.name).order_by(_SETS.position, _SETS.id)
    return [
        DocumentSet(key, name, frozenset(members.get(key, ()))) for key, name in rows.tuples(wanted)
    ]


def sets_of(rows: Rows) -> dict[str, list[str]]:
    """Read the names of the sets that each document is in, by document id."""
    found: dict[str, list[str]] = {}
    for each in list_sets(rows):
        for document_id in each.documents:
            found.setdefault(document_id, []).append(each.name)
    return found


def make_set(change: Change, name: str, documents: Iterable[str] = ()) -> str:
    """Make a set, the last one, of these documents; return its id.

    Raises NameEmpty, NameTaken, BadValue, Gone.
    """
    name = _checked(change, name)
    last = change.rows(select(func.max(_SETS.position)))[0][0]
    set_id = change.insert(
        schema.document_sets, name=name, position=0 if last is None else last + 1
    )
    put_in_set(change, set_id, documents)
    change.facts["set"] = name
    return set_id


def rename_set(change: Change, set_id: str, name: str) -> None:
    """Give a set another name; raise Gone, NameEmpty, NameTaken, BadValue."""
    old = _name(change, set_id)
    change.facts["set"] = old
    if " ".join(name.split()) != old:
        change.update(schema.document_sets, set_id, name=_checked(change, name))


def remove_set(change: Change, set_id: str) -> None:
    """Remove a set; its documents stay. Raises Gone."""
    change.facts["set"] = _name(change, set_id)
    change.delete_many(schema.set_members, list(_members(change, set_id).values()))
    change.delete(schema.document_sets, set_id)


def put_in_set(change: Change, set_id: str, documents: Iterable[str]) -> None:
    """Put documents into a set; those in it stay. Raises Gone."""
    change.facts["set"] = _name(change, set_id)
    here = _members(change, set_id)
    wanted = [each for each in dict.fromkeys(documents) if each not in here]
    for document_id in wanted:
        get_document(change, document_id)
    rows = [{"id": new_id(), "set_id": set_id, "document_id": each} for each in wanted]
    change.insert_many(schema.set_members, rows)


def take_out_of_set(change: Change, set_id: str, documents: Iterable[str]) -> None:
    """Take documents out of a set; raise Gone."""
    change.facts["set"] = _name(change, set_id)
    here = _members(change, set_id)
    change.delete_many(schema.set_members, [here[each] for each in set(documents) if each in here])


def put_in_named_sets(change: Change, document_id: str, names: Iterable[str]) -> None:
    """Let a document be in the sets of these names and no others, made where they are missing.

    Raises Gone, NameTaken, BadValue.
    """
    wanted = list(dict.fromkeys(filter(None, (" ".join(each.split()) for each in names))))
    known = {each.name: each.id for each in list_sets(change)}
    for name in wanted:
        put_in_set(change, known.get(name) or make_set(change, name), [document_id])
    for name, set_id in known.items():
        if name not in wanted:
            take_out_of_set(change, set_id, [document_id])
    change.facts["set"] = f"{SEPARATOR} ".join(wanted)


def _members(rows: Rows, set_id: str) -> dict[str, str]:
    """Read the documents of a set, each with the id of its membership."""
    wanted = select(_MEMBERS.document_id, _MEMBERS.id).where(_MEMBERS.set_id == set_id)
    return dict(rows.tuples(wanted))


def _name(change: Change, set_id: str) -> str:
    found = change.rows(select(_SETS.name).where(_SETS.id == set_id))
    if not found:
        raise Gone(kind="set")
    return str(found[0].name)


def _checked(change: Change, name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise NameEmpty(kind="set")
    if SEPARATOR in name:
        raise BadValue(value=name, kind="name of a set, which holds no semicolon")
    if any(name == known for (known,) in change.tuples(select(_SETS.name))):
        raise NameTaken(kind="set", name=name)
    return name
