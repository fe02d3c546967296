"""Passages to be read as prose: each in quotation marks with its citation, under headings.

Very many are laid out page by page; from each page links lead to the one before and the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser

from desktop_app.gui import words
from desktop_app.gui.analysis import says
from desktop_app.gui.pieces import one_line
from desktop_app.gui.theme import current_theme, reading_font
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.core.marks import Mark, Marks

MOST = 500
"""So many passages stand on one page."""
_ANNOTATION, _PAGE = "annotation", "page"
"""What a link leads to."""
_SIZE = 16
_OPENING, _CLOSING = "\"“„«»‘'「『", "\"”“«»’'」』"


class Quotation(NamedTuple):
    """A passage to be read: under which heading, its words, where they stand, and what is said."""

    heading: str
    annotation_id: str
    words: str
    citation: str
    code: str
    note: str


class Prose(NamedTuple):
    """A page of quotations: its number from 0, what stands on it, and how many there are in all."""

    page: int = 0
    found: Sequence[Quotation] = ()
    total: int = 0


def quotations(marks: Marks, found: list[Mark], group: str, page: int) -> Prose:
    """Make a page of the quotations of annotations, grouped by "document" or "code".

    Where there are fewer pages by now, it is the last.
    """
    if group == "code":
        last = len(marks.tree)
        ranks = marks.tree.ranks
        found = sorted(found, key=lambda mark: ranks.get(mark.code_id or "", last))
    else:
        end = len(marks.ranks)
        found = sorted(found, key=lambda mark: marks.ranks.get(_home(mark), end))
    page = min(page, max(len(found) - 1, 0) // MOST)
    here = found[page * MOST : (page + 1) * MOST]
    return Prose(page, [_quotation(marks, mark, group) for mark in here], len(found))


def _quotation(marks: Marks, mark: Mark, group: str) -> Quotation:
    document = marks.documents.get(_home(mark))
    title = document.title if document else ""
    path = marks.tree.path(mark.code_id)
    place = ""
    if mark.pieces:
        first = mark.pieces[0]
        place = marks.ground(first.document_id).numbering.reference(first.start)
    coder = marks.coders[mark.coder_id].name
    where = place if group == "document" else " ".join(filter(None, (title, place)))
    return Quotation(
        heading=path if group == "code" else title,
        annotation_id=mark.id,
        words=" … ".join(one_line(piece.quote) for piece in mark.pieces),
        # What is told of a place stays together on its line; a title may be cut.
        citation="\u00a0·\u00a0".join(filter(None, (where, coder.replace(" ", "\u00a0")))),
        code=path if group == "document" else "",
        note=marks.notes.get(mark.id, ""),
    )


def in_quotes(words: str) -> str:
    """Put words in quotation marks, unless they stand in some of their own."""
    is_inside = not set(words[1:-1]) & set(_OPENING + _CLOSING) - {"'", "’"}
    is_quoted = is_inside and words[0] in _OPENING and words[-1] in _CLOSING
    return words if is_quoted else f"“{words}”"


def _home(mark: Mark) -> str:
    return mark.pieces[0].document_id if mark.pieces else mark.document_id or ""


class ProseView(QTextBrowser):
    """Shows quotations; each leads to its place by click or, from link to link, by Tab."""

    chosen = Signal(str)
    """The annotation of a quotation is wanted."""
    turned = Signal()
    """Another page is wanted: `page`."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(tr(says.AS_PROSE_TIP))
        self.document().setDocumentMargin(16)
        self.anchorClicked.connect(self._follow)
        self.begin()

    def begin(self) -> None:
        """Want the first page, from its beginning: other passages are asked for."""
        self.page, self._stays = 0, False

    def show_prose(self, prose: Prose) -> None:
        """Lay a page out; where it only changed a little, stay at the same place in it."""
        self.page = prose.page
        document = QTextDocument(self)
        document.setDocumentMargin(16)
        document.setUndoRedoEnabled(False)
        cursor = QTextCursor(document)
        heading: str | None = None
        if prose.page:
            self._turn(cursor, prose)
        for each in prose.found:
            if each.heading != heading:
                heading = each.heading
                self._head(cursor, heading or tr(words.PLAIN_HIGHLIGHT))
            self._quote(cursor, each)
        if prose.total > len(prose.found):
            self._turn(cursor, prose)
        place = self.verticalScrollBar().value() if self._stays else 0
        self.setDocument(document)
        document.size()  # all is laid out, so that the place is there
        self.verticalScrollBar().setValue(place)
        self._stays = True

    def _follow(self, url: QUrl) -> None:
        if url.scheme() == _PAGE:
            self.page, self._stays = int(url.path()), False
            self.turned.emit()
        else:
            self.chosen.emit(url.path())

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Hand nothing out: what is quoted never loads a file."""
        return None

    def _head(self, cursor: QTextCursor, text: str) -> None:
        plain = QTextCharFormat()
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        plain.setFont(font)
        plain.setForeground(QColor(current_theme().ink))
        self._block(cursor, 14)
        cursor.insertText(one_line(text), plain)

    def _quote(self, cursor: QTextCursor, each: Quotation) -> None:
        theme = current_theme()
        quoted = QTextCharFormat()
        quoted.setFont(reading_font(_SIZE))
        quoted.setForeground(QColor(theme.ink))
        self._block(cursor, 8)
        cursor.insertText(f"{in_quotes(each.words)} " if each.words else "", quoted)
        self._link(cursor, f"({each.citation})", f"{_ANNOTATION}:{each.annotation_id}")
        if each.code:
            dim = QTextCharFormat()
            dim.setFont(self.font())
            dim.setForeground(QColor(theme.dim))
            cursor.insertText(f"  {one_line(each.code)}", dim)
        if each.note:
            self._line(cursor, each.note, 2)

    def _turn(self, cursor: QTextCursor, prose: Prose) -> None:
        """Say which passages stand on the page, and lead to those before and behind."""
        first = prose.page * MOST + 1
        facts = (first, first + len(prose.found) - 1, prose.total)
        said = dict(zip(("first", "last", "count"), (f"{each:,}" for each in facts), strict=True))
        self._line(cursor, tr(says.PROSE_PAGE).format(**said), 10)
        pages = (prose.page - 1, says.PROSE_BEFORE), (prose.page + 1, says.PROSE_BEHIND)
        for page, where in pages:
            if 0 <= page * MOST < prose.total:
                cursor.insertText("   ", QTextCharFormat())
                self._link(cursor, tr(where), f"{_PAGE}:{page}")

    def _link(self, cursor: QTextCursor, said: str, to: str) -> None:
        link = QTextCharFormat()
        link.setAnchor(True)
        link.setAnchorHref(to)
        link.setForeground(QColor(current_theme().accent))
        link.setFont(self.font())
        cursor.insertText(said, link)

    def _line(self, cursor: QTextCursor, text: str, above: int) -> None:
        dim = QTextCharFormat()
        dim.setFont(self.font())
        dim.setForeground(QColor(current_theme().dim))
        self._block(cursor, above)
        cursor.insertText(one_line(text), dim)

    def _block(self, cursor: QTextCursor, above: int) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(above)
        if cursor.atStart():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
