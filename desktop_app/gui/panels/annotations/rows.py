"""The rows of the list of annotations, and their model; how they look is in `panel`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QWidget

from desktop_app import core
from desktop_app.core.codetree import CodeTree
from desktop_app.core.model import Annotation, Rows
from desktop_app.core.numbering import NO_NUMBERS
from desktop_app.gui import words
from desktop_app.gui.describing import place_in
from desktop_app.gui.pieces import one_line, tip
from desktop_app.gui.words import tr

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_LINE_LENGTH = 120
_NOWHERE = 1 << 60


class Row(NamedTuple):
    """An annotation in the list; rows sort in reading order, those without a place last.

    `start` and `minus_end` are of its first part here, in code points.
    """

    start: int
    minus_end: int
    annotation_id: str
    code_id: str
    coder_id: str
    line: str

    @property
    def is_placed(self) -> bool:
        """Tell whether it has words in this text."""
        return self.start < _NOWHERE


def read_rows(
    rows: Rows,
    document_id: str,
    ids: Collection[str] | None = None,
    shows: Callable[[str | None, str], bool] = lambda code, coder: True,
) -> list[Row]:
    """Read the rows of a document's annotations in order, or of those of them with these ids.

    `shows` tells by code and coder which are wanted.
    """
    made: list[Row] = []
    if ids is None:
        made = [
            Row(start, -end, key, code_id or "", coder_id, one_line(quote[:_LINE_LENGTH]))
            for start, end, key, code_id, coder_id, quote in core.inorder.first_passages(
                rows, document_id
            )
            if shows(code_id, coder_id)
        ]
        ids = core.inorder.without_passages(rows, document_id)
    found = core.annotations.list_annotations(rows, ids=ids)
    wanted = (each for each in found if shows(each.code_id, each.coder_id))
    some = (row_of(annotation, document_id) for annotation in wanted)
    return made + sorted(row for row in some if row)


def row_of(annotation: Annotation, document_id: str) -> Row | None:
    """Make an annotation's row in a document; None where it does not belong there."""
    facts = (annotation.id, annotation.code_id or "", annotation.coder_id)
    here = [part for part in annotation.parts if part.document_id == document_id]
    if here:
        first = min(here, key=lambda part: (part.start, -part.end))
        return Row(first.start, -first.end, *facts, one_line(first.quote[:_LINE_LENGTH]))
    if annotation.document_id == document_id and not annotation.parts:
        return Row(_NOWHERE, 0, *facts, one_line(annotation.note[:_LINE_LENGTH]))
    return None


class AnnotationsModel(QStringListModel):
    """The rows of one text.

    Qt keeps an empty string for each of them: a view that lays out asks for all rows one by one,
    which it does in no time as long as counting them is not for Python to do.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tree = CodeTree(())
        self.numbering = NO_NUMBERS
        self.initials: dict[str, str] = {}
        self.spoken: Callable[[Row], str] = self._spoken_briefly
        """What a screen reader says of a row."""
        self._rows: list[Row] = []
        self._known: dict[str, Row] = {}

    def show(self, rows: list[Row]) -> None:
        """Show other rows, given in order."""
        self._rows = rows
        self._known = {row.annotation_id: row for row in rows}
        self.setStringList([""] * len(rows))

    def update_rows(self, ids: Collection[str], found: Sequence[Row]) -> None:
        """Put what was found in the place of the rows with these ids."""
        fresh = {row.annotation_id: row for row in found}
        for key in ids:
            old, new = self._known.get(key), fresh.get(key)
            if old and new and old[:2] == new[:2]:
                at = bisect_left(self._rows, old)
                self._rows[at] = self._known[key] = new
                self.dataChanged.emit(self.index(at), self.index(at))
                continue
            if old:
                self._remove(old)
            if new:
                self._insert(new)

    def row_at(self, index: Any) -> Row | None:
        """Give the row of an index."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, annotation_id: str) -> QModelIndex:
        """Find an annotation's row; an invalid index where it has none."""
        row = self._known.get(annotation_id)
        return self.index(bisect_left(self._rows, row)) if row else QModelIndex()

    def reference(self, row: Row) -> str:
        """Write where a row's words stand, and who marked them where several people do."""
        place = place_in(self.numbering, row.start) if row.is_placed else ""
        coder = self.initials.get(row.coder_id, "") if len(self.initials) > 1 else ""
        return " · ".join(filter(None, (place, coder)))

    def name(self, row: Row) -> str:
        """Name a row's code."""
        code = self.tree.get(row.code_id)
        return code.name if code else tr(words.PLAIN_HIGHLIGHT)

    def colour(self, row: Row) -> str:
        """Give the colour of a row's code, "" for a plain highlight."""
        code = self.tree.get(row.code_id)
        return code.color if code else ""

    def repaint(self) -> None:
        """Say that names, colours or references may have changed in every row."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def flags(self, index: Any) -> Qt.ItemFlag:
        """Let a row be chosen and not be typed into."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what is shown of an annotation."""
        if not 0 <= index.row() < len(self._rows):  # it is being taken out
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.line
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip("\n".join(filter(None, (self.tree.path(row.code_id), row.line))))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        return None

    def _spoken_briefly(self, row: Row) -> str:
        return ", ".join(filter(None, (self.name(row), row.line, self.reference(row))))

    def _remove(self, row: Row) -> None:
        at = bisect_left(self._rows, row)
        del self._rows[at], self._known[row.annotation_id]
        self.removeRow(at)

    def _insert(self, row: Row) -> None:
        at = bisect_left(self._rows, row)
        self._rows.insert(at, row)
        self._known[row.annotation_id] = row
        self.insertRow(at)
