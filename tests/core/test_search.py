"""Concordance: what is found, in any script, and that positions are those of the stored text."""

import re
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core import wordindex
from desktop_app.core.errors import BadPattern, SearchEmpty, SearchTooSlow
from desktop_app.core.project import Project
from desktop_app.core.search import Search, find_hits, list_homes, prepare, read_lines, sort_lines
from desktop_app.core.wordindex import TextIndex, known_index
from desktop_app.core.words import count_words, fold, pattern_for, without_marks
from tests.builders import a_document

TEXTS = {
    "Latin": "Order, order! The café's ORDER is no Ordering. Who asked? strasse Straße ﬁne.\n"
    "We call it\norder; they call it cafe\u0301.",
    "Scripts": "שָׁלוֹם עולם. السَّلام عليكم. हिन्दी किताब। 我们要自由，自由！ ภาษาไทย Ελλάς ΕΛΛΑΣ",
    "Letter": "=cmd(1) said 'no' AND \"yes\" OR NEAR(x*)\nNo order here: sub\u00adtle.",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "p.diple", "Reader")
    for title, text in TEXTS.items():
        a_document(made, title, text)
    return made


def found(project: Project, text: str, **options: object) -> list[str]:
    lines = read_lines(project, find_hits(project, Search(text, **options)))  # type: ignore[arg-type]
    for line in lines:
        stored = TEXTS[line.document]
        assert stored[line.start : line.end] == line.words
        at = line.start - len(line.before)
        assert stored[at : line.end + len(line.after)] == line.before + line.words + line.after
    return [line.words for line in lines]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("order", ["Order", "order", "ORDER", "order", "order"]),
        ("ORDER*", ["Order", "order", "ORDER", "Ordering", "order", "order"]),
        ("*ing | asked", ["Ordering", "asked"]),
        ("café", ["café", "cafe\u0301"]),
        ("STRASSE", ["strasse", "Straße"]),
        ("fine", ["ﬁne"]),
        ("call it order", ["call it\norder"]),
        ("it order they", ["it\norder; they"]),
        ("subtle", ["sub\u00adtle"]),
        ("שלום", ["שָׁלוֹם"]),
        ("السلام", ["السَّلام"]),
        ("किताब", ["किताब"]),
        ("कताब", []),
        ("自由", ["自由", "自由"]),
        ("要自由", ["要自由"]),
        ("ไทย", ["ไทย"]),
        ("ελλας", ["Ελλάς", "ΕΛΛΑΣ"]),
        ("?", ["?"]),
        ('"yes" OR', ['yes" OR']),
        ("NEAR(x*)", ["NEAR(x"]),
        ("=cmd(1)", ["cmd(1"]),
        ("nowhere", []),
    ],
)
def test_words_are_found_in_any_script(project: Project, text: str, words: list[str]) -> None:
    assert found(project, text) == words


def test_case_and_marks_may_count(project: Project) -> None:
    assert found(project, "order", is_case_blind=False) == ["order"] * 3
    assert found(project, "cafe", is_mark_blind=False) == []
    assert found(project, "Café", is_mark_blind=False) == ["café", "cafe\u0301"]


def test_a_regular_expression_sees_through_marks(project: Project) -> None:
    assert found(project, r"c\w+fe", kind="regex") == ["café", "cafe\u0301"]
    assert found(project, r"שלום", kind="regex") == ["שָׁלוֹם"]
    assert found(project, r"^no\b", kind="regex", is_case_blind=False) == []


def test_lines_are_sorted_by_what_stands_around(project: Project) -> None:
    lines = read_lines(project, find_hits(project, Search("order")))
    by_right = [line.after[:6] for line in sort_lines(lines, "right")]
    assert by_right == [" here:", " is no", ", orde", "! The ", "; they"]
    assert sort_lines(lines, "left")[0].before == ""


def test_what_cannot_be_looked_for_is_refused(project: Project) -> None:
    with pytest.raises(SearchEmpty):
        list(find_hits(project, Search("  ")))
    with pytest.raises(BadPattern):
        list(find_hits(project, Search("(", kind="regex")))


def test_a_catastrophic_expression_is_stopped(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.diple", "Reader") as project:
        a_document(project, "A", "a" * 400 + "!")
        with pytest.raises(SearchTooSlow):
            list(find_hits(project, Search(r"(a|aa|aaa)+$x", kind="regex"), seconds=0.2))


def test_a_single_search_sorts_no_words_and_preparing_does(project: Project) -> None:
    sha = list_homes(project)[0].text_sha256
    wordindex._known.pop(sha, None)
    list(find_hits(project, Search("order")))
    index = known_index(sha)
    assert index is not None
    assert not index._order
    prepare(project)
    assert len(index._order) == len(index) > 0


def test_the_first_hits_read_no_further_text(project: Project) -> None:
    seen: list[int] = []
    hits = find_hits(project, Search("order"), lambda done, _: seen.append(done))
    assert len(list(islice(hits, 2))) == 2
    assert seen == [0]


WORDS = st.lists(st.sampled_from(["ab", "Ab", "áb", "a", "b", "ba", "自", "б"]), max_size=12)


@settings(max_examples=60)
@given(WORDS, st.sampled_from(["ab", "a", "b", "ba a", "自自"]))
def test_the_index_finds_what_a_scan_finds(words: list[str], wanted: str) -> None:
    text = " ".join(words)
    index = TextIndex(text)
    folded = [fold(word) for word in words]
    asked = list(wanted) if wanted == "自自" else wanted.split()
    expected = [at for at in range(len(folded)) if folded[at : at + len(asked)] == asked]
    from desktop_app.core.wordindex import VOCABULARY

    sets = [frozenset(VOCABULARY.same(word)) for word in asked]
    spans = [match.span() for match in pattern_for(text).finditer(text)]
    assert list(zip(index.starts, index.ends, strict=True)) == spans
    assert [at for at in index.places(sets[0]) if index.follow(at, sets)] == expected
    index.sort()
    assert [at for at in index.places(sets[0]) if index.follow(at, sets)] == expected
    assert index.count(0, len(text)) == len(words) == count_words(text)


@given(st.text(alphabet="aé\u0301ñ שָ가क़İ", max_size=30))
def test_places_lead_back_to_the_stored_text(text: str) -> None:
    folded, places = without_marks(text)
    if places is None:
        assert len(folded) == len(text)
    else:
        assert len(places) == len(folded) + 1
        assert places == sorted(places)
        for at, character in enumerate(folded):
            assert character in without_marks(text[places[at]])[0]
    assert not re.search("[\u0301\u05b8]", folded)
