"""The tables of a project file: their version, and that old files open with nothing lost."""

import hashlib
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from desktop_app.core import schema
from desktop_app.core.documents import list_documents, read_text
from desktop_app.core.project import Project
from tests.builders import LETTER, SPEECH, state_of

FIXTURES = Path(__file__).parent / "migrations"
TABLES_BY_VERSION = {
    1: "948079e0863afd7aff9682e3fef91e29938557864b981d231eb7898db8207218",
    2: "2843680c7cc1da14b618458e7981e084e198173ff2e712e9cb92d68851c2b3a6",
}
"""The hash of all CREATE statements of each version; a new one needs a migration and a fixture."""
RELEASED = [version for version in TABLES_BY_VERSION if version < schema.VERSION]
"""The newest version gets its fixture when it is released: until then its tables still grow."""


def statements() -> str:
    """Write the statements that lay out a new project."""
    dialect = sqlite.dialect()
    made = []
    for table in schema.metadata.sorted_tables:
        made.append(CreateTable(table))
        made += [CreateIndex(index) for index in sorted(table.indexes, key=lambda i: str(i.name))]
    return "\n".join(str(each.compile(dialect=dialect)).strip() for each in made)


def test_changed_tables_need_a_new_version() -> None:
    known = TABLES_BY_VERSION[schema.VERSION]
    assert hashlib.sha256(statements().encode()).hexdigest() == known


def test_every_version_has_its_migration_and_its_fixture() -> None:
    versions = range(1, schema.VERSION + 1)
    assert list(TABLES_BY_VERSION) == list(versions)
    assert list(schema.MIGRATIONS) == list(versions)[:-1]
    assert sorted(path.stem for path in FIXTURES.glob("*.diple")) == [f"v{n}" for n in RELEASED]


def layout_of(path: Path) -> dict[str, object]:
    """Read each table's columns with types and defaults, its keys, and its indexes' columns."""
    with sqlite3.connect(path) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_schema ORDER BY name")]
        found: dict[str, object] = {
            name: [
                [row[1:] for row in raw.execute(f"PRAGMA table_info('{name}')")],
                sorted(row[2:] for row in raw.execute(f"PRAGMA foreign_key_list('{name}')")),
                [row[1:] for row in raw.execute(f"PRAGMA index_info('{name}')")],
            ]
            for name in names
        }
    raw.close()
    return found


@pytest.mark.parametrize("version", RELEASED)
def test_a_migrated_project_is_laid_out_like_a_new_one(version: int, tmp_path: Path) -> None:
    old = tmp_path / "old.diple"
    shutil.copy(FIXTURES / f"v{version}.diple", old)
    Project.open(old).close()
    Project.create(tmp_path / "new.diple", "Reader").close()
    assert layout_of(old) == layout_of(tmp_path / "new.diple")


@pytest.mark.parametrize("version", RELEASED)
def test_an_old_project_opens_with_nothing_lost(version: int, tmp_path: Path) -> None:
    held = json.loads((FIXTURES / f"v{version}.json").read_text(encoding="utf-8"))
    path = tmp_path / "old.diple"
    shutil.copy(FIXTURES / f"v{version}.diple", path)
    with Project.open(path) as project:
        state = json.loads(json.dumps(state_of(project)))
        for name, rows in held["state"].items():
            # New columns stand behind the old ones.
            width = len(rows[0]) if rows else 0
            assert [row[:width] for row in state[name] if row[0] != "needs"] == rows, name
        assert [[s.number, s.op, s.kind] for s in project.history()] == held["history"]
        assert [read_text(project, d.id) for d in list_documents(project)] == [SPEECH, LETTER]
        while project.next_redo():
            project.redo()
        while project.next_undo():
            project.undo()
        assert state_of(project)["annotations"] == []


def test_a_project_says_what_it_is(project: Project) -> None:
    project.close()
    with sqlite3.connect(project.path) as raw:
        said = {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in
                ("application_id", "user_version", "journal_mode", "encoding")}  # fmt: skip
    raw.close()
    assert said == {
        "application_id": schema.APPLICATION_ID,
        "user_version": schema.VERSION,
        "journal_mode": "delete",
        "encoding": "UTF-8",
    }


def test_every_journaled_table_begins_with_its_id() -> None:
    for table in schema.JOURNALED.values():
        assert next(iter(table.columns)).name == "id"
        assert [column.name for column in table.primary_key] == ["id"]


def test_children_never_vanish_by_themselves() -> None:
    keys = [key for table in schema.metadata.tables.values() for key in table.foreign_keys]
    assert keys
    assert all(key.ondelete is None and key.initially == "DEFERRED" for key in keys)
