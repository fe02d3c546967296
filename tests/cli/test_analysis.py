"""The verbs that find, count and export, as a user types them."""

import json
from pathlib import Path

import pytest

from desktop_app.cli import main
from tests.builders import a_seeded_project


@pytest.fixture
def seeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    a_seeded_project(Path("p.diple")).close()
    return tmp_path


@pytest.mark.usefixtures("seeded")
def test_search_prints_aligned_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "p.diple", "order | cafe", "--context", "8"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Speech 2.1  call it [order] 😀; we c",
        "Speech 3.1  ם, dear [café] friends",
        "Letter 2.1     your [order] was a g",
        "3 lines.",
    ]
    assert main(["search", "p.diple", "WE", "--case", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["search", "p.diple", "we", "--limit", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "The first 1 line; --limit 0 prints all."


@pytest.mark.usefixtures("seeded")
def test_a_broken_expression_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "p.diple", "(", "--regex"]) == 1
    assert "is not a regular expression" in capsys.readouterr().err
