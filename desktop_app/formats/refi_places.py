"""How a program counts the places of a text that it hands on, and what they are here (pure).

The standard counts code points. Some programs count UTF-16, and a line end of two characters as
one or as two; which one is meant shows in where selections begin and end.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Counting:
    """How places are counted: in units of UTF-16 or code points, a CR LF as two or as one."""

    is_utf16: bool = False
    is_crlf_two: bool = True

    @property
    def said(self) -> str:
        """Say it in words."""
        unit = "UTF-16 units" if self.is_utf16 else "code points"
        return f"{unit}, a line end CR LF as {'two' if self.is_crlf_two else 'one'}"


STANDARD = Counting()
_ALL = tuple(Counting(a, b) for a in (False, True) for b in (True, False))
_USUAL = {"nvivo": Counting(True, True), "atlas": Counting(False, False)}


class Ruler:
    """Turns a program's places in a text, as it stands in the file, into places as stored.

    `raw` is without a mark of order; as stored, CR LF is one LF and all else has its place.
    """

    def __init__(self, raw: str, counting: Counting) -> None:
        self._extras: list[int] = []  # the places, as counted, behind which one more is counted
        at = 0
        length = len(raw)
        for index, character in enumerate(raw):
            is_pair = character == "\r" and index + 1 < length and raw[index + 1] == "\n"
            if is_pair:
                # The CR is none of the places as stored; where it is not counted, it is nothing.
                if counting.is_crlf_two:
                    self._extras.append(at)
                    at += 1
                continue
            at += 1
            if counting.is_utf16 and character > "\uffff":
                self._extras.append(at)
                at += 1
        self.length = at

    def place(self, counted: int) -> int:
        """Return the place as stored; what lies outside is brought to the edge."""
        inside = min(max(0, counted), self.length)
        return inside - bisect_left(self._extras, inside)


def choose(raw: str, text: str, spans: Sequence[Span], origin: str) -> Counting:
    """Choose the counting by which most spans begin and end at the borders of words.

    Where that tells nothing, it is the one that the program `origin` is known for.
    """
    usual = next((way for name, way in _USUAL.items() if name in origin.casefold()), STANDARD)
    has_pairs = "\r\n" in raw
    has_astral = any(character > "\uffff" for character in raw)
    if not spans or not (has_pairs or has_astral):
        return usual
    ways = (usual, *(way for way in _ALL if way != usual))
    return max(ways, key=lambda way: _score(Ruler(raw, way), text, spans))


def _score(ruler: Ruler, text: str, spans: Sequence[Span]) -> int:
    return sum(
        _is_border(text, ruler.place(start)) + _is_border(text, ruler.place(end))
        for start, end in spans
    )


def _is_border(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at : at + 1]
    return before.isalnum() != after.isalnum()
