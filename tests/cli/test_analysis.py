"""The verbs that find, count and export, as a user types them."""

import csv
import json
import re
from pathlib import Path

import pytest

from desktop_app.cli import main
from desktop_app.core.coders import list_coders
from desktop_app.core.documents import list_documents, read_text
from desktop_app.core.notes import list_notes
from desktop_app.core.project import Project
from desktop_app.core.relations import list_relations
from desktop_app.core.safety import Reason, backups_of
from tests.builders import a_seeded_project


@pytest.fixture
def seeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    a_seeded_project(Path("p.diple")).close()
    return tmp_path


@pytest.mark.usefixtures("seeded")
def test_search_prints_aligned_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "p.diple", "order | cafe", "--context", "8"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Speech 2.1  call it [order] 😀; we c",
        "Speech 3.1  ם, dear [café] friends",
        "Letter 2.1     your [order] was a g",
        "3 lines.",
    ]
    assert main(["search", "p.diple", "WE", "--case", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["search", "p.diple", "we", "--limit", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "The first 1 line; --limit 0 prints all."


@pytest.mark.usefixtures("seeded")
def test_a_broken_expression_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "p.diple", "(", "--regex"]) == 1
    assert "is not a regular expression" in capsys.readouterr().err


@pytest.mark.usefixtures("seeded")
def test_a_matrix_is_printed_and_written(capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ["report", "p.diple", "matrix", "--descendants", "--csv", "m.csv"]
    assert main(wanted) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Unit: annotations",
        "                     Speech  Letter  (total)",
        "Figure                    2       1        3",
        "Figure > Antithesis       1       0        1",
        "Figure > Irony            1       1        2",
        "Naming                    1       1        1",
        "(no code)                 1       0        1",
        "(total)                   4       2        5",
        "6 rows.",
    ]
    with open("m.csv", encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == ["", "Speech", "Letter", "(total)"]
    assert main([*wanted, "--json", "--query", "has parts", "--columns", "coder"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert [(each["row"], each["value"]) for each in facts] == [
        ("Figure", 1), ("Figure > Antithesis", 1), ("Naming", 1),
    ]  # fmt: skip
    assert all(len(each["annotations"]) == each["value"] for each in facts)


@pytest.mark.usefixtures("seeded")
def test_frequencies_and_cooccurrence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "p.diple", "frequencies", "--json"]) == 0
    facts = {each["code_path"]: each for each in json.loads(capsys.readouterr().out)}
    assert facts["Figure"]["n_annotations_with_descendants"] == 3
    assert facts["Figure > Irony"]["n_annotations"] == 2
    assert facts["Poles"]["n_annotations"] == 0
    assert facts["(no code)"]["n_words"] == 1
    assert main(["report", "p.diple", "cooccurrence", "--by", "near", "--json"]) == 0
    facts_together = json.loads(capsys.readouterr().out)
    assert {(each["row"], each["column"]) for each in facts_together} == {
        ("Figure > Antithesis", "Naming"), ("Naming", "Figure > Antithesis"),
        ("Figure > Irony", "Naming"), ("Naming", "Figure > Irony"),
        ("Figure > Antithesis", "(no code)"), ("(no code)", "Figure > Antithesis"),
    }  # fmt: skip


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("matrix", "--rows", "colour"), "is not a row or column"),
        (("matrix", "--query", "(a"), "cannot be read from character 2 on"),
        (("frequencies", "--csv", "x.txt"), "let the name end in .csv"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "p.diple", *arguments]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.usefixtures("seeded")
def test_a_project_is_exported_by_suffix_or_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "p.diple", "all.xlsx"]) == 0
    assert main(["export", "p.diple", "folder", "--json"]) == 0
    said = capsys.readouterr().out
    assert json.loads(said[said.index("{") :])["format"] == "data"
    assert Path("folder/datapackage.json").is_file()
    assert main(["export", "p.diple", "out.odd", "--format", "text"]) == 0
    assert Path("out.odd").read_text("utf-8").startswith("Figure > Antithesis")
    assert main(["export", "p.diple", "out.odd"]) == 1
    assert ".xlsx" in capsys.readouterr().err
    assert main(["export", "p.diple", "p.diple", "--format", "text"]) == 1


@pytest.mark.usefixtures("seeded")
def test_a_project_of_another_program_comes_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "p.diple", "p.qdpx", "--json"]) == 0
    assert "turns of speech" in json.loads(capsys.readouterr().out)["lost"]
    assert main(["new", "q.diple"]) == 0
    Path("more.txt").write_text("More words.\n", "utf-8")
    capsys.readouterr()
    assert main(["import", "q.diple", "p.qdpx", "more.txt", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert [each["file"] for each in facts] == ["more.txt", "p.qdpx"]
    assert facts[1]["documents"] == 2
    assert backups_of(Path("q.diple"))[0].reason is Reason.IMPORT
    Path("broken.qdpx").write_bytes(b"PK")
    assert main(["import", "q.diple", "broken.qdpx"]) == 1
    assert "broken.qdpx is damaged" in capsys.readouterr().err


@pytest.mark.parametrize("profile", ["data", "excel"])
@pytest.mark.usefixtures("seeded")
def test_tables_are_written_each_on_its_own(
    profile: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Project.open(Path("p.diple"), write=False) as project:
        expected = {
            "notes": [("note", note.text) for note in list_notes(project)],
            "documents": [("document", each.title) for each in list_documents(project)],
            "coders": [("coder", each.name) for each in list_coders(project)],
            "relations": [("relation_id", each.id) for each in list_relations(project)],
        }
    for table, values in expected.items():
        wanted = ["export", "p.diple", "t.csv", "--table", table, "--profile", profile]
        assert main(wanted) == 0
        data = Path("t.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf") == (profile == "excel")
        rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines(keepends=True)))
        assert [(name, row[name]) for row, (name, _) in zip(rows, values, strict=True)] == values
    capsys.readouterr()
    assert main(["export", "p.diple", "t.xlsx", "--table", "notes"]) == 1
    assert main(["export", "p.diple", "t.csv", "--table", "notes", "--format", "tei"]) == 1
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.usefixtures("seeded")
def test_lines_and_lists_of_words_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "p.diple", "order", "--csv", "lines.csv"]) == 0
    lines = list(csv.DictReader(Path("lines.csv").read_text("utf-8").splitlines()))
    assert [(line["document"], line["place"], line["words"]) for line in lines] == [
        ("Speech", "2.1", "order"), ("Letter", "2.1", "order"),
    ]  # fmt: skip
    with Project.open(Path("p.diple"), write=False) as project:
        for line in lines:
            text = read_text(project, line["document_id"])
            assert text[int(line["start"]) : int(line["end"])] == line["words"]
        text = " ".join(read_text(project, each.id) for each in list_documents(project))
    assert main(["words", "p.diple", "words", "--csv", "w.csv", "--limit", "2"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("The first 2 of ")
    listed = {row["words"]: int(row["times"])
              for row in csv.DictReader(Path("w.csv").read_text("utf-8").splitlines())}  # fmt: skip
    assert listed["call"] == len(re.findall(r"(?i)\bcall\b", text)) == 2
    for kind in ("ngrams", "echoes", "collocates"):
        near = ["--near", "call"] if kind == "collocates" else ["--length", "2"]
        assert main(["words", "p.diple", kind, *near, "--json"]) == 0
        assert json.loads(capsys.readouterr().out), kind
    for wrong in (
        ["collocates"], ["ngrams", "--length", "1"], ["echoes", "--length", "999"],
        ["words", "--least", "0"], ["words", "--limit", "-1"], ["words", "--csv", "w.xlsx"],
    ):  # fmt: skip
        assert main(["words", "p.diple", *wrong]) == 1, wrong
        assert "Traceback" not in capsys.readouterr().err
