"""The small field in which one types where to go: a paragraph, or a sentence in it."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from desktop_app.gui import words
from desktop_app.gui.pieces import plain_label
from desktop_app.gui.words import tr


class PlaceField(QFrame):
    """A field over the page; Return takes what was typed, Escape leaves."""

    accepted = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("finder")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr(words.PLACE_HINT))
        self.field.setAccessibleName(tr(words.GO_TO_PLACE))
        self.field.setFixedWidth(150)
        self.field.installEventFilter(self)
        label = plain_label(tr(words.GO_TO_PLACE))
        label.setWordWrap(False)
        label.setBuddy(self.field)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(label)
        layout.addWidget(self.field)

    def open_over(self, widget: QWidget) -> None:
        """Open at the top of a widget, in its middle."""
        self.adjustSize()
        middle = widget.mapTo(widget.window(), QPoint(widget.width() // 2, 16))
        self.move(middle.x() - self.width() // 2, middle.y())
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self._below = widget

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take or leave by key; leave when the focus goes."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                typed = self.field.text()
                self._shut()
                if typed.strip():
                    self.accepted.emit(typed)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._shut()
                return True
        if isinstance(event, QFocusEvent) and event.lostFocus():
            self.hide()
            self.deleteLater()
        return super().eventFilter(watched, event)

    def _shut(self) -> None:
        self._below.setFocus(Qt.FocusReason.PopupFocusReason)
