"""How the program looks: named colours for light and dark, code colours, fonts, one style sheet.

Widgets take colours from the palette, the style sheet or `current_theme()` and set none by hand.
What the reading view paints is in `reader`; icons are elsewhere.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop_app.gui.stylesheet import SHEET
from desktop_app.paths import resources

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


@dataclass(frozen=True, slots=True)
class Theme:
    """The named colours of one appearance, each "#rrggbb"."""

    name: str
    paper: str
    ink: str
    panel: str
    rule: str
    dim: str
    accent: str
    selection: str
    text_selection: str
    neutral: str

    @property
    def is_dark(self) -> bool:
        """Tell whether the paper is darker than the ink."""
        return self.name.endswith("dark")

    @property
    def is_contrast(self) -> bool:
        """Tell whether everything is to stand out as far as it can."""
        return self.name.startswith("contrast")


@dataclass(frozen=True, slots=True)
class CodeColours:
    """What one code looks like in one theme, each "#rrggbb"; `strong` is the tint when current."""

    tint: str
    line: str
    name: str
    strong: str


@dataclass(frozen=True, slots=True)
class Hue:
    """One of the colours offered for a code; `hex` is what the codebook stores."""

    key: str
    title: str
    hex: str


LIGHT = Theme(
    name="light",
    paper="#fdfbf7",
    ink="#24211d",
    panel="#f4f1ea",
    rule="#e2ddd2",
    dim="#7a746a",
    accent="#005f99",
    selection="#eae5da",
    text_selection="#d8d3ca",
    neutral="#8a8478",
)
DARK = Theme(
    name="dark",
    paper="#1c1d20",
    ink="#e8e3da",
    panel="#232529",
    rule="#34363b",
    dim="#9a958c",
    accent="#8cc4f4",
    selection="#2d3138",
    text_selection="#4a4d54",
    neutral="#8f8a82",
)

CONTRAST = Theme(
    name="contrast",
    paper="#ffffff",
    ink="#000000",
    panel="#ffffff",
    rule="#595959",
    dim="#3d3d3d",
    accent="#00449e",
    selection="#d6e4ff",
    text_selection="#b8d0ff",
    neutral="#595959",
)
CONTRAST_DARK = Theme(
    name="contrast_dark",
    paper="#000000",
    ink="#ffffff",
    panel="#000000",
    rule="#b0b0b0",
    dim="#d0d0d0",
    accent="#ffd54a",
    selection="#26365c",
    text_selection="#2f4f8f",
    neutral="#b0b0b0",
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST, CONTRAST_DARK)}

# Light tint, line and name; then dark tint, line and name.
_HUES: dict[str, tuple[str, str, str, str, str, str]] = {
    "clay": ("#ffe0d3", "#b95c3a", "#913e20", "#543429", "#eb9070", "#f1aa92"),
    "amber": ("#fae7c8", "#a27000", "#7d5100", "#4b3a1d", "#d2a249", "#dcb87a"),
    "olive": ("#e8eecc", "#798205", "#5a6200", "#3c4021", "#a8b455", "#bbc581"),
    "green": ("#d5f3da", "#348f4f", "#146d34", "#29452f", "#6fc082", "#94cf9f"),
    "teal": ("#c8f4f0", "#00918b", "#006f6a", "#174543", "#2ac3bb", "#73d1ca"),
    "blue": ("#d1eeff", "#2580c1", "#005f99", "#264056", "#65b2f1", "#8cc4f4"),
    "indigo": ("#e3e7ff", "#6c6fc5", "#4f509c", "#383a57", "#9ca2f5", "#b2b8f7"),
    "plum": ("#fae0fa", "#a05da4", "#7b407f", "#4b344c", "#d190d4", "#dcaade"),
    "rose": ("#ffdee3", "#b95569", "#91394b", "#543237", "#eb8a99", "#f1a6b0"),
}
PALETTE = tuple(Hue(key, key.capitalize(), values[1]) for key, values in _HUES.items())
_BY_LINE = {values[1]: values for values in _HUES.values()}
_CONTRAST, _HIGH_CONTRAST = 4.5, 7
_state = {"theme": LIGHT}


def current_theme() -> Theme:
    """Return the theme last applied; light before any was."""
    return _state["theme"]


def apply_theme(app: QApplication, name: ThemeName) -> Theme:
    """Give the application one theme's palette and style sheet, and return that theme.

    "system" follows the desktop's setting as it is now; whoever wants to keep following it
    connects `QStyleHints.colorSchemeChanged` to another call.
    """
    theme = THEMES.get(system_theme(app) if name == "system" else name, LIGHT)
    _state["theme"] = theme
    if app.style().name() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
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


def mix(first: str, second: str, share: float) -> str:
    """Return the colour that has `share` (0 to 1) of the second in it."""
    return QColor.fromRgbF(
        *(a + (b - a) * share for a, b in zip(_rgb(first), _rgb(second), strict=True))
    ).name()


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, 1 to 21, by the formula of WCAG 2.2."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
        for value in _rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> tuple[float, float, float]:
    value = QColor(colour)
    return value.redF(), value.greenF(), value.blueF()


@lru_cache(maxsize=4096)
def code_colours(colour: str, theme: Theme) -> CodeColours:
    """Return tint, line and name colours of a code in a theme.

    `colour` is what the codebook stores: the hex of a hue in `PALETTE`, any other "#rrggbb",
    or "" for a highlight without a code, which is neutral. Ink keeps a contrast of 4.5 on the
    tints, and the name on paper.
    """
    values = _BY_LINE.get(colour.lower())
    if values and not theme.is_contrast:
        tint, line, name = values[3:] if theme.is_dark else values[:3]
    elif values:
        tint, line, name = _stronger(*(values[3:] if theme.is_dark else values[:3]), theme)
    else:
        source = QColor(colour) if QColor.isValidColorName(colour) else QColor(theme.neutral)
        tint, line, name = _derived(source.name(), theme)
    strong = _step_towards(tint, line, theme)
    return CodeColours(tint, line, name, strong)


def _stronger(tint: str, line: str, name: str, theme: Theme) -> tuple[str, str, str]:
    """Return a hue's colours where contrast counts most: 4.5 for lines, 7 for names and ink."""
    line = _until(line, theme.ink, lambda c: contrast(c, theme.paper) >= _CONTRAST)
    name = _until(name, theme.ink, lambda c: contrast(c, theme.paper) >= _HIGH_CONTRAST)
    return _until(tint, theme.paper, lambda c: contrast(theme.ink, c) >= _HIGH_CONTRAST), line, name


def _derived(source: str, theme: Theme) -> tuple[str, str, str]:
    line = _until(source, theme.ink, lambda c: contrast(c, theme.paper) >= 3)
    name = _until(source, theme.ink, lambda c: contrast(c, theme.paper) >= _CONTRAST)
    tint = mix(theme.paper, source, 0.30 if theme.is_dark else 0.22)
    if theme.is_contrast:
        return _stronger(tint, line, name, theme)
    return _until(tint, theme.paper, lambda c: contrast(theme.ink, c) >= _CONTRAST), line, name


def _step_towards(tint: str, line: str, theme: Theme) -> str:
    stronger = mix(tint, line, 0.20 if theme.is_dark else 0.28)
    return _until(stronger, tint, lambda c: contrast(theme.ink, c) >= _CONTRAST)


def _until(colour: str, target: str, is_enough: Callable[[str], bool]) -> str:
    """Return the first of ten steps from a colour to a target that is enough, or the target."""
    steps = (mix(colour, target, step / 10) for step in range(10))
    return next((c for c in steps if is_enough(c)), target)


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
    return SHEET.substitute(
        arrow=(resources() / "icons" / "chevron-dim.svg").as_posix(),
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
