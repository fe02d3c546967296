"""Where readers met and parted: places with their marks, and how many marked each stretch."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.comparing.places import (
    BOUNDARIES,
    CODE,
    DIVIDED,
    ONE,
    Heat,
    Marked,
    Place,
    find_heat,
    find_places,
    most_divided,
    read_marked,
)
from desktop_app.core.project import Project
from tests.builders import me


def mark(start: int, end: int, coder: str, code: str | None = "x") -> Marked:
    return Marked(start, end, f"{coder}{start}{code}", coder, code)


def places(*marks: Marked, readers: int = 3) -> list[Place]:
    return find_places("d", sorted(marks, key=lambda m: (m.start, m.end)), readers)


def test_all_who_mark_the_same_words_are_one_place_without_difference() -> None:
    (place,) = places(*(mark(0, 5, coder) for coder in "abc"))
    assert (place.coders, place.divided, place.kinds) == (("a", "b", "c"), 0, frozenset())


def test_what_only_one_reader_saw() -> None:
    first, second = places(mark(0, 5, "a"), mark(9, 12, "b"), mark(9, 12, "c", "y"))[:2]
    assert first.kinds == {ONE, DIVIDED}
    assert ONE not in second.kinds


def test_the_same_place_with_another_code() -> None:
    x, y = places(mark(0, 10, "a", "x"), mark(1, 10, "b", "y"))
    assert x.kinds >= {CODE}
    assert [other.coder_id for other in x.others] == ["b"]
    assert [other.coder_id for other in y.others] == ["a"]
    both = places(mark(0, 10, "a", "x"), mark(0, 10, "a", "y"), mark(0, 10, "b", "x"), readers=2)
    assert not any(CODE in place.kinds for place in both if place.code_id == "x")


def test_words_that_hardly_meet_are_not_the_same_place() -> None:
    found = places(mark(0, 10, "a", "x"), mark(9, 30, "b", "y"))
    assert not any(place.kinds & {CODE, ONE} for place in found)


def test_the_same_code_with_other_boundaries() -> None:
    (place,) = places(mark(0, 5, "a"), mark(2, 9, "b"))
    assert place.kinds == {BOUNDARIES, DIVIDED}
    assert (place.start, place.end) == (0, 9)


def test_most_divided_is_where_half_of_the_readers_marked() -> None:
    found = places(
        *(mark(0, 5, coder) for coder in "abcdef"),
        *(mark(10, 15, coder) for coder in "abc"),
        mark(20, 25, "a"),
        readers=6,
    )
    assert [place.start for place in most_divided(found)] == [10, 20, 0]


def test_heat_counts_readers_and_not_marks() -> None:
    marks = [mark(0, 10, "a"), mark(2, 6, "a", "y"), mark(4, 8, "b")]
    assert find_heat(marks) == [Heat(0, 4, 1), Heat(4, 8, 2), Heat(8, 10, 1)]


spans = st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from("abc"))


@given(st.lists(spans, max_size=12))
def test_heat_is_what_can_be_counted_at_every_place(drawn: list[tuple[int, int, str]]) -> None:
    marks = [mark(start, start + length, coder) for start, length, coder in drawn]
    heat = find_heat(sorted(marks, key=lambda m: m.start))
    for at in range(40):
        wanted = len({m.coder_id for m in marks if m.start <= at < m.end})
        assert sum(h.readers for h in heat if h.start <= at < h.end) == wanted


@given(st.lists(st.tuples(spans, st.sampled_from("xy")), max_size=12))
def test_every_mark_stands_in_one_place_of_its_code(
    drawn: list[tuple[tuple[int, int, str], str]],
) -> None:
    marks = [mark(start, start + n, coder, code) for (start, n, coder), code in drawn]
    found = places(*marks)
    assert sorted(m.annotation_id for p in found for m in p.marks) == sorted(
        m.annotation_id for m in marks
    )


def test_marks_are_read_of_the_coders_that_are_named(project: Project) -> None:
    found = read_marked(project, [me(project)])
    assert found
    assert {m.coder_id for marks in found.values() for m in marks} == {me(project)}
