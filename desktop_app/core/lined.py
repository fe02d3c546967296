"""Whether a text is set in lines: verse, or prose that was broken at a fixed width.

In such a text a paragraph (a stanza) is what stands between blank lines, and its lines have
numbers of their own; in any other each line is a paragraph. Judged by the text alone, so that
the numbers never change with anything else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from operator import sub
from typing import Self

LEAST_LINES = 6
LONGEST_LINE = 120
_LONG = LONGEST_LINE + 1  # with its line break
_TERMINAL = ".!?…:;\"”»)]।。！？'’"
_ITEM = re.compile(r"\s*(?:[-*•–—]\s|\(?\w{1,3}[.)]\s|\W{0,2}[\w.’' ]{1,30}:\s|\[|.*\t)")
_RUN_SHARE, _OPEN_SHARE, _ITEM_SHARE, _LONG_SHARE = 0.7, 0.6, 0.25, 0.05


@dataclass(frozen=True, slots=True)
class LineTable:
    """Where the lines of a text begin, as `line_starts` tells, and which of them are blank.

    To find them takes a while in a text of very many lines: who needs them twice hands them on.
    """

    starts: Sequence[int]
    is_blank: Sequence[bool]

    @classmethod
    def of(cls, text: str) -> Self:
        """Find the lines of a text."""
        starts = line_starts(text)
        return cls(starts, blank_lines(text, starts))

    def __len__(self) -> int:
        """Return the number of lines, at least one."""
        return len(self.is_blank)


def line_starts(text: str) -> list[int]:
    """Return where each line of a text begins, and last the place behind its line break.

    Each `find` goes as fast as the machine reads, where to split a long text makes it twice.
    """
    starts, at = [0], text.find("\n") + 1
    while at:
        starts.append(at)
        at = text.find("\n", at) + 1
    starts.append(len(text) + 1)
    return starts


def blank_lines(text: str, starts: Sequence[int]) -> list[bool]:
    """Tell of each line whether there is nothing but white space in it."""
    return [
        behind - start < 2 or (text[start].isspace() and text[start : behind - 1].isspace())
        for start, behind in pairwise(starts)
    ]


def is_lined(text: str, lines: LineTable) -> bool:
    """Tell whether a text is set in lines.

    Most stand in runs without a blank line, most of a run's lines break off within a sentence,
    hardly one is long, and they are no list, table or row of turns.
    """
    starts, is_blank = lines.starts, lines.is_blank
    count = is_blank.count(False)
    if count < LEAST_LINES:
        return False
    # Looked at first: it settles the matter for most texts, and is soon done.
    lengths = map(sub, islice(starts, 1, None), starts)
    long = sum(1 for n, blank in zip(lengths, is_blank, strict=True) if n > _LONG and not blank)
    if long > _LONG_SHARE * count:
        return False
    runs = _runs(text.split("\n"))
    together = [run for run in runs if len(run) > 1]
    if sum(map(len, together)) < _RUN_SHARE * count:
        return False
    inner = [line for run in together for line in run[:-1]]
    is_open = [line.rstrip()[-1] not in _TERMINAL for line in inner]
    if sum(is_open) < _OPEN_SHARE * len(inner):
        return False
    items = sum(1 for run in together for line in run if _ITEM.match(line))
    return items <= _ITEM_SHARE * count


def _runs(lines: Sequence[str]) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    for line in lines:
        if line and not line.isspace():
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return runs if runs[-1] else runs[:-1]
