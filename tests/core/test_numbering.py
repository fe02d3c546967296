"""Lines of texts that are set in lines, places looked up and cited, and languages guessed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.errors import Unknown
from desktop_app.core.languages import guess_language
from desktop_app.core.lined import blank_lines, line_starts
from desktop_app.core.numbering import Numbering
from desktop_app.core.places import cite, find_place
from desktop_app.core.sentences import sentences

VERSE = """I walked along the empty quay
    and counted every light,
the harbour had gone out to sea
    and taken back the night.

Who asked? The gulls. And when
they asked, I had no word
"""
WRAPPED = (
    "This letter was written on a machine that\n"
    "breaks its lines. It has a paragraph of three\n"
    "lines.\n\n"
    "And one of two lines, the second of which is\n"
    "short. Is it?\n\n"
    "And again two of them, because a text of five\n"
    "lines might be anything\n"
)
PROSE = "A title\n\nFirst one. Second.\n\nANNA: No.\nBEN: Yes. Why?\nANNA: Because.\nBEN: I see.\n"


@pytest.mark.parametrize(
    ("text", "is_lined"),
    [
        (VERSE, True),
        (WRAPPED, True),
        (PROSE, False),
        ("- bread\n- milk\n- an egg\n- tea\n- a pear\n- salt\n", False),
        ("a\tb\nc\td\ne\tf\ng\th\ni\tj\nk\tl\n", False),
        ("one\ntwo\n", False),
        (("word " * 40 + "\n") * 9, False),
        ("", False),
    ],
)
def test_verse_and_wrapped_prose_are_told_from_the_rest(text: str, is_lined: bool) -> None:
    assert Numbering(text).is_lined is is_lined


def test_a_stanza_is_a_paragraph_whose_sentences_run_over_lines() -> None:
    numbering = Numbering(VERSE)
    assert (numbering.paragraph_count, numbering.line_count) == (2, 6)
    start, end = numbering.paragraph_span(1)
    assert VERSE[start:end].splitlines() == VERSE.splitlines()[:4]
    assert [VERSE[a:b] for a, b in numbering.sentence_spans(2)] == [
        "Who asked?",
        "The gulls.",
        "And when\nthey asked, I had no word",
    ]
    assert (numbering.reference(VERSE.index("gulls")), numbering.line_at(VERSE.index("gulls"))) == (
        "2.2",
        5,
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2", "First one. Second."),
        ("2.2", "Second."),
        ("§ 2.2", "Second."),
        ("par. 2", "First one. Second."),
        ("4.2-5.1", "Why?\nANNA: Because."),
        ("4.2–5", "Why?\nANNA: Because."),
        ("T2", "BEN: Yes. Why?"),
        ("turn 2-3", "BEN: Yes. Why?\nANNA: Because."),
        ("l. 3", "ANNA: No."),
        ("L3-4", "ANNA: No.\nBEN: Yes. Why?"),
        (" line 3 ", "ANNA: No."),
    ],
)
def test_what_is_typed_is_looked_up(typed: str, found: str) -> None:
    lines = [PROSE.index(line) for line in ("ANNA: No", "BEN: Y", "ANNA: B", "BEN: I")]
    turns = [(start, PROSE.index("\n", start)) for start in lines]
    start, end = find_place(Numbering(PROSE), typed, turns)
    assert PROSE[start:end] == found


@pytest.mark.parametrize(
    "typed",
    ["", "x", "0", "99", "2.9", "T5", "T0", "L2.1", "p. 5", "3-2", "2-", "-2", "2.1.1"],
)
def test_a_place_that_is_not_there_is_refused(typed: str) -> None:
    with pytest.raises(Unknown):
        find_place(Numbering(PROSE), typed, [(0, 1)])


@given(st.data(), st.sampled_from([VERSE, WRAPPED, PROSE]))
def test_what_is_cited_is_found_again(data: st.DataObject, text: str) -> None:
    numbering = Numbering(text)
    start = data.draw(st.integers(0, len(text) - 1).filter(lambda at: not text[at].isspace()))
    end = data.draw(st.integers(start + 1, len(text)).filter(lambda e: not text[e - 1].isspace()))
    first, last = find_place(numbering, cite(numbering, start, end))
    assert first <= start < end <= last


LINES = st.lists(st.sampled_from(["", " ", "a b", "So it.", "- x", "and on"]), max_size=30)


@given(LINES.map("\n".join))
def test_every_position_of_any_lines_leads_back(text: str) -> None:
    numbering = Numbering(text)
    for position, character in enumerate(text):
        if not character.isspace():
            for start, end in (
                numbering.position_of(numbering.reference(position)),
                numbering.line_span(numbering.line_at(position)),
            ):
                assert start <= position < end


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It was the end of the road and they had not seen it on the way to that town."),
        ("de", "Das ist nicht der Weg, auf dem sich die Leute und das Vieh von selbst bewegen."),
        ("fr", "Les gens ne sont pas venus dans la salle et nous avons dit que la porte est là."),
        ("es", "Los vecinos no vinieron por la noche, pero las puertas del pueblo se abrieron."),
        ("it", "Non è della città che gli amici parlano, sono anche nel paese per una volta."),
        ("ru", "Они пришли на площадь, и он сказал, что это не так, как мы думали."),
        ("uk", "Вони прийшли на площу, і він сказав, що це не так, як ми думали."),
        ("tr", "Bu iş için çok zaman var ama değil mi, daha sonra da gelen ve giden oldu."),
        ("az", "Bu iş üçün çox vaxt var, amma deyil ki, daha sonra da gələn və gedən oldu."),
        ("el", "Ήρθε και είπε ότι το παιδί της δεν είναι από την πόλη με τα φώτα."),
        ("ja", "今日はとても良い天気ですから、散歩に行きましょう。"),
        ("zh", "今天天气很好，我们去散步吧。"),
        ("ar", "ذهب الرجل إلى المدينة ولم يعد في المساء."),
        ("", "12 345"),
        ("", ""),
    ],
)
def test_languages_are_told_by_their_small_words(language: str, text: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["“Why?” John asked.", "“Now!” I said.", "“Why?”", "He left.", "“No!”", "The end."]),
        ("en", ["“So what?” Queen Ann of England demanded.", "Nobody knew."]),
        ("en", ["He cried “Stop!”", "John stopped.", "“How? Who?” he asked.", "No."]),
        ("en", ["She works at Yahoo! Inc. in Reno.", "Does he?"]),
        ("en", ["“… and so,” he said.", "“... Then what?”", "He is 5 ft. 3 tall."]),
        ("en", ["So Rom. 3:4 and Matt. V have it.", "He left Rome.", "3 came."]),
        ("de", ["Der 3. Mann kam.", "Das war 1995.", "Er ging usw.", "Und dann s. S. 5."]),
        ("fr", ["M. Dupont vit Mme. Curie.", "« Qui ? » dit-elle.", "Il partit."]),
        ("es", ["El Sr. D. Juan vino.", "¿Quién es Ud., p. ej.?", "Nadie."]),
        ("es", ["Los EE. UU. y México.", "Nadie."]),
        ("it", ["L’on. Rossi e il sig. Verdi, ecc.", "Poi no."]),
        ("pl", ["Np. prof. Nowak, m.in. Kowalski.", "Nie."]),
        ("ru", ["Это было в 1990 г. в Москве.", "И т. д.", "Он ушёл.", "— Кто? — спросил он."]),
        ("tr", ["Sn. Yılmaz bkz. Dr. Ak geldi.", "O gitti."]),
        ("az", ["Akad. Məmmədov və s. gəldi.", "O getdi."]),
        ("el", ["Π.χ. ο κ. Νίκος ήρθε.", "Γιατί;", "Δεν ξέρω."]),
    ],
)  # fmt: skip
def test_sentences_by_language(language: str, expected: list[str]) -> None:
    paragraph = " ".join(expected)
    found = [paragraph[start:end] for start, end in sentences(paragraph, language)]
    if language == "en":
        # A question inside a quotation is a sentence of its own where another follows it.
        expected = [part for each in expected for part in each.replace("? Who", "?|Who").split("|")]
    assert found == expected


@given(st.text(alphabet="a\n \t\u2028é", max_size=40))
def test_lines_begin_and_are_blank_as_split_would_tell(text: str) -> None:
    starts = line_starts(text)
    lines = [text[start : behind - 1] for start, behind in pairwise(starts)]
    assert lines == text.split("\n")
    assert blank_lines(text, starts) == [not line.strip() for line in lines]
