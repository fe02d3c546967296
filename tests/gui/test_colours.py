"""The colours of codes stay apart for every kind of colour vision, and readable on the page.

What a reader without one kind of cones sees is reckoned after Machado, Oliveira and Fernandes
(2009), severity 1; how far two colours are apart, as their distance in OKLab (Ottosson 2020),
where some 0.02 can just be told side by side.
"""

from itertools import combinations
from math import dist

import pytest
from PySide6.QtGui import QColor

from desktop_app.gui.reader.colours import blend
from desktop_app.gui.theme import PALETTE, THEMES, Theme, code_colours, contrast

Colour = tuple[float, float, float]
APART = 0.06
VISIONS: dict[str, tuple[Colour, Colour, Colour]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "without long": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "without middle": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "without short": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
themes = pytest.mark.parametrize("theme", list(THEMES.values()), ids=list(THEMES))


def linear(colour: str) -> Colour:
    def one(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    made = QColor(colour)
    return one(made.redF()), one(made.greenF()), one(made.blueF())


def times(rows: tuple[Colour, Colour, Colour], colour: Colour) -> Colour:
    made = [sum(a * b for a, b in zip(row, colour, strict=True)) for row in rows]
    return made[0], made[1], made[2]


def oklab(colour: Colour) -> Colour:
    cones = times(
        (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        ),
        colour,
    )
    rooted = [max(0.0, value) ** (1 / 3) for value in cones]
    return times(
        (
            (0.2104542553, 0.7936177850, -0.0040720468),
            (1.9779984951, -2.4285922050, 0.4505937099),
            (0.0259040371, 0.7827717662, -0.8086757660),
        ),
        (rooted[0], rooted[1], rooted[2]),
    )


def seen(colour: str, vision: str) -> Colour:
    through = times(VISIONS[vision], linear(colour))
    return oklab(tuple(min(1.0, max(0.0, value)) for value in through))  # type: ignore[arg-type]


def test_distances_are_those_of_the_formula() -> None:
    assert oklab(linear("#ffffff")) == pytest.approx((1, 0, 0), abs=1e-4)
    assert oklab(linear("#ff0000")) == pytest.approx((0.62796, 0.22486, 0.12585), abs=1e-4)


@themes
@pytest.mark.parametrize("vision", list(VISIONS))
def test_any_two_lines_are_told_apart(theme: Theme, vision: str) -> None:
    lines = {hue.key: seen(code_colours(hue.hex, theme).line, vision) for hue in PALETTE}
    close = {
        f"{one} and {other}": round(dist(lines[one], lines[other]), 3)
        for one, other in combinations(lines, 2)
        if dist(lines[one], lines[other]) < APART
    }
    assert not close


@themes
def test_lines_stand_out_from_paper_and_tint(theme: Theme) -> None:
    for hue in PALETTE:
        found = code_colours(hue.hex, theme)
        assert contrast(found.line, theme.paper) >= 3
        assert contrast(found.line, found.tint) >= 2.2


@themes
def test_two_layers_are_told_from_one_in_every_theme_and_read_as_well(theme: Theme) -> None:
    tints = [code_colours(hue.hex, theme).tint for hue in PALETTE]
    for tint in tints:
        assert contrast(tint, blend([tint, tint], theme)) >= 1.15
    for one, other in combinations(tints, 2):
        assert contrast(theme.ink, blend([one, other], theme)) >= 4.5
