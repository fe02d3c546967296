"""A file of given bytes, read in by the registry."""

from pathlib import Path

import pytest

from desktop_app.formats import ReadText, read_text
from tests.formats.reads import Read


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def write_and_read(data: bytes | str, name: str = "a.txt", encoding: str = "") -> ReadText:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read_text(path, encoding or None)

    return write_and_read
