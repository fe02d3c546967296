"""The backups of a project, compared with what is there now; one can be brought back.

Neither the project nor a backup is opened for that; what they hold is counted in a thread.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop_app import core, messages
from desktop_app.core.errors import AppError
from desktop_app.core.findings import Counts
from desktop_app.core.safety.checks import damage_of
from desktop_app.gui import words_safety as said
from desktop_app.gui.cells import CellDelegate
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import ElidedLabel, plain_label, small, tabular
from desktop_app.gui.tasks import Progress, Stopped, Task
from desktop_app.gui.times import local_time
from desktop_app.gui.words import tr

_TITLES = (
    said.WHEN, said.WHY, said.SIZE, said.DOCUMENTS, said.CODES, said.ANNOTATIONS, said.NOTES,
    said.STEPS,
)  # fmt: skip
_FIRST_COUNT = 3
_COUNTS = ("documents", "codes", "annotations", "notes", "steps")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_PATH = Qt.ItemDataRole.UserRole


class RestoreDialog(QDialog):
    """Lists backups; `restoreWanted` tells the project's file and the backup to put there."""

    restoreWanted = Signal(Path, Path)

    def __init__(self, path: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(said.RESTORE_TITLE))
        self._path: Path | None = None
        self._task: Task | None = None
        self.places = QComboBox()
        self.places.setAccessibleName(tr(said.RESTORE_PROJECT))
        self.where = ElidedLabel()
        self.where.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.where.setFont(small(self.where.font()))
        self.list = self._make_list()
        self.hint = plain_label(tr(said.RESTORE_HINT), is_dim=True)
        self.hint.setFont(small(self.hint.font()))
        foot = Foot(self, said.RESTORE)
        self.restore = foot.do
        self.restore.setEnabled(False)
        self.restore.clicked.connect(self._restore)
        self._lay_out(foot)
        self.finished.connect(self._stop)
        self._offer(path)
        self.places.currentIndexChanged.connect(self._turn)
        self.resize(760, 420)
        self._turn()
        self.list.setFocus()

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setItemDelegate(CellDelegate(made))
        made.setAccessibleName(tr(said.RESTORE_TITLE))
        made.setHeaderLabels([tr(title) for title in _TITLES])
        for column in range(_FIRST_COUNT - 1, len(_TITLES)):
            made.headerItem().setTextAlignment(column, _RIGHT)
        made.header().setStretchLastSection(False)
        made.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        made.currentItemChanged.connect(self._choose)
        made.itemActivated.connect(lambda: self.restore.click())
        return made

    def _lay_out(self, foot: Foot) -> None:
        layout = body(self)
        layout.setSpacing(8)
        layout.addWidget(self.places)
        layout.addWidget(self.where)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.hint)
        layout.addSpacing(4)
        layout.addLayout(foot)

    def _offer(self, path: Path | None) -> None:
        """Fill the list of projects, the one asked for in front."""
        wanted = path.resolve() if path else None
        found = {place.path: place.name for place in core.safety.places()}
        if wanted and wanted not in found:
            found = {wanted: wanted.stem, **found}
        for place, name in found.items():
            self.places.addItem(name, place)
            self.places.setItemData(
                self.places.count() - 1, str(place), Qt.ItemDataRole.AccessibleDescriptionRole
            )
            if place == wanted:
                self.places.setCurrentIndex(self.places.count() - 1)
        self.places.setVisible(len(found) > 1)
        if not found:
            self.hint.setText(tr(said.RESTORE_NONE))

    def _turn(self) -> None:
        """Show the backups of another project."""
        self._stop()
        self.list.clear()
        path = self.places.currentData()
        self._path = path if isinstance(path, Path) else None
        self.where.set_whole(str(self._path or ""))
        if self._path is None:
            return
        backups = core.safety.backups_of(self._path)
        self._add_row(tr(said.NOW), "", self._size_of(self._path), None)
        for backup in backups:
            why = tr(messages.REASONS[backup.reason])
            self._add_row(local_time(backup.at.isoformat()), why, backup.size, backup.path)
        if newest := self.list.topLevelItem(1):
            self.list.setCurrentItem(newest)
        self._count([self._path, *(backup.path for backup in backups)])

    def _add_row(self, when: str, why: str, size: int | None, path: Path | None) -> None:
        item = QTreeWidgetItem([when, why, _megabytes(size)])
        item.setData(0, _PATH, path)
        font = tabular(self.list.font())
        for column in range(_FIRST_COUNT - 1, len(_TITLES)):
            item.setTextAlignment(
                column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
            item.setFont(column, font)
        if path is None:
            dim = QBrush(self.palette().color(QPalette.ColorRole.PlaceholderText))
            item.setForeground(0, dim)
        self.list.addTopLevelItem(item)

    @staticmethod
    def _size_of(path: Path) -> int | None:
        try:
            return path.stat().st_size
        except OSError:
            return None

    # Counting in a thread
    def _count(self, paths: list[Path]) -> None:
        def work(progress: Progress) -> tuple[list[Counts | None], bool]:
            found: list[Counts | None] = []
            for number, path in enumerate(paths):
                progress(number, len(paths))
                try:
                    found.append(core.safety.count(path))
                except AppError:
                    found.append(None)
            return found, paths[0].exists() and damage_of(paths[0]) is not None

        self._task = task = Task(work, self)
        task.finished.connect(lambda found, error: self._counted(task, found, error))
        task.start()

    def _counted(self, task: Task, found: object, error: object) -> None:
        if self._task is not task:
            return
        self._task = None
        if isinstance(error, BaseException) and not isinstance(error, Stopped):
            raise error
        if not isinstance(found, tuple):
            return
        counted, is_damaged = found
        now = counted[0]
        for row, counts in enumerate(counted):
            item = self.list.topLevelItem(row)
            if item is None:
                continue
            if is_damaged and row == 0:
                item.setText(1, tr(said.DAMAGED_NOW))
            if counts is None:
                item.setText(1, tr(said.NOT_READABLE))
                continue
            for column, name in enumerate(_COUNTS, _FIRST_COUNT):
                item.setText(column, _compared(getattr(counts, name), now and getattr(now, name)))
        self.setProperty("counted", True)

    def _stop(self) -> None:
        if self._task:
            self._task.stop()
            self._task = None

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        self.restore.setEnabled(item is not None and isinstance(item.data(0, _PATH), Path))

    def _restore(self) -> None:
        item = self.list.currentItem()
        backup = item.data(0, _PATH) if item else None
        if isinstance(backup, Path) and self._path:
            self.accept()
            self.restoreWanted.emit(self._path, backup)


def _compared(count: int, now: int | None) -> str:
    """Write a count, and in brackets how far it is from what is there now."""
    if now is None or now == count:
        return f"{count:,}"
    return f"{count:,} ({'+' if count > now else '−'}{abs(count - now):,})"


def _megabytes(size: int | None) -> str:
    return tr(said.MEGABYTES).format(size=f"{size / 1e6:,.1f}") if size is not None else ""
