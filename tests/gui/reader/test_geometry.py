"""Where ink, brackets and names stand."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QTextBlock
from pytestqt.qtbot import QtBot

from desktop_app.gui.reader import Mark, Reader
from desktop_app.gui.reader.margin import NAME_HEIGHT, Name
from desktop_app.gui.reader.page import PageText, columns_for
from tests.gui.reader.conftest import ShowText, a_mark, mark_on, picture, settle

PROSE = "The words go on and on, as words do in the mouths of those who like them. " * 12
RTL = [
    ("שלום עולם, זהו טקסט English words באמצע ועוד מילים אחרות", "טקסט English"),
    ("שלום עולם, זהו טקסט English words באמצע ועוד מילים אחרות", "words באמצע"),
    ("مرحبا بالعالم هذا نص عربي مع كلمات English في الوسط", "كلمات English في"),
    ("An English line with עברית ועוד inside it", "with עברית"),
    ("An English line with עברית ועוד inside it", "ועוד inside"),
]


def first_block(reader: Reader) -> QTextBlock:
    return reader.document().firstBlock()


def tinted(reader: Reader, mark: Mark, block: QTextBlock | None = None) -> list[QRectF]:
    ink = reader.painter.ink(block or first_block(reader))
    return [box for box, marks in ink.tints if mark in marks]


def covered(boxes: list[tuple[float, float]]) -> set[int]:
    """Return the tenths of pixels that stretches cover."""
    return {x for left, right in boxes for x in range(round(left * 10), round(right * 10))}


@pytest.mark.parametrize(("text", "words"), RTL)
def test_tints_in_mixed_directions_cover_exactly_the_glyphs(
    show: ShowText, text: str, words: str
) -> None:
    mark = mark_on(text, words)
    reader = show(text, mark, width=1000)
    line = first_block(reader).layout().lineAt(0)
    assert first_block(reader).layout().lineCount() == 1
    boxes = [run.boundingRect() for run in line.glyphRuns(mark.start, mark.end - mark.start)]
    glyphs = covered([(box.left(), box.right()) for box in boxes])
    ours = covered([(box.left(), box.right()) for box in tinted(reader, mark)])
    assert glyphs
    # Qt's runs may leave a hair between them; ours are joined where they touch.
    assert len(ours ^ glyphs) <= 10


@pytest.mark.parametrize(("text", "words"), RTL)
def test_words_of_both_directions_share_no_ink(show: ShowText, text: str, words: str) -> None:
    mark = mark_on(text, words)
    rest = [a_mark(0, mark.start, hue=1), a_mark(mark.end, len(text), hue=2)]
    reader = show(text, mark, *rest, width=1000)
    pieces = [covered([(b.left(), b.right()) for b in tinted(reader, m)]) for m in (mark, *rest)]
    overlap = (pieces[0] & pieces[1]) | (pieces[0] & pieces[2]) | (pieces[1] & pieces[2])
    assert all(pieces)
    assert len(overlap) <= 20


def test_a_right_to_left_paragraph_begins_at_the_right(show: ShowText) -> None:
    reader = show("שלום עולם")
    line = first_block(reader).layout().lineAt(0)
    right = reader._layout.columns.text_right
    assert line.naturalTextRect().right() == pytest.approx(right, abs=1)


def test_trailing_space_at_a_line_end_is_not_tinted(show: ShowText) -> None:
    reader = show(PROSE, mark := a_mark(0, len(PROSE)))
    layout = first_block(reader).layout()
    boxes = tinted(reader, mark)
    assert len(boxes) == layout.lineCount() > 5
    for number, box in enumerate(boxes):
        assert box.right() <= layout.lineAt(number).naturalTextRect().right() + 0.01


def test_an_emoji_before_a_mark_does_not_shift_it(show: ShowText) -> None:
    text = "😀😀 word"
    reader = show(text, mark := mark_on(text, "word"))
    line = first_block(reader).layout().lineAt(0)
    (box,) = tinted(reader, mark)
    assert box.left() == pytest.approx(line.cursorToX(5)[0])  # type: ignore[index]
    assert box.right() == pytest.approx(line.naturalTextRect().right())


def test_overlapping_marks_are_underlined_apart_and_blend_two_at_most(show: ShowText) -> None:
    marks = [a_mark(0, 40, hue=n, key=str(n)) for n in range(6)]
    reader = show(PROSE, *marks)
    ink = reader.painter.ink(first_block(reader))
    assert len({box.top() for box, _ in ink.rules}) == 6
    assert max(len(active) for _, active in ink.tints) == 2


def test_lanes_do_not_change_when_a_mark_goes(show: ShowText) -> None:
    marks = [a_mark(0, 60, key="a"), a_mark(10, 50, key="b"), a_mark(20, 40, key="c")]
    reader = show(PROSE, *marks)
    store = reader.painter.store
    before = store.lanes(marks[2]).underline
    reader.update_marks(["a"], [])
    assert store.lanes(marks[2]).underline == before == 2
    reader.update_marks([], [new := a_mark(5, 30, key="d")])
    assert store.lanes(new).underline == 0


def named(reader: Reader) -> list[tuple[int, Name]]:
    found, top, block = [], 0, first_block(reader)
    while block.isValid():
        found += [(top + name.y, name) for name in reader.painter.margin(block).names]
        top += round(reader.blockBoundingRect(block).height())
        block = block.next()
    return found


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_names_never_overlap_and_none_is_lost(show: ShowText, gap: str) -> None:
    text = gap.join(["Short.", PROSE, "One line only, and much to say of it.", "End."])
    starts = [0, 2, *range(10, 900, 13), *range(len(text) - 30, len(text) - 5, 2)]
    marks = [a_mark(start, start + 20 + start % 90, f"Code {start}") for start in starts]
    reader = show(text, *marks)
    rows = named(reader)
    assert all(below - above >= NAME_HEIGHT for (above, _), (below, _) in pairwise(rows))
    said = sum(1 if name.bracket else len(name.left_out) for _, name in rows)
    begun = {m.annotation_id for m in marks}
    assert said == len(begun)
    assert any(name.text.startswith("+") for _, name in rows)


def test_a_part_in_a_blank_line_has_no_name_over_those_before_it(show: ShowText) -> None:
    text = "One line.\n\nAnother line.\n"
    parts = [
        Mark("figure", 0, 2, 0, 3, "Anaphora", "#798205"),
        Mark("figure", 1, 2, 10, 11, "Anaphora", "#798205"),
    ]
    reader = show(text, *parts, a_mark(0, 8, "Irony"), a_mark(2, 8, "Litotes"))
    rows = [y for y, _ in named(reader)]
    assert len(rows) == 3
    assert all(below - above >= NAME_HEIGHT for above, below in pairwise(rows))


def test_names_are_cut_only_where_they_do_not_fit(show: ShowText) -> None:
    reader = show(PROSE, a_mark(0, 9, "Short"), a_mark(500, 520, "A long name " * 80))
    painter = reader.painter
    assert painter.beside.elided("Short") == "Short"
    assert painter.beside.elided("A long name " * 80).endswith("…")


def test_brackets_on_shared_lines_take_different_lanes(show: ShowText) -> None:
    text = PROSE + "\n" + PROSE
    cross = [a_mark(600, 1000, key="x"), a_mark(700, 1100, key="y")]
    own = [a_mark(start, start + 70, key=f"o{start}") for start in range(0, 1500, 60)]
    reader = show(text, *cross, *own)
    block = first_block(reader)
    lanes_of: dict[str, set[int]] = {"x": set(), "y": set()}
    for _ in range(2):
        brackets = reader.painter.margin(block).brackets
        for bracket in brackets:
            lanes_of.get(bracket.mark.annotation_id, set()).add(bracket.lane)
            for other in brackets:
                apart = other.last < bracket.first or other.first > bracket.last
                assert other is bracket or apart or other.lane != bracket.lane
        block = block.next()
    assert {len(lanes) for lanes in lanes_of.values()} == {1}


def test_parts_on_neighbouring_lines_share_a_bracket(show: ShowText) -> None:
    parts = [
        Mark("figure", 0, 3, 0, 9, "Anaphora", "#798205"),
        Mark("figure", 1, 3, 70, 80, "Anaphora", "#798205"),
        Mark("figure", 2, 3, 700, 710, "Anaphora", "#798205"),
    ]
    reader = show(PROSE, *parts)
    margin = reader.painter.margin(first_block(reader))
    first, tie, second = margin.brackets
    assert (first.is_tie, tie.is_tie, second.is_tie) == (False, True, False)
    assert first.last == first.first + 1
    assert first.bottom < tie.top < tie.bottom < second.top
    assert first.lane == tie.lane == second.lane
    assert [(name.text, name.detail) for name in margin.names] == [
        ("Anaphora", "1, 2/3"),
        ("", "3/3"),
    ]


def test_marks_at_both_ends_and_across_everything(show: ShowText) -> None:
    text = "first\n\n\nlast"
    marks = [a_mark(0, 1), a_mark(len(text) - 1, len(text)), a_mark(0, len(text)), a_mark(5, 8)]
    reader = show(text, *marks)
    assert len(tinted(reader, marks[0])) == 1
    assert len(tinted(reader, marks[1], reader.document().lastBlock())) == 1
    assert reader.painter.margin(first_block(reader)).brackets
    picture(reader)


def test_a_click_between_two_lines_takes_the_nearer_words(show: ShowText, qtbot: QtBot) -> None:
    reader = show(PROSE)
    layout, slots = first_block(reader).layout(), reader._layout
    _, bottom = slots.slot_of(layout.lineAt(1))
    x = slots.columns.text_left + 200
    for y, line in ((bottom - 1, 1), (bottom + 1, 2)):
        qtbot.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, y))
        text_line = layout.lineAt(line)
        assert text_line.textStart() < reader.caret() < text_line.textStart() + 40


@pytest.mark.parametrize("width", [120, 300, 420, 484, 740, 980, 1400, 3000])
def test_columns_follow_one_another_and_fit(width: int) -> None:
    columns = columns_for(width, 8.3)
    assert columns.text_left > 0
    assert columns.text_right < columns.brackets_left < columns.names_left
    assert width < 200 or columns.names_left + columns.names_width <= width
    assert columns.text_width <= 68 * 8.3 + 1
    # "+99" stands between the last lane and the names, ten pixels high.
    assert not columns.names_width or columns.names_left - columns.lane(columns.lanes) >= 18


def test_blank_lines_make_no_double_gap(show: ShowText) -> None:
    tight, loose = show("one\ntwo\nx"), show("one\n\n\n\ntwo\nx")

    def top_of(reader: Reader, words: str) -> int:
        top, block = 0, first_block(reader)
        while block.text() != words:
            top += round(reader.blockBoundingRect(block).height())
            block = block.next()
        return top

    assert top_of(tight, "two") < top_of(loose, "two") <= top_of(tight, "two") + 20
    settle(tight)


def test_only_lines_with_words_are_numbered() -> None:
    page = PageText("one\n\n \ntwo\n")
    numbers = [page.number_of(paragraph) for paragraph in range(len(page))]
    assert [str(number) for number in numbers] == ["1", "0", "0", "2", "0"]
