"""What stands beside an entry: passages that show it, its wordings, and what is older."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop_app import core
from desktop_app.core.examples import KINDS, Citation
from desktop_app.core.model import Code, Op, Wording
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.codebook import says
from desktop_app.gui.codebook.quotes import KEY, QuoteList
from desktop_app.gui.pieces import EDGE, caption, one_line, plain_label
from desktop_app.gui.times import local_time
from desktop_app.gui.words import tr


class ExamplesPage(QWidget):
    """The passages that show what a code is, and what it is not."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._code: Code | None = None
        self.list = QuoteList(tr(says.EXAMPLES))
        self.empty = plain_label(tr(says.EXAMPLES_EMPTY), is_dim=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.use = QPushButton(tr(says.USE_EXAMPLE))
        self.use_not = QPushButton(tr(says.USE_NON_EXAMPLE))
        self.drop = QPushButton(tr(says.REMOVE_EXAMPLE))
        foot = QHBoxLayout()
        for button in (self.use, self.use_not, self.drop):
            foot.addWidget(button)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(EDGE, 10, EDGE, 10)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.use.clicked.connect(lambda: self._use(KINDS[0]))
        self.use_not.clicked.connect(lambda: self._use(KINDS[1]))
        self.drop.clicked.connect(self._drop)
        self.list.itemActivated.connect(lambda item: self._show(item.data(KEY)))

    def show_code(self, code: Code | None) -> None:
        """Show another code's passages."""
        self._code = code
        project = self.session.project
        self.list.clear()
        cited = core.examples.cite_examples(project, code.id).get(code.id, []) if (
            project and code
        ) else []  # fmt: skip
        for citation in cited:
            self.list.add(*_cited(citation), citation)
        self.list.setVisible(bool(cited))
        self.empty.setVisible(not cited)
        for button in (self.use, self.use_not):
            button.setEnabled(code is not None)
        self.drop.setEnabled(bool(cited))
        if cited:
            self.list.setCurrentRow(0)

    def _use(self, kind: str) -> None:
        if self._code:
            use_example(self.session, self._code.id, kind)

    def _show(self, citation: Citation) -> None:
        if citation.id:
            show(self.session, citation.annotation_id)

    def _drop(self) -> None:
        item = self.list.currentItem()
        if item and self._code:
            citation = item.data(KEY)
            with self.session.change(Op.REMOVE_EXAMPLE) as change:
                if citation.id:
                    core.examples.remove_example(change, citation.id)
                else:
                    core.examples.forget_quoted(change, self._code.id, citation)


class WordingsPage(QWidget):
    """The wordings of a code, and the annotations that were made under an older one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._code: Code | None = None
        self._wordings: list[Wording] = []
        self.list = QListWidget()
        self.list.setAccessibleName(tr(says.WORDINGS))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr(says.WORDINGS))
        self.why = QLineEdit()
        self.why.setAccessibleName(tr(says.WHY))
        self.why.setPlaceholderText(tr(says.WHY_HINT))
        self.title = caption("")
        self.older = QuoteList(tr(says.OLDER).format(count=""))
        self.confirm = QPushButton(tr(says.CONFIRM))
        self.confirm_all = QPushButton(tr(says.CONFIRM_ALL))
        self._lay_out()
        self.list.currentRowChanged.connect(self._show_wording)
        self.why.returnPressed.connect(self._keep_why)
        self.older.itemActivated.connect(lambda item: show(self.session, item.data(KEY)))
        self.older.currentItemChanged.connect(self._follow_older)
        self.confirm.clicked.connect(lambda: self._confirm(is_all=False))
        self.confirm_all.clicked.connect(lambda: self._confirm(is_all=True))

    def show_code(self, code: Code | None) -> None:
        """Show another code's wordings, the present one first."""
        same = self._code and code and self._code.id == code.id
        row = self.list.currentRow() if same else 0
        at = self.older.currentRow() if same else -1
        self._code = code
        project = self.session.project
        self._wordings = []
        ids: list[str] = []
        if project and code:
            self._wordings = core.wordings.list_wordings(project, code)[::-1]
            ids = core.wordings.older_annotations(project, code.id)
        people = self.session.names()
        self.list.clear()
        for wording in self._wordings:
            self.list.addItem(self._line(wording, people.get(wording.created_by, wording.author)))
        self.list.setCurrentRow(min(max(row, 0), len(self._wordings) - 1))
        self._show_older(ids, at)

    def _lay_out(self) -> None:
        upper, lower = QWidget(), QWidget()
        above = QHBoxLayout(upper)
        above.setContentsMargins(EDGE, 10, EDGE, 6)
        above.addWidget(self.list, 2)
        right = QVBoxLayout()
        right.addWidget(self.text, 1)
        right.addWidget(self.why)
        above.addLayout(right, 3)
        below = QVBoxLayout(lower)
        below.setContentsMargins(EDGE, 6, EDGE, 10)
        below.addWidget(self.title)
        below.addWidget(self.older, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.confirm)
        foot.addWidget(self.confirm_all)
        foot.addStretch(1)
        below.addLayout(foot)
        floors = QSplitter(Qt.Orientation.Vertical)
        floors.setChildrenCollapsible(False)
        floors.addWidget(upper)
        floors.addWidget(lower)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(floors)

    def _line(self, wording: Wording, who: str) -> str:
        number = str(wording.number) if wording.number > 0 else "–"
        said = [
            tr(says.WORDING_LINE).format(
                number=number, when=local_time(wording.created_at), who=who
            )
        ]
        if wording.origin:
            said.append(tr(says.WORDING_ORIGIN).format(code=wording.origin))
        if self._code and wording.number == self._code.wording:
            said.append(tr(says.WORDING_NOW))
        if wording.why:
            said.append(one_line(wording.why))
        return "   ".join(said)

    def _show_wording(self, row: int) -> None:
        is_there = 0 <= row < len(self._wordings)
        wording = self._wordings[row] if is_there else None
        pieces = []
        for name, text in (wording.fields if wording else {}).items():
            if text:
                pieces.append(f"{tr(says.FIELD_NAMES[name])}\n{text}")
        self.text.setPlainText("\n\n".join(pieces))
        self.why.setText(wording.why if wording else "")
        self.why.setEnabled(is_there)

    def _show_older(self, ids: list[str], at: int) -> None:
        project = self.session.project
        self.older.blockSignals(True)
        self.older.clear()
        if project and ids:
            people = self.session.names()
            titles = {d.id: d.title for d in core.documents.list_documents(project)}
            numbers = self._numbers()
            for annotation in core.annotations.list_annotations(project, ids=ids):
                said = one_line(annotation.quote or annotation.note) or tr(words.WITHOUT_WORDS)
                place = (
                    titles.get(annotation.document_id or "", ""),
                    people.get(annotation.coder_id, ""),
                    tr(says.UNDER_WORDING).format(number=numbers.get(annotation.wording, "–")),
                )
                self.older.add(said, ", ".join(filter(None, place)), annotation.id)
        self.older.setCurrentRow(min(at, len(ids) - 1))
        self.older.blockSignals(False)
        count = len(ids)
        self.title.setText(
            tr(says.OLDER).format(count=f"{count:,}") if count else tr(says.OLDER_NONE)
        )
        for widget in (self.confirm, self.confirm_all, self.older):
            widget.setEnabled(bool(ids))

    def _numbers(self) -> dict[int | None, str]:
        """Name the wordings: by number, or by the code that they come from."""
        return {
            w.number: tr(says.WORDING_ORIGIN).format(code=w.origin) if w.origin else str(w.number)
            for w in self._wordings
        }

    def _follow_older(self, item: QListWidgetItem | None) -> None:
        if item and self.older.hasFocus():
            show(self.session, item.data(KEY))
            self.older.setFocus()

    def _keep_why(self) -> None:
        row = self.list.currentRow()
        if self._code and 0 <= row < len(self._wordings):
            number = self._wordings[row].number
            with self.session.change(Op.EXPLAIN_WORDING) as change:
                core.wordings.explain_wording(change, self._code, self.why.text(), number)

    def _confirm(self, *, is_all: bool) -> None:
        items = [self.older.item(row) for row in range(self.older.count())]
        wanted = items if is_all else [self.older.currentItem()]
        ids = [item.data(KEY) for item in wanted if item]
        if self._code and ids:
            with self.session.change(Op.CONFIRM_WORDING) as change:
                core.wordings.confirm_wording(change, self._code, ids)


def show(session: Session, annotation_id: str) -> None:
    """Lead to an annotation in its text."""
    project = session.project
    for annotation in core.annotations.list_annotations(project, ids=[annotation_id]) if (
        project
    ) else ():  # fmt: skip
        session.show_annotation(annotation)


def use_example(session: Session, code_id: str, kind: str) -> None:
    """Let the annotation in hand show what a code is, or is not."""
    if not session.annotation_id:
        session.told.emit(tr(says.NO_CURRENT))
        return
    with session.change(Op.ADD_EXAMPLE) as change:
        core.examples.add_example(change, code_id, session.annotation_id, kind)
        name = change.facts["code"]
        said = says.USED_EXAMPLE if kind == KINDS[0] else says.USED_NON_EXAMPLE
    session.told.emit(tr(said).format(code=name))


def _cited(citation: Citation) -> tuple[str, str]:
    """Write a passage, and where it stands."""
    kind = tr(says.IS_EXAMPLE if citation.kind == KINDS[0] else says.IS_NON_EXAMPLE)
    quote = one_line(citation.quote) or citation.note or tr(words.WITHOUT_WORDS)
    said = ": ".join(filter(None, (kind, citation.where)))
    return quote, said if citation.id else tr(says.IS_ELSEWHERE).format(said=said)
