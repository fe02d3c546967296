"""Marks of a text with very many annotations: the first at once, the rest from a thread."""

import pytest
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.errors import FileUnreadable
from desktop_app.core.model import NewAnnotation, NewDocument, NewPart, Op
from desktop_app.core.project import Project
from desktop_app.gui import reading
from desktop_app.gui.reader import Mark
from desktop_app.gui.window import Window
from tests.gui.conftest import select

LINE = "They ask for patience, and nobody answers."
TEXT = "\n".join([LINE] * 400)


@pytest.fixture
def many(window: Window, monkeypatch: pytest.MonkeyPatch) -> Window:
    """A window on a text with an annotation in each line, of which the first five come first."""
    monkeypatch.setattr(reading, "_AT_ONCE", 100)
    monkeypatch.setattr(reading, "_NEAR", 5 * (len(LINE) + 1))
    session = window.session
    irony = session.tree.find("Figure > Irony").id
    with session.change(Op.IMPORT_DOCUMENT) as change:
        made = core.documents.add_document(change, NewDocument("Many", TEXT))
        starts = range(0, len(TEXT), len(LINE) + 1)
        core.annotations.add_annotations(
            change,
            [NewAnnotation(made, [NewPart(at, at + 8)], irony, session.coder_id) for at in starts],
        )
    session.open_document(made)
    return window


def shown(window: Window) -> list[Mark]:
    return window.reader.painter.store.all()


def test_the_first_marks_come_with_the_text(many: Window, qtbot: QtBot) -> None:
    many.reading.show_document()
    assert len(shown(many)) == 5
    qtbot.waitUntil(lambda: len(shown(many)) == 400)


def test_what_is_coded_meanwhile_is_there_before_and_after(many: Window, qtbot: QtBot) -> None:
    many.reading.show_document()
    select(many, "patience")
    many.reader.plainKey.emit("H")
    assert [mark.label for mark in shown(many)].count("Hypophora") == 1
    qtbot.waitUntil(lambda: len(shown(many)) == 401)
    many.acts["coding.undo"].trigger()
    assert len(shown(many)) == 400


def test_no_way_misses_a_mark_that_is_still_read(many: Window) -> None:
    many.reading.show_document()
    many.reader.go_to(len(TEXT) // 2)
    many.acts["moving.next_of_coder"].trigger()
    assert many.reader.caret() == 200 * (len(LINE) + 1)
    many.acts["moving.next_uncoded"].trigger()
    start = 200 * (len(LINE) + 1)
    assert many.reader.selection() == (start + 9, start + len(LINE))


def test_what_cannot_be_read_is_told_and_leaves_what_is_there(
    many: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise FileUnreadable(path="many.diple", reason="it is gone")

    monkeypatch.setattr(Project, "reading", refuse)
    told: list[str] = []
    many.session.told.connect(told.append)
    many.reading.show_document()
    qtbot.waitUntil(lambda: any("it is gone" in said for said in told))
    assert len(shown(many)) == 5


def test_another_text_meanwhile_keeps_its_own_marks(many: Window, qtbot: QtBot) -> None:
    many.reading.show_document()
    other = core.documents.list_documents(many.session.project)[0].id
    many.session.open_document(other)
    qtbot.wait(150)
    assert shown(many) == []


def test_a_new_code_leaves_the_marks_alone_and_a_renamed_one_is_told(
    many: Window, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: len(shown(many)) == 400)
    before = shown(many)
    select(many, "nobody")
    many.acts["coding.in_vivo"].trigger()
    assert len(shown(many)) == 401
    assert set(map(id, before)) <= set(map(id, shown(many)))
    irony = many.session.tree.find("Figure > Irony").id
    with many.session.change(Op.EDIT_CODE) as change:
        core.codebook.edit_code(change, irony, name="Sarcasm")
    qtbot.waitUntil(lambda: {mark.label for mark in shown(many)} == {"Sarcasm", "nobody"})
