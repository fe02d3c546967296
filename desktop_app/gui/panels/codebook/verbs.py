"""What can be done to a code from the tree; each act is one step that can be undone."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QWidget

from desktop_app import core
from desktop_app.core.model import Code, Op
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.codebook.deleting import delete_codes
from desktop_app.gui.dialogs.key import KeyDialog
from desktop_app.gui.words import tr


class CodeVerbs(QObject):
    """Makes, renames, moves, colours and deletes codes."""

    def __init__(self, session: Session, panel: QWidget) -> None:
        super().__init__(panel)
        self.session = session
        self._panel = panel

    def create(self, parent_id: str, name: str) -> str:
        """Make a code as the last below another (or topmost) and return its id; "" if refused."""
        made: list[str] = []
        with self.session.change(Op.CREATE_CODE) as change:
            made.append(core.codebook.create_code(change, name, parent_id or None))
        return "".join(made)

    def rename(self, code_id: str, name: str) -> None:
        """Give a code another name."""
        with self.session.change(Op.RENAME_CODE) as change:
            core.codebook.edit_code(change, code_id, name=name)

    def recolour(self, code_id: str, colour: str) -> None:
        """Give a code another colour, "#rrggbb"."""
        with self.session.change(Op.RECOLOR_CODE) as change:
            core.codebook.edit_code(change, code_id, color=colour)

    def choose_colour(self, code: Code) -> None:
        """Let any colour be chosen for a code."""
        dialog = QColorDialog(QColor(code.color), self._panel)
        dialog.setWindowTitle(tr(words.COLOUR))
        dialog.colorSelected.connect(lambda colour: self.recolour(code.id, colour.name()))
        dialog.finished.connect(dialog.deleteLater)
        self.session.show_dialog(dialog)

    def set_key(self, code_id: str, key: str) -> None:
        """Give a code a key, or none for ""."""
        with self.session.change(Op.EDIT_CODE) as change:
            core.codebook.edit_code(change, code_id, shortcut=key)

    def choose_key(self, code: Code) -> None:
        """Ask for a code's key."""
        dialog = KeyDialog(code, self.session.tree, self._panel)
        dialog.chosen.connect(lambda key: self.set_key(code.id, key))
        self.session.show_dialog(dialog)

    def move(self, code_id: str, parent_id: str, place: int) -> None:
        """Put a code below another (or topmost) at a place among its siblings."""
        with self.session.change(Op.MOVE_CODE) as change:
            core.codebook.move_code(change, code_id, parent_id or None, place)

    def move_by(self, code: Code, step: int) -> None:
        """Move a code among its siblings, up by -1 or down by 1."""
        siblings = [each.id for each in self.session.tree.children(code.parent_id)]
        place = siblings.index(code.id) + step
        if 0 <= place < len(siblings):
            self.move(code.id, code.parent_id or "", place)

    def move_out(self, code: Code) -> None:
        """Put a code behind the code that it stands below."""
        above = self.session.tree.get(code.parent_id)
        if above:
            siblings = [each.id for each in self.session.tree.children(above.parent_id)]
            self.move(code.id, above.parent_id or "", siblings.index(above.id) + 1)

    def move_in(self, code: Code) -> None:
        """Put a code below the sibling before it, as the last there."""
        siblings = self.session.tree.children(code.parent_id)
        row = [each.id for each in siblings].index(code.id)
        if row > 0:
            above = siblings[row - 1]
            self.move(code.id, above.id, len(self.session.tree.children(above.id)))

    def delete(self, code: Code) -> None:
        """Delete a code and those below it, once what hangs on them was read."""
        delete_codes(self.session, [code.id], self._panel)
