"""What the reader shows and does: scrolling, repainting, hovering, dropping, size, theme."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.gui.reader import Mark, Reader
from desktop_app.gui.reader.mime import CODE
from desktop_app.gui.theme import DARK, LIGHT
from tests.gui.reader.conftest import ShowText, a_mark, picture, settle

SENTENCE = "A sentence of some length stands here to be read, and then another one comes. "
LONG = "\n\n".join(SENTENCE * (1 + n % 7) for n in range(300))


def colours_in(reader: Reader) -> set[str]:
    image = picture(reader)
    return {
        image.pixelColor(x, y).name()
        for y in range(0, image.height(), 2)
        for x in range(0, image.width(), 3)
    }


def test_marks_show_go_and_come(show: ShowText) -> None:
    reader = show(SENTENCE, title="A title")
    bare = picture(reader)
    reader.set_marks([mark := a_mark(2, 40)])
    marked = picture(reader)
    assert marked != bare
    reader.update_marks([mark.annotation_id], [])
    assert picture(reader) == bare
    reader.update_marks([], [mark])
    assert picture(reader) == marked
    reader.update_marks([mark.annotation_id], [a_mark(2, 40, hue=3, key=mark.annotation_id)])
    assert picture(reader) not in (bare, marked)


def test_a_change_repaints_by_itself_and_not_the_whole_page(show: ShowText, qtbot: QtBot) -> None:
    reader = show(LONG)
    heights: list[int] = []
    original = reader.painter.paint

    def watched(painter: object, blocks: object, area: object) -> None:
        heights.append(area.height())  # type: ignore[attr-defined]
        original(painter, blocks, area)  # type: ignore[arg-type]

    reader.painter.paint = watched  # type: ignore[method-assign]
    later = (reader._settle_timer, reader._strip_timer)
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in later))
    settle(reader)
    heights.clear()
    reader.update_marks([], [a_mark(2, 40)])
    qtbot.waitUntil(lambda: bool(heights))
    assert max(heights) < reader.viewport().height() / 2


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_current_and_hovered_parts_all_light_up(show: ShowText, theme: object) -> None:
    parts = [Mark("figure", n, 2, s, s + 9, "Anaphora", "#798205") for n, s in enumerate((0, 300))]
    reader = show(SENTENCE * 6, *parts)
    reader.set_theme(theme)  # type: ignore[arg-type]
    calm = picture(reader)
    reader.set_current("figure")
    settle(reader)
    lit = picture(reader)
    assert lit != calm
    for mark in parts:
        box = reader.painter.boxes(reader.document().firstBlock(), mark.start, mark.end)[0]
        middle = QPoint(round(box.left()) + 1, round(box.top()) + 1)
        assert lit.pixelColor(middle) != calm.pixelColor(middle)
    reader.set_current(None)
    assert picture(reader) == calm


def test_hovering_lights_what_is_under_the_pointer(show: ShowText, qtbot: QtBot) -> None:
    reader = show(SENTENCE, mark := a_mark(0, 30))
    box = reader.painter.boxes(reader.document().firstBlock(), 0, 30)[0]
    qtbot.mouseMove(reader.viewport(), QPoint(5, 600))
    qtbot.mouseMove(reader.viewport(), box.center().toPoint())
    qtbot.waitUntil(lambda: reader.painter.lit.hovered == {mark.annotation_id})
    qtbot.mouseMove(reader.viewport(), QPoint(5, 600))
    qtbot.waitUntil(lambda: not reader.painter.lit.hovered)


def test_a_click_on_a_name_takes_its_annotation(show: ShowText, qtbot: QtBot) -> None:
    reader = show(SENTENCE, mark := a_mark(0, 30))
    (name,) = reader.painter.margin(reader.document().firstBlock()).names
    place = QPoint(reader._layout.columns.names_left + 4, name.y)
    with qtbot.waitSignal(reader.annotationActivated) as told:
        qtbot.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [mark.annotation_id]


def test_a_click_into_a_mark_takes_it_again_and_again(show: ShowText, qtbot: QtBot) -> None:
    reader = show(SENTENCE, mark := a_mark(0, 30))
    place = reader.painter.boxes(reader.document().firstBlock(), 0, 30)[0].center().toPoint()
    told: list[str] = []
    reader.annotationActivated.connect(told.append)
    for _ in range(2):
        qtbot.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.qWait(QApplication.doubleClickInterval() + 50)
    assert told == [mark.annotation_id] * 2


def test_the_last_line_can_be_reached(show: ShowText, qtbot: QtBot) -> None:
    reader = show(LONG)
    qtbot.keyClick(reader, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    settle(reader)
    bar = reader.verticalScrollBar()
    bar.setValue(bar.maximum())
    settle(reader)
    assert bar.value() == bar.maximum()
    last = [(block, top) for block, top in reader.visible_blocks()][-1]
    bottom = last[1] + reader.blockBoundingRect(last[0]).height()
    assert last[0] == reader.document().lastBlock()
    assert bottom <= reader.viewport().height() + 60


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 1.0])
def test_a_place_gone_to_is_in_view(show: ShowText, share: float) -> None:
    reader = show(LONG)
    place = LONG.rindex("sentence", 0, max(20, int(len(LONG) * share)))
    reader.go_to(place)
    settle(reader)
    caret = reader.cursorRect()
    assert reader.viewport().rect().contains(caret.center())
    assert reader.caret() == place


def test_scrolling_to_a_place_puts_its_line_first(show: ShowText) -> None:
    reader = show(LONG)
    place = LONG.rindex("sentence", 0, len(LONG) // 2)
    reader.scroll_to(place)
    settle(reader)
    assert 0 <= place - reader.first_visible() < 80


def test_the_reading_place_is_kept_when_the_width_and_size_change(show: ShowText) -> None:
    text = SENTENCE * 300  # in one paragraph, whose lines all break elsewhere
    reader = show(text)
    reader.scroll_to(place := text.rindex("sentence", 0, len(text) // 2))
    for width in (500, 900, 420, 1200, 740):
        reader.resize(width, 730)
        settle(reader)
    assert 0 <= place - reader.first_visible() < 80
    reader.zoom(6)
    settle(reader)
    assert 0 <= place - reader.first_visible() < 80


def test_the_scroll_bar_knows_lines_not_yet_seen(show: ShowText) -> None:
    reader = show(LONG)
    seen = reader.verticalScrollBar().maximum()
    block, lines = reader.document().firstBlock(), 0
    while block.isValid():
        lines += reader._layout.lines_of(block)
        block = block.next()
    assert seen == pytest.approx(lines, rel=0.15)


def test_scrolled_lines_look_as_if_painted_anew(show: ShowText, qtbot: QtBot) -> None:
    marks = [a_mark(start, start + 50, f"Code {start}") for start in range(0, 9000, 40)]
    reader = show(LONG, *marks)
    reader.clearFocus()
    qtbot.waitUntil(lambda: bool(reader._strip.ticks()))
    for _ in range(25):
        reader.verticalScrollBar().setValue(reader.verticalScrollBar().value() + 1)
        QApplication.processEvents()
    shown = reader.screen().grabWindow(reader.winId()).toImage()
    reader.viewport().update()
    settle(reader)
    anew = reader.screen().grabWindow(reader.winId()).toImage()
    assert reader.verticalScrollBar().value() == 25
    assert not shown.isNull()
    assert shown == anew


def test_ctrl_and_wheel_change_the_size(show: ShowText, qtbot: QtBot) -> None:
    reader = show(SENTENCE)
    before = reader.font().pixelSize()
    turn = QWheelEvent(
        QPointF(50, 50), reader.mapToGlobal(QPointF(50, 50)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    with qtbot.waitSignal(reader.sizeChanged) as told:
        QApplication.sendEvent(reader.viewport(), turn)
    assert told.args == [before + 1]
    assert reader.font().pixelSize() == before + 1


def drop_code(reader: Reader, place: QPoint) -> bool:
    data = QMimeData()
    data.setData(CODE, b"code-1")
    event = QDropEvent(
        QPointF(place), Qt.DropAction.CopyAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QEvent.Type.Drop,
    )  # fmt: skip
    reader.dropEvent(event)
    return event.isAccepted()


def test_a_code_dropped_marks_the_word_under_it_or_the_selection(show: ShowText) -> None:
    text = "😀 one two three"
    reader = show(text)
    told: list[tuple[str, int, int]] = []
    reader.codeDropped.connect(lambda *drop: told.append(drop))
    start = text.index("two")
    box = reader.painter.boxes(reader.document().firstBlock(), start, start + 3)[0]
    assert drop_code(reader, box.center().toPoint())
    reader.set_selection(2, 9)
    assert drop_code(reader, QPoint(300, 500))
    assert told == [("code-1", start, start + 3), ("code-1", 2, 9)]


def test_a_code_dropped_on_nothing_is_refused(show: ShowText) -> None:
    assert not drop_code(show("word"), QPoint(300, 500))


def test_a_held_selection_stays_painted_when_the_caret_goes(show: ShowText) -> None:
    reader = show(SENTENCE)
    reader.set_selection(2, 30)
    reader.hold_selection(True)
    reader.set_selection(50, 50)
    settle(reader)
    assert LIGHT.text_selection in colours_in(reader)
    reader.hold_selection(False)
    settle(reader)
    assert LIGHT.text_selection not in colours_in(reader)


def test_the_strip_shows_marks_and_leads_to_them(show: ShowText, qtbot: QtBot) -> None:
    far = LONG.rindex("sentence")
    reader = show(LONG, a_mark(2, 10), a_mark(far, far + 8))
    strip = reader._strip
    qtbot.waitUntil(lambda: len(strip.ticks()) == 2)
    place = QPoint(7, max(strip.ticks()) + 1)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)
    assert reader.caret() == far


def test_the_strip_is_still_a_scroll_bar(show: ShowText, qtbot: QtBot) -> None:
    reader = show(LONG)
    strip = reader._strip
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=strip.thumb().center())
    qtbot.mouseMove(strip, QPoint(7, strip.height() - 1))
    qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton)
    assert strip.value() == strip.maximum()
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(7, strip.height() // 2))
    assert strip.value() == pytest.approx(strip.maximum() / 2, rel=0.1)


def test_the_text_is_accessible(show: ShowText) -> None:
    reader = show(SENTENCE, title="A title")
    found = QAccessible.queryAccessibleInterface(reader)
    assert found.text(QAccessible.Text.Name) == "A title"
    assert found.textInterface().characterCount() == len(SENTENCE)


def test_ten_thousand_marks(show: ShowText) -> None:
    text = LONG * 4
    marks = [a_mark(n * 27, n * 27 + 40, f"C{n % 9}", key=str(n)) for n in range(10_000)]
    reader = show(text, *marks)
    reader.go_to(len(text) - 10)
    reader.update_marks(["9999"], [])
    settle(reader)
    assert len(reader.painter.store) == 9_999
    assert len(colours_in(reader)) > 20


def test_a_million_characters_in_one_line(show: ShowText) -> None:
    text = "word and " * 111_111
    reader = show(text, a_mark(0, len(text)), a_mark(500_000, 500_100))
    reader.go_to(500_000)
    settle(reader)
    assert reader.viewport().rect().contains(reader.cursorRect().center())
    picture(reader)


def test_none_is_not_used_up_by_painting(tmp_path: Path) -> None:
    """Soak: a binding that loses references to None would abort this child."""
    script = tmp_path / "soak.py"
    script.write_text(
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from desktop_app.gui.reader import Mark, Reader\n"
        "app = QApplication([])\n"
        "reader = Reader(); reader.resize(700, 700); reader.show()\n"
        "reader.set_document('some words to read ' * 4000)\n"
        "marks = [Mark(str(n), 0, 1, n * 9, n * 9 + 30, 'Code', '') for n in range(5000)]\n"
        "reader.set_marks(marks)\n"
        "app.processEvents(); before = sys.getrefcount(None)\n"
        "for n in range(400):\n"
        "    reader.verticalScrollBar().setValue(n % 300); reader.viewport().repaint()\n"
        "assert sys.getrefcount(None) > before - 1000, (before, sys.getrefcount(None))\n"
        "print('sound')\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[3],
        env={"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert (done.returncode, done.stdout.strip()) == (0, "sound"), done.stderr
