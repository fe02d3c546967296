"""Projects as .qdpx read back: our own without loss, others' by any way of counting."""

import io
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.annotations import list_annotations
from desktop_app.core.codebook import list_codes
from desktop_app.core.coders import list_coders
from desktop_app.core.docsets import sets_of
from desktop_app.core.documents import list_documents, read_text
from desktop_app.core.errors import AppError, FileDamaged, RowRefused
from desktop_app.core.model import NoteTarget, Op
from desktop_app.core.notes import read_note
from desktop_app.core.project import Project
from desktop_app.core.texts import normalise
from desktop_app.formats.exports import export
from desktop_app.formats.refi_apply import Brought, bring_in
from desktop_app.formats.refi_in import read_qdpx
from desktop_app.formats.refi_places import Counting, Ruler
from tests.builders import a_seeded_project, me

CODE = "11111111-1111-1111-1111-111111111111"
USER = "22222222-2222-2222-2222-222222222222"
SOURCE = "33333333-3333-3333-3333-333333333333"


def brought(project: Project, path: Path) -> Brought:
    with project.change(Op.IMPORT_PROJECT, me(project)) as change:
        return bring_in(change, read_qdpx(path))


def facts_of(project: Project) -> Counter[Any]:
    """Tell all annotations by names and words, whatever their ids."""
    tree = list_codes(project)
    people = {coder.id: coder.name for coder in list_coders(project)}
    titles = {document.id: document.title for document in list_documents(project)}
    return Counter(
        (
            tree.path(each.code_id),
            people[each.coder_id],
            tuple((titles[p.document_id], p.start, p.end, p.role, p.quote) for p in each.parts),
            each.note,
            tuple(sorted(each.properties.items())),
        )
        for each in list_annotations(project)
        if each.parts or each.code_id
    )


def test_what_we_write_comes_back_whole(tmp_path: Path) -> None:
    out = tmp_path / "o.qdpx"
    with a_seeded_project(tmp_path / "a.diple") as first:
        export(first, out)
        with Project.create(tmp_path / "b.diple", "Someone") as second:
            brought(second, out)
            assert facts_of(second) == facts_of(first)
            for one, other in zip(list_documents(first), list_documents(second), strict=True):
                assert (one.title, one.fields) == (other.title, other.fields)
                assert read_text(first, one.id) == read_text(second, other.id)
                assert sets_of(first).get(one.id) == sets_of(second).get(other.id)
            paths = [
                list_codes(each).path(c.id) for each in (first, second) for c in list_codes(each)
            ]
            assert sorted(paths[: len(paths) // 2]) == sorted(paths[len(paths) // 2 :])
            assert read_note(second, NoteTarget("project")) == "About all of it"
            again = brought(second, out)
            assert (again.documents, again.codes) == (0, 0)
            assert facts_of(second) == facts_of(first)
            # The second import found nothing to do and left no step.
            second.undo()
            assert not list_documents(second)


def foreign(
    tmp_path: Path, text: bytes, spans: list[tuple[int, int]], origin: str = "Some", inner: str = ""
) -> Path:
    """Make a project as another program writes it."""
    selections = "".join(
        f'<PlainTextSelection guid="{at:08x}-0000-0000-0000-000000000000" name=""'
        f' startPosition="{start}" endPosition="{end}"><Description/><Coding'
        f' guid="{at:08x}-0000-0000-0000-000000000001" creatingUser="{USER}">'
        f'<CodeRef targetGUID="{CODE}"/></Coding></PlainTextSelection>'
        for at, (start, end) in enumerate(spans)
    )
    xml = (
        f'<Project xmlns="urn:QDA-XML:project:1.0" name="x" origin="{origin}">'
        f'<Users><User guid="{USER.upper()}" name="Ann"/></Users><CodeBook><Codes><Code'
        f' guid="{{{CODE}}}" name="Naming" isCodable="true"/></Codes></CodeBook><Sources>'
        f'<TextSource guid="{SOURCE}" name="Speech" plainTextPath="internal://{SOURCE}.txt">'
        f"{selections}</TextSource>{inner}</Sources></Project>"
    )
    path = tmp_path / "x.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"Sources/{SOURCE}.txt", text)
        archive.writestr("project.qde", xml)
    return path


WORDS = ("came", "answered", "nobody")
TEXT = "\ufeffWe came 😀😀.\r\nWho answered?\r\n\r\nI say: nobody 😀.\r\n"


@pytest.mark.parametrize("is_utf16", [False, True])
@pytest.mark.parametrize("is_crlf_two", [False, True])
def test_the_way_of_counting_is_found_out(
    tmp_path: Path, is_utf16: bool, is_crlf_two: bool
) -> None:
    def counted(at: int) -> int:
        before = TEXT.removeprefix("\ufeff")[:at]
        before = before if is_crlf_two else before.replace("\r\n", "\n")
        return len(before.encode("utf-16-le")) // 2 if is_utf16 else len(before)

    body = TEXT.removeprefix("\ufeff")
    spans = [(counted(body.index(word)), counted(body.index(word) + len(word))) for word in WORDS]
    path = foreign(tmp_path, TEXT.encode(), spans)
    with Project.create(tmp_path / "p.diple", "R") as project:
        assert brought(project, path) == Brought(1, 1, 3, 0)
        quotes = [each.parts[0].quote for each in list_annotations(project)]
        assert sorted(quotes) == sorted(WORDS)
        assert {coder.name for coder in list_coders(project)} == {"R", "Ann"}


@given(st.text("ab \r\n😀", max_size=40), st.booleans(), st.booleans())
def test_places_never_leave_the_text_and_keep_their_order(
    raw: str, is_utf16: bool, is_crlf_two: bool
) -> None:
    ruler = Ruler(raw, Counting(is_utf16, is_crlf_two))
    text = normalise(raw).text
    places = [ruler.place(at) for at in range(-1, ruler.length + 2)]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, len(text))


def test_what_there_is_no_place_for_is_told(tmp_path: Path) -> None:
    inner = (
        f'<PictureSource guid="{SOURCE[:-1]}4" name="A face"/>'
        f'<TextSource guid="{SOURCE[:-1]}5" plainTextPath="absolute:///etc/passwd"/>'
        f'<TextSource guid="{SOURCE[:-1]}6" plainTextPath="internal://../../etc/passwd"/>'
    )
    found = read_qdpx(foreign(tmp_path, b"We came.", [(3, 7), (0, 99), (5, 5)], inner=inner))
    assert dict(found.left) == {
        "pictures, sound and films": 1, "texts not in the file": 2, "selections of no words": 1,
    }  # fmt: skip
    assert [(each.start, each.end) for each in found.texts[0].selected] == [(3, 7), (0, 8)]


@pytest.mark.parametrize(
    "data",
    [
        b"no archive",
        {"other.xml": "<x/>"},
        {"project.qde": "<Project"},
        {"project.qde": '<!DOCTYPE x [<!ENTITY a "b">]><Project name="&a;"/>'},
        {"project.qde": "<CodeBook/>"},
    ],
)
def test_what_is_no_project_is_refused(tmp_path: Path, data: bytes | dict[str, str]) -> None:
    path = tmp_path / "x.qdpx"
    if isinstance(data, dict):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, text in data.items():
                archive.writestr(name, text)
        data = buffer.getvalue()
    path.write_bytes(data)
    with pytest.raises(FileDamaged):
        read_qdpx(path)


def test_a_code_that_cannot_be_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        code = f'<Code guid="{CODE}" name="A" isCodable="true"/>'
        archive.writestr(
            "project.qde",
            f'<Project name="x"><CodeBook><Codes>{code}{code}</Codes></CodeBook></Project>',
        )
    with pytest.raises(RowRefused):
        read_qdpx(path)


@given(st.binary(max_size=60))
def test_any_project_file_is_read_or_refused(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.qdpx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("project.qde", b"<Project>" + data + b"</Project>")
        try:
            read_qdpx(path)
        except AppError:
            return
