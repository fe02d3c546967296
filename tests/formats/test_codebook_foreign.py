"""Codebooks that other programs wrote, and files that no program should take."""

import io
import zipfile
from pathlib import Path

import pytest

from desktop_app.core.books import Book
from desktop_app.core.errors import (
    AppError,
    BadColor,
    BadShortcut,
    BadTable,
    BadValue,
    CodeInsideItself,
    ColumnsMissing,
    FileDamaged,
    FileEmpty,
    FileTooLarge,
    LineRefused,
    NameEmpty,
    NameTaken,
    ParentMissing,
    Repeated,
    RowRefused,
    ShortcutTaken,
    TooDeep,
    TooLong,
    UnknownFormat,
    WrongShape,
)
from desktop_app.formats import codebooks
from desktop_app.formats.codebooks import BookFile, read_codebook_file
from desktop_app.messages import sentence
from tests.formats.xlsx_by_hand import a_workbook

ACCEPTANCE = Path(__file__).parents[3] / "shared" / "acceptance"
OURS = "code_id,code,parent_id,path,position,color,shortcut,properties,theirs\n"


def read(tmp_path: Path, data: str | bytes, name: str = "theirs.csv") -> BookFile:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_codebook_file(path)


def paths(book: Book) -> list[str]:
    return [book.paths[entry.id] for entry in book.entries]


def prose(book: Book) -> dict[str, str]:
    return {entry.name: entry.full_definition for entry in book.entries if entry.full_definition}


TREE = ["A", "A > B", "C"]
FOREIGN = {
    "Taguette": "tag,description,number of highlights,number of documents\r\n"
    'A,,1,1\r\nA.B,"about B, ""so""",0,0\r\nC,e.g. this,2,1\r\n',
    "Taguette ": "tag,description\nA\\B,about B\nA,\nC,e.g. this\n",
    "LibreQDA": "tag,description,color,parent,number of highlights\n"
    "A,,#ff0000,,1\nB,about B,#00ff00,A,2\nC,e.g. this,,,0\n",
    "QualCoder": "A>>B,about B\nC,e.g. this\n",
    "MAXQDA": "\ufeffCode;Memo\nA;\nA > B;about B\nC;e.g. this\n",
    "MAXQDA ": "Code\tMemo\nA\t\nA\\B\tabout B\nC\te.g. this\n",
    "NVivo": "Name,Description,Files,References\n"
    "Codes\\\\A,,1,1\nCodes\\\\A\\\\B,about B,1,2\nCodes\\\\C,e.g. this,0,0\n",
    "NVivo ": "Name,Description,Files,References\nA,,1,1\n  B,about B,1,2\nC,e.g. this,0,0\n",
    "NVivo  ": "Hierarchical Name,Nickname,Description,Sources,References\n"
    "Nodes\\\\A,,,1,1\nNodes\\\\A\\\\B,,about B,1,2\nNodes\\\\C,,e.g. this,0,0\n",
    "MAXQDA  ": "Color\tParent code\tCode\tCod. segments (activated documents)\tCode memo\n"
    "\t\tA\t1\t\n\tA\tB\t1\tabout B\n\t\tC\t0\te.g. this\n",
    "ATLAS.ti": "Code,Comment,Code Category,Grounded,Density,Color\n"
    "A,,,3,0,Red\nB,about B,A,1,0,none\nC,e.g. this,,0,0,#00ff00\n",
    "Dedoose": "Id,Parent Id,Depth,Title,Description\n1,,0,A,\n2,1,1,B,about B\n3,,0,C,e.g. this\n",
    "CATMA": "Tagset;Tag;Tag Path;Tag Color;Definition\n"
    "T;A;/A;#ff0000;\nT;B;/A/B;;about B\nT;C;/C;;e.g. this\n",
    "themes": "Theme;Code;Definition\nA;B;about B\n;C;e.g. this\n",
    "requal": '"","code_id","code_name","code_description","code_color","categories"\n'
    '"1",1,"B","about B","#ff0000","A (all of them) | Z"\n"2",2,"C","e.g. this","#00f",""\n',
    "levels": "Level 1,Level 2,Definition\nA,,\n,B,about B\nC,,e.g. this\n",
    "indents": "A\n\tB\nC\n",
    "points": "Tree,Memo\nA,\n...B,about B\nC,e.g. this\n",
}


@pytest.mark.parametrize("program", FOREIGN)
def test_what_other_programs_write_comes_in_as_a_tree(tmp_path: Path, program: str) -> None:
    name = "theirs.txt" if program == "indents" else "theirs.csv"
    found = read(tmp_path, FOREIGN[program], name)
    assert paths(found.book) == TREE
    if program != "indents":
        assert prose(found.book) == {
            "B": 'about B, "so"' if program == "Taguette" else "about B",
            "C": "e.g. this",
        }
    if program.strip() not in ("levels", "indents", "points", "themes"):
        assert found.program == program.strip()


def test_what_stands_above_is_found_by_name_or_path(tmp_path: Path) -> None:
    table = "Name,Memo,Category\nC,,B\nB,,A\nA,,\nD,,A > B\nE,,A\\B\n"
    found = read(tmp_path, table)
    assert paths(found.book) == ["A", "A > B", "A > B > C", "A > B > D", "A > B > E"]
    # A name that two rows have means neither of them.
    found = read(tmp_path, "Name,Category\nA,\nX,A\nX,\nY,X\n")
    assert paths(found.book) == ["A", "A > X", "X", "X > Y"]
    with pytest.raises(RowRefused) as refused:
        read(tmp_path, "Name,Category\nC,\nA,B\nB,A\n")
    assert isinstance(refused.value.facts["cause"], CodeInsideItself)
    assert refused.value.facts["row"] == 3
    # A code may be called as its category is, or as a column.
    found = read(tmp_path, "Category,Code\nA,A\nA,B\nCode,C\n")
    assert paths(found.book) == ["A", "A > A", "A > B", "Code", "Code > C"]
    line = "".join(f"c{number},c{number - 1}\n" for number in range(2000, 0, -1))
    with pytest.raises(RowRefused) as refused:
        read(tmp_path, f"Name,Category\n{line}")
    assert isinstance(refused.value.facts["cause"], TooDeep)


def test_headers_in_other_languages_are_guessed(tmp_path: Path) -> None:
    for header in (
        "Código;Descripción;Categoría;Ejemplo", "Nom;Définition;Catégorie;Exemple",
        "Code;Beschreibung;Kategorie;Ankerbeispiel",
    ):  # fmt: skip
        book = read(tmp_path, f"{header}\nB;about B;A;so\n").book
        assert paths(book) == ["A", "A > B"]
        assert (book.entries[1].full_definition, book.entries[1].example) == ("about B", "so")


def test_dates_that_each_reads_differently_are_kept_as_they_stand(tmp_path: Path) -> None:
    table = "Name,Created,Modified\nA,1/5/2023 10:11 AM,2023-01-05 10:11\n"
    [entry] = read(tmp_path, table).book.entries
    assert (entry.created_at, entry.modified_at) == ("", "2023-01-05 10:11")
    assert dict(entry.extra) == {"Created": "1/5/2023 10:11 AM"}


def test_wide_letters_and_either_mark_are_read(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        found = read(tmp_path, "Code;Memo\nФигура;ш\n".encode(encoding))
        assert paths(found.book) == ["Фигура"]


def test_columns_that_are_not_known_are_kept(tmp_path: Path) -> None:
    book = read(tmp_path, "name,memo,frequency,theirs\nA,x,7,kept\n").book
    assert dict(book.entries[0].extra) == {"theirs": "kept"}


def test_plain_names_with_points_stay_whole(tmp_path: Path) -> None:
    book = read(tmp_path, "tag,description\nWords such as e.g.,\nvs. them,\nand/or,\n").book
    assert paths(book) == ["Words such as e.g.", "vs. them", "and/or"]


def test_a_row_that_a_person_added_is_placed_by_its_path(tmp_path: Path) -> None:
    a = "00000000-0000-7000-8000-00000000000a"
    rows = f"{a},A,,A,0,,,,\n,New,,A > New,1,,,,\n,,,Elsewhere > There,2,,,,\n"
    book = read(tmp_path, OURS + rows).book
    assert paths(book) == ["A", "A > New", "Elsewhere", "Elsewhere > There"]
    assert [entry.is_implied for entry in book.entries] == [False, False, True, False]


def test_a_spreadsheet_of_another_program_is_read(tmp_path: Path) -> None:
    path = tmp_path / "theirs.xlsx"
    path.write_bytes(a_workbook())
    found = read_codebook_file(path)
    assert paths(found.book) == TREE
    assert prose(found.book) == {"B": "about B", "C": "7"}


def a_broken_workbook(path: Path, wrong: bytes, right: bytes) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_workbook())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(wrong, right))
    path.write_bytes(out.getvalue())
    return path


def test_a_spreadsheet_with_nonsense_for_numbers_is_no_fault(tmp_path: Path) -> None:
    path = a_broken_workbook(tmp_path / "a.xlsx", b'<row r="2">', b'<row r="x">')
    assert paths(read_codebook_file(path).book) == TREE
    path = a_broken_workbook(tmp_path / "b.xlsx", b"<v>4</v>", b"<v>99</v>")
    with pytest.raises(BadTable) as refused:
        read_codebook_file(path)
    assert "C3" in sentence(refused.value)


def test_older_exchange_files_and_their_sets_are_read(tmp_path: Path) -> None:
    guid = "575CD58B-641A-48C7-BC7B-4F3D2199C77"
    text = (
        '<CodeBook xmlns="urn:QDA-XML:codebook:0:4" origin="ATLAS.ti"><Codes>'
        f'<Code guid="{guid}1" name="A" isCodable="false"><Description>about A</Description>'
        f'<Code guid="{guid}2" name="B" isCodable="true" color="#F00"/></Code></Codes>'
        f'<Sets><Set name="S" guid="{guid}3"><MemberCode guid="{guid}2"/></Set></Sets></CodeBook>'
    )
    book = read(tmp_path, text, "theirs.qdc").book
    assert paths(book) == ["A", "A > B"]
    assert prose(book) == {"A": "about A"}
    assert (book.entries[1].id, book.entries[1].color) == (f"{guid}2".lower(), "#ff0000")
    assert book.entries[1].extra == {"sets": "S"}
    assert {entry.status for entry in book.entries} == {"active"}


@pytest.mark.skipif(not ACCEPTANCE.exists(), reason="the files to be accepted are not here")
def test_the_accepted_files_keep_hierarchy_and_descriptions() -> None:
    table = read_codebook_file(ACCEPTANCE / "taguette" / "codebook.csv").book
    assert "rhetoric > group0 > figure0" in paths(table)
    figure = next(entry for entry in table.entries if entry.name == "figure0")
    assert figure.full_definition == 'Définition 0: "quoted", with a comma;\nand a second line'
    names = [entry.name for entry in table.entries if entry.parent_id is None]
    assert names == ["interesting", "rhetoric"]
    qdc = read_codebook_file(ACCEPTANCE / "taguette" / "codebook.qdc").book
    assert sorted(paths(qdc)) == sorted(paths(table))
    old = read_codebook_file(ACCEPTANCE / "refi" / "taguette.qdc").book
    assert paths(old) == ["interesting", "interesting > places", "people"]
    atlas = read_codebook_file(ACCEPTANCE / "refi" / "atlasti9.qdc").book
    assert paths(atlas) == ["code2", "code1", "code1 > code1.1", "code3", "code3 > code:3.1"]


A, B = ("00000000-0000-7000-8000-00000000000" + letter for letter in "ab")
BAD = {
    "two ids": (OURS + f"{A},A,,A,0,,,,\n{A},B,,B,1,,,,\n", 3, Repeated),
    "no such parent": (OURS + f"{A},A,{B},A,0,,,,\n", 2, ParentMissing),
    "its own parent": (OURS + f"{A},A,{A},A,0,,,,\n", 2, CodeInsideItself),
    "a ring": (OURS + f"{A},A,{B},,0,,,,\n{B},B,{A},,0,,,,\n", 2, CodeInsideItself),
    "two of a path": (OURS + f"{A},A,,A,0,,,,\n{B},A,,A,1,,,,\n", 3, NameTaken),
    "two of a foreign path": ("tag,description\nA,x\nA,y\n", 3, NameTaken),
    "no colour": (OURS + f"{A},A,,A,0,reddish,,,\n", 2, BadColor),
    "no key": (OURS + f"{A},A,,A,0,,ab,,\n", 2, BadShortcut),
    "two of a key": (OURS + f"{A},A,,A,0,,k,,\n{B},B,,B,0,,K,,\n", 3, ShortcutTaken),
    "no name": (OURS + f"{A},,,,0,,,,\n", 2, NameEmpty),
    "no position": (OURS + f"{A},A,,A,first,,,,\n", 2, BadValue),
    "no kind of property": (OURS + f"{A},A,,A,0,,,p: colour,\n", 2, BadValue),
    "no choice": (OURS + f"{A},A,,A,0,,,p: choice,\n", 2, WrongShape),
    "a text without end": ("tag,description\nA," + "x" * 1_000_001, 2, TooLong),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_row_is_named_with_its_reason(tmp_path: Path, case: str) -> None:
    text, row, cause = BAD[case]
    with pytest.raises(RowRefused) as refused:
        read(tmp_path, text)
    assert refused.value.facts["row"] == row
    assert isinstance(refused.value.facts["cause"], cause)
    assert f"Row {row} of " in sentence(refused.value)


WORSE: dict[str, tuple[str, bytes, type[AppError], str]] = {
    "more cells": ("a.csv", b"tag,description\nA,b,c\n", BadTable, "row 2"),
    "one column twice": ("a.csv", b"tag,tag\nA,b\n", BadTable, "tag"),
    "NUL": ("a.csv", b"tag,description\nA,\0\n", BadTable, "line 2"),
    "another encoding": ("a.csv", b"tag,description\nA,b\nB,\xe9\n", BadTable, "line 3"),
    "no name column": ("a.csv", OURS.replace("code,", "", 1).encode() + b"x,y\n", AppError, ""),
    "no such kind": ("a.pdf", b"x", UnknownFormat, ".csv"),
    "a tag": ("a.yaml", b"codes:\n - name: !!python/object:x A\n", LineRefused, "Line 2"),
    "YAML in another encoding": ("a.yaml", b"codes:\n - name: \xe9\n", FileDamaged, "line 2"),
    "YAML without end": (
        "a.yaml",
        b"codes:\n - name: A\n   note: " + b"x" * 1_000_001,
        LineRefused,
        "Line 3",
    ),
    "an alias": ("a.yaml", b"codes:\n - name: &a A\n - name: *a\n", LineRefused, "Line 2"),
    "too many levels": ("a.yaml", b"codes: " + b"[" * 10_000, LineRefused, "Line 1"),
    "no such key": ("a.yaml", b"codes:\n - name: A\n   colour: x\n", LineRefused, "Line 3"),
    "broken": ("a.qdc", b"<CodeBook><Codes>", FileDamaged, ""),
    "no codebook": ("a.qdc", b"<html/>", FileDamaged, ""),
    "entities": ("a.qdc", b'<!DOCTYPE x [<!ENTITY a "b">]><CodeBook/>', FileDamaged, ""),
    "two of a guid": (
        "a.qdc",
        b'<CodeBook><Codes><Code guid="1" name="a"/><Code guid="1" name="b"/></Codes></CodeBook>',
        RowRefused,
        "Row 2",
    ),
    "only separators": ("a.csv", b",,,\n,,,\n", FileEmpty, "empty"),
    "no spreadsheet": ("a.xlsx", b"PK\x03\x04", FileDamaged, ""),
}


@pytest.mark.parametrize("case", WORSE)
def test_a_bad_file_is_refused_in_one_sentence(tmp_path: Path, case: str) -> None:
    name, data, kind, said = WORSE[case]
    with pytest.raises(kind) as refused:
        read(tmp_path, data, name)
    assert said in sentence(refused.value)


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codebooks, "LIMIT", 20)
    with pytest.raises(FileTooLarge):
        read(tmp_path, "tag,description\n" + "A,b\n" * 10)


def test_ten_thousand_levels_are_no_fault(tmp_path: Path) -> None:
    lines = "".join(f"{'  ' * n}- name: A\n{'  ' * n}  children:\n" for n in range(1, 300))
    with pytest.raises(LineRefused):
        read(tmp_path, f"codes:\n{lines}", "a.yaml")
    path = ">".join(f"n{n}" for n in range(10_000))
    with pytest.raises(RowRefused) as refused:
        read(tmp_path, f"tag,description\n{path},x\n")
    assert isinstance(refused.value.facts["cause"], TooDeep)
    inside = "".join(f'<Code guid="{n}" name="A">' for n in range(200)) + "</Code>" * 200
    with pytest.raises(RowRefused):
        read(tmp_path, f"<CodeBook><Codes>{inside}</Codes></CodeBook>", "a.qdc")


def test_a_mapping_without_a_name_is_refused(tmp_path: Path) -> None:
    from dataclasses import replace

    found = read(tmp_path, "tag,description\nA,b\n")
    assert found.mapping
    assert found.records
    with pytest.raises(ColumnsMissing):
        codebooks.read_mapped(found.records, replace(found.mapping, meanings=("note", "note")))
