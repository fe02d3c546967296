"""Damage and trouble with the file in a real window, met by a real pointer and real keys."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.core import safety
from desktop_app.core.project import Project
from desktop_app.gui import words_safety as said
from desktop_app.gui.acts.watch import LOOK_EVERY
from desktop_app.gui.dialogs.check import CheckDialog
from desktop_app.gui.dialogs.restore import RestoreDialog
from desktop_app.gui.welcome import Welcome
from desktop_app.gui.window import Window
from tests.gui.conftest import annotations_of
from tests.gui.test_by_hand import NOBODY, Hand, hand
from tests.gui.test_safety import notice

__all__ = ["hand"]

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(not shutil.which("xdotool"), reason="there is no xdotool to move things"),
]
SOON = 5000  # ms; so long a reader may work on without being told


def middle(widget: QWidget) -> QPoint:
    return widget.mapToGlobal(widget.rect().center())


def shown(qtbot: QtBot, window: Window, kind: type[QWidget], *, is_active: bool = True) -> QWidget:
    def found() -> list[QWidget]:
        return [each for each in window.findChildren(kind) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    if is_active:
        qtbot.waitUntil(found()[0].isActiveWindow)
    return found()[0]


def test_from_damage_by_way_of_the_welcome_page_to_the_backup(
    qtbot: QtBot, window: Window, hand: Hand, reading_project: Path
) -> None:
    hand.draw(NOBODY)
    hand.keys("i")
    hand.comes(("Irony", NOBODY))
    assert window.session.project
    safety.backup_before(window.session.project, safety.Reason.ASKED)
    hand.keys("h")
    hand.comes(("Irony", NOBODY), ("Hypophora", NOBODY))
    window.session.close()
    data = reading_project.read_bytes()
    broken = data.replace(b"nobody answered", b"nobody answerxd", 1)
    reading_project.write_bytes(broken)

    window.welcome()
    assert window.files.open_path(reading_project)
    report = shown(qtbot, window, CheckDialog)
    assert isinstance(report, CheckDialog)
    assert "the text of “Patience” is not what was imported" in report.details.toPlainText()
    hand.keys("Escape")
    page = shown(qtbot, window, Welcome, is_active=False)
    assert isinstance(page, Welcome)
    [restore] = [each for each in page.buttons if "Restore" in each.accessibleName() + each.text()]
    hand.click(middle(restore))
    dialog = shown(qtbot, window, RestoreDialog)
    assert isinstance(dialog, RestoreDialog)
    qtbot.waitUntil(lambda: dialog.property("counted") is True)
    now, before = (dialog.list.topLevelItem(row) for row in range(2))
    assert isinstance(now, QTreeWidgetItem)
    assert isinstance(before, QTreeWidgetItem)
    assert (now.text(1), now.text(5)) == ("damaged", "2")
    assert (before.text(1), before.text(5)) == ("asked for", "1 (−1)")
    hand.keys("Return")
    qtbot.waitUntil(lambda: window.session.project is not None)
    assert [part.quote for each in annotations_of(window) for part in each.parts] == [NOBODY]
    [aside] = reading_project.parent.glob("*set aside*")
    assert aside.read_bytes() == broken
    qtbot.waitUntil(lambda: aside.name in notice(window, "restored"))


def put_a_second_version(path: Path) -> None:
    shutil.copy(path, path.with_name(f"{path.stem} (conflicted copy).diple"))


def replace(path: Path) -> None:
    other = path.with_name("other.tmp")
    shutil.copy(path, other)
    with Project.open(other) as project:
        project.undo()
    other.replace(path)


TROUBLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a second version": (put_a_second_version, said.GO_ON_HERE),
    "deleted": (Path.unlink, said.WRITE_BACK),
    "renamed": (lambda path: path.rename(path.with_name("b.diple")), "Go on as “b.diple”"),
    "replaced": (replace, said.SAVE_MINE),
}


@pytest.mark.parametrize("what", TROUBLE)
def test_trouble_under_the_open_window(
    what: str, qtbot: QtBot, window: Window, hand: Hand, reading_project: Path
) -> None:
    act, choice = TROUBLE[what]
    window.keep_safe()
    hand.draw(NOBODY)
    act(reading_project)
    looks = window.watch.looks
    qtbot.waitUntil(lambda: notice(window, "trouble") != "")
    assert (window.watch.looks - looks) * LOOK_EVERY < SOON
    hand.keys("i")
    assert annotations_of(window) == [], "something was written"
    assert window.reader.isVisible()
    found = window.notices.notice("trouble")
    assert found
    assert choice in found.buttons
    if what == "deleted":
        hand.click(middle(found.buttons[choice]))
        qtbot.waitUntil(reading_project.exists)
        hand.draw(NOBODY)
        hand.keys("i")
        hand.comes(("Irony", NOBODY))
