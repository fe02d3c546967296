"""Whose words are whose: transcripts, quotations over paragraphs, and what a reader settles."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.documents import list_documents
from desktop_app.core.errors import BadSpan
from desktop_app.core.model import Op
from desktop_app.core.numbering import Numbering
from desktop_app.core.project import Project
from desktop_app.core.quotations import find_quotations
from desktop_app.core.segments import Filter, list_segments
from desktop_app.core.turns import (
    Speakers,
    list_turns,
    numbered_turns,
    set_speaker,
)
from desktop_app.core.voices import NARRATOR, Turn, find_transcript, find_voices
from tests.builders import SPEECH, an_annotation, place
from tests.growth import assert_grows_in_step

ARTICLE = Path(__file__).parents[3] / "shared" / "acceptance" / "aliyev-2023-07-23.txt"

REPORT = """The mill is to close

The owner of the mill spoke to its workers on Monday. “We have waited,” Ada Brown said. The hall was full.

In answer to a worker, the owner explained why:

“Nobody buys our “golden” flour. They ask: “Who needs it?” We asked ourselves.

So we wrote letters. We wrote: “Come and see. Nobody came.

And that is all there is.”

“One door closes”

“You will ask what comes next.

“I ask it too,” she added.

Workers sang “The Old Mill” on their way home.
"""  # noqa: E501


def heard(text: str) -> list[tuple[str, str]]:
    """List who speaks and the words, narration and events left out."""
    turns = find_voices(text)
    return [(t.speaker, text[t.start : t.end]) for t in turns if t.kind in ("turn", "quote")]


def quoted(text: str) -> list[str]:
    numbering = Numbering(text)
    paragraphs = [numbering.paragraph_span(n + 1) for n in range(numbering.paragraph_count)]
    return [text[q.start : q.end] for q in find_quotations(text, paragraphs)]


def test_a_report_is_told_from_its_speaker_across_paragraphs() -> None:
    found = heard(REPORT)
    assert [words.partition("\n")[0][:24] for _, words in found] == [
        "“We have waited,”",
        "“Nobody buys our “golden",
        "“One door closes”",
        "“You will ask what comes",
    ]
    assert found[1][1].endswith("And that is all there is.”")
    assert found[3][1].endswith("I ask it too,”")
    assert [speaker for speaker, _ in found] == ["Ada Brown"] * 4
    narrated = [t for t in find_voices(REPORT) if t.kind == "narration"]
    assert {turn.speaker for turn in narrated} == {NARRATOR}
    assert REPORT[narrated[-1].start : narrated[-1].end].endswith(
        "The Old Mill” on their way home."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Warum?“ fragte er. „Sie sagte ‚nein‘.“", ["„Warum?“", "„Sie sagte ‚nein‘.“"]),
        ("»Warum?« fragte er. »So.«", ["»Warum?«", "»So.«"]),
        ("« Qui ? » dit-il. « Non, « oui ». »", ["« Qui ? »", "« Non, « oui ». »"]),
        ("”Varför?” frågade han. ”Därför.”", ["”Varför?”", "”Därför.”"]),
        ("「なぜ？」と彼は聞いた。「『はい』だ。」", ["「なぜ？」", "「『はい』だ。」"]),
        ('"Why?" he asked. "I," she said.', ['"Why?"', '"I,"']),
        ("‘I don’t know the boys’ names,’ he said.", ["‘I don’t know the boys’ names,’"]),
        ("“One.\n\n“Two.\n\n“Three.” And “four.”", ["“One.\n\n“Two.\n\n“Three.”", "“four.”"]),
        ("“One.\n\nTwo “x”.\n\nThree.” And.", ["“One.\n\nTwo “x”.\n\nThree.”"]),
        ("“Left open.\n\nNarration.\n\n“Next,” he said.", ["“Left open.", "“Next,”"]),
        ("— Кто? — спросил он. — Я ждал.\n— Нет.\nОн ушёл.", ["Кто?", "Я ждал.", "Нет."]),
        ("– Qui ? demanda-t-il.\n– Moi.", ["Qui ? demanda-t-il.", "Moi."]),
        ("No marks here.", []),
    ],
)
def test_quotations_in_many_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@given(st.text(st.sampled_from('ab \n“”„"«»‘’—.'), max_size=60))
def test_quotations_of_any_marks_stand_in_order_within_the_text(text: str) -> None:
    before = 0
    for turn in find_voices(text):
        assert turn.start < turn.end <= len(text)
        if turn.kind != "event":
            assert before <= turn.start
            before = turn.end


@pytest.mark.parametrize(
    "unit", ["“a\n", "“a.\n\n", "A: b\n", "“a” said B", "B said C ", '"', "— a\n"]
)
def test_many_of_anything_do_not_hang(unit: str) -> None:
    assert_grows_in_step(lambda size: find_voices(unit * (size // len(unit))), 200_000)


TRANSCRIPT = """Speaker: the president
Date: 4 May

THE PRESIDENT:  Thank you. [applause]
It is good to be here.

Q    Why now?

THE PRESIDENT: Because. (Laughter.)
MR. SMITH (rising): [00:12:31] Well --
"""


def test_a_transcript_has_turns_and_events() -> None:
    found = find_transcript(TRANSCRIPT)
    spoken = [t.speaker for t in found if t.kind == "turn"]
    assert spoken == ["THE PRESIDENT", "Q", "THE PRESIDENT", "MR. SMITH"]
    assert TRANSCRIPT[found[0].start : found[0].end].endswith("be here.")
    events = [TRANSCRIPT[t.start : t.end] for t in found if t.kind == "event"]
    assert events == ["[applause]", "(Laughter.)", "[00:12:31]"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Q: Why?\nA: So.\nQ. And?\nA. No.\nA man came.", ["Q", "A", "Q", "A"]),
        ("[00:01] Ann: Hello.\n[00:09] Ben: Goodbye.\n[00:11] Ann: Oh.", ["Ann", "Ben", "Ann"]),
        (
            "**Ann:** It is late.\n\n**Ben Li:** It is early.\n\n**Ann:** No.",
            ["Ann", "Ben Li", "Ann"],
        ),
        ("张三：你好。\n李四：你好吗？\n张三：好。", ["张三", "李四", "张三"]),
        ("It was late: ten.\nWe left: alone.\nAnd so: on.", []),
        ("Note: one thing.\nSource: another.\nNote: a third.", []),
    ],
)
def test_names_begin_turns(text: str, speakers: list[str]) -> None:
    assert [t.speaker for t in find_transcript(text) if t.kind == "turn"] == speakers


@pytest.mark.skipif(not ARTICLE.is_file(), reason="the acceptance text is not here")
def test_the_acceptance_article_is_told_apart() -> None:
    text = ARTICLE.read_text("utf-8")
    turns = find_voices(text)
    who = Speakers(turns)

    def speaker(words: str) -> str:
        start = text.index(words)
        found = who.of(start, start + len(words))
        assert len(found) == 1, words
        return found[0]

    for words in (
        "President Aliyev attended",
        "he stressed",
        "Peace treaty could be",
        "New Media in",
    ):
        assert speaker(words) == NARRATOR
    for words in (
        "only the naive can count",
        "Unfortunately, the junta",
        "We took the initiative",
        "Yes, we are wrong here",
        "So all our steps were logical",
        "common sense will prevail. Otherwise, I think that now",
        "draw the right conclusion",
        "the only guarantee of peace is force",
        "They have already taken several",
        "If not, well",
    ):
        assert speaker(words) not in (NARRATOR, ""), words


def test_segments_carry_their_speaker_and_are_filtered_by_it(project: Project) -> None:
    an_annotation(project, place(SPEECH, "We came"), code="Irony")
    an_annotation(project, place(SPEECH, "stayed.\n\nThey"), code="Irony")
    by_quote = {s.part.quote: s.speaker for s in list_segments(project) if s.part}
    assert by_quote["We came"] == "We"
    assert by_quote["stayed.\n\nThey"] == "We; They"
    assert by_quote["café"] == ""
    heard = [s.part.quote for s in list_segments(project, Filter(speaker="They")) if s.part]
    assert heard == ["stayed.\n\nThey", "order 😀", "fear"]


def test_saying_who_speaks_cuts_what_stood_there(project: Project) -> None:
    here = list_documents(project)[0].id
    with project.change(Op.SET_SPEAKER) as change:
        set_speaker(change, here, 20, 40, "Both")
    kept = [(t.start, t.end, t.speaker) for t in list_turns(project, here)]
    assert kept == [(0, 20, "We"), (20, 40, "Both"), (40, 70, "They")]
    assert numbered_turns(list_turns(project, here)) == [(0, 20), (20, 40), (40, 70)]
    with project.change(Op.SET_SPEAKER) as change:
        set_speaker(change, here, 0, 30, "")
    assert [t.start for t in list_turns(project, here)] == [30, 40]
    with pytest.raises(BadSpan), project.change(Op.SET_SPEAKER) as change:
        set_speaker(change, here, 5, 10**6, "x")


def test_events_are_nobodys() -> None:
    who = Speakers([Turn(0, 10, "turn", "Ann"), Turn(2, 4, "event", "")])
    assert who.of(2, 4) == ["Ann"]
    assert who.of(10, 12) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Speaker 1  00:01\nHello there.\n\nSpeaker 2  0:00:09\nHi.\n\nSpeaker 1  00:20\nBye.",
            ["Speaker 1", "Speaker 2", "Speaker 1"],
        ),
        ("[00:01] Anna Li\nHello there.\n\n00:09 Ben\nHi, you.", ["Anna Li", "Ben"]),
        (
            "THE CHAIR. Order!\nMR. SMITH. I rise.\nTHE CHAIR. Do.\nMR. SMITH. Thanks.",
            ["THE CHAIR", "MR. SMITH", "THE CHAIR", "MR. SMITH"],
        ),
        (
            "ACT I\n\nHAMLET\nTo be.\n\nHORATIO.\nMy lord!\n\nHAMLET\nOr not.\n\nHORATIO\nSo.",
            ["HAMLET", "HORATIO", "HAMLET", "HORATIO"],
        ),
        ("MY BOOK\n\nIt was.\n\nA. POET\n\nSo.\n\nMY BOOK\n\nAnd.\n\nA. POET\n\nEnd.", []),
        ("CHAPTER I. The start\n\nIt was.\n\nCHAPTER II. The end\n\nSo it was.", []),
        ("Noon 12:30\nand then we left.", []),
        ("— Qui ? demanda-t-il.\n— Moi.", ["Unnamed", "Unnamed"]),
        (
            "“First,” the minister said.\n\nA reporter asked, “Why?” An old man said: “No.”",
            ["Minister", "Reporter", "Old man"],
        ),
        ("《报》。“你好，”李雷说。“再见了我的朋友。”", ["Unnamed", "Unnamed"]),
    ],
)
def test_who_speaks_is_told_in_what_people_bring(text: str, expected: list[str]) -> None:
    assert [speaker for speaker, _ in heard(text)] == expected
