"""The verb merge: copies of a project become one."""

from argparse import Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from desktop_app.commands.output import show
from desktop_app.core import coders, merging
from desktop_app.core.errors import BadForm, Unknown
from desktop_app.core.merging import MergePlan, Side
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.messages_seminar import (
    conflict_phrase,
    counts_phrase,
    reanchored_phrase,
    value_phrase,
)


def merge(asked: Namespace) -> None:
    """Unite copies with a project in one step, and say what came and what clashed."""
    decided = dict(_decision(each) for each in asked.take)
    with ExitStack() as stack:
        project = stack.enter_context(Project.open(asked.project, write=not asked.dry_run))
        others = [stack.enter_context(Project.open(path, write=False)) for path in asked.others]
        plan = merging.plan_merge(project, others, decided)
        _check_decisions(plan, decided)
        is_written = not (asked.dry_run or plan.is_empty)
        if is_written:
            with project.change(Op.MERGE, coders.list_coders(project)[0].id) as change:
                merging.accept_merge(change, plan)
    show(asked, {**facts_of(plan), "is_written": is_written}, _lines(plan, asked.dry_run))


def _decision(word: str) -> tuple[str, Side]:
    key, _, side = word.rpartition("=")
    if not key or side not in (merging.OURS, merging.THEIRS):
        raise BadForm(kind="decision", value=word, form="KEY=ours or KEY=theirs")
    return key, side


def _check_decisions(plan: MergePlan, decided: dict[str, Side]) -> None:
    known = {conflict.key for conflict in plan.conflicts}
    for key in decided:
        if key not in known:
            raise Unknown(kind="conflict", name=key)


def facts_of(plan: MergePlan) -> dict[str, Any]:
    """Give a plan as JSON has it."""
    return {
        "merged": list(plan.names),
        "is_empty": plan.is_empty,
        "counts": {table: dict(found) for table, found in plan.counts().items()},
        "conflicts": [
            {
                "key": each.key,
                "kind": each.kind,
                "about": each.label,
                "columns": list(each.columns),
                "ours": list(each.ours),
                "theirs": list(each.theirs),
                "taken": list(each.taken),
                "excerpts": list(each.excerpts),
                "deleted_by": each.by,
                "said": conflict_phrase(each),
            }
            for each in plan.conflicts
        ],
        "reanchored": [
            {
                "document": each.title,
                "side": each.side,
                "fates": {str(fate): count for fate, count in each.fates.items()},
            }
            for each in plan.reanchored
        ],
    }


def _lines(plan: MergePlan, is_dry: bool) -> list[str]:
    names = ", ".join(f"“{name}”" for name in plan.names)
    if plan.is_empty:
        return [f"Nothing in {names} is new."]
    begun = "Merging would bring" if is_dry else "Merged"
    lines = [f"{begun} {names}: {counts_phrase(plan.counts()) or 'small things'}."]
    lines += [f"  {reanchored_phrase(each)}" for each in plan.reanchored]
    lines += _conflict_lines(plan)
    if is_dry:
        lines.append("Nothing was changed; leave --dry-run out to merge.")
    return lines


def _conflict_lines(plan: MergePlan) -> Sequence[str]:
    if not plan.conflicts:
        return []
    lines = ["To be decided by you; what is marked > was taken:"]
    for each in plan.conflicts:
        lines.append(f"  {conflict_phrase(each)}")
        for side, values in ((merging.OURS, each.ours), (merging.THEIRS, each.theirs)):
            if values and each.ours != each.theirs:
                sign = ">" if values == each.taken else " "
                said = " ".join(value_phrase(each.of(side)).split())
                lines.append(f"    {sign} {side}: {said}")
        if each.kind in ("edited", "deleted", "text"):
            lines.append(f"      to choose: --take {each.key}=ours or =theirs")
    return lines
