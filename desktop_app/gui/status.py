"""The line at the bottom: the place in the text, who codes, what was done, work under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

from desktop_app import core
from desktop_app.core.texts import Numbering
from desktop_app.gui import words, words_safety, words_texts
from desktop_app.gui.bridge import Session
from desktop_app.gui.pieces import draw_elided, one_line, tip
from desktop_app.gui.tasks import Task
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.core.model import ChangeSet
    from desktop_app.core.project import Project

HEIGHT = 26
SPACING = 16
SAID_FOR = 8000
_LONGEST_NAME = 40


class Sentence(QLabel):
    """A sentence on a line that never widens the window: it is cut where the line ends."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        """Need no width."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cut what is too long with an ellipsis; the tip then says the whole."""
        is_cut = self.sizeHint().width() > self.width()
        self.setToolTip(tip(self.text()) if is_cut else "")
        if is_cut:
            painter = QPainter(self)
            draw_elided(painter, self.rect(), self.text())
        else:
            super().paintEvent(event)


class StatusLine(QFrame):
    """Says where the reader is and that every change is kept; sentences come and go."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self.setFixedHeight(HEIGHT)
        self.session = session
        self.place, self.coder = _label(), _label()
        self.said = Sentence()
        self.said.setObjectName("said")
        self.count, self.kept = _label(), _label()
        self.progress = QProgressBar()
        self.progress.setFixedWidth(120)
        self.progress.setTextVisible(False)
        self.cancel = QPushButton(tr(words.CANCEL))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, 14, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self.place)
        layout.addWidget(self.coder)
        layout.addWidget(self.said, 1)
        for widget in (self.progress, self.cancel, self.count, self.kept):
            layout.addWidget(widget)
        self.progress.hide()
        self.cancel.hide()
        self._working = ""
        self._under_way = 0
        self._silence = QTimer(self, singleShot=True, interval=SAID_FOR)
        self._silence.timeout.connect(lambda: self._show(""))
        session.opened.connect(self.refresh)
        session.documentChanged.connect(self.refresh)
        session.coderChanged.connect(self.refresh)
        session.keepingChanged.connect(self.refresh)
        session.changed.connect(self._follow)
        session.layers.changed.connect(self.refresh)
        self.refresh()

    def say(self, sentence: str) -> None:
        """Show a sentence for some seconds."""
        self._show(sentence)
        self._silence.start()

    def show_place(self, numbering: Numbering, position: int, speaker: str = "") -> None:
        """Say in which paragraph and sentence the caret is, and who speaks there."""
        paragraph = numbering.paragraph_at(position)
        said = ""
        if paragraph:
            sentence = numbering.sentence_at(position)
            place = words.PLACE_IN_LINES if numbering.is_lined else words.PLACE
            said = tr(place).format(
                paragraph=paragraph, sentence=sentence, line=numbering.line_at(position)
            )
        if said and speaker:
            said = tr(words_texts.PLACE_SPOKEN).format(place=said, speaker=_cut(speaker))
        self.place.setText(said)
        self._fit()

    def watch(self, task: Task, said: str) -> None:
        """Show work under way until it ends."""
        self._silence.stop()
        self._working, self._under_way = said, self._under_way + 1
        self.progress.setRange(0, 0)
        self.progress.show()
        self.cancel.show()
        self._show(said)
        self.cancel.clicked.connect(task.stop)
        task.progressed.connect(self._progress)
        task.over.connect(self._rest)

    def refresh(self) -> None:
        """Say who codes and how much there is."""
        project = self.session.project
        coder = next((c for c in self.session.coders() if c.id == self.session.coder_id), None)
        name = _cut(self.session.names()[coder.id]) if coder else ""
        self.coder.setText(tr(words.CODING_AS).format(name=name) if coder else "")
        count = 0
        if project:
            count = core.documents.count_annotations(project)[self.session.document_id]
        many = words.ANNOTATIONS_ONE if count == 1 else words.ANNOTATIONS_MANY
        said = tr(many).format(count=f"{count:,}") if project else ""
        if not self.session.layers.is_whole:
            said = f"{said}, {tr(words.SOME_HIDDEN)}"
        self.count.setText(said)
        self.kept.setText(_kept(project) if project else "")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _show(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setAccessibleName(sentence)
        self._fit()

    def _fit(self) -> None:
        """Give a sentence the room it needs: it passes, and what stands beside it comes back."""
        shown = (self.said, *(each for each in (self.progress, self.cancel) if not each.isHidden()))
        room = self.width() - 28 - sum(each.sizeHint().width() + SPACING for each in shown)
        for label in (self.coder, self.place, self.count, self.kept):
            is_needed = bool(label.text())
            room -= label.sizeHint().width() + SPACING if is_needed else 0
            label.setVisible(is_needed and (room >= 0 or not self.said.text()))

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("annotations", "coders"):
            self.refresh()

    def _progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _rest(self) -> None:
        self._under_way -= 1
        if self._under_way:
            return  # other work can still be stopped
        self.progress.hide()
        self.cancel.hide()
        # The sentence of the end may stand there already.
        self._show("" if self.said.text() == self._working else self.said.text())


def _kept(project: Project) -> str:
    if project.guard.stopped:
        return tr(words_safety.STOPPED_WRITING)
    return tr(words.KEPT if project.is_writable else words.READ_ONLY)


def _cut(name: str) -> str:
    """Cut a long name of a person to what a line has room for."""
    return one_line(name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…")


def _label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
