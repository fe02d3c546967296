"""Passages of an old text found in a new one: what survives an edit stays at its place."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.anchoring import Alignment, Fate
from desktop_app.core.differing import common_blocks

TEXT = (
    "We came to the town, and the junta of the town said nothing. Then teh end came. "
    "It was over for us all.\n\nNobody spoke of it later, though everyone had seen it."
)


def placed(old: str, new: str, quote: str) -> tuple[str, Fate]:
    start = old.index(quote)
    found = Alignment(old, new).place(start, start + len(quote))
    return new[found.start : found.end], found.fate


@pytest.mark.parametrize(
    ("before", "after", "quote", "found", "fate"),
    [
        ("", "", "junta", "junta", Fate.KEPT),
        ("junta", "regime", "junta", "regime", Fate.REWORDED),
        ("junta", "regime", "the junta of", "the regime of", Fate.REWORDED),
        ("junta", "regime", "nothing", "nothing", Fate.MOVED),
        ("teh", "the", "teh", "the", Fate.REWORDED),
        ("teh", "the", "Then teh end", "Then the end", Fate.REWORDED),
        (
            "said nothing",
            "did not say anything",
            "said nothing",
            "did not say anything",
            "reworded",
        ),
        ("said nothing", "said nearly nothing", "said nothing", "said nearly nothing", "reworded"),
        ("Then teh end came. ", "", "teh end came", "", Fate.LOST),
        ("Then teh end came. ", "", "nothing. Then teh end", "nothing.", Fate.SHORTENED),
        ("Then teh end came. ", "", "It was over", "It was over", Fate.MOVED),
        ("came to the town", "went", "the town", "the town", Fate.MOVED),
        ("We came", "Late one night, we came", "came to", "came to", Fate.MOVED),
        ("us all.", "us all. So it was.", "us all.", "us all.", Fate.KEPT),
        ("everyone", "every one", "though everyone", "though every one", Fate.REWORDED),
        ("spoke", "talked", "spoke", "talked", Fate.REWORDED),
    ],
)
def test_a_passage_follows_a_correction(
    before: str, after: str, quote: str, found: str, fate: Fate
) -> None:
    assert placed(TEXT, TEXT.replace(before, after, 1), quote) == (found, fate)


def test_what_is_cut_and_pasted_elsewhere_is_followed() -> None:
    cut = "Then teh end came. It was over for us all."
    new = f"{cut} {TEXT.replace(cut, '')}"
    assert placed(TEXT, new, "end came. It was") == ("end came. It was", Fate.MOVED)
    assert placed(TEXT, new, "said nothing") == ("said nothing", Fate.MOVED)


def test_two_texts_with_nothing_in_common_lose_everything() -> None:
    assert placed("one two three four", "5 6 7 8 9 10", "two three") == ("", Fate.LOST)
    assert placed("a b", "", "a") == ("", Fate.LOST)


def test_signs_without_spaces_are_followed_one_by_one() -> None:
    assert placed("今日は天気がいい。", "今日は気温がいい。", "がいい") == ("がいい", Fate.KEPT)
    assert placed("今日は天気がいい。", "明日も天気がいい。", "天気") == ("天気", Fate.KEPT)


WORDS = [f"{a}{b}{c}" for a in "bdfgk" for b in "aeiou" for c in "lmnrst"]


@st.composite
def edits(draw: st.DrawFn) -> tuple[list[str], list[str | int]]:
    """Draw a text of words that all differ, and a new one: word numbers, or what was added."""
    count = draw(st.integers(12, 100))
    new: list[str | int] = list(range(count))
    for number in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(["replace", "remove", "add", "move"]))
        at = draw(st.integers(0, len(new) - 1)) if new else 0
        if kind == "replace":
            new[at : at + 1] = [f"new{number}"]
        elif kind == "remove":
            del new[at : at + draw(st.integers(1, 8))]
        elif kind == "add":
            new[at:at] = [f"more{number}x{n}" for n in range(draw(st.integers(1, 8)))]
        else:
            block = new[at : at + draw(st.integers(5, 12))]
            del new[at : at + len(block)]
            at = draw(st.integers(0, len(new)))
            new[at:at] = block
    return WORDS[:count], new


@given(edits(), st.data())
def test_every_surviving_quote_is_at_its_place(
    edited: tuple[list[str], list[str | int]], data: st.DataObject
) -> None:
    words, new = edited
    old_text = " ".join(words)
    new_words = [words[each] if isinstance(each, int) else each for each in new]
    new_text = " ".join(new_words)
    alignment = Alignment(old_text, new_text)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(len(words) - 1, first + 6)))
    start = len(" ".join(words[:first])) + bool(first)
    quote = " ".join(words[first : last + 1])
    assert old_text[start : start + len(quote)] == quote
    found = alignment.place(start, start + len(quote))
    run: list[str | int] = list(range(first, last + 1))
    where = [at for at in range(len(new)) if new[at : at + len(run)] == run]
    if where and (len(run) >= 3 or _is_in_order(new, where[0], len(run))):
        at = len(" ".join(new_words[: where[0]])) + bool(where[0])
        assert new_text[found.start : found.end] == quote
        assert found.start == at
    elif found.fate in (Fate.KEPT, Fate.MOVED):
        assert new_text[found.start : found.end] == quote


def _is_in_order(new: list[str | int], at: int, length: int) -> bool:
    """Tell whether a short quote is where no passage was moved: its neighbours kept their order."""
    numbers = [each for each in new if isinstance(each, int)]
    return numbers == sorted(numbers)


RAGGED = st.text(st.sampled_from("ab ab.\nי😀é"), max_size=40)


@given(RAGGED, RAGGED)
def test_blocks_stand_in_both_texts_and_never_overlap(old: str, new: str) -> None:
    blocks = common_blocks(old, new)
    for one, two in pairwise(blocks):
        assert one.old_end <= two.old
    kept = [block for block in blocks if not block.is_moved]
    for one, two in pairwise(kept):
        assert one.new_end <= two.new
    places = sorted((block.new, block.new_end) for block in blocks)
    assert all(one[1] <= two[0] for one, two in pairwise(places))
    for block in blocks:
        assert old[block.old : block.old_end] == new[block.new : block.new_end] != ""


@given(RAGGED, RAGGED, st.data())
def test_any_passage_of_any_texts_has_a_place_within_the_new_one(
    old: str, new: str, data: st.DataObject
) -> None:
    alignment = Alignment(old, new)
    changed = alignment.changes()
    assert (old == new) == (not changed)
    rebuilt, at = "", 0
    for (a, b), (c, d) in changed:
        rebuilt, at = rebuilt + old[at:a] + new[c:d], b
    assert rebuilt + old[at:] == new
    if old:
        start = data.draw(st.integers(0, len(old) - 1))
        end = data.draw(st.integers(start + 1, len(old)))
        found = alignment.place(start, end)
        if found.fate is Fate.LOST:
            assert (found.start, found.end) == (0, 0)
        else:
            assert 0 <= found.start < found.end <= len(new)
            same = new[found.start : found.end] == old[start:end]
            assert same == (found.fate in (Fate.KEPT, Fate.MOVED))


def a_long_text(length: int, seed: int = 4) -> str:
    rng = random.Random(seed)
    words = [f"{rng.choice(WORDS)}{rng.choice(['', 'a', 'o', 'in'])}" for _ in range(length // 6)]
    for at in range(0, len(words), 17):
        words[at] += ".\n\n" if at % 3 == 0 else "."
    return " ".join(words)


def test_two_words_replaced_throughout_move_everything_exactly() -> None:
    old = a_long_text(200_000)
    one, other = WORDS[3], WORDS[77]

    def mend(text: str) -> str:
        return text.replace(one, "changed").replace(other, "mended")

    new = mend(old)
    alignment = Alignment(old, new)
    rng = random.Random(5)
    starts = [at for at in range(len(old)) if old[at - 1 : at] == " " and old[at] != " "]
    for start in rng.sample(starts, 429):
        end = old.find(" ", min(start + rng.randrange(1, 80), len(old) - 1))
        end = start + len(old[start : len(old) if end < 0 else end].rstrip())
        found = alignment.place(start, end)
        expected = mend(old[start:end])
        assert new[found.start : found.end] == expected
        assert found.start == len(mend(old[:start]))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[::-1],
        lambda text: " ".join(sorted(text.split())),
        lambda text: text[len(text) // 2 :] + text[: len(text) // 2],
        lambda text: text.replace(" ", "  "),
        lambda text: text.upper(),
        lambda text: "x" * len(text),
    ],
)
def test_no_change_takes_long(change) -> None:  # type: ignore[no-untyped-def]
    for old in (a_long_text(100_000), "the same words again and again. " * 3000):
        begin = time.process_time()
        common_blocks(old, change(old))
        assert time.process_time() - begin < 10


def test_a_common_word_behind_a_deletion_does_not_mislead() -> None:
    old = "So it was. Who would answer? Nobody would try. They call it patience."
    new = old.replace("Who would answer? ", "")
    assert placed(old, new, "Who would answer?") == ("", Fate.LOST)
    assert placed(old, new, "Nobody would try") == ("Nobody would try", Fate.MOVED)


@pytest.mark.parametrize(
    ("before", "after", "quote", "found"),
    [
        # Letters that both words share keep an edge between them.
        ("organisation", "organization", "the organi", "the organi"),
        ("organisation", "organization", "sation failed", "zation failed"),
        ("organisation", "organization", "ation failed", "ation failed"),
        ("organisation", "organization", "organis", "organiz"),
        ("organisation", "organisations", "organis", "organis"),
        ("organisation", "Organisation", "the organ", "the Organ"),
        # Of what stands for another word, all or nothing, by the half that was covered.
        ("organisation", "club", "the organi", "the club"),
        ("organisation", "club", "the orga", "the"),
        ("organisation", "club", "isation failed", "club failed"),
        ("organisation", "club", "ion failed", "failed"),
        # Several words for one, one for several.
        ("organisation", "big old club", "and the organi", "and the big old club"),
        ("the organisation", "it", "and the", "and"),
        ("the organisation", "it", "organisation failed", "it failed"),
        ("everyone saw", "every one saw", "everyone", "every one"),
        ("everyone saw", "every one saw", "knew every", "knew every"),
        ("everyone saw", "every one saw", "one saw", "one saw"),
    ],
)
def test_an_edge_inside_a_replaced_word_stays_with_its_letters(
    before: str, after: str, quote: str, found: str
) -> None:
    old = "Nobody knew everyone saw it, and the organisation failed."
    assert placed(old, old.replace(before, after, 1), quote)[0] == found


@given(st.data())
def test_wherever_a_passage_is_cut_its_surviving_letters_bound_it(data: st.DataObject) -> None:
    """Words are mended throughout; an edge at a letter that stays is beside that letter."""
    pairs = {"organisation": "organization", "travelled": "traveled", "teh": "the", "him": "them"}
    filler = ["one", "said", "of", "Monday", "nothing", "more"]
    words = data.draw(st.lists(st.sampled_from([*pairs, *filler]), min_size=8, max_size=40))
    tagged = [(word, f"{word}{number}") for number, word in enumerate(words)]
    old = " ".join(whole for _, whole in tagged)
    mended = [whole.replace(word, pairs.get(word, word)) for word, whole in tagged]
    new = " ".join(mended)
    alignment = Alignment(old, new)
    start = data.draw(st.integers(0, len(old) - 2))
    end = data.draw(st.integers(start + 1, len(old)))
    if old[start] == " " or old[end - 1] == " ":
        return
    first, last = old[:start].count(" "), old[: end - 1].count(" ")
    if last - first < 2:
        return
    found = alignment.place(start, end)
    at = len(" ".join(mended[:first])) + bool(first)
    assert at <= found.start <= at + len(mended[first])
    if words[first] not in pairs or start == 0 or old[start - 1] == " ":
        offset = start - len(" ".join(w for _, w in tagged[:first])) - bool(first)
        assert found.start == at + offset
    to = len(" ".join(mended[: last + 1]))
    assert to - len(mended[last]) <= found.end <= to
    if words[last] not in pairs:
        assert to - found.end == len(" ".join(w for _, w in tagged[: last + 1])) - end
