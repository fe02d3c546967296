"""The seminar on the command line, from the pack to the readings collected."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli import main

SPEECH = "We came. They call it order; we call it fear.\n"


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A teacher's project, its pack, and a student's project with one mark."""
    monkeypatch.chdir(tmp_path)
    Path("speech.txt").write_text(SPEECH, "utf-8")
    Path("task.md").write_text("Mark every naming.\n", "utf-8")
    for words in (
        ["new", "course", "--coder", "Teacher"],
        ["import", "course.diple", "speech.txt"],
        ["pack", "course.diple", "w.diplepack", "--document", "speech", "--locked", "--blind",
         "--instructions-file", "task.md"],
        ["begin", "w.diplepack", "noor.diple", "--coder", "Noor"],
    ):  # fmt: skip
        assert main(words) == 0


def read(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_from_the_pack_to_the_readings_collected(
    there: None, capsys: pytest.CaptureFixture[str]
) -> None:
    done = read(capsys, "submit", "noor.diple", "noor.diplework")
    assert (done["person"], done["annotations"]) == ("Noor", 0)
    Path("bad.diplework").write_bytes(Path("noor.diplework").read_bytes()[:-30])
    files = ["noor.diplework", "bad.diplework", "w.diplepack"]
    dry = read(capsys, "collect", "course.diple", *files, "--dry-run")
    assert [each["standing"] for each in dry["files"]] == ["new", "damaged", "damaged"]
    assert not dry["is_written"]
    assert main(["collect", "course.diple", *files]) == 0
    said = capsys.readouterr().out
    assert "noor.diplework: Noor, version 2: new" in said
    assert "bad.diplework: damaged (it is not a whole archive), so left out" in said
    assert "w.diplepack: no reading that was handed in, so left out" in said
    again = read(capsys, "collect", "course.diple", "noor.diplework")
    assert [each["standing"] for each in again["files"]] == ["same"]
    assert not again["is_written"]
    assert read(capsys, "reveal", "course.diple")["revealed"]


def test_a_conflict_in_the_codebook_is_decided_by_its_key(
    there: None, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("codes.csv").write_text("code\nNaming\n", "utf-8")
    assert main(["codebook", "import", "course.diple", "codes.csv", "--apply"]) == 0
    assert main(["pack", "course.diple", "v.diplepack", "--document", "speech"]) == 0
    for name, new in (("Ada", "Epithet"), ("Ben", "Calling names")):
        project = f"{name}.diple"
        assert main(["begin", "v.diplepack", project, "--coder", name]) == 0
        assert main(["codebook", "export", project, "own.csv"]) == 0
        text = Path("own.csv").read_text("utf-8").replace("Naming", new)
        Path("own.csv").write_text(text, "utf-8")
        assert main(["codebook", "import", project, "own.csv", "--apply"]) == 0
        assert main(["submit", project, f"{name}.diplework"]) == 0
    words = ["collect", "course.diple", "Ada.diplework", "Ben.diplework"]
    told = read(capsys, *words, "--dry-run")
    (conflict,) = told["conflicts"]
    assert (conflict["kind"], {*conflict["ours"], *conflict["theirs"]}) == (
        "edited", {"Epithet", "Calling names"},
    )  # fmt: skip
    key = conflict["key"]
    assert main([*words, "--dry-run"]) == 0
    assert f"--take {key}=ours or ={conflict['person']}" in capsys.readouterr().out
    for side, said in (("nobody", "no reader in this conflict"), ("", "write it as KEY=ours")):
        assert main([*words, "--take", f"{key}={side}"]) == 1
        assert said in capsys.readouterr().err
    assert main([*words, "--take", f"x={side}"]) == 1
    assert main([*words, "--take", f"{key}={conflict['person']}"]) == 0
    assert conflict["theirs"][0] in capsys.readouterr().out
    assert main(["codes", "course.diple"]) == 0
    assert conflict["theirs"][0] in capsys.readouterr().out


def test_what_an_assignment_asks_is_told(there: None, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "pack",
        "course.diple",
        "v.diplepack",
        "--document",
        "speech",
        "--hand-in",
        "By Friday",
    ]
    assert main([*words, "--units", "Whole \n sentences", "--instructions", "Read."]) == 0
    capsys.readouterr()
    told = read(capsys, "begin", "v.diplepack", "v.diple", "--coder", "Ada")
    assert (told["units"], told["hand_in"]) == ("Whole sentences", "By Friday")
    assert main(["assignments", "v.diple"]) == 0
    assert [line.strip() for line in capsys.readouterr().out.splitlines()[1:]] == [
        "Read.", "What to mark: Whole sentences", "What to hand in: By Friday",
        "The codebook may be changed.",
    ]  # fmt: skip
    assert [each["title"] for each in read(capsys, "assignments", "course.diple")][1:] == ["v"]
    Path("v.diplepack").unlink()
    assert main([*words, "--units", "x" * 1001]) == 1
    assert "up to 1000 characters" in capsys.readouterr().err
    assert not Path("v.diplepack").exists()


def test_what_was_settled_returns_to_the_reader(
    there: None, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("codes.csv").write_text("code\nNaming\n", "utf-8")
    assert main(["codebook", "import", "course.diple", "codes.csv", "--apply"]) == 0
    assert main(["pack", "course.diple", "v.diplepack", "--document", "speech", "--blind"]) == 0
    for name, span in (("Ada", "9:13"), ("Ben", "9:18")):
        assert main(["begin", "v.diplepack", f"{name}.diple", "--coder", name]) == 0
        words = ["annotate", f"{name}.diple", "--document", "speech", "--code", "Naming"]
        assert main([*words, "--span", span]) == 0
        assert main(["submit", f"{name}.diple", f"{name}.diplework"]) == 0
    assert main(["collect", "course.diple", "Ada.diplework", "Ben.diplework"]) == 0
    assert main(["return", "course.diple", "v.diplereturn"]) == 1
    assert "reveal the readings first" in capsys.readouterr().err
    for name in ("v", "w"):
        assert main(["reveal", "course.diple", "--assignment", name]) == 0
    found = read(capsys, "settle", "list", "course.diple")
    words = ["settle", "decide", "course.diple", found[0]["difference"], "merge"]
    assert main([*words, "--reason", "Both words"]) == 0
    mark = found[0]["marks"][0]["annotation"]
    assert main(["reply", "course.diple", mark, "Do you agree?"]) == 0
    assert read(capsys, "return", "course.diple", "v.diplereturn")["decisions"] == 1
    told = read(capsys, "receive", "Ada.diple", "v.diplereturn")
    assert (told["is_written"], told["decided"]) == (True, 1)
    assert main(["settle", "report", "Ada.diple"]) == 0
    said = capsys.readouterr().out
    assert "why: Both words" in said
    assert "Teacher said: Do you agree?" in said
    assert not read(capsys, "receive", "Ada.diple", "v.diplereturn")["is_written"]
    assert main(["receive", "noor.diple", "v.diplereturn"]) == 1
    assert "open the project that you made of it" in capsys.readouterr().err
    assert main(["return", "course.diple", "v.zip"]) == 1


def test_one_person_of_two_machines_is_joined(
    there: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["begin", "w.diplepack", "laptop.diple", "--coder", "Noor"]) == 0
    for project in ("noor", "laptop"):
        assert main(["submit", f"{project}.diple", f"{project}.diplework"]) == 0
    assert main(["collect", "course.diple", "noor.diplework", "laptop.diplework"]) == 0
    assert "one with several machines?" in capsys.readouterr().out
    words = ["coders", "course.diple", "--coder", "Noor (2)"]
    assert main(["coders", "course.diple", "--same-as", "Noor"]) == 1
    assert main([*words, "--same-as", "Nobody"]) == 1
    assert main([*words, "--same-as", "Noor (2)"]) == 1
    assert main([*words, "--same-as", "Noor"]) == 0
    found = read(capsys, "coders", "course.diple")
    assert [each["name"] for each in found] == ["Teacher", "Noor"]
    assert main(["undo", "course.diple"]) == 0
    assert len(read(capsys, "coders", "course.diple")) == 3


def test_the_instructions_are_shown(there: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["begin", "w.diplepack", "sam.diple", "--coder", "Sam"]) == 0
    assert "Mark every naming." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["pack", "course.diple", "w.zip", "--document", "speech"], ".diplepack"),
        (["pack", "course.diple", "v.diplepack", "--document", "other"], "no document called"),
        (["begin", "speech.txt", "x.diple"], "not an assignment pack"),
        (["begin", "w.diplepack", "noor.diple"], "already exists"),
        (["begin", "w.diplepack", "noor"], "noor.diple already exists"),
        (["begin", "w.diplepack", "noor.txt"], "write noor.txt.diple"),
        (["submit", "noor.diple", "noor.txt"], ".diplework"),
        (["submit", "noor.diple", "n.diplework", "--coder", "Sam"], "no coder called"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    there: None, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    capsys.readouterr()
    assert main(words) == 1
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def test_who_took_part_and_a_copy_without_names(
    there: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["submit", "noor.diple", "noor.diplework"]) == 0
    assert main(["collect", "course.diple", "noor.diplework"]) == 0
    assert [each["name"] for each in read(capsys, "participation", "course.diple")] == ["Teacher"]
    assert main(["reveal", "course.diple"]) == 0
    found = read(capsys, "participation", "course.diple")
    assert [(each["name"], each["annotations"]) for each in found] == [("Teacher", 0), ("Noor", 0)]
    assert main(["unname", "course.diple", "public.diple", "--key", "key.csv"]) == 0
    lines = Path("key.csv").read_text("utf-8").splitlines()
    assert lines[0] == "pseudonym,name"
    assert sorted(line.split(",")[1] for line in lines[1:]) == ["Noor", "Teacher"]
    assert main(["unname", "course.diple", "other.diple", "--key", "key.csv"]) == 1
    assert not Path("other.diple").exists()


def test_a_second_look_is_drawn_and_reported(
    there: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["again", "noor.diple"]) == 1
    assert "code some passages first" in capsys.readouterr().err
    Path("marks.csv").write_text(
        "annotation,document,start,end,code_path,coder,quote\n"
        "1,speech,0,7,Irony,Teacher,We came\n2,speech,9,13,Naming,Teacher,They\n",
        "utf-8",
    )
    assert main(["annotations", "import", "course.diple", "marks.csv", "--apply"]) == 0
    made = read(capsys, "again", "course.diple", "--coder", "Teacher")
    assert (made["coder"], made["passages"]) == ("Teacher again", 2)
    words = ("again", "course.diple", "--report", "--coder", "Teacher again")
    told = read(capsys, *words)
    assert (told["value"], told["passages"], told["coded_again"]) == (None, 2, 0)
    assert main(list(words)) == 0
