"""Verbs on the codebook as a file: codebook export, codebook import."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any

from desktop_app.commands.output import counted, show
from desktop_app.core import coders
from desktop_app.core.bookdiff import Difference, Kind, compare, count_kinds
from desktop_app.core.bookimport import import_book
from desktop_app.core.books import Book, read_book
from desktop_app.core.errors import BadValue, ColumnsMissing, Unknown
from desktop_app.core.examples import Citation
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.formats.codebook_mapping import WORDS, change_mapping, headers
from desktop_app.formats.codebooks import (
    BookFile,
    Wish,
    export_codebook,
    read_codebook_file,
    without_guards,
)
from desktop_app.formats.csv_profile import PROFILES
from desktop_app.messages import sentence

_LONGEST, _LEAD = 60, 20
"""Characters that are shown of a text, and of them those before a difference."""


def export(asked: Namespace) -> None:
    """Write the codebook in the format of the file's suffix."""
    with Project.open(asked.project, write=False) as project:
        wish = Wish(project, project.name, asked.out, PROFILES[asked.profile])
        done = export_codebook(wish)
    facts = {"file": str(asked.out), "codes": done.codes, "left_out": dict(done.lost)}
    lines = [f"Written {asked.out}: {counted(done.codes, 'code')}."]
    if done.lost:
        said = "; ".join(f"{what} ({count})" for what, count in done.lost)
        lines.append(f"The format cannot hold: {said}.")
    show(asked, facts, lines)


def import_file(asked: Namespace) -> None:
    """Tell what a file's codebook would change, or change it."""
    found = _read(asked)
    with Project.open(asked.project, write=asked.apply) as project:
        here = read_book(project)
        found = without_guards(found, here)
        differences = _chosen(compare(here, found.book), asked.only)
        done: dict[str, int] = {}
        if asked.apply:
            keys = {each.key for each in differences} if asked.only else None
            done = _apply(project, found.book, keys, asked.file.name)
    counts = count_kinds(differences)
    facts = {
        "file": str(asked.file),
        "applied": asked.apply,
        "read_as": _read_as(found),
        "codes": sum(not entry.is_implied for entry in found.book.entries),
        **{kind.value: counts[kind] for kind in Kind if kind is not Kind.SAME},
        **({"done": done} if done else {}),
        "differences": [_facts(each) for each in differences],
    }
    show(asked, facts, _report(found, differences, is_done=asked.apply))


def _read(asked: Namespace) -> BookFile:
    """Read the file, a table's columns as they were asked to be understood."""
    meanings: dict[str, str] = {}
    for pair in asked.map:
        column, sign, meaning = pair.rpartition("=")
        if not sign:
            raise BadValue(kind="column and its meaning, such as Memo=note", value=pair)
        meanings[column.strip()] = meaning.strip()
    if not meanings and asked.cut is None:
        return read_codebook_file(asked.file)
    found = read_codebook_file(
        asked.file, lambda records, mapping: change_mapping(records, mapping, meanings, asked.cut)
    )
    if found.mapping is None:
        raise ColumnsMissing(path=asked.file, columns=list(meanings) or [asked.cut])
    return found


def _chosen(differences: Sequence[Difference], paths: Sequence[str]) -> list[Difference]:
    """Keep the differences at these paths, or all where none are named; raise Unknown."""
    known = {each.path for each in differences}
    for path in paths:
        if path not in known:
            raise Unknown(kind="difference", name=path)
    return [each for each in differences if not paths or each.path in paths]


def _apply(project: Project, book: Book, keys: set[str] | None, name: str) -> dict[str, int]:
    coder = coders.list_coders(project)[0]
    with project.change(Op.IMPORT_CODES, coder.id) as change:
        done = import_book(change, book, keys, why=name)
    return {
        "created": done.created,
        "changed": done.changed,
        "moved": done.moved,
        "left_out": done.left,
    }


def _read_as(found: BookFile) -> dict[str, Any]:
    said: dict[str, Any] = {"program": found.program}
    if found.mapping and found.records and not found.mapping.is_ours:
        said["columns"] = list(found.mapping.meanings)
        said["separator"] = found.mapping.separator
        said["is_indented"] = found.mapping.is_indented
    return said


def _facts(each: Difference) -> dict[str, Any]:
    return {
        "kind": each.kind.value,
        "path": each.path,
        "old_path": each.old_path if each.is_moved or each.old_path != each.path else "",
        "row": each.after.row if each.after else 0,
        "fields": [
            {"field": field.name, "before": _plain(field.before), "after": _plain(field.after)}
            for field in each.fields
        ],
        "reason": sentence(each.clash) if each.clash else "",
        "left_out": [sentence(remark) for remark in each.remarks],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_named(each) for each in value]
    return value


def _named(value: Any) -> str:
    if isinstance(value, Citation):
        return value.said
    return str(getattr(value, "name", value))


def _report(found: BookFile, differences: Sequence[Difference], *, is_done: bool) -> Iterator[str]:
    codes = sum(not entry.is_implied for entry in found.book.entries)
    program = f", as {found.program} writes it" if found.program else ""
    yield f"{found.path.name}: {counted(codes, 'code')}{program}."
    yield from _columns(found)
    for each in differences:
        yield from _lines(each)
    if not differences:
        yield "Nothing differs."
    elif is_done:
        left = {each.kind.value for each in differences} & {"clashing", "missing"}
        beside = f", but for what is {' or '.join(sorted(left))}" if left else ""
        yield f"Done{beside}; nothing is ever deleted."
    else:
        yield "Nothing was changed; add --apply to do it."


def _columns(found: BookFile) -> Iterator[str]:
    """Say how a table that is not ours was understood."""
    if not (found.records and found.mapping) or found.mapping.is_ours:
        return
    said = {meaning: word for word, meaning in WORDS.items()}
    names = headers(found.records, found.mapping)
    pairs = zip(names, found.mapping.meanings, strict=False)
    yield (
        "  Columns: "
        + ", ".join(f"“{_short(n)}” as {said[m]}" for n, m in pairs)
        + "; --map changes this."
    )
    if found.mapping.separator:
        yield f"  Levels are cut by “{found.mapping.separator}”; --cut changes this."


def _lines(each: Difference) -> Iterator[str]:
    moved = f"  (from {each.old_path})" if each.before and each.old_path != each.path else ""
    yield f"  {each.kind.value:<9}{_short(each.path)}{moved}"
    if each.clash:
        yield f"    {sentence(each.clash)}"
    for field in each.fields:
        if field.name == "passages":  # those that are there stay
            for passage in field.after[len(field.before) :]:
                yield f"    passages: also “{_short(passage.said)}”"
            continue
        yield f"    {field.name}: {_becomes(str(_plain(field.before)), str(_plain(field.after)))}"
    for remark in each.remarks:
        yield f"    Without its key: {sentence(remark)}"


def _becomes(before: str, after: str) -> str:
    """Say how one text differs from another, both cut to where the difference begins."""
    one, other = (" ".join(text.split()) for text in (before, after))
    if one == other:
        return "only spaces and ends of lines differ"
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    begin = sum(1 for _ in same) - _LEAD
    if begin > 0 and max(len(one), len(other)) > _LONGEST:
        one, other = (f"…{text[begin:]}" for text in (one, other))
    return f"“{_short(one)}” becomes “{_short(other)}”"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
