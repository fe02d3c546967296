"""Electronic books: chapters in the order of reading, whatever their strictness."""

import zipfile
from io import BytesIO

import pytest

from desktop_app.core.errors import AppError, FileDamaged, FileTooLarge, FileUnreadable
from tests.formats.reads import Read, counts, shown
from tests.formats.words import packed

PAGE = (
    '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "x.dtd">'
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{}</body></html>'
)


def book(
    pages: dict[str, str], spine: str = "", more: dict[str, str] | None = None, role: str = "aut"
) -> bytes:
    """Write a book of pages by name, in the order of `spine` or as they come."""
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"'
        f' properties="{"nav" if name == "nav" else ""}"/>'
        for name in pages
    )
    order = "".join(f'<itemref idref="{name}"/>' for name in (spine.split() or pages))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A book</dc:title>'
        "<dc:creator>A. B.</dc:creator>"
        f'<dc:creator role="{role}">C. D.</dc:creator>'
        "<dc:date>1863</dc:date></metadata><manifest>"
        f'<item id="css" href="a%20b.css" media-type="text/css"/>{items}</manifest>'
        f"<spine>{order}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>'
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "O/p.opf": package,
        "O/a b.css": ".it{font-style:italic}",
    }
    members |= {f"O/{name}.xhtml": text for name, text in pages.items()}
    return packed(members | (more or {}))


def test_chapters_come_in_the_order_of_the_spine(read: Read) -> None:
    pages = {
        "nav": PAGE.format("<p>Contents</p>"),
        "two": PAGE.format("<h1>Two</h1><p>b&nbsp;c &eacute; <i/>not</p>"),
        "one": PAGE.format("<p class='it'>One</p>"),
    }
    result = read(book(pages, "nav one two"), "a.epub")
    assert result.text == "One\n\nTwo\n\nb\u00a0c é not"
    assert shown(result) == [("italic", "One"), ("heading1", "Two")]
    assert result.metadata == {"title": "A book", "author": "A. B.; C. D.", "date": "1863"}
    assert counts(result) == {"emphasis_kept": 2, "contents_left_out": 1}


def test_page_numbers_of_the_printed_edition_are_no_words(read: Read) -> None:
    page = (
        "<p>pa<span epub:type='pagebreak' id='p12'>12</span>per</p>"
        "<div class='pagebreak'><p role='doc-pagebreak' title='13'/>All stays.</div>"
    )
    space = 'xmlns:epub="http://www.idpf.org/2007/ops"'
    result = read(book({"one": PAGE.replace("<html", f"<html {space}").format(page)}), "a.epub")
    assert result.text == "paper\n\nAll stays."
    assert counts(result) == {"page_numbers_left_out": 2}


def test_who_translated_is_no_author(read: Read) -> None:
    found = read(book({"one": PAGE.format("<p>a</p>")}, role="trl"), "a.epub").metadata
    assert (found["author"], found["translator"]) == ("A. B.", "C. D.")


def test_a_chapter_that_is_no_xml_is_read_as_a_browser_would(read: Read) -> None:
    pages = {"one": "<html><body><p>a<br>b & c<p>d</body></html>", "two": "", "gone": "x"}
    assert read(book(pages, "one two none gone"), "a.epub").text == "a\nb & c\n\nd\n\nx"


def test_a_chapter_that_declares_entities_is_refused(read: Read) -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "xxxxxxxxx"><!ENTITY b "&a;&a;&a;">]><p>word &b;</p>'
    for pages in ({"one": bomb}, {"one": bomb + "<p>not <b>strict"}):
        with pytest.raises(FileDamaged, match="entities"):
            read(book(pages), "a.epub")


ENCRYPTED = (
    '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'
)


def test_a_closed_book_is_refused_and_one_with_scrambled_fonts_is_not(read: Read) -> None:
    pages = {"one": PAGE.format("<p>a</p>")}
    closed = {"META-INF/encryption.xml": ENCRYPTED.format("http://www.w3.org/2001/04/xmlenc#aes")}
    fonts = {"META-INF/encryption.xml": ENCRYPTED.format("http://www.idpf.org/2008/embedding")}
    with pytest.raises(FileUnreadable):
        read(book(pages, more=closed), "a.epub")
    assert read(book(pages, more=fonts), "a.epub").text == "a"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (packed({"a.txt": "words"}), FileDamaged),
        (packed({"META-INF/container.xml": "<container"}), FileDamaged),
        (packed({"a.opf": "<html/>"}), FileDamaged),
        (packed({"a.opf": "<package/>"}), FileDamaged),
        (book({"one": "<div>" * 3000}), FileDamaged),
        (book({}), FileDamaged),
        (b"PK\x03\x04", FileDamaged),
        (book({"one": PAGE.format("<p> </p>")}), AppError),
    ],
)
def test_a_broken_book_is_refused(read: Read, data: bytes, kind: type[AppError]) -> None:
    with pytest.raises(kind):
        read(data, "a.epub")


def test_a_bomb_is_stopped_while_it_unpacks(read: Read) -> None:
    whole, made = BytesIO(book({"one": PAGE.format("a")})), BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if not name.endswith("one.xhtml"):
                new.writestr(name, old.read(name))
        with new.open("O/one.xhtml", "w") as member:
            for _ in range(60):
                member.write(b" " * 1_000_000)
    with pytest.raises(FileTooLarge):
        read(made.getvalue(), "a.epub")
