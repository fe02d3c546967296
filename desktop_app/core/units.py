"""Units of reading around a passage: grapheme, word, sentence, paragraph, text (pure).

Positions are code points, half-open. Where sentences and paragraphs lie is told by `Numbering`.
"""

from enum import StrEnum
from functools import cache
from typing import Any

from desktop_app.core.spans import Span, snap_to_graphemes, trim_whitespace
from desktop_app.core.texts import Numbering


class Unit(StrEnum):
    """By what a selection grows, from small to large."""

    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    TEXT = "text"


@cache
def _words() -> Any:
    # Letters and digits with their marks; an apostrophe, hyphen or point between two of them
    # belongs to the word, as in "don't", "well-kept" and "3.14".
    import regex

    letter = r"[\p{L}\p{N}_][\p{M}\u200c\u200d]*"
    return regex.compile(rf"(?:{letter})+(?:['’.\-\u2010\u2011\u00b7](?:{letter})+)*")


def word_span(text: str, position: int) -> Span:
    """Return the word at a position, or the grapheme there where no word is.

    A position just behind a word belongs to it. An empty span means the end of the text.
    """
    begin = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    end = len(text) if end < 0 else end
    # A line may hold a million characters: only what is near is looked at.
    near, far = max(begin, position - 500), min(end, position + 500)
    behind = None
    for match in _words().finditer(text, near, far):
        if match.start() <= position < match.end():
            return snap_to_graphemes(text, *match.span())
        if match.end() == position:
            behind = match.span()
        if match.start() > position:
            break
    if behind:
        return snap_to_graphemes(text, *behind)
    return snap_to_graphemes(text, position, min(position + 1, end))


def unit_span(text: str, numbering: Numbering, start: int, end: int, unit: Unit) -> Span:
    """Return the least run of whole units that holds a passage, without white space around it."""
    if unit is Unit.TEXT:
        return trim_whitespace(text, 0, len(text))
    last = max(start, end - 1)
    if unit is Unit.WORD:
        # Only words are completed: a quote or a stop at the edge stays as it was taken.
        left, right = word_span(text, start), word_span(text, last)
        if start == end and left[0] < start == left[1]:
            return left  # a caret just behind a word belongs to it
        found = (
            left[0] if left[0] <= start < left[1] else start,
            right[1] if right[0] <= last < right[1] else end,
        )
    elif unit is Unit.SENTENCE:
        found = (_sentence(numbering, start)[0], _sentence(numbering, last)[1])
    else:
        found = (_paragraph(numbering, start)[0], _paragraph(numbering, last)[1])
    return trim_whitespace(text, min(found[0], start), max(found[1], end))


def grown(text: str, numbering: Numbering, start: int, end: int) -> Span:
    """Return the passage enlarged to the smallest unit that is larger than it is."""
    for unit in Unit:
        found = unit_span(text, numbering, start, end, unit)
        if found[0] < start or found[1] > end:
            return found
    return start, end


def shrunk(text: str, numbering: Numbering, start: int, end: int) -> Span:
    """Return the passage without its last paragraph, sentence, word or letter.

    The largest of these of which it holds a part of more than one; a single letter stays.
    """
    if start >= end:
        return start, end
    for unit in (Unit.PARAGRAPH, Unit.SENTENCE, Unit.WORD):
        last = unit_span(text, numbering, end - 1, end, unit)[0]
        rest = trim_whitespace(text, start, min(last, end))
        if start < last < end and rest[0] < rest[1] and rest == snap_to_graphemes(text, *rest):
            return rest
    last = snap_to_graphemes(text, end - 1, end)[0]
    return (start, last) if start < last else (start, end)


def _sentence(numbering: Numbering, position: int) -> Span:
    paragraph = numbering.paragraph_at(position)
    if not paragraph:
        return position, position
    return numbering.sentence_spans(paragraph)[numbering.sentence_at(position) - 1]


def _paragraph(numbering: Numbering, position: int) -> Span:
    paragraph = numbering.paragraph_at(position)
    return numbering.paragraph_span(paragraph) if paragraph else (position, position)
