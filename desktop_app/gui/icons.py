"""The outline icons: drawn by us on a grid of 16 px, coloured by the palette when they are painted.

The shapes are the SVG files in `resources/icons`, each named for what it shows. The swatches of
codes are in `pieces`.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_app.paths import resources

_STRONG = QPalette.ColorRole.WindowText


def icon(name: str, *, is_dim: bool = False) -> QIcon:
    """Return an icon, strong or dim, that follows the theme and stays crisp at any scale.

    Raises FileNotFoundError where no icon is called `name`.
    """
    _shape(name)
    return QIcon(_Engine(name, QPalette.ColorRole.PlaceholderText if is_dim else _STRONG))


class _Engine(QIconEngine):
    """Paints one shape in the palette's colour of that moment, so no theme leaves it behind."""

    def __init__(self, name: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name, self._role = name, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the shape in a square in the middle of `rect`."""
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        _renderer(self._name, self._ink(mode)).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Draw the shape on a transparent pixmap of `size` in device pixels."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """Make a second engine of the same shape."""
        return _Engine(self._name, self._role)

    def _ink(self, mode: QIcon.Mode) -> str:
        is_disabled = mode == QIcon.Mode.Disabled
        group = QPalette.ColorGroup.Disabled if is_disabled else QPalette.ColorGroup.Active
        role = _STRONG if is_disabled else self._role
        return QGuiApplication.palette().color(group, role).name()


@lru_cache(maxsize=64)
def _shape(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=128)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(_shape(name).replace("currentColor", colour).encode())
