"""The report of a check: what was found, which documents are whole, and the way to a backup."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QWidget

from desktop_app.core.findings import Fault, Report
from desktop_app.gui import words, words_safety
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import bold, plain_label
from desktop_app.gui.words import tr
from desktop_app.messages import finding_phrase

READABLE = (
    Fault.KEYS, Fault.TEXT, Fault.TEXT_LOST, Fault.PASSAGE, Fault.HISTORY, Fault.DIFFERS,
)  # fmt: skip
"""Faults behind which a project can still be shown; behind others it may lead astray."""


class CheckDialog(QDialog):
    """Says what a check has found; `restoreWanted` and `readWanted` say what the user chose.

    A file that was sent has no backups here: where `has_backups` is false none is offered.
    """

    restoreWanted = Signal()
    readWanted = Signal()

    def __init__(
        self, report: Report, parent: QWidget | None = None, *, has_backups: bool = True
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(words_safety.CHECK_TITLE))
        self.summary = plain_label(tr(_summary(report)).format(name=report.path.stem))
        self.summary.setFont(bold(self.summary.font()))
        layout = body(self)
        layout.addWidget(self.summary)
        lines = _lines(report)
        if not (report.is_sound or report.foreign or has_backups):
            lines += ["", tr(words_safety.NO_BACKUP_HERE)]
        self.details = QPlainTextEdit("\n".join(lines))
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName(tr(words_safety.FOUND))
        self.details.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        layout.addWidget(self.details, 1)
        is_restorable = has_backups and not report.is_sound
        foot = Foot(self, words_safety.RESTORE_BACKUP if is_restorable else "", out=words.CLOSE)
        self.restore = foot.do if is_restorable else None
        self.read: QPushButton | None = None
        if self.restore:
            self.restore.clicked.connect(self._restore)
        if not report.is_sound and all(each.fault in READABLE for each in report.findings):
            self.read = foot.add(words_safety.READ_REST)
            self.read.clicked.connect(self._read)
        layout.addLayout(foot)
        foot.do.setFocus()
        self.resize(520, 220 if report.is_sound else 320)

    def _read(self) -> None:
        self.accept()
        self.readWanted.emit()

    def _restore(self) -> None:
        self.accept()
        self.restoreWanted.emit()


def _summary(report: Report) -> str:
    if report.foreign:
        return words_safety.STRANGE
    return words_safety.SOUND if report.is_sound else words_safety.DAMAGED


def _lines(report: Report) -> list[str]:
    lines: list[str] = []
    if report.counts:
        counts = report.counts
        for title, count in (
            (words_safety.DOCUMENTS, counts.documents),
            (words_safety.CODES, counts.codes),
            (words_safety.ANNOTATIONS, counts.annotations),
            (words_safety.NOTES, counts.notes),
            (words_safety.STEPS, counts.steps),
        ):
            lines.append(f"{tr(title)}: {count:,}")
    if report.is_sound:
        return lines
    found = [tr(words_safety.FOUND), *(f"–  {finding_phrase(f, tr)}" for f in report.findings)]
    if report.foreign:
        return [*found, "", tr(words_safety.STRANGE_ADVICE)]
    whole = [f"–  {title}" for title in report.whole] or [tr(words_safety.NOTHING_WHOLE)]
    gap = [""] if lines else []
    return [*found, "", tr(words_safety.STILL_WHOLE), *whole, *gap, *lines]
