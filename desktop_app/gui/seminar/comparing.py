"""The readings of a text side by side: all at a glance, or the places where they differ.

Selecting a place leads to it in the text; what becomes of it is settled here, with a reason.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QToolButton, QWidget

from desktop_app import core
from desktop_app.core.errors import AppError
from desktop_app.core.model import Op
from desktop_app.gui.analysis.pieces import WorkLine, bar, choice, count_label, empty_page, toggle
from desktop_app.gui.analysis.snapshot import Asker
from desktop_app.gui.bridge import Session
from desktop_app.gui.lists import RowList, stacked
from desktop_app.gui.pieces import menu_text, tip
from desktop_app.gui.seminar import says
from desktop_app.gui.seminar.figures import (
    FiguresTable,
    participation_figures,
    read_people,
)
from desktop_app.gui.seminar.map import ReadersMap
from desktop_app.gui.seminar.pair import PairView
from desktop_app.gui.seminar.places import PlaceDelegate, PlaceModel, PlaceRow, compose
from desktop_app.gui.tasks import Progress
from desktop_app.gui.words import explain, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop_app.core.comparing.places import Marked, Place
    from desktop_app.core.deciding import Decision
    from desktop_app.core.model import Coder, Rows
    from desktop_app.core.participation import Participation


_LISTS = ("divided", "one", "code", "boundaries")
_TABLES = ("people",)
_INDENT = "\u2003"


class Found(NamedTuple):
    """What was read of one text: its readers, their marks, the places, what was settled."""

    text: str
    readers: list[Coder]
    marks: list[Marked]
    places: list[Place]
    decisions: list[Decision]
    people: list[Participation]


class ReadingsPane(QWidget):
    """Compares the readers of the text that is shown."""

    heatFound = Signal(object, int)
    """How many marked each stretch, of how many: a list of Heat."""
    roomWanted = Signal()
    """What is shown needs all the room there is."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.asker = Asker(session, self)
        self.empty = empty_page(says.COMPARE_EMPTY)
        self.none = empty_page(says.NONE_SUCH)
        self._takes_keys = False
        self.map = ReadersMap()
        self.pair = PairView(session)
        self.model = PlaceModel(self)
        self.list = RowList()
        self.people = FiguresTable(says.COMPARE, says.PEOPLE_HEADS, 0, numbers=range(1, 6))
        self.view = choice(says.WHICH, says.VIEWS)
        self.code = choice(says.WHICH_CODE, ())
        self.code.setSizeAdjustPolicy(self.code.SizeAdjustPolicy.AdjustToContents)
        self.code.setMinimumContentsLength(14)
        self.by_coder = toggle(tr(says.BY_CODER), says.BY_CODER)
        self.said = count_label()
        self.working = WorkLine()
        self.reason = QLineEdit()
        self.verdicts: dict[str, QToolButton] = {}
        self._found: Found | None = None
        self._is_old = True
        self._lay_out()
        self._wire()

    def refresh(self) -> None:
        """Compare anew; where the pane is not seen, when it next is."""
        self._is_old = not self.isVisible()
        project, document_id = self.session.project, self.session.document_id
        if self._is_old or project is None:
            # What stood beside the text is old too, and may tell of readings that are hidden now.
            self.heatFound.emit([], 0)
            return
        hidden = self.session.layers.hidden_coders

        def work(rows: Rows, progress: Progress) -> Found:
            return read_readings(rows, document_id, hidden)

        self.asker.ask(work, self._take, self._refuse)

    def place(self) -> Place | None:
        """Return the place in hand."""
        if self.view.currentData() == "pair":
            return self.pair.place
        index = self.list.currentIndex()
        return self.model.rows[index.row()].place if index.isValid() else None

    def show_view(self, kind: str) -> None:
        """Show all readers, two side by side, a list or a table, by its key."""
        self.view.setCurrentIndex(self.view.findData(kind))
        # Whoever asked for two readings by name wants to walk them by keys, and not the choice.
        self._takes_keys = kind == "pair"
        self._turn()

    def _turn(self, *_: object) -> None:
        if self.view.currentData() == "pair":
            self.roomWanted.emit()
        self._show()

    # Making
    def _lay_out(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(PlaceDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(tr(says.WHICH))
        area = self.area = QScrollArea()
        area.setWidget(self.map)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.reason.setPlaceholderText(tr(says.REASON_HINT))
        self.reason.setAccessibleName(tr(says.REASON))
        self.settling = QWidget()
        row = QHBoxLayout(self.settling)
        row.setContentsMargins(14, 0, 8, 6)
        row.setSpacing(6)
        for verdict, said in says.VERDICTS:
            button = QToolButton()
            button.setText(menu_text(tr(said)))
            button.setAccessibleName(tr(said))
            button.clicked.connect(lambda _=False, v=verdict: self.settle(v))
            row.addWidget(button)
            self.verdicts[verdict] = button
        row.addWidget(self.reason, 1)
        controls = bar(self.view, self.code, self.by_coder, None, self.said, 1, self.working)
        pages = (self.empty, self.none, area, self.pair, self.list, self.people)
        self._stack = stacked(self, self.view, pages, controls, self.settling)
        self.settling.hide()

    def _wire(self) -> None:
        session = self.session
        self.view.activated.connect(self._turn)
        self.code.activated.connect(self._show)
        self.by_coder.toggled.connect(session.layers.colour_by_coder)
        self.map.picked.connect(self._pick)
        self.pair.placed.connect(self._place)
        self.list.selectionModel().currentChanged.connect(self._lead)
        self.list.chosen.connect(self._lead)
        self.list.clicked.connect(self._lead)
        self.people.opened.connect(self._open_reader)
        self.asker.began.connect(self.working.watch)
        self.asker.ended.connect(self.working.rest)
        session.opened.connect(self._forget)
        session.changed.connect(lambda _: self.refresh())
        session.documentChanged.connect(self.refresh)
        session.layers.changed.connect(self.refresh)
        session.currentChanged.connect(self._allow)

    def showEvent(self, event: QShowEvent) -> None:
        """Compare when the pane is first seen, and after steps made meanwhile."""
        super().showEvent(event)
        if self._is_old:
            self.refresh()

    # Following
    def _forget(self) -> None:
        self._found = None
        self._stack.setCurrentWidget(self.empty)
        self.settling.hide()
        self.said.setText("")
        self._is_old = True
        self.refresh()

    def _refuse(self, error: AppError) -> None:
        self.session.told.emit(explain(error))

    def _take(self, found: Found) -> None:
        found = named(found, self.session.names())
        self._found = found
        self._offer_codes({mark.code_id for mark in found.marks if mark.code_id})
        self._show()

    def _offer_codes(self, used: set[str]) -> None:
        """Offer the codes that were used and those above them, as they stand in the codebook."""
        tree, wanted = self.session.tree, self.code.currentData()
        known = [code_id for code_id in used if tree.get(code_id)]
        above = {code.id for code_id in known for code in tree.lineage(code_id)}
        self.code.clear()
        self.code.addItem(tr(says.ANY_CODE), "")
        for code in tree:
            if code.id in above:
                self.code.addItem(_INDENT * tree.depth(code.id) + code.name, code.id)
        self.code.setCurrentIndex(max(0, self.code.findData(wanted)))

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        from desktop_app.core.comparing.places import find_heat, most_divided

        chosen, tree = self.code.currentData(), self.session.tree
        branch = {chosen, *(code.id for code in tree.below(chosen))} if chosen else set()
        marks = [mark for mark in found.marks if not chosen or mark.code_id in branch]
        places = [place for place in found.places if not chosen or place.code_id in branch]
        heat = find_heat(marks)
        self.heatFound.emit(heat, len(found.readers))
        agreed = sum(not place.kinds for place in places)
        self.said.setText(
            tr(says.READERS_LINE).format(
                readers=len(found.readers), places=f"{len(places):,}", agreed=f"{agreed:,}"
            )
        )
        codes = {code.id: (code.name, code.color) for code in self.session.tree}
        kind = self.view.currentData()
        self.settling.setVisible(kind in (*_LISTS, "pair") and len(found.readers) > 1)
        self.code.setEnabled(kind not in _TABLES)
        if kind in _TABLES:
            self._tell(found)
        elif len(found.readers) < 2:
            is_hidden = bool(self.session.layers.veiled)
            self.empty.setText(tr(says.NOT_YET if is_hidden else says.COMPARE_EMPTY))
            self._stack.setCurrentWidget(self.empty)
            self.said.setText("")
        elif kind == "map":
            self.map.show_readers(found.readers, marks, heat, len(found.text), codes)
            self._stack.setCurrentWidget(self.area)
        elif kind == "pair":
            self.pair.show_readers(found.text, found.readers, marks, codes, self._verdict(found))
            self._stack.setCurrentWidget(self.pair)
            self._allow()
            if self._takes_keys:
                self._takes_keys = False
                self.pair.setFocus()
        else:
            wanted = [place for place in places if kind in place.kinds]
            self._list(most_divided(wanted) if kind == "divided" else wanted, found, codes)

    def _tell(self, found: Found) -> None:
        """Show who took part."""
        self.people.show_figures(participation_figures(found.people))
        self._stack.setCurrentWidget(self.people)
        self.said.setText(tr(says.PEOPLE_LINE))

    def _open_reader(self, coder_id: str) -> None:
        """Open the passages that a reader marked."""
        assert self._found is not None
        name = next(each.name for each in self._found.people if each.coder_id == coder_id)
        self._open(tr(says.OF_READER).format(name=name), lambda m: m.coder_id == coder_id)

    def _open(self, title: str, counts: Callable[[Marked], bool]) -> None:
        if self._found is not None:
            ids = frozenset(mark.annotation_id for mark in self._found.marks if counts(mark))
            self.session.passagesWanted.emit(ids, title)

    def _list(self, places: list[Place], found: Found, codes: dict[str, tuple[str, str]]) -> None:
        from desktop_app.core.texts import Numbering

        kept = self.place()
        names = {reader.id: reader.name for reader in found.readers}
        verdict = self._verdict(found)
        numbering = Numbering(found.text)
        rows = compose(places, found.text, numbering.reference, codes, names, verdict)
        self.model.show(rows)
        self._stack.setCurrentWidget(self.list if rows else self.none)
        if kept is not None:
            at = [n for n, each in enumerate(places) if each.annotations == kept.annotations]
            if at:
                blocked = self.list.selectionModel().blockSignals(True)
                self.list.setCurrentIndex(self.model.index(at[0]))
                self.list.selectionModel().blockSignals(blocked)
        self._allow()

    def _verdict(self, found: Found) -> Callable[[Sequence[str]], str]:
        """Return what says how a place with some annotations was settled; "" where it was not."""
        from desktop_app.core.deciding import decided_on

        settled = decided_on(found.decisions)

        def verdict(marks: Sequence[str]) -> str:
            return next((tr(says.SETTLED[each.verdict]) for each in settled(marks)[::-1]), "")

        return verdict

    def _lead(self, index: QModelIndex, *_: object) -> None:
        if not index.isValid():
            return
        row: PlaceRow = self.model.rows[index.row()]
        self.session.show_place(row.place.document_id, row.place.start, row.place.end)
        self.session.set_current(row.place.marks[0].annotation_id)
        self._allow()

    def _place(self, place: Place, annotation_id: str) -> None:
        """Follow to a place that was taken in hand side by side."""
        self.session.show_place(place.document_id, place.start, place.end)
        self.session.set_current(annotation_id or place.marks[0].annotation_id)
        self._allow()

    def _pick(self, mark: Marked) -> None:
        self.session.show_place(self.session.document_id, mark.start, mark.end)
        self.session.set_current(mark.annotation_id)

    # Settling
    def _allow(self) -> None:
        place = self.place()
        for verdict, button in self.verdicts.items():
            is_on = place is not None
            if verdict == "accept":
                is_on = place is not None and self.session.annotation_id in place.annotations
            button.setEnabled(is_on)
        for verdict, said in says.VERDICTS:
            self.verdicts[verdict].setToolTip(tip(tr(said)))

    def settle(self, verdict: str) -> None:
        """Settle the place in hand; `accept` lets the annotation in hand stand."""
        place = self.place()
        if place is None:
            return
        from desktop_app.core.deciding import decide

        chosen = self.session.annotation_id
        chosen = chosen if chosen in place.annotations else ""
        with self.session.change(Op.DECIDE) as change:
            decide(
                change, place.annotations, verdict, self.reason.text(), chosen,
                tr(says.CONSENSUS),
            )  # fmt: skip
            self.reason.clear()


def named(found: Found, names: Mapping[str, str]) -> Found:
    """Call readers as they may be called."""
    readers = [replace(each, name=names.get(each.id, each.name)) for each in found.readers]
    people = [replace(each, name=names.get(each.coder_id, each.name)) for each in found.people]
    return found._replace(readers=readers, people=people)


def read_readings(rows: Rows, document_id: str, hidden: frozenset[str]) -> Found:
    """Read what was marked in a text by those who may be seen, the consensus apart."""
    from desktop_app.core import deciding
    from desktop_app.core.comparing.places import find_places, read_marked

    text = core.documents.read_text(rows, document_id) if document_id else ""
    people = [
        coder
        for coder in core.coders.list_coders(rows)
        if coder.kind != deciding.CONSENSUS and coder.id not in hidden
    ]
    marks = read_marked(rows, [coder.id for coder in people], [document_id]).get(document_id, [])
    seen = {mark.coder_id for mark in marks}
    readers = [coder for coder in people if coder.id in seen]
    places = find_places(document_id, marks, len(readers))
    return Found(
        text,
        readers,
        marks,
        places,
        deciding.list_decisions(rows),
        read_people(rows, document_id, hidden),
    )
