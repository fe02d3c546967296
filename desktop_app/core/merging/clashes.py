"""What two sound states can break together: codes in a circle, two of one name, two of one key.

Pure. Each is mended by a rule that knows neither order nor clocks, and told as a conflict.
"""

from collections.abc import Mapping

from desktop_app.core.merging.memory import Chain
from desktop_app.core.merging.states import Row, State
from desktop_app.core.merging.union import Conflict


def mend(state: State, circles: Mapping[str, Chain]) -> tuple[list[Conflict], dict[str, Chain]]:
    """Mend a united state in place; return what is to be told, and the circles that were opened.

    Of `circles`, which an earlier merge opened and told, nothing is told again.
    """
    opened = _open_circles(state)
    told = [
        Conflict("circle", "codes", row_id, ("parent_id",), (chain[0],), (chain[0],), (None,))
        for row_id, chain in opened.items()
        if circles.get(row_id) != chain
    ]
    return [*told, *_part_names(state), *_part_keys(state)], opened


def _open_circles(state: State) -> dict[str, Chain]:
    """Put the first code of each circle at the top, the others below it as they were put.

    Returns the codes that stood above each of these, the next one first.
    """
    codes, found = state["codes"], {}
    while circle := _circle(codes):
        first, *chain = circle
        codes[first] = {**codes[first], "parent_id": None}
        found[first] = tuple(chain)
    return found


def closed(state: State, circles: Mapping[str, Chain]) -> State:
    """Close again the circles that earlier merges opened: whether they are there still is seen.

    Where somebody has moved one of its codes since, there is none any more.
    """
    codes, back = state["codes"], dict[str, Row]()
    for first, chain in circles.items():
        parents = [codes[key]["parent_id"] if key in codes else "" for key in (first, *chain)]
        if parents == [None, *chain[1:], first]:
            back[first] = {**codes[first], "parent_id": chain[0]}
    return {**state, "codes": {**codes, **back}} if back else state


def _circle(codes: dict[str, Row]) -> list[str]:
    """Find a circle: its codes from the first by id upwards."""
    for start in sorted(codes):
        path: list[str] = []
        at: str | None = start
        while at is not None and at not in path:
            path.append(at)
            at = codes[at]["parent_id"]
        if at == start:
            return path
    return []


def _part_names(state: State) -> list[Conflict]:
    """Give the later of two codes of one name and place a sign of its own."""
    found: list[Conflict] = []
    codes, taken = state["codes"], set[tuple[str | None, str]]()
    for row_id in sorted(codes):
        row = codes[row_id]
        if (row["parent_id"], row["name"]) in taken:
            name = row["name"] + _sign(row_id)
            codes[row_id] = {**row, "name": name}
            values = ((row["name"],), (row["name"],), (name,))
            found.append(Conflict("named", "codes", row_id, ("name",), *values))
        taken.add((codes[row_id]["parent_id"], codes[row_id]["name"]))
    return found


def plain(state: State) -> State:
    """Take off the signs by which earlier merges parted names: whether they are needed is seen."""
    signed = {
        row_id: {**row, "name": row["name"].removesuffix(_sign(row_id))}
        for row_id, row in state["codes"].items()
        if row["name"].endswith(_sign(row_id))
    }
    return {**state, "codes": {**state["codes"], **signed}} if signed else state


def _sign(row_id: str) -> str:
    return f" ({row_id[-4:]})"


def _part_keys(state: State) -> list[Conflict]:
    """Leave a key with the first of two codes that have it."""
    found: list[Conflict] = []
    codes, taken = state["codes"], set[str]()
    for row_id in sorted(codes):
        row = codes[row_id]
        key = row["shortcut"].casefold()
        if key and key in taken:
            codes[row_id] = {**row, "shortcut": ""}
            values = ((row["shortcut"],), (row["shortcut"],), ("",))
            found.append(Conflict("keyed", "codes", row_id, ("shortcut",), *values))
        taken.add(key)
    return found
