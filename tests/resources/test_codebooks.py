"""The library of codebooks keeps what it promises: every entry whole, and no two alike.

What holds for any codebook is checked by reading it; here stands what the library asks beyond.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from desktop_app.core.codebook import COLORS, list_codes
from desktop_app.core.codetree import SEPARATOR, join_path, split_path
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.formats.codebook_entries import Codebook, CodeEntry, add_entries, walk_entries
from desktop_app.formats.codebook_yaml import HEAD, read_codebook
from desktop_app.paths import resources
from tests.builders import me

FILES = sorted((resources() / "codebooks").glob("*.yaml"))
BOOKS = {path.stem: read_codebook(path) for path in FILES}
CODES = [
    (f"{stem}: {join_path(names)}", entry)
    for stem, book in BOOKS.items()
    for names, entry in walk_entries(book.codes)
]
SCHEMES = (
    "figures", "appeals", "toulmin", "argumentation-schemes", "discourse-historical",
    "legitimation", "ideological-square", "appraisal", "pentad", "propaganda",
    "moral-foundations", "speech-acts", "framing", "populism", "press-conference",
    "reported-speech", "metaphor", "pronouns-deixis",
)  # fmt: skip
"""The schemes that the library may not lose."""
LIMITS = {
    "name": (2, 40),
    "brief_definition": (20, 110),
    "full_definition": (90, 420),
    "when_to_use": (40, 260),
    "when_not_to_use": (36, 260),
    "example": (8, 240),
    "source": (8, 120),
}
"""The shortest and longest that a text of every entry may be, in characters."""
OPTIONAL = {"non_example": 200, "note": 400}
KEYS = {
    "name", "color", *LIMITS, *OPTIONAL, "roles", "properties", "aliases", "children",
}  # fmt: skip

LABELS = {
    "2019": """
        Appeal_to_Authority Appeal_to_fear-prejudice Bandwagon Black-and-White_Fallacy
        Causal_Oversimplification Doubt Exaggeration,Minimisation Flag-Waving Loaded_Language
        Name_Calling,Labeling Obfuscation,Intentional_Vagueness,Confusion Red_Herring
        Reductio_ad_hitlerum Repetition Slogans Straw_Men Thought-terminating_Cliches
        Whataboutism
    """,
    "2020": """
        Appeal_to_Authority Appeal_to_fear-prejudice Bandwagon,Reductio_ad_hitlerum
        Black-and-White_Fallacy Causal_Oversimplification Doubt Exaggeration,Minimisation
        Flag-Waving Loaded_Language Name_Calling,Labeling Repetition Slogans
        Thought-terminating_Cliches Whataboutism,Straw_Men,Red_Herring
    """,
    "2023": """
        Appeal_to_Authority Appeal_to_Fear-Prejudice Appeal_to_Hypocrisy Appeal_to_Popularity
        Appeal_to_Time Appeal_to_Values Causal_Oversimplification
        Consequential_Oversimplification Conversation_Killer Doubt Exaggeration-Minimisation
        False_Dilemma-No_Choice Flag_Waving Guilt_by_Association Loaded_Language
        Name_Calling-Labeling Obfuscation-Vagueness-Confusion Questioning_the_Reputation
        Red_Herring Repetition Slogans Straw_Man Whataboutism
    """,
}
"""The labels of the three propaganda data sets, as they are spelt there."""

each_book = pytest.mark.parametrize("stem", BOOKS)


def test_the_library_has_its_size() -> None:
    assert set(SCHEMES) <= BOOKS.keys()
    assert len(CODES) >= 450


@each_book
def test_a_file_says_what_it_is_for(stem: str) -> None:
    book = BOOKS[stem]
    assert 4 <= len(book.title) <= 60
    assert 100 <= len(book.about) <= 600
    assert 2 <= book.about.count(".") <= 5
    assert book.language == "en"
    assert book.sources
    assert all(len(each) > 40 and each.endswith(".") for each in book.sources)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_plain_and_tidy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    lines = text.split("\n")
    assert max(map(len, lines)) <= 100
    assert not [line for line in lines if line != line.rstrip() or "\t" in line]
    raw = yaml.safe_load(text)
    assert list(raw) == list(HEAD)
    assert {key for entry in written(raw["codes"]) for key in entry} <= KEYS


def written(entries: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    for entry in entries:
        yield entry
        children = entry.get("children", [])
        assert isinstance(children, list)
        yield from written(children)


@pytest.mark.parametrize(("where", "entry"), CODES, ids=[where for where, _ in CODES])
def test_an_entry_is_complete(where: str, entry: CodeEntry) -> None:
    for name, (least, most) in LIMITS.items():
        text = getattr(entry, name)
        assert least <= len(text) <= most, f"{name} has {len(text)} characters"
        assert text == " ".join(text.split()), name
    for name, most in OPTIONAL.items():
        assert len(getattr(entry, name)) <= most, name
    for name in ("brief_definition", "full_definition", "when_to_use", "when_not_to_use"):
        assert getattr(entry, name)[-1] in ".?", name
        assert getattr(entry, name).lstrip('"')[0].isupper(), name
    assert 2 <= len(re.findall(r"[.?!](?=\s|$)", entry.full_definition)) <= 4
    assert entry.color in COLORS
    assert not entry.shortcut
    assert entry.example != entry.non_example


@pytest.mark.parametrize(("where", "entry"), CODES, ids=[where for where, _ in CODES])
def test_roles_properties_and_aliases_are_well_formed(where: str, entry: CodeEntry) -> None:
    for role in entry.roles:
        assert role.name == role.name.strip()
        assert len(role.name) <= 40
    assert not entry.roles or any(role.is_required for role in entry.roles)
    for rule in entry.properties:
        assert len(rule.name) <= 40
        if rule.kind == "choice":
            assert len(rule.allowed) >= 2
            assert rule.default in rule.allowed
        else:
            assert not rule.allowed
        assert rule.kind != "yes-no" or rule.default in ("yes", "no")
    assert entry.name not in entry.aliases


@each_book
def test_names_make_paths_that_lead_back(stem: str) -> None:
    book = BOOKS[stem]
    for names, _ in walk_entries(book.codes):
        assert not any(SEPARATOR in name or "\\" in name for name in names)
        assert tuple(split_path(join_path(names))) == names
    folded = Counter("/".join(names).casefold() for names, _ in walk_entries(book.codes))
    assert max(folded.values()) == 1


def siblings(book: Codebook) -> Iterator[tuple[CodeEntry, ...]]:
    yield book.codes
    for _, entry in walk_entries(book.codes):
        yield entry.children


@each_book
def test_neighbours_differ_in_colour_and_families_cohere(stem: str) -> None:
    for family in siblings(BOOKS[stem]):
        colors = [entry.color for entry in family]
        assert all(one != two for one, two in pairwise(colors))
    for entry in BOOKS[stem].codes:
        below = {each.color for _, each in walk_entries(entry.children)}
        assert len(below) <= 3


@pytest.mark.parametrize(
    "name",
    ["brief_definition", "full_definition", "when_to_use", "when_not_to_use", "example"],
)
def test_no_two_codes_share_a_text(name: str) -> None:
    texts: dict[str, list[str]] = {}
    for where, entry in CODES:
        texts.setdefault(getattr(entry, name).casefold(), []).append(where)
    assert not [places for places in texts.values() if len(places) > 1]


def test_there_are_sixty_figures_and_those_of_several_places_have_roles() -> None:
    figures = {entry.name: entry for _, entry in walk_entries(BOOKS["figures"].codes)}
    assert len(figures) >= 60
    for name in ("Anaphora", "Antithesis", "Chiasmus", "Gradatio", "Hypophora", "Zeugma"):
        assert figures[name].roles
    assert [role.name for role in figures["Tricolon"].roles] == [
        "first member", "second member", "third member",
    ]  # fmt: skip


def test_every_published_propaganda_label_finds_its_code() -> None:
    named = [
        label
        for _, entry in walk_entries(BOOKS["propaganda"].codes)
        for label in (entry.name.replace(" ", "_"), *entry.aliases)
    ]
    for labels in LABELS.values():
        assert set(labels.split()) <= set(named)
    assert [len(labels.split()) for labels in LABELS.values()] == [18, 14, 23]


@each_book
def test_a_codebook_can_be_taken_into_a_project(stem: str, tmp_path: Path) -> None:
    book = BOOKS[stem]
    with Project.create(tmp_path / "new.diple", "Reader") as project:
        with project.change(Op.IMPORT_CODES, me(project)) as change:
            made = add_entries(change, book.codes)
        tree = list_codes(project)
    paths = [join_path(names) for names, _ in walk_entries(book.codes)]
    assert [tree.path(each) for each in made] == paths


@each_book
def test_rules_send_readers_to_codes_that_are_there(stem: str) -> None:
    entries = [entry for _, entry in walk_entries(BOOKS[stem].codes)]
    first = {entry.name.split()[0] for entry in entries}
    last = {entry.name.split()[-1].capitalize() for entry in entries}
    for entry in entries:
        for rule in (entry.when_to_use, entry.when_not_to_use):
            sent = set(re.findall(r"\b[Uu]se ([A-Z][\w/'-]+)", rule))
            assert sent <= first | last, (entry.name, sent - first - last)


@each_book
def test_every_short_reference_is_given_in_full_at_the_head(stem: str) -> None:
    book = BOOKS[stem]
    for names, entry in walk_entries(book.codes):
        for reference in entry.source.split(";"):
            author = re.search(r"[A-Z][\w'-]+", reference)
            year = re.search(r"\b\d{4}\b", reference)
            assert author, (names, reference)
            full = [each for each in book.sources if author[0] in each]
            assert any(not year or year[0] in each for each in full), (names, reference)
