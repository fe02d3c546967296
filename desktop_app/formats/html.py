"""Web pages: their text as a browser shows it, and what their heads say of them.

Nothing is fetched and nothing is run. Frames, pictures and what stands on other pages is not read.
"""

import re
from pathlib import Path

from lxml import etree

from desktop_app.core.errors import FileDamaged, FileEmpty, UnknownEncoding, WrongEncoding
from desktop_app.core.texts import normalise
from desktop_app.formats.blocks import join_blocks
from desktop_app.formats.css import Sheet
from desktop_app.formats.encoding import Decoded, decode
from desktop_app.formats.hypertext import Walker
from desktop_app.formats.reading import Extract, Source
from desktop_app.formats.xmltree import attribute, local_name, refuse_entities

_HEAD = 4096
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""")
# Browsers take these names for the wider code pages of Windows.
_MEANT = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
}  # fmt: skip
_FIELDS = {
    "author": "author", "creator": "author", "dc.creator": "author", "dcterms.creator": "author",
    "article:author": "author", "date": "date", "dc.date": "date", "dcterms.date": "date",
    "article:published_time": "date", "dc.title": "title", "og:title": "title",
    "dc.language": "language", "og:site_name": "source", "dc.source": "source",
    "dc.publisher": "publisher", "og:url": "url", "keywords": "keywords",
}  # fmt: skip


def read(source: Source) -> Extract:
    """Read a web page; raises what `decode` raises, and FileDamaged."""
    decoded = decode_page(source)
    normalised = normalise(decoded.text)
    refuse_entities(source.path, normalised.text)
    root = parse_html(source.path, normalised.text.encode())
    walker = Walker(sheet_of(root))
    text, _, runs = join_blocks(walker.blocks(body_of(root)))
    walker.counts.update(normalised.replaced, **decoded.counts)
    # A page's line ends are no more than blanks.
    del walker.counts["line_ends_unified"]
    metadata = read_head(root)
    return Extract(text, decoded.encoding, decoded.is_guessed, metadata, walker.counts, runs)


def decode_page(source: Source) -> Decoded:
    """Decode a page in the encoding that was named, that it declares, or that is likeliest."""
    found = None if source.encoding else _DECLARED.search(source.data[:_HEAD])
    if found and not source.data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = found[1].decode("ascii").lower()
        try:
            named = Source(source.path, source.data, _MEANT.get(name, name))
            return decode(named)
        except (UnknownEncoding, WrongEncoding):
            pass
    return decode(source)


def parse_html(path: Path, data: bytes) -> etree._Element:
    """Parse a page in UTF-8, however badly it is written; raise FileDamaged or FileEmpty."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise FileDamaged(path=path, reason="it cannot be read as a page") from error
    if root is None:
        raise FileEmpty(path=path)
    # The parser drops what is nested deeper without a word.
    if any("depth" in each.message for each in parser.error_log):
        raise FileDamaged(path=path, reason="its elements are nested too deep")
    return root


def body_of(root: etree._Element) -> etree._Element:
    """Return the body of a page, or the page itself where it has none."""
    return next(root.iter("{*}body"), root)


def sheet_of(root: etree._Element) -> Sheet:
    """Gather the style sheets that stand in a page itself."""
    sheet = Sheet()
    for style in root.iter("{*}style"):
        sheet.add(style.text or "")
    return sheet


def read_head(root: etree._Element) -> dict[str, str]:
    """Read title, author, date and the like from a page's head."""
    found: dict[str, str] = {}
    for element in root.iter("{*}title", "{*}meta", "{*}link"):
        name, value = _said(element)
        words = " ".join(value.split())
        if name and words:
            told = found.setdefault(name, words)
            # A page may have several authors; of other fields the first counts.
            is_name = name == "author" and not words.startswith("http")
            if is_name and words not in told.split("; "):
                found[name] = f"{told}; {words}"
    if language := attribute(root, "lang"):
        found.setdefault("language", language)
    return found


def _said(element: etree._Element) -> tuple[str, str]:
    match local_name(element):
        case "title":
            return "title", element.text or ""
        case "link" if attribute(element, "rel") == "canonical":
            return "url", attribute(element, "href") or ""
        case "meta":
            name = attribute(element, "name") or attribute(element, "property") or ""
            return _FIELDS.get(name.lower(), ""), attribute(element, "content") or ""
    return "", ""
