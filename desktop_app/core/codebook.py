"""Verbs and reads of the codebook: codes in an ordered tree."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select

from desktop_app.core import names, schema
from desktop_app.core.annotations import remove_annotations
from desktop_app.core.codetree import CodeTree, split_path
from desktop_app.core.errors import (
    BadColor,
    BadShortcut,
    BadValue,
    CodeInsideItself,
    Gone,
    NameEmpty,
    NameTaken,
    ShortcutTaken,
)
from desktop_app.core.journal import Change
from desktop_app.core.model import Code, PropertyRule, Role, Rows, chunks, new_id
from desktop_app.core.records import encode
from desktop_app.core.wordings import WORDING_FIELDS, begin_wording, drop_wordings, wording_of

COLORS = (
    "#b95569", "#2580c1", "#a05da4", "#348f4f", "#a27000", "#00918b", "#b95c3a", "#6c6fc5",
    "#798205",
)  # fmt: skip
"""The colours that new codes get in turn: the hues of the theme."""

STATUSES = ("active", "retired")
"""A retired code stays with its annotations and is offered no more."""

_EMPTY = frozenset(("{}", ""))


def list_codes(rows: Rows) -> CodeTree:
    """Read the whole codebook."""
    # Plain tuples: rows that know their names take longer than all the rest.
    return CodeTree(map(read_code, rows.tuples(select(schema.codes))))


def renew_codes(rows: Rows, tree: CodeTree, code_ids: Collection[str]) -> CodeTree:
    """Read the codes that were changed, made or deleted, and take the others from the tree."""
    if 4 * len(code_ids) > len(tree) + 100:  # one by one they would take longer than all
        return list_codes(rows)
    table = schema.codes
    found = [
        read_code(row)
        for run in chunks(list(code_ids))
        for row in rows.tuples(select(table).where(table.c.id.in_(run)))
    ]
    return CodeTree([*(code for code in tree if code.id not in code_ids), *found])


def count_annotations(rows: Rows, document_id: str | None = None) -> Counter[str]:
    """Count the annotations of each code itself, by code id; of one document where given."""
    table = schema.annotations.c
    wanted = select(table.code_id, func.count()).group_by(table.code_id)
    if document_id:
        wanted = wanted.where(table.document_id == document_id)
    return Counter({code_id: count for code_id, count in rows.tuples(wanted) if code_id})


def count_documents(rows: Rows) -> Counter[str]:
    """Count the documents in which each code itself is used, by code id."""
    return Counter({key: len(found) for key, found in documents_by_code(rows).items()})


def documents_by_code(rows: Rows) -> dict[str, set[str]]:
    """Tell in which documents each code itself is used, with words of theirs or without."""
    annotation, part = schema.annotations.c, schema.parts.c
    home = func.coalesce(part.document_id, annotation.document_id)
    used = (
        select(annotation.code_id, home)
        .join_from(
            schema.annotations, schema.parts, part.annotation_id == annotation.id, isouter=True
        )
        .where(annotation.code_id.is_not(None), home.is_not(None))
        .distinct()
    )
    found: dict[str, set[str]] = {}
    for code_id, document_id in rows.tuples(used):
        found.setdefault(code_id, set()).add(document_id)
    return found


def create_code(change: Change, name: str, parent_id: str | None = None, **fields: Any) -> str:
    """Add a code as the last one below its parent and return its id.

    `fields` are those of `Code`; a colour is chosen where none is given.
    Raises NameEmpty, NameTaken, BadColor, BadShortcut, ShortcutTaken, BadValue, Gone.
    """
    tree = list_codes(change)
    if parent_id and parent_id not in tree:
        raise Gone(kind="code")
    name = _checked_name(tree, name, parent_id)
    values = _checked(tree, None, fields)
    color = values.pop("color", "") or COLORS[len(tree) % len(COLORS)]
    change.facts["code"] = name
    siblings = tree.children(parent_id)
    row = {
        "parent_id": parent_id,
        "position": siblings[-1].position + 1 if siblings else 0,
        "name": name,
        "color": color,
        "created_by": change.coder_id or None,
        "created_at": change.at,
        "modified_at": change.at,
        **_EMPTY_JSON,
        **values,
    }
    return change.insert(schema.codes, **{"id": new_id(), **row})


def create_path(change: Change, path: str, **fields: Any) -> str:
    """Find the code at a path, making it and the codes above it where missing; return its id.

    `fields` go to the last code if it is made here. Raises NameEmpty and what create_code does.
    """
    levels = split_path(path)
    if not levels:
        raise NameEmpty(kind="code")
    at: str | None = None
    for depth, name in enumerate(levels, 1):
        found = list_codes(change).child_named(at, name)
        if found:
            at = found.id
        else:
            at = create_code(change, name, at, **(fields if depth == len(levels) else {}))
    assert at is not None
    return at


def edit_code(change: Change, code_id: str, **fields: Any) -> None:
    """Change fields of a code, its name among them; a changed definition is a new wording.

    Raises Gone, NameEmpty, NameTaken, BadColor, BadShortcut, ShortcutTaken, BadValue.
    """
    # Only these must agree with other codes.
    is_shared = not fields.keys().isdisjoint(("name", "shortcut", "replaced_by"))
    tree = list_codes(change) if is_shared else renew_codes(change, CodeTree(()), [code_id])
    code = _present(tree, code_id)
    change.facts["code"] = code.name
    if "name" in fields:
        fields["name"] = _checked_name(tree, fields["name"], code.parent_id, but=code_id)
        change.facts["new_name"] = fields["name"]
    values = _checked(tree, code_id, fields)
    current = compose({name: getattr(code, name) for name in fields})
    changed = {name for name in values if values[name] != current[name]}
    if changed & set(WORDING_FIELDS):
        after = wording_of(code) | {name: fields[name] for name in changed & set(WORDING_FIELDS)}
        values["wording"] = begin_wording(change, code, after)
    if changed:
        change.update(schema.codes, code_id, **values, modified_at=change.at)


def move_code(
    change: Change, code_id: str, parent_id: str | None, position: int | None = None
) -> None:
    """Put a code below another (None: topmost), before the sibling at `position` or last.

    Raises Gone, CodeInsideItself, NameTaken.
    """
    tree = list_codes(change)
    code = _present(tree, code_id)
    change.facts["code"] = code.name
    if parent_id and code_id in {each.id for each in tree.lineage(_present(tree, parent_id).id)}:
        raise CodeInsideItself(name=code.name)
    _checked_name(tree, code.name, parent_id, but=code_id)
    siblings = [each for each in tree.children(parent_id) if each.id != code_id]
    at = len(siblings) if position is None else max(0, min(position, len(siblings)))
    siblings.insert(at, code)
    for rank, sibling in enumerate(siblings):
        if sibling.id == code_id and sibling.parent_id != parent_id:
            change.update(
                schema.codes, code_id, parent_id=parent_id, position=rank, modified_at=change.at
            )
        elif sibling.position != rank:
            change.update(schema.codes, sibling.id, position=rank)


def delete_code(change: Change, code_id: str, *, keep_annotations: bool) -> None:
    """Delete a code and all below it.

    Their annotations stay as plain highlights, or go too where `keep_annotations` is false.
    Raises Gone.
    """
    code = _present(list_codes(change), code_id)
    delete_codes(change, [code_id], keep_annotations=keep_annotations)
    change.facts = {"code": code.name}


def delete_codes(change: Change, code_ids: Sequence[str], *, keep_annotations: bool) -> None:
    """Delete codes and all below them, as `delete_code` does with one. Raises Gone."""
    gone = with_descendants(list_codes(change), code_ids)
    change.breathe()
    used = annotations_of(change, gone)
    change.lose(len(gone) + len(used))
    if keep_annotations:
        change.update_many(
            schema.annotations, used, code_id=None, wording=None, modified_at=change.at
        )
    else:
        remove_annotations(change, used)
    for table, column in (
        (schema.code_examples, schema.code_examples.c.code_id),
        (schema.notes, schema.notes.c.code_id),
    ):
        change.delete_many(table, _ids_where(change, column, gone))
    drop_wordings(change, gone)
    replaced = _ids_where(change, schema.codes.c.replaced_by, gone)
    change.update_many(schema.codes, replaced, replaced_by=None)
    change.delete_many(schema.codes, gone)
    change.facts = {"count": len(gone)}


def with_descendants(tree: CodeTree, code_ids: Iterable[str]) -> list[str]:
    """List codes and all below them, each once, in the order given; raise Gone."""
    found: dict[str, None] = {}
    for code_id in code_ids:
        _present(tree, code_id)
        found |= dict.fromkeys([code_id, *(each.id for each in tree.below(code_id))])
    return list(found)


def _ids_where(rows: Rows, column: Any, values: Sequence[str]) -> list[str]:
    return [
        row[0]
        for run in chunks(values)
        for row in rows.tuples(select(column.table.c.id).where(column.in_(run)))
    ]


def annotations_of(rows: Rows, code_ids: Sequence[str]) -> list[str]:
    """List the ids of the annotations that bear one of these codes."""
    return _ids_where(rows, schema.annotations.c.code_id, code_ids)


def read_code(row: Sequence[Any]) -> Code:
    """Make a code of its whole row: a code has the columns of its table, in their order."""
    values = list(row)
    for at, read in _READ:
        values[at] = read(values[at])
    return Code(*values)


# Codes of one family have the same roles and properties, and a great codebook is read often.
@lru_cache(maxsize=10_000)
def _read_roles(text: str) -> tuple[Role, ...]:
    return tuple(Role(**each) for each in json.loads(text or "[]"))


@lru_cache(maxsize=10_000)
def _read_properties(text: str) -> tuple[PropertyRule, ...]:
    return tuple(
        PropertyRule(**{**each, "allowed": tuple(each["allowed"])})
        for each in json.loads(text or "[]")
    )


@lru_cache(maxsize=10_000)
def _read_aliases(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text or "[]"))


def _read_extra(text: str) -> dict[str, str]:
    # Never shared: it can be changed.
    return dict(json.loads(text)) if text not in _EMPTY else {}


_READ: tuple[tuple[int, Callable[[str], Any]], ...] = tuple(
    (schema.codes.columns.keys().index(name), read)
    for name, read in (
        ("roles", _read_roles),
        ("properties", _read_properties),
        ("aliases", _read_aliases),
        ("extra", _read_extra),
    )
)
"""Where in a row the composed values stand, and how they are read."""

_EMPTY_JSON = {"roles": "[]", "properties": "[]", "aliases": "[]", "extra": "{}"}


def _present(tree: CodeTree, code_id: str) -> Code:
    code = tree.get(code_id)
    if code is None:
        raise Gone(kind="code")
    return code


def _checked_name(tree: CodeTree, name: str, parent_id: str | None, but: str = "") -> str:
    name = names.checked("code", name)
    taken = tree.child_named(parent_id, name)
    if taken and taken.id != but:
        raise NameTaken(kind="code", name=name)
    return name


def _checked(tree: CodeTree, code_id: str | None, fields: dict[str, Any]) -> dict[str, Any]:
    """Check the values of a code's fields and return them as they are stored."""
    values = dict(fields)
    if values.get("color"):
        values["color"] = values["color"].lower()
        if not re.fullmatch(r"#[0-9a-f]{6}", values["color"]):
            raise BadColor(color=fields["color"])
    if values.get("shortcut"):
        values["shortcut"] = _checked_shortcut(tree, code_id, values["shortcut"])
    if values.get("status", "active") not in STATUSES:
        raise BadValue(kind="status", value=values["status"])
    if (successor := values.get("replaced_by")) and successor not in tree:
        raise Gone(kind="code")
    return compose(values)


def compose(fields: dict[str, Any]) -> dict[str, Any]:
    """Write the composed values among a code's fields as they are stored."""
    values = dict(fields)
    if "roles" in values:
        values["roles"] = _write_roles(tuple(values["roles"]))
    if "properties" in values:
        values["properties"] = _write_properties(tuple(values["properties"]))
    for name in ("aliases", "extra"):
        if name in values:
            values[name] = encode(values[name]) if values[name] else _EMPTY_JSON[name]
    return values


@lru_cache(maxsize=10_000)
def _write_roles(roles: tuple[Role, ...]) -> str:
    return encode([{"name": role.name, "is_required": role.is_required} for role in roles])


@lru_cache(maxsize=10_000)
def _write_properties(rules: tuple[PropertyRule, ...]) -> str:
    return encode(
        [
            {
                "name": rule.name,
                "kind": rule.kind,
                "allowed": rule.allowed,
                "default": rule.default,
            }
            for rule in rules
        ]
    )


def _checked_shortcut(tree: CodeTree, code_id: str | None, shortcut: str) -> str:
    if len(shortcut) != 1 or unicodedata.category(shortcut)[0] not in "LN":
        raise BadShortcut(shortcut=shortcut)
    if len(shortcut.upper()) == 1:  # that of "ß" is two letters
        shortcut = shortcut.upper()
    owner = tree.with_shortcut(shortcut)
    if owner and owner.id != code_id:
        raise ShortcutTaken(shortcut=shortcut, owner=owner.name)
    return shortcut
