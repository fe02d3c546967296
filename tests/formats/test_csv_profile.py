"""CSV tables: the guard, the two profiles as bytes, and reading what others write."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.core.errors import AppError, BadTable, FileEmpty, FileMissing, FileUnreadable
from desktop_app.formats.csv_profile import (
    BOM,
    DATA,
    EXCEL,
    PROFILES,
    Profile,
    Table,
    guard,
    read_table,
    unguard,
    write_table,
)

NASTY = (
    "=1+1",
    "+",
    "-5",
    "@x",
    "'=a",
    "\tb",
    "\rc",
    'say "no"',
    "a,b",
    "x\ny",
    " edge ",
    "שלום 😀",
)


def table_of(tmp_path: Path, data: bytes | str) -> Table:
    path = tmp_path / "table.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_table(path)


def written(profile: Profile, *rows: tuple[str | int | None, ...]) -> bytes:
    out = io.BytesIO()
    assert write_table(out, profile, ("a", "b"), rows) == len(rows)
    return out.getvalue()


@given(st.text(alphabet=st.one_of(st.sampled_from("'=+-@\t\r "), st.characters(codec="utf-8"))))
@example("''=a")
@example("'")
def test_a_guard_comes_off_as_it_went_on(cell: str) -> None:
    assert unguard(guard(cell)) == cell


@pytest.mark.parametrize("cell", ["=a", "+a", "-a", "@a", "\ta", "\ra", "'=a", "''-"])
def test_what_a_spreadsheet_would_calculate_is_guarded(cell: str) -> None:
    assert guard(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a", "a=b", "'", "'a'", " =a", "“=”"])
def test_any_other_cell_is_left_alone(cell: str) -> None:
    assert guard(cell) == cell
    assert unguard(cell) == cell


def test_data_is_plain() -> None:
    assert written(DATA, ("=1", None), (2, 'a"b')) == b'a,b\n=1,\n2,"a""b"\n'


def test_excel_has_a_bom_and_guards() -> None:
    assert written(EXCEL, ("=1", "x\ny")) == BOM + b'a,b\n\'=1,"x\ny"\n'


def test_python_reads_a_lone_return_back() -> None:
    text = written(DATA, ("a\rb", "c")).decode()
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == ["a\rb", "c"]


def test_many_rows_are_those_of_pythons_writer() -> None:
    """More of them than are written at once, and more cells than are kept in mind."""
    rows = [(f"{number}, {number % 7}", number, None) for number in range(12_000)]
    expected = io.StringIO(newline="")
    csv.writer(expected, lineterminator="\n").writerows([("a", "b", "c"), *rows])
    out = io.BytesIO()
    assert write_table(out, DATA, ("a", "b", "c"), rows) == len(rows)
    assert out.getvalue().decode() == expected.getvalue()


def test_a_lone_empty_cell_is_still_a_row() -> None:
    out = io.BytesIO()
    write_table(out, DATA, ("a",), [("",), ("x",), (None,)])
    assert list(csv.reader(io.StringIO(out.getvalue().decode()))) == [["a"], [""], ["x"], [""]]


def test_a_nul_never_makes_a_table_unreadable() -> None:
    assert written(DATA, ("a\0b", "c")) == "a,b\na\ufffdb,c\n".encode()


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
@given(
    rows=st.lists(st.tuples(*[st.text(st.characters(codec="utf-8", exclude_characters="\0"))] * 2))
)
@example(rows=[(cell, cell) for cell in NASTY])
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, profile: Profile, rows: list[tuple[str, str]]
) -> None:
    table = table_of(tmp_path_factory.mktemp("round"), written(profile, *rows))
    assert table.columns == ("a", "b")
    found = [(row["a"], row["b"]) for _, row in table.rows]
    assert found == [row for row in rows if any(row)]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_separator_is_seen_from_the_header(tmp_path: Path, sign: str) -> None:
    table = table_of(tmp_path, f'a{sign}b\r\n1{sign}"x{sign}y;,"\r\n')
    assert table.rows == [(2, {"a": "1", "b": f"x{sign}y;,"})]


def test_only_a_file_with_a_bom_was_guarded(tmp_path: Path) -> None:
    assert table_of(tmp_path, BOM + b"a,b\n'=1,2\n").rows == [(2, {"a": "=1", "b": "2"})]
    assert table_of(tmp_path, b"a,b\n'=1,2\n").rows == [(2, {"a": "'=1", "b": "2"})]


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    table = table_of(tmp_path, 'a,b\n"one\ntwo",2\n\n3,4\n')
    assert [number for number, _ in table.rows] == [2, 4]


def test_a_short_row_is_filled_up(tmp_path: Path) -> None:
    assert table_of(tmp_path, "a,b\n1\n").rows == [(2, {"a": "1", "b": ""})]


def test_a_column_without_a_name_is_left_out(tmp_path: Path) -> None:
    table = table_of(tmp_path, ",a,b\n1,2,3\n")
    assert table.columns == ("a", "b")
    assert table.rows == [(2, {"a": "2", "b": "3"})]


def test_a_cell_may_be_huge(tmp_path: Path) -> None:
    cell = "x" * 1_000_000
    assert table_of(tmp_path, f"a,b\n{cell},1\n").rows[0][1]["a"] == cell


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("a,b\né,1\n".encode("cp1252"), "UTF-8"),
        ("a,b\n1,2\n".encode("utf-16"), "UTF-8"),
        (b"a,b\n\x00,1\n", "NUL"),
        (b'a,b\n1,"never closed\n2,3\n', "row 2"),
        (b"a,b\n1,2\n3,4,5\n", "row 3"),
        (b"a,a\n1,2\n", "“a”"),
    ],
)
def test_a_table_that_cannot_be_trusted_is_refused(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    with pytest.raises(BadTable) as refused:
        table_of(tmp_path, data)
    assert reason in str(refused.value.facts["reason"])


@pytest.mark.parametrize("data", [b"", b"\n \n", BOM])
def test_an_empty_file_is_no_table(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(FileEmpty):
        table_of(tmp_path, data)


@pytest.mark.parametrize(("name", "kind"), [("none.csv", FileMissing), ("", FileUnreadable)])
def test_a_place_without_a_file_is_no_table(
    tmp_path: Path, name: str, kind: type[AppError]
) -> None:
    with pytest.raises(kind):
        read_table(tmp_path / name)
