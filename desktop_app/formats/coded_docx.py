"""Coded texts as a Word document: shaded passages, and a comment for each part of an annotation.

A comment bears its coder as author, the code, the part's role, properties and note. Written as it
stands in the format; the same project gives the same bytes.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from desktop_app.colours import LIGHT, code_colours
from desktop_app.core.model import Rows
from desktop_app.formats.atomic import writing
from desktop_app.formats.coded_text import (
    Coded,
    CodedDocument,
    CodedProject,
    Line,
    Stretch,
    facts_of,
)
from desktop_app.formats.reading import Progress
from desktop_app.formats.zipping import add_member

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PARTS = ("document.main", "styles", "comments")
_LONGEST_AUTHOR = 255


def write_docx(rows: Rows, path: Path, progress: Progress | None = None) -> int:
    """Write all texts with their annotations and return the number of documents.

    Raises FileUnwritable, FileExists.
    """
    book = _Book(rows, path.stem, progress)
    body = "".join(book.body())

    def packed(_: int, __: int) -> None:
        if progress:
            progress(book.count, book.count)

    members = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relations(
            [("styles", "styles.xml"), ("comments", "comments.xml")]
        ),
        "word/styles.xml": _styles(),
        "word/comments.xml": f'{_XML}<w:comments xmlns:w="{_WORD}">{"".join(book.comments)}'
        "</w:comments>",
        "word/document.xml": f'{_XML}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body>'
        "</w:document>",
    }
    with writing(path) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            add_member(archive, name, text.encode("utf-8", "replace"), packed)
    return book.count


class _Book:
    """The document in the making; comments are gathered while the text is written."""

    def __init__(self, rows: Rows, name: str, progress: Progress | None) -> None:
        self.project = CodedProject(rows, progress)
        self.name = name
        self.comments: list[str] = []
        self.count = 0
        self._open: dict[tuple[int, int], int] = {}
        self._progress = progress

    def body(self) -> Iterator[str]:
        """Yield the paragraphs."""
        total = len(self.project.marks.documents)
        yield _paragraph("Title", _run(self.name))
        said = f"Documents: {total:,}. Annotations: {len(self.project.all):,}."
        yield _paragraph("Dim", _run(said))
        yield from _noted("Note on the project", self.project.note)
        for coder_id, note in self.project.coder_notes.items():
            name = self.project.marks.coders[coder_id].name
            yield from _noted(f"Note on {name}", note)
        for at, coded in enumerate(self.project.documents()):
            if self._progress:
                self._progress(at, total)
            self.count += 1
            yield from self._document(coded)
        if self.project.homeless:
            yield _paragraph("Heading1", _run("In no document"))
            yield from map(self._wordless, self.project.homeless)
        yield from self._codes()
        yield (
            '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417"'
            ' w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
        )

    def _document(self, coded: CodedDocument) -> Iterator[str]:
        yield _paragraph("Heading1", _run(coded.document.title))
        if facts := facts_of(coded.document):
            said = "; ".join(f"{name}: {value}" for name, value in facts.items())
            yield _paragraph("Dim", _run(said))
        yield from _noted("Note on the document", coded.note)
        for line in coded.lines:
            yield self._line(line)
        wordless = [each for each in coded.annotations if not each.mark.pieces]
        if wordless:
            yield _paragraph("Dim", _run("Annotations without words of the text:"))
            yield from map(self._wordless, wordless)

    def _line(self, line: Line) -> str:
        style = f"Heading{min(6, line.heading + 1)}" if line.heading else "Text"
        number = ""
        if line.paragraph:
            number = _run(f"{line.paragraph}\t", '<w:color w:val="7A746A"/><w:sz w:val="16"/>')
        return _paragraph(style, number + "".join(map(self._stretch, line.stretches)))

    def _stretch(self, stretch: Stretch) -> str:
        opened = "".join(self._begin(coded, part) for coded, part in stretch.begins)
        closed = "".join(self._end(coded, part) for coded, part in stretch.ends)
        return f"{opened}{_run(stretch.text, _looks(stretch))}{closed}"

    def _begin(self, coded: Coded, part: int) -> str:
        number = len(self.comments)
        self.comments.append(self._comment(number, coded, part))
        self._open[coded.number, part] = number
        return f'<w:commentRangeStart w:id="{number}"/>'

    def _end(self, coded: Coded, part: int) -> str:
        number = self._open.pop((coded.number, part))
        return (
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
        )

    def _wordless(self, coded: Coded) -> str:
        words = _run(f"[{coded.number}] {coded.code or '(no code)'}")
        return _paragraph("Text", self._begin(coded, 0) + words + self._end(coded, 0))

    def _comment(self, number: int, coded: Coded, part: int) -> str:
        mark = coded.mark
        coder = self.project.marks.coders[mark.coder_id]
        head = coded.code or "(no code)"
        head += f" · annotation {coded.number}"
        if len(mark.pieces) > 1:
            head += f", part {part} of {len(mark.pieces)}"
        if part and mark.pieces[part - 1].role:
            head += f" · {mark.pieces[part - 1].role}"
        lines = [_paragraph("", _run(head, "<w:b/>"))]
        if part <= 1:
            lines += [_paragraph("", _run(f"{name}: {value}")) for name, value in coded.facts]
            lines += [_paragraph("", _run(f"{kind}: annotation {n}")) for kind, n in coded.links]
            if coded.note:
                lines.append(_paragraph("", _run(coded.note)))
        author = quoteattr(_clean(coder.name)[:_LONGEST_AUTHOR])
        initials = quoteattr(_clean(coder.initials)[:9])
        # The format keeps whole seconds.
        made = f"{mark.created_at[:19]}Z"
        return (
            f'<w:comment w:id="{number}" w:author={author} w:date="{made}"'
            f" w:initials={initials}>{''.join(lines)}</w:comment>"
        )

    def _codes(self) -> Iterator[str]:
        """List the codes with their colours and definitions."""
        if not len(self.project.tree):
            return
        yield _paragraph("Heading1", _run("Codes"))
        for code in self.project.tree:
            square = _run("\u25a0 ", f'<w:color w:val="{_hex(code.color, "line")}"/>')
            name = _run(self.project.marks.tree.path(code.id), "<w:b/>")
            brief = _run(f"  {code.brief_definition}") if code.brief_definition else ""
            yield _paragraph("Text", square + name + brief)


def _looks(stretch: Stretch) -> str:
    """Shade words in the colour of the last code on them, and underline them where several are."""
    said = "<w:b/>" if "bold" in stretch.looks else ""
    said += "<w:i/>" if "italic" in stretch.looks else ""
    if not stretch.marks:
        return said
    line = _hex(stretch.marks[-1].colour, "line")
    kind = "single" if len(stretch.marks) == 1 else "double"
    tint = _hex(stretch.marks[-1].colour, "tint")
    return (
        f'{said}<w:u w:val="{kind}" w:color="{line}"/>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>'
    )


def _hex(colour: str, which: str) -> str:
    return str(getattr(code_colours(colour, LIGHT), which))[1:].upper()


def _noted(title: str, text: str) -> Iterator[str]:
    if text.strip():
        yield _paragraph("Note", _run(f"{title}: ", "<w:b/>") + _run(text))


def _paragraph(style: str, runs: str) -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{runs}</w:p>"


def _run(text: str, looks: str = "") -> str:
    pieces = []
    for number, line in enumerate(_clean(text).split("\n")):
        if number:
            pieces.append("<w:br/>")
        for cell, words in enumerate(line.split("\t")):
            if cell:
                pieces.append("<w:tab/>")
            if words:
                pieces.append(f'<w:t xml:space="preserve">{escape(words)}</w:t>')
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{''.join(pieces)}</w:r>"


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)


def _types() -> str:
    names = {"document.main": "document"}
    parts = "".join(
        f'<Override PartName="/word/{names.get(part, part)}.xml" ContentType="{_KIND}.{part}+xml"/>'
        for part in _PARTS
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    said = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{said}</Relationships>'


def _styles() -> str:
    made = [
        _style("Normal", "Normal", '<w:sz w:val="22"/>', '<w:spacing w:after="80"/>'),
        _style("Text", "Text", "", '<w:spacing w:after="120" w:line="312" w:lineRule="auto"/>'),
        _style("Title", "Title", '<w:b/><w:sz w:val="40"/>', '<w:spacing w:after="60"/>'),
        _style("Dim", "Dim", '<w:color w:val="6B655C"/><w:sz w:val="18"/>', ""),
        _style("Note", "Note", "<w:i/>", '<w:ind w:left="340"/>'),
    ]
    for level in range(1, 7):
        size = {1: 32, 2: 28, 3: 25}.get(level, 23)
        layout = (
            '<w:keepNext/><w:spacing w:before="320" w:after="80"/>'
            f'<w:outlineLvl w:val="{level - 1}"/>'
        )
        looks = f'<w:b/><w:sz w:val="{size}"/>'
        made.append(_style(f"Heading{level}", f"heading {level}", looks, layout))
    return f'{_XML}<w:styles xmlns:w="{_WORD}">{"".join(made)}</w:styles>'


def _style(key: str, name: str, looks: str, layout: str) -> str:
    usual = ' w:default="1"' if key == "Normal" else ""
    based = "" if usual else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{usual} w:styleId="{key}"><w:name w:val="{name}"/>{based}'
        f"<w:qFormat/><w:pPr>{layout}</w:pPr><w:rPr>{looks}</w:rPr></w:style>"
    )
