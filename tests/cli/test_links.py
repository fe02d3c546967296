"""The verbs on links from one annotation to another, as a user types them."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli import main
from desktop_app.core.project import Project
from desktop_app.core.relations import list_relations
from tests.builders import SPEECH, a_seeded_project, an_annotation, place


@pytest.fixture
def ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Two annotations of the seeded project p.diple: of "We came" and of "fear"."""
    monkeypatch.chdir(tmp_path)
    with a_seeded_project(Path("p.diple")) as project:
        return (
            an_annotation(project, place(SPEECH, "We came"), code="Irony"),
            an_annotation(project, place(SPEECH, "fear")),
        )


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(list(words)) == 0, capsys.readouterr().err
    return capsys.readouterr().out.strip()


def read(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    return json.loads(said(capsys, *words, "--json"))


def test_a_link_is_made_listed_exported_and_taken_away(
    ends: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    made = said(capsys, "link", "p.diple", *ends, " bears  out ", "--coder", "Reader B")
    facts = read(capsys, "link", "p.diple", *ends[::-1], " answers ")
    assert (facts["kind"], facts["coder"]) == ("answers", "Reader A")
    assert (facts["from_annotation_id"], facts["to_annotation_id"]) == ends[::-1]
    said(capsys, "unlink", "p.diple", facts["relation_id"])
    lines = said(capsys, "links", "p.diple", "--csv", "links.csv").splitlines()
    assert lines[1:] == [
        f"{made}  Reader B: Figure > Irony “We came” → bears out → a highlight “fear”",
        "2 links.",
    ]
    with Path("links.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["relation_id"] for row in rows][1:] == [made]
    found = read(capsys, "links", "p.diple")[-1]
    assert (found["kind"], found["from_annotation_id"]) == ("bears out", ends[0])
    table = said(capsys, "segments", "p.diple", "-", "--query", "has relations")
    assert all(each in table for each in ends)
    said(capsys, "unlink", "p.diple", made)
    assert made not in said(capsys, "links", "p.diple")
    said(capsys, "undo", "p.diple")
    assert said(capsys, "unlink", "p.diple", *ends, "bears out") == (
        "Link taken away: Reader B: Figure > Irony “We came” → bears out → a highlight “fear”"
    )
    assert said(capsys, "links", "p.diple").endswith("1 link.")


def test_what_cannot_be_linked_is_told_in_one_sentence(
    ends: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    start, end = ends
    said(capsys, "link", "p.diple", start, end, "answers")
    for words, part in (
        (("link", "p.diple", start, end, "answers"), "linked by “answers” already"),
        (("link", "p.diple", start, start, "answers"), "to itself"),
        (("link", "p.diple", start, "no", "answers"), "annotation is no longer"),
        (("link", "p.diple", start, end, "  "), "link needs a name"),
        (("link", "p.diple", start, end, "x" * 201), "up to 200 characters"),
        (("link", "p.diple", start, end, "x", "--coder", "Nobody"), "no coder"),
        (("unlink", "p.diple", "no"), "no link called “no”"),
        (("unlink", "p.diple", start, end), "FROM TO KIND"),
        (("links", "p.diple", "--csv", "links.xlsx"), ".csv"),
    ):
        capsys.readouterr()
        assert main(list(words)) == 1
        error = capsys.readouterr().err
        assert part in error
        assert error.count("\n") == 1
    with Project.open(Path("p.diple"), write=False) as project:
        assert len(list_relations(project)) == 2
