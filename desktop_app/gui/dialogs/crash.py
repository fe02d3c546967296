"""The crash dialog: what is known of a fault of ours, to be read, added to, copied; never sent."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from desktop_app import faults
from desktop_app.gui import words_safety as said
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import bold, caption, plain_label, small, typed_text
from desktop_app.gui.words import tr


class CrashDialog(QDialog):
    """Shows the report of one fault; of those that follow while it is open only the log tells."""

    def __init__(self, report: str, where: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(said.CRASH_TITLE))
        head = plain_label(tr(said.CRASH_TEXT))
        head.setFont(bold(head.font()))
        place = plain_label(tr(said.CRASH_WHERE).format(path=where), is_dim=True)
        place.setFont(small(place.font()))
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(tr(said.CRASH_REPORT))
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(tr(said.CRASH_WORDS))
        self.words.setFixedHeight(64)
        foot = Foot(self, out=said.GO_ON)
        self.copy = foot.add(said.CRASH_COPY)
        self.copy.clicked.connect(self._copy)
        self.go_on = foot.out
        layout = body(self)
        layout.setSpacing(8)
        layout.addWidget(head)
        layout.addWidget(place)
        layout.addWidget(self.report, 1)
        layout.addWidget(caption(tr(said.CRASH_WORDS)))
        layout.addWidget(self.words)
        layout.addSpacing(4)
        layout.addLayout(foot)
        self.finished.connect(self._keep_words)
        self.resize(560, 420)
        self.go_on.setFocus()

    @classmethod
    def tell(cls, error: BaseException, parent: QWidget) -> None:
        """Write a fault to the log and show it, unless one is being shown already."""
        path = faults.keep(error)
        if not any(each.isVisible() for each in parent.findChildren(cls)):
            cls(faults.report(error), str(path), parent).open()

    def _copy(self) -> None:
        words = typed_text(self.words).strip()
        text = "\n\n".join(filter(None, (self.report.toPlainText(), words)))
        QGuiApplication.clipboard().setText(text)

    def _keep_words(self) -> None:
        if words := typed_text(self.words).strip():
            faults.add_words(words)
