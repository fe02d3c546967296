"""The verb on coders: who reads in a project, and what stands for each of them."""

from argparse import Namespace
from dataclasses import asdict

from desktop_app.commands.output import show
from desktop_app.core.coders import edit_coder, find_coder, join_coders, list_coders
from desktop_app.core.errors import BadValue
from desktop_app.core.model import Op
from desktop_app.core.project import Project

FIELDS = ("name", "initials", "color", "alias")


def manage(asked: Namespace) -> None:
    """List the coders, change what is given of one, or say that two are one person."""
    values = {key: given for key in FIELDS if (given := getattr(asked, key)) is not None}
    if (values or asked.same_as) and not asked.coder:
        raise BadValue(kind="coder (say whose it is by --coder)", value="")
    with Project.open(asked.project, write=bool(values or asked.same_as)) as project:
        wanted = find_coder(project, asked.coder).id if asked.coder else ""
        if asked.same_as:
            kept = find_coder(project, asked.same_as).id
            with project.change(Op.JOIN_CODERS, kept) as change:
                join_coders(change, wanted, kept)
            wanted = kept
        if values:
            with project.change(Op.EDIT_CODER, wanted) as change:
                edit_coder(change, wanted, **values)
        found = [each for each in list_coders(project) if each.id == wanted or not wanted]
    lines = [
        f"{each.initials:4}  {each.color}  {each.name}"
        + (f", shown as {each.alias}" if each.alias else "")
        + (f" ({each.kind})" if each.kind else "")
        for each in found
    ]
    show(asked, [asdict(each) for each in found], lines)
