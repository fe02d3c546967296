from __future__ import annotations

import re

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.spans import (
    BLOCK_SIZE,
    SpanIndex,
    Utf16Map,
    next_gap,
    previous_gap,
    snap_to_graphemes,
    trim_whitespace,
)

PIECES = ["a", "Z", " ", ".", "\n", "é", "e\u0301", "😀", "𝔘", "👩‍👩‍👧", "🇦🇲", "👍🏽", "שָׁ", "לום"]
PIECES += ["مُ", "لا", "नि", "한", "\u1112\u1161", "漢", "\u200f", "\u200d", "\u00a0", "\u2028", "©"]
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 25)).map(lambda p: (p[0], p[0] + p[1])),
    max_size=40,
)


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(texts)
def test_utf16_map_agrees_with_the_encoding_at_every_position(text: str) -> None:
    positions = Utf16Map(text)
    for place in range(len(text) + 1):
        offset = utf16_length(text[:place])
        assert positions.to_utf16(place) == offset
        assert positions.to_code_points(offset) == place


def test_the_middle_of_a_surrogate_pair_is_its_start() -> None:
    assert Utf16Map("a😀b").to_code_points(2) == 1


def test_a_text_without_astral_characters_maps_to_itself() -> None:
    assert Utf16Map("aé漢").is_identity
    assert not Utf16Map("a😀").is_identity


@given(spans, st.integers(0, 90), st.integers(0, 30))
def test_index_finds_what_brute_force_finds(
    given: list[tuple[int, int]], start: int, width: int
) -> None:
    wanted = [
        (s, e, i) for i, (s, e) in enumerate(given) if s < start + width and max(e, s + 1) > start
    ]
    index = SpanIndex([(s, e, i) for i, (s, e) in enumerate(given)])
    assert sorted(index.touching(start, start + width)) == sorted(wanted)


@given(spans, st.integers(0, 90), st.sampled_from([3, BLOCK_SIZE]))
def test_index_is_walked_from_a_place_both_ways(
    given: list[tuple[int, int]], place: int, size: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("desktop_app.core.spans.BLOCK_SIZE", size)
        index = SpanIndex([(s, e, (s, n)) for n, (s, e) in enumerate(given)])
        items = index.items()
    assert list(index.items_from(place)) == [item for item in items if item[0] >= place]
    assert list(index.items_before(place)) == [item for item in items if item[0] < place][::-1]
    assert list(index.places()) == [(s, e) for s, e, _ in index]


@given(st.lists(st.sampled_from(["word", " ", ".", "\n", "é"]), max_size=40).map("".join), spans)
def test_what_no_span_covers_is_found_from_every_place(
    text: str, given: list[tuple[int, int]]
) -> None:
    size = len(text)
    marked = sorted((min(s, size), min(e, size)) for s, e in given[:6])
    bare = [not any(s <= n < e for s, e in marked) and text[n] != "\n" for n in range(size)]
    gaps = []
    for run in re.finditer("1+", "".join(map(str, map(int, bare)))):
        start, end = trim_whitespace(text, *run.span())
        if any(letter.isalnum() for letter in text[start:end]):
            gaps.append((start, end))
    for place in range(size + 1):
        after = next((gap for gap in gaps if gap[0] >= place), None)
        before = next((gap for gap in reversed(gaps) if gap[1] <= place), None)
        assert next_gap(text, marked, place) == after
        assert previous_gap(text, marked, place) == before


@given(spans, st.data())
def test_index_stays_right_through_additions_and_removals(
    given: list[tuple[int, int]], data: st.DataObject
) -> None:
    index: SpanIndex[int] = SpanIndex()
    kept: list[tuple[int, int, int]] = []
    for number, (start, end) in enumerate(given):
        index.add(start, end, number)
        kept.append((start, end, number))
        if data.draw(st.booleans()):
            index.remove(*kept.pop(data.draw(st.integers(0, len(kept) - 1))))
    assert sorted(index) == sorted(kept)
    assert len(index) == len(kept)
    for place in range(0, 90, 7):
        wanted = [k for k in kept if k[0] <= place < max(k[1], k[0] + 1)]
        assert sorted(index.at(place)) == sorted(wanted)


def test_index_splits_full_blocks_and_finds_equal_starts_across_them() -> None:
    index: SpanIndex[int] = SpanIndex()
    for number in range(3 * BLOCK_SIZE):
        index.add(5, 6 + number, number)
    assert len(index.at(5)) == 3 * BLOCK_SIZE
    for number in range(3 * BLOCK_SIZE):
        index.remove(5, 6 + number, number)
    assert index.at(5) == []


def test_one_span_over_everything_is_always_found() -> None:
    index = SpanIndex([(0, 100_000, -1)] + [(i * 10, i * 10 + 5, i) for i in range(10_000)])
    assert [item for _, _, item in index.at(99_999)] == [-1]


def test_removing_what_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        SpanIndex([(1, 2, "a")]).remove(1, 2, "b")


@given(texts, st.data())
def test_snapping_gives_the_narrowest_whole_clusters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    edges = {0, len(text)} | {m.start() for m in regex.finditer(r"\X", text)}
    found = snap_to_graphemes(text, start, end)
    below = max(edge for edge in edges if edge <= start)
    above = min(edge for edge in edges if edge >= end) if end > start else below
    assert found == (below, above)


def test_snapping_is_quick_inside_a_long_line_of_han() -> None:
    text = "漢" * 1_000_000
    assert snap_to_graphemes(text, 999_000, 999_001) == (999_000, 999_001)


@pytest.mark.parametrize(
    ("text", "start", "end", "wanted"),
    [
        ("  word ", 0, 7, (2, 6)),
        ("\u00a0x\u2028", 0, 3, (1, 2)),
        ("   ", 0, 3, (3, 3)),
        ("word", 1, 3, (1, 3)),
        ("", 0, 0, (0, 0)),
    ],
)
def test_trimming(text: str, start: int, end: int, wanted: tuple[int, int]) -> None:
    assert trim_whitespace(text, start, end) == wanted
