"""The codebook: its tree, and its way out."""

from argparse import Namespace
from collections import Counter

from desktop_app.commands import Answer, columns, counted
from desktop_app.commands.tables import check_suffix
from desktop_app.core import codebook
from desktop_app.core.codetree import CodeTree
from desktop_app.core.project import Project
from desktop_app.formats.codebook_csv import write_codebook
from desktop_app.formats.csv_profile import PROFILES


def show(arguments: Namespace) -> Answer:
    """Show the tree with the annotations of each code, alone and with those below it."""
    with Project.open(arguments.project, write=False) as project:
        tree = codebook.list_codes(project)
        own = codebook.count_annotations(project)
    totals = _totals(tree, own)
    data = [
        {
            "id": code.id,
            "name": code.name,
            "path": tree.path(code.id),
            "depth": tree.depth(code.id),
            "color": code.color,
            "shortcut": code.shortcut,
            "annotations": own[code.id],
            "annotations_with_below": totals[code.id],
        }
        for code in tree
    ]
    rows = [
        ("  " * tree.depth(code.id) + code.name, str(own[code.id]), str(totals[code.id]))
        for code in tree
    ]
    if not rows:
        return Answer(data, ["The codebook is empty."])
    return Answer(data, columns([("CODE", "ANNOTATIONS", "WITH THOSE BELOW"), *rows]))


def export(arguments: Namespace) -> Answer:
    """Write the codebook to a file."""
    check_suffix(arguments.out, ".csv")
    with Project.open(arguments.project, write=False) as project:
        count = write_codebook(project, arguments.out, PROFILES[arguments.profile])
    data = {"file": str(arguments.out), "codes": count, "profile": arguments.profile}
    return Answer(data, [f"Wrote {counted(count, 'code')} to {arguments.out}."])


def _totals(tree: CodeTree, own: Counter[str]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for code in tree:
        for each in tree.lineage(code.id):
            totals[each.id] += own[code.id]
    return totals
