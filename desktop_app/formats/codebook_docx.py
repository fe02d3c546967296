"""The printed codebook as a Word document, written as it stands in the format: styles, a table
of contents that links, a heading a code. The same codebook gives the same bytes.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from desktop_app.formats.atomic import writing
from desktop_app.formats.codebook_print import Block, PrintedBook, Section
from desktop_app.formats.zipping import add_member

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
HEADINGS = 6

_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>'
)


def _relations(kind: str, target: str) -> str:
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def write_docx(book: PrintedBook, path: Path) -> int:
    """Write a printed codebook and return the number of codes.

    Raises FileUnwritable, FileExists.
    """
    members = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relations("styles", "styles.xml"),
        "word/styles.xml": _styles(),
        "word/document.xml": "".join(_document(book)),
    }
    with writing(path) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            add_member(archive, name, text.encode("utf-8", "replace"))
    return len(book.sections)


def _document(book: PrintedBook) -> Iterator[str]:
    yield f'{_XML}<w:document xmlns:w="{_WORD}"><w:body>'
    yield _paragraph("Title", _run(book.title))
    yield _paragraph("Counts", _run(book.summary))
    yield _paragraph("ContentsTitle", _run("Contents"))
    for number, section in enumerate(book.sections):
        style = f"TOC{min(HEADINGS, section.depth + 1)}"
        link = (
            f'<w:hyperlink w:anchor="{section.anchor}" w:history="1">'
            f"{_run(f'{section.number}  {section.name}')}</w:hyperlink>"
        )
        before = _FIELD_BEGIN if number == 0 else ""
        after = _FIELD_END if number == len(book.sections) - 1 else ""
        yield _paragraph(style, f"{before}{link}{after}")
    for number, section in enumerate(book.sections, 1):
        yield from _section(section, number)
    yield (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417"'
        ' w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
        "</w:body></w:document>"
    )


# A field, so that Word can bring the contents up to date with page numbers.
_FIELD_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
    f' TOC \\o "1-{HEADINGS}" \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _section(section: Section, number: int) -> Iterator[str]:
    level = min(HEADINGS, section.depth + 1)
    square = ""
    if re.fullmatch("#[0-9a-f]{6}", section.color):
        square = _run("\u25a0 ", f'<w:color w:val="{section.color[1:].upper()}"/>')
    name = _run(section.name, "<w:strike/>" if section.is_retired else "")
    key = _run(f"  [{section.shortcut}]", '<w:color w:val="7A746A"/>') if section.shortcut else ""
    yield _paragraph(
        f"Heading{level}",
        f'<w:bookmarkStart w:id="{number}" w:name="{section.anchor}"/>'
        f"{_run(section.number + '  ')}{square}{name}{key}"
        f'<w:bookmarkEnd w:id="{number}"/>',
    )
    retired = "Retired. " if section.is_retired else ""
    yield _paragraph("Counts", _run(retired + section.counts))
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    yield _paragraph("FieldName", _run(block.title))
    for paragraph in block.paragraphs:
        yield _paragraph("", _run(paragraph))
    for quote, place in block.quotes:
        yield _paragraph("Quote", _run(quote))
        if place:
            yield _paragraph("QuotePlace", _run(place))


def _paragraph(style: str, runs: str) -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{runs}</w:p>"


def _run(text: str, looks: str = "") -> str:
    pieces = []
    for number, line in enumerate(_UNWRITABLE.sub("\ufffd", text).split("\n")):
        if number:
            pieces.append("<w:br/>")
        pieces.append(f'<w:t xml:space="preserve">{escape(line)}</w:t>')
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{''.join(pieces)}</w:r>"


def _styles() -> str:
    made = [
        _style("Normal", "Normal", "", '<w:sz w:val="22"/>', '<w:spacing w:after="80"/>'),
        _style("Title", "Title", "Normal", '<w:b/><w:sz w:val="40"/>', '<w:spacing w:after="60"/>'),
        _style("Counts", "Counts", "Normal", f'{_DIM}<w:sz w:val="18"/>', "<w:keepNext/>"),
        _style(
            "ContentsTitle", "Contents Title", "Normal", "<w:b/>", '<w:spacing w:before="320"/>'
        ),
        _style("FieldName", "Field Name", "Normal", f'{_DIM}<w:sz w:val="18"/>', _FIELD_SPACE),
        _style("Quote", "Quote", "Normal", "<w:i/>", '<w:keepNext/><w:ind w:left="340"/>'),
        _style(
            "QuotePlace", "Quote Place", "Normal", f'{_DIM}<w:sz w:val="18"/>',
            '<w:ind w:left="340"/>',
        ),
    ]  # fmt: skip
    for level in range(1, HEADINGS + 1):
        size = {1: 32, 2: 28, 3: 25}.get(level, 23)
        space = '<w:keepNext/><w:spacing w:before="320" w:after="40"/>'
        outline = f'{space}<w:outlineLvl w:val="{level - 1}"/>'
        looks = f'<w:b/><w:sz w:val="{size}"/>'
        made.append(_style(f"Heading{level}", f"heading {level}", "Normal", looks, outline))
        indent = f'<w:spacing w:after="20"/><w:ind w:left="{(level - 1) * 280}"/>'
        made.append(_style(f"TOC{level}", f"toc {level}", "Normal", "", indent))
    return f'{_XML}<w:styles xmlns:w="{_WORD}">{"".join(made)}</w:styles>'


_DIM = '<w:color w:val="6B655C"/>'
_FIELD_SPACE = '<w:keepNext/><w:spacing w:before="120" w:after="20"/>'


def _style(key: str, name: str, parent: str, looks: str, layout: str) -> str:
    usual = ' w:default="1"' if key == "Normal" else ""
    based = f'<w:basedOn w:val="{parent}"/>' if parent else ""
    return (
        f'<w:style w:type="paragraph"{usual} w:styleId="{key}"><w:name w:val="{name}"/>{based}'
        f"<w:qFormat/><w:pPr>{layout}</w:pPr><w:rPr>{looks}</w:rPr></w:style>"
    )
