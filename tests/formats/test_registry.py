"""From a path to a text: what is found, what is refused, and how the report reads."""

import os
import re
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

import desktop_app.formats
from desktop_app.core.errors import (
    AppError,
    FileEmpty,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    UnknownFormat,
)
from desktop_app.formats import (
    TEXT_FORMATS,
    ReportLine,
    describe,
    files,
    format_for,
    new_document,
    read_pasted,
    read_text,
)
from desktop_app.formats.report import REPORT
from desktop_app.messages import sentence


@pytest.mark.parametrize("row", TEXT_FORMATS, ids=lambda row: row.name)
def test_every_suffix_leads_to_its_format(row: desktop_app.formats.TextFormat) -> None:
    for suffix in row.suffixes:
        assert format_for(Path(f"a{suffix}")) is row
        assert format_for(Path(f"a{suffix.upper()}")) is row


def test_an_unknown_suffix_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"text")
    with pytest.raises(UnknownFormat) as caught:
        read_text(path)
    assert ".docx" in sentence(caught.value)


def test_what_is_read_knows_its_file(tmp_path: Path) -> None:
    path = tmp_path / "A speech.v2.txt"
    path.write_bytes(b"\xef\xbb\xbfOne\r\nTwo\0")
    read = read_text(path)
    assert (read.text, read.title, read.format) == ("One\nTwo\ufffd", "A speech.v2", "text")
    assert read.source_sha256 == sha256(path.read_bytes()).hexdigest()
    assert describe(read.report) == [
        "The byte order mark at the beginning was taken off.",
        "1 line end was written as Diple writes them.",
        "1 NUL character was replaced by �.",
    ]


def test_what_is_stored_remembers_that_the_encoding_was_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Und schöne Grüße aus Köln".encode("cp1252"))
    kept = [ReportLine(*each) for each in new_document(read_text(path), path.name).report]
    assert describe(kept) == ["The encoding was guessed."]
    assert new_document(read_text(path, "cp1252"), path.name).report == ()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path / "none.xyz", tmp_path / "none" / "a.txt"):
        with pytest.raises(FileMissing):
            read_text(path)


def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("folder.txt", "pipe.txt", "nul\0.txt", "x" * 300 + ".txt"):
        with pytest.raises(FileUnreadable):
            read_text(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("words")
    path.chmod(0)
    with pytest.raises(FileUnreadable):
        read_text(path)


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\xef\xbb\xbf", "\ufeff \u00a0\u2003\n".encode()])
def test_a_file_without_words_is_empty(tmp_path: Path, data: bytes) -> None:
    for name in ("a.txt", "a.md"):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(FileEmpty):
            read_text(tmp_path / name)


def test_a_file_beyond_its_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"words")
    assert files.read_bytes(path, 5) == b"words"
    with pytest.raises(FileTooLarge):
        files.read_bytes(path, 4)


@pytest.mark.parametrize("row", TEXT_FORMATS, ids=lambda row: row.name)
def test_a_gigabyte_is_refused_without_reading_it(
    row: desktop_app.formats.TextFormat, tmp_path: Path
) -> None:
    path = tmp_path / f"a{row.suffixes[0]}"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    took = []
    for _ in range(2):  # the first may have to load the reader
        began = time.process_time()
        with pytest.raises(FileTooLarge):
            read_text(path)
        took.append(time.process_time() - began)
    assert min(took) < 0.1


def test_a_text_of_too_many_characters_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("words")
    monkeypatch.setattr(desktop_app.formats, "MAX_CHARACTERS", 5)
    assert read_text(tmp_path / "a.txt").text == "words"
    monkeypatch.setattr(desktop_app.formats, "MAX_CHARACTERS", 4)
    with pytest.raises(FileTooLarge):
        read_text(tmp_path / "a.txt")
    with pytest.raises(FileTooLarge):
        read_pasted("words", "A title")


def test_a_pasted_text_is_made_ready_like_a_file() -> None:
    read = read_pasted("One\r\nTwo\0\ud800", "A/title")
    assert (read.text, read.format, read.is_guessed) == ("One\nTwo\ufffd\ufffd", "pasted", False)
    assert read.title == "A/title"
    with pytest.raises(FileEmpty):
        read_pasted(" \n", "Empty")


def test_every_line_of_a_report_is_a_plain_sentence() -> None:
    for kind in REPORT:
        one, many = (describe([ReportLine(kind, count)])[0] for count in (1, 3))
        assert one != many
        for line in (one, many):
            assert re.fullmatch(r"[A-Z\d][^{}_!]*\.", line)


def test_every_kind_that_a_reader_counts_has_its_sentence() -> None:
    folder = Path(desktop_app.formats.__file__).parent
    sources = [*folder.glob("*.py"), folder.parent / "core" / "texts.py"]
    kinds = {
        kind
        for source in sources
        for kind in re.findall(
            r'"(\w+_(?:kept|left_out|replaced|removed|unified|unclear|read))"', source.read_text()
        )
    }
    assert {"nul_replaced", "pictures_left_out", "fields_read"} <= kinds
    assert kinds <= REPORT.keys()


def test_the_registry_loads_no_reader() -> None:
    probe = (
        "import sys, desktop_app.formats;"
        "print([m for m in ('lxml', 'markdown_it', 'yaml', 'charset_normalizer', 'pypdfium2',"
        " 'sqlalchemy') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_errors_read_as_sentences(tmp_path: Path) -> None:
    with pytest.raises(AppError) as caught:
        read_text(tmp_path / "none.txt")
    assert sentence(caught.value).endswith(".")
