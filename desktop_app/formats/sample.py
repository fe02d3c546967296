"""The sample project, built from the plain files in seeds/: texts, a codebook, readings."""

import os
from pathlib import Path
from typing import Any

from desktop_app import formats
from desktop_app.core import coders, documents, notes
from desktop_app.core.errors import FileExists, FileUnwritable
from desktop_app.core.journal import Change
from desktop_app.core.model import NoteTarget, Op, new_id
from desktop_app.core.project import Project
from desktop_app.formats.annotations_csv import apply_plan, plan_annotations
from desktop_app.formats.codebook_entries import add_entries
from desktop_app.formats.codebook_yaml import read_codebook
from desktop_app.formats.csv_profile import read_table
from desktop_app.formats.yaml_file import read_yaml
from desktop_app.paths import sample_path, seeds


def sample_project() -> Path:
    """Find this user's sample project, building it when it is not there."""
    path = sample_path()
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileUnwritable(path=path, reason=error.strerror or str(error)) from error
        build_sample(path)
    return path


def build_sample(path: Path, folder: Path | None = None) -> None:
    """Build the sample project at `path`, where nothing may stand yet, whole or not at all.

    `folder` holds project.yaml and the files that it names; by default those that came with the
    program. Raises FileExists, FileUnwritable.
    """
    if path.exists():
        raise FileExists(path=path)
    folder = folder or seeds() / "sample"
    plan = read_yaml(folder / "project.yaml")
    first, *others = [reading["coder"] for reading in plan["readings"]]
    draft = path.with_name(f".{new_id()}.new")
    try:
        with Project.create(draft, first, plan["name"]) as project:
            me = coders.list_coders(project)[0].id
            with project.change(Op.BUILD_SAMPLE, me) as change:
                notes.write_note(change, NoteTarget("project"), plan["note"])
                for name in others:
                    coders.add_coder(change, name)
                for text in plan["texts"]:
                    _add_text(change, folder, text)
                add_entries(change, read_codebook(folder / plan["codebook"]).codes)
                for reading in plan["readings"]:
                    table = read_table(folder / reading["file"])
                    apply_plan(change, plan_annotations(change, table, reading["coder"]))
                change.facts = {}
                change.barrier = 0  # one undo too many would leave nothing to play in
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _add_text(change: Change, folder: Path, text: dict[str, Any]) -> None:
    read = formats.read_text(folder / text["file"])
    new = formats.new_document(read, text["file"], title=text["title"], fields=text["metadata"])
    documents.add_document(change, new)
