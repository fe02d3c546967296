"""Whether a text is set in lines: verse, or prose that was broken at a fixed width.

In such a text a paragraph (a stanza) is what stands between blank lines, and its lines have
numbers of their own; in any other each line is a paragraph. Judged by the text alone, so that
the numbers never change with anything else.
"""

import re
from collections.abc import Sequence

LEAST_LINES = 6
LONGEST_LINE = 120
_TERMINAL = ".!?…:;\"”»)]।。！？'’"
_ITEM = re.compile(r"\s*(?:[-*•–—]\s|\(?\w{1,3}[.)]\s|\W{0,2}[\w.’' ]{1,30}:\s|\[|.*\t)")
_RUN_SHARE, _OPEN_SHARE, _ITEM_SHARE, _LONG_SHARE = 0.7, 0.6, 0.25, 0.05


def is_lined(lines: Sequence[str]) -> bool:
    """Tell whether lines, as `split("\\n")` gives them, are set as lines.

    Most stand in runs without a blank line, most of a run's lines break off within a sentence,
    hardly one is long, and they are no list, table or row of turns.
    """
    # Looked at first: it settles the matter for most texts, and is soon done.
    long = [line for line in lines if len(line) > LONGEST_LINE and not line.isspace()]
    if len(long) > _LONG_SHARE * len(lines):
        return False
    runs = _runs(lines)
    count = sum(map(len, runs))
    if count < LEAST_LINES:
        return False
    together = [run for run in runs if len(run) > 1]
    if sum(map(len, together)) < _RUN_SHARE * count:
        return False
    if len(long) > _LONG_SHARE * count:
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
