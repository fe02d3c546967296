"""Layers as rows: all that one coder made, cut out of a state, so that it can travel alone."""

from collections.abc import Iterable, Mapping

from desktop_app.core.merging.states import Row, State, empty_state

OF_ANNOTATION = ("parts", "orphans", "annotation_properties", "notes")


def index_layers(state: State) -> dict[str, State]:
    """Cut out everybody's layer at once, by coder id; without the coders, texts and codes."""
    found: dict[str, State] = {coder_id: empty_state() for coder_id in state["coders"]}
    whose: dict[str, str] = {}
    for row_id, row in state["annotations"].items():
        whose[row_id] = row["coder_id"]
        found[row["coder_id"]]["annotations"][row_id] = row
    for table in OF_ANNOTATION:
        for row_id, row in state[table].items():
            if row["annotation_id"] is not None:
                found[whose[row["annotation_id"]]][table][row_id] = row
            elif row["created_by"] is not None:
                found[row["created_by"]]["notes"][row_id] = row
    for row_id, row in state["relations"].items():
        found[row["coder_id"]]["relations"][row_id] = row
    return found


def layer_of(state: State, coder_id: str, document_ids: Iterable[str] | None = None) -> State:
    """Cut out one coder's layer, in some documents or all, with the codes that it uses.

    What it says of others' annotations stays behind, as do parts in other documents.
    """
    homes = None if document_ids is None else frozenset(document_ids)
    layer = index_layers(state).get(coder_id, empty_state())
    if homes is not None:
        layer["annotations"] = _where(layer["annotations"], "document_id", homes | {None})
        for table in ("parts", "orphans"):
            layer[table] = _where(layer[table], "document_id", homes)
    marks = layer["annotations"].keys()
    for table in ("parts", "orphans", "annotation_properties"):
        layer[table] = _where(layer[table], "annotation_id", marks)
    layer["notes"] = {
        key: row
        for key, row in layer["notes"].items()
        if row["annotation_id"] in marks or (row["document_id"] in (homes or state["documents"]))
    }
    layer["relations"] = {
        key: row
        for key, row in layer["relations"].items()
        if row["from_annotation_id"] in marks and row["to_annotation_id"] in marks
    }
    layer["coders"] = {coder_id: state["coders"][coder_id]}
    return layer


def with_parents(codes: Mapping[str, Row], wanted: Iterable[str]) -> dict[str, Row]:
    """Take codes with all that they stand below."""
    found: dict[str, Row] = {}
    for row_id in wanted:
        at: str | None = row_id
        while at is not None and at not in found and at in codes:
            found[at] = codes[at]
            at = codes[at]["parent_id"]
    return found


def _where(rows: Mapping[str, Row], column: str, values: object) -> dict[str, Row]:
    assert hasattr(values, "__contains__")
    return {key: row for key, row in rows.items() if row[column] in values}
