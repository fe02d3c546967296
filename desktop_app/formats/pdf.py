"""PDF files with a text layer: their words in the order of reading, without what pages add.

A PDF knows no paragraphs; `pdf_lines` and `pdf_paragraphs` tell them from where letters stand.
Scanned pages hold pictures only and are refused.
"""

import re
import threading
from collections import Counter
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from desktop_app.core.errors import FileDamaged, FileTooLarge, FileUnreadable, NoTextLayer
from desktop_app.formats.blocks import join_blocks
from desktop_app.formats.pdf_lines import Line, PageReader
from desktop_app.formats.pdf_paragraphs import Composer
from desktop_app.formats.pdf_streams import check_streams
from desktop_app.formats.reading import Extract, Source

MAX_PAGES = 5_000

_LOCK = threading.Lock()
"""pdfium works for one thread at a time."""
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_FIELDS = {"Title": "title", "Author": "author", "Keywords": "keywords"}
_REMARKS = (
    pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_HIGHLIGHT,
    pdfium.FPDF_ANNOT_UNDERLINE, pdfium.FPDF_ANNOT_STRIKEOUT,
)  # fmt: skip


def read(source: Source) -> Extract:
    """Read a PDF; raises FileDamaged, FileUnreadable, FileTooLarge and NoTextLayer."""
    check_streams(source.path, source.data)
    with _LOCK:
        document = _open(source)
        try:
            return _read(source, document)
        except pypdfium2.PdfiumError as error:
            raise FileDamaged(path=source.path, reason="a page of it is broken") from error
        finally:
            document.close()


def _open(source: Source) -> Any:
    try:
        document = pypdfium2.PdfDocument(source.data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            reason = "it is protected by a password"
            raise FileUnreadable(path=source.path, reason=reason) from error
        raise FileDamaged(path=source.path, reason="it is no whole PDF") from error
    if count > MAX_PAGES:
        document.close()
        raise FileTooLarge(path=source.path, limit=f"{MAX_PAGES:,} pages")
    return document


def _read(source: Source, document: Any) -> Extract:
    reader = PageReader()
    counts: Counter[str] = Counter()
    pages: list[list[Line]] = []
    for number in range(len(document)):
        source.progress(number, len(document))
        page = document[number]
        try:
            lines = reader.lines(page)
            beside = _count_objects(page)
        finally:
            page.close()
        pages.append(lines)
        counts += beside
        counts["pages_left_out"] += bool(beside["pictures_left_out"] and not lines)
    if not any(pages):
        raise NoTextLayer(path=source.path)
    composer = Composer(pages)
    text, _, runs = join_blocks(composer.blocks())
    counts += composer.counts + reader.counts
    # Of a note that is there too, enough is said.
    counts["marks_bracketed"] -= min(counts["marks_bracketed"], counts["note_marks_kept"])
    return Extract(text, metadata=_metadata(document), counts=counts, runs=runs)


def _count_objects(page: Any) -> Counter[str]:
    """Count the pictures of a page, and the remarks, fields and far links that lie on it."""
    raw = page.raw
    counts: Counter[str] = Counter()
    for at in range(pdfium.FPDFPage_CountObjects(raw)):
        kind = pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(raw, at))
        counts["pictures_left_out"] += kind == pdfium.FPDF_PAGEOBJ_IMAGE
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(raw), 10_000)):
        found = pdfium.FPDFPage_GetAnnot(raw, at)
        if found:
            kind = pdfium.FPDFAnnot_GetSubtype(found)
            counts["comments_left_out"] += kind in _REMARKS
            counts["controls_left_out"] += kind == pdfium.FPDF_ANNOT_WIDGET
            counts["links_left_out"] += kind == pdfium.FPDF_ANNOT_LINK and _leads_out(found)
            pdfium.FPDFPage_CloseAnnot(found)
    return counts


def _leads_out(found: Any) -> bool:
    link = pdfium.FPDFAnnot_GetLink(found)
    action = pdfium.FPDFLink_GetAction(link) if link else None
    return bool(action) and pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_URI


def _metadata(document: Any) -> dict[str, str]:
    told = {name: _told(document, name) for name in (*_FIELDS, "CreationDate")}
    found = {ours: " ".join(told[name].split()) for name, ours in _FIELDS.items()}
    if date := _DATE.match(told["CreationDate"]):
        found["created"] = "-".join(part for part in date.groups() if part)
    return {name: value for name, value in found.items() if value}


def _told(document: Any, name: str) -> str:
    try:
        return str(document.get_metadata_value(name))
    except UnicodeError:
        return ""
