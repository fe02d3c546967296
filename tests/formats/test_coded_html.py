"""Coded texts as a page, read back by lxml and compared with the store."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from desktop_app.core.annotations import list_annotations
from desktop_app.core.coders import add_coder
from desktop_app.core.documents import add_document, list_documents, read_text
from desktop_app.core.model import NewDocument, NoteTarget, Op, Run
from desktop_app.core.notes import write_note
from desktop_app.core.project import Project
from desktop_app.core.relations import list_relations
from desktop_app.formats.exports import export
from tests.builders import a_code, a_note, a_seeded_project, an_annotation, me

HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with a_seeded_project(tmp_path / "p.diple") as made:
        yield made


def page_of(project: Project, tmp_path: Path) -> html.HtmlElement:
    out = tmp_path / "out.html"
    made, count = export(project, out)
    assert made.name == "html"
    assert count == len(list_documents(project))
    return html.document_fromstring(out.read_bytes())


def words_of(paragraph: html.HtmlElement) -> str:
    """Read a line of the text: all but the number before it and those behind passages."""
    copy = html.fromstring(html.tostring(paragraph, encoding="unicode", with_tail=False))
    for each in copy.xpath(".//span[@class='n'] | .//a"):
        each.drop_tree()
    return str(copy.text_content())


def test_every_line_of_every_text_is_there(project: Project, tmp_path: Path) -> None:
    page = page_of(project, tmp_path)
    articles = page.xpath("//article")
    documents = list_documents(project)
    assert [each.findtext("h2") for each in articles] == [each.title for each in documents]
    for article, document in zip(articles, documents, strict=True):
        lines = [words_of(each) for each in article.xpath(".//div[@class='text']/p")]
        text = read_text(project, document.id)
        assert lines == [line for line in text.split("\n") if line.strip()]


def test_every_annotation_is_listed_and_each_part_marked(project: Project, tmp_path: Path) -> None:
    page = page_of(project, tmp_path)
    stored = list_annotations(project)
    entries = page.xpath("//ol[@class='annotations']/li")
    assert len(entries) == len(stored)
    parts = [part for each in stored for part in each.parts]
    assert len(page.xpath("//a[contains(@class, 'r ')]")) == len(parts)
    assert len(page.xpath("//a[@class='s']")) == len(parts)
    targets = {each.get("id") for each in page.xpath("//*[@id]")}
    for link in page.xpath("//a[@href]"):
        assert link.get("href").startswith("#")
        assert link.get("href")[1:] in targets
    said = " ".join(page.text_content().split())
    for relation in list_relations(project):
        assert f"{relation.kind}: annotation" in said
    for each in stored:
        assert not each.note or " ".join(each.note.split()) in said


def test_each_part_runs_from_its_anchor_to_its_number(project: Project, tmp_path: Path) -> None:
    page = page_of(project, tmp_path)
    open_parts: dict[str, str] = {}
    found: list[tuple[str, str]] = []

    def add(text: str | None) -> None:
        for key in open_parts:
            open_parts[key] += text or ""

    def walk(node: html.HtmlElement) -> None:
        kind = (node.get("class") or "").split(" ")[0]
        if kind == "s":
            open_parts[node.get("id")] = ""
        elif kind == "r":
            number = node.get("href")[1:]
            ended = next(key for key in open_parts if key.split("p")[0] == number)
            found.append((ended, open_parts.pop(ended)))
        elif kind != "n":
            add(node.text)
            for each in node:
                walk(each)
                add(each.tail)

    for paragraph in page.xpath("//div[@class='text']/p"):
        walk(paragraph)
    assert not open_parts
    quotes = sorted(
        part.quote.replace("\n", "") for each in list_annotations(project) for part in each.parts
    )
    assert sorted(words for _, words in found) == quotes


def test_nothing_runs_whatever_names_say(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.diple", HOSTILE) as project:
        with project.change(Op.IMPORT_DOCUMENT, me(project)) as change:
            text = f"{HOSTILE}\nplain \x1b words\n"
            new = NewDocument(HOSTILE, text, fields={HOSTILE: HOSTILE}, runs=[Run(0, 8, "italic")])
            document = add_document(change, new)
        with project.change(Op.ADD_CODER) as change:
            add_coder(change, f"{HOSTILE} two")
        a_code(project, HOSTILE, brief_definition=HOSTILE, source=HOSTILE)
        marked = an_annotation(
            project, (0, 8), (9, 20), code=HOSTILE, properties={HOSTILE: HOSTILE}
        )
        a_note(project, "annotation", marked, HOSTILE)
        a_note(project, "document", document, HOSTILE)
        with project.change(Op.WRITE_NOTE, me(project)) as change:
            write_note(change, NoteTarget("project"), HOSTILE)
        page = page_of(project, tmp_path)
    assert not page.xpath("//script | //img | //iframe | //object | //link | //form | //@onerror")
    assert len(page.xpath("//style")) == 1
    assert "alert" not in page.xpath("//style")[0].text
    allowed = {
        "id", "class", "title", "dir", "lang", "charset", "content", "name", "http-equiv",
        "href", "type", "checked", "value", "aria-label", "aria-hidden", "width", "height", "rx",
        "fill",
    }  # fmt: skip
    assert {name for each in page.iter() for name in each.attrib} <= allowed
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    raw = (tmp_path / "out.html").read_text("utf-8")
    assert not re.search(r"https?:|//\w", raw)
    assert HOSTILE in page.text_content()


def test_layers_switch_what_is_marked_and_listed(project: Project, tmp_path: Path) -> None:
    page = page_of(project, tmp_path)
    style = page.xpath("//style")[0].text
    boxes = page.xpath("//nav//input[@type='checkbox']/@id")
    assert boxes
    for key in boxes:
        assert f"body:has(#{key}:not(:checked)) mark.{key}" in style
        assert page.xpath(f"//li[contains(concat(' ', @class, ' '), ' {key} ')]")
    names = [" ".join(each.text_content().split()) for each in page.xpath("//nav//label")]
    assert "Figure > Irony" in names
    assert "Reader B" in names


def test_an_empty_project_is_a_page_too(tmp_path: Path) -> None:
    with Project.create(tmp_path / "e.diple", "R") as project:
        page = page_of(project, tmp_path)
    assert page.findtext(".//h1") == "out"
