"""What the tests of the command line share."""

from pathlib import Path

import pytest

from desktop_app.formats.sample import build_sample


@pytest.fixture
def sample(tmp_path: Path) -> str:
    path = tmp_path / "sample.diple"
    build_sample(path)
    return str(path)
