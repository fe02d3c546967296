"""Merging as a user types it: a dry run, a conflict decided, the same again."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli import main
from desktop_app.core import codebook, safety
from desktop_app.core.codebook import list_codes
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from tests.builders import an_annotation, state_of
from tests.core.merging.kin import correct


def read(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def copies(seeded_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two copies of the seeded project in which a code was renamed twice."""
    monkeypatch.chdir(tmp_path)
    for name in ("ours.diple", "theirs.diple"):
        shutil.copy(seeded_file, name)
        with Project.open(Path(name)) as project:
            an_annotation(project, (0, 2))
            with project.change(Op.RENAME_CODE) as change:
                code = list_codes(project).find("Naming").id
                codebook.edit_code(change, code, name=f"Name in {name}")


def test_a_dry_run_tells_and_changes_nothing(
    copies: None, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path("ours.diple").read_bytes()
    assert main(["merge", "ours.diple", "theirs.diple", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "1 new annotation" in said
    assert "name changed on both sides" in said
    assert "--take codes:" in said
    assert Path("ours.diple").read_bytes() == before


def test_a_conflict_is_decided_and_the_whole_is_one_step(
    copies: None, capsys: pytest.CaptureFixture[str]
) -> None:
    found = read(capsys, "merge", "ours.diple", "theirs.diple", "--dry-run")
    (clash,) = found["conflicts"]
    assert (clash["ours"], clash["theirs"]) == (["Name in ours.diple"], ["Name in theirs.diple"])
    with Project.open(Path("ours.diple")) as project:
        before = state_of(project)
    done = read(capsys, "merge", "ours.diple", "theirs.diple", "--take", f"{clash['key']}=ours")
    assert done["is_written"]
    assert safety.backups_of(Path("ours.diple"))[0].reason == "merge"
    again = read(capsys, "merge", "ours.diple", "theirs.diple")
    assert again["is_empty"]
    with Project.open(Path("ours.diple")) as project:
        assert list_codes(project).find("Name in ours.diple")
        project.undo()
        assert state_of(project) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["theirs.diple", "--take", "codes:x"], "write it as KEY=ours or KEY=theirs"),
        (["theirs.diple", "--take", "codes:x:name=ours"], "no conflict called “codes:x:name”"),
        (["missing.diple"], "There is no file at missing.diple"),
        (["damaged.diple"], "damaged.diple"),
    ],
)
def test_what_cannot_be_merged_is_refused(
    copies: None, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    Path("damaged.diple").write_bytes(Path("theirs.diple").read_bytes()[:5000])
    before = Path("ours.diple").read_bytes()
    assert main(["merge", "ours.diple", *words]) == 1
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
    assert Path("ours.diple").read_bytes() == before


def test_two_corrections_of_one_text_are_shown_where_they_part(
    copies: None, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, word in (("ours.diple", "grand"), ("theirs.diple", "huge")):
        with Project.open(Path(name)) as project:
            correct(project, "Letter", "great", word)
    (clash,) = (
        each
        for each in read(capsys, "merge", "ours.diple", "theirs.diple", "--dry-run")["conflicts"]
        if each["kind"] == "text"
    )
    for side in ("ours", "theirs"):
        choice = ["--dry-run", "--take", f"{clash['key']}={side}"]
        assert main(["merge", "ours.diple", "theirs.diple", *choice]) == 0
        lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
        shown = [line for line in lines if "grand" in line or "huge" in line]
        assert [line.split(":")[0] for line in shown if line.startswith("> ")] == [f"> {side}"]
        assert len(shown) == 2
