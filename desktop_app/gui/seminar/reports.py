"""The reports before something is taken in: readings that were handed in, copies to be merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import bold, plain_label
from desktop_app.gui.seminar import says
from desktop_app.gui.seminar.choices import Choices
from desktop_app.gui.words import tr
from desktop_app.messages_seminar import (
    counts_phrase,
    reanchored_phrase,
    standing_phrase,
)

if TYPE_CHECKING:
    from desktop_app.core.collecting import CollectPlan
    from desktop_app.core.merging import MergePlan
    from desktop_app.core.submissions import Collected


class CollectDialog(QDialog):
    """Tells of each file whose it is and what becomes of it; `taken` says to go on.

    It hands over what was decided otherwise than it is taken, by the keys of the conflicts.
    """

    taken = Signal(object)

    def __init__(self, plan: CollectPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(says.COLLECT))
        count = sum(each.is_taken for each in plan.reports)
        said = [tr(says.COLLECT_NOTHING)]
        if count:
            said = [tr(says.COLLECT_SUMMARY).format(taken=count, count=len(plan.reports))]
        reports = sorted(plan.reports, key=_urgency)
        if len({_urgency(each) for each in reports}) > 1 and _urgency(reports[0]) < _PLAIN:
            said.append(tr(says.COLLECT_FIRST))
        summary = plain_label(" ".join(said))
        summary.setFont(bold(summary.font()))
        self.table = QTableWidget(len(plan.reports), len(says.COLLECT_HEADS))
        self._fill(reports)
        foot = _foot(self, "" if plan.is_empty else tr(says.COLLECT_TAKE).format(count=count))
        self.take = foot.do
        layout = body(self)
        layout.addWidget(summary)
        layout.addWidget(self.table, 1)
        self.choices = Choices(plan.conflicts)
        if plan.conflicts:
            layout.addWidget(plain_label(tr(says.MERGE_CONFLICTS), is_dim=True))
            layout.addWidget(self.choices, 1)
        # A report of a few files leaves the room to what is asked.
        layout.setStretchFactor(self.table, 3 if len(reports) > _FEW else 1)
        layout.addLayout(foot)
        self.resize(960, 480)
        (self.take if count else self.table).setFocus()

    def accept(self) -> None:
        """Go on."""
        self.taken.emit(self.choices.decided())
        super().accept()

    def _fill(self, reports: Sequence[Collected]) -> None:
        table = self.table
        table.setObjectName("collected")
        table.setAccessibleName(tr(says.COLLECT))
        table.setHorizontalHeaderLabels([tr(head) for head in says.COLLECT_HEADS])
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(27)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(True)
        for row, each in enumerate(reports):
            count = f"{each.annotations:,}" if each.error is None and each.person else ""
            said = (each.person, each.file_name, _what(each), count, _texts(each))
            for column, text in enumerate(said):
                item = QTableWidgetItem(text)
                tip = tr(says.NAMESAKES).format(name=each.person) if each.namesakes else text
                item.setToolTip(tip)
                if column == 3:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                table.setItem(row, column, item)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (0, 1, 3, 4):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        rows = table.verticalHeader()
        rows.setMinimumSectionSize(27)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)


_PLAIN = 2
_FEW = 8


def _urgency(each: Collected) -> int:
    """Put what is left out first, then what wants a look, and what is here already last."""
    from desktop_app.core.submissions import Standing

    if each.standing in (Standing.DAMAGED, Standing.STRANGE) or each.refused:
        return 0
    if each.standing is Standing.APART or each.reanchored or each.namesakes:
        return 1
    return _PLAIN if each.is_taken else _PLAIN + 1


def _what(each: Collected) -> str:
    said = standing_phrase(each, tr)
    # The reader stands in a column of its own.
    said = said.removeprefix(f"{each.person}, ").removeprefix(f"{each.person}: ")
    if each.namesakes:
        said += f". {tr(says.NAMESAKES).format(name=each.person)}"
    return said if said.startswith(each.file_name) else said[:1].upper() + said[1:]


def _texts(each: Collected) -> str:
    if each.refused:
        return tr(says.LEFT_TEXTS).format(titles=", ".join(each.refused))
    if not each.is_taken:
        return ""
    return tr(says.MOVED_TEXTS if each.reanchored else says.SAME_TEXTS)


class MergeDialog(QDialog):
    """Tells what copies bring and asks about what clashes; `decided` hands the answers over."""

    decided = Signal(object)

    def __init__(self, plan: MergePlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(says.MERGE))
        counts = counts_phrase(plan.counts(), tr) or tr(says.SMALL_THINGS)
        summary = plain_label(
            tr(says.MERGE_NOTHING)
            if plan.is_empty
            else tr(says.MERGE_BRINGS).format(counts=counts[:1].upper() + counts[1:])
        )
        summary.setFont(bold(summary.font()))
        self.choices = Choices(plan.conflicts)
        foot = _foot(self, "" if plan.is_empty else says.MERGE_TAKE)
        self.merge = foot.do
        layout = body(self)
        layout.addWidget(summary)
        for report in plan.reanchored:
            layout.addWidget(plain_label(reanchored_phrase(report, tr)))
        if plan.conflicts:
            layout.addWidget(plain_label(tr(says.MERGE_CONFLICTS), is_dim=True))
            layout.addWidget(self.choices, 1)
        layout.addStretch(1)
        layout.addLayout(foot)
        self.resize(680, 400 if plan.conflicts else 200)
        self.merge.setFocus()

    def accept(self) -> None:
        """Hand over what was decided, by the keys of the conflicts."""
        self.decided.emit(self.choices.decided())
        super().accept()


def _foot(dialog: QDialog, do: str) -> Foot:
    """Make the last line; where there is nothing to take it only closes."""
    said = plain_label(tr(says.COLLECT_SAFE) if do else "", is_dim=True)
    foot = Foot(dialog, do, said=said)
    if do:
        foot.do.clicked.connect(dialog.accept)
    return foot
