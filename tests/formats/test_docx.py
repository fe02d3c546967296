"""Word documents: every word that a reader would see comes in, the rest is counted."""

import random
import zipfile
from io import BytesIO
from typing import Any

import pytest
from docx.enum.text import WD_BREAK

from desktop_app.core.errors import AppError, FileDamaged, FileEmpty, FileTooLarge, FileUnreadable
from desktop_app.formats import archives
from tests.formats.reads import Read, counts, shown
from tests.formats.words import SPACES, bare, p, packed, r, written

BOX = f"<w:txbxContent>{p(r('boxed one'))}{p(r('boxed two'))}</w:txbxContent>"
CODE = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
PIXEL = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU"
    b"\0\0\0\nIDATx\x9cc`\0\0\0\2\0\1H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82"
)


def test_a_document_of_python_docx_comes_in_whole(read: Read) -> None:
    def build(document: Any) -> None:
        document.core_properties.title = "A speech"
        document.core_properties.author = "A. Writer"
        document.add_heading("Heading", 1)
        verse = document.add_paragraph("Line one")
        verse.add_run().add_break(WD_BREAK.LINE)
        verse.add_run("line\ttwo, ").bold = True
        verse.add_run("three.")
        document.add_paragraph("")
        document.add_paragraph("item", "List Bullet")
        document.add_paragraph("first", "List Number")
        document.add_paragraph("second", "List Number")
        table = document.add_table(2, 2)
        for number, cell in enumerate(table._cells):
            cell.text = f"c{number}\nd"
        document.sections[0].header.paragraphs[0].text = "page header"
        document.add_picture(BytesIO(PIXEL))
        document.add_comment(verse.runs[0], "a remark")
        document.add_paragraph("End.")

    result = read(written(build), "a.docx")
    assert result.text == (
        "Heading\n\nLine one\nline\ttwo, three.\n\n• item\n1. first\n2. second\n\n"
        "c0 d\tc1 d\nc2 d\tc3 d\n\nEnd."
    )
    assert (result.metadata["title"], result.metadata["author"]) == ("A speech", "A. Writer")
    assert result.metadata["created"].startswith("20")
    assert shown(result) == [("heading1", "Heading"), ("bold", "line\ttwo, ")]
    assert counts(result) == {
        "emphasis_kept": 2,
        "tables_kept": 1,
        "headers_left_out": 1,
        "pictures_left_out": 1,
        "comments_left_out": 1,
    }


def test_notes_stand_at_the_end_in_the_order_of_their_marks(read: Read) -> None:
    def cite(kind: str, number: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    body = p(r("One") + cite("endnote", 1) + r(" two") + cite("footnote", 5) + cite("footnote", 9))
    separator = f'<w:footnote w:id="0" w:type="separator">{p(r("----"))}</w:footnote>'
    words = p("<w:r><w:footnoteRef/></w:r>" + r(" A note.")) + p(r("More."))
    note = f'<w:footnote w:id="5">{words}</w:footnote>'
    last = f'<w:endnote w:id="1">{p(r("The end.") + cite("endnote", 1))}</w:endnote>'
    result = read(bare(body, footnotes=separator + note, endnotes=last), "a.docx")
    assert result.text == "One[1] two[2]\n\n[1] The end.[1]\n\n[2] A note.\nMore."
    assert counts(result) == {"footnotes_kept": 1, "endnotes_kept": 1}


def test_tracked_changes_are_read_as_accepted(read: Read) -> None:
    deleted = "<w:del><w:r><w:delText>gone </w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{r('here ')}</w:moveFrom>"
    body = p(r("a ") + f"<w:ins>{r('new ')}</w:ins>" + deleted + moved + "<w:ins/>" + r("b"))
    body += p(f"<w:moveTo>{r('here')}</w:moveTo>")
    result = read(bare(body), "a.docx")
    assert result.text == "a new b\n\nhere"
    assert counts(result) == {"insertions_kept": 1, "deletions_left_out": 1, "moves_kept": 1}


def test_paragraphs_join_where_the_end_of_one_is_deleted(read: Read) -> None:
    joined = p(r("one "), "<w:rPr><w:del/></w:rPr>")
    table = f"<w:tbl><w:tr><w:tc>{p(r('cell'))}</w:tc></w:tr></w:tbl>"
    assert read(bare(joined + p(r("two"))), "a.docx").text == "one two"
    assert read(bare(joined + table + joined), "a.docx").text == "one\n\ncell\n\none"


@pytest.mark.parametrize(
    "shape",
    [
        f"<w:drawing><wp:inline><wps:txbx>{BOX}</wps:txbx></wp:inline></w:drawing>",
        f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>",
        f"<mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent>",
        f"<mc:AlternateContent><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback>"
        "</mc:AlternateContent>",
    ],
)
def test_a_text_box_follows_its_paragraph_once(read: Read, shape: str) -> None:
    held = p(r("0 "), "<w:rPr><w:del/></w:rPr>")
    result = read(
        bare(held + p(r("be") + f"<w:r>{shape}</w:r>" + r("fore")) + p(r("after"))), "a.docx"
    )
    assert result.text == "0 before\n\nboxed one\n\nboxed two\n\nafter"
    assert counts(result) == {"text_boxes_kept": 1}


def test_fields_show_their_results(read: Read) -> None:
    begin, separate, end = (CODE.format(kind) for kind in ("begin", "separate", "end"))
    code = "<w:r><w:instrText>PAGEREF x</w:instrText></w:r>"
    nested = begin + code + begin + code + separate + r("inner") + end + separate + r("shown") + end
    unclosed = p(r("x") + begin + code + r("hidden")) + p(r("still here") + end)
    simple = f'<w:fldSimple w:instr="DATE">{r(" today")}</w:fldSimple>'
    body = (
        p(nested + simple) + unclosed + p(begin + code + separate + r("toc")) + p(r("next") + end)
    )
    assert read(bare(body), "a.docx").text == "shown today\n\nx\n\nstill here\n\ntoc\n\nnext"


def test_a_field_may_end_within_a_link(read: Read) -> None:
    begin, separate, end = (CODE.format(kind) for kind in ("begin", "separate", "end"))
    code = "<w:r><w:instrText>PAGEREF x</w:instrText></w:r>"
    link = '<w:hyperlink w:anchor="x">{}</w:hyperlink>'
    # One that never began, one that began in the paragraph before, and one that began in the link.
    body = (
        p(r("a") + link.format(end + r("b"))) + p(begin + code) + p(link.format(end + r("c")))
        + p(link.format(begin + code + separate + r("d")) + r("e") + end + r("f"))
    )  # fmt: skip
    assert read(bare(body), "a.docx").text == "ab\n\nc\n\ndef"


def test_what_a_field_shows_by_its_code_is_read_or_told(read: Read) -> None:
    begin, separate, end = (CODE.format(kind) for kind in ("begin", "separate", "end"))

    def field(code: str, form: str = "") -> str:
        first = begin.replace("/>", f"><w:ffData>{form}</w:ffData></w:fldChar>") if form else begin
        return f"{first}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{end}"

    entries = '<w:listEntry w:val="a"/><w:listEntry w:val="b"/>'
    choice = f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>'
    endless = choice.replace('"1"', f'"{"9" * 5000}"')
    box = '<w:checkBox><w:default w:val="0"/>{}</w:checkBox>'
    above = r'EQ \* jc2 \* "Font:X" \* hps10 \o\ad(\s\up 9(kan),漢)'
    body = (
        field("FORMDROPDOWN", choice) + field("FORMDROPDOWN", endless) + r(" ")
        + field("FORMCHECKBOX", box.format(""))
        + field("FORMCHECKBOX", box.format("<w:checked/>")) + field("MACROBUTTON None [type here]")
        + field(above) + field(r"EQ \f(1,2)")
    )  # fmt: skip
    result = read(bare(p(body)), "a.docx")
    assert result.text == "b ☐☒[type here]漢"
    assert counts(result) == {"readings_left_out": 1, "formulas_left_out": 1}


def test_links_are_counted_however_they_are_written(read: Read) -> None:
    begin, separate, end = (CODE.format(kind) for kind in ("begin", "separate", "end"))
    under = '<w:u w:val="single"/>'
    code = '<w:r><w:instrText> HYPERLINK "https://a.org" </w:instrText></w:r>'
    simple = f"<w:fldSimple w:instr=' HYPERLINK \"https://b.org\" '>{r('b', under)}</w:fldSimple>"
    within = '<w:hyperlink w:anchor="x">' + r("c", under) + "</w:hyperlink>"
    result = read(
        bare(p(begin + code + separate + r("a", under) + end + simple + within)), "a.docx"
    )
    assert result.text == "abc"
    assert counts(result) == {"links_left_out": 2}


def test_how_words_look_otherwise_is_told(read: Read) -> None:
    body = (
        r("mc") + r("2", '<w:vertAlign w:val="superscript"/>') + r("H", "<w:strike/>")
        + r("I", '<w:u w:val="single"/>') + r(" ") + r("  ", '<w:u w:val="single"/>')
        + r("J", '<w:strike w:val="0"/><w:u w:val="none"/><w:vanish w:val="0"/>')
    )  # fmt: skip
    formula = "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den/></m:f></m:oMath>"
    result = read(bare(p(body) + p(formula)), "a.docx")
    assert result.text == "mc2HI   J\n\na"
    assert counts(result) == {"looks_left_out": 3, "formulas_flattened": 1}


def test_a_great_first_letter_stays_with_its_word(read: Read) -> None:
    body = p(r("O"), '<w:framePr w:dropCap="drop" w:lines="3"/>') + p(r("nce upon a time."))
    assert read(bare(body), "a.docx").text == "Once upon a time."


def test_words_along_a_curve_and_deleted_cells_are_told(read: Read) -> None:
    curve = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
        '<v:textpath string="Curved"/></v:shape></w:pict></w:r>'
    )
    gone = f'<w:tc><w:tcPr><w:cellDel w:id="1"/></w:tcPr>{p(r("gone"))}</w:tc>'
    table = f"<w:tbl><w:tr><w:tc>{p(r('a'))}</w:tc>{gone}</w:tr></w:tbl>"
    result = read(bare(p(curve + r("b")) + table), "a.docx")
    assert result.text == "b\n\nCurved\n\na"
    assert counts(result) == {"text_boxes_kept": 1, "tables_kept": 1, "deletions_left_out": 1}


def test_special_characters(read: Read) -> None:
    runs = (
        "<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t><w:tab/>"
        '<w:sym w:font="Arial" w:char="03B1"/><w:sym w:font="Wingdings" w:char="F0E0"/>'
        '<w:sym w:char="zz"/><w:cr/><w:t>d</w:t></w:r>'
    )
    tabs = '<w:tabs><w:tab w:val="left"/></w:tabs>'
    result = read(bare(p(runs, tabs)), "a.docx")
    assert result.text == "a\u2011b\u00adc\tα\uf0e0\nd"
    assert counts(result) == {"symbols_unclear": 1}


def test_wrappers_are_looked_through_and_the_unseen_is_counted(read: Read) -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden </w:t></w:r>"
    aid = f"<w:rt>{r('かんじ')}</w:rt><w:rubyBase>{r('漢字')}</w:rubyBase>"
    ruby = f"<w:r><w:ruby>{aid}</w:ruby></w:r>"
    math = "<m:oMath><m:r><m:t>E=m</m:t></m:r></m:oMath>"
    link = f"<w:hyperlink>{r('link ')}</w:hyperlink>"
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{link}</w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtContent>{p(inner + hidden + ruby + math)}</w:sdtContent></w:sdt>"
    result = read(bare(body + "<w:altChunk/>"), "a.docx")
    assert result.text == "link hidden 漢字E=m"
    assert counts(result) == {"hidden_kept": 1, "readings_left_out": 1, "embedded_left_out": 1}


def test_lists_are_marked_as_a_reader_sees_them(read: Read) -> None:
    def level(number: int, style: str, pattern: str, start: int = 1) -> str:
        return (
            f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
            f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        )

    def item(text: str, depth: int, list_id: int = 1) -> str:
        where = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
        return p(r(text), where)

    levels = level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1.%2)") + level(2, "none", "")
    roman = level(0, "upperRoman", "§ %1", 4) + level(1, "bullet", " ") + level(2, "decimal", "")
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="8">{roman}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    )
    style = (
        '<w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Sub"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    )
    body = item("a", 0) + item("b", 1) + item("c", 1) + item("d", 2) + item("e", 0) + item("f", 1)
    body += p(r("g"), '<w:pStyle w:val="Sub"/>') + p(r("h"), '<w:pStyle w:val="Loop"/>')
    body += item("i", 0, list_id=0) + item("j", 1, list_id=2) + item("k", 2, list_id=2)
    text = read(bare(body, numbering=numbering, styles=style), "a.docx").text
    assert text.split("\n\n") == [
        "1. a\n1.a) b\n1.b) c", "d", "2. e\n2.a) f\n§ IV g", "h", "i", "j", "k",
    ]  # fmt: skip


def test_merged_cells_keep_their_columns(read: Read) -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p(r("wide"))}</w:tc>'
    cell = f"<w:tc>{p(r('a'))}{p(r('b'))}</w:tc>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell}</w:tr>"
    body = f"<w:tbl><w:tr>{wide}{cell}</w:tr>{gone}<w:tr>{cell}{cell}{cell}</w:tr></w:tbl>"
    result = read(bare(body), "a.docx")
    assert result.text == "wide\t\ta b\na b\ta b\ta b"
    assert counts(result) == {"tables_kept": 1, "deletions_left_out": 1}


def test_strict_namespaces_are_read_alike(read: Read) -> None:
    strict = SPACES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    text = f"<w:document {strict}><w:body>{p(r('strict'))}</w:body></w:document>"
    assert read(packed({"word/document.xml": text}), "a.docx").text == "strict"


def test_a_document_without_words_is_empty(read: Read) -> None:
    with pytest.raises(FileEmpty):
        read(bare(p("") + p(r(" "))), "a.docx")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"no archive", FileDamaged),
        (b"PK\x03\x04 cut off", FileDamaged),
        (packed({"a.txt": "words"}), FileDamaged),
        (packed({"word/document.xml": "<w:document"}), FileDamaged),
        (packed({"word/document.xml": "<html/>"}), FileDamaged),
        (packed({"word/document.xml": '<!DOCTYPE d [<!ENTITY x "y">]><d>&x;</d>'}), FileDamaged),
        (packed({"word/document.xml": "<d>" * 5000 + "</d>" * 5000}), FileDamaged),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old file", FileDamaged),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            FileUnreadable,
        ),
        (packed({f"word/{number}.xml": "" for number in range(2001)}), FileTooLarge),
    ],
)
def test_a_broken_or_hostile_file_is_refused(read: Read, data: bytes, kind: type[AppError]) -> None:
    with pytest.raises(kind):
        read(data, "a.docx")


def test_a_protected_member_is_refused(read: Read) -> None:
    data = bytearray(bare(p(r("words"))))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    with pytest.raises(FileUnreadable):
        read(bytes(data), "a.docx")


def test_a_bomb_is_stopped_while_it_unpacks(read: Read) -> None:
    file = BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as member,
    ):
        for _ in range(60):
            member.write(b" " * 1_000_000)
    with pytest.raises(FileTooLarge):
        read(file.getvalue(), "a.docx")


def test_a_member_or_an_archive_beyond_its_limit_is_refused(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bare(p(r("words")))
    assert read(data, "a.docx").text == "words"
    for limit in ("MAX_MEMBER", "MAX_TOTAL"):
        with monkeypatch.context() as patch:
            patch.setattr(archives, limit, 300)
            with pytest.raises(FileTooLarge):
                read(data, "a.docx")


@pytest.mark.parametrize("seed", range(5))
def test_damaged_bytes_are_read_or_refused(read: Read, seed: int) -> None:
    chance = random.Random(seed)
    whole = bare(p(r("words that stay")), footnotes="", numbering="", styles="")
    refused = 0
    for _ in range(100):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read(bytes(data[: chance.randint(1, len(data) * 3)]), "a.docx")
        except AppError:
            refused += 1
    assert refused > 0


def test_emphasis_comes_from_runs_and_styles(read: Read) -> None:
    def run(text: str, marks: str) -> str:
        return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'

    styles = (
        '<w:style w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Deep"><w:basedOn w:val="Title2"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Title2"><w:name w:val="Heading 2"/></w:style>'
        '<w:style w:styleId="Verse"><w:pPr><w:ind w:left="720"/></w:pPr>'
        "<w:rPr><w:i/></w:rPr></w:style>"
    )
    strong = run("strong", '<w:rStyle w:val="Strong"/>')
    plain = run(" not", '<w:i w:val="0"/>')
    body = p(strong + run(" and", "<w:b/>") + run(" lean", '<w:i w:val="1"/>'))
    body += p(run("Deep", ""), '<w:pStyle w:val="Deep"/>')
    body += p(run("verse", "") + plain, '<w:pStyle w:val="Verse"/>')
    body += p(r("flat"), '<w:pStyle w:val="Verse"/><w:ind w:start="0"/>')
    body += p(r("third"), '<w:outlineLvl w:val="2"/>')
    result = read(bare(body, styles=styles), "a.docx")
    assert shown(result) == [
        ("bold", "strong and"),
        ("italic", " lean"),
        ("heading2", "Deep"),
        ("italic", "verse"),
        ("indent", "verse not"),
        ("italic", "flat"),
        ("heading3", "third"),
    ]
