"""Verbs on links from one annotation to another: link, unlink, links."""

from argparse import Namespace
from typing import Any

from desktop_app.commands.output import counted, refuse_other_than_csv, show
from desktop_app.core.annotations import get_annotation
from desktop_app.core.coders import find_coder, list_coders
from desktop_app.core.errors import BadForm
from desktop_app.core.marks import Marks
from desktop_app.core.model import Op, Rows
from desktop_app.core.names import tidy
from desktop_app.core.project import Project
from desktop_app.core.relations import find_relation, link_annotations, unlink_annotations
from desktop_app.formats.csv_profile import PROFILES
from desktop_app.formats.exports import export_table
from desktop_app.formats.listings import relations_listing

_LONGEST = 60


def link(asked: Namespace) -> None:
    """Link one annotation to another and print the link’s id."""
    with Project.open(asked.project) as project:
        start, end = (get_annotation(project, each).id for each in (asked.start, asked.end))
        coder = find_coder(project, asked.coder) if asked.coder else list_coders(project)[0]
        with project.change(Op.LINK_ANNOTATIONS, coder.id) as change:
            made = link_annotations(change, start, end, asked.kind)
    # Not read again: what is made for a reader who may not be seen yet is not listed.
    facts = {"relation_id": made, "kind": tidy(asked.kind), "from_annotation_id": start,
             "to_annotation_id": end, "coder": coder.name}  # fmt: skip
    show(asked, facts, [made])


def unlink(asked: Namespace) -> None:
    """Take a link away; its annotations stay."""
    if len(asked.link) not in (1, 3):
        raise BadForm(value=" ".join(asked.link), kind="link", form="its id, or as FROM TO KIND")
    with Project.open(asked.project) as project:
        wanted = find_relation(project, *asked.link).id
        (facts,) = (each for each in _facts(project) if each["relation_id"] == wanted)
        with project.change(Op.UNLINK_ANNOTATIONS) as change:
            unlink_annotations(change, wanted)
    show(asked, facts, [f"Link taken away: {_said(facts)}"])


def list_all(asked: Namespace) -> None:
    """List all links, and write them as a table where one is named."""
    refuse_other_than_csv(asked.csv)
    with Project.open(asked.project, write=False) as project:
        found = _facts(project)
        if asked.csv:
            export_table(project, asked.csv, "relations", PROFILES[asked.profile])
    lines = [f"{each['relation_id']}  {_said(each)}" for each in found]
    show(asked, found, [*lines, f"{counted(len(found), 'link')}."])


def _facts(rows: Rows) -> list[dict[str, Any]]:
    listing = relations_listing(rows, Marks(rows))
    return [dict(zip(listing.columns, row, strict=True)) for row in listing.rows]


def _said(facts: dict[str, Any]) -> str:
    start, end = (_end(facts[f"{at}_code_path"], facts[f"{at}_quote"]) for at in ("from", "to"))
    return f"{facts['coder']}: {start} → {facts['kind']} → {end}"


def _end(code: str, quote: str) -> str:
    words = " ".join(quote.split())
    short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    return f"{code or 'a highlight'} “{short}”" if short else code or "a highlight"
