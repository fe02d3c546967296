"""Electronic books: their chapters in the order of reading, and what the book says of itself.

The chapters are web pages; `hypertext` reads them. Fonts, scripts and media are not read.
"""

import posixpath
import re
from html.entities import html5
from urllib.parse import unquote

from lxml import etree

from desktop_app.core.errors import FileDamaged, FileUnreadable
from desktop_app.core.texts import normalise
from desktop_app.formats.archives import Archive
from desktop_app.formats.blocks import Block, join_blocks
from desktop_app.formats.css import Sheet
from desktop_app.formats.encoding import decode
from desktop_app.formats.html import body_of, parse_html
from desktop_app.formats.hypertext import Walker
from desktop_app.formats.reading import Extract, Source
from desktop_app.formats.xmltree import (
    attribute,
    child,
    children,
    local_name,
    parse_xml,
    refuse_entities,
)

_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_ENTITIES = (b"amp", b"lt", b"gt", b"quot", b"apos")
# Fonts may be scrambled without the book being closed to its reader.
_SCRAMBLED_FONT = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_FIELDS = {
    "title": "title", "creator": "author", "date": "date", "language": "language",
    "publisher": "publisher", "source": "source", "subject": "keywords",
}  # fmt: skip


def read(source: Source) -> Extract:
    """Read a book; raises FileDamaged, FileUnreadable and FileTooLarge."""
    book = _Book(source)
    walker = Walker(book.sheet())
    blocks: list[Block] = []
    pages = book.pages()
    for number, page in enumerate(pages):
        source.progress(number, len(pages))
        chapter = book.chapter(page)
        if chapter is not None:
            blocks = walker.blocks(body_of(chapter))
    walker.counts["contents_left_out"] = book.has_contents
    text, _, runs = join_blocks(blocks)
    return Extract(text, metadata=book.metadata(), counts=walker.counts, runs=runs)


class _Book:
    """The package of a book: its pages, style sheets and metadata."""

    def __init__(self, source: Source) -> None:
        self._path = source.path
        self._archive = Archive(source.path, source.data)
        self._refuse_closed()
        name = self._package_name()
        package = self._archive.xml(name)
        if package is None or local_name(package) != "package":
            raise FileDamaged(path=self._path, reason="it holds no book")
        self._package = package
        self._folder = posixpath.dirname(name)
        self._items = {
            attribute(item, "id") or "": item for item in children(self._part("manifest"), "item")
        }
        self.has_contents = False

    def pages(self) -> list[str]:
        """List the names of the chapters in the order of reading, without the contents."""
        names: list[str] = []
        for reference in children(self._part("spine"), "itemref"):
            item = self._items.get(attribute(reference, "idref") or "")
            if item is None or "html" not in (attribute(item, "media-type") or "html"):
                continue
            if "nav" in (attribute(item, "properties") or "").split():
                self.has_contents = True
                continue
            names.append(self._name_of(item))
        if not names:
            raise FileDamaged(path=self._path, reason="it names no chapters")
        return names

    def chapter(self, name: str) -> etree._Element | None:
        """Parse a chapter; None where the book names one that is not in it."""
        data = self._archive.read(name)
        if data is None or not data.strip():
            return None
        words = normalise(decode(Source(self._path, data)).text).text
        refuse_entities(self._path, words)
        page = words.encode()
        try:
            return parse_xml(self._path, _ENTITY.sub(_character, page), allows_doctype=True)
        except FileDamaged:
            # Many books are not as strict as they should be.
            return parse_html(self._path, page)

    def sheet(self) -> Sheet:
        """Read the style sheets of the book."""
        sheet = Sheet()
        for item in self._items.values():
            if attribute(item, "media-type") == "text/css":
                data = self._archive.read(self._name_of(item)) or b""
                sheet.add(data.decode("utf-8", "replace"))
        return sheet

    def metadata(self) -> dict[str, str]:
        """Read title, authors, date and the like."""
        found: dict[str, list[str]] = {}
        for element in self._part("metadata"):
            is_translator = attribute(element, "role") == "trl"
            name = "translator" if is_translator else _FIELDS.get(local_name(element), "")
            words = " ".join("".join(map(str, element.itertext())).split())
            if name and words:
                found.setdefault(name, []).append(words)
        single = ("title", "date", "language")
        return {
            name: words[0] if name in single else "; ".join(words) for name, words in found.items()
        }

    def _part(self, name: str) -> etree._Element:
        part = child(self._package, name)
        return etree.Element(name) if part is None else part

    def _name_of(self, item: etree._Element) -> str:
        target = unquote((attribute(item, "href") or "").partition("#")[0])
        return posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")

    def _package_name(self) -> str:
        container = self._archive.xml("META-INF/container.xml")
        if container is not None:
            for root in container.iter("{*}rootfile"):
                return unquote(attribute(root, "full-path") or "")
        return next((name for name in self._archive.names if name.endswith(".opf")), "")

    def _refuse_closed(self) -> None:
        """Raise FileUnreadable where chapters are encrypted."""
        try:
            found = self._archive.xml("META-INF/encryption.xml")
        except FileDamaged:
            found = None
        for method in [] if found is None else found.iter("{*}EncryptionMethod"):
            above = method.getparent()
            is_data = above is not None and local_name(above) == "EncryptedData"
            if is_data and attribute(method, "Algorithm") not in _SCRAMBLED_FONT:
                raise FileUnreadable(path=self._path, reason="it is protected against copying")


def _character(match: re.Match[bytes]) -> bytes:
    """Return the character that HTML, but not XML, knows by this name."""
    name = match[1]
    if name in _XML_ENTITIES:
        return match[0]
    return html5.get(f"{name.decode('ascii')};", match[0].decode("ascii")).encode()
