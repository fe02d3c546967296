"""Pictures hold what the store holds, stay inside their edges, and are safe to open anywhere."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from desktop_app.colours import DARK, LIGHT, PICTURE_THEMES, PRINT, Theme, contrast
from desktop_app.core.annotations import list_annotations
from desktop_app.core.marks import Marks
from desktop_app.core.project import Project
from desktop_app.core.tables import Axis, count
from desktop_app.pictures.blocks import Bit, lay_blocks
from desktop_app.pictures.drawing import Circle, Curve, Drawing, Rect, Text
from desktop_app.pictures.gallery import draw
from desktop_app.pictures.lettering import fit, text_width, wrap
from desktop_app.pictures.paints import colour_of
from desktop_app.pictures.springs import place, spread
from desktop_app.pictures.svg import svg_of
from desktop_app.pictures.wish import KINDS, Kind, Wish
from tests.builders import a_code, a_document, a_seeded_project, an_annotation

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script> & \"x\" 'y' \x07 ]]>"
all_kinds = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with a_seeded_project(tmp_path / "p.diple") as made:
        # Two codes that stand together, by overlap.
        an_annotation(made, (0, 20), code="Figure > Irony")
        an_annotation(made, (8, 12), (13, 22), code="Naming")
        yield made


def words_of(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.shapes if isinstance(shape, Text)]


@all_kinds
def test_every_picture_names_its_unit_and_leads_to_passages(project: Project, kind: Kind) -> None:
    marks = Marks(project)
    drawing = draw(marks, Wish(kind))
    assert drawing.about.startswith("Unit: ")
    assert any(spot.ids for spot in drawing.spots)
    for spot in drawing.spots:
        assert spot.title
        assert spot.ids <= set(marks.by_id)


@all_kinds
def test_nothing_stands_outside(project: Project, kind: Kind) -> None:
    a_document(project, "A title that goes on and on " * 9, "Some words.")
    drawing = draw(Marks(project), Wish(kind))
    for spot in drawing.spots:
        assert -1 <= spot.x <= spot.x + spot.width <= drawing.width + 1
        assert -1 <= spot.y <= spot.y + spot.height <= drawing.height + 1
    for shape in drawing.shapes:
        if isinstance(shape, Text) and shape.anchor == "start" and not shape.angle:
            assert shape.x + text_width(shape.text, shape.size) <= drawing.width


@all_kinds
@pytest.mark.parametrize("theme", PICTURE_THEMES.values(), ids=PICTURE_THEMES)
def test_the_svg_is_whole_and_runs_nothing(project: Project, kind: Kind, theme: Theme) -> None:
    code = a_code(project, HOSTILE.replace("\x07", ""))
    a_document(project, '<b>& "it"</b>', "Some words <i>&amp;</i>.")
    an_annotation(project, (0, 4), (5, 10), code=code, document='<b>& "it"</b>')
    marks = Marks(project)
    home = marks.id_of("document", '<b>& "it"</b>')
    drawing = draw(marks, Wish(kind, home if kind == "score" else ""))
    root = etree.fromstring(svg_of(drawing, theme).encode())
    assert root.tag == f"{SVG}svg"
    names = {etree.QName(each).localname for each in root.iter()}
    assert names <= {
        "svg", "title", "desc", "defs", "pattern", "g", "path", "rect", "circle", "line", "text",
    }  # fmt: skip
    for each in root.iter():
        assert not any(name.startswith("on") or "href" in name for name in each.attrib)
    assert root.findtext(f"{SVG}title") == drawing.title
    assert [each.text for each in root.iter(f"{SVG}text")] == words_of(drawing)


def test_control_characters_do_not_break_the_file(project: Project) -> None:
    drawing = Drawing(10, 10, "a\x07b", "\ud800", (Text(1, 1, "\ufffe<"),), ())
    assert etree.fromstring(svg_of(drawing, LIGHT).encode()).findtext(f"{SVG}title") == "a\ufffdb"


def test_the_score_has_a_block_a_part_and_an_arc_a_tie(project: Project) -> None:
    marks = Marks(project)
    home = next(iter(marks.documents))
    drawing = draw(marks, Wish("score", home))
    here = [
        (each, [part for part in each.parts if part.document_id == home])
        for each in list_annotations(project)
    ]
    parts = sum(len(found) for _, found in here)
    ties = sum(max(0, len(found) - 1) for _, found in here)
    assert ties
    assert sum(isinstance(shape, Rect) for shape in drawing.shapes) == parts
    assert sum(isinstance(shape, Curve) for shape in drawing.shapes) == ties
    quotes = [spot.title for spot in drawing.spots if "“" in spot.title]
    assert len(quotes) == parts


def test_the_matrix_shows_the_table(project: Project) -> None:
    marks = Marks(project)
    table = count(marks, Axis("code"), Axis("document"))
    drawing = draw(marks, Wish("matrix"))
    cells = sorted(spot.ids for spot in drawing.spots if " × " in spot.title)
    behind = sorted(ids for (row, column), ids in table.ids.items() if None not in (row, column))
    assert sorted(map(sorted, cells)) == sorted(map(sorted, behind))
    by_coder = draw(marks, Wish("matrix", columns=Axis("coder"), measure="share"))
    assert {"Reader A", "Reader B"} <= set(words_of(by_coder))
    assert any(word.endswith("%") for word in words_of(by_coder))


def test_bounds_are_kept_and_said(project: Project) -> None:
    marks = Marks(project)
    figure = marks.id_of("code", "Figure")
    mine = marks.id_of("coder", "Reader A")
    drawing = draw(marks, Wish("frequencies", code_id=figure, hidden_coders=frozenset({mine})))
    assert "Only Figure and the codes below it." in drawing.about
    assert "Without the coders Reader A." in drawing.about
    shown = frozenset[str]().union(*(spot.ids for spot in drawing.spots))
    below = {figure, *(code.id for code in marks.tree.below(figure))}
    assert shown == {mark.id for mark in marks if mark.code_id in below and mark.coder_id != mine}


@all_kinds
def test_an_empty_project_is_said_to_be_empty(tmp_path: Path, kind: Kind) -> None:
    with Project.create(tmp_path / "e.diple", "R") as project:
        drawing = draw(Marks(project), Wish(kind))
    assert not drawing.spots
    assert words_of(drawing)[-1].endswith(".")


def test_the_network_is_the_same_each_time(project: Project) -> None:
    first, second = (draw(Marks(project), Wish("network", scope="paragraph")) for _ in range(2))
    assert first == second
    assert any(isinstance(shape, Circle) for shape in first.shapes)


@pytest.mark.parametrize("kind", ["network", "matrix"])
def test_counting_tells_how_far_it_is_and_can_be_ended(project: Project, kind: Kind) -> None:
    told: list[tuple[int, int]] = []
    draw(Marks(project), Wish(kind, progress=lambda done, of: told.append((done, of))))
    assert told

    def end(done: int, of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        draw(Marks(project), Wish(kind, progress=end))


@given(
    st.integers(2, 14).flatmap(
        lambda n: st.tuples(
            st.just(n),
            st.sets(st.sampled_from(list(combinations(range(n), 2))), max_size=20),
        )
    )
)
def test_nodes_keep_their_room(asked: tuple[int, set[tuple[int, int]]]) -> None:
    number, links = asked
    found = place(number, dict.fromkeys(links, 1.0))
    room = (800.0, 480.0)
    points = spread([(x * room[0], y * room[1]) for x, y in found], room, (100, 60))
    assert len(points) == number
    for x, y in points:
        assert 0 <= x <= room[0]
        assert 0 <= y <= room[1]
    for (x1, y1), (x2, y2) in combinations(points, 2):
        assert abs(x1 - x2) > 40 or abs(y1 - y2) > 24


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 90)), max_size=30), st.booleans())
def test_blocks_hold_every_part_once(spans: list[tuple[int, int]], is_merged: bool) -> None:
    bits = [Bit(start, start + size, str(at)) for at, (start, size) in enumerate(spans)]
    blocks = lay_blocks(bits, 0.5, is_merged=is_merged)
    assert sorted(bit.annotation_id for block in blocks for bit in block.bits) == sorted(
        bit.annotation_id for bit in bits
    )
    for one, other in combinations(blocks, 2):
        if one.layer == other.layer and one.layer < 3:
            assert one.x + one.width <= other.x or other.x + other.width <= one.x


@given(st.text(max_size=80), st.floats(20, 400))
def test_words_are_cut_to_their_room(text: str, room: float) -> None:
    assert text_width(fit(text, 12, room), 12) <= room
    for line in wrap(text, 12, room):
        assert text_width(line, 12) <= room


@pytest.mark.parametrize("theme", [LIGHT, DARK, PRINT], ids=lambda theme: theme.name)
@given(share=st.floats(0, 1))
def test_figures_can_be_read_on_any_heat(theme: Theme, share: float) -> None:
    fill, ink = colour_of(f"heat:{share}", theme), colour_of(f"on-heat:{share}", theme)
    assert contrast(fill, ink) >= 4.5
