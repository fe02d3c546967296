"""The segments as CSV: nothing is left out, and every cell is true."""

import csv
import os
from pathlib import Path

import pytest

from desktop_app.core.annotations import add_annotations
from desktop_app.core.codebook import list_codes
from desktop_app.core.coders import find_coder
from desktop_app.core.documents import find_document, list_documents, read_text
from desktop_app.core.model import NewAnnotation, NewPart, Op
from desktop_app.core.project import Project
from desktop_app.core.segments import Filter
from desktop_app.formats.csv_profile import BOM, DATA
from desktop_app.formats.segments_csv import write_segments
from tests.builders import a_note, me
from tests.builders import an_annotation as annotate

COLUMNS = (
    "annotation_id,part,parts,role,document_id,document,start,end,start_paragraph,end_paragraph,"
    "start_sentence,end_sentence,speaker,code_id,code,code_path,quote,before,after,coder,note,"
    "created_at,modified_at,text_sha256"
)


class InterruptedByUser(Exception):
    """What a window raises from its progress once the user has cancelled."""


def exported(project: Project, tmp_path: Path, only: Filter | None = None) -> list[dict[str, str]]:
    path = tmp_path / "segments.csv"
    count = write_segments(project, path, DATA, only)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == count
    return rows


def test_the_columns_are_those_promised(project: Project, tmp_path: Path) -> None:
    row = exported(project, tmp_path)[0]
    assert ",".join(row) == f"{COLUMNS},property:certainty,document:place,document:year"


def test_every_part_stands_in_its_text(project: Project, tmp_path: Path) -> None:
    texts = {each.id: read_text(project, each.id) for each in list_documents(project)}
    placed = [row for row in exported(project, tmp_path) if row["start"]]
    assert len(placed) == 6
    for row in placed:
        text, start, end = texts[row["document_id"]], int(row["start"]), int(row["end"])
        assert text[start:end] == row["quote"] != ""
        assert text[:start].endswith(row["before"])
        assert text[end:].startswith(row["after"])


def test_rows_follow_the_documents_and_their_texts(project: Project, tmp_path: Path) -> None:
    rows = exported(project, tmp_path)
    assert [row["document"] for row in rows] == ["Speech"] * 5 + ["Letter"] * 2
    starts = [int(row["start"]) for row in rows if row["document"] == "Speech" and row["start"]]
    assert starts == sorted(starts)


def test_a_figure_has_a_row_for_each_part(project: Project, tmp_path: Path) -> None:
    rows = [row for row in exported(project, tmp_path) if row["code"] == "Antithesis"]
    told = [(r["part"], r["parts"], r["role"], r["quote"]) for r in rows]
    assert told == [("1", "2", "pole A", "order 😀"), ("2", "2", "pole B", "fear")]
    assert {row["code_path"] for row in rows} == {"Figure > Antithesis"}
    assert {row["note"] for row in rows} == {"They against us"}
    assert {row["property:certainty"] for row in rows} == {"low"}
    assert {row["document:place"] for row in rows} == {"Vienna"}
    assert {row["start_paragraph"] for row in rows} == {"2"}


def test_no_work_is_left_out(project: Project, tmp_path: Path) -> None:
    rows = exported(project, tmp_path)
    (plain,) = [row for row in rows if not row["code_id"]]
    (unsaid,) = [row for row in rows if row["parts"] == "0"]
    assert (plain["code"], plain["code_path"], plain["quote"]) == ("", "", "café")
    assert (unsaid["part"], unsaid["start"], unsaid["quote"]) == ("", "", "")
    assert unsaid["note"] == "An unstated premise"


@pytest.mark.parametrize(
    ("field", "column", "values"),
    [
        ("code_id", "code", {"Antithesis", "Irony"}),
        ("document_id", "document", {"Letter"}),
        ("coder_id", "coder", {"Reader B"}),
    ],
)
def test_a_filter_leaves_what_was_asked_for(
    project: Project, tmp_path: Path, field: str, column: str, values: set[str]
) -> None:
    ids = {
        "code_id": list_codes(project).find("Figure").id,
        "document_id": find_document(project, "Letter").id,
        "coder_id": find_coder(project, "Reader B").id,
    }
    rows = exported(project, tmp_path, Filter(**{field: ids[field]}))
    assert {row[column] for row in rows} == values


def test_a_note_keeps_its_lines_and_its_signs(project: Project, tmp_path: Path) -> None:
    made = annotate(project, (0, 2))
    a_note(project, "annotation", made, 'one, "two"\n\n=three')
    (row,) = [row for row in exported(project, tmp_path) if row["annotation_id"] == made]
    assert row["note"] == 'one, "two"\n\n=three'


def test_a_table_for_spreadsheets_is_what_the_window_writes(
    project: Project, tmp_path: Path
) -> None:
    annotate(project, (0, 2), note="=1+1")
    write_segments(project, tmp_path / "a.csv")
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(BOM)
    assert b",'=1+1," in data
    assert b"\r" not in data


def test_progress_is_told_and_may_stop_it_all(project: Project, tmp_path: Path) -> None:
    coder, document = me(project), list_documents(project)[0].id
    with project.change(Op.IMPORT_ANNOTATIONS, coder) as change:
        spans = [NewPart(i % 20, i % 20 + 2) for i in range(500)]
        add_annotations(change, [NewAnnotation(document, [s], None, coder) for s in spans])
    heard: list[tuple[int, int]] = []
    count = write_segments(project, tmp_path / "a.csv", progress=lambda *at: heard.append(at))
    assert heard == [(200, count), (400, count), (count, count)]

    def stop(done: int, total: int) -> None:
        raise InterruptedByUser

    with pytest.raises(InterruptedByUser):
        write_segments(project, tmp_path / "b.csv", progress=stop)
    assert not (tmp_path / "b.csv").exists()
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".new")]
