"""The coded texts as TEI P5: the words in paragraphs or lines, the marks standing off from them.

A corpus with a text for each document; codes are the categories of a taxonomy, coders those who
are responsible, and each annotation a group of spans. `from` and `to` are points by TEI's scheme
string-index: code points counted from 0 within a paragraph or line, an end being behind the last.
Blank lines have no element of their own, so an end that lies in one moves to the nearest words.
Who speaks where are spans too, links between annotations relations.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from desktop_app import __version__
from desktop_app.core.codetree import CodeTree
from desktop_app.core.marks import Mark, Marks
from desktop_app.core.model import Code, Document, NoteTarget, Relation, Rows
from desktop_app.core.notes import read_note
from desktop_app.core.numbering import Numbering
from desktop_app.core.project import Project
from desktop_app.core.relations import list_relations
from desktop_app.core.voices import Turn
from desktop_app.formats.atomic import writing

Progress = Callable[[int, int], None]

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_tei(rows: Rows, path: Path, progress: Progress | None = None) -> int:
    """Write a corpus and return the number of documents.

    Raises FileUnwritable, FileExists.
    """
    marks = Marks(rows)
    title = rows.name if isinstance(rows, Project) else path.stem
    homes: dict[str | None, list[Mark]] = {}
    for mark in sorted(marks, key=marks.order):
        home = mark.pieces[0].document_id if mark.pieces else mark.document_id
        homes.setdefault(home, []).append(mark)
    places = {key: _Places(marks.ground(key).text) for key in marks.documents}
    with writing(path) as out:

        def write(parts: Iterator[str]) -> None:
            for part in parts:
                out.write(part.encode())

        write(_opening(marks, title, read_note(rows, NoteTarget("project"))))
        write(_stand_off(marks, None, homes.get(None, []), places))
        write(_relations(list_relations(rows)))
        for number, document in enumerate(marks.documents.values()):
            if progress:
                progress(number, len(marks.documents))
            note = read_note(rows, NoteTarget("document", document.id))
            write(_document(document, note, places[document.id]))
            write(_stand_off(marks, document.id, homes.get(document.id, []), places))
            out.write(b"</TEI>\n")
        out.write(b"</teiCorpus>\n")
    return len(marks.documents)


class _Places:
    """The paragraphs or lines of a text, and where a position stands in them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.numbering = Numbering(text)
        count = self.numbering.line_count
        self.spans = [self.numbering.line_span(line) for line in range(1, count + 1)]
        self._starts = [start for start, _ in self.spans]

    def points(self, document_id: str, start: int, end: int) -> tuple[str, str]:
        """Return pointers to both ends of a span; to the text in one without words."""
        if not self.spans:
            return (f"#doc-{document_id}",) * 2
        last = self._point(end, is_end=True)
        # What is only ends of lines has no words of its own, and becomes a point.
        first = min(self._point(start, is_end=False), last)
        named = [f"#string-index({_line_id(document_id, line)},{at})" for line, at in (first, last)]
        return named[0], named[1]

    def _point(self, position: int, *, is_end: bool) -> tuple[int, int]:
        # An end at the very beginning of a line is the end of the one before.
        at = max(0, bisect_right(self._starts, position - is_end) - 1)
        if not is_end and position > self.spans[at][1] and at + 1 < len(self.spans):
            at += 1
        start, end = self.spans[at]
        return at + 1, min(max(position, start), end) - start


def _opening(marks: Marks, title: str, note: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<teiCorpus xmlns="{NAMESPACE}">\n'
    yield f"<teiHeader>\n<fileDesc>\n<titleStmt>\n<title>{_text(title)}</title>\n"
    for coder in marks.coders.values():
        yield f'<respStmt xml:id="coder-{coder.id}"><resp>coding</resp>'
        yield f"<name>{_text(coder.name)}</name></respStmt>\n"
    yield "</titleStmt>\n<publicationStmt><p>Written by Diple "
    yield f"{__version__}</p></publicationStmt>\n{_noted(note)}"
    yield "<sourceDesc><p>The texts of a Diple project</p></sourceDesc>\n</fileDesc>\n"
    if len(marks.tree):
        yield '<encodingDesc>\n<classDecl>\n<taxonomy xml:id="codebook">\n'
        yield from _categories(marks.tree)
        yield "</taxonomy>\n</classDecl>\n</encodingDesc>\n"
    yield "</teiHeader>\n"


def _categories(tree: CodeTree) -> Iterator[str]:
    """Write the codes one within another, without recursion, however deep they go."""
    above: list[str] = []
    for code in tree:
        while above and above[-1] != code.parent_id:
            above.pop()
            yield "</category>\n"
        yield f'<category xml:id="code-{code.id}">{_described(code)}\n'
        above.append(code.id)
    yield "</category>\n" * len(above)


def _described(code: Code) -> str:
    glosses = (
        f' <gloss type="{kind}">{_text(said)}</gloss>'
        for kind, said in (("brief", code.brief_definition), ("full", code.full_definition))
        if said
    )
    return f"<catDesc><term>{_text(code.name)}</term>{''.join(glosses)}</catDesc>"


def _noted(note: str) -> str:
    return f"<notesStmt><note>{_text(note)}</note></notesStmt>\n" if note else ""


def _document(document: Document, note: str, places: _Places) -> Iterator[str]:
    yield f'<TEI xml:id="doc-{document.id}">\n<teiHeader>\n<fileDesc>\n'
    yield f"<titleStmt><title>{_text(document.title)}</title></titleStmt>\n"
    yield f"<publicationStmt><p>Part of the corpus</p></publicationStmt>\n{_noted(note)}"
    yield f"<sourceDesc><p>{_text(document.source_name or document.title)}</p>"
    if document.fields:
        items = (
            f"<label>{_text(name)}</label><item>{_text(value)}</item>"
            for name, value in document.fields.items()
        )
        yield f'<list type="gloss">{"".join(items)}</list>'
    yield "</sourceDesc>\n</fileDesc>\n</teiHeader>\n<text><body>\n"
    yield from _body(document.id, places)
    yield "</body></text>\n"


def _body(document_id: str, places: _Places) -> Iterator[str]:
    if not places.spans:
        yield "<p/>\n"
    numbering, stanza = places.numbering, 0
    for line, (start, end) in enumerate(places.spans, 1):
        words = _text(places.text[start:end])
        tag = "l" if numbering.is_lined else "p"
        if numbering.is_lined and (here := numbering.paragraph_at(start)) != stanza:
            yield "</lg>\n<lg>\n" if stanza else "<lg>\n"
            stanza = here
        yield f'<{tag} xml:id="{_line_id(document_id, line)}" n="{line}" xml:space="preserve">'
        yield f"{words}</{tag}>\n"
    if stanza:
        yield "</lg>\n"


def _stand_off(
    marks: Marks, document_id: str | None, found: list[Mark], places: dict[str, _Places]
) -> Iterator[str]:
    turns = marks.turns.get(document_id, []) if document_id else []
    if not found and not turns:
        return
    yield "<standOff>\n"
    if document_id and turns:
        yield from _speech(document_id, turns, places[document_id])
    for mark in found:
        code = f' ana="#code-{mark.code_id}"' if mark.code_id else ""
        about = f' corresp="#doc-{mark.document_id}"' if mark.document_id else ""
        yield f'<spanGrp xml:id="a-{mark.id}" type="annotation" resp="#coder-{mark.coder_id}"'
        yield f"{code}{about}>\n"
        for name, value in marks.properties.get(mark.id, {}).items():
            yield f'<desc type="property" n={_quoted(name)}>{_text(value)}</desc>\n'
        if note := marks.notes.get(mark.id):
            yield f'<desc type="note">{_text(note)}</desc>\n'
        for number, piece in enumerate(mark.pieces, 1):
            start, end = places[piece.document_id].points(*piece[1:4])
            yield f'<span n="{number}" from="{start}" to="{end}">{_text(piece.role)}</span>\n'
        yield "</spanGrp>\n"
    yield "</standOff>\n"


def _speech(document_id: str, turns: list[Turn], places: _Places) -> Iterator[str]:
    yield '<spanGrp type="speech">\n'
    for turn in turns:
        start, end = places.points(document_id, turn.start, turn.end)
        yield f'<span type="{turn.kind}" from="{start}" to="{end}">{_text(turn.speaker)}</span>\n'
    yield "</spanGrp>\n"


def _relations(found: list[Relation]) -> Iterator[str]:
    if not found:
        return
    yield "<standOff>\n<listRelation>\n"
    for each in found:
        ends = f'active="#a-{each.from_annotation_id}" passive="#a-{each.to_annotation_id}"'
        yield f'<relation xml:id="r-{each.id}" name="link" {ends} resp="#coder-{each.coder_id}">'
        yield f"<desc>{_text(each.kind)}</desc></relation>\n"
    yield "</listRelation>\n</standOff>\n"


def _line_id(document_id: str, line: int) -> str:
    return f"t-{document_id}.{line}"


def _text(text: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", text), {"\r": "&#13;"})


def _quoted(text: str) -> str:
    return quoteattr(_UNWRITABLE.sub("\ufffd", text))
