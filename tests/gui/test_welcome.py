"""What stands in the place of the text while no project is open."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.core import safety
from desktop_app.core.project import Project
from desktop_app.core.safety import Reason
from desktop_app.gui import words
from desktop_app.gui.app import open_first
from desktop_app.gui.dialogs.restore import RestoreDialog
from desktop_app.gui.welcome import Welcome
from desktop_app.gui.window import Window


def page_of(qtbot: QtBot, window: Window) -> Welcome:
    qtbot.waitUntil(lambda: window.doorkeeper.page is not None)
    page = window.doorkeeper.page
    assert page
    return page


def test_closing_leads_to_the_page_and_a_name_back(qtbot: QtBot, window: Window) -> None:
    window.welcome()
    project = window.session.project
    assert project
    window.acts["files.close"].trigger()
    page = page_of(qtbot, window)
    assert page.isVisible()
    assert not window.reader.isVisible()
    said = [button.text() for button in page.buttons]
    assert said[:4] == [
        "Open project …", "New project …", "Open the sample project", "Restore a backup …"
    ]  # fmt: skip
    assert page.buttons[4].accessibleName() == f"{project.path.stem}, {project.path.parent}"
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in page.findChildren(QLabel))
    page.buttons[0].setFocus()
    for _ in range(4):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert window.session.project
    assert window.session.project.path == project.path
    assert window.doorkeeper.page is None
    assert window.reader.isVisible()
    assert QApplication.focusWidget() in (window.reader, None)


def test_a_project_in_the_place_of_another_brings_no_page(
    qtbot: QtBot, window: Window, seeded_file: Path
) -> None:
    window.welcome()
    assert window.files.open_path(seeded_file)
    qtbot.wait(150)
    assert window.doorkeeper.page is None


def test_a_window_that_closes_shows_no_page(qtbot: QtBot, window: Window) -> None:
    window.welcome()
    window.close()
    qtbot.wait(150)
    assert window.doorkeeper.page is None


def test_a_start_with_what_is_not_there_leads_to_the_page(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    window.session.close()
    open_first(window, tmp_path / "gone.diple")
    window.welcome()
    assert page_of(qtbot, window).isVisible()


def test_a_backup_is_restored_from_the_page(qtbot: QtBot, window: Window) -> None:
    window.welcome()
    project = window.session.project
    assert project
    path = project.path
    safety.backup_before(project, Reason.ASKED)
    window.session.close()
    path.write_bytes(b"broken" * 1000)
    page_of(qtbot, window).buttons[3].click()
    dialog = window.findChild(RestoreDialog)
    assert dialog
    qtbot.waitUntil(lambda: dialog.property("counted") is True)
    dialog.restore.click()
    qtbot.waitUntil(lambda: window.session.project is not None)
    assert window.session.project.path == path
    assert window.reading.text
    assert window.doorkeeper.page is None


def test_a_project_without_texts_offers_to_bring_some_in(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    Project.create(tmp_path / "fresh.diple", "Noor").close()
    window.welcome()
    window.files.open_path(tmp_path / "fresh.diple")
    page = page_of(qtbot, window)
    assert page.accessibleName() == "This project has no texts yet"
    assert [button.text() for button in page.buttons][:1] == ["Import texts …"]
    assert window.annotations.empty.text() == words.LIST_EMPTY
    (tmp_path / "letter.txt").write_text("Dear sir, nothing came.", "utf-8")
    window.imports.paths([tmp_path / "letter.txt"])
    qtbot.waitUntil(lambda: window.reading.text == "Dear sir, nothing came.")
    assert window.doorkeeper.page is None
    assert window.reader.isVisible()
    window.acts["coding.undo"].trigger()
    assert page_of(qtbot, window).lack == page.lack
    window.files.close()
    qtbot.waitUntil(lambda: page_of(qtbot, window).accessibleName() == "No project is open")


def test_a_start_without_the_last_project_says_so_and_offers_the_ways_to_it(
    qtbot: QtBot, window: Window
) -> None:
    project = window.session.project
    assert project
    path = project.path
    safety.backup_before(project, Reason.ASKED)
    window.session.close()
    path.rename(path.with_name("elsewhere.diple"))
    open_first(window, None)
    assert window.session.project  # the sample, since nothing else was opened lately
    notice = window.notices.notice("lost")
    assert notice
    assert notice.said[0].startswith(f"“{path.stem}” is not in {path.parent} any more")
    notice.buttons["Restore a backup …"].click()
    dialog = window.findChild(RestoreDialog)
    assert dialog
    qtbot.waitUntil(lambda: dialog.property("counted") is True)
    assert dialog.list.topLevelItemCount() > 1
    window.session.close()
    window.settings["recent"] = []
    open_first(window, None)
    assert window.notices.notice("lost") is None
