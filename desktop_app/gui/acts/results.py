"""The results area: what opens in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.gui.acts.exports import ExportActs
from desktop_app.gui.results import ResultsArea

if TYPE_CHECKING:
    from desktop_app.gui.analysis.concordance import ConcordancePane
    from desktop_app.gui.analysis.passages import PassagesPane


class ResultActs(QObject):
    """A method a pane; each row of `results.PANES` has one, and a row in the action table."""

    def __init__(self, area: ResultsArea, exports: ExportActs) -> None:
        super().__init__(area)
        self._area = area
        self._exports = exports
        area.session.linesWanted.connect(self.show_lines)
        area.session.passagesWanted.connect(self.show_passages)

    def passages(self) -> None:
        """Open the table of all passages."""
        self._open_passages()

    def show_passages(self, ids: object, title: str) -> None:
        """Open the passages behind a figure."""
        assert isinstance(ids, frozenset)
        self._open_passages().show_ids(ids, title)

    def _open_passages(self) -> PassagesPane:
        from desktop_app.gui.analysis.passages import PassagesPane

        is_new = self._area.panel("passages") is None
        pane = self._area.open("passages")
        assert isinstance(pane, PassagesPane)
        if is_new:
            pane.exportWanted.connect(self._exports.passages)
        return pane

    def older(self) -> None:
        """Open the annotations that were made under an older wording."""
        self._area.open("older")

    def concordance(self) -> None:
        """Open the concordance."""
        self._open_concordance()

    def show_lines(self, words: str) -> None:
        """Open the concordance of some words."""
        self._open_concordance().look_for(words)

    def _open_concordance(self) -> ConcordancePane:
        from desktop_app.gui.analysis.concordance import ConcordancePane

        is_new = self._area.panel("concordance") is None
        pane = self._area.open("concordance")
        assert isinstance(pane, ConcordancePane)
        if is_new:
            pane.exportWanted.connect(self._exports.lines)
        return pane

    def words(self) -> None:
        """Open the lists of words."""
        from desktop_app.gui.analysis.wordlists import WordsPane

        is_new = self._area.panel("words") is None
        pane = self._area.open("words")
        assert isinstance(pane, WordsPane)
        if is_new:
            pane.exportWanted.connect(self._exports.words)

    def tables(self) -> None:
        """Open the tables."""
        from desktop_app.gui.analysis.tables import TablesPane

        is_new = self._area.panel("tables") is None
        pane = self._area.open("tables")
        assert isinstance(pane, TablesPane)
        if is_new:
            pane.exportWanted.connect(self._exports.table)

    def agreement(self) -> None:
        """Open how far readers agree."""
        from desktop_app.gui.seminar.agreement import AgreementPane

        is_new = self._area.panel("agreement") is None
        pane = self._area.open("agreement")
        assert isinstance(pane, AgreementPane)
        if is_new:
            pane.exportWanted.connect(self._exports.table)

    def settled(self) -> None:
        """Open what was settled."""
        from desktop_app.gui.seminar.settled import SettledPane

        is_new = self._area.panel("settled") is None
        pane = self._area.open("settled")
        assert isinstance(pane, SettledPane)
        if is_new:
            pane.exportWanted.connect(self._exports.table)

    def look(self) -> None:
        """Open how far one agrees with oneself."""
        self._area.open("look")

    def close(self) -> None:
        """Hide the results area."""
        self._area.shut_down()
