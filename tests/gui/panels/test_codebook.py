"""The tree of codes: filtered, applied, made, named, moved, coloured and deleted."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.model import NewPart, Op
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.codebook.deleting import KEEP, REMOVE
from desktop_app.gui.dialogs.choice import Choice
from desktop_app.gui.dialogs.key import KeyDialog
from desktop_app.gui.panels.codebook import CodebookPanel
from desktop_app.gui.panels.codebook.closed import ClosedGroups
from desktop_app.gui.panels.codebook.delegate import chevron_rect
from desktop_app.gui.panels.codebook.model import COUNT_ROLE
from desktop_app.gui.reader.mime import CODE, selection_data
from desktop_app.settings import Settings
from tests.gui.panels.conftest import Show

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def panel(session: Session, show: Show) -> CodebookPanel:
    made = CodebookPanel(session)
    show(made)
    made.view.setFocus()
    return made


def shown(panel: CodebookPanel, below: QModelIndex | None = None) -> list[str]:
    """Read the names in the tree as they stand, two dots a level."""
    found = []
    for row in range(panel.model.rowCount(below)):
        index = panel.model.index(row, 0, below)
        found.append(index.data())
        found += [f"..{name}" for name in shown(panel, index)]
    return found


def paths(panel: CodebookPanel) -> list[str]:
    return [panel.session.tree.path(code.id) for code in panel.session.tree]


def take(panel: CodebookPanel, path: str) -> str:
    code_id = panel.session.tree.find(path).id
    panel.select(code_id)
    return code_id


def type_name(qtbot: QtBot, panel: CodebookPanel, name: str) -> None:
    editor = panel.view.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, name)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def menu_of(panel: CodebookPanel, path: str) -> QMenu:
    index = panel.model.index_of(take(panel, path))
    panel.view.customContextMenuRequested.emit(panel.view.visualRect(index).center())
    menu = panel.findChild(QMenu)
    assert menu is not None
    return menu


def test_codes_stand_in_their_tree_with_counts(panel: CodebookPanel) -> None:
    assert shown(panel) == ["Figure", "..Antithesis", "..Irony", "Naming"]
    counts = {path: panel.model.index_of(panel.session.tree.find(path).id) for path in paths(panel)}
    assert {path: index.data(COUNT_ROLE) for path, index in counts.items()} == {
        "Figure": 3,
        "Figure > Antithesis": 1,
        "Figure > Irony": 2,
        "Naming": 1,
    }


def test_counts_follow_what_is_coded(panel: CodebookPanel) -> None:
    code_id = panel.session.tree.find("Naming").id
    with panel.session.change(Op.APPLY_CODE) as change:
        core.annotations.apply_code(change, panel.session.document_id, [NewPart(0, 2)], code_id)
    assert panel.model.index_of(code_id).data(COUNT_ROLE) == 2


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("iron", ["Figure", "..Irony"]),
        ("FIGURE ant", ["Figure", "..Antithesis"]),
        ("íröny", ["Figure", "..Irony"]),
        ("nothing", []),
    ],
)
def test_the_filter_keeps_the_codes_above(
    panel: CodebookPanel, typed: str, expected: list[str]
) -> None:
    panel.filter.insert(typed)  # keys of letters with accents cannot be simulated
    assert shown(panel) == expected
    assert panel.empty.isVisible() == (not expected)
    panel.filter.clear()
    assert len(shown(panel)) == 4


def test_return_in_the_filter_goes_to_the_first_match(qtbot: QtBot, panel: CodebookPanel) -> None:
    qtbot.keyClicks(panel.filter, "iro")
    qtbot.keyClick(panel.filter, Qt.Key.Key_Return)
    with qtbot.waitSignal(panel.codeChosen) as chosen:
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert chosen.args == [panel.session.tree.find("Irony").id]


def test_a_double_click_applies(qtbot: QtBot, panel: CodebookPanel) -> None:
    place = panel.view.visualRect(panel.model.index_of(take(panel, "Naming"))).center()
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(panel.view.viewport(), left, pos=place)
    with qtbot.waitSignal(panel.codeChosen) as chosen:
        qtbot.mouseDClick(panel.view.viewport(), left, pos=place)
    assert chosen.args == [panel.session.tree.find("Naming").id]


def test_the_current_code_is_told_once(qtbot: QtBot, panel: CodebookPanel) -> None:
    take(panel, "Figure")
    told: list[str] = []
    panel.currentCodeChanged.connect(told.append)
    qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    panel.refresh()
    assert told == [panel.session.tree.find("Antithesis").id]


def test_a_closed_group_stays_closed(qtbot: QtBot, panel: CodebookPanel) -> None:
    take(panel, "Figure")
    qtbot.keyClick(panel.view, Qt.Key.Key_Left)
    panel.verbs.rename(panel.session.tree.find("Naming").id, "Names")
    assert not panel.view.isExpanded(panel.model.index_of(panel.session.tree.find("Figure").id))


def test_the_sign_of_a_group_opens_and_closes_it(qtbot: QtBot, panel: CodebookPanel) -> None:
    index = panel.model.index_of(panel.session.tree.find("Figure").id)
    place = chevron_rect(panel.view.visualRect(index), index).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not panel.view.isExpanded(index)
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.view.isExpanded(index)


def test_f2_renames_in_place(qtbot: QtBot, panel: CodebookPanel) -> None:
    take(panel, "Naming")
    qtbot.keyClick(panel.view, Qt.Key.Key_F2)
    type_name(qtbot, panel, "<img src=x>")
    qtbot.waitUntil(lambda: shown(panel)[-1] == "<img src=x>")
    assert "&lt;img" in panel.model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_new_code_is_named_in_place_and_is_one_step(qtbot: QtBot, panel: CodebookPanel) -> None:
    panel.begin_code(panel.session.tree.find("Figure").id)
    type_name(qtbot, panel, "Litotes")
    qtbot.waitUntil(lambda: "Figure > Litotes" in paths(panel))
    assert panel.current_code() == panel.session.tree.find("Litotes")
    assert panel.session.project is not None
    assert panel.session.project.undo().op == Op.CREATE_CODE
    assert len(panel.session.tree) == 4


def test_escape_leaves_no_new_code(qtbot: QtBot, panel: CodebookPanel) -> None:
    panel.begin_code()
    editor = panel.view.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "Half a")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(shown(panel)) == 4)
    assert len(panel.session.tree) == 4


def test_the_plus_asks_for_a_new_code(qtbot: QtBot, panel: CodebookPanel) -> None:
    with qtbot.waitSignal(panel.newCodeWanted) as wanted:
        qtbot.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    assert wanted.args == [""]


def test_alt_and_arrows_move_a_code(qtbot: QtBot, panel: CodebookPanel) -> None:
    take(panel, "Irony")
    qtbot.keyClick(panel.view, Qt.Key.Key_Up, ALT)
    assert shown(panel) == ["Figure", "..Irony", "..Antithesis", "Naming"]
    qtbot.keyClick(panel.view, Qt.Key.Key_Left, ALT)
    assert shown(panel) == ["Figure", "..Antithesis", "Irony", "Naming"]
    qtbot.keyClick(panel.view, Qt.Key.Key_Down, ALT)
    assert shown(panel) == ["Figure", "..Antithesis", "Naming", "Irony"]
    qtbot.keyClick(panel.view, Qt.Key.Key_Right, ALT)
    assert shown(panel) == ["Figure", "..Antithesis", "Naming", "..Irony"]


def drop(panel: CodebookPanel, path: str, row: int, above: str) -> None:
    data = QMimeData()
    data.setData(CODE, panel.session.tree.find(path).id.encode())
    parent = panel.model.index_of(panel.session.tree.find(above).id) if above else QModelIndex()
    panel.model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, parent)


def test_a_code_dropped_between_others_stands_there(qtbot: QtBot, panel: CodebookPanel) -> None:
    drop(panel, "Naming", 1, "Figure")
    qtbot.waitUntil(lambda: shown(panel) == ["Figure", "..Antithesis", "..Naming", "..Irony"])


def test_a_code_dropped_on_another_goes_below_it(qtbot: QtBot, panel: CodebookPanel) -> None:
    drop(panel, "Irony", -1, "Naming")
    qtbot.waitUntil(lambda: shown(panel) == ["Figure", "..Antithesis", "Naming", "..Irony"])


def test_a_code_dropped_behind_itself_stays(qtbot: QtBot, panel: CodebookPanel) -> None:
    drop(panel, "Figure", 2, "")
    qtbot.waitUntil(lambda: shown(panel) == ["Naming", "Figure", "..Antithesis", "..Irony"])


def test_a_code_cannot_be_dropped_into_itself(panel: CodebookPanel) -> None:
    data = panel.model.mimeData([panel.model.index_of(panel.session.tree.find("Figure").id)])
    below = panel.model.index_of(panel.session.tree.find("Irony").id)
    assert not panel.model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, below)


def test_a_passage_dropped_on_a_code_is_coded(qtbot: QtBot, panel: CodebookPanel) -> None:
    code_id = panel.session.tree.find("Irony").id
    index = panel.model.index_of(code_id)
    with qtbot.waitSignal(panel.codeChosen) as chosen:
        panel.model.dropMimeData(
            selection_data("We came", 0, 7), Qt.DropAction.CopyAction, -1, -1, index
        )
    assert chosen.args == [code_id]


@pytest.mark.qt_log_ignore("This plugin does not support")  # said of popups, offscreen
def test_a_hue_of_the_menu_recolours(panel: CodebookPanel) -> None:
    menu = menu_of(panel, "Naming")
    colours = next(each.menu() for each in menu.actions() if each.text() == words.COLOUR)
    assert isinstance(colours, QMenu)
    teal = next(each for each in colours.actions() if each.text() == "Teal")
    teal.trigger()
    assert panel.session.tree.find("Naming").color == teal.data()
    menu.close()


def test_an_unused_code_goes_at_once(qtbot: QtBot, panel: CodebookPanel) -> None:
    made = panel.verbs.create("", "Idle")
    panel.select(made)
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert made not in panel.session.tree


@pytest.mark.parametrize(("answer", "left"), [(KEEP, 5), (REMOVE, 3)])
def test_deleting_a_used_code_asks_once(
    qtbot: QtBot, panel: CodebookPanel, answer: str, left: int
) -> None:
    take(panel, "Irony")
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    dialog = panel.findChild(Choice)
    assert dialog is not None
    assert "2 passages" in dialog.buttons[KEEP].text()
    qtbot.mouseClick(dialog.buttons[answer], Qt.MouseButton.LeftButton)
    assert panel.session.project is not None
    assert len(core.annotations.list_annotations(panel.session.project)) == left
    assert "Figure > Irony" not in paths(panel)


def test_escape_keeps_a_used_code(qtbot: QtBot, panel: CodebookPanel) -> None:
    take(panel, "Irony")
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    dialog = panel.findChild(Choice)
    assert dialog is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert "Figure > Irony" in paths(panel)


def test_a_key_is_set_by_its_dialog(qtbot: QtBot, panel: CodebookPanel) -> None:
    panel.verbs.choose_key(panel.session.tree.find("Naming"))
    dialog = panel.findChild(KeyDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.field, "n")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert panel.session.tree.find("Naming").shortcut == "N"


def test_a_codebook_without_codes_says_how_to_begin(panel: CodebookPanel) -> None:
    for name in ("Figure", "Naming"):
        code_id = panel.session.tree.find(name).id
        with panel.session.change(Op.DELETE_CODE) as change:
            core.codebook.delete_code(change, code_id, keep_annotations=True)
    assert panel.empty.isVisible()
    assert panel.empty.text() == words.CODEBOOK_EMPTY


def test_closed_groups_are_closed_again_at_the_next_start(
    session: Session, show: Show, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "settings.json")
    first = CodebookPanel(session, settings)
    show(first)
    group = first.model.index_of(session.tree.find("Figure").id)
    first.view.collapse(group)
    second = CodebookPanel(session, Settings(tmp_path / "settings.json"))
    session.opened.emit()
    group = second.model.index_of(session.tree.find("Figure").id)
    assert not second.view.isExpanded(group)
    second.view.expand(group)
    third = CodebookPanel(session, Settings(tmp_path / "settings.json"))
    session.opened.emit()
    assert third.view.isExpanded(third.model.index_of(session.tree.find("Figure").id))


@pytest.mark.parametrize("kept", ["[]", '{"x": 1}', "3"])
def test_spoilt_settings_close_nothing(session: Session, tmp_path: Path, kept: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(f'{{"closed_groups": {kept}}}', "utf-8")
    assert ClosedGroups(Settings(path)).read(session.project) == set()


@pytest.mark.qt_log_ignore("This plugin does not support")  # said of popups, offscreen
def test_the_menu_shows_a_code_otherwise_than_all_others(
    panel: CodebookPanel, qtbot: QtBot
) -> None:
    layers = panel.session.layers
    wanted: list[tuple[object, str]] = []
    layers.styleWanted.connect(lambda ids, style: wanted.append((ids, style)))
    code_id = panel.session.tree.find("Naming").id
    layers.styles = {code_id: "tint"}
    menu = menu_of(panel, "Naming")
    (styles,) = (a.menu() for a in menu.actions() if a.text() == words.STYLE_OF_CODES)
    assert isinstance(styles, QMenu)
    ticked = [action.data() for action in styles.actions() if action.isChecked()]
    assert ticked == ["tint"]
    next(a for a in styles.actions() if a.data() == "margin").trigger()
    assert wanted == [([code_id], "margin")]


def test_what_is_read_only_asks_for_no_names(panel: CodebookPanel) -> None:
    assert panel.session.project is not None
    assert panel.add.isEnabled()
    panel.session.project.is_writable = False
    panel.refresh()
    assert not panel.add.isEnabled()
    panel.begin_code()
    assert panel.view.findChildren(QLineEdit) == []
    first = panel.model.index(0, 0)
    assert not panel.model.flags(first) & Qt.ItemFlag.ItemIsEditable
