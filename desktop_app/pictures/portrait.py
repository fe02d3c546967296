"""The portrait: one strip a document, from its beginning to its end, side by side to compare.

A strip has a lane for each family of codes, always in the same order and with the same pattern.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.colours import PALETTE
from desktop_app.core.marks import Marks
from desktop_app.core.model import Code
from desktop_app.pictures.blocks import Bit, lay_blocks
from desktop_app.pictures.drawing import BODY, EDGE, SMALL, WIDTH, Drawing, Rect, Sheet
from desktop_app.pictures.lettering import text_width
from desktop_app.pictures.paints import PATTERNS
from desktop_app.pictures.wish import Wish, bounds_said, chosen, counted, documents_of

LANE, GAP = 9.0, 1.5
_MOST = 8
_FIRST_STRONG, _POP = "\u2068", "\u2069"
"""Around a name, lest the number before it moves behind one that is written from the right."""
_NOTHING = "Nothing is marked yet."


@dataclass(frozen=True, slots=True)
class Family:
    """A code with all below it, as a lane: how it looks is its place in the order."""

    name: str
    colour: str
    pattern: int
    codes: frozenset[str]


def draw_portrait(marks: Marks, wish: Wish) -> Drawing:
    """Draw a strip for each document that has annotations."""
    found = chosen(marks, wish)
    families = families_of(marks, {mark.code_id or "" for mark in found}, wish.code_id)
    lane_of = {code: at for at, family in enumerate(families) for code in family.codes}
    bits: dict[str, dict[int, list[Bit]]] = {}
    parts = 0
    for mark in found:
        for piece in mark.pieces:
            if wish.document_id in ("", piece.document_id):
                lanes = bits.setdefault(piece.document_id, {})
                lane = lanes.setdefault(lane_of[mark.code_id or ""], [])
                lane.append(Bit(piece.start, piece.end, mark.id))
                parts += 1
    homes: dict[str | None, set[str]] = {}
    for mark in found:
        for document_id in documents_of(mark):
            homes.setdefault(document_id, set()).add(mark.id)
    about = (
        f"Unit: parts of annotations. {counted(len(found), 'annotation')} with"
        f" {counted(parts, 'part')} in {counted(len(bits), 'document')}. Each strip runs from the"
        f" beginning of its text to the end, whatever its length; a lane is a code with those"
        f" below it. {bounds_said(marks, wish)}"
    )
    sheet = Sheet("Portrait: one strip a document", about)
    if not bits:
        return sheet.nothing(_NOTHING)
    _legend(sheet, families)
    for document_id in marks.documents:
        if document_id in bits:
            _strip(sheet, marks, families, document_id, bits[document_id], homes[document_id])
    return sheet.finish()


def families_of(marks: Marks, used: set[str], above: str = "") -> list[Family]:
    """List the codes just below one (topmost ones for "") that are used, themselves or below.

    Where that is a single one, those below it are taken; beyond eight, the others are joined.
    """
    root = above or None
    while True:
        groups = [
            (code, frozenset({code.id, *(each.id for each in marks.tree.below(code.id))}))
            for code in marks.tree.children(root)
        ]
        groups = [(code, codes) for code, codes in groups if codes & used]
        if len(groups) != 1 or groups[0][0].id in used or not marks.tree.children(groups[0][0].id):
            break
        root = groups[0][0].id
    if root in used and root is not None:
        code = marks.tree.get(root)
        assert code is not None
        groups.insert(0, (code, frozenset({root})))
    made = [_family(at, code, codes) for at, (code, codes) in enumerate(groups[:_MOST])]
    others = frozenset[str]().union(*(codes for _, codes in groups[_MOST:]))
    if others:
        made.append(Family(f"{len(groups) - _MOST} other codes", "", 0, others))
    if "" in used:
        made.append(Family("(no code)", "", 2, frozenset({""})))
    return made


def _family(at: int, code: Code, codes: frozenset[str]) -> Family:
    # Families are told apart by the order of the palette; a codebook may have but one colour.
    colour = code.color or PALETTE[at * 2 % len(PALETTE)].hex
    return Family(code.name, colour, at % len(PATTERNS), codes)


def _legend(sheet: Sheet, families: list[Family]) -> None:
    """Name the lanes, in their order from above, with their patterns."""
    sheet.text(EDGE, sheet.y + 4, "Lanes, from above:", SMALL, "dim")
    x, y = EDGE + text_width("Lanes, from above:", SMALL) + 14, sheet.y
    for number, family in enumerate(families, 1):
        said = f"{number} {_FIRST_STRONG}{family.name}{_POP}"
        width = 30 + min(240, text_width(said, BODY)) + 18
        if x + width > WIDTH - EDGE:
            x, y = EDGE, y + 20
        sheet.add(_bar(x, y - 6, 22, 11, family))
        sheet.text(x + 28, y + 4, said, room=240)
        x += width
    sheet.y = y + 26


def _strip(
    sheet: Sheet,
    marks: Marks,
    families: list[Family],
    document_id: str,
    lanes: Mapping[int, list[Bit]],
    ids: set[str],
) -> None:
    document = marks.documents[document_id]
    facts = f"{counted(len(ids), 'annotation')}, {counted(document.length, 'character')}"
    room = WIDTH - 2 * EDGE
    sheet.text(EDGE, sheet.y + 10, document.title, is_bold=True, room=room - 260)
    sheet.text(WIDTH - EDGE, sheet.y + 10, facts, SMALL, "dim", anchor="end")
    sheet.spot((EDGE, sheet.y - 2, room, 18), f"{document.title}: {facts}", frozenset(ids))
    sheet.y += 18
    scale = room / max(1, document.length)
    height = len(families) * (LANE + GAP) + GAP
    sheet.add(Rect(EDGE, sheet.y, room, height, "panel", "rule"))
    for at, family in enumerate(families):
        y = sheet.y + GAP + at * (LANE + GAP)
        for block in lay_blocks(lanes.get(at, ()), scale, is_merged=True):
            sheet.add(_bar(EDGE + block.x, y, min(block.width, room - block.x), LANE, family))
            found = frozenset(bit.annotation_id for bit in block.bits)
            said = f"{family.name}: {counted(len(found), 'annotation')}"
            sheet.spot((EDGE + block.x, y, block.width, LANE), said, found)
    sheet.y += height + 18


def _bar(x: float, y: float, width: float, height: float, family: Family) -> Rect:
    line = f"line:{family.colour}"
    if not family.pattern or width < 5:
        return Rect(x, y, width, height, line)
    return Rect(x, y, width, height, f"tint:{family.colour}", line, 0, family.pattern)
