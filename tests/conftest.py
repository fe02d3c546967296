"""Fixtures for every test: user folders of its own, and a project with something of everything."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from desktop_app.core.project import Project
from tests.builders import a_seeded_project

if "DISPLAY" not in os.environ and "WAYLAND_DISPLAY" not in os.environ:
    # Without a display Qt would end the whole run at its first window.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples at every run, at whatever speed: chance and a busy machine fail no test.
# Other examples are tried with --hypothesis-profile=default.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def _own_user_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep locks, settings and samples of a test away from those of the user."""
    monkeypatch.setenv("DIPLE_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the seeded project: made once, to be copied and never opened."""
    folder = tmp_path_factory.mktemp("seeded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIPLE_HOME", str(folder / "home"))
        a_seeded_project(folder / "seeded.diple").close()
    return folder / "seeded.diple"


@pytest.fixture
def project(seeded_file: Path, tmp_path: Path) -> Iterator[Project]:
    """A project seeded with readers, texts, codes, figures, notes and a relation."""
    path = tmp_path / "seeded.diple"
    shutil.copy(seeded_file, path)
    with Project.open(path) as seeded:
        yield seeded
