"""Two blind projects that must look alike: with another's layer, and the same without it."""

import shutil
from pathlib import Path

from desktop_app.core import annotations, coders, deciding, notes, schema
from desktop_app.core.documents import find_document
from desktop_app.core.model import NoteTarget, Op
from desktop_app.core.project import Project
from desktop_app.core.secondlook import begin_second_look
from tests.builders import SPEECH, a_code, an_annotation, place

SECRET = "Hidden-thought"


def two_blind_projects(seeded: Path, folder: Path) -> tuple[Path, Path]:
    """Make both, each in a folder of its own, with files to be brought in beside them."""
    shutil.copy(seeded, folder / "both.diple")
    with Project.open(folder / "both.diple") as project:
        _write(project)
    found = folder / "with" / "p.diple", folder / "without" / "p.diple"
    for path in found:
        path.parent.mkdir()
        shutil.copy(folder / "both.diple", path)
        (path.parent / "corrected.txt").write_text("Dear sir, nothing arrived.\n", "utf-8")
        (path.parent / "codes.csv").write_text("name\nZeugma\n", "utf-8")
        rows = "annotation_id,document,start,end,quote,code_path\nx,Speech,3,7,came,Naming\n"
        (path.parent / "reading.csv").write_text(rows, "utf-8")
    with Project.open(found[1]) as project:
        _take_away(project)
    return found


def _write(project: Project) -> None:
    """Let Reader B mark much, Reader A look again, and nobody see it."""
    first, other = coders.list_coders(project)
    a_code(project, "Unseen")
    mark = an_annotation(
        project, place(SPEECH, "Who asked"), code="Unseen", coder=other.id, note=SECRET,
        properties={"why": SECRET},
    )  # fmt: skip
    with project.change(Op.WRITE_NOTE, other.id) as change:
        home = find_document(project, "Letter")
        notes.write_note(change, NoteTarget("document", home.id), SECRET)
    with project.change(Op.WRITE_REPLY, other.id) as change:
        deciding.write_reply(change, mark, SECRET)
    with project.change(Op.SECOND_LOOK, first.id) as change:
        begin_second_look(change, first.id, 1, 1, "again")
    with project.change(Op.GIVE_ASSIGNMENT) as change:
        ids = [row[0] for row in change.tuples(schema.assignments.select())]
        change.update_many(schema.assignments, ids, is_blind=1)


def _take_away(project: Project) -> None:
    with project.change(Op.REMOVE_ANNOTATION) as change:
        other = coders.find_coder(change, "Reader B").id
        for decision in deciding.list_decisions(change):
            deciding.withdraw(change, decision.id)
        found = annotations.list_annotations(change)
        annotations.remove_annotations(change, [a.id for a in found if a.coder_id == other])
        written = change.rows(schema.notes.select())
        change.delete_many(schema.notes, [n.id for n in written if n.created_by == other])
