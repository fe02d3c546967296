"""Annotations made by hand, one at a time, or read from a table."""

from argparse import Namespace

from desktop_app.commands import Answer, counted
from desktop_app.core import annotations, codebook, coders, documents
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.formats.annotations_csv import Plan, add_planned, read_annotations


def annotate(arguments: Namespace) -> Answer:
    """Make one annotation; without a span it is one without parts."""
    with Project.open(arguments.project) as project:
        document = documents.find_document(project, arguments.document)
        code = codebook.list_codes(project).find(arguments.code)
        if arguments.coder is None:
            coder = coders.list_coders(project)[0]
        else:
            coder = coders.find_coder(project, arguments.coder)
        with project.change(Op.APPLY_CODE, coder.id) as change:
            annotation_id = annotations.apply_code(
                change,
                document.id,
                arguments.span,
                code.id,
                note=arguments.note,
                properties=dict(arguments.property),
            )
        made = annotations.get_annotation(project, annotation_id)
        path = codebook.list_codes(project).path(code.id)
    data = {
        "annotation": made.id,
        "document": document.title,
        "code_path": path,
        "coder": coder.name,
        "parts": [
            {"start": part.start, "end": part.end, "role": part.role, "quote": part.quote}
            for part in made.parts
        ],
    }
    return Answer(data, [made.id])


def import_table(arguments: Namespace) -> Answer:
    """Say what a table of segments would add, or add it with --apply."""
    with Project.open(arguments.project, write=arguments.apply) as project:
        plan = read_annotations(arguments.file, project)
        if arguments.apply and plan.annotations:
            first = coders.list_coders(project)[0]
            with project.change(Op.IMPORT_ANNOTATIONS, first.id) as change:
                add_planned(change, plan)
    data = {
        "applied": arguments.apply,
        "annotations": len(plan.annotations),
        "parts": plan.n_parts,
        "present": plan.n_present,
        "new_codes": plan.codes,
        "new_coders": plan.coders,
    }
    return Answer(data, _said(plan, is_applied=arguments.apply))


def _said(plan: Plan, *, is_applied: bool) -> list[str]:
    lines = [
        f"{'Added' if is_applied else 'Would add'} {counted(len(plan.annotations), 'annotation')}"
        f" with {counted(plan.n_parts, 'part')}, {counted(len(plan.codes), 'code')} and"
        f" {counted(len(plan.coders), 'coder')}."
    ]
    lines += [f"  new code: {path}" for path in plan.codes]
    lines += [f"  new coder: {name}" for name in plan.coders]
    if plan.n_present:
        lines.append(f"Left out, as the project holds them: {plan.n_present:,}.")
    if not is_applied:
        lines.append("Nothing was changed; --apply does it.")
    return lines
