"""The verb picture, as a user types it."""

import json
import sys
from pathlib import Path

import pytest
from lxml import etree

from desktop_app.cli import main
from tests.builders import a_seeded_project


@pytest.fixture(autouse=True)
def seeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    a_seeded_project(Path("p.diple")).close()
    return tmp_path


@pytest.mark.parametrize("kind", ["score", "portrait", "matrix", "network", "frequencies"])
def test_each_kind_is_written(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["picture", "p.diple", "o.svg", "--kind", kind, "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["about"].startswith("Unit: ")
    root = etree.parse("o.svg").getroot()
    assert root.get("width") == f"{facts['width']:g}"


def test_a_picture_needs_no_qt(capsys: pytest.CaptureFixture[str]) -> None:
    import subprocess

    code = (
        "import sys; sys.modules['PySide6'] = None\n"
        "from desktop_app.cli import main\n"
        "sys.exit(main(['picture', 'p.diple', 'o.svg', '--document', 'Speech']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Written o.svg: Score: Speech.")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("o.gif",), ".svg"),
        (("o.svg", "--document", "Nowhere"), "Nowhere"),
        (("o.svg", "--code", "Nothing"), "Nothing"),
        (("o.svg", "--kind", "matrix", "--columns", "moon"), "moon"),
        (("missing/o.svg",), "missing"),
    ],
)
def test_what_cannot_be_is_refused(
    given: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["picture", "p.diple", *given]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not Path("o.svg").exists()
