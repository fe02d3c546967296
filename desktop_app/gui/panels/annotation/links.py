"""The links of an annotation to and from others: the way to the other end, and what removes one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app import core
from desktop_app.core.model import Annotation, ChangeSet, Op, Relation
from desktop_app.core.numbering import NO_NUMBERS, Numbering
from desktop_app.gui import words, words_links
from desktop_app.gui.bridge import Session
from desktop_app.gui.describing import named, said_of
from desktop_app.gui.panels.annotation.frame import Leading, removing_button
from desktop_app.gui.pieces import (
    draw_elided,
    one_line,
    plain_label,
    tip,
)
from desktop_app.gui.theme import code_colours, current_theme
from desktop_app.gui.words import tr

_MOST, _PAD, _GAP = 30, 3, 6


class Way(Leading):
    """A link in a line: its kind, an arrow to or from the other end, and that; it leads there."""

    def __init__(self) -> None:
        super().__init__()
        self._kind, self._arrow, self._colour = "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_link(self, kind: str, arrow: str, other: str, colour: str) -> None:
        """Show another link; `colour` is that of the other end's code."""
        self._kind, self._arrow, self._colour = kind, arrow, colour
        self.setText(other)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(200, self.fontMetrics().height() + 2 * _PAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw kind and arrow dim, then the other end in the colour of its code."""
        theme = current_theme()
        painter = QPainter(self)
        self.paint_ground(painter)
        room = self.rect().adjusted(_PAD, 0, -_PAD, 0)
        painter.setPen(QColor(theme.dim))
        for piece, most in ((self._kind, room.width() // 2), (self._arrow, room.width())):
            taken = min(most, self.fontMetrics().horizontalAdvance(piece) + 2)
            draw_elided(painter, room.adjusted(0, 0, taken - room.width(), 0), piece)
            room.setLeft(room.left() + taken + _GAP)
        painter.setPen(QColor(code_colours(self._colour, theme).name))
        draw_elided(painter, room, self.text())


class LinkRow(QWidget):
    """One link, and what takes it away."""

    goWanted = Signal(object)
    removeWanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.link: Relation | None = None
        self.other: Annotation | None = None
        self.way = Way()
        self.remove = removing_button(words_links.REMOVE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.way, 1)
        row.addWidget(self.remove)
        self.way.clicked.connect(lambda: self.goWanted.emit(self.other))
        self.remove.clicked.connect(lambda: self.removeWanted.emit(self.link and self.link.id))

    def show_link(self, link: Relation, other: Annotation, name: str, said: str, hue: str) -> None:
        """Show another link; `said` tells all of its other end, `hue` is its code's colour."""
        self.link, self.other = link, other
        leads_away = link.to_annotation_id == other.id
        kind = one_line(link.kind)
        self.way.show_link(kind, "→" if leads_away else "←", name, hue)
        far = words_links.LINKED_TO if leads_away else words_links.LINKED_FROM
        told = tr(far).format(kind=kind, other=said)
        self.way.setAccessibleName(told)
        self.way.setToolTip(tip(told))
        gone = words_links.REMOVE_LINK if leads_away else words_links.REMOVE_LINK_FROM
        self.remove.setAccessibleName(tr(gone).format(kind=kind, other=name))


class Links(QWidget):
    """The rows of an annotation's links, those that lead away first; hidden where it has none."""

    def __init__(self, session: Session, before: QWidget) -> None:
        """Make them; Tab comes to the first one from `before`."""
        super().__init__()
        self.session, self._before = session, before
        self.rows: list[LinkRow] = []
        self._annotation_id, self._numbering = "", NO_NUMBERS
        self._others: frozenset[str] = frozenset()
        self.more = plain_label(is_dim=True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(1)
        self._layout.addWidget(self.more)
        session.changed.connect(self._follow)
        self.hide()

    def show_of(self, annotation: Annotation | None, numbering: Numbering = NO_NUMBERS) -> None:
        """Show the links of an annotation; nothing for none."""
        self._annotation_id, self._numbering = annotation.id if annotation else "", numbering
        self._show()

    def _show(self) -> None:
        project, mine = self.session.project, self._annotation_id
        links = core.relations.list_relations(project, mine) if project and mine else []
        links.sort(key=lambda link: link.from_annotation_id != mine)
        others = [
            link.to_annotation_id if link.from_annotation_id == mine else link.from_annotation_id
            for link in links
        ]
        self._others = frozenset(others)
        shown = list(zip(links, others, strict=True))[:_MOST]
        known = {}
        if project and shown:
            found = core.annotations.list_annotations(project, ids=[key for _, key in shown])
            known = {each.id: each for each in found}
        rest = len(links) - len(shown)
        self._set_count(len(shown))
        for row, (link, key) in zip(self.rows, shown, strict=True):
            other = known[key]
            code = self.session.tree.get(other.code_id)
            name = named(self.session, self._numbering, other)
            said = said_of(self.session, self._numbering, other)
            row.show_link(link, other, name, said, code.color if code else "")
            row.remove.setEnabled(bool(project and project.is_writable))
        self.more.setText(tr(words.AND_MORE).format(count=rest) if rest else "")
        self.more.setVisible(bool(rest))
        self.setVisible(bool(links))

    def _set_count(self, count: int) -> None:
        """Have so many rows; those that stay keep the focus."""
        while len(self.rows) > count:
            row = self.rows.pop()
            row.hide()
            row.deleteLater()
        while len(self.rows) < count:
            row = LinkRow()
            row.goWanted.connect(self.session.show_annotation)
            row.removeWanted.connect(self._remove)
            before = self.rows[-1].remove if self.rows else self._before
            self._layout.insertWidget(len(self.rows), row)
            QWidget.setTabOrder(before, row.way)
            QWidget.setTabOrder(row.way, row.remove)
            self.rows.append(row)

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("relations") or changes.annotations & self._others:
            self._show()

    def _remove(self, relation_id: str) -> None:
        with self.session.change(Op.UNLINK_ANNOTATIONS, self) as change:
            core.relations.unlink_annotations(change, relation_id)
