"""The craft of coding in a real window, by a pointer and a keyboard that X itself moves.

Everything here goes through the display: presses, drags and keys are made by `xdotool`, as a hand
would make them, and come back to the window from outside.
"""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.model import NewDocument, Op, Role
from desktop_app.gui.reader.card import HoverCard
from desktop_app.gui.window import Window
from tests.gui.conftest import annotations_of

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(not shutil.which("xdotool"), reason="there is no xdotool to move things"),
]


class Hand:
    """A hand on the mouse and the keyboard of the display."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot
        window.move(0, 0)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.reader.setFocus()
        self._do("mousemove", "1", "1")

    def _do(self, *words: str) -> None:
        """Run one chain of acts while the window goes on answering, also inside of a drag."""
        process = subprocess.Popen(["xdotool", *words])
        self._qtbot.waitUntil(lambda: process.poll() is not None)
        assert process.returncode == 0
        QCursor.pos()  # asked of the display, whose answer comes behind all it sent before
        self._qtbot.wait(30)

    def keys(self, *keys: str) -> None:
        """Press keys one after another, as "ctrl+z"."""
        self._do("key", "--delay", "15", *keys)

    def keys_held(self, held: str, *keys: str) -> None:
        """Press keys while another is held down."""
        self._do("keydown", held, "key", "--delay", "15", *keys, "keyup", held)

    def types(self, words: str) -> None:
        self._do("type", "--delay", "8", words)

    def click(self, at: QPoint, times: int = 1) -> None:
        self._do(*_to(at), "sleep", "0.02", "click", "--repeat", str(times), "--delay", "40", "1")

    def rest(self, at: QPoint) -> None:
        """Come to a place and stay there."""
        self._do(*_to(at - QPoint(8, 0)), "sleep", "0.03", *_to(at))

    def wheel(self, *, up: bool) -> None:
        """Turn the wheel by one notch with Ctrl held."""
        self._do("keydown", "ctrl", "click", "4" if up else "5", "keyup", "ctrl")

    def drag(self, first: QPoint, last: QPoint) -> None:
        """Press at one place and let go at another, by way of some between them."""
        steps = [first + (last - first) * share / 6 for share in range(1, 7)]
        way = [word for step in steps for word in (*_to(step), "sleep", "0.02")]
        there = [*_to(last + QPoint(1, 0)), "sleep", "0.03", *_to(last), "sleep", "0.03"]
        self._do(*_to(first), "sleep", "0.02", "mousedown", "1", *way, *there, "mouseup", "1")

    # The page
    def before(self, words: str) -> QPoint:
        """Find the place just before some words, at their height."""
        return self._edge(self.window.reading.text.index(words))

    def after(self, words: str) -> QPoint:
        return self._edge(self.window.reading.text.index(words) + len(words))

    def on(self, words: str) -> QPoint:
        return self.before(words) + QPoint(4, 0)

    def _edge(self, position: int) -> QPoint:
        reader = self.window.reader
        cursor = reader.textCursor()
        cursor.setPosition(reader._places.offset(position))
        place = reader.cursorRect(cursor).center()
        return reader.viewport().mapToGlobal(place)

    def draw(self, words: str) -> None:
        """Select words with the mouse."""
        self.drag(self.before(words), self.after(words))
        self.has_chosen(words)

    def chosen(self) -> str:
        span = self.window.reader.selection()
        return self.window.reading.text[slice(*span)] if span else ""

    def has_chosen(self, words: str) -> None:
        self._qtbot.waitUntil(lambda: self.chosen() == words)

    # What came of it
    def marked(self) -> list[tuple[str, ...]]:
        """Return code and words of each annotation, as "Irony", "nobody"."""
        tree = self.window.session.tree
        return sorted(
            (tree.path(each.code_id).split(" > ")[-1] if each.code_id else "",
             *(part.quote for part in each.parts))
            for each in annotations_of(self.window)
        )  # fmt: skip

    def comes(self, *expected: tuple[str, ...]) -> None:
        self._qtbot.waitUntil(lambda: self.marked() == sorted(expected))

    def undone(self, *expected: tuple[str, ...]) -> None:
        """Undo, see what was there before, and do it again."""
        now = self.marked()
        self.keys("ctrl+z")
        self.comes(*expected)
        self.keys("ctrl+shift+z")
        self.comes(*now)
        self.keys("ctrl+z")
        self.comes(*expected)


def _to(at: QPoint) -> list[str]:
    return ["mousemove", str(at.x()), str(at.y())]


@pytest.fixture
def hand(window: Window, qtbot: QtBot) -> Hand:
    return Hand(window, qtbot)


NOBODY = "nobody answered"
WHO = "Who would answer?"
THEY = "They call this patience"


def test_codes_by_their_keys_the_last_and_the_same(hand: Hand) -> None:
    hand.draw(NOBODY)
    hand.keys("i", "h")
    hand.comes(("Irony", NOBODY), ("Hypophora", NOBODY))
    hand.draw(WHO)
    hand.keys("period")
    hand.comes(("Irony", NOBODY), ("Hypophora", NOBODY), ("Hypophora", WHO))
    hand.undone(("Irony", NOBODY), ("Hypophora", NOBODY))
    hand.draw(WHO)
    hand.keys("comma")
    both = [(name, words) for name in ("Irony", "Hypophora") for words in (NOBODY, WHO)]
    hand.comes(*both)
    hand.undone(("Irony", NOBODY), ("Hypophora", NOBODY))
    hand.click(hand.on("nobody"))
    hand.draw(THEY)
    hand.keys("semicolon")
    hand.comes(("Irony", NOBODY), ("Hypophora", NOBODY), ("Irony", THEY), ("Hypophora", THEY))
    hand.undone(("Irony", NOBODY), ("Hypophora", NOBODY))
    hand.draw(THEY)
    hand.keys("ctrl+shift+i")
    hand.comes(("Irony", NOBODY), ("Hypophora", NOBODY), (THEY, THEY))
    hand.undone(("Irony", NOBODY), ("Hypophora", NOBODY))


def test_the_popup_applies_several_and_makes_a_path(hand: Hand) -> None:
    hand.draw(NOBODY)
    hand.keys("Return")
    hand.types("hypo")
    hand.keys("shift+Return", "ctrl+a")
    hand.types("anti")
    hand.keys("Return")
    hand.comes(("Hypophora", NOBODY), ("Antithesis", NOBODY))
    hand.undone(("Hypophora", NOBODY))
    hand.undone()
    hand.draw(WHO)
    hand.keys("Return")
    hand.types("Figure > Erotema")
    hand.keys("Return")
    hand.comes(("Erotema", WHO))
    assert hand.window.session.tree.find("Figure > Erotema")
    hand.undone()
    assert hand.window.reader.hasFocus()


def test_the_highlighter_codes_what_the_mouse_draws(hand: Hand, qtbot: QtBot) -> None:
    hand.draw(NOBODY)
    hand.keys("i", "ctrl+l")
    qtbot.waitUntil(hand.window.acts["coding.live"].isChecked)
    hand.drag(hand.before(WHO), hand.after(WHO))
    hand.comes(("Irony", NOBODY), ("Irony", WHO))
    hand.click(hand.on("patience"), times=2)
    hand.comes(("Irony", NOBODY), ("Irony", WHO), ("Irony", "patience"))
    hand.undone(("Irony", NOBODY), ("Irony", WHO))
    hand.click(hand.before("patience"))
    hand.keys_held("shift", *["Right"] * len("patience"))
    hand.comes(("Irony", NOBODY), ("Irony", WHO), ("Irony", "patience"))
    hand.undone(("Irony", NOBODY), ("Irony", WHO))
    hand.keys("Escape")
    hand.draw("call it waiting")
    qtbot.wait(100)
    assert len(hand.marked()) == 2


def row_of(hand: Hand, name: str) -> QPoint:
    """Find a code in the codebook panel."""
    view = hand.window.codebook.view
    model = view.model()
    found = None
    parents = [view.rootIndex()]
    while parents and found is None:
        parent = parents.pop()
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            if name in str(index.data()):
                found = index
            parents.append(index)
    assert found is not None, name
    rect: QRect = view.visualRect(found)
    return view.viewport().mapToGlobal(QPoint(rect.left() + 40, rect.center().y()))


def test_a_selection_is_dragged_onto_a_code_and_a_code_onto_a_selection(hand: Hand) -> None:
    hand.draw(NOBODY)
    hand.drag(hand.on("answered"), row_of(hand, "Irony"))
    hand.comes(("Irony", NOBODY))
    hand.undone()
    hand.draw(WHO)
    hand.drag(row_of(hand, "Antithesis"), hand.on("would answer"))
    hand.comes(("Antithesis", WHO))
    hand.undone()


def test_clicks_take_word_sentence_and_paragraph(hand: Hand, qtbot: QtBot) -> None:
    at = hand.on("answer?")
    for times, words in ((2, "answer"), (3, WHO), (4, hand.window.reading.text[38:].strip())):
        qtbot.wait(QApplication.styleHints().mouseDoubleClickInterval() + 50)
        hand.click(at, times)
        qtbot.waitUntil(lambda words=words: hand.chosen() == words)


def test_a_selection_grows_and_shrinks_and_snaps(hand: Hand, qtbot: QtBot) -> None:
    hand.click(hand.before("nobody"))
    hand.keys("shift+Right", "shift+Right", "shift+Left")
    hand.has_chosen("n")
    hand.keys("ctrl+shift+Right")
    hand.has_chosen("nobody")
    hand.keys("alt+Up")
    hand.has_chosen("We came to ask, and nobody answered.")
    hand.keys("alt+Up")
    hand.has_chosen(hand.window.reading.text.strip())
    hand.keys("alt+Down", "alt+Down")
    hand.has_chosen("nobody")
    hand.keys("ctrl+k")
    hand.types("whole sentences")
    hand.keys("Return")
    hand.drag(hand.on("would answer"), hand.before("swer?"))
    hand.has_chosen(WHO)
    hand.window.acts["selecting.snap_word"].trigger()
    hand.drag(hand.on("patience"), hand.after("we ca"))
    hand.has_chosen("patience; we call")


def test_boundaries_by_handle_and_by_key(hand: Hand) -> None:
    hand.draw("nobody")
    hand.keys("i")
    hand.comes(("Irony", "nobody"))
    hand.drag(hand.after("nobody"), hand.after(NOBODY))
    hand.comes(("Irony", NOBODY))
    hand.drag(hand.before(NOBODY), hand.before("and nobody"))
    hand.comes(("Irony", "and " + NOBODY))
    hand.undone(("Irony", NOBODY))
    hand.keys("ctrl+b", "ctrl+shift+Left", "Return")
    hand.comes(("Irony", "nobody"))
    hand.undone(("Irony", NOBODY))


def test_words_from_right_to_left_are_drawn_and_their_boundaries_dragged(
    hand: Hand, window: Window, qtbot: QtBot
) -> None:
    text = "שאלנו ואיש לא ענה לנו היום.\n\nThey said שלום לכולם and then מרחבא to us."
    with window.session.change(Op.IMPORT_DOCUMENT) as change:
        made = core.documents.add_document(change, NewDocument("Hebrew", text))
    window.session.open_document(made)
    qtbot.wait(50)
    hand.draw("ואיש לא")
    hand.keys("i")
    hand.comes(("Irony", "ואיש לא"))
    hand.drag(hand.after("ואיש לא"), hand.after("לא ענה"))
    hand.comes(("Irony", "ואיש לא ענה"))
    hand.drag(hand.before("ואיש לא"), hand.before("שאלנו"))
    hand.comes(("Irony", "שאלנו ואיש לא ענה"))
    hand.undone(("Irony", "ואיש לא ענה"))


def test_split_join_recode_and_remove_one_among_several(hand: Hand) -> None:
    whole = "They call this patience; we call it waiting"
    hand.draw(whole)
    hand.keys("i", "h")
    hand.click(hand.before("we call"))
    hand.keys("ctrl+shift+s")
    halves = (("Irony", THEY + ";"), ("Irony", "we call it waiting"))
    hand.comes(("Hypophora", whole), *halves)
    hand.undone(("Irony", whole), ("Hypophora", whole))
    hand.keys("ctrl+shift+z")
    hand.click(hand.on("call this"))
    hand.keys("ctrl+j")
    hand.comes(("Irony", whole), ("Hypophora", whole))
    hand.undone(("Hypophora", whole), *halves)
    hand.keys("ctrl+shift+z", "ctrl+r")
    hand.types("anti")
    hand.keys("Return")
    hand.comes(("Antithesis", whole), ("Hypophora", whole))
    hand.undone(("Irony", whole), ("Hypophora", whole))
    hand.keys("Delete")
    hand.comes(("Hypophora", whole))
    hand.undone(("Irony", whole), ("Hypophora", whole))


def test_a_figure_of_parts_with_roles(hand: Hand, window: Window) -> None:
    hypophora = window.session.tree.find("Figure > Hypophora").id
    with window.session.change(Op.EDIT_CODE) as change:
        roles = [Role("question"), Role("answer")]
        core.codebook.edit_code(change, hypophora, roles=roles)
    hand.draw(WHO)
    hand.keys("h")
    hand.draw("Nobody would")
    hand.keys("plus")
    hand.comes(("Hypophora", WHO, "Nobody would"))
    assert [part.role for part in annotations_of(window)[0].parts] == ["question", "answer"]
    hand.undone(("Hypophora", WHO))
    hand.keys("ctrl+shift+z")
    hand.click(hand.on("Nobody would"))
    hand.keys("alt+shift+Up")
    hand.comes(("Hypophora", "Nobody would", WHO))
    hand.undone(("Hypophora", WHO, "Nobody would"))
    hand.keys("asterisk")
    assert annotations_of(window)[0].parts[1].role == ""
    hand.keys("ctrl+z", "shift+Delete")
    hand.comes(("Hypophora", WHO))
    hand.undone(("Hypophora", WHO, "Nobody would"))


def test_ways_through_the_text(hand: Hand, window: Window, qtbot: QtBot) -> None:
    for words, key in (("We came", "i"), ("nobody", "h"), (WHO, "i")):
        hand.draw(words)
        hand.keys(key)
    caret: Callable[[], int] = window.reader.caret
    hand.keys("ctrl+g")
    hand.types("2.2")
    hand.keys("Return")
    qtbot.waitUntil(lambda: caret() == window.reading.text.index("Nobody would"))
    hand.keys("ctrl+Home", "ctrl+Down")
    qtbot.waitUntil(lambda: caret() == window.reading.text.index("nobody"))
    hand.keys("ctrl+Up")
    qtbot.waitUntil(lambda: caret() == 0)
    hand.keys("ctrl+Next")
    qtbot.waitUntil(lambda: caret() == window.reading.text.index(WHO))
    hand.keys("ctrl+Home", "F4")
    hand.has_chosen("to ask, and")
    hand.keys("ctrl+f")
    hand.types("would")
    hand.keys("Return")
    hand.has_chosen("would")
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    hand.keys("Escape", "F9")
    qtbot.waitUntil(window.top.isHidden)
    hand.keys("F9")
    qtbot.waitUntil(window.top.isVisible)
    qtbot.waitUntil(window.reader.hasFocus)


def test_the_page_answers_to_the_pointer(hand: Hand, window: Window, qtbot: QtBot) -> None:
    hand.draw(NOBODY)
    hand.keys("i")
    hand.click(hand.on(WHO))
    hand.rest(hand.on("answered"))
    qtbot.waitUntil(lambda: bool(window.reader.painter.lit.hovered))
    qtbot.waitUntil(lambda: bool(window.findChildren(HoverCard)))
    card = window.findChildren(HoverCard)[0]
    qtbot.waitUntil(card.isVisible)
    size = window.settings["reading_size"]
    hand.wheel(up=True)
    qtbot.waitUntil(lambda: window.settings["reading_size"] == size + 1)
    hand.wheel(up=False)
    qtbot.waitUntil(lambda: window.settings["reading_size"] == size)
    # The name in the margin takes its annotation in hand.
    columns, line = window.reader._layout.columns, hand.on("answered")
    names = window.reader.viewport().mapToGlobal(QPoint(columns.names_left + 8, 0)).x()
    hand.click(QPoint(names, line.y()))
    qtbot.waitUntil(lambda: window.session.annotation_id == annotations_of(window)[0].id)


def test_the_whole_job_by_the_keyboard_of_the_display(
    hand: Hand,
    window: Window,
    reading_project: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = tmp_path / "segments.csv"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(reading_project), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(table), ""))
    window.session.close()
    hand.keys("ctrl+o", "ctrl+3")
    hand.keys(*["ctrl+Right"] * 6, *["ctrl+shift+Right"] * 2)
    hand.keys("Return")
    hand.types("hypo")
    hand.keys("Return", "ctrl+m")
    hand.types("No answer")
    hand.keys("ctrl+3", "ctrl+r")
    hand.types("Refusal")
    hand.keys("Return")
    hand.comes(("Refusal", NOBODY))
    hand.keys("ctrl+z")
    hand.comes(("Hypophora", NOBODY))
    hand.keys("ctrl+e")
    qtbot.waitUntil(table.exists)
    qtbot.waitUntil(lambda: "No answer" in table.read_text("utf-8-sig"))
    assert "Figure > Hypophora" in table.read_text("utf-8-sig")


def test_a_citation_leaves_by_the_clipboard_of_the_display(hand: Hand, qtbot: QtBot) -> None:
    hand.draw(WHO)
    hand.keys("ctrl+shift+c")
    assert QApplication.clipboard().text() == f"“{WHO}” (Patience, 2.1)"
