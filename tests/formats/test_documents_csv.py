"""The table of documents: out and in again, in both profiles, with what it changes shown first."""

from pathlib import Path

import pytest

from desktop_app.core.docsets import sets_of
from desktop_app.core.documents import find_document, list_documents, set_field
from desktop_app.core.errors import ColumnsMissing, RowRefused
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.formats.csv_profile import DATA, EXCEL, Profile, read_table
from desktop_app.formats.documents_csv import apply_edits, read_documents, write_documents
from tests.builders import state_of

NASTY = '=SUM("a";1),\nשלום 😀 '


def apply(project: Project, path: Path) -> int:
    edits = read_documents(project, path)
    with project.change(Op.IMPORT_FIELDS) as change:
        apply_edits(change, edits)
    return len(edits)


@pytest.mark.parametrize("profile", [EXCEL, DATA])
def test_what_was_written_changes_nothing(
    project: Project, tmp_path: Path, profile: Profile
) -> None:
    here = find_document(project, "Speech").id
    with project.change(Op.SET_DOCUMENT_FIELD) as change:
        set_field(change, here, "characters", NASTY)
        set_field(change, here, "field:x", "y")
        set_field(change, here, "date", "c. 1850")
    path = tmp_path / "details.csv"
    assert write_documents(project, path, profile) == 2
    table = read_table(path)
    assert table.rows[0][1]["date_sortable"] == "1850"
    assert table.rows[0][1]["field:characters"].strip() == NASTY.strip()
    before = path.read_bytes()
    assert read_documents(project, path) == []
    write_documents(project, path, profile)
    assert path.read_bytes() == before


def test_a_table_changes_titles_fields_and_sets_in_one_step(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "details.csv"
    speech = find_document(project, "Speech")
    path.write_text(
        "document_id,document,place,speaker,sets,characters\n"
        f"{speech.id},The speech,,Ada,Aloud; Spring ;,99\n"
        ",Letter,Graz,,,\n",
        "utf-8",
    )
    before = state_of(project)
    edits = read_documents(project, path)
    assert state_of(project) == before
    assert edits[0].fields == {"place": "", "speaker": "Ada"}
    assert apply(project, path) == 2
    assert [(d.title, dict(d.fields)) for d in list_documents(project)] == [
        ("The speech", {"year": "2023", "speaker": "Ada"}),
        ("Letter", {"place": "Graz"}),
    ]
    assert sets_of(project) == {speech.id: ["Aloud", "Spring"]}
    project.undo()
    assert state_of(project) == before


@pytest.mark.parametrize(
    ("table", "error"),
    [
        ("place,date\nGraz,1999\n", ColumnsMissing),
        ("document,place\nNothing,Graz\n", RowRefused),
        ("document_id,place\nx,Graz\n", RowRefused),
    ],
)
def test_a_table_that_names_no_document_is_refused(
    project: Project, tmp_path: Path, table: str, error: type[Exception]
) -> None:
    path = tmp_path / "details.csv"
    path.write_text(table, "utf-8")
    with pytest.raises(error):
        read_documents(project, path)
