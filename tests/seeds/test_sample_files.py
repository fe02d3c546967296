"""The sample project's plain files keep what they promise: text, codebook and readings agree.

The files are read directly, without the program.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from desktop_app.core.codetree import join_path

SAMPLE = Path(__file__).parents[2] / "seeds" / "sample"
HEADER = [
    "annotation", "part", "role", "document", "start", "end", "code_path", "coder", "quote", "note",
]  # fmt: skip
PALETTE = {
    "#b95c3a", "#a27000", "#798205", "#348f4f", "#00918b", "#2580c1", "#6c6fc5", "#a05da4",
    "#b95569",
}  # fmt: skip
CODE_FIELDS = {
    "name", "color", "shortcut", "brief_definition", "full_definition", "when_to_use",
    "when_not_to_use", "example", "non_example", "note", "roles", "properties", "children",
}  # fmt: skip
Row = dict[str, str]
Spans = frozenset[tuple[int, int]]


def load(name: str) -> Any:
    return yaml.safe_load((SAMPLE / name).read_text(encoding="utf-8"))


def walk(codes: list[dict[str, Any]], above: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    for code in codes:
        path = (*above, code["name"])
        yield join_path(path), code
        yield from walk(code.get("children", []), path)


PROJECT = load("project.yaml")
TEXT = (SAMPLE / PROJECT["texts"][0]["file"]).read_bytes().decode("utf-8")
TREE = list(walk(load(PROJECT["codebook"])["codes"]))
CODES = dict(TREE)


def read(reading: Row) -> list[Row]:
    with (SAMPLE / reading["file"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def grouped(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["annotation"], []).append(row)
    return found


def marks(rows: list[Row]) -> Counter[tuple[str, Spans]]:
    return Counter(
        (parts[0]["code_path"], frozenset((int(row["start"]), int(row["end"])) for row in parts))
        for parts in grouped(rows).values()
        if parts[0]["start"]
    )


READINGS = {reading["coder"]: read(reading) for reading in PROJECT["readings"]}
each_reading = pytest.mark.parametrize("coder", READINGS)


def test_project_names_files_that_are_there() -> None:
    assert PROJECT["name"]
    assert PROJECT["note"]
    assert list(READINGS) == ["Reader A", "Reader B"]
    [text] = PROJECT["texts"]
    metadata = text["metadata"]
    assert set(metadata) == {"date", "place", "occasion", "speaker", "language", "genre"}
    assert all(isinstance(value, str) and value for value in metadata.values())


def test_text_is_plain_and_of_the_promised_length() -> None:
    assert not TEXT.startswith("\ufeff")
    assert "\r" not in TEXT
    assert 1450 <= len(re.findall(r"\w+(?:[’-]\w+)*", TEXT)) <= 1650
    paragraphs = TEXT.removesuffix("\n").split("\n\n")
    assert len(paragraphs) > 20
    assert all(each.strip() == each and each and "\n" not in each for each in paragraphs)


def test_quoted_speech_reopens_each_paragraph_and_closes_once() -> None:
    is_open = False
    for paragraph in TEXT.removesuffix("\n").split("\n\n"):
        assert not is_open or paragraph.startswith("“")
        for sign in re.findall("[“”]", paragraph.removeprefix("“" if is_open else "")):
            assert is_open == (sign == "”")
            is_open = sign == "“"
    assert not is_open


@pytest.mark.parametrize("name", ["project.yaml", "codebook.yaml"])
def test_yaml_has_no_anchors_or_aliases(name: str) -> None:
    tokens = list(yaml.scan((SAMPLE / name).read_text(encoding="utf-8")))
    assert tokens
    assert not any(isinstance(each, yaml.AnchorToken | yaml.AliasToken) for each in tokens)


def test_codebook_has_its_size_and_unique_paths_and_shortcuts() -> None:
    assert 26 <= len(TREE) <= 30
    assert len(CODES) == len(TREE)
    assert 5 <= sum(" > " not in path for path in CODES) <= 7
    shortcuts = [code["shortcut"] for code in CODES.values() if "shortcut" in code]
    assert len(shortcuts) == len(set(shortcuts)) >= 10
    assert all(re.fullmatch("[A-Z0-9]", key) for key in shortcuts)


@pytest.mark.parametrize("path", CODES)
def test_code_is_complete(path: str) -> None:
    code = CODES[path]
    assert set(code) <= CODE_FIELDS
    assert code["color"] in PALETTE
    assert code["brief_definition"]
    assert code["when_to_use"]
    texts = CODE_FIELDS - {"roles", "properties", "children"}
    assert all(isinstance(code[name], str) for name in texts & set(code))


@pytest.mark.parametrize("path", [path for path, code in TREE if "roles" in code])
def test_roles_are_named_once(path: str) -> None:
    roles = CODES[path]["roles"]
    assert all(set(role) == {"name", "required"} for role in roles)
    assert all(isinstance(role["required"], bool) for role in roles)
    assert len({role["name"] for role in roles}) == len(roles)


@pytest.mark.parametrize("path", [path for path, code in TREE if "properties" in code])
def test_properties_hold_text_and_a_default_that_is_allowed(path: str) -> None:
    for rule in CODES[path]["properties"]:
        assert rule["kind"] in {"choice", "number", "text", "yes-no"}
        assert isinstance(rule["default"], str)
        assert (rule["kind"] == "choice") == ("allowed" in rule)
        assert rule["default"] in rule.get("allowed", [rule["default"]])


@each_reading
def test_quotes_are_slices_of_the_text(coder: str) -> None:
    titles = {text["title"] for text in PROJECT["texts"]}
    for row in READINGS[coder]:
        assert list(row) == HEADER
        assert row["coder"] == coder
        assert row["document"] in titles
        if row["start"]:
            assert row["quote"]
            assert TEXT[int(row["start"]) : int(row["end"])] == row["quote"]
        else:
            assert (row["part"], row["end"], row["quote"], row["role"]) == ("0", "", "", "")


@each_reading
def test_parts_are_counted_and_share_their_code(coder: str) -> None:
    for parts in grouped(READINGS[coder]).values():
        first = 1 if parts[0]["start"] else 0
        assert [int(row["part"]) for row in parts] == list(range(first, first + len(parts)))
        assert len({row["code_path"] for row in parts}) == 1
        assert not any(row["note"] for row in parts[1:])


@each_reading
def test_codes_exist_and_roles_are_theirs(coder: str) -> None:
    for parts in grouped(READINGS[coder]).values():
        path = parts[0]["code_path"]
        declared = CODES[path].get("roles", []) if path else []
        used = {row["role"] for row in parts} - {""}
        assert used <= {role["name"] for role in declared}
        assert {role["name"] for role in declared if role["required"]} <= used


@each_reading
def test_reading_shows_every_kind_of_annotation(coder: str) -> None:
    annotations = grouped(READINGS[coder])
    assert len(annotations) >= 34
    assert sum(len(parts) > 1 and parts[0]["role"] != "" for parts in annotations.values()) >= 5
    assert sum(not parts[0]["code_path"] for parts in annotations.values()) == 1
    assert 8 <= sum(bool(parts[0]["note"]) for parts in annotations.values()) <= 14
    [wordless] = [parts[0] for parts in annotations.values() if not parts[0]["start"]]
    assert wordless["code_path"] == "Argument > Unstated premise"
    assert wordless["note"]


@each_reading
def test_annotations_nest_cross_and_share_a_passage(coder: str) -> None:
    annotations = grouped(READINGS[coder]).values()
    spans = [
        (int(row["start"]), int(row["end"]))
        for parts in annotations
        for row in parts
        if row["start"]
    ]
    pairs = list(combinations(sorted(spans, key=lambda span: (span[0], -span[1])), 2))
    assert any(first == second for first, second in pairs)
    assert any(d <= b and (a, b) != (c, d) for (a, b), (c, d) in pairs)
    assert any(a < c < b < d for (a, b), (c, d) in pairs)
    shared = Counter(spans for _, spans in marks(READINGS[coder]))
    assert max(shared.values()) >= 2


def test_readers_agree_on_much_and_differ_in_every_way() -> None:
    first, second = (marks(rows) for rows in READINGS.values())
    assert len(first & second) >= 10
    codes_at = {spans: path for path, spans in first}
    assert sum(codes_at.get(spans, path) != path for path, spans in second) >= 4

    def touch(one: Spans, other: Spans) -> bool:
        return any(a < d and c < b for a, b in one for c, d in other)

    moved = [
        (path, one, other)
        for path, one in first
        for same, other in second
        if path == same and one != other and touch(one, other)
    ]
    assert len(moved) >= 5
    alone = [one for path, one in first if not any(touch(one, other) for _, other in second)]
    assert alone
