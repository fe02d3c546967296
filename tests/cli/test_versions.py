"""`diple text`, `correct`, `versions`, `lost`: a text mended, its readings moved along."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli import main

SPEECH = "We came to the town.\nWe saw teh junta, and we left.\n"
TABLE = (
    "annotation,document,start,end,code_path,coder,quote\n"
    "1,speech,28,37,Naming,Noor,teh junta\n"
    "2,speech,39,50,Leaving,Noor,and we left\n"
)


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("speech.txt").write_text(SPEECH, "utf-8")
    Path("reading.csv").write_text(TABLE, "utf-8")
    assert main(["new", "p", "--coder", "Noor"]) == 0
    assert main(["import", "p.diple", "speech.txt"]) == 0
    assert main(["annotations", "import", "p.diple", "reading.csv", "--apply"]) == 0
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def correct(text: str, *more: str) -> list[str]:
    Path("new.txt").write_text(text, "utf-8")
    return ["correct", "p.diple", "new.txt", "--document", "speech", *more]


def test_a_correction_is_told_before_it_is_made(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mended = SPEECH.replace("teh", "the").replace(", and we left", "")
    before = Path("p.diple").read_bytes()
    plan = told(capsys, *correct(mended))
    assert Path("p.diple").read_bytes() == before
    assert (plan["counts"]["reworded"], plan["counts"]["lost"], plan["is_done"]) == (1, 1, False)
    assert [part["new_quote"] for part in plan["parts"]] == ["the junta", ""]
    assert told(capsys, *correct(mended, "--apply", "--reason", "a slip"))["is_done"]
    shown = ["text", "p.diple", "--document", "speech"]
    assert told(capsys, *shown)["text"] == mended
    assert told(capsys, *shown, "--version", "1")["text"] == SPEECH
    assert told(capsys, *shown, "--place", "2.1")["text"] == "We saw the junta."
    versions = told(capsys, "versions", "p.diple", "--document", "speech")
    assert [(v["version"], v["reason"]) for v in versions] == [(1, ""), (2, "a slip")]
    differ = ["versions", "p.diple", "--document", "speech", "--compare", "1", "2"]
    assert [each["is"] for each in told(capsys, *differ)] == ["the", ""]


def test_a_lost_passage_is_listed_and_placed_again(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, "lost", "p.diple") == []
    told(capsys, *correct(SPEECH.replace(", and we left", ""), "--apply"))
    (lost,) = told(capsys, "lost", "p.diple")
    assert (lost["quote"], lost["before"]) == ("and we left", "We saw teh junta, ")
    assert told(capsys, "lost", "p.diple", "--place", lost["id"], "21:27") == []
    capsys.readouterr()
    assert main(["segments", "p.diple", "-"]) == 0
    assert ",We saw," in capsys.readouterr().out
    assert main(["undo", "p.diple"]) == 0
    assert told(capsys, "lost", "p.diple", "--drop", lost["id"]) == []


@pytest.mark.parametrize(
    "words",
    [
        ["correct", "p.diple", "speech.txt", "--document", "speech"],
        ["text", "p.diple", "--document", "speech", "--place", "9.9"],
        ["text", "p.diple", "--document", "speech", "--version", "2"],
        ["text", "p.diple", "--document", "speech", "--version", "x"],
        ["versions", "p.diple", "--document", "speech", "--compare", "1", "0"],
        ["lost", "p.diple", "--place", "x", "1:2"],
        ["lost", "p.diple", "--drop", "x"],
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    there: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(words) == 1
    assert capsys.readouterr().err.count("\n") == 1
