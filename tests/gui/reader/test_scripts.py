"""Tints lie over the glyphs, whatever the script; compared by what is painted, not by positions.

Two things are compared with the tint: the ground of a selection of the same words, which Qt
paints in its own way, and the outlines of the words' glyphs.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QTextLine
from pytestqt.qtbot import QtBot

from desktop_app.gui.reader import Reader
from desktop_app.gui.theme import LIGHT, PALETTE, code_colours
from tests.gui.reader.conftest import ShowText, mark_on, picture, settle

SCRIPTS = {
    "latin": ("We ask, and difficult offices answer nobody.", "difficult offices"),
    "combining": ("Un e\u0301te\u0301 a\u0302pre et un hiver doux.", "a\u0302pre et"),
    "arabic": ("هذه الكلمات تسأل ولا أحد يجيب عنها اليوم", "تسأل ولا أحد"),
    "arabic_joined": ("هذه الكلمات تسأل ولا أحد يجيب عنها اليوم", "لمات"),
    "hebrew": ("שאלנו, ואיש לא ענה לנו במשך כל היום", "ואיש לא"),
    "pointed": ("בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם", "בָּרָא אֱלֹהִים"),
    "mixed": ("They said שלום לכולם and then مرحبا بالجميع to us", "said שלום"),
    "mixed_across": ("They said שלום לכולם and then مرحبا بالجميع to us", "לכולם and then مرحبا"),
    "mixed_numbers": ("שאלנו 123 שאלות in 2023 וענו 45", "שאלות in 2023"),
    "devanagari": ("हमने पूछा और किसी ने उत्तर नहीं दिया", "किसी ने उत्तर"),
    "conjuncts": ("क्षत्रिय विद्यार्थी प्रश्न पूछते हैं", "विद्यार्थी"),
    "thai": ("เราถามแล้วไม่มีใครตอบเราเลย", "ไม่มีใคร"),
    "han": ("我们问了很久，没有人回答我们。", "没有人回答"),
    "kana": ("私たちは尋ねたが、誰も答えなかった。", "誰も答え"),
    "hangul": ("우리는 물었지만 아무도 대답하지 않았다", "아무도 대답"),
    "emoji": ("They 👩‍👩‍👧 asked 👍🏽 and 🇦🇲 nobody 😀 said it", "👍🏽 and 🇦🇲"),
}
scripts = pytest.mark.parametrize(("text", "words"), SCRIPTS.values(), ids=list(SCRIPTS))


def columns_of(image: QImage, colour: str, rows: range) -> set[int]:
    """Return the columns that have a pixel of a colour in some rows."""
    wanted = QColor(colour).rgb()
    return {x for x in range(image.width()) if any(image.pixel(x, y) == wanted for y in rows)}


def only_line(reader: Reader) -> QTextLine:
    layout = reader.document().firstBlock().layout()
    assert layout.lineCount() == 1
    return layout.lineAt(0)


def is_drawable(reader: Reader) -> bool:
    """Tell whether there is a glyph for everything; not so where one box stands for all signs."""
    layout = reader.document().firstBlock().layout()
    runs = [run for n in range(layout.lineCount()) for run in layout.lineAt(n).glyphRuns()]
    glyphs = {glyph for run in runs for glyph in run.glyphIndexes()}
    return 0 not in glyphs and len(glyphs) > 1


def rows_of(reader: Reader) -> range:
    baseline = reader.painter.lines(reader.document().firstBlock()).baselines[0]
    return range(baseline - 14, baseline + 5)


def tinted_columns(reader: Reader) -> set[int]:
    tint = code_colours(PALETTE[0].hex, LIGHT).tint
    return columns_of(picture(reader), tint, rows_of(reader))


@scripts
def test_a_tint_covers_what_a_selection_covers(
    show: ShowText, qtbot: QtBot, text: str, words: str
) -> None:
    reader = show(text, width=1000)
    if not is_drawable(reader):
        pytest.skip("no font here has this script")
    start = text.index(words)
    reader.set_selection(start, start + len(words))
    settle(reader)
    selected = columns_of(picture(reader), LIGHT.text_selection, rows_of(reader))
    reader.go_to(0)
    reader.set_marks([mark_on(text, words)])
    settle(reader)
    tinted = tinted_columns(reader)
    assert len(selected) > 20
    assert len(selected ^ tinted) <= 6, sorted(selected ^ tinted)


@scripts
def test_a_tint_lies_over_the_glyphs_of_its_words_and_no_others(
    show: ShowText, text: str, words: str
) -> None:
    mark = mark_on(text, words)
    reader = show(text, mark, width=1000)
    if not is_drawable(reader):
        pytest.skip("no font here has this script")
    utf16 = reader._layout.page.utf16
    start, end = utf16.to_utf16(mark.start), utf16.to_utf16(mark.end)
    ours = ink_columns(only_line(reader), start, end)
    others = ink_columns(only_line(reader), 0, start) | ink_columns(
        only_line(reader), end, only_line(reader).textLength()
    )
    tinted = tinted_columns(reader)
    # Glyphs may lean a little over their own advance, and a pixel is wider than a line.
    assert len(ours - widened(tinted)) <= 2, sorted(ours - widened(tinted))
    assert len((others - widened(ours)) & tinted) <= 4, sorted((others - widened(ours)) & tinted)


def widened(columns: set[int]) -> set[int]:
    return {x + step for x in columns for step in (-1, 0, 1)}


def ink_columns(line: QTextLine, start: int, end: int) -> set[int]:
    """Return the columns that the outlines of some glyphs touch."""
    found: set[int] = set()
    if start >= end:
        return found
    for run in line.glyphRuns(start, end - start):
        font = run.rawFont()
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
            box = font.boundingRect(glyph)
            if box.width() > 0:
                left = place.x() + box.left()
                found |= set(range(round(left), round(left + box.width())))
    return found


@pytest.mark.parametrize("name", ["arabic", "hebrew", "pointed"])
def test_a_text_from_right_to_left_has_its_margins_the_other_way_round(
    show: ShowText, name: str
) -> None:
    text, words = SCRIPTS[name]
    text = "\n".join([text] * 3)
    reader = show(text, mark_on(text, words, "Irony"), width=1000)
    columns = reader._layout.columns
    assert columns.is_mirrored
    line = only_line(reader)
    assert line.naturalTextRect().right() == pytest.approx(columns.text_right, abs=1)
    image = picture(reader)
    name_colour = code_colours(PALETTE[0].hex, LIGHT).line
    drawn = columns_of(image, name_colour, rows_of(reader))
    assert min(drawn) < columns.text_left - 10
    assert not any(x > columns.text_right for x in drawn)
    assert Qt.LayoutDirection.RightToLeft == reader.document().firstBlock().textDirection()


def test_a_few_foreign_words_do_not_turn_the_page(show: ShowText) -> None:
    assert not show("They said שלום and went on in English.")._layout.columns.is_mirrored


def test_figures_alone_stand_where_the_page_begins(show: ShowText) -> None:
    reader = show("שאלנו את כולם היום\n1234\nשוב שאלנו")
    block = reader.document().firstBlock().next()
    reader.blockBoundingRect(block)
    right = block.layout().lineAt(0).naturalTextRect().right()
    assert right == pytest.approx(reader._layout.columns.text_right, abs=1)
