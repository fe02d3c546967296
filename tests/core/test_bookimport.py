"""Comparing codebooks, and taking one over into a project."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.core import schema
from desktop_app.core.bookdiff import Kind, compare
from desktop_app.core.bookimport import Imported, import_book
from desktop_app.core.books import Book, Entry, read_book
from desktop_app.core.codebook import (
    create_code,
    delete_code,
    edit_code,
    list_codes,
    renew_codes,
)
from desktop_app.core.errors import AppError, CodeInsideItself, NameTaken
from desktop_app.core.model import Code, Op
from desktop_app.core.project import Project
from desktop_app.core.wordings import list_wordings
from tests.builders import a_code, me, state_of

PATHS = ["Figure", "Figure > Antithesis", "Figure > Irony", "Naming"]


def an_entry(key: str, parent: str | None = None, at: int = 0, **fields: object) -> Entry:
    return Entry(key, parent, at, str(fields.pop("name", key)), **fields)  # type: ignore[arg-type]


def take(project: Project, book: Book, *chosen: str, **more: str) -> Imported:
    with project.change(Op.IMPORT_CODES, me(project)) as change:
        return import_book(change, book, chosen or None, **more)


def edited(project: Project, edit: Callable[[Entry], Entry | None]) -> Book:
    book = read_book(project)
    return replace(book, entries=tuple(e for each in book.entries if (e := edit(each))))


def kinds(project: Project, book: Book) -> dict[str, Kind]:
    return {each.path: each.kind for each in compare(read_book(project), book)}


def paths(project: Project) -> list[str]:
    tree = list_codes(project)
    return [tree.path(code.id) for code in tree]


def test_a_book_is_the_same_as_itself_and_changes_nothing(project: Project) -> None:
    before = state_of(project)
    assert compare(read_book(project), read_book(project)) == []
    take(project, read_book(project))
    assert state_of(project) == before


def test_each_kind_of_difference_is_told(project: Project) -> None:
    def edit(entry: Entry) -> Entry | None:
        if entry.name == "Irony":
            return None
        if entry.name == "Antithesis":
            return replace(entry, parent_id=None, position=2)
        return replace(entry, when_to_use="always") if entry.name == "Figure" else entry

    book = edited(project, edit)
    book = replace(book, entries=(*book.entries, an_entry("n", None, 9, name="New")))
    found = kinds(project, book)
    assert found == {
        "Figure": Kind.CHANGED,
        "Antithesis": Kind.MOVED,
        "New": Kind.NEW,
        "Figure > Irony": Kind.MISSING,
    }
    figure = compare(read_book(project), book)[0].fields[0]
    assert (figure.name, figure.before, figure.after) == ("when_to_use", "", "always")
    assert take(project, book) == Imported(created=1, changed=1, moved=1, left=0)
    assert paths(project) == ["Figure", "Figure > Irony", "Naming", "Antithesis", "New"]


def test_codes_are_found_by_path_where_ids_are_foreign(project: Project) -> None:
    entries = (an_entry("1", name="Figure"), an_entry("2", "1", name="Irony", note="seen"))
    book = Book(entries, frozenset({"name", "note"}), has_ids=False, has_order=False)
    assert kinds(project, book)["Figure > Irony"] == Kind.CHANGED
    take(project, book)
    irony = next(e for e in read_book(project).entries if e.name == "Irony")
    assert (irony.note, irony.aliases) == ("seen", ("mockery",))


def test_only_the_chosen_rows_are_taken_with_what_stands_above(project: Project) -> None:
    book = Book((an_entry("a"), an_entry("b", "a"), an_entry("c", "a", 1)))
    book = replace(book, has_ids=False, has_order=False)
    assert take(project, book, "b").created == 2
    assert paths(project)[-2:] == ["a", "a > b"]


def test_new_rows_come_where_the_book_has_them(project: Project) -> None:
    book = read_book(project)
    at = [entry.name for entry in book.entries].index("Irony")
    figure = book.entries[at].parent_id
    more = an_entry("m", figure, book.entries[at].position, name="Middle")
    rest = [replace(e, position=e.position + 1) if e.name == "Irony" else e for e in book.entries]
    take(project, replace(book, entries=(*rest[:at], more, *rest[at:])))
    assert paths(project)[1:4] == ["Figure > Antithesis", "Figure > Middle", "Figure > Irony"]


def test_a_name_that_another_code_bears_clashes_and_stays_out(project: Project) -> None:
    def edit(entry: Entry) -> Entry | None:
        if entry.name == "Antithesis":
            return None
        return replace(entry, name="Antithesis") if entry.name == "Irony" else entry

    book = edited(project, edit)
    assert kinds(project, book)["Figure > Antithesis"] in (Kind.CLASHING, Kind.MISSING)
    clash = next(each for each in compare(read_book(project), book) if each.clash)
    assert isinstance(clash.clash, NameTaken)
    assert take(project, book).left == 1
    assert paths(project) == PATHS


def test_two_codes_may_change_names_with_each_other(project: Project) -> None:
    other = {"Irony": "Antithesis", "Antithesis": "Irony"}
    book = edited(project, lambda e: replace(e, name=other.get(e.name, e.name)))
    take(project, book)
    assert paths(project) == ["Figure", "Figure > Irony", "Figure > Antithesis", "Naming"]


def test_a_key_that_another_code_has_is_left_out(project: Project) -> None:
    book = Book((an_entry("n", shortcut="T"),), has_ids=False)
    assert compare(read_book(project), book)[0].remarks
    take(project, book)
    assert list_codes(project).find("n").shortcut == ""


def test_moving_a_code_below_one_that_the_book_lacks_is_refused(project: Project) -> None:
    tree = list_codes(project)
    figure = tree.find("Figure")
    a_code(project, "Dry", "Irony")
    dry = list_codes(project).find("Dry")
    book = Book((an_entry(dry.id, name="Dry"), an_entry(figure.id, dry.id, name="Figure")))
    before = paths(project)
    with pytest.raises(CodeInsideItself):
        take(project, book, figure.id)
    assert paths(project) == before
    take(project, book)
    assert "Dry > Figure > Irony" in paths(project)


def test_a_changed_definition_says_which_file_it_came_from(project: Project) -> None:
    book = edited(project, lambda e: replace(e, full_definition="x" if e.name == "Irony" else ""))
    take(project, book, why="theirs.csv")
    assert list_wordings(project, list_codes(project).find("Irony"))[-1].why == "theirs.csv"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(data=st.data())
def test_any_choice_leaves_a_sound_tree(project: Project, data: st.DataObject) -> None:
    """Whatever a book says, and whichever rows are taken, no code is lost and paths are unique."""
    known = list(read_book(project).entries)
    names = st.sampled_from(["Figure", "Irony", "Naming", "New", "Antithesis"])
    made: list[Entry] = []
    drawn = data.draw(st.permutations(known))
    for at, entry in enumerate([*drawn[:3], an_entry("x"), an_entry("y")]):
        above = data.draw(st.sampled_from([None, *(each.id for each in made)]))
        taken = {each.name for each in made if each.parent_id == above}
        name = data.draw(names)
        if name not in taken:
            made.append(replace(entry, parent_id=above, name=name, position=at, shortcut=""))
    book = Book(tuple(made))
    chosen = data.draw(st.sets(st.sampled_from([each.id for each in made])))
    before = {code.id for code in list_codes(project)}
    steps = len(project.history())
    with suppress(AppError), project.change(Op.IMPORT_CODES, me(project)) as change:
        import_book(change, book, chosen)
    tree = list_codes(project)
    reached = [code.id for code in tree]
    assert before <= set(reached)
    assert len(reached) == len(tree)
    assert len({tree.path(key) for key in reached}) == len(reached)
    if len(project.history()) > steps:
        project.undo()


def test_codes_are_renewed_one_by_one(project: Project) -> None:
    before = list_codes(project)
    irony, naming = before.find("Figure > Irony"), before.find("Naming")
    with project.change(Op.EDIT_CODE, me(project)) as change:
        edit_code(change, irony.id, name="Antiphrasis")
        delete_code(change, naming.id, keep_annotations=True)
        new = create_code(change, "New", irony.id, extra={"theirs": "x"})
    renewed = renew_codes(project, before, {irony.id, naming.id, new})
    assert list(renewed) == list(list_codes(project))
    everything = {code.id for code in list_codes(project)} | {str(n) for n in range(99)}
    assert list(renew_codes(project, before, everything)) == list(list_codes(project))
    assert [field.name for field in fields(Code)] == schema.codes.columns.keys()
