"""The sample project's two readers, compared, settled and reported on the command line."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli import main
from desktop_app.formats.sample import sample_project


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DIPLE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return str(sample_project())


def read(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def decide(sample: str, *words: str) -> int:
    return main(["settle", "decide", sample, *words])


def test_the_samples_readers_are_compared_settled_and_reported(
    sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read(capsys, "agreement", sample, "--coders", "Reader A,Reader B", "--measure", "alpha")
    found = read(capsys, "settle", "list", sample)
    several = [each for each in found if len(each["marks"]) > 1]
    assert len(found) > 50
    key, merged, nothing, both, none = (each["difference"] for each in several[:5])
    assert decide(sample, key, "accept") == 1
    assert "with --reading" in capsys.readouterr().err
    reason = "It is “ironic”, I think"
    assert decide(sample, key, "accept", "--reading", "Reader B", "--reason", reason) == 0
    for each, verdict in ((merged, "merge"), (nothing, "nothing"), (both, "both"),
                          (none, "reject")):  # fmt: skip
        assert decide(sample, each, verdict) == 0
    left = read(capsys, "settle", "list", sample, "--open")
    assert len(found) - len(left) >= 5
    mark = several[0]["marks"][0]["annotation"]
    assert main(["reply", sample, mark, "I see", "--coder", "Reader A"]) == 0
    report = read(capsys, "settle", "report", sample, "--csv", "settled.csv")
    assert [each["verdict"] for each in report] == ["accept", "merge", "nothing", "both", "reject"]
    assert report[0]["reason"] == reason
    assert report[0]["replies"][0]["text"] == "I see"
    with Path("settled.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["verdict"] for row in rows} == {"accept", "merge", "nothing", "both", "reject"}
    assert {row["coder"] for row in rows} == {"Reader A", "Reader B"}
    assert rows[0]["reason"] == reason
    assert main(["settle", "withdraw", sample, key]) == 0
    assert len(read(capsys, "settle", "report", sample)) == 4
    assert main(["undo", sample]) == 0
    assert len(read(capsys, "settle", "report", sample)) == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere", "merge"], "no difference called"),
        (["{}", "accept", "--reading", "Nobody"], "no coder called"),
        (["{}", "merge", "--coder", "Nobody"], "no coder called"),
    ],
)
def test_what_cannot_be_settled_is_said_in_one_sentence(
    sample: str, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first = read(capsys, "settle", "list", sample)[0]["difference"]
    assert decide(sample, *(word.format(first) for word in words)) == 1
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
    assert main(["settle", "withdraw", sample, first]) == 1
    assert main(["settle", "report", sample, "--csv", "x.xlsx"]) == 1
