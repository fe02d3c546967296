"""Word lists: counts against a plain count, what stands near, and phrases that return."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.project import Project
from desktop_app.core.search import Hit, Search
from desktop_app.core.wordlists import count_runs, find_collocates, find_echoes
from desktop_app.formats.words_csv import echo_row
from tests.builders import a_document

ARTICLE = (
    "The sensible part of society knows. Don't wait, the café's full.\n"
    "They don't see the sane part of society; the sensible part of the town is elsewhere.\n"
)
LETTER = "Part of society.\nWe saw the sane part of society and DON’T mind.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "p.diple", "Reader")
    a_document(made, "Article", ARTICLE)
    a_document(made, "Letter", LETTER)
    return made


def test_words_are_counted_with_their_endings(project: Project) -> None:
    counts = {each.words: each[1:] for each in count_runs(project)}
    assert counts["don't"] == (3, 2)
    assert counts["café's"] == (1, 1)
    assert counts["the"] == (6, 2)
    assert "t" not in counts
    assert next(iter(counts)) == "the"


def test_runs_stay_within_a_line(project: Project) -> None:
    counts = {each.words: each[1:] for each in count_runs(project, 3, least=2)}
    assert counts["part of society"] == (4, 2)
    assert counts["the sane part"] == (2, 2)
    assert "part of the" not in counts
    assert "society we saw" not in {each.words for each in count_runs(project, 3)}


def test_collocates_count_both_sides(project: Project) -> None:
    found = {each.word: each for each in find_collocates(project, Search("part"), span=2)}
    assert found["of"][1:4] == (0, 5, 5)
    assert found["sane"][1:4] == (2, 0, 2)
    assert found["the"].before == 4
    assert "full" not in found
    assert found["sane"].strength > 0
    with_case = find_collocates(project, Search("Part", is_case_blind=False), span=2)
    assert {each.word for each in with_case} == {"of", "society"}


def test_echoes_are_told_at_their_longest(project: Project) -> None:
    found = {each.words: each for each in find_echoes(project)}
    assert set(found) == {"part of society", "the sane part of society", "The sensible part of"}
    sane = found["the sane part of society"]
    for hit, text in zip(sane.places, (ARTICLE, LETTER), strict=True):
        assert text[hit.start : hit.end] == "the sane part of society"
    assert sane.documents == 2
    society = found["part of society"]
    assert society.before == ("sensible", "sane")
    assert society.behind == ("knows", "the", "and")
    assert echo_row(society)[-1] == "sensible | sane … knows | the | and"
    assert [each.words for each in find_echoes(project, is_across=True)] == [
        "the sane part of society", "part of society",
    ]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "c", "\n"]), max_size=25))
def test_counts_and_echoes_equal_a_plain_search(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    text = " ".join(words) + " z"
    with Project.create(tmp_path_factory.mktemp("w") / "p.diple", "R") as project:
        a_document(project, "T", text)
        runs: Counter[tuple[str, ...]] = Counter()
        longer: Counter[tuple[str, ...]] = Counter()
        for line in text.split("\n"):
            tokens = line.split()
            runs.update(pairwise(tokens))
            for size in range(2, len(tokens) + 1):
                longer.update(tuple(tokens[at : at + size]) for at in range(len(tokens) - size + 1))
        counted = {tuple(each.words.split()): each.times for each in count_runs(project, 2)}
        assert counted == dict(runs)
        maximal = {
            run: count
            for run, count in longer.items()
            if count > 1
            and not any(
                other == count and len(more) == len(run) + 1 and run in (more[1:], more[:-1])
                for more, other in longer.items()
            )
        }
        echoes = {tuple(each.words.split()): each for each in find_echoes(project, 2)}
        assert {run: len(each.places) for run, each in echoes.items()} == maximal
        for run, each in echoes.items():
            for place in each.places:
                assert isinstance(place, Hit)
                assert re.split(r"\s+", text[place.start : place.end]) == list(run)
