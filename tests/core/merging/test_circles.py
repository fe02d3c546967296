"""Codes that copies put below each other in a circle: opened alike whichever copy comes first."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import permutations
from pathlib import Path

import pytest

from desktop_app.core import codebook, safety
from desktop_app.core.codebook import list_codes
from desktop_app.core.merging import plan_merge
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from tests.builders import a_code, me
from tests.core.merging.kin import a_copy, merge, united_state

Copies = tuple[Project, Project, Project]


@pytest.fixture
def copies(project: Project, tmp_path: Path) -> Iterator[Copies]:
    """Three copies of the seeded project, which has three more codes first."""
    a_code(project, "Trope")
    a_code(project, "Scheme")
    a_code(project, "Schema")
    with ExitStack() as stack:
        a, b, c = (stack.enter_context(a_copy(project, tmp_path / f"{n}.diple")) for n in "abc")
        yield a, b, c


def put(project: Project, name: str, above: str | None) -> None:
    tree = {code.name: code.id for code in list_codes(project)}
    with project.change(Op.MOVE_CODE, me(project)) as change:
        codebook.move_code(change, tree[name], tree[above] if above else None, 0)


def above(project: Project, name: str) -> str | None:
    tree = {code.name: code for code in list_codes(project)}
    found = [code.name for code in tree.values() if code.id == tree[name].parent_id]
    return found[0] if found else None


def test_the_first_code_stands_at_the_top_and_the_others_below_it(
    project: Project, copies: Copies
) -> None:
    a, b, _ = copies
    put(a, "Trope", "Scheme")
    put(b, "Scheme", "Trope")
    merge(project, a)
    (told,) = merge(project, b).conflicts
    assert (told.kind, told.label) == ("circle", "Trope")
    assert (above(project, "Trope"), above(project, "Scheme")) == (None, "Trope")
    assert not safety.check(project.path).findings
    assert plan_merge(project, [b]).is_empty


def test_a_circle_of_three_is_opened_alike_in_every_order(
    project: Project, copies: Copies, tmp_path: Path
) -> None:
    a, b, c = copies
    put(a, "Trope", "Scheme")
    put(b, "Scheme", "Trope")
    # Before this third copy there is a circle; with it there is none, for its code is the later.
    put(c, "Scheme", "Schema")
    states = []
    for number, order in enumerate(permutations(copies)):
        with a_copy(project, tmp_path / f"{number}.diple") as into:
            for each in order:
                merge(into, each)
            states.append(united_state(into))
    assert all(each == states[0] for each in states)


def test_what_somebody_moved_since_stays_there(project: Project, copies: Copies) -> None:
    a, b, c = copies
    put(a, "Trope", "Scheme")
    put(b, "Scheme", "Trope")
    merge(project, a)
    merge(project, b)
    put(project, "Scheme", None)
    a_code(c, "Litotes")
    merge(project, c)
    assert (above(project, "Trope"), above(project, "Scheme")) == (None, None)


def test_a_copy_made_since_may_move_one_of_them(
    project: Project, copies: Copies, tmp_path: Path
) -> None:
    a, b, _ = copies
    put(a, "Trope", "Scheme")
    put(b, "Scheme", "Trope")
    merge(project, a)
    merge(project, b)
    with a_copy(project, tmp_path / "later.diple") as later:
        put(later, "Scheme", None)
        merge(project, later)
    assert (above(project, "Trope"), above(project, "Scheme")) == (None, None)
