"""The verbs of teaching: who took part, and copies in which nobody is named."""

from argparse import Namespace
from dataclasses import asdict

from desktop_app.commands.output import counted, show
from desktop_app.core import participation
from desktop_app.core.documents import find_document
from desktop_app.core.errors import FileExists
from desktop_app.core.project import Project
from desktop_app.formats.atomic import writing
from desktop_app.formats.csv_profile import DATA, write_table


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
    if asked.key.exists():
        raise FileExists(path=asked.key)
    with Project.open(asked.project, write=False) as project:
        names = participation.write_unnamed(project, asked.out)
    try:
        with writing(asked.key) as file:
            write_table(file, DATA, ("pseudonym", "name"), list(names.items()))
    except BaseException:
        asked.out.unlink(missing_ok=True)
        raise
    facts = {"project": str(asked.out), "key": str(asked.key), "readers": len(names)}
    said = f"Written {asked.out}, with {counted(len(names), 'reader')} by number; who is who"
    show(asked, facts, [f"{said} stands in {asked.key}. What they wrote is unchanged."])
