"""Steps as they are stored: each as a value, and what of them can be undone and redone."""

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from desktop_app.core.model import Op, Step, StepKind


def read_step(row: tuple[Any, ...]) -> Step:
    """Make a step of its row; it names nothing where its facts are damaged."""
    number, step_id, op, kind, target, coder_id, at, text = row
    facts: Any = {}
    with suppress(ValueError, RecursionError):
        facts = json.loads(text)
    facts = facts if isinstance(facts, dict) else {}
    return Step(number, step_id, Op(op), StepKind(kind), target, coder_id, at, facts)


def stacks(steps: Iterable[tuple[int, str, int | None]]) -> tuple[list[int], list[int]]:
    """Replay (number, kind, target) in order; return the stacks of undo and redo, next step last.

    The undo stack holds the steps that can be taken back (done or redone), the redo stack the
    undo steps that can be taken back in turn.
    """
    undo: list[int] = []
    redo: list[int] = []
    for number, kind, target in steps:
        push(undo, redo, number, StepKind(kind), target)
    return undo, redo


def push(undo: list[int], redo: list[int], number: int, kind: StepKind, target: int | None) -> None:
    """Put one more step on the stacks that `stacks` returns.

    The target of a step that was done is its barrier: what can no longer be undone.
    """
    if kind is StepKind.DO and target is not None:
        undo[:] = [each for each in undo if each > target]
        redo.clear()
    elif kind is StepKind.DO:
        undo.append(number)
        redo.clear()
    elif kind is StepKind.UNDO:
        undo.pop()
        redo.append(number)
    else:
        redo.pop()
        undo.append(number)
