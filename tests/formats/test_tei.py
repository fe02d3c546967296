"""TEI, read back by a reader that is not ours: the words, the spans, the codes, the people."""

import re
from pathlib import Path

import pytest
from lxml import etree

from desktop_app.core.annotations import list_annotations
from desktop_app.core.codebook import list_codes
from desktop_app.core.coders import list_coders
from desktop_app.core.documents import list_documents, read_text
from desktop_app.core.marks import Marks
from desktop_app.core.project import Project
from desktop_app.core.relations import list_relations
from desktop_app.formats.exports import export
from tests.builders import a_code, a_document, a_note, an_annotation

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
VERSE = "\n\nOne line\nand two\n\n\nthree, 😀 é\nand four\n\nfive\nsix\n\n"


def points(root: etree._Element) -> tuple[list[str], dict[str, int]]:
    """Return all lines, and the number of each by its id."""
    lines = root.xpath("//t:body//t:p[@n] | //t:body//t:l", namespaces=TEI)
    return [line.text or "" for line in lines], {line.get(ID): n for n, line in enumerate(lines)}


def words_between(root: etree._Element, start: str, end: str) -> str:
    lines, numbers = points(root)
    places = []
    for pointer in (start, end):
        match = re.fullmatch(r"#string-index\((.+),(\d+)\)", pointer)
        assert match
        places.append((numbers[match[1]], int(match[2])))
    (first, a), (last, b) = places
    if first == last:
        return lines[first][a:b]
    return "\n".join([lines[first][a:], *lines[first + 1 : last], lines[last][:b]])


def test_every_mark_stands_at_its_words(project: Project, tmp_path: Path) -> None:
    for name in ("=cmd()", "<img src=x onerror=alert(1)>", "a\x0b & \x01b"):
        a_code(project, name, brief_definition="]]> & <b>")
    home = a_document(project, "Verse & <prose>", VERSE)
    for span in ((2, 10), (2, 20), (0, 30), (11, 22), (20, 21), (0, 2), (30, len(VERSE))):
        an_annotation(project, span, document=home, note="a < b\x0c", properties={'"k"': "<v>"})
    out = tmp_path / "all.xml"
    export(project, out)
    root = etree.parse(out, etree.XMLParser(resolve_entities=False)).getroot()
    ids = root.xpath("//@xml:id")
    assert len(ids) == len(set(ids))
    texts = {each.id: read_text(project, each.id) for each in list_documents(project)}
    found = list_annotations(project)
    for mark in found:
        (group,) = root.xpath(f"//t:spanGrp[@xml:id='a-{mark.id}']", namespaces=TEI)
        assert group.get("resp") == f"#coder-{mark.coder_id}"
        assert (group.get("ana") or "#code-")[6:] == (mark.code_id or "")
        spans = group.findall("t:span", TEI)
        assert [span.text or "" for span in spans] == [part.role for part in mark.parts]
        for span, part in zip(spans, mark.parts, strict=True):
            quote = texts[part.document_id][part.start : part.end]
            told = words_between(root, span.get("from"), span.get("to"))
            assert told == re.sub(r"\n+", "\n", quote).strip("\n"), quote
        for pointer in (*group.xpath("@resp | @ana | @corresp"),):
            assert pointer[1:] in ids
    assert len(root.xpath("//t:spanGrp[@type='annotation']", namespaces=TEI)) == len(found)
    assert root.xpath("//t:lg/t:l", namespaces=TEI)
    people = root.xpath("//t:respStmt/t:name/text()", namespaces=TEI)
    assert people == [coder.name for coder in list_coders(project)]
    tree = list_codes(project)
    for code in tree:
        (category,) = root.xpath(f"//t:category[@xml:id='code-{code.id}']", namespaces=TEI)
        above = f"code-{code.parent_id}" if code.parent_id else "codebook"
        assert category.getparent().get(ID) == above
    notes = root.xpath("//t:desc[@type='note']/text()", namespaces=TEI)
    assert notes.count("a < b\ufffd") == 7
    assert root.xpath("//t:gloss/text()", namespaces=TEI).count("]]> & <b>") == 3


def test_links_and_who_speaks_come_along(project: Project, tmp_path: Path) -> None:
    a_note(project, "document", list_documents(project)[0].id, "read <twice>")
    marks = Marks(project)
    export(project, tmp_path / "all.xml")
    root = etree.parse(tmp_path / "all.xml").getroot()
    ids = root.xpath("//@xml:id")
    relations = list_relations(project)
    assert relations
    for each in relations:
        (link,) = root.xpath(f"//t:relation[@xml:id='r-{each.id}']", namespaces=TEI)
        ends = (f"#a-{each.from_annotation_id}", f"#a-{each.to_annotation_id}")
        assert (link.get("active"), link.get("passive")) == ends
        assert all(end[1:] in ids for end in ends)
        assert link.findtext("t:desc", namespaces=TEI) == each.kind
    assert marks.turns
    for document_id, turns in marks.turns.items():
        text = read_text(project, document_id)
        spans = root.xpath(
            f"//t:TEI[@xml:id='doc-{document_id}']//t:spanGrp[@type='speech']/t:span",
            namespaces=TEI,
        )
        for turn, span in zip(turns, spans, strict=True):
            assert (span.get("type"), span.text) == (turn.kind, turn.speaker)
            told = words_between(root, span.get("from"), span.get("to"))
            assert told == re.sub(r"\n+", "\n", text[turn.start : turn.end])
    notes = root.xpath("//t:fileDesc/t:notesStmt/t:note/text()", namespaces=TEI)
    assert notes == ["About all of it", "read <twice>"]


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_a_text_without_words_has_its_place(project: Project, tmp_path: Path, text: str) -> None:
    home = a_document(project, "Empty", text)
    export(project, tmp_path / "all.xml")
    root = etree.parse(tmp_path / "all.xml").getroot()
    assert root.xpath(f"//t:TEI[@xml:id='doc-{home}']//t:p", namespaces=TEI)
