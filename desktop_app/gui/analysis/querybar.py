"""The line in which a query is typed or put together, what it means, and the saved queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app import core
from desktop_app.core.asking import And, Everything, Has, Near, Not, Or, Query, Test, parse, to_text
from desktop_app.core.errors import AppError, BadQuery
from desktop_app.core.model import Op
from desktop_app.gui.analysis import says
from desktop_app.gui.analysis.pieces import bar, menu_button
from desktop_app.gui.bridge import Session
from desktop_app.gui.pieces import menu_text, plain_label, small, tip
from desktop_app.gui.words import explain, tr
from desktop_app.query_words import meaning

if TYPE_CHECKING:
    from desktop_app.gui.dialogs.finder import FinderItem

_PAUSE = 250
NEAR_WORDS = 10

Picked = Callable[[str], None]


class QueryBar(QWidget):
    """Says which annotations are wanted, in three ways: typed, built, or by a saved name."""

    asked = Signal(object)
    """Another Query is wanted."""

    def __init__(self, session: Session, *extra: QWidget) -> None:
        super().__init__()
        self.session = session
        self.query: Query = Everything()
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr(says.QUERY_HINT))
        self.field.setAccessibleName(tr(says.QUERY))
        self.field.setMinimumWidth(160)
        self.add = menu_button(says.QUERY_ADD)
        self.saved = menu_button(says.QUERY_SAVED)
        self.said = plain_label(is_dim=True)
        self.said.setFont(small(self.said.font()))
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        controls = bar(self.field, self.add, self.saved, *extra)
        controls.setStretch(0, 1)
        layout.addLayout(controls)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(16, 0, 8, 6)
        self.foot.setSpacing(8)
        self.foot.addWidget(self.said, 1)
        layout.addLayout(self.foot)
        self._fill_add(QMenu(self))
        self._saved_menu = QMenu(self)
        self.saved.setMenu(self._saved_menu)
        self._saved_menu.aboutToShow.connect(self._fill_saved)
        self.field.textChanged.connect(self._pause.start)
        self.field.returnPressed.connect(self.read)
        self._pause.timeout.connect(self.read)
        self.say()

    def read(self) -> None:
        """Take what is typed, or say what is wrong with it."""
        self._pause.stop()
        try:
            query = parse(self.field.text())
        except BadQuery as error:
            self.complain(error)
            return
        is_other = query != self.query
        self.query = query
        self.say()
        if is_other:
            self.asked.emit(query)

    def show_query(self, query: Query) -> None:
        """Write a query into the field and ask it."""
        self.field.setText("" if isinstance(query, Everything) else to_text(query))
        self.read()

    def complain(self, error: AppError) -> None:
        """Say why a query has no answer."""
        self._write(explain(error), QPalette.ColorRole.WindowText)

    def say(self) -> None:
        """Say what the query means."""
        self._write(meaning(self.query, translate=tr), QPalette.ColorRole.PlaceholderText)

    def _write(self, said: str, role: QPalette.ColorRole) -> None:
        self.said.setForegroundRole(role)
        self.said.setText(said)
        self.said.setToolTip(tip(said))

    # Putting together
    def _fill_add(self, menu: QMenu) -> None:
        for text, act in (
            (says.QUERY_CODE, lambda: self._choose(self._codes(), self._and_code)),
            (says.QUERY_CODE_ALONE, lambda: self._choose(self._codes(), self._and_code_alone)),
            (says.QUERY_DOCUMENT, lambda: self._choose(self._documents(), self._and("document"))),
            (says.QUERY_SET, lambda: self._choose(self._sets(), self._and("set"))),
            (says.QUERY_CODER, lambda: self._choose(self._coders(), self._and("coder"))),
            (says.QUERY_SPEAKER, lambda: self._choose(self._speakers(), self._and("speaker"))),
            (says.QUERY_FIELD, lambda: self._choose(self._fields(), self._and_value("field"))),
            (
                says.QUERY_PROPERTY,
                lambda: self._choose(self._properties(), self._and_value("property")),
            ),
            (says.QUERY_TEXT, lambda: self._type("text")),
            (says.QUERY_NOTE, lambda: self._type("note")),
            (says.QUERY_SINCE, lambda: self._join(Test("created", _today(), ">="))),
            ("", None),
            (says.QUERY_HAS_NOTE, lambda: self._join(Has("note"))),
            (says.QUERY_HAS_PARTS, lambda: self._join(Has("parts"))),
            (says.QUERY_HAS_NO_CODE, lambda: self._join(Not(Has("code")))),
            (says.QUERY_HAS_NO_WORDS, lambda: self._join(Not(Has("words")))),
            ("", None),
        ):
            if act is None:
                menu.addSeparator()
            else:
                menu.addAction(tr(text), act)
        near = menu.addMenu(tr(says.QUERY_NEAR))
        for text, make in _NEAR:
            near.addAction(tr(text), partial(self._choose_near, make))
        menu.addSeparator()
        menu.addAction(tr(says.QUERY_OR), lambda: self._choose(self._codes(), self._or_code))
        menu.addAction(tr(says.QUERY_NOT), self._turn)
        self.add.setMenu(menu)

    def _join(self, query: Query) -> None:
        """Ask for what also answers to this."""
        self.read()
        match self.query:
            case Everything():
                self.show_query(query)
            case And(queries):
                self.show_query(And((*queries, query)))
            case _:
                self.show_query(And((self.query, query)))

    def _and(self, field: str) -> Picked:
        return lambda value: self._join(Test(field, value))

    def _and_value(self, field: str) -> Picked:
        def join(key: str) -> None:
            name, _, value = key.partition("\0")
            self._join(Test(field, value, "=", name))

        return join

    def _and_code(self, path: str) -> None:
        self._join(Test("code", path))

    def _and_code_alone(self, path: str) -> None:
        self._join(Test("code", path, "="))

    def _or_code(self, path: str) -> None:
        self.read()
        test = Test("code", path)
        match self.query:
            case Everything():
                self.show_query(test)
            case Or(queries):
                self.show_query(Or((*queries, test)))
            case _:
                self.show_query(Or((self.query, test)))

    def _choose_near(self, make: Callable[[Query, Query], Query]) -> None:
        self._choose(
            self._codes(), lambda path: self.show_query(make(self.query, Test("code", path)))
        )

    def _turn(self) -> None:
        self.read()
        query = self.query
        self.show_query(query.query if isinstance(query, Not) else Not(query))

    def _type(self, field: str) -> None:
        """Put a question with room for words into the field, the caret in that room."""
        typed = self.field.text().strip()
        self.field.setText(f'{typed} and {field}:""' if typed else f'{field}:""')
        self.field.setFocus()
        self.field.setCursorPosition(len(self.field.text()) - 1)

    def _choose(self, items: Sequence[FinderItem], picked: Picked) -> None:
        from desktop_app.gui.dialogs.finder import Finder

        finder = Finder(items, parent=self.window())
        finder.picked.connect(picked)
        finder.open_at(self.add.mapToGlobal(QPoint(0, self.add.height())))

    # What there is to choose from
    def _codes(self) -> list[FinderItem]:
        from desktop_app.gui.dialogs.finder import FinderItem

        tree = self.session.tree
        return [
            FinderItem(tree.path(code.id), tree.path(code.id), code.brief_definition, "",
                       code.color, code.aliases)
            for code in tree
        ]  # fmt: skip

    def _documents(self) -> list[FinderItem]:
        assert self.session.project is not None
        return _items(each.title for each in core.documents.list_documents(self.session.project))

    def _sets(self) -> list[FinderItem]:
        from desktop_app.core.docsets import list_sets

        assert self.session.project is not None
        return _items(each.name for each in list_sets(self.session.project))

    def _coders(self) -> list[FinderItem]:
        return _items(coder.name for coder in self.session.coders())

    def _speakers(self) -> list[FinderItem]:
        from desktop_app.core.turns import count_voices

        assert self.session.project is not None
        return _items(sorted(count_voices(self.session.project)))

    def _fields(self) -> list[FinderItem]:
        assert self.session.project is not None
        documents = core.documents.list_documents(self.session.project)
        return _pairs((name, value) for each in documents for name, value in each.fields.items())

    def _properties(self) -> list[FinderItem]:
        from desktop_app.core.asking.values import list_properties

        assert self.session.project is not None
        return _pairs(list_properties(self.session.project))

    # Saved queries
    def _fill_saved(self) -> None:
        from desktop_app.core.asking.saved import list_queries, shown
        from desktop_app.core.marks import Names

        menu = self._saved_menu
        menu.clear()
        project = self.session.project
        if project is None:
            return
        saved, names = list_queries(project), Names(project)
        for each in saved:
            query = shown(each.query, names)
            menu.addAction(menu_text(each.name), partial(self.show_query, query))
        if saved:
            menu.addSeparator()
        keep = menu.addAction(tr(says.QUERY_SAVE), self._ask_name)
        keep.setEnabled(project.is_writable)
        forget = menu.addMenu(tr(says.QUERY_FORGET))
        forget.setEnabled(bool(saved) and project.is_writable)
        for each in saved:
            forget.addAction(menu_text(each.name), partial(self._forget, each.id))

    def _ask_name(self) -> None:
        from desktop_app.gui.dialogs.name import NameDialog

        self.read()
        dialog = NameDialog(tr(says.QUERY_SAVE).rstrip(" …"), tr(says.QUERY_NAME), "", self)
        dialog.given.connect(self.save)
        self.session.show_dialog(dialog)

    def save(self, name: str) -> None:
        """Keep the query under a name."""
        from desktop_app.core.asking.saved import save_query

        with self.session.change(Op.SAVE_QUERY) as change:
            save_query(change, name, self.query)

    def _forget(self, query_id: str) -> None:
        from desktop_app.core.asking.saved import remove_query

        with self.session.change(Op.REMOVE_QUERY) as change:
            remove_query(change, query_id)


_NEAR: tuple[tuple[str, Callable[[Query, Query], Query]], ...] = (
    (says.NEAR_OVERLAPS, lambda a, b: Near(a, "overlaps", b)),
    (says.NEAR_INSIDE, lambda a, b: Near(a, "inside", b)),
    (says.NEAR_ENCLOSES, lambda a, b: Near(a, "encloses", b)),
    (says.NEAR_WORDS, lambda a, b: Near(a, "followed by", b, NEAR_WORDS, "words")),
    (says.NEAR_SENTENCES, lambda a, b: Near(a, "followed by", b, 1, "sentences")),
    (says.NEAR_PARAGRAPHS, lambda a, b: Near(a, "followed by", b, 1, "paragraphs")),
    (says.NEAR_LATER, lambda a, b: Near(a, "followed by", b)),
    (says.NEAR_SENTENCE, lambda a, b: Near(a, "same", b, scope="sentence")),
    (says.NEAR_PARAGRAPH, lambda a, b: Near(a, "same", b, scope="paragraph")),
    (says.NEAR_TURN, lambda a, b: Near(a, "same", b, scope="turn")),
    (says.NEAR_PASSAGE, lambda a, b: Near(a, "same", b, scope="passage")),
)


def _today() -> str:
    return date.today().isoformat()


def _items(names: Iterable[str]) -> list[FinderItem]:
    from desktop_app.gui.dialogs.finder import FinderItem

    return [FinderItem(name, name) for name in names]


def _pairs(values: Iterable[tuple[str, str]]) -> list[FinderItem]:
    from desktop_app.gui.dialogs.finder import FinderItem

    found = dict.fromkeys(values)
    return [FinderItem(f"{name}\0{value}", f"{name} = {value}") for name, value in sorted(found)]
