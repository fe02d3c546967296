"""The gallery of ready codebooks: those that come with Diple, and the user's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.books import Book, Entry
from desktop_app.core.errors import AppError
from desktop_app.core.model import Code
from desktop_app.formats.codebook_entries import Codebook, book_of
from desktop_app.formats.codebook_yaml import read_codebook
from desktop_app.gui import words
from desktop_app.gui.codebook import says
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import caption, menu_text, plain_label, swatch_icon, tip
from desktop_app.gui.words import tr
from desktop_app.paths import data_folder, resources

FOLDER = "codebooks"
_PATH = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Ready:
    """A ready codebook: its file, and whether it is the user's own."""

    path: Path
    title: str
    is_own: bool


def own_folder() -> Path:
    """Tell where the user's own codebooks are kept."""
    return data_folder() / FOLDER


def list_ready() -> list[Ready]:
    """List the ready codebooks, the user's own first, by their titles."""
    found = []
    for folder, is_own in ((own_folder(), True), (resources() / FOLDER, False)):
        paths = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
        ready = [Ready(path, _title(path), is_own) for path in paths]
        found += sorted(ready, key=lambda each: each.title.casefold())
    return found


def _title(path: Path) -> str:
    """Read only a file's title, which stands in its first lines."""
    try:
        with path.open(encoding="utf-8") as file:
            for _, line in zip(range(20), file, strict=False):
                if line.startswith("title:"):
                    return line.partition(":")[2].strip().strip("\"'") or path.stem
    except (OSError, UnicodeDecodeError):
        return path.stem
    return path.stem


class GalleryDialog(QDialog):
    """Lets a ready codebook be chosen, whole or by branch; `taken` when it shall come."""

    taken = Signal()
    saveWanted = Signal()

    def __init__(
        self, *, has_codes: bool, home: Sequence[Code] = (), parent: QWidget | None = None
    ) -> None:
        """Make the gallery; `home` is the code in hand with those above it, topmost first."""
        super().__init__(parent)
        self._home = tuple(home)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(says.GALLERY_TITLE))
        self.resize(860, 600)
        self.codebook: Codebook | None = None
        self.book = Book(())
        self.list = QListWidget()
        self.list.setAccessibleName(tr(says.GALLERY_LIST))
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(tr(says.GALLERY_CODES))
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.about = plain_label()
        self.sources = QPlainTextEdit()
        self.sources.setReadOnly(True)
        self.sources.setTabChangesFocus(True)
        self.sources.setAccessibleName(tr(says.GALLERY_SOURCES).format(sources=""))
        self.sources.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 22)
        self.count = caption("")
        self.below = QCheckBox()
        self.below.setVisible(bool(home))
        if home:
            self.below.setText(menu_text(tr(says.GALLERY_BELOW).format(code=home[-1].name)))
        foot = Foot(self, says.GALLERY_TAKE)
        self.save = foot.add(says.GALLERY_SAVE)
        self.save.setEnabled(has_codes)
        self.take = foot.do
        self._lay_out(foot)
        self.list.currentItemChanged.connect(lambda item, _: self._show(item))
        self.tree.itemChanged.connect(lambda *_: self._count())
        self.save.clicked.connect(self.saveWanted)
        self.take.clicked.connect(self._accept)
        self.fill()

    def fill(self, wanted: str = "") -> None:
        """List the ready codebooks, that called `wanted` in hand."""
        self.list.clear()
        for ready in list_ready():
            item = QListWidgetItem(ready.title)
            item.setData(_PATH, str(ready.path))
            item.setToolTip(tip(tr(says.GALLERY_OWN if ready.is_own else says.GALLERY_SHIPPED)))
            self.list.addItem(item)
            if ready.title == wanted:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and self.list.count():
            self.list.setCurrentRow(0)

    def ticked(self) -> set[str]:
        """List the ids of the ticked entries."""
        return {
            str(item.data(0, _PATH))
            for item in self._items()
            if item.checkState(0) != Qt.CheckState.Unchecked
        }

    def chosen_book(self) -> Book:
        """Give the ticked entries as a book; what stands above a ticked one comes along."""
        wanted = self.ticked()
        kept = tuple(entry for entry in self.book.entries if entry.id in wanted)
        if not self.below.isChecked():
            return replace(self.book, entries=kept)
        # Those above are only named: of them the book tells nothing.
        above = tuple(
            Entry(code.id, code.parent_id, code.position, code.name, is_implied=True)
            for code in self._home
        )
        home = self._home[-1].id
        kept = tuple(replace(e, parent_id=home) if e.parent_id is None else e for e in kept)
        return replace(self.book, entries=above + kept, has_ids=False)

    def _lay_out(self, foot: Foot) -> None:
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        right = QVBoxLayout()
        right.setSpacing(6)
        for widget, stretch in (
            (self.about, 0),
            (self.sources, 0),
            (self.tree, 1),
            (self.count, 0),
            (self.below, 0),
        ):
            right.addWidget(widget, stretch)
        halves = QHBoxLayout()
        halves.setSpacing(16)
        halves.addLayout(left, 2)
        halves.addLayout(right, 3)
        layout = body(self)
        layout.addLayout(halves, 1)
        layout.addLayout(foot)

    def _show(self, item: QListWidgetItem | None) -> None:
        self.tree.blockSignals(True)
        self.tree.clear()
        self.book = Book(())
        if item:
            try:
                self.codebook = read_codebook(Path(item.data(_PATH)))
                self.book = book_of(self.codebook)
                self.about.setText(self.codebook.about)
                said = "; ".join(self.codebook.sources)
                self.sources.setPlainText("\n".join(self.codebook.sources))
                self.sources.setVisible(bool(said))
            except AppError as error:
                self.about.setText(words.explain(error))
                self.sources.hide()
        self._fill_tree()
        self.tree.blockSignals(False)
        self._count()

    def _fill_tree(self) -> None:
        made: dict[str, QTreeWidgetItem] = {}
        flags = Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable
        for entry in self.book.entries:
            above = made.get(entry.parent_id or "")
            item = QTreeWidgetItem(above) if above else QTreeWidgetItem(self.tree)
            item.setText(0, entry.name)
            item.setToolTip(0, tip("\n".join(filter(None, (entry.name, entry.brief_definition)))))
            item.setIcon(0, swatch_icon(entry.color))
            item.setData(0, _PATH, entry.id)
            item.setFlags(item.flags() | flags)
            item.setCheckState(0, Qt.CheckState.Checked)
            made[entry.id] = item
        self.tree.expandToDepth(0)

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        waiting = [self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is not None:
                found.append(item)
                waiting += [item.child(at) for at in range(item.childCount())]
        return found

    def _count(self) -> None:
        count = len(self.ticked())
        said = says.counted(count, "code")
        self.count.setText(tr(says.GALLERY_COUNT).format(count=said))
        self.take.setEnabled(count > 0)

    def _accept(self) -> None:
        self.taken.emit()
        self.accept()
