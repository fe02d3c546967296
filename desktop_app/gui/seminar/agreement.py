"""The agreement screen: a measure, a unit, texts and readers; a figure for each code, in words too.

Return on a line opens the passages that its figure rests on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.errors import AppError
from desktop_app.gui.analysis import says as says_analysis
from desktop_app.gui.analysis.pieces import (
    WorkLine,
    bar,
    choice,
    empty_page,
    menu_button,
    tick_box,
    toggle,
)
from desktop_app.gui.analysis.snapshot import Asker
from desktop_app.gui.bridge import Session
from desktop_app.gui.lists import stacked
from desktop_app.gui.pieces import plain_label
from desktop_app.gui.seminar import says_agreement as says
from desktop_app.gui.seminar.asked import Answer, Offer, answer, read_offer
from desktop_app.gui.seminar.figures import FiguresTable
from desktop_app.gui.seminar.says import NOT_YET
from desktop_app.gui.tasks import Progress
from desktop_app.gui.words import explain, tr

if TYPE_CHECKING:
    from desktop_app.core.comparing import Question
    from desktop_app.core.model import Coder, Rows

ROUNDS = 1000
HERE, EVERYWHERE = "here", "everywhere"
_WORDS = 5
"""The column that takes what room there is."""


class ReadersButton(QWidget):
    """A button with a menu of readers to tick."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.button = menu_button(says.READERS)
        self._boxes: dict[str, QCheckBox] = {}
        self._menu = QMenu(self.button)
        # The button is turned round for its sign; its menu is not.
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.button.setMenu(self._menu)
        layout = bar(self.button)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self.setFocusProxy(self.button)

    def offer(self, readers: Sequence[Coder], ticked: frozenset[str]) -> None:
        """Offer these readers; whoever was offered before stays as they were."""
        before = {key: box.isChecked() for key, box in self._boxes.items()}
        self._menu.clear()
        self._boxes = {}
        everybody = self._menu.addAction(tr(says.EVERYBODY))
        everybody.triggered.connect(lambda: self.tick(frozenset(self._boxes)))
        nobody = self._menu.addAction(tr(says.NOBODY))
        nobody.triggered.connect(lambda: self.tick(frozenset()))
        self._menu.addSeparator()
        for reader in readers:
            box = tick_box(self._menu, reader.name.replace("&", "&&"))
            box.setChecked(before.get(reader.id, reader.id in ticked))
            box.toggled.connect(self._tell)
            self._boxes[reader.id] = box
        self._count()

    def tick(self, readers: frozenset[str]) -> None:
        """Tick these readers and no others."""
        for key, box in self._boxes.items():
            blocked = box.blockSignals(True)
            box.setChecked(key in readers)
            box.blockSignals(blocked)
        self._tell()

    def ticked(self) -> list[str]:
        """List who is ticked, in the readers' order."""
        return [key for key, box in self._boxes.items() if box.isChecked()]

    def _tell(self, *_: object) -> None:
        self._count()
        self.chosen.emit()

    def _count(self) -> None:
        self.button.setText(tr(says.READERS_CHOSEN).format(count=len(self.ticked())))


class AgreementPane(QWidget):
    """Asks how far readers agree and shows the answer."""

    exportWanted = Signal(object)
    """This Grid is to be written to a file."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        from desktop_app.core.comparing import MEASURES

        self.session = session
        self.asker = Asker(session, self)
        self.empty = empty_page(says.EMPTY)
        self.table = FiguresTable(says.AGREEMENT, says.HEADS, _WORDS, numbers=(1, 3, 4))
        for_two = tr(says.FOR_TWO)
        titles = {
            name: for_two.format(title=each.title) if each.for_pairs_only else each.title
            for name, each in MEASURES.items()
        }
        self.measure = choice(says.MEASURE, list(titles.items()))
        self.measure.setCurrentIndex(self.measure.findData("krippendorff_alpha"))
        self.unit = choice(says.UNIT, list(says.UNITS.items()))
        self.where = choice(says.WHERE, ((HERE, says.THIS_TEXT), (EVERYWHERE, says.ALL_TEXTS)))
        self.what = choice(says.WHAT, (("", says.MARKS),))
        self.readers = ReadersButton()
        self.spread = toggle(tr(says.SPREAD), says.SPREAD_SAID)
        self.more = menu_button(says_analysis.TABLE_MORE)
        settings = QMenu(self.more)
        settings.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.more.setMenu(settings)
        self.unmarked = tick_box(settings, tr(says.UNMARKED))
        self.unmarked.setToolTip(tr(says.UNMARKED_SAID))
        self.export = QPushButton(tr(says_analysis.EXPORT_THESE))
        self.working = WorkLine()
        self.about = plain_label(is_dim=True)
        self._answer: Answer | None = None
        self._is_old = True
        self._lay_out()
        self._wire()

    def refresh(self) -> None:
        """Reckon anew; where the pane is not seen, when it next is."""
        self._is_old = not self.isVisible()
        if self._is_old or self.session.project is None:
            return
        hidden, where = self.session.layers.hidden_coders, self.where.currentData()
        here = self.session.document_id

        def work(rows: Rows, progress: Progress) -> Offer:
            return read_offer(rows, hidden, homes_of(rows, where, here))

        self.asker.ask(work, self._offer, self._refuse)

    # Making
    def _lay_out(self) -> None:
        for column, said in enumerate(says.HEAD_TIPS):
            if head := self.table.horizontalHeaderItem(column):
                head.setToolTip(tr(said))
        for box in (self.measure, self.unit, self.where, self.what):
            # As wide as its words where there is room, and narrower in a small window.
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMinimumContentsLength(5)
        self.what.hide()
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        choices = (self.measure, self.unit, self.where, self.what, self.readers)
        controls = bar(*choices, self.more, self.spread, 1, self.export)
        self._stack = stacked(self, self.measure, (self.empty, self.table), controls)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 4, 8, 6)
        foot.addWidget(self.about, 1)
        foot.addWidget(self.working)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.addLayout(foot)

    def _wire(self) -> None:
        session = self.session
        self.measure.activated.connect(self._ask)
        self.unit.activated.connect(self._ask)
        self.what.activated.connect(self._ask)
        self.where.activated.connect(self._go_elsewhere)
        self.readers.chosen.connect(self._ask)
        self.spread.toggled.connect(self._ask)
        self.unmarked.toggled.connect(self._ask)
        self.export.clicked.connect(self._export)
        self.table.opened.connect(self._open)
        self.asker.began.connect(self.working.watch)
        self.asker.ended.connect(self._rest)
        session.opened.connect(self._forget)
        session.changed.connect(lambda _: self.refresh())
        session.documentChanged.connect(self._follow_document)
        session.layers.changed.connect(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:
        """Reckon when the pane is first seen, and after steps made meanwhile."""
        super().showEvent(event)
        if self._is_old:
            self.refresh()

    # Following
    def _forget(self) -> None:
        self._show_nothing(tr(says.EMPTY))
        self.readers.offer((), frozenset())
        self._is_old = True
        self.refresh()

    def _follow_document(self) -> None:
        if self.where.currentData() == HERE:
            self._go_elsewhere()

    def _go_elsewhere(self) -> None:
        """Other texts have other readers: whoever marked them is compared."""
        self.readers.offer((), frozenset())
        self.refresh()

    def _offer(self, offer: Offer) -> None:
        self._names = self.session.names()
        readers = [replace(each, name=self._names.get(each.id, "")) for each in offer.readers]
        self.readers.offer(readers, offer.marked)
        _refill(self.where, 1, [*offer.sets, (EVERYWHERE, tr(says.ALL_TEXTS))])
        values = [(name, tr(says.VALUES).format(name=name)) for name in offer.properties]
        _refill(self.what, 1, values)
        self.what.setVisible(bool(values))
        self._ask()

    def _ask(self, *_: object) -> None:
        """Ask with what is chosen now."""
        from desktop_app.core.comparing import MEASURES

        measure = MEASURES[self.measure.currentData()]
        self.unit.setEnabled(measure.kind == "ratings")
        self.what.setEnabled(not measure.is_of_marks)
        if len(self.readers.ticked()) < 2:
            is_hidden = bool(self.session.layers.veiled)
            self._show_nothing(tr(NOT_YET if is_hidden else says.EMPTY))
            return
        self._reckon(0)

    def _reckon(self, rounds: int) -> None:
        """Reckon the figures, or with `rounds` their intervals too, which takes longer."""
        question, where, here = self._question(), self.where.currentData(), self.session.document_id
        names = self._names

        def work(rows: Rows, progress: Progress) -> Answer:
            homes = homes_of(rows, where, here)
            asked = replace(question, document_ids=homes, rounds=rounds)
            return answer(rows, asked, names, progress)

        self.asker.ask(work, self._take, self._refuse)
        self._say(says.DRAWING if rounds else says.RECKONING)
        self.table.setEnabled(rounds > 0)

    def _say(self, said: str) -> None:
        """Say what goes on, behind what the figures rest on while these are shown."""
        is_shown = self._answer is not None and self.table.isEnabled()
        facts = self._answer.about() + " " if self._answer and is_shown else ""
        self.about.setText(facts + tr(said))
        if self._answer is None:
            self.empty.setText(tr(said))

    def _question(self) -> Question:
        from desktop_app.core.comparing import MEASURES, Question

        measure = MEASURES[self.measure.currentData()]
        return Question(
            tuple(self.readers.ticked()),
            measure,
            self.unit.currentData(),
            counts_unmarked=self.unmarked.isChecked(),
            property_name="" if measure.is_of_marks else self.what.currentData(),
        )

    def _rest(self) -> None:
        # What comes of the work, if anything does, is said right after.
        self.working.rest()
        self._say(says.STOPPED)

    def _take(self, found: Answer) -> None:
        self._answer = found
        self.table.setEnabled(True)
        self.table.show_figures(found.figures())
        if head := self.table.horizontalHeaderItem(0):
            head.setText(tr(says.PAIRS if found.is_by_pairs else says.HEADS[0]))
        is_drawn = any(row.interval for row in found.rows)
        self.table.setColumnHidden(2, not is_drawn)
        for column, name in ((3, "observed"), (4, "expected")):
            figures = [getattr(row.figure, name) for row in found.rows]
            self.table.setColumnHidden(column, all(each is None for each in figures))
        self.about.setText(found.about())
        self.about.show()
        self.export.setEnabled(bool(found.rows))
        self._stack.setCurrentWidget(self.table)
        if self.spread.isChecked() and not found.found[0].rounds and found.rows:
            self._reckon(ROUNDS)

    def _refuse(self, error: AppError) -> None:
        self._show_nothing(explain(error))

    def _show_nothing(self, said: str) -> None:
        self._answer = None
        self.empty.setText(said)
        self.about.hide()
        self.export.setEnabled(False)
        self._stack.setCurrentWidget(self.empty)

    # What a figure leads to
    def _open(self, key: str) -> None:
        if self._answer is None:
            return
        ids = self._answer.behind.get(key, frozenset())
        if not ids:
            self.session.told.emit(tr(says.NO_PASSAGES))
            return
        name, count = self._answer.name_of(key), self._answer.readers_asked
        if not self._answer.is_by_pairs:
            name = tr(says.IN_TEXTS).format(code=name, count=count)
        self.session.passagesWanted.emit(ids, name)

    def _export(self) -> None:
        if self._answer is not None:
            self.exportWanted.emit(self._answer.grid())


def homes_of(rows: Rows, where: str, here: str) -> frozenset[str] | None:
    """Return the texts that a choice stands for, None for all."""
    from desktop_app.core.docsets import list_sets

    if where == EVERYWHERE:
        return None
    if where == HERE:
        return frozenset((here,))
    return next((each.documents for each in list_sets(rows) if each.id == where), frozenset())


def _refill(box: QComboBox, kept: int, items: Sequence[tuple[str, str]]) -> None:
    """Offer other choices behind the first ones, staying with what is chosen where it is there."""
    chosen = box.currentData()
    while box.count() > kept:
        box.removeItem(kept)
    for key, word in items:
        box.addItem(word, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
