"""What a picture is made of: shapes in points, with named colours; and the sheet they are put on.

Origin top left, y downwards. What a colour's name means in a theme is in `paints`; shapes are
turned into SVG in `svg`, and painted in the window by `gui.pictures`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypedDict, Unpack

from desktop_app.pictures.lettering import fit, wrap

WIDTH = 960.0
EDGE = 24.0
TITLE, BODY, SMALL = 18.0, 12.0, 10.5


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle; `pattern` is one of `paints.PATTERNS`, drawn in `stroke` over the fill."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    radius: float = 0
    pattern: int = 0


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around a point."""

    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""
    width: float = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; `dash` is the length of its strokes and gaps, 0 for none."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    width: float = 1
    dash: float = 0


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve from a point to another, drawn towards a third (a quadratic Bezier)."""

    x1: float
    y1: float
    towards: tuple[float, float]
    x2: float
    y2: float
    stroke: str
    width: float = 1


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text by its base line; `anchor` is start, middle or end; `angle` in degrees."""

    x: float
    y: float
    text: str
    size: float = BODY
    colour: str = "ink"
    anchor: str = "start"
    is_bold: bool = False
    angle: float = 0


Shape = Rect | Circle | Line | Curve | Text


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the picture that says what it shows, and the annotations that it stands for."""

    x: float
    y: float
    width: float
    height: float
    title: str
    ids: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture; `about` says in a sentence or two what it counts."""

    width: float
    height: float
    title: str
    about: str
    shapes: tuple[Shape, ...] = field(repr=False)
    spots: tuple[Spot, ...] = field(repr=False)


class Looks(TypedDict, total=False):
    """How a line is written: as in `Text`, and cut where it is wider than `room`."""

    anchor: str
    is_bold: bool
    angle: float
    room: float


class Sheet:
    """What a picture is drawn on, from its title downwards; `y` is where the next thing goes."""

    def __init__(self, title: str, about: str, width: float = WIDTH) -> None:
        self.width = width
        self.title, self.about = one_line(title), one_line(about)
        self.shapes: list[Shape] = []
        self.spots: list[Spot] = []
        self.y = EDGE + TITLE
        room = width - 2 * EDGE
        self.text(EDGE, self.y, fit(self.title, TITLE, room), TITLE, is_bold=True)
        self.y += 6
        for line in wrap(self.about, BODY, room):
            self.y += 17
            self.text(EDGE, self.y, line, colour="dim")
        self.y += 24

    def add(self, *shapes: Shape) -> None:
        """Put shapes on top of what is there."""
        self.shapes.extend(shapes)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = BODY,
        colour: str = "ink",
        **looks: Unpack[Looks],
    ) -> None:
        """Write a line."""
        said = one_line(text)
        if room := looks.get("room", 0.0):
            said = fit(said, size, room)
        if said:
            anchor, is_bold = looks.get("anchor", "start"), looks.get("is_bold", False)
            angle = looks.get("angle", 0.0)
            self.shapes.append(Text(x, y, said, size, colour, anchor, is_bold, angle))

    def spot(
        self,
        box: tuple[float, float, float, float],
        title: str,
        ids: frozenset[str] = frozenset(),
    ) -> None:
        """Let a box (x, y, width, height) say what it shows."""
        self.spots.append(Spot(*box, title, ids))

    def nothing(self, said: str) -> Drawing:
        """Say that there is nothing to show, and end."""
        self.text(EDGE, self.y + 12, said, colour="dim")
        self.y += 24
        return self.finish()

    def finish(self) -> Drawing:
        """Return the picture, as high as was drawn."""
        height = round(self.y + EDGE)
        return Drawing(
            self.width, height, self.title, self.about, tuple(self.shapes), tuple(self.spots)
        )


def one_line(text: str) -> str:
    """Write a text on one line."""
    return " ".join(text.split())
