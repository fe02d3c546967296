"""The pictures pane: what is drawn, of which texts and codes, looked at and exported."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QSizePolicy, QWidget

from desktop_app import core
from desktop_app.core.errors import AppError
from desktop_app.gui.analysis.pieces import (
    WorkLine,
    bar,
    choice,
    empty_page,
    menu_button,
    toggle,
    tool,
)
from desktop_app.gui.analysis.snapshot import Asker, Snapshot
from desktop_app.gui.bridge import Session
from desktop_app.gui.lists import stacked
from desktop_app.gui.pictures import says
from desktop_app.gui.pictures.view import PictureView
from desktop_app.gui.pieces import ElidedLabel, one_line
from desktop_app.gui.tasks import Progress
from desktop_app.gui.words import explain, tr

if TYPE_CHECKING:
    from desktop_app.core.model import Rows
    from desktop_app.pictures.drawing import Drawing, Spot
    from desktop_app.pictures.wish import Wish

IN_VIEW, ALL = "@", ""
_SHORTEST = 11  # letters that a box of many names keeps room for
_FOOT = 24


class PicturesPane(QWidget):
    """Draws what a user asks for and leads from a place of the picture to its passages."""

    exportWanted = Signal(object, str)
    """This Drawing is to be written, in the colours of the theme of this name."""
    led = Signal()
    """It led to a place in the text, which must be seen now."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.snapshot = Snapshot.of(session)
        self.asker = Asker(session, self)
        self.view = PictureView()
        self.empty = empty_page(says.EMPTY)
        self.kind = _box(says.KIND, says.KINDS)
        self.document = _box(says.DOCUMENT, ())
        self.code = _box(says.CODE, ())
        self.columns = _box(says.COLUMNS, says.COLUMN_KINDS)
        self.measure = _box(says.MEASURE, says.MEASURES)
        self.scope = _box(says.SCOPE, says.SCOPES)
        self.smaller = tool("minus", says.SMALLER)
        self.larger = tool("plus", says.LARGER)
        self.fit = toggle(tr(says.FIT_WORD), says.FIT)
        self.fit.setCheckable(False)
        self.export = menu_button(says.EXPORT)
        self.working = WorkLine()
        self.told = ElidedLabel()
        self._is_old = True
        self._texts: dict[bool, str] = {}
        self._lay_out()
        self._wire()
        self._name_all()

    def refresh(self) -> None:
        """Draw anew; where the pane is not seen, when it next is."""
        self._is_old = not self.isVisible()
        if self._is_old:
            return
        wish = self.wish()

        def work(rows: Rows, progress: Progress) -> Drawing:
            from desktop_app.pictures.gallery import draw

            told = replace(wish, progress=progress)
            return self.snapshot.work(rows, lambda marks: draw(marks, told))  # type: ignore[no-any-return]

        self.asker.ask(work, self._show, self._refuse)

    def wish(self) -> Wish:
        """Return what is asked for."""
        from desktop_app.core.tables import Axis
        from desktop_app.pictures.wish import Wish

        document: Any = self.document.currentData()
        layers = self.session.layers
        return Wish(
            kind=self.kind.currentData(),
            document_id=self.session.document_id if document == IN_VIEW else document or "",
            code_id=self.code.currentData() or "",
            hidden_codes=layers.hidden_codes,
            hidden_coders=layers.hidden_coders,
            columns=Axis(self.columns.currentData()),
            measure=self.measure.currentData(),
            scope=self.scope.currentData(),
        )

    # Making
    def _lay_out(self) -> None:
        menu = QMenu(self)
        for said, theme in (
            (says.EXPORT_PRINT, "print"),
            (says.EXPORT_LIGHT, "light"),
            (says.EXPORT_DARK, "dark"),
        ):
            menu.addAction(tr(said), partial(self._export, theme))
        self.export.setMenu(menu)
        self.told.setMinimumWidth(0)
        boxes = (self.kind, self.document, self.code, self.columns, self.measure, self.scope)
        top = bar(*boxes, 1, self.working, self.smaller, self.fit, self.larger, self.export)
        # Of one height, be there something to say or not: the picture must not jump.
        foot = QWidget()
        foot.setFixedHeight(_FOOT)
        line = QHBoxLayout(foot)
        line.setContentsMargins(14, 0, 14, 0)
        line.addWidget(self.told)
        line.addStretch(1)
        self._stack = stacked(self, self.view, (self.empty, self.view), top)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(foot)

    def _wire(self) -> None:
        self.kind.currentIndexChanged.connect(self._turn)
        for box in (self.document, self.code, self.columns, self.measure, self.scope):
            box.currentIndexChanged.connect(self._choose)
        self.snapshot.stale.connect(self._renew)
        self.session.opened.connect(self._renew)
        self.session.layers.changed.connect(self.refresh)
        self.session.documentChanged.connect(self._follow)
        self.asker.began.connect(self.working.watch)
        self.asker.ended.connect(self.working.rest)
        self.view.chosen.connect(self._go)
        self.view.pointed.connect(lambda said: self.told.set_whole(one_line(said)))
        self.smaller.clicked.connect(lambda: self.view.zoom(-1))
        self.larger.clicked.connect(lambda: self.view.zoom(1))
        self.fit.clicked.connect(lambda: self.view.zoom(0))

    def showEvent(self, event: QShowEvent) -> None:
        """Draw when the pane is first seen, and after steps made meanwhile."""
        super().showEvent(event)
        if self._is_old:
            self.refresh()

    # Choosing
    def _turn(self) -> None:
        """Take up the text last chosen for this kind of picture."""
        is_score = self.kind.currentData() == "score"
        wanted = self._texts.get(is_score, IN_VIEW if is_score else ALL)
        self._name_all(wanted)

    def _renew(self) -> None:
        self._name_all()

    def _name_all(self, text: str | None = None) -> None:
        """Offer the texts and codes there are, choose a text where one is given, and draw."""
        project = self.session.project
        is_score = self.kind.currentData() == "score"
        texts = [(IN_VIEW, tr(says.THIS_TEXT))]
        if not is_score:
            texts.insert(0, (ALL, tr(says.ALL_TEXTS)))
        if project is not None:
            listed = core.documents.list_documents(project)
            texts += [(document.id, one_line(document.title)) for document in listed]
        tree = self.session.tree
        codes = [(ALL, tr(says.ALL_CODES)), *((each.id, tree.path(each.id)) for each in tree)]
        _offer(self.document, texts, text)
        _offer(self.code, codes)
        self._choose()

    def _choose(self) -> None:
        kind = self.kind.currentData()
        self._texts[kind == "score"] = self.document.currentData()
        is_matrix = kind == "matrix"
        stands_together = is_matrix and self.columns.currentData() == "code"
        self.columns.setVisible(is_matrix)
        self.measure.setVisible(is_matrix and not stands_together)
        self.scope.setVisible(kind == "network" or stands_together)
        self.refresh()

    def _follow(self) -> None:
        if self.document.currentData() == IN_VIEW:
            self.refresh()

    # Showing
    def _show(self, drawing: Drawing) -> None:
        self.view.show_drawing(drawing)
        self.told.set_whole(one_line(self.view.spot.title) if self.view.spot else "")
        self.export.setEnabled(True)
        self._stack.setCurrentIndex(1)

    def _refuse(self, error: AppError) -> None:
        self.view.show_drawing(None)
        self.empty.setText(explain(error))
        self.export.setEnabled(False)
        self._stack.setCurrentIndex(0)

    def _go(self, spot: Spot) -> None:
        """Lead to a single annotation's place, and list the passages of several."""
        if self.session.project is None or not spot.ids:
            return
        if len(spot.ids) > 1:
            self.session.passagesWanted.emit(spot.ids, one_line(spot.title))
            return
        self.led.emit()
        with self.session.telling():
            (only,) = spot.ids
            self.session.show_annotation(
                core.annotations.get_annotation(self.session.project, only)
            )

    def _export(self, theme: str) -> None:
        if self.view.drawing is not None:
            self.exportWanted.emit(self.view.drawing, theme)


def _box(said: str, items: tuple[tuple[str, str], ...]) -> QComboBox:
    box = choice(said, items)
    if items:
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    else:
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_SHORTEST)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setMaximumWidth(220)
    return box


def _offer(box: QComboBox, items: list[tuple[str, str]], chosen: str | None = None) -> None:
    """Fill a box anew; what was chosen, or is given, is chosen where it is there."""
    chosen = box.currentData() if chosen is None else chosen
    box.blockSignals(True)
    box.clear()
    for key, said in items:
        box.addItem(said, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
