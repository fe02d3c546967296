"""What an RTF file writes on: a body, note or text box, where paragraphs, cells and rows end."""

from dataclasses import dataclass, field

from desktop_app.formats.blocks import BULLET, Block, cell_of, glue, piece, table_row

INDENT_FROM = 240
"""The left indent, in twentieths of a point, from which a paragraph counts as indented."""


@dataclass(slots=True)
class Paragraph:
    """How a paragraph stands: its style, outline level (0 to 8), indents, in a table or not."""

    style: int | None = None
    level: int | None = None
    left: int = 0
    first: int = 0
    is_in_table: bool = False

    def set(self, word: str, number: int) -> None:
        """Follow a control word, if it concerns paragraphs."""
        match word:
            case "outlinelevel":
                self.level = number
            case "li" | "lin":
                self.left = number
            case "fi":
                self.first = number
            case "intbl":
                self.is_in_table = True

    def follow(self, style: "Paragraph | None") -> None:
        """Take the outline level over from a style; indents stand at each paragraph as well."""
        if style is not None and style.level is not None:
            self.level = style.level

    def kinds(self, *, is_listed: bool) -> list[str]:
        """Tell whether it is a heading or indented; the indent of a list is its own."""
        if self.level is not None and 0 <= self.level < 6:
            return [f"heading{self.level + 1}"]
        is_indented = self.left + min(0, self.first) >= INDENT_FROM and not is_listed
        return ["indent"] if is_indented else []


@dataclass(slots=True)
class State:
    """What holds within a group: where words go, and how they look."""

    goes_to: str = "text"
    kinds: frozenset[str] = frozenset()
    font: int | None = None
    skips: int = 1
    is_hidden: bool = False
    is_deleted: bool = False
    is_inserted: bool = False
    is_link: bool = False
    is_new: bool = False
    paragraph: Paragraph = field(default_factory=Paragraph)


@dataclass
class Page:
    """Paragraphs and tables as they come together."""

    marker: str = ""
    boxes: list[Block] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _pieces: list[Block] = field(default_factory=list)
    _in_cell: list[Block] = field(default_factory=list)
    _cells: list[Block] = field(default_factory=list)
    _rows: list[Block] = field(default_factory=list)
    _is_in_list: bool = False

    def write(self, text: str, kinds: frozenset[str]) -> None:
        """Write words that are shown as `kinds` say."""
        self._pieces.append(piece(text, kinds))

    def end_paragraph(self, paragraph: Paragraph) -> None:
        """End the paragraph in hand."""
        block = self._take(paragraph)
        if paragraph.is_in_table:
            self._in_cell.append(block)
            return
        self._end_table()
        self._blocks += (block, *self._take_boxes())

    def end_cell(self, paragraph: Paragraph) -> None:
        """End the cell in hand."""
        self._in_cell.append(self._take(paragraph))
        self._cells.append(cell_of(self._in_cell))
        self._in_cell = []

    def end_row(self) -> bool:
        """End the row in hand; tell whether it is the first of a table."""
        if not self._cells:
            return False
        is_first = not self._rows
        self._rows.append(table_row((cell, 1) for cell in self._cells))
        self._cells = []
        return is_first

    def blocks(self) -> list[Block]:
        """Return all that was written, the last paragraph and table included."""
        if self._cells:
            self.end_row()
        rest = [*self._in_cell, self._take(Paragraph())]
        self._end_table()
        return [
            block for block in (*self._blocks, *rest, *self._take_boxes()) if block.text.strip()
        ]

    def _take(self, paragraph: Paragraph) -> Block:
        words, self._pieces = glue(self._pieces), []
        mark, self.marker = _mark_of(self.marker), ""
        looks = paragraph.kinds(is_listed=bool(mark))
        if any(look.startswith("heading") for look in looks):
            words = words._replace(runs=tuple(run for run in words.runs if run.kind != "bold"))
        block = glue((Block(mark if words.text.strip() else ""), words)).shown_as(*looks)
        is_tight = bool(mark) and self._is_in_list
        self._is_in_list = bool(mark)
        return block._replace(is_tight=is_tight)

    def _end_table(self) -> None:
        if self._rows:
            self._blocks.append(glue(self._rows, "\n"))
            self._rows = []

    def _take_boxes(self) -> list[Block]:
        boxes, self.boxes = self.boxes, []
        return boxes


def _mark_of(text: str) -> str:
    """Write the mark of a list's item as a reader sees it; bullets of any font are alike."""
    mark = " ".join(text.split())
    if not mark:
        return ""
    is_bullet = len(mark) == 1 and (mark == "o" or not mark.isalnum())
    return BULLET if is_bullet else f"{mark} "
