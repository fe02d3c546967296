"""Coded texts as a Word document, read back by python-docx and compared with the store."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from lxml import etree

from desktop_app.core.annotations import list_annotations
from desktop_app.core.coders import list_coders
from desktop_app.core.documents import list_documents, read_text
from desktop_app.core.project import Project
from desktop_app.core.relations import list_relations
from desktop_app.formats.exports import export
from tests.builders import a_code, a_document, a_note, a_seeded_project, an_annotation

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = '<w:p/> & "x" ]]> \x07'


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with a_seeded_project(tmp_path / "p.diple") as made:
        yield made


def written(project: Project, out: Path) -> Path:
    made, count = export(project, out)
    assert (made.name, count) == ("docx", len(list_documents(project)))
    return out


def test_texts_are_whole(project: Project, tmp_path: Path) -> None:
    book = docx.Document(str(written(project, tmp_path / "o.docx")))
    said = [paragraph.text for paragraph in book.paragraphs]
    for document in list_documents(project):
        assert document.title in said
        at = said.index(document.title)
        text = read_text(project, document.id)
        lines = [line for line in text.split("\n") if line.strip()]
        later = [each.partition("\t")[2] for each in said[at:] if "\t" in each]
        assert later[: len(lines)] == lines


def test_each_part_has_a_comment_with_coder_code_and_note(project: Project, tmp_path: Path) -> None:
    book = docx.Document(str(written(project, tmp_path / "o.docx")))
    comments = list(book.comments)
    stored = list_annotations(project)
    parts = [(each, part) for each in stored for part in each.parts]
    wordless = [each for each in stored if not each.parts]
    assert len(comments) == len(parts) + len(wordless)
    people = {coder.id: coder.name for coder in list_coders(project)}
    assert sorted(each.author for each in comments) == sorted(
        [people[each.coder_id] for each, _ in parts] + [people[each.coder_id] for each in wordless]
    )
    said = [each.text for each in comments]
    for relation in list_relations(project):
        assert any(f"{relation.kind}: annotation" in text for text in said)
    for each in stored:
        assert not each.note or any(each.note in text for text in said)
        for part in each.parts:
            assert not part.role or any(part.role in text for text in said)


def test_a_comment_stands_on_the_words_of_its_part(project: Project, tmp_path: Path) -> None:
    with zipfile.ZipFile(written(project, tmp_path / "o.docx")) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    open_ranges: dict[str, str] = {}
    found: list[str] = []
    for node in root.iter():
        if node.tag == f"{W}commentRangeStart":
            open_ranges[node.get(f"{W}id")] = ""
        elif node.tag == f"{W}commentRangeEnd":
            found.append(open_ranges.pop(node.get(f"{W}id")))
        elif node.tag == f"{W}t":
            for key in open_ranges:
                open_ranges[key] += node.text or ""
    assert not open_ranges
    quotes = [part.quote for each in list_annotations(project) for part in each.parts]
    for quote in quotes:
        if "\n" not in quote:
            found.remove(quote)


def test_names_are_only_names(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.diple", '<b>&"') as project:
        a_document(project, HOSTILE.replace("\x07", ""), f"{HOSTILE} and more")
        a_code(project, "<w:t & x")
        marked = an_annotation(project, (0, 5), code="<w:t & x")
        a_note(project, "annotation", marked, HOSTILE)
        book = docx.Document(str(written(project, tmp_path / "o.docx")))
    (comment,) = book.comments
    assert comment.author == '<b>&"'
    assert "<w:t & x" in comment.text
    assert "\ufffd" in comment.text
    assert any(HOSTILE.replace("\x07", "\ufffd") in each.text for each in book.paragraphs)


def test_the_same_project_gives_the_same_bytes(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "o.docx"
    first = written(project, out).read_bytes()
    assert written(project, out).read_bytes() == first
