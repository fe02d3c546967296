"""PDF files: paragraphs told from where letters stand; what pages add is left out."""

import zlib

import pytest

from desktop_app.core.errors import (
    FileDamaged,
    FileTooLarge,
    FileUnreadable,
    NoTextLayer,
)
from desktop_app.formats import pdf as pdf_reader
from desktop_app.formats import pdf_streams
from desktop_app.formats.visual_order import has_right_to_left, in_reading_order
from tests.formats.golden_files import FOLDER
from tests.formats.pages import pdf, prose
from tests.formats.reads import Read, counts, shown

LINES = """ We came to ask whether the boat would sail, and nobody answered us,
though the wind was fair and the well-known captain stood on the quay and
looked at the water as if it had offended him.
 They call this patience; we call it waiting, and we have waited for a govern-
ment that answers before the winter. The captain is well-
known for his silence."""


def test_lines_of_prose_become_paragraphs(read: Read) -> None:
    result = read(pdf([prose(LINES)], title="A title"), "a.pdf")
    assert result.text == (
        "We came to ask whether the boat would sail, and nobody answered us, though the wind was"
        " fair and the well-known captain stood on the quay and looked at the water as if it had"
        " offended him.\nThey call this patience; we call it waiting, and we have waited for a"
        " government that answers before the winter. The captain is well-known for his silence."
    )
    assert counts(result) == {"hyphens_removed": 1}
    assert result.metadata == {"title": "A title", "created": "2024-03-01"}


def test_verse_and_gaps_keep_their_lines(read: Read) -> None:
    verse = prose("The ferry waits,\nthe water does not;\nthe rope is wet.", left=90, top=400)
    result = read(pdf([prose(LINES) + verse]), "a.pdf")
    assert result.text.endswith(
        "silence.\n\nThe ferry waits,\nthe water does not;\nthe rope is wet."
    )
    assert [kind for kind, _ in shown(result)] == ["indent"] * 3


def test_heads_and_page_numbers_are_left_out_and_paragraphs_go_on(read: Read) -> None:
    head = (50, 560, "The Ostrey ferry")
    pages = [
        [head, *prose(LINES), (200, 30, "1")],
        [head, *prose("He has been so for eleven years.\n Another paragraph."), (200, 30, "2")],
    ]
    result = read(pdf(pages), "a.pdf")
    assert "ferry" not in result.text
    assert result.text.endswith(
        "known for his silence.\nHe has been so for eleven years.\nAnother paragraph."
    )
    assert counts(result)["headers_left_out"] == 4


def test_heads_that_count_the_pages_are_left_out_whatever_they_say(read: Read) -> None:
    pages = []
    for number, word in enumerate(("We", "They", "You", "I")):
        head = f"{number + 7} On {word}" if number % 2 else f"On {word} {number + 7}"
        body = f"{word} came to ask.\n In the year {1990 + number}\n Nobody answered {word}."
        pages.append([(50.0, 560.0, head), *prose(body)])
    result = read(pdf(pages), "a.pdf")
    assert "On " not in result.text
    assert result.text.count("In the year 199") == 4
    assert counts(result) == {"headers_left_out": 4}


def test_notes_at_the_foot_follow_the_paragraph(read: Read) -> None:
    raised = (50 + 330, 504, "@6 1")
    foot = [(50, 60, "@8 1 A note at the foot."), (50, 50, "@8 that goes on.")]
    last = [(50, 486, "and nobody else has answered us either.")]
    first = [(50, 500, "We came to ask whether the boat would sail, and nobody answered us")]
    result = read(pdf([[*first, raised, *last, *foot]]), "a.pdf")
    assert result.text == (
        "We came to ask whether the boat would sail, and nobody answered us[1] and nobody else"
        " has answered us either.\n\n[1] A note at the foot. that goes on."
    )
    assert counts(result) == {"note_marks_kept": 1}


def test_large_lines_are_headings_and_rows_have_tabs(read: Read) -> None:
    rows = [
        (50.0 + 150 * column, 440.0 - 14 * row, f"cell {row}{column}")
        for row in range(2)
        for column in range(2)
    ]
    page = [(50.0, 540.0, "@20 The ferry"), *prose("Some words of prose here."), *rows]
    result = read(pdf([page]), "a.pdf")
    assert result.text == (
        "The ferry\n\nSome words of prose here.\n\ncell 00\tcell 01\ncell 10\tcell 11"
    )
    assert shown(result) == [("heading1", "The ferry")]


def test_pages_without_words_have_no_text_layer(read: Read) -> None:
    with pytest.raises(NoTextLayer):
        read(pdf([[]]), "a.pdf")


def test_a_protected_file_is_refused(read: Read) -> None:
    data = (FOLDER / "protected.pdf").read_bytes()
    with pytest.raises(FileUnreadable):
        read(data, "a.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"no pdf", pdf([[]])[:200]])
def test_a_broken_file_is_refused(read: Read, data: bytes) -> None:
    with pytest.raises(FileDamaged):
        read(data, "a.pdf")


def test_too_many_pages_are_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "MAX_PAGES", 2)
    with pytest.raises(FileTooLarge):
        read(pdf([[]] * 3), "a.pdf")


def test_reading_can_be_stopped_between_pages(read: Read) -> None:
    from desktop_app.formats.reading import Source

    class Stop(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Stop

    data = pdf([prose("words")] * 9)
    with pytest.raises(Stop):
        pdf_reader.read(Source(FOLDER, data, progress=stop))
    assert read(data, "a.pdf").text


def packed_page(fill: bytes, rounds: int) -> bytes:
    """Write a PDF whose one page is `fill` repeated, packed once or more often."""
    stream = b""
    for number in range(rounds):
        packer = zlib.compressobj(9)
        pieces = [fill * 1_000_000] * 60 if number == 0 else [stream]
        stream = b"".join([*map(packer.compress, pieces), packer.flush()])
    plain = pdf([[(0, 0, "PLACE")]])
    start, end = plain.index(b"<< /Length"), plain.index(b"endstream")
    names = b"/FlateDecode " * rounds
    head = b"<< /Length %d /Filter [%s] >>\nstream\n" % (len(stream), names)
    return plain[:start] + head + stream + b"\n" + plain[end:]


@pytest.mark.parametrize("rounds", [1, 2])
def test_a_bomb_is_refused_before_it_is_opened(read: Read, rounds: int) -> None:
    with pytest.raises(FileTooLarge):
        read(packed_page(b" ", rounds), "a.pdf")


def test_many_packed_streams_count_together(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf([prose("words")])
    packed = b"stream\n" + zlib.compress(b" " * 1_000_000)
    assert read(data + packed * 3, "a.pdf").text == "words"
    monkeypatch.setattr(pdf_streams, "MAX_TOTAL", 2_500_000)
    with pytest.raises(FileTooLarge):
        read(data + packed * 3, "a.pdf")


def placed(text: str) -> list[tuple[str, float, float]]:
    return [(character, at * 10.0, at * 10.0 + 9) for at, character in enumerate(text)]


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("םלוע םולש", "שלום עולם"),
        ("םלוע 123 םולש", "שלום 123 עולם"),
        ("they said םולש and left", "they said שלום and left"),
        ("םולש he said רמא אוה", "הוא אמר he said שלום"),
        ("plain words 12", "plain words 12"),
    ],
)
def test_words_from_right_to_left_are_put_in_order(drawn: str, meant: str) -> None:
    assert "".join(each[0] for each in in_reading_order(placed(drawn))) == meant


def test_a_line_in_reading_order_stays() -> None:
    line = [(character, 100.0 - left, 109.0 - left) for character, left, _ in placed("שלום")]
    assert in_reading_order(line) == line
    assert not has_right_to_left("plain – words")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("they di\x1ber, it is su\x1ecient", "they differ, it is sufficient"),
     ("they di\x0ber, it is su\x0ecient", "they differ, it is sufficient")],
)  # fmt: skip
def test_ligatures_that_a_file_does_not_name_are_told(read: Read, written: str, meant: str) -> None:
    result = read(pdf([prose(written)]), "a.pdf")
    assert result.text == meant
    assert counts(result)["ligatures_told"] == 2
