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

# What the codebook stores; light tint, line and name; then dark tint, line and name. The lines
# were sought so that any two stay apart for readers who lack one of the three cones too (see
# tests/gui/test_colours.py): they differ in lightness where hue alone would not tell.
_HUES: dict[str, tuple[str, ...]] = {
    "clay": ("#b95c3a", "#ffe0d3", "#bc400d", "#b33c0a", "#543429", "#e86e4b", "#ff9875"),
    "amber": ("#a27000", "#fae7c8", "#ab7e0d", "#875d00", "#4b3a1d", "#d7a01b", "#e0ab35"),
    "olive": ("#798205", "#e8eecc", "#7b9162", "#576b3f", "#3c4021", "#b0cd70", "#b0cd73"),
    "green": ("#348f4f", "#d5f3da", "#22783e", "#21743c", "#29452f", "#88ba84", "#8ebf8a"),
    "teal": ("#00918b", "#c8f4f0", "#189da0", "#007174", "#174543", "#21dcd2", "#30dbd1"),
    "blue": ("#2580c1", "#d1eeff", "#4a7fa9", "#366890", "#264056", "#6cb4fd", "#72b8ff"),
    "indigo": ("#6c6fc5", "#e3e7ff", "#7a5ecb", "#6e53bb", "#383a57", "#8191f8", "#9dafff"),
    "plum": ("#a05da4", "#fae0fa", "#834890", "#82498f", "#4b344c", "#bd99c8", "#cba7d5"),
    "rose": ("#b95569", "#ffdee3", "#ab5373", "#9d4968", "#543237", "#cd7a97", "#ef9bb7"),
}
PALETTE = tuple(Hue(key, key.capitalize(), values[0]) for key, values in _HUES.items())
_BY_HEX = {values[0]: values for values in _HUES.values()}
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
    values = _BY_HEX.get(colour.lower())
    if values:
        tint, line, name = values[4:] if theme.is_dark else values[1:4]
        if theme.is_contrast:
            tint, line, name = _stronger(tint, line, name, theme)
    else:
        is_known = re.fullmatch("#[0-9a-fA-F]{6}", colour)
        tint, line, name = _derived(colour.lower() if is_known else theme.neutral, theme)
    strong = _step_towards(tint, line, theme)
    return CodeColours(tint, line, name, strong)


def _stronger(tint: str, line: str, name: str, theme: Theme) -> tuple[str, str, str]:
    """Return a hue's colours where contrast counts most: 7 for its name, and for ink on its tint.

    Lines keep theirs: moved towards the ink they would come too near to one another.
    """
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
