"""Which column of a table means what: proposed from its headers and cells, to be shown and changed.

Known are the tables of Diple, Taguette, LibreQDA, QualCoder, MAXQDA, ATLAS.ti, NVivo, Dedoose,
requal, CATMA and OpenAnsho, lists with a column a level, and lists that are indented.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.core.codetree import split_path
from desktop_app.core.errors import ColumnsMissing, UnknownKey
from desktop_app.formats.csv_profile import Records

IGNORE, KEEP, LEVEL, PATH, PARENT = "", "extra", "level", "path", "parent"

MEANINGS: dict[str, tuple[str, ...]] = {
    "code_id": ("code_id", "code id", "tag id", "guid"),
    "code": (
        "code", "name", "tag", "codename", "code name", "code_name", "theme", "node", "title",
        "label", "quirk", "kode", "codebezeichnung", "código", "codigo", "nombre", "nom",
    ),
    PATH: ("path", "code path", "code_path", "tag path", "tree", "hierarchical name"),
    "parent_id": ("parent_id", "parent id", "tag parent id"),
    PARENT: (
        "parent", "parent code", "parent name", "parent path", "category", "categories", "group",
        "code group", "code category", "parent theme", "obercode", "kategorie", "catégorie",
        "categoría",
    ),
    "position": ("position", "order"),
    "color": ("color", "colour", "code_color", "code color", "tag color", "farbe"),
    "shortcut": ("shortcut", "hotkey", "key"),
    "brief_definition": ("brief_definition", "brief definition", "short definition"),
    "full_definition": (
        "full_definition", "full definition", "definition", "description", "code_description",
        "code description", "memo", "code memo", "code_memo", "codememo", "comment",
        "code comment", "beschreibung", "définition", "definición", "descripción",
    ),
    "when_to_use": (
        "when_to_use", "when to use", "inclusion", "inclusion criteria", "include", "kodierregel",
    ),
    "when_not_to_use": (
        "when_not_to_use", "when not to use", "exclusion", "exclusion criteria", "exclude",
    ),
    "example": (
        "example", "examples", "anchor example", "typical exemplars", "ankerbeispiel", "beispiel",
        "exemple", "ejemplo",
    ),
    "non_example": ("non_example", "non-example", "non-examples", "close but no"),
    "example_passages": ("example_passages",),
    "non_example_passages": ("non_example_passages",),
    "note": ("note", "notes"),
    "source": ("source", "reference", "citation"),
    "roles": ("roles",),
    "properties": ("properties",),
    "aliases": ("aliases", "synonyms"),
    "status": ("status",),
    "replaced_by": ("replaced_by",),
    "created_by": ("created_by", "created by", "tag author", "author"),
    "created_at": ("created_at", "created at", "created"),
    "modified_at": ("modified_at", "modified at", "modified"),
    "wordings": ("wordings",),
}  # fmt: skip
"""What a column can mean, and the headers that say so, in small letters."""

WORDS = {key: key for key in (*MEANINGS, LEVEL)} | {"keep": KEEP, "ignore": IGNORE}
"""What a column can be asked to mean, by the word for it."""

COUNTS = frozenset((
    "n_annotations", "n_documents", "number of highlights", "number of documents", "files",
    "references", "coded segments", "cod. seg.", "cod. segments", "documents", "count",
    "frequency", "grounded", "groundedness", "density", "n_segments", "total", "sources",
    "quotations", "snippets", "codings",
))  # fmt: skip
"""Headers of counts, which a codebook is not made of."""
_COUNTED = re.compile(r"%? ?(?:cod\. seg|coded segments|codings).*")

SEPARATORS = (">", "\\", "::", "/", ".", ":")
"""What may stand between the levels of a path; ">" is also written ">>" and, by us, " > "."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]|\Z)")
_LEVEL = re.compile(r"(?:level|ebene|stufe|niveau|l)[ _]?([0-9]{1,2})")
_INDENT = re.compile(r"\A(?:\t|  |\.\.\.|\u00a0\u00a0)")
_OURS = {"code_id", "code", "parent_id", "path"}


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a table is read; `meanings` has a key of MEANINGS, LEVEL, KEEP or IGNORE a column."""

    program: str
    """What the table looks like: the name of a program, or empty."""
    has_header: bool
    meanings: tuple[str, ...]
    separator: str = ""
    """What cuts names into paths; empty where names are only names."""
    is_indented: bool = False

    @property
    def is_ours(self) -> bool:
        """Whether it is a table that Diple wrote."""
        return self.program == "Diple"


def propose(records: Records) -> Mapping:
    """Propose how a table is to be read."""
    header = [cell.strip().casefold() for cell in records.rows[0][1]]
    if set(header) >= _OURS:
        meanings = tuple(_ours(name) for name in header)
        return Mapping("Diple", True, meanings)
    meanings = _by_header(header)
    has_header = "code" in meanings or PATH in meanings or LEVEL in meanings
    if not has_header:
        return _headless(records)
    return _completed(records, Mapping(_program(header), True, _dated(records, meanings)))


def _dated(records: Records, meanings: Sequence[str]) -> tuple[str, ...]:
    """Take a column for dates only where they are written so that all read them alike."""
    found = list(meanings)
    for at, meaning in enumerate(meanings):
        cells = (cells[at].strip() for _, cells in records.rows[1:] if at < len(cells))
        if meaning in ("created_at", "modified_at") and not all(
            _DATE.match(cell) for cell in cells if cell
        ):
            found[at] = KEEP
    return tuple(found)


def read_again(records: Records, mapping: Mapping) -> Mapping:
    """Complete a mapping whose header was switched off or on."""
    if mapping.has_header:
        header = [cell.strip().casefold() for cell in records.rows[0][1]]
        meanings = _by_header(header)
        if not {"code", PATH, LEVEL} & set(meanings) and meanings:
            meanings = ("code", *meanings[1:])
        return _completed(records, Mapping(_program(header), True, meanings))
    return _headless(records)


def change_mapping(
    records: Records, mapping: Mapping, meanings: dict[str, str], separator: str | None
) -> Mapping:
    """Let columns, by their names, mean what was asked; None leaves the separator as it is.

    A table taken for one without a header has one once a column is named so. Raises
    ColumnsMissing, and UnknownKey for a meaning that there is not.
    """
    first = [cell.strip() for cell in records.rows[0][1]]
    if not mapping.has_header and set(meanings) & set(first):
        mapping = read_again(records, replace(mapping, has_header=True))
    names, found = headers(records, mapping), list(mapping.meanings)
    if missing := [name for name in meanings if name not in names]:
        raise ColumnsMissing(path=records.path, columns=missing)
    for name, meaning in meanings.items():
        if meaning not in WORDS:
            raise UnknownKey(key=meaning, known=list(WORDS))
        found[names.index(name)] = WORDS[meaning]
    cut = mapping.separator if separator is None else separator
    is_indented = mapping.is_indented and not cut
    return replace(mapping, meanings=tuple(found), separator=cut, is_indented=is_indented)


def headers(records: Records, mapping: Mapping) -> list[str]:
    """Name the columns as the table names them, or by number."""
    width = max(len(cells) for _, cells in records.rows)
    named = [cell.strip() for cell in records.rows[0][1]] if mapping.has_header else []
    return [
        named[at] if at < len(named) and named[at] else f"Column {at + 1}" for at in range(width)
    ]


def split_name(name: str, separator: str) -> list[str]:
    """Cut a name into the names of a path."""
    found = _cut(name, separator)
    # NVivo's paths begin with the name of its folder.
    return found[1:] if len(found) > 1 and found[0] in ("Codes", "Nodes") else found


def _cut(name: str, separator: str) -> list[str]:
    if separator == ">" and (" > " in name or "\\>" in name):
        return split_path(name)
    if separator == ">":
        pieces = re.split(r">+", name)
    elif separator == "\\":
        pieces = re.split(r"\\+", name)
    else:
        pieces = name.split(separator) if separator else [name]
    return [part for each in pieces if (part := each.strip())]


def _ours(name: str) -> str:
    if name == PATH or name in COUNTS or not name:
        return PATH if name == PATH else IGNORE
    return name if name in MEANINGS else KEEP


def _by_header(header: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    # What is more plainly the code leaves a theme beside it to be what it belongs to.
    code = next((name for name in MEANINGS["code"] if name in header), "")
    has_ids = "id" in header and bool(set(MEANINGS["parent_id"]) & set(header))
    for name in header:
        meaning = next((key for key, names in MEANINGS.items() if name in names), "")
        if name == "id" and has_ids:
            meaning = "code_id"
        elif meaning == "code" and name != code:
            meaning = PARENT if name == "theme" and PARENT not in found else KEEP
        if _LEVEL.fullmatch(name):
            meaning = LEVEL
        elif not meaning:
            meaning = IGNORE if name in COUNTS or _COUNTED.fullmatch(name) or not name else KEEP
        elif meaning in found:
            # A second column of prose becomes the note, any other stays as it is.
            is_prose = meaning == "full_definition" and "note" not in found
            meaning = "note" if is_prose else KEEP
        found.append(meaning)
    return tuple(found)


_PROGRAMS = (
    ("LibreQDA", {"tag", "description", "color", "parent"}),
    ("requal", {"code_name", "code_description"}),
    ("CATMA", {"tagset", "tag path"}),
    ("Taguette", {"tag", "description"}),
    ("MAXQDA", {"code", "memo"}),
    ("MAXQDA", {"code", "parent code"}),
    ("ATLAS.ti", {"code", "grounded"}),
    ("ATLAS.ti", {"code name", "grounded"}),
    ("Dedoose", {"id", "parent id", "title"}),
    ("NVivo", {"name", "description", "files"}),
    ("NVivo", {"name", "description", "references"}),
    ("NVivo", {"hierarchical name"}),
)


def _program(header: Sequence[str]) -> str:
    return next((program for program, names in _PROGRAMS if names <= set(header)), "")


def _headless(records: Records) -> Mapping:
    """Read a table without a header: paths and memos, or names set in from the left."""
    width = max(len(cells) for _, cells in records.rows)
    steps = sum(bool(cells) and not cells[0].strip() for _, cells in records.rows)
    if width > 1 and steps:
        return Mapping("", False, (LEVEL,) * width)
    rest = ["full_definition", "note", *(KEEP,) * width][: max(0, width - 1)]
    mapping = Mapping("", False, ("code", *rest))
    is_qualcoder = any(">>" in cells[0] for _, cells in records.rows if cells)
    completed = _completed(records, mapping)
    return Mapping("QualCoder", False, mapping.meanings, ">") if is_qualcoder else completed


def _completed(records: Records, mapping: Mapping) -> Mapping:
    """Add what the names show: that they are paths, or that they are set in."""
    if LEVEL in mapping.meanings or "parent_id" in mapping.meanings:
        return mapping
    wanted = PATH if PATH in mapping.meanings else "code"
    at = mapping.meanings.index(wanted)
    rows = records.rows[1:] if mapping.has_header else records.rows
    names = [cells[at] for _, cells in rows if at < len(cells) and cells[at].strip()]
    if any(_INDENT.match(name) for name in names):
        return Mapping(mapping.program, mapping.has_header, mapping.meanings, "", True)
    separator = _separator(names, mapping.program)
    if wanted == PATH and not separator:
        separator = "/" if names and all(name.startswith("/") for name in names) else ">"
    return Mapping(mapping.program, mapping.has_header, mapping.meanings, separator)


def _separator(names: Sequence[str], program: str) -> str:
    """Choose what most plainly cuts names into paths; nothing where names are only names."""
    for separator in SEPARATORS:
        is_plain = separator in (">", "\\", "::")
        if not is_plain and not (separator == "." and program in ("Taguette", "LibreQDA", "")):
            continue
        cut = [_cut(name, separator) for name in names if separator in name]
        if not cut or not all(len(each) > 1 for each in cut):
            continue
        if is_plain or _is_telling(names, cut, separator):
            return separator
    return ""


def _is_telling(names: Sequence[str], cut: Sequence[Sequence[str]], separator: str) -> bool:
    """Tell whether points stand in names like separators: without spaces, and shared."""
    if any(re.search(rf"\s{re.escape(separator)}|{re.escape(separator)}\s", n) for n in names):
        return False
    known = set(names)
    above = Counter(separator.join(each[:-1]) for each in cut)
    return any(count > 1 or path in known for path, count in above.items())
