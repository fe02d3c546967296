r"""Rich Text: what the golden files do not hold, and what is refused."""

import pytest

from desktop_app.core.errors import AppError, FileDamaged, FileEmpty, UnknownEncoding
from tests.formats.reads import Read, counts, shown

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial Cyr;}"
    r"{\f2\fcharset2 Symbol;}{\f3\fcharset128 MS Gothic;}}"
)


def rtf(body: str) -> bytes:
    return f"{HEAD}{body}}}".encode("latin-1")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"a\par b\line c\tab d", "a\n\nb\nc\td"),
        ("one\r\ntwo", "onetwo"),
        (r"caf\'e9 \'93q\'94 a\~b\_c\-d\{\}\\", "café “q” a\u00a0b\u2011c\u00add{}\\"),
        (r"\u8212- never \uc2\u233 ?? x\uc0\u233 y", "— never é x" + "éy"),
        (r"\u-10179?\u-8704? \uc1\u55357?\u56832?", "😀 😀"),
        (r"\u-10179? lone", "\ufffd lone"),
        (r"{\f1 \'ec\'e8\'f0} {\f3 \'8a\'bf\'8e\'9a}", "мир 漢字"),
        (r"\emdash\endash\lquote\rquote\ldblquote\rdblquote\bullet", "—–‘’“”•"),
        (r'{\field{\*\fldinst HYPERLINK "http://a.org"}{\fldrslt shown}} b', "shown b"),
        (r"{\*\unknown gone}{\upr{ansi}{\*\ud{\u233 ?}}} a", "é a"),
        (r"{\listtext\f2\'b7\tab}one\par{\listtext 2.\tab}two\par three", "• one\n2. two\n\nthree"),
        (r"\trowd a\intbl\cell b\cell\row c\intbl\par d\cell e\cell\row\pard f",
         "a\tb\nc d\te\n\nf"),
        (r"a{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt box\par}}{\shprslt{\*\do"
         r"{\dptxbxtext box}}}}b", "ab\n\nbox"),
        (r"a{\pict\bin5 }{\\x}b", "ab"),
        (r"a{\v hidden}{\deleted gone}{\revised new}", "ahiddennew"),
        (r"{\header head}{\footer{\field{\*\fldinst PAGE}{\fldrslt 1}}}a", "a"),
    ],
)  # fmt: skip
def test_every_word_comes_in(read: Read, body: str, text: str) -> None:
    assert read(rtf(body), "a.rtf").text == text


def test_how_words_look_otherwise_is_told(read: Read) -> None:
    body = (
        r"mc{\super 2} {\strike s}\ul u\ulnone  n {\field{\*\fldinst HYPERLINK #b}{\fldrslt \ul l}}"
        r" H\sub 2\nosupersub O{\super{\footnote\pard a note}}"
    )
    result = read(rtf(body), "a.rtf")
    assert result.text == "mc2 su n l H2O[1]\n\n[1] a note"
    assert counts(result) == {"looks_left_out": 4, "footnotes_kept": 1}


def test_what_a_field_shows_by_its_code_is_read_or_told(read: Read) -> None:
    above = r"{\field{\*\fldinst EQ \\* jc3 \\o\\al(\\s\\up 11(kan),\u28450?)}{\fldrslt }}"
    body = rf"a{above}b{{\field{{\*\fldinst EQ \\f(1,2)}}{{\fldrslt}}}}"
    result = read(rtf(body), "a.rtf")
    assert result.text == "a漢b"
    assert counts(result) == {"readings_left_out": 1, "formulas_left_out": 1}


def test_notes_stand_at_the_end(read: Read) -> None:
    body = (
        r"a{\super\chftn}{\footnote{\super\chftn} one\par more}b"
        r"{\super\chftn}{\footnote\ftnalt two}{\*\annotation remark}"
    )
    result = read(rtf(body), "a.rtf")
    assert result.text == "a[1]b[2]\n\n[1] one\nmore\n\n[2] two"
    assert counts(result) == {"footnotes_kept": 1, "endnotes_kept": 1, "comments_left_out": 1}


def test_emphasis_headings_and_indents_stand_beside(read: Read) -> None:
    body = (
        r"{\stylesheet{\s1\b heading 2;}{\s2\outlinelevel3 Own;}}"
        r"\pard\s1\b Head\par\pard\plain a {\i b \b c}\b0  d\plain\par"
        r"\pard\li720 in\par\pard\li720\fi-720 hanging\par\pard\s2 deep\par"
    )
    result = read(rtf(body), "a.rtf")
    assert shown(result) == [
        ("heading2", "Head"),
        ("italic", "b c"),
        ("bold", "c"),
        ("indent", "in"),
        ("heading4", "deep"),
    ]


def test_the_info_tells_title_and_author(read: Read) -> None:
    info = r"{\info{\title A \u233 ? title}{\author A}{\creatim\yr1999\mo3\dy7\hr1}{\operator C}}"
    assert read(rtf(info + "text"), "a.rtf").metadata == {
        "title": "A é title",
        "author": "A",
        "created": "1999-03-07",
    }


def test_a_code_page_can_be_named(read: Read) -> None:
    data = rb"{\rtf1\ansi \'ec\'e8\'f0}"
    assert read(data, "a.rtf").text == "ìèð"
    assert read(data, "a.rtf", "cp1251").text == "мир"
    with pytest.raises(UnknownEncoding):
        read(data, "a.rtf", "none")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"no rtf", FileDamaged),
        (b"{\\rtf1 cut {\\b off", FileDamaged),
        (b"{\\rtf1 cut \\", FileDamaged),
        (b"{\\rtf1" + b"{" * 2000, FileDamaged),
        (b"{\\rtf1 }", FileEmpty),
        (b"{\\rtf1\\bin99999999999 x}", AppError),
    ],
)
def test_a_broken_file_is_refused(read: Read, data: bytes, kind: type[AppError]) -> None:
    with pytest.raises(kind):
        read(data, "a.rtf")
