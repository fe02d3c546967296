"""What came in of another program's project, how its places were counted, what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.gui import words
from desktop_app.gui.dialogs.telling import Telling
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.formats.refi_apply import Brought
    from desktop_app.formats.refi_in import Exchanged

TITLE = "Import a REFI-QDA project"
FILES = "REFI-QDA projects (*.qdpx)"
CAME_IN = "{name}: {documents} new texts, {codes} new codes, {annotations} annotations"
WRITTEN_BY = "Written by {origin}."
ALREADY = "{count} annotations were here already."
COUNTED = "Places in “{title}” were counted as {counting}."
LEFT = "Left out: {name} ({count})."
NOTHING_LEFT = "Nothing was left out."


class ExchangeReport(Telling):
    """Says in plain words what an exchange brought."""

    def __init__(self, name: str, found: Exchanged, brought: Brought, parent: QWidget) -> None:
        said = tr(CAME_IN).format(
            name=name,
            documents=f"{brought.documents:,}",
            codes=f"{brought.codes:,}",
            annotations=f"{brought.annotations:,}",
        )
        super().__init__(tr(words.IMPORT_REPORT), said, _lines(found, brought), parent)


def _lines(found: Exchanged, brought: Brought) -> list[str]:
    from desktop_app.formats.refi_places import STANDARD

    lines = [tr(WRITTEN_BY).format(origin=found.origin)] if found.origin else []
    if brought.already:
        lines.append(tr(ALREADY).format(count=f"{brought.already:,}"))
    lines += [
        tr(COUNTED).format(title=text.title, counting=text.counting.said)
        for text in found.texts
        if text.counting != STANDARD
    ]
    left = [tr(LEFT).format(name=name, count=f"{n:,}") for name, n in found.left.items()]
    return lines + (left or [tr(NOTHING_LEFT)])
