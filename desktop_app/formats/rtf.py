"""Rich Text Format: every word that a reader of the page would see, and what is not kept.

Libraries at hand lose footnotes and read tracked deletions as text, so that the format is read
here. Its vocabulary is in `rtf_words`, how paragraphs come together in `rtf_page`.
"""

import codecs
import re
from collections import Counter
from dataclasses import replace

from desktop_app.core.errors import FileDamaged
from desktop_app.formats.blocks import LOST, UNDERLINED, join_blocks, note_marks
from desktop_app.formats.field_codes import shown_words
from desktop_app.formats.reading import Extract, Source
from desktop_app.formats.rtf_page import Page, Paragraph, State
from desktop_app.formats.rtf_words import (
    BOXES,
    CHARACTERS,
    CHARSETS,
    CODE_PAGES,
    COUNTED,
    ENDS,
    GOES_TO,
    INFO,
    MARK_ENDS,
    MARKS,
    PAGE_NUMBERS,
    PASSED,
    SYMBOL_CHARSET,
    SYMBOLS,
    codec_named,
)

MAX_DEPTH = 1000
TOKEN = re.compile(
    rb"\\([A-Za-z]{1,40})(-?[0-9]{1,10})?\x20?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|[\r\n\0]+"
    rb"|([^\\{}\r\n\0]+)",
    re.DOTALL,
)
_EVERY = 1 << 16
_HEADING = re.compile(r"heading ([1-6])", re.IGNORECASE)
_LINK = re.compile(r"HYPERLINK\s+\"?(?:https?|mailto):", re.IGNORECASE)


def read(source: Source) -> Extract:
    """Read an RTF file; raises FileDamaged and UnknownEncoding."""
    if not source.data.lstrip().startswith(b"{\\rtf"):
        raise FileDamaged(path=source.path, reason="it does not begin as RTF does")
    reader = _Reader(source)
    reader.run()
    blocks = reader.page.blocks()
    for number, note in enumerate(reader.notes, 1):
        blocks.append(note_marks(note.blocks(), number))
    text, _, runs = join_blocks(blocks)
    return Extract(
        text, reader.encoding, metadata=reader.metadata(), counts=reader.counts, runs=runs
    )


class _Reader:
    """Follows the groups and control words of a file, and writes what they say on pages."""

    def __init__(self, source: Source) -> None:
        self.counts: Counter[str] = Counter()
        self.page = Page()
        self.notes: list[Page] = []
        self.encoding = codec_named(source.encoding) if source.encoding else "cp1252"
        self._is_named = bool(source.encoding)
        self._source = source
        self._state = State()
        self._stack: list[tuple[State, Page | None]] = []
        self._bytes = bytearray()
        self._to_skip = 0
        self._high = ""
        self._fonts: dict[int, str] = {}
        self._styles: dict[int, tuple[str, Paragraph]] = {}
        self._caught: Counter[str] = Counter()
        self._info: dict[str, str] = {}
        self._date: dict[str, int] = {}
        self._instruction = ""
        self._is_starred = False

    def metadata(self) -> dict[str, str]:
        """Tell title, author and the like."""
        found = {name: " ".join(value.split()) for name, value in self._info.items()}
        if self._date.get("yr"):
            found["created"] = "-".join(
                f"{self._date[part]:02}" for part in ("yr", "mo", "dy") if self._date.get(part)
            )
        return {name: value for name, value in found.items() if value}

    def run(self) -> None:
        """Read the file from its first brace to the one that closes it."""
        data = self._source.data
        at, told = data.index(b"{"), 0
        while at < len(data):
            token = TOKEN.match(data, at)
            if token is None:
                # A backslash as the very last byte.
                break
            at = token.end()
            if at - told > _EVERY:
                told = at
                self._source.progress(at, len(data))
            if token.lastindex in (1, 2):
                at = self._word(token[1].decode("ascii"), token[2], at)
            elif token.lastindex == 5:
                (self._open if token[5] == b"{" else self._close)()
                if not self._stack:
                    return
            else:
                self._put_token(token)
        raise FileDamaged(path=self._source.path, reason="its end is missing")

    def _put_token(self, token: re.Match[bytes]) -> None:
        _, _, code, symbol, _, plain = token.groups()
        if code:
            self._put_bytes(bytes([int(code, 16)]), 1)
        elif symbol:
            self._symbol(symbol)
        elif plain:
            self._put_bytes(plain, len(plain))

    # Groups
    def _open(self) -> None:
        self._flush()
        self._to_skip = 0
        if len(self._stack) >= MAX_DEPTH:
            raise FileDamaged(path=self._source.path, reason="its groups are nested too deep")
        self._stack.append((self._state, None))
        self._state = replace(self._state, is_new=True, paragraph=replace(self._state.paragraph))

    def _close(self) -> None:
        self._flush()
        self._to_skip = 0
        ended = self._state
        self._state, outer = self._stack.pop()
        if ended.goes_to == "instruction" and self._state.goes_to != "instruction":
            self.counts["links_left_out"] += bool(_LINK.search(self._instruction))
            self._state.is_link |= "HYPERLINK" in self._instruction
            shown, lost = shown_words(self._instruction)
            self.counts[lost or "links_left_out"] += bool(lost)
            self._instruction = ""
            self._put(shown)
        if ended.goes_to == "header" and self._state.goes_to != "header":
            self.counts["headers_left_out"] += bool(self._caught.pop("header", 0))
        if ended.goes_to == "box" and outer is not None:
            box, self.page = self.page, outer
            found = box.blocks()
            self.counts["text_boxes_kept"] += bool(found)
            self.page.boxes += found
        elif outer is not None:
            self.page = outer

    def _go(self, where: str, page: Page | None = None) -> None:
        """Send the words of the group in hand elsewhere."""
        self._state.goes_to = where
        if page is not None:
            state, _ = self._stack[-1]
            self._stack[-1] = (state, self.page)
            self._state.paragraph = Paragraph()
            self._state.kinds = frozenset()
            self.page = page

    # Control words
    def _word(self, word: str, digits: bytes | None, at: int) -> int:
        self._flush()
        self._to_skip = 0
        number = int(digits) if digits else None
        if word == "bin":
            return at + max(0, number or 0)
        is_new, self._state.is_new = self._state.is_new, False
        is_starred, self._is_starred = self._is_starred, False
        if (is_new or is_starred) and self._destination(word, is_starred=is_starred):
            return at
        if self._state.goes_to != "nowhere":
            self._obey(word, number)
        return at

    def _obey(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._put_unicode(number)
        elif word in CHARACTERS:
            self._put(CHARACTERS[word])
        elif self._state.goes_to in ("fonts", "styles"):
            self._define(word, number)
        elif self._state.goes_to == "date":
            self._date.setdefault(word, number or 0)
        elif word in ENDS:
            self._end(ENDS[word])
        elif not self._document(word, number):
            self._look(word, number)

    def _destination(self, word: str, *, is_starred: bool) -> bool:
        """Send a group where its first word says; tell whether that word is dealt with."""
        if self._state.goes_to == "nowhere":
            return True
        if word in COUNTED:
            self.counts[COUNTED[word]] += 1
            self._go("nowhere")
        elif word in GOES_TO:
            self._go(GOES_TO[word])
        elif word in BOXES or word == "footnote":
            self._begin_page(is_note=word == "footnote")
        elif word == "ud":
            # The same words as before, in Unicode: they go where both were to go.
            self._go(self._stack[-2][0].goes_to if len(self._stack) > 1 else "text")
        elif word in INFO and self._state.goes_to == "nothing":
            # Who changed it last is sometimes said behind who wrote it, by the same word.
            is_told = INFO[word] in self._info
            self._go("nowhere" if is_told else f"info {INFO[word]}")
        elif is_starred and word not in PASSED and self._state.goes_to not in ("fonts", "styles"):
            self._go("nowhere")
        else:
            return word in PASSED
        return True

    def _begin_page(self, *, is_note: bool) -> None:
        """Begin a note or text box; those in page headers are left out with them."""
        if self._state.goes_to not in ("text", "box"):
            self._go("nowhere")
        elif is_note:
            self.notes.append(Page())
            self._state.kinds = self._state.kinds.difference(LOST)  # no matter how its mark looks
            self._put(f"[{len(self.notes)}]")
            self.counts["footnotes_kept"] += 1
            self._go("text", self.notes[-1])
        else:
            self._go("box", Page())

    def _document(self, word: str, number: int | None) -> bool:
        """Follow what holds for the whole document, or for what a note is."""
        if word == "ansicpg" and number is not None:
            self._set_encoding(PAGE_NUMBERS.get(number, f"cp{number}"))
        elif word in CODE_PAGES:
            self._set_encoding(CODE_PAGES[word])
        elif word == "ftnalt" and self.counts["footnotes_kept"]:
            self.counts["footnotes_kept"] -= 1
            self.counts["endnotes_kept"] += 1
        elif word == "uc" and number is not None:
            self._state.skips = max(0, min(number, 100))
        else:
            return False
        return True

    def _set_encoding(self, name: str) -> None:
        try:
            known = codecs.lookup(name).name
        except LookupError:
            return
        if not self._is_named:
            self.encoding = known

    def _define(self, word: str, number: int | None) -> None:
        """Read a font's code page or what a paragraph style shows."""
        if self._state.goes_to == "fonts":
            if word == "f":
                self._state.font = number
            elif word == "fcharset" and self._state.font is not None:
                is_symbol = number == SYMBOL_CHARSET
                name = "symbol" if is_symbol else CHARSETS.get(number or 0, "")
                self._fonts[self._state.font] = name
        elif word == "s":
            self._state.paragraph.style = number
        else:
            self._look(word, number)

    def _look(self, word: str, number: int | None) -> None:
        """Follow how words and paragraphs look from here on."""
        state, is_on = self._state, number != 0
        if word in MARKS:
            mark = frozenset({MARKS[word]})
            state.kinds = state.kinds | mark if is_on else state.kinds - mark
        elif word in MARK_ENDS:
            state.kinds -= {MARK_ENDS[word]}
        elif word == "v":
            state.is_hidden = is_on
        elif word == "deleted":
            state.is_deleted = is_on
        elif word == "revised":
            state.is_inserted = is_on
        elif word == "plain":
            state.kinds, state.font = frozenset(), None
            state.is_hidden = state.is_deleted = state.is_inserted = False
        elif word == "f":
            state.font = number
        elif word == "pard":
            state.paragraph = Paragraph()
        elif word == "s":
            style = self._styles.get(number or 0)
            state.paragraph.follow(style[1] if style else None)
        else:
            state.paragraph.set(word, number or 0)

    def _end(self, what: str) -> None:
        if self._state.goes_to not in ("text", "box"):
            return
        if what == "par":
            self.page.end_paragraph(self._state.paragraph)
        elif what == "cell":
            self.page.end_cell(self._state.paragraph)
        else:
            self.counts["tables_kept"] += self.page.end_row()

    # Words
    def _symbol(self, symbol: bytes) -> None:
        self._flush()
        if symbol == b"*":
            self._is_starred = True
        elif symbol in b"\r\n":
            self._end("par")
        elif symbol in SYMBOLS:
            if self._to_skip:
                self._to_skip -= 1
            else:
                self._put(SYMBOLS[symbol])

    def _put_bytes(self, data: bytes, count: int) -> None:
        self._state.is_new = self._is_starred = False
        skipped = min(self._to_skip, count)
        self._to_skip -= skipped
        self._bytes += data[skipped:]

    def _put_unicode(self, number: int) -> None:
        code = number & 0xFFFF if number < 0x10000 else number
        character = chr(code) if code < 0x110000 else "\ufffd"
        self._to_skip = self._state.skips
        if "\ud800" <= character <= "\udbff":
            self._put_high(character)
        elif self._high and "\udc00" <= character <= "\udfff":
            pair = (self._high + character).encode("utf-16-le", "surrogatepass")
            self._high = ""
            self._put(pair.decode("utf-16-le"))
        else:
            self._put(character)

    def _put_high(self, character: str) -> None:
        self._put("")
        self._high = character

    def _flush(self) -> None:
        """Put the bytes that were gathered, decoded as their font wants it."""
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        font = self._state.font
        encoding = (self._fonts.get(font, "") if font is not None else "") or self.encoding
        if encoding == "symbol":
            text = "".join(chr(0xF000 + byte) if byte > 0x20 else chr(byte) for byte in data)
            if self._state.goes_to in ("text", "box"):
                self.counts["symbols_unclear"] += len(data.strip())
        else:
            text = data.decode(encoding, "replace")
        self._put(text)

    def _put(self, text: str) -> None:
        high, self._high = self._high, ""
        text = high + text
        state = self._state
        if not text:
            return
        if state.goes_to in ("text", "box"):
            self._write(text)
        elif state.goes_to == "marker":
            self.page.marker += text
        elif state.goes_to == "instruction":
            self._instruction += text
        elif state.goes_to == "header":
            self._caught["header"] += bool(text.strip())
        elif state.goes_to == "styles":
            self._name_style(text)
        elif state.goes_to.startswith("info "):
            name = state.goes_to.removeprefix("info ")
            self._info[name] = self._info.get(name, "") + text

    def _write(self, text: str) -> None:
        """Write words on the page in hand, unless they were deleted."""
        state = self._state
        for kind, is_on in (("deletions_left_out", state.is_deleted),
                            ("insertions_kept", state.is_inserted),
                            ("hidden_kept", state.is_hidden)):  # fmt: skip
            self.counts[kind] += is_on and not self._caught[kind]
            self._caught[kind] = int(is_on)
        if not state.is_deleted:
            # Links are underlined as it is.
            self.page.write(text, state.kinds - {UNDERLINED if state.is_link else ""})

    def _name_style(self, text: str) -> None:
        paragraph = self._state.paragraph
        name = text.strip().rstrip(";")
        if paragraph.style is None or not name:
            return
        found = _HEADING.fullmatch("heading 1" if name.lower() == "title" else name)
        if found:
            paragraph.level = int(found[1]) - 1
        self._styles[paragraph.style] = (name, replace(paragraph))
