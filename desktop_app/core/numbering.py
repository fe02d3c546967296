"""The numbers of a text's paragraphs, sentences and lines, each counted from 1.

They follow from the stored text alone and never shift. Turns of speech are in `turns`; how a
place is cited and looked up in `places`.
"""

import re
from bisect import bisect_right
from functools import cached_property
from itertools import chain

from desktop_app.core.errors import Unknown
from desktop_app.core.lined import LineTable, is_lined
from desktop_app.core.spans import Span

_REFERENCE = re.compile(r"\s*(\d{1,9})(?:\.(\d{1,9}))?\s*")


class Numbering:
    """Where the paragraphs, sentences and lines of a text are.

    A paragraph is a line that is not blank, or in a text that is set in lines what stands between
    blank lines; sentences are counted within their paragraph and found when first asked for.
    Lines are counted through the text, blank ones left out; `lines` spares finding them again.
    """

    def __init__(self, text: str, lines: LineTable | None = None) -> None:
        self._text = text
        self._sentences: dict[int, list[Span]] = {}
        lines = lines or LineTable.of(text)
        starts, is_blank = lines.starts, lines.is_blank
        before = chain([True], is_blank)
        self._lines = [start for start, blank in zip(starts, is_blank, strict=False) if not blank]
        firsts = [
            start
            for start, blank, begins in zip(starts, is_blank, before, strict=False)
            if begins and not blank
        ]
        self.is_lined = len(firsts) < len(self._lines) and is_lined(text, lines)
        """Whether the text is set in lines, so that places in it are cited by line."""
        self._starts = firsts if self.is_lined else self._lines

    @cached_property
    def language(self) -> str:
        """The language by whose abbreviations the sentences are found; "" where unknown."""
        from desktop_app.core.languages import guess_language

        return guess_language(self._text)

    @property
    def paragraph_count(self) -> int:
        """Return the number of paragraphs."""
        return len(self._starts)

    def paragraph_at(self, position: int) -> int:
        """Return the paragraph at a position; a blank line belongs to the paragraph before it.

        Blank lines before the first paragraph belong to it; 0 means a text without paragraphs.
        """
        return _number_at(self._starts, position)

    def paragraph_span(self, paragraph: int) -> Span:
        """Return the span of a paragraph, or raise Unknown."""
        if not 1 <= paragraph <= len(self._starts):
            raise Unknown(kind="paragraph", name=str(paragraph))
        start = self._starts[paragraph - 1]
        if not self.is_lined:
            return self._to_line_end(start)
        behind = self._starts[paragraph] if paragraph < len(self._starts) else len(self._text)
        last = self._lines[_number_at(self._lines, behind - 1) - 1]
        return start, self._to_line_end(last)[1]

    def sentence_spans(self, paragraph: int) -> list[Span]:
        """Return the spans of a paragraph's sentences in the text, or raise Unknown."""
        if paragraph not in self._sentences:
            # Loaded when a sentence is first asked for: the window shows sooner without.
            from desktop_app.core.sentences import sentences

            start, end = self.paragraph_span(paragraph)
            found = sentences(self._text[start:end], self.language)
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

    @property
    def line_count(self) -> int:
        """Return the number of lines that are not blank."""
        return len(self._lines)

    def line_at(self, position: int) -> int:
        """Return the line at a position; a blank line belongs to the line before it."""
        return _number_at(self._lines, position)

    def line_span(self, line: int) -> Span:
        """Return the span of a line, or raise Unknown."""
        if not 1 <= line <= len(self._lines):
            raise Unknown(kind="line", name=str(line))
        return self._to_line_end(self._lines[line - 1])

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

    def _to_line_end(self, start: int) -> Span:
        end = self._text.find("\n", start)
        return start, len(self._text) if end < 0 else end


def _number_at(starts: list[int], position: int) -> int:
    return bisect_right(starts, position) or min(1, len(starts))


NO_NUMBERS = Numbering("")
"""What numbers nothing: for no text, and for one whose numbers nobody knows yet."""
