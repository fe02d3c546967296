"""What an assignment asks: shown before it is begun, and again whenever somebody wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QWidget,
)

from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import plain_label
from desktop_app.gui.seminar import says
from desktop_app.gui.words import tr
from desktop_app.messages_seminar import asked_phrases, terms_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.core.assignments import Assignment

HIGHEST = 320
"""The height beyond which what is asked scrolls, in pixels."""
WIDTH = 480


class Task(QScrollArea):
    """The task in words, as high as it is; it is read with the mouse and by the keyboard."""

    def __init__(self, task: Assignment, titles: Sequence[str]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr(says.TASK))
        self.instructions = _readable(task.instructions)
        self.instructions.setVisible(bool(task.instructions))
        rows = asked_phrases(task, tr)
        rows += [(tr(says.PACK_TEXTS), "\n".join(titles))] if titles else []
        rows += [(tr(says.TERMS), terms_phrase(task, tr))]
        self.rows = dict(rows)
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.instructions, 0, 0, 1, 2)
        for row, (said, text) in enumerate(rows, 1):
            label = plain_label(said, is_dim=True)
            label.setWordWrap(False)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_readable(text), row, 1)
        grid.setRowStretch(len(rows) + 1, 1)
        self.setWidget(self._inside)

    def sizeHint(self) -> QSize:
        """Be as high as what is asked, and scroll where that is long."""
        layout = self._inside.layout()
        height = layout.heightForWidth(WIDTH) if layout else 0
        return QSize(WIDTH, min(height + 4, HIGHEST))

    def minimumSizeHint(self) -> QSize:
        """Never be squeezed below a few lines."""
        return QSize(240, min(self.sizeHint().height(), 96))


class TaskDialog(QDialog):
    """Shows what an assignment asks; nothing is changed."""

    def __init__(
        self, task: Assignment, titles: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(says.TASK))
        self.task = Task(task, titles)
        foot = Foot(self)
        layout = body(self)
        layout.addWidget(title_label(task.title))
        layout.addWidget(self.task, 1)
        layout.addLayout(foot)
        foot.do.setFocus()


def title_label(title: str) -> QLabel:
    """Write an assignment's title large."""
    head = plain_label(title)
    font = head.font()
    font.setPixelSize(20)
    head.setFont(font)
    return head


def _readable(text: str) -> QLabel:
    label = plain_label(text)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
