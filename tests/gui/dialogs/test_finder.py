"""The popup in which one types to find: what it finds, in which order, and how it is left."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.core.codetree import join_path, split_path
from desktop_app.gui.dialogs.finder import Finder, FinderItem, find
from desktop_app.gui.pieces import ROW

ITEMS = [
    FinderItem("f", "Figure", "A shaping of words", color="#2580c1"),
    FinderItem("a", "Figure > Anaphora", "Same openings", "A", "#2580c1"),
    FinderItem("r", "Figure > Rhetorical question", "Asks nothing", "Q", "#b95569"),
    FinderItem("i", "Figure > Irony", "Says the opposite", aliases=("mockery",)),
    FinderItem("n", "Naming > Épithète", "A telling name", color="#a05da4"),
]


@pytest.fixture
def finder(host: QWidget) -> Finder:
    made = Finder(ITEMS, creates=True, parent=host)
    made.open_at(host.mapToGlobal(QPoint(700, 580)))
    return made


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("", "farin"),
        ("ano", ""),
        ("an", "a"),
        ("quest rhet", "r"),
        ("fig iro", "i"),
        ("MOCK", "i"),
        ("epithete", "n"),
        ("i", "ifrna"),
        ("figure", "fari"),
    ],
)
def test_the_best_match_stands_first(typed: str, ids: str) -> None:
    assert [item.id for item in find(ITEMS, typed)] == list(ids)


def test_return_picks_closes_and_gives_the_focus_back(
    qtbot: QtBot, host: QWidget, finder: Finder
) -> None:
    heard: list[str] = []
    finder.picked.connect(heard.append)
    finder.closed.connect(lambda: heard.append("closed"))
    qtbot.keyClicks(finder.field, "iron")
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert heard == ["closed", "i"]
    assert host.focusWidget() is host.findChild(QLineEdit)


def test_shift_return_picks_and_stays(qtbot: QtBot, finder: Finder) -> None:
    heard: list[str] = []
    finder.picked.connect(heard.append)
    for typed in ("iron", "anaph"):
        qtbot.keyClicks(finder.field, typed)
        qtbot.keyClick(finder.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert heard == ["i", "a"]
    assert finder.isVisible()


def test_arrows_move_and_the_footer_tells(qtbot: QtBot, finder: Finder) -> None:
    qtbot.keyClick(finder.field, Qt.Key.Key_Down)
    assert finder.footer.text() == "Same openings"
    with qtbot.waitSignal(finder.picked) as picked:
        qtbot.keyClick(finder.field, Qt.Key.Key_Enter)
    assert picked.args == ["a"]


def test_a_click_picks(qtbot: QtBot, finder: Finder) -> None:
    place = finder.view.visualRect(finder.model.index(2)).center()
    with qtbot.waitSignal(finder.picked) as picked:
        qtbot.mouseClick(finder.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked.args == ["r"]


def test_escape_closes_and_picks_nothing(qtbot: QtBot, finder: Finder) -> None:
    finder.picked.connect(lambda _: pytest.fail("something was picked"))
    with qtbot.waitSignal(finder.closed):
        qtbot.keyClick(finder.field, Qt.Key.Key_Escape)


def test_turning_elsewhere_closes(qtbot: QtBot, host: QWidget, finder: Finder) -> None:
    field = host.findChild(QLineEdit)
    assert field is not None
    host.activateWindow()
    qtbot.waitUntil(finder.field.hasFocus)
    with qtbot.waitSignal(finder.closed):
        field.setFocus(Qt.FocusReason.MouseFocusReason)


def last_row(finder: Finder) -> str:
    return str(finder.model.index(finder.model.rowCount() - 1).data())


def test_a_path_that_is_not_there_can_be_made(qtbot: QtBot, finder: Finder) -> None:
    qtbot.keyClicks(finder.field, "Figure > Litotes")
    assert last_row(finder) == "New code “Figure > Litotes”"
    assert "Group > Name" in finder.footer.text()
    with qtbot.waitSignal(finder.created) as created:
        qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert created.args == ["Figure > Litotes"]


def test_a_path_that_is_there_is_not_offered_anew(qtbot: QtBot, finder: Finder) -> None:
    qtbot.keyClicks(finder.field, "Figure  >  Irony")
    assert last_row(finder) == "Figure > Irony"


@pytest.mark.parametrize(
    ("typed", "path", "names"),
    [
        ("<b>x</b>", "<b>x</b>", ["<b>x</b>"]),
        ("a->b", "a->b", ["a->b"]),
        ("A > <i>", "A > <i>", ["A", "<i>"]),
        (r"A \> B", r"A \> B", ["A > B"]),
        (r"C:\d", r"C:\d", [r"C:\d"]),
    ],
)
def test_only_a_sign_between_spaces_parts_levels(
    qtbot: QtBot, finder: Finder, typed: str, path: str, names: list[str]
) -> None:
    finder.field.setText(typed)
    with qtbot.waitSignal(finder.created) as created:
        qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert created.args == [path]
    assert split_path(path) == names


def test_a_name_is_found_and_offered_as_it_reads(qtbot: QtBot, host: QWidget) -> None:
    items = [FinderItem("b", join_path(["Tags", "<b>x</b>"]), color="#2580c1")]
    finder = Finder(items, creates=True, parent=host)
    finder.open_at(QPoint(0, 0))
    qtbot.keyClicks(finder.field, "<b>x")
    assert [item.id for item in finder.model.items if item] == ["b"]
    assert items[0].levels == ["Tags", "<b>x</b>"]


def test_it_is_as_high_as_what_it_shows(qtbot: QtBot, finder: Finder) -> None:
    full = finder.height()
    qtbot.keyClicks(finder.field, "anaph")
    assert finder.height() < full - 2 * ROW
    finder.field.clear()
    assert finder.height() == full
    finder.field.setText("zebra")
    assert finder.view.height() <= ROW + 4


def test_without_creating_nothing_found_is_said(qtbot: QtBot, host: QWidget) -> None:
    finder = Finder(ITEMS, parent=host)
    finder.open_at(QPoint(0, 0))
    qtbot.keyClicks(finder.field, "zebra")
    assert finder.footer.text() == "Nothing is called that."
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert finder.isVisible()


def test_it_opens_above_what_it_would_cover(host: QWidget) -> None:
    low = host.rect().bottom() - 40
    finder = Finder(ITEMS, parent=host)
    finder.open_at(host.mapToGlobal(QPoint(100, low)), line=30)
    assert finder.geometry().bottom() < low - 30
    other = Finder(ITEMS, parent=host)
    other.open_at(host.mapToGlobal(QPoint(100, 50)), line=30)
    assert other.geometry().top() == 50


def test_it_stays_inside_the_window(host: QWidget, finder: Finder) -> None:
    assert host.rect().contains(finder.geometry())


def test_where_there_is_no_code_yet_it_says_how_to_make_one(qtbot: QtBot, host: QWidget) -> None:
    finder = Finder([], creates=True, parent=host)
    finder.open_at(host.mapToGlobal(QPoint(100, 100)))
    assert "type a name" in finder.footer.text()
    qtbot.keyClicks(finder.field, "Silence")
    assert finder.view.model().rowCount() == 1
    finder.hide()
    finder = Finder(ITEMS, creates=False, parent=host)
    finder.open_at(host.mapToGlobal(QPoint(100, 100)))
    qtbot.keyClicks(finder.field, "zzz")
    assert finder.footer.text() == "Nothing is called that."
