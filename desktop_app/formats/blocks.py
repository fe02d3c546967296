"""Paragraphs on their way into a text, with the stretches that are shown in their own way.

What readers find is handed on as blocks; here they are trimmed, put together and joined, and the
stretches move along. Positions are code points into each block's own text.
"""

from collections.abc import Iterable
from typing import NamedTuple

from desktop_app.core.model import Run

BULLET = "• "
UNDERLINED, STRUCK, RAISED = LOST = ("underlined", "struck", "raised")
"""Stretches that no view shows: they travel as far as the report, where they are counted."""


class Block(NamedTuple):
    """A paragraph, or a piece of one; a tight one has no blank line before it."""

    text: str
    is_tight: bool = False
    runs: tuple[Run, ...] = ()

    def cut(self, start: int, end: int) -> "Block":
        """Return what stands from `start` to `end`."""
        runs = tuple(
            Run(max(run.start, start) - start, min(run.end, end) - start, run.kind)
            for run in self.runs
            if run.start < end and run.end > start
        )
        return Block(self.text[start:end], self.is_tight, runs)

    def strip(self, *, keeps_indent: bool = False) -> "Block":
        """Return it without blanks at its ends; with `keeps_indent` only lines go in front."""
        end = len(self.text.rstrip())
        start = len(self.text) - len(self.text.lstrip("\n" if keeps_indent else None))
        return self.cut(min(start, end), end)

    def without(self, kind: str) -> "Block":
        """Return it without the stretches of a kind."""
        return self._replace(runs=tuple(run for run in self.runs if run.kind != kind))

    def on_one_line(self) -> "Block":
        """Return it with a space for each line end."""
        return self._replace(text=self.text.replace("\n", " "))

    def shown_as(self, *kinds: str) -> "Block":
        """Return it with stretches of these kinds over all its words."""
        start = len(self.text) - len(self.text.lstrip())
        end = len(self.text.rstrip())
        if start >= end:
            return self
        return self._replace(runs=(*self.runs, *(Run(start, end, kind) for kind in kinds)))


def piece(text: str, kinds: Iterable[str] = ()) -> Block:
    """Make a piece of a paragraph that is shown as `kinds` say."""
    return Block(text, runs=tuple(Run(0, len(text), kind) for kind in kinds) if text else ())


def glue(pieces: Iterable[Block], between: str = "", *, is_tight: bool = False) -> Block:
    """Put pieces together to one block; stretches of a kind that touch become one."""
    texts: list[str] = []
    runs: list[Run] = []
    length = 0
    for each in pieces:
        if texts:
            texts.append(between)
            length += len(between)
        runs += (Run(run.start + length, run.end + length, run.kind) for run in each.runs)
        texts.append(each.text)
        length += len(each.text)
    return Block("".join(texts), is_tight, merge(runs))


def join_blocks(blocks: Iterable[Block]) -> Block:
    """Join paragraphs by one blank line, tight ones by none; blank ones vanish."""
    texts: list[str] = []
    runs: list[Run] = []
    length = 0
    for block in blocks:
        body = block.strip(keeps_indent=True)
        if body.text:
            between = "" if not texts else "\n" if block.is_tight else "\n\n"
            length += len(between)
            runs += (Run(run.start + length, run.end + length, run.kind) for run in body.runs)
            texts += (between, body.text)
            length += len(body.text)
    return Block("".join(texts), runs=merge(runs))


def merge(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Sort stretches and make one of those of the same kind that touch or overlap."""
    open_runs: dict[str, Run] = {}
    merged: list[Run] = []
    for run in sorted(runs):
        last = open_runs.get(run.kind)
        if last and run.start <= last.end:
            open_runs[run.kind] = last._replace(end=max(last.end, run.end))
            continue
        if last:
            merged.append(last)
        open_runs[run.kind] = run
    return tuple(sorted([*merged, *open_runs.values()]))


def note_marks(pieces: Iterable[Block], number: int) -> Block:
    """Write a note as it stands at the end of a text, behind its number."""
    body = glue((each.strip() for each in pieces if each.text.strip()), "\n").strip()
    return glue((Block(f"[{number}] "), body))


def table_row(cells: Iterable[tuple[Block, int]]) -> Block:
    """Write cells, each with the columns it takes, as one line parted by tabs."""
    pieces: list[Block] = []
    for words, columns in cells:
        pieces += (words, Block("\t" * columns))
    row = glue(pieces)
    return row.cut(0, len(row.text) - 1) if row.text.endswith("\t") else row


def cell_of(blocks: Iterable[Block]) -> Block:
    """Write what stands in a cell on one line."""
    stripped = (block.strip().on_one_line() for block in blocks)
    return glue((each for each in stripped if each.text), " ")
