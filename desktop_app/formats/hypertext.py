"""The body of an HTML page as blocks: what a browser would show as paragraphs, lines and tables.

Both web pages and electronic books are made of it. How a page is found and parsed is not known
here, nor what stands in its head.
"""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from desktop_app.formats.blocks import (
    BULLET,
    LOST,
    RAISED,
    STRUCK,
    UNDERLINED,
    Block,
    cell_of,
    glue,
    piece,
    table_row,
)
from desktop_app.formats.css import Looks, Sheet
from desktop_app.formats.numerals import numeral
from desktop_app.formats.xmltree import attribute, local_name

Kinds = frozenset[str]

LINE, PARAGRAPH = 1, 2
"""What a block keeps free: a line of its own, or a blank line before and behind it."""
MAX_COLUMNS, MAX_ROWS = 63, 1000

_GAPS = dict.fromkeys(
    ("address", "article", "aside", "body", "caption", "center", "dd", "details", "div", "dt",
     "fieldset", "figcaption", "footer", "form", "header", "legend", "li", "main", "nav",
     "section", "summary", "td", "th", "tr"),
    LINE,
) | dict.fromkeys(
    ("blockquote", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre",
     "table", "ul"),
    PARAGRAPH,
)  # fmt: skip
_KINDS = {
    "i": "italic", "em": "italic", "cite": "italic", "dfn": "italic", "var": "italic",
    "b": "bold", "strong": "bold", "blockquote": "indent", "pre": "pre", "u": UNDERLINED,
    "s": STRUCK, "strike": STRUCK, "sup": RAISED, "sub": RAISED,
} | {f"h{level}": f"heading{level}" for level in range(1, 7)}  # fmt: skip
_LEFT_OUT = {
    "img": "pictures_left_out", "image": "pictures_left_out", "svg": "pictures_left_out",
    "canvas": "pictures_left_out", "rt": "readings_left_out", "del": "deletions_left_out",
    "iframe": "embedded_left_out", "object": "embedded_left_out", "embed": "embedded_left_out",
    "video": "embedded_left_out", "audio": "embedded_left_out",
    "button": "controls_left_out", "select": "controls_left_out", "input": "controls_left_out",
    "textarea": "controls_left_out",
}  # fmt: skip
_SILENT = frozenset({"head", "script", "style", "template", "noscript", "rp", "annotation"})
_LISTS = ("ul", "ol")
_CELLS = ("td", "th")
_RAISING = [f"{{*}}m{name}" for name in ("frac", "sup", "sub", "subsup", "root", "sqrt", "under",
                                         "over", "underover", "table")]  # fmt: skip
"""What in a formula says more than its letters do."""
_LONG_CELL = 400
"""Characters in several blocks, from which a cell is a piece of the page."""
_LAID_OUT = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre"})
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_MARK = re.compile(r"(?:\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§¶]{1,3})")
_NOTES = (
    "noteref", "footnote-ref", "footnoteanc", "endnoteanc", "footnotesym", "endnotesym",
)  # fmt: skip
_PAGE_MARKS = {"pagebreak", "doc-pagebreak"}
_LONGEST_NUMBER = 12
_LEADS_BACK = ("doc-backlink", "footnote-back", "footnote-backref", "reversefootnote")


class Walker:
    """Walks through a page, gathers its blocks and counts what is kept and left out."""

    def __init__(self, sheet: Sheet) -> None:
        self.counts: Counter[str] = Counter()
        self._sheet = sheet
        self._blocks: list[Block] = []
        self._pieces: list[Block] = []
        self._gap = 0
        self._is_at_blank = True
        self._lists: list[_List] = []
        self._marker = ""
        self._links = 0

    def blocks(self, body: etree._Element) -> list[Block]:
        """Return the blocks of a body in order."""
        self._children(body, frozenset())
        self._end_block(LINE)
        return self._blocks

    def _children(self, parent: etree._Element, kinds: Kinds) -> None:
        self._text(parent.text, kinds)
        for element in parent:
            if isinstance(element.tag, str):
                self._element(element, kinds)
            self._text(element.tail, kinds)

    def _element(self, element: etree._Element, kinds: Kinds) -> None:
        name = local_name(element).lower()
        looks = self._sheet.looks(name, _classes(element), attribute(element, "style") or "")
        if self._is_left_out(element, name, looks):
            return
        if "indent" in looks and not _is_paragraph(element, name):
            del looks["indent"]
        kinds = _shown(name, looks, kinds)
        if name == "br":
            self._break(kinds)
        elif name == "table" and not is_layout(element):
            self._table(element, kinds)
        elif name in _GAPS:
            self._block(element, name, kinds)
        else:
            self._inline(element, name, kinds)

    def _is_left_out(self, element: etree._Element, name: str, looks: Looks) -> bool:
        if name in _SILENT or (name == "a" and _is_called(element, _LEADS_BACK)):
            return True
        if name in _LEFT_OUT:
            self.counts[_LEFT_OUT[name]] += attribute(element, "type") != "hidden"
            return True
        if _is_page_number(element):
            self.counts["page_numbers_left_out"] += 1
            return True
        if name == "div" and attribute(element, "title") in ("header", "footer"):
            # So LibreOffice writes what stands on every page.
            self.counts["headers_left_out"] += bool(_words_of(element).strip())
            return True
        if looks.get("hidden") or attribute(element, "hidden") is not None:
            self.counts["hidden_left_out"] += bool(_words_of(element).strip())
            return True
        return False

    def _block(self, element: etree._Element, name: str, kinds: Kinds) -> None:
        # A list in a list stands close.
        gap = LINE if name in _LISTS and self._lists else _GAPS[name]
        self._end_block(gap)
        if name in _LISTS:
            self._lists.append(_List(element))
        elif name == "li" and self._lists:
            self._marker += self._lists[-1].mark(element)
        self._children(element, kinds)
        self._end_block(gap)
        if name in _LISTS:
            self._lists.pop()
        elif name == "li":
            self._marker = ""

    def _inline(self, element: etree._Element, name: str, kinds: Kinds) -> None:
        if name == "a" and (mark := _note_mark(element)):
            # What a paragraph begins with is the mark of a note itself.
            refers = any(each.text.strip() for each in self._pieces)
            self._add(piece(mark if refers else f"{mark} ", kinds.difference(LOST)))
            self.counts["note_marks_kept"] += refers
            return
        if name == "a" and _leads_out(element):
            self.counts["links_left_out"] += 1
        self.counts["insertions_kept"] += name == "ins"
        if name == "math":
            self.counts["formulas_flattened"] += any(True for _ in element.iter(*_RAISING))
        is_quoted = name == "q"
        if is_quoted:
            self._add(piece("“", kinds))
        # Links are underlined as it is.
        self._links += name == "a"
        self._children(element, kinds)
        self._links -= name == "a"
        if is_quoted:
            self._add(piece("”", kinds))

    # Words
    def _text(self, text: str | None, kinds: Kinds) -> None:
        if not text:
            return
        if "pre" not in kinds:
            text = _BLANKS.sub(" ", text)
            text = text.removeprefix(" ") if self._is_at_blank else text
        self._add(piece(text, kinds - {"pre", UNDERLINED if self._links else "pre"}))

    def _add(self, words: Block) -> None:
        if words.text:
            self._pieces.append(words)
            self._is_at_blank = words.text.endswith((" ", "\n"))

    def _break(self, kinds: Kinds) -> None:
        if self._pieces and "pre" not in kinds:
            last = self._pieces[-1]
            self._pieces[-1] = last.cut(0, len(last.text.rstrip(" ")))
        self._add(piece("\n", kinds - {"pre"}))

    def _end_block(self, gap: int) -> None:
        """End the block in hand, if it has words, and keep at least `gap` free behind it."""
        block = glue(self._pieces).strip(keeps_indent=True)
        self._pieces = []
        self._is_at_blank = True
        if block.text:
            block = glue((Block(self._marker), block), is_tight=self._gap < PARAGRAPH)
            self._blocks.append(block)
            self._marker = ""
            self._gap = 0
        self._gap = max(self._gap, gap)

    # Tables
    def _table(self, table: etree._Element, kinds: Kinds) -> None:
        self._end_block(PARAGRAPH)
        self.counts["tables_kept"] += 1
        for element in table:
            if isinstance(element.tag, str) and local_name(element).lower() == "caption":
                self._element(element, kinds)
        taken: Counter[int] = Counter()
        rows = [table_row(self._cells(row, taken, kinds)) for row in _rows(table)]
        self._add(glue(rows, "\n"))
        self._end_block(PARAGRAPH)

    def _cells(
        self, row: etree._Element, taken: Counter[int], kinds: Kinds
    ) -> Iterator[tuple[Block, int]]:
        """Yield the cells of a row; `taken` tells for how many rows a column is still taken."""
        column = 0
        for cell in row:
            if not isinstance(cell.tag, str) or local_name(cell).lower() not in _CELLS:
                continue
            while taken[column]:
                taken[column] -= 1
                column += 1
                yield Block(""), 1
            width = _number(cell, "colspan", MAX_COLUMNS)
            for each in range(column, column + width):
                taken[each] = _number(cell, "rowspan", MAX_ROWS) - 1
            column += width
            yield self._cell(cell, kinds), width
        while taken[column]:
            taken[column] -= 1
            column += 1
            yield Block(""), 1

    def _cell(self, cell: etree._Element, kinds: Kinds) -> Block:
        outer = self._blocks, self._pieces, self._gap, self._marker
        self._blocks, self._pieces, self._gap, self._marker = [], [], 0, ""
        self._is_at_blank = True
        self._children(cell, kinds)
        self._end_block(LINE)
        words = cell_of(self._blocks)
        self._blocks, self._pieces, self._gap, self._marker = outer
        return words


class _List:
    """A list that is open: deals out the marks of its items."""

    def __init__(self, element: etree._Element) -> None:
        self._is_ordered = local_name(element).lower() == "ol"
        self._style = attribute(element, "type") or "1"
        self._number = _whole(attribute(element, "start"), 1)

    def mark(self, item: etree._Element) -> str:
        if not self._is_ordered:
            return BULLET
        number = _whole(attribute(item, "value"), self._number)
        self._number = number + 1
        return f"{numeral(number, self._style)}. "


def is_layout(table: etree._Element) -> bool:
    """Tell whether a table only puts things in their places, as old pages do."""
    if attribute(table, "role") == "presentation":
        return True
    rows = list(_rows(table))
    cells = [cell for row in rows for cell in row if isinstance(cell.tag, str)]
    if len(cells) <= 1:
        return True
    return any(
        next(cell.iter("{*}table"), None) is not None
        or (_has_blocks(cell) and (len(rows) == 1 or len(_words_of(cell)) > _LONG_CELL))
        for cell in cells
    )


def _has_blocks(cell: etree._Element) -> bool:
    parts = [local_name(each).lower() for each in cell if isinstance(each.tag, str)]
    return sum(name in _LAID_OUT for name in parts) > 1


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        name = local_name(element).lower()
        if name == "tr":
            yield element
        elif name in ("thead", "tbody", "tfoot"):
            yield from (row for row in element if local_name(row).lower() == "tr")


def _shown(name: str, looks: Looks, kinds: Kinds) -> Kinds:
    """Tell how the words of an element are shown, in surroundings that are shown as `kinds`."""
    if name in _KINDS:
        kinds |= {_KINDS[name]}
    for kind, is_on in looks.items():
        if kind == "hidden":
            continue
        # Only words are turned upright or light again; a margin of nothing is no way out.
        kinds = kinds | {kind} if is_on else kinds - ({kind} - {"indent"})
    return kinds


def _is_paragraph(element: etree._Element, name: str) -> bool:
    """Tell whether an element holds words itself, rather than the margins of a whole page."""
    return name == "p" or (name == "div" and not any(local_name(c) in _GAPS for c in element))


def _note_mark(element: etree._Element) -> str:
    """Return a link's words in brackets where it is the mark of a note, or nothing."""
    words = _words_of(element).strip().strip("[]()").strip()
    if not _MARK.fullmatch(words):
        return ""
    parent = element.getparent()
    is_raised = (parent is not None and local_name(parent).lower() == "sup") or any(
        True for _ in element.iter("{*}sup")
    )
    leads_within = "#" in (attribute(element, "href") or "")
    if _is_called(element, _NOTES) or (is_raised and leads_within):
        return f"[{words}]"
    return ""


def _is_page_number(element: etree._Element) -> bool:
    """Tell whether an element says where a page of the printed edition began."""
    types = f"{attribute(element, 'type') or ''} {attribute(element, 'role') or ''}".split()
    return not _PAGE_MARKS.isdisjoint(types) and len(_words_of(element)) <= _LONGEST_NUMBER


def _is_called(element: etree._Element, names: tuple[str, ...]) -> bool:
    """Tell whether an element's type, role or class is, or ends in, one of these names."""
    types = attribute(element, "type") or attribute(element, "epub:type") or ""
    called = [*types.split(), *(attribute(element, "role") or "").split(), *_classes(element)]
    return any(each.lower().endswith(names) for each in called)


def _leads_out(element: etree._Element) -> bool:
    """Tell whether a link has an address that its words do not say."""
    address = attribute(element, "href") or ""
    if not address.lower().startswith(("http:", "https:", "mailto:")):
        return False
    return address.partition(":")[2].strip("/") not in _words_of(element)


def _words_of(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _classes(element: etree._Element) -> list[str]:
    return (attribute(element, "class") or "").split()


def _number(element: etree._Element, name: str, most: int) -> int:
    return max(1, min(_whole(attribute(element, name), 1), most))


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,6}", value.strip()) else default
