"""Words of any script (pure): where they stand, how they are folded for comparing, their number.

A word is a run of letters, digits and their marks. In scripts written without spaces (Han, kana,
Thai, Lao, Khmer, Burmese) each character is a word, since only a dictionary could tell more.
Everything here is pure; which texts hold a word is told in `wordindex`.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_JOINERS = "\u00ad\u200c\u200d"
"""Soft hyphen and zero-width joiners stand inside words and are not seen."""
_UNSEEN = dict.fromkeys(map(ord, _JOINERS + "\u0640"))
_ASCII_WORD = re.compile(r"\w+")
_SPECIAL = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "’": "'", "ʼ": "'"}
)


_LOOKED_AT = 2000  # code points


def is_right_to_left(text: str) -> bool:
    """Tell whether most letters at the beginning of a text are written from right to left."""
    if text[:_LOOKED_AT].isascii():
        return False
    kinds = list(map(unicodedata.bidirectional, text[:_LOOKED_AT]))
    return kinds.count("R") + kinds.count("AL") > kinds.count("L")


@cache
def word_pattern() -> Any:
    """Return the pattern of one word in a text with scripts that are written without spaces."""
    import regex

    return regex.compile(rf"[{_UNSPACED}][\p{{M}}]*|[[\w{_JOINERS}]--[{_UNSPACED}]]+", regex.V1)


@cache
def spaced_word_pattern() -> Any:
    """Return the pattern of one word where no such script occurs, at half the cost."""
    import regex

    return regex.compile(rf"[\w{_JOINERS}]+")


@cache
def _unspaced_pattern() -> Any:
    import regex

    return regex.compile(f"[{_UNSPACED}]")


def pattern_for(text: str) -> Any:
    """Return the pattern that finds the words of a text."""
    # Each character is looked at once, however often it stands there: a quarter of the time.
    if text.isascii() or not _unspaced_pattern().search("".join(set(text))):
        return spaced_word_pattern()
    return word_pattern()


def cutting_pattern_for(text: str) -> Any:
    """Return the pattern that cuts a text at its words, which stay among the pieces."""
    import regex

    words = pattern_for(text)
    # Kept by the library, so that it is made twice at most.
    return regex.compile(f"({words.pattern})", words.flags)


def count_words(text: str) -> int:
    """Count the words of a text, as `word_pattern` tells them."""
    if text.isascii():
        return len(_ASCII_WORD.findall(text))
    return len(pattern_for(text).findall(text))


@lru_cache(maxsize=200_000)
def fold(word: str, *, is_case_blind: bool = True, is_mark_blind: bool = True) -> str:
    """Write a word so that those which count as the same are equal.

    Case is folded by Unicode's full folding; of the marks, those go that a reader would call
    accents or pointing (Latin, Greek, Cyrillic, Hebrew, Arabic), while signs that are letters of
    their own (Indic vowels, kana voicing) stay. Soft hyphens, joiners and tatweel never count.
    """
    word = word.translate(_UNSEEN)
    if is_case_blind:
        word = word.casefold()
    if word.isascii():
        return word
    if is_mark_blind:
        word = fold_marks(word).translate(_SPECIAL)
    return unicodedata.normalize("NFC", word)


def fold_text(text: str) -> str:
    """Write a text so that what is the same but for case and accents is equal, for `in`."""
    text = text.casefold()
    if text.isascii():
        return text
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return "".join(map(_LETTERS.__getitem__, text))


def fold_marks(text: str) -> str:
    """Take the accents and pointing off a text."""
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in parts if not _is_accent(c)))


def _is_accent(character: str) -> bool:
    # Combining classes: 10 to 36 pointing of Hebrew, Arabic and Syriac; 200 and above accents.
    place = unicodedata.combining(character)
    return 10 <= place <= 36 or place >= 200


class _Folder(dict[str, str]):
    """Single characters without their accents."""

    def __missing__(self, character: str) -> str:
        self[character] = found = fold_marks(character)
        return found


_FOLDER = _Folder()


class _Letters(dict[str, str]):
    """Single characters as `fold_text` compares them."""

    def __missing__(self, character: str) -> str:
        self[character] = found = _FOLDER[character].translate(_SPECIAL).translate(_UNSEEN)
        return found


_LETTERS = _Letters()


def without_marks(text: str) -> tuple[str, list[int] | None]:
    """Return a text without accents, and for each of its places the one in the stored text.

    The list has one place more than the text, its end; None where every place stays.
    """
    if text.isascii():
        return text, None
    pieces = list(map(_FOLDER.__getitem__, text))
    folded = "".join(pieces)
    if len(folded) == len(text) and all(map(len, pieces)):
        return folded, None
    places = [at for at, piece in enumerate(pieces) for _ in piece]
    places.append(len(text))
    return folded, places
