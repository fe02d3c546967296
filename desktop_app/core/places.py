"""Places in a text: how they are cited, and how what a reader types is looked up.

`14` is paragraph 14, `14.3` its third sentence, `T27` turn 27, `L203` line 203; two of them with
a dash between are a passage. Turns are handed in, since they are kept with the document.
"""

import re
from collections.abc import Sequence

from desktop_app.core.errors import Unknown
from desktop_app.core.numbering import Numbering
from desktop_app.core.spans import Span

_KINDS = {
    "paragraph": ("", "par", "para", "paragraph", "§", "¶", "#"),
    "line": ("l", "ll", "line", "lines", "v", "verse"),
    "turn": ("t", "turn"),
}
_NAMES = {name: kind for kind, names in _KINDS.items() for name in names}
_PLACE = re.compile(r"([^\W\d_]*|[§¶#])\.?\s*(\d{1,9})(?:\.(\d{1,9}))?")
_DASH = re.compile(r"\s*(?:--|[-–—])\s*")


def find_place(numbering: Numbering, typed: str, turns: Sequence[Span] = ()) -> Span:
    """Return the span of a place as a reader types it, or raise Unknown.

    `typed` is a paragraph (`14`, `§ 14`, `par. 14`), a sentence (`14.3`), a line (`L203`,
    `line 203`), a turn (`T27`), or a passage between two (`14.3-15`, `L10-12`).
    """
    typed = typed.strip()
    first, *rest = _DASH.split(typed, maxsplit=1)
    kind, start = _one(numbering, typed, first, turns)
    if not rest:
        return start
    # In `L10-12` the second number is of the kind of the first.
    last = rest[0] if not rest[0][:1].isdigit() else f"{_KINDS[kind][0]}{rest[0]}"
    _, end = _one(numbering, typed, last, turns)
    if end[1] < start[0]:
        raise Unknown(kind="place", name=typed)
    return start[0], max(start[1], end[1])


def cite(numbering: Numbering, start: int, end: int) -> str:
    """Return how the passage [start, end) is cited: `14.3`, `14.3–15.1`, or lines, as `L203`.

    What is returned is found again by `find_place`.
    """
    last = max(start, end - 1)
    if numbering.is_lined:
        lines = (numbering.line_at(start), numbering.line_at(last))
        return f"L{lines[0]}" if lines[0] == lines[1] else f"L{lines[0]}–{lines[1]}"
    places = (numbering.reference(start), numbering.reference(last))
    return places[0] if places[0] == places[1] else "–".join(places)


def _one(numbering: Numbering, typed: str, part: str, turns: Sequence[Span]) -> tuple[str, Span]:
    match = _PLACE.fullmatch(part)
    kind = _NAMES.get(match[1].lower()) if match else None
    if match is None or kind is None:
        raise Unknown(kind="place", name=typed)
    number = int(match[2])
    if kind == "paragraph":
        return kind, numbering.position_of(part[match.start(2) :])
    if match[3] is not None:
        raise Unknown(kind="place", name=typed)
    if kind == "line":
        return kind, numbering.line_span(number)
    if not 1 <= number <= len(turns):
        raise Unknown(kind="turn", name=typed)
    return kind, turns[number - 1]
