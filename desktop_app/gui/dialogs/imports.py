"""The dialogs of text import: the encoding that had to be guessed, and the report."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app import formats
from desktop_app.core.errors import AppError
from desktop_app.gui import words
from desktop_app.gui.theme import reading_font
from desktop_app.gui.words import tr

PREVIEW_LENGTH = 4000
PREVIEW_SIZE = 17


class EncodingDialog(QDialog):
    """Shows how a text looks in the encoding that was guessed, and lets another be chosen."""

    def __init__(self, path: Path, read: formats.ReadText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(words.IMPORT_TEXTS))
        self.read: formats.ReadText | None = read
        self._path = path
        note = QLabel(tr(words.ENCODING_GUESSED).format(name=path.name))
        note.setTextFormat(Qt.TextFormat.PlainText)
        note.setWordWrap(True)
        self.encodings = QComboBox()
        self.encodings.setAccessibleName(tr(words.ENCODING))
        names = [read.encoding, *(n for n in formats.ENCODINGS if n != read.encoding)]
        self.encodings.addItems(names)
        self.preview = QPlainTextEdit(read.text[:PREVIEW_LENGTH])
        self.preview.setAccessibleName(tr(words.PREVIEW))
        self.preview.setReadOnly(True)
        self.preview.setFont(reading_font(PREVIEW_SIZE))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.import_button = buttons.addButton(
            tr(words.IMPORT), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.import_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        label = QLabel(tr(words.ENCODING))
        label.setBuddy(self.encodings)
        row.addWidget(label)
        row.addWidget(self.encodings, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(note)
        layout.addLayout(row)
        layout.addWidget(self.preview, 1)
        layout.addWidget(buttons)
        self.resize(640, 480)
        self.encodings.currentTextChanged.connect(self._reread)

    @classmethod
    def ask(
        cls, path: Path, read: formats.ReadText, parent: QWidget | None = None
    ) -> formats.ReadText | None:
        """Let the user look and choose; None where the text is not wanted."""
        dialog = cls(path, read, parent)
        return dialog.read if dialog.exec() else None

    def _reread(self, encoding: str) -> None:
        try:
            self.read = formats.read_text(self._path, encoding)
            self.preview.setPlainText(self.read.text[:PREVIEW_LENGTH])
        except AppError as error:
            self.read = None
            self.preview.setPlainText(words.explain(error))
        self.import_button.setEnabled(self.read is not None)


class ReportDialog(QDialog):
    """Says of each text what was read and what was changed on the way in."""

    def __init__(
        self, kept: list[formats.ReadText], refused: list[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(words.IMPORT_REPORT))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        lines: list[str] = []
        for read in kept:
            said = words.IMPORTED_GUESSED if read.is_guessed else words.IMPORTED
            lines.append(
                tr(said).format(
                    title=read.title, length=f"{len(read.text):,}", encoding=read.encoding
                )
            )
            lines += [f"    {line}" for line in formats.describe(read.report, tr)]
        report = QPlainTextEdit("\n".join([*lines, *refused]))
        report.setAccessibleName(tr(words.IMPORT_REPORT))
        report.setReadOnly(True)
        report.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr(words.CLOSE), QDialogButtonBox.ButtonRole.AcceptRole)
        close.setDefault(True)
        buttons.accepted.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(report, 1)
        layout.addWidget(buttons)
        self.resize(560, 280)
        close.setFocus()
