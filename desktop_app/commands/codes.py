"""Verbs on the codebook: codes, codebook export."""

from argparse import Namespace

from desktop_app.commands.output import counted, show
from desktop_app.core import codebook
from desktop_app.core.errors import UnknownExport
from desktop_app.core.project import Project
from desktop_app.formats.codebook_csv import write_codebook
from desktop_app.formats.csv_profile import PROFILES


def list_all(asked: Namespace) -> None:
    """List the codes as an indented tree with counts."""
    with Project.open(asked.project, write=False) as project:
        tree = codebook.list_codes(project)
        own = codebook.count_annotations(project)
        facts, lines = [], []
        for code in tree:
            below = own[code.id] + sum(own[each.id] for each in tree.below(code.id))
            facts.append(
                {
                    "code_id": code.id,
                    "path": tree.path(code.id),
                    "color": code.color,
                    "shortcut": code.shortcut,
                    "annotations": own[code.id],
                    "annotations_with_descendants": below,
                }
            )
            key = f"  [{code.shortcut}]" if code.shortcut else ""
            counts = f"{own[code.id]}" if below == own[code.id] else f"{own[code.id]} / {below}"
            lines.append(f"{'  ' * tree.depth(code.id)}{code.name}{key}  {counts}")
        show(asked, facts, lines or ["No codes yet."])


def export(asked: Namespace) -> None:
    """Write the codebook as CSV."""
    if asked.out.suffix.lower() != ".csv":
        raise UnknownExport(path=asked.out, suffixes=[".csv"])
    with Project.open(asked.project, write=False) as project:
        count = write_codebook(project, asked.out, PROFILES[asked.profile])
        facts = {"file": str(asked.out), "codes": count}
        show(asked, facts, [f"Written {asked.out}: {counted(count, 'code')}."])
