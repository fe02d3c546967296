"""Coded texts as one HTML page: nothing is loaded, nothing runs, every text is escaped.

Codes and coders are layers that are switched by boxes alone, through style sheets.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from desktop_app.colours import DARK, LIGHT, code_colours
from desktop_app.core.model import Rows
from desktop_app.formats.atomic import writing
from desktop_app.formats.codebook_html import section_lines, shown_text
from desktop_app.formats.codebook_print import lay_out
from desktop_app.formats.coded_style import STYLE
from desktop_app.formats.coded_text import (
    Coded,
    CodedDocument,
    CodedProject,
    Line,
    Stretch,
    facts_of,
)
from desktop_app.formats.reading import Progress

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
_DEEPEST = 4
"""So many lines under the words are told apart; more lie on the last."""


def write_html(rows: Rows, path: Path, progress: Progress | None = None) -> int:
    """Write all texts with their annotations and return the number of documents.

    Raises FileUnwritable, FileExists.
    """
    page = _Page(rows, path.stem, progress)
    with writing(path) as out:
        for line in page.lines():
            out.write(f"{line}\n".encode("utf-8", "replace"))
    return page.count


class _Page:
    def __init__(self, rows: Rows, name: str, progress: Progress | None) -> None:
        self.project = CodedProject(rows, progress)
        self.book = lay_out(rows, name)
        self.name = name
        self.count = 0
        self._progress = progress
        marks = self.project.marks
        used = {mark.code_id for mark in marks}
        codes = [code for code in self.project.tree if code.id in used]
        self.codes = {code.id: f"k{at}" for at, code in enumerate(codes)}
        if None in used:
            self.codes[""] = f"k{len(codes)}"
        makers = {mark.coder_id for mark in marks}
        self.coders = {
            coder: f"w{at}" for at, coder in enumerate(c for c in marks.coders if c in makers)
        }
        self.anchors = {
            code.id: section.anchor
            for code, section in zip(self.project.tree, self.book.sections, strict=True)
        }

    def lines(self) -> Iterator[str]:
        """Yield the page line by line."""
        title = shown_text(self.name)
        yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title}: coded texts</title>\n<style>{STYLE}"
        yield from self._styles()
        yield f"</style>\n</head>\n<body>\n<header><h1>{title}</h1>"
        documents = len(self.project.marks.documents)
        said = f"{_counted(documents, 'document')}, {_counted(len(self.project.all), 'annotation')}"
        yield f'<p class="dim">{said}. The number behind a passage leads to its annotation.</p>'
        yield from _note("Note on the project", self.project.note)
        yield "</header>"
        yield from self._layers()
        yield "<main>"
        for at, document in enumerate(self.project.documents()):
            if self._progress:
                self._progress(at, documents)
            self.count += 1
            yield from self._document(document, at)
        yield from self._homeless()
        yield '<section id="codebook">\n<h2>Codebook</h2>'
        for section in self.book.sections:
            yield from section_lines(section)
        yield "</section>\n</main>\n</body>\n</html>"

    # Layers
    def _styles(self) -> Iterator[str]:
        """Give each code its colours, and each layer the rules that switch it off."""
        yield _colours_of(self, LIGHT.name)
        yield f"@media (prefers-color-scheme: dark) {{ {_colours_of(self, DARK.name)} }}"
        for key in (*self.codes.values(), *self.coders.values()):
            off = f"body:has(#{key}:not(:checked))"
            yield f"{off} mark.{key} {{ background: none; border-color: transparent; }}"
            yield f"{off} :is(a, li).{key} {{ display: none; }}"

    def _layers(self) -> Iterator[str]:
        yield '<nav class="layers" aria-label="Layers">\n<fieldset><legend>Codes</legend>'
        tree = self.project.tree
        for code_id, key in self.codes.items():
            path = tree.path(code_id) if code_id else "(no code)"
            yield _box(key, path, f'<i class="{key}"></i>')
        yield "</fieldset>\n<fieldset><legend>Coders</legend>"
        for coder_id, key in self.coders.items():
            yield _box(key, self.project.marks.coders[coder_id].name, "")
        yield "</fieldset>"
        for coder_id, note in self.project.coder_notes.items():
            name = self.project.marks.coders[coder_id].name
            yield from _note(f"Note on {name}", note)
        yield "</nav>"

    # Texts
    def _document(self, coded: CodedDocument, at: int) -> Iterator[str]:
        document = coded.document
        yield f'<article id="d{at}">\n<h2 dir="auto">{shown_text(document.title)}</h2>'
        facts = facts_of(document)
        if facts:
            said = "; ".join(f"{name}: {value}" for name, value in facts.items())
            yield f'<p class="dim" dir="auto">{shown_text(said)}</p>'
        yield from _note("Note on the document", coded.note)
        yield '<div class="text">'
        for line in coded.lines:
            yield self._line(line)
        yield "</div>"
        if coded.annotations:
            yield '<h3>Annotations</h3>\n<ol class="annotations">'
            for each in coded.annotations:
                yield self._entry(each)
            yield "</ol>"
        yield "</article>"

    def _line(self, line: Line) -> str:
        number = f'<span class="n">{line.paragraph}</span>' if line.paragraph else ""
        kind = f' class="h{line.heading}"' if line.heading else ""
        words = "".join(map(self._stretch, line.stretches))
        return f'<p dir="auto"{kind}>{number}{words}</p>'

    def _stretch(self, stretch: Stretch) -> str:
        said = shown_text(stretch.text)
        for look, tag in (("italic", "i"), ("bold", "b")):
            if look in stretch.looks:
                said = f"<{tag}>{said}</{tag}>"
        # The first that began lies outermost, so that its line runs below the others.
        for depth, coded in enumerate(reversed(stretch.marks)):
            room = f" p{min(depth, _DEEPEST)}" if depth else ""
            title = shown_text(f"{coded.code or '(no code)'}, {coded.coder}")
            said = f'<mark class="{self._keys(coded)}{room}" title="{title}">{said}</mark>'
        ends = "".join(
            f'<a class="r {self._keys(coded)}" href="#a{coded.number}">{coded.number}</a>'
            for coded, _ in stretch.ends
        )
        begins = "".join(
            f'<a class="s" id="a{coded.number}p{part}"></a>' for coded, part in stretch.begins
        )
        return begins + said + ends

    def _keys(self, coded: Coded) -> str:
        return f"{self.codes[coded.mark.code_id or '']} {self.coders[coded.mark.coder_id]}"

    def _entry(self, coded: Coded) -> str:
        name = f"<bdi>{shown_text(coded.code or '(no code)')}</bdi>"
        anchor = self.anchors.get(coded.mark.code_id or "")
        code = f'<a href="#{anchor}">{name}</a>' if anchor else name
        # No key before the code's own: the class of an entry is what switches it.
        said = [
            f'<li value="{coded.number}" id="a{coded.number}" class="{self._keys(coded)}">'
            f"<b>{code}</b> <span class='dim'><bdi>{shown_text(coded.coder)}</bdi></span>"
        ]
        if coded.citation:
            said.append(f'<p class="quote" dir="auto">{shown_text(coded.citation)}</p>')
        else:
            said.append('<p class="dim">without words of the text</p>')
        places = [
            f'<a href="#a{coded.number}p{number}">part {number}'
            f"{f' ({shown_text(piece.role)})' if piece.role else ''}</a>"
            for number, piece in enumerate(coded.mark.pieces, 1)
        ]
        if len(places) > 1 or any(piece.role for piece in coded.mark.pieces):
            said.append(f'<p class="dim">{", ".join(places)}</p>')
        if coded.facts:
            facts = "; ".join(f"{name}: {value}" for name, value in coded.facts)
            said.append(f'<p class="dim" dir="auto">{shown_text(facts)}</p>')
        for kind, number in coded.links:
            link = f'<a href="#a{number}">annotation {number}</a>'
            said.append(f'<p class="dim"><bdi>{shown_text(kind)}</bdi>: {link}</p>')
        if coded.note:
            said.append(f'<p class="note" dir="auto">{shown_text(coded.note)}</p>')
        return "".join(said) + "</li>"

    def _homeless(self) -> Iterator[str]:
        if self.project.homeless:
            yield '<section>\n<h2>In no document</h2>\n<ol class="annotations">'
            for each in self.project.homeless:
                yield self._entry(each)
            yield "</ol>\n</section>"


def _colours_of(page: _Page, theme: str) -> str:
    said = []
    for code_id, key in page.codes.items():
        code = page.project.tree.get(code_id)
        colours = code_colours(code.color if code else "", DARK if theme == DARK.name else LIGHT)
        said.append(f".{key} {{ --tint: {colours.tint}; --line: {colours.line}; }}")
    return " ".join(said)


def _box(key: str, name: str, swatch: str) -> str:
    return (
        f'<label><input type="checkbox" id="{key}" checked>{swatch}'
        f"<bdi>{shown_text(name)}</bdi></label>"
    )


def _note(title: str, text: str) -> Iterator[str]:
    if text.strip():
        yield (
            f'<aside class="note"><b>{shown_text(title)}</b>'
            f'<p dir="auto">{shown_text(text)}</p></aside>'
        )


def _counted(number: int, unit: str) -> str:
    return f"{number:,} {unit if number == 1 else unit + 's'}"
