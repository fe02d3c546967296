"""How far readers agree, in the window: what is chosen, what is said, what a figure leads to."""

import csv
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.core import annotations
from desktop_app.core.comparing import MEASURES, Question, compare
from desktop_app.core.docsets import make_set
from desktop_app.core.documents import list_documents
from desktop_app.core.model import Op
from desktop_app.gui.seminar.agreement import AgreementPane
from desktop_app.gui.window import Window
from tests.builders import a_document, an_annotation


@pytest.fixture
def pane(
    window: Window, three_readers: list[str], three_readings: None, qtbot: QtBot
) -> AgreementPane:
    """The screen over a text that three people have read."""
    project = window.session.project
    assert project is not None
    an_annotation(project, (38, 42), coder=three_readers[-1])
    window.acts["results.agreement"].trigger()
    made = window.results.panel("agreement")
    assert isinstance(made, AgreementPane)
    settled(made, qtbot)
    return made


def settled(pane: AgreementPane, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not pane.asker.is_busy and not pane.asker._task)


def choose(pane: AgreementPane, qtbot: QtBot, box: str, key: str) -> None:
    chosen = getattr(pane, box)
    chosen.setCurrentIndex(chosen.findData(key))
    chosen.activated.emit(chosen.currentIndex())
    settled(pane, qtbot)


def lines(pane: AgreementPane) -> list[list[str]]:
    table = pane.table
    return [
        [item.text() if (item := table.item(row, n)) else "" for n in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_each_figure_says_what_it_rests_on(window: Window, pane: AgreementPane) -> None:
    said = lines(pane)
    assert [line[0] for line in said] == ["All codes", "Figure > Irony", "Figure > Hypophora"]
    assert said[1][5].startswith(
        "All marked 0 of 2 places; a place has 1.5 of 3 readers on average"
    )
    about = pane.about.text()
    for part in (
        "Krippendorff’s alpha, by character: Reader A, Reader B, Reader C.",
        "in 1 text; text that nobody marked counts",
        "Texts: Patience.",
        "Left out: 1 highlight without a code.",
    ):
        assert part in about
    project = window.session.project
    assert project is not None
    asked = Question(tuple(pane.readers.ticked()), MEASURES["krippendorff_alpha"])
    whole = compare(project, asked).rows[-1].figure.value
    assert said[0][1] == f"{whole:.3f}"


def test_every_measure_can_be_had(pane: AgreementPane, qtbot: QtBot) -> None:
    first, second, _ = pane.readers.ticked()
    pane.readers.tick(frozenset((first, second)))
    for name, measure in MEASURES.items():
        choose(pane, qtbot, "measure", name)
        assert lines(pane), name
        assert pane.about.text().startswith(measure.title)
        assert pane.unit.isEnabled() == (measure.kind == "ratings")


def test_units_and_readers_are_chosen(pane: AgreementPane, qtbot: QtBot) -> None:
    choose(pane, qtbot, "unit", "sentence")
    assert "by sentence" in pane.about.text()
    first, second, _ = pane.readers.ticked()
    pane.readers.tick(frozenset((first, second)))
    settled(pane, qtbot)
    assert pane.readers.button.text() == "2 readers"
    assert [line[0] for line in lines(pane)] == ["All codes", "Figure > Irony"]
    pane.readers.tick(frozenset((first,)))
    settled(pane, qtbot)
    assert not pane.table.isVisible()
    assert "two or more people" in pane.empty.text()


def test_two_of_many_are_soon_chosen(pane: AgreementPane, qtbot: QtBot) -> None:
    all_of_them, none = pane.readers._menu.actions()[:2]
    none.trigger()
    assert pane.readers.ticked() == []
    for box in list(pane.readers._boxes.values())[1:]:
        box.click()
    settled(pane, qtbot)
    assert "Reader B, Reader C." in pane.about.text()
    all_of_them.trigger()
    settled(pane, qtbot)
    assert "Reader A, Reader B, Reader C." in pane.about.text()


def test_a_measure_of_two_compares_each_pair_of_three(
    window: Window, pane: AgreementPane, qtbot: QtBot
) -> None:
    choose(pane, qtbot, "measure", "cohen_kappa")
    first, second, third = pane.readers.ticked()
    said = lines(pane)
    assert [line[0] for line in said] == [
        "Reader A – Reader B", "Reader A – Reader C", "Reader B – Reader C",
    ]  # fmt: skip
    assert pane.table.horizontalHeaderItem(0).text() == "Readers"
    assert "so each pair of the 3 is compared by itself. Choose two readers" in pane.about.text()
    project = window.session.project
    assert project is not None
    for line, pair in zip(said, ((first, second), (first, third), (second, third)), strict=True):
        alone = compare(project, Question(pair, MEASURES["cohen_kappa"])).rows[-1]
        assert line[1] == f"{alone.figure.value:.3f}"
        assert line[5].startswith(f"Both marked {alone.places.by_all} of {alone.places.total}")
    with qtbot.waitSignal(window.session.passagesWanted) as told:
        pane.table.opened.emit("0")
    assert (len(told.args[0]), told.args[1]) == (2, "Reader A – Reader B")
    pane.readers.tick(frozenset((first, second)))
    settled(pane, qtbot)
    assert [line[0] for line in lines(pane)] == ["All codes", "Figure > Irony"]
    assert pane.table.horizontalHeaderItem(0).text() == "Code"


def test_what_is_undefined_says_why(pane: AgreementPane, qtbot: QtBot) -> None:
    choose(pane, qtbot, "unit", "document")
    irony = next(line for line in lines(pane) if line[0] == "Figure > Irony")
    assert irony[1] == "undefined"
    assert irony[5].startswith("Undefined: all ratings are the same")


def test_intervals_come_after_the_figures(pane: AgreementPane, qtbot: QtBot) -> None:
    assert pane.table.isColumnHidden(2)
    choose(pane, qtbot, "unit", "sentence")
    pane.spread.setChecked(True)
    qtbot.waitUntil(lambda: "1,000 draws of" in pane.about.text())
    assert not pane.table.isColumnHidden(2)
    assert re.fullmatch(r"-?\d\.\d{3} to -?\d\.\d{3}", lines(pane)[0][2])


def test_where_nothing_can_be_drawn_it_is_said(pane: AgreementPane, qtbot: QtBot) -> None:
    choose(pane, qtbot, "unit", "document")
    pane.spread.setChecked(True)
    qtbot.waitUntil(lambda: "No intervals" in pane.about.text())
    settled(pane, qtbot)
    assert pane.table.isColumnHidden(2)


def test_drawing_can_be_stopped_and_the_figures_stay(pane: AgreementPane, qtbot: QtBot) -> None:
    before = lines(pane)
    pane._reckon(100_000)
    assert "Drawing intervals" in pane.about.text()
    pane.asker.stop()
    assert "Stopped" in pane.about.text()
    assert lines(pane) == before


def test_a_line_leads_to_its_passages(window: Window, pane: AgreementPane, qtbot: QtBot) -> None:
    wanted: list[tuple[frozenset[str], str]] = []
    window.session.passagesWanted.connect(lambda ids, title: wanted.append((ids, title)))
    pane.table.setFocus()
    for row in (0, 1):
        pane.table.setCurrentCell(row, 0)
        qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    assert [(len(ids), title) for ids, title in wanted] == [
        (4, "All codes by 3 readers"),
        (3, "Figure > Irony by 3 readers"),
    ]


def test_other_texts_and_sets(window: Window, pane: AgreementPane, qtbot: QtBot) -> None:
    project = window.session.project
    assert project is not None
    other = a_document(project, "Other", "Another text, which only two have read.\n")
    first, second, _ = pane.readers.ticked()
    for coder in (first, second):
        an_annotation(project, (0, 7), code="Figure > Irony", coder=coder, document=other)
    with project.change(Op.CHANGE_SET, first) as change:
        made = make_set(change, "Second", [other])
    qtbot.waitUntil(lambda: pane.where.findData(made) > 0)
    choose(pane, qtbot, "where", made)
    assert "Texts: Other." in pane.about.text()
    assert pane.readers.ticked() == [first, second]
    choose(pane, qtbot, "where", "everywhere")
    assert "in 2 texts" in pane.about.text()
    assert [each.title for each in list_documents(project)] == ["Patience", "Other"]


def test_values_of_a_property(window: Window, pane: AgreementPane, qtbot: QtBot) -> None:
    project = window.session.project
    assert project is not None
    assert not pane.what.isVisible()
    for number, mark in enumerate(annotations.list_annotations(project)):
        if mark.code_id:
            with project.change(Op.SET_PROPERTY, mark.coder_id) as change:
                annotations.set_property(change, mark.id, "strength", str(number + 1))
    qtbot.waitUntil(lambda: pane.what.isVisible())
    settled(pane, qtbot)
    choose(pane, qtbot, "measure", "alpha_ordinal")
    choose(pane, qtbot, "what", "strength")
    assert pane.about.text().startswith("Krippendorff’s alpha, ordinal of “strength”, by character")
    assert "was given no value" in pane.about.text()


def test_hidden_readers_and_names_stay_out(
    window: Window, pane: AgreementPane, qtbot: QtBot
) -> None:
    third = pane.readers.ticked()[2]
    window.session.layers.show_coder(third, on=False)
    qtbot.waitUntil(lambda: pane.readers.button.text() == "2 readers")
    settled(pane, qtbot)
    assert "Reader C" not in pane.about.text()
    window.session.layers.hide_names(True)
    qtbot.waitUntil(lambda: "Reader 1, Reader 2" in pane.about.text())


def test_the_table_is_written(
    pane: AgreementPane, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "figures.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    pane.export.click()
    qtbot.waitUntil(path.exists)
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    assert [row["code"] for row in rows] == ["Figure > Irony", "Figure > Hypophora", ""]
    assert rows[0]["coders"] == "Reader A; Reader B; Reader C"


def test_nothing_of_a_closed_project_stays(window: Window, pane: AgreementPane) -> None:
    window.files.close()
    assert not pane.table.isVisibleTo(pane)
    assert not pane.export.isEnabled()
    assert pane.readers.ticked() == []
