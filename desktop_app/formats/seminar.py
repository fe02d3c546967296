"""A seminar's ways: a pack handed out, opened as a project, a reading handed in, many collected."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop_app.core import assignments, coders, schema
from desktop_app.core.assignments import Assignment, NewAssignment
from desktop_app.core.collecting import NO_CHOICES, CollectPlan, accept_collecting, plan_collecting
from desktop_app.core.errors import (
    AppError,
    FileDamaged,
    FileExists,
    FolderTooLarge,
    StorageFailed,
)
from desktop_app.core.journal import Change
from desktop_app.core.merging.states import TABLES
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.core.submissions import Submission
from desktop_app.formats.folders import gather
from desktop_app.formats.seminar_files import (
    WORK,
    Pack,
    read_pack,
    read_submission,
    write_pack,
    write_submission,
)

Progress = Callable[[int, int], None]


def hand_out(project: Project, new: NewAssignment, path: Path, coder_id: str) -> Assignment:
    """Note an assignment in the project and write its pack; both or neither."""
    with _noted(project, coder_id):
        with project.change(Op.GIVE_ASSIGNMENT, coder_id) as change:
            made = assignments.give_assignment(change, new)
        assignment = assignments.find_assignment(project, made)
        write_pack(project, assignment, path)
    return assignment


def open_pack(path: Path, target: Path, name: str) -> Assignment:
    """Make a student's own project of a pack, whose one coder has this name.

    Raises FileExists, NameEmpty, TooLong, and what read_pack does; nothing is left behind then.
    """
    pack = read_pack(path)
    if target.exists():
        raise FileExists(path=target)
    project = Project.create(target, name, pack.assignment.title)
    try:
        with project:
            me = coders.list_coders(project)[0].id
            try:
                with project.change(Op.OPEN_PACK, me) as change:
                    lay_out(change, pack)
            except StorageFailed as error:
                raise FileDamaged(path=path, reason="its rows do not fit together") from error
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return pack.assignment


def lay_out(change: Change, pack: Pack) -> None:
    """Write what a pack holds into a project that is still empty."""
    for sha256, body in pack.texts.items():
        change.keep_text(sha256, body)
    for table in TABLES:
        change.insert_many(schema.JOURNALED[table], list(pack.rows[table].values()))
    change.facts = {"title": pack.assignment.title}


def hand_in(project: Project, path: Path, assignment: Assignment, coder_id: str) -> Submission:
    """Write a coder's reading to a file and note that it was handed in; both or neither."""
    with _noted(project, coder_id):
        with project.change(Op.HAND_IN, coder_id) as change:
            assignments.note_handing_in(change, assignment.id)
        return write_submission(project, assignment, coder_id, path)


@contextmanager
def _noted(project: Project, coder_id: str) -> Iterator[None]:
    """Note a file in the project and write it; where the file fails, take the note back."""
    before = project.last_step
    try:
        yield
    except BaseException:
        if project.last_step != before:
            project.undo(coder_id)
        raise


def files_handed_in(paths: Iterable[Path]) -> list[Path]:
    """List what is to be collected: files, and all that lies in folders. Raises FolderTooLarge."""
    readings, others = gather(paths, (WORK,))
    return [*(each.path for each in readings), *others]


def are_handed_in(paths: Iterable[Path]) -> bool:
    """Tell whether files are readings, be it with something else among them, or folders of such."""
    known = list(paths)
    if any(path.suffix.lower() == WORK for path in known):
        return True
    with suppress(FolderTooLarge):
        readings, others = gather((path for path in known if os.path.isdir(path)), (WORK,))
        return len(readings) > len(others)
    return False


def read_all(
    paths: Iterable[Path], progress: Progress | None = None
) -> list[Submission | tuple[str, Exception]]:
    """Read files that were handed in; an error stands in the place of what cannot be read."""
    found: list[Submission | tuple[str, Exception]] = []
    known = list(paths)
    for number, path in enumerate(known):
        if progress:
            progress(number, len(known))
        try:
            found.append(read_submission(path))
        except AppError as error:
            found.append((path.name, error))
    return found


def plan(
    project: Project,
    paths: Iterable[Path],
    progress: Progress | None = None,
    decided: Mapping[str, str] = NO_CHOICES,
) -> CollectPlan:
    """Read files and plan their taking, without writing."""
    return plan_collecting(project, read_all(paths, progress), progress, decided)


def collect(project: Project, planned: CollectPlan, coder_id: str) -> None:
    """Take what was planned, in one step; nothing where nothing is new."""
    if planned.is_empty:
        return
    with project.change(Op.COLLECT, coder_id) as change:
        accept_collecting(change, planned)
