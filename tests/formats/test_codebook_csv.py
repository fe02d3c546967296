"""The codebook as CSV: its columns and rows, and the cells that hold lists."""

import csv
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.core.codebook import list_codes
from desktop_app.core.codetree import join_path
from desktop_app.core.model import PROPERTY_KINDS, PropertyRule, Role
from desktop_app.core.project import Project
from desktop_app.formats.codebook_cells import (
    read_aliases,
    read_properties,
    read_roles,
    write_aliases,
    write_properties,
    write_roles,
)
from desktop_app.formats.codebook_csv import write_codebook
from desktop_app.formats.csv_profile import BOM, DATA, EXCEL, Profile, read_table
from tests.builders import a_code

COLUMNS = (
    "code_id,code,parent_id,path,position,color,shortcut,brief_definition,full_definition,"
    "when_to_use,when_not_to_use,example,non_example,note,source,roles,properties,aliases,status,"
    "replaced_by,created_by,created_at,modified_at,n_annotations,n_documents"
)

names = st.text(
    st.one_of(st.sampled_from(r"\;?:()|= ,>"), st.characters(codec="utf-8")), min_size=1
)
rules = st.builds(
    PropertyRule,
    names,
    st.sampled_from(PROPERTY_KINDS),
    st.lists(names, max_size=3).map(tuple),
    st.one_of(st.just(""), names),
)


def exported(project: Project, path: Path) -> dict[str, dict[str, str]]:
    """Write the codebook and read it as any program would; rows by code path."""
    write_codebook(project, path, DATA)
    with path.open(encoding="utf-8", newline="") as file:
        return {row["path"]: row for row in csv.DictReader(file)}


@given(st.lists(st.builds(Role, names, st.booleans())))
@example([Role("?", False), Role("\\"), Role(" a "), Role("a?"), Role("\n")])
def test_roles_survive_a_cell(roles: list[Role]) -> None:
    assert read_roles(write_roles(roles)) == tuple(roles)


@given(st.lists(rules))
def test_properties_survive_a_cell(properties: list[PropertyRule]) -> None:
    assert read_properties(write_properties(properties)) == tuple(properties)


@given(st.lists(names))
def test_aliases_survive_a_cell(aliases: list[str]) -> None:
    assert read_aliases(write_aliases(aliases)) == tuple(aliases)


def test_cells_read_as_a_person_writes_them() -> None:
    polarity = PropertyRule("polarity", "choice", ("positive", "negative"), "positive")
    properties = "polarity: choice(positive | negative) = positive; intensity: number"
    assert write_roles([Role("pole A"), Role("bridge", False)]) == "pole A; bridge?"
    assert write_properties([polarity, PropertyRule("intensity", "number")]) == properties
    assert read_properties("free") == (PropertyRule("free", "text"),)
    assert write_aliases(["a", "b;c"]) == r"a; b\;c"


def test_the_columns_are_those_promised_then_those_unknown(
    project: Project, tmp_path: Path
) -> None:
    row = exported(project, tmp_path / "a.csv")["Naming"]
    assert ",".join(row) == f"{COLUMNS},example_passages,theirs"
    assert row["theirs"] == "kept"


def test_rows_stand_in_the_order_of_the_tree(project: Project, tmp_path: Path) -> None:
    tree = list_codes(project)
    assert list(exported(project, tmp_path / "a.csv")) == [tree.path(code.id) for code in tree]


def test_a_row_says_all_of_a_code(project: Project, tmp_path: Path) -> None:
    rows = exported(project, tmp_path / "a.csv")
    figure, antithesis = rows["Figure"], rows["Figure > Antithesis"]
    assert antithesis["parent_id"] == figure["code_id"]
    assert (figure["note"], figure["created_by"]) == ("Too wide?", "Reader A")
    assert (antithesis["roles"], antithesis["shortcut"]) == ("pole A; pole B", "T")
    assert (antithesis["n_annotations"], antithesis["n_documents"]) == ("1", "1")
    irony = rows["Figure > Irony"]
    assert (irony["aliases"], irony["n_annotations"]) == ("mockery", "2")
    assert irony["properties"] == "certainty: choice(low | high)"
    assert rows["Naming"]["replaced_by"] == irony["code_id"]
    assert rows["Naming"]["n_documents"] == "2"


@pytest.mark.parametrize("name", ['a "b", c', "two\nlines", "a > b \\ c", "=1+1", "שלום 😀", "-x"])
@pytest.mark.parametrize("profile", [DATA, EXCEL], ids=["data", "excel"])
def test_any_name_survives(project: Project, tmp_path: Path, name: str, profile: Profile) -> None:
    a_code(project, name)
    write_codebook(project, tmp_path / "a.csv", profile)
    last = read_table(tmp_path / "a.csv").rows[-1][1]
    assert (last["code"], last["path"]) == (name, join_path([name]))


def test_the_same_codebook_gives_the_same_bytes(project: Project, tmp_path: Path) -> None:
    write_codebook(project, tmp_path / "a.csv")
    write_codebook(project, tmp_path / "b.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert (tmp_path / "a.csv").read_bytes().startswith(BOM)


def test_progress_is_told(project: Project, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    count = write_codebook(project, tmp_path / "a.csv", progress=lambda *at: heard.append(at))
    assert heard == [(number, count) for number in range(1, count + 1)]
