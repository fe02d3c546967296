"""The report of an import: what of each text was kept, changed and left out; what was not read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QDialog, QTextEdit, QWidget

from desktop_app import formats
from desktop_app.core.documents import read_report
from desktop_app.core.model import Document
from desktop_app.core.project import Project
from desktop_app.gui import words
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import bold, plain_label
from desktop_app.gui.times import local_time
from desktop_app.gui.words import tr

_SHOWN = 200
"""How many files that are no texts are named."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of one text; `length` in code points, `origin` where the title is not enough."""

    title: str
    length: int
    format: str
    encoding: str
    is_guessed: bool
    report: Sequence[formats.ReportLine]
    origin: str = ""


def entry_of(read: formats.ReadText) -> Entry:
    """Tell of a text that has just been read."""
    return Entry(
        read.title, len(read.text), read.format, read.encoding, read.is_guessed, read.report
    )


def stored_entry(project: Project, document: Document) -> Entry:
    """Tell of a document what was kept of its import."""
    lines = [formats.ReportLine(*each) for each in read_report(project, document.id)]
    origin = tr(words.CAME_FROM if document.source_name else words.CAME_AT)
    return Entry(
        document.title, document.length, document.format, document.encoding, False, lines,
        origin.format(name=document.source_name, time=local_time(document.created_at)),
    )  # fmt: skip


class ReportDialog(QDialog):
    """Says of each text what was read and what was changed on the way in."""

    def __init__(
        self,
        kept: Sequence[Entry],
        refused: Sequence[str] = (),
        others: Sequence[Path] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(words.IMPORT_REPORT))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        origin = kept[0].origin if kept else ""
        said = origin or words.import_summary(len(kept), len(refused) + len(others))
        summary = plain_label(said)
        summary.setFont(bold(summary.font()))
        self.report = QTextEdit()
        self.report.setAccessibleName(tr(words.IMPORT_REPORT))
        self.report.setTabChangesFocus(True)
        self.report.setReadOnly(True)
        self.report.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.report.document().setDocumentMargin(10)
        self._pen = _Pen(self.report)
        if refused or others:
            self._pen.title(tr(words.LEFT_OUT))
        for sentence in refused:
            self._pen.line(sentence)
        if others:
            names = ", ".join(path.name for path in others[:_SHOWN])
            self._pen.line(tr(words.NO_TEXTS).format(names=names, count=len(others)))
        for entry in kept:
            self._write(entry)
        self.report.moveCursor(QTextCursor.MoveOperation.Start)
        foot = Foot(self)
        layout = body(self)
        layout.addWidget(summary)
        layout.addWidget(self.report, 1)
        layout.addLayout(foot)
        self.resize(560, 360)
        foot.do.setFocus()

    def _write(self, entry: Entry) -> None:
        self._pen.title(entry.title)
        self._pen.dim(f"{words.characters(entry.length)}, {_kind_of(entry)}")
        sentences = formats.describe(entry.report, tr)
        for sentence in sentences:
            self._pen.line(sentence)
        if entry.origin and not sentences:
            self._pen.line(tr(words.CAME_WHOLE))


def _kind_of(read: Entry) -> str:
    """Say what kind of file a text came from, and in which encoding where that matters."""
    row = next((row for row in formats.TEXT_FORMATS if row.name == read.format), None)
    if row is None:
        return tr(words.PASTED)
    if not row.is_encoded:
        return tr(row.title)
    said = words.KIND_GUESSED if read.is_guessed else words.KIND_IN
    return tr(said).format(kind=tr(row.title), encoding=words.encoding(read.encoding))


class _Pen:
    """Writes plain text into a document: titles, dim lines and lines of a list."""

    def __init__(self, view: QTextEdit) -> None:
        self._document: QTextDocument = view.document()
        self._cursor = QTextCursor(self._document)
        self._is_first = True
        self._plain = QTextCharFormat()
        self._bold = QTextCharFormat()
        self._bold.setFontWeight(600)
        self._dim = QTextCharFormat()
        dim = view.palette().color(QPalette.ColorRole.PlaceholderText)
        self._dim.setForeground(QBrush(dim))

    def title(self, text: str) -> None:
        self._put(text, self._bold, above=0 if self._is_first else 14, left=0)

    def dim(self, text: str) -> None:
        self._put(text, self._dim, above=1, left=0)

    def line(self, text: str) -> None:
        self._put(f"–  {text}", self._plain, above=4, left=12)

    def _put(self, text: str, look: QTextCharFormat, above: int, left: int) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(above)
        block.setLeftMargin(left)
        block.setTextIndent(-left)
        if self._is_first:
            self._cursor.setBlockFormat(block)
        else:
            self._cursor.insertBlock(block)
        self._is_first = False
        self._cursor.insertText(text, look)
