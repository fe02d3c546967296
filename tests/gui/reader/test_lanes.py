"""Lanes: no two annotations that meet share one, and all parts of one annotation do."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.gui.reader.lanes import LaneBook, joined
from desktop_app.gui.reader.marks import Mark, MarkStore
from desktop_app.gui.reader.page import PageText

TEXT = "\n".join("word and word " * (1 + n % 5) for n in range(12))
spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(0, 60)).map(
    lambda drawn: (drawn[0], min(len(TEXT), drawn[0] + drawn[1]))
)
dense = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 25)).map(lambda p: (p[0], p[0] + p[1])),
    max_size=40,
)
figures = st.lists(st.lists(spans, min_size=1, max_size=4), max_size=14)


@given(dense)
def test_lanes_never_collide_and_are_the_lowest_free(given: list[tuple[int, int]]) -> None:
    wide = [(s, max(e, s + 1)) for s, e in given]
    order = sorted(range(len(given)), key=lambda i: (given[i][0], -given[i][1]))
    book = LaneBook()
    lanes = {i: book.deal(*given[i]) for i in order}
    for rank, i in enumerate(order):
        taken = {lanes[j] for j in order[:rank] if wide[j][1] > wide[i][0]}
        assert lanes[i] == min(set(range(len(given) + 1)) - taken)


def marks_of(drawn: list[list[tuple[int, int]]]) -> list[Mark]:
    return [
        Mark(str(number), part, len(parts), start, end, "Code", "")
        for number, parts in enumerate(drawn)
        for part, (start, end) in enumerate(parts)
    ]


def assert_apart(store: MarkStore, page: PageText) -> None:
    for one, other in combinations(store.all(), 2):
        lanes = store.lanes(one), store.lanes(other)
        if one.annotation_id == other.annotation_id:
            assert lanes[0] == lanes[1]
            continue
        if max(one.start, other.start) < min(
            max(one.end, one.start + 1), max(other.end, other.start + 1)
        ):
            assert lanes[0].underline != lanes[1].underline
        touched = [set(page.paragraphs_of(mark.start, mark.end)) for mark in (one, other)]
        if lanes[0].bracket is not None and touched[0] & touched[1]:
            assert lanes[0].bracket != lanes[1].bracket


@settings(deadline=None)
@given(figures)
def test_figures_keep_one_lane_and_share_it_with_nobody(drawn: list[list[tuple[int, int]]]) -> None:
    page = PageText(TEXT)
    store = MarkStore(page, marks_of(drawn))
    store.touching(0, len(TEXT) + 1)
    assert_apart(store, page)


@settings(deadline=None)
@given(figures, st.data())
def test_lanes_stay_apart_as_annotations_come_and_go(
    drawn: list[list[tuple[int, int]]], data: st.DataObject
) -> None:
    page = PageText(TEXT)
    marks = marks_of(drawn)
    late = {str(n) for n in range(len(drawn)) if data.draw(st.booleans())}
    store = MarkStore(page, [mark for mark in marks if mark.annotation_id not in late])
    store.touching(0, len(TEXT) + 1)
    stay = {id(mark): store.lanes(mark) for mark in store.all()}
    for one in sorted(late):
        store.update([], [mark for mark in marks if mark.annotation_id == one])
    assert_apart(store, page)
    assert all(store._lanes[key] == lanes for key, lanes in stay.items())
    gone = [str(n) for n in range(len(drawn)) if data.draw(st.booleans())]
    store.update(gone, [])
    assert {mark.annotation_id for mark in store.all()}.isdisjoint(gone)
    assert {tie.mark.annotation_id for tie in store.ties_touching(0, len(TEXT))}.isdisjoint(gone)


@settings(deadline=None)
@given(figures)
def test_dealing_piece_by_piece_deals_the_same(drawn: list[list[tuple[int, int]]]) -> None:
    page, marks = PageText(TEXT), marks_of(drawn)
    whole, pieces = MarkStore(page, marks), MarkStore(page, marks)
    whole.touching(0, len(TEXT) + 1)
    while pieces.deal_ahead(2):
        pass
    assert [whole.lanes(mark) for mark in marks] == [pieces.lanes(mark) for mark in marks]


def test_a_promised_lane_is_given_to_nobody_else() -> None:
    book = LaneBook()
    assert book.deal(0, 5, [(50, 60)]) == 0
    assert book.deal(10, 20) == 0  # ends before the promise begins
    assert book.deal(30, 55) == 1  # would run into it
    assert book.deal(52, 54) == 2
    assert book.deal(70, 80) == 0


def test_stretches_that_meet_are_joined() -> None:
    assert joined([(5, 9), (0, 3), (3, 4), (20, 20)]) == [(0, 4), (5, 9), (20, 21)]
    assert joined([(0, 3), (5, 9), (20, 22)], reach=2) == [(0, 9), (20, 22)]


@settings(deadline=None)
@given(figures, st.integers(0, len(TEXT)), st.booleans())
def test_annotations_are_walked_in_reading_order(
    drawn: list[list[tuple[int, int]]], place: int, is_dealt: bool
) -> None:
    store = MarkStore(PageText(TEXT), marks_of(drawn))
    if is_dealt:
        store.deal_ahead(len(store))
    firsts: dict[str, tuple[int, int]] = {}
    for mark in sorted(store.all(), key=lambda mark: (mark.start, -mark.end)):
        firsts.setdefault(mark.annotation_id, (mark.start, -mark.end))
    ids = list(firsts)
    from_place = [key for key in ids if firsts[key][0] >= place]
    assert [mark.annotation_id for mark in store.walk(1, place)] == from_place
    before = [key for key in ids if firsts[key][0] < place][::-1]
    assert [mark.annotation_id for mark in store.walk(-1, place)] == before
    for at, key in enumerate(ids):
        assert [mark.annotation_id for mark in store.walk(1, place, key)] == ids[at + 1 :]
        assert [mark.annotation_id for mark in store.walk(-1, place, key)] == ids[:at][::-1]
