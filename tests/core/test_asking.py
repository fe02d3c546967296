"""Queries: written and read back, said in English, and answered as by trying every pair."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.core import marks as marks_module
from desktop_app.core.annotations import add_annotations
from desktop_app.core.asking import (
    And,
    Everything,
    Has,
    Near,
    Not,
    Or,
    Query,
    Test,
    evaluate,
    parse,
    to_text,
)
from desktop_app.core.asking.saved import bound, list_queries, save_query, shown
from desktop_app.core.codebook import create_code, edit_code
from desktop_app.core.docsets import make_set
from desktop_app.core.documents import add_document
from desktop_app.core.errors import BadQuery, BadValue, NameEmpty, NameTaken, Unknown
from desktop_app.core.marks import Column, Marks, Names, Piece
from desktop_app.core.model import NewAnnotation, NewDocument, NewPart, Op
from desktop_app.core.project import Project
from desktop_app.core.turns import keep_turns
from desktop_app.core.voices import Turn
from desktop_app.query_words import meaning
from tests.builders import a_code, a_document, a_seeded_project, an_annotation, me

VALUES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=8)
TESTS = st.one_of(
    st.builds(Test, st.sampled_from(["code", "document", "coder", "note"]), VALUES,
              st.sampled_from([":", "=", "!="])),
    st.builds(Test, st.sampled_from(["field", "property"]), VALUES,
              st.sampled_from(["=", "~", ">=", "<"]), VALUES),
    st.builds(Has, st.sampled_from(["code", "note", "parts"])),
    st.just(Everything()),
)  # fmt: skip


def combined(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Not, inner),
        st.builds(And, several),
        st.builds(Or, several),
        st.builds(Near, inner, st.sampled_from(["overlaps", "inside", "encloses"]), inner),
        st.builds(
            Near, inner, st.just("followed by"), inner, st.integers(0, 99),
            st.sampled_from(["words", "sentences", "paragraphs"]),
        ),
        st.builds(Near, inner, st.just("followed by"), inner),
        st.builds(
            lambda a, b, scope: Near(a, "same", b, scope=scope), inner, inner,
            st.sampled_from(["sentence", "paragraph", "turn", "passage"]),
        ),
    )  # fmt: skip


@given(st.recursive(TESTS, combined, max_leaves=6))
def test_what_is_written_is_read_again(query: Query) -> None:
    assert parse(to_text(query)) == query
    assert meaning(query).startswith("Every annotation")


@pytest.mark.parametrize(
    ("text", "query", "said"),
    [
        ("", Everything(), "Every annotation."),
        (
            '"Figure > Irony"',
            Test("code", "Figure > Irony"),
            "Every annotation that is coded ‘Figure > Irony’ or with a code below it.",
        ),
        (
            "irony overlaps naming and not coder:Noor",
            And((
                Near(Test("code", "irony"), "overlaps", Test("code", "naming")),
                Not(Test("coder", "Noor")),
            )),
            "Every annotation that (is coded ‘irony’ or with a code below it and overlaps another"
            " that is coded ‘naming’ or with a code below it) and is none of those that was made"
            " by Noor.",
        ),
        (
            "a followed within 5 words by b",
            Near(Test("code", "a"), "followed by", Test("code", "b"), 5, "words"),
            "Every annotation that is coded ‘a’ or with a code below it and is followed within 5"
            " words by another that is coded ‘b’ or with a code below it.",
        ),
        (
            'property."how sure" = high or field.year>=2020',
            Or((Test("property", "high", "=", "how sure"), Test("field", "2020", ">=", "year"))),
            "Every annotation that has a property “how sure” that is “high” or stands in a document"
            " whose field “year” is at least “2020”.",
        ),
        (
            "HAS NOTE and (a or b) same sentence as c",
            And((
                Has("note"),
                Near(Or((Test("code", "a"), Test("code", "b"))), "same", Test("code", "c")),
            )),
            None,
        ),
    ],
)  # fmt: skip
def test_a_query_is_read_and_said(text: str, query: Query, said: str | None) -> None:
    assert parse(text) == query
    assert said is None or meaning(query) == said


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("a and", 5), ("(a", 2), ("a b", 2), ('"open', 0), ("a followed 3 by b", 11), ("has x", 4),
        ("field.year", 0), ("field = 3", 0), ("coder.x = 3", 0), ("a same line as b", 7),
        ("a ! b", 2), ("= 3", 0), ("not", 3), ("(" * 999, 60), ("code:", 5),
        ("a followed within ² words by b", 18),
    ],
)  # fmt: skip
def test_trouble_is_placed(text: str, position: int) -> None:
    if text == "field.year":
        assert parse(text) == Test("code", "field.year")
        return
    with pytest.raises(BadQuery) as error:
        parse(text)
    assert error.value.facts["position"] == position


@given(st.text(alphabet='ab "()=<>~:.!or and not within has', max_size=30))
def test_nothing_typed_is_a_fault(text: str) -> None:
    try:
        query = parse(text)
    except BadQuery:
        return
    assert parse(to_text(query)) == query


# Answers
def answers(project: Project, text: str) -> list[str]:
    marks = Marks(project)
    found = marks.in_order(evaluate(parse(text), marks))
    return [" … ".join(piece.quote for piece in mark.pieces) for mark in found]


def test_traits_of_the_seeded_project(tmp_path: Path) -> None:
    with a_seeded_project(tmp_path / "p.diple") as project:
        asked: Callable[[str], list[str]] = lambda text: answers(project, text)  # noqa: E731
        everything = ["We came … Dear", "order 😀 … fear", "café", "", "a great success"]
        assert asked("") == everything
        assert asked("Figure") == ["order 😀 … fear", "", "a great success"]
        assert asked("code = Figure") == []
        assert asked("not has code") == ["café"]
        assert asked("has parts") == ["We came … Dear", "order 😀 … fear"]
        assert asked("not has words") == [""]
        assert asked('coder:"Reader B" and has words') == ["a great success"]
        assert asked("document:Letter") == ["We came … Dear", "a great success"]
        assert asked("field.year > 99 and not has note") == ["We came … Dear", "café"]
        assert asked("property.certainty=LOW") == ["order 😀 … fear"]
        assert asked("text:CAFE") == ["café"]
        assert asked("note:against") == ["order 😀 … fear"]
        assert asked('role:"pole a"') == ["order 😀 … fear"]
        assert asked("has relations") == ["order 😀 … fear", "a great success"]
        assert asked("created >= 2020 and created < 2021") == []
        assert asked("Naming followed by Antithesis") == ["We came … Dear"]
        assert asked("Naming followed within 4 words by all") == ["We came … Dear"]
        assert asked("Naming followed within 3 words by all") == []
        assert asked("all same turn as all") == asked("speaker:Noor") == []
        letter = Names(project).id_of("document", "Letter")
        with project.change(Op.KEEP_TURNS) as change:
            keep_turns(change, letter, [Turn(0, 4, "turn", "Noor"), Turn(4, 50, "turn", "Mika")])
        with project.change(Op.CHANGE_SET) as change:
            make_set(change, "Letters", [letter])
        assert asked("set:Letters") == asked("document:Letter")
        assert asked("set != Letters and has note") == ["order 😀 … fear", ""]
        assert asked("speaker:noor") == ["We came … Dear"]
        assert asked("all same turn as all") == []
        with pytest.raises(Unknown):
            asked("Nowhere")
        with pytest.raises(BadValue):
            asked("code > Irony")


TEXT = "Ab cd. Ef gh ij.\nKl mn op! Qr st uv. Wx yz.\n"
SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12)).map(
    lambda span: (span[0], min(len(TEXT), span[0] + span[1]))
)
READINGS = st.lists(
    st.tuples(st.sampled_from("ab"), st.lists(SPANS, min_size=1, max_size=3, unique=True)),
    max_size=9,
)
NEAR = [
    *(f"a {relation} b" for relation in ("overlaps", "inside", "encloses", "followed by")),
    *(f"a followed within {n} {unit} by b" for n in (0, 2) for unit in ("words", "sentences")),
    "a followed within 0 paragraphs by b",
    *(f"a same {scope} as b" for scope in ("sentence", "paragraph", "passage")),
    "all overlaps all",
    "all same passage as all",
    "all followed within 1 words by all",
    "all inside all",
    "all encloses all",
]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.create(tmp_path_factory.mktemp("asking") / "p.diple", "Reader")
    a_document(project, "Text", TEXT)
    for name in "ab":
        a_code(project, name)
    return project


def naive(near: Near, marks: Marks) -> set[str]:
    """Answer by trying every pair of parts."""
    left, right = evaluate(near.left, marks), evaluate(near.right, marks)
    return {
        one
        for one in left
        if any(
            stands(near, marks, a, b)
            for other in right - {one}
            for a in marks.by_id[one].pieces
            for b in marks.by_id[other].pieces
        )
    }


def stands(near: Near, marks: Marks, a: Piece, b: Piece) -> bool:
    numbering = marks.ground(a.document_id).numbering
    if near.relation == "overlaps":
        return a.start < b.end and b.start < a.end
    if near.relation == "inside":
        return b.start <= a.start and a.end <= b.end
    if near.relation == "encloses":
        return a.start <= b.start and b.end <= a.end
    if near.relation == "same":
        if near.scope == "passage":
            return (a.start, a.end) == (b.start, b.end)
        place = (
            numbering.paragraph_at
            if near.scope == "paragraph"
            else lambda at: (numbering.paragraph_at(at), numbering.sentence_at(at))
        )
        return not {place(at) for at in range(a.start, a.end)}.isdisjoint(
            place(at) for at in range(b.start, b.end)
        )
    if b.start < a.end:
        return False
    if near.distance is None:
        return True
    if near.unit == "words":
        starts = [at for at in range(a.end, b.start) if TEXT[at].isalpha()
                  and not TEXT[at - 1 : at].isalpha()]  # fmt: skip
        return len(starts) <= near.distance
    if near.unit == "paragraphs":
        steps = numbering.paragraph_at(b.start) - numbering.paragraph_at(a.end - 1)
        return steps <= near.distance
    sentences = [
        (p, s)
        for p in range(1, numbering.paragraph_count + 1)
        for s in range(1, len(numbering.sentence_spans(p)) + 1)
    ]
    first, last = (
        sentences.index((numbering.paragraph_at(at), numbering.sentence_at(at)))
        for at in (a.end - 1, b.start)
    )
    return last - first <= near.distance


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(READINGS)
def test_relations_are_those_of_every_pair(
    empty: Project, readings: list[tuple[str, list[tuple[int, int]]]]
) -> None:
    marks = Marks(empty)
    home, codes = next(iter(marks.documents)), {code.name: code.id for code in marks.tree}
    new = [
        NewAnnotation(home, [NewPart(*span) for span in spans], codes[name], me(empty))
        for name, spans in readings
    ]
    with empty.change(Op.IMPORT_ANNOTATIONS) as change:
        add_annotations(change, new)
    try:
        marks = Marks(empty)
        for text in NEAR:
            query = parse(text)
            assert isinstance(query, Near)
            assert evaluate(query, marks) == naive(query, marks), text
    finally:
        if new:
            empty.undo()


def test_a_figure_does_not_stand_near_itself(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.diple", "R") as project:
        with project.change(Op.IMPORT_DOCUMENT) as change:
            add_document(change, NewDocument("T", TEXT))
            create_code(change, "a")
        an_annotation(project, (0, 2), (1, 5), code="a")
        for text in ("a overlaps a", "a followed by a", "a same sentence as a", "a inside a"):
            assert answers(project, text) == []


def test_a_saved_query_follows_the_names(tmp_path: Path) -> None:
    with a_seeded_project(tmp_path / "p.diple") as project:
        poles = list_queries(project)[0]
        assert to_text(shown(poles.query, Names(project))) == (
            'code:"Figure > Antithesis" overlaps code:Naming'
        )
        naming = Names(project).id_of("code", "Naming")
        with project.change(Op.RENAME_CODE) as change:
            edit_code(change, naming, name='Calling "names"')
        written = to_text(shown(list_queries(project)[0].query, Names(project)))
        assert written.endswith('overlaps code:"Calling ""names"""')
        assert bound(parse(written), Names(project)) == poles.query
        for name, refusal in (("Poles", NameTaken), (" ", NameEmpty)):
            with pytest.raises(refusal), project.change(Op.SAVE_QUERY) as change:
                save_query(change, name, parse("all"))
        with pytest.raises(Unknown), project.change(Op.SAVE_QUERY) as change:
            save_query(change, "New", parse("Nowhere"))


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("column", get_args(Column))
def test_annotations_are_sorted_in_runs_as_in_one(
    project: Project, monkeypatch: pytest.MonkeyPatch, column: Column, is_descending: bool
) -> None:
    marks = Marks(project)
    at_once = marks.sorted_by(marks.by_id, column, is_descending=is_descending)
    monkeypatch.setattr(marks_module, "_RUN", 2)
    in_runs = marks.sorted_by(marks.by_id, column, is_descending=is_descending)
    assert [mark.id for mark in in_runs] == [mark.id for mark in at_once]
    placed = {mark.id: at for at, mark in enumerate(marks.ordered)}
    if column == "coder":  # alike ones stay in the order of the texts
        names = [(marks.coders[mark.coder_id].name, placed[mark.id]) for mark in in_runs]
        assert names == sorted(names, key=lambda each: each[0], reverse=is_descending)
        assert all(a[1] < b[1] for a, b in pairwise(names) if a[0] == b[0])
    some = [mark.id for mark in marks.ordered[::40]]
    assert [mark.id for mark in marks.in_order(some)] == some
