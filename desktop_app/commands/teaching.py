"""The verbs of teaching: who took part, and copies in which nobody is named."""

from argparse import Namespace
from dataclasses import asdict

from desktop_app.commands.output import counted, show
from desktop_app.core import participation
from desktop_app.core.documents import find_document
from desktop_app.core.project import Project
from desktop_app.formats.unnamed import write_unnamed_copy


def list_all(asked: Namespace) -> None:
    """Count what each reader did."""
    with Project.open(asked.project, write=False) as project:
        homes = [find_document(project, asked.document).id] if asked.document else None
        found = participation.read_participation(project, homes)
    lines = [
        f"{each.name}: {counted(each.annotations, 'annotation')},"
        f" {counted(each.codes, 'code')}, {counted(each.notes, 'note')}"
        f" ({counted(each.words, 'word')}), {each.coverage:.0%} of the text marked"
        for each in found
    ]
    show(asked, [asdict(each) for each in found], lines)


def unname(asked: Namespace) -> None:
    """Write a copy in which readers have numbers, and the key to it into another file."""
    with Project.open(asked.project, write=False) as project:
        names = write_unnamed_copy(project, asked.out, asked.key)
    facts = {"project": str(asked.out), "key": str(asked.key), "readers": len(names)}
    said = f"Written {asked.out}, with {counted(len(names), 'reader')} by number; who is who"
    show(asked, facts, [f"{said} stands in {asked.key}. What they wrote is unchanged."])
