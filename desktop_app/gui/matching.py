"""Matching what is typed against names: blind to letter case and accents, best match first."""

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Write a text as it is compared: no accents, no letter case."""
    if text.isascii():
        return text.lower()
    bare = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(bare).casefold()


def matches(typed: str, text: str) -> bool:
    """Tell whether every word of `typed` stands anywhere in `text`."""
    folded = fold(text)
    return all(word in folded for word in fold(typed).split())


def rank(typed: str, name: str, more: str = "") -> int | None:
    """Tell how well `typed` fits a name: 0 is best, None not at all.

    Every word must stand in `name` or `more`. Best is the name itself, then its beginning, the
    beginning of one of its words, its inside, and last what stands in `more` only.
    """
    if not matches(typed, f"{name}\n{more}"):
        return None
    wanted, folded = " ".join(fold(typed).split()), fold(name)
    if wanted == folded:
        return 0
    if folded.startswith(wanted):
        return 1
    if re.search(rf"\b{re.escape(wanted)}", folded):
        return 2
    return 3 if matches(typed, name) else 4
