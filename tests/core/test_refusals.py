"""What a verb refuses, it refuses by a kind of AppError, and nothing at all has changed then."""

from collections.abc import Callable

import pytest

from desktop_app.core import (
    annotations,
    codebook,
    coders,
    documents,
    errors,
    notes,
    relations,
    schema,
)
from desktop_app.core.codetree import CodeTree
from desktop_app.core.journal import Change
from desktop_app.core.model import ChangeSet, NewDocument, NewPart, NoteTarget, Op
from desktop_app.core.project import Project
from desktop_app.messages import sentence
from tests.builders import LETTER, SPEECH, a_code, me
from tests.core.acts import code, document, marked

Verb = Callable[[Change], object]
N = len(SPEECH)


def mark(*spans: tuple[int, int], code_name: str = "Naming") -> Verb:
    parts = [NewPart(*span) for span in spans]
    return lambda c: annotations.apply_code(c, document(c), parts, code(c, code_name))


def highlight_in(document_id: str, *parts: NewPart) -> Verb:
    return lambda c: annotations.apply_code(c, document_id, parts, None)


def as_nobody(c: Change) -> object:
    c.coder_id = "nobody"
    return mark((0, 3))(c)


REFUSALS: list[tuple[str, type[errors.AppError], Verb]] = [
    ("empty span", errors.BadSpan, mark((3, 3))),
    ("reversed span", errors.BadSpan, mark((5, 3))),
    ("span before the text", errors.BadSpan, mark((-1, 3))),
    ("span behind the text", errors.BadSpan, mark((0, N + 1))),
    ("span far behind the text", errors.BadSpan, mark((10**30, 10**30 + 1))),
    ("good part, bad part", errors.BadSpan, mark((0, 3), (N, N + 1))),
    ("passage twice", errors.SpanRepeated, mark((0, 3), (4, 6), (0, 3))),
    ("same annotation", errors.SameAnnotation, mark((0, 7), code_name="Naming")),
    ("part bad", errors.BadSpan, lambda c: annotations.add_part(c, marked(c).id, NewPart(9, 9))),
    (
        "part repeated",
        errors.SpanRepeated,
        lambda c: annotations.add_part(
            c, marked(c).id, NewPart(marked(c).parts[0].start, marked(c).parts[0].end)
        ),
    ),
    ("unknown document", errors.Gone, highlight_in("no", NewPart(0, 3))),
    ("unknown document, no part", errors.Gone, highlight_in("no")),
    (
        "part in an unknown document",
        errors.Gone,
        lambda c: annotations.add_part(c, marked(c).id, NewPart(0, 3, document_id="no")),
    ),
    ("unknown coder", errors.Gone, as_nobody),
    (
        "unknown code",
        errors.Gone,
        lambda c: annotations.apply_code(c, document(c), [NewPart(0, 3)], "no"),
    ),
    ("recode what is not there", errors.Gone, lambda c: annotations.recode(c, "no", None)),
    ("recode to no such code", errors.Gone, lambda c: annotations.recode(c, marked(c).id, "no")),
    ("part gone", errors.Gone, lambda c: annotations.remove_part(c, "no")),
    ("role of a part gone", errors.Gone, lambda c: annotations.set_role(c, "no", "pole A")),
    ("annotation gone", errors.Gone, lambda c: annotations.add_part(c, "no", NewPart(0, 3))),
    ("property of none", errors.Gone, lambda c: annotations.set_property(c, "no", "a", "b")),
    (
        "one of two annotations gone",
        errors.Gone,
        lambda c: annotations.remove_annotations(c, [marked(c).id, "no"]),
    ),
    ("document gone", errors.Gone, lambda c: documents.remove_document(c, "no")),
    ("rename what is not there", errors.Gone, lambda c: documents.rename_document(c, "no", "x")),
    ("field of none", errors.Gone, lambda c: documents.set_field(c, "no", "a", "b")),
    (
        "title empty",
        errors.NameEmpty,
        lambda c: documents.rename_document(c, document(c), " \n "),
    ),
    (
        "import without title",
        errors.NameEmpty,
        lambda c: documents.add_document(c, NewDocument(" ", "text")),
    ),
    (
        "import twice",
        errors.SameText,
        lambda c: documents.add_document(c, NewDocument("Other", LETTER, source_name="o.txt")),
    ),
    ("find no document", errors.Unknown, lambda c: documents.find_document(c, "no")),
    ("find no coder", errors.Unknown, lambda c: coders.find_coder(c, "no")),
    ("find no code", errors.Unknown, lambda c: code(c, "Figure > no")),
    ("code without name", errors.NameEmpty, lambda c: codebook.create_code(c, " ")),
    ("code at no path", errors.NameEmpty, lambda c: codebook.create_path(c, " > ")),
    (
        "code name taken",
        errors.NameTaken,
        lambda c: codebook.create_code(c, "Irony", code(c, "Figure")),
    ),
    ("code below none", errors.Gone, lambda c: codebook.create_code(c, "x", "no")),
    ("bad colour", errors.BadColor, lambda c: codebook.create_code(c, "x", color="#12345")),
    ("bad key", errors.BadShortcut, lambda c: codebook.create_code(c, "x", shortcut="ab")),
    ("key taken", errors.ShortcutTaken, lambda c: codebook.create_code(c, "x", shortcut="T")),
    ("bad status", errors.BadValue, lambda c: codebook.create_code(c, "x", status="old")),
    ("replaced by none", errors.Gone, lambda c: codebook.create_code(c, "x", replaced_by="no")),
    (
        "rename to a sibling",
        errors.NameTaken,
        lambda c: codebook.edit_code(c, code(c, "Irony"), name="Antithesis"),
    ),
    ("edit no code", errors.Gone, lambda c: codebook.edit_code(c, "no", name="x")),
    ("delete no code", errors.Gone, lambda c: codebook.delete_code(c, "no", keep_annotations=True)),
    ("move no code", errors.Gone, lambda c: codebook.move_code(c, "no", None)),
    ("move below none", errors.Gone, lambda c: codebook.move_code(c, code(c, "Irony"), "no")),
    (
        "move into itself",
        errors.CodeInsideItself,
        lambda c: codebook.move_code(c, code(c, "Figure"), code(c, "Figure")),
    ),
    (
        "move below its child",
        errors.CodeInsideItself,
        lambda c: codebook.move_code(c, code(c, "Figure"), code(c, "Irony")),
    ),
    ("note on nothing", errors.Gone, lambda c: notes.write_note(c, NoteTarget("code", "no"), "x")),
    (
        "note that cannot be stored",
        errors.BadValue,
        lambda c: notes.write_note(c, NoteTarget("code", code(c, "Irony")), "half \ud83d"),
    ),
    ("coder without name", errors.NameEmpty, lambda c: coders.add_coder(c, "")),
    ("coder twice", errors.NameTaken, lambda c: coders.add_coder(c, " Reader  B ")),
    (
        "coder takes a name",
        errors.NameTaken,
        lambda c: coders.edit_coder(c, c.coder_id, name="Reader B"),
    ),
    ("coder loses name", errors.NameEmpty, lambda c: coders.edit_coder(c, c.coder_id, name=" ")),
    ("coder gone", errors.Gone, lambda c: coders.edit_coder(c, "no", name="x")),
    (
        "link to itself",
        errors.LinkToItself,
        lambda c: relations.link_annotations(c, marked(c).id, marked(c).id, "x"),
    ),
    (
        "link without a kind",
        errors.NameEmpty,
        lambda c: relations.link_annotations(c, marked(c).id, marked(c, "Naming").id, " \n"),
    ),
    (
        "link of too long a kind",
        errors.TooLong,
        lambda c: relations.link_annotations(c, marked(c).id, marked(c, "Naming").id, "x" * 201),
    ),
    (
        "link twice",
        errors.LinkedAlready,
        lambda c: [
            relations.link_annotations(c, marked(c).id, marked(c, "Naming").id, kind)
            for kind in ("echoes", " echoes ")
        ],
    ),
    (
        "link to none",
        errors.Gone,
        lambda c: relations.link_annotations(c, marked(c).id, "no", "x"),
    ),
    ("unlink none", errors.Gone, lambda c: relations.unlink_annotations(c, "no")),
]


@pytest.mark.parametrize("row", REFUSALS, ids=lambda row: row[0])
def test_a_refused_verb_changes_not_a_byte(
    project: Project, row: tuple[str, type[errors.AppError], Verb]
) -> None:
    _, error, verb = row
    with project.change(Op.APPLY_CODE, me(project)) as change:
        annotations.apply_code(change, document(change), [NewPart(0, 7)], code(change, "Naming"))
    heard: list[ChangeSet] = []
    project.subscribe(heard.append)
    history, data = project.history(), project.path.read_bytes()
    with pytest.raises(error) as refused, project.change(Op.EDIT_CODE, me(project)) as change:
        _ = a_little_something(change), verb(change)
    assert sentence(refused.value).endswith(".")
    assert project.path.read_bytes() == data
    assert project.history() == history
    assert heard == []


def a_little_something(change: Change) -> None:
    """Change a row first, so that there is something to take back."""
    change.update(schema.codes, code(change, "Naming"), source="half done")


@pytest.mark.parametrize(
    "verb",
    [
        lambda c: annotations.recode(c, marked(c).id, marked(c).code_id),
        lambda c: annotations.set_property(c, marked(c).id, "certainty", "low"),
        lambda c: notes.write_note(c, NoteTarget("project"), "About all of it"),
        lambda c: codebook.edit_code(c, code(c, "Irony"), name="Irony", aliases=["mockery"]),
        lambda c: codebook.edit_code(c, code(c, "Antithesis"), shortcut="t", color=""),
        lambda c: codebook.move_code(c, code(c, "Figure"), None, 0),
        lambda c: documents.rename_document(c, document(c), " Speech "),
        lambda c: documents.set_field(c, document(c), "place", "Vienna"),
        lambda c: coders.edit_coder(c, c.coder_id, name="Reader A"),
        lambda c: annotations.remove_annotations(c, []),
        lambda c: annotations.add_annotations(c, []),
    ],
)
def test_saying_what_is_so_already_leaves_no_step(project: Project, verb: Verb) -> None:
    with project.change(Op.EDIT_CODE, me(project)) as change:
        codebook.edit_code(change, code(change, "Antithesis"), color="")
    history = project.history()
    with project.change(Op.EDIT_CODE, me(project)) as change:
        verb(change)
    assert project.history() == history


def test_two_codes_of_one_name_are_told_apart_by_path(project: Project) -> None:
    a_code(project, "Irony", "Naming")
    tree: CodeTree = codebook.list_codes(project)
    with pytest.raises(errors.Ambiguous) as refused:
        tree.find("Irony")
    assert refused.value.facts["ids"] == ["Figure > Irony", "Naming > Irony"]
    assert tree.path(tree.find("Naming > Irony").id) == "Naming > Irony"
