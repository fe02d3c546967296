"""Selections that grow: by word, sentence, paragraph, in every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.spans import snap_to_graphemes
from desktop_app.core.texts import Numbering
from desktop_app.core.units import Unit, grown, shrunk, unit_span, word_span

TEXT = "We came. They don't know us, well-kept as we are.\n\nשלום לכולם. Who asked?\n"
NUMBERING = Numbering(TEXT)


@pytest.mark.parametrize(
    ("at", "word"),
    [
        ("on't", "don't"),
        ("kept", "well-kept"),
        (", well", "us"),
        ("לכולם", "לכולם"),
        ("?", "asked"),
    ],
)
def test_the_word_at_a_place(at: str, word: str) -> None:
    start, end = word_span(TEXT, TEXT.index(at))
    assert TEXT[start:end] == word


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [
        ("a cafe\u0301 b", 4, "cafe\u0301"),
        ("हिन्दी में", 1, "हिन्दी"),
        ("x 👩‍👩‍👧 y", 3, "👩‍👩‍👧"),
        ("a b", 3, "b"),
    ],
)
def test_a_word_splits_no_grapheme(text: str, at: int, word: str) -> None:
    start, end = word_span(text, at)
    assert text[start:end] == word


def test_a_selection_grows_step_by_step() -> None:
    span = (TEXT.index("on't"), TEXT.index("on't") + 1)
    seen = []
    while (larger := grown(TEXT, NUMBERING, *span)) != span:
        span = larger
        seen.append(TEXT[slice(*span)])
    assert seen == [
        "don't",
        "They don't know us, well-kept as we are.",
        "We came. They don't know us, well-kept as we are.",
        TEXT.strip(),
    ]


def test_units_run_across_paragraphs() -> None:
    start, end = TEXT.index("know"), TEXT.index("asked") + 2
    found = unit_span(TEXT, NUMBERING, start, end, Unit.SENTENCE)
    assert TEXT[slice(*found)] == TEXT[TEXT.index("They") :].strip()


@given(st.text(max_size=60), st.data())
def test_growing_never_loses_words_and_ends(text: str, data: st.DataObject) -> None:
    text = text.replace("\r", " ")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    numbering = Numbering(text)
    inner = text[start:end].strip()
    for _ in Unit:
        before = (start, end)
        start, end = grown(text, numbering, start, end)
        assert 0 <= start <= end <= len(text)
        assert inner in text[start:end]
        if (start, end) == before:
            break
    a, b = word_span(text, min(start, len(text)))
    assert (a, b) == snap_to_graphemes(text, a, b)


def test_a_selection_shrinks_step_by_step() -> None:
    span = (0, len(TEXT) - 1)
    seen = []
    for _ in range(11):
        span = shrunk(TEXT, NUMBERING, *span)
        seen.append(TEXT[slice(*span)])
    assert seen[:4] == [
        "We came. They don't know us, well-kept as we are.",
        "We came.",
        "We came",
        "We",
    ]
    assert seen[4:] == ["W"] * 7


@given(st.text(alphabet="a 😀e\u0301.\n?\u200dש"), st.data())
def test_shrinking_ends_and_splits_nothing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    start, end = snap_to_graphemes(text, start, end)
    numbering = Numbering(text)
    for _ in range(len(text) + 1):
        before = (start, end)
        start, end = shrunk(text, numbering, start, end)
        assert before[0] <= start <= end <= before[1]
        assert (start, end) == snap_to_graphemes(text, start, end)
        if (start, end) == before:
            break
    else:
        raise AssertionError("it never ends")
