"""The codebook out and in on the command line."""

import json
from pathlib import Path

import pytest

from desktop_app.cli import main
from desktop_app.core.codebook import list_codes
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from tests.builders import a_code


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str]:
    code = main([str(word) for word in words])
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.fixture
def path(project: Project) -> Path:
    project.close()
    return project.path


def test_the_suffix_tells_the_format(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for suffix in ("csv", "xlsx", "yaml", "qdc", "html", "docx"):
        out = tmp_path / f"book.{suffix}"
        code, said = run(capsys, "codebook", "export", path, out)
        assert (code, out.exists()) == (0, True), said
        assert "4 codes" in said
    code, said = run(capsys, "codebook", "export", path, tmp_path / "book.qdc")
    assert "cannot hold: " in said
    assert "example passages (1)" in said
    code, said = run(capsys, "codebook", "export", path, tmp_path / "book.pdf")
    assert code == 1
    assert ".qdc" in said


def test_columns_are_mapped_and_rows_chosen_as_in_the_window(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "loro.csv"
    file.write_text("Codice;Regola\nFigure/Litote;quando nega\nFigure/Iperbole;x\n")
    asked = ("--map", "Codice=code", "--map", "Regola=when_to_use", "--cut", "/")
    code, said = run(capsys, "codebook", "import", path, file, *asked)
    assert "“Codice” as code, “Regola” as when_to_use" in said
    assert "Levels are cut by “/”" in said
    only = ("--only", "Figure > Litote", "--apply")
    code, said = run(capsys, "codebook", "import", path, file, *asked, *only)
    assert code == 0
    assert "Iperbole" not in said
    with Project.open(path) as project:
        tree = list_codes(project)
        assert tree.find("Figure > Litote").when_to_use == "quando nega"
        assert not any(each.name == "Iperbole" for each in tree)
        assert len(tree) == 5
    for more, told in (
        (("--map", "Nome=code"), "no column Nome"),
        (("--map", "Codice=colore"), "means nothing here"),
        (("--map", "Codice"), "is not a column and its meaning"),
        (("--only", "Figure > Nothing"), "no difference called"),
    ):
        code, said = run(capsys, "codebook", "import", path, file, *more)
        assert (code, told in said) == (1, True), said


def test_what_was_left_is_named_only_where_something_was(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new, whole = tmp_path / "new.diple", tmp_path / "whole.yaml"
    run(capsys, "new", new)
    run(capsys, "codebook", "export", path, whole)
    code, said = run(capsys, "codebook", "import", new, whole, "--apply")
    assert (code, "Done; nothing is ever deleted." in said) == (0, True), said
    part = tmp_path / "part.csv"
    part.write_text("code\nMetonymy\n")
    code, said = run(capsys, "codebook", "import", new, part, "--apply")
    assert (code, "Done, but for what is missing; nothing" in said) == (0, True), said


def test_a_passage_more_is_told_as_one_more(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "book.yaml"
    run(capsys, "codebook", "export", path, file)
    text = file.read_text()
    passage = text.index("          - quote: ")
    file.write_text(f"{text[:passage]}          - quote: Oh, how kind\n{text[passage:]}")
    code, said = run(capsys, "codebook", "import", path, file, "--apply")
    assert (code, said.count("passages")) == (0, 1)
    assert "passages: also “Oh, how kind”" in said
    page = tmp_path / "book.html"
    run(capsys, "codebook", "export", path, page)
    assert "Oh, how kind</p></blockquote>" in page.read_text()


def test_without_apply_only_the_differences_are_told(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "theirs.csv"
    file.write_text("tag,description\nFigure,All of them\nFigure.New,x\n", encoding="utf-8")
    before = path.read_bytes()
    code, said = run(capsys, "codebook", "import", path, file)
    assert code == 0
    assert "as Taguette writes it" in said
    assert "changed  Figure" in said
    assert "full_definition: “” becomes “All of them”" in said
    assert "new      Figure > New" in said
    assert "missing  Naming" in said
    assert "add --apply" in said
    assert path.read_bytes() == before
    code, said = run(capsys, "codebook", "import", path, file, "--apply", "--json")
    facts = json.loads(said)
    assert facts["done"] == {"created": 1, "changed": 1, "moved": 0, "left_out": 0}
    assert [each["kind"] for each in facts["differences"]][:2] == ["changed", "new"]
    with Project.open(path) as project:
        tree = list_codes(project)
        assert tree.find("Figure > New").full_definition == "x"
        assert tree.find("Figure").brief_definition == "An artful deviation"
        assert project.history()[-1].op == Op.IMPORT_CODES


def test_our_own_table_changes_nothing_and_a_bad_one_neither(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "book.csv"
    run(capsys, "codebook", "export", path, out)
    code, said = run(capsys, "codebook", "import", path, out)
    assert (code, "Nothing differs." in said) == (0, True)
    out.write_text(out.read_text(encoding="utf-8").replace("#123456", "reddish"), encoding="utf-8")
    before = path.read_bytes()
    code, said = run(capsys, "codebook", "import", path, out, "--apply")
    assert code == 1
    assert said.startswith(f"diple: Row 5 of {out}: ")
    assert path.read_bytes() == before


def test_the_table_fills_an_empty_project_with_the_same(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Project.open(path) as project:
        a_code(project, "-1 + 'x'", "Figure", full_definition="=1")
    for profile in ("excel", "data"):
        first, second = tmp_path / f"{profile}1.csv", tmp_path / f"{profile}2.csv"
        empty = tmp_path / f"{profile}.diple"
        run(capsys, "new", empty, "--coder", "Reader A")
        run(capsys, "codebook", "export", path, first, "--profile", profile)
        run(capsys, "codebook", "import", empty, first, "--apply")
        run(capsys, "codebook", "export", empty, second, "--profile", profile)

        def said(file: Path) -> list[str]:
            import csv

            with file.open(encoding="utf-8-sig", newline="") as lines:
                rows = list(csv.DictReader(lines))
            return [str({k: v for k, v in row.items() if not k.startswith("n_")}) for row in rows]

        assert said(first) == said(second)


def test_long_texts_are_shown_from_where_they_differ(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = "What is repeated at the beginning of sentences that follow one another, but there"
    file = tmp_path / "mine.csv"
    said = []
    for text in (before, f"{before}.", f"{before}.".replace(" ", "  ")):
        file.write_text(f'code,full_definition\nNaming,"{text}"\n')
        said.append(run(capsys, "codebook", "import", path, file, "--apply")[1])
    assert "full_definition: “…e another, but there” becomes “…e another, but there.”" in said[1]
    assert "full_definition: only spaces and ends of lines differ" in said[2]
