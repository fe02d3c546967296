"""Texts whose encoding was guessed: how each looks, and another one where letters are wrong."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app import formats
from desktop_app.core.errors import AppError
from desktop_app.gui import words
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import CalmCombo, plain_label, small
from desktop_app.gui.tasks import Task
from desktop_app.gui.theme import current_theme, reading_font
from desktop_app.gui.words import tr

PREVIEW_LENGTH = 4000
PREVIEW_SIZE = 17
_EARLY = 600
_BEFORE = 120
_TELLING = re.compile(r"[^\x00-\x7f]+")

Guessed = tuple[Path, formats.ReadText]


class EncodingDialog(QDialog):
    """Shows texts in the encodings that were guessed, and lets others be chosen.

    `chosen` tells by path what was read, as it was last looked at.
    """

    chosen = Signal(object)

    def __init__(self, guessed: list[Guessed], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(words.ENCODING))
        self._paths = [path for path, _ in guessed]
        self._read: dict[Path, formats.ReadText | AppError] = dict(guessed)
        self._named = {path: read.encoding for path, read in guessed}
        self._task: Task | None = None
        self.files = QListWidget()
        self.encodings = CalmCombo()
        self.preview = QPlainTextEdit()
        self.hint = plain_label(is_dim=True)
        self._foot = Foot(self, words.IMPORT)
        self.import_button = self._foot.do
        self._make()
        self._lay_out()
        self.files.currentRowChanged.connect(lambda _: self._show())
        self.encodings.activated.connect(self._reread)
        self.files.setCurrentRow(0)

    @property
    def path(self) -> Path:
        """The file that is looked at."""
        return self._paths[max(0, self.files.currentRow())]

    def accept(self) -> None:
        """Hand over what was read."""
        self.chosen.emit(dict(self._read))
        super().accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window is cancelling."""
        self.reject()
        super().closeEvent(event)

    def _make(self) -> None:
        self.files.addItems([path.name for path in self._paths])
        self.files.setAccessibleName(tr(words.FILES_GUESSED))
        self.files.setMaximumWidth(208)
        self.files.setVisible(len(self._paths) > 1)
        self.encodings.setAccessibleName(tr(words.ENCODING))
        for name in formats.ENCODINGS:
            self.encodings.addItem(words.encoding(name), name)
        self.preview.setAccessibleName(tr(words.PREVIEW))
        self.preview.setReadOnly(True)
        self.preview.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.preview.setTabChangesFocus(True)
        self.preview.setFont(reading_font(PREVIEW_SIZE))
        self.hint.setFont(small(self.hint.font()))
        self.import_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        many = len(self._paths) > 1
        said = words.ENCODINGS_GUESSED if many else words.ENCODING_GUESSED
        note = plain_label(tr(said).format(name=self._paths[0].name, count=len(self._paths)))
        label = QLabel(tr(words.ENCODING))
        label.setBuddy(self.encodings)
        choice = QHBoxLayout()
        choice.setSpacing(8)
        choice.addWidget(label)
        choice.addWidget(self.encodings, 1)
        shown = QVBoxLayout()
        shown.setSpacing(8)
        shown.addLayout(choice)
        shown.addWidget(self.preview, 1)
        shown.addWidget(self.hint)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.files)
        middle.addLayout(shown, 1)
        layout = body(self)
        layout.addWidget(note)
        layout.addLayout(middle, 1)
        layout.addLayout(self._foot)
        self.resize(760 if many else 640, 500)

    def _show(self) -> None:
        """Show the file in hand: what was read of it, or why it cannot be read so."""
        name = self._named[self.path]
        known = [_codec(self.encodings.itemData(at)) for at in range(self.encodings.count())]
        if _codec(name) not in known:
            self.encodings.insertItem(0, words.encoding(name), name)
            known.insert(0, _codec(name))
        self.encodings.setCurrentIndex(known.index(_codec(name)))
        read = self._read[self.path]
        if isinstance(read, AppError):
            self.preview.setPlainText(words.explain(read))
            self.preview.setExtraSelections([])
        else:
            self._show_text(read.text)
        marked = tr(words.ENCODING_HINT) if self.preview.extraSelections() else ""
        self.hint.setText(_other_mark(read) or marked)
        self._settle()

    def _show_text(self, text: str) -> None:
        """Show the text from where its first telling letters are, and mark these."""
        first = _TELLING.search(text)
        start = 0
        if first and first.start() > _EARLY:
            start = text.rfind("\n", 0, first.start() - _BEFORE) + 1
            start = max(start, first.start() - 2 * _BEFORE)
        cut = "… " if start else ""
        shown = cut + text[start : start + PREVIEW_LENGTH]
        self.preview.setPlainText(shown)
        look = QTextCharFormat()
        look.setBackground(QColor(current_theme().text_selection))
        self.preview.setExtraSelections(
            [self._selection(shown, each, look) for each in _TELLING.finditer(shown, len(cut))]
        )

    def _selection(self, text: str, found: re.Match[str], look: QTextCharFormat) -> Any:
        # Widgets count in UTF-16.
        start, end = (len(text[:at].encode("utf-16-le")) // 2 for at in found.span())
        cursor = QTextCursor(self.preview.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = look
        return selection

    def _reread(self) -> None:
        """Read the file in hand once more, in a thread, in the encoding that was chosen."""
        path, name = self.path, str(self.encodings.currentData())
        self._named[path] = name
        task = Task(lambda progress: formats.read_text(path, name, progress), self)

        def end(value: object, error: object) -> None:
            if self._task is not task:
                return
            self._task = None
            if isinstance(error, BaseException) and not isinstance(error, AppError):
                raise error
            self._read[path] = value or error  # type: ignore[assignment]
            self._show()

        self._task = task
        task.finished.connect(end)
        self._settle()
        task.start()

    def _settle(self) -> None:
        is_read = all(isinstance(read, formats.ReadText) for read in self._read.values())
        self.import_button.setEnabled(is_read and self._task is None)


def _other_mark(read: formats.ReadText | AppError) -> str:
    """Say that the file bears the mark of another encoding than the one it was read in."""
    report = () if isinstance(read, AppError) else read.report
    return " ".join(
        formats.describe([line for line in report if line.kind == "other_mark_left_out"], tr)
    )


def _codec(name: str) -> str:
    return codecs.lookup(name).name
