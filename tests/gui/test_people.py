"""Who reads here: one's name is asked once, layers are shown and hidden, coders can be changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop_app.core import coders
from desktop_app.core.annotations import list_annotations
from desktop_app.core.model import Coder, Op
from desktop_app.core.project import Project
from desktop_app.gui.acts.people import WHO
from desktop_app.gui.analysis.passages import PassagesPane
from desktop_app.gui.analysis.tables import TablesPane
from desktop_app.gui.dialogs.coder import CoderDialog
from desktop_app.gui.topbar import SHOWN_CODERS, Badge
from desktop_app.gui.window import Window
from tests.builders import an_annotation


def dialog_of(window: Window) -> CoderDialog:
    return next(d for d in window.findChildren(CoderDialog) if d.isVisible())


def said(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


@pytest.fixture
def several(window: Window) -> list[Coder]:
    """Six coders; the first two have marked a passage each."""
    project = window.session.project
    assert project is not None
    for name in ("Noor", "Sam", "Ada", "Ida", "Sami"):
        with project.change(Op.ADD_CODER) as change:
            coders.add_coder(change, name)
    found = coders.list_coders(project)
    an_annotation(project, (0, 2), code="Figure > Irony", coder=found[0].id)
    an_annotation(project, (3, 7), code="Figure > Irony", coder=found[1].id)
    return found


def test_ones_name_is_asked_once(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = iter(("first", "second", "third"))
    monkeypatch.setattr(
        QFileDialog,
        "getSaveFileName",
        lambda *_, **__: (str(tmp_path / f"{next(names)}.diple"), ""),
    )
    window.acts["files.new"].trigger()
    dialog_of(window).reject()
    assert not (tmp_path / "first.diple").exists()
    window.acts["files.new"].trigger()
    dialog = dialog_of(window)
    dialog.name.setText("Noor")
    dialog.accept()
    assert [coder.name for coder in window.session.coders()] == ["Noor"]
    window.acts["files.new"].trigger()
    assert window.session.project is not None
    assert window.session.project.name == "third"
    assert window.status.coder.text() == "Coding as Noor"


def test_in_a_project_of_others_one_is_asked_who_one_is(
    window: Window, several: list[Coder], qtbot: QtBot
) -> None:
    project = window.session.project
    assert project is not None
    path = project.path
    window.settings["me"] = []
    window.files.close()
    window.files.open_path(path)
    notice = window.notices.notice(WHO)
    assert notice is not None
    assert notice.label.text() == "You code as Reader A in this project. Is that you?"
    window.session.set_coder(several[2].id)
    assert window.notices.notice(WHO) is None
    window.files.close()
    window.files.open_path(path)
    assert window.session.coder_id == several[2].id, "asked once"
    assert window.notices.notice(WHO) is None


def test_in_the_sample_nobody_is_asked(window: Window) -> None:
    window.files.sample()
    assert len(window.session.coders()) > 1
    assert window.notices.notice(WHO) is None


def test_a_project_that_has_ones_name_does_not_ask(window: Window, several: list[Coder]) -> None:
    project = window.session.project
    assert project is not None
    window.settings["me"] = []
    window.settings["coder"] = "Ada"
    window.files.close()
    window.files.open_path(project.path)
    assert window.session.coder_id == several[3].id
    assert window.notices.notice(WHO) is None


def test_a_coder_has_name_initials_colour_and_alias(
    window: Window, several: list[Coder], qtbot: QtBot
) -> None:
    window.people.edit(several[1])
    dialog = dialog_of(window)
    assert dialog.initials.text() == "N"
    dialog.name.setText("Noor van Dam")
    assert dialog.initials.text() == "NV", "initials follow the name"
    dialog.alias.setText("Reader Blue")
    dialog._colours.buttons()[4].click()
    dialog.accept()
    project = window.session.project
    assert project is not None
    noor = coders.list_coders(project)[1]
    assert (noor.name, noor.initials, noor.alias) == ("Noor van Dam", "NV", "Reader Blue")
    assert noor.color == coders.COLORS[4]
    window.acts["coding.undo"].trigger()
    assert coders.list_coders(project)[1] == several[1]


def test_a_coder_is_added_with_all_that_stands_for_them(
    window: Window, several: list[Coder]
) -> None:
    window.people.add()
    dialog = dialog_of(window)
    dialog.name.setText("Zoë Q")
    dialog.alias.setText("Reader Green")
    dialog.accept()
    made = window.session.coders()[-1]
    assert (made.name, made.initials, made.alias) == ("Zoë Q", "Q", "Reader Green")
    assert window.session.coder_id == made.id


def test_whoever_codes_has_a_badge(window: Window, several: list[Coder]) -> None:
    def badges() -> Iterator[Badge]:
        box = window.top._coders
        for at in range(box.count()):
            item = box.itemAt(at)
            if item and isinstance(widget := item.widget(), Badge):
                yield widget

    window.session.set_coder(several[5].id)
    shown = list(badges())
    assert [badge.text() for badge in shown] == ["S2", "A", "N", "S"]
    assert len(shown) == SHOWN_CODERS
    assert [badge.coder.name for badge in shown if badge.isChecked()] == ["Sami"]


def test_layers_are_hidden_and_soloed_in_text_lists_and_tables(
    window: Window, several: list[Coder], qtbot: QtBot
) -> None:
    window.acts["results.passages"].trigger()
    window.acts["results.tables"].trigger()
    passages, tables = window.results.panel("passages"), window.results.panel("tables")
    assert isinstance(passages, PassagesPane)
    assert isinstance(tables, TablesPane)

    def counted() -> tuple[int, int]:
        grid = tables._grid
        total = int(str(grid[1][-1][-1])) if grid else 0
        return len(window.reader.painter.store.all()), total

    qtbot.waitUntil(lambda: counted() == (2, 2))
    menu = QMenu()
    window.people.fill_layer(several[1], menu)
    only = next(a for a in menu.actions() if a.text() == "Show only what Noor marked")
    only.trigger()
    qtbot.waitUntil(lambda: counted() == (1, 1))
    assert window.annotations.model.rowCount() == 1
    window.results.open("passages")
    qtbot.waitUntil(lambda: passages.model.rowCount() == 1)
    window.acts["layers.show_all"].trigger()
    window.results.open("tables")
    qtbot.waitUntil(lambda: counted() == (2, 2))


def test_the_menu_of_all_coders(window: Window, several: list[Coder]) -> None:
    menu = QMenu()
    window.people.fill_all(menu)
    assert said(menu) == [
        *(f"Code as {coder.name}" for coder in several), "Layers", "Add a coder …",
    ]  # fmt: skip


def test_those_who_share_initials_are_told_apart(window: Window, several: list[Coder]) -> None:
    badges = coders.badges(several)
    assert list(badges.values()) == ["A", "N", "S", "A2", "I", "S2"]
    assert {mark.by for mark in window.reader.painter.store.all()} == {"A", "N"}


def test_everything_made_carries_its_coder(window: Window, several: list[Coder]) -> None:
    project: Project = window.session.project  # type: ignore[assignment]
    window.session.set_coder(several[2].id)
    window.reader.set_selection(16, 22)
    window.acts["coding.highlight"].trigger()
    made = {a.id: a for a in list_annotations(project)}[window.session.annotation_id]
    assert made.coder_id == several[2].id


def test_before_a_room_nobody_is_named_anywhere(
    window: Window, several: list[Coder], qtbot: QtBot
) -> None:
    project = window.session.project
    assert project is not None
    with project.change(Op.EDIT_CODER) as change:
        coders.edit_coder(change, several[1].id, alias="Blue")
    window.session.set_coder(several[1].id)
    mark = next(a for a in list_annotations(project) if a.coder_id == several[1].id)
    window.session.set_current(mark.id)
    annotation = window.session.annotation()
    assert annotation is not None
    assert window.annotation._reference(annotation).endswith("N")
    window.session.layers.hide_names(True)
    assert window.status.coder.text() == "Coding as Blue"
    assert window.top._coders.count() == 0
    assert "N" not in window.annotation._reference(annotation)
    assert window.session.names()[several[0].id] == "Reader 1"
    assert {each.by for each in window.reader.painter.store.all()} == {""}
    window.session.layers.hide_names(False)
    assert window.top._coders.count() > SHOWN_CODERS
