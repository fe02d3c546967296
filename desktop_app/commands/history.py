"""Verbs on the history: history, back, undo, redo."""

from argparse import Namespace
from collections.abc import Callable
from typing import Any

from desktop_app.commands.output import show
from desktop_app.core import codebook, coders, documents, history, safety
from desktop_app.core.model import Op, Step, StepKind
from desktop_app.core.project import Project
from desktop_app.messages import phrase

_SAID = {StepKind.DO: "", StepKind.UNDO: "undo ", StepKind.REDO: "redo "}


def list_all(asked: Namespace) -> None:
    """List the steps, oldest first; of one document, code or coder where asked for."""
    with Project.open(asked.project, write=False) as project:
        names = {coder.id: coder.name for coder in coders.list_coders(project)}
        steps = _filtered(project, asked)
        lines = [
            f"{step.number:>5}  {step.at}  {names.get(step.coder_id, '')}  "
            f"{_SAID[step.kind]}{phrase(step)}"
            for step in steps
        ]
        facts = [_facts(step, names.get(step.coder_id, "")) for step in steps]
        show(asked, facts, lines or ["No steps yet."])


def _filtered(project: Project, asked: Namespace) -> list[Step]:
    steps = project.history()
    if asked.coder:
        coder = coders.find_coder(project, asked.coder)
        steps = [step for step in steps if step.coder_id == coder.id]
    if asked.document or asked.code:
        about = history.steps_about(project)
        wanted = documents.find_document(project, asked.document).id if asked.document else ""
        code = codebook.list_codes(project).find(asked.code).id if asked.code else ""
        nothing = history.NOTHING
        steps = [
            step
            for step in steps
            if (not wanted or wanted in about.get(step.number, nothing).documents)
            and (not code or code in about.get(step.number, nothing).codes)
        ]
    return steps


def back(asked: Namespace) -> None:
    """Go back to a step, or write how the project was then to another file."""
    if asked.to:
        with Project.open(asked.project, write=False):
            safety.copy_out(asked.project, asked.step, asked.to)
        facts = {"project": str(asked.to), "step": asked.step}
        show(asked, facts, [f"Written {asked.to}: the project as it was after step {asked.step}."])
        return
    with Project.open(asked.project) as project:
        coder = coders.list_coders(project)[0]
        with project.change(Op.GO_BACK, coder.id) as change:
            history.go_back(change, asked.step)
        said = f"The project is as it was after step {asked.step}; undo takes that back."
        show(asked, _facts(project.history()[-1], coder.name), [said])


def undo(asked: Namespace) -> None:
    """Take back the last step and say which."""
    _turn(asked, lambda project, coder: project.undo(coder), "Undone")


def redo(asked: Namespace) -> None:
    """Do again the step last taken back and say which."""
    _turn(asked, lambda project, coder: project.redo(coder), "Redone")


def _turn(asked: Namespace, turn: Callable[[Project, str], Step], said: str) -> None:
    with Project.open(asked.project) as project:
        coder = coders.list_coders(project)[0]
        step = turn(project, coder.id)
        show(asked, _facts(step, coder.name), [f"{said}: {phrase(step)}"])


def _facts(step: Step, coder: str) -> dict[str, Any]:
    return {
        "step": step.number,
        "at": step.at,
        "coder": coder,
        "kind": step.kind,
        "op": step.op,
        "target": step.target,
        "said": phrase(step),
    }
