"""Composed values in rows: what is not as Diple writes it is damage, never a fault of ours."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.core import safety
from desktop_app.core.errors import DamagedProject, UndoRefused
from desktop_app.core.findings import Fault
from desktop_app.core.project import Project
from tests.builders import a_code

VALUES = {
    ("codes", "roles"): ('["x"]', '[{"x": 1}]'),
    ("documents", "report"): ("{", '[["kept"]]', '{"x": 1}'),
    ("assignments", "texts"): ("\x07{", "[]", '{"x": 1}'),
    ("assignments", "codes"): ('{"x": 1}', "[1]"),
    ("submissions", "steps"): ("{}", "[1]"),
    ("code_wordings", "fields"): ("[]", "nothing"),
}

MORE = (
    "INSERT INTO submissions (id, assignment_id, coder_id)"
    " SELECT 'handed in', assignments.id, coders.id FROM assignments, coders LIMIT 1",
    "INSERT INTO code_wordings (id, code_id) SELECT 'before', id FROM codes LIMIT 1",
)
"""Rows that the seeded project lacks."""


@pytest.mark.parametrize(
    ("where", "value"), [(where, value) for where, all_ in VALUES.items() for value in all_]
)
def test_a_value_of_another_shape_is_damage(
    where: tuple[str, str], value: str, seeded_file: Path, tmp_path: Path
) -> None:
    path, (table, column) = tmp_path / "p.diple", where
    shutil.copy(seeded_file, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for statement in MORE:
            raw.execute(statement)
        assert raw.execute(f"UPDATE {table} SET {column} = ?", (value,)).rowcount
    findings = safety.check(path).findings
    assert [each.about for each in findings if each.fault is Fault.KIND] == [table]
    with pytest.raises(DamagedProject):
        Project.open(path)


def test_a_step_that_kept_nothing_is_not_undone(project: Project) -> None:
    a_code(project, "Litotes")
    path = project.path
    project.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("UPDATE changes SET before = '[]' WHERE step = (SELECT max(step) FROM changes)")
    with Project.open(path) as again, pytest.raises(UndoRefused):
        again.undo()
