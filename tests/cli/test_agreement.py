"""`diple agreement`: figures with what they rest on, for people and as JSON."""

import json
from pathlib import Path

import pytest

from desktop_app.cli import main
from desktop_app.formats.sample import build_sample


@pytest.fixture
def sample(tmp_path: Path) -> str:
    path = tmp_path / "sample.diple"
    build_sample(path)
    return str(path)


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["agreement", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_json_says_code_measure_unit_value_and_counts(
    sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = ask(capsys, sample, "--coders", "Reader A,Reader B", "--measure", "kappa",
                       "--unit", "sentence", "--json")  # fmt: skip
    rows = json.loads(out)
    assert code == 0
    assert rows[-1]["code"] is None
    assert {row["measure"] for row in rows} == {"cohen_kappa"}
    assert {row["unit"] for row in rows} == {"sentence"}
    for row in rows[:-1]:
        assert sum(count["count"] for count in row["counts"]) == row["units"] > 100
        assert row["value"] is None or -1 <= row["value"] <= 1
        assert row["documents"] == 1


def test_people_are_told_in_plain_words(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, sample, "--coders", "Reader A,Reader B", "--code", "Irony")
    assert code == 0
    assert "both marked 4 of 9 places" in out
    assert "text that nobody marked is counted" in out
    assert "Cohen’s kappa, by character" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--coders", "Reader A"), "two or more"),
        (("--coders", "Reader A,Nobody"), "Nobody"),
        (("--coders", "Reader A,Reader B", "--measure", "gamma"), "gamma"),
        (("--coders", "Reader A,Reader B", "--code", "No such"), "No such"),
    ],
)
def test_what_is_refused(
    words: tuple[str, ...], said: str, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = ask(capsys, sample, *words)
    assert (code, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1
