"""`diple coders`: who reads in a project, and what stands for each of them."""

import json

import pytest

from desktop_app.cli import main
from desktop_app.core.coders import COLORS


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["coders", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_coders_are_listed(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, sample)
    assert (code, out.splitlines()) == (
        0, [f"A     {COLORS[0]}  Reader A", f"B     {COLORS[1]}  Reader B"],
    )  # fmt: skip


def test_a_coder_is_changed_in_one_step(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = (
        "--coder",
        "Reader B",
        "--name",
        "Noor van Dam",
        "--alias",
        "Blue",
        "--color",
        "#123456",
    )
    code, out, _ = ask(capsys, sample, *words, "--json")
    (changed,) = json.loads(out)
    assert code == 0
    assert [changed[key] for key in ("name", "initials", "alias", "color")] == [
        "Noor van Dam", "NV", "Blue", "#123456",
    ]  # fmt: skip
    assert main(["undo", sample]) == 0
    capsys.readouterr()
    assert "Reader B" in ask(capsys, sample)[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--name", "Noor"), "coder"),
        (("--coder", "Nobody", "--name", "Noor"), "Nobody"),
        (("--coder", "Reader B", "--name", "Reader A"), "Reader A"),
        (("--coder", "Reader B", "--name", " "), "name"),
        (("--coder", "Reader B", "--color", "red"), "red"),
        (("--coder", "Reader B", "--initials", "Noor van Dam"), "initials"),
    ],
)
def test_what_is_refused(
    words: tuple[str, ...], said: str, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = ask(capsys, sample, *words)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert said in err
    assert "Reader B" in ask(capsys, sample)[1]
