"""Subtitles: what is said, in paragraphs with their times."""

import pytest

from desktop_app.core.errors import AppError, FileBinary, FileDamaged, FileEmpty
from tests.formats.reads import Read, counts


def srt(*cues: tuple[str, str, str]) -> str:
    return "\n\n".join(
        f"{number}\n{start} --> {end}\n{words}"
        for number, (start, end, words) in enumerate(cues, 1)
    )


def test_a_pause_begins_a_paragraph(read: Read) -> None:
    cues = (
        ("00:00:01,000", "00:00:02,000", "We came"),
        ("00:00:03,900", "00:00:05,000", "to ask."),
        ("00:00:07,000", "00:00:08,000", "Nobody"),
        ("00:00:06,000", "00:00:08,500", "earlier"),
    )
    result = read(srt(*cues), "a.srt")
    assert result.text == "[0:00:01] We came to ask.\n\n[0:00:07] Nobody\n\n[0:00:06] earlier"
    assert counts(result) == {"times_left_out": 1}


def test_a_long_paragraph_ends_with_its_sentence(read: Read) -> None:
    cues = [
        (f"00:{n // 60:02}:{n % 60:02},000", f"00:{n // 60:02}:{n % 60:02},900", words)
        for n, words in enumerate(["word " * 19 + "and", "more " * 19 + "so."] * 6)
    ]
    paragraphs = read(srt(*cues), "a.srt").text.split("\n\n")
    assert len(paragraphs) == 2
    assert all(paragraph.endswith("so.") for paragraph in paragraphs)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("<i>a\nb</i>", "a b"),
        ("- a\n- b", "- a\n- b"),
        ("{\\an8}a &amp; <font color=red>b</font>", "a & b"),
        ("a\r\nb", "a b"),
        ("ANNA: a\nBEN LI: b\nSo: c", "ANNA: a\nBEN LI: b So: c"),
        ("5 < 6 & 7 > 3 <laughs>", "5 < 6 & 7 > 3 <laughs>"),
        ("a<br>b<BR />c", "a b c"),
        ("1984\nwas a year", "1984 was a year"),
    ],
)
def test_tags_go_and_words_stay(read: Read, words: str, text: str) -> None:
    data = srt(("00:01,0", "00:02.5", words))
    assert read(data, "a.srt").text == f"[0:00:01] {text}"


def test_what_is_not_said_is_told(read: Read) -> None:
    data = (
        "WEBVTT - The ferry\nKind: captions\nLanguage: en\n\nSTYLE\n::cue { color: red }\n\n"
        "00:01.000 --> 00:02.000\n<ruby>漢<rt>kan</rt></ruby> <u>so</u>\n\n"
        "00:03,000 -> 00:04,000\nAn arrow is broken.\n"
    )
    result = read(data.encode(), "a.vtt")
    assert result.text == "[0:00:01] 漢 so"
    assert result.metadata == {"title": "The ferry", "kind": "captions", "language": "en"}
    assert counts(result) == {"looks_left_out": 1, "readings_left_out": 1, "untimed_left_out": 1}


def test_a_name_begins_a_paragraph(read: Read) -> None:
    said = ("ANNA: One", "and two.", "Speaker 2: Three", "He said: four", "Ben: Five", "Ben: Six")
    cues = [(f"00:00:0{n},000", f"00:00:0{n},900", words) for n, words in enumerate(said)]
    assert read(srt(*cues), "a.srt").text.split("\n\n") == [
        "[0:00:00] ANNA: One and two.",
        "[0:00:02] Speaker 2: Three He said: four",
        "[0:00:04] Ben: Five",
        "[0:00:05] Ben: Six",
    ]


def test_a_missing_blank_line_parts_cues_all_the_same(read: Read) -> None:
    data = "1\n0:00:01,0 --> 0:00:02,0\none\n2\n0:00:02,0 --> 0:00:03,0\ntwo"
    assert read(data, "a.srt").text == "[0:00:01] one two"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"only words", FileDamaged),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", FileDamaged),
        (b"  ", FileEmpty),
        (b"\0\1\2\3", FileBinary),
    ],
)
def test_a_file_without_subtitles_is_refused(read: Read, data: bytes, kind: type[AppError]) -> None:
    with pytest.raises(kind):
        read(data, "a.vtt")


def test_another_encoding_is_guessed_and_told(read: Read) -> None:
    words = "Мы пришли, чтобы спросить, и никто не ответил. Это называют терпением."
    result = read(srt(("00:01,0", "00:02,0", words)).encode("cp1251"), "a.srt")
    assert (result.encoding, result.is_guessed) == ("cp1251", True)
