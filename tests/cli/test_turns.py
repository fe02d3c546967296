"""`diple turns`: who speaks, found, renamed and kept."""

import json
from pathlib import Path

import pytest

from desktop_app.cli import main

REPORT = "It rained. “We stay,” Ann Lee said.\n\n“We always did,” Lee added. The end.\n"


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("report.txt").write_text(REPORT, "utf-8")
    assert main(["new", "p", "--coder", "Noor"]) == 0
    assert main(["import", "p.diple", "report.txt"]) == 0
    return tmp_path


def turns(capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main(["turns", "p.diple", "--document", "report", "--json", *more]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_turns_are_shown_before_they_are_kept(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    proposed = turns(capsys, "--find", "auto")
    assert [t["text"] for t in proposed if t["kind"] == "quote"] == [
        "“We stay,”",
        "“We always did,”",
    ]
    assert {t["speaker"] for t in proposed} == {"Ann Lee", "Narrator"}
    assert turns(capsys) == []
    assert turns(capsys, "--find", "auto", "--rename", "Ann Lee=Lee", "--apply") != []
    assert {t["speaker"] for t in turns(capsys)} == {"Lee", "Narrator"}
    assert main(["undo", "p.diple"]) == 0
    assert turns(capsys) == []


def test_segments_of_one_speaker(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    turns(capsys, "--find", "auto", "--apply")
    head = "annotation,document,start,end,code_path,coder,quote\n"
    Path("t.csv").write_text(f"{head}1,report,0,2,X,N,It\n2,report,12,14,X,N,We\n", "utf-8")
    assert main(["annotations", "import", "p.diple", "t.csv", "--apply"]) == 0
    capsys.readouterr()
    assert main(["segments", "p.diple", "-", "--speaker", "Ann Lee"]) == 0
    assert capsys.readouterr().out.count(",Ann Lee,") == 1


@pytest.mark.parametrize("rename", ["Nobody=X", "x", "=x", "x="])
def test_a_renaming_that_cannot_be_done_is_refused(
    there: Path, rename: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["turns", "p.diple", "--document", "report", "--find", "auto", "--rename", rename]
    assert main(wanted) == 1
    assert capsys.readouterr().err.count("\n") == 1
