"""How the program looks: named colours for light and dark, code colours, fonts, one style sheet.

Widgets take colours from the palette, the style sheet or `current_theme()` and set none by hand.
What the reading view paints is in `reader`; icons are elsewhere.
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app.colours import (
    DARK,
    LIGHT,
    PALETTE,
    THEMES,
    CodeColours,
    Hue,
    Theme,
    code_colours,
    contrast,
    mix,
)
from desktop_app.gui.stylesheet import SHEET
from desktop_app.paths import resources

__all__ = [
    "DARK",
    "LIGHT",
    "PALETTE",
    "THEMES",
    "CodeColours",
    "Hue",
    "Theme",
    "code_colours",
    "contrast",
    "mix",
]

ThemeName = Literal["light", "dark", "contrast", "contrast_dark", "system"]

READING_SIZE = 19
READING_FACES = (
    "EB Garamond",
    "Source Serif 4",
    "Source Serif Pro",
    "Charter",
    "Georgia",
)
LAST_FACE = "DejaVu Serif"
SERIF, SANS = "serif", "sans"
SANS_FACES = (
    "Source Sans 3",
    "Source Sans Pro",
    "Inter",
    "Segoe UI",
    "Helvetica Neue",
    "Noto Sans",
    "DejaVu Sans",
    "Arial",
)
_BUNDLED_PACKAGE = "font_source_serif_pro"
_BUNDLED_STYLES = ("Regular", "It", "Semibold", "Bold")


_state = {"theme": LIGHT}


def current_theme() -> Theme:
    """Return the theme last applied; light before any was."""
    return _state["theme"]


def apply_theme(app: QApplication, name: ThemeName) -> Theme:
    """Give the application one theme's palette and style sheet, and return that theme.

    "system" follows the desktop's setting as it is now; whoever wants to keep following it
    connects `QStyleHints.colorSchemeChanged`, and `contrastPreferenceChanged` of its
    `accessibility`, to another call.
    """
    theme = THEMES.get(system_theme(app) if name == "system" else name, LIGHT)
    _state["theme"] = theme
    app.setPalette(_palette(theme))
    app.setStyleSheet(style_sheet(theme))
    return theme


def system_theme(app: QApplication) -> str:
    """Return the theme that the desktop asks for: dark or light, with more contrast or not."""
    hints = app.styleHints()
    is_dark = hints.colorScheme() == Qt.ColorScheme.Dark
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast_dark" if is_dark else "contrast"
    return "dark" if is_dark else "light"


@lru_cache(maxsize=8)
def reading_face(face: str = SERIF) -> str:
    """Return the family that texts are set in.

    For "serif" and "sans" that is the first good one there is, for a serif the bundled one at
    the latest; any other name is that of a family, and taken where it is installed.
    """
    installed = set(QFontDatabase.families())
    if face not in (SERIF, SANS) and face in installed:
        return face
    if face == SANS:
        return next((name for name in SANS_FACES if name in installed), "Sans Serif")
    preferred = next((name for name in READING_FACES if name in installed), "")
    return preferred or _load_bundled_face() or LAST_FACE


def use_reading_face(face: str) -> None:
    """Have texts and quotations set in another face from now on: see `reading_face`."""
    _reading["face"] = face


def reading_font(size: int = READING_SIZE, face: str = "") -> QFont:
    """Return the font of the reading view and of quotations, at a size in pixels.

    Without a `face` that is the one in use.
    """
    face = face or _reading["face"]
    font = QFont([reading_face(face), LAST_FACE])
    is_sans = face == SANS
    font.setStyleHint(QFont.StyleHint.SansSerif if is_sans else QFont.StyleHint.Serif)
    font.setPixelSize(size)
    return font


_reading = {"face": SERIF}


def _load_bundled_face() -> str:
    """Register the face that comes as a package, found without importing it; "" without it."""
    spec = importlib.util.find_spec(_BUNDLED_PACKAGE)
    if spec is None or spec.origin is None:
        return ""
    folder = Path(spec.origin).parent / "files"
    family = ""
    for style in _BUNDLED_STYLES:
        path = folder / f"SourceSerifPro-{style}.ttf"
        font = QFontDatabase.addApplicationFont(str(path)) if path.exists() else -1
        if font != -1 and style == "Regular":
            family = QFontDatabase.applicationFontFamilies(font)[0]
    return family


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.panel,
        role.WindowText: theme.ink,
        role.Base: theme.paper,
        role.AlternateBase: theme.panel,
        role.Text: theme.ink,
        role.Button: theme.panel,
        role.ButtonText: theme.ink,
        role.BrightText: theme.ink,
        role.ToolTipBase: theme.paper,
        role.ToolTipText: theme.ink,
        role.PlaceholderText: theme.dim,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.ink,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Accent: theme.accent,
        role.Light: theme.paper,
        role.Midlight: theme.panel,
        role.Mid: theme.rule,
        role.Dark: theme.rule,
        role.Shadow: theme.rule,
    }
    for key, colour in colours.items():
        palette.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(
            QPalette.ColorGroup.Disabled, key, QColor(mix(theme.dim, theme.panel, 0.35))
        )
    return palette


def style_sheet(theme: Theme) -> str:
    """Return the application's one style sheet in a theme's colours."""
    icons = resources() / "icons"
    on_accent = "black" if theme.is_dark else "white"
    return SHEET.substitute(
        arrow=(icons / "chevron-dim.svg").as_posix(),
        arrow_up=(icons / "chevron-up-dim.svg").as_posix(),
        tick=(icons / f"tick-{on_accent}.svg").as_posix(),
        dash=(icons / f"dash-{on_accent}.svg").as_posix(),
        dot=(icons / f"dot-{on_accent}.svg").as_posix(),
        paper=theme.paper,
        ink=theme.ink,
        panel=theme.panel,
        rule=theme.rule,
        dim=theme.dim,
        accent=theme.accent,
        selection=theme.selection,
        text_selection=theme.text_selection,
        hover=mix(theme.panel, theme.ink, 0.045),
        pressed=mix(theme.panel, theme.ink, 0.10),
        faint=mix(theme.dim, theme.panel, 0.35),
        thumb=mix(theme.panel, theme.ink, 0.18),
        thumb_hover=mix(theme.panel, theme.ink, 0.32),
        primary_ink=theme.paper,
        primary_hover=mix(theme.accent, theme.ink, 0.15),
    )
