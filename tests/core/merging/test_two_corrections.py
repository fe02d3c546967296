"""One text corrected in two copies of a project: nothing that was read in either is lost."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.core import annotations, documents, safety, turns, versions
from desktop_app.core.anchoring import Alignment, Fate
from desktop_app.core.merging import plan_merge
from desktop_app.core.model import NewPart, Op
from desktop_app.core.project import Project
from tests.builders import a_document, an_annotation, me, place
from tests.core.merging.kin import a_copy, correct, decide, united_state

PROSE = (
    "One who reads marks much. The second teh word was wrong here. Nobody saw it go by.\n"
    "Then came a longer passage, which stayed as it had always been, for once.\n"
    "At last the end of it all was reached, and the reader closed the small book.\n"
)


@pytest.fixture
def copy(project: Project, tmp_path: Path) -> Iterator[Project]:
    a_document(project, "Prose", PROSE)
    with a_copy(project, tmp_path / "copy.diple") as other:
        yield other


def text_in(project: Project) -> str:
    return documents.read_text(project, documents.find_document(project, "Prose").id)


def sha_in(project: Project) -> str:
    return documents.find_document(project, "Prose").text_sha256


def passages(project: Project) -> dict[str, list[str]]:
    """What each annotation stands on, and what it has lost, by its id."""
    found = {a.id: [p.quote for p in a.parts] for a in annotations.list_annotations(project)}
    for orphan in versions.list_orphans(project):
        found[orphan.annotation_id].append(f"lost: {orphan.quote}")
    return found


def merge_both_ways(project: Project, copy: Project, taken: str) -> None:
    """Merge copies into each other, the same text taken; both are then the same, and sound."""
    with a_copy(project, project.path.with_name("other.diple")) as before:
        decide(project, copy, taken)
        decide(copy, before, taken)
    assert united_state(project) == united_state(copy)
    assert not safety.check(project.path).findings
    assert plan_merge(project, [copy]).is_empty


def test_a_word_that_only_the_other_correction_took_is_not_lost(
    project: Project, tmp_path: Path
) -> None:
    a_document(project, "Prose", PROSE)
    mark = an_annotation(project, place(PROSE, "Nobody saw it go by"), document="Prose")
    with a_copy(project, tmp_path / "copy.diple") as other:
        correct(project, "Prose", "teh", "the")
        correct(other, "Prose", " Nobody saw it go by.", "")
        assert passages(other)[mark] == ["lost: Nobody saw it go by"]
        merge_both_ways(project, other, sha_in(project))
        assert passages(project)[mark] == ["Nobody saw it go by"]
        versions_ = versions.list_versions(project, documents.find_document(project, "Prose").id)
        assert [v.is_current for v in versions_] == [False, False, True]
        assert versions_[-1].text_sha256 == sha_in(project)


@pytest.mark.parametrize("is_ours", [True, False])
def test_what_is_taken_is_what_was_decided_and_is_current(
    project: Project, copy: Project, is_ours: bool
) -> None:
    correct(project, "Prose", "teh", "the")
    correct(copy, "Prose", "teh", "a")
    correct(copy, "Prose", "small", "heavy")
    wanted = project if is_ours else copy
    sha256, text = sha_in(wanted), text_in(wanted)
    clash = next(c for c in plan_merge(project, [copy]).conflicts if c.kind == "text")
    plan = plan_merge(project, [copy], {clash.key: "ours" if is_ours else "theirs"})
    assert [c.taken for c in plan.conflicts if c.kind == "text"] == [(sha256,)]
    decide(project, copy, sha256)
    document = documents.find_document(project, "Prose")
    assert text_in(project) == text
    found = versions.list_versions(project, document.id)
    assert len(found) == 4
    assert [v.number for v in found if v.is_current] == [4]
    assert found[-1].text_sha256 == document.text_sha256
    correct(project, "Prose", "closed", "shut")
    found = versions.list_versions(project, document.id)
    assert [v.is_current for v in found] == [False] * 4 + [True]


def test_the_later_of_two_texts_is_taken_without_asking(project: Project, tmp_path: Path) -> None:
    """A copy without a common history: what one corrected, the other has not seen."""
    a_document(project, "Prose", PROSE)
    with a_copy(project, tmp_path / "copy.diple") as other:
        correct(other, "Prose", "teh", "the")
        plan = plan_merge(project, [other])
        assert plan.conflicts == ()
        decide(project, other, "")
        assert "teh" not in text_in(project)


def test_the_same_correction_made_twice_is_one(project: Project, copy: Project) -> None:
    marks = [
        an_annotation(each, place(PROSE, words), document="Prose")
        for each, words in ((project, "second teh word"), (copy, "teh word was"))
    ]
    for each in (project, copy):
        correct(each, "Prose", "teh", "the")
    plan = decide(project, copy, "")
    assert [each for each in plan.conflicts if each.kind == "text"] == []
    document = documents.find_document(project, "Prose").id
    assert [v.is_current for v in versions.list_versions(project, document)] == [False, True]
    found = passages(project)
    assert [found[mark] for mark in marks] == [["second the word"], ["the word was"]]
    assert not safety.check(project.path).findings


def speak(project: Project, voices: dict[str, int]) -> None:
    """Say of lines of the text, counted from 0, who speaks there."""
    document = documents.find_document(project, "Prose").id
    text = text_in(project)
    with project.change(Op.KEEP_TURNS, me(project)) as change:
        for speaker, line in voices.items():
            at = place(text, text.splitlines()[line])
            turns.set_speaker(change, document, at.start, at.end, speaker)


def test_who_speaks_is_kept_from_both_sides(project: Project, copy: Project) -> None:
    speak(project, {"A": 0})
    correct(project, "Prose", "teh", "the")
    correct(copy, "Prose", "small", "heavy")
    speak(copy, {"B": 1, "C": 2})
    merge_both_ways(project, copy, sha_in(project))
    document = documents.find_document(project, "Prose").id
    text = text_in(project)
    found = [(t.speaker, text[t.start : t.end]) for t in turns.list_turns(project, document)]
    assert found == list(zip("ABC", text.splitlines(), strict=True))


def random_edit(chance: random.Random, text: str) -> str:
    """Take away, replace or double a few words anywhere."""
    words = text.split(" ")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(words) - 4)
        many = chance.randint(1, 3)
        words[at : at + many] = chance.choice([[], ["changed"], words[at : at + many] * 2])
    return " ".join(words)


def correct_to(project: Project, text: str) -> None:
    document = documents.find_document(project, "Prose")
    if text != documents.read_text(project, document.id):
        plan = versions.plan_correction(project, document.id, text)
        with project.change(Op.CORRECT_TEXT, me(project)) as change:
            versions.accept_correction(change, plan)


def mark_at_random(project: Project, chance: random.Random, count: int) -> dict[str, NewPart]:
    text = text_in(project)
    found = {}
    for _ in range(count):
        start = chance.randrange(len(text) - 30)
        part = NewPart(start, start + chance.randint(1, 29))
        found[an_annotation(project, part, document="Prose")] = part
    return found


@pytest.mark.parametrize("seed", range(8))
def test_whatever_both_corrected_and_marked_every_reading_is_there(
    project: Project, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    a_document(project, "Prose", PROSE)
    marks = mark_at_random(project, chance, 6)
    with a_copy(project, tmp_path / "copy.diple") as other:
        made = {}
        for side in (project, other):
            for _ in range(chance.randint(1, 2)):
                correct_to(side, random_edit(chance, text_in(side)))
            made[side] = mark_at_random(side, chance, 4)
        winner, loser = (project, other) if chance.random() < 0.5 else (other, project)
        old, taken = text_in(loser), text_in(winner)
        kept = passages(winner)
        merge_both_ways(project, other, sha_in(winner))
        assert text_in(project) == taken
        found = passages(project)
        # What was read in the text that was taken stands as it stood.
        assert {mark: found[mark] for mark in kept} == kept
        # What was read in the other one stands where its words are.
        alignment = Alignment(old, taken)
        for mark, part in made[loser].items():
            there = alignment.place(part.start, part.end)
            words = old[part.start : part.end]
            is_lost = there.fate is Fate.LOST
            assert found[mark] == [f"lost: {words}" if is_lost else taken[there.start : there.end]]
        assert marks.keys() | made[loser].keys() <= found.keys()
