"""The three columns of the window: the text has its room before the panels have theirs."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

LEFT_WIDTH, RIGHT_WIDTH = 240, 284
LEAST_LEFT, LEAST_RIGHT = 196, 204
TEXT_WIDTH = 560
"""What the text needs, in pixels, for its lines, brackets and names; the panels give way for it."""
LEAST_TEXT = 240


def divided(width: int, left: int, right: int) -> tuple[int, int, int]:
    """Divide a width among left panels, text and right panels, whose wished widths are given.

    A width of 0 stands for panels that are closed. All in pixels.
    """
    lacking = max(0, TEXT_WIDTH - (width - left - right))
    from_left = min(lacking, max(0, left - LEAST_LEFT))
    from_right = min(lacking, max(0, right - LEAST_RIGHT))
    if from_left + from_right > lacking:
        # Both give way by the same share of what each has to give.
        share = lacking / (from_left + from_right)
        from_left = round(from_left * share)
        from_right = lacking - from_left
    left, right = left - from_left, right - from_right
    return left, max(0, width - left - right), right


class ColumnSplitter(QSplitter):
    """Panels, text, panels; it remembers how wide the reader wants the panels to be."""

    def __init__(self, left: QWidget, text: QWidget, right: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.wished = (LEFT_WIDTH, RIGHT_WIDTH)
        self._panels = (left, right)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        left.setMinimumWidth(LEAST_LEFT)
        text.setMinimumWidth(LEAST_TEXT)
        right.setMinimumWidth(LEAST_RIGHT)
        for widget, stretch in ((left, 0), (text, 1), (right, 0)):
            self.addWidget(widget)
            self.setStretchFactor(self.indexOf(widget), stretch)
        for panel in self._panels:
            panel.installEventFilter(self)
        self.splitterMoved.connect(self._remember)

    def wish(self, left: int, right: int) -> None:
        """Give the panels these widths as far as the text has room, now and at other widths."""
        self.wished = (left, right)
        self.divide()

    def divide(self) -> None:
        """Give each column its width."""
        wishes = zip(self.wished, self._panels, strict=True)
        left, right = (0 if panel.isHidden() else wish for wish, panel in wishes)
        self.setSizes(divided(self.width() - 2 * self.handleWidth(), left, right))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the new width."""
        super().resizeEvent(event)
        self.divide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Divide anew when panels are opened or closed."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.divide()
        return super().eventFilter(watched, event)

    def _remember(self) -> None:
        left, _, right = self.sizes()
        self.wished = (left or self.wished[0], right or self.wished[1])
