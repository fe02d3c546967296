"""The codebook screen, driven by keys, clicks and drops."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.codetree import CodeTree
from desktop_app.core.model import Annotation, NoteTarget, Op, PropertyRule, Role
from desktop_app.core.project import Project
from desktop_app.formats.codebooks import Wish, export_codebook
from desktop_app.gui.codebook.comparing import CompareDialog
from desktop_app.gui.codebook.gallery import GalleryDialog, list_ready, own_folder
from desktop_app.gui.codebook.importing import ImportDialog
from desktop_app.gui.codebook.older import OlderPane
from desktop_app.gui.codebook.quotes import KEY, PLACE
from desktop_app.gui.codebook.screen import CodebookScreen
from desktop_app.gui.codebook.split import SplitDialog
from desktop_app.gui.dialogs.choice import Choice
from desktop_app.gui.window import Window
from tests.gui.conftest import annotations_of, select


@pytest.fixture
def screen(window: Window) -> CodebookScreen:
    window.acts["codebook.open"].trigger()
    made = window.results.panel("codebook")
    assert isinstance(made, CodebookScreen)
    return made


def tree(window: Window) -> CodeTree:
    return window.session.tree


def paths(window: Window) -> list[str]:
    return [tree(window).path(code.id) for code in tree(window)]


def take(screen: CodebookScreen, *names: str) -> None:
    """Select codes in the list by clicking on them, the later ones with Ctrl."""
    for number, name in enumerate(names):
        index = screen.rows.index_of(screen.session.tree.find(name).id)
        screen.list.scrollTo(index)
        QTest.mouseClick(
            screen.list.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ControlModifier if number else Qt.KeyboardModifier.NoModifier,
            screen.list.visualRect(index).center(),
        )


T = TypeVar("T", bound=QDialog)


def dialog_of(window: Window, kind: type[T], qtbot: QtBot) -> T:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(kind)))
    return next(each for each in window.findChildren(kind) if each.isVisible())


def mark(window: Window, words: str, key: str) -> Annotation:
    select(window, words)
    QTest.keyClicks(window.reader, key)
    return annotations_of(window)[-1]


def test_what_is_typed_is_kept_as_one_step_after_a_pause(
    window: Window, screen: CodebookScreen, qtbot: QtBot
) -> None:
    project = window.session.project
    assert project is not None
    steps = len(project.history())
    take(screen, "Irony")
    field = screen.form.texts["when_to_use"]
    field.setFocus()
    QTest.keyClicks(field, "Only where it is meant")
    qtbot.waitUntil(lambda: tree(window).find("Irony").when_to_use != "")
    assert tree(window).find("Irony").when_to_use == "Only where it is meant"
    assert len(project.history()) == steps + 1
    window.acts["coding.undo"].trigger()
    assert field.text() == ""


def test_another_code_or_act_keeps_what_was_typed_first(
    window: Window, screen: CodebookScreen
) -> None:
    take(screen, "Irony")
    QTest.keyClicks(screen.form.texts["note"], "Doubtful")
    take(screen, "Hypophora")
    project = window.session.project
    assert project is not None
    about = [note.text for note in core.notes.list_notes(project)]
    assert about == ["Doubtful"]
    QTest.keyClicks(screen.form.texts["source"], "Lanham")
    mark(window, "Who would answer?", "h")
    assert tree(window).find("Hypophora").source == "Lanham"


def test_a_name_that_is_taken_is_refused_where_it_is_typed(
    window: Window, screen: CodebookScreen
) -> None:
    take(screen, "Irony")
    screen.form.name.setFocus()
    screen.form.name.selectAll()
    QTest.keyClicks(screen.form.name, "Hypophora")
    QTest.keyClick(screen.form.name, Qt.Key.Key_Return)
    assert "already a code" in screen.form.problem.text()
    assert screen.form.problem.isVisible()
    assert "Figure > Irony" in paths(window)


def test_roles_and_properties_are_edited_in_rows(window: Window, screen: CodebookScreen) -> None:
    take(screen, "Irony")
    form = screen.form
    for name in ("said", "meant"):
        QTest.mouseClick(form.roles.add, Qt.MouseButton.LeftButton)
        QTest.keyClicks(QApplication.focusWidget(), name)
    form.flush()
    assert tree(window).find("Irony").roles == (Role("said"), Role("meant"))
    QTest.mouseClick(form.properties.add, Qt.MouseButton.LeftButton)
    QTest.keyClicks(QApplication.focusWidget(), "strength")
    form.flush()
    assert tree(window).find("Irony").properties == ()
    assert form.problem.isVisible()
    line = form.properties._lines[0]
    QTest.keyClicks(line.allowed, "weak | strong")  # type: ignore[attr-defined]
    form.flush()
    rule = PropertyRule("strength", "choice", ("weak", "strong"))
    assert tree(window).find("Irony").properties == (rule,)
    assert not form.problem.isVisible()


def test_a_field_that_nobody_touched_is_never_written(
    window: Window, screen: CodebookScreen
) -> None:
    with window.session.change(Op.EDIT_CODE) as change:
        irony = tree(window).find("Irony").id
        core.codebook.edit_code(change, irony, name="Iro\nny", full_definition="a\r\nb\u2029c")
    take(screen, "Iro\nny")
    QTest.keyClicks(screen.form.texts["example"], "x")
    screen.form.flush()
    code = tree(window).get(irony)
    assert code is not None
    assert (code.name, code.full_definition, code.example) == ("Iro\nny", "a\r\nb\u2029c", "x")


def test_the_filter_shows_what_matches_with_what_stands_above(
    window: Window, screen: CodebookScreen, qtbot: QtBot
) -> None:
    screen.filter.setText("anti")
    qtbot.waitUntil(lambda: screen.rows.rowCount() == 2)
    QTest.keyClick(screen.filter, Qt.Key.Key_Return)
    assert [code.name for code in screen.chosen()] == ["Antithesis"]
    screen.filter.setText("zzz")
    qtbot.waitUntil(lambda: screen.rows.rowCount() == 0)
    assert "No code matches" in screen.empty.text()


def test_keys_close_move_and_make_codes(window: Window, screen: CodebookScreen) -> None:
    take(screen, "Figure")
    QTest.keyClick(screen.list, Qt.Key.Key_Left)
    assert screen.rows.rowCount() == 1
    QTest.keyClick(screen.list, Qt.Key.Key_Right)
    assert screen.rows.rowCount() == 4
    take(screen, "Hypophora")
    QTest.keyClick(screen.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert paths(window)[1] == "Figure > Hypophora"
    QTest.keyClick(screen.list, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert paths(window)[-1] == "Hypophora"
    QTest.mouseClick(screen.add, Qt.MouseButton.LeftButton)
    QTest.keyClicks(QApplication.focusWidget(), "Litotes")
    screen.form.flush()
    assert "Litotes" in paths(window)


def test_several_are_dragged_together(window: Window, screen: CodebookScreen, qtbot: QtBot) -> None:
    take(screen, "Irony", "Antithesis")
    data = screen.rows.mimeData(screen.list.selectionModel().selectedIndexes())
    target = screen.rows.index_of(tree(window).find("Hypophora").id)
    screen.rows.dropMimeData(data, Qt.DropAction.MoveAction, -1, 0, target)
    qtbot.waitUntil(lambda: "Figure > Hypophora > Irony" in paths(window))
    project = window.session.project
    assert project is not None
    assert project.history()[-1].op == Op.MOVE_CODES


def test_merging_says_what_it_does_and_does_it(
    window: Window, screen: CodebookScreen, qtbot: QtBot
) -> None:
    mark(window, "We came", "i")
    mark(window, "We came", "h")
    take(screen, "Irony", "Hypophora")
    screen.deeds.merge([code.id for code in screen.chosen()], tree(window).find("Irony").id)
    choice = dialog_of(window, Choice, qtbot)
    said = choice.accessibleDescription()
    assert said.startswith(
        "Merge ‘Hypophora’ into ‘Irony’? 1 annotation will come to it; 1 of them"
    )
    QTest.mouseClick(choice.buttons["do"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Figure > Hypophora" not in paths(window))
    assert len(annotations_of(window)) == 1


def test_deleting_tells_what_hangs_on_a_branch(
    window: Window, screen: CodebookScreen, qtbot: QtBot
) -> None:
    mark(window, "We came", "i")
    take(screen, "Figure")
    QTest.keyClick(screen.list, Qt.Key.Key_Delete)
    choice = dialog_of(window, Choice, qtbot)
    said = choice.accessibleDescription()
    assert said.startswith(
        "Delete ‘Figure’ and 3 codes below it? They have 1 annotation by 1 coder"
    )
    QTest.mouseClick(choice.buttons["keep"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: paths(window) == [])
    assert [each.code_id for each in annotations_of(window)] == [None]


def test_a_split_is_walked_through_by_figures(
    window: Window, screen: CodebookScreen, qtbot: QtBot
) -> None:
    for words in ("We came", "nobody answered", "patience"):
        mark(window, words, "i")
    screen.deeds.split(tree(window).find("Irony").id)
    dialog = dialog_of(window, SplitDialog, qtbot)
    dialog.edit.setPlainText("Dry\nBitter")
    dialog.walk.setFocus()
    QTest.keyClicks(dialog.walk, "2")
    QTest.keyClick(dialog.walk, Qt.Key.Key_Space)
    QTest.keyClicks(dialog.walk, "1")
    QTest.mouseClick(dialog.do, Qt.MouseButton.LeftButton)

    def where() -> list[str]:
        return [tree(window).path(each.code_id) for each in annotations_of(window)]

    wanted = ["Figure > Irony > Bitter", "Figure > Irony", "Figure > Irony > Dry"]
    qtbot.waitUntil(lambda: where() == wanted)


def test_older_wordings_are_walked_through_and_confirmed(
    window: Window, screen: CodebookScreen
) -> None:
    mark(window, "We came", "i")
    mark(window, "patience", "i")
    take(screen, "Irony")
    QTest.keyClicks(screen.form.texts["full_definition"], "Says less")
    screen.form.flush()
    screen.tabs.setCurrentIndex(2)
    page = screen.wordings
    assert page.list.count() == 2
    assert page.older.count() == 2
    page.older.setFocus()
    page.older.setCurrentRow(0)
    assert window.session.annotation_id
    assert window.reader.isVisible()
    QTest.mouseClick(page.confirm, Qt.MouseButton.LeftButton)
    assert page.older.count() == 1
    page.why.setText("The seminar asked")
    QTest.keyClick(page.why, Qt.Key.Key_Return)
    assert "The seminar asked" in page.list.item(0).text()
    QTest.mouseClick(page.confirm_all, Qt.MouseButton.LeftButton)
    assert page.older.count() == 0


def test_a_passage_becomes_an_example(window: Window, screen: CodebookScreen) -> None:
    mark(window, "We came", "i")
    window.acts["codebook.use_example"].trigger()
    take(screen, "Irony")
    screen.tabs.setCurrentIndex(1)
    item = screen.examples.list.item(0)
    assert (item.text(), item.data(PLACE)) == ("We came", "Example: Patience, 1.1, Reader A")
    window.acts["codebook.use_non_example"].trigger()
    assert "Non-example" in screen.examples.list.item(0).data(PLACE)
    QTest.mouseClick(screen.examples.drop, Qt.MouseButton.LeftButton)
    assert screen.examples.list.count() == 0


# Files
def write(tmp_path: Path, text: str, name: str = "theirs.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_dropped_table_is_asked_about_and_its_differences_are_ticked(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    path = write(tmp_path, "tag,description\nFigure,All\nFigure.Litotes,x\nOther,y\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    window.dropEvent(drop)
    choice = dialog_of(window, Choice, qtbot)
    assert set(choice.buttons) == {"codebook", "segments", "text"}
    QTest.mouseClick(choice.buttons["codebook"], Qt.MouseButton.LeftButton)
    dialog = dialog_of(window, ImportDialog, qtbot)
    rows = dialog.view.rows
    kinds = [rows.data(rows.index(at, 1)) for at in range(rows.rowCount())]
    assert kinds == ["Changed", "New", "New", "Missing", "Missing", "Missing"]
    assert "All" in dialog.view.after.toPlainText()
    box = dialog.view.table.visualRect(rows.index(2, 0))
    # Row by row: the tick of one is taken away by a click on it.
    QTest.mouseClick(
        dialog.view.table.viewport(), Qt.MouseButton.LeftButton, pos=box.topLeft() + QPoint(12, 13)
    )
    assert len(rows.chosen) == 2
    QTest.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Figure > Litotes" in paths(window))
    assert "Other" not in paths(window)
    assert tree(window).find("Figure").full_definition == "All"


def test_a_mapping_is_changed_and_shown_at_once(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    window.book.import_path(write(tmp_path, "A/B,one\nA/C,two\n"))
    dialog = dialog_of(window, ImportDialog, qtbot)
    rows = dialog.view.rows

    def shown() -> list[str]:
        return [rows.data(rows.index(at, 2)) for at in range(rows.rowCount())][:2]

    assert shown() == ["A/B", "A/C"]
    dialog.separator.setCurrentIndex(dialog.separator.findData("/"))
    assert shown() == ["A", "A > B"]
    dialog.columns[1].setCurrentIndex(dialog.columns[1].findData("when_to_use"))
    dialog.columns[0].setCurrentIndex(0)
    assert dialog.problem.isVisible()
    assert not dialog.do.isEnabled()
    dialog.columns[0].setCurrentIndex(dialog.columns[0].findData("code"))
    QTest.mouseClick(dialog.view.none, Qt.MouseButton.LeftButton)
    assert not dialog.do.isEnabled()
    QTest.mouseClick(dialog.view.all, Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "A > C" in paths(window))
    assert tree(window).find("A > B").when_to_use == "one"


def test_a_bad_file_is_said_and_changes_nothing(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    before = paths(window)
    said: list[str] = []
    window.session.told.connect(said.append)
    window.book.import_path(write(tmp_path, "tag,description\nA,x\nA,y\n"))
    qtbot.waitUntil(lambda: any("Row 3" in each for each in said))
    assert paths(window) == before


def test_a_codebook_is_written_in_the_format_of_its_name(
    window: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "book.qdc"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    said: list[str] = []
    window.session.told.connect(said.append)
    window.acts["codebook.export"].trigger()
    qtbot.waitUntil(lambda: any("4 codes" in each for each in said))
    assert out.exists()
    assert any("cannot hold" in each for each in said)


def test_a_scheme_is_taken_by_branch_and_our_own_is_kept(window: Window, qtbot: QtBot) -> None:
    dialog = window.book.gallery()
    assert isinstance(dialog, GalleryDialog)
    titles = [each.title for each in list_ready()]
    assert len(titles) >= 15
    dialog.list.setCurrentRow(0)
    assert dialog.ticked()
    for at in range(1, dialog.tree.topLevelItemCount()):
        item = dialog.tree.topLevelItem(at)
        assert item is not None
        item.setCheckState(0, Qt.CheckState.Unchecked)
    count, before = len(dialog.ticked()), len(paths(window))
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(paths(window)) == before + count)
    assert window.book.save_ready("Seminar / 2026") is not None
    assert [path.name for path in own_folder().iterdir()] == ["Seminar-2026.yaml"]
    assert list_ready()[0].title == "Seminar / 2026"


def test_two_moments_are_compared(window: Window, qtbot: QtBot) -> None:
    with window.session.change(Op.EDIT_CODE) as change:
        irony = tree(window).find("Irony").id
        core.codebook.edit_code(change, irony, full_definition="Says less")
    dialog = window.book.compare()
    assert isinstance(dialog, CompareDialog)
    rows = dialog.view.rows
    assert [rows.data(rows.index(0, at)) for at in (1, 2, 3)] == [
        "Changed",
        "Figure > Irony",
        "Definition",
    ]
    assert "Says less" in dialog.view.after.toPlainText()
    marked = [each.cursor.selectedText() for each in dialog.view.after.extraSelections()]
    assert marked == ["Says less"]
    dialog.choice.setCurrentIndex(dialog.choice.findData(0))
    dialog._choose()
    assert rows.rowCount() == 4
    dialog.until.setCurrentIndex(dialog.until.findData(dialog.choice.itemData(1)))
    dialog._choose()
    fields = dialog.view.after.toPlainText()
    assert rows.rowCount() == 4
    assert "Says less" not in fields
    other = window.session.project
    assert other is not None
    book = core.books.read_book(other)
    dialog.until.setCurrentIndex(0)
    dialog.show_file(other.path, core.books.Book(book.entries[:2]))
    assert [rows.data(rows.index(at, 1)) for at in range(rows.rowCount())] == ["New", "New"]
    dialog.close()


@pytest.mark.parametrize("act", ["import", "compare"])
def test_a_codebook_that_a_spreadsheet_saved_anew_is_the_same(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    project = window.session.project
    assert project is not None
    with window.session.change(Op.EDIT_CODE) as change:
        irony = tree(window).find("Irony").id
        core.codebook.edit_code(change, irony, when_to_use="- one\n- two")
    path = tmp_path / "again.csv"
    export_codebook(Wish(project, "Mine", path))
    path.write_bytes(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    dialog: ImportDialog | CompareDialog | None
    if act == "import":
        window.book.import_path(path)
        qtbot.waitUntil(lambda: bool(window.findChildren(ImportDialog)))
        dialog = window.findChildren(ImportDialog)[-1]
    else:
        dialog = window.book.compare()
        assert isinstance(dialog, CompareDialog)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        dialog.fileWanted.emit()
        shown = dialog.choice
        qtbot.waitUntil(lambda: "again.csv" in shown.currentText())
    assert dialog.view.rows.rowCount() == 0
    dialog.reject()


def test_a_project_without_codes_is_offered_the_gallery(window: Window, tmp_path: Path) -> None:
    Project.create(tmp_path / "bare.diple", "Reader A").close()
    window.files.open_path(tmp_path / "bare.diple")
    assert window.notices.notice("codebook") is not None
    with window.session.change(Op.CREATE_CODE) as change:
        core.codebook.create_code(change, "First")
    assert window.notices.notice("codebook") is None


def test_the_card_leads_to_the_whole_entry_and_tells_what_is_older(window: Window) -> None:
    irony = tree(window).find("Irony").id
    mark(window, "We came", "i")
    with window.session.change(Op.EDIT_CODE) as change:
        core.codebook.edit_code(change, irony, when_to_use="Only where it is meant", example="Oh")
    rules = window.annotation.rules
    assert rules.older.isVisibleTo(window.annotation)
    rules.entry.click()
    screen = window.results.panel("codebook")
    assert isinstance(screen, CodebookScreen)
    assert [code.id for code in screen.chosen()] == [irony]


def test_the_card_says_right_below_its_name_what_a_code_means(window: Window) -> None:
    irony = tree(window).find("Irony").id
    with window.session.change(Op.EDIT_CODE) as change:
        core.codebook.edit_code(change, irony, brief_definition="Says the reverse")
    mark(window, "We came", "i")
    panel = window.annotation
    assert panel.brief.isVisible()
    assert panel.brief.text() == "Says the reverse"
    window.session.set_current("")
    panel.show_code(irony)
    assert not panel.brief.isVisible()  # there the rules begin with it


def test_a_passage_in_words_is_listed_and_dropped(window: Window, screen: CodebookScreen) -> None:
    irony = tree(window).find("Irony").id
    there = core.examples.Citation("example", "Oh, fine", "Letter", "2.1", "Mira", "", "x")
    with window.session.change(Op.ADD_EXAMPLE) as change:
        core.examples.link_examples(change, {irony: [there]})
    take(screen, "Irony")
    screen.tabs.setCurrentIndex(1)
    item = screen.examples.list.item(0)
    assert item.text() == "Oh, fine"
    assert item.data(PLACE) == "Example: Letter, 2.1, Mira (not in this project)"
    QTest.mouseClick(screen.examples.drop, Qt.MouseButton.LeftButton)
    assert screen.examples.list.count() == 0
    window.acts["coding.undo"].trigger()
    assert screen.examples.list.count() == 1


def test_a_retired_code_is_offered_no_more(window: Window) -> None:
    with window.session.change(Op.RETIRE_CODE) as change:
        core.branches.retire_codes(change, [tree(window).find("Irony").id])
    said: list[str] = []
    window.session.told.connect(said.append)
    select(window, "We came")
    QTest.keyClicks(window.reader, "i")
    assert annotations_of(window) == []
    assert "retired" in said[-1]


def test_typing_without_a_pause_is_kept_within_two_seconds(
    window: Window, screen: CodebookScreen, qtbot: QtBot
) -> None:
    take(screen, "Irony")
    field = screen.form.texts["note"]
    for _ in range(13):  # 2.6 s in which no pause is as long as the usual one
        QTest.keyClicks(field, "on ")
        qtbot.wait(200)
    project = window.session.project
    assert project is not None
    target = NoteTarget("code", tree(window).find("Irony").id)
    assert core.notes.read_note(project, target).startswith("on on on")


def test_a_split_knows_keys_for_more_than_nine_codes(
    window: Window, screen: CodebookScreen, qtbot: QtBot
) -> None:
    for words in ("We came", "nobody answered"):
        mark(window, words, "i")
    screen.deeds.split(tree(window).find("Irony").id)
    dialog = dialog_of(window, SplitDialog, qtbot)
    dialog.edit.setPlainText("\n".join(f"Kind {number}" for number in range(1, 13)))
    dialog.walk.setFocus()
    QTest.keyClicks(dialog.walk, "z9c")
    QTest.mouseClick(dialog.do, Qt.MouseButton.LeftButton)

    def kinds() -> list[str]:
        where = [tree(window).get(each.code_id) for each in annotations_of(window)]
        return [each.name for each in where if each]

    qtbot.waitUntil(lambda: kinds() == ["Kind 9", "Kind 12"])


def test_ready_codes_go_below_the_code_in_hand(
    window: Window, screen: CodebookScreen, qtbot: QtBot
) -> None:
    take(screen, "Irony")
    before = len(paths(window))
    dialog = window.book.gallery()
    assert isinstance(dialog, GalleryDialog)
    QTest.mouseClick(dialog.below, Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    count = len(dialog.ticked())
    tops = [entry.name for entry in dialog.book.entries if entry.parent_id is None]
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(paths(window)) == before + count)
    below = [code.name for code in tree(window).children(tree(window).find("Irony").id)]
    assert below == tops


def test_every_ready_codebook_comes_whole_and_by_branch(window: Window, qtbot: QtBot) -> None:
    for at in range(len(list_ready())):
        dialog = window.book.gallery()
        assert isinstance(dialog, GalleryDialog)
        dialog.list.setCurrentRow(at)
        tops = [dialog.tree.topLevelItem(n) for n in range(dialog.tree.topLevelItemCount())]
        for top in tops[1:] if at % 2 else ():
            assert top is not None
            top.setCheckState(0, Qt.CheckState.Unchecked)
        wanted = {dialog.book.paths[key] for key in dialog.ticked()}
        assert wanted
        QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
        for other in window.findChildren(ImportDialog):
            if other.isVisible():
                QTest.mouseClick(other.do, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: wanted <= set(paths(window)))  # noqa: B023


def test_what_is_older_in_the_whole_project_is_walked_through(window: Window, qtbot: QtBot) -> None:
    window.acts["results.older"].trigger()
    pane = window.results.panel("older")
    assert isinstance(pane, OlderPane)
    assert pane.stack.currentWidget() is pane.empty
    mark(window, "We came", "i")
    made = mark(window, "patience", "i")
    with window.session.change(Op.RECODE) as change:
        core.annotations.recode(change, made.id, tree(window).find("Figure").id)
    for name in ("Irony", "Figure"):
        with window.session.change(Op.EDIT_CODE) as change:
            code = tree(window).find(name)
            core.codebook.edit_code(change, code.id, full_definition="Says less")
    mark(window, "nobody answered", "i")
    assert pane.list.count() == 2
    assert {str(pane.list.item(at).data(PLACE)).split(",")[0] for at in range(2)} == {
        "Figure > Irony",
        "Figure",
    }
    pane.list.setFocus()
    pane.list.setCurrentRow(1)
    assert window.session.annotation_id == pane.list.item(1).data(KEY)
    QTest.mouseClick(pane.confirm, Qt.MouseButton.LeftButton)
    assert pane.list.count() == 1
    window.acts["coding.undo"].trigger()
    assert pane.list.count() == 2
    steps = len(window.session.project.history()) if window.session.project else 0
    QTest.mouseClick(pane.confirm_all, Qt.MouseButton.LeftButton)
    assert pane.stack.currentWidget() is pane.empty
    assert window.session.project is not None
    assert len(window.session.project.history()) == steps + 1


def test_great_codebooks_are_compared_in_a_thread(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.gui.codebook.comparing.MANY", 0)
    with window.session.change(Op.EDIT_CODE) as change:
        irony = tree(window).find("Irony").id
        core.codebook.edit_code(change, irony, full_definition="Says less")
    dialog = window.book.compare()
    assert isinstance(dialog, CompareDialog)
    rows = dialog.view.rows
    assert rows.rowCount() == 0
    dialog.choice.setCurrentIndex(dialog.choice.findData(0))
    dialog._choose()
    qtbot.waitUntil(lambda: rows.rowCount() == 4)
    qtbot.wait(50)
    assert rows.rowCount() == 4, "what was asked before does not come late"
    again = window.book.compare()
    assert isinstance(again, CompareDialog)
    again.reject()
    qtbot.wait(50)


def test_a_screen_that_is_out_of_sight_is_laid_anew_when_it_comes_back(
    window: Window, screen: CodebookScreen
) -> None:
    screen.hide()
    with window.session.change(Op.CREATE_CODE) as change:
        made = core.codebook.create_code(change, "Later")
    assert not screen.rows.index_of(made).isValid()
    screen.show()
    assert screen.rows.index_of(made).isValid()
    screen.hide()
    with window.session.change(Op.RENAME_CODE) as change:
        core.codebook.edit_code(change, made, name="Renamed")
    screen.go_to(made)
    assert screen.chosen()[0].name == "Renamed"


def test_a_field_is_as_high_as_its_text_at_every_width(
    window: Window, screen: CodebookScreen, qtbot: QtBot
) -> None:
    take(screen, "Irony")
    field = screen.form.texts["full_definition"]
    field.fill("What is said is not what is meant, and both are to be heard. " * 9)

    def lines_fit() -> bool:
        lines = field.document().firstBlock().lineCount()
        return field.height() >= lines * field.fontMetrics().lineSpacing() and lines > 2

    qtbot.waitUntil(lines_fit)
    wide = field.height()
    window.resize(900, 600)
    qtbot.waitUntil(lambda: lines_fit() and field.height() > wide)
    qtbot.waitUntil(lambda: not field.verticalScrollBar().maximum())
