"""What came in of another program's project, how its places were counted, what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.gui import words
from desktop_app.gui.pieces import bold, plain_label
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


class ExchangeReport(QDialog):
    """Says in plain words what an exchange brought."""

    def __init__(self, name: str, found: Exchanged, brought: Brought, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(words.IMPORT_REPORT))
        summary = plain_label(
            tr(CAME_IN).format(
                name=name,
                documents=f"{brought.documents:,}",
                codes=f"{brought.codes:,}",
                annotations=f"{brought.annotations:,}",
            )
        )
        summary.setFont(bold(summary.font()))
        self.report = QPlainTextEdit("\n".join(_lines(found, brought)))
        self.report.setReadOnly(True)
        self.report.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(tr(words.IMPORT_REPORT))
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr(words.CLOSE), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(summary)
        layout.addWidget(self.report, 1)
        layout.addWidget(buttons)
        self.resize(560, 280)
        close.setFocus()


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
