"""The tree of codes as Qt's views see it: filtered, counted, dragged, dropped on, edited in place.

The model changes nothing in the project: it asks by signals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, Qt, Signal

from desktop_app.core.codetree import CodeTree
from desktop_app.core.model import Code
from desktop_app.gui import words
from desktop_app.gui.matching import fold, matches
from desktop_app.gui.pieces import tip
from desktop_app.gui.reader.mime import CODE, SELECTION, dropped_code
from desktop_app.gui.words import tr

CODE_ROLE = Qt.ItemDataRole.UserRole + 1
COUNT_ROLE = Qt.ItemDataRole.UserRole + 2
DEPTH_ROLE = Qt.ItemDataRole.UserRole + 3

# Put together once: the view asks for every row when all are opened.
_CODE_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemIsDropEnabled
)


@dataclass(eq=False, slots=True)
class Node:
    """A row of the tree; without a code it is the one that is being named."""

    number: int
    code: Code | None
    parent: Node | None
    depth: int
    count: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def row(self) -> int:
        """Its place among its siblings."""
        return self.parent.children.index(self) if self.parent else 0


class CodebookModel(QAbstractItemModel):
    """The codes that match the filter, with the codes above them."""

    renamed = Signal(str, str)
    named = Signal(str, str)
    """A new code was named: the id of the code above it (or "") and the name."""
    moved = Signal(str, str, int)
    """A code was dropped: its id, that of the code above (or ""), its place among the siblings."""
    selectionDropped = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tree = CodeTree(())
        self.filter = ""
        self.is_writable = True
        self._counts: Counter[str] = Counter()
        self._draft: Node | None = None
        self._folded: dict[str, str] = {}
        self._fill()

    # What is shown
    def show(self, tree: CodeTree, counts: Counter[str]) -> None:
        """Show another codebook, or the same one changed."""
        self.beginResetModel()
        if tree is not self.tree:
            # Now rather than at the first letter of a filter, which must be quick.
            self._folded = {code.id: fold(tree.path(code.id)) for code in tree}
        self.tree, self._counts = tree, counts
        self._fill()
        self.endResetModel()

    def recount(self, counts: Counter[str]) -> None:
        """Show other counts for the same codes."""
        self._counts = counts
        _count(self._root, counts)
        for node in [self._root, *self._nodes.values()]:
            if node.children:
                above = self._index(node)
                last = len(node.children) - 1
                self.dataChanged.emit(self.index(0, 0, above), self.index(last, 0, above))

    def set_filter(self, typed: str) -> None:
        """Show only codes whose path has every word typed, and the codes above them."""
        if typed != self.filter:
            self.beginResetModel()
            self.filter = typed
            self._fill()
            self.endResetModel()

    def code_of(self, index: Any) -> Code | None:
        """Tell which code stands in a row."""
        return self._node(index).code

    def index_of(self, code_id: str) -> QModelIndex:
        """Find a code's row; an invalid index where it is not shown."""
        node = self._by_code.get(code_id)
        return self._index(node) if node else QModelIndex()

    def __len__(self) -> int:
        """Count the codes that are shown."""
        return len(self._by_code)

    def is_match(self, code_id: str) -> bool:
        """Tell whether a code itself matches the filter."""
        return matches(self.filter, self.tree.path(code_id))

    def groups(self) -> list[tuple[str, QModelIndex]]:
        """List the codes that have codes below them, with their rows."""
        return [(key, self._index(node)) for key, node in self._by_code.items() if node.children]

    # A code that is being named
    def begin_draft(self, parent_id: str) -> QModelIndex:
        """Put a nameless row below a code, or at the end of the tree, and return it."""
        self.drop_draft()
        above = self._by_code.get(parent_id, self._root)
        at = len(above.children)
        self.beginInsertRows(self._index(above), at, at)
        self._draft = self._make(None, above)
        self.endInsertRows()
        return self._index(self._draft)

    def drop_draft(self) -> None:
        """Take the nameless row away again."""
        draft = self._draft
        if draft is None or draft.parent is None:
            return
        row = draft.row
        self.beginRemoveRows(self._index(draft.parent), row, row)
        del draft.parent.children[row]
        del self._nodes[draft.number]
        self._draft = None
        self.endRemoveRows()

    # Qt's questions
    def index(self, row: int, column: int, parent: Any = None) -> QModelIndex:
        """Give the row below a parent."""
        above = self._node(parent)
        if column != 0 or not 0 <= row < len(above.children):
            return QModelIndex()
        return self.createIndex(row, 0, above.children[row].number)

    def parent(self, index: Any = None) -> Any:
        """Give the row above."""
        if index is None:
            return super().parent()
        node = self._node(index)
        return self._index(node.parent) if node.parent else QModelIndex()

    def rowCount(self, parent: Any = None) -> int:
        """Count the rows below a parent."""
        return len(self._node(parent).children)

    def columnCount(self, parent: Any = None) -> int:
        """Count one column."""
        return 1

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what is shown of a code."""
        node = self._node(index)
        answers = {CODE_ROLE: node.code, COUNT_ROLE: node.count, DEPTH_ROLE: node.depth}
        if role in answers:
            return answers[role]
        if node.code is None:
            return "" if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return node.code.name
        if role == Qt.ItemDataRole.ToolTipRole:
            said = (self.tree.path(node.code.id), node.code.brief_definition)
            return tip("\n".join(filter(None, said)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(node.code, node.count)
        return None

    def setData(self, index: Any, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another name, or for a new code of that name."""
        node = self._node(index)
        name = str(value).strip()
        if node.code is not None:
            self.renamed.emit(node.code.id, name)
        elif name and node.parent:
            self.named.emit(node.parent.code.id if node.parent.code else "", name)
        return True

    def flags(self, index: Any) -> Qt.ItemFlag:
        """Let names be edited and codes be dragged and dropped on."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return _CODE_FLAGS if self.is_writable else _CODE_FLAGS & ~Qt.ItemFlag.ItemIsEditable

    # Dragging and dropping
    def mimeTypes(self) -> list[str]:
        """Name what may be dropped here."""
        return [CODE, SELECTION]

    def supportedDropActions(self) -> Qt.DropAction:
        """Take moved codes and copied passages."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDragActions(self) -> Qt.DropAction:
        """Let a code be moved in the tree and applied to the text."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Give the dragged code's id."""
        data = QMimeData()
        code = self.code_of(indexes[0]) if indexes else None
        if code:
            data.setData(CODE, code.id.encode())
        return data

    def canDropMimeData(
        self,
        data: QMimeData,
        action: Qt.DropAction,
        row: int,
        column: int,
        parent: Any,
    ) -> bool:
        """Take a passage on a code, and a code anywhere but in itself."""
        above = self._node(parent)
        if data.hasFormat(SELECTION):
            return above.code is not None and row < 0
        moved = dropped_code(data)
        if moved not in self.tree:
            return False
        line = self.tree.lineage(above.code.id) if above.code else []
        return moved not in {each.id for each in line}

    def dropMimeData(
        self,
        data: QMimeData,
        action: Qt.DropAction,
        row: int,
        column: int,
        parent: Any,
    ) -> bool:
        """Ask for what was dropped."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        above = self._node(parent).code
        if data.hasFormat(SELECTION):
            assert above is not None
            self.selectionDropped.emit(above.id)
        else:
            moved = dropped_code(data)
            place = self._place(moved, above, self._node(parent), row)
            self.moved.emit(moved, above.id if above else "", place)
        # A move that Qt made itself would delete the dragged row; ours comes with the change.
        return False

    def _place(self, moved: str, above: Code | None, parent: Node, row: int) -> int:
        """Turn a row among what is shown into a place among all siblings but the moved code."""
        siblings = [c.id for c in self.tree.children(above.id if above else None) if c.id != moved]
        shown = [node.code.id for node in parent.children if node.code]
        if row >= 0:
            following = next((key for key in shown[row:] if key != moved), None)
            if following is not None:
                return siblings.index(following)
        return len(siblings)

    # The inside
    def _fill(self) -> None:
        self._numbers = count(1)
        self._nodes: dict[int, Node] = {}
        self._by_code: dict[str, Node] = {}
        self._draft = None
        self._root = Node(0, None, None, -1)
        shown = self._matching()
        waiting = [(code, self._root) for code in reversed(self.tree.children(None))]
        while waiting:
            code, above = waiting.pop()
            if shown is None or code.id in shown:
                node = self._make(code, above)
                waiting += [(child, node) for child in reversed(self.tree.children(code.id))]
        _count(self._root, self._counts)

    def _matching(self) -> set[str] | None:
        """Find the codes that match the filter, with those above them; None without a filter."""
        wanted = fold(self.filter).split()
        if not wanted:
            return None
        shown: set[str] = set()
        for key in reversed(self._folded):  # from the lowest up, so that each tells its parent
            if key in shown or all(word in self._folded[key] for word in wanted):
                shown.add(key)
                code = self.tree.get(key)
                if code and code.parent_id:
                    shown.add(code.parent_id)
        return shown

    def _make(self, code: Code | None, above: Node) -> Node:
        node = Node(next(self._numbers), code, above, above.depth + 1)
        above.children.append(node)
        self._nodes[node.number] = node
        if code:
            self._by_code[code.id] = node
        return node

    def _node(self, index: Any) -> Node:
        if index is None or not index.isValid():
            return self._root
        return self._nodes.get(index.internalId(), self._root)

    def _index(self, node: Node) -> QModelIndex:
        return self.createIndex(node.row, 0, node.number) if node.parent else QModelIndex()


def _count(node: Node, counts: Counter[str]) -> int:
    """Write into a node the annotations of its code and of all codes below it."""
    own = counts[node.code.id] if node.code else 0
    node.count = own + sum(_count(child, counts) for child in node.children)
    return node.count


def _spoken(code: Code, annotations: int) -> str:
    said = [code.name]
    if code.shortcut:
        said.append(tr(words.CODE_KEY).format(key=code.shortcut))
    return ", ".join([*said, words.annotation_count(annotations)])
