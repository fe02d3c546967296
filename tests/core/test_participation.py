"""Who took part: counts of what each did; and copies in which nobody is named."""

import sqlite3
from pathlib import Path

import pytest

from desktop_app.core import coders, participation, safety
from desktop_app.core.annotations import list_annotations
from desktop_app.core.bookimport import import_book
from desktop_app.core.books import Book, Entry
from desktop_app.core.documents import add_document, find_document
from desktop_app.core.errors import FileExists
from desktop_app.core.examples import Citation
from desktop_app.core.model import NewDocument, Op, Wording, new_id
from desktop_app.core.participation import read_participation, write_unnamed
from desktop_app.core.project import Project
from desktop_app.core.secondlook import begin_second_look
from tests.builders import LETTER, SPEECH, an_annotation, me


def test_each_reader_is_counted(project: Project) -> None:
    first, second = read_participation(project)
    assert (first.name, first.annotations, first.notes, first.words, first.codes) == (
        "Reader A", 3, 1, 3, 2,
    )  # fmt: skip
    assert (second.name, second.annotations, second.codes) == ("Reader B", 2, 1)
    assert second.coverage == len("a great success") / len(SPEECH + LETTER)
    assert first.first <= first.last


def test_what_is_marked_twice_is_covered_once(project: Project) -> None:
    letter = [find_document(project, "Letter").id]
    (first, _) = read_participation(project, letter)
    an_annotation(project, (0, 4), document="Letter")
    an_annotation(project, (2, 6), document="Letter")
    assert read_participation(project, letter)[0].coverage == 6 / len(LETTER)
    assert first.coverage == 4 / len(LETTER)


def test_a_copy_names_nobody(project: Project, tmp_path: Path) -> None:
    marks = {each.id for each in list_annotations(project)}
    there = Citation("example", "Oh, fine", "Letter of Mira’s town", coder="Mira")
    past = Wording("", 1, "", {}, "", "", "2020-01-01T00:00:00Z", "Mira")
    book = Book((Entry(new_id(), None, 0, "Theirs", passages=(there,), wordings=(past, past),
                       created_by="Mira"),))  # fmt: skip
    with project.change(Op.IMPORT_CODES, me(project)) as change:
        import_book(change, book)
    told = {"author": "Reader A"}
    with project.change(Op.SECOND_LOOK, me(project)) as change:
        begin_second_look(change, me(project), 1, 1, "again")
        marks |= {each.id for each in list_annotations(change)}
    with project.change(Op.IMPORT_DOCUMENT) as change:
        add_document(change, NewDocument("Essay", "I think.", metadata=told))
    path = tmp_path / "unnamed.diple"
    key = write_unnamed(project, path)
    assert sorted(key.values()) == ["Reader A", "Reader A again", "Reader B"]
    assert key["Reader 03"] == "Reader A again"
    with Project.open(path) as copy:
        assert [c.name for c in coders.list_coders(copy)] == ["Reader 01", "Reader 02", "Reader 03"]
        assert {each.id for each in list_annotations(copy)} == marks
    assert not safety.check(path).findings
    with sqlite3.connect(path) as raw:
        whole = "\n".join(raw.iterdump())
    raw.close()
    assert "Reader A" not in whole
    assert "Reader B" not in whole
    assert whole.count("Mira") == whole.count("Mira’s town") > 0
    with pytest.raises(FileExists):
        write_unnamed(project, path)


def test_a_copy_that_is_stopped_leaves_nothing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(participation, "write_rows", stop)
    before = set(tmp_path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        write_unnamed(project, tmp_path / "unnamed.diple")
    assert set(tmp_path.iterdir()) == before
