"""The sample project, built from its seeds."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.core.annotations import list_annotations
from desktop_app.core.codebook import list_codes
from desktop_app.core.coders import list_coders
from desktop_app.core.documents import list_documents, read_text
from desktop_app.core.errors import (
    AppError,
    FileDamaged,
    FileExists,
    FileMissing,
    LineRefused,
)
from desktop_app.core.model import NoteTarget, Op
from desktop_app.core.notes import list_notes, read_note, write_note
from desktop_app.core.project import Project
from desktop_app.formats.csv_profile import read_table
from desktop_app.formats.sample import build_sample, sample_project
from desktop_app.formats.yaml_file import read_yaml
from desktop_app.paths import seeds

FOLDER = seeds() / "sample"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIPLE_HOME", str(folder / "home"))
        build_sample(folder / "sample.diple")
        with Project.open(folder / "sample.diple", write=False) as project:
            yield project


def test_both_readers_have_all_their_annotations(sample: Project) -> None:
    found = list_annotations(sample)
    for coder, name in zip(list_coders(sample), ("reading-a.csv", "reading-b.csv"), strict=True):
        rows = [row for _, row in read_table(FOLDER / name).rows]
        own = [each for each in found if each.coder_id == coder.id]
        assert {row["coder"] for row in rows} == {coder.name}
        assert len(own) == len({row["annotation"] for row in rows}) >= 30
        assert sum(len(each.parts) for each in own) == sum(bool(row["start"]) for row in rows)
        assert sum(bool(each.note) for each in own) >= 8


def test_figures_have_the_roles_of_their_codes(sample: Project) -> None:
    tree = list_codes(sample)
    figures = [each for each in list_annotations(sample) if len(each.parts) > 1]
    assert len(figures) >= 10
    for each in figures:
        code = tree.get(each.code_id)
        assert code is not None
        assert {part.role for part in each.parts} <= {role.name for role in code.roles} | {""}


def test_the_codebook_is_there_with_all_it_says(sample: Project) -> None:
    codes = list(list_codes(sample))
    assert len(codes) == count(read_yaml(FOLDER / "codebook.yaml")["codes"])
    assert all(code.brief_definition and code.when_to_use for code in codes)
    assert any(code.roles for code in codes)
    assert any(rule.allowed and rule.default for code in codes for rule in code.properties)
    assert [note for note in list_notes(sample) if note.target.kind == "code"]


def count(entries: list[dict[str, list[dict[str, object]]]]) -> int:
    return sum(1 + count(entry.get("children", [])) for entry in entries)  # type: ignore[arg-type]


def test_the_text_and_what_is_known_of_it_are_there(sample: Project) -> None:
    (document,) = list_documents(sample)
    (entry,) = read_yaml(FOLDER / "project.yaml")["texts"]
    assert (document.title, document.fields) == (entry["title"], entry["metadata"])
    assert read_text(sample, document.id) == (FOLDER / entry["file"]).read_text("utf-8")
    assert read_note(sample, NoteTarget("project")).startswith("A sample to play in.")


def test_it_is_one_step(sample: Project) -> None:
    assert [step.op for step in sample.history()] == [Op.BUILD_SAMPLE]


def test_it_is_where_undoing_ends(tmp_path: Path) -> None:
    build_sample(tmp_path / "mine.diple")
    with Project.open(tmp_path / "mine.diple") as sample:
        assert sample.next_undo() is None
        with sample.change(Op.WRITE_NOTE) as change:
            write_note(change, NoteTarget("project"), "Mine")
        sample.undo()
        assert sample.next_undo() is None
        assert read_note(sample, NoteTarget("project")).startswith("A sample to play in.")
        assert len(list_documents(sample)) == 1


def test_the_sample_is_built_once_and_then_found(tmp_path: Path) -> None:
    path = sample_project()
    before = path.stat()
    assert sample_project() == path
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert [name for name in os.listdir(path.parent) if not name.endswith(".diple")] == []


def test_what_stands_there_is_never_touched(tmp_path: Path) -> None:
    path = tmp_path / "mine.diple"
    path.write_text("precious")
    with pytest.raises(FileExists):
        build_sample(path)
    assert path.read_text() == "precious"


def seeded(folder: Path, **files: str) -> Path:
    """Copy the seeds, with some of the files replaced."""
    folder.mkdir()
    for path in FOLDER.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("codebook", "kind"),
    [
        ("codes: &a [*a]", LineRefused),
        ("codes: [", FileDamaged),
        ("codes: !!python/object:object {}", LineRefused),
    ],
)
def test_a_seed_that_cannot_be_read_leaves_nothing_behind(
    tmp_path: Path, codebook: str, kind: type[AppError]
) -> None:
    folder = seeded(tmp_path / "seeds", codebook=codebook)
    with pytest.raises(kind):
        build_sample(tmp_path / "sample.diple", folder)
    assert not [name for name in os.listdir(tmp_path) if "diple" in name or "new" in name]


def test_a_seed_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        build_sample(tmp_path / "sample.diple", tmp_path / "nowhere")
