"""Diple as a process of its own: its streams, its exit codes, and its independence from Qt."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import desktop_app
from desktop_app.cli import main

ROOT = Path(desktop_app.__file__).parents[1]
WITHOUT_QT = """
import importlib.abc, runpy, sys

class Blocker(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Blocker())
runpy.run_module("desktop_app", run_name="__main__", alter_sys=True)
"""
Done = subprocess.CompletedProcess[bytes]


def diple(folder: Path, *arguments: str, start: tuple[str, ...] = ("-m", "desktop_app")) -> Done:
    """Run Diple in a folder, in an interpreter of its own."""
    command = [sys.executable, *start, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a project of one text, read by one coder."""
    (tmp_path / "speech.txt").write_text("We came. 😀 We saw.\n", encoding="utf-8")
    table = "annotation,document,start,end,code_path,quote\n1,speech,9,10,Figure > Irony,😀\n"
    (tmp_path / "reading.csv").write_text(table, encoding="utf-8")
    for words in (
        ["new", str(tmp_path / "p.diple"), "--coder", "Noor"],
        ["import", str(tmp_path / "p.diple"), str(tmp_path / "speech.txt")],
        [
            "annotations",
            "import",
            str(tmp_path / "p.diple"),
            str(tmp_path / "reading.csv"),
            "--apply",
        ],
    ):
        assert main(words) == 0
    return tmp_path


VERBS = [
    ["new", "q.diple"],
    ["import", "p.diple", "letter.txt"],
    ["documents", "p.diple"],
    ["codes", "p.diple"],
    ["codebook", "export", "p.diple", "codes.csv"],
    ["annotate", "p.diple", "--document", "speech", "--code", "Irony"],
    ["annotations", "import", "p.diple", "reading.csv"],
    ["segments", "p.diple", "segments.csv"],
    ["history", "p.diple"],
    ["undo", "p.diple"],
]


@pytest.mark.parametrize("words", VERBS, ids=lambda words: words[0])
def test_every_verb_answers_in_json_where_qt_cannot_be_imported(
    folder: Path, words: list[str]
) -> None:
    (folder / "letter.txt").write_text("Dear sir.\n", encoding="utf-8")
    done = diple(folder, *words, "--json", start=("-c", WITHOUT_QT))
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)


def test_what_was_undone_can_be_redone(folder: Path) -> None:
    assert diple(folder, "undo", "p.diple").stdout.decode() == "Undone: import an annotation\n"
    assert diple(folder, "redo", "p.diple").stdout.decode() == "Redone: import an annotation\n"
    assert diple(folder, "redo", "p.diple").returncode == 1


def test_a_table_goes_to_standard_output_and_nothing_else_does(folder: Path) -> None:
    done = diple(folder, "segments", "p.diple", "-")
    (row,) = csv.DictReader(io.StringIO(done.stdout.decode("utf-8"), newline=""))
    assert (row["start"], row["end"], row["quote"]) == ("9", "10", "😀")
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["documents", "missing.diple"], 1),
        (["documents", "speech.txt"], 1),
        (["missing.diple"], 1),
        (["segments", "p.diple", "nowhere/out.csv"], 1),
        (["annotate", "p.diple", "--document", "speech", "--code", "Irony", "--span=-5:3"], 1),
        (["segments", "p.diple", "out.csv", "--shape", "round"], 2),
        (["fly", "away"], 2),
    ],
)
def test_a_refusal_is_told_by_its_code_and_never_by_a_traceback(
    folder: Path, words: list[str], code: int
) -> None:
    before = (folder / "p.diple").read_bytes()
    done = diple(folder, *words)
    assert (done.returncode, done.stdout) == (code, b"")
    assert done.stderr
    assert b"Traceback" not in done.stderr
    assert b"fault in Diple" not in done.stderr
    assert (folder / "p.diple").read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="pipes end otherwise there")
@pytest.mark.parametrize("words", [["history", "p.diple"], ["segments", "p.diple", "-"]])
def test_a_reader_who_has_seen_enough_gets_no_complaint(folder: Path, words: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "desktop_app", *words]
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_refused_file_keeps_the_others_out(folder: Path) -> None:
    (folder / "letter.txt").write_text("Dear sir.\n", encoding="utf-8")
    assert diple(folder, "import", "p.diple", "letter.txt", "empty.txt").returncode == 1
    titles = [row["document"] for row in json.loads(documents(folder))]
    assert titles == ["speech"]
    (folder / "twin.txt").write_text("Dear sir.\n", encoding="utf-8")
    assert diple(folder, "import", "p.diple", "letter.txt", "twin.txt").returncode == 1
    assert [row["document"] for row in json.loads(documents(folder))] == titles


def documents(folder: Path) -> bytes:
    return diple(folder, "documents", "p.diple", "--json").stdout


def test_the_same_reading_gives_the_same_table(folder: Path) -> None:
    first, second = (diple(folder, "segments", "p.diple", "-").stdout for _ in range(2))
    assert first == second != b""


def test_a_screenshot_without_qt_is_refused_in_a_sentence(folder: Path) -> None:
    done = diple(folder, "screenshot", "p.diple", "o.png", start=("-c", WITHOUT_QT))
    assert done.returncode == 1
    assert done.stderr.startswith(b"diple: No window can be opened")
    assert not (folder / "o.png").exists()


@pytest.mark.skipif(os.name != "posix", reason="there is no such shell there")
def test_closed_streams_are_no_fault(folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "desktop_app", "documents", "p.diple"]
    for closing in (">&-", "2>&-", "<&- >&- 2>&-"):
        command = ["sh", "-c", f'exec "$@" {closing}', "sh", *words]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("in_a_class", [False, True])
def test_stopping_is_said_in_a_sentence(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    in_a_class: bool,
) -> None:
    def stop(*_: object) -> None:
        if in_a_class:
            raise RuntimeError from KeyboardInterrupt()
        raise KeyboardInterrupt

    monkeypatch.setattr("desktop_app.commands.documents.show", stop)
    capsys.readouterr()
    assert main(["documents", str(folder / "p.diple")]) == 130
    told = capsys.readouterr().err
    assert told == "diple: stopped; what was not finished is as it was before.\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["imprt", "p.diple"], "there is no verb called “imprt”; did you mean “import”?"),
        (["improt"], "there is no verb and no file called “improt”; did you mean “import”?"),
        (["zzzz", "zzzz"], "there is no verb called “zzzz”; `diple --help` lists the verbs."),
    ],
)
def test_a_mistyped_verb_is_told_from_a_file(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    said = capsys.readouterr().err
    assert said.startswith("usage: diple ")
    assert f"diple: error: {told}" in said
    assert main(["thesis.diple"]) == 1
    assert "There is no file at thesis.diple" in capsys.readouterr().err


def test_an_own_folder_that_cannot_be_written_is_named_and_nothing_is_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "full").write_text("", "utf-8")
    monkeypatch.setenv("DIPLE_HOME", str(folder / "full"))
    capsys.readouterr()
    assert main(["new", str(folder / "q.diple"), "--coder", "Noor"]) == 1
    assert capsys.readouterr().err.startswith("diple: Diple cannot write in its own folder ")
    assert not (folder / "q.diple").exists()
    assert main(["documents", str(folder / "p.diple")]) == 0


def test_a_project_may_be_named_without_its_ending(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    capsys.readouterr()
    assert main(["documents", "p"]) == 0
    assert "speech" in capsys.readouterr().out
    opened: list[Path | None] = []

    def run(project: Path | None) -> int:
        opened.append(project)
        return 0

    monkeypatch.setattr("desktop_app.cli._run_window", run)
    assert main(["p"]) == 0
    assert opened == [Path("p.diple")]
    assert main(["merge", "p", "p"]) == 0
    assert main(["documents", "q"]) == 1
    assert "There is no file at q;" in capsys.readouterr().err
