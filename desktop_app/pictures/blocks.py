"""Parts as blocks along the length of a text: where they come to lie, in how many layers (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

MOST_LAYERS = 4
LEAST_WIDTH = 2.0
MANY = 1500
"""From so many parts on, those that meet in the picture are drawn as one block."""


@dataclass(frozen=True, slots=True)
class Bit:
    """A part: its place in code points, and whose it is."""

    start: int
    end: int
    annotation_id: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """What is drawn for one part or several; x and width in points from the text's beginning."""

    x: float
    width: float
    layer: int
    bits: tuple[Bit, ...]


def lay_blocks(bits: Iterable[Bit], scale: float, *, is_merged: bool = False) -> list[Block]:
    """Lay parts out at `scale` points a code point, those that overlap in layers.

    With `is_merged` those that meet become one block, in a single layer.
    """
    ordered = sorted(bits, key=lambda bit: (bit.start, -bit.end))
    if is_merged:
        return list(_merged(ordered, scale))
    blocks: list[Block] = []
    ends = [-1.0] * MOST_LAYERS
    for bit in ordered:
        x = bit.start * scale
        width = max(LEAST_WIDTH, (bit.end - bit.start) * scale)
        layer = next((at for at, end in enumerate(ends) if end <= x), MOST_LAYERS - 1)
        ends[layer] = max(ends[layer], x + width)
        blocks.append(Block(x, width, layer, (bit,)))
    return blocks


def _merged(ordered: Iterable[Bit], scale: float) -> Iterator[Block]:
    """Join the parts that meet; each is looked at once, however many meet."""
    here: list[Bit] = []
    first = last = 0.0
    for bit in ordered:
        x = bit.start * scale
        if here and x > last + 0.5:
            yield Block(first, last - first, 0, tuple(here))
            here = []
        if not here:
            first = last = x
        here.append(bit)
        last = max(last, x + max(LEAST_WIDTH, (bit.end - bit.start) * scale))
    if here:
        yield Block(first, last - first, 0, tuple(here))


def layers_of(blocks: Sequence[Block]) -> int:
    """Count the layers that blocks take."""
    return max((block.layer for block in blocks), default=0) + 1
