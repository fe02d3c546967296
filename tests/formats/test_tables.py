"""CSV in both profiles, the cells of the codebook, and files written whole or not at all."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.errors import BadTable, FileEmpty, FileExists, FileUnwritable
from desktop_app.core.model import PropertyRule, Role
from desktop_app.formats import codebook_cells as cells
from desktop_app.formats.atomic import writing
from desktop_app.formats.csv_profile import DATA, EXCEL, guard, read_table, unguard, write_table

TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"))
NAME = TEXT.map(str.strip).filter(bool)


@given(TEXT)
def test_a_guard_comes_off_as_it_went_on(cell: str) -> None:
    assert unguard(guard(cell)) == cell


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\ta", "\ra", "'=1", "''@"])
def test_what_a_spreadsheet_would_run_is_guarded(cell: str) -> None:
    assert guard(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["a=1", "'a", " =1", "", "1-1"])
def test_other_cells_stay(cell: str) -> None:
    assert guard(cell) == cell == unguard(cell)


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1), st.sampled_from((EXCEL, DATA)))
def test_a_table_comes_back_as_it_went(rows: list[tuple[str, str]], profile: object) -> None:
    out = io.BytesIO()
    write_table(out, profile, ("a", "b"), [("x" + a, b) for a, b in rows])  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(out.getvalue())
        table = read_table(path)
    assert [(row["a"], row["b"]) for _, row in table.rows] == [("x" + a, b) for a, b in rows]


def test_the_data_profile_reads_plainly() -> None:
    out = io.BytesIO()
    write_table(out, DATA, ("a", "b"), [("=1", "two\nlines"), ('"', None)])
    assert out.getvalue().isascii()
    assert list(csv.reader(io.StringIO(out.getvalue().decode(), newline=""))) == [
        ["a", "b"],
        ["=1", "two\nlines"],
        ['"', ""],
    ]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_are_understood(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"a{sign}b\n1{sign}2\n\n3{sign}4\n", "utf-8")
    assert read_table(path).rows == [(2, {"a": "1", "b": "2"}), (4, {"a": "3", "b": "4"})]


@pytest.mark.parametrize("data", [b"a,b\n\xff,1\n", b'a,b\n"1,2\n', b"a,a\n1,2\n", b"a\n1,2\n"])
def test_broken_tables_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    with pytest.raises(BadTable):
        read_table(path)


def test_an_empty_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"\xef\xbb\xbf\n")
    with pytest.raises(FileEmpty):
        read_table(path)


@given(st.lists(st.builds(Role, NAME, st.booleans())))
def test_roles_come_back(roles: list[Role]) -> None:
    assert cells.read_roles(cells.write_roles(roles)) == tuple(roles)


@given(st.lists(NAME))
def test_aliases_come_back(aliases: list[str]) -> None:
    assert cells.read_aliases(cells.write_aliases(aliases)) == tuple(aliases)


def test_cells_of_the_codebook_are_readable() -> None:
    rule = PropertyRule("polarity", "choice", ("positive", "negative"), "positive")
    assert cells.write_roles([Role("pole A"), Role("bridge", False)]) == "pole A; bridge?"
    assert cells.read_properties(cells.write_properties([rule])) == (rule,)
    assert "positive | negative" in cells.write_properties([rule])


def test_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), writing(path) as file:
        file.write(b"new" * (1 // 0))
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable), writing(tmp_path / "no" / "out.csv"):
        pass


def test_a_database_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "p.diple"
    path.write_bytes(b"SQLite format 3\0")
    with pytest.raises(FileExists), writing(path):
        pass
