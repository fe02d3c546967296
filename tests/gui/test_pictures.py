"""The pictures pane: looked at by mouse and key, leading to passages, written to files."""

from pathlib import Path

import pytest
from lxml import etree
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.gui.analysis.passages import PassagesPane
from desktop_app.gui.pictures.files import write_picture
from desktop_app.gui.pictures.pane import PicturesPane
from desktop_app.gui.window import Window
from desktop_app.pictures.drawing import Drawing, Spot
from tests.gui.conftest import annotations_of
from tests.gui.test_passages import mark, shows


@pytest.fixture
def pane(qtbot: QtBot, window: Window) -> PicturesPane:
    mark(window, ["Who would answer?", "Nobody would 😀"], "Hypophora")
    mark(window, ["They call this patience"], "Irony")
    mark(window, ["call this"], "Irony", "Is it?")
    mark(window, ["nobody"], "")
    window.acts["pictures.open"].trigger()
    made = window.results.panel("pictures")
    assert isinstance(made, PicturesPane)
    settle(qtbot, made, "Score: Patience")
    return made


def settle(qtbot: QtBot, pane: PicturesPane, title: str) -> None:
    qtbot.waitUntil(
        lambda: (
            not pane.asker.is_busy
            and pane.view.drawing is not None
            and pane.view.drawing.title == title
        ),
    )


def turn(qtbot: QtBot, pane: PicturesPane, kind: str, title: str) -> Drawing:
    pane.kind.setCurrentIndex(pane.kind.findData(kind))
    settle(qtbot, pane, title)
    assert pane.view.drawing is not None
    return pane.view.drawing


def spot_of(pane: PicturesPane, start: str) -> Spot:
    assert pane.view.drawing is not None
    return next(each for each in pane.view.drawing.spots if each.title.startswith(start))


def point_of(pane: PicturesPane, spot: Spot) -> QPoint:
    middle = QPointF(spot.x + spot.width / 2, spot.y + spot.height / 2)
    point = middle * pane.view.factor + pane.view._origin()
    return point.toPoint()


def click(qtbot: QtBot, pane: PicturesPane, spot: Spot) -> None:
    place = point_of(pane, spot)
    qtbot.mouseMove(pane.view.viewport(), place)
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_block_leads_to_its_place(qtbot: QtBot, window: Window, pane: PicturesPane) -> None:
    assert window.results.enlarge.isChecked()
    click(qtbot, pane, spot_of(pane, "Irony, "))
    current = window.session.annotation()
    assert current is not None
    assert current.parts[0].quote in ("They call this patience", "call this")
    assert not window.results.enlarge.isChecked()
    assert window.splitter.isVisible()


def test_a_figure_of_several_lists_its_passages(
    qtbot: QtBot, window: Window, pane: PicturesPane
) -> None:
    turn(qtbot, pane, "frequencies", "Frequencies of codes")
    spot = spot_of(pane, "Figure > Irony: 2 annotations")
    click(qtbot, pane, spot)
    passages = window.results.panel("passages")
    assert isinstance(passages, PassagesPane)
    shows(qtbot, passages, 2)
    assert passages.origin.text() == spot.title


def test_places_are_reached_by_key(qtbot: QtBot, window: Window, pane: PicturesPane) -> None:
    pane.view.setFocus()
    seen = set()
    for _ in range(20):
        qtbot.keyClick(pane.view, Qt.Key.Key_Right)
        seen.add(pane.told.accessibleName())
    assert any(said.startswith("Hypophora, 2.1, Reader A “Who would answer?”") for said in seen)
    first = spot_of(pane, "Hypophora, 2.1")
    while pane.view.spot != first:
        qtbot.keyClick(pane.view, Qt.Key.Key_Left)
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert window.session.annotation_id in first.ids


def test_the_zoom_has_keys_of_its_own(qtbot: QtBot, window: Window, pane: PicturesPane) -> None:
    fitting, size = pane.view.factor, window.settings["reading_size"]
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert pane.view.factor > fitting
    assert window.settings["reading_size"] == size
    qtbot.keyClick(pane.view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert pane.view.factor == fitting
    qtbot.mouseClick(pane.smaller, Qt.MouseButton.LeftButton)
    assert pane.view.factor < fitting


def test_a_picture_follows_the_text_the_layers_and_each_step(
    qtbot: QtBot, window: Window, pane: PicturesPane
) -> None:
    irony = window.session.tree.find("Irony").id
    window.session.layers.show_code(irony, window.session.tree, on=False)
    qtbot.waitUntil(lambda: "1 code hidden." in pane.view.accessibleDescription())
    window.session.layers.show_all()
    qtbot.waitUntil(lambda: "4 annotations" in pane.view.accessibleDescription())
    window.acts["coding.undo"].trigger()
    qtbot.waitUntil(lambda: "3 annotations" in pane.view.accessibleDescription())
    assert len(annotations_of(window)) == 3


def test_what_is_asked_for_can_be_chosen(qtbot: QtBot, pane: PicturesPane) -> None:
    drawing = turn(qtbot, pane, "matrix", "Matrix: codes by documents")
    assert pane.document.currentText() == "All texts"
    assert pane.columns.isVisible()
    assert "Unit: annotations" in drawing.about
    pane.columns.setCurrentIndex(pane.columns.findData("code"))
    settle(qtbot, pane, "Matrix: codes with codes")
    assert pane.scope.isVisible()
    assert not pane.measure.isVisible()
    turn(qtbot, pane, "portrait", "Portrait: one strip a document")
    assert not pane.scope.isVisible()
    turn(qtbot, pane, "score", "Score: Patience")
    assert pane.document.currentText() == "The text in view"


def test_every_control_has_a_name(pane: PicturesPane) -> None:
    for each in (
        pane.kind, pane.document, pane.code, pane.columns, pane.measure, pane.scope,
        pane.smaller, pane.larger, pane.fit, pane.view,
    ):  # fmt: skip
        assert each.accessibleName()


@pytest.mark.parametrize("suffix", [".svg", ".pdf", ".png"])
def test_a_picture_is_exported(
    qtbot: QtBot,
    pane: PicturesPane,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
) -> None:
    out = tmp_path / f"score{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    said: list[str] = []
    pane.session.told.connect(said.append)
    pane.export.menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: out.name in "".join(said))
    data = out.read_bytes()
    if suffix == ".svg":
        assert etree.fromstring(data).findtext("{*}title") == "Score: Patience"
    elif suffix == ".pdf":
        assert data.startswith(b"%PDF-")
        assert b"%%EOF" in data[-32:]
    else:
        assert pane.view.drawing is not None
        image = QImage(str(out))
        assert image.width() == 2 * pane.view.drawing.width
        assert image.text("Title") == "Score: Patience"


def test_an_export_that_fails_leaves_the_old_file(
    pane: PicturesPane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_app.colours import PRINT
    from desktop_app.core.errors import FileUnwritable

    out = tmp_path / "old.svg"
    out.write_text("old")

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert pane.view.drawing is not None
    with pytest.raises(FileUnwritable):
        write_picture(pane.view.drawing, out, PRINT)
    assert out.read_text() == "old"


def test_its_key_is_its_own(window: Window) -> None:
    key = QKeySequence("Ctrl+Shift+G")
    owners = [name for name, act in window.acts.items() if key in act.shortcuts()]
    assert owners == ["pictures.open"]
