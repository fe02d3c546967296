"""The tables pane: what is counted against what, and cells that open their passages."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.core.asking import parse
from desktop_app.core.asking.saved import save_query
from desktop_app.core.model import Op
from desktop_app.gui.analysis.passages import PassagesPane
from desktop_app.gui.analysis.tables import TablesPane
from desktop_app.gui.window import Window
from tests.gui.test_passages import mark, shows

Table = dict[tuple[str, str], str]


@pytest.fixture
def pane(qtbot: QtBot, window: Window) -> TablesPane:
    mark(window, ["Who would answer?", "Nobody would 😀"], "Hypophora")
    mark(window, ["They call this patience"], "Irony")
    mark(window, ["call this"], "Irony", "Is it?")
    mark(window, ["nobody"], "")
    window.acts["results.tables"].trigger()
    made = window.results.panel("tables")
    assert isinstance(made, TablesPane)
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, pane: TablesPane) -> None:
    qtbot.waitUntil(lambda: not pane.asker.is_busy and pane.model.rowCount() > 0)


def choose(qtbot: QtBot, pane: TablesPane, **values: str) -> Table:
    for name, value in values.items():
        box = getattr(pane, name)
        assert box.findData(value) >= 0
        box.setCurrentIndex(box.findData(value))
    pane.refresh()
    settle(qtbot, pane)
    return shown(pane)


def shown(pane: TablesPane) -> Table:
    matrix = pane.model.matrix
    return {
        (row, column): pane.model.index(down, across).data()
        for down, row in enumerate(matrix.rows)
        for across, column in enumerate(matrix.columns)
    }


def test_codes_are_counted_by_document_and_coder(qtbot: QtBot, pane: TablesPane) -> None:
    table = shown(pane)
    assert table["Figure > Irony", "Patience"] == "2"
    assert table["(no code)", "Total"] == "1"
    assert table["Total", "Total"] == "4"
    assert ("Figure", "Patience") not in table
    pane.rolled.setChecked(True)
    settle(qtbot, pane)
    assert shown(pane)["Figure", "Patience"] == "3"
    assert choose(qtbot, pane, columns="coder", base="total")["Figure", "Reader A"] == "75.0 %"
    words = choose(qtbot, pane, measure="words", base="")
    assert words["Figure > Irony", "Reader A"] == "4"
    assert pane.unit.text() == "Words, each place once"


def test_codes_that_stand_together_and_their_use(qtbot: QtBot, pane: TablesPane) -> None:
    table = choose(qtbot, pane, columns="together:overlap")
    assert table == {("Figure > Irony", "Irony"): "2"}
    table = choose(qtbot, pane, columns="together:paragraph", base="row")
    assert table["Figure > Hypophora", "Irony"] == "100.0 %"
    table = choose(qtbot, pane, columns="use")
    assert table["Figure", "With codes below"] == "3"
    assert table["Figure > Hypophora", "Parts"] == "2"


def test_a_cell_opens_its_passages(qtbot: QtBot, window: Window, pane: TablesPane) -> None:
    matrix = pane.model.matrix
    index = pane.model.index(list(matrix.rows).index("Figure > Irony"), 0)
    pane.view.setCurrentIndex(index)
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    passages = window.results.panel("passages")
    assert isinstance(passages, PassagesPane)
    shows(qtbot, passages, 2)
    assert passages.origin.text() == "Figure > Irony × Patience"
    assert window.results.stack.currentWidget() is passages
    # From key to key: the rows have the focus, and Return leads to the place of one.
    assert window.focusWidget() is passages.view
    qtbot.keyClick(passages.view, Qt.Key.Key_Down)
    qtbot.keyClick(passages.view, Qt.Key.Key_Return)
    assert window.session.annotation_id == passages.model.mark_at(1).id


def test_saved_queries_stand_behind_the_codes_and_bound_the_table(
    qtbot: QtBot, window: Window, pane: TablesPane
) -> None:
    with window.session.change(Op.SAVE_QUERY) as change:
        save_query(change, "Doubted", parse("has note"))
    qtbot.waitUntil(lambda: pane.only.count() == 2)
    pane.queries.setChecked(True)
    qtbot.waitUntil(lambda: ("Doubted", "Patience") in shown(pane))
    assert shown(pane)["Doubted", "Patience"] == "1"
    pane.only.setCurrentIndex(1)
    pane.refresh()
    settle(qtbot, pane)
    assert shown(pane)["Total", "Total"] == "1"


def test_rows_are_sorted_and_written(
    qtbot: QtBot, pane: TablesPane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.model.sort_by(0)
    heads = [
        pane.model.headerData(row, Qt.Orientation.Vertical) for row in range(pane.model.rowCount())
    ]
    assert heads[0] == "Figure > Irony"
    assert heads[-1] == "Total"
    out = tmp_path / "table.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    pane.export.click()
    qtbot.waitUntil(out.exists)
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = {row[0]: row[1:] for row in csv.reader(file)}
    assert rows["Figure > Irony"] == ["2", "2"]
