"""The verb that lists the codes."""

from argparse import Namespace

from desktop_app.commands.output import show
from desktop_app.core import codebook
from desktop_app.core.project import Project


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
