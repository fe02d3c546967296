"""The acts of the history: open it, go back in it, copy an old state out of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app import core
from desktop_app.core.model import Op
from desktop_app.gui import words
from desktop_app.gui import words_safety as said
from desktop_app.gui.acts.work import Acts
from desktop_app.gui.times import local_time
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop_app.gui.bridge import Session
    from desktop_app.gui.results import ResultsArea
    from desktop_app.settings import Settings


class HistoryActs(Acts):
    """Shows the history and turns back in it."""

    def __init__(
        self, session: Session, settings: Settings, window: QWidget, area: ResultsArea
    ) -> None:
        super().__init__(session, settings, window)
        self._area = area
        self.ask_copy: Callable[[str], Path | None] = lambda named: None

    def open(self) -> None:
        """Show every step."""
        from desktop_app.gui.panels.history import HistoryPanel

        is_new = self._area.panel("history") is None
        panel = self._area.open("history")
        if is_new and isinstance(panel, HistoryPanel):
            panel.goBackWanted.connect(self.ask)
            panel.copyOutWanted.connect(self.copy_out)

    def ask(self, number: int) -> None:
        """Ask whether to go back to how the project was after a step."""
        from desktop_app.gui.dialogs.choice import Choice

        project = self.session.project
        assert project is not None
        time = local_time(project.step(number).at)
        question = tr(said.GO_BACK_ASK).format(number=f"{number:,}", time=time)
        choice = Choice(question, [("back", tr(said.GO_BACK_DO))], self._window)
        choice.chosen.connect(
            lambda _: self.session.backed_up(Op.GO_BACK, lambda: self._go_back(number))
        )
        self.session.show_dialog(choice)

    def _go_back(self, number: int) -> None:
        if self.session.carry_out(Op.GO_BACK, lambda change: core.history.go_back(change, number)):
            self.session.told.emit(tr(said.WENT_BACK).format(number=f"{number:,}"))

    def copy_out(self, number: int) -> None:
        """Ask for a place and write there how the project was after a step."""
        project = self.session.project
        if project is None:
            self.session.told.emit(tr(words.NO_PROJECT))
            return
        target = self.ask_copy(tr(said.NAME_OF_STATE).format(number=number))
        if target is None:
            return
        self.session.settle()
        path = project.path

        def done(_: object) -> None:
            facts = {"name": target.name, "number": f"{number:,}"}
            self.session.told.emit(tr(said.COPIED_OUT).format(**facts))

        self._work(
            lambda _: core.safety.copy_out(path, number, target),
            tr(said.COPYING_OUT).format(number=f"{number:,}"),
            done,
        )
