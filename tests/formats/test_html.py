"""Web pages: the text that a browser would show, by its blocks, lists, tables and marks."""

import pytest

from desktop_app.core.errors import AppError, FileDamaged, FileEmpty
from desktop_app.formats.css import Sheet
from tests.formats.reads import Read, counts, shown


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>One\n two<br> three <br/>four</p>  <p>five", "One two\nthree\nfour\n\nfive"),
        ("a<div>b<div>c</div></div>d<p>e</p>f", "a\nb\nc\nd\n\ne\n\nf"),
        ("<p>a<b> b </b> c&nbsp; d\u2003e</p>", "a b c\u00a0 d\u2003e"),
        ("<pre>\n  a\n    b </pre>", "  a\n    b"),
        ("<p style='white-space: pre-wrap'>a\n  b", "a\n  b"),
        ("<ul><li>a<li>b<ol type=A start=2><li>c<li value=9>d</ol></ul>e",
         "• a\n• b\nB. c\nI. d\n\ne"),
        ("<ol><li><p>a<p>b</ol>", "1. a\n\nb"),
        ("<dl><dt>a<dd>b</dl>", "a\nb"),
        ("<table><caption>T</caption><tr><th>a<td rowspan=2>b<br>c<tr><td>d</table>",
         "T\na\tb c\nd"),
        ("<table><tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e</table>", "a\t\tb\nc\td\te"),
        ("<table><tr><td><p>a<p>b<td>c</table>", "a\n\nb\n\nc"),
        ("<table role=presentation><tr><td>a<td>b</table>", "a\nb"),
        ("<q>a</q> <s>b</s><del>c</del><ins>d</ins>", "“a” bd"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字", "漢字"),
        ("<script>x</script><style>p{}</style><!-- c --><template>t</template>a", "a"),
        ("a<button>b</button><input value=c><select><option>d</select>", "a"),
        ("a&amp;b &lt;i&gt; &custom; &#x1F600;", "a&b <i> &custom; 😀"),
        ("a<custom-tag>b</custom-tag>", "ab"),
    ],
)  # fmt: skip
def test_blocks_are_read_as_they_are_shown(read: Read, page: str, text: str) -> None:
    assert read(f"<html><body>{page}</body></html>", "a.html").text == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("word<sup><a href='#n1'>1</a></sup>.", "word[1]."),
        ("word<a href='x.html#n1'><sup>[1]</sup></a>", "word[1]"),
        ("word<a role='doc-noteref' href='#n'>*</a>", "word[*]"),
        ("m<sup>2</sup> and 1<sup>st</sup>", "m2 and 1st"),
        ("<a href='#top'>Top</a> a", "Top a"),
        ("a<p><a class='sdfootnotesym' href='#1'>1</a>Note.</p>", "a\n\n[1] Note."),
        ("a<p>Note.<a role='doc-backlink' href='#1'>↩</a></p>", "a\n\nNote."),
    ],
)
def test_marks_of_notes_stand_in_brackets(read: Read, page: str, text: str) -> None:
    assert read(page, "a.html").text == text


def test_emphasis_headings_and_indents_stand_beside(read: Read) -> None:
    result = read(
        "<style>.it, p.x {font-style: italic} .up {font-style:normal} .hid{display:none}"
        " .in{margin-left:3em} div.page{margin-left: 3em}</style>"
        "<div class=page><h2>A <i>b</i></h2><p class='x in'>c <span class=up>d</span></p>"
        "<blockquote>e <strong>f</strong></blockquote><p style='font-weight:700'>g</p>"
        "<p class=hid>h</p><p hidden>i</p></div>",
        "a.html",
    )
    assert result.text == "A b\n\nc d\n\ne f\n\ng"
    assert shown(result) == [
        ("heading2", "A b"),
        ("italic", "b"),
        ("italic", "c "),
        ("indent", "c d"),
        ("indent", "e f"),
        ("bold", "f"),
        ("bold", "g"),
    ]
    assert counts(result)["hidden_left_out"] == 2


def test_a_table_may_have_several_paragraphs_in_a_cell(read: Read) -> None:
    row = "<tr><td><p>a</p><p>b</p></td><td><p>c</p></td></tr>"
    assert read(f"<table>{row * 2}</table>", "a.html").text == "a b\tc\na b\tc"
    page = row.replace("b", "b " * 300)
    assert "\t" not in read(f"<table>{row}{page}</table>", "a.html").text


def test_how_words_look_otherwise_is_told(read: Read) -> None:
    page = (
        "<style>.a{vertical-align:super}.l{text-decoration:underline}</style><p>mc<sup>2</sup>"
        " <s>b</s> <span style='text-decoration: line-through'>c</span> <span class=a>d</span>"
        " <a href='#x'><span class=l>e</span></a> <u>f</u><math><mfrac><mi>g</mi></mfrac></math>"
    )
    result = read(page, "a.html")
    assert result.text == "mc2 b c d e fg"
    assert counts(result) == {"looks_left_out": 5, "formulas_flattened": 1}


def test_what_is_lost_is_counted(read: Read) -> None:
    page = (
        "<p>a <img src=x><svg><text>s</text></svg><iframe src=y></iframe>"
        "<a href='https://a.org/x'>b</a> <a href='https://a.org/'>a.org</a>"
        "<del>c</del><ruby>d<rt>e</rt></ruby><sup><a href='#1'>1</a></sup>"
    )
    assert counts(read(page, "a.html")) == {
        "pictures_left_out": 2,
        "embedded_left_out": 1,
        "links_left_out": 1,
        "deletions_left_out": 1,
        "readings_left_out": 1,
        "note_marks_kept": 1,
    }


def test_the_head_tells_what_the_page_says_of_itself(read: Read) -> None:
    page = (
        "<html lang=de><head><title> A\n title </title><meta name=Author content='A. B.'>"
        "<meta name=author content='C. D.'><meta name='article:author' content='A. B.'>"
        "<meta property='article:author' content='https://a.org/ab'>"
        "<meta property='article:published_time' content='1863-11-19'>"
        "<link rel=canonical href='https://a.org/x'></head><body>Text</body></html>"
    )
    assert read(page, "a.htm").metadata == {
        "title": "A title",
        "author": "A. B.; C. D.",
        "date": "1863-11-19",
        "url": "https://a.org/x",
        "language": "de",
    }


@pytest.mark.parametrize(
    ("data", "encoding", "is_guessed"),
    [
        ("<meta charset='koi8-r'><p>мир".encode("koi8-r"), "koi8-r", False),
        ("<?xml version='1.0' encoding='cp1251'?><p>мир".encode("cp1251"), "cp1251", False),
        ("<meta charset=iso-8859-1><p>“é”".encode("cp1252"), "cp1252", False),
        ("\ufeff<meta charset=cp1251><p>мир".encode(), "utf-8", False),
        ("<meta charset=utf-8><p>Un garçon, déjà là".encode("cp1252"), "cp1252", True),
        ("<meta charset=nonsense><p>мир".encode(), "utf-8", False),
        ("<p>мир".encode("utf-16"), "utf-16-le", False),
    ],
)
def test_the_declared_encoding_counts_where_it_can(
    read: Read, data: bytes, encoding: str, is_guessed: bool
) -> None:
    result = read(data, "a.html")
    assert (result.encoding, result.is_guessed) == (encoding, is_guessed)
    assert result.text in ("мир", "“é”", "Un garçon, déjà là")


def test_a_named_encoding_overrules_the_declared_one(read: Read) -> None:
    data = "<meta charset='koi8-r'><p>мир".encode("cp1251")
    assert read(data, "a.html", "cp1251").text == "мир"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<div>" * 5000 + b"deep", FileDamaged),
        (b"<p> </p><script>x</script>", FileEmpty),
        (b"<!-- only -->", FileEmpty),
        (b"\x89PNG\r\n\x1a\n<p>a", AppError),
    ],
)
def test_a_page_that_cannot_be_read_is_refused(read: Read, data: bytes, kind: type) -> None:
    with pytest.raises(kind):
        read(data, "a.html")


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE a [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;">]>',
        "<?xml version='1.0'?>\n<!-- > [ -->\n<!doctype html PUBLIC 'a>[b' [<!ENTITY % a 'b'>]>",
        '<!DOCTYPE a [<!-- ]> --><!ATTLIST p q CDATA "]"><!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_a_doctype_that_declares_entities_is_refused(read: Read, head: str) -> None:
    with pytest.raises(FileDamaged, match="entities"):
        read(head + "<p>words &a;</p>", "a.html")


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE html>",
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd" [ <!ATTLIST p q ID> ]>',
        "<!DOCTYPE html [" + "<!--" * 100_000,
        "<!-- " * 100_000,
    ],
)
def test_a_page_may_write_about_entities(read: Read, head: str) -> None:
    assert read(head + "--><p>A &lt;!DOCTYPE a [&lt;!ENTITY a</p>", "a.html").text


def test_style_sheets_that_are_no_css_say_nothing() -> None:
    sheet = Sheet()
    sheet.add("/* p{font-style:italic} */ p a {font-style: italic} @media x {p{} } b{font-weight")
    assert sheet.looks("p", [], "") == {}
    assert sheet.looks("p", [], "margin: 1px 2px 3px; font-style; :;;font-weight:bold") == {
        "bold": True, "indent": False,
    }  # fmt: skip
