"""OpenDocument texts: every word that a reader of the page would see, and what is not kept.

Styles and lists are in `odt_styles`. Fonts, sizes and colours are not read.
"""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from desktop_app.core.errors import FileDamaged, FileUnreadable
from desktop_app.formats.archives import Archive
from desktop_app.formats.blocks import (
    UNDERLINED,
    Block,
    cell_of,
    glue,
    join_blocks,
    note_marks,
    piece,
    table_row,
)
from desktop_app.formats.odt_styles import Lists, Styles
from desktop_app.formats.reading import Extract, Source
from desktop_app.formats.style_chain import Kinds
from desktop_app.formats.xmltree import attribute, child, children, local_name

MAX_COLUMNS = 63
MAX_SPACES = 1000

# What says how the text is made, not what it says.
_SILENT = frozenset(
    {
        "tracked-changes", "change", "change-start", "change-end", "sequence-decls", "forms",
        "variable-decls", "user-field-decls", "dde-connection-decls", "annotation-end", "script",
        "alphabetical-index-auto-mark-file", "soft-page-break", "table-of-content-source", "desc",
        "title", "event-listeners", "shape", "ruby-text", "note-citation", "settings",
    }
)  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n]+")
_SHAPES = frozenset({"frame", "custom-shape", "rect", "ellipse", "polygon", "path", "caption"})
_FIELDS = {
    "title": "title", "initial-creator": "author", "creation-date": "created",
    "language": "language", "keyword": "keywords",
}  # fmt: skip


def read(source: Source) -> Extract:
    """Read an OpenDocument text; raises FileDamaged, FileUnreadable and FileTooLarge."""
    archive = Archive(source.path, source.data)
    _refuse_encrypted(source, archive)
    content = archive.xml("content.xml")
    # The pieces of the form of a date are called text as well, and stand before the body.
    text = child(child(content, "body"), "text")
    if content is None or text is None:
        raise FileDamaged(path=source.path, reason="it holds no OpenDocument text")
    styles = archive.xml("styles.xml")
    writer = _Writer(Styles.load(content, styles), Lists.load(content, styles))
    writer.count_changes(content)
    blocks = [*writer.blocks(text), *writer.notes()]
    writer.counts["headers_left_out"] = _count_headers(styles)
    joined = join_blocks(blocks)
    return Extract(joined.text, metadata=_metadata(archive), counts=writer.counts, runs=joined.runs)


class _Writer:
    """Walks through the elements, gathers blocks and counts what is kept and left out."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self.counts: Counter[str] = Counter()
        self._styles = styles
        self._lists = lists
        self._notes: list[tuple[str, etree._Element]] = []
        self._boxes: list[Block] = []
        self._mark = ""
        self._is_in_list = False
        self._is_at_blank = True

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Yield the paragraphs and tables of a body, section, cell, note or text box."""
        for element in parent:
            match local_name(element):
                case "p" | "h":
                    yield from self._paragraph(element)
                case "table":
                    yield self._table(element)
                case "list":
                    yield from self._list(element)
                case name if name in _SHAPES:
                    self._shape(element)
                    boxes, self._boxes = self._boxes, []
                    yield from boxes
                case name if name in _SILENT or not name:
                    pass
                case _:
                    # Sections, indexes and their bodies, groups of shapes.
                    self.counts["hidden_kept"] += attribute(element, "display") == "none"
                    yield from self.blocks(element)

    def notes(self) -> Iterator[Block]:
        """Yield the notes in the order of their marks."""
        number = 0
        # A note may cite further ones.
        while number < len(self._notes):
            kind, body = self._notes[number]
            number += 1
            self.counts[f"{kind}s_kept"] += 1
            yield note_marks(self.blocks(body), number)

    def count_changes(self, content: etree._Element) -> None:
        """Count the tracked changes; what was deleted stands apart from the text."""
        for region in content.iter("{*}changed-region"):
            deleted = child(region, "deletion")
            if deleted is not None:
                words = (str(t) for p in deleted.iter("{*}p", "{*}h") for t in p.itertext())
                self.counts["deletions_left_out"] += bool("".join(words).strip())
            self.counts["insertions_kept"] += child(region, "insertion") is not None

    # Blocks
    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        style = attribute(paragraph, "style-name")
        mark, self._mark = self._mark, ""
        is_heading = local_name(paragraph) == "h"
        level = attribute(paragraph, "outline-level") if is_heading else None
        looks = self._styles.paragraph_kinds(style, level, is_listed=bool(mark))
        outer_boxes, self._boxes = self._boxes, []
        outer_blank, self._is_at_blank = self._is_at_blank, True
        words = glue(self._words(paragraph, self._styles.usual_kinds(style, looks)))
        self._is_at_blank = outer_blank
        block = glue((Block(mark if words.text.strip() else ""), words))
        boxes, self._boxes = self._boxes, outer_boxes
        is_listed = bool(mark)
        yield block.shown_as(*looks)._replace(is_tight=is_listed and self._is_in_list)
        self._is_in_list = is_listed
        yield from boxes

    def _list(self, element: etree._Element) -> Iterator[Block]:
        self._lists.open(element)
        for item in element:
            # An item that holds a list and nothing else only makes that one deeper.
            first = next((local_name(each) for each in item), "")
            if local_name(item) == "list-item" and first != "list":
                self._mark = self._lists.mark(item)
            yield from self.blocks(item)
            self._mark = ""
        self._lists.close()

    def _table(self, table: etree._Element) -> Block:
        self.counts["tables_kept"] += 1
        self._is_in_list = False
        return glue((table_row(self._cells(row)) for row in _rows(table)), "\n")

    def _cells(self, row: etree._Element) -> Iterator[tuple[Block, int]]:
        for cell in row:
            # A covered cell lies under one that spans it, and keeps its column.
            if local_name(cell) in ("table-cell", "covered-table-cell"):
                times = _number(cell, "number-columns-repeated", MAX_COLUMNS)
                yield cell_of(self.blocks(cell)), times

    # Words
    def _words(self, parent: etree._Element, kinds: Kinds) -> Iterator[Block]:
        yield self._text(parent.text, kinds)
        for element in parent:
            yield from self._element(local_name(element), element, kinds)
            yield self._text(element.tail, kinds)

    def _text(self, text: str | None, kinds: Kinds) -> Block:
        words = _BLANKS.sub(" ", text or "")
        if self._is_at_blank:
            words = words.removeprefix(" ")
        return self._piece(words, kinds)

    def _piece(self, words: str, kinds: Kinds) -> Block:
        if words:
            self._is_at_blank = words[-1] == " "
        return piece(words, kinds)

    def _element(self, name: str, element: etree._Element, kinds: Kinds) -> Iterator[Block]:
        match name:
            case "s":
                spaces = " " * _number(element, "c", MAX_SPACES)
                yield piece(spaces, kinds)
                self._is_at_blank = False
            case "tab":
                yield self._piece("\t", kinds)
            case "line-break":
                yield piece("\n", kinds)
                self._is_at_blank = True
            case "note":
                yield Block(self._note(element))
                self._is_at_blank = False
            case "annotation":
                self.counts["comments_left_out"] += 1
            case "control":
                self.counts["controls_left_out"] += 1
            case name if name in _SHAPES:
                self._shape(element)
            case "ruby":
                self.counts["readings_left_out"] += child(element, "ruby-text") is not None
                yield from self._words(element, kinds)
            case name if name in _SILENT or not name:
                pass
            case _:
                yield from self._nested(name, element, kinds)

    def _nested(self, name: str, element: etree._Element, kinds: Kinds) -> Iterator[Block]:
        """Yield the words of an element that holds others."""
        style = attribute(element, "style-name")
        if name == "span":
            kinds = self._styles.run_kinds(style, kinds)
            self.counts["hidden_kept"] += self._styles.is_hidden(style)
        elif name in ("hidden-text", "hidden-paragraph"):
            self.counts["hidden_kept"] += 1
        words = self._words(element, kinds)
        if name == "a":
            is_far = (attribute(element, "href") or "").startswith(("http", "mailto:"))
            self.counts["links_left_out"] += is_far
            # Links are underlined as it is.
            words = (each.without(UNDERLINED) for each in words)
        yield from words

    def _note(self, note: etree._Element) -> str:
        body = child(note, "note-body")
        if body is None:
            return ""
        kind = "endnote" if attribute(note, "note-class") == "endnote" else "footnote"
        self._notes.append((kind, body))
        return f"[{len(self._notes)}]"

    def _shape(self, shape: etree._Element) -> None:
        """Take the words of a text box or drawing; count what else it shows."""
        box = child(shape, "text-box")
        holder = shape if box is None else box
        inner = list(self.blocks(holder)) if box is not None or _has_words(shape) else []
        if any(block.text.strip() for block in inner):
            self.counts["text_boxes_kept"] += 1
            self._boxes += inner
        elif child(shape, "object") is not None or child(shape, "object-ole") is not None:
            self.counts["embedded_left_out"] += 1
        elif child(shape, "image") is not None:
            self.counts["pictures_left_out"] += 1


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        name = local_name(element)
        if name == "table-row":
            yield element
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element)


def _has_words(shape: etree._Element) -> bool:
    return any(True for _ in children(shape, "p"))


def _number(element: etree._Element, name: str, most: int) -> int:
    value = attribute(element, name) or "1"
    return min(int(value), most) if re.fullmatch("[0-9]{1,9}", value) else 1


def _count_headers(styles: etree._Element | None) -> int:
    """Count the page headers and footers that hold words."""
    if styles is None:
        return 0
    names = [f"{{*}}{kind}{side}" for kind in ("header", "footer")
             for side in ("", "-left", "-first")]  # fmt: skip
    found = (each for name in names for each in styles.iter(name))
    return sum(bool("".join(map(str, each.itertext())).strip()) for each in found)


def _metadata(archive: Archive) -> dict[str, str]:
    """Read title, author, date of creation and the like where they are told."""
    root = archive.xml("meta.xml")
    found: dict[str, list[str]] = {}
    for element in [] if root is None else root.iter("{*}*"):
        name = _FIELDS.get(local_name(element), "")
        if name and (words := " ".join((element.text or "").split())):
            found.setdefault(name, []).append(words)
    return {name: "; ".join(words) for name, words in found.items()}


def _refuse_encrypted(source: Source, archive: Archive) -> None:
    # Older programs wrote a document type into the manifest, some no namespace.
    manifest = archive.read("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise FileUnreadable(path=source.path, reason="it is protected by a password")
