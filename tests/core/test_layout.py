"""The shape of the package itself: sizes, imports, what a wheel holds, and one trap of Qt's."""

import ast
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "desktop_app").rglob("*.py"))
MAY_CATCH_ALL = ("desktop_app/gui/app.py", "desktop_app/cli.py", "desktop_app/cli/__init__.py")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


each_file = pytest.mark.parametrize("path", FILES, ids=name_of)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@each_file
def test_a_file_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").split("\n")) - 1 <= 400


@each_file
def test_a_function_fits_on_a_screen(path: Path) -> None:
    long = {f.name: size for f in functions(path) if (size := f.end_lineno - f.lineno + 1) > 50}
    assert not long


@each_file
def test_only_the_outermost_layer_catches_all(path: Path) -> None:
    broad = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    ]
    assert not broad or name_of(path) in MAY_CATCH_ALL


def loaded_by(code: str) -> set[str]:
    """Run code in a fresh interpreter and list the modules it has loaded."""
    answer = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(answer.stdout.split())


PURE = ("core", "core.model", "core.errors", "core.spans", "core.texts", "core.codetree")


def test_pure_modules_load_no_database_and_no_qt() -> None:
    loaded = loaded_by(f"import {', '.join(f'desktop_app.{m}' for m in (*PURE, 'messages'))}")
    assert "desktop_app.core.codetree" in loaded
    assert not loaded & {"sqlalchemy", "sqlite3", "PySide6", "yaml", "lxml"}


def test_core_loads_no_qt() -> None:
    loaded = loaded_by("from desktop_app.core import project, annotations, segments")
    assert "sqlalchemy" in loaded
    assert not {name for name in loaded if name.startswith(("PySide6", "shiboken6"))}


def test_a_wheel_holds_what_the_program_needs(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        held = set(wheel.namelist())
    for folder, place in (("resources", "_resources"), ("seeds", "_seeds")):
        shipped = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
        assert shipped
        for path in shipped:
            if "__pycache__" not in path.parts:
                assert f"desktop_app/{place}/{path.relative_to(ROOT / folder).as_posix()}" in held
    assert {name_of(path) for path in FILES} <= held
    assert not [name for name in held if name.startswith(("tests/", ".ci/"))]


COUNT_NONE = """
import sys
from PySide6.QtWidgets import QApplication, QComboBox
app, box = QApplication([]), QComboBox()
before = sys.getrefcount(None)
for _ in range(500):
    assert box.currentData() is None
assert sys.getrefcount(None) > before - 100
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from 3.12 on")
def test_qt_keeps_its_references_to_none() -> None:
    """PySide6 6.12.0 loses one with every such call on Python 3.11, and aborts in the end."""
    pytest.importorskip("PySide6")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", COUNT_NONE], env=environment, check=True)
