"""The versions of a text: an old one read, two compared, one brought back by a correction."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QWidget,
)

from desktop_app.core.anchoring import Alignment
from desktop_app.core.coders import list_coders
from desktop_app.core.documents import get_document
from desktop_app.core.versions import Version, list_versions, read_version
from desktop_app.gui import words_texts as words
from desktop_app.gui.bridge import Session
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import CalmCombo, plain_label
from desktop_app.gui.tasks import Progress, Task
from desktop_app.gui.texts.sides import Sides
from desktop_app.gui.times import local_time
from desktop_app.gui.words import tr


class VersionsDialog(QDialog):
    """Shows two versions side by side; `backWanted` tells the text that shall come back."""

    backWanted = Signal(str)

    def __init__(self, session: Session, document_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        assert session.project is not None
        self._project = session.project
        self._document_id = document_id
        self._texts = ("", "")
        self.versions = list_versions(session.project, document_id)
        title = get_document(session.project, document_id).title
        self.setWindowTitle(tr(words.VERSIONS_TITLE).format(title=title))
        people = {coder.id: coder.name for coder in list_coders(session.project)}
        names = [_name(each, people) for each in self.versions]
        self.old, self.new = CalmCombo(), CalmCombo()
        for combo, at in ((self.old, max(0, len(names) - 2)), (self.new, len(names) - 1)):
            combo.addItems(names)
            combo.setCurrentIndex(at)
        self.old.setAccessibleName(tr(words.OLD_TEXT))
        self.new.setAccessibleName(tr(words.NEW_TEXT))
        self.sides = Sides(names[self.old.currentIndex()], names[-1])
        self.said = plain_label(is_dim=True)
        self._foot = Foot(self, said=self.said)
        self.back = self._foot.add(words.GO_BACK_TO)
        self.forward = self._foot.add(words.NEXT_DIFFERENCE)
        self.forward.setShortcut("F8")
        self.forward.setToolTip(f"{tr(words.NEXT_DIFFERENCE)} (F8)")
        self._lay_out()
        self.old.currentIndexChanged.connect(self._compare)
        self.new.currentIndexChanged.connect(self._compare)
        self.forward.clicked.connect(self.sides.go_next)
        self.back.clicked.connect(self._bring_back)
        self._compare()
        self.old.setFocus()

    def _lay_out(self) -> None:
        choice = QHBoxLayout()
        choice.setSpacing(8)
        choice.addWidget(self.old, 1)
        beside = plain_label(tr(words.COMPARE_WITH), is_dim=True)
        beside.setWordWrap(False)
        choice.addWidget(beside)
        choice.addWidget(self.new, 1)
        layout = body(self)
        layout.addLayout(choice)
        layout.addWidget(self.sides, 1)
        layout.addLayout(self._foot)
        self.resize(1000, 660)

    def _compare(self) -> None:
        numbers = (self.old.currentIndex() + 1, self.new.currentIndex() + 1)
        self._texts = tuple(  # type: ignore[assignment]
            read_version(self._project, self._document_id, number) for number in numbers
        )
        old, new = self._texts
        self.sides.old.setPlainText(old)
        self.sides.new.setPlainText(new)
        self.back.setEnabled(not self.versions[self.old.currentIndex()].is_current)
        self.forward.setEnabled(False)
        self.said.setText(tr(words.COMPARING))
        task = Task(lambda progress: _changes(old, new, progress), self)
        task.finished.connect(lambda found, error: self._compared(numbers, found, error))
        task.start()

    def _compared(self, numbers: tuple[int, int], found: object, error: object) -> None:
        if numbers != (self.old.currentIndex() + 1, self.new.currentIndex() + 1):
            return
        if isinstance(error, BaseException):
            raise error
        assert isinstance(found, list)
        self.sides.show_differences(*self._texts, found)
        self.forward.setEnabled(bool(found))
        if len(self.versions) == 1:
            self.said.setText(tr(words.VERSIONS_ONE))
        elif not found:
            self.said.setText(tr(words.NOTHING_DIFFERS))
        else:
            self.said.setText(words.fates_line(len(found), 0, {}))

    def _bring_back(self) -> None:
        text = self._texts[0]
        self.accept()
        self.backWanted.emit(text)


def _changes(old: str, new: str, _: Progress) -> list[object]:
    return list(Alignment(old, new).changes())


def _name(version: Version, people: dict[str, str]) -> str:
    said = words.VERSION_CURRENT if version.is_current else words.VERSION
    facts = (
        tr(said).format(number=version.number),
        local_time(version.created_at),
        people.get(version.created_by, ""),
        version.source_name,
        version.reason,
    )
    return " · ".join(filter(None, facts))
