"""What is shown of the readings: layers by coder and by code."""

from PySide6.QtCore import QObject

from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.words import tr


class LayerActs(QObject):
    """The acts of one window upon its layers; nothing in the project changes."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session

    def only_mine(self) -> None:
        """Show only what the current coder made, or everybody's again."""
        coders = [coder.id for coder in self.session.coders()]
        self.session.layers.only_coder(self.session.coder_id, coders)

    def only_code(self) -> None:
        """Show only annotations with the code in hand, or all again."""
        annotation = self.session.annotation()
        if annotation is None or annotation.code_id is None:
            if self.session.layers.hidden_codes:
                self.session.layers.show_all()
            else:
                self.session.told.emit(tr(words.NO_CURRENT))
            return
        self.session.layers.only_code(annotation.code_id, self.session.tree)

    def show_all(self) -> None:
        """Show every annotation."""
        self.session.layers.show_all()
