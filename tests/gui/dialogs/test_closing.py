"""Every dialog about a project closes with it, at once and without asking."""

import inspect
import shutil
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

import desktop_app.gui
from desktop_app.core import notes
from desktop_app.core.assignments import NewAssignment, give_assignment
from desktop_app.core.model import NoteTarget, Op
from desktop_app.core.project import Project
from desktop_app.formats.refi_out import write_qdpx
from desktop_app.gui.acts.exports import Written
from desktop_app.gui.dialogs.note import NoteDialog
from desktop_app.gui.tasks import Task
from desktop_app.gui.window import Window
from tests.gui.conftest import select

OF_NO_PROJECT = {
    "BeginDialog", "CheckDialog", "CitationDialog", "CrashDialog", "Manual", "PageDialog",
    "RestoreDialog", "ShortcutsDialog", "Waiting",
}  # fmt: skip
"""What may stay: it concerns the program, a file, the way to another project, or a change."""
BASES = {"ListDialog"}


def code_of(window: Window, name: str) -> str:
    return next(code.id for code in window.session.tree if code.name == name)


def mark(window: Window) -> None:
    select(window, "nobody answered")
    window.coding.apply(code_of(window, "Irony"))


def import_guessed(window: Window, folder: Path) -> None:
    path = folder / "latin.txt"
    path.write_bytes("où ça, là-bas".encode("cp1252"))
    window.imports.paths([path])


def describe_passages(window: Window) -> None:
    mark(window)
    panel = window.results.open("passages")
    panel.describe_selected()  # type: ignore[attr-defined]


def save_query(window: Window) -> None:
    panel = window.results.open("passages")
    panel.query._ask_name()  # type: ignore[attr-defined]


def import_codebook(window: Window, folder: Path) -> None:
    path = folder / "codes.csv"
    path.write_text("code,brief_definition\nLitotes,says less\n", "utf-8")
    window.book.import_path(path)


def import_details(window: Window, folder: Path) -> None:
    path = folder / "details.csv"
    path.write_text("document,author\nPatience,Nobody\n", "utf-8")
    window.details.read(path)


def drop_segments(window: Window, folder: Path) -> None:
    path = folder / "segments.csv"
    path.write_text("document,start,end,code\nPatience,0,2,Irony\n", "utf-8")
    window.book._plan_segments(path)


def bring_project(window: Window, folder: Path) -> None:
    path = folder / "other.qdpx"
    with Project.create(folder / "other.diple", "Reader B") as other:
        write_qdpx(other, path)
    window.exchange.bring(path)


def merge(window: Window, folder: Path) -> None:
    assert window.session.project is not None
    copy = folder / "copy.diple"
    shutil.copy(window.session.project.path, copy)
    window.seminar.merge_files([copy])


def collect(window: Window, folder: Path) -> None:
    path = folder / "reading.dipleread"
    path.write_bytes(b"no reading")
    window.seminar.collect_files([path])


def show_task(window: Window) -> None:
    with window.session.change(Op.GIVE_ASSIGNMENT) as change:
        new = NewAssignment("Week 3", [window.session.document_id])
        give_assignment(change, new)
    window.seminar.task()


def split(window: Window) -> None:
    window.book.open()
    screen = window.results.panel("codebook")
    screen.deeds.split(code_of(window, "Irony"))  # type: ignore[union-attr]


def verbs(window: Window, name: str) -> None:
    mark(window)
    code = window.session.tree.get(code_of(window, "Irony"))
    getattr(window.codebook.verbs, name)(code)


OPENERS: dict[str, Callable[[Window, Path], object]] = {
    "Choice": lambda w, _: verbs(w, "delete"),
    "KeyDialog": lambda w, _: verbs(w, "choose_key"),
    "QColorDialog": lambda w, _: verbs(w, "choose_colour"),
    "QInputDialog": lambda w, _: save_query(w),
    "PropertyDialog": lambda w, _: describe_passages(w),
    "NoteDialog": lambda w, _: w.notes.open(NoteTarget("project")),
    "CorrectionDialog": lambda w, _: w.texts.correct(),
    "VersionsDialog": lambda w, _: w.texts.versions(),
    "SpeakersDialog": lambda w, _: w.texts.speakers(),
    "SpeakerDialog": lambda w, _: (select(w, "nobody"), w.texts.speaker()),
    "ReportDialog": lambda w, _: w.texts.report(),
    "RemovedDialog": lambda w, _: w.texts.removed(),
    "SetsDialog": lambda w, _: w.details.sets(),
    "OffersDialog": import_details,
    "PasteDialog": lambda w, _: w.imports.paste(),
    "EncodingDialog": import_guessed,
    "ExchangeReport": bring_project,
    "ImportDialog": import_codebook,
    "GalleryDialog": lambda w, _: w.book.gallery(),
    "CompareDialog": lambda w, _: w.book.compare(),
    "SplitDialog": lambda w, _: split(w),
    "PackDialog": lambda w, _: w.seminar.pack(),
    "TaskDialog": lambda w, _: show_task(w),
    "CollectDialog": collect,
    "Telling": lambda w, _: w.exports._tell_lost(Written("Written", ["A note"])),
    "MergeDialog": merge,
    "CoderDialog": lambda w, _: w.people.add(),
}  # fmt: skip


def shown(window: Window, name: str = "") -> list[QDialog]:
    return [
        each
        for each in window.findChildren(QDialog)
        if each.isVisible() and name in ("", type(each).__name__)
    ]


def test_every_dialog_is_tried_here() -> None:
    made = set()
    for found in walk_packages(desktop_app.gui.__path__, "desktop_app.gui."):
        module = import_module(found.name)
        for name, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, QDialog) and kind.__module__ == found.name:
                made.add(name)
    tried = {name for name in OPENERS if not name.startswith("Q")}
    assert made - OF_NO_PROJECT - BASES == tried


def test_each_closes_with_the_project(
    qtbot: QtBot, window: Window, reading_project: Path, tmp_path: Path
) -> None:
    for name, open_one in OPENERS.items():
        window.files.open_path(reading_project)
        open_one(window, tmp_path)
        qtbot.waitUntil(lambda n=name: bool(shown(window, n)))
        window.session.close()
        assert shown(window) == [], name


def test_so_do_popups(window: Window) -> None:
    select(window, "nobody answered")
    window.coding.choose()
    finder = window.coding.finder
    assert finder is not None
    assert finder.isVisible()
    window.session.close()
    assert window.coding.finder is None


def test_what_was_typed_is_kept_first(window: Window, reading_project: Path) -> None:
    window.notes.open(NoteTarget("project"))
    [dialog] = shown(window, "NoteDialog")
    assert isinstance(dialog, NoteDialog)
    dialog.editor.setPlainText("Half a thought")
    window.session.close()
    with Project.open(reading_project) as project:
        assert notes.read_note(project, NoteTarget("project")) == "Half a thought"


def test_a_closed_dialog_is_told_nothing(qtbot: QtBot, qapp: QApplication) -> None:
    go_on, told, over = threading.Event(), [], []
    dialog = QDialog()
    qtbot.addWidget(dialog)
    task = Task(lambda _: go_on.wait(5), dialog)
    task.finished.connect(lambda *_: told.append(1))
    task.over.connect(lambda: over.append(1))
    dialog.open()
    task.start()
    dialog.reject()
    go_on.set()
    qtbot.waitUntil(lambda: bool(over))
    assert not told


def test_what_was_asked_for_one_project_reaches_no_other(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    import_codebook(window, tmp_path)
    Project.create(tmp_path / "other.diple", "Reader B").close()
    window.files.open_path(tmp_path / "other.diple")
    qtbot.waitUntil(lambda: "Stopped" in window.status.said.text())
    assert shown(window) == []
