"""Projects as .qdpx: valid by the schema, and holding what the store holds."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from desktop_app.core.annotations import list_annotations
from desktop_app.core.codebook import list_codes
from desktop_app.core.coders import list_coders
from desktop_app.core.documents import list_documents, read_text
from desktop_app.core.project import Project
from desktop_app.formats.exports import export
from desktop_app.formats.refi_out import losses
from tests.builders import a_code, a_document, a_note, a_seeded_project, an_annotation

Q = "{urn:QDA-XML:project:1.0}"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with a_seeded_project(tmp_path / "p.diple") as made:
        yield made


def archive_of(project: Project, tmp_path: Path) -> zipfile.ZipFile:
    out = tmp_path / "o.qdpx"
    export(project, out)
    return zipfile.ZipFile(io.BytesIO(out.read_bytes()))


SCHEMA = Path(__file__).parents[3] / "shared" / "acceptance" / "refi" / "Project.xsd"
"""The schema of the standard: its publisher's, so it is not among our own files."""


def root_of(archive: zipfile.ZipFile) -> etree._Element:
    """Read the project's file, which must be valid wherever the schema is at hand."""
    root = etree.fromstring(archive.read("project.qde"))
    if SCHEMA.exists():
        etree.XMLSchema(etree.parse(str(SCHEMA))).assertValid(root)
    return root


def test_texts_go_along_as_they_are(project: Project, tmp_path: Path) -> None:
    archive = archive_of(project, tmp_path)
    sources = root_of(archive).findall(f".//{Q}TextSource")
    assert [each.get("name") for each in sources] == [d.title for d in list_documents(project)]
    for source, document in zip(sources, list_documents(project), strict=True):
        path = source.get("plainTextPath", "").removeprefix("internal://")
        assert archive.read(f"sources/{path}").decode() == read_text(project, document.id)


def test_every_part_is_a_selection_of_its_words(project: Project, tmp_path: Path) -> None:
    archive = archive_of(project, tmp_path)
    found = []
    for source in root_of(archive).findall(f".//{Q}TextSource"):
        text = archive.read(f"sources/{source.get('guid')}.txt").decode()
        for each in source.findall(f"{Q}PlainTextSelection"):
            place = slice(int(each.get("startPosition", "")), int(each.get("endPosition", "")))
            code = each.find(f"{Q}Coding/{Q}CodeRef")
            target = None if code is None else code.get("targetGUID")
            found.append((text[place], target, each.get("creatingUser")))
    stored = [
        (part.quote, each.code_id, each.coder_id)
        for each in list_annotations(project)
        for part in each.parts
    ]
    assert sorted(map(repr, found)) == sorted(map(repr, stored))


def test_ids_are_single_and_every_reference_has_its_target(
    project: Project, tmp_path: Path
) -> None:
    root = root_of(archive_of(project, tmp_path))
    guids = [each.get("guid") for each in root.iter() if each.get("guid")]
    assert len(guids) == len(set(guids))
    for each in root.iter():
        for name in ("targetGUID", "originGUID", "creatingUser"):
            assert each.get(name) is None or each.get(name) in guids
    names = {each.get("name") for each in root.iter(f"{Q}Code")}
    assert names == {code.name for code in list_codes(project)}
    assert {each.get("name") for each in root.iter(f"{Q}User")} == {
        coder.name for coder in list_coders(project)
    }
    several = sum(max(0, len(each.parts) - 1) for each in list_annotations(project))
    ties = [each for each in root.iter(f"{Q}Link") if each.get("direction") == "Associative"]
    assert len(ties) == several


def test_notes_and_fields_go_along(project: Project, tmp_path: Path) -> None:
    root = root_of(archive_of(project, tmp_path))
    notes = {each.findtext(f"{Q}PlainTextContent") for each in root.iter(f"{Q}Note")}
    assert "About all of it" in notes
    for each in list_annotations(project):
        assert not each.note or each.note in notes
    values = [each.text for each in root.iter(f"{Q}TextValue")]
    assert "Vienna" in values


def test_an_empty_project_has_no_empty_lists(tmp_path: Path) -> None:
    with Project.create(tmp_path / "e.diple", "R") as project:
        root = root_of(archive_of(project, tmp_path))
    assert [etree.QName(each).localname for each in root] == ["Users"]


def test_names_are_only_names_and_the_bytes_the_same(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.diple", '<b>&"') as project:
        a_document(project, "</Project>", "one 😀 two")
        a_code(project, "]]>&")
        marked = an_annotation(project, (4, 5), code="]]>&")
        a_note(project, "annotation", marked, "<x> \x07")
        first = archive_of(project, tmp_path)
        written = (tmp_path / "o.qdpx").read_bytes()
        archive_of(project, tmp_path)
        assert (tmp_path / "o.qdpx").read_bytes() == written
        assert dict(losses(project)) == {
            "characters that programs counting in UTF-16 place differently": 1
        }
    root = root_of(first)
    assert root.find(f".//{Q}Code").get("name") == "]]>&"  # type: ignore[union-attr]
    assert root.findtext(f".//{Q}Note/{Q}PlainTextContent") == "<x> \ufffd"
