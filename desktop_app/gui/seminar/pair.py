"""Two readings of one text side by side: a column for each, and between them what differs.

Clicking a mark or what stands between the columns takes a place in hand; so do the buttons and the
keys N and P, from difference to difference. What becomes of it is settled by whoever listens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop_app.core.comparing.places import Marked, Place, differences, find_places
from desktop_app.core.spans import Span
from desktop_app.gui.analysis.pieces import bar, choice, count_label, toggle, tool
from desktop_app.gui.describing import entries_of
from desktop_app.gui.dressing import dress
from desktop_app.gui.pieces import plain_label
from desktop_app.gui.reader import Mark, Reader
from desktop_app.gui.seminar import says
from desktop_app.gui.seminar.channel import WIDTH, Band, Channel
from desktop_app.gui.theme import current_theme
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.core.model import Coder
    from desktop_app.gui.bridge import Session
    from desktop_app.settings import Settings

Codes = Mapping[str, tuple[str, str]]
"""Names and colours of codes by id."""


class Columns(QWidget):
    """Two columns of one width, so that their lines are the same, and the channel between them."""

    def __init__(self, left: Reader, channel: Channel, right: Reader) -> None:
        super().__init__()
        self._parts = (left, channel, right)
        for part in self._parts:
            part.setParent(self)
        self.setMinimumHeight(80)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give both columns the same width."""
        left, channel, right = self._parts
        width, height = (self.width() - WIDTH) // 2, self.height()
        left.setGeometry(0, 0, width, height)
        channel.setGeometry(width, 0, self.width() - 2 * width, height)
        right.setGeometry(self.width() - width, 0, width, height)


class PairView(QWidget):
    """Shows two of a text's readers, and where they part."""

    placed = Signal(object, str)
    """This Place is in hand, and this annotation of it was clicked; "" for none."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.left, self.right = Reader(), Reader()
        self.channel = Channel(self.left.line_box, self._in_view)
        self.channel.setAccessibleName(tr(says.DIFFERENCES_BETWEEN))
        self.who = (choice(says.LEFT_READER, ()), choice(says.RIGHT_READER, ()))
        self.back = tool("chevron-up", says.PREVIOUS_DIFFERENCE)
        self.on = tool("chevron-down", says.NEXT_DIFFERENCE)
        self.count = count_label()
        self.only = toggle(tr(says.ONLY_DIFFERENCES), says.ONLY_DIFFERENCES_SAID)
        self.said = plain_label(is_dim=True)
        self.place: Place | None = None
        self.found: list[Place] = []
        """The differences, in the order of the text."""
        self._places: list[Place] = []
        self._readers: Sequence[Coder] = ()
        self._shown: Sequence[Coder] = ()
        self._marks: Sequence[Marked] = ()
        self._codes: Codes = {}
        self._verdict: Callable[[Sequence[str]], str] = lambda _: ""
        self._text: tuple[str, str] | None = None
        self._is_following = False
        self._lay_out()
        self._wire()

    def show_readers(
        self,
        text: str,
        readers: Sequence[Coder],
        marks: Sequence[Marked],
        codes: Codes,
        verdict: Callable[[Sequence[str]], str],
    ) -> None:
        """Show two of these readers of a text; `verdict` says how annotations were settled."""
        self._readers, self._marks, self._codes = readers, marks, codes
        self._verdict = verdict
        self._show_text(text)
        mine = self.session.coder_id
        usual = sorted(readers, key=lambda reader: reader.id != mine)
        kept = [box.currentData() for box in self.who]
        for box in self.who:
            box.clear()
            for reader in readers:
                box.addItem(reader.name, reader.id)
        known = [reader.id for reader in usual]
        left = kept[0] if kept[0] in known else known[0]
        right = kept[1] if kept[1] in known and kept[1] != left else ""
        right = right or next(key for key in known if key != left)
        for box, key in zip(self.who, (left, right), strict=True):
            box.setCurrentIndex(box.findData(key))
        self._show()

    # Making
    def _lay_out(self) -> None:
        for box in self.who:
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMinimumContentsLength(8)
        for reader in (self.left, self.right):
            reader.describe = lambda marks: entries_of(self.session, marks)
            # Readings are compared here, and not changed.
            reader.has_handles = False
            reader.setAcceptDrops(False)
            reader.viewport().setAcceptDrops(False)
        self.columns = Columns(self.left, self.channel, self.right)
        walk = (self.back, self.count, self.on, None, self.only)
        self.said.setContentsMargins(14, 4, 14, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar(self.who[0], 1, *walk, 1, self.who[1]))
        layout.addWidget(self.columns, 1)
        layout.addWidget(self.said)
        self.setFocusProxy(self.left)

    def _wire(self) -> None:
        for box, another in (self.who, self.who[::-1]):
            box.activated.connect(lambda _, b=box, a=another: self._take_reader(b, a))
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self.only.toggled.connect(self._show)
        self.channel.picked.connect(self.choose)
        for reader, other in ((self.left, self.right), (self.right, self.left)):
            reader.verticalScrollBar().valueChanged.connect(
                lambda _, r=reader, o=other: self._follow(r, o)
            )
            reader.annotationActivated.connect(self._take_mark)
            reader.plainKey.connect(self._press)

    # Showing
    def _show_text(self, text: str) -> None:
        document = self.session.document()
        title = document.title if document else ""
        if self._text == (title, text):
            return
        from desktop_app.core.formatting import read_formatting

        self._text = (title, text)
        self.place = None
        project = self.session.project
        runs = list(read_formatting(project, document.id)) if project and document else []
        for reader in (self.left, self.right):
            reader.set_document(text, title)
            reader.set_formatting(runs)

    def _take_reader(self, box: QComboBox, other: QComboBox) -> None:
        """Show another reader; nobody is compared with themselves, so the columns change sides."""
        if box.currentData() == other.currentData():
            before = next(r.id for r in self._readers if r.id != box.currentData())
            shown = {reader.id for reader in self._shown}
            swapped = next(iter(shown - {box.currentData()}), before)
            other.setCurrentIndex(other.findData(swapped))
        self._show()

    def _show(self, *_: object) -> None:
        """Show the marks of the two readers, and find where they part."""
        by_id = {reader.id: reader for reader in self._readers}
        if len(by_id) < 2:
            return
        self._shown = [by_id[box.currentData()] for box in self.who]
        pair = [reader.id for reader in self._shown]
        marks = [mark for mark in self._marks if mark.coder_id in pair]
        self._places = find_places(self.session.document_id, marks, 2)
        self.found = differences(self._places)
        parted = {key for place in self.found for key in place.annotations}
        is_all = not self.only.isChecked()
        for reader, coder_id in zip((self.left, self.right), pair, strict=True):
            own = [mark for mark in marks if mark.coder_id == coder_id]
            reader.set_marks(self._painted([m for m in own if is_all or m.annotation_id in parted]))
            reader.setAccessibleName(tr(says.COLUMN_OF).format(name=by_id[coder_id].name))
        alike = [place for place in self._places if not place.kinds] if is_all else []
        shown = sorted((*alike, *self.found), key=lambda place: (place.start, place.end))
        self.channel.show_bands([self._band(place) for place in shown])
        kept = self.place
        same = [p for p in self._places if kept and p.annotations == kept.annotations]
        self._hold(same[0] if same else None)

    def _painted(self, marks: Sequence[Marked]) -> list[Mark]:
        parts: dict[str, int] = {}
        for mark in marks:
            parts[mark.annotation_id] = parts.get(mark.annotation_id, 0) + 1
        seen: dict[str, int] = {}
        made = []
        for mark in marks:
            key = mark.annotation_id
            number = seen[key] = seen.get(key, -1) + 1
            name, color = self._codes.get(mark.code_id or "", ("", ""))
            made.append(
                Mark(key, number, parts[key], mark.start, mark.end, name, color,
                     code_id=mark.code_id or "", coder_id=mark.coder_id)
            )  # fmt: skip
        return made

    def _band(self, place: Place) -> Band:
        spans: list[Span | None] = []
        colours = []
        for reader in self._shown:
            own = [mark for mark in place.marks if mark.coder_id == reader.id]
            own = own or [mark for mark in place.others if mark.coder_id == reader.id]
            spans.append((own[0].start, max(m.end for m in own)) if own else None)
            code = own[0].code_id if own else place.code_id
            colours.append(self._codes.get(code or "", ("", ""))[1])
        return Band(place, spans[0], spans[1], colours[0], colours[1], self.describe(place))

    def describe(self, place: Place) -> str:
        """Say in words what either reader made of a place, and what was settled."""
        code = self._name(place.code_id)
        names = [reader.name for reader in self._shown if reader.id in place.coders]
        if len(names) == 2:
            said = tr(says.BOTH_ALIKE if not place.kinds else says.BOTH_OTHERWISE)
            said = said.format(code=code)
        elif place.others:
            met = (*place.marks, *place.others)
            said = "; ".join(
                tr(says.THEIR_CODE).format(
                    name=reader.name,
                    code=self._name(next(m.code_id for m in met if m.coder_id == reader.id)),
                )
                for reader in self._shown
            )
        else:
            said = tr(says.ONLY_ONE).format(code=code, name=names[0])
        settled = self._verdict(place.annotations)
        return f"{said} · {settled}" if settled else said

    def _name(self, code_id: str | None) -> str:
        return self._codes.get(code_id or "", (tr(says.PLAIN), ""))[0]

    # Going about
    def step(self, by: int) -> None:
        """Take the next difference in hand, or the one before; at the ends, the other end."""
        if not self.found:
            return
        if self.place in self.found:
            at = (self.found.index(self.place) + by) % len(self.found)
        else:
            caret = self.place.start if self.place else self._in_view()[0]
            later = [n for n, each in enumerate(self.found) if each.start >= caret]
            at = later[0] if by > 0 and later else (later[0] - 1 if later else -1)
        self.choose(self.found[at])

    def choose(self, place: Place, annotation_id: str = "") -> None:
        """Take a place in hand and bring it into view in both columns."""
        self._hold(place)
        if not annotation_id:
            self.left.go_to(place.start, place.end)
            self._follow(self.left, self.right)
        self.placed.emit(place, annotation_id)

    def _hold(self, place: Place | None) -> None:
        self.place = self.channel.current = place
        for reader, coder in zip((self.left, self.right), self._shown, strict=True):
            met = (*place.marks, *place.others) if place else ()
            own = next((mark.annotation_id for mark in met if mark.coder_id == coder.id), None)
            reader.set_current(own)
        total = len(self.found)
        if place in self.found:
            said = tr(says.DIFFERENCE_AT).format(number=self.found.index(place) + 1, count=total)
        else:
            said = tr(says.DIFFERENCES_ONE if total == 1 else says.DIFFERENCES).format(count=total)
        self.count.setText(said)
        self.said.setText(self.describe(place) if place else tr(says.PAIR_HINT))
        self.channel.setAccessibleDescription(self.said.text())
        for button in (self.back, self.on):
            button.setEnabled(bool(self.found))
        self.channel.update()

    def _take_mark(self, annotation_id: str) -> None:
        at = [place for place in self._places if annotation_id in place.annotations]
        if at:
            self.choose(min(at, key=lambda p: p not in self.found), annotation_id)

    def _press(self, key: str) -> None:
        if key.casefold() in ("n", "p"):
            self.step(1 if key.casefold() == "n" else -1)

    def _follow(self, moved: Reader, other: Reader) -> None:
        """Let the other column show the same lines."""
        if not self._is_following:
            self._is_following = True
            value = moved.verticalScrollBar().value()
            if value == 0:
                other.verticalScrollBar().setValue(0)
            else:
                other.scroll_to(moved.first_visible())
            self._is_following = False
        self.channel.update()

    def _in_view(self) -> Span:
        """Return the first and the last position in view."""
        return self.left.first_visible(), self.left.last_visible()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for reader in (self.left, self.right):
                reader.set_theme(current_theme())

    def set_size(self, size: int) -> None:
        """Set both columns at a size in pixels."""
        for reader in (self.left, self.right):
            reader.set_size(size)

    def dress(self, settings: Settings) -> None:
        """Set both columns in the type and styles of the reading view."""
        for reader in (self.left, self.right):
            dress(reader, settings)
