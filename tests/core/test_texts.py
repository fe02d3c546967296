"""Normalising, numbering and context of texts, and where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.errors import AppError
from desktop_app.core.sentences import sentences
from desktop_app.core.texts import Numbering, context, normalise, sha256_of
from tests.growth import assert_grows_in_step

BROKEN = "ab \n\r\t.!?…;。؟।\"'“”«»()[]1IaA\0\ufeff\u2028\u2029\ufdd0\ufdd1\u0301\ud83d\ude00😀नि"
MESSY = st.text(st.sampled_from(BROKEN) | st.characters(), max_size=80)
CLEAN = MESSY.map(lambda raw: normalise(raw).text)


def split(paragraph: str) -> list[str]:
    return [paragraph[start:end] for start, end in sentences(paragraph)]


def test_normalising_reports_each_change() -> None:
    result = normalise("\ufeffa\r\nb\rc\0\u2029\ud800\ufdd0\ufdd1 \ufeff")
    assert result.text == "a\nb\nc\ufffd\n\ufffd\ufffd\ufffd \ufeff"
    assert result.replaced == {
        "bom_removed": 1,
        "line_ends_unified": 2,
        "nul_replaced": 1,
        "separators_replaced": 1,
        "noncharacters_replaced": 2,
        "surrogates_replaced": 1,
    }


def test_normalising_leaves_everything_else_alone() -> None:
    text = "e\u0301 é \u00a0 \u2028 \x0b \x85 ﬁ שָׁלוֹם 👩‍👩‍👧"
    assert normalise(text) == normalise(normalise(text).text)
    assert (normalise(text).text, normalise(text).replaced) == (text, {})


@given(MESSY)
def test_normalised_text_is_encodable_and_stable(raw: str) -> None:
    text = normalise(raw).text
    assert len(sha256_of(text)) == 64
    assert normalise(text).text == text.removeprefix("\ufeff")


def test_paragraphs_are_the_lines_that_are_not_blank() -> None:
    numbering = Numbering("\nOne.\n\n \t\nTwo. Three.\nFour")
    assert numbering.paragraph_count == 3
    assert [numbering.paragraph_span(n) for n in (1, 2, 3)] == [(1, 5), (10, 21), (22, 26)]
    assert [numbering.paragraph_at(p) for p in (0, 1, 5, 9, 10, 21, 22, 26)] == [
        1, 1, 1, 1, 2, 2, 3, 3,
    ]  # fmt: skip


def test_a_blank_text_has_no_numbers() -> None:
    for text in ("", "\n \n"):
        numbering = Numbering(text)
        assert (numbering.paragraph_count, numbering.reference(0)) == (0, "0.0")


def test_references_lead_back_to_their_place() -> None:
    text = "Title\n\nFirst one.  Second one? Third."
    numbering = Numbering(text)
    assert numbering.reference(text.index("Second")) == "2.2"
    assert numbering.reference(text.index("  Second")) == "2.1"
    start, end = numbering.position_of("2.2")
    assert text[start:end] == "Second one?"
    assert numbering.position_of("2") == (7, len(text))


@pytest.mark.parametrize("reference", ["", "x", "0", "3", "2.0", "2.4", "-1", "2.", "1.1.1"])
def test_a_reference_to_nothing_is_refused(reference: str) -> None:
    with pytest.raises(AppError):
        Numbering("Title\nOne. Two. Three.").position_of(reference)


@given(CLEAN)
def test_every_position_has_a_place_that_leads_back(text: str) -> None:
    numbering = Numbering(text)
    for position, character in enumerate(text):
        if not character.isspace():
            start, end = numbering.position_of(numbering.reference(position))
            assert start <= position < end


@given(CLEAN.map(lambda text: text.replace("\n", " ")))
def test_sentences_cover_everything_but_space_in_order(paragraph: str) -> None:
    before = 0
    for start, end in sentences(paragraph):
        assert before <= start < end
        assert not paragraph[before:start].strip()
        assert not paragraph[start].isspace()
        assert not paragraph[end - 1].isspace()
        before = end
    assert not paragraph[before:].strip()


@pytest.mark.parametrize(
    "expected",
    [
        ["It rained.", "We stayed!", "Did you?", "Yes…", "No."],
        ["Mr. Smith met Dr. J. R. Brown in the U.S.", "The talk was short."],
        ["It cost 3.14 dollars, e.g. nothing, i.e. zero, etc. as he said.", "Fine."],
        ["See p. 14, vol. 3, No. 5 and ch. XII.", "He said no.", "I left on Jan. 5."],
        ["E. A. Poe wrote it.", "A man of the U.S. Army came.", "St. Peter stood by."],
        ["He waited ... and waited … still.", "Then he went . . . home."],
        ['"Why?" he asked.', '"Because," she said.', "“No!”", "Then he left."],
        ["(He had gone.)", "She (sic!) stayed.", "[...] It ended."],
        ["A claim.[1]", "Another.¹²", "A third.[23]"],
        ["1. First of all.", "2. was next in 1995.", "12 came."],
        ["Visit example.com now.", "Or www.a.org/b.c."],
        ["« Pourquoi ? » demanda-t-il.", "« Oui. »", "Il partit."],
        ["»Warum?« fragte er.", "Es war am 3. Oktober, z. B. um 5 Uhr.", "„Nein.“", "Er ging."],
        ["¿Por qué?", "¡Nadie lo sabe!", "“¿Quién?” preguntó."],
        ["«Почему?» — спросил он.", "А. С. Пушкин, т. е. поэт.", "Он ушёл."],
        ["Τι κάνεις;", "Καλά· εσύ;", "Πού είσαι\u037e", "Εδώ."],
        ["One; Two; three.", "Four."],
        ["هل تعرف؟", "نعم.", "یہ ہے۔", "وہ تھا۔"],
        ["यह है।", "वह था॥", "अंत।"],
        ["Սա է։", "Նա։"],
        ["ሰላም ነው።", "ደህና።"],
    ],
)
def test_sentences_in_many_scripts(expected: list[str]) -> None:
    assert split(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["你好。", "你是谁？", "我是……学生！", "好"],
        ["「なぜ？」と彼は聞いた。", "「はい。」", "彼女は言った。"],
        ["什么?", "真的!", "他走了。"],
        ["他说。", "“你是谁？”他问。", "“走。”", "“好吧？”", "他知道了。"],
    ],
)
def test_sentences_without_spaces(expected: list[str]) -> None:
    assert split("".join(expected)) == expected


@pytest.mark.parametrize(
    "unit", ["a", " ", "a. ", ". ", "?! “", "U.S. ", ".((((", ". \u00a0» ", "[1]", "; ", "「。"]
)
def test_a_paragraph_of_a_million_characters_does_not_hang(unit: str) -> None:
    def read(size: int) -> None:
        paragraph = unit * (size // len(unit))
        assert bool(sentences(paragraph)) == bool(paragraph.strip())

    assert_grows_in_step(read, 1_000_000)


def test_context_stays_in_the_lines_of_the_span() -> None:
    text = "Before\nab cd ef\nAfter"
    start = text.index("cd")
    assert context(text, start, start + 2, 60) == ("ab ", " ef")
    assert context(text, start, start + 2, 2) == ("b ", " e")
    assert context(text, start, start + 2, 0) == ("", "")
    assert context(text, 0, len(text), 60) == ("", "")


def test_context_splits_no_grapheme() -> None:
    text = "👩‍👩‍👧xyZ👩‍👩‍👧"
    assert context(text, 7, 8, 4) == ("xy", "")
    assert context(text, 7, 8, 7) == ("👩‍👩‍👧xy", "👩‍👩‍👧")


@given(CLEAN, st.integers(0, 90), st.integers(0, 90), st.integers(0, 12))
def test_context_adjoins_the_span(text: str, one: int, other: int, width: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    before, after = context(text, start, end, width)
    assert text[:start].endswith(before)
    assert text[end:].startswith(after)
    assert "\n" not in before + after
    assert max(len(before), len(after)) <= width
