"""What is done to the codes in hand, one or many: each deed is one step.

What touches much is told before it is done, and a backup is made first.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app import core
from desktop_app.core.model import Code, Op
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.codebook import says
from desktop_app.gui.codebook.deleting import delete_codes
from desktop_app.gui.dialogs.choice import Choice
from desktop_app.gui.words import tr

KEEP, REMOVE, DO = "keep", "remove", "do"


class Deeds(QObject):
    """Makes, moves, sorts, merges, splits, retires and deletes codes."""

    made = Signal(str)
    """A code was made that shall be named: its id."""

    def __init__(self, session: Session, home: QWidget) -> None:
        super().__init__(home)
        self.session = session
        self._home = home

    # Making and moving
    def create(self, parent_id: str | None) -> None:
        """Make a code below another, or at the top, to be named at once."""
        tree = self.session.tree
        names = {code.name for code in tree.children(parent_id)}
        usual = tr(says.NEW_CODE)
        name = next(
            each
            for number in range(1, len(names) + 2)
            if (each := usual if number == 1 else f"{usual} {number}") not in names
        )
        made = ""
        with self.session.change(Op.CREATE_CODE) as change:
            made = core.codebook.create_code(change, name, parent_id)
        if made:
            self.made.emit(made)

    def move(self, ids: list[str], parent_id: str, place: int) -> None:
        """Put codes below another (or topmost) at a place among its siblings."""
        op = Op.MOVE_CODE if len(ids) == 1 else Op.MOVE_CODES

        def do() -> None:
            with self.session.change(op) as change:
                core.branches.move_codes(change, ids, parent_id or None, place)

        self.session.backed_up(op, do, len(ids))

    def shift(self, codes: list[Code], way: str) -> None:
        """Move codes among their siblings, out one level, or below the sibling before."""
        if not codes:
            return
        tree, first = self.session.tree, codes[0]
        ids = [code.id for code in codes if code.parent_id == first.parent_id]
        siblings = [code.id for code in tree.children(first.parent_id)]
        at = siblings.index(first.id)
        last = max(siblings.index(each) for each in ids)
        above = tree.get(first.parent_id)
        if way == "move_up" and at > 0:
            self.move(ids, first.parent_id or "", at - 1)
        elif way == "move_down" and last + 1 < len(siblings):
            self.move(ids, first.parent_id or "", last + 2)
        elif way == "move_out" and above:
            outer = [code.id for code in tree.children(above.parent_id)]
            self.move(ids, above.parent_id or "", outer.index(above.id) + 1)
        elif way == "move_in" and at > 0:
            below = len(tree.children(siblings[at - 1]))
            self.move(ids, siblings[at - 1], below)

    def sort(self, parent_id: str | None, order: str) -> None:
        """Sort the codes below one, or the topmost."""
        with self.session.change(Op.SORT_CODES) as change:
            core.branches.sort_codes(change, parent_id, order)

    # Ending
    def retire(self, ids: list[str]) -> None:
        """Offer codes no more."""
        with self.session.change(Op.RETIRE_CODE) as change:
            core.branches.retire_codes(change, ids)

    def restore(self, ids: list[str]) -> None:
        """Offer retired codes again."""
        with self.session.change(Op.RESTORE_CODE) as change:
            core.branches.restore_codes(change, ids)

    def merge(self, ids: list[str], kept_id: str) -> None:
        """Merge codes into one of them, once what that does was read."""
        project = self.session.project
        assert project is not None
        sources = [each for each in ids if each != kept_id]
        with self.session.telling():
            plan = core.codemerge.plan_merge(project, sources, kept_id)
            kept = self.session.tree.get(kept_id)
            question = tr(says.MERGE_ASK).format(
                names=_named([self.session.tree.get(each) for each in sources], plan.codes),
                code=kept.name if kept else "",
                annotations=words.annotation_count(plan.annotations),
                joined=f"{plan.joined:,}",
            )
            dialog = Choice(question, [(DO, tr(says.MERGE_DO))], self._home)
            dialog.chosen.connect(lambda _: self._merge(sources, kept_id))
            self.session.show_dialog(dialog)

    def _merge(self, sources: list[str], kept_id: str) -> None:
        def do() -> None:
            with self.session.change(Op.MERGE_CODES) as change:
                core.codemerge.merge_codes(change, sources, kept_id)

        self.session.backed_up(Op.MERGE_CODES, do)

    def delete(self, ids: list[str]) -> None:
        """Delete codes and those below, once what hangs on them was read."""
        delete_codes(self.session, ids, self._home)

    def split(self, code_id: str) -> None:
        """Walk through a code's annotations and send each to a new code."""
        from desktop_app.gui.codebook.split import SplitDialog

        project, code = self.session.project, self.session.tree.get(code_id)
        if project and code:
            dialog = SplitDialog(project, code, self._home)
            dialog.wanted.connect(lambda: self._split(dialog.names(), dialog.places, dialog))
            self.session.show_dialog(dialog)

    def _split(self, names: list[str], places: dict[str, int], dialog: object) -> None:
        from desktop_app.gui.codebook.split import SplitDialog

        assert isinstance(dialog, SplitDialog)
        code, is_below, retires = dialog.code, dialog.below.isChecked(), dialog.retire.isChecked()

        def do() -> None:
            with self.session.change(Op.SPLIT_CODE) as change:
                core.codesplit.split_code(
                    change, code.id, names, places, is_below=is_below, retires=retires
                )

        self.session.backed_up(Op.SPLIT_CODE, do)


def _named(codes: Sequence[Code | None], count: int) -> str:
    """Name codes that go into another; where those below them go too, or they are many, count."""
    names = [f"‘{code.name}’" for code in codes if code]
    return ", ".join(names) if len(names) == count <= 3 else says.counted(count, "code")
