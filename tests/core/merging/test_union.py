"""The union of copies: the same in any order, the same however often, and always sound."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.merging import Union, unite_states
from desktop_app.core.merging.memory import NOTHING, Memory
from desktop_app.core.merging.states import TABLES, State, links_of, read_state
from desktop_app.core.project import Project
from tests.builders import LETTER, SPEECH
from tests.core.merging.kin import act

FORKS = 40
APPLY, DELETE, MOVE, CREATE, REMOVE, RECODE = 0, 5, 6, 7, 13, 14
"""What `act` does by these numbers."""
forks = st.integers(0, FORKS)


class Forks(list[State]):
    """States, too long to be printed."""

    def __repr__(self) -> str:
        return "Forks()"


@pytest.fixture(scope="module")
def states(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Forks:
    """The seeded project and what became of it in many hands."""

    def any_act(chance: random.Random) -> int:
        return chance.randrange(1 << 16)

    return fork(seeded_file, tmp_path_factory.mktemp("forks"), any_act)


@pytest.fixture(scope="module")
def torn(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Forks:
    """The same, where most delete what others may go on with."""

    def tear(chance: random.Random) -> int:
        return chance.choice([APPLY, REMOVE, REMOVE, RECODE, DELETE, DELETE, *range(3, 13)])

    return fork(seeded_file, tmp_path_factory.mktemp("torn"), tear)


@pytest.fixture(scope="module")
def tangled(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Forks:
    """The same, where most put codes below each other."""

    def tangle(chance: random.Random) -> int:
        return chance.choice([MOVE] * 8 + [CREATE, DELETE, APPLY])

    return fork(seeded_file, tmp_path_factory.mktemp("tangled"), tangle)


def fork(seeded: Path, folder: Path, choose: Callable[[random.Random], int]) -> Forks:
    found = Forks()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIPLE_HOME", str(folder))
        for number in range(FORKS + 1):
            shutil.copy(seeded, folder / "p.diple")
            with Project.open(folder / "p.diple") as project:
                chance = random.Random(number)
                for _ in range(min(number, chance.randint(1, 5))):
                    kind = choose(chance)
                    act(project, kind, *(chance.randrange(1 << 16) for _ in range(2)))
                found.append(read_state(project))
    return found


def text_of(sha256: str) -> str:
    raise AssertionError("no text was corrected")


def unite(base: State, ours: State, theirs: State, memory: Memory = NOTHING) -> Union:
    return unite_states(base, ours, theirs, text_of, memory=memory)


def faults_of(state: State) -> list[str]:
    """Tell what leads nowhere, and passages that do not fit."""
    found = [
        f"{table}.{column}"
        for table in TABLES
        for row in state[table].values()
        for column, target in links_of(table)
        if row[column] is not None and row[column] not in state[target]
    ]
    found += [
        f"{table}.id" for table in TABLES for k, row in state[table].items() if row["id"] != k
    ]
    for part in state["parts"].values():
        whole = {"Speech": SPEECH, "Letter": LETTER}.get(
            state["documents"][part["document_id"]]["title"]
        )
        if whole and whole[part["start"] : part["end"]] != part["quote"]:
            found.append("parts.quote")
    return found


@settings(max_examples=300, deadline=None)
@given(first=forks, second=forks)
def test_the_order_does_not_matter(states: Forks, first: int, second: int) -> None:
    base, a, b = states[0], states[first], states[second]
    one = unite(base, unite(base, base, a).state, b).state
    other = unite(base, unite(base, base, b).state, a).state
    assert one == other
    assert faults_of(one) == []


@settings(max_examples=300, deadline=None)
@given(mine=forks, first=forks, second=forks)
def test_nor_does_it_for_a_copy_that_went_on_itself(
    states: Forks, mine: int, first: int, second: int
) -> None:
    base, p, a, b = states[0], states[mine], states[first], states[second]
    one = unite(base, unite(base, p, a).state, b)
    other = unite(base, unite(base, p, b).state, a)
    assert faults_of(one.state) == []
    if not any(u.conflicts for u in (one, other, unite(base, p, a), unite(base, p, b))):
        assert one.state == other.state


@settings(max_examples=300, deadline=None)
@given(mine=forks, other=forks)
def test_it_is_the_same_from_either_side_and_however_often(
    states: Forks, mine: int, other: int
) -> None:
    base, p, a = states[0], states[mine], states[other]
    one = unite(base, p, a)
    assert one.state == unite(base, a, p).state
    assert unite(a, one.state, a).state == one.state
    # Without knowing that it was taken already, too.
    assert unite(base, one.state, a).state == one.state


@settings(max_examples=300, deadline=None)
@given(mine=forks, other=forks)
def test_what_one_side_made_is_there(states: Forks, mine: int, other: int) -> None:
    base, p, a = states[0], states[mine], states[other]
    one = unite(base, p, a).state
    for side in (p, a):
        made = side["annotations"].keys() - base["annotations"].keys()
        assert made <= one["annotations"].keys()
        assert {n for n in side["notes"] if n not in base["notes"]} <= one["notes"].keys()


@settings(max_examples=300, deadline=None)
@given(
    branches=st.tuples(forks, forks, forks),
    order=st.permutations(range(3)),
    which=st.integers(0, 2),
)
def test_three_that_clash_are_settled_alike_in_any_order(
    states: Forks,
    torn: Forks,
    tangled: Forks,
    branches: tuple[int, int, int],
    order: list[int],
    which: int,
) -> None:
    many = (states, torn, tangled)[which]
    base, found = many[0], [many[number] for number in branches]
    results = []
    for wanted in (range(3), order):
        united = Union(base, {}, (), ())
        for at in wanted:
            united = unite(base, united.state, found[at], united.memory)
            again = unite(found[at], united.state, found[at], united.memory)
            assert again.state == united.state
        assert faults_of(united.state) == []
        results.append(united.state)
    assert results[0] == results[1]


@settings(max_examples=300, deadline=None)
@given(mine=forks, first=forks, second=forks, is_torn=...)
def test_nor_does_the_order_matter_where_all_delete_or_move_what_others_use(
    torn: Forks, tangled: Forks, mine: int, first: int, second: int, is_torn: bool
) -> None:
    many = torn if is_torn else tangled
    base, p, a, b = many[0], many[mine], many[first], many[second]
    found = []
    for one, other in ((a, b), (b, a)):
        once = unite(base, p, one)
        twice = unite(base, once.state, other, once.memory)
        assert faults_of(twice.state) == []
        found.append(twice.state)
    assert found[0] == found[1]
