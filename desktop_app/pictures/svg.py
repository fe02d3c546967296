"""A picture as SVG: one file that loads nothing and runs nothing; every text in it is escaped."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from desktop_app.colours import Theme
from desktop_app.formats.atomic import writing
from desktop_app.pictures.drawing import Circle, Curve, Drawing, Line, Rect, Shape, Text
from desktop_app.pictures.paints import PATTERNS, TILE, colour_of

FACES = "'Source Sans 3', 'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans', sans-serif"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_svg(drawing: Drawing, path: Path, theme: Theme) -> None:
    """Write a picture; raise FileUnwritable, FileExists."""
    data = svg_of(drawing, theme).encode()
    with writing(path) as out:
        out.write(data)


def svg_of(drawing: Drawing, theme: Theme) -> str:
    """Return a picture as the text of an SVG file."""
    return "\n".join(_lines(drawing, theme)) + "\n"


def _lines(drawing: Drawing, theme: Theme) -> Iterator[str]:
    width, height = _n(drawing.width), _n(drawing.height)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img" font-family="{FACES}">'
    )
    yield f"<title>{_text(drawing.title)}</title>"
    yield f"<desc>{_text(drawing.about)}</desc>"
    yield from _patterns(drawing, theme)
    yield f'<rect width="{width}" height="{height}" fill="{theme.paper}"/>'
    for shape in drawing.shapes:
        yield from _shape(shape, theme)
    for spot in drawing.spots:
        box = _box(spot.x, spot.y, spot.width, spot.height)
        yield f'<rect {box} fill-opacity="0"><title>{_text(spot.title)}</title></rect>'
    yield "</svg>"


def _patterns(drawing: Drawing, theme: Theme) -> Iterator[str]:
    """Define each pattern that is used, once for each colour."""
    used = {
        (shape.pattern, shape.stroke): None
        for shape in drawing.shapes
        if isinstance(shape, Rect) and shape.pattern
    }
    if not used:
        return
    yield "<defs>"
    for pattern, stroke in used:
        colour = colour_of(stroke, theme)
        strokes = "".join(
            f'<path d="M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}"/>'
            for x1, y1, x2, y2 in PATTERNS[pattern]
        )
        yield (
            f'<pattern id="{_pattern_id(pattern, colour)}" width="{_n(TILE)}" height="{_n(TILE)}"'
            f' patternUnits="userSpaceOnUse"><g stroke="{colour}" stroke-width="1.2"'
            f' stroke-linecap="square">{strokes}</g></pattern>'
        )
    yield "</defs>"


def _pattern_id(pattern: int, colour: str) -> str:
    return f"p{pattern}-{colour[1:]}"


def _shape(shape: Shape, theme: Theme) -> Iterator[str]:
    if isinstance(shape, Rect):
        yield from _rect(shape, theme)
    elif isinstance(shape, Circle):
        at = f'cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}"'
        yield f"<circle {at}{_inks(shape.fill, shape.stroke, shape.width, theme)}/>"
    elif isinstance(shape, Line):
        ends = f'x1="{_n(shape.x1)}" y1="{_n(shape.y1)}" x2="{_n(shape.x2)}" y2="{_n(shape.y2)}"'
        dash = f' stroke-dasharray="{_n(shape.dash)}"' if shape.dash else ""
        yield f"<line {ends}{_inks('', shape.stroke, shape.width, theme)}{dash}/>"
    elif isinstance(shape, Curve):
        path = (
            f"M{_n(shape.x1)} {_n(shape.y1)}Q{_n(shape.towards[0])} {_n(shape.towards[1])}"
            f" {_n(shape.x2)} {_n(shape.y2)}"
        )
        yield f'<path d="{path}"{_inks("none", shape.stroke, shape.width, theme)}/>'
    else:
        yield _words(shape, theme)


def _rect(shape: Rect, theme: Theme) -> Iterator[str]:
    box = _box(shape.x, shape.y, shape.width, shape.height)
    round_ = f' rx="{_n(shape.radius)}"' if shape.radius else ""
    if shape.pattern:
        yield f"<rect {box}{round_}{_inks(shape.fill, '', 1, theme)}/>"
        url = _pattern_id(shape.pattern, colour_of(shape.stroke, theme))
        yield f'<rect {box}{round_} fill="url(#{url})"{_inks("-", shape.stroke, 1, theme)}/>'
    else:
        yield f"<rect {box}{round_}{_inks(shape.fill, shape.stroke, 1, theme)}/>"


def _inks(fill: str, stroke: str, width: float, theme: Theme) -> str:
    """Write fill and stroke; a fill of "-" is written elsewhere."""
    said = ""
    if fill == "none" or not fill:
        said = ' fill="none"'
    elif fill != "-":
        said = f' fill="{colour_of(fill, theme)}"'
    if stroke:
        said += f' stroke="{colour_of(stroke, theme)}" stroke-width="{_n(width)}"'
    return said


def _words(shape: Text, theme: Theme) -> str:
    anchor = f' text-anchor="{shape.anchor}"' if shape.anchor != "start" else ""
    weight = ' font-weight="600"' if shape.is_bold else ""
    turned = (
        f' transform="rotate({_n(shape.angle)} {_n(shape.x)} {_n(shape.y)})"' if shape.angle else ""
    )
    return (
        f'<text x="{_n(shape.x)}" y="{_n(shape.y)}" font-size="{_n(shape.size)}"'
        f' fill="{colour_of(shape.colour, theme)}"{anchor}{weight}{turned}>'
        f"{_text(shape.text)}</text>"
    )


def _box(x: float, y: float, width: float, height: float) -> str:
    return f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'


def _n(number: float) -> str:
    """Write a number with at most two decimals."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _text(text: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", text), quote=False)
