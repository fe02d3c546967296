"""Exports of a whole project, each read back by a reader that is not ours and held to the store."""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import openpyxl
import pandas
import pytest

from desktop_app.core.annotations import add_annotations, list_annotations
from desktop_app.core.asking import parse
from desktop_app.core.asking.saved import save_query
from desktop_app.core.codebook import edit_code
from desktop_app.core.documents import list_documents, read_text
from desktop_app.core.errors import FileExists, FileUnwritable, UnknownExport
from desktop_app.core.examples import add_example
from desktop_app.core.formatting import set_formatting
from desktop_app.core.leftovers import draft_of
from desktop_app.core.model import NewAnnotation, NewPart, Op, Run
from desktop_app.core.notes import list_notes
from desktop_app.core.project import Project
from desktop_app.core.relations import list_relations
from desktop_app.formats.exports import EXPORT_FORMATS, export, list_losses
from desktop_app.formats.losses import KINDS
from tests.builders import a_code, a_document, a_note, an_annotation, me

pytestmark = pytest.mark.filterwarnings("ignore:Workbook contains no default style")

HOSTILE = ("=cmd()", "<img src=x onerror=alert(1)>", 'a "b", c', "x\\y", "שלום 😀")


def test_a_workbook_holds_what_the_store_holds(project: Project, tmp_path: Path) -> None:
    for name in HOSTILE:
        a_code(project, name)
        an_annotation(project, (0, 2), code=name.replace("\\", "\\\\"), note=f"{name}\nagain")
    out = tmp_path / "all.xlsx"
    export(project, out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == [
        "read me", "segments", "segments_wide", "documents_by_codes", "codebook", "notes",
        "documents", "coders", "relations", "decisions",
    ]  # fmt: skip
    tables = {
        name: [dict(zip(*pair, strict=True)) for pair in _pairs(book[name])]
        for name in book.sheetnames
    }
    texts = {each.id: read_text(project, each.id) for each in list_documents(project)}
    found = list_annotations(project)
    placed = [row for row in tables["segments"] if row["start"] is not None]
    assert len(placed) == sum(len(each.parts) for each in found)
    for row in placed:
        assert texts[row["document_id"]][row["start"] : row["end"]] == row["quote"]
    assert {row["annotation_id"] for row in tables["segments"]} == {each.id for each in found}
    assert {row["code"] for row in tables["segments"]} >= set(HOSTILE)
    assert {row["note"] for row in tables["notes"]} == {n.text for n in list_notes(project)}
    assert len(tables["relations"]) == len(list_relations(project)) == 1
    for sheet in book:
        for line in sheet.iter_rows():
            assert not any(cell.data_type == "f" or cell.hyperlink for cell in line)
    wide = tables["segments_wide"]
    assert len(wide) == len(tables["segments"])
    naming = sum(row["Naming"] for row in wide)
    assert naming == sum(row["code"] == "Naming" for row in tables["segments"])
    by_document = {row["document"]: row for row in tables["documents_by_codes"]}
    assert by_document["Letter"]["Figure > Irony"] == 1
    assert by_document["Speech"][r"<img src=x onerror=alert(1)\>"] == 1


def highlight_often(project: Project) -> None:
    with project.change(Op.HIGHLIGHT, me(project)) as change:
        home = list_documents(project)[0].id
        new = [NewAnnotation(home, [NewPart(0, 2)], None, me(project))] * 450
        add_annotations(change, new)


@pytest.mark.parametrize("name", ["all.html", "all.docx"])
def test_reading_all_annotations_can_be_stopped(
    project: Project, tmp_path: Path, name: str
) -> None:
    highlight_often(project)
    out = tmp_path / name
    out.write_text("before")

    def stop(done: int, total: int) -> None:
        assert (done, total) == (0, 0)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(project, out, progress=stop)
    assert out.read_text() == "before"


def test_a_workbook_says_how_far_it_is_and_can_be_stopped(project: Project, tmp_path: Path) -> None:
    highlight_often(project)
    out = tmp_path / "all.xlsx"
    out.write_text("before")
    heard: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        heard.append((done, total))
        if done > 600:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(project, out, progress=stop)
    assert out.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".xlsx"] == ["all.xlsx"]
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert heard[0] == (0, 0)
    assert heard[-1][1] > 900


@pytest.mark.parametrize(
    ("name", "packed"), [("all.qdpx", 1), ("data", 0), ("all.xlsx", 10), ("all.docx", 6)]
)
def test_every_stage_is_told_and_can_be_stopped(
    project: Project, tmp_path: Path, name: str, packed: int
) -> None:
    highlight_often(project)
    out = tmp_path / name
    heard: list[tuple[int, int]] = []
    export(project, out, progress=lambda done, total: heard.append((done, total)))
    before = contents(out)
    # What is packed is told piece by piece, and before it each text or some hundred rows.
    assert len(heard) >= packed + len(list_documents(project)) + 450 // 200
    for number in range(len(heard)):
        with pytest.raises(KeyboardInterrupt):
            export(project, out, progress=stop_at(number))
        assert contents(out) == before
        assert [path.name for path in tmp_path.glob(f"*{name}*")] == [name]


def stop_at(number: int) -> Callable[[int, int], None]:
    """Make a listener to progress that stops everything at one of its reports."""
    told = count()

    def stop(done: int, total: int) -> None:
        if next(told) == number:
            raise KeyboardInterrupt

    return stop


def contents(out: Path) -> dict[str, bytes]:
    files = [out] if out.is_file() else [path for path in out.rglob("*") if path.is_file()]
    return {path.name: path.read_bytes() for path in files}


def _pairs(sheet: object) -> list[tuple[list[object], list[object]]]:
    header, *rows = sheet.iter_rows(values_only=True)  # type: ignore[attr-defined]
    return [(list(header), list(row)) for row in rows]


def test_a_data_folder_is_described_and_its_example_runs(project: Project, tmp_path: Path) -> None:
    a_note(project, "project", None, '=1+1, "quoted"\nand more')
    out = tmp_path / "out" / "data"
    out.parent.mkdir()
    export(project, out)
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        frame = pandas.read_csv(out / resource["path"], keep_default_na=False, dtype=str)
        assert list(frame.columns) == [field["name"] for field in resource["schema"]["fields"]]
        for field in resource["schema"]["fields"]:
            values = frame[field["name"]]
            if field["type"] == "integer":
                assert values[values != ""].str.fullmatch(r"\d+").all(), field
    notes = pandas.read_csv(out / "notes.csv")
    assert '=1+1, "quoted"\nand more' in set(notes["note"])
    export(project, out)
    assert [path.name for path in out.parent.iterdir()] == ["data"]


R = shutil.which("Rscript")


@pytest.mark.parametrize(
    ("program", "file"),
    [
        (sys.executable, "example.py"),
        pytest.param(R, "example.R", marks=pytest.mark.skipif(not R, reason="there is no R")),
    ],
)
def test_its_ten_lines_run(project: Project, tmp_path: Path, program: str, file: str) -> None:
    """They check each quotation against its text, whatever stands there, and count the codes."""
    text = "NA 😀 café “q”, x\n\nשלום, ends with its line\n"
    for name in ("NA", '=x "q", y'):
        a_code(project, name)
    home = a_document(project, 'Of "quotes", and', text)
    an_annotation(project, (0, 2), document=home, code="NA", note='two\nlines "x"')
    an_annotation(project, (5, len(text)), document=home, code='=x "q", y', properties={"a": "NA"})
    out = tmp_path / "data"
    export(project, out)
    assert len((out / file).read_text().splitlines()) <= 10
    for place in ("C", "C.UTF-8"):
        run = subprocess.run(
            [program, file], cwd=out, capture_output=True, text=True, check=False,
            encoding="utf-8", errors="replace",
            env={**os.environ, "PYTHONWARNINGS": "ignore", "PYTHONUTF8": "1", "LC_ALL": place},
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
        assert "Figure > Irony" in run.stdout
        assert '=x "q", y' in run.stdout


def test_what_a_format_leaves_behind_is_counted(project: Project) -> None:
    """Nothing is left out in silence: what there is must be carried, or told."""
    name_things(project)
    kinds = {kind: count(project) for kind, count in KINDS.items()}
    assert all(kinds.values()), kinds
    for each in EXPORT_FORMATS:
        lost = list_losses(project, each)
        assert lost
        if not each.losses:
            assert lost == [(kind, kinds[kind]) for kind in each.lacks]
    lacking = {each.name: set(each.lacks) for each in EXPORT_FORMATS}
    assert lacking["data"] == {
        "turns of speech", "stretches in italics, bold or set as headings", "saved queries",
    }  # fmt: skip
    assert "links between annotations" not in lacking["tei"]


def name_things(project: Project) -> None:
    """Add what the seeded project lacks of the kinds that a format may leave behind."""
    home = list_documents(project)[0]
    a_note(project, "document", home.id, "read twice")
    a_note(project, "coder", me(project), "a careful reader")
    code = a_code(project, "Hyperbole", brief_definition="more", full_definition="more than so")
    a_note(project, "code", code, "rare")
    mark = an_annotation(project, (0, 2), code="Hyperbole")
    a_code(project, "Litotes")
    with project.change(Op.ADD_EXAMPLE, me(project)) as change:
        add_example(change, code, mark)
        edit_code(change, code, full_definition="much more than so")
        save_query(change, "Irony only", parse("Irony"))
        set_formatting(change, home.id, home.text_sha256, [Run(0, 2, "bold")])


def test_a_folder_of_others_is_left_alone(project: Project, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("keep me")
    with pytest.raises(FileExists):
        export(project, mine)
    assert (mine / "thesis.txt").read_text() == "keep me"
    with pytest.raises(FileUnwritable):
        export(project, tmp_path / "none" / "data")
    with pytest.raises(UnknownExport):
        export(project, tmp_path / "x.pdf")


def test_web_annotations_are_lines_of_json(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "a.jsonl"
    _, count = export(project, out)
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    found = {f"urn:uuid:{each.id}": each for each in list_annotations(project)}
    assert count == len(lines) == len(found)
    for line in lines:
        annotation = found[line["id"]]
        assert line["@context"] == "http://www.w3.org/ns/anno.jsonld"
        selectors = [each["selector"] for each in line["target"] if "selector" in each]
        assert [(s[0]["start"], s[0]["end"], s[1]["exact"]) for s in selectors] == [
            (part.start, part.end, part.quote) for part in annotation.parts
        ]
        tags = [body["value"] for body in line["body"] if body["purpose"] == "commenting"]
        assert tags == ([annotation.note] if annotation.note else [])


def test_a_text_report_goes_by_code(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "r.txt"
    _, count = export(project, out)
    text = out.read_text("utf-8")
    assert count == len(list_annotations(project))
    assert text.startswith("Figure > Antithesis (1 annotation)\n\n  order 😀 … fear\n")
    assert "    Speech 2.1 · Reader A\n    certainty: low\n    They against us\n" in text
    assert "(no code) (1 annotation)" in text
    assert "  (no words)\n" in text


def test_a_long_text_stands_whole_in_a_workbook(project: Project, tmp_path: Path) -> None:
    a_note(project, "project", None, "word " * 9000)
    out = tmp_path / "all.xlsx"
    export(project, out)
    sheet = openpyxl.load_workbook(out)["notes"]
    header, *rows = sheet.iter_rows(values_only=True)
    at = header.index("note")
    assert header[at + 1] == "note (continued 2)"
    longest = max(rows, key=lambda row: len(row[at] or ""))
    assert (longest[at] or "") + (longest[at + 1] or "") == "word " * 9000


def test_shapes_of_segments_agree(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_app.cli import main

    monkeypatch.chdir(tmp_path)
    path = str(project.path)
    project.close()
    for shape in ("long", "wide", "documents"):
        assert main(["segments", path, f"{shape}.csv", "--shape", shape]) == 0
    assert main(["segments", path, "q.csv", "--query", "has parts"]) == 0
    assert main(["segments", path, "long.xlsx"]) == 0
    tables = {}
    for name in ("long", "wide", "documents", "q"):
        with open(f"{name}.csv", encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    assert len(tables["long"]) == len(tables["wide"]) == 7
    assert sum(int(row["Figure > Irony"]) for row in tables["wide"]) == 2
    assert {row["document"]: row["Naming"] for row in tables["documents"]} == {
        "Speech": "1", "Letter": "1",
    }  # fmt: skip
    assert {row["parts"] for row in tables["q"]} == {"2"}
    header = next(openpyxl.load_workbook("long.xlsx").active.iter_rows(values_only=True))
    assert list(header) == list(tables["long"][0])


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it takes two steps")
def test_a_data_folder_is_there_at_every_moment(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data"
    left = draft_of(path).with_name(".data.999999999-0123456789ab.new")
    left.mkdir()
    (left / "half.csv").write_text("half")
    export(project, path, "data")
    assert not left.exists(), "what a killed export left stays"
    (path / "datapackage.json").write_text(json.dumps({"created_by": "Diple 0"}))
    # Two renames would leave a moment in between, in which no folder bears the name.
    monkeypatch.setattr(os, "replace", lambda *_: pytest.fail("the name was given up first"))
    export(project, path, "data")
    assert "segments" in (path / "datapackage.json").read_text("utf-8")
    assert list(tmp_path.glob(".*.new")) == list(tmp_path.glob(".*.old")) == []
