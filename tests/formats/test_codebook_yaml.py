"""Codebooks in YAML: what a person writes is read as it stands, and what cannot be is named."""

from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.codebook import list_codes
from desktop_app.core.errors import AppError, FileDamaged, FileEmpty, FileTooLarge, LineRefused
from desktop_app.core.model import NoteTarget, Op, PropertyRule, Role
from desktop_app.core.notes import read_note
from desktop_app.core.project import Project
from desktop_app.formats import codebook_yaml, yaml_file
from desktop_app.formats.codebook_entries import CodeEntry, add_entries, walk_entries
from desktop_app.formats.codebook_yaml import read_codebook
from desktop_app.messages import sentence
from tests.builders import me

FULL = """\
# A comment that nobody reads.
title: Two figures
about: >-
  What they are for,
  and how to use them.
sources: [Author 1999]
language: en

codes:
  - name: Anaphora
    color: "#2580C1"
    shortcut: a
    brief_definition: Neighbours begin alike.
    full_definition: |-
      One line.

      Another paragraph.
    when_to_use: Mark the openings.
    when_not_to_use: 'Not for a "the".'
    example: "Here we came. Here we stay."
    non_example: The road is long.
    note: See the note.
    source: Author 1999
    roles:
      - {name: repeated opening, required: true}
      - {name: what follows, required: no}
      - bridge
    properties:
      - {name: intensity, kind: choice, allowed: [slight, marked], default: marked}
      - {name: sustained, kind: yes-no, default: false}
      - {name: remark}
    aliases: [epanaphora, iteratio]
    code_id: a1
    status: retired
    replaced_by: b2
    extra: {Mein Feld: 007}
    children:
      - name: No
  - name: 2024-01-01
    children:
      - name: No
"""


def put(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "codebook.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_that_an_entry_can_hold_is_read(tmp_path: Path) -> None:
    book = read_codebook(put(tmp_path, FULL))
    assert (book.title, book.language) == ("Two figures", "en")
    assert book.about == "What they are for, and how to use them."
    assert book.sources == ("Author 1999",)
    first = book.codes[0]
    assert first == CodeEntry(
        name="Anaphora",
        color="#2580c1",
        shortcut="A",
        brief_definition="Neighbours begin alike.",
        full_definition="One line.\n\nAnother paragraph.",
        when_to_use="Mark the openings.",
        when_not_to_use='Not for a "the".',
        example="Here we came. Here we stay.",
        non_example="The road is long.",
        note="See the note.",
        source="Author 1999",
        roles=(Role("repeated opening"), Role("what follows", False), Role("bridge")),
        properties=(
            PropertyRule("intensity", "choice", ("slight", "marked"), "marked"),
            PropertyRule("sustained", "yes-no", (), "no"),
            PropertyRule("remark"),
        ),
        aliases=("epanaphora", "iteratio"),
        children=(CodeEntry("No", line=38),),
        code_id="a1",
        status="retired",
        replaced_by="b2",
        extra={"Mein Feld": "007"},
        line=10,
    )


def test_names_stay_as_they_are_written_and_may_return_in_another_branch(tmp_path: Path) -> None:
    book = read_codebook(put(tmp_path, FULL))
    paths = [names for names, _ in walk_entries(book.codes)]
    assert paths == [("Anaphora",), ("Anaphora", "No"), ("2024-01-01",), ("2024-01-01", "No")]


def test_entries_become_codes_with_all_that_they_say(tmp_path: Path, project: Project) -> None:
    book = read_codebook(put(tmp_path, FULL.replace("shortcut: a", "shortcut: z")))
    with project.change(Op.IMPORT_CODES, me(project)) as change:
        made = add_entries(change, book.codes)
    tree = list_codes(project)
    assert [tree.path(each) for each in made] == [
        "Anaphora", "Anaphora > No", "2024-01-01", "2024-01-01 > No",
    ]  # fmt: skip
    code, entry = tree.get(made[0]), book.codes[0]
    assert code is not None
    ours = {each.name for each in fields(code)} & {each.name for each in fields(entry)}
    for name in ours - {"shortcut", "replaced_by"}:
        assert getattr(code, name) == getattr(entry, name), name
    assert code.shortcut == "Z"
    assert read_note(project, NoteTarget("code", code.id)) == "See the note."


def code(rest: str) -> str:
    return f"codes:\n  - name: A\n    {rest}\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("- a\n", 1, "names and values"),
        ("title: x\n", 1, "list of codes"),
        ("codes: {}\n", 1, "a list"),
        ("codes: x\n", 1, "a list"),
        ("codes:\n  - just text\n", 2, "names and values"),
        ("codes:\n  - color: '#2580c1'\n", 2, "needs a name"),
        ("codes:\n  - name: ' '\n", 2, "needs a name"),
        ("codes:\n  - name: [a]\n", 2, "a text"),
        ("codes:\n  - name: A\n  - name: B\n  - name: 'A '\n", 4, "already a code called “A”"),
        ("coodes: []\n", 1, "“coodes” means nothing"),
        (code("colour: '#2580c1'"), 3, "“colour” means nothing"),
        (code("name: B"), 3, "“name” stands here a second time"),
        (code("color: red"), 3, "“red” is not a colour"),
        (code("color: '#12345'"), 3, "is not a colour"),
        (code("shortcut: ab"), 3, "“ab” cannot be a key"),
        (code("shortcut: a\n  - {name: B, shortcut: A}"), 4, "already belongs to “A”"),
        (code("status: gone"), 3, "“gone” is not a status"),
        (code("code_id: x\n  - {name: B, code_id: x}"), 4, "“x” stands here a second time"),
        (code("roles: pole A"), 3, "a list"),
        (code("roles: [a, a]"), 3, "The role “a” stands"),
        (code("roles: [{name: a, needed: yes}]"), 3, "“needed” means nothing"),
        (code("roles: [{name: a, required: perhaps}]"), 3, "“perhaps” is not a yes or no"),
        (code("roles: [{required: yes}]"), 3, "role needs a name"),
        (code("properties: [{name: p, kind: colour}]"), 3, "“colour” is not a kind of property"),
        (code("properties: [{name: p, kind: choice}]"), 3, "allowed values"),
        (code("properties: [{name: p, kind: choice, allowed: [a], default: b}]"), 3, "value of p"),
        (code("properties: [{name: p}, {name: p}]"), 3, "The property “p” stands"),
        (code("aliases: [a, '']"), 3, "no empty value"),
        (code("aliases: [a, a]"), 3, "second time"),
        (code("extra: [a]"), 3, "names and values"),
        (code('note: "a\\0b"'), 3, "is not a text"),
        (code("note: &n x\n    source: *n"), 3, "an anchor"),
        (code("note: *n"), 3, "an alias"),
        (code("note: !!int 3"), 3, "a tag"),
        (code("? [a]\n    : b"), 3, "a list as name"),
        (code("<<: {color: x}"), 3, "“<<” means nothing"),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    path = put(tmp_path, text)
    with pytest.raises(LineRefused) as caught:
        read_codebook(path)
    said = sentence(caught.value)
    assert said.startswith(f"Line {line} of {path}: ")
    assert words in said


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"codes: [", "not YAML in UTF-8 in line"),
        (b"codes:\n  - name: A\n   color: x\n", "line 3"),
        (b"codes:\n  - name: \xff\n", "not YAML in UTF-8"),
        ("codes: []".encode("utf-16"), "not YAML in UTF-8"),
        (b"codes:\n  - name: a\0b\n", "U+0000 stands in line 2"),
        (b"codes: []\n---\ncodes: []\n", "second document begins in line 2"),
    ],
)
def test_what_is_no_yaml_is_said_to_be_damaged(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_bytes(data)
    with pytest.raises(FileDamaged) as caught:
        read_codebook(path)
    assert words in sentence(caught.value)


def nested(levels: int) -> str:
    names = ["codes:"]
    for level in range(levels):
        pad = "  " * (2 * level)
        names += [f"{pad}  - name: L{level}", f"{pad}    children:"]
    return "\n".join(names[:-1]) + "\n"


def test_fifty_levels_are_read_and_one_more_is_refused(tmp_path: Path) -> None:
    book = read_codebook(put(tmp_path, nested(50)))
    assert len(list(walk_entries(book.codes))) == 50
    with pytest.raises(LineRefused, match="TooDeep"):
        read_codebook(put(tmp_path, nested(51)))


@pytest.mark.parametrize("text", ["codes: " + "[" * 10_000, "codes:\n" + nested(1000)[7:]])
def test_ten_thousand_levels_are_refused_and_not_climbed(tmp_path: Path, text: str) -> None:
    with pytest.raises(AppError, match="TooDeep"):
        read_codebook(put(tmp_path, text))


def test_an_empty_and_a_huge_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FileEmpty):
        read_codebook(put(tmp_path, ""))
    monkeypatch.setattr(codebook_yaml, "LIMIT", 1000)
    with pytest.raises(FileTooLarge):
        read_codebook(put(tmp_path, "#" * 1001))


def test_a_file_of_too_many_values_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_file, "MAX_VALUES", 100)
    with pytest.raises(FileTooLarge) as caught:
        read_codebook(put(tmp_path, f"codes: [{'a,' * 100}]"))
    assert "100 values" in sentence(caught.value)


def test_a_mark_at_the_beginning_and_windows_lines_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode())
    assert read_codebook(path) == read_codebook(put(tmp_path, FULL))


anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
keys = st.sampled_from(["brief_definition", "full_definition", "example", "note", "source"])
entries = st.fixed_dictionaries(
    {"name": anything.filter(str.strip)}, optional={"note": anything, "example": anything}
)


@given(st.lists(entries, max_size=4, unique_by=lambda each: each["name"].strip()))
def test_any_text_survives(tmp_path_factory: pytest.TempPathFactory, codes: list[Any]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(yaml.safe_dump({"codes": codes}), "utf-8", newline="")
    read = read_codebook(path).codes
    assert [each.name for each in read] == [each["name"].strip() for each in codes]
    for name in ("note", "example"):
        assert [getattr(each, name) for each in read] == [each.get(name, "") for each in codes]


@given(st.text("codes:- name\n []{}&*!'\"#|>?~,0a\t", max_size=60) | st.binary(max_size=40))
def test_any_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: str | bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "odd.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with suppress(AppError):
        assert all(entry.name for entry in read_codebook(path).codes)
