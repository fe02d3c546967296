"""What clashed where others' work comes in, and the choices that a person has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from desktop_app.gui.pieces import CalmCombo, plain_label
from desktop_app.gui.seminar import says
from desktop_app.gui.words import tr
from desktop_app.messages_seminar import conflict_phrase, value_phrase

if TYPE_CHECKING:
    from desktop_app.core.merging import Conflict

OURS, THEIRS = "ours", "theirs"
_Answers = list[tuple[str, str]]


class Choices(QScrollArea):
    """A row a conflict, told in a sentence, with its answers; what is taken stands first."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        super().__init__()
        self.boxes: dict[str, CalmCombo] = {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        by_key: dict[str, list[Conflict]] = {}
        for each in conflicts:
            by_key.setdefault(each.key, []).append(each)
        for row, (key, clashes) in enumerate(by_key.items()):
            said = conflict_phrase(clashes[-1], tr)
            grid.addWidget(plain_label(said[:1].upper() + said[1:]), row, 0)
            if answers := _answers(clashes):
                box = CalmCombo()
                box.setAccessibleName(said)
                box.setMaximumWidth(320)
                for side, text in answers:
                    box.addItem(text, side)
                grid.addWidget(box, row, 1, Qt.AlignmentFlag.AlignTop)
                self.boxes[key] = box
        grid.setRowStretch(len(by_key), 1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        # No higher than what is in it: the room belongs to the report above.
        self.setMaximumHeight(inside.sizeHint().height())

    def decided(self) -> dict[str, str]:
        """Give what was chosen otherwise than it is taken, by the keys of the conflicts."""
        return {key: box.currentData() for key, box in self.boxes.items() if box.currentIndex() > 0}


def _answers(clashes: Sequence[Conflict]) -> _Answers:
    """List what can be chosen of one thing, what is taken otherwise first."""
    last = clashes[-1]
    if last.kind in ("deleted", "used", "dropped"):
        keeper = OURS if last.by == THEIRS else THEIRS
        return [(keeper, tr(says.MERGE_KEEP)), (last.by, tr(says.MERGE_DELETE))]
    if last.kind not in ("edited", "text"):
        return []
    ours = tr(says.MERGE_SO_FAR if last.person else says.MERGE_OURS)
    answers = [(OURS, ours.format(value=_short(clashes[0].of(OURS))))]
    for each in clashes:
        value = _short(each.of(THEIRS))
        said = tr(says.MERGE_PERSONS if each.person else says.MERGE_THEIRS)
        answers.append((each.coder_id or THEIRS, said.format(person=each.person, value=value)))
    values = [clashes[0].ours, *(each.theirs for each in clashes)]
    taken = values.index(last.taken) if last.taken in values else 0
    return [answers.pop(taken), *answers]


def _short(values: tuple[object, ...]) -> str:
    text = " ".join(value_phrase(values).split())
    return text if len(text) <= 40 else f"{text[:39]}…"
