"""A style for one code, chosen from the menus of both trees, kept, and painted."""

from PySide6.QtWidgets import QMenu

from desktop_app.gui import words
from desktop_app.gui.codebook.screen import CodebookScreen
from desktop_app.gui.window import Window
from tests.gui.conftest import select


def styles_of(menu: QMenu) -> QMenu:
    (found,) = (a.menu() for a in menu.actions() if a.text() == words.STYLE_OF_CODES)
    assert isinstance(found, QMenu)
    return found


def test_a_style_for_several_codes_at_once_and_back(window: Window) -> None:
    select(window, "nobody")
    window.reader.plainKey.emit("I")
    window.book.open()
    screen = window.results.findChild(CodebookScreen)
    assert screen is not None
    irony, hypophora = (
        window.session.tree.find(f"Figure > {n}").id for n in ("Irony", "Hypophora")
    )
    screen._choose([irony, hypophora], irony)
    styles = styles_of(screen.make_menu())
    assert next(a for a in styles.actions() if a.data() == "").isChecked()
    next(a for a in styles.actions() if a.data() == "margin").trigger()
    assert window.settings["code_styles"] == {irony: "margin", hypophora: "margin"}
    block = window.reader.document().firstBlock()
    assert window.reader.painter.ink(block).rules == []
    again = styles_of(screen.make_menu())
    assert next(a for a in again.actions() if a.data() == "margin").isChecked()
    next(a for a in again.actions() if a.data() == "").trigger()
    assert window.settings["code_styles"] == {}
    assert len(window.reader.painter.ink(block).rules) == 1
