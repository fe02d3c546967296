"""What can be set of the page's looks: type, numbers, styles, layers, focus, formats."""

from itertools import pairwise
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.core.texts import Numbering
from desktop_app.gui.reader import Mark, Reader, Shown, Type
from desktop_app.gui.reader.numbers import Numbers
from desktop_app.gui.theme import LIGHT, PALETTE, apply_theme, code_colours
from tests.gui.reader.conftest import ShowText, a_mark, mark_on, picture, settle

SENTENCE = "A sentence of some length stands here to be read, and then another one comes. "
LONG = "\n\n".join(SENTENCE * (1 + n % 7) for n in range(60))
TINT, LINE = (getattr(code_colours(PALETTE[0].hex, LIGHT), part) for part in ("tint", "line"))


def colours_in(reader: Reader, left: int = 0, right: int = 10_000) -> set[str]:
    image = picture(reader)
    right = min(right, image.width())
    # Lines are a pixel high at least and some wide.
    pixels = {image.pixel(x, y) for y in range(image.height()) for x in range(left, right, 3)}
    return {QColor(pixel).name() for pixel in pixels}


def beside_text(reader: Reader) -> set[str]:
    return colours_in(reader, reader._layout.columns.text_right + 4)


def on_text(reader: Reader) -> set[str]:
    return colours_in(reader, 0, reader._layout.columns.text_right)


def test_another_theme_leaves_the_type_as_it_was_set(show: ShowText, qapp: QApplication) -> None:
    reader = show(LONG, a_mark(0, 200))
    reader.set_size(26)
    settle(reader)
    block = reader.document().firstBlock()
    metrics, count = reader._layout.metrics, reader._layout.lines_of(block)
    for theme in ("dark", "light"):
        apply_theme(qapp, theme)
        settle(reader)
        assert reader.document().defaultFont().pixelSize() == 26
        assert reader._layout.metrics == metrics
        assert reader._layout.lines_of(block) == count


def test_nothing_is_kept_of_lines_that_are_gone(show: ShowText) -> None:
    reader = show(SENTENCE * 4, a_mark(0, 300, key="one"))
    block, painter = reader.document().firstBlock(), reader.painter
    reader.set_current("one")
    settle(reader)
    many = len(painter.lines(block))
    smaller = QFont(reader.document().defaultFont())
    smaller.setPixelSize(6)
    reader.document().setDefaultFont(smaller)
    assert len(painter.lines(block)) == reader._layout.lines_of(block) < many
    settle(reader)


@pytest.mark.parametrize(
    ("style", "tint", "line"),
    [("both", 1, 1), ("tint", 1, 0), ("underline", 0, 1), ("margin", 0, 0)],
)
def test_a_style_for_all(show: ShowText, style: str, tint: int, line: int) -> None:
    reader = show(SENTENCE, a_mark(2, 40))
    reader.set_styles(style)  # type: ignore[arg-type]
    assert (TINT in on_text(reader), LINE in on_text(reader)) == (bool(tint), bool(line))
    assert LINE in beside_text(reader)


def test_a_style_for_one_code(show: ShowText) -> None:
    loud, quiet = (
        Mark(key, 0, 1, start, start + 20, "Code", hue.hex, code_id=key)
        for key, start, hue in (("loud", 0, PALETTE[0]), ("quiet", 40, PALETTE[5]))
    )
    reader = show(SENTENCE, loud, quiet)
    reader.set_styles("both", {"quiet": "margin"})
    shown = on_text(reader)
    assert TINT in shown
    assert code_colours(PALETTE[5].hex, LIGHT).tint not in shown
    reader.set_styles("underline", {"quiet": "tint"})
    shown = on_text(reader)
    assert TINT not in shown
    assert code_colours(PALETTE[5].hex, LIGHT).tint in shown


def coded(key: str, start: int, code: str, coder: str) -> Mark:
    return Mark(key, 0, 1, start, start + 10, code, PALETTE[0].hex, code_id=code, coder_id=coder)


def test_coders_and_codes_are_hidden_and_shown_without_being_lost(show: ShowText) -> None:
    marks = [coded("1", 0, "x", "A"), coded("2", 3, "x", "B"), coded("3", 6, "y", "B")]
    reader = show(SENTENCE, *marks)
    reader.set_hidden(coders=["A"])
    assert reader.annotations_at(7) == ["3", "2"]
    reader.set_hidden(codes=["x"])
    assert reader.annotations_at(7) == ["3"]
    reader.update_marks(["1"], [coded("4", 0, "x", "C"), coded("5", 0, "z", "C")])
    assert reader.annotations_at(2) == ["5"]
    reader.set_hidden()
    assert set(reader.annotations_at(7)) == {"2", "3", "4", "5"}


def test_hidden_marks_leave_no_empty_lane(show: ShowText) -> None:
    reader = show(SENTENCE, coded("1", 0, "x", "A"), below := coded("2", 3, "x", "B"))
    reader.set_hidden(coders=["A"])
    reader.painter.store.touching(0, 20)
    assert reader.painter.store.lanes(below).underline == 0


def test_hiding_holds_for_the_next_text_too(show: ShowText) -> None:
    reader = show(SENTENCE)
    reader.set_hidden(coders=["A"])
    reader.set_document(SENTENCE)
    reader.set_marks([coded("1", 0, "x", "A")])
    assert reader.annotations_at(2) == []


@pytest.mark.parametrize("wanted", [Type(spacing=2.2), Type(measure=60), Type("sans", 24, 1.4, 80)])
def test_type_changes_and_the_place_is_kept(show: ShowText, wanted: Type) -> None:
    reader = show(LONG, width=1100)
    place = LONG.rindex("sentence", 0, len(LONG) // 2)
    reader.scroll_to(place)
    reader.set_type(wanted)
    settle(reader)
    assert reader.type() == wanted
    assert 0 <= place - reader.first_visible() < 100
    block = reader.firstVisibleBlock()
    lines = reader.painter.lines(block)
    steps = {below - above for above, below in pairwise(lines.baselines)}
    assert steps == {round(wanted.spacing * wanted.size)} or len(lines) == 1


def test_a_line_holds_about_as_many_characters_as_the_measure_says(show: ShowText) -> None:
    reader = show(LONG, width=1500)
    for measure in (60, 72, 80):
        reader.set_type(Type(measure=measure))
        settle(reader)
        block = reader.document().findBlockByNumber(12)
        reader.blockBoundingRect(block)
        lines = [block.layout().lineAt(n).textLength() for n in range(block.lineCount() - 1)]
        assert measure * 0.82 < sum(lines) / len(lines) < measure * 1.08


def test_type_is_kept_readable(show: ShowText) -> None:
    reader = show(SENTENCE)
    reader.set_type(Type("", 3, 9.0, 4))
    assert reader.type() == Type("serif", 11, 2.4, 60)


@pytest.mark.parametrize(
    "shown", [Shown(True, True, True), Shown(False, True, False), Shown(False, False, True)]
)
def test_numbers_of_paragraphs_sentences_and_lines(show: ShowText, shown: Shown) -> None:
    reader = show(LONG, width=1000)

    def painted() -> set[str]:
        return colours_in(reader, 0, reader._layout.columns.text_left - 4)

    reader.set_numbers(Shown(False, False, False))
    assert painted() == {LIGHT.paper}
    reader.set_numbers(shown, Numbering(LONG))
    assert len(painted()) > 1


def test_in_focus_mode_the_text_stands_alone_in_the_middle(show: ShowText) -> None:
    reader = show(LONG, a_mark(2, 40), width=1000)
    reader.set_focus_mode(True)
    settle(reader)
    columns = reader._layout.columns
    assert abs(columns.text_left - (columns.width - columns.text_right)) <= 1
    assert colours_in(reader, 0, columns.text_left - 2) == {LIGHT.paper}
    assert beside_text(reader) == {LIGHT.paper}
    assert not reader._strip.isVisible()
    reader.set_focus_mode(False)
    settle(reader)
    assert LINE in beside_text(reader)
    assert reader._strip.isVisible()


def test_formats_change_looks_and_no_position(show: ShowText) -> None:
    text = "Title of it\nSome words in italics and bold\nA verse set in\nplain"
    reader = show(text)
    runs = [(0, 11, "heading1"), (text.index("italics"), text.index(" and"), "italic")]
    runs += [(text.index("bold"), text.index("\nA"), "bold"), (text.index("A verse"), 57, "indent")]
    before = picture(reader)
    height = reader.blockBoundingRect(reader.document().firstBlock()).height()
    reader.set_formatting([*runs, (0, 5, "nonsense"), (3, 3, "bold")])
    settle(reader)
    assert picture(reader) != before
    first = reader.document().firstBlock()
    assert reader.blockBoundingRect(first).height() > height
    verse = first.next().next()
    reader.blockBoundingRect(verse)
    assert verse.layout().lineAt(0).x() > reader._layout.columns.text_left + 10
    start = text.index("bold")
    reader.set_selection(start, start + 4)
    assert reader.selection() == (start, start + 4)
    assert reader.document().toPlainText() == text
    reader.go_to(0)
    reader.set_formatting([])
    settle(reader)
    assert picture(reader) == before


def test_tints_fit_words_that_are_bold(show: ShowText) -> None:
    text = "some plain words and some bold ones"
    reader = show(text, mark := mark_on(text, "bold ones"))
    reader.set_formatting([(mark.start, mark.end, "bold")])
    (box,) = reader.painter.boxes(reader.document().firstBlock(), mark.start, mark.end)
    line = reader.document().firstBlock().layout().lineAt(0)
    assert box.right() == pytest.approx(line.naturalTextRect().right(), abs=0.5)


def test_places_found_are_framed(show: ShowText, qtbot: QtBot) -> None:
    reader = show(LONG)
    reader.set_found([(2, 10), (14, 20)], current=0)
    settle(reader)
    assert {LIGHT.accent, LIGHT.text_selection} <= colours_in(reader)
    reader.set_found([])
    settle(reader)
    assert LIGHT.accent not in colours_in(reader)


def test_the_annotation_in_hand_is_tinted_under_others_too(show: ShowText) -> None:
    deep = [
        a_mark(0, 60, key="long", hue=0),
        *(a_mark(10, 20 + n, key=str(n), hue=3) for n in range(3)),
    ]
    reader = show(SENTENCE, *deep)
    reader.set_current("long")
    settle(reader)
    strong = QColor(code_colours(PALETTE[0].hex, LIGHT).strong)
    (box,) = reader.painter.boxes(reader.document().firstBlock(), 10, 20)
    image = picture(reader)
    _, top = next(iter(reader.visible_blocks()))
    assert image.pixelColor(round(box.center().x()), round(top + box.top()) + 1) == strong


def test_the_wheel_with_ctrl_keeps_the_place(show: ShowText, qtbot: QtBot) -> None:
    reader = show(LONG)
    reader.scroll_to(place := LONG.index("sentence", len(LONG) // 2))
    qtbot.keyClick(reader, Qt.Key.Key_Control)
    reader.zoom(3)
    settle(reader)
    assert 0 <= place - reader.first_visible() < 100


def test_a_verse_is_numbered_by_lines_and_stanzas(show: ShowText) -> None:
    stanza = "Who came by night and knocked\nand did not say a name,\nand went,\n"
    text = "\n".join([stanza] * 6)
    numbering = Numbering(text)
    assert numbering.is_lined
    reader = show(text, width=1000)
    reader.set_numbers(Shown(), numbering)
    page, numbers = reader._layout.page, reader.painter.beside.numbers
    blocks = range(len(page))
    paragraphs = {n: numbers.paragraph(page, n) for n in blocks if numbers.paragraph(page, n)}
    assert list(paragraphs.values()) == [1, 2, 3, 4, 5, 6]
    assert all(numbering.paragraph_at(page.starts[n]) == said for n, said in paragraphs.items())
    lines = {n: numbers.line(page, n) for n in blocks if numbers.line(page, n)}
    assert list(lines.values()) == [5, 10, 15]
    assert all(numbering.line_at(page.starts[n]) == said for n, said in lines.items())


def test_the_lines_of_a_stanza_stand_as_close_as_those_of_a_paragraph(show: ShowText) -> None:
    stanza = "Who came by night and knocked\nand did not say a name,\nand went,\n"
    text = "\n".join([stanza] * 40)
    reader = show(text)
    reader.set_numbers(Shown(), Numbering(text))
    settle(reader)
    tops = [top for _, top in reader.visible_blocks()][1:9]
    height, gap = reader._layout.metrics.height, reader._layout.metrics.gap
    steps = [below - above for above, below in pairwise(tops)]
    assert steps == [height, height, gap, height, height, height, gap]
    reader.scroll_to(place := text.index("Who", len(text) // 2))
    reader.set_numbers(Shown(), Numbering(LONG))
    settle(reader)
    assert reader.first_visible() == place
    reader.set_document(LONG)
    assert not reader._layout.is_lined


@pytest.mark.parametrize("width", [480, 700, 1200])
@pytest.mark.parametrize("shown", [Shown(True, True, True), Shown(True, False, True), Shown()])
def test_numbers_have_room_at_every_width(show: ShowText, width: int, shown: Shown) -> None:
    reader = show(LONG, width=width)
    reader.set_numbers(shown, Numbering(LONG))
    columns = reader._layout.columns
    sentences, paragraphs, lines = reader.painter.beside.numbers.rights(columns.numbers_width)
    assert sentences < columns.text_left
    assert (lines if shown.lines else paragraphs) >= 22
    if shown.paragraphs and shown.lines:
        assert paragraphs - lines >= 22
    if shown.sentences:
        assert sentences - paragraphs >= 18


@pytest.mark.parametrize(("paragraphs", "lines"), [(9, 900), (12_345, 12_345), (7, 337_218)])
@pytest.mark.parametrize("with_sentences", [False, True])
def test_numbers_of_many_digits_have_their_room(
    paragraphs: int, lines: int, with_sentences: bool
) -> None:
    counted = SimpleNamespace(paragraph_count=paragraphs, line_count=lines, is_lined=True)
    numbers = Numbers(Shown(True, with_sentences, lines=True), cast("Numbering", counted))
    wished, least = numbers.room()
    assert wished >= least
    for width in range(least, wished + 60):
        _, paragraph, line = numbers.rights(width)
        assert line >= 7 * len(str(lines))
        assert paragraph - line >= 7 * len(str(paragraphs))
