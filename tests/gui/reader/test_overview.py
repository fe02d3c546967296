"""The overview strip shows each mark where the scroll bar goes to, at any size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from desktop_app.gui.reader.overview import MOST_COLOURS, Overview
from desktop_app.gui.reader.page import PageText
from desktop_app.gui.theme import PALETTE
from tests.gui.reader.conftest import ShowText, a_mark, settle

VERSE = "short line\n" * 200
PROSE = "One paragraph that goes on and on with many words in it. " * 200
UNEVEN = VERSE + PROSE + "\n" + VERSE  # as many characters as lines would not be


@given(st.lists(st.integers(0, len(UNEVEN) - 1), max_size=40), st.integers(1, 150))
def test_each_mark_has_its_row_and_no_other(starts: list[int], rows: int) -> None:
    page = PageText(UNEVEN)
    counts = [1 + len(line) // 60 for line in UNEVEN.split("\n")]
    marks = [a_mark(start, start + 1, hue=n % 9) for n, start in enumerate(sorted(starts))]
    overview = Overview(page, counts, marks, rows)
    ticks = overview.ticks()
    assert {tick.row for tick in ticks} == {overview.row_of(start) for start in starts}
    assert all(1 <= len(tick.marks) <= MOST_COLOURS for tick in ticks)
    assert [overview.row_of(start) for start in sorted(starts)] == sorted(
        overview.row_of(start) for start in starts
    )


@pytest.mark.parametrize("height", [300, 730])
@pytest.mark.parametrize("width", [500, 1000])
def test_a_tick_stands_where_the_thumb_comes_to(
    show: ShowText, qtbot: QtBot, width: int, height: int
) -> None:
    places = [len(UNEVEN) // 10, len(UNEVEN) // 2, len(UNEVEN) * 9 // 10]
    reader = show(UNEVEN, *(a_mark(place, place + 5) for place in places), width=width)
    reader.resize(width, height)
    settle(reader)
    strip = reader._strip
    qtbot.waitUntil(lambda: len(strip.ticks()) == 3)
    reader._refresh_strip()
    for place, y in zip(places, sorted(strip.ticks()), strict=True):
        reader.scroll_to(place)
        settle(reader)
        thumb = strip.thumb()
        assert thumb.top() - 14 <= y <= thumb.bottom() + 14


def test_long_marks_are_shown_as_far_as_they_reach() -> None:
    page = PageText(UNEVEN)
    counts = [1] * len(page)
    marks = [a_mark(0, len(UNEVEN)), a_mark(10, 2000), a_mark(50, 60)]
    reaches = Overview(page, counts, marks, 100).reaches(3, 2)
    assert (reaches[0].first, reaches[0].last, reaches[0].lane) == (0, 99, 0)
    assert len(reaches) == 2
    assert {reach.lane for reach in reaches} == {0, 1}


def test_a_row_shows_its_commonest_colours() -> None:
    page = PageText(VERSE)
    marks = [a_mark(n, n + 2, hue=n % 3) for n in range(9)] + [a_mark(9, 11, hue=4)] * 5
    (tick,) = Overview(page, [1] * len(page), marks, 1).ticks()
    assert tick.marks[0].color == PALETTE[4].hex
    assert len({mark.color for mark in tick.marks}) == 3
