"""The history of a code's wording, and what was coded under which."""

from dataclasses import replace

import pytest

from desktop_app.core import wordings
from desktop_app.core.annotations import list_annotations
from desktop_app.core.books import Book, read_book, read_book_at
from desktop_app.core.codebook import edit_code, list_codes
from desktop_app.core.coders import list_coders
from desktop_app.core.model import Code, Op
from desktop_app.core.project import Project
from desktop_app.core.wordings import (
    confirm_wording,
    count_older,
    explain_wording,
    list_wordings,
    older_annotations,
)
from tests.builders import a_code, an_annotation, me


def reword(project: Project, text: str, coder: str = "", name: str = "Irony") -> Code:
    with project.change(Op.EDIT_CODE, coder or me(project)) as change:
        edit_code(change, list_codes(change).find(name).id, full_definition=text)
    return list_codes(project).find(name)


def said(project: Project, code: Code) -> list[tuple[int, str]]:
    return [(w.number, w.fields["full_definition"]) for w in list_wordings(project, code)]


def test_a_wording_that_was_coded_under_is_kept(project: Project) -> None:
    code = reword(project, "new")
    assert said(project, code) == [(1, ""), (2, "new")]
    made = {a.id for a in list_annotations(project) if a.code_id == code.id}
    assert set(older_annotations(project, code.id)) == made
    assert count_older(project)[code.id] == len(made)


def test_what_is_typed_in_pauses_is_one_wording(project: Project) -> None:
    for text in ("n", "new", "newer"):
        code = reword(project, text)
    assert said(project, code) == [(1, ""), (2, "newer")]


def test_a_new_code_is_written_without_a_history(project: Project) -> None:
    a_code(project, "Fresh")
    assert said(project, reword(project, "text", name="Fresh")) == [(1, "text")]


def test_another_hand_or_a_long_pause_makes_another_wording(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    reword(project, "mine")
    code = reword(project, "hers", list_coders(project)[1].id)
    assert [number for number, _ in said(project, code)] == [1, 2, 3]
    monkeypatch.setattr(wordings, "PAUSE", -wordings.PAUSE)
    code = reword(project, "hers again", list_coders(project)[1].id)
    assert said(project, code)[-2:] == [(3, "hers"), (4, "hers again")]


def test_a_wording_says_who_when_and_why(project: Project) -> None:
    code = reword(project, "new")
    with project.change(Op.EXPLAIN_WORDING, me(project)) as change:
        explain_wording(change, code, " The seminar asked ")
        explain_wording(change, code, "first try", 1)
    first, last = list_wordings(project, code)
    assert (last.why, last.created_by) == ("The seminar asked", me(project))
    assert last.created_at
    assert first.why == "first try"


def test_confirmed_annotations_leave_the_list(project: Project) -> None:
    code = reword(project, "new")
    older = older_annotations(project, code.id)
    with project.change(Op.CONFIRM_WORDING, me(project)) as change:
        confirm_wording(change, code, older[:1])
    assert older_annotations(project, code.id) == older[1:]


def test_what_is_made_now_is_not_older(project: Project) -> None:
    code = reword(project, "new")
    made = an_annotation(project, (0, 2), code="Irony")
    assert made not in older_annotations(project, code.id)


def test_the_codebook_of_any_moment_can_be_read(project: Project) -> None:
    def now() -> Book:
        # The past is read without what stands beside a code's own fields.
        book = read_book(project)
        entries = tuple(replace(each, passages=(), wordings=()) for each in book.entries)
        return replace(book, entries=entries, fields=book.fields - {"passages"})

    books = [now()]
    numbers = [project.history()[-1].number]
    for text in ("one", "two"):
        reword(project, text)
        books.append(now())
        numbers.append(project.history()[-1].number)
    project.undo(me(project))
    books.append(now())
    numbers.append(project.history()[-1].number)
    assert [read_book_at(project, number) for number in numbers] == books
    assert read_book_at(project, 0).entries == ()
