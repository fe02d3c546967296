"""Merging, splitting, sorting and retiring codes, and what hangs on them."""

import pytest

from desktop_app.core.annotations import list_annotations
from desktop_app.core.branches import retire_codes, sort_codes, touched_by
from desktop_app.core.codebook import count_annotations, list_codes
from desktop_app.core.codemerge import Merged, merge_codes, plan_merge
from desktop_app.core.codesplit import split_code
from desktop_app.core.errors import BadValue, Gone, NameTaken, NotTogether
from desktop_app.core.examples import add_example, list_examples
from desktop_app.core.model import Annotation, NoteTarget, Op, PropertyRule, Role
from desktop_app.core.notes import read_note
from desktop_app.core.project import Project
from desktop_app.core.relations import link_annotations, list_relations
from desktop_app.core.wordings import list_wordings, older_annotations
from tests.builders import a_code, an_annotation, me


def ids(project: Project, *names: str) -> list[str]:
    tree = list_codes(project)
    return [tree.find(name).id for name in names]


def merge(project: Project, into: str, *names: str) -> Merged:
    kept = ids(project, into)[0]
    planned = plan_merge(project, ids(project, *names), kept)
    with project.change(Op.MERGE_CODES, me(project)) as change:
        done = merge_codes(change, ids(project, *names), kept)
    assert done == planned
    return done


def of_code(project: Project, name: str) -> list[Annotation]:
    code_id = ids(project, name)[0]
    return [each for each in list_annotations(project) if each.code_id == code_id]


def test_annotations_follow_and_names_stay_as_aliases(project: Project) -> None:
    before = len(of_code(project, "Irony")) + len(of_code(project, "Naming"))
    assert merge(project, "Irony", "Naming") == Merged(codes=1, annotations=1, joined=0)
    assert len(of_code(project, "Irony")) == before
    tree = list_codes(project)
    assert "Naming" not in {code.name for code in tree}
    assert tree.find("Irony").aliases == ("mockery", "Naming")


def test_one_coders_same_passages_become_one_with_all_that_was_said(project: Project) -> None:
    a_code(project, "A", properties=(PropertyRule("certainty", "choice", ("low",)),))
    a_code(project, "B", properties=(PropertyRule("certainty", "choice", ("high",)),))
    stays = an_annotation(project, (0, 2), (3, 5), code="A", note="one", properties={"x": "1"})
    goes = an_annotation(
        project, (3, 5), (0, 2), code="B", note="two", properties={"x": "2", "y": "3"}
    )
    near = an_annotation(project, (0, 2), code="B")
    with project.change(Op.LINK_ANNOTATIONS, me(project)) as change:
        link_annotations(change, goes, near, "echoes")
        link_annotations(change, stays, goes, "repeats")
        add_example(change, ids(project, "Figure")[0], goes)
    relations = len(list_relations(project))
    assert merge(project, "A", "B").joined == 1
    assert {each.id for each in of_code(project, "A")} == {stays, near}
    one = list_annotations(project, ids=[stays])[0]
    assert one.note == "one\n\ntwo\n\nx: 2"
    assert one.properties == {"x": "1", "y": "3"}
    assert stays in {each.annotation_id for each in list_examples(project)}
    links = {(r.kind, r.from_annotation_id, r.to_annotation_id) for r in list_relations(project)}
    assert ("echoes", stays, near) in links
    assert len(links) == relations - 1
    assert list_codes(project).find("A").properties[0].allowed == ("low", "high")


def test_another_coders_passages_and_those_without_words_stay_apart(project: Project) -> None:
    from desktop_app.core.coders import list_coders

    a_code(project, "A")
    a_code(project, "B")
    other = list_coders(project)[1].id
    an_annotation(project, (0, 2), code="A")
    an_annotation(project, (0, 2), code="B", coder=other)
    an_annotation(project, code="A")
    an_annotation(project, code="B")
    assert merge(project, "A", "B").joined == 0
    assert count_annotations(project)[ids(project, "A")[0]] == 4


def test_children_move_along_and_those_of_one_name_merge(project: Project) -> None:
    for parent in ("A", "B"):
        a_code(project, parent)
        a_code(project, "Same", parent)
    a_code(project, "Own", "B")
    an_annotation(project, (0, 2), code="B > Same")
    assert merge(project, "A", "B").codes == 2
    tree = list_codes(project)
    children = [code.name for code in tree.children(tree.find("A").id)]
    assert children == ["Same", "Own"]
    assert count_annotations(project)[tree.find("A > Same").id] == 1


def test_a_code_may_swallow_those_above_it(project: Project) -> None:
    merge(project, "Irony", "Figure")
    tree = list_codes(project)
    irony = tree.find("Irony")
    assert irony.parent_id is None
    assert [code.name for code in tree.children(irony.id)] == ["Antithesis"]
    assert read_note(project, NoteTarget("code", irony.id)) == "Too wide?"


def test_an_annotation_still_knows_the_wording_it_was_made_under(project: Project) -> None:
    a_code(project, "A", full_definition="of A")
    a_code(project, "B", full_definition="of B")
    made = an_annotation(project, (0, 2), code="B")
    merge(project, "A", "B")
    kept = list_codes(project).find("A")
    annotation = list_annotations(project, ids=[made])[0]
    wording = next(w for w in list_wordings(project, kept) if w.number == annotation.wording)
    assert (wording.origin, wording.fields["full_definition"]) == ("B", "of B")
    assert older_annotations(project, kept.id) == [made]


def test_a_merge_that_makes_no_sense_is_refused(project: Project) -> None:
    with pytest.raises(NotTogether):
        merge(project, "Irony", "Naming", "Irony")
    with project.change(Op.MERGE_CODES) as change, pytest.raises(Gone):
        merge_codes(change, ["nothing"], ids(project, "Irony")[0])


def test_a_split_sends_each_annotation_where_it_belongs(project: Project) -> None:
    a_code(project, "Wide", roles=(Role("a"),), color="#123456")
    first, second, third = (an_annotation(project, (at, at + 2), code="Wide") for at in (0, 3, 6))
    with project.change(Op.SPLIT_CODE, me(project)) as change:
        wide = ids(project, "Wide")[0]
        made = split_code(change, wide, ["Left", "Right"], {first: 0, second: 1})
    tree = list_codes(project)
    assert [tree.path(each) for each in made] == ["Wide > Left", "Wide > Right"]
    assert tree.find("Left").roles == (Role("a"),)
    where = {each.id: tree.path(each.code_id) for each in list_annotations(project)}
    assert (where[first], where[second], where[third]) == ("Wide > Left", "Wide > Right", "Wide")
    with project.change(Op.SPLIT_CODE, me(project)) as change, pytest.raises(NameTaken):
        split_code(change, wide, ["Left"], {})


def test_sorting_knows_numbers_and_accents(project: Project) -> None:
    a_code(project, "P")
    for name in ("Part 10", "part 9", "Élan", "Zeal", "early"):
        a_code(project, name, "P")
    with project.change(Op.SORT_CODES) as change:
        sort_codes(change, ids(project, "P")[0])
    tree = list_codes(project)
    names = [code.name for code in tree.children(tree.find("P").id)]
    assert names == ["early", "Élan", "part 9", "Part 10", "Zeal"]


def test_nothing_replaces_itself(project: Project) -> None:
    irony = ids(project, "Irony")[0]
    with project.change(Op.RETIRE_CODE) as change, pytest.raises(BadValue):
        retire_codes(change, [irony], irony)


def test_a_preview_counts_what_hangs_on_a_branch(project: Project) -> None:
    touched = touched_by(project, ids(project, "Figure"))
    assert (touched.codes, touched.annotations, touched.documents) == (3, 3, 2)
    assert (touched.coders, touched.notes, touched.examples, touched.replaced) == (2, 1, 1, 1)
