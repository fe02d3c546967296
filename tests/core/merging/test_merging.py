"""Copies of a project merged: what both made is there, what clashes is told, texts are followed."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.core import (
    annotations,
    codebook,
    coders,
    documents,
    examples,
    merging,
    notes,
    relations,
    safety,
    versions,
    wordings,
)
from desktop_app.core.codebook import list_codes
from desktop_app.core.merging import OURS, THEIRS, Conflict, plan_merge
from desktop_app.core.model import Annotation, NewDocument, NewPart, NoteTarget, Op
from desktop_app.core.project import Project
from tests.builders import (
    LETTER,
    SPEECH,
    a_code,
    a_document,
    a_note,
    an_annotation,
    me,
    place,
    state_of,
)
from tests.core.merging.kin import a_copy, act, correct, merge, united_state


@pytest.fixture
def copy(project: Project, tmp_path: Path) -> Iterator[Project]:
    """A second copy of the seeded project."""
    with a_copy(project, tmp_path / "copy.diple") as other:
        yield other


def edit(project: Project, code: str, **fields: str) -> None:
    with project.change(Op.EDIT_CODE, me(project)) as change:
        codebook.edit_code(change, list_codes(project).find(code).id, **fields)


def marked(project: Project, code_id: str) -> list[Annotation]:
    return [each for each in annotations.list_annotations(project) if each.code_id == code_id]


def kinds(plan: merging.MergePlan) -> list[tuple[str, str]]:
    return [(each.kind, each.table) for each in plan.conflicts]


def the(plan: merging.MergePlan, kind: str) -> Conflict:
    return next(each for each in plan.conflicts if each.kind == kind)


def test_what_a_file_said_of_itself_is_not_lost_to_one_that_said_nothing(
    project: Project, copy: Project
) -> None:
    told = {"author": "Ada Lovelace"}
    for each, metadata in ((project, told), (copy, {})):
        new = NewDocument("Essay", "I think so.", format="markdown", metadata=metadata)
        with each.change(Op.IMPORT_DOCUMENT, me(each)) as change:
            documents.add_document(change, new)
    merge(project, copy)
    essay = documents.find_document(project, "Essay")
    assert [g.value for g in documents.guess_about(project, essay)] == ["Ada Lovelace"]


def test_what_both_made_is_there_in_one_step_that_can_be_undone(
    project: Project, copy: Project
) -> None:
    mine = an_annotation(project, (0, 2), code="Naming")
    theirs = an_annotation(copy, (3, 5), code="Naming", note="Look")
    before = state_of(project)
    plan = merge(project, copy)
    assert {mine, theirs} <= {each.id for each in annotations.list_annotations(project)}
    assert plan.conflicts == ()
    assert plan.counts()["annotations"]["new"] == 1
    assert not safety.check(project.path).findings
    project.undo()
    assert state_of(project) == before
    assert not plan_merge(project, [copy]).is_empty


def test_the_same_copy_twice_is_nothing_new(project: Project, copy: Project) -> None:
    an_annotation(copy, (3, 5), code="Naming")
    edit(copy, "Naming", name="Name")
    edit(project, "Naming", name="Names")
    merge(project, copy)
    assert plan_merge(project, [copy]).is_empty
    edit(project, "Names", name="Decided")
    with project.change(Op.REMOVE_ANNOTATION) as change:
        annotations.remove_annotations(
            change, [each.id for each in annotations.list_annotations(project)]
        )
    assert plan_merge(project, [copy]).is_empty, "what was decided since stays decided"


def test_a_copy_that_went_on_brings_only_what_is_new(project: Project, copy: Project) -> None:
    mark = an_annotation(copy, (3, 5), code="Naming")
    merge(project, copy)
    with copy.change(Op.RECODE) as change:
        annotations.recode(change, mark, list_codes(copy).find("Figure > Irony").id)
    with project.change(Op.SET_PROPERTY) as change:
        annotations.set_property(change, mark, "weight", "2")
    plan = merge(project, copy)
    assert plan.conflicts == ()
    found = annotations.get_annotation(project, mark)
    assert found.code_id == list_codes(project).find("Figure > Irony").id
    assert found.properties == {"weight": "2"}
    merge(copy, project)
    assert united_state(copy) == united_state(project)


def test_a_code_renamed_twice_is_told_and_decided_by_a_person(
    project: Project, copy: Project
) -> None:
    edit(project, "Naming", name="Labels")
    edit(copy, "Naming", name="Calling names")
    plan = plan_merge(project, [copy])
    clash = the(plan, "edited")
    assert (clash.ours, clash.theirs, clash.taken) == (
        ("Labels",), ("Calling names",), ("Labels",)
    )  # fmt: skip
    assert clash.label == "Labels"
    merge(project, copy, decided={clash.key: THEIRS})
    assert list_codes(project).find("Calling names")


def test_what_is_chosen_is_told_by_names_and_never_by_ids(project: Project, copy: Project) -> None:
    mark = an_annotation(project, (0, 4), code="Naming")
    merge(copy, project)
    for where, above, code in ((project, None, "Figure"), (copy, "Naming", None)):
        tree = list_codes(where)
        with where.change(Op.MOVE_CODE) as change:
            codebook.move_code(
                change, tree.find("Figure > Irony").id, above and tree.find(above).id, 0
            )
        with where.change(Op.RECODE) as change:
            annotations.recode(change, mark, code and tree.find(code).id)
    told = {clash.table: clash for clash in plan_merge(project, [copy]).conflicts}
    assert [told["codes"].of(side) for side in (OURS, THEIRS)] == [("–",), ("Naming",)]
    assert [told["annotations"].of(side) for side in (OURS, THEIRS)] == [("Figure",), ("–",)]


def test_a_code_deleted_there_and_used_here_is_kept_with_all_that_is_its(
    project: Project, copy: Project
) -> None:
    with copy.change(Op.DELETE_CODE) as change:
        codebook.delete_code(change, list_codes(copy).find("Figure").id, keep_annotations=False)
    mark = an_annotation(project, (0, 2), code="Antithesis", note="mine")
    plan = merge(project, copy)
    assert ("used", "codes") in kinds(plan)
    assert annotations.get_annotation(project, mark).note == "mine"
    antithesis = list_codes(project).find("Figure > Antithesis")
    assert len(marked(project, antithesis.id)) == 2
    assert notes.read_note(project, NoteTarget("code", antithesis.parent_id)) == "Too wide?"
    assert not safety.check(project.path).findings


def test_an_annotation_deleted_there_and_changed_here_can_be_let_go(
    project: Project, copy: Project
) -> None:
    mark = marked(project, list_codes(project).find("Figure > Antithesis").id)[0].id
    with copy.change(Op.REMOVE_ANNOTATION) as change:
        annotations.remove_annotations(change, [mark])
    with project.change(Op.RECODE) as change:
        annotations.recode(change, mark, list_codes(project).find("Naming").id)
    plan = plan_merge(project, [copy])
    clash = the(plan, "deleted")
    assert clash.by == THEIRS
    assert "order 😀" in clash.label
    assert mark in {e.id for e in annotations.list_annotations(project)}
    merge(project, copy, decided={clash.key: THEIRS})
    assert mark not in {each.id for each in annotations.list_annotations(project)}
    assert not safety.check(project.path).findings


def test_codes_put_below_each_other_do_not_close_a_circle(project: Project, copy: Project) -> None:
    tree = list_codes(project)
    figure, naming = tree.find("Figure").id, tree.find("Naming").id
    for where, code, above in ((project, figure, naming), (copy, naming, figure)):
        with where.change(Op.MOVE_CODE) as change:
            codebook.move_code(change, code, above, 0)
    plan = merge(project, copy)
    assert ("circle", "codes") in kinds(plan)
    assert len(list_codes(project)) == len(tree)
    assert len(list(list_codes(project))) == len(tree)


def test_the_same_code_and_the_same_text_made_apart_are_one(
    project: Project, copy: Project
) -> None:
    for where, span in ((project, (0, 4)), (copy, (2, 6))):
        a_code(where, "Litotes", "Figure", brief_definition="Says less")
        a_document(where, "Memo", "One memo for all of us.")
        an_annotation(where, span, code="Litotes", document="Memo")
    merge(project, copy)
    litotes = list_codes(project).find("Figure > Litotes")
    memo = documents.find_document(project, "Memo")
    marks = marked(project, litotes.id)
    assert [each.document_id for each in marks] == [memo.id] * 2
    assert len(documents.list_documents(project)) == 3
    an_annotation(copy, (8, 12), code="Litotes", document="Memo")
    plan = merge(project, copy)
    assert plan.conflicts == ()
    assert len(marked(project, litotes.id)) == 3


def test_a_link_that_one_person_made_in_both_copies_is_one(
    project: Project, tmp_path: Path
) -> None:
    start, end = (an_annotation(project, span) for span in ((0, 2), (3, 7)))
    other = relations.list_relations(project)[0].coder_id
    with a_copy(project, tmp_path / "linked.diple") as copy:
        for where, coder in ((project, me(project)), (copy, me(copy)), (copy, other)):
            with where.change(Op.LINK_ANNOTATIONS, coder) as change:
                relations.link_annotations(change, start, end, "answers")
        assert merge(project, copy).conflicts == ()
    found = relations.list_relations(project, start)
    assert sorted(each.coder_id for each in found) == sorted((me(project), other))
    project.undo()
    assert len(relations.list_relations(project, start)) == 1


def test_two_people_of_one_name_stay_two(project: Project, copy: Project) -> None:
    for where in (project, copy):
        with where.change(Op.ADD_CODER) as change:
            coders.add_coder(change, "Sam")
    merge(project, copy)
    names = [coder.name for coder in coders.list_coders(project)]
    assert names == ["Reader A", "Reader B", "Sam", "Sam (2)"]
    assert coders.find_coder(project, "Sam").id != coders.find_coder(project, "Sam (2)").id


def test_two_notes_on_one_thing_follow_each_other(project: Project, copy: Project) -> None:
    naming = list_codes(project).find("Naming").id
    mark = an_annotation(project, (0, 2))
    merge(copy, project)
    for where, text in ((project, "Mine"), (copy, "Theirs")):
        a_note(where, "code", naming, text)
        a_note(where, "annotation", mark, text)
    merge(project, copy)
    assert notes.read_note(project, NoteTarget("code", naming)) == "Mine\n\nTheirs"
    assert annotations.get_annotation(project, mark).note == "Mine\n\nTheirs"
    a_note(project, "code", naming, "Ours")
    assert notes.read_note(project, NoteTarget("code", naming)) == "Ours"


@pytest.mark.parametrize("is_corrected_here", [True, False])
def test_passages_follow_a_text_that_one_side_corrected(
    project: Project, copy: Project, is_corrected_here: bool
) -> None:
    here, there = (project, copy) if is_corrected_here else (copy, project)
    correct(here, "Letter", "Dear sir,\nyour", "Dear madam and sir, once more,\nyour")
    mark = an_annotation(there, place(LETTER, "nothing arrived"), document="Letter", code="Naming")
    lost = an_annotation(there, place(LETTER, "Dear"), document="Letter")
    plan = merge(project, copy)
    side = THEIRS if is_corrected_here else OURS
    assert [(r.title, r.side) for r in plan.reanchored] == [("Letter", side)]
    assert plan.conflicts == ()
    assert annotations.get_annotation(project, mark).parts[0].quote == "nothing arrived"
    assert annotations.get_annotation(project, lost).parts[0].quote == "Dear"
    assert not safety.check(project.path).findings
    assert plan_merge(project, [copy]).is_empty


def test_words_that_the_correction_took_are_kept_to_be_placed(
    project: Project, copy: Project
) -> None:
    correct(project, "Speech", " Who asked for it? Nobody.", "")
    mark = an_annotation(copy, place(SPEECH, "Who asked for it"), code="Naming")
    merge(project, copy)
    merge(project, copy)
    orphans = [each for each in versions.list_orphans(project) if each.annotation_id == mark]
    assert [each.quote for each in orphans] == ["Who asked for it"]
    assert not safety.check(project.path).findings


def test_a_text_corrected_on_both_sides_is_a_conflict(project: Project, copy: Project) -> None:
    correct(project, "Letter", "great", "very great")
    correct(copy, "Letter", "nothing", "nothing at all")
    mark = an_annotation(copy, place(LETTER, "Dear sir"), document="Letter")
    clash = the(plan_merge(project, [copy]), "text")
    merge(project, copy, decided={clash.key: OURS})
    letter = documents.find_document(project, "Letter")
    assert "very great" in documents.read_text(project, letter.id)
    assert annotations.get_annotation(project, mark).parts[0].quote == "Dear sir"
    assert not safety.check(project.path).findings


def test_several_copies_are_one_step(project: Project, copy: Project, tmp_path: Path) -> None:
    with a_copy(project, tmp_path / "third.diple") as third:
        made = [an_annotation(copy, (3, 5)), an_annotation(third, (6, 9))]
        plan = plan_merge(project, [copy, third])
        with project.change(Op.MERGE, me(project)) as change:
            merging.accept_merge(change, plan)
        assert set(made) <= {each.id for each in annotations.list_annotations(project)}
        assert plan_merge(project, [third, copy]).is_empty


def test_a_project_of_its_own_is_taken_in(project: Project, tmp_path: Path) -> None:
    with Project.create(tmp_path / "own.diple", "Noor") as own:
        a_document(own, "Copy of the speech", SPEECH)
        a_code(own, "Naming")
        mark = an_annotation(own, NewPart(3, 7), code="Naming")
        merge(project, own)
        assert annotations.get_annotation(project, mark).code_id in list_codes(project)
        assert len(documents.list_documents(project)) == 2
        assert {c.name for c in coders.list_coders(project)} == {"Reader A", "Noor", "Reader B"}
        assert plan_merge(project, [own]).is_empty


def test_wordings_and_example_passages_come_along(project: Project, copy: Project) -> None:
    mark = an_annotation(copy, (3, 5), code="Naming")
    with copy.change(Op.ADD_EXAMPLE, me(copy)) as change:
        examples.add_example(change, list_codes(copy).find("Naming").id, mark)
    edit(copy, "Naming", full_definition="What a person is called.")
    with copy.change(Op.EXPLAIN_WORDING, me(copy)) as change:
        wordings.explain_wording(change, list_codes(copy).find("Naming"), "Too wide before")
    plan = merge(project, copy)
    assert plan.conflicts == ()
    code = list_codes(project).find("Naming")
    kept = wordings.list_wordings(project, code)
    assert [each.why for each in kept] == ["", "Too wide before"]
    assert kept == wordings.list_wordings(copy, list_codes(copy).find("Naming"))
    assert mark in wordings.older_annotations(project, code.id)
    assert [e.annotation_id for e in examples.list_examples(project, code.id)] == [mark]


def test_a_definition_rewritten_here_and_there_keeps_both_wordings(
    project: Project, copy: Project
) -> None:
    for each, said in ((project, "Here."), (copy, "There.")):
        an_annotation(each, (3, 5), code="Naming")
        edit(each, "Naming", full_definition=said)
    assert "codes" in {table for _, table in kinds(merge(project, copy))}
    code = list_codes(project).find("Naming")
    texts = {each.fields["full_definition"] for each in wordings.list_wordings(project, code)}
    assert {"Here.", "There."} <= texts


def test_copies_that_clash_are_merged_at_once_alike_however_they_are_named(
    project: Project, tmp_path: Path
) -> None:
    copies = [a_copy(project, tmp_path / f"{number}.diple") for number in range(3)]
    chance = random.Random(58)
    for copy in copies:
        for _ in range(6):
            act(copy, *(chance.randrange(1 << 16) for _ in range(3)))
    plans = [merging.plan_merge(project, order) for order in (copies, copies[::-1])]
    assert plans[0].conflicts
    assert plans[0].wanted == plans[1].wanted
    for copy in copies:
        copy.close()
