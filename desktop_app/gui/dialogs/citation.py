"""The form in which quotations are copied: a template, and what it makes of the words in hand."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from desktop_app.core.citation import FACTS, MARKDOWN, PLAIN, cite
from desktop_app.gui import words
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import caption, plain_label, typed_text
from desktop_app.gui.theme import reading_font
from desktop_app.gui.words import tr
from desktop_app.settings import Settings

_SAMPLE = {
    "quote": "Nobody has yet seen a spanner.",
    "author": "Corvéll",
    "title": "The Ostrey ferry",
    "date": "2025-10-14",
    "place": "3.4",
}


class CitationDialog(QDialog):
    """A template with its preview; an empty one is the usual form."""

    def __init__(self, settings: Settings, facts: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(words.CITATION_TITLE))
        self._settings = settings
        self._facts = facts or _SAMPLE
        self.field = QPlainTextEdit(str(settings["citation"]) or PLAIN)
        self.field.setAccessibleName(tr(words.CITATION_FORM))
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(84)
        self.preview = plain_label()
        self.preview.setFont(reading_font(15))
        self.preview.setMinimumHeight(72)
        names = ", ".join(f"{{{name}}}" for name in FACTS)
        hint = plain_label(tr(words.CITATION_HINT).format(names=names), is_dim=True)
        foot = Foot(self, words.SAVE)
        for form, name in ((PLAIN, words.CITATION_USUAL), (MARKDOWN, words.CITATION_MARKDOWN)):
            button = foot.add(name)
            button.clicked.connect(lambda *_, form=form: self.field.setPlainText(form))
        foot.do.clicked.connect(self._keep)
        layout = body(self)
        layout.setSpacing(8)
        for widget in (caption(tr(words.CITATION_FORM)), self.field, hint,
                       caption(tr(words.PREVIEW)), self.preview):  # fmt: skip
            layout.addWidget(widget)
        layout.addLayout(foot)
        self.setMinimumWidth(520)
        self.field.textChanged.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.preview.setText(cite(typed_text(self.field), self._facts))

    def _keep(self) -> None:
        typed = typed_text(self.field).strip()
        self._settings["citation"] = "" if typed == PLAIN else typed
        self.accept()
