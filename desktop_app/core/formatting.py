"""How stretches of a text are shown (italic, bold, headings, indents), beside the text itself.

Positions never depend on it. A row belongs to one frozen text of one document, so that another
version of the text is never shown with stretches that are not its own.
"""

import json
from collections.abc import Iterable

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.journal import Change
from desktop_app.core.model import RUN_KINDS, Rows, Run
from desktop_app.core.records import encode


def set_formatting(change: Change, document_id: str, text_sha256: str, runs: Iterable[Run]) -> None:
    """Keep how a text of a document is shown, in place of what was kept before."""
    table = schema.formatting
    here = (table.c.document_id == document_id) & (table.c.text_sha256 == text_sha256)
    change.delete_many(table, [row[0] for row in change.tuples(select(table.c.id).where(here))])
    if packed := _pack(runs):
        change.insert(table, document_id=document_id, text_sha256=text_sha256, runs=packed)


def read_formatting(rows: Rows, document_id: str) -> list[Run]:
    """Read how a document's text is shown, in the order of the text; empty where it is plain."""
    table, document = schema.formatting.c, schema.documents.c
    wanted = (
        select(table.runs)
        .join_from(schema.formatting, schema.documents, table.document_id == document.id)
        .where(document.id == document_id, table.text_sha256 == document.text_sha256)
    )
    found = [row[0] for row in rows.tuples(wanted)]
    return _unpack(found[0]) if found else []


def _pack(runs: Iterable[Run]) -> str:
    """Write runs as JSON: a kind with its starts and ends in one flat list."""
    packed: dict[str, list[int]] = {}
    for start, end, kind in sorted(set(runs)):
        if 0 <= start < end and kind in RUN_KINDS:
            packed.setdefault(kind, []).extend((start, end))
    return encode(packed) if packed else ""


def _unpack(packed: str) -> list[Run]:
    """Read packed runs; what another program wrote wrongly is passed over, being only looks."""
    try:
        kinds = json.loads(packed)
        runs = [
            Run(int(start), int(end), kind)
            for kind in RUN_KINDS
            for start, end in _pairs(kinds.get(kind, []))
        ]
    except (ValueError, TypeError, AttributeError):
        return []
    return sorted(run for run in runs if 0 <= run.start < run.end)


def _pairs(flat: list[int]) -> Iterable[tuple[int, int]]:
    return zip(flat[::2], flat[1::2], strict=True)
