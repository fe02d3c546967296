"""The passages pane: queries typed, built and saved; rows that lead to places and are acted on."""

import csv
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.asking.saved import list_queries
from desktop_app.core.model import NewPart, Op
from desktop_app.gui.analysis import prose, snapshot
from desktop_app.gui.analysis.passage_rows import NOTE, WORDS
from desktop_app.gui.analysis.passages import PassagesPane
from desktop_app.gui.analysis.properties import PropertyDialog
from desktop_app.gui.analysis.prose import in_quotes
from desktop_app.gui.dialogs.finder import Finder
from desktop_app.gui.window import Window
from tests.gui.conftest import TEXT, annotations_of


def mark(window: Window, quotes: list[str], code: str, note: str = "") -> None:
    starts = [TEXT.index(quote) for quote in quotes]
    parts = [
        NewPart(start, start + len(quote)) for start, quote in zip(starts, quotes, strict=True)
    ]
    with window.session.change(Op.APPLY_CODE) as change:
        code_id = core.codebook.list_codes(change).find(code).id if code else None
        core.annotations.apply_code(change, window.session.document_id, parts, code_id, note=note)


@pytest.fixture
def pane(qtbot: QtBot, window: Window) -> PassagesPane:
    mark(window, ["Who would answer?", "Nobody would 😀"], "Hypophora")
    mark(window, ["They call this patience"], "Irony", "Is it?")
    mark(window, ["nobody"], "")
    window.acts["results.passages"].trigger()
    made = window.results.panel("passages")
    assert isinstance(made, PassagesPane)
    shows(qtbot, made, 3)
    return made


def shows(qtbot: QtBot, pane: PassagesPane, count: int) -> None:
    qtbot.waitUntil(lambda: not pane.asker.is_busy and pane.model.rowCount() == count)


def column(pane: PassagesPane, which: int) -> list[str]:
    return [str(pane.model.index(row, which).data()) for row in range(pane.model.rowCount())]


def ask(qtbot: QtBot, pane: PassagesPane, text: str, count: int) -> None:
    pane.query.field.setFocus()
    pane.query.field.clear()
    qtbot.keyClicks(pane.query.field, text)
    qtbot.keyClick(pane.query.field, Qt.Key.Key_Return)
    shows(qtbot, pane, count)


def test_a_typed_query_is_said_and_answered(qtbot: QtBot, pane: PassagesPane) -> None:
    assert column(pane, WORDS) == [
        "nobody", "Who would answer? … Nobody would 😀", "They call this patience",
    ]  # fmt: skip
    ask(qtbot, pane, "Hypophora followed by Irony", 1)
    assert pane.query.said.text().endswith(
        "is followed, anywhere later in the text, by another that is coded ‘Irony’ or with a code"
        " below it."
    )
    assert pane.count.text() == "1 annotation"
    ask(qtbot, pane, "has note", 1)
    assert column(pane, NOTE) == ["Is it?"]


def test_trouble_is_said_and_mended(qtbot: QtBot, pane: PassagesPane) -> None:
    pane.query.field.setText("Irony and")
    pane.query.read()
    assert "where a name should stand" in pane.query.said.text()
    assert pane.query.said.foregroundRole() == QPalette.ColorRole.WindowText
    ask(qtbot, pane, "Nowhere", 0)
    qtbot.waitUntil(lambda: "no code called “Nowhere”" in pane.empty.text())
    ask(qtbot, pane, "Irony", 1)
    assert pane.query.said.text().startswith("Every annotation")
    assert pane.query.said.foregroundRole() == QPalette.ColorRole.PlaceholderText


def test_a_query_is_put_together_from_menus(qtbot: QtBot, pane: PassagesPane) -> None:
    entry(pane.query.add.menu(), "Has several parts").trigger()
    shows(qtbot, pane, 1)
    entry(pane.query.add.menu(), "All others").trigger()
    shows(qtbot, pane, 2)
    entry(pane.query.add.menu(), "Code …").trigger()
    finder = pane.window().findChild(Finder)
    assert finder is not None
    qtbot.keyClicks(finder.field, "irony")
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    shows(qtbot, pane, 1)
    assert pane.query.field.text() == 'not has parts and code:"Figure > Irony"'
    entry(pane.query.add.menu(), "Words of the passage …").trigger()
    qtbot.keyClicks(pane.query.field, "call THIS")
    qtbot.keyClick(pane.query.field, Qt.Key.Key_Return)
    shows(qtbot, pane, 1)
    assert pane.query.field.text().endswith('and text:"call THIS"')


@pytest.mark.parametrize(
    ("name", "query", "count"),
    [("Code …", "code:Figure", 2), ("Code, without those below …", "code=Figure", 0)],
)
def test_a_code_is_asked_for_with_and_without_those_below(
    qtbot: QtBot, pane: PassagesPane, name: str, query: str, count: int
) -> None:
    entry(pane.query.add.menu(), name).trigger()
    finder = pane.window().findChild(Finder)
    assert finder is not None
    qtbot.keyClicks(finder.field, "figure")
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    shows(qtbot, pane, count)
    assert pane.query.field.text().replace(" ", "") == query


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == text)


def test_a_query_is_saved_and_found_again(qtbot: QtBot, window: Window, pane: PassagesPane) -> None:
    ask(qtbot, pane, "Irony", 1)
    pane.query.save("My irony")
    assert window.session.project is not None
    assert [saved.name for saved in list_queries(window.session.project)] == ["My irony"]
    ask(qtbot, pane, "", 3)
    pane.query._fill_saved()
    entry(pane.query._saved_menu, "My irony").trigger()
    shows(qtbot, pane, 1)


def test_rows_lead_to_their_places_and_sort(
    qtbot: QtBot, window: Window, pane: PassagesPane
) -> None:
    pane.view.setFocus()
    pane.view.setCurrentIndex(pane.model.index(2, 0))
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert window.reader.caret() == TEXT.index("They call")
    assert window.session.annotation_id == pane.model.mark_at(2).id
    pane.view.horizontalHeader().setSortIndicator(WORDS, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: column(pane, WORDS)[0].startswith("Who"))


def test_many_are_recoded_described_and_removed(
    qtbot: QtBot, window: Window, pane: PassagesPane
) -> None:
    assert not pane.recode.isEnabled()
    pane.view.selectAll()
    assert pane.count.text() == "3 annotations, 3 selected"
    pane.recode.click()
    finder = window.findChild(Finder)
    assert finder is not None
    qtbot.keyClicks(finder.field, "antithesis")
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert len({each.code_id for each in annotations_of(window)}) == 1
    qtbot.waitUntil(lambda: len(set(column(pane, 0))) == 1)
    pane.view.selectAll()
    pane.describe.click()
    dialog = window.findChild(PropertyDialog)
    assert dialog is not None
    dialog.name.setCurrentText("certainty")
    dialog.value.setCurrentText("low")
    dialog.set.click()
    assert [each.properties for each in annotations_of(window)] == [{"certainty": "low"}] * 3
    pane.view.selectAll()
    qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    shows(qtbot, pane, 0)
    for _ in range(3):
        window.acts["coding.undo"].trigger()
    shows(qtbot, pane, 3)
    assert {each.code_id is None for each in annotations_of(window)} == {True, False}


def test_what_is_shown_is_exported(
    qtbot: QtBot, window: Window, pane: PassagesPane, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    ask(qtbot, pane, "has code", 2)
    out = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    pane.export.click()
    qtbot.waitUntil(out.exists)
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert [row["quote"] for row in csv.DictReader(file)] == [
            "Who would answer?", "Nobody would 😀", "They call this patience",
        ]  # fmt: skip


def test_passages_are_read_as_prose(qtbot: QtBot, window: Window, pane: PassagesPane) -> None:
    pane.as_prose.setChecked(True)
    qtbot.waitUntil(lambda: "They call this patience" in pane.prose.toPlainText())
    text = pane.prose.toPlainText()
    assert text.startswith("Patience\n“nobody” (1.1 · Reader A)")
    assert "“Who would answer? … Nobody would 😀” (2.1 · Reader A)  Figure > Hypophora" in text
    assert text.endswith("Is it?")
    pane.prose.chosen.emit(pane.model.mark_at(2).id)
    assert window.reader.caret() == TEXT.index("They call")


def test_all_passages_are_reached_as_prose_page_by_page(
    qtbot: QtBot, window: Window, pane: PassagesPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prose, "MOST", 2)
    view = pane.prose
    pane.as_prose.setChecked(True)
    qtbot.waitUntil(lambda: "Passages 1 to 2 of 3.   Later passages" in view.toPlainText())
    assert "They call this patience" not in view.toPlainText()
    view.setFocus()
    for _ in range(3):  # past the citations of both
        qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "They call this patience" in view.toPlainText())
    lines = view.toPlainText().split("\n")
    assert lines[0] == lines[-1] == "Passages 3 to 3 of 3.   Earlier passages"
    # A step leaves the page as it is; another question begins with the first.
    mark(window, ["Nobody"], "Irony")
    qtbot.waitUntil(lambda: "Passages 3 to 4 of 4." in view.toPlainText())
    ask(qtbot, pane, "not has note", 3)
    assert "Passages 1 to 2 of 3." in view.toPlainText()
    ask(qtbot, pane, "has note", 1)
    assert "Passages" not in view.toPlainText()


def test_a_cells_passages_are_shown_and_left(
    qtbot: QtBot, window: Window, pane: PassagesPane
) -> None:
    window.session.passagesWanted.emit(frozenset({pane.model.mark_at(0).id}), "Irony × Patience")
    shows(qtbot, pane, 1)
    assert pane.origin.text() == "Irony × Patience"
    pane.leave.click()
    shows(qtbot, pane, 3)
    assert pane.from_cell.isHidden()


def test_passages_that_come_late_take_the_keys_from_nobody_who_writes(
    qtbot: QtBot, window: Window, pane: PassagesPane
) -> None:
    wanted = pane.model.mark_at(0).id
    window.session.set_current(wanted)
    window.reader.setFocus()
    for is_writing in (True, False):
        window.session.passagesWanted.emit(frozenset({wanted}), "Irony")
        if is_writing:
            window.annotation.edit_note()
        shows(qtbot, pane, 1)
        qtbot.waitUntil(lambda: not pane._leads_in)
        assert window.annotation.note.hasFocus() == is_writing
        assert pane.view.hasFocus() != is_writing
        pane.leave.click()
        shows(qtbot, pane, 3)


def test_very_many_selected_rows_are_not_asked_one_by_one(pane: PassagesPane) -> None:
    asked = 0

    class Counting(list[Any]):
        def __len__(self) -> int:
            nonlocal asked
            asked += 1
            return super().__len__()

    pane.model.show(Counting([pane.model.mark_at(0)] * 3000), {}, {})
    pane.view.selectAll()
    asked = 0
    pane.view.grab()
    assert "3,000 selected" in pane.count.text()
    assert 0 < asked < 1000


def test_what_is_no_longer_shown_is_freed_in_a_thread(
    qtbot: QtBot, pane: PassagesPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_MANY", 1)
    qtbot.waitUntil(lambda: pane.snapshot._marks is not None)
    old, listed = pane.snapshot._marks, pane.model._marks
    assert old
    mark(pane.window(), ["We came"], "Irony")  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: not len(old) and not listed)
    shows(qtbot, pane, 4)


def test_the_words_keep_half_of_a_narrow_table_until_the_user_wants_it_otherwise(
    qtbot: QtBot, pane: PassagesPane
) -> None:
    window = pane.window()
    for width in (1280, 900):
        window.resize(width, 700)
        qtbot.waitUntil(lambda: pane.view.columnWidth(WORDS) > pane.view.viewport().width() * 0.4)
    pane.view.setColumnWidth(NOTE, 300)
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: window.width() == 1000)
    assert pane.view.columnWidth(NOTE) == 300


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("no more", "“no more”"),
        ("“no more”", "“no more”"),
        ("„nie mehr“", "„nie mehr“"),
        ("«it's enough»", "«it's enough»"),
        ("“no”, he said, “more”", "““no”, he said, “more””"),
        ("“no", "““no”"),
    ],
)
def test_what_stands_in_quotation_marks_gets_no_second_ones(words: str, said: str) -> None:
    assert in_quotes(words) == said


def test_the_table_is_sorted_from_its_menu_too(qtbot: QtBot, pane: PassagesPane) -> None:
    before = column(pane, WORDS)
    menu = QMenu()
    pane.view.offer_sorting(menu)
    (below,) = (action.menu() for action in menu.actions())
    entry(below, "Passage").trigger()
    qtbot.waitUntil(lambda: column(pane, WORDS) == sorted(before, key=str.casefold))
    entry(below, "Passage").trigger()
    shown = sorted(before, key=str.casefold, reverse=True)
    qtbot.waitUntil(lambda: column(pane, WORDS) == shown)
