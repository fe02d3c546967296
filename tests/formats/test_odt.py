"""OpenDocument texts: what the golden files do not hold, and what is refused."""

import pytest

from desktop_app.core.errors import AppError, FileDamaged, FileUnreadable
from tests.formats.reads import Read, counts, shown
from tests.formats.words import packed

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "style": "style", "text": "text", "table": "table", "draw": "drawing",
        "fo": "xsl-fo-compatible", "number": "datastyle", "manifest": "manifest",
    }.items()
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip


def odt(body: str, styles: str = "", **members: str) -> bytes:
    """Write an OpenDocument text with this body and these automatic styles."""
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return packed({"content.xml": content} | members)


def p(inner: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p(" a\n  b <text:span> c</text:span> "), "a b c"),
        (p('a<text:s/><text:s text:c="2"/>b<text:tab/>c<text:line-break/> d'), "a   b\tc\nd"),
        (p("a<text:bookmark/><text:soft-page-break/>b"), "ab"),
        (p("<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>k</text:ruby-text>"
           "</text:ruby>"), "漢"),
        (p('<text:date text:date-value="1863-11-19">19 November</text:date>'), "19 November"),
        (f"<text:section>{p('a')}<text:table-of-content><text:table-of-content-source>"
         f"{p('no')}</text:table-of-content-source><text:index-body>{p('b')}</text:index-body>"
         "</text:table-of-content></text:section>", "a\n\nb"),
        (f"<text:list><text:list-header>{p('a')}</text:list-header><text:list-item>{p('b')}"
         f"{p('c')}</text:list-item></text:list>", "a\n\n• b\n\nc"),
        ("<table:table><table:table-header-rows><table:table-row><table:table-cell"
         f' table:number-columns-repeated="2">{p("a")}</table:table-cell></table:table-row>'
         "</table:table-header-rows><table:table-row><table:table-cell>" + p("b") + p("c") +
         "</table:table-cell><table:covered-table-cell/></table:table-row></table:table>",
         "a\t\nb c"),
        (f"<draw:frame><draw:text-box>{p('box')}</draw:text-box></draw:frame>{p('a')}",
         "box\n\na"),
        (p(f"a<draw:custom-shape>{p('shape')}</draw:custom-shape>b"), "ab\n\nshape"),
    ],
)  # fmt: skip
def test_every_word_comes_in(read: Read, body: str, text: str) -> None:
    assert read(odt(body), "a.odt").text == text


def test_the_form_of_a_date_is_not_taken_for_the_text(read: Read) -> None:
    form = "<number:date-style><number:month/><number:text>/</number:text></number:date-style>"
    assert read(odt(p("a"), form), "a.odt").text == "a"


def test_the_manifest_of_an_older_program_is_no_hindrance(read: Read) -> None:
    manifest = (
        '<?xml version="1.0"?>\n<!DOCTYPE manifest:manifest PUBLIC '
        '"-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">\n<manifest:manifest/>'
    )
    assert read(odt(p("a"), **{"META-INF/manifest.xml": manifest}), "a.odt").text == "a"


def test_lists_go_on_where_they_say_so(read: Read) -> None:
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1"'
        ' style:num-format="a" style:num-suffix="."/></text:list-style>'
    )
    item = "<text:list-item{}>" + p("x") + "</text:list-item>"
    one = f'<text:list text:style-name="L">{item.format("")}{item.format("")}</text:list>'
    more = (
        '<text:list text:style-name="L" text:continue-numbering="true">'
        + item.format("")
        + item.format(' text:start-value="9"')
        + "</text:list>"
    )
    text = read(odt(one + p("between") + more + p("again") + one, style), "a.odt").text
    assert text.split("\n\n") == [
        "a. x\nb. x", "between", "c. x\ni. x", "again", "a. x\nb. x",
    ]  # fmt: skip


def test_emphasis_comes_from_styles_and_their_parents(read: Read) -> None:
    styles = (
        '<style:style style:name="B"><style:text-properties fo:font-weight="700"/></style:style>'
        '<style:style style:name="C" style:parent-style-name="B"><style:text-properties'
        ' fo:font-style="oblique"/></style:style>'
        '<style:style style:name="U"><style:text-properties fo:font-weight="normal"/>'
        "</style:style>"
        '<style:style style:name="I"><style:paragraph-properties fo:margin-left="1cm"/>'
        "</style:style>"
        '<style:style style:name="H"><style:paragraph-properties fo:margin-left="1cm"'
        ' fo:text-indent="-1cm"/></style:style>'
        '<style:style style:name="D"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="Loop" style:parent-style-name="Loop"/>'
    )
    body = p('a <text:span text:style-name="U">b</text:span>', "C") + p("in", "I") + p("out", "H")
    body += '<text:h text:outline-level="9">deep</text:h>' + p("x", "Loop")
    body += p('<text:span text:style-name="D">hidden</text:span>')
    result = read(odt(body, styles), "a.odt")
    assert shown(result) == [
        ("bold", "a "),
        ("italic", "a b"),
        ("indent", "in"),
        ("heading6", "deep"),
    ]
    assert counts(result)["hidden_kept"] == 1


def test_what_is_hidden_or_only_looks_otherwise_is_told(read: Read) -> None:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {look}/>'
        "</style:style>"
        for name, look in (
            ("U", 'style:text-underline-style="solid"'),
            ("S", 'style:text-line-through-style="solid"'),
            ("R", 'style:text-position="super 58%"'),
            ("N", 'style:text-underline-style="none"'),
        )
    )
    words = "".join(f'<text:span text:style-name="{n}">{n}</text:span> ' for n in "USRN")
    link = '<text:a xlink:href="#b"><text:span text:style-name="U">l</text:span></text:a>'
    hidden = f'<text:section text:display="none">{p("h")}</text:section>'
    control = "<draw:control/>"
    result = read(odt(p(words + link) + hidden + p(control + "c"), styles), "a.odt")
    assert result.text == "U S R N l\n\nh\n\nc"
    assert counts(result) == {"looks_left_out": 3, "hidden_kept": 1, "controls_left_out": 1}


def test_a_mark_shows_as_many_levels_as_its_style_says(read: Read) -> None:
    levels = "".join(
        f'<text:list-level-style-number text:level="{n}" style:num-format="{style}"'
        f' text:display-levels="{n}" style:num-suffix="."/>'
        for n, style in ((1, "I"), (2, "1"), (3, "a"))
    )
    styles = f'<text:list-style style:name="L">{levels}</text:list-style>'

    def item(inner: str) -> str:
        return f"<text:list-item>{inner}</text:list-item>"

    deep = item(p("b") + f"<text:list>{item(p('c'))}{item(p('d'))}</text:list>")
    whole = item(p("a") + f"<text:list>{deep}</text:list>")
    body = f'<text:list text:style-name="L">{whole}</text:list>'
    assert read(odt(body, styles), "a.odt").text == "I. a\nI.1. b\nI.1.a. c\nI.1.b. d"


def test_a_note_in_a_note_is_numbered_behind_it(read: Read) -> None:
    def note(inner: str) -> str:
        return f"<text:note><text:note-body>{p(inner)}</text:note-body></text:note>"

    result = read(odt(p(f"a{note('b' + note('c'))}d{note('e')}")), "a.odt")
    assert result.text == "a[1]d[2]\n\n[1] b[3]\n\n[2] e\n\n[3] c"


MANIFEST = (
    f"<manifest:manifest {SPACES}><manifest:file-entry><manifest:encryption-data/>"
    "</manifest:file-entry></manifest:manifest>"
)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (odt(p("a"), **{"META-INF/manifest.xml": MANIFEST}), FileUnreadable),
        (packed({"content.xml": "<office"}), FileDamaged),
        (packed({"content.xml": "<a/>"}), FileDamaged),
        (packed({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), FileDamaged),
        (packed({"content.xml": "<a>" * 5000 + "</a>" * 5000}), FileDamaged),
        (packed({"a": "b"}), FileDamaged),
        (odt(p(" ")), AppError),
    ],
)
def test_a_broken_or_closed_file_is_refused(read: Read, data: bytes, kind: type[AppError]) -> None:
    with pytest.raises(kind):
        read(data, "a.odt")
