"""Files that other programs wrote are read as they were when somebody looked at the result."""

import json
from pathlib import Path

import pytest

from desktop_app.formats import read_text
from tests.formats.golden_files import FILES, FOLDER, expected, found_in


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_golden_file_is_read_as_it_was(path: Path) -> None:
    assert found_in(path) == json.loads(expected(path).read_text(encoding="utf-8"))


def test_three_formats_of_one_text_say_the_same() -> None:
    texts = [read_text(FOLDER / f"ferry-libreoffice.{suffix}").text for suffix in ("docx", "odt")]
    assert texts[0] == texts[1]
    # RTF knows no cells that span columns.
    rtf = read_text(FOLDER / "ferry-libreoffice.rtf").text
    assert rtf == texts[0].replace("wide\t\tc", "wide\tc")
