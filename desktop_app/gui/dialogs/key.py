"""Asks for the one key that applies a code, and says at once whose key it already is."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QWidget

from desktop_app.core.codetree import CodeTree
from desktop_app.core.model import Code
from desktop_app.gui import words
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import plain_label
from desktop_app.gui.words import tr


class KeyDialog(QDialog):
    """Takes one letter or digit; `chosen` tells it, or "" where the key was taken away."""

    chosen = Signal(str)

    def __init__(self, code: Code, tree: CodeTree, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(words.KEY_TITLE))
        self._code = code
        self._tree = tree
        ask = plain_label(tr(words.KEY_ASK).format(code=code.name))
        self.field = QLineEdit(code.shortcut)
        self.field.setAccessibleName(tr(words.KEY_TITLE))
        self.field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.field.setFixedWidth(64)
        self.message = plain_label(is_dim=True)
        foot = Foot(self, words.SAVE)
        self.save = foot.do
        row = QHBoxLayout()
        row.addWidget(self.field)
        row.addWidget(self.message, 1)
        layout = body(self)
        layout.addWidget(ask)
        layout.addLayout(row)
        layout.addLayout(foot)
        self.setMinimumWidth(380)
        self.field.textEdited.connect(self._take)
        self.save.clicked.connect(self._save)
        self.field.selectAll()
        self._judge()

    def _take(self, typed: str) -> None:
        """Keep only what was typed last."""
        last = typed.strip()[-1:]
        self.field.setText(last.upper() if len(last.upper()) == 1 else last)
        self._judge()

    def _judge(self) -> None:
        key = self.field.text()
        owner = self._tree.with_shortcut(key) if key else None
        is_taken = owner is not None and owner.id != self._code.id
        is_bad = bool(key) and unicodedata.category(key)[0] not in "LN"
        self.save.setEnabled(not is_taken and not is_bad)
        if owner is not None and is_taken:
            said = tr(words.KEY_TAKEN).format(key=key, owner=owner.name)
        elif is_bad:
            said = tr(words.KEY_BAD)
        else:
            said = tr(words.KEY_FREE if key else words.KEY_NONE).format(key=key)
        is_old = key == self._code.shortcut
        self.message.setText("" if is_old else said)

    def _save(self) -> None:
        self.chosen.emit(self.field.text())
        self.accept()
