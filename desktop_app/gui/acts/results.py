"""The results area: what opens in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

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

        pane = self._open("passages", self._exports.passages)
        assert isinstance(pane, PassagesPane)
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

        pane = self._open("concordance", self._exports.lines)
        assert isinstance(pane, ConcordancePane)
        return pane

    def words(self) -> None:
        """Open the lists of words."""
        self._open("words", self._exports.words)

    def tables(self) -> None:
        """Open the tables."""
        self._open("tables", self._exports.table)

    def agreement(self) -> None:
        """Open how far readers agree."""
        self._open("agreement", self._exports.table)

    def settled(self) -> None:
        """Open what was settled."""
        self._open("settled", self._exports.table)

    def look(self) -> None:
        """Open how far one agrees with oneself."""
        self._area.open("look")

    def close(self) -> None:
        """Hide the results area."""
        self._area.shut_down()

    # The inside
    def _open(self, pane_id: str, write: Callable[..., object]) -> QWidget:
        """Open a pane; `write` gets what it asks to be exported."""
        is_new = self._area.panel(pane_id) is None
        pane: Any = self._area.open(pane_id)
        if is_new:
            pane.exportWanted.connect(write)
        return cast("QWidget", pane)
