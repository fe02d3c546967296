"""Coders: whoever makes annotations."""

import getpass
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any
from zlib import crc32

from sqlalchemy import select

from desktop_app.core import names, schema
from desktop_app.core.errors import BadColor, BadValue, Gone, NameTaken, NotRevealed, Unknown
from desktop_app.core.journal import Change
from desktop_app.core.model import Coder, Rows, new_id, now

COLORS = ("#2580c1", "#00918b", "#a05da4", "#a27000", "#348f4f", "#6c6fc5", "#b95569", "#b95c3a")
"""The colours that coders get in turn."""
_COLOR = re.compile("#[0-9a-fA-F]{6}")

LONGEST_INITIALS = 4
FROM_ELSEWHERE = 1000
"""Where readers from other files stand: behind all who are at home, in the order of their ids."""


def list_coders(rows: Rows) -> list[Coder]:
    """Read the coders in their order.

    Two people may have one name, each in their own copy: the second is then called "Sam (2)".
    Those who came without a colour of their own are dealt one here.
    """
    table = schema.coders
    wanted = select(table).order_by(table.c.position, table.c.id)
    found: list[Coder] = []
    taken: set[str] = set()
    for coder in (Coder(*row) for row in rows.tuples(wanted)):
        name, number = coder.name, 1
        while name in taken:
            number += 1
            name = f"{coder.name} ({number})"
        taken.add(name)
        found.append(replace(coder, name=name))
    return _with_colours(found)


def _with_colours(coders: list[Coder]) -> list[Coder]:
    """Deal colours to those who have none: who is there decides, and not who came first.

    Each has one that its id leads to, or the next that fewer people have.
    """
    used, dealt = Counter(coder.color for coder in coders), dict[str, str]()
    for key in sorted(coder.id for coder in coders if not coder.color):
        at = crc32(key.encode()) % len(COLORS)
        dealt[key] = min((*COLORS[at:], *COLORS[:at]), key=lambda color: used[color])
        used[dealt[key]] += 1
    return [replace(c, color=dealt[c.id]) if c.id in dealt else c for c in coders]


def from_elsewhere(row: dict[str, Any]) -> dict[str, Any]:
    """Make a coder of another project one here: behind all, with a colour if one was chosen.

    The first colour nobody chose: it is that of the first coder of every project.
    """
    is_chosen = row["color"] != COLORS[0] and _COLOR.fullmatch(row["color"])
    color = row["color"] if is_chosen else ""
    return {**row, "position": FROM_ELSEWHERE, "color": color}


def hidden_coders(rows: Rows, document_ids: Collection[str] | None = None) -> frozenset[str]:
    """Name the coders whose work in one of some documents, or in any, may not be seen yet."""
    return frozenset(
        key
        for key, homes in rows.veiled.items()
        if document_ids is None or "" in homes or not homes.isdisjoint(document_ids)
    )


def seen_coders(rows: Rows, document_ids: Collection[str] | None = None) -> list[Coder]:
    """Read the coders whose work in these documents, or in all, may be seen, in their order."""
    hidden = hidden_coders(rows, document_ids)
    return [coder for coder in list_coders(rows) if coder.id not in hidden]


def check_seen(
    rows: Rows, coder_ids: Iterable[str], document_ids: Collection[str] | None = None
) -> None:
    """Raise NotRevealed where one of these coders' work there may not be seen yet."""
    if hidden := hidden_coders(rows, document_ids).intersection(coder_ids):
        names = [coder.name for coder in list_coders(rows) if coder.id in hidden]
        raise NotRevealed(names=names)


def find_coder(rows: Rows, name: str) -> Coder:
    """Find a coder by name or id, or raise Unknown."""
    for coder in list_coders(rows):
        if name in (coder.name, coder.id):
            return coder
    raise Unknown(kind="coder", name=name)


def add_coder(change: Change, name: str) -> str:
    """Add a coder at the end and return the id; raise NameEmpty, TooLong or NameTaken."""
    known = list_coders(change)
    name = _checked_name(known, name)
    change.facts["coder"] = name
    row = coder_row(name, len(known))
    return change.insert(schema.coders, **row)


def edit_coder(change: Change, coder_id: str, **values: str) -> None:
    """Change a coder's name, initials, color or alias; initials follow the name unless given.

    Raises Gone, BadColor, and as add_coder does.
    """
    others = {coder.id: coder for coder in list_coders(change)}
    coder = others.pop(coder_id, None)
    if coder is None:
        raise Gone(kind="coder")
    if "name" in values:
        values["name"] = _checked_name(others.values(), values["name"])
    name = values.get("name", coder.name)
    if "initials" in values:
        given = names.tidy(values["initials"]) or initials(name)
        values["initials"] = names.limited("coder’s initials", given, LONGEST_INITIALS)
    elif coder.initials == initials(coder.name):
        values["initials"] = initials(name)
    if "color" in values and not _COLOR.fullmatch(values["color"]):
        raise BadColor(color=values["color"])
    if "alias" in values:
        alias = names.tidy(values["alias"])
        values["alias"] = names.limited("coder’s alias", alias, names.LONGEST["coder"])
    change.facts["coder"] = coder.name
    change.update(schema.coders, coder_id, **values)


def join_coders(change: Change, gone_id: str, kept_id: str) -> None:
    """Let two coders be one person: all that the one made is the other's, who keeps the name.

    What comes later from the one, a reading from a second machine, goes to the other as well.
    Raises Gone, and BadValue where they are no two people.
    """
    known = {coder.id: coder for coder in list_coders(change)}
    if gone_id not in known or kept_id not in known:
        raise Gone(kind="coder")
    gone, kept = known[gone_id], known[kept_id]
    for coder in (gone, kept):
        if coder.kind:
            raise BadValue(kind="person", value=coder.name)
    if gone_id == kept_id:
        raise BadValue(kind="second person", value=kept.name)
    for table in schema.JOURNALED.values():
        for column in table.columns:
            if any(key.column.table is schema.coders for key in column.foreign_keys):
                theirs = change.tuples(select(table.c.id).where(column == gone_id))
                change.update_many(table, [row[0] for row in theirs], **{column.name: kept_id})
    change.delete(schema.coders, gone_id)
    change.facts = {"coder": gone.name, "kept": kept.name, "joined": {gone_id: kept_id}}


def _checked_name(others: Iterable[Coder], name: str) -> str:
    name = names.checked("coder", name)
    if any(coder.name == name for coder in others):
        raise NameTaken(kind="coder", name=name)
    return name


def coder_row(name: str, position: int) -> dict[str, Any]:
    """Make the row of a new coder."""
    return {
        "id": new_id(),
        "name": name,
        "initials": initials(name),
        "color": COLORS[position % len(COLORS)],
        "alias": "",
        "position": position,
        "created_at": now(),
    }


def badges(coders: Iterable[Coder]) -> dict[str, str]:
    """Return the initials that tell coders apart, by id: where several share some, with numbers."""
    found: dict[str, str] = {}
    taken: dict[str, int] = {}
    for coder in coders:
        number = taken[coder.initials] = taken.get(coder.initials, 0) + 1
        found[coder.id] = coder.initials if number == 1 else f"{coder.initials}{number}"
    return found


def usual_name() -> str:
    """Name the first coder of a new project: whoever is logged in."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user is known, in a container for one
        return "Reader"


def initials(name: str) -> str:
    """Shorten a name to what a badge shows: one or two capitals.

    A last word of one letter, or a short number, stands alone, since it tells "Reader A" from
    "Reader B" and "Reader 11" from "Reader 12".
    """
    words = name.split()
    if words and (len(words[-1]) == 1 or (words[-1].isdigit() and len(words[-1]) <= 3)):
        return words[-1].upper()
    return "".join(word[0] for word in words[:2]).upper()
