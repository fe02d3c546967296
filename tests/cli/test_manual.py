"""The manual tells the truth: its commands run, its pages and pictures are there, it names all."""

import re
import shlex
from pathlib import Path

import pytest

from desktop_app.cli import main, parser
from desktop_app.commands.verbs import VERBS
from desktop_app.core.asking import parse, to_text
from desktop_app.paths import resources
from desktop_app.query_words import meaning

MANUAL = resources() / "manual"
PAGES = sorted(MANUAL.glob("*.md"))
SPEECH = "We came. We saw it. Nobody asked us.\n\nWho would answer? Nobody would.\n"
READING = (
    "annotation_id,document,start,end,quote,code_path,coder\n"
    "a,speech,20,36,Nobody asked us.,Figure > Irony,Sam\n"
    "b,speech,38,55,Who would answer?,Figure > Hypophora,Sam\n"
)


def lines_of(page: Path, kind: str = "") -> list[str]:
    blocks = re.findall(
        rf"^```{kind}\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return [line for block in blocks for line in block.splitlines()]


def commands_of(page: Path) -> list[str]:
    return [line for line in lines_of(page) if line.startswith("diple ")]


def test_the_commands_of_the_manual_run_as_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("speech.txt").write_text(SPEECH, "utf-8")
    Path("letter.txt").write_text("Dear sir,\nnothing arrived.\n", "utf-8")
    Path("reading.csv").write_text(READING, "utf-8")
    commands = commands_of(MANUAL / "command-line.md")
    assert len(commands) > 15
    # Those of analysis need the annotations that the import brings, before the undoing.
    at = next(n for n, command in enumerate(commands) if command.startswith("diple search"))
    commands[at:at] = commands_of(MANUAL / "analysis.md")
    at = next(n for n, command in enumerate(commands) if command.startswith("diple agreement"))
    commands[at:at] = commands_of(MANUAL / "agreement.md")
    for command in commands:
        code = main(shlex.split(command)[1:])
        assert code == 0, f"{command}: {capsys.readouterr().err}"
    assert Path("segments.csv").read_text("utf-8").count("\n") >= 4


def test_the_queries_of_the_manual_are_right_and_each_means_something_else() -> None:
    queries = lines_of(MANUAL / "analysis.md", "query")
    assert len(queries) > 20
    said = {meaning(parse(query)) for query in queries}
    # A bare name may stand for its path, which tells two of them apart by no more than that.
    assert len(said) == len(queries)
    assert all(to_text(parse(to_text(parse(query)))) == to_text(parse(query)) for query in queries)


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_the_example_of_each_verb_is_right_usage(verb: object) -> None:
    example = verb.example  # type: ignore[attr-defined]
    asked = parser().parse_args(shlex.split(example)[1:])
    assert asked.run == verb.run  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        assert (MANUAL / target).is_file(), f"{page.name}: {target}"


def test_every_page_stands_in_the_index() -> None:
    index = (MANUAL / "index.md").read_text("utf-8")
    missing = [page.name for page in PAGES if page.stem != "index" and page.name not in index]
    assert not missing
