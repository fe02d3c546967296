"""Two readings side by side: one text in two columns, and where they part."""

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from desktop_app.core import annotations, deciding
from desktop_app.core.project import Project
from desktop_app.gui.seminar.comparing import ReadingsPane
from desktop_app.gui.seminar.pair import PairView
from desktop_app.gui.window import Window
from tests.builders import a_document, an_annotation
from tests.gui.conftest import TEXT


@pytest.fixture
def pane(window: Window, three_readers: list[str], qtbot: QtBot) -> ReadingsPane:
    """Two readers who agree once, and part by boundaries, by codes, and alone; a third apart."""
    project = window.session.project
    assert project is not None
    for coder, marks in zip(
        three_readers,
        (
            (("Irony", 0, 7), ("Irony", 8, 12), ("Hypophora", 16, 19), ("Antithesis", 38, 55)),
            (("Irony", 0, 7), ("Irony", 8, 14), ("Irony", 16, 19)),
            (("Irony", 20, 26),),
        ),
        strict=True,
    ):
        for code, start, end in marks:
            an_annotation(project, (start, end), code=f"Figure > {code}", coder=coder)
    window.acts["seminar.side_by_side"].trigger()
    made = window.results.panel("readings")
    assert isinstance(made, ReadingsPane)
    qtbot.waitUntil(lambda: made._stack.currentWidget() is made.pair)
    return made


@pytest.fixture
def pair(pane: ReadingsPane) -> PairView:
    return pane.pair


def spans(view: PairView, side: str) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in getattr(view, side).painter.store.all()]


def test_each_column_has_one_readers_layer(window: Window, pair: PairView) -> None:
    assert [box.currentText() for box in pair.who] == ["Reader A", "Reader B"]
    assert spans(pair, "left") == [(0, 7), (8, 12), (16, 19), (38, 55)]
    assert spans(pair, "right") == [(0, 7), (8, 14), (16, 19)]
    for column in (pair.left, pair.right):
        assert column.toPlainText() == TEXT
    assert pair.left.width() == pair.right.width()
    assert not window.splitter.isVisible(), "two columns need the room"


def test_differences_are_said_in_words_and_walked_by_keys(
    window: Window, pair: PairView, qtbot: QtBot
) -> None:
    assert pair.count.text() == "3 differences"
    said = []
    assert window.focusWidget() is pair.left
    for _ in range(4):
        qtbot.keyClick(pair.left, Qt.Key.Key_N)
        said.append(pair.said.text())
    assert said == [
        "Irony: both, with other boundaries",
        "Reader A: Hypophora; Reader B: Irony",
        "Antithesis: only Reader A",
        "Irony: both, with other boundaries",
    ]
    assert pair.count.text() == "1 of 3 differences"
    qtbot.keyClick(pair.right, Qt.Key.Key_P)
    assert pair.count.text() == "3 of 3 differences"
    current = window.session.annotation()
    assert current is not None
    assert current.parts[0].start == 38


def test_only_differences_can_be_shown(pair: PairView) -> None:
    pair.only.setChecked(True)
    assert (0, 7) not in spans(pair, "left")
    assert (0, 7) not in spans(pair, "right")
    assert len(pair.channel.bands) == 3


def test_only_one_code_can_be_shown(pane: ReadingsPane, pair: PairView) -> None:
    pane.code.setCurrentText("\u2003Irony")
    pane.code.activated.emit(pane.code.currentIndex())
    assert spans(pair, "left") == [(0, 7), (8, 12)]
    assert pair.count.text() == "2 differences"


def test_a_click_between_the_columns_takes_a_place_in_hand(pair: PairView, qtbot: QtBot) -> None:
    pair.grab()
    _, boxes, band = next(each for each in pair.channel._drawn if each[2].place.kinds)
    for box in boxes:
        pair.channel.current = None
        at = box.center().toPoint()
        qtbot.mouseClick(pair.channel, Qt.MouseButton.LeftButton, pos=at)
        assert pair.place == band.place


def test_clicks_go_through_the_places_of_one_line(pair: PairView, qtbot: QtBot) -> None:
    pair.grab()
    middle = pair.channel._drawn[0][0].boundingRect().center().toPoint()
    seen = []
    for _ in range(3):
        qtbot.mouseClick(pair.channel, Qt.MouseButton.LeftButton, pos=middle)
        assert pair.place is not None
        seen.append(pair.place.start)
    assert sorted(seen) == [0, 8, 16]


def test_readings_are_not_changed_here(pair: PairView) -> None:
    pair.step(1)
    box = pair.left.line_box(8)
    assert box is not None

    def handles() -> list[object]:
        spots = [QPointF(x, sum(box) / 2) for x in range(0, pair.left.width(), 2)]
        found = [pair.left._handle_under(pair.left._spot(each), each.x()) for each in spots]
        return [each for each in found if each]

    assert not handles()
    assert not pair.left.acceptDrops()
    pair.left.has_handles = True
    assert handles(), "there is something to take where that is wanted"


def test_columns_scroll_together(window: Window, pair: PairView, qtbot: QtBot) -> None:
    project = window.session.project
    assert project is not None
    long = a_document(project, "Long", "A line of words that goes on for a while.\n" * 300)
    for coder in [coder.id for coder in window.session.coders()][:2]:
        an_annotation(project, (0, 6), code="Figure > Irony", coder=coder, document=long)
    window.session.open_document(long)
    qtbot.waitUntil(lambda: pair.left.toPlainText().startswith("A line"))
    pair.left.verticalScrollBar().setValue(120)
    assert pair.right.first_visible() == pair.left.first_visible() > 0
    pair.right.verticalScrollBar().setValue(40)
    assert pair.right.first_visible() == pair.left.first_visible() > 0


def test_other_readers_are_chosen_and_nobody_meets_themselves(pair: PairView) -> None:
    left, right = pair.who
    right.setCurrentText("Reader C")
    right.activated.emit(right.currentIndex())
    assert spans(pair, "right") == [(20, 26)]
    left.setCurrentText("Reader C")
    left.activated.emit(left.currentIndex())
    assert [box.currentText() for box in pair.who] == ["Reader C", "Reader A"]


def test_a_difference_leads_to_its_settling(
    window: Window, pane: ReadingsPane, pair: PairView, qtbot: QtBot
) -> None:
    project: Project = window.session.project  # type: ignore[assignment]
    assert pane.settling.isVisible()
    assert not pane.verdicts["merge"].isEnabled()
    pair.step(1)
    wanted = next(m for m in pair.right.painter.store.all() if m.start == 8)
    pair.right.annotationActivated.emit(wanted.annotation_id)
    assert window.session.annotation_id == wanted.annotation_id
    pane.reason.setText("The article belongs to it")
    pane.verdicts["accept"].click()
    decision = deciding.list_decisions(project)[-1]
    assert (decision.verdict, decision.reason) == ("accept", "The article belongs to it")
    (made,) = [a for a in annotations.list_annotations(project) if a.id in decision.results]
    assert (made.parts[0].start, made.parts[0].end) == (8, 14)
    qtbot.waitUntil(lambda: "settled: one stands" in pair.said.text())
    assert pair.place is not None, "the place stays in hand"


def test_names_are_hidden_before_a_room(window: Window, pair: PairView, qtbot: QtBot) -> None:
    window.session.layers.hide_names(True)
    qtbot.waitUntil(lambda: pair.who[0].currentText() == "Reader 1")
