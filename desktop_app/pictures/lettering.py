"""How wide words are, estimated on the safe side: a picture is laid out where no font is known.

The shares are those of a wide sans-serif face; in a narrower one there is a little room to spare.
"""

import unicodedata
from functools import lru_cache

_SHARES = {
    **dict.fromkeys("ijl.,:;'|!‘’·", 0.34),
    **dict.fromkeys('frtI()[]- /\\"“”', 0.42),
    **dict.fromkeys("mwMW@%—…", 1.0),
}
_DIGIT, _CAPITAL, _OTHER, _WIDE = 0.64, 0.74, 0.62, 1.06


@lru_cache(maxsize=4096)
def _share(character: str) -> float:
    if character in _SHARES:
        return _SHARES[character]
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    if character.isdigit():
        return _DIGIT
    return _CAPITAL if character.isupper() else _OTHER


def text_width(text: str, size: float) -> float:
    """Estimate the width of a line of text at a size, both in points."""
    return size * sum(map(_share, text))


def fit(text: str, size: float, room: float) -> str:
    """Cut a line with an ellipsis where it would be wider than `room`."""
    if text_width(text, size) <= room:
        return text
    kept, used = 0, size * _share("…")
    for character in text:
        used += size * _share(character)
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip() + "…"


def wrap(text: str, size: float, room: float) -> list[str]:
    """Break a text into lines no wider than `room`; a longer word is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(fit(word, size, room))
    return lines
