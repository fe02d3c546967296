"""Tables against a brute-force count on random projects: each cell by looking at everything."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.annotations import add_annotations
from desktop_app.core.asking import parse
from desktop_app.core.asking.saved import list_queries, save_query
from desktop_app.core.coders import add_coder
from desktop_app.core.docsets import make_set
from desktop_app.core.documents import set_field
from desktop_app.core.marks import Mark, Marks
from desktop_app.core.model import NewAnnotation, NewPart, Op
from desktop_app.core.project import Project
from desktop_app.core.tables import MEASURES, Axis, Measure, Place, Table, count, frequencies
from desktop_app.core.together import SCOPES, Bond, stand_together
from desktop_app.core.turns import keep_turns
from desktop_app.core.voices import Turn
from tests.builders import a_code, a_document

TEXTS = ("We came. We saw.\nThey never, ever did.", "On n’a rien vu : café.\n\nRien du tout!")
LEAST = min(map(len, TEXTS))
SPAN = st.tuples(st.integers(0, LEAST - 2), st.integers(1, 9)).map(
    lambda span: (span[0], min(LEAST, span[0] + span[1]))
)
PARTS = st.lists(st.tuples(st.integers(0, 1), SPAN), max_size=3, unique=True)
READING = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 1), st.integers(0, 1), PARTS), max_size=8
)
Reading = list[tuple[int, int, int, list[tuple[int, tuple[int, int]]]]]


class Fixed:
    """A project of two texts, four codes (one nested), two coders, and a saved query."""

    def __init__(self, path: Path) -> None:
        self.project = Project.create(path, "A")
        self.documents = [a_document(self.project, f"T{n}", text) for n, text in enumerate(TEXTS)]
        with self.project.change(Op.SET_DOCUMENT_FIELD) as change:
            set_field(change, self.documents[0], "year", "2023")
        with self.project.change(Op.CHANGE_SET) as change:
            make_set(change, "First", self.documents[:1])
            make_set(change, "One", self.documents[:1])
            make_set(change, "None")
        with self.project.change(Op.ADD_CODER) as change:
            other = add_coder(change, "B")
        self.turns = [Turn(0, 9, "turn", "Noor"), Turn(9, 17, "turn", "Mika"),
                      Turn(12, 15, "quote", "Noor")]  # fmt: skip
        with self.project.change(Op.KEEP_TURNS) as change:
            keep_turns(change, self.documents[0], self.turns)
        marks = Marks(self.project)
        self.coders = [next(iter(marks.coders)), other]
        self.codes: list[str | None] = [
            a_code(self.project, "Figure"),
            a_code(self.project, "Irony", "Figure"),
            a_code(self.project, "Naming"),
            None,
        ]
        with self.project.change(Op.SAVE_QUERY) as change:
            save_query(change, "Both", parse("Figure overlaps Naming"))

    @contextmanager
    def read(self, reading: Reading) -> Iterator[Marks]:
        new = [
            NewAnnotation(
                self.documents[home],
                [NewPart(*span, document_id=self.documents[where]) for where, span in parts],
                self.codes[code],
                self.coders[coder],
            )
            for code, coder, home, parts in reading
        ]
        with self.project.change(Op.IMPORT_ANNOTATIONS) as change:
            add_annotations(change, new)
        try:
            yield Marks(self.project)
        finally:
            if new:
                self.project.undo()


@pytest.fixture(scope="module")
def fixed(tmp_path_factory: pytest.TempPathFactory) -> Fixed:
    return Fixed(tmp_path_factory.mktemp("tables") / "p.diple")


def belongs(marks: Marks, axis: Axis, key: str | None, mark: Mark, place: Place) -> bool:
    """Tell whether a part counts under a key."""
    document = place[0] or ""
    if key is None:
        return True
    if axis.kind == "speaker":
        _, start, end = place
        voices = {
            turn.speaker
            for turn in marks.turns.get(document, ())
            if end and turn.start < end and start < turn.end
        }
        return key in voices if key else not voices
    if axis.kind == "coder":
        return mark.coder_id == key
    if axis.kind == "document":
        return document == key
    if axis.kind == "set":
        return _is_in_set(marks, document, key)
    if axis.kind == "field":
        return marks.documents[document].fields.get(axis.name, "") == key
    if key == "":
        return mark.code_id is None
    if axis.is_rolled and mark.code_id:
        return key in {code.id for code in marks.tree.lineage(mark.code_id)}
    return mark.code_id == key


def naive(
    marks: Marks, axes: tuple[Axis, Axis], keys: tuple[str | None, str | None], measure: Measure
) -> tuple[set[str], float]:
    ids: set[str] = set()
    places: set[tuple[str, int]] = set()
    for mark in marks:
        for document, start, end in [
            (piece.document_id, piece.start, piece.end) for piece in mark.pieces
        ] or [(mark.document_id or "", 0, 0)]:
            if all(
                belongs(marks, *each, mark, (document, start, end))
                for each in zip(axes, keys, strict=True)
            ):
                ids.add(mark.id)
                places |= {(document, at) for at in range(start, end)}
    if measure == "annotations":
        return ids, len(ids)
    if measure == "words":
        starts = {
            (document, start)
            for document in marks.documents
            for start in marks.ground(document).words.starts
        }
        return ids, len(places & starts)
    if measure == "characters":
        return ids, len(places)
    whole = sum(
        document.length
        for document in marks.documents.values()
        if all(
            axis.kind in ("code", "coder", "speaker")
            or key is None
            or (
                _is_in_set(marks, document.id, key)
                if axis.kind == "set"
                else key in (document.id, document.fields.get(axis.name, ""))
            )
            for axis, key in zip(axes, keys, strict=True)
        )
    )
    return ids, len(places) / whole if whole else 0


def _is_in_set(marks: Marks, document_id: str, key: str) -> bool:
    homes = {each.id for each in marks.sets.values() if document_id in each.documents}
    return key in homes if key else not homes


AXES = st.sampled_from(
    [Axis("code"), Axis("code", is_rolled=True), Axis("document"), Axis("coder"),
     Axis("field", "year"), Axis("speaker"), Axis("set")]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(READING, AXES, AXES, st.sampled_from(MEASURES))
def test_a_table_equals_a_brute_force_count(
    fixed: Fixed, reading: Reading, rows: Axis, columns: Axis, measure: Measure
) -> None:
    with fixed.read(reading) as marks:
        table = count(marks, rows, columns, measure)
        assert {each.key for each in table.rows} >= {row for row, _ in table.ids} - {None}
        for row in (*(each.key for each in table.rows), None):
            for column in (*(each.key for each in table.columns), None):
                ids, value = naive(marks, (rows, columns), (row, column), measure)
                assert table.behind(row, column) == ids
                assert table.value(row, column) == pytest.approx(value)


@settings(max_examples=40, deadline=None)
@given(READING, st.sampled_from(SCOPES), st.booleans())
def test_codes_that_stand_together_equal_every_pair(
    fixed: Fixed, reading: Reading, scope: str, is_same_coder: bool
) -> None:
    with fixed.read(reading) as marks:
        bond = Bond(scope, 2, is_same_coder=is_same_coder)  # type: ignore[arg-type]
        table = stand_together(marks, bond)
        for one in (*fixed.codes[:3], ""):
            for other in (*fixed.codes[:3], ""):
                pairs = {
                    (a.id, b.id)
                    for a in marks
                    for b in marks
                    if a.id != b.id
                    and (a.code_id or "", b.code_id or "") == (one, other)
                    and (not is_same_coder or a.coder_id == b.coder_id)
                    and meet(marks, a, b, bond)
                }
                key = (str(one), str(other))
                assert table.behind(*key) == {a for a, _ in pairs}
                assert table.pairs.get(key, 0) == len({frozenset(pair) for pair in pairs})


def meet(marks: Marks, one: Mark, other: Mark, bond: Bond) -> bool:
    for a in one.pieces:
        for b in other.pieces:
            if a.document_id != b.document_id:
                continue
            ground = marks.ground(a.document_id)
            first, second = sorted([(a.start, a.end), (b.start, b.end)])
            numbering = ground.numbering
            places = [
                {
                    (numbering.paragraph_at(at), numbering.sentence_at(at)
                     if bond.scope == "sentence" else 0)
                    for at in range(*span)
                }
                for span in (first, second)
            ]  # fmt: skip
            found = {
                "overlap": first[1] > second[0],
                "passage": first == second,
                "sentence": bool(places[0] & places[1]),
                "paragraph": bool(places[0] & places[1]),
                "turn": any(
                    turn.start < a.end
                    and a.start < turn.end
                    and turn.start < b.end
                    and b.start < turn.end
                    for turn in marks.turns.get(a.document_id, ())
                ),
                "near": ground.words.count(first[1], second[0]) <= bond.within,
            }
            if found[bond.scope]:
                return True
    return False


@settings(max_examples=20, deadline=None)
@given(READING)
def test_frequencies_agree_with_tables(fixed: Fixed, reading: Reading) -> None:
    with fixed.read(reading) as marks:
        queries = tuple(list_queries(fixed.project))
        tables: dict[Measure, Table] = {
            measure: count(marks, Axis("code", queries=queries), Axis("coder"), measure)
            for measure in MEASURES
        }
        rolled = count(marks, Axis("code", is_rolled=True), Axis("coder"))
        for each in frequencies(marks, queries=queries):
            key = each.heading.key
            assert each.annotations == tables["annotations"].value(key, None)
            assert each.words == tables["words"].value(key, None)
            assert each.characters == tables["characters"].value(key, None)
            assert each.share == pytest.approx(tables["share"].value(key, None))
            if each.heading.kind == "code":
                assert each.below == rolled.value(key, None)


def test_percentages_name_their_whole(fixed: Fixed) -> None:
    reading: Reading = [(0, 0, 0, []), (0, 1, 0, []), (2, 1, 1, []), (2, 1, 1, [])]
    with fixed.read(reading) as marks:
        table = count(marks, Axis("code"), Axis("coder"))
        figure, other = str(fixed.codes[0]), fixed.coders[1]
        assert table.percentage(figure, other, "row") == 50
        assert table.percentage(figure, other, "column") == pytest.approx(100 / 3)
        assert table.percentage(figure, other, "total") == 25
        assert table.percentage(str(fixed.codes[1]), other, "row") is None
