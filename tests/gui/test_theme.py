"""Colours keep their contrast, and the style sheet is one that Qt understands."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLineEdit,
    QRadioButton,
)
from pytestqt.qtbot import QtBot

from desktop_app.gui.reader.colours import blend
from desktop_app.gui.theme import (
    DARK,
    LIGHT,
    PALETTE,
    THEMES,
    Theme,
    ThemeName,
    apply_theme,
    code_colours,
    contrast,
    current_theme,
    reading_font,
    style_sheet,
)

both_themes = pytest.mark.parametrize("theme", list(THEMES.values()), ids=list(THEMES))


def assert_readable(colour: str, theme: Theme) -> None:
    found = code_colours(colour, theme)
    wanted = 7.0 if theme.is_contrast else 4.5
    assert contrast(theme.ink, found.tint) >= wanted
    assert contrast(theme.ink, found.strong) >= 4.5
    assert contrast(found.name, theme.paper) >= wanted
    assert contrast(found.line, theme.paper) >= 3


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@both_themes
def test_the_nine_hues_are_readable(theme: Theme) -> None:
    assert len({hue.hex for hue in PALETTE}) == 9
    for hue in PALETTE:
        assert_readable(hue.hex, theme)


@both_themes
def test_a_highlight_without_code_is_readable(theme: Theme) -> None:
    assert_readable("", theme)


@both_themes
@given(colour=st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"))
def test_any_colour_is_made_readable(theme: Theme, colour: str) -> None:
    assert_readable(colour, theme)


@both_themes
def test_ink_is_readable_on_any_two_tints_blended(theme: Theme) -> None:
    for first, second in combinations([*(hue.hex for hue in PALETTE), ""], 2):
        tints = [code_colours(first, theme).tint, code_colours(second, theme).tint]
        assert contrast(theme.ink, blend(tints, theme)) >= 4.5


@both_themes
def test_words_are_readable_where_they_stand(theme: Theme) -> None:
    for ground in (theme.paper, theme.panel, theme.selection, theme.text_selection):
        assert contrast(theme.ink, ground) >= 4.5
    for ground in (theme.paper, theme.panel):
        assert contrast(theme.accent, ground) >= 4.5
        assert contrast(theme.dim, ground) >= 4


def test_palette_hues_take_their_declared_values() -> None:
    clay = code_colours(PALETTE[0].hex, DARK)
    assert (clay.tint, clay.line, clay.name) == ("#543429", "#e86e4b", "#ff9875")


def test_applying_a_theme_changes_palette_and_widgets(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    field = QLineEdit()
    qtbot.addWidget(field)
    assert apply_theme(app, "dark") is DARK is current_theme()
    assert app.palette().color(QPalette.ColorRole.Base).name() == DARK.paper
    field.show()
    assert apply_theme(app, "light") is LIGHT is current_theme()
    assert app.styleSheet() == style_sheet(LIGHT)
    assert "$" not in app.styleSheet()


def test_following_the_system_takes_one_of_the_two(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert apply_theme(app, "system") in THEMES.values()


def test_texts_are_set_in_a_serif_at_the_size_asked_for(qtbot: QtBot) -> None:
    font = reading_font(23)
    assert font.pixelSize() == 23
    assert "Serif" in font.family() or font.family() in ("EB Garamond", "Charter", "Georgia")


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
@pytest.mark.parametrize("name", list(THEMES))
def test_boxes_stand_out_ticked_or_not(
    qapp: QApplication, name: ThemeName, kind: type[QAbstractButton]
) -> None:
    theme = apply_theme(qapp, name)
    button = kind()
    button.setAutoExclusive(False)
    button.resize(60, 26)
    seen = {}
    for is_on in (False, True):
        for is_enabled in (False, True):
            button.setChecked(is_on)
            button.setEnabled(is_enabled)
            image = button.grab().toImage()
            seen[is_on, is_enabled] = {
                QColor(image.pixel(x, y)).name() for x in range(22) for y in range(26)
            }
    assert any(contrast(each, theme.paper) >= 3 for each in seen[False, True])
    assert theme.accent in seen[True, True]
    assert contrast(theme.accent, theme.paper) >= 3
    assert theme.accent not in seen[False, True] | seen[False, False] | seen[True, False]
    assert len({frozenset(colours) for colours in seen.values()}) == 4
    mark = "#000000" if theme.is_dark else "#ffffff"
    assert mark in seen[True, True]
    assert contrast(mark, theme.accent) >= 4.5
