"""Texts corrected: every reading moves along, nothing is dropped, old versions can be read."""

import pytest

from desktop_app.core.anchoring import Fate
from desktop_app.core.annotations import get_annotation, list_annotations
from desktop_app.core.documents import find_document, list_documents, read_text, remove_document
from desktop_app.core.errors import EmptyText, Gone, SameVersion, SpanRepeated, TextChanged
from desktop_app.core.formatting import read_formatting, set_formatting
from desktop_app.core.model import NewDocument, Op, Run
from desktop_app.core.project import Project
from desktop_app.core.turns import list_turns
from desktop_app.core.versions import (
    accept_correction,
    drop_orphan,
    list_orphans,
    list_versions,
    place_orphan,
    plan_correction,
    read_version,
)
from tests.builders import LETTER, SPEECH, a_document, an_annotation, place, state_of


def correct(project: Project, text: str, title: str = "Speech", reason: str = "") -> None:
    document = find_document(project, title)
    plan = plan_correction(project, document.id, text)
    with project.change(Op.CORRECT_TEXT) as change:
        accept_correction(change, plan, reason)


def quotes_stand_in_their_texts(project: Project) -> bool:
    texts = {each.id: read_text(project, each.id) for each in list_documents(project)}
    return all(
        texts[part.document_id][part.start : part.end] == part.quote != ""
        for each in list_annotations(project)
        for part in each.parts
    )


def test_a_correction_moves_words_turns_and_looks_in_one_step(project: Project) -> None:
    here = find_document(project, "Speech").id
    with project.change(Op.IMPORT_DOCUMENT) as change:
        italic = place(SPEECH, "fear")
        sha = find_document(change, "Speech").text_sha256
        set_formatting(change, here, sha, [Run(italic.start, italic.end, "italic")])
    before, steps = state_of(project), len(project.history())
    new = SPEECH.replace("We spoke. ", "").replace("order 😀", "the law").replace("dear", "my dear")
    correct(project, new, reason="  two   slips ")
    assert len(project.history()) == steps + 1
    assert read_text(project, here) == new
    assert quotes_stand_in_their_texts(project)
    quotes = [part.quote for a in list_annotations(project, document_id=here) for part in a.parts]
    assert {"We came", "the law", "fear", "café"} <= set(quotes)
    assert [new[t.start : t.end].strip() for t in list_turns(project, here)] == [
        "We came. We stayed.",
        "They call it the law; we call it fear.",
    ]
    looks = read_formatting(project, here)
    assert [(new[run.start : run.end], run.kind) for run in looks] == [("fear", "italic")]
    assert project.history()[-1].facts["document"] == "Speech"
    project.undo()
    assert state_of(project) == before
    assert read_text(project, here) == SPEECH
    assert read_formatting(project, here) != []
    project.redo()
    assert read_text(project, here) == new


def test_a_plan_says_what_becomes_of_each_part_and_writes_nothing(project: Project) -> None:
    here = find_document(project, "Speech").id
    lost = an_annotation(project, place(SPEECH, "Nobody"))
    before = state_of(project)
    plan = plan_correction(project, here, SPEECH.replace(" Nobody.", ""))
    assert state_of(project) == before
    assert plan.fates[Fate.LOST] == 1
    assert [each.annotation_id for each in plan.of(Fate.LOST)] == [lost]
    assert plan.fates[Fate.KEPT] >= 3


def test_lost_words_are_kept_and_can_be_placed_again(project: Project) -> None:
    start = SPEECH.index("Who asked for it?")
    role = an_annotation(project, (start, start + 17), code="Irony", note="Asked by whom?")
    correct(project, SPEECH.replace("Who asked for it? ", ""))
    assert get_annotation(project, role).parts == ()
    assert get_annotation(project, role).note == "Asked by whom?"
    here = find_document(project, "Speech").id
    (orphan,) = list_orphans(project, here)
    assert (orphan.quote, orphan.start, orphan.end) == ("Who asked for it?", start, start + 17)
    assert orphan.before.endswith("we call it fear. ")
    assert orphan.after == " Nobody."
    text = read_text(project, here)
    with project.change(Op.PLACE_ORPHAN) as change:
        place_orphan(change, orphan.id, text.index("Nobody"), text.index("Nobody") + 6)
    assert [part.quote for part in get_annotation(project, role).parts] == ["Nobody"]
    assert list_orphans(project, here) == []
    with pytest.raises(Gone), project.change(Op.PLACE_ORPHAN) as change:
        place_orphan(change, orphan.id, 0, 2)
    with project.change(Op.DROP_ORPHAN) as change:
        drop_orphan(change, list_orphans(change)[0].id)
    assert list_orphans(project) == []


def test_a_lost_passage_is_not_placed_where_its_figure_has_a_part(project: Project) -> None:
    first, second = place(SPEECH, "We came"), place(SPEECH, "We stayed")
    figure = an_annotation(project, first, second)
    correct(project, SPEECH.replace(" We stayed.", ""))
    (orphan,) = [each for each in list_orphans(project) if each.annotation_id == figure]
    with pytest.raises(SpanRepeated), project.change(Op.PLACE_ORPHAN) as change:
        place_orphan(change, orphan.id, first.start, first.end)


def test_versions_are_listed_and_an_old_one_read(project: Project) -> None:
    here = find_document(project, "Speech").id
    assert [(v.number, v.is_current) for v in list_versions(project, here)] == [(1, True)]
    second, third = SPEECH.replace("fear", "dread"), SPEECH.replace("fear", "terror")
    correct(project, second, reason="a slip")
    correct(project, third)
    versions = list_versions(project, here)
    assert [(v.number, v.reason, v.is_current, v.length) for v in versions] == [
        (1, "", False, len(SPEECH)),
        (2, "a slip", False, len(second)),
        (3, "", True, len(third)),
    ]
    assert [read_version(project, here, n) for n in (1, 2, 3)] == [SPEECH, second, third]
    with pytest.raises(Gone):
        read_version(project, here, 4)
    correct(project, SPEECH)
    assert [v.text_sha256 for v in list_versions(project, here)].count(versions[0].text_sha256) == 2


def test_a_new_edition_brings_its_source_and_its_looks(project: Project) -> None:
    here = find_document(project, "Speech").id
    new = NewDocument("x", "", "second.md", "ab", "markdown", runs=(Run(0, 7, "bold"),))
    plan = plan_correction(project, here, "Preface\n\n" + SPEECH, new)
    with project.change(Op.REPLACE_TEXT) as change:
        accept_correction(change, plan)
    document = find_document(project, "Speech")
    assert (document.source_name, document.format) == ("second.md", "markdown")
    assert read_formatting(project, here) == [Run(0, 7, "bold")]
    assert list_versions(project, here)[-1].source_name == "second.md"
    assert quotes_stand_in_their_texts(project)


def test_what_is_no_correction_is_refused(project: Project) -> None:
    here = find_document(project, "Speech").id
    with pytest.raises(SameVersion):
        plan_correction(project, here, SPEECH.replace("\n", "\r\n"))
    for empty in ("", " \n", "\ufeff"):
        with pytest.raises(EmptyText):
            plan_correction(project, here, empty)


def test_a_plan_does_not_hold_once_the_text_or_a_part_has_changed(project: Project) -> None:
    here = find_document(project, "Speech").id
    plan = plan_correction(project, here, SPEECH + "More.")
    an_annotation(project, (0, 1))
    with pytest.raises(TextChanged), project.change(Op.CORRECT_TEXT) as change:
        accept_correction(change, plan)
    plan = plan_correction(project, here, SPEECH + "More.")
    correct(project, SPEECH + "Other.")
    with pytest.raises(TextChanged), project.change(Op.CORRECT_TEXT) as change:
        accept_correction(change, plan)


def test_many_parts_move_in_one_record_each_five_hundred(project: Project) -> None:
    a_document(project, "Long", "word " * 3000)
    for at in range(0, 600, 5):
        an_annotation(project, (at * 5, at * 5 + 4), document="Long")
    correct(project, "Now: " + "word " * 3000, "Long")
    assert quotes_stand_in_their_texts(project)
    assert read_text(project, find_document(project, "Letter").id) == LETTER


def test_removing_a_document_takes_its_versions_and_orphans_along(project: Project) -> None:
    correct(project, SPEECH.replace("café", ""))
    before = state_of(project)
    assert len(before["orphans"]) == 2
    assert len(before["corrections"]) == 1
    with project.change(Op.REMOVE_DOCUMENT) as change:
        remove_document(change, find_document(change, "Speech").id)
    assert state_of(project)["corrections"] == []
    project.undo()
    assert state_of(project) == before
