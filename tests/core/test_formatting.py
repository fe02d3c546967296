"""How stretches of a text are shown: kept beside it, never with another text."""

import pytest

from desktop_app.core import schema
from desktop_app.core.documents import add_document, add_documents, list_documents, remove_document
from desktop_app.core.errors import SameText
from desktop_app.core.formatting import read_formatting, set_formatting
from desktop_app.core.model import NewDocument, Op, Run
from desktop_app.core.project import Project

RUNS = [Run(0, 9, "heading1"), Run(2, 4, "italic"), Run(2, 4, "bold"), Run(6, 9, "italic")]


@pytest.fixture
def styled(project: Project) -> str:
    with project.change(Op.IMPORT_DOCUMENT) as change:
        return add_document(change, NewDocument("Styled", "some text", runs=RUNS))


def test_what_was_kept_comes_back_in_order(project: Project, styled: str) -> None:
    assert read_formatting(project, styled) == sorted(RUNS)
    assert read_formatting(project, list_documents(project)[0].id) == []


def test_another_text_of_the_document_has_its_own(project: Project, styled: str) -> None:
    with project.change(Op.IMPORT_DOCUMENT) as change:
        set_formatting(change, styled, "0" * 64, [Run(0, 1, "bold")])
    assert read_formatting(project, styled) == sorted(RUNS)


def test_empty_stretches_and_unknown_kinds_are_not_kept(project: Project, styled: str) -> None:
    sha256 = list_documents(project)[-1].text_sha256
    wrong = [Run(3, 3, "bold"), Run(-1, 2, "bold"), Run(0, 2, "blink")]
    with project.change(Op.IMPORT_DOCUMENT) as change:
        set_formatting(change, styled, sha256, [*wrong, Run(0, 1, "indent")])
    assert read_formatting(project, styled) == [Run(0, 1, "indent")]
    with project.change(Op.IMPORT_DOCUMENT) as change:
        set_formatting(change, styled, sha256, wrong)
    assert read_formatting(project, styled) == []


@pytest.mark.parametrize(
    "runs", ["", "{", "[]", "{}", '{"bold": 3}', '{"bold": [1]}', '{"bold": ["a", []]}',
             '{"bold": [5, 2]}', '{"blink": [1, 2]}'],
)  # fmt: skip
def test_looks_that_are_spoilt_leave_the_text_plain(
    project: Project, styled: str, runs: str
) -> None:
    [row] = project.tuples(schema.formatting.select())
    with project.change(Op.IMPORT_DOCUMENT) as change:
        change.update(schema.formatting, row[0], runs=runs)
    assert read_formatting(project, styled) == []


def test_it_goes_and_comes_back_with_its_document(project: Project, styled: str) -> None:
    with project.change(Op.REMOVE_DOCUMENT) as change:
        remove_document(change, styled)
    assert list(project.tuples(schema.formatting.select())) == []
    project.undo()
    assert read_formatting(project, styled) == sorted(RUNS)


def test_of_several_texts_one_refused_keeps_none_out(project: Project, styled: str) -> None:
    with project.change(Op.IMPORT_DOCUMENT) as change:
        one, twin, two = add_documents(
            change,
            [NewDocument("A", "one"), NewDocument("B", "some text"), NewDocument("C", "two")],
        )
    assert isinstance(twin, SameText)
    assert [each.id for each in list_documents(project)[-2:]] == [one, two]
    step = project.history()[-1]
    assert (step.op, step.facts) == (Op.IMPORT_DOCUMENT, {"count": 2})
