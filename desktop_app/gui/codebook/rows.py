"""The codes as a list of rows that open and close: quick with thousands, many at once selected.

Only what is shown is a row; the tree stands in the rows' depths. The model changes nothing in
the project: it asks by signals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, Qt, Signal

from desktop_app.core.codetree import CodeTree
from desktop_app.core.model import Code
from desktop_app.gui.codebook import says
from desktop_app.gui.matching import fold
from desktop_app.gui.pieces import tip
from desktop_app.gui.reader.mime import CODE
from desktop_app.gui.words import annotation_count, tr

CODE_ROLE = Qt.ItemDataRole.UserRole + 1
DEPTH_ROLE = Qt.ItemDataRole.UserRole + 2
COUNT_ROLE = Qt.ItemDataRole.UserRole + 3
OPEN_ROLE = Qt.ItemDataRole.UserRole + 4
"""Whether a row is open; None where nothing stands below it."""


@dataclass(slots=True)
class Use:
    """How often a code is used: itself, and with all below it."""

    own: int = 0
    own_documents: int = 0
    below: int = 0
    below_documents: int = 0


@dataclass(slots=True)
class _Row:
    code: Code
    depth: int
    is_open: bool | None
    use: Use = field(default_factory=Use)


class CodeRows(QAbstractListModel):
    """The codes that match the filter with those above them, closed branches left out."""

    moved = Signal(list, str, int)
    """Codes were dropped: their ids, that of the code above (or ""), the place among siblings."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tree = CodeTree(())
        self.filter = ""
        self.closed: set[str] = set()
        self._uses: dict[str, Use] = {}
        self._rows: list[_Row] = []
        self._numbers: dict[str, int] = {}
        self._folded: dict[str, str] = {}
        self._order: list[tuple[Code, int, bool]] = []

    # What is shown
    def show(self, tree: CodeTree, uses: dict[str, Use]) -> None:
        """Show another codebook, or the same one changed."""
        self.beginResetModel()
        if tree is not self.tree:
            self._take(tree)
        self._uses = uses
        self._fill()
        self.endResetModel()

    def set_filter(self, typed: str) -> None:
        """Show only codes whose path has every word typed, and the codes above them."""
        self.beginResetModel()
        self.filter = typed
        self._fill()
        self.endResetModel()

    def set_open(self, code_id: str, is_open: bool) -> None:
        """Open or close what stands below a code."""
        self.beginResetModel()
        (self.closed.discard if is_open else self.closed.add)(code_id)
        self._fill()
        self.endResetModel()

    def code_at(self, index: QModelIndex) -> Code | None:
        """Tell which code stands in a row."""
        row = index.row()
        return self._rows[row].code if 0 <= row < len(self._rows) else None

    def index_of(self, code_id: str) -> QModelIndex:
        """Find a code's row; an invalid index where it is not shown."""
        number = self._numbers.get(code_id)
        return QModelIndex() if number is None else self.index(number)

    def use_of(self, code_id: str) -> Use:
        """Tell how often a code is used."""
        return self._uses.get(code_id, Use())

    def first_match(self) -> QModelIndex:
        """Find the first row that itself matches the filter."""
        words = fold(self.filter).split()
        for number, row in enumerate(self._rows):
            if all(word in self._folded[row.code.id] for word in words):
                return self.index(number)
        return QModelIndex()

    # Qt's questions
    def rowCount(self, parent: Any = None) -> int:
        """Count the rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what is shown of a code."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        answers = {
            int(Qt.ItemDataRole.DisplayRole): row.code.name,
            int(CODE_ROLE): row.code,
            int(DEPTH_ROLE): row.depth,
            int(OPEN_ROLE): row.is_open,
            int(COUNT_ROLE): row.use,
        }
        return answers.get(int(role))

    def flags(self, index: Any) -> Qt.ItemFlag:
        """Let codes be dragged, and dropped on and between."""
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        usual = flag.ItemIsEnabled | flag.ItemIsSelectable
        return usual | flag.ItemIsDragEnabled | flag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:
        """Name what may be dropped here."""
        return [CODE]

    def supportedDropActions(self) -> Qt.DropAction:
        """Take moved codes."""
        return Qt.DropAction.MoveAction

    def supportedDragActions(self) -> Qt.DropAction:
        """Let codes be moved here and applied to the text."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Give the dragged codes' ids, the first as one that can be applied."""
        data = QMimeData()
        ids = [code.id for index in indexes if (code := self.code_at(index))]
        if ids:
            data.setData(CODE, ids[0].encode())
            data.setData(f"{CODE}s", "\n".join(ids).encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Any
    ) -> bool:
        """Take codes of this codebook."""
        return bool(self._dropped(data))

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Any
    ) -> bool:
        """Ask for codes to be put below the one they were dropped on, or before a row."""
        ids = self._dropped(data)
        if ids:
            if parent.isValid():
                code = self._rows[parent.row()].code
                place = sum(1 for each in self.tree.children(code.id) if each.id not in ids)
                self.moved.emit(ids, code.id, place)
            elif row < len(self._rows):
                code = self._rows[max(row, 0)].code
                siblings = [each.id for each in self.tree.children(code.parent_id)]
                self.moved.emit(ids, code.parent_id or "", siblings.index(code.id))
            else:
                self.moved.emit(ids, "", len(self.tree.children(None)))
        # A move that Qt made itself would delete the dragged rows; ours come with the change.
        return False

    # The inside
    def _dropped(self, data: QMimeData) -> list[str]:
        ids = bytes(data.data(f"{CODE}s").data()).decode().split("\n")
        if not ids[0]:
            ids = [bytes(data.data(CODE).data()).decode()]
        return [each for each in ids if each in self.tree]

    def _take(self, tree: CodeTree) -> None:
        """Lay the tree out once, with the paths as they are searched."""
        self.tree = tree
        self._order, self._folded = [], {}
        waiting = [(code, 0) for code in reversed(tree.children(None))]
        paths: dict[str | None, str] = {None: ""}
        while waiting:
            code, depth = waiting.pop()
            below = tree.children(code.id)
            self._order.append((code, depth, bool(below)))
            paths[code.id] = f"{paths[code.parent_id]} > {fold(code.name)}"
            self._folded[code.id] = paths[code.id]
            waiting += [(child, depth + 1) for child in reversed(below)]

    def _fill(self) -> None:
        words = fold(self.filter).split()
        shown: set[str] | None = None
        if words:
            shown = set()
            for code, _, _ in reversed(self._order):
                path = self._folded[code.id]
                if code.id in shown or all(word in path for word in words):
                    shown.add(code.id)
                    if code.parent_id:
                        shown.add(code.parent_id)
        self._rows, self._numbers = [], {}
        hidden_below = 1 << 30
        nothing = Use()
        for code, depth, has_below in self._order:
            if depth > hidden_below or (shown is not None and code.id not in shown):
                continue
            is_open = None if not has_below else bool(words) or code.id not in self.closed
            hidden_below = depth if is_open is False else 1 << 30
            self._numbers[code.id] = len(self._rows)
            self._rows.append(_Row(code, depth, is_open, self._uses.get(code.id, nothing)))

    def _tip(self, row: _Row) -> str:
        counts = said_counts(row.use, says.COUNTS_TIP)
        said = (self.tree.path(row.code.id), row.code.brief_definition, counts)
        return tip("\n".join(filter(None, said)))

    def _spoken(self, row: _Row) -> str:
        said = [row.code.name, annotation_count(row.use.below)]
        if row.code.status == "retired":
            said.insert(1, tr(says.RETIRED))
        return ", ".join(said)


def said_counts(use: Use, text: str) -> str:
    """Say how often a code is used, each figure with its unit."""
    return tr(text).format(
        own=annotation_count(use.own),
        own_documents=says.counted(use.own_documents, "document"),
        below=annotation_count(use.below),
        below_documents=says.counted(use.below_documents, "document"),
    )


def uses_of(tree: CodeTree, own: dict[str, int], documents: dict[str, set[str]]) -> dict[str, Use]:
    """Add up how often each code is used, from the lowest to the topmost."""
    found: dict[str, Use] = {}
    within: dict[str, set[str]] = {}
    for code in reversed(list(tree)):
        inside = within.get(code.id, set()) | documents.get(code.id, set())
        use = found.setdefault(code.id, Use())
        use.own = own.get(code.id, 0)
        use.own_documents = len(documents.get(code.id, ()))
        use.below += use.own
        use.below_documents = len(inside)
        if code.parent_id:
            found.setdefault(code.parent_id, Use()).below += use.below
            within[code.parent_id] = within.get(code.parent_id, set()) | inside
    return found
