"""Texts as they are stored: normalising, hashing, and the numbering of paragraphs and sentences.

Everything here is pure. Positions are code points, spans half-open. Where the sentences end is
told in `sentences`; the algebra of spans is in `spans`.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from desktop_app.core.errors import Unknown
from desktop_app.core.spans import Span, snap_to_graphemes

__all__ = ["Normalised", "Numbering", "context", "normalise", "sha256_of"]

_SURROGATE = re.compile("[\ud800-\udfff]")
_SINGLES = (
    ("\0", "\ufffd", "nul_replaced"),
    ("\u2029", "\n", "separators_replaced"),
    ("\ufdd0", "\ufffd", "noncharacters_replaced"),
    ("\ufdd1", "\ufffd", "noncharacters_replaced"),
)
_REFERENCE = re.compile(r"\s*(\d{1,9})(?:\.(\d{1,9}))?\s*")


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
    snapped, cluster_end = snap_to_graphemes(text, left, left + 1)
    if snapped < left:
        left = min(cluster_end, start)
    line_end = text.find("\n", end, end + width)
    right = min(end + width, len(text)) if line_end < 0 else line_end
    return text[left:start], text[end : max(end, snap_to_graphemes(text, right, right)[0])]


class Numbering:
    """The numbers of a text's paragraphs and sentences, each counted from 1.

    A paragraph is a line that is not blank; sentences are counted within their paragraph and
    found when first asked for.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._sentences: dict[int, list[Span]] = {}
        start = 0
        for line in text.split("\n"):
            if line and not line.isspace():
                self._starts.append(start)
            start += len(line) + 1

    @property
    def paragraph_count(self) -> int:
        """Return the number of paragraphs."""
        return len(self._starts)

    def paragraph_at(self, position: int) -> int:
        """Return the paragraph at a position; a blank line belongs to the paragraph before it.

        Blank lines before the first paragraph belong to it; 0 means a text without paragraphs.
        """
        return max(bisect_right(self._starts, position), min(1, len(self._starts)))

    def paragraph_span(self, paragraph: int) -> Span:
        """Return the span of a paragraph's line, or raise Unknown."""
        if not 1 <= paragraph <= len(self._starts):
            raise Unknown(kind="paragraph", name=str(paragraph))
        start = self._starts[paragraph - 1]
        end = self._text.find("\n", start)
        return start, len(self._text) if end < 0 else end

    def sentence_spans(self, paragraph: int) -> list[Span]:
        """Return the spans of a paragraph's sentences in the text, or raise Unknown."""
        if paragraph not in self._sentences:
            # Loaded when a sentence is first asked for: the window shows sooner without.
            from desktop_app.core.sentences import sentences

            start, end = self.paragraph_span(paragraph)
            found = sentences(self._text[start:end])
            self._sentences[paragraph] = [(start + a, start + b) for a, b in found]
        return self._sentences[paragraph]

    def sentence_at(self, position: int) -> int:
        """Return the sentence at a position, counted within its paragraph.

        A space belongs to the sentence before it; 0 means a text without paragraphs.
        """
        paragraph = self.paragraph_at(position)
        if not paragraph:
            return 0
        spans = self.sentence_spans(paragraph)
        return max(1, bisect_right(spans, position, key=lambda span: span[0]))

    def reference(self, position: int) -> str:
        """Return how a position is cited: `14.3` is sentence 3 of paragraph 14."""
        return f"{self.paragraph_at(position)}.{self.sentence_at(position)}"

    def position_of(self, reference: str) -> Span:
        """Return the span of a paragraph (`14`) or sentence (`14.3`), or raise Unknown."""
        match = _REFERENCE.fullmatch(reference)
        if not match:
            raise Unknown(kind="place", name=reference)
        paragraph = int(match[1])
        if match[2] is None:
            return self.paragraph_span(paragraph)
        spans = self.sentence_spans(paragraph)
        if not 1 <= int(match[2]) <= len(spans):
            raise Unknown(kind="sentence", name=reference)
        return spans[int(match[2]) - 1]


def _is_encodable(text: str) -> bool:
    # Encoding is some twenty times faster than searching for surrogates, which are rare.
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
