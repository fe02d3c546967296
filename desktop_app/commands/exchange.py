"""Projects of other programs in: REFI-QDA (.qdpx), each as one step."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from desktop_app.commands.output import counted
from desktop_app.core import coders
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.formats.refi_apply import Brought, bring_in
from desktop_app.formats.refi_in import Exchanged, read_qdpx
from desktop_app.formats.refi_places import STANDARD

SUFFIX = ".qdpx"


def is_project(path: Path) -> bool:
    """Tell whether a file is another program's project."""
    return path.suffix.lower() == SUFFIX


def read_all(paths: list[Path]) -> list[tuple[Path, Exchanged]]:
    """Read the projects among some files; nothing is changed by this."""
    return [(path, read_qdpx(path)) for path in paths if is_project(path)]


def bring_all(
    asked: Namespace, read: list[tuple[Path, Exchanged]]
) -> tuple[list[dict[str, Any]], list[str]]:
    """Bring projects in, each as a step; return facts and lines, with what was left out."""
    facts: list[dict[str, Any]] = []
    lines: list[str] = []
    with Project.open(asked.project) as project:
        me = coders.list_coders(project)[0].id
        for path, found in read:
            with project.change(Op.IMPORT_PROJECT, me) as change:
                brought = bring_in(change, found)
            facts.append(_facts(path, found, brought))
            lines += _lines(path, found, brought)
    return facts, lines


def _facts(path: Path, found: Exchanged, brought: Brought) -> dict[str, Any]:
    return {
        "file": str(path),
        "origin": found.origin,
        "documents": brought.documents,
        "codes": brought.codes,
        "annotations": brought.annotations,
        "already": brought.already,
        "counting": {text.title: text.counting.said for text in found.texts},
        "left_out": dict(found.left),
    }


def _lines(path: Path, found: Exchanged, brought: Brought) -> list[str]:
    program = f" of {found.origin}" if found.origin else ""
    lines = [
        f"Imported {path.name}{program}: {counted(brought.documents, 'document')},"
        f" {counted(brought.codes, 'code')}, {counted(brought.annotations, 'annotation')}."
    ]
    if brought.already:
        lines.append(f"  Already here: {counted(brought.already, 'annotation')}.")
    lines += [
        f"  Places in “{text.title}” were counted as {text.counting.said}."
        for text in found.texts
        if text.counting != STANDARD
    ]
    lines += [f"  Left out: {name} ({count:,})." for name, count in found.left.items()]
    return lines
