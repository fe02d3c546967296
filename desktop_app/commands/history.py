"""Verbs on the history: history, undo, redo."""

from argparse import Namespace
from collections.abc import Callable
from typing import Any

from desktop_app.commands.output import show
from desktop_app.core import coders
from desktop_app.core.model import Step, StepKind
from desktop_app.core.project import Project
from desktop_app.messages import phrase

_SAID = {StepKind.DO: "", StepKind.UNDO: "undo ", StepKind.REDO: "redo "}


def list_all(asked: Namespace) -> None:
    """List the steps, oldest first."""
    with Project.open(asked.project, write=False) as project:
        names = {coder.id: coder.name for coder in coders.list_coders(project)}
        steps = project.history()
        lines = [
            f"{step.number:>5}  {step.at}  {names.get(step.coder_id, '')}  "
            f"{_SAID[step.kind]}{phrase(step)}"
            for step in steps
        ]
        facts = [_facts(step, names.get(step.coder_id, "")) for step in steps]
        show(asked, facts, lines or ["No steps yet."])


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
