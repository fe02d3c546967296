"""A text of very many lines: its beginning shows at once, and every place of it is there when
it is gone to."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.model import NewDocument, NewPart, Op
from desktop_app.core.project import Project
from desktop_app.gui import reading
from desktop_app.gui.bridge import Session
from desktop_app.gui.reader import Reader, filling
from desktop_app.gui.window import Window
from desktop_app.settings import Settings
from tests.gui.reader.conftest import ShowText, a_mark, picture, settle

LINES = "\n".join(f"Line {n} says 😀." for n in range(900))
AT_ONCE = 100


@pytest.fixture(autouse=True)
def _few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text of more than a hundred lines is a very long one."""
    monkeypatch.setattr(filling, "LINES", AT_ONCE)
    monkeypatch.setattr(reading, "_LINES_AT_ONCE", AT_ONCE)


def begin(reader: Reader, text: str = LINES) -> None:
    """Show a text, and let not one turn of the event loop go by."""
    reader.set_document(text)


def test_no_turn_of_the_event_loop_takes_in_more_lines_than_some(show: ShowText) -> None:
    reader = show("")
    begin(reader)
    counts = [reader.document().blockCount()]
    assert counts == [AT_ONCE]
    for _ in range(60):
        QApplication.processEvents()
        counts.append(reader.document().blockCount())
    steps = [after - before for before, after in pairwise(counts)]
    assert counts[-1] == 900
    assert max(steps) <= 2 * AT_ONCE  # two of Qt's own rounds may fall into one of ours
    assert len([step for step in steps if step]) >= 4


def test_many_characters_come_some_at_a_time_as_well(
    show: ShowText, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "CHARACTERS", 1000)
    reader = show("")
    begin(reader)
    assert 10 < reader.document().blockCount() < AT_ONCE
    begin(reader, "\n".join(["long " * 500, "longer " * 500, "end"]))
    assert reader.document().blockCount() == 1
    settle(reader)
    assert reader.document().blockCount() == 3


def test_the_page_is_the_same_as_if_all_had_come_at_once(
    show: ShowText, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = [a_mark(40, 90), a_mark(3000, 3030), a_mark(len(LINES) - 20, len(LINES))]
    reader = show("")

    def seen() -> list[tuple[QImage, int]]:
        reader.set_document(LINES)
        reader.set_marks(marks)
        settle(reader)
        found = []
        for place in (0, 3000, len(LINES)):
            reader.go_to(place)
            settle(reader)
            found.append((picture(reader), reader.verticalScrollBar().maximum()))
        return found

    in_slices = seen()
    monkeypatch.setattr(filling, "LINES", 10_000)
    assert in_slices == seen()


def test_a_place_further_on_is_there_when_it_is_gone_to(show: ShowText) -> None:
    reader = show("")
    begin(reader)
    at = LINES.index("Line 700")
    reader.set_selection(at, at + 8)
    assert reader.selection() == (at, at + 8)
    assert reader.first_visible() <= at < reader.last_visible()
    assert reader.document().blockCount() < 900
    settle(reader)
    assert reader.selection() == (at, at + 8)


@pytest.mark.parametrize("at_once", [AT_ONCE, 10_000])
def test_a_place_is_in_view_whatever_is_known_of_the_lines_around_it(
    show: ShowText, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(filling, "LINES", at_once)
    text = "\n".join(f"{n} " + "is rather long " * (n % 40) for n in range(300))
    reader = show("")
    for number in range(3, 300, 7):
        begin(reader, text)
        reader.resize(360 + number, 300)
        for place in (text.index(f"\n{number} ") + 1, text.index(f"\n{300 - number} ") + 1):
            reader.go_to(place)
            box = reader.line_box(place)
            assert box is not None, (number, place)
            assert 0 <= box[0] < box[1] <= reader.viewport().height(), (number, place)


@pytest.mark.parametrize("key", [Qt.Key.Key_End, Qt.Key.Key_A])
def test_keys_to_the_end_lead_to_the_end(show: ShowText, key: Qt.Key) -> None:
    reader = show("")
    begin(reader)
    QTest.keyClick(reader, key, Qt.KeyboardModifier.ControlModifier)
    assert reader.caret() == len(LINES)


def test_reading_goes_on_where_it_stopped_once_that_is_there(show: ShowText) -> None:
    reader = show("")
    begin(reader)
    top, caret = LINES.index("Line 600"), LINES.index("Line 604")
    reader.return_to(top, caret)
    assert reader.place() == (top, caret)  # what is remembered should the text be left now
    assert reader.document().blockCount() == AT_ONCE
    settle(reader)
    assert reader.place() == (reader.first_visible(), reader.caret()) == (top, caret)


def test_who_goes_elsewhere_meanwhile_stays_there(show: ShowText) -> None:
    reader = show("")
    begin(reader)
    reader.return_to(LINES.index("Line 600"), 0)
    reader.go_to(9)
    settle(reader)
    assert reader.caret() == 9
    assert reader.first_visible() == 0
    assert reader.place() == (0, 9)  # and is remembered there


def test_who_scrolls_meanwhile_is_remembered_there(show: ShowText) -> None:
    reader = show("")
    begin(reader)
    reader.return_to(LINES.index("Line 600"), 0)
    bar = reader.verticalScrollBar()
    bar.setValue(20)
    settle(reader)
    assert reader.first_visible() > 0
    assert reader.place() == (reader.first_visible(), 0)
    bar.setValue(0)
    assert reader.place() == (0, 0)


def test_a_passage_at_the_beginning_is_not_left_for_where_reading_stopped(show: ShowText) -> None:
    reader = show("")
    begin(reader)
    reader.return_to(LINES.index("Line 600"), LINES.index("Line 604"))
    reader.go_to(0, 6)
    settle(reader)
    assert (reader.caret(), reader.first_visible()) == (0, 0)


def test_what_is_selected_does_not_grow_with_what_comes_behind_it(show: ShowText) -> None:
    reader = show("")
    begin(reader)
    end = LINES.index(f"\nLine {AT_ONCE} ")  # the last place that is there
    for first, last in ((end - 5, end), (end, end - 5), (end, end)):
        begin(reader)
        reader._move(first, last)
        reader.verticalScrollBar().setValue(0)
        settle(reader)
        cursor = reader.textCursor()
        ends = cursor.anchor(), cursor.position()
        assert tuple(map(reader._places.position, ends)) == (first, last)
        assert reader.verticalScrollBar().value() == 0  # the caret is out of view, and may be
    begin(reader)
    reader._move(end, end + 50)
    assert reader.selection() == (end + 1, end + 50)


def test_a_selection_drawn_to_the_last_line_there_stays_as_it_was_drawn(show: ShowText) -> None:
    reader = show("")
    begin(reader)
    for _ in range(AT_ONCE):
        QTest.keyClick(reader, Qt.Key.Key_Down)
    QTest.keyClick(reader, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    drawn = reader.selection()
    assert drawn is not None
    settle(reader)
    assert reader.selection() == drawn


def test_what_qt_would_alter_is_refused_wherever_it_stands(show: ShowText) -> None:
    reader = show("")
    with pytest.raises(ValueError, match="import"):
        begin(reader, LINES + "\r\nend")


def test_numbers_come_a_little_later_and_are_never_those_of_another_text(
    qtbot: QtBot, reading_project: Path
) -> None:
    with Project.open(reading_project) as project:
        coder = core.coders.list_coders(project)[0].id
        with project.change(Op.IMPORT_DOCUMENT, coder) as change:
            key = core.documents.add_document(change, NewDocument("Long", LINES))
        with project.change(Op.APPLY_CODE, coder) as change:
            at = LINES.index("Line 500")
            core.annotations.apply_code(change, key, [NewPart(at, at + 8)], None)
    window = Window(Session(), Settings(is_kept=False))
    qtbot.addWidget(window)
    window.furnish()
    window.show()
    window.files.open_path(reading_project)
    window.session.open_document(key)
    row = window.annotations.model.row_at(window.annotations.model.index(0))
    assert row is not None
    assert window.reading.known_numbering is None
    assert window.annotations.model.reference(row) == ""
    assert window.status.place.text() == ""
    assert window.reading.reference(at) == "501.1"  # whoever asks is not put off
    qtbot.waitUntil(lambda: window.annotations.model.reference(row) == "501.1", timeout=20_000)
    assert window.status.place.text()
    window.close()
