"""The manual in the window: pages, links, pictures, and nothing from outside."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument, QTextTable
from pytestqt.qtbot import QtBot

from desktop_app.gui.dialogs.manual import Manual
from desktop_app.gui.theme import current_theme
from desktop_app.gui.window import Window

IMAGE = int(QTextDocument.ResourceType.ImageResource.value)


def opened(window: Window) -> Manual:
    window.acts["view.manual"].trigger()
    manual = window.findChild(Manual)
    assert manual is not None
    return manual


def test_pages_lead_to_one_another_and_back(window: Window, qtbot: QtBot) -> None:
    manual = opened(window)
    assert "The manual of Diple" in manual.page.toPlainText()
    manual.page.anchorClicked.emit(QUrl("coding.md"))
    assert "Figures of several parts" in manual.page.toPlainText()
    qtbot.mouseClick(manual.back, Qt.MouseButton.LeftButton)
    assert "The manual of Diple" in manual.page.toPlainText()
    assert not manual.back.isEnabled()


def test_only_the_manual_s_own_files_are_handed_out(window: Window) -> None:
    page = opened(window).page
    for name in ("window-light.png", "picture-score.svg"):
        shown = page.loadResource(IMAGE, QUrl(name))
        assert isinstance(shown, QImage)
        assert not shown.isNull()
    for url in ("file:///etc/passwd", "http://example.org/a.png", "../icons/plus.svg", "index.md"):
        assert page.loadResource(IMAGE, QUrl(url)) is None
    before = page.toPlainText()
    page.anchorClicked.emit(QUrl("https://example.org/"))
    page.anchorClicked.emit(QUrl("../../pyproject.toml"))
    assert page.toPlainText() == before


def test_a_second_call_brings_the_same_window(window: Window) -> None:
    first = opened(window)
    assert opened(window) is first


def test_its_lines_have_air_and_its_tables_thin_lines(window: Window) -> None:
    document = opened(window).page.document()
    [table] = [each for each in document.rootFrame().childFrames() if isinstance(each, QTextTable)]
    look = table.format().toTableFormat()
    assert look.borderCollapse()
    assert look.borderBrush().color().name() == current_theme().rule
    paragraph = document.begin().next()
    assert paragraph.blockFormat().lineHeight() > 100
    assert paragraph.blockFormat().bottomMargin() > 0
