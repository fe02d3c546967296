"""Exports from the menus: the kind that is chosen is what is written."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.gui.dialogs.telling import Telling
from desktop_app.gui.window import Window
from tests.gui.test_passages import mark

pytestmark = pytest.mark.filterwarnings("ignore:Workbook contains no default style")


def save_as(
    qtbot: QtBot,
    window: Window,
    monkeypatch: pytest.MonkeyPatch,
    action: str,
    path: Path,
    kind: str,
) -> None:
    """Trigger an export and choose a place and, by some words of it, a kind."""

    def choose(_: object, title: str, start: str, kinds: str) -> tuple[str, str]:
        (chosen,) = [each for each in kinds.split(";;") if each.startswith(kind)]
        return str(path), chosen

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window.status.said.clear()
    window.acts[action].trigger()
    qtbot.waitUntil(lambda: "written" in window.status.said.text())


def test_segments_leave_in_each_shape(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(window, ["Who would answer?", "Nobody would 😀"], "Hypophora")
    out = tmp_path / "wide"
    kind = "One row a part, one column a code (*.csv)"
    save_as(qtbot, window, monkeypatch, "exports.segments", out, kind)
    with (tmp_path / "wide.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["Figure > Hypophora"] for row in csv.DictReader(file)] == ["1", "1"]
    book = tmp_path / "all.xlsx"
    kind = "One row a document, as a workbook"
    save_as(qtbot, window, monkeypatch, "exports.segments", book, kind)
    sheet = openpyxl.load_workbook(book).active
    header, row = sheet.iter_rows(values_only=True)
    assert dict(zip(header, row, strict=True))["Figure > Hypophora"] == 1


def test_a_typed_suffix_says_what_is_written(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(window, ["patience"], "Irony", "Is it?")
    # The dialog stands on its first kind unless another is chosen.
    save_as(qtbot, window, monkeypatch, "exports.project", tmp_path / "a.html", "Workbook")
    assert (tmp_path / "a.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    wide = tmp_path / "wide.xlsx"
    kind = "One row a part, one column a code (*.csv)"
    save_as(qtbot, window, monkeypatch, "exports.segments", wide, kind)
    header, *_ = openpyxl.load_workbook(wide).active.iter_rows(values_only=True)
    assert "Figure > Irony" in header
    save_as(qtbot, window, monkeypatch, "exports.segments", tmp_path / "Themes 1.2", kind)
    assert (tmp_path / "Themes 1.2.csv").is_file()  # a point may stand in a name
    save_as(qtbot, window, monkeypatch, "exports.project", tmp_path / "my.data", "Folder")
    assert (tmp_path / "my.data" / "segments.csv").is_file()


def test_the_project_leaves_whole(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(window, ["patience"], "Irony", "Is it?")
    for name, kind in (("all", "Workbook"), ("folder", "Folder"), ("r", "Passages by code")):
        save_as(qtbot, window, monkeypatch, "exports.project", tmp_path / name, kind)
    assert "notes" in openpyxl.load_workbook(tmp_path / "all.xlsx").sheetnames
    assert json.loads((tmp_path / "folder" / "datapackage.json").read_text("utf-8"))
    assert (tmp_path / "r.txt").read_text("utf-8").startswith("Figure > Irony (1 annotation)")


def test_coded_texts_leave_for_readers_and_other_programs(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(window, ["patience", "waiting"], "Irony", "Is it?")
    for name, kind in (("a.html", "Coded texts as"), ("a.docx", "Coded texts for"), ("a", "REFI")):
        save_as(qtbot, window, monkeypatch, "exports.project", tmp_path / name, kind)
        assert window.status.said.text().endswith("written: 1 document")
    assert "<mark" in (tmp_path / "a.html").read_text("utf-8")
    assert (tmp_path / "a.docx").read_bytes()[:2] == b"PK"
    told = window.findChildren(Telling)[-1]
    assert told.isVisible()
    assert "roles of parts as a field of their own" not in told.report.toPlainText()
    assert "keys of codes: 2" in told.report.toPlainText()
    assert (tmp_path / "a.qdpx").is_file()


def test_tables_of_the_project_leave_each_on_its_own(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(window, ["patience"], "Irony", "Is it?")
    for kind in ("Notes", "Documents", "Coders", "Relations"):
        save_as(qtbot, window, monkeypatch, "exports.project", tmp_path / kind, f"{kind} as")
    with (tmp_path / "Notes.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["note"] for row in csv.DictReader(file)] == ["Is it?"]
    with (tmp_path / "Documents.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.reader(file))[0] == "document_id"
    save_as(qtbot, window, monkeypatch, "exports.project", tmp_path / "t", "TEI")
    assert etree.parse(tmp_path / "t.xml").getroot().tag.endswith("}teiCorpus")
