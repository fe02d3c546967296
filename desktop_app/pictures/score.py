"""The score of a document: codes as staves over the length of the text, read from left to right.

A block is a part; an arc ties the parts of one annotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from desktop_app.core.marks import Mark, Marks
from desktop_app.pictures.blocks import MANY, Bit, Block, lay_blocks, layers_of
from desktop_app.pictures.drawing import (
    EDGE,
    SMALL,
    WIDTH,
    Curve,
    Drawing,
    Line,
    Rect,
    Sheet,
    one_line,
)
from desktop_app.pictures.wish import Wish, bounds_said, chosen, counted

LABELS = 200.0
"""The room for the names of codes, in points."""
_COUNTS = 40.0
_STAFF, _LAYER, _ARCS, _BLOCK = 24.0, 11.0, 10.0, 9.0
_TICKS = 10
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1_000, 10**9)
_QUOTED = 120
_NAMELESS = "(no code)"
_NOTHING = "Nothing is marked in this text yet."


def draw_score(marks: Marks, wish: Wish) -> Drawing:
    """Draw the score of the document `wish.document_id`."""
    return _Score(marks, wish).draw()


class _Score:
    """One score in the making."""

    def __init__(self, marks: Marks, wish: Wish) -> None:
        self.marks, self.home = marks, wish.document_id
        self.document = marks.documents[self.home]
        self.found = chosen(marks, wish)
        self.rows: dict[str | None, list[Mark]] = {}
        for mark in self.found:
            self.rows.setdefault(mark.code_id, []).append(mark)
        self.parts = sum(
            piece.document_id == self.home for mark in self.found for piece in mark.pieces
        )
        self.is_merged = self.parts > MANY
        room = WIDTH - 2 * EDGE - LABELS - _COUNTS
        self.scale = room / max(1, self.document.length)
        self.sheet = Sheet(f"Score: {self.document.title}", self._about(wish))

    def draw(self) -> Drawing:
        sheet = self.sheet
        if not self.found:
            return sheet.nothing(_NOTHING)
        ticks = self._ticks()
        self._ruler(ticks)
        top = sheet.y
        for code_id, depth in self._staves():
            if code_id in self.rows:
                self._staff(code_id, depth)
            else:
                self._head(code_id, depth)
        lines = [Line(x, top - 4, x, sheet.y, "rule", dash=2) for x in map(self._x, ticks.values())]
        sheet.shapes[:0] = lines
        return sheet.finish()

    def _about(self, wish: Wish) -> str:
        merged = "Parts that meet are drawn as one block. " if self.is_merged else ""
        wordless = sum(not mark.pieces for mark in self.found)
        unsaid = f"{counted(wordless, 'annotation')} without words. " if wordless else ""
        return (
            f"Unit: parts of annotations. {counted(len(self.found), 'annotation')} with"
            f" {counted(self.parts, 'part')}, {counted(len(self.rows), 'code')};"
            f" {counted(self.document.length, 'character')} from left to right. A block is one"
            " part; an arc ties the parts of one annotation; the number is that of annotations."
            f" {merged}{unsaid}{bounds_said(self.marks, wish)}"
        )

    def _x(self, position: int) -> float:
        return EDGE + LABELS + position * self.scale

    def _staves(self) -> Iterator[tuple[str | None, int]]:
        """List the codes that are used and those above them, in the order of the tree."""
        tree = self.marks.tree
        shown = {each.id for key in self.rows if key for each in tree.lineage(key)}
        for code in tree:
            if code.id in shown:
                yield code.id, tree.depth(code.id)
        if None in self.rows:
            yield None, 0

    def _ruler(self, ticks: Mapping[int, int]) -> None:
        """Write the numbers of paragraphs over the staves."""
        sheet = self.sheet
        sheet.text(self._x(0) - 10, sheet.y + 4, "Paragraph", SMALL, "dim", anchor="end")
        for number, start in ticks.items():
            sheet.text(self._x(start), sheet.y + 4, str(number), SMALL, "dim", anchor="middle")
        sheet.y += 14

    def _ticks(self) -> dict[int, int]:
        """Choose the paragraphs whose numbers are shown: round ones, as many as there is room."""
        starts = self.marks.ground(self.home).paragraphs
        wished = -(-len(starts) // _TICKS)
        step = next(each for each in _STEPS if each >= wished)
        least = self.document.length / 28
        kept: dict[int, int] = {}
        last = -least
        for number, start in enumerate(starts, 1):
            if (number == 1 or number % step == 0) and start - last >= least:
                kept[number] = last = start
        return kept

    def _head(self, code_id: str | None, depth: int) -> None:
        """Write the name of a code that is not used itself, over those below it."""
        code = self.marks.tree.get(code_id)
        name = code.name if code else ""
        self.sheet.text(EDGE + 12 * depth, self.sheet.y + 15, name, colour="dim", room=LABELS)
        self.sheet.y += 22

    def _staff(self, code_id: str | None, depth: int) -> None:
        sheet, found = self.sheet, self.rows[code_id]
        code = self.marks.tree.get(code_id)
        name, colour = (code.name, code.color) if code else (_NAMELESS, "")
        bits = [
            Bit(piece.start, piece.end, mark.id, piece.role)
            for mark in found
            for piece in mark.pieces
            if piece.document_id == self.home
        ]
        blocks = lay_blocks(bits, self.scale, is_merged=self.is_merged)
        has_arcs = not self.is_merged and any(len(mark.pieces) > 1 for mark in found)
        height = _STAFF + _LAYER * (layers_of(blocks) - 1) + (_ARCS if has_arcs else 0)
        foot = sheet.y + height - 6
        indent = 12 * depth
        sheet.add(Line(self._x(0), foot, self._x(self.document.length), foot, "rule"))
        room = LABELS - indent - 14
        sheet.text(EDGE + indent, foot - 1, name, colour=f"name:{colour}", room=room)
        sheet.text(WIDTH - EDGE, foot - 1, f"{len(found):,}", colour="dim", anchor="end")
        ids = frozenset(mark.id for mark in found)
        said = f"{self.marks.tree.path(code_id) or name}: {counted(len(ids), 'annotation')}"
        sheet.spot((EDGE, foot - 14, LABELS - 12, 18), said, ids)
        for block in blocks:
            self._block(name, colour, block, foot)
        if has_arcs:
            self._tie(blocks, colour, foot)
        sheet.y += height

    def _block(self, name: str, colour: str, block: Block, foot: float) -> None:
        x, y = self._x(0) + block.x, foot - _LAYER * block.layer - _BLOCK
        if block.width > 5:
            shape = Rect(x, y, block.width, _BLOCK, f"tint:{colour}", f"line:{colour}", 1.5)
        else:
            shape = Rect(x, y, block.width, _BLOCK, f"line:{colour}")
        self.sheet.add(shape)
        ids = frozenset(bit.annotation_id for bit in block.bits)
        box = (x - 1, y - 1, block.width + 2, _BLOCK + 2)
        self.sheet.spot(box, self._told(name, block, len(ids)), ids)

    def _told(self, name: str, block: Block, count: int) -> str:
        """Say what a block is: of one part its place, coder and words."""
        if count > 1:
            return f"{name}: {counted(count, 'annotation')}"
        bit = block.bits[0]
        mark = self.marks.by_id[bit.annotation_id]
        ground = self.marks.ground(self.home)
        quote = one_line(ground.text[bit.start : min(bit.end, bit.start + _QUOTED)])
        dots = "…" if bit.end - bit.start > _QUOTED else ""
        role = f" ({bit.role})" if bit.role else ""
        place = ground.numbering.reference(bit.start)
        return f"{name}{role}, {place}, {self.marks.coders[mark.coder_id].name}\n“{quote}{dots}”"

    def _tie(self, blocks: Sequence[Block], colour: str, foot: float) -> None:
        """Draw arcs from part to part of each annotation, in the order of the text."""
        tops: dict[str, list[tuple[float, float]]] = {}
        for block in blocks:
            top = (self._x(0) + block.x + block.width / 2, foot - _LAYER * block.layer - _BLOCK)
            tops.setdefault(block.bits[0].annotation_id, []).append(top)
        for found in tops.values():
            for (x1, y1), (x2, y2) in pairwise(found):
                rise = min(2 * _ARCS, 12 + (x2 - x1) * 0.12)
                towards = ((x1 + x2) / 2, min(y1, y2) - rise)
                self.sheet.add(Curve(x1, y1, towards, x2, y2, f"line:{colour}", 1.2))
