"""Every dialog of the program, each opened as it is at work; a new one gets a row here."""

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog

from desktop_app.core.assignments import NewAssignment, find_assignment, give_assignment
from desktop_app.core.findings import Fault, Finding, Report
from desktop_app.core.model import NoteTarget, Op
from desktop_app.core.project import Project
from desktop_app.formats.refi_out import write_qdpx
from desktop_app.gui.acts.exports import Written
from desktop_app.gui.dialogs.check import CheckDialog
from desktop_app.gui.dialogs.crash import CrashDialog
from desktop_app.gui.pacing import Waiting
from desktop_app.gui.seminar.packing import BeginDialog
from desktop_app.gui.window import Window
from tests.gui.conftest import select

Opener = Callable[[Window, Path], object]


def shown(window: Window, name: str = "") -> list[QDialog]:
    return [
        each
        for each in window.findChildren(QDialog)
        if each.isVisible() and name in ("", type(each).__name__)
    ]


def code_of(window: Window, name: str) -> str:
    return next(code.id for code in window.session.tree if code.name == name)


def mark(window: Window) -> None:
    select(window, "nobody answered")
    window.coding.apply(code_of(window, "Irony"))


def link(window: Window) -> None:
    mark(window)
    select(window, "We came")
    window.coding.apply(code_of(window, "Irony"))
    window.linking.link()


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


def give(window: Window) -> None:
    with window.session.change(Op.GIVE_ASSIGNMENT) as change:
        new = NewAssignment("Week 3", [window.session.document_id])
        give_assignment(change, new)


def show_task(window: Window) -> None:
    give(window)
    window.seminar.task()


def begin(window: Window) -> None:
    give(window)
    assert window.session.project is not None
    task = find_assignment(window.session.project)
    BeginDialog(task, ["Patience"], "Noor", window).open()


def split(window: Window) -> None:
    window.book.open()
    screen = window.results.panel("codebook")
    screen.deeds.split(code_of(window, "Irony"))  # type: ignore[union-attr]


def verbs(window: Window, name: str) -> None:
    mark(window)
    code = window.session.tree.get(code_of(window, "Irony"))
    getattr(window.codebook.verbs, name)(code)


def damaged(folder: Path) -> Report:
    findings = (Finding(Fault.PASSAGE, "annotations", "Patience", 2),)
    return Report(folder / "thesis.diple", 2, findings)


ABOUT_A_PROJECT: dict[str, Opener] = {
    "Choice": lambda w, _: verbs(w, "delete"),
    "KeyDialog": lambda w, _: verbs(w, "choose_key"),
    "QColorDialog": lambda w, _: verbs(w, "choose_colour"),
    "NameDialog": lambda w, _: save_query(w),
    "PropertyDialog": lambda w, _: describe_passages(w),
    "NoteDialog": lambda w, _: w.notes.open(NoteTarget("project")),
    "LinkDialog": lambda w, _: link(w),
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

OF_NO_PROJECT: dict[str, Opener] = {
    "AboutDialog": lambda w, _: w.view.about(),
    "BeginDialog": lambda w, _: begin(w),
    "CheckDialog": lambda w, folder: CheckDialog(damaged(folder), w).open(),
    "CitationDialog": lambda w, _: w.citing.template(),
    "CrashDialog": lambda w, _: CrashDialog("ZeroDivisionError", "diple.log", w).open(),
    "Manual": lambda w, _: w.view.manual(),
    "PageDialog": lambda w, _: w.page.settings(),
    "RestoreDialog": lambda w, _: w.safety.restore(),
    "ShortcutsDialog": lambda w, _: w.view.keys(),
    "Waiting": lambda w, _: Waiting(w).open(),
}  # fmt: skip
"""What may stay: it concerns the program, a file, the way to another project, or a change."""
