"""The results area below the text: one place for lists and tables, opened when asked for.

Each row of `PANES` is a panel that loads when it is first opened and stands behind a tab from
then on. What a panel shows leads back to its place by `Session.show_place`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.gui import words, words_safety, words_texts
from desktop_app.gui.analysis import says
from desktop_app.gui.bridge import Session
from desktop_app.gui.codebook import says as says_codebook
from desktop_app.gui.icons import icon
from desktop_app.gui.pictures import says as picture_says
from desktop_app.gui.pieces import menu_text
from desktop_app.gui.seminar import says as says_seminar
from desktop_app.gui.seminar import says_agreement
from desktop_app.gui.words import tr


@dataclass(frozen=True, slots=True)
class Pane:
    """A panel that the results area can hold: its id, the word on its tab, what makes it."""

    id: str
    title: str
    make: Callable[[Session], QWidget]


def _passages(session: Session) -> QWidget:
    from desktop_app.gui.analysis.passages import PassagesPane

    return PassagesPane(session)


def _concordance(session: Session) -> QWidget:
    from desktop_app.gui.analysis.concordance import ConcordancePane

    return ConcordancePane(session)


def _words(session: Session) -> QWidget:
    from desktop_app.gui.analysis.wordlists import WordsPane

    return WordsPane(session)


def _tables(session: Session) -> QWidget:
    from desktop_app.gui.analysis.tables import TablesPane

    return TablesPane(session)


def _pictures(session: Session) -> QWidget:
    from desktop_app.gui.pictures.pane import PicturesPane

    return PicturesPane(session)


def _readings(session: Session) -> QWidget:
    from desktop_app.gui.seminar.comparing import ReadingsPane

    return ReadingsPane(session)


def _agreement(session: Session) -> QWidget:
    from desktop_app.gui.seminar.agreement import AgreementPane

    return AgreementPane(session)


def _settled(session: Session) -> QWidget:
    from desktop_app.gui.seminar.settled import SettledPane

    return SettledPane(session)


def _look(session: Session) -> QWidget:
    from desktop_app.gui.seminar.looking import LookPane

    return LookPane(session)


def _history(session: Session) -> QWidget:
    from desktop_app.gui.panels.history import HistoryPanel

    return HistoryPanel(session)


def _codebook(session: Session) -> QWidget:
    from desktop_app.gui.codebook.screen import CodebookScreen

    return CodebookScreen(session)


def _older(session: Session) -> QWidget:
    from desktop_app.gui.codebook.older import OlderPane

    return OlderPane(session)


def _details(session: Session) -> QWidget:
    from desktop_app.gui.texts.details import DetailsPanel

    return DetailsPanel(session)


def _lost(session: Session) -> QWidget:
    from desktop_app.gui.texts.lost import LostPanel

    return LostPanel(session)


PANES: tuple[Pane, ...] = (
    Pane("codebook", says_codebook.SCREEN, _codebook),
    Pane("passages", says.PASSAGES, _passages),
    Pane("concordance", says.CONCORDANCE, _concordance),
    Pane("words", says.WORDS, _words),
    Pane("tables", says.TABLES, _tables),
    Pane("pictures", picture_says.PICTURES, _pictures),
    Pane("readings", says_seminar.COMPARE, _readings),
    Pane("agreement", says_agreement.AGREEMENT, _agreement),
    Pane("settled", says_seminar.SETTLED_PANE, _settled),
    Pane("look", says_seminar.LOOK_PANE, _look),
    Pane("history", words_safety.HISTORY, _history),
    Pane("older", says_codebook.OLDER_PANE, _older),
    Pane("details", words_texts.DETAILS, _details),
    Pane("lost", words_texts.LOST_PANE, _lost),
)
"""In the order of their tabs' making; each loads what it needs when it is made."""


LEAST = 236
"""Pixels: tabs, what narrows a list down, its heads, and four rows."""


class ResultsArea(QFrame):
    """Tabs over one panel at a time; hidden until the first is opened."""

    closed = Signal()
    """It was closed: the focus belongs to the text again."""
    enlarged = Signal(bool)
    """It wants all the room, or its usual share."""

    def __init__(self, session: Session, panes: tuple[Pane, ...] = PANES) -> None:
        super().__init__()
        self.setObjectName("results")
        self.setMinimumHeight(LEAST)
        self.session = session
        self._panes = {pane.id: pane for pane in panes}
        self._open: dict[str, QWidget] = {}
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("resultTabs")
        self.tabs.setAccessibleName(tr(words.RESULTS))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setTabsClosable(False)
        self.stack = QStackedWidget()
        self.enlarge = _button("enlarge", words.RESULTS_ENLARGE)
        self.enlarge.setCheckable(True)
        self.shut = _button("close", words.RESULTS_CLOSE)
        head = QHBoxLayout()
        head.setContentsMargins(10, 0, 8, 0)
        head.setSpacing(4)
        head.addWidget(self.tabs, 1)
        head.addWidget(self.enlarge)
        head.addWidget(self.shut)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self._turn)
        self.enlarge.toggled.connect(self.enlarged)
        self.shut.clicked.connect(self.shut_down)
        self.hide()

    def open(self, pane_id: str) -> QWidget:
        """Show a panel, making it where this is the first time, and give it the focus."""
        panel = self._open.get(pane_id) or self._make(pane_id)
        self.show()
        self.tabs.setCurrentIndex(list(self._open).index(pane_id))
        panel.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return panel

    def panel(self, pane_id: str) -> QWidget | None:
        """Return a panel that was opened before."""
        return self._open.get(pane_id)

    def shut_down(self) -> None:
        """Hide the area; its panels keep what they show."""
        self.enlarge.setChecked(False)
        self.hide()
        self.closed.emit()

    def _make(self, pane_id: str) -> QWidget:
        pane = self._panes[pane_id]
        panel = pane.make(self.session)
        self.stack.addWidget(panel)
        self._open[pane_id] = panel
        self.tabs.addTab(menu_text(tr(pane.title)))
        return panel

    def _turn(self, index: int) -> None:
        self.stack.setCurrentIndex(index)


def _button(name: str, said: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name, is_dim=True))
    button.setToolTip(tr(said))
    button.setAccessibleName(tr(said))
    return button
