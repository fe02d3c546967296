"""One row for everything a user can do: the operation, and what performs it on the seeded project.

`test_history` walks every row through do, undo, redo; an operation without a row fails there.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop_app.core import (
    annotations,
    assignments,
    bookimport,
    books,
    branches,
    codebook,
    codemerge,
    coders,
    codesplit,
    collecting,
    deciding,
    docsets,
    documents,
    examples,
    history,
    merging,
    notes,
    relations,
    removed,
    reshaping,
    returning,
    secondlook,
    turns,
    versions,
    wordings,
)
from desktop_app.core.asking import parse, saved
from desktop_app.core.books import Book, Entry
from desktop_app.core.journal import Change
from desktop_app.core.merging import states
from desktop_app.core.model import (
    Annotation,
    Code,
    NewAnnotation,
    NewDocument,
    NewPart,
    NoteTarget,
    Op,
    Role,
    Run,
)
from desktop_app.core.rowkinds import kinds_of
from desktop_app.core.voices import Turn
from desktop_app.formats import documents_csv, seminar
from desktop_app.formats.refi_apply import bring_in
from desktop_app.formats.refi_in import Exchanged, Selected, SourceText
from desktop_app.formats.refi_places import STANDARD
from desktop_app.formats.seminar_files import Pack
from tests.builders import SPEECH


@dataclass(frozen=True)
class Act:
    """Something a user does: `run` takes an open change of the seeded project."""

    op: Op
    name: str
    run: Callable[[Change], object]


def code(change: Change, name: str) -> str:
    return codebook.list_codes(change).find(name).id


def the_code(change: Change, name: str) -> Code:
    return codebook.list_codes(change).find(name)


def document(change: Change, title: str = "Speech") -> str:
    return documents.find_document(change, title).id


def marked(change: Change, name: str = "Antithesis") -> Annotation:
    """Find an annotation of a code; it has parts, except for "Irony"'s second."""
    wanted = code(change, name)
    return next(each for each in annotations.list_annotations(change) if each.code_id == wanted)


def new(change: Change, count: int) -> list[NewAnnotation]:
    here, naming, coder = document(change), code(change, "Naming"), change.coder_id
    return [
        NewAnnotation(here, [NewPart(at % 40, at % 40 + 3)], naming, coder, "x" * (at % 2))
        for at in range(count)
    ]


def build_sample(change: Change) -> None:
    documents.add_document(change, NewDocument("Sample", "A whole new text."))
    codebook.create_path(change, "Rhetoric > Question")
    coders.add_coder(change, "Reader C")
    annotations.add_annotations(change, new(change, 3))


def import_project(change: Change) -> None:
    words = "Words of another program."
    coding = Selected("", "theirs", "ann", 0, 5, "a note")
    text = SourceText("t", "Exchanged", words, STANDARD, note="on it", selected=[coding])
    text.sets.append("Brought in")
    entry = Entry(id="theirs", parent_id=None, position=0, name="Their code", row=1)
    book = Book((entry,), frozenset({"name"}))
    bring_in(change, Exchanged("Other", {"ann": "Ann"}, book, [text], "on all", [], Counter()))


def cut_in_two(change: Change) -> None:
    reader = change.coder_id
    irony = code(change, "Irony")
    made = annotations.add_annotations(
        change, [NewAnnotation(document(change), [NewPart(0, 17)], irony, reader)]
    )[0]
    part = annotations.get_annotation(change, made).parts[0]
    reshaping.split_at(change, made, part.id, 8)


def join_two(change: Change) -> None:
    first = marked(change)
    made = annotations.apply_code(
        change, document(change), [NewPart(0, 7)], first.code_id, note="Another"
    )
    reshaping.join_annotations(change, made, first.id)


def lost(change: Change) -> str:
    return versions.list_orphans(change)[0].id


def correct(change: Change, text: str, new: NewDocument | None = None) -> None:
    plan = versions.plan_correction(change, document(change), text, new)
    versions.accept_correction(change, plan, "a slip")


def assignment(change: Change) -> str:
    return assignments.list_assignments(change)[0].id


def open_pack(change: Change) -> None:
    row = {name: kind[1] for name, kind in kinds_of("assignments").items()}
    rows = states.empty_state()
    rows["assignments"]["given"] = row | {"id": "given", "title": "Week 4", "role": "student"}
    seminar.lay_out(
        change, Pack(assignments.read_assignment(rows["assignments"]["given"]), rows, {})
    )


def collect(change: Change) -> None:
    now = states.read_state(change)
    mine = now["coders"][change.coder_id]
    then = {**now, "coders": {**now["coders"], "noor": {**mine, "id": "noor", "name": "Noor"}}}
    wanted, before = merging.difference(now, then)
    collecting.accept_collecting(
        change, collecting.CollectPlan((), wanted, before, (), ("noor:1",), {}, {})
    )


def join_coders(change: Change) -> None:
    first, other = (coder.id for coder in coders.list_coders(change)[:2])
    coders.join_coders(change, other, first)


def receive(change: Change) -> None:
    now = states.read_state(change)
    then = {table: dict(rows) for table, rows in now.items()}
    task = assignment(change)
    then["assignments"][task] = {**then["assignments"][task], "is_revealed": 1}
    wanted, before = merging.difference(now, then)
    returning.accept_receiving(change, merging.MergePlan(("Week 1",), wanted, before, (), ()))


def merge_copy(change: Change) -> None:
    now = states.read_state(change)
    then = {table: dict(rows) for table, rows in now.items()}
    naming, mark = code(change, "Naming"), marked(change).id
    then["codes"][naming] = {**then["codes"][naming], "name": "Labels"}
    del then["relations"][relations.list_relations(change)[0].id]
    note = next(row for row in then["notes"].values() if row["annotation_id"] == mark)
    then["notes"]["another"] = {**note, "id": "another", "body": "And more"}
    merging.accept_merge(change, merging.plan_states(now, now, then))


def import_codes(change: Change) -> None:
    codebook.create_path(change, r"Figure > Repetition > Anaphora \> Epistrophe", source="Lausberg")
    codebook.create_path(change, "Figure > Irony", brief_definition="is there and stays")


def import_book(change: Change) -> None:
    """Take over a codebook that rewords, moves, adds and drops something."""
    book = books.read_book(change)
    first, *rest = (each for each in book.entries if each.name != "Naming")
    entries = [replace(first, full_definition="As Quintilian has it", note="")]
    entries += [replace(each, parent_id=None, position=at) for at, each in enumerate(rest)]
    entries.append(books.Entry("x", first.id, 0, "Litotes", roles=(Role("denied"),), note="New"))
    bookimport.import_book(change, replace(book, entries=tuple(entries)), why="A file")


def confirm(change: Change) -> None:
    codebook.edit_code(change, code(change, "Irony"), when_to_use="Only where it is meant")
    irony = the_code(change, "Irony")
    wordings.confirm_wording(change, irony, wordings.older_annotations(change, irony.id))


ACTS = (
    Act(
        Op.IMPORT_DOCUMENT,
        "import a text with a field",
        lambda c: documents.add_document(c, NewDocument("New", "Brand\nnew", fields={"a": "b"})),
    ),
    Act(
        Op.IMPORT_DOCUMENT,
        "import several texts, one with emphasis and one that is there",
        lambda c: documents.add_documents(
            c,
            [
                NewDocument("New", "Brand new", runs=[Run(0, 5, "bold"), Run(6, 9, "italic")]),
                NewDocument("Twin", documents.read_text(c, document(c))),
                NewDocument("Newer", "Newer still"),
            ],
        ),
    ),
    Act(
        Op.RENAME_DOCUMENT,
        "rename",
        lambda c: documents.rename_document(c, document(c), "A speech"),
    ),
    Act(
        Op.SET_DOCUMENT_FIELD,
        "set a new field",
        lambda c: documents.set_field(c, document(c), "medium", "radio"),
    ),
    Act(
        Op.SET_DOCUMENT_FIELD,
        "change a field",
        lambda c: documents.set_field(c, document(c), "place", "Graz"),
    ),
    Act(
        Op.SET_DOCUMENT_FIELD,
        "empty a field",
        lambda c: documents.set_field(c, document(c), "place", ""),
    ),
    Act(
        Op.RESTORE_DOCUMENT,
        "restore what was removed before",
        lambda c: removed.restore_document(c, removed.list_removed(c)[0].document_id),
    ),
    Act(
        Op.IMPORT_FIELDS,
        "change titles, fields and sets",
        lambda c: documents_csv.apply_edits(
            c,
            [
                documents_csv.Edit(
                    documents.find_document(c, "Speech"),
                    "A speech",
                    {"place": "", "date": "1863-11"},
                    ("Letters",),
                )
            ],
        ),
    ),
    Act(
        Op.TAKE_GUESSES,
        "take a guess over",
        lambda c: documents.set_field(c, document(c), "language", "en"),
    ),
    Act(
        Op.CHANGE_SET,
        "make a set of what is in another",
        lambda c: docsets.make_set(c, "All", [document(c), document(c, "Letter")]),
    ),
    Act(
        Op.CHANGE_SET,
        "rename a set and take a document out",
        lambda c: (
            docsets.rename_set(c, docsets.list_sets(c)[0].id, "Aloud"),
            docsets.take_out_of_set(c, docsets.list_sets(c)[0].id, [document(c)]),
        ),
    ),
    Act(
        Op.REMOVE_SET,
        "remove a set",
        lambda c: docsets.remove_set(c, docsets.list_sets(c)[0].id),
    ),
    Act(
        Op.REMOVE_DOCUMENT,
        "remove a text with its readings",
        lambda c: documents.remove_document(c, document(c)),
    ),
    Act(
        Op.REMOVE_DOCUMENT,
        "remove a text that holds a part of a figure at home elsewhere",
        lambda c: documents.remove_document(c, document(c, "Letter")),
    ),
    Act(
        Op.CORRECT_TEXT,
        "reword, shorten and lose passages, with turns and looks",
        lambda c: correct(c, SPEECH.replace("order 😀", "law").replace("café", "")),
    ),
    Act(
        Op.REPLACE_TEXT,
        "take a new edition",
        lambda c: correct(c, "Preface.\n" + SPEECH, NewDocument("", "", "second.txt")),
    ),
    Act(Op.PLACE_ORPHAN, "place a lost passage", lambda c: versions.place_orphan(c, lost(c), 0, 2)),
    Act(Op.DROP_ORPHAN, "let a lost passage go", lambda c: versions.drop_orphan(c, lost(c))),
    Act(
        Op.KEEP_TURNS,
        "settle who speaks",
        lambda c: turns.keep_turns(c, document(c), [Turn(0, 8, "quote", "We")]),
    ),
    Act(
        Op.SET_SPEAKER,
        "say who speaks in the middle of a turn",
        lambda c: turns.set_speaker(c, document(c), 35, 40, "Sir"),
    ),
    Act(
        Op.APPLY_CODE,
        "apply a code",
        lambda c: annotations.apply_code(
            c,
            document(c),
            [NewPart(0, 7, "pole A"), NewPart(9, 17, "pole B")],
            code(c, "Antithesis"),
            note="Why here?",
            properties={"certainty": "high"},
        ),
    ),
    Act(
        Op.HIGHLIGHT,
        "highlight",
        lambda c: annotations.apply_code(c, document(c), [NewPart(3, 9)], None),
    ),
    Act(
        Op.ADD_PART,
        "add a part",
        lambda c: annotations.add_part(c, marked(c).id, NewPart(0, 2, "pole B")),
    ),
    Act(
        Op.REMOVE_PART,
        "remove the first of two parts",
        lambda c: annotations.remove_part(c, marked(c).parts[0].id),
    ),
    Act(
        Op.SET_ROLE,
        "set a role",
        lambda c: annotations.set_role(c, marked(c).parts[0].id, "thesis"),
    ),
    Act(
        Op.MOVE_PART,
        "move the boundaries",
        lambda c: reshaping.move_part(c, marked(c).parts[0].id, 3, 9),
    ),
    Act(
        Op.ORDER_PARTS,
        "turn the parts round",
        lambda c: reshaping.order_parts(c, marked(c).id, [p.id for p in marked(c).parts[::-1]]),
    ),
    Act(
        Op.SPLIT_ANNOTATION,
        "each part an annotation",
        lambda c: reshaping.split_parts(c, marked(c).id),
    ),
    Act(Op.SPLIT_ANNOTATION, "cut a passage in two", cut_in_two),
    Act(Op.JOIN_ANNOTATIONS, "join with one that has note and relation", join_two),
    Act(
        Op.APPLY_CODE,
        "several codes at once",
        lambda c: reshaping.copy_codes(
            c, document(c), [NewPart(3, 9)], [code(c, "Naming"), code(c, "Irony")]
        ),
    ),
    Act(
        Op.RECODE,
        "change the code",
        lambda c: annotations.recode(c, marked(c).id, code(c, "Naming")),
    ),
    Act(Op.RECODE, "take the code off", lambda c: annotations.recode(c, marked(c).id, None)),
    Act(
        Op.REMOVE_ANNOTATION,
        "remove all that hangs on annotations",
        lambda c: annotations.remove_annotations(
            c, [each.id for each in annotations.list_annotations(c)]
        ),
    ),
    Act(
        Op.SET_PROPERTY,
        "set a new property",
        lambda c: annotations.set_property(c, marked(c).id, "target", "them"),
    ),
    Act(
        Op.SET_PROPERTY,
        "change a property",
        lambda c: annotations.set_property(c, marked(c).id, "certainty", "high"),
    ),
    Act(
        Op.SET_PROPERTY,
        "empty a property",
        lambda c: annotations.set_property(c, marked(c).id, "certainty", ""),
    ),
    Act(
        Op.IMPORT_ANNOTATIONS,
        "import more than one record holds",
        lambda c: annotations.add_annotations(c, new(c, 1203)),
    ),
    Act(
        Op.CREATE_CODE,
        "create a code",
        lambda c: codebook.create_code(c, "Litotes", code(c, "Figure"), shortcut="l"),
    ),
    Act(
        Op.RENAME_CODE,
        "rename",
        lambda c: codebook.edit_code(c, code(c, "Irony"), name="Sarcasm"),
    ),
    Act(
        Op.RECOLOR_CODE,
        "recolour",
        lambda c: codebook.edit_code(c, code(c, "Irony"), color="#a0b0c0"),
    ),
    Act(
        Op.MOVE_CODE,
        "nest before its sibling",
        lambda c: codebook.move_code(c, code(c, "Naming"), code(c, "Figure"), 0),
    ),
    Act(
        Op.MOVE_CODE,
        "reorder",
        lambda c: codebook.move_code(c, code(c, "Naming"), None, 0),
    ),
    Act(
        Op.EDIT_CODE,
        "edit definition, roles and aliases",
        lambda c: codebook.edit_code(
            c,
            code(c, "Irony"),
            full_definition="Says one thing, means another",
            roles=(Role("said"), Role("meant", is_required=False)),
            aliases=("eironeia",),
        ),
    ),
    Act(
        Op.DELETE_CODE,
        "delete a branch, keep its annotations",
        lambda c: codebook.delete_code(c, code(c, "Figure"), keep_annotations=True),
    ),
    Act(
        Op.DELETE_CODE,
        "delete a branch with its annotations",
        lambda c: codebook.delete_code(c, code(c, "Figure"), keep_annotations=False),
    ),
    Act(Op.IMPORT_PROJECT, "import another program's project", import_project),
    Act(Op.IMPORT_CODES, "import paths", import_codes),
    Act(Op.IMPORT_CODES, "import a changed codebook", import_book),
    Act(
        Op.DELETE_CODES,
        "delete two branches",
        lambda c: codebook.delete_codes(
            c, [code(c, "Figure"), code(c, "Naming")], keep_annotations=True
        ),
    ),
    Act(
        Op.MOVE_CODES,
        "move two to the top",
        lambda c: branches.move_codes(c, [code(c, "Irony"), code(c, "Antithesis")], None, 0),
    ),
    Act(
        Op.MERGE_CODES,
        "merge a branch into a code inside it",
        lambda c: codemerge.merge_codes(
            c, [code(c, "Figure"), code(c, "Naming")], code(c, "Irony")
        ),
    ),
    Act(
        Op.MERGE_CODES,
        "merge one into another",
        lambda c: codemerge.merge_codes(c, [code(c, "Antithesis")], code(c, "Naming")),
    ),
    Act(
        Op.SPLIT_CODE,
        "split a code beside it and retire it",
        lambda c: codesplit.split_code(
            c,
            code(c, "Antithesis"),
            ["Us and them", "Then and now"],
            {marked(c).id: 1},
            is_below=False,
            retires=True,
        ),
    ),
    Act(
        Op.RETIRE_CODE,
        "retire",
        lambda c: branches.retire_codes(c, [code(c, "Irony")], code(c, "Figure")),
    ),
    Act(
        Op.RESTORE_CODE,
        "take up again",
        lambda c: branches.restore_codes(c, [code(c, "Naming")]),
    ),
    Act(
        Op.SORT_CODES,
        "sort all by annotations",
        lambda c: branches.sort_codes(c, None, "annotations", is_deep=True),
    ),
    Act(
        Op.EXPLAIN_WORDING,
        "say why",
        lambda c: wordings.explain_wording(c, the_code(c, "Irony"), "Too narrow"),
    ),
    Act(Op.CONFIRM_WORDING, "confirm", confirm),
    Act(
        Op.ADD_EXAMPLE,
        "add",
        lambda c: examples.add_example(c, code(c, "Figure"), marked(c).id, "non_example"),
    ),
    Act(
        Op.REMOVE_EXAMPLE,
        "remove",
        lambda c: examples.remove_example(c, examples.list_examples(c)[0].id),
    ),
    Act(
        Op.WRITE_NOTE,
        "write a note",
        lambda c: notes.write_note(c, NoteTarget("code", code(c, "Irony")), "Look again"),
    ),
    Act(
        Op.WRITE_NOTE,
        "rewrite a note",
        lambda c: notes.write_note(c, NoteTarget("annotation", marked(c).id), "They, again"),
    ),
    Act(
        Op.WRITE_NOTE,
        "empty a note",
        lambda c: notes.write_note(c, NoteTarget("project"), " "),
    ),
    Act(Op.ADD_CODER, "add a coder", lambda c: coders.add_coder(c, "Reader C")),
    Act(
        Op.EDIT_CODER,
        "rename a coder",
        lambda c: coders.edit_coder(c, c.coder_id, name="Reader Z", alias="R1"),
    ),
    Act(
        Op.LINK_ANNOTATIONS,
        "link",
        lambda c: relations.link_annotations(c, marked(c).id, marked(c, "Naming").id, "echoes"),
    ),
    Act(
        Op.UNLINK_ANNOTATIONS,
        "unlink",
        lambda c: relations.unlink_annotations(c, relations.list_relations(c)[0].id),
    ),
    Act(
        Op.SAVE_QUERY,
        "save a query",
        lambda c: saved.save_query(c, "Doubts", parse("Irony and has note")),
    ),
    Act(
        Op.SAVE_QUERY,
        "change a saved query",
        lambda c: saved.save_query(c, "Poles", parse("all"), saved.list_queries(c)[0].id),
    ),
    Act(
        Op.REMOVE_QUERY,
        "forget a query",
        lambda c: saved.remove_query(c, saved.list_queries(c)[0].id),
    ),
    Act(
        Op.GIVE_ASSIGNMENT,
        "hand out",
        lambda c: assignments.give_assignment(
            c, assignments.NewAssignment("Week 3", [document(c)], is_locked=True)
        ),
    ),
    Act(Op.OPEN_PACK, "open", open_pack),
    Act(Op.HAND_IN, "hand in", lambda c: assignments.note_handing_in(c, assignment(c))),
    Act(Op.REVEAL, "reveal", lambda c: assignments.reveal(c, assignment(c))),
    Act(Op.JOIN_CODERS, "join two coders", join_coders),
    Act(Op.RECEIVE, "take in what returned", receive),
    Act(Op.COLLECT, "take a new reader in", collect),
    Act(
        Op.DECIDE,
        "let one stand",
        lambda c: deciding.decide(
            c, [marked(c).id, marked(c, "Naming").id], "accept", "why", marked(c).id
        ),
    ),
    Act(
        Op.DECIDE,
        "decide anew, nothing stands",
        lambda c: deciding.decide(c, [marked(c, "Naming").id], "nothing"),
    ),
    Act(Op.WRITE_REPLY, "reply", lambda c: deciding.write_reply(c, marked(c).id, "But is it so?")),
    Act(
        Op.SECOND_LOOK,
        "look again",
        lambda c: secondlook.begin_second_look(c, c.coder_id, 2, 1, "again"),
    ),
    Act(Op.MERGE, "merge a copy that went on", merge_copy),
    Act(Op.GO_BACK, "go back three steps", lambda c: history.go_back(c, c.number - 4)),
    Act(Op.BUILD_SAMPLE, "build", build_sample),
)
