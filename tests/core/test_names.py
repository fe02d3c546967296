"""Names: one line, no control characters, and not without end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core import annotations, codebook, coders, documents
from desktop_app.core.codetree import join_path, split_path
from desktop_app.core.errors import NameEmpty, TooLong
from desktop_app.core.model import NewAnnotation, NewDocument, NewPart, Op
from desktop_app.core.names import LONGEST, checked, optional, tidy, tidy_code
from desktop_app.core.project import Project
from tests.builders import state_of

LONG = 200_000


@given(st.text())
def test_a_tidy_name_stands_on_one_line(name: str) -> None:
    found = tidy(name)
    assert found == tidy(found)
    assert len(found.splitlines()) <= 1
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in found)


@given(st.text())
def test_a_code_keeps_line_breaks_and_loses_control_characters(name: str) -> None:
    found = tidy_code(name)
    assert found == tidy_code(found)
    assert not {c for c in found if ord(c) < 32 or 127 <= ord(c) < 160} - {"\n", "\t"}


@given(st.lists(st.text().map(tidy_code).filter(bool), max_size=4))
def test_any_names_survive_their_path(names: list[str]) -> None:
    assert split_path(join_path(names)) == names


@pytest.mark.parametrize("kind", LONGEST)
def test_a_name_may_be_as_long_as_its_kind_allows(kind: str) -> None:
    limit = LONGEST[kind]
    assert checked(kind, "x" * limit) == "x" * limit
    with pytest.raises(TooLong) as refused:
        checked(kind, "x" * (limit + 1))
    assert refused.value.facts["length"] == limit + 1


def test_a_name_of_control_characters_is_none() -> None:
    assert optional("role", "\x07 \n") == ""
    with pytest.raises(NameEmpty):
        checked("code", "\x1b\x07")


def test_a_name_of_a_kilobyte_works(project: Project) -> None:
    me = coders.list_coders(project)[0].id
    with project.change(Op.CREATE_CODE, me) as change:
        made = codebook.create_code(change, "n" * 1024)
    assert codebook.list_codes(project).find("n" * 1024).id == made


@pytest.mark.parametrize(
    "act",
    [
        lambda c, at: codebook.create_code(c, "n" * LONG),
        lambda c, at: codebook.create_path(c, "A > " + "n" * LONG),
        lambda c, at: documents.add_document(c, NewDocument("n" * LONG, "Some words.")),
        lambda c, at: documents.rename_document(c, at["document"], "n" * LONG),
        lambda c, at: documents.set_field(c, at["document"], "n" * LONG, "x"),
        lambda c, at: documents.set_field(c, at["document"], "date", "n" * LONG),
        lambda c, at: coders.add_coder(c, "n" * LONG),
        lambda c, at: coders.edit_coder(c, at["coder"], name="n" * LONG),
        lambda c, at: coders.edit_coder(c, at["coder"], alias="n" * LONG),
        lambda c, at: annotations.set_role(c, at["part"], "n" * LONG),
        lambda c, at: annotations.set_property(c, at["annotation"], "n" * LONG, "x"),
        lambda c, at: annotations.set_property(c, at["annotation"], "x", "n" * LONG),
        lambda c, at: annotations.apply_code(
            c, at["document"], [NewPart(0, 1, "n" * LONG)], None
        ),
        lambda c, at: annotations.add_annotations(
            c, [NewAnnotation(at["document"], [], None, at["coder"], properties={"x": "n" * LONG})]
        ),
    ],
)  # fmt: skip
def test_what_is_too_long_is_refused_and_changes_nothing(project: Project, act: object) -> None:
    annotation = next(each for each in annotations.list_annotations(project) if each.parts)
    at = {
        "annotation": annotation.id,
        "part": annotation.parts[0].id,
        "document": documents.list_documents(project)[0].id,
        "coder": coders.list_coders(project)[0].id,
    }
    before = state_of(project)
    with pytest.raises(TooLong), project.change(Op.EDIT_CODE, at["coder"]) as change:
        act(change, at)  # type: ignore[operator]
    assert state_of(project) == before


def test_control_characters_are_folded_where_names_are_given(project: Project) -> None:
    me = coders.list_coders(project)[0].id
    with project.change(Op.ADD_CODER, me) as change:
        coder = coders.add_coder(change, "No\x1bor\n B")
        code = codebook.create_path(change, "Fig\x07ure > Iro\x00ny")
        again = codebook.create_path(change, "Fig\x07ure > Iro\x00ny")
    assert coders.list_coders(project)[-1].name == "No or B"
    assert coder
    assert again == code
    assert codebook.list_codes(project).path(code) == "Fig ure > Iro ny"
