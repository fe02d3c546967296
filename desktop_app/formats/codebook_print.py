"""The codebook as a book to be read on paper: a section a code, and what stands in it.

How it is written to a file is in `codebook_html` and `codebook_docx`. Everything is plain text.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.core.books import Book, Entry, read_book
from desktop_app.core.codebook import count_annotations, documents_by_code, list_codes
from desktop_app.core.examples import Citation
from desktop_app.core.model import PropertyRule, Role, Rows

TITLES = (
    ("brief_definition", "Brief definition"),
    ("full_definition", "Definition"),
    ("when_to_use", "When to use"),
    ("when_not_to_use", "When not to use"),
)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a section: its heading, its paragraphs, and quotations with their places."""

    title: str
    paragraphs: tuple[str, ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A code: its place in the tree (0 is topmost), number such as 2.1, name and all it says."""

    anchor: str
    depth: int
    number: str
    name: str
    color: str
    shortcut: str
    is_retired: bool
    counts: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PrintedBook:
    """The whole: its title, one line of figures, and the sections in the order of the tree."""

    title: str
    summary: str
    sections: tuple[Section, ...]


def lay_out(rows: Rows, name: str) -> PrintedBook:
    """Make a printed codebook of a project called `name`."""
    book = read_book(rows)
    figures = _Figures(rows)
    sections = tuple(_sections(book, figures))
    used = sum(figures.own.values())
    summary = f"{_counted(len(sections), 'code')}, {_counted(used, 'annotation')}"
    return PrintedBook(f"{name}: codebook", summary, sections)


class _Figures:
    """How often each code is used: itself, and with all below it."""

    def __init__(self, rows: Rows) -> None:
        self._tree = list_codes(rows)
        self.own: Counter[str] = count_annotations(rows)
        self._documents = documents_by_code(rows)
        self.below = dict(self.own)
        self._in = {code.id: set(self._documents.get(code.id, ())) for code in self._tree}
        for code in reversed(list(self._tree)):
            if code.parent_id:
                self.below[code.parent_id] = self.below.get(code.parent_id, 0) + self.below.get(
                    code.id, 0
                )
                self._in[code.parent_id] |= self._in[code.id]

    def said(self, code_id: str) -> str:
        """Say how often a code is used, with the unit of each figure."""
        own, documents = self.own[code_id], len(self._documents.get(code_id, ()))
        said = f"{_counted(own, 'annotation')} in {_counted(documents, 'document')}"
        below = self.below.get(code_id, 0)
        if below == own:
            return said
        wide = _counted(len(self._in[code_id]), "document")
        return f"{said}; with the codes below {_counted(below, 'annotation')} in {wide}"


def _sections(book: Book, figures: _Figures) -> Iterator[Section]:
    numbers: dict[str | None, str] = {None: ""}
    depths: dict[str | None, int] = {None: -1}
    ranks: Counter[str | None] = Counter()
    for entry in book.entries:
        ranks[entry.parent_id] += 1
        above = numbers[entry.parent_id]
        number = f"{above}.{ranks[entry.parent_id]}" if above else str(ranks[entry.parent_id])
        numbers[entry.id] = number
        depths[entry.id] = depths[entry.parent_id] + 1
        yield Section(
            anchor=f"c{number.replace('.', '-')}",
            depth=depths[entry.id],
            number=number,
            name=entry.name,
            color=entry.color,
            shortcut=entry.shortcut,
            is_retired=entry.status == "retired",
            counts=figures.said(entry.id),
            blocks=tuple(_blocks(book, entry)),
        )


def _blocks(book: Book, entry: Entry) -> Iterator[Block]:
    for name, title in TITLES:
        if text := getattr(entry, name):
            yield Block(title, _paragraphs(text))
    for kind, title, text in (
        ("example", "Examples", entry.example),
        ("non_example", "Non-examples", entry.non_example),
    ):
        quotes = tuple(_quoted(each) for each in entry.passages if each.kind == kind)
        if text or quotes:
            yield Block(title, _paragraphs(text), quotes)
    replaced = book.paths.get(entry.replaced_by or "", "")
    for title, lines in (
        ("Roles", tuple(map(_role, entry.roles))),
        ("Properties", tuple(map(_property, entry.properties))),
        ("Also called", ("; ".join(entry.aliases),) if entry.aliases else ()),
        ("Note", _paragraphs(entry.note)),
        ("Source", _paragraphs(entry.source)),
        ("Replaced by", (replaced,) if replaced else ()),
        ("Wordings", tuple(_wordings(entry))),
    ):
        if lines:
            yield Block(title, lines)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())


def _quoted(citation: Citation) -> tuple[str, str]:
    return citation.quote or citation.note or "(without words of the text)", citation.where


def _wordings(entry: Entry) -> Iterator[str]:
    """Say how an entry came to its words: the present wording first, of older ones the texts."""
    for number, wording in sorted(enumerate(entry.wordings, 1), reverse=True):
        came = ", ".join(filter(None, (wording.created_at[:10], wording.author)))
        origin = f"from “{wording.origin}”" if wording.origin else ""
        said = filter(None, (f"{number}: {came}", origin, " ".join(wording.why.split())))
        yield "; ".join(said)
        if number < len(entry.wordings):
            titles = {**dict(TITLES), "name": "Name", "example": "Examples"}
            for name, text in wording.fields.items():
                if text and text != getattr(entry, name):
                    title = titles.get(name, "Non-examples")
                    yield f"{title} then: {' '.join(text.split())}"


def _role(role: Role) -> str:
    return role.name if role.is_required else f"{role.name} (not required)"


def _property(rule: PropertyRule) -> str:
    said = f"{rule.name}: {' | '.join(rule.allowed) or rule.kind}"
    return f"{said}; usually {rule.default}" if rule.default else said


def _counted(number: int, unit: str) -> str:
    return f"{number:,} {unit if number == 1 else unit + 's'}"
