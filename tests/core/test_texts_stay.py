"""Texts are frozen: stored once under their hash, never changed, never journaled, never dropped."""

import sqlite3

import pytest
from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.documents import list_documents, read_text
from desktop_app.core.project import Project
from desktop_app.core.texts import sha256_of
from tests.builders import SPEECH, a_document, me
from tests.core.acts import ACTS, Act


def texts_of(project: Project) -> dict[str, tuple[int, str]]:
    rows = project.tuples(select(schema.texts))
    return {sha256: (length, body) for sha256, length, body in rows}


@pytest.mark.parametrize("act", ACTS, ids=lambda act: f"{act.op}: {act.name}")
def test_no_act_touches_a_text(project: Project, act: Act) -> None:
    before = texts_of(project)
    with project.change(act.op, me(project)) as change:
        act.run(change)
    project.undo()
    project.redo()
    after = texts_of(project)
    assert {sha256: after[sha256] for sha256 in before} == before
    for sha256, (length, body) in after.items():
        assert (sha256, length) == (sha256_of(body), len(body))


def test_a_text_outlives_the_undoing_of_its_import(project: Project) -> None:
    new = a_document(project, "Novel", text := "In the beginning. " * 10_000)
    size = project.path.stat().st_size
    project.undo()
    assert "Novel" not in {document.title for document in list_documents(project)}
    assert texts_of(project)[sha256_of(text)] == (len(text), text)
    project.redo()
    project.undo()
    project.redo()
    assert read_text(project, new) == text
    assert project.path.stat().st_size - size < 20_000


def test_the_journal_holds_no_text(project: Project) -> None:
    with sqlite3.connect(project.path) as raw:
        images = raw.execute("SELECT group_concat(coalesce(after, '')) FROM changes").fetchone()[0]
    raw.close()
    assert "Vienna" in images
    assert SPEECH[:29] not in images


def test_any_text_comes_back_as_it_went_in(project: Project) -> None:
    odd = "a\x0b\x0c\x1c\x85\u2028\u00a0\ufeff👩‍👩‍👧 e\u0301 שלום \U0010ffff"
    assert read_text(project, a_document(project, "Odd", odd)) == odd
