"""The verb import: texts in, files and whole folders, as one step."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from desktop_app import formats, messages
from desktop_app.commands import exchange
from desktop_app.commands.output import counted, show
from desktop_app.core import coders, documents
from desktop_app.core.errors import AppError, NoTexts, TitleForSeveral
from desktop_app.core.fields import TITLE
from desktop_app.core.model import NewDocument, Op
from desktop_app.core.project import Project

Read = tuple[formats.Found, formats.ReadText]
Refusal = tuple[Path, AppError]

STANDARD_INPUT = Path("-")
_LONGEST_SHOWN = 80
_SHOWN = 10
"""How many of the files that are no texts are named to people."""


def import_files(asked: Namespace) -> None:
    """Read all files first, so that one that is refused leaves the project as it was."""
    projects = exchange.read_all(asked.files)
    asked.files = [path for path in asked.files if not exchange.is_project(path)]
    facts, lines = _import_texts(asked) if asked.files else ([], [])
    if projects:
        more = exchange.bring_all(asked, projects)
        facts, lines = facts + more[0], lines + more[1]
    show(asked, facts, lines)


def _import_texts(asked: Namespace) -> tuple[list[dict[str, Any]], list[str]]:
    """Bring texts in; what a folder holds besides is told, and keeps nothing else out."""
    texts, others = formats.find_texts(asked.files)
    if asked.title and len(texts) > 1:
        raise TitleForSeveral(title=asked.title)
    with Project.open(asked.project) as project:
        read, refused = _read_all(texts, asked)
        kept: list[tuple[Path, formats.ReadText, str]] = []
        with project.change(Op.IMPORT_DOCUMENT, coders.list_coders(project)[0].id) as change:
            new = [_new(at.path, text, asked) for at, text in read]
            for (at, text), made in zip(read, documents.add_documents(change, new), strict=True):
                if isinstance(made, str):
                    kept.append((at.path, text, made))
                elif at.is_named:
                    raise made
                else:
                    refused.append((at.path, made))
            if not kept:
                raise refused[0][1] if refused else _nothing(asked.files)
        facts, lines = [], []
        for path, text, document_id in kept:
            title = documents.get_document(project, document_id).title
            facts.append(_facts(path, text, document_id, title))
            lines += _lines(text, title)
            if not asked.details:
                lines += _offer(text)
        facts += [{"file": str(path), "left_out": _why(error)} for path, error in refused]
        facts += [{"file": str(path), "left_out": "not a text"} for path in others]
        lines += [f"Left out: {_why(error)}" for _, error in refused]
    return facts, [*lines, *_name_others(others)]


def _read_all(texts: list[formats.Found], asked: Namespace) -> tuple[list[Read], list[Refusal]]:
    read: list[Read] = []
    refused: list[Refusal] = []
    for each in texts:
        try:
            read.append((each, _read(each.path, asked)))
        except AppError as error:
            if each.is_named:
                raise
            refused.append((each.path, error))
    return read, refused


def _read(path: Path, asked: Namespace) -> formats.ReadText:
    if path != STANDARD_INPUT:
        return formats.read_text(path, asked.encoding)
    data = sys.stdin.buffer.read(formats.TEXT_FORMATS[0].limit + 1)
    return formats.read_piped(data, asked.title or "Pasted text", asked.encoding)


def _new(path: Path, text: formats.ReadText, asked: Namespace) -> NewDocument:
    """Make what is stored; with --details, of what the file and its head tell as well."""
    if not asked.details:
        return formats.new_document(text, _name(path), asked.title)
    told = {each.name: each.value for each in text.guesses()}
    title = asked.title or told.pop(TITLE, "")
    told.pop(TITLE, None)
    return formats.new_document(text, _name(path), title, told)


def _name(path: Path) -> str:
    return "" if path == STANDARD_INPUT else path.name


def _nothing(paths: list[Path]) -> NoTexts:
    return NoTexts(path=", ".join(map(str, paths)), suffixes=formats.suffixes())


def _why(error: AppError) -> str:
    return messages.sentence(error)


def _facts(path: Path, text: formats.ReadText, document_id: str, title: str) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "document": title,
        "file": str(path),
        "characters": len(text.text),
        "format": text.format,
        "encoding": text.encoding,
        "encoding_guessed": text.is_guessed,
        "report": [{"kind": line.kind, "count": line.count} for line in text.report],
        "metadata": text.metadata,
        "guesses": [
            {"field": each.name, "value": each.value, "origin": each.origin}
            for each in text.guesses()
        ],
    }


def _offer(text: formats.ReadText) -> list[str]:
    """Offer what the file and its head tell; what only the words suggest is not worth a line."""
    found = [each for each in text.guesses() if each.origin != "words"]
    told = "; ".join(f"{each.name} {_shorten(each.value)}" for each in found)
    return (
        [f"  It tells of itself: {told}. To take that over: details guess --apply."] if told else []
    )


def _shorten(value: str) -> str:
    return value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…"


def _lines(text: formats.ReadText, title: str) -> list[str]:
    row = next((row for row in formats.TEXT_FORMATS if row.name == text.format), None)
    length = counted(len(text.text), "character")
    if row is not None and not row.is_encoded:
        said = f"read as {row.title}"
    else:
        said = ("encoding guessed: " if text.is_guessed else "read as ") + text.encoding
    lines = [f"Imported “{title}”: {length}, {said}."]
    lines += [f"  {line}" for line in formats.describe(text.report)]
    if text.is_guessed:
        lines.append("  If letters look wrong, undo and name one with --encoding.")
    return lines


def _name_others(others: list[Path]) -> list[str]:
    if not others:
        return []
    named = ", ".join(path.name for path in others[:_SHOWN])
    more = f" and {len(others) - _SHOWN:,} more" if len(others) > _SHOWN else ""
    return [f"Left out, being no texts: {named}{more}."]
