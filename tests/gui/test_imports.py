"""Texts in by the window: by dialog, folder, drop and paste; guesses looked at; stopped."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app import core, formats
from desktop_app.core.project import Project
from desktop_app.gui.dialogs.encodings import EncodingDialog
from desktop_app.gui.dialogs.paste import PasteDialog, guess_title
from desktop_app.gui.dialogs.report import ReportDialog
from desktop_app.gui.window import Window

RUSSIAN = "Мы пришли, чтобы спросить, и никто не ответил. Это называют терпением."


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with texts of several kinds and things that are none."""
    folder = tmp_path / "letters"
    (folder / "older").mkdir(parents=True)
    (folder / "letter 2.txt").write_bytes("\ufeffDear sir,\r\nno.".encode())
    (folder / "letter 10.md").write_text("# Dear *madam*\n\nyes.")
    (folder / "older" / "broken.docx").write_bytes(b"PK\x03\x04")
    (folder / "older" / "photo.jpg").write_bytes(b"\xff\xd8")
    return folder


def drop(window: Window, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none = Qt.KeyboardModifier.NoModifier
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none))


def titles(window: Window) -> list[str]:
    assert window.session.project is not None
    return [each.title for each in core.documents.list_documents(window.session.project)]


def report_of(qtbot: QtBot, window: Window) -> str:
    qtbot.waitUntil(lambda: window.findChild(ReportDialog) is not None)
    dialog = window.findChild(ReportDialog)
    assert dialog is not None
    said = dialog.report.toPlainText()
    dialog.close()
    return said


def asked(qtbot: QtBot, window: Window) -> EncodingDialog:
    qtbot.waitUntil(lambda: window.findChild(EncodingDialog) is not None)
    dialog = window.findChild(EncodingDialog)
    assert dialog is not None
    return dialog


def choose(dialog: EncodingDialog, name: str) -> None:
    """Pick an encoding as a user does."""
    dialog.encodings.setCurrentIndex(dialog.encodings.findData(name))
    dialog.encodings.activated.emit(dialog.encodings.currentIndex())


def test_a_dropped_folder_comes_in_as_one_step(qtbot: QtBot, window: Window, files: Path) -> None:
    with qtbot.waitSignal(window.imports.imported) as heard:
        drop(window, files)
    said = report_of(qtbot, window)
    assert titles(window) == ["Patience", "letter 2", "letter 10"]
    assert window.reading.text == "Dear sir,\nno."
    assert "byte order mark" in said
    assert "broken.docx is damaged" in said
    assert "photo.jpg" in said
    assert [(type(i), read.title) for i, read in heard.args[0]] == [
        (str, "letter 2"),
        (str, "letter 10"),
    ]
    assert window.acts["coding.undo"].text() == "Undo import 2 documents"
    window.acts["coding.undo"].trigger()
    assert titles(window) == ["Patience"]


def test_a_folder_by_the_menu(
    qtbot: QtBot, window: Window, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: str(files))
    window.acts["imports.folder"].trigger()
    assert "Left out" in report_of(qtbot, window)
    assert len(titles(window)) == 3


def test_a_dropped_file_of_another_kind_is_named(qtbot: QtBot, window: Window, files: Path) -> None:
    drop(window, files / "older" / "photo.jpg")
    assert "photo.jpg is of a kind that Diple does not read" in report_of(qtbot, window)
    assert titles(window) == ["Patience"]


def test_a_dropped_project_is_opened(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "OTHER.DIPLE"
    Project.create(path, "Reader").close()
    drop(window, path)
    assert window.session.project is not None
    assert window.session.project.path == path


def test_a_clean_text_comes_in_without_a_dialog(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Only words.")
    drop(window, tmp_path / "a.txt")
    qtbot.waitUntil(lambda: window.reading.text == "Only words.")
    assert window.status.said.text() == "“a” imported, 11 characters"
    assert window.findChild(ReportDialog) is None


def test_a_mark_that_contradicts_the_chosen_encoding_is_told(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffDéjà vu à Noël où? ".encode() * 9 + b"\xe9")
    drop(window, tmp_path / "a.txt")
    dialog = asked(qtbot, window)
    assert "mark of another encoding" not in dialog.hint.text()
    choose(dialog, "cp1252")
    qtbot.waitUntil(lambda: dialog.preview.toPlainText().startswith("DÃ©jÃ"))
    assert "mark of another encoding" in dialog.hint.text()
    dialog.import_button.click()
    assert "mark of another encoding" in report_of(qtbot, window)


def test_a_guess_is_looked_at_and_changed(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_bytes(f"{RUSSIAN} {name}".encode("cp1251"))
    drop(window, tmp_path / "a.txt", tmp_path / "b.txt")
    dialog = asked(qtbot, window)
    assert dialog.preview.toPlainText() == f"{RUSSIAN} a"
    assert dialog.encodings.currentText() == "Cyrillic (cp1251)"
    choose(dialog, "koi8-r")
    assert not dialog.import_button.isEnabled()
    qtbot.waitUntil(lambda: dialog.preview.toPlainText() != f"{RUSSIAN} a")
    choose(dialog, "utf-8")
    qtbot.waitUntil(lambda: "not written in utf-8" in dialog.preview.toPlainText())
    assert not dialog.import_button.isEnabled()
    dialog.files.setCurrentRow(1)
    assert dialog.preview.toPlainText() == f"{RUSSIAN} b"
    dialog.files.setCurrentRow(0)
    choose(dialog, "cp1251")
    qtbot.waitUntil(dialog.import_button.isEnabled)
    assert titles(window) == ["Patience"]
    qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    assert titles(window) == ["Patience", "a", "b"]
    assert window.reading.text == f"{RUSSIAN} a"


def test_the_preview_begins_where_letters_tell(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    plain = "Nothing but plain words here.\n" * 300
    (tmp_path / "a.txt").write_bytes(f"{plain}Un garçon, déjà là, s'en alla.\n".encode("cp1252"))
    drop(window, tmp_path / "a.txt")
    dialog = asked(qtbot, window)
    assert "garçon" in dialog.preview.toPlainText()
    marked = [each.cursor.selectedText() for each in dialog.preview.extraSelections()]
    assert marked == ["ç", "é", "à", "à"]
    dialog.reject()


def test_leaving_the_question_changes_nothing(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(RUSSIAN.encode("cp1251"))
    drop(window, tmp_path / "a.txt")
    asked(qtbot, window).close()
    assert titles(window) == ["Patience"]
    assert "nothing was changed" in window.status.said.text()


def test_emphasis_is_shown_in_the_text(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Head\n\nOne *two* three.")
    drop(window, tmp_path / "a.md")
    report_of(qtbot, window)
    assert window.reading.text == "Head\n\nOne two three."
    before = window.reader.grab().toImage()
    window.reader.set_formatting([])
    plain = window.reader.grab().toImage()
    assert before != plain
    window.reading.show_document()
    assert window.reader.grab().toImage() == before


def test_a_pasted_text_comes_in_under_its_title(qtbot: QtBot, window: Window) -> None:
    QApplication.clipboard().setText("A speech\n\nWe came\u00a0here 😀.\r\n")
    window.acts["imports.paste"].trigger()
    dialog = window.findChild(PasteDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.title.text() == "A speech"
    dialog.title.clear()
    assert not dialog.import_button.isEnabled()
    qtbot.keyClicks(dialog.title, "Pasted")
    qtbot.keyClick(dialog.title, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(window) == ["Patience", "Pasted"])
    assert window.reading.text == "A speech\n\nWe came\u00a0here 😀.\n"
    assert window.session.project is not None
    document = core.documents.list_documents(window.session.project)[-1]
    assert (document.format, document.source_name) == ("pasted", "")


def test_an_empty_paste_cannot_come_in(qtbot: QtBot, window: Window) -> None:
    QApplication.clipboard().clear()
    window.acts["imports.paste"].trigger()
    dialog = window.findChild(PasteDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.title, "Empty")
    qtbot.keyClicks(dialog.text, "  ")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    dialog.close()
    assert titles(window) == ["Patience"]


def test_only_a_short_first_line_is_proposed_as_a_title() -> None:
    assert guess_title("\n  Two\t words \nmore") == "Two words"
    assert guess_title("x" * 80) == ""
    assert guess_title("") == ""


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Reading waits for this, and then tells its progress."""
    gate = threading.Event()
    read = formats.read_text

    def wait_and_read(
        path: Path, encoding: str | None = None, progress: Callable[[int, int], None] = print
    ) -> formats.ReadText:
        gate.wait(60)
        progress(1, 2)
        return read(path, encoding)

    monkeypatch.setattr(formats, "read_text", wait_and_read)
    return gate


def test_reading_one_file_can_be_stopped(
    qtbot: QtBot, window: Window, files: Path, gate: threading.Event
) -> None:
    drop(window, files / "letter 2.txt")
    assert window.status.cancel.isVisible()
    qtbot.mouseClick(window.status.cancel, Qt.MouseButton.LeftButton)
    gate.set()
    qtbot.waitUntil(lambda: "nothing was changed" in window.status.said.text())
    assert titles(window) == ["Patience"]


def test_a_text_never_lands_in_another_project(
    qtbot: QtBot, window: Window, files: Path, gate: threading.Event, tmp_path: Path
) -> None:
    other = tmp_path / "other.diple"
    Project.create(other, "Reader").close()
    drop(window, files / "letter 2.txt")
    window.files.open_path(other)
    gate.set()
    qtbot.waitUntil(lambda: "nothing was changed" in window.status.said.text())
    assert titles(window) == []
