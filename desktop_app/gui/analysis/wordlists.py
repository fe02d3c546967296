"""Lists of words: the commonest, runs of words, what stands near, phrases that return.

Each row opens its lines in the concordance; nothing here codes by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QPushButton, QWidget

from desktop_app.core.errors import AppError
from desktop_app.core.words import fold_text
from desktop_app.gui.analysis import says
from desktop_app.gui.analysis.grids import FiguresView
from desktop_app.gui.analysis.pieces import WorkLine, bar, choice, count_label, empty_page
from desktop_app.gui.analysis.snapshot import Asker
from desktop_app.gui.bridge import Session
from desktop_app.gui.lists import stacked
from desktop_app.gui.pieces import one_line, tip
from desktop_app.gui.tasks import Progress
from desktop_app.gui.theme import reading_font
from desktop_app.gui.words import explain, tr

if TYPE_CHECKING:
    from desktop_app.core.model import Rows

_PAUSE = 250
_SHOWN = 20_000
"""So many rows are listed at most; what is rarer can be found by typing."""
_FIGURE = 76
"""Pixels that a column of figures takes at least."""
_LEAST = {"1": 1, "2": 2, "3": 2, "4": 2}
_TITLES = {
    "near": (says.WORD, says.BEFORE, says.BEHIND, says.EVERYWHERE, says.STRENGTH),
    "echo": (
        says.PHRASE,
        says.TIMES,
        says.IN_DOCUMENTS,
        says.LENGTH,
        says.WEIGHT,
        says.BESIDE,
    ),
    "list": (says.WORD, says.TIMES, says.IN_DOCUMENTS),
}

_NONE = {"echo": says.ECHO_EMPTY, "echo-across": says.ECHO_ACROSS_EMPTY}

Row = tuple[Any, ...]


class Found(NamedTuple):
    """The rows of a list under their titles, the first column being words."""

    titles: Sequence[str]
    rows: list[Row]


class WordsModel(QAbstractTableModel):
    """A list of words with figures; can be narrowed and sorted."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all = Found((), [])
        self._rows: list[Row] = []
        self._wanted = ""

    def show(self, found: Found) -> None:
        """Show another list."""
        self._all = found
        self.narrow(self._wanted)

    def narrow(self, typed: str) -> None:
        """Show only the rows whose words hold what is typed."""
        self.beginResetModel()
        self._wanted = typed
        self._rows = self.narrowed().rows[:_SHOWN]
        self.endResetModel()

    def narrowed(self) -> Found:
        """Give all rows that hold what is typed, also those too many to be shown."""
        wanted = fold_text(self._wanted.strip())
        rows = [row for row in self._all.rows if not wanted or wanted in fold_text(row[0])]
        return Found(self._all.titles, rows)

    def sort_by(self, column: int) -> None:
        """Sort by a column: words by letter, figures the most first."""
        if not column:
            self._all.rows.sort(key=lambda row: fold_text(row[0]))
        elif self._all.titles[column] == says.BESIDE:
            self._all.rows.sort(key=lambda row: fold_text(row[column]))
        else:
            self._all.rows.sort(key=lambda row: -row[column])
        self.narrow(self._wanted)

    @property
    def has_any(self) -> bool:
        """Whether there are rows, shown or not."""
        return bool(self._all.rows)

    def words_at(self, index: QModelIndex) -> str:
        """Give the words of a row."""
        return str(self._rows[index.row()][0])

    def rowCount(self, parent: Any = None) -> int:
        """Count the rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Any = None) -> int:
        """Count the columns."""
        return len(self._all.titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(self._all.titles[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_figure = section and self._all.titles[section] != says.BESIDE
            side = Qt.AlignmentFlag.AlignRight if is_figure else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(tr(says.COLUMN_TIPS.get(self._all.titles[section], "")))
        return None

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what is shown of a row."""
        value = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            if isinstance(value, str):
                return one_line(value)
            return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_figure = not isinstance(value, str)
            side = Qt.AlignmentFlag.AlignRight if is_figure else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole and not index.column():
            return reading_font(14)
        return None


class WordsPane(QWidget):
    """Counts words and finds phrases that return; leads to their lines."""

    exportWanted = Signal(object, object)
    """The names of columns, and the rows that are to be written to a file."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.asker = Asker(session, self)
        self.model = WordsModel(self)
        self.view = FiguresView()
        self.empty = empty_page(says.WORDS_EMPTY)
        self.kind = choice(says.WORDS_KIND, says.WORD_KINDS)
        self.scope = choice(
            says.CONCORDANCE_SCOPE, [("all", says.ALL_TEXTS), ("one", says.THIS_TEXT)]
        )
        self.field = QLineEdit()
        self.field.setMinimumWidth(160)
        self.count = count_label()
        self.export = QPushButton(tr(says.EXPORT_THESE))
        self.working = WorkLine()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._is_old = True
        self._lay_out()
        self._wire()

    def refresh(self) -> None:
        """Count anew; where the pane is not seen, when it next is."""
        self._is_old = not self.isVisible()
        self._name_field()
        if self._is_old or self.session.project is None:
            return
        kind, typed = str(self.kind.currentData()), self.field.text()
        only = frozenset({self.session.document_id}) if self.scope.currentData() == "one" else None
        if kind == "near" and not typed.strip():
            self.asker.stop()
            self._show(Found((), []))
            return

        def work(rows: Rows, progress: Progress) -> Found:
            return find(rows, kind, typed, only, progress)

        self.asker.ask(work, self._show, self._refuse)

    def _lay_out(self) -> None:
        self.view.setModel(self.model)
        self.view.setObjectName("wordList")
        self.view.setAccessibleName(tr(says.WORDS))
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setShowGrid(False)
        self.view.setTabKeyNavigation(False)
        self.view.setWordWrap(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(27)
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        controls = bar(
            self.kind, self.scope, self.field, None, self.count, self.working, 1,
            self.export,
        )  # fmt: skip
        self._stack = stacked(self, self.field, (self.empty, self.view), controls)
        self._name_field()

    def _wire(self) -> None:
        self.kind.activated.connect(self._turn)
        self.scope.activated.connect(self.refresh)
        self.field.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._type)
        self.field.returnPressed.connect(self._go_in)
        self.export.clicked.connect(self._export)
        self.view.chosen.connect(self._go)
        self.view.doubleClicked.connect(self._go)
        self.view.horizontalHeader().sectionClicked.connect(self.model.sort_by)
        self.asker.began.connect(self.working.watch)
        self.asker.ended.connect(self.working.rest)
        self.session.opened.connect(self._forget)
        self.session.documentChanged.connect(self._follow_document)
        self.session.changed.connect(self._follow)

    def showEvent(self, event: QShowEvent) -> None:
        """Count when the pane is first seen, and after texts have come or gone."""
        super().showEvent(event)
        if self._is_old:
            self.refresh()

    def _name_field(self) -> None:
        is_near = self.kind.currentData() == "near"
        said = tr(says.NEAR_HINT if is_near else says.NARROW_HINT)
        self.field.setPlaceholderText(said)
        self.field.setAccessibleName(said)

    def _turn(self) -> None:
        self.field.clear()
        self._pause.stop()
        self.model.narrow("")
        self.refresh()

    def _type(self) -> None:
        self._pause.stop()
        if self.kind.currentData() == "near":
            self.refresh()
        else:
            self.model.narrow(self.field.text())
            self._count()

    def _show(self, found: Found) -> None:
        is_near = self.kind.currentData() == "near"
        self.model._wanted = "" if is_near else self.field.text()
        self.model.show(found)
        if found.titles:
            self._share_out(found.titles)
        self._count()

    def _share_out(self, titles: Sequence[str]) -> None:
        """Give figures the room that their heads take, and words the rest."""
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, title in enumerate(titles):
            needed = max(_FIGURE, header.sectionSizeHint(column))
            share = self.view.viewport().width() // 3
            header.resizeSection(column, share if title == says.BESIDE else needed)

    def _refuse(self, error: AppError) -> None:
        self.model.show(Found((), []))
        self._count()
        self.empty.setText(explain(error))

    def _count(self) -> None:
        total = self.model.rowCount()
        self._stack.setCurrentIndex(1 if total else 0)
        self.empty.setText(tr(self._why_empty()))
        self.export.setEnabled(bool(total))
        said = says.ROWS_ONE if total == 1 else says.ROWS_MANY
        self.count.setText(tr(said).format(count=f"{total:,}") if total else "")

    def _why_empty(self) -> str:
        kind, typed = str(self.kind.currentData()), self.field.text().strip()
        if kind == "near":
            return says.WORDS_EMPTY if typed else says.NEAR_EMPTY
        if typed and self.model.has_any:
            return says.WORDS_NARROWED
        return _NONE.get(kind, says.WORDS_EMPTY)

    def _export(self) -> None:
        from desktop_app.formats import words_csv

        columns = {
            _TITLES["near"]: words_csv.COLLOCATE_COLUMNS,
            _TITLES["echo"]: words_csv.ECHO_COLUMNS,
            _TITLES["list"]: words_csv.RUN_COLUMNS,
        }
        titles, rows = self.model.narrowed()
        self.exportWanted.emit(columns[tuple(titles)], rows)

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            self.session.linesWanted.emit(self.model.words_at(index))

    def _go_in(self) -> None:
        if self._pause.isActive():
            self._type()
        if self.model.rowCount():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.view.setCurrentIndex(self.model.index(0, 0))

    def _follow(self, changes: Any) -> None:
        if changes.touches("documents"):
            self.refresh()

    def _follow_document(self) -> None:
        if self.scope.currentData() == "one":
            self.refresh()

    def _forget(self) -> None:
        self._show(Found((), []))
        self.refresh()


def find(
    rows: Rows, kind: str, typed: str, only: frozenset[str] | None, progress: Progress
) -> Found:
    """Make a list of a kind; `typed` is what collocates stand near."""
    from desktop_app.core.search import Search
    from desktop_app.core.wordlists import count_runs, find_collocates, find_echoes
    from desktop_app.formats.words_csv import echo_row

    if kind == "near":
        search = Search(typed, document_ids=only)
        near = find_collocates(rows, search, progress=progress)
        return Found(_TITLES["near"], [tuple(each) for each in near])
    if kind.startswith("echo"):
        echoes = find_echoes(
            rows, document_ids=only, is_across=kind == "echo-across", progress=progress
        )
        return Found(_TITLES["echo"], list(map(echo_row, echoes)))
    found = count_runs(rows, int(kind), only, _LEAST[kind], progress)
    return Found(_TITLES["list"], [tuple(each) for each in found])
