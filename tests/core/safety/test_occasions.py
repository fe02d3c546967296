"""Before what a backup is made: told for every operation there is, and for deletions by number."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.core import annotations, branches, codebook, documents, safety
from desktop_app.core.connection import connect
from desktop_app.core.errors import BackupFailed
from desktop_app.core.journal import Change
from desktop_app.core.model import NewAnnotation, NewPart, Op
from desktop_app.core.occasions import BEFORE, MANY, Reason, reason_for
from desktop_app.core.project import Project
from tests.builders import me, state_of
from tests.core.acts import ACTS, Act, code, document


def held(path: Path) -> tuple[int, str]:
    with closing(connect(path)) as connection:
        last = connection.execute("SELECT number, id FROM steps ORDER BY number DESC LIMIT 1")
        number, step_id = last.fetchone()
        return number, step_id


@pytest.mark.parametrize("act", ACTS, ids=lambda act: f"{act.op}-{act.name}")
def test_every_operation_has_its_backup_or_none(act: Act, project: Project) -> None:
    before = project.last_step
    with project.change(act.op, me(project)) as change:
        act.run(change)
    found = safety.backups_of(project.path)
    wanted = reason_for(act.op)
    assert [each.reason for each in found] == ([wanted] if wanted else [])
    assert [held(each.path) for each in found] == [before] * len(found)


def test_what_the_names_promise_is_in_the_list() -> None:
    grave = ("import_", "merge", "collect", "correct_", "replace_", "empty_", "delete_codes")
    promised = {op for op in Op if op.value.startswith(grave)} - {Op.IMPORT_DOCUMENT}
    assert promised <= BEFORE.keys()


def mark(project: Project, count: int) -> list[str]:
    with project.change(Op.APPLY_CODE, me(project)) as change:
        here, wanted, coder = document(change), code(change, "Naming"), me(project)
        places = [NewPart(at % 100, at % 100 + 1 + at % 20) for at in range(count)]
        return annotations.add_annotations(
            change, [NewAnnotation(here, [each], wanted, coder) for each in places]
        )


def make_codes(project: Project, count: int) -> list[str]:
    with project.change(Op.CREATE_CODE, me(project)) as change:
        return [codebook.create_code(change, f"Many {at}") for at in range(count)]


Much = Callable[[Change, list[str], list[str]], object]
MUCH: dict[str, tuple[Op, Much]] = {
    "annotations": (
        Op.REMOVE_ANNOTATION,
        lambda change, marks, _: annotations.remove_annotations(change, marks),
    ),
    "a code with its annotations": (
        Op.DELETE_CODE,
        lambda change, *_: codebook.delete_code(
            change, code(change, "Naming"), keep_annotations=False
        ),
    ),
    "a code off its annotations": (
        Op.DELETE_CODE,
        lambda change, *_: codebook.delete_code(
            change, code(change, "Naming"), keep_annotations=True
        ),
    ),
    "moving codes": (
        Op.MOVE_CODES,
        lambda change, _, codes: branches.move_codes(change, codes, code(change, "Naming")),
    ),
}


@pytest.mark.parametrize("what", MUCH)
def test_what_loses_many_comes_after_a_backup(what: str, project: Project) -> None:
    marks, codes = mark(project, MANY), make_codes(project, MANY)
    before, (op, much) = project.last_step, MUCH[what]
    with project.change(op, me(project)) as change:
        much(change, marks, codes)
    backup = safety.backups_of(project.path)[0]
    assert (backup.reason, held(backup.path)) == (Reason.DELETION, before)
    project.undo()
    project.redo()
    assert len(safety.backups_of(project.path)) == 1, "undo and redo need none: they lead back"


def test_what_loses_few_does_not_wait(project: Project) -> None:
    marks = mark(project, MANY - 1)
    with project.change(Op.REMOVE_ANNOTATION, me(project)) as change:
        annotations.remove_annotations(change, marks)
    assert not safety.backups_of(project.path)


def test_a_great_deletion_backs_up_what_was_before(project: Project) -> None:
    marks = mark(project, 2000)
    with project.change(Op.REMOVE_ANNOTATION, me(project)) as change:
        annotations.remove_annotations(change, marks)
    backup = safety.backups_of(project.path)[0]
    with Project.open(backup.path, write=False) as kept:
        assert len(annotations.list_annotations(kept)) >= 2000


@pytest.mark.parametrize("op", [Op.REMOVE_DOCUMENT, Op.REMOVE_ANNOTATION])
def test_without_a_backup_nothing_is_done(op: Op, project: Project, tmp_path: Path) -> None:
    marks = mark(project, MANY)
    (tmp_path / "home" / "data").mkdir(parents=True, exist_ok=True)
    (tmp_path / "home" / "data" / "backups").write_text("in the way")
    before = state_of(project)

    def act() -> None:
        with project.change(op, me(project)) as change:
            if op is Op.REMOVE_DOCUMENT:
                documents.remove_document(change, document(change))
            else:
                annotations.remove_annotations(change, marks)

    with pytest.raises(BackupFailed):
        act()
    assert state_of(project) == before
