"""What is known about documents: dates that sort, guesses that are only offered, a filter, sets."""

import pytest

from desktop_app.core.dates import sort_key, sortable
from desktop_app.core.docsets import (
    list_sets,
    make_set,
    put_in_set,
    remove_set,
    rename_set,
    sets_of,
    take_out_of_set,
)
from desktop_app.core.documents import (
    add_document,
    find_document,
    get_document,
    guess_about,
    list_documents,
    remove_document,
    set_field,
    take_guesses,
)
from desktop_app.core.errors import BadValue, Gone, NameEmpty, NameTaken
from desktop_app.core.fields import FIELDS, Guess, field_names, guess_fields, matches
from desktop_app.core.model import Document, NewDocument, Op
from desktop_app.core.project import Project
from desktop_app.core.versions import accept_correction, plan_correction


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1863-11", "1863-11"),
        ("2023-07-23", "2023-07-23"),
        ("c. 1850", "1850"),
        ("1850s?", "1850"),
        ("19 November 1863", "1863-11-19"),
        ("Nov. 19th, 1863", "1863-11-19"),
        ("am 3. Oktober 1990", "1990-10-03"),
        ("12 мая 1999", "1999-05-12"),
        ("23.07.2023", "2023-07-23"),
        ("7/23/2023", "2023-07-23"),
        ("spring 1920", "1920"),
        ("1861–1865", "1861"),
        ("44 BC", "-0044"),
        ("19th century", "1801"),
        ("early 19th c.", "1801"),
        ("18th century BC", "-1800"),
        ("XIXe siècle", "1801"),
        ("siglo XVI", "1501"),
        ("1863年11月19日", "1863-11-19"),
        ("-0044", "-0044"),
        ("May 5 c. 1850", "1850-05-05"),
        ("2023-99-99", "2023"),
        ("undated", ""),
        ("May 5", ""),
        ("", ""),
    ],
)
def test_a_date_has_a_form_that_sorts(text: str, expected: str) -> None:
    assert sortable(text) == expected


def test_dates_sort_with_the_undated_last() -> None:
    dates = ["undated", "1863-11-19", "44 BC", "c. 1850", "1863", "100 BC", "1863-11"]
    assert sorted(dates, key=sort_key) == [
        "100 BC", "44 BC", "c. 1850", "1863", "1863-11", "1863-11-19", "undated",
    ]  # fmt: skip


def guessed(text: str, properties: dict[str, str] | None = None) -> dict[str, tuple[str, str]]:
    return {each.name: (each.value, each.origin) for each in guess_fields(text, properties)}


def test_a_head_line_tells_date_and_title_before_what_a_program_wrote() -> None:
    text = " date 2023-07-23 The mill is to close\n\nIt was the end of the mill and of the town."
    assert guessed(text, {"title": "Microsoft Word - x", "creator": "A. Clerk", "pages": "3"}) == {
        "title": ("The mill is to close", "head"),
        "author": ("A. Clerk", "file"),
        "date": ("2023-07-23", "head"),
        "language": ("en", "words"),
    }


def test_every_key_of_a_written_head_is_taken_before_anything_else() -> None:
    text = "date: 1999-03\nBy Ada Brown\n"
    head = {"creator": "Ben", "Author": "Cy", "author": "Di", "Editors": "x " * 400, "titel": "T"}
    found = {g.name: (g.value, g.origin) for g in guess_fields(text, head, is_written=True)}
    assert found == {
        "title": ("T", "head"),
        "author": ("Di", "head"),
        "date": ("1999-03", "head"),
        "creator": ("Ben", "head"),
        "Author": ("Cy", "head"),
        "Editors": (("x " * 400).strip(), "head"),
    }


def test_a_title_that_is_too_long_is_kept_as_a_field() -> None:
    title = "word " * 300
    (guess,) = guess_fields("", {"title": title}, is_written=True)
    assert (guess.name, guess.value) == ("title 2", title.strip())


def test_labelled_lines_a_byline_and_an_address_are_read() -> None:
    text = (
        "The mill\nBy Ada Brown\n12 March 1999\n**Speaker:** Ben Li\nOrt: Graz\nQuelle: Die Post\n"
        "https://example.org/mill\n\nHe said: nothing.\n"
    )
    found = {name: value for name, (value, _) in guessed(text).items()}
    assert found == {
        "author": "Ada Brown",
        "speaker": "Ben Li",
        "date": "12 March 1999",
        "place": "Graz",
        "source": "Die Post",
        "url": "https://example.org/mill",
    }


def test_a_file_is_dated_by_the_day() -> None:
    made = {"created": "2013-12-23T23:15:00Z"}
    assert guess_fields("", made) == [Guess("date", "2013-12-23", "file")]
    assert guess_fields("", {"date": "1863-11"}) == [Guess("date", "1863-11", "file")]
    assert guess_fields("", made, is_written=True)[0].value == made["created"]


@pytest.mark.parametrize("text", ["", "\n\n", "12 345", "x: y\nHe left: alone.", "1999 was cold."])
def test_where_nothing_is_told_nothing_is_guessed(text: str) -> None:
    assert guess_fields(text) == []


def test_guesses_are_taken_over_in_one_step(project: Project) -> None:
    here = find_document(project, "Speech").id
    with project.change(Op.TAKE_GUESSES) as change:
        guesses = [Guess("title", "On order", "head"), Guess("date", "1999", "head")]
        take_guesses(change, [(here, guess) for guess in guesses])
    document = get_document(project, here)
    assert (document.title, document.fields["date"]) == ("On order", "1999")
    project.undo()
    assert find_document(project, "Speech").fields.get("date") is None


def test_a_text_that_went_meanwhile_is_said_to_be_gone(project: Project) -> None:
    with project.change(Op.IMPORT_DOCUMENT) as change:
        here = add_document(change, NewDocument("Pond", "It rained."))
    document = get_document(project, here)
    project.undo()
    with pytest.raises(Gone):
        guess_about(project, document)


def test_what_a_file_says_is_kept_and_offered_until_it_is_known(project: Project) -> None:
    head = {"creator": "Ada", "mood": "calm"}
    with project.change(Op.IMPORT_DOCUMENT) as change:
        here = add_document(
            change, NewDocument("Pond", "It rained.", format="markdown", metadata=head)
        )

    def offered() -> dict[str, str]:
        with Project.open(project.path, write=False) as again:
            found = guess_about(again, get_document(again, here))
        return {guess.name: guess.value for guess in found}

    assert offered() == {"author": "Ada", "mood": "calm"}
    with project.change(Op.SET_DOCUMENT_FIELD) as change:
        set_field(change, here, "author", "Ada")
    assert offered() == {"mood": "calm"}
    edition = NewDocument("Pond", "It snowed.", format="docx", metadata={"author": "Ben"})
    plan = plan_correction(project, here, edition.text, edition)
    with project.change(Op.REPLACE_TEXT) as change:
        accept_correction(change, plan)
    assert offered() == {"author": "Ben"}
    project.undo()
    assert offered() == {"mood": "calm"}


def a_text(title: str, **fields: str) -> Document:
    return Document(title, title, "", 1, 0, "", "", "", "", "", "", fields)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("gettys", True),
        ("LINCOLN", True),
        ("speaker:lincoln", True),
        ("place:lincoln", False),
        ("date:1863", True),
        ("date:1863-11", True),
        ('speaker:"abraham lincoln" address', True),
        ('"lincoln abraham"', False),
        ("set:war", True),
        ("set:peace", False),
        ("title:address speaker:douglas", False),
        ('"', True),
        ("nothing:", False),
    ],
)
def test_documents_are_filtered_by_any_field(query: str, found: bool) -> None:
    document = a_text("Gettysburg address", speaker="Abraham Lincoln", date="19 Nov 1863")
    assert matches(document, query, ["Civil war"]) is found


def test_known_fields_come_before_those_of_a_user(project: Project) -> None:
    names = field_names(list_documents(project))
    assert tuple(names[: len(FIELDS)]) == FIELDS
    assert names[len(FIELDS) :] == ["year"]


def test_documents_are_grouped_in_named_sets(project: Project) -> None:
    speech, letter = (find_document(project, name).id for name in ("Speech", "Letter"))
    with project.change(Op.CHANGE_SET) as change:
        both = make_set(change, "  All  of it", [speech, letter, speech])
    assert sets_of(project) == {speech: ["Read aloud", "All of it"], letter: ["All of it"]}
    with project.change(Op.CHANGE_SET) as change:
        rename_set(change, both, "All")
        take_out_of_set(change, both, [speech])
        put_in_set(change, both, [letter])
    assert [(s.name, s.documents) for s in list_sets(project)][1] == ("All", frozenset([letter]))
    with project.change(Op.REMOVE_DOCUMENT) as change:
        remove_document(change, letter)
    assert list_sets(project)[1].documents == frozenset()
    with project.change(Op.REMOVE_SET) as change:
        remove_set(change, both)
    assert [each.name for each in list_sets(project)] == ["Read aloud"]


@pytest.mark.parametrize(
    ("name", "error"),
    [("Read aloud", NameTaken), (" ", NameEmpty), ("a; b", BadValue)],
)
def test_a_set_needs_a_name_of_its_own(project: Project, name: str, error: type[Exception]) -> None:
    with pytest.raises(error), project.change(Op.CHANGE_SET) as change:
        make_set(change, name)
    with pytest.raises(Gone), project.change(Op.REMOVE_SET) as change:
        remove_set(change, "nothing")


def test_what_a_program_writes_for_want_of_better_is_no_guess() -> None:
    told = {"title": "Unknown Title", "author": "unknown ", "language": "nl"}
    assert guessed("Some words.", told) == {"language": ("nl", "file")}
