"""The icons: each is drawn, in the colours of the theme, at any scale."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from desktop_app.gui.icons import icon
from desktop_app.gui.theme import DARK, LIGHT, Theme, apply_theme
from desktop_app.paths import resources

NAMES = sorted(path.stem for path in (resources() / "icons").glob("*.svg"))


def strongest(image: QImage) -> str:
    """Find the colour of the most opaque pixel."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return QColor(max(pixels, key=lambda pixel: pixel.alpha())).name()


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn(qapp: QApplication, name: str) -> None:
    apply_theme(qapp, "light")
    image = icon(name).pixmap(QSize(16, 16)).toImage()
    assert any(image.pixelColor(x, y).alpha() > 200 for x in range(16) for y in range(16))


def test_an_icon_follows_the_theme(qapp: QApplication) -> None:
    shown = icon("trash")
    themes: tuple[Theme, ...] = (LIGHT, DARK)
    for theme in themes:
        apply_theme(qapp, "dark" if theme.is_dark else "light")
        assert strongest(shown.pixmap(64).toImage()) == theme.ink


def test_disabled_and_dim_icons_are_fainter(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    faint = icon("plus").pixmap(64, QIcon.Mode.Disabled).toImage()
    assert strongest(faint) not in (LIGHT.ink, LIGHT.paper)
    assert strongest(icon("plus", is_dim=True).pixmap(64).toImage()) == LIGHT.dim


def test_an_icon_is_drawn_for_every_scale(qapp: QApplication) -> None:
    pixmap = icon("plus").pixmap(QSize(16, 16), 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (32, 2.0)


def test_an_unknown_icon_is_a_fault() -> None:
    with pytest.raises(FileNotFoundError):
        icon("unicorn")
