"""Projects of other programs in the exchange format REFI-QDA (.qdpx), read from strangers.

What was read is plain values; how it comes into a project is in `refi_apply`. What there is no
place for is counted in `left`.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from lxml import etree

from desktop_app.core.books import Book
from desktop_app.core.errors import AppError, FileDamaged, RowRefused
from desktop_app.core.texts import normalise
from desktop_app.formats.archives import MAX_TOTAL, Archive
from desktop_app.formats.codebook_qdc import ORIGIN, book_of
from desktop_app.formats.codebook_values import file_id
from desktop_app.formats.files import read_bytes
from desktop_app.formats.refi_out import PARTS
from desktop_app.formats.refi_places import STANDARD, Counting, Ruler, choose
from desktop_app.formats.xmltree import attribute, child, children, local_name


@dataclass(slots=True)
class Selected:
    """A coding, or a selection without one: what it says and where it stands, as stored."""

    selection: str
    code: str
    coder: str
    start: int
    end: int
    note: str = ""
    role: str = ""
    properties: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class SourceText:
    """A text with what is known of it, and what is coded in it or, in `whole`, with it."""

    key: str
    title: str
    text: str
    counting: Counting
    fields: dict[str, str] = field(default_factory=dict)
    note: str = ""
    selected: list[Selected] = field(default_factory=list)
    whole: list[Selected] = field(default_factory=list)
    sets: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Exchanged:
    """A project as it was read; `ties` say which selections belong to one annotation."""

    origin: str
    users: dict[str, str]
    book: Book | None
    texts: list[SourceText]
    note: str
    ties: list[tuple[str, str]]
    left: Counter[str]


def read_qdpx(path: Path) -> Exchanged:
    """Read a project; raise what reading a file does, FileDamaged and RowRefused."""
    archive = Archive(path, read_bytes(path, MAX_TOTAL))
    name = next((n for n in archive.names if n.casefold() == "project.qde"), None)
    root = archive.xml(name) if name else None
    if root is None or local_name(root) != "Project":
        raise FileDamaged(path=path, reason="it holds no project.qde")
    return _Reader(path, archive, root).read()


class _Reader:
    def __init__(self, path: Path, archive: Archive, root: etree._Element) -> None:
        self._path, self._archive, self._root = path, archive, root
        self._origin = attribute(root, "origin") or ""
        self._is_ours = self._origin == ORIGIN
        self._left: Counter[str] = Counter()
        self._notes = {
            _guid(note): (_inner(note, "PlainTextContent") or self._text_of(note) or "")
            for note in children(_list(root, "Notes"), "Note")
        }
        self._variables = {
            _guid(each): attribute(each, "name") or ""
            for each in children(_list(root, "Variables"), "Variable")
        }

    def read(self) -> Exchanged:
        root = self._root
        users = {
            _guid(user): attribute(user, "name") or attribute(user, "id") or "Unnamed"
            for user in children(_list(root, "Users"), "User")
        }
        texts = list(self._texts())
        self._cases(texts)
        self._sets(texts)
        ties, links = [], 0
        for link in children(_list(root, "Links"), "Link"):
            if self._is_ours and attribute(link, "name") == PARTS:
                ends = (attribute(link, key) or "" for key in ("originGUID", "targetGUID"))
                one, other = map(file_id, ends)
                ties.append((one, other))
            else:
                links += 1
        self._left["links"] += links
        self._left["graphs"] += sum(1 for _ in children(_list(root, "Graphs"), "Graph"))
        used = {each.coder for text in texts for each in (*text.selected, *text.whole)}
        self._left["people who marked nothing"] = len(users.keys() - used)
        left = Counter({name: count for name, count in self._left.items() if count})
        said = [_inner(root, "Description"), self._noted(root)]
        return Exchanged(self._origin, users, self._book(), texts, _joined(said), ties, left)

    def _book(self) -> Book | None:
        codes = child(child(self._root, "CodeBook"), "Codes")
        return None if codes is None else book_of(self._path, codes, self._root, self._origin)

    # Texts
    def _texts(self) -> Iterator[SourceText]:
        for number, source in enumerate(_list(self._root, "Sources"), 1):
            kind = local_name(source)
            title = attribute(source, "name") or ""
            held: etree._Element | None = source
            if kind == "PDFSource":
                held = child(source, "Representation")
                self._left["selections of PDF pages"] += sum(
                    1 for _ in children(source, "PDFSelection")
                )
            elif kind != "TextSource":
                held = None
            raw = None if held is None else self._raw(held)
            if held is None or raw is None:
                named = {"PDFSource": "PDFs without a text", "TextSource": "texts not in the file"}
                self._left[named.get(kind, "pictures, sound and films")] += 1
                continue
            try:
                yield self._source(source, held, raw, title or self._file_name(held, number))
            except AppError as cause:
                raise RowRefused(path=self._path, row=number, cause=cause) from cause

    def _file_name(self, source: etree._Element, number: int) -> str:
        named = (attribute(source, "plainTextPath") or "").rpartition("/")[2]
        return PurePosixPath(named).stem or f"Text {number}"

    def _raw(self, source: etree._Element) -> str | None:
        inline = _inner(source, "PlainTextContent")
        return inline or self._text_of(source)

    def _text_of(self, source: etree._Element) -> str | None:
        """Read the text that a source names; only what lies in the archive is looked at."""
        named = attribute(source, "plainTextPath") or ""
        kind, has_kind, rest = named.partition("://")
        if not named or (has_kind and kind.casefold() != "internal"):
            return None
        wanted = rest if has_kind else named
        base = wanted.rpartition("/")[2].casefold()
        for name in self._archive.names:
            folder, _, last = name.rpartition("/")
            if last.casefold() == base and folder.casefold() in ("sources", ""):
                data = self._archive.read(name) or b""
                return data.decode("utf-8-sig", "replace")
        return None

    def _source(
        self, source: etree._Element, held: etree._Element, raw: str, title: str
    ) -> SourceText:
        raw = raw.removeprefix("\ufeff")
        text = normalise(raw).text
        selections = list(children(held, "PlainTextSelection"))
        spans = [_span(each) for each in selections]
        counting = STANDARD if self._is_ours else choose(raw, text, spans, self._origin)
        ruler = Ruler(raw, counting)
        made = SourceText(_guid(source), title, text, counting)
        for each, (start, end) in zip(selections, spans, strict=True):
            a, b = sorted((ruler.place(start), ruler.place(end)))
            if a == b:
                self._left["selections of no words"] += 1
            else:
                made.selected += self._selection(each, a, b)
        for above in {source, held}:
            for coding in children(above, "Coding"):
                made.whole.append(self._coding(coding, "", 0, 0))
            made.fields |= self._values(above)
        said = [_inner(source, "Description"), self._noted(source)]
        made.note = _joined(said)
        return made

    def _selection(self, selection: etree._Element, start: int, end: int) -> list[Selected]:
        user = attribute(selection, "creatingUser") or ""
        codings = [
            self._coding(coding, user, start, end) for coding in children(selection, "Coding")
        ]
        made = codings or [Selected("", "", file_id(user), start, end)]
        about = _inner(selection, "Description") or ""
        for each in made:
            each.selection = _guid(selection)
            if self._is_ours:
                _take_facts(each, about)
        said = [self._noted(selection)] if self._is_ours else [about, self._noted(selection)]
        made[0].note = _joined([made[0].note, *said])
        return made

    def _coding(self, coding: etree._Element, user: str, start: int, end: int) -> Selected:
        target = child(coding, "CodeRef")
        code = "" if target is None else attribute(target, "targetGUID") or ""
        coder = attribute(coding, "creatingUser") or user
        return Selected("", file_id(code), file_id(coder), start, end, self._noted(coding))

    def _noted(self, element: etree._Element) -> str:
        """Join the notes that an element refers to."""
        return _joined([self._notes.get(_target(ref), "") for ref in children(element, "NoteRef")])

    # What is known of texts
    def _values(self, element: etree._Element) -> dict[str, str]:
        found = {}
        for held in children(element, "VariableValue"):
            ref = child(held, "VariableRef")
            name = self._variables.get(_target(ref), "") if ref is not None else ""
            value = next((each.text or "" for each in held if each is not ref), "")
            if name and value.strip():
                found[name] = value.strip()
        return found

    def _cases(self, texts: list[SourceText]) -> None:
        known = {text.key: text for text in texts}
        for case in children(_list(self._root, "Cases"), "Case"):
            values = self._values(case)
            here = [known.get(_target(ref)) for ref in children(case, "SourceRef")]
            for text in filter(None, here):
                text.fields = values | text.fields
                if name := attribute(case, "name"):
                    text.fields.setdefault("case", name)
            if not any(here):
                self._left["cases without a text"] += 1

    def _sets(self, texts: list[SourceText]) -> None:
        known = {text.key: text for text in texts}
        for each in children(_list(self._root, "Sets"), "Set"):
            name = attribute(each, "name") or ""
            for member in children(each, "MemberSource"):
                if name.strip() and (text := known.get(_target(member))):
                    text.sets.append(name)


def _take_facts(selected: Selected, text: str) -> None:
    """Take role and properties from the lines that this program writes."""
    for line in text.split("\n"):
        name, has_value, value = line.partition(": ")
        if has_value and name == "role" and not selected.role:
            selected.role = value
        elif has_value:
            selected.properties[name] = value


def _list(root: etree._Element, name: str) -> etree._Element:
    found = child(root, name)
    return etree.Element("none") if found is None else found


def _inner(element: etree._Element, name: str) -> str | None:
    found = child(element, name)
    return None if found is None else found.text


def _guid(element: etree._Element) -> str:
    return file_id(attribute(element, "guid") or "")


def _target(element: etree._Element) -> str:
    return file_id(attribute(element, "targetGUID") or "")


def _span(selection: etree._Element) -> tuple[int, int]:
    found = []
    for name in ("startPosition", "endPosition"):
        text = (attribute(selection, name) or "").strip()
        found.append(int(text[:15]) if text.lstrip("-").isdecimal() else 0)
    return found[0], found[1]


def _joined(texts: list[str | None]) -> str:
    return "\n\n".join(text.strip() for text in texts if text and text.strip())
