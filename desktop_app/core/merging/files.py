"""Copies that are files: opened for reading, and their union planned."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from desktop_app.core.merging import MergePlan, Side, plan_merge
from desktop_app.core.project import Project


def plan_merge_of(
    project: Project, paths: Sequence[Path], decided: Mapping[str, Side]
) -> MergePlan:
    """Open a project for reading a second time, and copies, and plan their union.

    As a worker needs it. Raises what opening does, and plan_merge.
    """
    with ExitStack() as stack:
        ours = stack.enter_context(project.reading())
        others = [stack.enter_context(Project.open(path, write=False)) for path in paths]
        return plan_merge(ours, others, decided)
