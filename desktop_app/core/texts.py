"""Texts as they are stored: normalising, hashing, and the words around a span.

Everything here is pure. Positions are code points, spans half-open. Paragraphs and sentences are
numbered in `numbering`; the algebra of spans is in `spans`.
"""

import re
from dataclasses import dataclass, field

from desktop_app.core.numbering import Numbering
from desktop_app.core.spans import snap_to_graphemes

__all__ = ["Normalised", "Numbering", "context", "normalise", "sha256_of"]

_SURROGATE = re.compile("[\ud800-\udfff]")
_SINGLES = (
    ("\0", "\ufffd", "nul_replaced"),
    ("\u2029", "\n", "separators_replaced"),
    ("\ufdd0", "\ufffd", "noncharacters_replaced"),
    ("\ufdd1", "\ufffd", "noncharacters_replaced"),
)


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text as it is stored, and how many characters of each kind were changed for it."""

    text: str
    replaced: dict[str, int] = field(default_factory=dict)


def normalise(raw: str) -> Normalised:
    """Prepare a text for storing: no BOM, LF line ends, nothing that a text view would alter.

    Letters and marks stay as they are: no Unicode normalisation, ever.
    """
    text = raw
    replaced: dict[str, int] = {}
    if text.startswith("\ufeff"):
        text = text[1:]
        replaced["bom_removed"] = 1
    if returns := text.count("\r"):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        replaced["line_ends_unified"] = returns
    for character, substitute, kind in _SINGLES:
        if count := text.count(character):
            text = text.replace(character, substitute)
            replaced[kind] = replaced.get(kind, 0) + count
    if not _is_encodable(text):
        text, replaced["surrogates_replaced"] = _SURROGATE.subn("\ufffd", text)
    return Normalised(text, replaced)


def sha256_of(text: str) -> str:
    """Return the hexadecimal SHA-256 of a text in UTF-8."""
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()


def context(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    """Return up to `width` code points before and after a span.

    They stay within the lines where the span begins and ends and split no grapheme.
    """
    left = max(start - width, text.rfind("\n", max(start - width, 0), start) + 1)
    # Between two characters of ASCII no grapheme is split: to see that is cheaper than to ask.
    if not text[left - 1 : left + 1].isascii() and snap_to_graphemes(text, left, left)[0] < left:
        left = min(snap_to_graphemes(text, left, left + 1)[1], start)
    line_end = text.find("\n", end, end + width)
    right = min(end + width, len(text)) if line_end < 0 else line_end
    if not text[right - 1 : right + 1].isascii():
        right = max(end, snap_to_graphemes(text, right, right)[0])
    return text[left:start], text[end:right]


def _is_encodable(text: str) -> bool:
    # Encoding is some twenty times faster than searching for surrogates, which are rare.
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
