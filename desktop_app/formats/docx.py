"""Word documents: every word that a reader of the page would see, and a count of what is not kept.

Libraries at hand lose footnotes, tracked insertions and text boxes without a word, so the XML is
read here. Of how it looks, only italic, bold, headings and indents are read.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from desktop_app.core.errors import FileDamaged
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
from desktop_app.formats.docx_lists import Lists
from desktop_app.formats.docx_styles import Styles, is_on
from desktop_app.formats.field_codes import shown_words
from desktop_app.formats.reading import Extract, Source
from desktop_app.formats.style_chain import Kinds
from desktop_app.formats.xmltree import attribute, attribute_of, child, children, local_name

MAX_COLUMNS = 63

_CHARACTERS = {
    "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}  # fmt: skip
# What says how the text looks or is made, not what it says.
_SILENT = frozenset(
    {
        "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "sdtEndPr", "sectPr", "tblGrid", "ffData",
        "fldData", "instrText", "delInstrText", "delText", "moveFrom",
    }
)  # fmt: skip
_LEFT_OUT = {
    "commentReference": "comments_left_out",
    "pic": "pictures_left_out",
    "imagedata": "pictures_left_out",
    "chart": "pictures_left_out",
    "relIds": "pictures_left_out",
    "rt": "readings_left_out",
}
_RAISING = ("f", "sSup", "sSub", "sSubSup", "sPre", "rad", "nary", "limLow", "limUpp", "m")
"""What in a formula says more than its letters do."""
_LINK = re.compile(r"\s*HYPERLINK\s+\"?[^\s\"\\]")
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_PRIVATE = range(0xF000, 0xF100)
_HEADER = re.compile(r"(?:header|footer)\d*\.xml")
_METADATA = {
    "title": "title", "creator": "author", "created": "created", "language": "language",
    "keywords": "keywords",
}  # fmt: skip


def read(source: Source) -> Extract:
    """Read a Word document; raises FileDamaged, FileUnreadable and FileTooLarge."""
    package = _Package(source)
    writer = _Writer(package)
    body = child(package.document, "body")
    blocks = [] if body is None else list(writer.blocks(body))
    blocks += writer.notes()
    counts = writer.counts
    counts["headers_left_out"] = package.count_headers()
    text, _, runs = join_blocks(blocks)
    return Extract(text, metadata=package.metadata(), counts=counts, runs=runs)


class _Package:
    """The parts of a Word file that matter here."""

    def __init__(self, source: Source) -> None:
        self._archive = Archive(source.path, source.data)
        main = self._related("", "officeDocument") or "word/document.xml"
        document = self._archive.xml(main)
        if document is None or local_name(document) != "document":
            raise FileDamaged(path=source.path, reason="it holds no Word text")
        self.document = document
        self._main = main

    def part(self, kind: str) -> etree._Element | None:
        """Parse the part that the document names as its `kind`, such as `footnotes`."""
        name = self._related(self._main, kind)
        return None if name is None else self._archive.xml(name)

    def metadata(self) -> dict[str, str]:
        """Read title, author, date of creation and the like where they are told."""
        name = self._related("", "core-properties") or "docProps/core.xml"
        core = self._archive.xml(name)
        if core is None:
            return {}
        found = {local_name(each): (each.text or "").strip() for each in core}
        return {ours: found[name] for name, ours in _METADATA.items() if found.get(name)}

    def count_headers(self) -> int:
        """Count the page headers and footers that hold words."""
        folder = posixpath.dirname(self._main)
        count = 0
        for name in self._archive.names:
            if posixpath.dirname(name) == folder and _HEADER.fullmatch(posixpath.basename(name)):
                root = self._archive.xml(name)
                words = [] if root is None else [t.text or "" for t in root.iter("{*}t")]
                count += bool("".join(words).strip())
        return count

    def _related(self, part: str, kind: str) -> str | None:
        """Return the name of the part to which `part` (the package itself: "") relates so."""
        folder, name = posixpath.split(part)
        relations = self._archive.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        for relation in [] if relations is None else relations:
            target = attribute(relation, "Target")
            is_kind = (attribute(relation, "Type") or "").rpartition("/")[2] == kind
            if is_kind and target and attribute(relation, "TargetMode") != "External":
                return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return None


@dataclass(slots=True)
class _Field:
    """A field that is open: its code comes first, then what it shows."""

    is_code: bool = True
    is_link: bool = False
    code: str = ""


class _Writer:
    """Walks through the elements, gathers blocks and counts what is kept and left out."""

    def __init__(self, package: _Package) -> None:
        self.counts: Counter[str] = Counter()
        styles = package.part("styles")
        self._lists = Lists.load(package.part("numbering"), styles)
        self._styles = Styles.load(styles)
        self._notes = {
            (kind, attribute(note, "id")): note
            for kind in _NOTES.values()
            if (part := package.part(kind)) is not None
            for note in part
            if attribute(note, "type") in (None, "normal")
        }
        self._cited: list[tuple[str, str | None]] = []
        self._numbers: dict[tuple[str, str | None], int] = {}
        self._boxes: list[Block] = []
        self._fields: list[_Field] = []
        self._links = 0
        self._held = Block("")
        self._is_in_list = False

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Yield the paragraphs and tables of a body, cell, note or text box."""
        for element in parent:
            match local_name(element):
                case "p":
                    yield from self._paragraph(element)
                case "tbl":
                    yield self._take_held()
                    yield self._table(element)
                case "AlternateContent":
                    yield from self.blocks(_preferred(element))
                case "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "smartTag":
                    yield from self.blocks(element)
                case "altChunk" | "subDoc":
                    self.counts["embedded_left_out"] += 1
        yield self._take_held()

    def notes(self) -> Iterator[Block]:
        """Yield the notes that the text cites, in the order of their marks."""
        for number, key in enumerate(self._cited, 1):
            self.counts[f"{key[0]}_kept"] += 1
            yield note_marks(self.blocks(self._notes[key]), number)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        properties = child(paragraph, "pPr")
        mark = self._lists.mark(properties)
        looks = self._styles.paragraph_kinds(properties, is_listed=bool(mark))
        before = self._take_held()
        outer_boxes, self._boxes = self._boxes, []
        words = glue(self._words(paragraph, self._styles.usual_kinds(properties)))
        # The code of a field never spans paragraphs; an unclosed one must not swallow the rest.
        self._fields = [each for each in self._fields if not each.is_code]
        block = glue((before, Block(mark if words.text.strip() else ""), words))
        boxes, self._boxes = self._boxes, outer_boxes
        is_initial = attribute_of(properties, "framePr", "dropCap") in ("drop", "margin")
        if is_initial or child(child(properties, "rPr"), "del") is not None:
            # Its end is deleted, or it is a great first letter: the next goes on in its line.
            self._held = block
        else:
            yield block.shown_as(*looks)._replace(is_tight=bool(mark) and self._is_in_list)
            self._is_in_list = bool(mark)
        yield from boxes

    def _take_held(self) -> Block:
        held, self._held = self._held, Block("")
        return held

    def _words(self, parent: etree._Element, kinds: Kinds) -> Iterator[Block]:
        for element in parent:
            name = local_name(element)
            if name == "instrText" and self._fields:
                self._fields[-1].code += element.text or ""
            if name in _SILENT:
                continue
            if name in _LEFT_OUT:
                self.counts[_LEFT_OUT[name]] += 1
            elif name == "fldChar":
                shown = self._field(attribute(element, "fldCharType"))
                yield self._piece(shown, kinds)
                yield piece(_form_words(child(element, "ffData")), kinds)
            elif name in _CHARACTERS:
                yield self._piece(_CHARACTERS[name], kinds)
            elif name == "t":
                yield self._piece(element.text or "", kinds)
            elif name == "sym":
                yield self._piece(self._symbol(attribute(element, "char") or ""), kinds)
            elif name in _NOTES:
                yield Block(self._note((_NOTES[name], attribute(element, "id"))))
            else:
                yield from self._nested(name, element, kinds)

    def _piece(self, words: str, kinds: Kinds) -> Block:
        """Make a piece of what is shown; links are underlined as it is."""
        is_link = self._links or any(each.is_link for each in self._fields)
        shown = kinds - {UNDERLINED} if is_link else kinds
        return piece("" if self._is_in_code else words, shown)

    def _nested(self, name: str, element: etree._Element, kinds: Kinds) -> Iterator[Block]:
        """Yield the words of an element that holds others."""
        match name:
            case "del":
                self._count_tracked(element, "deletions_left_out")
            case "AlternateContent":
                yield from self._words(_preferred(element), kinds)
            case "txbxContent":
                self.counts["text_boxes_kept"] += 1
                self._boxes += list(self.blocks(element))
            case "r":
                properties = child(element, "rPr")
                if is_on(child(properties, "vanish")):
                    self._count_tracked(element, "hidden_kept")
                yield from self._words(element, self._styles.run_kinds(properties, kinds))
            case "hyperlink" | "fldSimple":
                code = attribute(element, "instr") or ""
                is_far = bool(attribute(element, "id") or _LINK.match(code))
                if is_far:
                    self._count_tracked(element, "links_left_out")
                is_link = is_far or name == "hyperlink"
                self._links += is_link
                yield from self._words(element, kinds)
                self._links -= is_link
            case "textpath":
                self.counts["text_boxes_kept"] += 1
                self._boxes.append(Block(attribute(element, "string") or ""))
            case _:
                self._note_kept(name, element)
                yield from self._words(element, kinds)

    def _note_kept(self, name: str, element: etree._Element) -> None:
        if name == "ins":
            self._count_tracked(element, "insertions_kept")
        elif name == "moveTo":
            self._count_tracked(element, "moves_kept")
        elif name == "oMath":
            raising = (element.iter(f"{{*}}{each}") for each in _RAISING)
            self.counts["formulas_flattened"] += any(True for each in raising for _ in each)

    def _count_tracked(self, element: etree._Element, kind: str) -> None:
        """Count a change that holds words; Word also marks empty ones."""
        words = (node.text for name in ("{*}t", "{*}delText") for node in element.iter(name))
        self.counts[kind] += any(words)

    @property
    def _is_in_code(self) -> bool:
        return any(each.is_code for each in self._fields)

    def _field(self, kind: str | None) -> str:
        """Follow a field: its code comes first, then (from `separate` on) its result.

        Returns what it shows by its code alone.
        """
        shown = ""
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind in ("separate", "end"):
            field = self._fields[-1]
            if field.is_code:
                field.is_code, field.is_link = False, bool(_LINK.match(field.code))
                self.counts["links_left_out"] += field.is_link
                shown, lost = shown_words(field.code)
                if lost:
                    self.counts[lost] += 1
            if kind == "end":
                self._fields.pop()
        return shown

    def _symbol(self, code: str) -> str:
        if not re.fullmatch("[0-9A-Fa-f]{1,4}", code) or self._is_in_code:
            return ""
        number = int(code, 16)
        self.counts["symbols_unclear"] += number in _PRIVATE
        return chr(number)

    def _note(self, key: tuple[str, str | None]) -> str:
        if key not in self._notes:
            return ""
        if key not in self._numbers:
            self._cited.append(key)
            self._numbers[key] = len(self._cited)
        return f"[{self._numbers[key]}]"

    def _table(self, table: etree._Element) -> Block:
        self.counts["tables_kept"] += 1
        self._is_in_list = False
        return glue(self._rows(table), "\n")

    def _rows(self, parent: etree._Element) -> Iterator[Block]:
        for element in parent:
            name = local_name(element)
            if name == "tr" and child(child(element, "trPr"), "del") is not None:
                self.counts["deletions_left_out"] += 1
            elif name == "tr":
                yield table_row(self._cells(element))
            elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
                yield from self._rows(element)

    def _cells(self, parent: etree._Element) -> Iterator[tuple[Block, int]]:
        for element in parent:
            name = local_name(element)
            if name == "tc" and child(child(element, "tcPr"), "cellDel") is not None:
                self.counts["deletions_left_out"] += 1
                yield Block(""), _columns(element)
            elif name == "tc":
                yield cell_of(self.blocks(element)), _columns(element)
            elif name in ("sdt", "sdtContent", "customXml"):
                yield from self._cells(element)


def _form_words(form: etree._Element | None) -> str:
    """Return what a field of a form shows that is no text of its own: a choice, or a ticked box."""
    if (chosen := child(form, "ddList")) is not None:
        at = attribute_of(chosen, "result") or attribute_of(chosen, "default") or "0"
        entries = [attribute(each, "val") or "" for each in children(chosen, "listEntry")]
        is_there = re.fullmatch("[0-9]{1,4}", at) and int(at) < len(entries)
        return entries[int(at)] if is_there else ""
    if (box := child(form, "checkBox")) is not None:
        checked = child(box, "checked")
        return "☒" if is_on(child(box, "default") if checked is None else checked) else "☐"
    return ""


def _preferred(alternatives: etree._Element) -> etree._Element:
    """Return the one of a choice and its fallback that is to be read; both say the same."""
    for name in ("Choice", "Fallback"):
        for found in children(alternatives, name):
            return found
    return alternatives


def _columns(cell: etree._Element) -> int:
    """Return how many columns a cell spans."""
    span = attribute_of(child(cell, "tcPr"), "gridSpan") or "1"
    return min(int(span), MAX_COLUMNS) if re.fullmatch("[1-9][0-9]{0,3}", span) else 1
