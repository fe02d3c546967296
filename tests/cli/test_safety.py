"""check, backup and restore, as they are typed."""

import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from desktop_app.cli import main
from desktop_app.core import leases
from desktop_app.core.project import Project
from tests.builders import a_code


@pytest.fixture
def path(project: Project) -> Path:
    project.close()
    return project.path


def test_a_sound_project(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(path)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{path}: sound.")
    assert "2 documents" in said


def test_damage_is_named_by_document(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = path.read_bytes()
    at = data.index(b"nothing arrived")
    path.write_bytes(data[:at] + b"N" + data[at + 1 :])
    before = path.read_bytes()
    assert main(["check", str(path), "--json"]) == 1
    out, err = capsys.readouterr()
    facts = json.loads(out)
    assert not facts["is_sound"]
    assert "the text of “Letter” is not what was imported" in {
        each["said"] for each in facts["findings"]
    }
    assert facts["whole_documents"] == ["Speech"]
    assert "restore a backup" in err
    assert path.read_bytes() == before


def test_what_is_no_project_any_more(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(b"")
    assert main(["check", str(path)]) == 1
    assert "not a project any more" in capsys.readouterr().out
    assert main(["check", str(path.with_name("none.diple"))]) == 1
    assert "There is no file" in capsys.readouterr().err


def test_a_file_with_programs_in_it_is_called_by_its_name(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TRIGGER evil AFTER INSERT ON codes BEGIN DELETE FROM notes; END")
    raw.close()
    for words in (["check", str(path)], ["documents", str(path)]):
        assert main(words) == 1
        out, err = capsys.readouterr()
        assert "damaged" not in out + err
        assert "it holds what Diple never writes: trigger evil, which could act by itself" in err
        assert "if it was sent to you, ask for one" in err


def test_backup_and_restore(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", str(path), "--list"]) == 0
    assert "No backups" in capsys.readouterr().out
    assert main(["restore", str(path)]) == 1
    assert "no sound backup" in capsys.readouterr().err
    assert main(["backup", str(path)]) == 0
    with Project.open(path) as project:
        a_code(project, "Litotes")
    assert main(["restore", str(path), "--json"]) == 0
    out = capsys.readouterr().out
    done = json.loads(out[out.index("{") :])
    assert Path(done["aside"]).exists()
    with Project.open(path) as project:
        assert "Litotes" not in str(project.history())
    assert main(["restore", str(path), "--list"]) == 0
    assert "(asked for)" in capsys.readouterr().out


def test_a_backup_elsewhere(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "stick.diple"
    assert main(["backup", str(path), "--to", str(target)]) == 0
    assert main(["backup", str(path), "--to", str(target)]) == 1
    path.unlink()
    assert main(["restore", str(path), "--from", str(target)]) == 0
    assert main(["check", str(path)]) == 0
    assert main(["restore", str(path), "--from", str(tmp_path / "none")]) == 1
    assert "There is no file" in capsys.readouterr().err


def test_releasing_a_project(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    leases.write(path, leases.Lease("noor", "library-pc", "m", 1, "t", "", "today"))
    assert main(["undo", str(path)]) == 1
    assert "open for noor on library-pc" in capsys.readouterr().err
    assert main(["documents", str(path)]) == 0
    assert main(["release", str(path)]) == 0
    assert "noor on library-pc had it" in capsys.readouterr().out
    assert main(["undo", str(path)]) == 0


def test_history_of_one_text_and_going_back(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["history", str(path), "--json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert main(["history", str(path), "--json", "--document", "Letter"]) == 0
    some = json.loads(capsys.readouterr().out)
    assert 0 < len(some) < len(whole)
    assert main(["history", str(path), "--json", "--code", "Irony", "--coder", "Reader B"]) == 0
    assert len(json.loads(capsys.readouterr().out)) < len(whole)
    assert main(["back", str(path), "2"]) == 0
    assert main(["back", str(path), "99"]) == 1
    assert "no step called “99”" in capsys.readouterr().err
    assert main(["back", str(path), "5", "--to", str(tmp_path / "five.diple")]) == 0
    assert main(["history", str(tmp_path / "five.diple"), "--json"]) == 0
    said = capsys.readouterr().out
    assert json.loads(said[said.index("[") :]) == whole[:5]


def test_what_was_left_open_is_said_once_it_was_checked(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    leases.write(path, leases.make())  # as a killed program leaves it
    assert main(["documents", str(path)]) == 0
    assert "what changes it next checks it in full first" in capsys.readouterr().err
    assert main(["undo", str(path)]) == 0
    err = capsys.readouterr().err
    assert err.startswith("diple: Diple ended without closing this project. It was checked in full")
    assert re.search(r"up to “.+” at \d{4}-\d\d-\d\d \d\d:\d\d\.", err)
    for verb in ("documents", "redo"):
        assert main([verb, str(path)]) == 0
        assert capsys.readouterr().err == ""


def test_backups_are_compared_with_what_is_there(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(path)]) == 0
    assert main(["remove", str(path), "--document", "Letter"]) == 0
    capsys.readouterr()
    assert main(["restore", str(path), "--list"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("There now:")
    assert "compared with now: 1 document more" in said[2]
    path.write_bytes(b"broken")
    assert main(["restore", str(path), "--list"]) == 0
    assert "what cannot be read" in capsys.readouterr().out.splitlines()[0]
    assert main(["restore", str(path)]) == 0
    assert "The file that stood there, of what cannot be read," in capsys.readouterr().out


def test_an_older_project_that_was_brought_up_to_date_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = Path(__file__).parents[1] / "core" / "migrations" / "v1.diple"
    path = tmp_path / "v1.diple"
    shutil.copy(older, path)
    assert main(["documents", str(path)]) == 0
    assert capsys.readouterr().err == ""
    assert path.read_bytes() == older.read_bytes()
    assert main(["undo", str(path)]) == 0
    said = "diple: “v1.diple” came from an older Diple: it was backed up and brought up to date.\n"
    assert capsys.readouterr().err == said
    assert main(["restore", str(path), "--list"]) == 0
    assert "(before a newer format)" in capsys.readouterr().out
