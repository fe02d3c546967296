"""The concordance pane: typed words become lines, lines lead to places and are coded in a step."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.core import wordindex
from desktop_app.core.wordindex import known_index
from desktop_app.gui.analysis.concordance import ConcordancePane, box_of
from desktop_app.gui.dialogs.finder import Finder
from desktop_app.gui.window import Window
from tests.gui.conftest import annotations_of


@pytest.fixture
def pane(window: Window) -> ConcordancePane:
    window.acts["results.concordance"].trigger()
    made = window.results.panel("concordance")
    assert isinstance(made, ConcordancePane)
    return made


def find(qtbot: QtBot, pane: ConcordancePane, text: str, count: int) -> None:
    pane.field.clear()
    qtbot.keyClicks(pane.field, text)
    qtbot.waitUntil(lambda: pane.model.rowCount() == count)


def test_typed_words_become_lines_that_lead_to_their_places(
    qtbot: QtBot, window: Window, pane: ConcordancePane
) -> None:
    assert window.focusWidget() is pane.field
    find(qtbot, pane, "ANSWER*", 2)
    assert pane.count.text() == "2 lines"
    qtbot.keyClick(pane.field, Qt.Key.Key_Return)
    assert window.focusWidget() is pane.view
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert window.reader.caret() == window.reading.text.index("answer?")


def test_the_texts_are_made_ready_as_the_pane_opens(qtbot: QtBot, window: Window) -> None:
    wordindex._known.clear()
    document = window.session.document()
    assert document
    window.acts["results.concordance"].trigger()
    qtbot.waitUntil(lambda: known_index(document.text_sha256) is not None)


def test_lines_are_sorted_and_told_apart(qtbot: QtBot, pane: ConcordancePane) -> None:
    find(qtbot, pane, "nobody | we", 4)
    assert [line.words for line in pane.model._lines] == ["We", "nobody", "Nobody", "we"]
    pane.order.setCurrentIndex(pane.order.findData("words"))
    qtbot.waitUntil(lambda: [x.words.lower() for x in pane.model._lines][:2] == ["nobody"] * 2)
    pane.case.setChecked(True)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)


def test_a_broken_expression_is_explained(qtbot: QtBot, pane: ConcordancePane) -> None:
    pane.regex.setChecked(True)
    pane.field.setText("(")
    qtbot.waitUntil(lambda: "not a regular expression" in pane.empty.text())
    pane.field.setText("zebra")
    qtbot.waitUntil(lambda: pane.empty.text() == "No text holds this.")


def test_ticked_lines_are_coded_in_one_step(
    qtbot: QtBot, window: Window, pane: ConcordancePane
) -> None:
    find(qtbot, pane, "nobody", 2)
    assert not pane.code.isEnabled()
    pane.view.selectAll()
    qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    assert pane.count.text() == "2 lines, 2 ticked"
    row = pane.view.visualRect(pane.model.index(0))
    qtbot.mouseClick(
        pane.view.viewport(), Qt.MouseButton.LeftButton, pos=box_of(row).center() + QPoint(1, 1)
    )
    assert len(pane.model.chosen()) == 1
    pane.all.click()
    pane.code.click()
    finder = window.findChild(Finder)
    assert finder is not None
    qtbot.keyClicks(finder.field, "Denial")
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    quotes = sorted(each.parts[0].quote for each in annotations_of(window))
    assert quotes == ["Nobody", "nobody"]
    assert pane.model.chosen() == []
    pane.all.click()
    window.acts["coding.undo"].trigger()
    assert annotations_of(window) == []
    assert window.session.tree.find("Figure")
    assert [code.name for code in window.session.tree] == [
        "Figure", "Irony", "Hypophora", "Antithesis",
    ]  # fmt: skip


def test_lines_leave_as_a_table_the_ticked_ones_alone(
    qtbot: QtBot,
    pane: ConcordancePane,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "lines.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    assert not pane.export.isEnabled()
    find(qtbot, pane, "nobody", 2)
    pane.export.click()
    qtbot.waitUntil(lambda: len(read(out)) == 2)
    pane.model.toggle([1])
    pane.export.click()
    qtbot.waitUntil(lambda: [row["words"] for row in read(out)] == ["Nobody"])
    assert read(out)[0]["start"].isdigit()


def read(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
