"""Codebooks out and in again, byte for byte, in every format; and what each cannot hold."""

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from docx import Document as WordDocument
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from desktop_app.core.annotations import list_annotations
from desktop_app.core.bookdiff import compare
from desktop_app.core.bookimport import import_book
from desktop_app.core.books import Book, Entry, read_book
from desktop_app.core.codebook import edit_code, list_codes
from desktop_app.core.codemerge import merge_codes
from desktop_app.core.errors import CodeInsideItself, NoCodes, RowRefused, UnknownExport
from desktop_app.core.examples import (
    KINDS,
    QUOTED,
    Citation,
    add_example,
    cite_examples,
    forget_quoted,
    list_examples,
    remove_example,
)
from desktop_app.core.model import Op, PropertyRule, Role, Wording, new_id
from desktop_app.core.names import tidy_code
from desktop_app.core.project import Project
from desktop_app.core.wordings import explain_wording, list_wordings
from desktop_app.formats.codebooks import (
    Wish,
    Written,
    export_codebook,
    read_codebook_file,
    without_guards,
)
from desktop_app.formats.csv_profile import BOM, DATA, EXCEL, Profile
from desktop_app.formats.xlsx import LONGEST, read_sheet
from tests.builders import a_code, a_seeded_project, an_annotation, me, state_of

REFI = Path(__file__).parents[3] / "shared" / "acceptance" / "refi" / "Codebook.xsd"
ROUND = [(".csv", DATA), (".csv", EXCEL), (".xlsx", DATA), (".yaml", DATA), (".qdc", DATA)]
each_round = pytest.mark.parametrize(("suffix", "profile"), ROUND, ids=lambda v: str(v)[:24])

# Half of a surrogate pair is no text, and NUL no table takes.
signs = st.one_of(
    st.sampled_from("\\>;:|=()'\"#-—@+\t\r\n ,?[]{}&*!%`~\u2028\u0085\ufeff_x"),
    st.characters(codec="utf-8", exclude_characters="\0"),
)
names = st.text(signs, min_size=1, max_size=8).map(tidy_code).filter(bool)
texts = st.text(signs, max_size=12)
words = st.text(signs, min_size=1, max_size=6).filter(lambda text: text.strip() == text)
rules = st.one_of(
    st.builds(
        PropertyRule,
        words,
        st.just("choice"),
        st.lists(words, min_size=1, max_size=2, unique=True).map(tuple),
    ),
    st.builds(PropertyRule, words, st.sampled_from(["number", "text"]), st.just(()), words),
)


passages = st.builds(
    Citation, st.sampled_from(KINDS), texts.filter(bool), texts, texts, texts, texts, texts
)
wordings = st.builds(
    Wording,
    st.just(""),
    st.just(1),
    texts,
    st.just({}),
    texts,
    st.just(""),
    texts.filter(bool),
    texts,
)


def few(strategy: st.SearchStrategy[Any], key: Callable[[Any], str]) -> Any:
    return st.lists(strategy, max_size=2, unique_by=key).map(tuple)


@contextmanager
def a_project(*entries: Entry) -> Iterator[Project]:
    with TemporaryDirectory() as folder:
        project = Project.create(Path(folder) / "p.diple", "Reader A")
        with project:
            if entries:
                with project.change(Op.IMPORT_CODES, me(project)) as change:
                    import_book(change, Book(entries))
            yield project


def written(project: Project, suffix: str, profile: Profile = DATA) -> tuple[bytes, Written]:
    path = project.path.with_name(f"out{suffix}")
    done = export_codebook(Wish(project, "Mine", path, profile))
    return path.read_bytes(), done


def again(data: bytes, suffix: str, profile: Profile = DATA) -> bytes:
    """Take a file over into an empty project and write that project's codebook."""
    with a_project() as empty:
        path = empty.path.with_name(f"in{suffix}")
        path.write_bytes(data)
        with empty.change(Op.IMPORT_CODES, me(empty)) as change:
            import_book(change, read_codebook_file(path).book)
        return written(empty, suffix, profile)[0]


@st.composite
def books(draw: st.DrawFn) -> list[Entry]:
    made: list[Entry] = []
    for rank in range(draw(st.integers(1, 4))):
        parent = draw(st.sampled_from([None, *(entry.id for entry in made)]))
        name = draw(names)
        if any((each.parent_id, each.name) == (parent, name) for each in made):
            continue
        fields = {n: draw(texts) for n in draw(st.sets(st.sampled_from(PROSE), max_size=3))}
        made.append(
            Entry(
                id=new_id(),
                parent_id=parent,
                position=rank * draw(st.integers(1, 3)),
                name=name,
                color=draw(st.sampled_from(["#123456", "#b95569"])),
                shortcut=draw(st.sampled_from(["", "1234"[rank]])),
                roles=draw(
                    st.lists(
                        st.builds(Role, words, st.booleans()),
                        max_size=2,
                        unique_by=lambda r: r.name,
                    ).map(tuple)
                ),
                properties=draw(st.lists(rules, max_size=2, unique_by=lambda r: r.name).map(tuple)),
                aliases=draw(st.lists(words, max_size=2, unique=True).map(tuple)),
                status=draw(st.sampled_from(["active", "retired"])),
                replaced_by=draw(st.sampled_from([None, *(entry.id for entry in made)])),
                extra={"theirs": draw(texts)},
                passages=draw(st.lists(passages, max_size=2).map(tuple)),
                wordings=draw(st.lists(wordings, max_size=2).map(tuple)),
                created_by=draw(st.sampled_from(["Reader A", "Somebody"])),
                created_at="2023-07-23T10:00:00.000Z",
                **fields,
            )
        )
    return made


PROSE = (
    "brief_definition", "full_definition", "when_to_use", "when_not_to_use", "example",
    "non_example", "note", "source",
)  # fmt: skip
AWKWARD = [
    Entry(new_id(), None, 5, '=1+1 > \\ "x"', "#123456", note="a\r\nb\rc\n", example="'=x"),
    Entry(new_id(), None, 2, "שלום 😀", "#123456", brief_definition=" null ", source="- a: b #c"),
    Entry(new_id(), None, 9, "yes", "#123456", full_definition="— Note —\n\\— Note —", note="\n x"),
]


@each_round
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(entries=books())
@example(entries=AWKWARD)
def test_a_codebook_comes_back_byte_for_byte(
    suffix: str, profile: Profile, entries: list[Entry]
) -> None:
    with a_project(*entries) as project:
        data, _ = written(project, suffix, profile)
        assert again(data, suffix, profile) == data


@pytest.mark.parametrize(("suffix", "profile"), ROUND[:4], ids=lambda v: str(v)[:24])
def test_what_comes_back_is_all_that_was_there(suffix: str, profile: Profile) -> None:
    entries = [
        replace(entry, roles=(Role("a; b", False),), aliases=("x",), extra={"theirs": "y"})
        for entry in AWKWARD
    ]
    with a_project(*entries) as project, a_project() as empty:
        path = empty.path.with_name(f"in{suffix}")
        path.write_bytes(written(project, suffix, profile)[0])
        book = read_codebook_file(path).book
        with empty.change(Op.IMPORT_CODES, me(empty)) as change:
            import_book(change, book)

        def plain(rows: Project) -> list[Entry]:
            found = read_book(rows).entries
            return [replace(e, position=0, created_at="", modified_at="") for e in found]

        assert plain(empty) == plain(project)


GUARDED = [
    Entry(new_id(), None, 0, "=1+1", "#123456", when_to_use="- one\r\n- two", note="@me"),
    Entry(new_id(), None, 1, "'=x", "#123456", example="so"),
]


@pytest.mark.parametrize("profile", [EXCEL, DATA], ids=["excel", "data"])
def test_a_table_that_lost_its_mark_in_a_spreadsheet_is_understood(profile: Profile) -> None:
    with a_project(*GUARDED) as project:
        data, _ = written(project, ".csv", profile)
        # So a spreadsheet saves it: without the BOM, and with its own ends of lines.
        data = data.removeprefix(BOM).replace(b"\r\n", b"\n")
        path = project.path.with_name("again.csv")
        path.write_bytes(data.replace(b"so", b"+ so"))
        here = read_book(project)
        found = without_guards(read_codebook_file(path), here)
        [only] = compare(here, found.book)
        assert [(each.name, each.after) for each in only.fields] == [("example", "+ so")]


def a_project_with_a_past(project: Project) -> None:
    """Let Irony have two passages and a second wording, with a reason."""
    irony = list_codes(project).find("Figure > Irony")
    poles = next(each.id for each in list_annotations(project) if len(each.parts) == 2)
    with project.change(Op.ADD_EXAMPLE, me(project)) as change:
        add_example(change, irony.id, poles, "non_example")
    with project.change(Op.EDIT_CODE, me(project)) as change:
        edit_code(change, irony.id, full_definition="Says: the\nopposite", example="Oh, fine")
    with project.change(Op.EXPLAIN_WORDING, me(project)) as change:
        explain_wording(change, list_codes(change).find("Figure > Irony"), "Too wide before")


@pytest.mark.parametrize(("suffix", "profile"), ROUND[:4], ids=lambda v: str(v)[:24])
def test_passages_and_wordings_go_out_and_come_back(
    project: Project, suffix: str, profile: Profile
) -> None:
    a_project_with_a_past(project)
    data, done = written(project, suffix, profile)
    assert {"example passages", "earlier wordings"}.isdisjoint(dict(done.lost))
    with a_project() as empty:
        path = empty.path.with_name(f"in{suffix}")
        path.write_bytes(data)
        with empty.change(Op.IMPORT_CODES, me(empty)) as change:
            import_book(change, read_codebook_file(path).book)
        there = list_codes(project).find("Figure > Irony")
        here = list_codes(empty).find("Figure > Irony")
        found = cite_examples(empty)[here.id]
        assert found == cite_examples(project)[there.id]
        assert not any(each.id for each in found)  # none of their texts is here
        assert [(w.number, w.fields, w.why, w.created_at) for w in list_wordings(empty, here)] == [
            (w.number, w.fields, w.why, w.created_at) for w in list_wordings(project, there)
        ]
        once = written(empty, suffix, profile)[0]
        assert again(once, suffix, profile) == once


def test_passages_are_linked_again_where_their_texts_are(project: Project) -> None:
    a_project_with_a_past(project)
    path = project.path.with_name("in.yaml")
    path.write_bytes(written(project, ".yaml")[0])
    before = cite_examples(project)
    irony = list_codes(project).find("Figure > Irony")
    with project.change(Op.REMOVE_EXAMPLE, me(project)) as change:
        for each in list_examples(change, irony.id):
            remove_example(change, each.id)
    # One is known by its id, the other has another there and is known by words and place.
    known = before[irony.id][1]
    path.write_text(path.read_text().replace(known.annotation_id, "of another project"))
    (found,) = compare(read_book(project), read_codebook_file(path).book)
    assert [(field.name, len(field.after)) for field in found.fields] == [("passages", 2)]
    with project.change(Op.IMPORT_CODES, me(project)) as change:
        import_book(change, read_codebook_file(path).book)
    assert cite_examples(project) == before
    assert all(each.id for each in cite_examples(project)[irony.id])
    assert not compare(read_book(project), read_codebook_file(path).book)


def test_a_passage_in_words_can_be_let_go_and_goes_with_its_code(project: Project) -> None:
    a_project_with_a_past(project)
    data = written(project, ".csv")[0]
    with a_project() as empty:
        path = empty.path.with_name("in.csv")
        path.write_bytes(data)
        with empty.change(Op.IMPORT_CODES, me(empty)) as change:
            import_book(change, read_codebook_file(path).book)
        irony, naming = (list_codes(empty).find(p) for p in ("Figure > Irony", "Naming"))
        first, second = cite_examples(empty)[irony.id]
        with empty.change(Op.MERGE_CODES, me(empty)) as change:
            merge_codes(change, [irony.id], naming.id)
        assert cite_examples(empty) == {naming.id: [first, second]}
        with empty.change(Op.REMOVE_EXAMPLE, me(empty)) as change:
            forget_quoted(change, naming.id, first)
        assert cite_examples(empty) == {naming.id: [second]}
        assert QUOTED not in str(written(empty, ".csv")[0])


@pytest.mark.parametrize("cell", ["- quote: [a", "words", "- title: x", "- at: a\n  quote: x"])
def test_a_bad_list_is_refused_with_its_row(project: Project, cell: str) -> None:
    path = project.path.with_name("in.csv")
    quoted = cell.replace('"', '""')
    path.write_text(f'code_id,code,parent_id,path,example_passages\n,A,,A,"{quoted}"\n')
    with pytest.raises(RowRefused) as refused:
        read_codebook_file(path)
    assert refused.value.facts["row"] == 2


def test_an_exchanged_codebook_is_valid_and_says_what_it_lost(project: Project) -> None:
    data, done = written(project, ".qdc")
    assert dict(done.lost) == {
        "example passages": 1,
        "keys": 1,
        "names of what replaced a code": 1,
        "columns of other programs": 1,
        "authors and dates": 4,
    }
    if not REFI.exists():
        pytest.skip("the schema of the format is not here")
    schema = etree.XMLSchema(etree.parse(REFI))
    schema.assertValid(etree.fromstring(data))


def test_an_empty_codebook_is_written_where_the_format_knows_one() -> None:
    with a_project() as project:
        for suffix in (".csv", ".xlsx", ".yaml", ".html", ".docx"):
            assert written(project, suffix)[1].codes == 0
        assert again(written(project, ".yaml")[0], ".yaml") == b"codes: []\n"
        with pytest.raises(NoCodes):
            written(project, ".qdc")
        with pytest.raises(UnknownExport):
            written(project, ".pdf")


def test_a_spreadsheet_holds_no_formula_and_cuts_nothing(project: Project) -> None:
    long = "x😀=" * LONGEST
    a_code(project, "=SUM(A1)", full_definition=long, source="https://example.org")
    data, _ = written(project, ".xlsx")
    path = project.path.with_name("out.xlsx")
    cells = [dict(zip(*pair, strict=False)) for pair in pairs(path)]
    assert cells[-1]["full_definition"] == long
    assert cells[-1]["code"] == "=SUM(A1)"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet
    texts = re.findall(rb'preserve">([^<]*)<', sheet)
    assert max(len(text.decode().encode("utf-16-le")) // 2 for text in texts) <= LONGEST


def pairs(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    records = read_sheet(path)
    for _, cells in records.rows[1:]:
        yield records.rows[0][1], cells


def a_full_project(project: Project) -> None:
    code = a_code(
        project, "<img src=x> & Co", "Figure", shortcut="q", full_definition="One.\nTwo.",
        when_to_use="Always", when_not_to_use="Never", example="Like so",
        roles=(Role("a"), Role("b", False)), aliases=("also",), source="Lanham 1991",
    )  # fmt: skip
    marked = an_annotation(project, (0, 7), code="Irony")
    with project.change(Op.ADD_EXAMPLE, me(project)) as change:
        add_example(change, code, marked)
        add_example(change, code, an_example(project), "non_example")


def an_example(project: Project) -> str:
    return next(each.id for each in list_annotations(project) if not each.parts)


def test_a_printed_page_is_plain_text_with_contents_and_citations(project: Project) -> None:
    a_full_project(project)
    text = written(project, ".html")[0].decode()
    assert "<img" not in text
    assert "<script" not in text
    assert "default-src 'none'" in html.unescape(text)
    for link in re.findall(r'href="#([^"]*)"', text):
        assert f'id="{link}"' in text
    for said in (
        "&lt;img src=x&gt; &amp; Co", "When not to use", "We came", "Speech, 1.1, Reader A",
        "An unstated premise", "b (not required)", "Lanham 1991",
        "with the codes below 4 annotations in 2 documents",
    ):  # fmt: skip
        assert said in text, said
    assert not re.search(r'(?:src|href)="(?!#)', text)


def test_a_printed_document_opens_as_word_reads_it(project: Project) -> None:
    a_full_project(project)
    written(project, ".docx")
    document = WordDocument(str(project.path.with_name("out.docx")))
    styles = [(each.style.name, each.text) for each in document.paragraphs if each.style]
    headings = [text for style, text in styles if style.startswith("Heading")]
    assert headings[0] == "1  ■ Figure"
    assert "1.3  ■ <img src=x> & Co  [Q]" in headings
    assert len([1 for style, _ in styles if style.startswith("toc")]) == len(headings)
    assert ("Quote", "We came") in styles


def test_the_same_codebook_gives_the_same_bytes(project: Project) -> None:
    for suffix in (".csv", ".xlsx", ".yaml", ".qdc", ".html", ".docx"):
        assert written(project, suffix)[0] == written(project, suffix)[0]


def test_counts_go_out_and_are_not_taken_in(project: Project) -> None:
    data, _ = written(project, ".csv")
    assert data.splitlines()[0].endswith(b"n_annotations,n_documents,example_passages,theirs")
    path = project.path.with_name("out.csv")
    with project.change(Op.IMPORT_CODES, me(project)) as change:
        import_book(change, read_codebook_file(path).book)
    assert project.history()[-1].op != Op.IMPORT_CODES
    assert len(list_codes(project)) == 4


def test_a_book_whose_codes_stand_in_each_other_is_refused(tmp_path: Path) -> None:
    with a_seeded_project(tmp_path / "p.diple") as project:
        before = state_of(project)
        book = read_book(project)
        one = book.entries[0]
        new = replace(one, id=new_id(), parent_id=one.id, name="New")
        ring = (replace(one, parent_id=new.id), new, *book.entries[1:])
        with (
            pytest.raises(CodeInsideItself),
            project.change(Op.IMPORT_CODES, me(project)) as change,
        ):
            import_book(change, replace(book, entries=ring, has_order=True))
        assert state_of(project) == before
