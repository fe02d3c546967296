"""Quotations in a text: where one begins and ends, over paragraphs, in the marks of many languages.

Handles nested quotations, an opening mark repeated at each paragraph without a closing one, long
speeches without repeated marks, marks that were never closed, and dashes. Whose words they are is
told in `voices`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.core.spans import Span

FURTHEST = 80
"""Paragraphs without a mark at their beginning over which an open quotation may run."""

# Openers with their closers, where a mark has one meaning; the rest is decided by the text.
# 《 and 〈 stand around titles, not around what is said.
_FIXED = {"「": "」", "『": "』", "‹": "›"}
_MARKS = re.compile('["“”„‟«»「」『』]')
_SINGLES = re.compile("[‘’“”«»]")
_SINGLE_OPENER = re.compile(r"(?:^|[\s(—–])‘\w", re.MULTILINE)
_DOUBLE_OPENER = re.compile('["“„«»「]')
_BEFORE_OPENER = re.compile(r"[\s(\[{—–:/-]?")
_DASH = re.compile(r"[ \t\u00a0]*[—–―][ \t\u00a0\u202f]+(?=\S)")
_INNER_DASH = re.compile(r"[,.!?…]?\s+[—–―]\s+")
_DASHES_MAKE_DIALOGUE = 2


@dataclass(frozen=True, slots=True)
class Quotation:
    """An outermost quotation with its marks; `is_closed` says that its end was marked."""

    start: int
    end: int
    is_closed: bool = True
    is_dashed: bool = False
    """Whether a dash before it, and no mark around it, shows that it is spoken."""


@dataclass(frozen=True, slots=True)
class _Mark:
    position: int
    opens: bool
    begins_paragraph: bool = False


def find_quotations(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """Return the outermost quotations of a text in order; `paragraphs` are its paragraphs."""
    marks = _marks(text, paragraphs)
    found: list[Quotation] = []
    number = 0
    opened: int | None = None  # where the outermost open quotation began
    while number < len(paragraphs):
        begin, end = paragraphs[number]
        for mark, depth in _walk(marks[number]):
            if depth == 1 and mark.opens:
                opened = mark.position
            elif depth == 0 and opened is not None:
                found.append(Quotation(opened, mark.position + 1))
                opened = None
        if opened is not None:
            closed = _closes_later(marks, number)
            if closed is None:
                found.append(Quotation(opened, _trimmed(text, begin, end), is_closed=False))
            else:
                number, position = closed
                found.append(Quotation(opened, position + 1))
                # What follows in the paragraph that it ends in is read anew.
                marks[number] = [m for m in marks[number] if m.position > position]
                opened = None
                continue
            opened = None
        number += 1
    return found or _dashed(text, paragraphs)


def _walk(marks: list[_Mark], depth: int = 0) -> Iterator[tuple[_Mark, int]]:
    """Yield each mark with the depth behind it; a closer without an opener goes below 0 once."""
    for mark in marks:
        depth += 1 if mark.opens else -1
        yield mark, depth
        depth = max(depth, 0)


def _closes_later(marks: list[list[_Mark]], number: int) -> tuple[int, int] | None:
    """Find where a quotation ends that is open at the end of a paragraph: paragraph, position."""
    behind = range(number + 1, min(number + 1 + FURTHEST, len(marks)))
    if number + 1 < len(marks) and _begins_quoted(marks[number + 1]):
        # The opening mark is repeated at each paragraph and closed once.
        for each in behind:
            if not _begins_quoted(marks[each]):
                return None
            if (position := _unmatched(marks[each][1:])) is not None:
                return each, position
        return None
    for each in behind:
        if (position := _unmatched(marks[each])) is not None:
            return each, position
    return None


def _begins_quoted(marks: list[_Mark]) -> bool:
    return bool(marks) and marks[0].begins_paragraph and marks[0].opens


def _unmatched(marks: list[_Mark]) -> int | None:
    """Find the first closer of a paragraph that closes nothing opened in it."""
    for mark, depth in _walk(marks):
        if depth < 0:
            return mark.position
    return None


def _marks(text: str, paragraphs: Sequence[Span]) -> list[list[_Mark]]:
    """Read the marks of each paragraph and tell openers from closers."""
    has_low = "„" in text or "‟" in text
    inward = _points_inward(text)
    pattern = _SINGLES if _prefers_singles(text) else _MARKS
    found: list[list[_Mark]] = []
    for start, end in paragraphs:
        here: list[_Mark] = []
        straight = False
        for match in pattern.finditer(text, start, end):
            sign, at = match[0], match.start()
            if sign == '"':
                opens = not straight if _is_doubtful(text, at) else _looks_open(text, at)
                straight = opens
            elif sign in "“”":
                opens = _opens_curled(text, sign, at, has_low=has_low)
            elif sign in "«»":
                opens = (sign == "»") if inward else (sign == "«")
            elif sign == "’":
                if not _closes_single(text, at):
                    continue
                opens = False
            else:
                opens = sign in "„‟‘" or sign in _FIXED
            here.append(_Mark(at, opens, not text[start:at].strip()))
        found.append(here)
    return found


def _opens_curled(text: str, sign: str, at: int, *, has_low: bool) -> bool:
    if has_low:
        # German and its neighbours: „so“ or „so”.
        return sign == "“" and _looks_open(text, at)
    if sign == "”":
        # Swedish and Finnish write ”so”.
        return "“" not in text and _looks_open(text, at)
    return True


def _prefers_singles(text: str) -> bool:
    """Tell whether speech stands between single marks, as in many British books."""
    return len(_SINGLE_OPENER.findall(text)) > len(_DOUBLE_OPENER.findall(text)) / 2


def _closes_single(text: str, at: int) -> bool:
    """Tell a closing mark from an apostrophe: behind a stop, or at a word's end before a stop."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return before in ".,!?…—–”" or (not after.isalnum() and before not in "sS")


def _looks_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(_BEFORE_OPENER.fullmatch(before)) and not (after.isspace() or not after)


def _is_doubtful(text: str, at: int) -> bool:
    """Tell whether a straight mark could open as well as close: it stands between two letters."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before.strip()) == bool(after.strip()) and not _BEFORE_OPENER.fullmatch(before)


def _points_inward(text: str) -> bool:
    """Tell whether guillemets are set as in German books: »so«."""
    outward = len(re.findall(r"(?:^|[\s(])«\s?\w", text, re.MULTILINE))
    inward = len(re.findall(r"(?:^|[\s(])»\w", text, re.MULTILINE))
    return inward > outward


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _dashed(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """Find the speeches of a text whose speakers are marked by dashes: — Why? — he asked. — So."""
    begins = [(match, end) for start, end in paragraphs if (match := _DASH.match(text, start, end))]
    if len(begins) < _DASHES_MAKE_DIALOGUE:
        return []
    found: list[Quotation] = []
    for match, end in begins:
        found += _between_dashes(text, match.end(), end)
    return found


def _between_dashes(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Yield the speech of a paragraph, what its reporter puts between dashes left out.

    Words in small letters behind a dash are the reporter's, up to the next dash.
    """
    is_speech = True
    for match in _INNER_DASH.finditer(text, start, end):
        is_reporter = text[match.end() : match.end() + 1].islower()
        if is_speech and is_reporter:
            yield Quotation(start, _trimmed(text, start, match.start() + 1), is_dashed=True)
            is_speech = False
        elif not is_speech:
            start, is_speech = match.end(), True
    if is_speech:
        yield Quotation(start, _trimmed(text, start, end), is_dashed=True)
