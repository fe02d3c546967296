"""Any depth of overlap: ties between parts, counts of what finds no lane, and bad input."""

import gc
import random
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from desktop_app.gui.reader import Mark, Reader
from desktop_app.gui.reader.margin import NAME_HEIGHT, Margin
from desktop_app.gui.theme import PALETTE
from tests.gui.reader.conftest import ShowText, a_mark, picture, settle

PROSE = "The words go on and on, as words do in the mouths of those who like them. " * 12


def margins(reader: Reader) -> list[Margin]:
    found, block = [], reader.document().firstBlock()
    while block.isValid():
        found.append(reader.painter.margin(block))
        block = block.next()
    return found


def figure(*spans: tuple[int, int], key: str = "figure", roles: tuple[str, ...] = ()) -> list[Mark]:
    names = [*roles, *([""] * len(spans))]
    return [
        Mark(key, part, len(spans), start, end, "Antithesis", "#798205", names[part])
        for part, (start, end) in enumerate(spans)
    ]


def test_parts_in_different_paragraphs_share_their_lanes_and_are_tied(show: ShowText) -> None:
    text = f"{PROSE}\n\n{PROSE}\n\n{PROSE}"
    far = len(PROSE) * 2 + 300
    marks = figure((100, 140), (far, far + 40), roles=("pole A", "pole B"))
    others = [a_mark(n * 70, n * 70 + 200, f"Other {n}") for n in range(30)]
    reader = show(text, *marks, *others)
    found = margins(reader)
    own = [[b for b in margin.brackets if b.mark.annotation_id == "figure"] for margin in found]
    assert [[b.is_tie for b in brackets] for brackets in own] == [
        [False, True], [True], [True], [True], [True, False]
    ]  # fmt: skip
    assert len({b.lane for brackets in own for b in brackets}) == 1
    blank = reader.document().findBlockByNumber(2)
    assert (own[2][0].top, own[2][0].bottom) == (0, reader.blockBoundingRect(blank).height())
    names = [n for margin in found for n in margin.names if n.bracket and n.text == "Antithesis"]
    assert [name.detail for name in names] == ["pole A", "pole B"]


def test_parts_far_apart_are_not_tied_and_still_share_a_lane(show: ShowText) -> None:
    text = "\n".join([PROSE] * 9)
    far = 7 * (len(PROSE) + 1) + 5
    reader = show(text, *figure((5, 50), (far, far + 40)))
    brackets = [bracket for margin in margins(reader) for bracket in margin.brackets]
    assert [bracket.is_tie for bracket in brackets] == [False, False]
    assert brackets[0].lane == brackets[1].lane
    names = [name for margin in margins(reader) for name in margin.names]
    assert [(name.text, name.detail) for name in names] == [
        ("Antithesis", "1/2"),
        ("Antithesis", "2/2"),
    ]


def test_a_line_counts_the_brackets_that_find_no_lane(show: ShowText, qtbot: QtBot) -> None:
    marks = [a_mark(n, 40 - n, f"Code {n}", key=str(n)) for n in range(15)]
    reader = show(PROSE, *marks)
    (margin, *_), columns = margins(reader), reader._layout.columns
    (more,) = margin.more
    assert more.count == 15 - columns.lanes
    shown = {b.mark.annotation_id for b in margin.brackets if b.lane >= 0}
    left_out = {m.annotation_id for m in margin.left_out_at(more.line)}
    assert shown | left_out == {str(n) for n in range(15)}
    assert not shown & left_out
    point = QPointF(columns.lane(columns.lanes) + 4, more.y)
    under = reader.painter.marks_beside(reader.document().firstBlock(), point.x(), point.y())
    assert {mark.annotation_id for mark in under} == left_out


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_marks_at_all_are_painted(show: ShowText, data: st.DataObject) -> None:
    text = "\n".join(data.draw(st.lists(st.sampled_from(["", PROSE[:200], "x", "שלום 12"]))))
    place = st.integers(0, len(text))
    marks: list[Mark] = []
    for key in range(data.draw(st.integers(0, 25))):
        spans = data.draw(st.lists(st.tuples(place, place), min_size=1, max_size=4))
        marks += figure(*((min(s), max(s)) for s in spans), key=str(key))
    reader = show(text, *marks)
    for margin in margins(reader):
        assert all(b.top <= b.bottom for b in margin.brackets if not b.is_tie)
        rows = sorted(name.y for name in margin.names)
        assert all(below - above >= NAME_HEIGHT for above, below in pairwise(rows))
    reader.set_current("0")
    picture(reader)
    reader.update_marks(["0", "3"], figure((0, len(text)), (0, 0), key="new"))
    picture(reader)


def test_a_mark_without_width_stands_as_a_line_where_it_is(show: ShowText) -> None:
    reader = show(PROSE, mark := a_mark(200, 200, "Pause"))
    ink = reader.painter.ink(reader.document().firstBlock())
    ((box, found),) = ink.carets
    assert found is mark
    line = reader.document().firstBlock().layout().lineForTextPosition(200)
    assert box.center().x() == pytest.approx(line.cursorToX(200)[0], abs=1)  # type: ignore[index]
    assert [name.text for name in margins(reader)[0].names] == ["Pause"]
    assert reader.annotations_at(200) == ["200-200"]


def test_names_of_a_kilobyte_are_cut_and_markup_is_a_name(show: ShowText) -> None:
    long = "Ünüsual name " * 80
    reader = show(PROSE, a_mark(0, 9, long), a_mark(500, 520, "<img src=x>", hue=3))
    picture(reader)
    assert reader.painter.beside.elided(long).endswith("…")
    assert [name.text for name in margins(reader)[0].names] == [long, "<img src=x>"]


def test_very_many_annotations_on_one_page(show: ShowText) -> None:
    chance = random.Random(3)
    starts = [chance.randrange(800) for _ in range(20_000)]
    marks = [
        Mark(str(n), 0, 1, start, start + n % 90, f"Code {n}", PALETTE[n % 9].hex)
        for n, start in enumerate(starts)
    ]
    reader = show(PROSE, *marks, a_mark(0, len(PROSE), "All"))
    (margin,) = margins(reader)
    said = sum(1 if name.bracket else len(name.left_out) for name in margin.names)
    assert said == 20_001
    reader.update_marks(["7"], [a_mark(3, 40, "New")])
    reader.set_current("3-40")
    settle(reader)
    assert "3-40" in reader.annotations_at(5)


def test_all_at_one_place_are_dealt_their_lanes(show: ShowText) -> None:
    reader = show(PROSE, *(a_mark(5, 30, key=str(n)) for n in range(3000)))
    settle(reader)
    assert not reader.painter.store.deal_ahead(10)


def test_underlines_that_find_no_lane_leave_a_dotted_line(show: ShowText) -> None:
    """Seven stand below one another; the words of an eighth are not silently bare."""
    text = "Some words that everybody marks, and some that nobody does."
    marks = [a_mark(0, 31 - n, "Code", f"mark {n}", n % 5) for n in range(9)]
    reader = show(text, *marks)
    ink = reader.painter.ink(reader.document().firstBlock())
    assert len(ink.rules) == 7
    (more,) = ink.more
    below = max(box.bottom() for box, _ in ink.rules)
    assert more.top() >= below
    widest = reader.painter.boxes(reader.document().firstBlock(), 0, 24)[0]
    assert (more.left(), more.right()) == (widest.left(), widest.right())
    image = picture(reader)
    header = reader.cursorRect(reader.textCursor()).center().y()
    dim = reader.painter.colours.dim.name()
    ys = range(header, header + 40)
    found = [y for y in ys if image.pixelColor(round(more.left()) + 1, y).name() == dim
             or image.pixelColor(round(more.left()), y).name() == dim]  # fmt: skip
    assert found


def test_a_page_of_very_many_marks_is_no_walk_of_the_collector(show: ShowText) -> None:
    text = "some words to read " * 60
    reader = show(text)
    marks = [a_mark(n % 900, n % 900 + 40, key=str(n), hue=n % 9) for n in range(8000)]
    runs: list[str] = []

    def watch(phase: str, _: object) -> None:
        runs.append(phase)

    reader.set_marks(marks)
    gc.collect()
    gc.callbacks.append(watch)
    try:
        reader.viewport().repaint()
    finally:
        gc.callbacks.remove(watch)
    assert not runs
    found = reader.painter.margin(reader.document().firstBlock())
    assert len(found.brackets) + len(found.left_out) == 8000
