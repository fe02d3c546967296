"""Readings side by side: all at a glance, lists of differences, settling with a reason."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.core import annotations, coders, deciding
from desktop_app.core.project import Project
from desktop_app.gui.seminar.comparing import ReadingsPane
from desktop_app.gui.window import Window
from tests.builders import an_annotation


@pytest.fixture
def pane(window: Window, three_readings: None, qtbot: QtBot) -> ReadingsPane:
    """The pane over a text that three people have read."""
    window.acts["seminar.compare"].trigger()
    made = window.results.panel("readings")
    assert isinstance(made, ReadingsPane)
    qtbot.waitUntil(lambda: made._found is not None and len(made._found.readers) == 3)
    return made


def choose(pane: ReadingsPane, kind: str) -> list[str]:
    pane.view.setCurrentIndex(pane.view.findData(kind))
    pane.view.activated.emit(pane.view.currentIndex())
    return [row.words for row in pane.model.rows]


def test_the_lists_name_where_readers_parted(pane: ReadingsPane) -> None:
    assert choose(pane, "one") == ["nobody"]
    assert choose(pane, "boundaries") == ["We came to a"]
    assert choose(pane, "code") == ["We came to", "We came to a"]
    assert len(choose(pane, "divided")) == 3
    assert pane.said.text() == "3 readers, 3 places; all agree on 0"


def test_a_place_leads_to_the_text(window: Window, pane: ReadingsPane, qtbot: QtBot) -> None:
    choose(pane, "one")
    pane.list.setFocus()
    pane.list.setCurrentIndex(pane.model.index(0))
    current = window.session.annotation()
    assert current is not None
    assert current.parts[0].quote == "nobody"


def test_the_map_shows_everyone_and_is_walked_by_keys(
    window: Window, pane: ReadingsPane, qtbot: QtBot
) -> None:
    choose(pane, "map")
    assert [reader.name for reader in pane.map.readers] == ["Reader A", "Reader B", "Reader C"]
    pane.map.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(pane.map, key)
    current = window.session.annotation()
    assert current is not None
    assert coders.list_coders(window.session.project)[2].id == current.coder_id
    mark = pane.map.marks[current.coder_id][0]
    box = pane.map._box(2, mark)
    qtbot.mouseClick(pane.map, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert window.session.annotation_id == mark.annotation_id


def test_a_difference_is_settled_and_the_readings_stay(
    window: Window, pane: ReadingsPane, qtbot: QtBot
) -> None:
    project: Project = window.session.project  # type: ignore[assignment]
    before = annotations.list_annotations(project)
    choose(pane, "boundaries")
    assert not pane.verdicts["merge"].isEnabled()
    pane.list.setCurrentIndex(pane.model.index(0))
    pane.reason.setText("The same figure")
    pane.verdicts["accept"].click()
    decision = deciding.list_decisions(project)[-1]
    assert (decision.verdict, decision.reason) == ("accept", "The same figure")
    (made,) = [a for a in annotations.list_annotations(project) if a.id in decision.results]
    assert (made.parts[0].start, made.parts[0].end) == (0, 12)
    kept = {each.id: each for each in annotations.list_annotations(project)}
    assert all(kept[each.id] == each for each in before)
    qtbot.waitUntil(lambda: bool(pane.model.rows and pane.model.rows[0].verdict))
    assert pane.reason.text() == ""
    assert len(pane._found.readers) == 3, "the consensus is no reader"  # type: ignore[union-attr]


def test_marks_can_have_their_readers_colour(window: Window, pane: ReadingsPane) -> None:
    def colours() -> set[str]:
        return {mark.color for mark in window.reader._painter.store.all()}

    by_code = colours()
    pane.by_coder.setChecked(True)
    assert colours() == {coder.color for coder in window.session.coders()}
    pane.by_coder.setChecked(False)
    assert colours() == by_code


def test_the_overview_beside_the_text_warms(window: Window, pane: ReadingsPane) -> None:
    assert max(share for _, _, share in window.reader._strip._heat) == 1.0
    pane.code.setCurrentText("\u2003Hypophora")
    pane.code.activated.emit(pane.code.currentIndex())
    assert [heat[:2] for heat in window.reader._strip._heat] == [(0, 11)], "of that code alone"
    pane.code.setCurrentText("Figure")
    pane.code.activated.emit(pane.code.currentIndex())
    assert len(window.reader._strip._heat) > 1, "a code stands for those below it"
    window.acts["results.close"].trigger()
    window.session.layers.show_coder(window.session.coder_id, on=False)
    assert not window.reader._strip._heat, "what is not compared any more is not told"


def test_the_map_says_how_many_and_whose(pane: ReadingsPane) -> None:
    choose(pane, "map")
    pane.map.resize(800, 200)
    assert pane.map.said_at(pane.map._x(5), 20) == "3 of 3 readers"
    box = pane.map._box(2, pane.map.marks[pane.map.readers[2].id][0])
    assert pane.map.said_at(box.center().x(), box.center().y()) == "Reader C: Hypophora"


def test_marks_show_what_was_decided_and_said(
    window: Window, pane: ReadingsPane, qtbot: QtBot
) -> None:
    choose(pane, "boundaries")
    pane.list.setCurrentIndex(pane.model.index(0))
    pane.reason.setText("Too wide")
    pane.verdicts["reject"].click()
    thread = window.annotation.said_of
    assert thread.decided.text() == "Settled: none stands. Too wide"
    thread.line.setText("But why?")
    qtbot.keyClick(thread.line, Qt.Key.Key_Return)
    assert thread.replies.text() == "Reader A: But why?"
    assert thread.line.text() == ""
    window.acts["coding.undo"].trigger()
    assert not thread.replies.isVisibleTo(thread)
    window.session.set_current("")
    assert thread.isHidden()


def test_a_mark_says_whether_it_is_the_one_that_stands(window: Window, pane: ReadingsPane) -> None:
    choose(pane, "boundaries")
    pane.list.setCurrentIndex(pane.model.index(0))
    chosen, place = window.session.annotation_id, pane.place()
    assert place is not None
    pane.verdicts["accept"].click()
    said = {}
    for key in place.annotations:
        window.session.set_current(key)
        said[key == chosen] = window.annotation.said_of.decided.text()
    assert said == {True: "Settled: this one stands", False: "Settled: another one stands"}


def test_a_lone_reader_is_not_asked_to_reply(window: Window) -> None:
    project = window.session.project
    assert project is not None
    window.session.set_current(an_annotation(project, (0, 4), code="Figure > Irony"))
    assert window.annotation.said_of.isHidden()


def test_who_took_part_is_counted(window: Window, pane: ReadingsPane) -> None:
    choose(pane, "people")
    table = pane.people
    said = [[table.item(row, n).text() for n in range(3)] for row in range(table.rowCount())]
    assert said == [["Reader A", "1", "1"], ["Reader B", "1", "1"], ["Reader C", "2", "2"]]


def test_a_room_sees_large_text_and_no_names(
    window: Window, pane: ReadingsPane, qtbot: QtBot
) -> None:
    usual = window.settings["reading_size"]
    choose(pane, "map")
    window.acts["seminar.project"].trigger()
    qtbot.waitUntil(lambda: [each.name for each in pane.map.readers][:1] == ["Reader 1"])
    assert {mark.by for mark in window.reader._painter.store.all()} == {""}
    assert window.reader.type().size > usual
    window.acts["view.larger"].trigger()
    assert window.settings["reading_size"] == usual
    window.acts["seminar.project"].trigger()
    qtbot.waitUntil(lambda: [each.name for each in pane.map.readers][:1] == ["Reader A"])
    assert window.reader.type().size == window.settings["reading_size"] == usual
    window.results.shut_down()
    window.acts["seminar.project"].trigger()
    assert window.view.is_focused
    assert len(window.session.layers.hidden_coders) == 2
    window.acts["seminar.project"].trigger()
    assert not window.view.is_focused
    assert not window.session.layers.hidden_coders


def test_nothing_of_a_closed_project_stays(window: Window, pane: ReadingsPane) -> None:
    choose(pane, "map")
    window.files.close()
    assert not pane.map.isVisibleTo(pane)
    assert pane.said.text() == ""
