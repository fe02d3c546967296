"""The command line as a user types it: what is printed, what is written, how it ends."""

import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.cli import main, parser
from desktop_app.commands.verbs import VERBS
from desktop_app.core import codebook, coders
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.core.safety import Reason, backups_of
from tests.builders import state_of

SPEECH = "We came.\nWe saw 😀 them.\n"
TABLE = (
    "annotation,part,document,start,end,code_path,coder,quote\n"
    "1,1,speech,0,7,Figure > Irony,Noor,We came\n"
    "2,1,speech,9,15,Figure > Antithesis,Mika,We saw\n"
    "2,2,speech,18,22,Figure > Antithesis,Mika,them\n"
    "3,1,speech,0,8,,Noor,We came.\n"
    "4,,speech,,,Figure > Irony,Noor,\n"
)


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a project of one text, to be worked in."""
    monkeypatch.chdir(tmp_path)
    Path("speech.txt").write_text(SPEECH, "utf-8")
    Path("reading.csv").write_text(TABLE, "utf-8")
    assert main(["new", "p", "--coder", "Noor"]) == 0
    assert main(["import", "p.diple", "speech.txt"]) == 0
    return tmp_path


def rows_of(path: str) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def state(path: str = "p.diple") -> object:
    with Project.open(Path(path), write=False) as project:
        return state_of(project)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run what must be refused, and return its one sentence."""
    capsys.readouterr()
    before = Path("p.diple").read_bytes()
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("diple: ")
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    assert Path("p.diple").read_bytes() == before
    return said.err


def test_new_makes_a_project_with_its_coder(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "other", "--coder", "Mika", "--json"]) == 0
    assert json.loads(capsys.readouterr().out.partition("{")[2].join("{ "))["coder"] == "Mika"
    assert Path("other.diple").is_file()
    assert "not a name" in refused(capsys, "new", "..")


def test_import_reports_what_was_changed(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("letter.txt").write_bytes(b"\xef\xbb\xbfDear sir,\r\nno.")
    assert main(["import", "p.diple", "letter.txt", "--title", "Letter"]) == 0
    said = capsys.readouterr().out
    assert "Imported “Letter”: 13 characters" in said
    assert "byte order mark" in said


def test_an_encoding_is_named_only_where_a_file_has_one(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("letter.rtf").write_bytes(rb"{\rtf1\ansi Dear sir, no.}")
    assert main(["import", "p.diple", "letter.rtf"]) == 0
    said = capsys.readouterr().out
    assert "read as Rich Text." in said
    assert "utf-8" not in said.partition("letter")[2]


def test_a_guess_is_shown_and_can_be_overridden(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("lettre.txt").write_bytes("Être ou ne pas être, voilà la thèse naïve.".encode("cp1252"))
    assert main(["import", "p.diple", "lettre.txt"]) == 0
    assert "encoding guessed: cp1252" in capsys.readouterr().out
    assert main(["undo", "p.diple"]) == 0
    assert main(["import", "p.diple", "lettre.txt", "--encoding", "latin-1", "--json"]) == 0
    [fact] = json.loads(capsys.readouterr().out.partition("\n")[2])
    assert (fact["encoding_guessed"], fact["characters"]) == (False, 42)


def test_annotations_come_in_and_segments_go_out(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state()
    assert main(["annotations", "import", "p.diple", "reading.csv"]) == 0
    assert "Would import 4 annotations with 4 parts" in capsys.readouterr().out
    assert state() == before
    assert not backups_of(Path("p.diple"))
    assert main(["annotations", "import", "p.diple", "reading.csv", "--apply"]) == 0
    assert backups_of(Path("p.diple"))[0].reason is Reason.IMPORT
    assert main(["segments", "p.diple", "out.csv"]) == 0
    found = rows_of("out.csv")
    wanted = list(csv.DictReader(TABLE.splitlines()))
    columns = ("document", "start", "end", "code_path", "coder", "quote")
    assert sorted(tuple(row[name] for name in columns) for row in found) == sorted(
        tuple(row[name] for name in columns) for row in wanted
    )
    assert [row["start"] for row in found] == ["0", "0", "9", "18", ""]
    assert main(["undo", "p.diple"]) == 0
    assert state() == before


def test_segments_come_back_as_they_went(there: Path) -> None:
    main(["annotations", "import", "p.diple", "reading.csv", "--apply"])
    main(["segments", "p.diple", "first.csv", "--profile", "excel"])
    main(["new", "q", "--coder", "Noor"])
    main(["import", "q.diple", "speech.txt"])
    assert main(["annotations", "import", "q.diple", "first.csv", "--apply"]) == 0
    main(["segments", "q.diple", "second.csv", "--profile", "excel"])
    columns = ("part", "parts", "document", "start", "end", "code_path", "coder", "quote", "note")
    first, second = (
        [tuple(row[name] for name in columns) for row in rows_of(name)]
        for name in ("first.csv", "second.csv")
    )
    assert sorted(first) == sorted(second)


def test_profiles_differ_in_bom_and_guard(there: Path) -> None:
    main(["annotations", "import", "p.diple", "reading.csv", "--apply"])
    note = ("--note", "=1+1")
    main(["annotate", "p.diple", "--document", "speech", "--code", "Irony", "--span", "3:7", *note])
    main(["segments", "p.diple", "data.csv"])
    main(["segments", "p.diple", "excel.csv", "--profile", "excel"])
    assert b'"=1+1"' not in Path("data.csv").read_bytes()
    assert b",=1+1," in Path("data.csv").read_bytes()
    assert Path("excel.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert b",'=1+1," in Path("excel.csv").read_bytes()


def test_filters_choose_code_document_and_coder(there: Path) -> None:
    main(["annotations", "import", "p.diple", "reading.csv", "--apply"])
    for flags, count in (
        (["--code", "Figure"], 4),
        (["--code", "Figure > Irony"], 2),
        (["--coder", "Mika"], 2),
        (["--document", "speech", "--coder", "Noor"], 3),
    ):
        assert main(["segments", "p.diple", "out.csv", *flags]) == 0
        assert len(rows_of("out.csv")) == count


def test_annotate_takes_parts_roles_properties_and_a_note(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["annotations", "import", "p.diple", "reading.csv", "--apply"])
    capsys.readouterr()
    arguments = ["annotate", "p.diple", "--document", "speech", "--code", "Antithesis"]
    spans = ["--span", "0:7:pole A", "--span", "9:22:pole B"]
    more = ["--coder", "Mika", "--note", "why", "--property", "certainty=low"]
    assert main([*arguments, *spans, *more]) == 0
    made = capsys.readouterr().out.strip()
    main(["segments", "p.diple", "out.csv"])
    found = [row for row in rows_of("out.csv") if row["annotation_id"] == made]
    assert [(row["role"], row["quote"]) for row in found] == [
        ("pole A", "We came"),
        ("pole B", "We saw 😀 them"),
    ]
    assert {(row["coder"], row["note"], row["property:certainty"]) for row in found} == {
        ("Mika", "why", "low")
    }


def test_codes_documents_and_history_are_listed(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["annotations", "import", "p.diple", "reading.csv", "--apply"])
    capsys.readouterr()
    main(["codes", "p.diple"])
    assert capsys.readouterr().out == "Figure  0 / 3\n  Irony  2\n  Antithesis  1\n"
    main(["documents", "p.diple", "--json"])
    [document] = json.loads(capsys.readouterr().out)
    assert (document["document"], document["characters"]) == ("speech", len(SPEECH))
    main(["undo", "p.diple"])
    main(["redo", "p.diple"])
    capsys.readouterr()
    main(["history", "p.diple", "--json"])
    kinds = [step["kind"] for step in json.loads(capsys.readouterr().out)]
    assert kinds == ["do", "do", "undo", "redo"]


def test_the_codebook_goes_out_with_its_columns(there: Path) -> None:
    main(["annotations", "import", "p.diple", "reading.csv", "--apply"])
    assert main(["codebook", "export", "p.diple", "codes.csv"]) == 0
    found = rows_of("codes.csv")
    assert [row["path"] for row in found] == ["Figure", "Figure > Irony", "Figure > Antithesis"]
    assert found[1]["parent_id"] == found[0]["code_id"]
    assert [row["n_annotations"] for row in found] == ["0", "2", "1"]


@pytest.mark.parametrize(
    ("span", "said"),
    [("5:5", "no passage"), ("7:3", "no passage"), ("0:999", "no passage"), ("x:2", "START:END")],
)
def test_bad_spans_are_refused(
    there: Path, capsys: pytest.CaptureFixture[str], span: str, said: str
) -> None:
    main(["annotations", "import", "p.diple", "reading.csv", "--apply"])
    where = ["--document", "speech", "--code", "Irony"]
    assert said in refused(capsys, "annotate", "p.diple", *where, "--span", span)


@pytest.mark.parametrize(
    "flags",
    [
        ["--document", "nowhere", "--code", "Irony"],
        ["--document", "speech", "--code", "Nothing"],
        ["--document", "speech", "--code", "Irony", "--coder", "Nobody"],
    ],
)
def test_unknown_names_are_refused(
    there: Path, capsys: pytest.CaptureFixture[str], flags: list[str]
) -> None:
    main(["annotations", "import", "p.diple", "reading.csv", "--apply"])
    assert "There is no" in refused(capsys, "annotate", "p.diple", *flags, "--span", "0:2")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("9,1,speech,0,7,Irony,Noor,We went", "Row 2"),
        ("9,1,speech,0,700,Irony,Noor,", "no passage"),
        ("9,1,speech,7,0,Irony,Noor,", "no passage"),
        ("9,1,speech,a,7,Irony,Noor,", "whole number"),
        ("9,1,letter,0,7,Irony,Noor,", "There is no document"),
        (",1,speech,0,7,Irony,Noor,We came", "annotation_id"),
    ],
)
def test_a_bad_row_refuses_the_whole_table(
    there: Path, capsys: pytest.CaptureFixture[str], row: str, said: str
) -> None:
    header, good, *_ = TABLE.split("\n")
    Path("bad.csv").write_text(f"{header}\n{row}\n{good}\n", "utf-8")
    assert said in refused(capsys, "annotations", "import", "p.diple", "bad.csv", "--apply")


def test_bad_files_are_refused(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty.txt").touch()
    Path("picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    Path("strange.xyz").write_text("text")
    for name in ("empty.txt", "picture.txt", "strange.xyz", "missing.txt", "."):
        refused(capsys, "import", "p.diple", "speech.txt", name)
    assert "already in the project" in refused(capsys, "import", "p.diple", "speech.txt")


def test_bad_projects_are_refused(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty.diple").touch()
    shutil.copy("p.diple", "newer.diple")
    with sqlite3.connect("newer.diple") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert main(["documents", "newer.diple"]) == 0  # a newer project can be read
    assert "you need Diple 0" in refused(capsys, "undo", "newer.diple")
    for name in ("speech.txt", "empty.diple", "missing.diple", "."):
        for verb in (["documents"], ["undo"], ["history"]):
            refused(capsys, *verb, name)
    assert "already exists" in refused(capsys, "new", "p.diple")


def test_a_name_that_no_file_can_have_is_said(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "long" * 100
    for words in (["documents"], ["import", "p.diple"], ["restore", "p.diple", "--from"]):
        assert name in refused(capsys, *words, name)
    assert main([name]) == 2
    assert f"no file called “{name}”" in capsys.readouterr().err


def test_a_project_open_elsewhere_is_read_but_not_written(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Project.open(Path("p.diple")):
        assert main(["documents", "p.diple"]) == 0
        assert "another Diple" in refused(capsys, "undo", "p.diple")


def test_an_export_never_replaces_a_project(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refused(capsys, "segments", "p.diple", "p.diple")


@pytest.mark.parametrize(
    "arguments", [["fly"], ["new"], ["segments", "p.diple"], ["undo", "a", "b"]]
)
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    if arguments == ["fly"]:
        arguments = ["fly", "away"]
    assert main(arguments) == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_example_can_be_parsed(verb: object) -> None:
    import shlex

    words = shlex.split(verb.example)[1:]  # type: ignore[attr-defined]
    assert parser().parse_args(words).run == verb.run  # type: ignore[attr-defined]


def test_a_fault_of_ours_is_one_sentence_and_a_log(
    there: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("desktop_app.commands.history.list_all", fail)
    assert "diple.log" in refused(capsys, "history", "p.diple")


def test_the_command_line_never_loads_qt(there: Path) -> None:
    script = (
        "import sys\n"
        "from desktop_app.cli import main\n"
        "main(['annotations', 'import', 'p.diple', 'reading.csv', '--apply'])\n"
        "main(['segments', 'p.diple', 'out.csv'])\n"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_help_and_version_are_quick_and_light() -> None:
    script = (
        "import sys\n"
        "from desktop_app.cli import main\n"
        "main(['--help'])\n"
        "assert 'sqlalchemy' not in sys.modules\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert "annotations" in done.stdout


ACCEPTANCE = Path(__file__).resolve().parents[3] / "shared" / "acceptance"


@pytest.mark.skipif(not ACCEPTANCE.is_dir(), reason="the acceptance texts are not here")
def test_the_acceptance_reading_comes_back_exactly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    reading = ACCEPTANCE / "reading-a.csv"
    assert main(["new", "a.diple"]) == 0
    assert main(["import", "a.diple", str(ACCEPTANCE / "aliyev-2023-07-23.txt")]) == 0
    assert main(["annotations", "import", "a.diple", str(reading), "--apply"]) == 0
    assert main(["segments", "a.diple", "out.csv"]) == 0
    columns = ("document", "start", "end", "code_path", "quote")
    wanted, found = (
        [tuple(row[name] for name in columns) for row in rows_of(str(path))]
        for path in (reading, "out.csv")
    )
    assert len(found) == 49
    assert sorted(found) == sorted(wanted)
    assert [int(row[1]) for row in found] == sorted(int(row[1]) for row in found)


def test_a_negative_span_is_no_passage(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["annotations", "import", "p.diple", "reading.csv", "--apply"])
    where = ["--document", "speech", "--code", "Irony"]
    assert "no passage" in refused(capsys, "annotate", "p.diple", *where, "--span", "-5:3")


def test_what_cannot_be_written_yet_is_said(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ".csv" in refused(capsys, "segments", "p.diple", "out.ods")
    assert ".csv" in refused(capsys, "codebook", "export", "p.diple", "out.pdf")


def test_a_project_needs_a_name(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "name for a project" in refused(capsys, "new", "")


def test_a_log_that_cannot_be_written_adds_no_second_fault(
    there: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIPLE_HOME", "/dev/null")

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("desktop_app.commands.history.list_all", fail)
    assert "fault in Diple" in refused(capsys, "history", "p.diple")


def test_a_folder_comes_in_whole_and_what_is_no_text_is_named(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, data in {
        "letters/letter 10.txt": b"Ten.",
        "letters/letter 9.txt": b"Nine.",
        "letters/more/note.md": b"A *note*.",
        "letters/more/twin.txt": b"Nine.",
        "letters/more/broken.docx": b"PK",
        "letters/photo.jpg": b"\xff\xd8",
        "letters/.hidden.txt": b"hidden",
        "letters/~$ten.docx": b"x",
    }.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(data)
    capsys.readouterr()
    assert main(["import", "p.diple", "letters", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert [each["document"] for each in facts if "document" in each] == [
        "letter 9", "letter 10", "note",
    ]  # fmt: skip
    left = {Path(each["file"]).name: each["left_out"] for each in facts if "left_out" in each}
    assert left.keys() == {"twin.txt", "broken.docx", "photo.jpg"}
    assert "already in the project" in left["twin.txt"]
    assert main(["undo", "p.diple"]) == 0
    capsys.readouterr()
    assert main(["import", "p.diple", "letters"]) == 0
    said = capsys.readouterr().out
    assert "Left out, being no texts: photo.jpg." in said
    assert "Left out: letters/more/broken.docx is damaged" in said


def test_a_folder_without_texts_is_refused(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty").mkdir()
    assert "Nothing in empty is a text" in refused(capsys, "import", "p.diple", "empty")
    Path("empty/broken.docx").write_bytes(b"PK")
    assert "damaged" in refused(capsys, "import", "p.diple", "empty")
    Path("empty/a.txt").write_text("a")
    Path("empty/b.txt").write_text("b")
    assert "title" in refused(capsys, "import", "p.diple", "empty", "--title", "T")


def test_a_named_file_that_is_refused_keeps_all_out(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("letters").mkdir()
    Path("letters/a.txt").write_text("a")
    assert "no file" in refused(capsys, "import", "p.diple", "letters", "none.txt")
    assert "already" in refused(capsys, "import", "p.diple", "letters", "speech.txt")


def test_the_same_table_again_adds_nothing(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["annotations", "import", "p.diple", "reading.csv"]
    assert main([*command, "--apply"]) == 0
    before = Path("p.diple").read_bytes()
    for more in ([], ["--apply"]):
        capsys.readouterr()
        assert main([*command, *more]) == 0
        assert "4 annotations already there, nothing added." in capsys.readouterr().out
    assert main([*command, "--apply", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["annotations"], facts["already_there"]) == (0, 4)
    assert Path("p.diple").read_bytes() == before
    Path("reading.csv").write_text(TABLE + "5,1,speech,3,7,Figure > Irony,Noor,came\n", "utf-8")
    assert main([*command, "--apply"]) == 0
    said = capsys.readouterr().out
    assert "Imported 1 annotation with 1 part." in said
    assert "4 annotations already there, left out." in said


def test_a_row_that_is_cut_short_is_refused(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("reading.csv").write_text(TABLE + "5,1,speech,0,7,Figure > Irony,Noor\n", "utf-8")
    said = refused(capsys, "annotations", "import", "p.diple", "reading.csv", "--apply")
    assert "Row 7" in said
    assert "quote" in said


@pytest.mark.parametrize(("name", "wanted"), [("x.csv", "x.csv.diple"), ("v1.2", "v1.2.diple")])
def test_a_project_is_named_diple(
    there: Path, capsys: pytest.CaptureFixture[str], name: str, wanted: str
) -> None:
    assert wanted in refused(capsys, "new", name)
    assert not Path(name).exists()
    assert main(["new", wanted]) == 0
    assert main(["new", "Big.DIPLE"]) == 0
    assert Path("Big.DIPLE").is_file()


@pytest.mark.parametrize("span", ["1:2:3:4", "1", "a:b", "1:", "1:2.5", "٣:٤", "1_0:12", "1: 2"])
def test_a_span_is_written_in_one_way(
    there: Path, capsys: pytest.CaptureFixture[str], span: str
) -> None:
    main(["annotations", "import", "p.diple", "reading.csv", "--apply"])
    said = refused(
        capsys, "annotate", "p.diple", "--document", "speech", "--code", "Irony", "--span", span
    )
    assert said.endswith("is not a span; write it as START:END or START:END:ROLE.\n")


def test_names_are_printed_on_one_line(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Project.open(Path("p.diple")) as project:
        me = coders.list_coders(project)[0].id
        with project.change(Op.CREATE_CODE, me) as change:
            codebook.create_code(change, "two\nlines")
    capsys.readouterr()
    assert main(["codes", "p.diple"]) == 0
    said = capsys.readouterr().out
    assert "two\\nlines" in said
    assert main(["history", "p.diple"]) == 0
    assert "\nlines" not in capsys.readouterr().out
    said = refused(capsys, "segments", "p.diple", "out.csv", "--code", "no\x1b[31m\nsuch")
    assert "\x1b" not in said


def test_no_sentence_ends_twice(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ("import", "p.diple", "speech.txt", "speech.txt", "--title", "T"),
        ("screenshot", "p.diple", "o.png", "--size", "huge"),
        ("screenshot", "p.diple", "o.png", "--size", "10x10"),
        ("annotate", "p.diple", "--document", "speech", "--code", "x", "--property", "loud"),
    ):
        said = refused(capsys, *arguments)
        assert said.count(";") <= 1
        assert "correct it" not in said


def test_a_text_comes_in_by_standard_input(
    there: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def pipe(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    pipe("Déjà\r\nvu".encode("cp1252"))
    arguments = ["import", "p.diple", "-", "--title", "Ça/là", "--encoding", "cp1252", "--json"]
    assert main(arguments) == 0
    [fact] = json.loads(capsys.readouterr().out.partition("[")[2].join("[ "))
    assert (fact["document"], fact["characters"], fact["format"]) == ("Ça/là", 7, "pasted")
    pipe(b"")
    assert "is empty" in refused(capsys, "import", "p.diple", "-")


def test_a_file_whose_name_is_no_text_comes_in(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(os.fsdecode(b"caf\xe9.txt")).write_text("words")
    assert main(["import", "p.diple", os.fsdecode(b"caf\xe9.txt"), "--json"]) == 0
    [fact] = json.loads(capsys.readouterr().out.partition("[")[2].join("[ "))
    assert fact["document"] == "caf\ufffd"


def test_a_file_of_any_name_is_named_on_one_line(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, "codes", "no\x1b[31m\nsuch.diple")
    assert "\x1b" not in said
    assert "no\\x1b[31m\\nsuch.diple" in said
