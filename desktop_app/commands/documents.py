"""Texts into a project, and the list of them."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop_app import formats
from desktop_app.commands import Answer, WrongUsage, columns, counted
from desktop_app.core import coders, documents
from desktop_app.core.errors import NameEmpty, SameText
from desktop_app.core.model import NewDocument, Op
from desktop_app.core.project import Project
from desktop_app.core.texts import sha256_of


def import_files(arguments: Namespace) -> Answer:
    """Bring texts in, one step each, once all of them were read: a refused file stops them all."""
    if arguments.title is not None and len(arguments.files) > 1:
        raise WrongUsage("--title goes with one file only")
    with Project.open(arguments.project) as project:
        read = [(path, formats.read_text(path, arguments.encoding)) for path in arguments.files]
        new = [formats.new_document(*each) for each in read]
        if arguments.title is not None:
            new = [replace(each, title=arguments.title) for each in new]
        _refuse_known(project, arguments.files, new)
        coder_id = coders.list_coders(project)[0].id
        data: list[dict[str, Any]] = []
        lines: list[str] = []
        for (path, text), document in zip(read, new, strict=True):
            with project.change(Op.IMPORT_DOCUMENT, coder_id) as change:
                document_id = documents.add_document(change, document)
            entry, said = _report(path, text, documents.get_document(project, document_id).title)
            data.append({"id": document_id, **entry})
            lines += said
    return Answer(data, lines)


def list_all(arguments: Namespace) -> Answer:
    """List the documents with their lengths and counts."""
    with Project.open(arguments.project, write=False) as project:
        counts = documents.count_annotations(project)
        found = documents.list_documents(project)
    data = [
        {
            "id": each.id,
            "title": each.title,
            "length": each.length,
            "annotations": counts[each.id],
            "format": each.format,
            "encoding": each.encoding,
            "source": each.source_name,
            "text_sha256": each.text_sha256,
            "fields": dict(each.fields),
        }
        for each in found
    ]
    lines = columns(
        [
            (
                each.title,
                counted(each.length, "character"),
                counted(counts[each.id], "annotation"),
                each.id,
            )
            for each in found
        ]
    )
    return Answer(data, lines)


def _refuse_known(project: Project, paths: list[Path], new: list[NewDocument]) -> None:
    """Refuse before anything is written what `add_document` would refuse on the way."""
    known = {each.text_sha256: each.title for each in documents.list_documents(project)}
    for path, document in zip(paths, new, strict=True):
        if not document.title.strip():
            raise NameEmpty(kind="document")
        sha256 = sha256_of(document.text)
        if sha256 in known:
            raise SameText(path=path, title=known[sha256])
        known[sha256] = document.title


def _report(path: Path, read: formats.ReadText, title: str) -> tuple[dict[str, Any], list[str]]:
    described = formats.describe(read.report)
    entry = {
        "title": title,
        "file": str(path),
        "format": read.format,
        "encoding": read.encoding,
        "is_guessed": read.is_guessed,
        "length": len(read.text),
        "report": {line.kind: line.count for line in read.report},
        "fields": read.metadata,
    }
    lines = [f"Imported {path} as “{title}”: {counted(len(read.text), 'character')}."]
    if read.is_guessed:
        lines.append(f"  The encoding was guessed: {read.encoding}; --encoding sets another.")
    else:
        lines.append(f"  Encoding: {read.encoding}.")
    return entry, lines + [f"  {line}" for line in described]
