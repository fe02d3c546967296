"""Annotations as W3C Web Annotations (the Data Model of 2017), one JSON object a line.

Each part is a target with a text position and a text quote; the code is a tag. Positions are code
points into the document's text, which is named by its id and SHA-256.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_app.core.marks import Mark, Marks, Piece
from desktop_app.core.model import Rows
from desktop_app.core.segments import CONTEXT_WIDTH
from desktop_app.core.texts import context
from desktop_app.formats.atomic import writing

Progress = Callable[[int, int], None]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write_lines(rows: Rows, path: Path, progress: Progress | None = None) -> int:
    """Write all annotations in reading order and return their number.

    Raises FileUnwritable, FileExists.
    """
    marks = Marks(rows)
    with writing(path) as out:
        for number, mark in enumerate(marks.in_order(marks.by_id), 1):
            line = json.dumps(_annotation(marks, mark), ensure_ascii=False)
            out.write(f"{line}\n".encode())
            if progress and number % 200 == 0:
                progress(number, len(marks))
    return len(marks)


def _annotation(marks: Marks, mark: Mark) -> dict[str, Any]:
    targets = [_target(marks, piece) for piece in mark.pieces]
    if not targets and mark.document_id:
        targets = [{"source": _source(marks, mark.document_id)}]
    return {
        "@context": CONTEXT,
        "id": f"urn:uuid:{mark.id}",
        "type": "Annotation",
        "created": mark.created_at,
        "modified": mark.modified_at,
        "creator": {"type": "Person", "name": marks.coders[mark.coder_id].name},
        "motivation": "classifying" if mark.code_id else "highlighting",
        "body": _bodies(marks, mark),
        "target": targets,
    }


def _bodies(marks: Marks, mark: Mark) -> list[dict[str, str]]:
    bodies = []
    if mark.code_id:
        path = marks.tree.path(mark.code_id)
        bodies.append(
            {
                "type": "TextualBody",
                "purpose": "classifying",
                "id": f"urn:uuid:{mark.code_id}",
                "value": path,
            }
        )
    for name, value in marks.properties.get(mark.id, {}).items():
        bodies.append({"type": "TextualBody", "purpose": "tagging", "value": value, "label": name})
    if note := marks.notes.get(mark.id):
        bodies.append({"type": "TextualBody", "purpose": "commenting", "value": note})
    return bodies


def _target(marks: Marks, piece: Piece) -> dict[str, Any]:
    text = marks.ground(piece.document_id).text
    before, after = context(text, piece.start, piece.end, CONTEXT_WIDTH)
    target: dict[str, Any] = {
        "source": _source(marks, piece.document_id),
        "selector": [
            {"type": "TextPositionSelector", "start": piece.start, "end": piece.end},
            {"type": "TextQuoteSelector", "exact": piece.quote, "prefix": before, "suffix": after},
        ],
    }
    if piece.role:
        target["role"] = piece.role
    return target


def _source(marks: Marks, document_id: str) -> dict[str, str]:
    document = marks.documents[document_id]
    return {
        "id": f"urn:uuid:{document.id}",
        "type": "Text",
        "format": "text/plain",
        "label": document.title,
        "digest": f"sha256:{document.text_sha256}",
    }
