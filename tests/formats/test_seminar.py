"""A seminar from hand to hand: packs out, readings in, in any order, twice, edited, damaged."""

import json
import random
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.core import (
    annotations,
    assignments,
    codebook,
    coders,
    collecting,
    deciding,
    documents,
    notes,
    returning,
    safety,
    schema,
    versions,
)
from desktop_app.core.assignments import Assignment, NewAssignment
from desktop_app.core.codebook import list_codes
from desktop_app.core.comparing import Question, compare, find_measure
from desktop_app.core.errors import (
    AppError,
    BadValue,
    CodebookLocked,
    FileDamaged,
    FileExists,
    FileMissing,
    Gone,
    NewerProject,
    NotRevealed,
    NotSeminarFile,
    OtherAssignment,
)
from desktop_app.core.model import NewDocument, NewPart, NoteTarget, Op
from desktop_app.core.project import Project
from desktop_app.core.submissions import Collected, Standing, Submission
from desktop_app.formats import seminar
from desktop_app.formats.seminar_files import read_pack, read_submission
from desktop_app.formats.seminar_returns import read_return, write_return
from tests.builders import LETTER, SPEECH, a_code, an_annotation, me, place, state_of
from tests.core.merging.kin import correct


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Project]:
    """A teacher's project with two texts and three codes."""
    from tests.builders import a_document

    with Project.create(tmp_path / "course.diple", "Teacher") as project:
        a_document(project, "Speech", SPEECH)
        a_document(project, "Letter", LETTER)
        a_code(project, "Figure")
        a_code(project, "Irony", "Figure", brief_definition="Means another")
        a_code(project, "Naming")
        yield project


def hand_out(course: Project, **more: Any) -> Assignment:
    homes = [document.id for document in documents.list_documents(course)]
    new = NewAssignment("Week 3", homes, "Mark every naming.", **more)
    return seminar.hand_out(course, new, course.path.with_name("w.diplepack"), me(course))


class Student:
    """A student with a project made of the pack."""

    def __init__(self, course: Project, name: str, file: str = "") -> None:
        self.path = course.path.with_name(f"{file or name}.diple")
        seminar.open_pack(course.path.with_name("w.diplepack"), self.path, name)

    def do(self, work: Callable[[Project], object]) -> object:
        with Project.open(self.path) as project:
            return work(project)

    def mark(self, words: str, code: str = "Naming", **more: Any) -> str:
        text, title = (SPEECH, "Speech") if words in SPEECH else (LETTER, "Letter")
        return str(
            self.do(
                lambda p: an_annotation(p, place(text, words), code=code, document=title, **more)
            )
        )

    def hand_in(self, name: str = "") -> Path:
        out = self.path.with_name(f"{name or self.path.stem}.diplework")
        with Project.open(self.path) as project:
            task = assignments.find_assignment(project)
            seminar.hand_in(project, out, task, me(project))
        return out


def collect(course: Project, *files: Path) -> tuple[Collected, ...]:
    plan = seminar.plan(course, files)
    seminar.collect(course, plan, me(course))
    assert not safety.check(course.path).findings
    return plan.reports


def standings(reports: Sequence[Collected]) -> list[Standing]:
    return [each.standing for each in reports]


def work_of(project: Project) -> object:
    state = state_of(project)
    return {name: rows for name, rows in state.items() if name not in ("meta", "submissions")}


def test_a_pack_makes_a_students_own_project(course: Project) -> None:
    task = hand_out(course, is_locked=True)
    noor = Student(course, "Noor")
    with Project.open(noor.path) as project:
        assert [coder.name for coder in coders.list_coders(project)] == ["Noor"]
        assert {d.id: d.text_sha256 for d in documents.list_documents(project)} == task.texts
        assert list_codes(project).find("Figure > Irony").brief_definition == "Means another"
        own = assignments.find_assignment(project)
        assert (own.id, own.role, own.instructions) == (task.id, "student", "Mark every naming.")
        assert not safety.check(noor.path).findings
        for op, act in ((Op.CREATE_CODE, "New"), (Op.MERGE_CODES, "Other")):
            with pytest.raises(CodebookLocked), project.change(op) as change:
                codebook.create_code(change, act)
    with pytest.raises(FileExists):
        seminar.open_pack(course.path.with_name("w.diplepack"), noor.path, "Sam")


def test_a_pack_does_not_tell_who_wrote_the_files(course: Project) -> None:
    new = NewDocument("Essay", "I think so.", format="markdown", metadata={"author": "Ada"})
    with course.change(Op.IMPORT_DOCUMENT, me(course)) as change:
        documents.add_document(change, new)
    hand_out(course)
    with zipfile.ZipFile(course.path.with_name("w.diplepack")) as pack:
        assert b"Ada" not in pack.read("rows.json")


def test_readings_come_in_without_anything_else(course: Project) -> None:
    hand_out(course)
    noor = Student(course, "Noor")
    mark = noor.mark("order 😀", note="A name for it")
    noor.do(lambda p: note(p, "project", None, "Private"))
    noor.do(lambda p: note(p, "document", documents.list_documents(p)[0].id, "Seen twice"))
    (report,) = collect(course, noor.hand_in())
    assert (report.person, report.standing, report.added) == ("Noor", Standing.NEW, 1)
    found = annotations.get_annotation(course, mark)
    assert (found.note, found.parts[0].quote) == ("A name for it", "order 😀")
    bodies = {each.text for each in notes.list_notes(course)}
    assert bodies == {"A name for it", "Seen twice"}
    before = state_of(course)
    course.undo()
    assert [coder.name for coder in coders.list_coders(course)] == ["Teacher"]
    course.redo()
    assert state_of(course) == before


def note(project: Project, kind: str, target: str | None, text: str) -> None:
    with project.change(Op.WRITE_NOTE, me(project)) as change:
        notes.write_note(change, NoteTarget(kind, target), text)


def test_one_by_one_in_any_order_they_make_the_same_project(
    course: Project, tmp_path: Path
) -> None:
    hand_out(course)
    files = []
    for name, code, above in (
        ("Ada", "Naming", "Irony"), ("Ben", "Figure", "Naming"), ("Cem", "Irony", None),
        ("Dua", "Figure", None),
    ):  # fmt: skip
        student = Student(course, name)
        student.do(lambda p, c=code, a=above: put_below(p, c, a))
        student.mark("fear")
        files.append(student.hand_in())
    found = []
    for number, order in enumerate(list(permutations(files))[::5]):
        shutil.copy(course.path, tmp_path / f"{number}.diple")
        with Project.open(tmp_path / f"{number}.diple") as into:
            for file in order:
                seminar.collect(into, seminar.plan(into, [file]), me(into))
            found.append((work_of(into), coders.list_coders(into)))
    assert all(each == found[0] for each in found)
    assert len({coder.color for coder in found[0][1]}) == 5


def put_below(project: Project, name: str, above: str | None) -> None:
    tree = {code.name: code.id for code in list_codes(project)}
    with project.change(Op.MOVE_CODE, me(project)) as change:
        codebook.move_code(change, tree[name], tree[above] if above else None, 0)


def test_readers_have_colours_of_their_own_and_keep_them(course: Project) -> None:
    hand_out(course)
    students = [Student(course, name) for name in ("Ada", "Ben", "Cem")]
    with Project.open(students[2].path) as project, project.change(Op.EDIT_CODER) as change:
        coders.edit_coder(change, me(project), color="#123456")
    collect(course, *(student.hand_in() for student in students))
    found = {coder.name: coder.color for coder in coders.list_coders(course)}
    assert len(set(found.values())) == 4
    assert found["Cem"] == "#123456"
    students[0].mark("fear")
    collect(course, students[0].hand_in("later"))
    assert found == {coder.name: coder.color for coder in coders.list_coders(course)}


def test_a_colour_that_is_none_is_not_taken(course: Project) -> None:
    hand_out(course)

    def paint(parts: dict[str, Any]) -> None:
        parts["rows.json"]["coders"][0]["color"] = 'x"><b>'

    noor = Student(course, "Noor")
    collect(course, rewritten(noor.hand_in(), paint))
    assert coders.list_coders(course)[1].color in coders.COLORS
    # One that is there already, as of a project that was merged, keeps nobody from a new name.
    with course.change(Op.EDIT_CODER) as change:
        change.update(schema.coders, me(course), color="red")
        coders.edit_coder(change, me(course), name="Teacher T.")
    assert coders.list_coders(course)[0].name == "Teacher T."


def test_the_same_again_is_nothing_and_an_older_one_is_left_out(course: Project) -> None:
    hand_out(course)
    noor = Student(course, "Noor")
    first = noor.mark("order 😀")
    one = noor.hand_in("one")
    noor.do(lambda p: remove(p, first))
    second = noor.mark("fear")
    two = noor.hand_in("two")
    assert standings(collect(course, one, one)) == [Standing.NEW, Standing.SAME]
    (report,) = collect(course, two)
    assert (report.standing, report.added, report.removed) == (Standing.NEWER, 1, 1)
    state = state_of(course)
    assert standings(collect(course, one, two)) == [Standing.OLDER, Standing.SAME]
    assert state_of(course) == state
    assert [each.id for each in annotations.list_annotations(course)] == [second]


def remove(project: Project, mark: str) -> None:
    with project.change(Op.REMOVE_ANNOTATION, me(project)) as change:
        annotations.remove_annotations(change, [mark])


def test_a_mark_that_was_answered_stays_when_its_maker_deletes_it(course: Project) -> None:
    from desktop_app.core.deciding import write_reply

    hand_out(course)
    noor = Student(course, "Noor")
    mark = noor.mark("order 😀")
    collect(course, noor.hand_in("one"))
    with course.change(Op.WRITE_REPLY, me(course)) as change:
        write_reply(change, mark, "Is it?")
    noor.do(lambda p: remove(p, mark))
    plan = seminar.plan(course, [noor.hand_in("two")])
    assert [(c.kind, c.table) for c in plan.conflicts] == [("used", "annotations")]
    seminar.collect(course, plan, me(course))
    assert annotations.get_annotation(course, mark).parts


def test_names_files_and_clocks_do_not_matter(
    course: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_out(course)
    one, other = Student(course, "Sam", "sam-a"), Student(course, "Sam", "sam-b")
    one.mark("order 😀")
    monkeypatch.setattr("desktop_app.core.journal.now", lambda: "1999-01-01T00:00:00.000Z")
    other.mark("fear")
    files = [one.hand_in("x"), other.hand_in("y")]
    files = [files[0].rename(files[0].with_name("renamed.diplework")), files[1]]
    reports = collect(course, *files)
    assert standings(reports) == [Standing.NEW, Standing.NEW]
    assert reports[0].namesakes == (reports[1].coder_id,)
    names = [coder.name for coder in coders.list_coders(course)]
    assert sorted(names) == ["Sam", "Sam (2)", "Teacher"]


def test_one_person_who_went_on_in_two_copies_loses_neither(course: Project) -> None:
    hand_out(course)
    noor = Student(course, "Noor")
    noor.mark("order 😀")
    laptop = course.path.with_name("laptop.diple")
    shutil.copy(noor.path, laptop)
    here = noor.mark("fear")
    one = noor.hand_in("one")
    noor.path = laptop
    there = noor.mark("Dear sir")
    two = noor.hand_in("two")
    assert standings(collect(course, one)) == [Standing.NEW]
    assert standings(collect(course, two)) == [Standing.APART]
    found = {each.id for each in annotations.list_annotations(course)}
    assert {here, there} <= found
    assert len(found) == 3
    assert standings(collect(course, one, two)) == [Standing.OLDER, Standing.SAME]


def join(course: Project, gone: str, kept: str) -> None:
    with course.change(Op.JOIN_CODERS, me(course)) as change:
        coders.join_coders(change, gone, kept)


def test_two_machines_are_joined_to_one_person_and_stay_so(course: Project) -> None:
    hand_out(course)
    one, other = Student(course, "Noor", "desk"), Student(course, "Noor", "laptop")
    here, there = one.mark("order 😀", note="Seen"), other.mark("fear")
    first, second = collect(course, one.hand_in(), other.hand_in())
    before = state_of(course)
    join(course, second.coder_id, first.coder_id)
    assert not safety.check(course.path).findings
    assert [coder.name for coder in coders.list_coders(course)] == ["Teacher", "Noor"]
    assert {each.coder_id for each in annotations.list_annotations(course)} == {first.coder_id}
    course.undo()
    assert state_of(course) == before
    course.redo()
    later = other.mark("Dear sir")
    assert standings(collect(course, other.hand_in("laptop 2"))) == [Standing.APART]
    assert standings(collect(course, one.hand_in("desk 2"))) == [Standing.SAME]
    found = {each.id: each.coder_id for each in annotations.list_annotations(course)}
    assert found == dict.fromkeys((here, there, later), first.coder_id)
    assert standings(collect(course, other.hand_in("laptop 3"))) == [Standing.SAME]
    for gone, kept in ((first.coder_id, first.coder_id), ("nobody", first.coder_id)):
        with pytest.raises((BadValue, Gone)):
            join(course, gone, kept)


def test_passages_follow_a_text_that_the_teacher_corrected(course: Project) -> None:
    hand_out(course)
    noor = Student(course, "Noor")
    mark, lost = noor.mark("nothing arrived"), noor.mark("Who asked for it")
    correct(course, "Letter", "Dear sir,", "Dear madam, dear sir,")
    correct(course, "Speech", " Who asked for it? Nobody.", "")
    (report,) = collect(course, noor.hand_in())
    assert sorted(each.title for each in report.reanchored) == ["Letter", "Speech"]
    assert annotations.get_annotation(course, mark).parts[0].quote == "nothing arrived"
    assert [o.quote for o in versions.list_orphans(course) if o.annotation_id == lost]
    assert standings(collect(course, noor.hand_in())) == [Standing.SAME]


def test_passages_come_back_from_a_text_that_the_student_corrected(course: Project) -> None:
    hand_out(course)
    noor = Student(course, "Noor")
    noor.do(lambda p: correct(p, "Letter", "Dear sir,", "Dear madam, dear sir,"))
    mark = noor.do(lambda p: an_annotation(p, (35, 40), document="Letter"))
    quote = noor.do(lambda p: annotations.get_annotation(p, str(mark)).parts[0].quote)
    (report,) = collect(course, noor.hand_in())
    assert [each.title for each in report.reanchored] == ["Letter"]
    part = annotations.get_annotation(course, str(mark)).parts[0]
    assert part.quote == quote == LETTER[part.start : part.end]


def test_a_text_that_is_not_known_is_refused_and_the_rest_taken(course: Project) -> None:
    hand_out(course)
    noor = Student(course, "Noor")
    kept = noor.mark("fear")
    noor.mark("nothing arrived")
    file = noor.hand_in()
    letter = documents.find_document(course, "Letter").id

    def forge(parts: dict[str, Any]) -> None:
        parts["manifest.json"]["texts"][letter] = "0" * 64

    (report,) = collect(course, rewritten(file, forge))
    assert report.refused == ("Letter",)
    assert [each.id for each in annotations.list_annotations(course)] == [kept]


def test_codes_of_ones_own_come_along_once(course: Project) -> None:
    hand_out(course)
    students = [Student(course, name) for name in ("Noor", "Sam")]
    for student in students:
        student.do(lambda p: a_code(p, "Litotes", "Figure"))
        student.mark("fear", "Figure > Litotes")
    reports = collect(course, *(student.hand_in() for student in students))
    assert [each.own_codes for each in reports] == [1, 1]
    litotes = list_codes(course).find("Figure > Litotes").id
    assert [each.code_id for each in annotations.list_annotations(course)] == [litotes] * 2
    for student in students:
        student.mark("Dear sir", "Figure > Litotes")
    collect(course, *(student.hand_in("again" + student.path.stem) for student in students))
    assert [each.code_id for each in annotations.list_annotations(course)] == [litotes] * 4


def test_a_code_deleted_since_and_used_by_a_student_is_told(course: Project) -> None:
    hand_out(course)
    noor = Student(course, "Noor")
    noor.mark("fear", "Naming")
    with course.change(Op.DELETE_CODE) as change:
        codebook.delete_code(change, list_codes(course).find("Naming").id, keep_annotations=False)
    plan = seminar.plan(course, [noor.hand_in()])
    assert [(c.kind, c.table, c.label) for c in plan.conflicts] == [("used", "codes", "Naming")]
    seminar.collect(course, plan, me(course))
    assert list_codes(course).find("Naming")


def rename(project: Project, name: str, path: str = "Naming") -> None:
    with project.change(Op.RENAME_CODE, me(project)) as change:
        codebook.edit_code(change, list_codes(project).find(path).id, name=name)


def drop(project: Project, path: str) -> None:
    with project.change(Op.DELETE_CODE, me(project)) as change:
        code = list_codes(project).find(path).id
        codebook.delete_code(change, code, keep_annotations=True)


def names_after(course: Project, files: Sequence[Path], **decided: str) -> set[str]:
    """Collect with decisions and name the codes; then take it back."""
    keys = {each.kind: each.key for each in seminar.plan(course, files).conflicts}
    chosen = {keys[kind]: side for kind, side in decided.items()}
    seminar.collect(course, seminar.plan(course, files, decided=chosen), me(course))
    names = {code.name for code in list_codes(course)}
    assert not safety.check(course.path).findings
    course.undo()
    return names


def test_a_code_that_was_renamed_twice_is_a_persons_to_decide(course: Project) -> None:
    hand_out(course)
    noor, sam = Student(course, "Noor"), Student(course, "Sam")
    noor.do(lambda p: rename(p, "Calling names"))
    sam.do(lambda p: rename(p, "Epithet"))
    files = [noor.hand_in(), sam.hand_in()]
    plans = [seminar.plan(course, order) for order in (files, files[::-1])]
    assert plans[0].wanted == plans[1].wanted
    (conflict,) = plans[0].conflicts
    assert (conflict.kind, conflict.label) == ("edited", "Epithet")
    ids = {each.person: each.coder_id for each in plans[0].reports}
    assert names_after(course, files) == {"Figure", "Irony", "Epithet"}
    assert "Epithet" in names_after(course, files, edited=ids["Sam"])
    rename(course, "Naming by name")
    assert len(seminar.plan(course, files).conflicts) == 2
    for person, wanted in (("Noor", "Calling names"), ("Sam", "Epithet")):
        assert wanted in names_after(course, files, edited=ids[person])
    assert "Naming by name" in names_after(course, files, edited="ours")
    again = seminar.plan(course, files, decided={conflict.key: "ours"})
    seminar.collect(course, again, me(course))
    noor.mark("fear", "Calling names")
    (report,) = collect(course, noor.hand_in("later"))
    assert list_codes(course).find("Naming by name")
    assert report.standing is Standing.NEWER


def test_one_student_alone_changes_the_codebook_and_it_is_as_they_have_it(course: Project) -> None:
    hand_out(course)
    noor = Student(course, "Noor")
    noor.do(lambda p: rename(p, "Epithet"))
    assert seminar.plan(course, [noor.hand_in()]).conflicts == ()
    collect(course, noor.hand_in("again"))
    assert list_codes(course).find("Epithet")
    noor.do(lambda p: rename(p, "Naming", "Epithet"))
    collect(course, noor.hand_in("back"))
    assert list_codes(course).find("Naming")


def test_a_code_that_a_student_deleted_stays_unless_somebody_decides(course: Project) -> None:
    hand_out(course)
    noor, sam = Student(course, "Noor"), Student(course, "Sam")
    noor.do(lambda p: drop(p, "Naming"))
    files = [noor.hand_in()]
    (conflict,) = seminar.plan(course, files).conflicts
    assert (conflict.kind, conflict.person) == ("dropped", "Noor")
    assert "Naming" in names_after(course, files)
    assert "Naming" not in names_after(course, files, dropped="theirs")
    sam.mark("fear", "Naming")
    assert "Naming" in names_after(course, [*files, sam.hand_in()], dropped="theirs")


def test_a_code_deleted_since_can_be_left_deleted(course: Project) -> None:
    hand_out(course)
    noor = Student(course, "Noor")
    mark = noor.mark("fear", "Naming")
    drop(course, "Naming")
    files = [noor.hand_in()]
    assert "Naming" in names_after(course, files)
    assert "Naming" not in names_after(course, files, used="ours")
    (conflict,) = seminar.plan(course, files).conflicts
    plan = seminar.plan(course, files, decided={conflict.key: "ours"})
    seminar.collect(course, plan, me(course))
    assert annotations.get_annotation(course, mark).code_id is None


def test_another_assignment_is_left_out(course: Project, tmp_path: Path) -> None:
    hand_out(course)
    file = Student(course, "Noor").hand_in()
    with Project.create(tmp_path / "other.diple", "Other") as other:
        assert standings(collect(other, file)) == [Standing.STRANGE]
        assert other.history() == []


def test_readings_are_blind_until_they_are_revealed(course: Project) -> None:
    task = hand_out(course, is_blind=True)
    noor = Student(course, "Noor")
    noor.mark("fear")
    collect(course, noor.hand_in())
    noor_id = coders.find_coder(course, "Noor").id
    assert noor_id in assignments.veiled_coders(course, me(course))
    with course.change(Op.REVEAL) as change:
        assignments.reveal(change, task.id)
    assert not assignments.veiled_coders(course, me(course))


def test_what_is_blind_in_one_week_hides_nothing_of_another(course: Project) -> None:
    letter, speech = (documents.find_document(course, t).id for t in ("Letter", "Speech"))
    new = NewAssignment("Week 4", [letter], is_blind=True)
    seminar.hand_out(course, new, course.path.with_name("w.diplepack"), me(course))
    with course.change(Op.ADD_CODER) as change:
        sam = coders.add_coder(change, "Sam")
    here = an_annotation(course, place(SPEECH, "fear"), code="Naming", coder=sam)
    an_annotation(course, place(LETTER, "nothing"), code="Naming", document="Letter", coder=sam)
    an_annotation(course, place(SPEECH, "fear"), code="Figure")
    assert {a.id for a in annotations.list_annotations(course) if a.coder_id == sam} == {here}
    assert [c.name for c in coders.seen_coders(course, [speech])] == ["Teacher", "Sam"]
    assert [c.name for c in coders.seen_coders(course, [letter])] == ["Teacher"]
    asked = Question((me(course), sam), find_measure("alpha"), document_ids=frozenset((speech,)))
    assert compare(course, asked).rows
    for homes in (frozenset((letter,)), None):
        with pytest.raises(NotRevealed):
            compare(course, replace(asked, document_ids=homes))


def test_a_model_reading_is_shown_after_handing_in(course: Project) -> None:
    with course.change(Op.ADD_CODER) as change:
        model = coders.add_coder(change, "Model")
    an_annotation(course, place(SPEECH, "fear"), code="Naming", coder=model)
    hand_out(course, model_id=model)
    noor = Student(course, "Noor")
    with Project.open(noor.path) as project:
        assert [coder.kind for coder in coders.list_coders(project)] == ["", "model"]
        assert assignments.veiled_coders(project, me(project)).keys() == {model}
    file = noor.hand_in()
    with Project.open(noor.path) as project:
        assert not assignments.veiled_coders(project, me(project))
    assert read_submission(file).rows["annotations"] == {}


def give_back(course: Project) -> Path:
    out = course.path.with_name("w.diplereturn")
    write_return(course, assignments.find_assignment(course), out)
    return out


def receive(project: Project, file: Path) -> None:
    plan = returning.plan_receiving(project, read_return(file))
    if not plan.is_empty:
        with project.change(Op.RECEIVE, me(project)) as change:
            returning.accept_receiving(change, plan)


def settle(course: Project, marks: list[str], reason: str) -> None:
    with course.change(Op.DECIDE, me(course)) as change:
        deciding.decide(change, marks, "accept", reason, marks[0])


def reply(project: Project, mark: str, text: str) -> None:
    with project.change(Op.WRITE_REPLY, me(project)) as change:
        deciding.write_reply(change, mark, text)


def said_on(project: Project, mark: str) -> tuple[list[str], list[str]]:
    """Tell the reasons of decisions on a mark, and the replies."""
    found = [each.reason for each in deciding.list_decisions(project) if mark in each.marks]
    return found, [each.text for each in deciding.list_replies(project, mark)]


def test_what_was_settled_returns_to_the_readers_and_their_answers_come_back(
    course: Project,
) -> None:
    hand_out(course, is_blind=True)
    noor, sam = Student(course, "Noor"), Student(course, "Sam")
    mine, theirs = noor.mark("order 😀", note="A name"), sam.mark("order", "Figure")
    collect(course, noor.hand_in(), sam.hand_in())
    with pytest.raises(NotRevealed):
        give_back(course)
    with course.change(Op.REVEAL) as change:
        assignments.reveal(change, assignments.find_assignment(change).id)
    settle(course, [mine, theirs], "It names")
    reply(course, mine, "Why here?")
    later = noor.mark("fear")
    file = give_back(course)
    with Project.open(noor.path) as project:
        before = state_of(project)
        receive(project, file)
        assert not safety.check(noor.path).findings
        assert said_on(project, mine) == (["It names"], ["Why here?"])
        assert annotations.get_annotation(project, mine).note == "A name"
        assert annotations.get_annotation(project, later)
        names = {coder.name for coder in coders.list_coders(project)}
        assert names == {"Noor", "Sam", "Teacher", "Consensus"}
        assert coders.list_coders(project)[0].name == "Noor"
        assert not project.veiled
        assert said_on(project, theirs) == (["It names"], [])
        steps = len(project.history())
        receive(project, file)
        assert len(project.history()) == steps
        project.undo()
        assert state_of(project) == before
        project.redo()
        reply(project, theirs, "I see, Sam")
        reply(project, mine, "It is a name")
    collect(course, noor.hand_in("again"))
    assert said_on(course, mine)[1] == ["Why here?", "It is a name"]
    assert said_on(course, theirs)[1] == ["I see, Sam"]
    with Project.open(sam.path) as project:
        receive(project, give_back(course))
        assert said_on(project, theirs) == (["It names"], ["I see, Sam"])
        assert not safety.check(sam.path).findings


def test_what_returns_follows_texts_and_leaves_what_one_deleted(course: Project) -> None:
    hand_out(course)
    noor, sam = Student(course, "Noor"), Student(course, "Sam")
    mine, gone = noor.mark("nothing arrived"), noor.mark("fear")
    theirs = sam.mark("nothing arrived", "Figure")
    collect(course, noor.hand_in(), sam.hand_in())
    correct(course, "Letter", "Dear sir,", "Dear madam, dear sir,")
    settle(course, [mine, theirs], "Both saw it")
    settle(course, [gone], "Good")
    noor.do(lambda p: remove(p, gone))
    noor.do(lambda p: rename(p, "Epithet"))
    with Project.open(noor.path) as project:
        receive(project, give_back(course))
        assert not safety.check(noor.path).findings
        part = annotations.get_annotation(project, theirs).parts[0]
        assert LETTER[part.start : part.end] == part.quote == "nothing arrived"
        assert said_on(project, mine)[0] == ["Both saw it"]
        assert gone not in {each.id for each in annotations.list_annotations(project)}
        assert list_codes(project).find("Epithet")
    with course.change(Op.DECIDE) as change:
        for each in deciding.list_decisions(change):
            deciding.withdraw(change, each.id)
    with Project.open(noor.path) as project:
        receive(project, give_back(course))
        assert said_on(project, mine)[0] == []


def test_what_returns_elsewhere_is_refused(course: Project, tmp_path: Path) -> None:
    hand_out(course)
    noor = Student(course, "Noor")
    noor.mark("fear")
    file = give_back(course)
    with (
        Project.create(tmp_path / "other.diple", "Other") as other,
        pytest.raises(OtherAssignment),
    ):
        receive(other, file)
    for wrong in (noor.hand_in(), course.path.with_name("w.diplepack"), course.path):
        with pytest.raises(NotSeminarFile):
            read_return(wrong)
    collect(course, noor.hand_in())
    for spoil in (spoil_quote, spoil_links, spoil_number, be_newer):
        spoilt = rewritten(give_back(course), spoil)
        with Project.open(noor.path) as project, pytest.raises((FileDamaged, NewerProject)):
            receive(project, spoilt)


def test_a_reply_in_anothers_name_is_refused(course: Project) -> None:
    hand_out(course)
    noor = Student(course, "Noor")
    mark = noor.mark("fear")
    noor.do(lambda p: reply(p, mark, "Mine"))

    def forge(parts: dict[str, Any]) -> None:
        parts["rows.json"]["replies"][0]["created_by"] = None

    (report,) = collect(course, rewritten(noor.hand_in(), forge))
    assert report.standing is Standing.DAMAGED


def test_two_hundred_at_once_in_any_order(course: Project) -> None:
    hand_out(course)
    noor = Student(course, "Noor")
    noor.mark("fear")
    file = noor.hand_in()
    files = [file]
    for number in range(199):
        copy = file.with_name(f"n{number}.diplework")

        def rename(parts: dict[str, Any], number: int = number) -> None:
            text = json.dumps(parts["rows.json"])
            old = parts["manifest.json"]["coder"]
            mark = parts["rows.json"]["annotations"][0]["id"]
            part = parts["rows.json"]["parts"][0]["id"]
            for each in (old, mark, part):
                text = text.replace(each, f"{each}-{number}")
            parts["rows.json"] = json.loads(text)
            parts["manifest.json"]["coder"] = f"{old}-{number}"

        files.append(rewritten(file, rename, copy))
    plans = [seminar.plan(course, order) for order in (files, files[::-1])]
    assert plans[0].wanted["annotations"] == plans[1].wanted["annotations"]
    seminar.collect(course, plans[0], me(course))
    assert len(annotations.list_annotations(course)) == 200
    assert course.history()[-1].facts["count"] == 200


def rewritten(
    file: Path, change: Callable[[dict[str, Any]], None], out: Path | None = None
) -> Path:
    """Change the JSON of a file and write it again."""
    with zipfile.ZipFile(file) as archive:
        raw = {name: archive.read(name) for name in archive.namelist()}
    parts = {name: json.loads(data) for name, data in raw.items() if name.endswith(".json")}
    change(parts)
    out = out or file.with_name("changed.diplework")
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in raw.items():
            archive.writestr(name, json.dumps(parts[name]) if name in parts else data)
    return out


def test_readers_stand_alike_whoever_was_collected_first(course: Project, tmp_path: Path) -> None:
    hand_out(course)
    files = [Student(course, name).hand_in(name) for name in ("Ben", "Ada", "Cem")]
    orders = []
    for number, each in enumerate((files, files[::-1])):
        shutil.copy(course.path, tmp_path / f"{number}.diple")
        with Project.open(tmp_path / f"{number}.diple") as one:
            for file in each:
                collect(one, file)
            orders.append([coder.name for coder in coders.list_coders(one)])
    assert orders == [["Teacher", "Ben", "Ada", "Cem"]] * 2


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(8)), again=st.lists(st.integers(0, 7), max_size=4))
def test_readings_are_taken_in_any_order(
    handed_in: tuple[Project, list[Submission], object], order: list[int], again: list[int]
) -> None:
    project, found, wanted = handed_in
    plan = collecting.plan_collecting(project, [found[at] for at in (*order, *again)])
    assert plan.wanted == wanted
    assert sum(each.is_taken for each in plan.reports) <= 8


@pytest.fixture(scope="module")
def handed_in(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Project, list[Submission], object]]:
    """Two readings each of four students, an earlier and a later one; and what comes of them."""
    from tests.builders import a_document

    folder = tmp_path_factory.mktemp("seminar")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIPLE_HOME", str(folder / "home"))
        with Project.create(folder / "course.diple", "Teacher") as course:
            a_document(course, "Speech", SPEECH)
            a_code(course, "Naming")
            hand_out(course)
            chance, found = random.Random(3), []
            for name in ("Ada", "Ben", "Cem", "Ada (2)"):
                student = Student(course, name)
                for number in range(2):
                    for start in chance.sample(range(number, 90, 2), 3):
                        part = NewPart(start, start + 5)
                        student.do(lambda p, part=part: an_annotation(p, part, code="Naming"))
                    found.append(read_submission(student.hand_in(f"{name}{number}")))
            yield course, found, collecting.plan_collecting(course, found).wanted


def spoil_quote(parts: dict[str, Any]) -> None:
    parts["rows.json"]["parts"][0]["quote"] = "Other"


def spoil_links(parts: dict[str, Any]) -> None:
    parts["rows.json"]["parts"][0]["annotation_id"] = "nowhere"


def spoil_kind(parts: dict[str, Any]) -> None:
    parts["rows.json"]["parts"][0]["start"] = "3"


def spoil_number(parts: dict[str, Any]) -> None:
    parts["rows.json"]["parts"][0]["end"] = 2**64


def spoil_count(parts: dict[str, Any]) -> None:
    parts["manifest.json"]["count"] = True


def spoil_coder(parts: dict[str, Any]) -> None:
    parts["rows.json"]["annotations"][0]["coder_id"] = "another"


def spoil_head(parts: dict[str, Any]) -> None:
    parts["manifest.json"]["steps"] = 7


def spoil_person(parts: dict[str, Any]) -> None:
    parts["manifest.json"]["person"] = "\ud800"


def a_code_row(**values: Any) -> dict[str, Any]:
    return {"id": "c", "parent_id": None, "name": "Aside", "position": 0} | values


def spoil_code(parts: dict[str, Any]) -> None:
    parts["rows.json"]["codes"].append(a_code_row(roles="[3]"))


def spoil_tree(parts: dict[str, Any]) -> None:
    parts["rows.json"]["codes"].append(a_code_row(parent_id="c"))


def be_newer(parts: dict[str, Any]) -> None:
    parts["manifest.json"]["version"] = 99


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (spoil_quote, FileDamaged),
        (spoil_links, FileDamaged),
        (spoil_kind, FileDamaged),
        (spoil_number, FileDamaged),
        (spoil_count, FileDamaged),
        (spoil_coder, FileDamaged),
        (spoil_head, FileDamaged),
        (spoil_person, FileDamaged),
        (spoil_code, FileDamaged),
        (spoil_tree, FileDamaged),
        (be_newer, NewerProject),
    ],
)
def test_a_spoilt_reading_is_a_row_in_the_report_and_the_others_are_taken(
    course: Project, spoil: Callable[[dict[str, Any]], None], error: type[AppError]
) -> None:
    hand_out(course)
    noor, sam = Student(course, "Noor"), Student(course, "Sam")
    noor.mark("fear")
    sam.mark("Dear sir")
    bad = rewritten(noor.hand_in(), spoil)
    reports = collect(course, bad, sam.hand_in())
    assert standings(reports) == [Standing.DAMAGED, Standing.NEW]
    assert isinstance(reports[0].error, error)


def test_what_is_another_readers_is_never_overwritten(course: Project) -> None:
    hand_out(course)
    noor, sam = Student(course, "Noor"), Student(course, "Sam")
    mark = noor.mark("fear")
    sam.mark("Dear sir")
    collect(course, noor.hand_in())
    before = work_of(course)

    def steal(parts: dict[str, Any]) -> None:
        text = json.dumps(parts["rows.json"])
        own = parts["rows.json"]["annotations"][0]["id"]
        parts["rows.json"] = json.loads(text.replace(own, mark))

    (report,) = collect(course, rewritten(sam.hand_in(), steal))
    assert report.standing is Standing.DAMAGED
    assert work_of(course) == before


def test_what_is_no_seminar_file_is_refused(course: Project, tmp_path: Path) -> None:
    hand_out(course)
    pack = course.path.with_name("w.diplepack")
    plain = tmp_path / "plain.diplework"
    plain.write_text("Nothing", "utf-8")
    cut = tmp_path / "cut.diplework"
    cut.write_bytes(Student(course, "Noor").hand_in().read_bytes()[:-40])
    found: list[tuple[Path, type[AppError]]] = [
        (pack, NotSeminarFile),
        (plain, NotSeminarFile),
        (cut, FileDamaged),
        (tmp_path / "missing.diplework", FileMissing),
        (course.path, NotSeminarFile),
    ]
    for path, error in found:
        with pytest.raises(error):
            read_submission(path)
    with pytest.raises(NotSeminarFile):
        read_pack(plain)


def test_a_pack_with_another_text_is_refused(course: Project, tmp_path: Path) -> None:
    hand_out(course)
    pack = course.path.with_name("w.diplepack")
    with zipfile.ZipFile(pack) as archive:
        raw = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(tmp_path / "bad.diplepack", "w") as archive:
        for name, data in raw.items():
            archive.writestr(name, data + b"!" if name.startswith("texts/") else data)
    with pytest.raises(FileDamaged):
        seminar.open_pack(tmp_path / "bad.diplepack", tmp_path / "mine.diple", "Noor")
    assert not (tmp_path / "mine.diple").exists()
