"""What all dialogs have in common, tried on each: the foot, the keys, the names, room for words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.gui.pieces import ElidedLabel
from desktop_app.gui.window import Window
from tests.gui.dialogs.every import ABOUT_A_PROJECT, OF_NO_PROJECT, shown

OF_QT = {"QColorDialog"}
WITHOUT_FOOT = {"Choice", "Waiting"}
"""Answers that stand below one another; one button that stops what goes on."""
NAMES = {"Diple", "Markdown", "CSV"}
EVERY = {**ABOUT_A_PROJECT, **OF_NO_PROJECT}


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    """Everything set larger than usual, so that what has too little room is seen."""
    before = qapp.font()
    font = QFont(before)
    font.setPointSize(14)
    qapp.setFont(font)
    yield
    qapp.setFont(before)


def of(dialog: QDialog, kind: type[QWidget]) -> list[QWidget]:
    return [each for each in dialog.findChildren(kind) if each.isVisible()]


def texts(dialog: QDialog) -> list[str]:
    return [each.text() for each in of(dialog, QPushButton)]  # type: ignore[attr-defined]


def faults(dialog: QDialog) -> list[str]:
    """Say what is not as it is everywhere."""
    return [
        *foot_faults(dialog), *name_faults(dialog), *word_faults(dialog), *room_faults(dialog),
    ]  # fmt: skip


def foot_faults(dialog: QDialog) -> list[str]:
    """Look at the last line: the way out, then what is done, Tab in that order."""
    if type(dialog).__name__ in WITHOUT_FOOT:
        return []
    buttons = of(dialog, QPushButton)
    default = [each for each in buttons if each.isDefault()]  # type: ignore[attr-defined]
    focus = dialog.focusWidget()
    if len(default) != 1:
        return [f"{len(default)} default buttons"]
    if isinstance(focus, QPushButton) and focus is not default[0]:
        return ["a button that is not the default one has the focus"]
    height = middle(default[0], dialog).y()
    line = [each for each in buttons if abs(middle(each, dialog).y() - height) < 8]
    line.sort(key=lambda each: middle(each, dialog).x())
    found = []
    if line[-1] is not default[0]:
        found.append("what Return does does not stand at the right")
    lowest = max(middle(each, dialog).y() for each in buttons)
    if lowest > height + 8:
        found.append("the foot is not the last line")
    outs = [at for at, each in enumerate(line) if each.text() in ("Cancel", "Close")]  # type: ignore[attr-defined]
    if outs and outs[0] < len(line) - 2:
        found.append("the way out does not stand before what is done")
    order = chain(dialog)
    places = [order.index(each) for each in line if each in order]
    if places != sorted(places):
        found.append("Tab goes through the foot otherwise than the eye")
    return found


def chain(dialog: QDialog) -> list[QWidget]:
    """List what Tab comes to, in its order."""
    order, each = [], dialog.nextInFocusChain()
    while each is not dialog:
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible():
            order.append(each)
        each = each.nextInFocusChain()
    return order


def middle(widget: QWidget, dialog: QDialog) -> QPoint:
    return widget.mapTo(dialog, widget.rect().center())


def name_faults(dialog: QDialog) -> list[str]:
    """Look for controls without a name, for who hears rather than sees."""
    labelled = {each.buddy() for each in dialog.findChildren(QLabel) if each.buddy()}
    found = []
    for each in chain(dialog):
        inside = isinstance(each.parentWidget(), QComboBox | QAbstractSpinBox | QKeySequenceEdit)
        if inside or isinstance(each, QScrollBar) or each in labelled:
            continue
        text = each.text() if isinstance(each, QAbstractButton) else ""
        if not (each.accessibleName() or text):
            found.append(f"{type(each).__name__} has no name")
        if isinstance(each, QAbstractButton) and not text and not each.toolTip():
            found.append(f"{each.accessibleName()} has no tool tip")
    if not dialog.windowTitle():
        found.append("no title")
    return found


def word_faults(dialog: QDialog) -> list[str]:
    """Look at how words are written: sentence case, no letter that means two things."""
    found, letters = [], []
    for button in dialog.findChildren(QAbstractButton):
        words = button.text().replace("&", "").split()
        capital = [each for each in words[1:] if each.isalpha() and each[0].isupper()]
        if isinstance(button, QPushButton) and set(capital) - NAMES and len(words[0]) > 1:
            found.append(f"{button.text()} is no sentence")
    for widget in (*of(dialog, QAbstractButton), *of(dialog, QLabel)):
        key = QKeySequence.mnemonic(widget.text()).toString()  # type: ignore[attr-defined]
        if key and (not isinstance(widget, QLabel) or widget.buddy()):
            letters.append(key)
    twice = {each for each in letters if letters.count(each) > 1}
    return [*found, *(f"{each} means two things" for each in twice)]


def room_faults(dialog: QDialog) -> list[str]:
    """Look for words that are cut."""
    found = []
    for kind in (QPushButton, QCheckBox, QLabel):
        for each in of(dialog, kind):
            if isinstance(each, ElidedLabel) or (isinstance(each, QLabel) and each.wordWrap()):
                continue
            wanted = each.minimumSizeHint() if isinstance(each, QLabel) else each.sizeHint()
            if each.width() < wanted.width() or each.height() < wanted.height() - 1:
                found.append(f"“{each.text()}” is cut")  # type: ignore[attr-defined]
    return found


def test_every_dialog_is_made_alike(
    qtbot: QtBot, window: Window, reading_project: Path, tmp_path: Path, large: None
) -> None:
    found: dict[str, list[str]] = {}
    for name, open_one in EVERY.items():
        if name in OF_QT:
            continue
        window.files.open_path(reading_project)
        open_one(window, tmp_path)
        qtbot.waitUntil(lambda n=name: bool(shown(window, n)))
        [dialog] = shown(window, name)
        QApplication.processEvents()
        if wrong := faults(dialog):
            found[name] = wrong
        dialog.activateWindow()
        inside = dialog.focusWidget()
        if inside is None:
            found.setdefault(name, []).append("nothing has the focus")
        qtbot.keyClick(inside or dialog, Qt.Key.Key_Escape)
        if any(each.isVisible() for each in shown(window, name)):
            found.setdefault(name, []).append("Escape does not close it")
        window.session.close()
        for each in shown(window):
            each.done(0)
    assert found == {}
