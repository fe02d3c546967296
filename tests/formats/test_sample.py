"""The sample project as it is built from its plain files."""

from pathlib import Path

import pytest

from desktop_app.core import annotations, codebook, coders, documents, notes
from desktop_app.core.errors import FileDamaged
from desktop_app.core.model import NoteTarget
from desktop_app.core.project import Project
from desktop_app.formats.sample import build_sample, read_yaml, sample_project


def test_the_sample_holds_two_readings(tmp_path: Path) -> None:
    build_sample(tmp_path / "sample.diple")
    with Project.open(tmp_path / "sample.diple") as project:
        [document] = documents.list_documents(project)
        text = documents.read_text(project, document.id)
        made = annotations.list_annotations(project)
        readers = {coder.id: coder.name for coder in coders.list_coders(project)}
        tree = codebook.list_codes(project)
        assert notes.read_note(project, NoteTarget("project"))
    assert list(readers.values()) == ["Reader A", "Reader B"]
    for reader in readers:
        own = [each for each in made if each.coder_id == reader]
        assert len(own) >= 30
        assert sum(len(each.parts) > 1 for each in own) >= 5
        assert any(not each.parts for each in own)
        assert any(each.code_id is None for each in own)
    assert all(text[p.start : p.end] == p.quote for each in made for p in each.parts)
    antithesis = tree.find("Figure > Antithesis")
    assert [role.name for role in antithesis.roles][:2] == ["pole A", "pole B"]


def test_the_sample_is_built_once(tmp_path: Path) -> None:
    first = sample_project()
    stamp = first.stat().st_mtime_ns
    assert sample_project() == first
    assert first.stat().st_mtime_ns == stamp


def test_aliases_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.yaml"
    path.write_text("a: &x [1, 2]\nb: [*x, *x]\n")
    with pytest.raises(FileDamaged):
        read_yaml(path)
