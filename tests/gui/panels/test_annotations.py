"""The list of annotations in reading order, which follows the text and leads back to it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.model import NewAnnotation, NewPart, NoteTarget, Op
from desktop_app.core.texts import Numbering
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.panels.annotations import AnnotationsPanel
from desktop_app.gui.panels.annotations import panel as panel_module
from desktop_app.gui.panels.annotations.rows import read_rows, row_of
from tests.builders import SPEECH
from tests.gui.panels.conftest import Show


@pytest.fixture
def panel(session: Session, show: Show) -> AnnotationsPanel:
    made = AnnotationsPanel(session)
    made.set_numbering(Numbering(SPEECH))
    show(made)
    return made


def lines(panel: AnnotationsPanel) -> list[tuple[str, str, str]]:
    rows = [panel.model.row_at(panel.model.index(row)) for row in range(panel.model.rowCount())]
    return [(panel.model.name(r), r.line, panel.model.reference(r)) for r in rows if r]


def in_hand(panel: AnnotationsPanel) -> str:
    index = panel.view.currentIndex()
    return str(index.data()) if index.isValid() else ""


def test_annotations_stand_in_reading_order_with_place_and_coder(panel: AnnotationsPanel) -> None:
    assert lines(panel) == [
        ("Naming", "We came", "1.1 · A"),
        ("Antithesis", "order 😀", "2.1 · A"),
        (words.PLAIN_HIGHLIGHT, "café", "3.1 · A"),
        ("Irony", "An unstated premise", "B"),
    ]


def test_another_document_has_its_own_list(panel: AnnotationsPanel) -> None:
    assert panel.session.project is not None
    letter = core.documents.find_document(panel.session.project, "Letter")
    panel.session.open_document(letter.id)
    assert [line for _, line, _ in lines(panel)] == ["Dear", "a great success"]


def test_a_new_annotation_takes_its_place(panel: AnnotationsPanel) -> None:
    with panel.session.change(Op.HIGHLIGHT) as change:
        core.annotations.apply_code(change, panel.session.document_id, [NewPart(9, 17)], None)
    assert [line for _, line, _ in lines(panel)][:3] == ["We came", "We spoke", "order 😀"]


def test_a_changed_note_is_shown_where_there_are_no_words(panel: AnnotationsPanel) -> None:
    row = panel.model.row_at(panel.model.index(3))
    assert row is not None
    with panel.session.change(Op.WRITE_NOTE) as change:
        core.notes.write_note(change, NoteTarget("annotation", row.annotation_id), "Two\nlines")
    assert lines(panel)[3][1] == "Two lines"


def test_it_follows_the_annotation_in_hand_without_taking_the_focus(
    panel: AnnotationsPanel,
) -> None:
    row = panel.model.row_at(panel.model.index(2))
    assert row is not None
    panel.setFocus()
    panel.view.clearFocus()
    panel.session.set_current(row.annotation_id)
    assert in_hand(panel) == "café"
    assert not panel.view.hasFocus()
    panel.session.set_current("")
    assert in_hand(panel) == ""


def test_return_leads_to_the_words(qtbot: QtBot, panel: AnnotationsPanel) -> None:
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.model.index(1))
    with qtbot.waitSignal(panel.placeWanted) as wanted:
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    start = SPEECH.index("order")
    assert wanted.args == [start, start + len("order 😀")]
    row = panel.model.row_at(panel.model.index(1))
    assert row is not None
    assert panel.session.annotation_id == row.annotation_id


def test_a_click_leads_to_the_words(qtbot: QtBot, panel: AnnotationsPanel) -> None:
    place = panel.view.visualRect(panel.model.index(0)).center()
    with qtbot.waitSignal(panel.placeWanted) as wanted:
        qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted.args == [0, 7]


def test_delete_removes_and_undo_brings_back(qtbot: QtBot, panel: AnnotationsPanel) -> None:
    before = lines(panel)
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.model.index(1))
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert len(lines(panel)) == 3
    assert panel.session.project is not None
    panel.session.project.undo()
    assert lines(panel) == before


def test_a_renamed_code_is_named_anew(panel: AnnotationsPanel) -> None:
    with panel.session.change(Op.RENAME_CODE) as change:
        code_id = panel.session.tree.find("Naming").id
        core.codebook.edit_code(change, code_id, name="Names & <b>")
    assert lines(panel)[0][0] == "Names & <b>"


def test_very_many_are_read_in_a_thread(
    qtbot: QtBot, panel: AnnotationsPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panel_module, "_AT_ONCE", 2)
    monkeypatch.setattr(panel_module, "_FEW_CHANGES", 2)
    home, coder = panel.session.document_id, panel.session.coder_id
    new = [NewAnnotation(home, [NewPart(at, at + 1)], None, coder) for at in range(5)]
    with panel.session.change(Op.IMPORT_ANNOTATIONS) as change:
        core.annotations.add_annotations(change, new)
    assert panel.empty.text() == words.LIST_READING
    qtbot.waitUntil(lambda: len(lines(panel)) == 9)


def test_a_text_without_annotations_says_how_it_fills(panel: AnnotationsPanel) -> None:
    ids = [panel.model.row_at(panel.model.index(row)) for row in range(4)]
    with panel.session.change(Op.REMOVE_ANNOTATION) as change:
        core.annotations.remove_annotations(change, [row.annotation_id for row in ids if row])
    assert panel.empty.isVisible()
    assert panel.empty.text() == words.LIST_EMPTY


def test_without_a_project_no_heading_stands_over_nothing(panel: AnnotationsPanel) -> None:
    assert panel.title.isVisible()
    panel.session.close()
    assert not panel.title.isVisible()


def test_a_row_says_all_that_the_page_shows(panel: AnnotationsPanel) -> None:
    said = [
        str(panel.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(panel.model.rowCount())
    ]
    row = panel.model.row_at(panel.model.index(1))
    assert row is not None
    assert panel.session.project is not None
    (annotation,) = core.annotations.list_annotations(
        panel.session.project, ids=[row.annotation_id]
    )
    assert said[1].startswith("Figure > Antithesis; 2.1")
    for part in annotation.parts:
        assert part.role in said[1]
        assert part.quote in said[1]
    coder = {each.id: each.name for each in panel.session.coders()}[annotation.coder_id]
    assert f"by {coder}" in said[1]
    assert said[2].startswith(words.HIGHLIGHT_NAME)
    assert "without words of the text" in said[3]
    assert "note: An unstated premise" in said[3]


def test_what_is_read_at_once_is_what_is_read_one_by_one(panel: AnnotationsPanel) -> None:
    """Figures, parts in other texts, marks that begin together, and annotations without words."""
    session = panel.session
    assert session.project is not None
    here = session.document_id
    letter = core.documents.find_document(session.project, "Letter").id
    wide, narrow = [NewPart(3, 16)], [NewPart(3, 7)]
    across = [NewPart(40, 44), NewPart(0, 4, document_id=letter), NewPart(10, 14)]
    elsewhere = [NewPart(6, 9, document_id=letter)]
    new = [
        NewAnnotation(here, parts, None, session.coder_id)
        for parts in (narrow, wide, across, elsewhere, [])
    ]
    with session.change(Op.IMPORT_ANNOTATIONS) as change:
        core.annotations.add_annotations(change, new)
    for document_id in (here, letter):
        rows = read_rows(session.project, document_id)
        found = core.annotations.list_annotations(session.project, document_id=document_id)
        assert rows == sorted(filter(None, (row_of(each, document_id) for each in found)))
    together = [row.minus_end for row in read_rows(session.project, here) if row.start == 3]
    assert together == [-16, -7]
    some = read_rows(session.project, here, shows=lambda code, _: code is not None)
    assert some
    assert all(row.code_id for row in some)


def test_sorting_very_many_is_left_to_the_database(
    panel: AnnotationsPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One call that sorts a hundred thousand rows keeps every other thread from going on."""
    project = panel.session.project
    assert project is not None
    read: list[int] = []
    original = core.annotations.list_annotations

    def watched(rows: object, **values: object) -> object:
        found = original(rows, **values)  # type: ignore[arg-type]
        read.append(len(found))
        return found

    monkeypatch.setattr(core.annotations, "list_annotations", watched)
    assert len(read_rows(project, panel.session.document_id)) == 4
    assert read == [1]  # the one without words
