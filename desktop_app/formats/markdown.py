"""Markdown to plain text: blocks become paragraphs, list marks stay, emphasis goes beside it.

CommonMark with tables, notes and verse; raw HTML stays as it was typed. Front matter becomes
metadata.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from desktop_app.core.errors import FileDamaged
from desktop_app.core.texts import normalise
from desktop_app.formats.blocks import BULLET, Block, glue, join_blocks, note_marks, piece
from desktop_app.formats.encoding import decode
from desktop_app.formats.markdown_notes import REFERENCE, keep_verse, part_notes
from desktop_app.formats.reading import Extract, Source

MAX_NESTING = 40
MAX_FRONT_MATTER = 20_000
MAX_YAML_DEPTH = 10

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_EMPHASIS = {"em": "italic", "strong": "bold"}
_LAYOUT = frozenset({"hr", "fence", "code_block"})


def read(source: Source) -> Extract:
    """Read a Markdown file; raises what `decode` raises, and FileDamaged when nested too deep."""
    decoded = decode(source)
    # Line ends and the byte order mark are unified first, as the grammar wants them; the counts
    # go into the report.
    normalised = normalise(decoded.text)
    fields, body = split_front_matter(normalised.text)
    body, notes = part_notes(body)
    writer = _Writer(notes)
    blocks = list(writer.blocks(_tokens(source, body)))
    for number, note in writer.notes():
        blocks.append(note_marks(writer.blocks(_tokens(source, note)), number))
    text, _, runs = join_blocks(blocks)
    counts = Counter(normalised.replaced) + writer.counts
    counts |= {"fields_read": len(fields), **decoded.counts}
    return Extract(text, decoded.encoding, decoded.is_guessed, fields, counts, runs)


def _tokens(source: Source, body: str) -> list[Token]:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    parser.enable("table").disable(["html_block", "html_inline"])
    tokens = parser.parse(keep_verse(body))
    # The parser drops what is nested deeper without a word.
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        raise FileDamaged(path=source.path, reason="its lists or quotations are nested too deep")
    return tokens


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Part a YAML head from a text; anything that is not a plain mapping stays in the text."""
    match = _FRONT_MATTER.match(text, 0, MAX_FRONT_MATTER)
    if not match:
        return {}, text
    head = match[1] or ""
    try:
        if not _is_tame(head):
            return {}, text
        loaded = yaml.load(head, yaml.BaseLoader)
    except (yaml.YAMLError, ValueError):
        return {}, text
    if not isinstance(loaded, dict):
        return {}, text
    fields = {_flat(name): _flat(value) for name, value in loaded.items()}
    return {name: value for name, value in fields.items() if name and value}, text[match.end() :]


def _is_tame(head: str) -> bool:
    """Tell whether YAML is free of aliases, which can unfold without end, and not deep."""
    depth = 0
    for event in yaml.parse(head, yaml.BaseLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.AliasEvent) or depth > MAX_YAML_DEPTH:
            return False
    return True


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{_flat(name)}: {_flat(inner)}" for name, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_flat, value))
    return str(value).strip()


class _Writer:
    """Turns a stream of tokens into blocks and counts what is lost on the way."""

    def __init__(self, notes: Mapping[str, str]) -> None:
        self.counts: Counter[str] = Counter()
        self._notes = notes
        self._cited: list[str] = []
        self._numbers: dict[str, int] = {}
        self._lists: list[int | None] = []
        self._quotes = 0
        self._heading = ""
        self._is_list_new = False
        self._marker = ""
        self._cells: list[Block] | None = None
        self._rows: list[Block] = []

    def notes(self) -> Iterator[tuple[int, str]]:
        """Yield the notes with their numbers in the order of their marks, at last those without."""
        number, others = 0, iter(self._notes)
        while number < len(self._notes):
            if number == len(self._cited):
                self._number(next(name for name in others if name not in self._numbers))
            number += 1
            self.counts["footnotes_kept"] += 1
            yield number, self._notes[self._cited[number - 1]]

    def _note_mark(self, match: re.Match[str]) -> str:
        return f"[{self._number(match[1])}]" if match[1] in self._notes else match[0]

    def _number(self, name: str) -> int:
        if name not in self._numbers:
            self._cited.append(name)
            self._numbers[name] = len(self._cited)
        return self._numbers[name]

    def blocks(self, tokens: list[Token]) -> Iterator[Block]:
        """Yield the paragraphs of a document in order."""
        for block in self._plain_blocks(tokens):
            looks = ["indent"] * bool(self._quotes) + [self._heading] * bool(self._heading)
            yield block.shown_as(*looks)

    def _plain_blocks(self, tokens: list[Token]) -> Iterator[Block]:
        is_tight = False
        for token in tokens:
            self.counts["markup_removed"] += token.type in _LAYOUT
            self._follow_looks(token)
            if token.type == "paragraph_open":
                is_tight = token.hidden and not self._is_list_new
                self._is_list_new = False
            elif token.type == "inline":
                words = glue(self._inline(token))
                if self._cells is None:
                    yield glue((self._take_marker(), words), is_tight=is_tight)
                else:
                    self._cells.append(words.on_one_line())
            elif token.type in ("fence", "code_block"):
                yield glue((self._take_marker(), Block(token.content)))
            elif token.type == "table_close":
                yield self._table()
            elif token.type == "paragraph_close":
                is_tight = False
            else:
                self._structure(token)

    def _follow_looks(self, token: Token) -> None:
        match token.type:
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "heading_open":
                self._heading = f"heading{token.tag[1]}"
            case "heading_close":
                self._heading = ""

    def _structure(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._open_list(None)
            case "ordered_list_open":
                self._open_list(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._open_item()
            case "list_item_close":
                self._marker = ""
            case "tr_open":
                self._cells = []
            case "tr_close":
                self._rows.append(glue(self._cells or [], "\t"))
                self._cells = None

    def _open_list(self, number: int | None) -> None:
        self._is_list_new = not self._lists
        self._lists.append(number)

    def _open_item(self) -> None:
        number = self._lists[-1]
        if number is None:
            self._marker += BULLET
        else:
            self._marker += f"{number}. "
            self._lists[-1] = number + 1

    def _take_marker(self) -> Block:
        marker, self._marker = self._marker, ""
        return Block(marker)

    def _table(self) -> Block:
        rows, self._rows = self._rows, []
        self.counts["tables_kept"] += 1
        return glue((self._take_marker(), glue(rows, "\n")))

    def _inline(self, token: Token) -> Iterator[Block]:
        kinds: Counter[str] = Counter()
        for child in token.children or []:
            if kind := _EMPHASIS.get(child.tag):
                kinds[kind] += child.nesting
            elif child.type == "image":
                self.counts["pictures_left_out"] += 1
            elif child.type == "link_open" and child.markup != "autolink":
                self.counts["links_left_out"] += 1
            elif child.type == "softbreak":
                yield piece(" ", +kinds)
            elif child.type == "hardbreak":
                yield piece("\n", +kinds)
            elif child.type in ("text", "code_inline", "text_special"):
                self.counts["markup_removed"] += child.type == "code_inline"
                words = child.content
                if child.type == "text" and self._notes:
                    words = REFERENCE.sub(self._note_mark, words)
                yield piece(words, +kinds)
