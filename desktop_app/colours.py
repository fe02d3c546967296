"""Named colours for light, dark and print, and those of codes, for window and files alike (pure).

What widgets look like is in `gui.theme`; how pictures use colours in `pictures`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache


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
PRINT = Theme(
    name="print",
    paper="#ffffff",
    ink="#1a1a1a",
    panel="#f5f5f5",
    rule="#d9d9d9",
    dim="#666666",
    accent="#005f99",
    selection="#ececec",
    text_selection="#dcdcdc",
    neutral="#858585",
)
"""For paper and for other people's pages: white, with the code colours of the light theme."""
PICTURE_THEMES = {theme.name: theme for theme in (LIGHT, DARK, PRINT)}
"""Those that a file can be drawn in."""

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


def mix(first: str, second: str, share: float) -> str:
    """Return the colour that has `share` (0 to 1) of the second in it."""
    values = (a + (b - a) * share for a, b in zip(_rgb(first), _rgb(second), strict=True))
    # In steps of 16 bits first, as Qt keeps them.
    return "#" + "".join(f"{round(value * 65535) >> 8:02x}" for value in values)


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
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


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
        is_known = re.fullmatch("#[0-9a-fA-F]{6}", colour)
        tint, line, name = _derived(colour.lower() if is_known else theme.neutral, theme)
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
