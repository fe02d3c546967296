"""Splitting a code: new codes in its place, and its annotations sent to them one by one."""

from collections.abc import Mapping, Sequence

from desktop_app.core import schema
from desktop_app.core.branches import retire_codes
from desktop_app.core.codebook import annotations_of, create_code, list_codes, move_code
from desktop_app.core.errors import Gone
from desktop_app.core.journal import Change


def split_code(
    change: Change,
    code_id: str,
    names: Sequence[str],
    places: Mapping[str, int],
    *,
    is_below: bool = True,
    retires: bool = False,
) -> list[str]:
    """Make codes of these names and give them annotations of a code; return their ids.

    `places` tells for an annotation which of `names` it goes to, counted from 0; the others stay
    where they are. The new codes stand below the old one, or behind it, and begin with its
    colour, roles and properties. `retires` retires the old one. Raises Gone, NameEmpty,
    NameTaken.
    """
    tree = list_codes(change)
    code = tree.get(code_id)
    if code is None:
        raise Gone(kind="code")
    if not set(places) <= set(annotations_of(change, [code_id])):
        raise Gone(kind="annotation")
    siblings = [each.id for each in tree.children(code.parent_id)]
    made = []
    for name in names:
        made.append(
            create_code(
                change,
                name,
                code_id if is_below else code.parent_id,
                color=code.color,
                roles=code.roles,
                properties=code.properties,
                source=code.source,
            )
        )
        if not is_below:
            move_code(change, made[-1], code.parent_id, siblings.index(code_id) + len(made))
    for rank, new_id in enumerate(made):
        moved = [key for key, wanted in places.items() if wanted == rank]
        change.update_many(
            schema.annotations, moved, code_id=new_id, wording=1, modified_at=change.at
        )
    if retires:
        retire_codes(change, [code_id])
    change.facts = {"code": code.name}
    return made
