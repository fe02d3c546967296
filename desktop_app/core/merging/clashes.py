"""What two sound states can break together: codes in a circle, two of one name, two of one key.

Pure. Each is mended by a rule that knows neither order nor clocks, and told as a conflict.
"""

from desktop_app.core.merging.states import Row, State
from desktop_app.core.merging.union import Conflict


def mend(base: State, state: State) -> list[Conflict]:
    """Mend a united state in place; return what had to be mended."""
    return [*_open_circles(base, state), *_part_names(state), *_part_keys(state)]


def _open_circles(base: State, state: State) -> list[Conflict]:
    codes, found = state["codes"], []
    while circle := _circle(codes):
        # Back to where they stood; what hung together before cannot be a circle.
        for row_id in circle:
            before = base["codes"].get(row_id)
            parent = before["parent_id"] if before else None
            parent = parent if parent in codes and row_id != min(circle) else None
            parent = parent if parent not in circle else None
            found.append(
                Conflict(
                    "circle", "codes", row_id, ("parent_id",),
                    (codes[row_id]["parent_id"],), (codes[row_id]["parent_id"],), (parent,),
                )
            )  # fmt: skip
            codes[row_id] = {**codes[row_id], "parent_id": parent}
    return found


def _circle(codes: dict[str, Row]) -> list[str]:
    for start in sorted(codes):
        path: list[str] = []
        at: str | None = start
        while at is not None and at not in path:
            path.append(at)
            at = codes[at]["parent_id"]
        if at == start:
            return sorted(path)
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
