"""The results area: what opens in it."""

from PySide6.QtCore import QObject

from desktop_app.gui.results import ResultsArea


class ResultActs(QObject):
    """A method a pane; each row of `results.PANES` has one, and a row in the action table."""

    def __init__(self, area: ResultsArea) -> None:
        super().__init__(area)
        self._area = area

    def concordance(self) -> None:
        """Open the concordance."""
        self._area.open("concordance")

    def close(self) -> None:
        """Hide the results area."""
        self._area.shut_down()
