"""The bar at the top: the sign and menus, what is open, the search field, undo and the coders."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMenuBar,
    QSizePolicy,
    QToolButton,
)

from desktop_app.gui import words
from desktop_app.gui.actions import make_menus
from desktop_app.gui.bridge import Session
from desktop_app.gui.icons import icon
from desktop_app.gui.pieces import ElidedLabel, tip
from desktop_app.gui.theme import code_colours, current_theme
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.core.model import Coder

HEIGHT = 44
_USUAL_KEY = "Ctrl+K"
"""Shown until the actions are there."""
BADGE = 24
SHOWN_CODERS = 4
NAME_WIDTH, TITLE_WIDTH = 180, 260


class Badge(QAbstractButton):
    """A coder's initials in a disc; the one who codes is drawn strong."""

    def __init__(self, coder: Coder, initials: str) -> None:
        super().__init__()
        self.coder = coder
        self.is_hidden = False
        """What the coder made is not shown: the disc is struck through."""
        self.setCheckable(True)
        self.setFixedSize(BADGE + 4, BADGE + 4)
        self.setText(initials)
        said = tr(words.CODE_AS).format(name=coder.name)
        self.setAccessibleName(said)
        self.setToolTip(tip(said))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        """Ask for the disc and its focus ring."""
        return QSize(BADGE + 4, BADGE + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disc, the initials and the focus ring."""
        theme = current_theme()
        colours = code_colours(self.coder.color, theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = self.rect().adjusted(2, 2, -2, -2)
        if not self.isChecked():
            painter.setOpacity(0.75 if self.underMouse() else 0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.tint))
        painter.drawEllipse(disc)
        font = self.font()
        font.setPixelSize(11)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours.name))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.setOpacity(1)
        if self.is_hidden:
            painter.setPen(QPen(QColor(theme.dim), 1.5))
            painter.drawLine(disc.bottomLeft() + QPoint(4, -4), disc.topRight() + QPoint(-4, 4))
        if self.hasFocus():
            painter.setPen(QColor(theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))


class SearchField(QFrame):
    """Looks like a field and opens the palette, where one types."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("searchField")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr(words.SEARCH_HINT))
        self.setFixedHeight(28)
        self.setMaximumWidth(360)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._hint = QLabel(tr(words.SEARCH_HINT))
        self._hint.setObjectName("dim")
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._key = QLabel()
        self._key.setObjectName("keyCap")
        self._key.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 8, 0)
        layout.addWidget(self._hint, 1)
        layout.addStretch(0)
        layout.addWidget(self._key)
        self.show_key(_USUAL_KEY)

    def show_key(self, key: str) -> None:
        """Show the key that opens the palette."""
        self._key.setText(key)
        self._key.setVisible(bool(key))
        self._needed = self._hint.sizeHint().width() + self._key.sizeHint().width() + 36
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for little: what is open shall be named in full first."""
        return QSize(96, 28)

    def minimumSizeHint(self) -> QSize:
        """Need room for the sign and the key."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say what the field is for as far as there is room."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, with a sign where there is no room for words."""
        super().paintEvent(event)
        if self._hint.isHidden():
            painter = QPainter(self)
            icon("search", is_dim=True).paint(painter, QRect(10, 6, 16, 16))

    def _fit(self) -> None:
        self._hint.setVisible(self.width() >= self._needed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the palette."""
        self.pressed.emit()


class TopBar(QFrame):
    """Sign, menus, project and document, search, undo and redo, coders."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setFixedHeight(HEIGHT)
        self.session = session
        self.menu_bar = QMenuBar()
        self.menus = make_menus(self.menu_bar)
        self.menu_bar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        sign = QLabel("›")
        sign.setObjectName("sign")
        sign.setAccessibleName(words.APP_NAME)
        self.project_name = _label("projectName", NAME_WIDTH)
        self.document_title = _label("dim", TITLE_WIDTH)
        self.search = SearchField()
        self.fill_layer: Callable[[Coder, QMenu], object] = lambda coder, menu: None
        """Fills a menu with what can be done with a coder's layer."""
        self.fill_all: Callable[[QMenu], object] = lambda menu: None
        """Fills the menu of all coders."""
        self._all: QToolButton | None = None
        self._coders = QHBoxLayout()
        self._coders.setSpacing(4)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(8)
        layout.addWidget(sign)
        layout.addWidget(self.menu_bar)
        layout.addSpacing(4)
        layout.addWidget(self.project_name)
        layout.addWidget(self.document_title)
        layout.addStretch(2)
        layout.addWidget(self.search, 200)  # it has its width before there is room beside it
        layout.addStretch(3)
        self._tools = {name: _tool(name) for name in ("undo", "redo")}
        for tool in self._tools.values():
            layout.addWidget(tool)
        layout.addLayout(self._coders)
        session.opened.connect(self.refresh)
        session.documentChanged.connect(self.refresh)
        session.coderChanged.connect(self.refresh)
        session.layers.changed.connect(self.refresh)
        session.changed.connect(
            lambda changes: self.refresh() if changes.touches("documents", "coders") else None
        )

    def take(self, actions: dict[str, QAction]) -> None:
        """Let the field and the buttons do what the actions do."""
        palette = actions["view.palette"]
        self.search.show_key(palette.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        self.search.pressed.connect(palette.trigger)
        for name, tool in self._tools.items():
            action = actions[f"coding.{name}"]
            action.setIcon(tool.icon())
            tool.setDefaultAction(action)
            tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def refresh(self) -> None:
        """Say what is open and who codes."""
        project = self.session.project
        document = self.session.document()
        name = project.name if project else words.APP_NAME
        title = document.title if document else ""
        self.project_name.set_whole(name)
        # A project named for its only text says so once.
        self.document_title.set_whole("" if title == name else title)
        while item := self._coders.takeAt(0):
            if widget := item.widget():
                # One that was never laid out would show in the corner until it is gone.
                widget.hide()
                widget.deleteLater()
        for coder in self._told_coders():
            self._coders.addWidget(self._badge(coder))
        if project and project.is_writable and not self.session.layers.is_nameless:
            self._coders.addWidget(self._more())

    def _told_coders(self) -> list[Coder]:
        """List the coders who have a badge: the first ones, and always whoever codes.

        Before a room that looks on, nobody has.
        """
        coders = [] if self.session.layers.is_nameless else self.session.coders()
        told = coders[:SHOWN_CODERS]
        me = next((coder for coder in coders if coder.id == self.session.coder_id), None)
        return told if me is None or me in told else [me, *told[:-1]]

    def _badge(self, coder: Coder) -> Badge:
        badge = Badge(coder, self.session.badges()[coder.id])
        badge.setChecked(coder.id == self.session.coder_id)
        badge.clicked.connect(lambda: self.session.set_coder(coder.id))
        badge.clicked.connect(lambda: badge.setChecked(True))
        badge.is_hidden = coder.id in self.session.layers.hidden_coders
        badge.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

        def open_menu(place: QPoint) -> None:
            menu = QMenu(badge)
            self.fill_layer(coder, menu)
            menu.popup(badge.mapToGlobal(place))

        badge.customContextMenuRequested.connect(open_menu)
        return badge

    def _more(self) -> QToolButton:
        """Make the button that leads to all coders; what it offers is listed as it opens."""
        button = self._all = QToolButton()
        button.setIcon(icon("plus"))
        button.setAutoRaise(True)
        button.setAccessibleName(tr(words.CODERS))
        button.setToolTip(tr(words.CODERS))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.aboutToShow.connect(menu.clear)
        menu.aboutToShow.connect(lambda: self.fill_all(menu))
        button.setMenu(menu)
        return button

    def show_all_coders(self) -> None:
        """Open the menu of all coders."""
        if self._all is not None:
            self._all.showMenu()


def _label(name: str, most: int) -> ElidedLabel:
    label = ElidedLabel(most=most)
    label.setObjectName(name)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return label


def _tool(name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name))
    button.setAutoRaise(True)
    button.setEnabled(False)
    return button
