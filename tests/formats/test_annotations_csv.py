"""Annotations out of a table: what is taken, what is refused and by which row, and all or none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.core.annotations import list_annotations
from desktop_app.core.codebook import list_codes
from desktop_app.core.coders import list_coders
from desktop_app.core.documents import list_documents
from desktop_app.core.errors import (
    Ambiguous,
    AppError,
    BadSpan,
    BadValue,
    CellsMissing,
    ColumnsMissing,
    NameEmpty,
    PartRepeated,
    QuoteDiffers,
    RowRefused,
    RowsDisagree,
    SpanRepeated,
    TooLong,
    Unknown,
)
from desktop_app.core.model import Annotation, Op
from desktop_app.core.project import Project
from desktop_app.formats.annotations_csv import Plan, apply_plan, plan_annotations
from desktop_app.formats.csv_profile import BOM, DATA, EXCEL, Profile, read_table
from desktop_app.formats.segments_csv import write_segments
from tests.builders import LETTER, SPEECH, a_code, a_document, an_annotation, me, state_of

HEADER = "annotation,document,start,end,code_path,coder,quote"


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Project]:
    """A project that holds the seeded texts and nothing else."""
    with Project.create(tmp_path / "bare.diple", "Reader A") as project:
        a_document(project)
        a_document(project, "Letter", LETTER)
        yield project


def planned(project: Project, tmp_path: Path, *lines: str, header: str = HEADER) -> Plan:
    path = tmp_path / "table.csv"
    path.write_text("\n".join((header, *lines)), encoding="utf-8")
    return plan_annotations(project, read_table(path), "Reader A")


def added(project: Project, tmp_path: Path, *lines: str, header: str = HEADER) -> list[Annotation]:
    plan = planned(project, tmp_path, *lines, header=header)
    with project.change(Op.IMPORT_ANNOTATIONS, me(project)) as change:
        ids = apply_plan(change, plan)
    return list_annotations(project, ids=ids)


def test_a_row_becomes_an_annotation_with_its_code_and_coder(bare: Project, tmp_path: Path) -> None:
    (made,) = added(bare, tmp_path, "1,Speech,0,7,Figure > Irony,Noor,We came")
    coders = {coder.id: coder.name for coder in list_coders(bare)}
    assert (made.parts[0].quote, coders[made.coder_id]) == ("We came", "Noor")
    assert list_codes(bare).path(made.code_id) == "Figure > Irony"


def test_codes_are_made_once_and_those_there_are_used(bare: Project, tmp_path: Path) -> None:
    figure = a_code(bare, "Figure")
    lines = [f"{i},Speech,{i},{i + 3},Figure > Irony,Reader A," for i in range(5)]
    plan = planned(bare, tmp_path, *lines)
    assert (plan.codes, plan.coders, plan.parts) == (["Figure > Irony"], [], 5)
    added(bare, tmp_path, *lines)
    tree = list_codes(bare)
    assert [tree.path(code.id) for code in tree] == ["Figure", "Figure > Irony"]
    assert tree.find("Figure").id == figure


def test_a_path_is_a_path_and_no_bare_name(bare: Project, tmp_path: Path) -> None:
    a_code(bare, "Figure")
    a_code(bare, "Irony", "Figure")
    assert planned(bare, tmp_path, "1,Speech,0,7,Irony,A,").codes == ["Irony"]


def test_a_bare_name_finds_the_code_that_bears_it(bare: Project, tmp_path: Path) -> None:
    a_code(bare, "Figure")
    irony = a_code(bare, "Irony", "Figure")
    header = "annotation_id,document,start,end,code"
    (made,) = added(bare, tmp_path, "1,Speech,0,7,Irony", header=header)
    assert made.code_id == irony


def test_rows_of_a_figure_are_gathered_and_put_in_order(bare: Project, tmp_path: Path) -> None:
    first, second = added(
        bare,
        tmp_path,
        "1,Letter,5,8,Antithesis,A,sir,2,pole B",
        "2,Letter,0,4,Irony,A,Dear,,",
        "1,Letter,0,4,Antithesis,A,Dear,1,pole A",
        header=f"{HEADER},part,role",
    )
    figure = first if first.parts[1:] else second
    told = [(part.quote, part.role) for part in figure.parts]
    assert told == [("Dear", "pole A"), ("sir", "pole B")]


def test_without_numbers_parts_stand_as_their_rows_do(bare: Project, tmp_path: Path) -> None:
    (made,) = added(bare, tmp_path, "1,Letter,5,8,X,A,", "1,Letter,0,4,X,A,")
    assert [part.quote for part in made.parts] == ["sir", "Dear"]


def test_an_annotation_may_have_no_code_and_no_part(bare: Project, tmp_path: Path) -> None:
    plain, unsaid = added(bare, tmp_path, "1,Speech,0,2,,A,We", "2,Speech,,,Premise,A,")
    assert (plain.code_id, plain.parts[0].quote) == (None, "We")
    assert (unsaid.parts, unsaid.document_id) == ((), plain.document_id)


def test_notes_and_properties_are_taken(bare: Project, tmp_path: Path) -> None:
    (made,) = added(
        bare,
        tmp_path,
        "1,Speech,0,2,X,A,,,low",
        '1,Speech,3,7,X,A,,"two\nlines",low',
        header=f"{HEADER},note,property:certainty",
    )
    assert (made.note, dict(made.properties)) == ("two\nlines", {"certainty": "low"})


def test_a_row_without_a_coder_is_the_readers_own(bare: Project, tmp_path: Path) -> None:
    (made,) = added(bare, tmp_path, "1,Speech,0,2,X", header="annotation,document,start,end,code")
    assert made.coder_id == me(bare)


def test_numbers_may_be_written_as_programs_do(bare: Project, tmp_path: Path) -> None:
    (made,) = added(bare, tmp_path, "1,Speech,0.0,2.0,X,A,We")
    assert made.parts[0].quote == "We"


def test_a_document_is_found_by_id_or_title(bare: Project, tmp_path: Path) -> None:
    letter = list_documents(bare)[1].id
    lines = (f"1,,0,4,X,A,Dear,{letter}", f"2,{letter},5,8,X,A,sir,", "3,Letter,0,8,X,A,,elsewhere")
    made = added(bare, tmp_path, *lines, header=f"{HEADER},document_id")
    assert {each.document_id for each in made} == {letter}
    assert len(made) == 3


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("1,Speech,0,7,X,A,They came", QuoteDiffers),
        ("1,Speech,7,7,X,A,", BadSpan),
        ("1,Speech,7,3,X,A,", BadSpan),
        ("1,Speech,-1,3,X,A,", BadSpan),
        (f"1,Speech,0,{len(SPEECH) + 1},X,A,", BadSpan),
        ("1,Speech,one,3,X,A,", BadValue),
        ("1,Speech,1.5,3,X,A,", BadValue),
        ("1,Speech,0,,X,A,", CellsMissing),
        (f"1,Speech,{'9' * 5000},3,X,A,", BadValue),
        ("1,Speech,,,X,A,words without a place", CellsMissing),
        (",Speech,0,3,X,A,", CellsMissing),
        ("1,Speech,0,7,X,A", CellsMissing),
        ("1,Speech,0,7", CellsMissing),
        ("1", CellsMissing),
        (f"1,Speech,0,7,{'x' * 1025},A,", TooLong),
        (f"1,Speech,0,7,X,{'A' * 201},", TooLong),
        ("1,Nowhere,0,3,X,A,", Unknown),
        ("1,Speech,0,3, > ,A,", NameEmpty),
        ("0,Letter,0,4,Fine,A,Dear", RowsDisagree),
    ],
)
def test_a_row_that_does_not_fit_refuses_the_table(
    bare: Project, tmp_path: Path, line: str, cause: type[AppError]
) -> None:
    before = state_of(bare)
    with pytest.raises(RowRefused) as refused:
        added(bare, tmp_path, "0,Letter,5,8,Good,A,sir", line)
    assert (refused.value.facts["row"], type(refused.value.facts["cause"])) == (3, cause)
    assert state_of(bare) == before


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("1,Letter,5,8,Y,A,,,2,", RowsDisagree),
        ("1,Letter,5,8,,A,,,2,", RowsDisagree),
        ("1,Letter,5,8,X,B,,,2,", RowsDisagree),
        ("1,Letter,5,8,X,A,,other,2,", RowsDisagree),
        ("1,Letter,5,8,X,A,,,2,high", RowsDisagree),
        ("1,Letter,5,8,X,A,,,1,", PartRepeated),
        ("1,Letter,5,8,X,A,,,two,", BadValue),
        ("1,Letter,0,4,X,A,,,2,", SpanRepeated),
        ("1,Letter,,,X,A,,,2,", CellsMissing),
    ],
)
def test_rows_of_one_annotation_must_go_together(
    bare: Project, tmp_path: Path, line: str, cause: type[AppError]
) -> None:
    header = f"{HEADER},note,part,property:certainty"
    with pytest.raises(RowRefused) as refused:
        added(bare, tmp_path, "1,Letter,0,4,X,A,,a note,1,low", line, header=header)
    assert (refused.value.facts["row"], type(refused.value.facts["cause"])) == (3, cause)


def test_a_row_may_end_before_what_it_can_do_without(bare: Project, tmp_path: Path) -> None:
    (made,) = added(bare, tmp_path, "1,Letter,0,4,X,A,Dear", header=f"{HEADER},note,role")
    assert made.note == ""


FIGURE = (
    "1,Letter,0,4,Figure > X,Noor,Dear,1,pole A,why,low",
    "1,Letter,5,8,Figure > X,Noor,sir,2,pole B,,",
    "2,Speech,,,Premise,A,,,,,",
    "3,Speech,0,2,,A,We,,,,",
    "4,Speech,0,2,,A,We,,,,",
)
FULL = f"{HEADER},part,role,note,property:certainty"


def test_the_same_table_again_adds_nothing(bare: Project, tmp_path: Path) -> None:
    added(bare, tmp_path, *FIGURE, header=FULL)
    before = state_of(bare)
    again = planned(bare, tmp_path, *FIGURE, header=FULL)
    assert (again.already, again.annotations, again.codes, again.coders) == (4, [], [], [])
    assert state_of(bare) == before


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("Figure > X", "Figure > Y"),
        ("Noor", "Mika"),
        ("5,8,Figure > X,Noor,sir", "5,7,Figure > X,Noor,si"),
        ("sir", ""),
        ("pole B", "pole C"),
        ("why", "why not"),
        ("low", "high"),
    ],
)
def test_what_differs_in_anything_is_another(
    bare: Project, tmp_path: Path, there: str, here: str
) -> None:
    added(bare, tmp_path, *FIGURE, header=FULL)
    lines = [line.replace(there, here) for line in FIGURE]
    plan = planned(bare, tmp_path, *lines, header=FULL)
    # Words that are not told gainsay nothing.
    expected = (4, 0) if there == "sir" else (3, 1)
    assert (plan.already, len(plan.annotations)) == expected


def test_order_counts_as_the_parts_do(bare: Project, tmp_path: Path) -> None:
    added(bare, tmp_path, *FIGURE, header=FULL)
    turned = [FIGURE[0].replace("Dear,1", "Dear,2"), FIGURE[1].replace("sir,2", "sir,1")]
    assert planned(bare, tmp_path, *turned, header=FULL).already == 0


def test_two_alike_in_a_table_are_two(bare: Project, tmp_path: Path) -> None:
    added(bare, tmp_path, FIGURE[3], header=FULL)
    plan = planned(bare, tmp_path, *FIGURE[3:], header=FULL)
    assert (plan.already, len(plan.annotations)) == (1, 1)


def test_what_a_project_wrote_it_has_already(project: Project, tmp_path: Path) -> None:
    for profile in (DATA, EXCEL):
        out = tmp_path / f"{profile.name}.csv"
        write_segments(project, out, profile)
        plan = plan_annotations(project, read_table(out), "Nobody")
        assert (plan.annotations, plan.already) == ([], len(list_annotations(project)))


def test_a_table_that_lost_its_mark_in_a_spreadsheet_is_understood(
    project: Project, tmp_path: Path
) -> None:
    a_document(project, "Lists", "- Why?\n=1+1\n")
    an_annotation(project, (0, 6), code="Naming", document="Lists", note="- a\n- b")
    out = tmp_path / "out.csv"
    write_segments(project, out, EXCEL)
    out.write_bytes(out.read_bytes().removeprefix(BOM))
    plan = plan_annotations(project, read_table(out), "Nobody")
    assert (plan.annotations, plan.already) == ([], len(list_annotations(project)))
    out.write_bytes(out.read_bytes().replace(b"'- Why?", b"'- Who?"))
    with pytest.raises(RowRefused) as refused:
        plan_annotations(project, read_table(out), "Nobody")
    assert isinstance(refused.value.facts["cause"], QuoteDiffers)


def test_a_part_cannot_be_added_to_what_has_no_place(bare: Project, tmp_path: Path) -> None:
    with pytest.raises(RowRefused) as refused:
        added(bare, tmp_path, "1,Letter,,,X,A,", "1,Letter,0,4,X,A,")
    assert refused.value.facts["row"] == 3


def test_a_title_borne_twice_is_refused(bare: Project, tmp_path: Path) -> None:
    a_document(bare, "Letter", "Another letter.\n")
    with pytest.raises(RowRefused) as refused:
        planned(bare, tmp_path, "1,Letter,0,4,X,A,")
    assert isinstance(refused.value.facts["cause"], Ambiguous)


@pytest.mark.parametrize("gone", ["annotation", "document", "start", "end", "code_path"])
def test_a_missing_column_is_named(bare: Project, tmp_path: Path, gone: str) -> None:
    header = ",".join("other" if name == gone else name for name in HEADER.split(","))
    with pytest.raises(ColumnsMissing) as refused:
        planned(bare, tmp_path, "1,Speech,0,7,X,A,", header=header)
    assert gone in str(refused.value.facts["columns"])


def test_planning_changes_nothing(bare: Project, tmp_path: Path) -> None:
    before = state_of(bare)
    assert planned(bare, tmp_path, "1,Speech,0,7,X,Noor,We came").coders == ["Noor"]
    assert state_of(bare) == before


def test_an_import_is_one_step(bare: Project, tmp_path: Path) -> None:
    before = state_of(bare)
    added(bare, tmp_path, "1,Speech,0,7,A > B,Noor,", "2,Speech,8,9,C,Noor,")
    assert bare.history()[-1].facts == {"count": 2}
    bare.undo()
    assert state_of(bare) == before


@pytest.mark.parametrize("profile", [DATA, EXCEL], ids=["data", "excel"])
def test_what_one_project_writes_another_reads(
    project: Project, bare: Project, tmp_path: Path, profile: Profile
) -> None:
    write_segments(project, tmp_path / "out.csv", profile)
    plan = plan_annotations(bare, read_table(tmp_path / "out.csv"), "Nobody")
    with bare.change(Op.IMPORT_ANNOTATIONS, me(bare)) as change:
        apply_plan(change, plan)
    assert told(bare) == told(project) != []


def told(project: Project) -> list[object]:
    """Say all of a project's annotations but their ids and times, in reading order."""
    tree = list_codes(project)
    coders = {coder.id: coder.name for coder in list_coders(project)}
    titles = {document.id: document.title for document in list_documents(project)}
    return sorted(
        (
            tree.path(each.code_id),
            coders[each.coder_id],
            [(titles[part.document_id], part.start, part.end, part.role) for part in each.parts],
            each.note,
            sorted(each.properties.items()),
        )
        for each in list_annotations(project)
    )
