"""Removed documents: restored with what still fits, or emptied for good with what was before."""

import sqlite3
from threading import Event, Thread

import pytest
from sqlalchemy import event

from desktop_app import messages
from desktop_app.core.annotations import add_annotations, list_annotations, remove_annotations
from desktop_app.core.codebook import create_code, delete_code, list_codes
from desktop_app.core.documents import (
    add_document,
    find_document,
    list_documents,
    read_text,
    remove_document,
)
from desktop_app.core.errors import Gone, NothingToUndo, NotShrunk, StillWriting, UndoRefused
from desktop_app.core.history import go_back
from desktop_app.core.model import NewAnnotation, NewDocument, NewPart, Op
from desktop_app.core.project import Project
from desktop_app.core.removed import empty_removed, list_removed, plan_emptying, restore_document
from desktop_app.core.safety import check
from desktop_app.core.versions import accept_correction, list_orphans, plan_correction
from tests.builders import LETTER, SPEECH, an_annotation, me, place, state_of


def remove(project: Project, title: str) -> str:
    document = find_document(project, title).id
    with project.change(Op.REMOVE_DOCUMENT) as change:
        remove_document(change, document)
    return document


def restore(project: Project, document_id: str) -> int:
    with project.change(Op.RESTORE_DOCUMENT) as change:
        return restore_document(change, document_id)


def empty(project: Project) -> None:
    with project.change(Op.EMPTY_REMOVED) as change:
        empty_removed(change)
    project.shrink()


def test_nothing_of_what_was_deleted_is_left_where_the_file_cannot_be_made_smaller(
    project: Project,
) -> None:
    with project.change(Op.IMPORT_DOCUMENT) as change:
        add_document(change, NewDocument("Long", "A secret. " * 5000))
    remove(project, "Long")
    project._connection.exec_driver_sql("PRAGMA secure_delete = OFF")  # as most are built
    with project.change(Op.EMPTY_REMOVED) as change:
        empty_removed(change)
    assert b"A secret. " not in project.path.read_bytes()
    with project.change(Op.CREATE_CODE) as change:
        create_code(change, "Open")
        with pytest.raises(StillWriting):
            project.shrink()
    with sqlite3.connect(project.path) as other:  # another program has it in hand
        other.execute("BEGIN IMMEDIATE")
        project._connection.exec_driver_sql("PRAGMA busy_timeout = 1")
        with pytest.raises(NotShrunk) as caught:
            project.shrink()
        other.execute("ROLLBACK")
    other.close()
    assert "another program is using it" in messages.sentence(caught.value)
    project.shrink()
    with project.change(Op.CREATE_CODE) as change:
        create_code(change, "Later")
    assert not check(project.path).findings


def test_closing_stops_what_gives_room_back_and_waits_for_it(project: Project) -> None:
    entered = Event()
    seen: list[str] = []

    def shrink() -> None:
        try:
            project.shrink()
        except NotShrunk as error:
            seen.append(messages.sentence(error))

    raw = project._connection.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)

    def hold() -> int:
        entered.set()
        return 0

    project.is_changing = True
    with project._shrinking, pytest.raises(StillWriting):
        project.undo()
    project.is_changing = False
    raw.set_progress_handler(hold, 1)
    thread = Thread(target=shrink)
    thread.start()
    entered.wait(30)
    project.close()
    thread.join(30)
    assert all("it was stopped" in each for each in seen)  # it may have been through already
    assert not check(project.path).findings
    seen.clear()
    shrink()  # a thread that comes to it too late
    assert len(seen) == 1
    assert "it was stopped" in seen[0]


def test_a_removed_document_comes_back_as_it_was(project: Project) -> None:
    before = state_of(project)
    document = remove(project, "Speech")
    an_annotation(project, (0, 4), document="Letter")
    assert [each.title for each in list_removed(project)] == ["Speech", "Draft"]
    assert restore(project, document) == 0
    after = state_of(project)
    assert all(set(before[name]) <= set(after[name]) for name in before)
    assert [each.title for each in list_removed(project)] == ["Draft"]
    project.undo()
    assert [each.title for each in list_removed(project)] == ["Speech", "Draft"]
    with pytest.raises(Gone):
        restore(project, find_document(project, "Letter").id)


def test_what_hung_on_what_is_gone_stays_out(project: Project) -> None:
    document = remove(project, "Speech")
    with project.change(Op.DELETE_CODE) as change:
        delete_code(change, list_codes(change).find("Figure").id, keep_annotations=False)
    with project.change(Op.REMOVE_ANNOTATION) as change:
        remove_annotations(change, [each.id for each in list_annotations(change)])
    assert restore(project, document) > 0
    here = list_annotations(project, document_id=document)
    names = {list_codes(project).path(each.code_id) for each in here}
    assert names == {"", "Naming"}
    texts = {each.id: read_text(project, each.id) for each in list_documents(project)}
    for part in (part for each in here for part in each.parts):
        assert texts[part.document_id][part.start : part.end] == part.quote


def test_a_part_in_a_text_that_was_corrected_since_becomes_an_orphan(project: Project) -> None:
    document = remove(project, "Speech")
    letter = find_document(project, "Letter")
    plan = plan_correction(project, letter.id, LETTER.replace("Dear", "My dear"))
    with project.change(Op.CORRECT_TEXT) as change:
        accept_correction(change, plan)
    restore(project, document)
    assert "Dear" in [each.quote for each in list_orphans(project, letter.id)]


def test_emptying_deletes_texts_and_their_words_for_good(project: Project) -> None:
    secret = place(SPEECH, "dear café friends")
    an_annotation(project, secret, note="a very private remark")
    remove(project, "Speech")
    an_annotation(project, (0, 4), document="Letter", note="kept")
    last = project.history()[-1].number
    plan = plan_emptying(project)
    assert (plan.texts, plan.length, plan.barrier) == (2, len(SPEECH) + 21, last - 1)
    empty(project)
    assert list_removed(project) == []
    data = project.path.read_bytes()
    for words in ("café friends", "private remark", "thrown away"):
        assert words.encode() not in data
    assert check(project.path).findings == ()
    assert project.undo().number == last
    with pytest.raises(NothingToUndo):
        project.undo()
    path = project.path
    project.close()
    with Project.open(path) as again:
        again.redo()
        with pytest.raises(NothingToUndo):
            again.undo(), again.undo()
        assert read_text(again, find_document(again, "Letter").id) == LETTER


def test_emptying_keeps_the_versions_of_what_is_there(project: Project) -> None:
    document = find_document(project, "Speech")
    plan = plan_correction(project, document.id, SPEECH + "More.")
    with project.change(Op.CORRECT_TEXT) as change:
        accept_correction(change, plan)
    undone = plan_correction(project, document.id, SPEECH + "Undone.")
    with project.change(Op.CORRECT_TEXT) as change:
        accept_correction(change, undone)
    project.undo()
    empty(project)
    assert read_text(project, document.id) == SPEECH + "More."
    assert b"Undone." not in project.path.read_bytes()
    assert project.next_undo() is None
    assert project.next_redo() is None


def test_what_going_back_removed_is_restored_by_itself(project: Project) -> None:
    before = state_of(project)
    speech = find_document(project, "Speech").id
    with project.change(Op.GO_BACK) as change:
        go_back(change, 0)
    assert {each.title for each in list_removed(project)} == {"Speech", "Letter", "Draft"}
    restore(project, speech)
    assert [each.title for each in list_documents(project)] == ["Speech"]
    assert state_of(project)["codes"] == []
    kept = {each.id for each in list_annotations(project)}
    assert kept == {row[0] for row in before["annotations"] if row[3] == speech and row[2] in
                    {coder[0] for coder in state_of(project)["coders"]}}  # fmt: skip


def test_nothing_goes_back_behind_an_emptying(project: Project) -> None:
    remove(project, "Speech")
    empty(project)
    last = project.history()[-1].number
    with pytest.raises(UndoRefused), project.change(Op.GO_BACK) as change:
        go_back(change, last - 3)
    an_annotation(project, (0, 4), document="Letter")
    with project.change(Op.GO_BACK) as change:
        go_back(change, last)
    assert [each.title for each in list_documents(project)] == ["Letter"]


def test_emptying_nothing_leaves_no_step(project: Project) -> None:
    empty(project)
    steps = project.history()
    empty(project)
    assert project.history() == steps


def test_a_plan_of_emptying_is_made_anew_where_something_happened_since(project: Project) -> None:
    remove(project, "Speech")
    plan = plan_emptying(project)
    letter = remove(project, "Letter")
    with project.change(Op.EMPTY_REMOVED) as change:
        done = empty_removed(change, plan)
    assert letter in done.documents - plan.documents
    assert list_removed(project) == []


def test_many_annotations_go_in_few_statements(project: Project) -> None:
    with project.change(Op.APPLY_CODE, me(project)) as change:
        home = find_document(change, "Speech").id
        places = [(start, end) for end in range(2, 60) for start in range(end)]
        add_annotations(
            change, [NewAnnotation(home, [NewPart(*each)], None, me(project)) for each in places]
        )
    assert len(places) > 1500
    asked: list[str] = []

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    event.listen(project._engine, "before_cursor_execute", note)
    remove(project, "Speech")
    assert len(asked) < 90
    assert max(map(len, asked)) < 2000
