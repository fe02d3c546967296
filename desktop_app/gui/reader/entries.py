"""What is said of annotations where the pointer rests; the card that shows it is in `card`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.gui.reader.marks import Mark

MOST_ENTRIES = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """What the card says of one annotation; empty texts are left out."""

    color: str
    name: str
    detail: str = ""  # whose it is, and which part
    definition: str = ""
    note: str = ""


def plain_entries(marks: Sequence[Mark]) -> list[Entry]:
    """Return what marks say of themselves, where nobody knows more."""
    said = {mark.annotation_id: Entry(mark.color, mark.tip or mark.label) for mark in marks}
    return [entry for entry in said.values() if entry.name]
