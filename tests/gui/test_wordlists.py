"""The words pane: lists that can be narrowed and sorted, and rows that lead to their lines."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.model import NewDocument, Op
from desktop_app.gui.analysis.concordance import ConcordancePane
from desktop_app.gui.analysis.wordlists import WordsPane
from desktop_app.gui.window import Window


@pytest.fixture
def pane(qtbot: QtBot, window: Window) -> WordsPane:
    with window.session.change(Op.IMPORT_DOCUMENT) as change:
        core.documents.add_document(
            change, NewDocument("Echo", "They call this patience too. Don't.")
        )
    window.acts["results.words"].trigger()
    made = window.results.panel("words")
    assert isinstance(made, WordsPane)
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, pane: WordsPane) -> None:
    qtbot.waitUntil(lambda: not pane.asker.is_busy and pane.model.rowCount() > 0)


def rows(pane: WordsPane) -> list[list[str]]:
    model = pane.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def turn(qtbot: QtBot, pane: WordsPane, kind: str) -> None:
    pane.kind.setCurrentIndex(pane.kind.findData(kind))
    pane.kind.activated.emit(pane.kind.currentIndex())
    if kind != "near":
        settle(qtbot, pane)


def test_words_are_listed_narrowed_and_sorted(qtbot: QtBot, pane: WordsPane) -> None:
    listed = {row[0]: row[1:] for row in rows(pane)}
    assert listed["call"] == ["3", "2"]
    assert listed["don't"] == ["1", "1"]
    pane.field.setText("OULD")
    qtbot.waitUntil(lambda: [row[0] for row in rows(pane)] == ["would"])
    assert pane.count.text() == "1 row"
    pane.field.clear()
    qtbot.waitUntil(lambda: pane.model.rowCount() > 5)
    pane.model.sort_by(0)
    listed_words = [row[0] for row in rows(pane)]
    assert listed_words == sorted(listed_words)


def test_what_stands_near_and_what_returns(qtbot: QtBot, pane: WordsPane) -> None:
    turn(qtbot, pane, "near")
    assert pane.empty.text().startswith("Type a word")
    pane.field.setText("patience")
    settle(qtbot, pane)
    assert {row[0] for row in rows(pane)} >= {"call", "this", "they"}
    turn(qtbot, pane, "echo-across")
    assert [row[:3] for row in rows(pane)] == [["They call this patience", "2", "2"]]


def test_a_list_without_rows_says_why(qtbot: QtBot, pane: WordsPane) -> None:
    pane.field.setText("nowhere")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 0)
    assert pane._stack.currentWidget().isAncestorOf(pane.empty)
    assert pane.empty.text() == "Nothing in the list holds what is typed."
    turn(qtbot, pane, "echo-across")
    pane.scope.setCurrentIndex(pane.scope.findData("one"))
    pane.scope.activated.emit(pane.scope.currentIndex())
    qtbot.waitUntil(lambda: not pane.asker.is_busy)
    assert pane.empty.text() == "No phrase of one text returns in another."


def test_a_row_opens_its_lines(qtbot: QtBot, window: Window, pane: WordsPane) -> None:
    turn(qtbot, pane, "echo")
    pane.view.setCurrentIndex(pane.model.index(0, 0))
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    lines = window.results.panel("concordance")
    assert isinstance(lines, ConcordancePane)
    qtbot.waitUntil(lambda: lines.model.rowCount() == 2)
    assert window.results.stack.currentWidget() is lines


def test_a_list_leaves_as_it_is_narrowed(
    qtbot: QtBot, pane: WordsPane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "words.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    pane.field.setText("ould")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1)
    pane.export.click()
    qtbot.waitUntil(out.exists)
    assert out.read_text("utf-8-sig").splitlines() == ["words,times,n_documents", "would,2,1"]
    turn(qtbot, pane, "echo-across")
    out.unlink()
    pane.export.click()
    qtbot.waitUntil(out.exists)
    assert out.read_text("utf-8-sig").startswith("words,times,n_documents,n_words,weight_in_bits")


def test_a_list_is_sorted_from_its_menu_too(qtbot: QtBot, pane: WordsPane) -> None:
    menu = QMenu()
    pane.view.offer_sorting(menu)
    (below,) = (action.menu() for action in menu.actions())
    next(action for action in below.actions() if action.text() == "Word").trigger()
    listed = [row[0] for row in rows(pane)]
    assert listed == sorted(listed)
