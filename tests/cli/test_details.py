"""`diple details`, `sets`, `documents --filter`, `remove` and `removed`."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli import main


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("mill.txt").write_text("date 1999-03 The mill\n\nIt was the end of the mill.\n", "utf-8")
    Path("sea.txt").write_text("The sea is wide.\n", "utf-8")
    assert main(["new", "p", "--coder", "Noor"]) == 0
    assert main(["import", "p.diple", "mill.txt", "sea.txt"]) == 0
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    assert main([words[0], *words[1:], "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_guesses_are_offered_and_taken_where_asked(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    offered = told(capsys, "details", "guess", "p.diple", "--document", "mill")
    assert {each["field"]: each["value"] for each in offered} == {
        "title": "The mill",
        "date": "1999-03",
        "language": "en",
    }
    assert told(capsys, "documents", "p.diple")[0]["fields"] == {}
    told(capsys, "details", "guess", "p.diple", "--document", "mill", "--apply")
    (found,) = told(capsys, "documents", "p.diple", "--filter", "date:1999")
    assert (found["document"], found["fields"]["date"]) == ("The mill", "1999-03")


def test_details_go_out_and_come_in(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "details", "set", "p.diple", "--document", "sea", "--field", "place=Split")
    told(capsys, "sets", "p.diple", "--set", "Water", "--add", "sea")
    assert told(capsys, "details", "export", "p.diple", "d.csv")["documents"] == 2
    assert told(capsys, "details", "import", "p.diple", "d.csv") == []
    table = Path("d.csv").read_text("utf-8").replace("Split", "Bar")
    Path("d.csv").write_text(table, "utf-8")
    assert told(capsys, "details", "import", "p.diple", "d.csv")[0]["fields"] == {"place": "Bar"}
    assert told(capsys, "documents", "p.diple", "--filter", "place:bar") == []
    told(capsys, "details", "import", "p.diple", "d.csv", "--apply")
    assert len(told(capsys, "documents", "p.diple", "--filter", "place:bar set:water")) == 1
    renamed = told(capsys, "sets", "p.diple", "--set", "Water", "--rename", "Wet")
    assert renamed == [{"set": "Wet", "documents": ["sea"]}]
    assert told(capsys, "sets", "p.diple", "--set", "Wet", "--remove") == []


def test_a_removed_text_is_restored_or_deleted_for_good(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "remove", "p.diple", "--document", "sea")
    assert [each["document"] for each in told(capsys, "removed", "p.diple")] == ["sea"]
    told(capsys, "removed", "p.diple", "--restore", "sea")
    assert len(told(capsys, "documents", "p.diple")) == 2
    told(capsys, "remove", "p.diple", "--document", "sea")
    assert len(told(capsys, "removed", "p.diple", "--empty")) == 1
    assert told(capsys, "removed", "p.diple", "--empty", "--apply") == []
    assert b"The sea is wide" not in Path("p.diple").read_bytes()
    assert main(["undo", "p.diple"]) == 1


@pytest.mark.parametrize(
    "words",
    [
        ["details", "export", "p.diple", "d.txt"],
        ["details", "set", "p.diple", "--document", "sea", "--field", "x"],
        ["sets", "p.diple", "--set", "None", "--rename", "x"],
        ["sets", "p.diple", "--add", "sea"],
        ["removed", "p.diple", "--restore", "sea"],
        ["remove", "p.diple", "--document", "none"],
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    there: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(words) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_an_import_offers_details_and_takes_them_where_asked(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("pond.md").write_text(
        "---\ntitle: Fishing\ncreator: Ada\nmood: calm\n---\n\nIt was the pond.\n", "utf-8"
    )
    text = "date 1999-04 The pond\n\nIt was the end of the pond.\n"
    Path("pond.txt").write_text(text, "utf-8")
    capsys.readouterr()
    assert main(["import", "p.diple", "pond.txt"]) == 0
    assert "title The pond; date 1999-04" in capsys.readouterr().out
    assert told(capsys, "documents", "p.diple", "--filter", "title:pond")[0]["fields"] == {}
    assert main(["undo", "p.diple"]) == 0
    assert main(["import", "p.diple", "pond.md"]) == 0
    said = capsys.readouterr().out
    assert "tells of itself: title Fishing; author Ada; mood calm. To take" in said
    assert told(capsys, "documents", "p.diple", "--filter", "pond")[0]["fields"] == {}
    wanted = ("--field", "mood", "--field", "date", "--apply")
    offered = told(capsys, "details", "guess", "p.diple", *wanted)
    assert [(each["document"], each["value"]) for each in offered] == [
        ("mill", "1999-03"),
        ("pond", "calm"),
    ]
    (pond,) = told(capsys, "documents", "p.diple", "--filter", "pond")
    assert pond["fields"] == {"mood": "calm"}
    assert main(["undo", "p.diple"]) == 0  # both in one step
    assert [each["fields"] for each in told(capsys, "documents", "p.diple")] == [{}, {}, {}]
    assert main(["undo", "p.diple"]) == 0
    made = told(capsys, "import", "p.diple", "pond.txt", "pond.md", "--details")
    assert [each["document"] for each in made] == ["The pond", "Fishing"]
    fields = told(capsys, "documents", "p.diple", "--filter", '"The pond"')[0]["fields"]
    assert fields == {"date": "1999-04", "language": "en"}
    (pond,) = told(capsys, "documents", "p.diple", "--filter", "Fishing")
    assert pond["fields"] == {"author": "Ada", "language": "en", "mood": "calm"}
    assert pond["report"] == [{"kind": "fields_read", "count": 3}]
