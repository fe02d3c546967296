"""Verbs on annotations: annotate, annotations import, segments."""

import re
import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from desktop_app.commands.output import counted, show
from desktop_app.core import annotations, codebook, coders, documents
from desktop_app.core.asking import evaluate, parse
from desktop_app.core.errors import BadForm
from desktop_app.core.marks import Marks
from desktop_app.core.model import NewPart, Op, Rows
from desktop_app.core.project import Project
from desktop_app.core.segments import Filter
from desktop_app.formats.annotations_csv import Plan, apply_plan, plan_annotations
from desktop_app.formats.csv_profile import PROFILES, read_table, write_table
from desktop_app.formats.listings import SHAPES
from desktop_app.formats.shapes import write_shape


def annotate(asked: Namespace) -> None:
    """Make one annotation and print its id."""
    parts = [_part(span) for span in asked.span]
    properties = dict(_property(text) for text in asked.property)
    with Project.open(asked.project) as project:
        document = documents.find_document(project, asked.document)
        code = codebook.list_codes(project).find(asked.code)
        coder = _coder(project, asked.coder)
        with project.change(Op.APPLY_CODE, coder) as change:
            made = annotations.apply_code(
                change, document.id, parts, code.id, note=asked.note, properties=properties
            )
        facts = {"annotation_id": made, "document": document.title, "parts": len(parts)}
        show(asked, facts, [made])


def import_file(asked: Namespace) -> None:
    """Check a table against the project; make its annotations where that was asked for."""
    with Project.open(asked.project, write=asked.apply) as project:
        first = coders.list_coders(project)[0]
        plan = plan_annotations(project, read_table(asked.file), first.name)
        if asked.apply and plan.annotations:
            with project.change(Op.IMPORT_ANNOTATIONS, first.id) as change:
                apply_plan(change, plan)
        facts = {
            "applied": asked.apply,
            "annotations": len(plan.annotations),
            "parts": plan.parts,
            "new_codes": plan.codes,
            "new_coders": plan.coders,
            "already_there": plan.already,
        }
        show(asked, facts, _report(plan, is_done=asked.apply))


def segments(asked: Namespace) -> None:
    """Write the segments table, in one of its shapes, to a file or to standard output."""
    with Project.open(asked.project, write=False) as project:
        marks = Marks(project)
        only = _filter(project, asked)
        if asked.query:
            only = replace(only, ids=evaluate(parse(asked.query), marks))
        profile = PROFILES[asked.profile]
        if asked.out == "-":
            listing = SHAPES[asked.shape](marks, only, None)
            write_table(sys.stdout.buffer, profile, listing.columns, listing.rows)
            return
        count = write_shape(marks, Path(asked.out), asked.shape, profile, only)
        facts = {"file": asked.out, "segments": count}
        one = "document" if asked.shape == "documents" else "segment"
        show(asked, facts, [f"Written {asked.out}: {counted(count, one)}."])


def _filter(project: Rows, asked: Namespace) -> Filter:
    return Filter(
        document_id=documents.find_document(project, asked.document).id if asked.document else "",
        code_id=codebook.list_codes(project).find(asked.code).id if asked.code else "",
        coder_id=coders.find_coder(project, asked.coder).id if asked.coder else "",
        speaker=asked.speaker,
    )


def _coder(project: Rows, name: str) -> str:
    return (coders.find_coder(project, name) if name else coders.list_coders(project)[0]).id


def _part(text: str) -> NewPart:
    start, _, rest = text.partition(":")
    end, _, role = rest.partition(":")
    whole = re.fullmatch(r"-?[0-9]{1,15}", start), re.fullmatch(r"-?[0-9]{1,15}", end)
    # A colon in a role would more often be a slip than a role.
    if not all(whole) or ":" in role:
        raise BadForm(value=text, kind="span", form="START:END or START:END:ROLE")
    return NewPart(int(start), int(end), role.strip())


def _property(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (sign and name.strip()):
        raise BadForm(value=text, kind="property", form="NAME=VALUE")
    return name.strip(), value


def _report(plan: Plan, *, is_done: bool) -> list[str]:
    already = counted(plan.already, "annotation")
    if plan.already and not plan.annotations:
        return [f"{already} already there, nothing added."]
    count = f"{counted(len(plan.annotations), 'annotation')} with {counted(plan.parts, 'part')}"
    lines = [f"Imported {count}." if is_done else f"Would import {count}."]
    if plan.already:
        lines.append(f"  {already} already there, left out.")
    for kind, names in (("code", plan.codes), ("coder", plan.coders)):
        if names:
            lines.append(f"  New {kind}s: {'; '.join(names)}")
    if not is_done:
        lines.append("Nothing was changed; add --apply to do it.")
    return lines
