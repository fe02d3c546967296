"""What the named colours and the patterns of a picture are in a theme.

Names: those of a theme (ink, dim, rule, paper, panel, accent); `tint:`, `line:` or `name:` with
the colour of a code; `heat:` and `on-heat:` with a share from 0 to 1, for a fill that grows
stronger and for what is written on it.
"""

from functools import lru_cache

from desktop_app.colours import Theme, code_colours, contrast, mix

TILE = 6.0
"""The side of a pattern's tile, in points."""
_Strokes = tuple[tuple[float, float, float, float], ...]
PATTERNS: tuple[_Strokes, ...] = (
    (),
    ((0, 6, 6, 0),),
    ((3, 0, 3, 6),),
    ((0, 0, 6, 6),),
    ((0, 3, 6, 3),),
    ((0, 3, 6, 3), (3, 0, 3, 6)),
    ((0, 6, 6, 0), (0, 0, 6, 6)),
    ((1.5, 3, 4.5, 3),),
    ((1.5, 0, 1.5, 6), (3, 0, 3, 6)),
)
"""Strokes in a tile (x1, y1, x2, y2); the first is plain."""

_COLDEST = 0.05
_HOT = {True: "#8cc4f4", False: "#00476f"}


@lru_cache(maxsize=4096)
def colour_of(name: str, theme: Theme) -> str:
    """Return the "#rrggbb" that a colour's name stands for; "" for none."""
    kind, has_value, value = name.partition(":")
    if not has_value:
        return str(getattr(theme, name)) if name else ""
    if kind == "heat":
        return _heat(float(value), theme)
    if kind == "on-heat":
        fill = _heat(float(value), theme)
        offered = (theme.ink, theme.paper, "#000000", "#ffffff")
        readable = [each for each in offered if contrast(each, fill) >= 4.5]
        return (readable or ["#000000"])[0]
    return str(getattr(code_colours(value, theme), kind))


def _heat(share: float, theme: Theme) -> str:
    if share <= 0:
        return theme.paper
    return mix(theme.paper, _HOT[theme.is_dark], _COLDEST + (0.95 - _COLDEST) * min(share, 1.0))
