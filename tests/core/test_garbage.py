"""Much at once: the collector of garbage is off meanwhile, and leaves alone what was made."""

import gc
import threading
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from desktop_app.core.garbage import thaw, uncollected


class Pair(NamedTuple):
    one: int
    other: int


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    thaw()
    yield
    thaw()
    gc.enable()


def test_much_is_left_alone_afterwards() -> None:
    with uncollected():
        assert not gc.isenabled()
        kept = [Pair(number, number) for number in range(60_000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= len(kept)
    thaw()
    assert gc.get_freeze_count() == 0


def test_little_is_not() -> None:
    gc.collect()
    with uncollected():
        _ = [Pair(number, number) for number in range(100)]
    assert gc.get_freeze_count() == 0


def test_two_threads_may_overlap() -> None:
    """It comes back when the last is done, whichever began."""
    inside, leave = threading.Event(), threading.Event()

    def other() -> None:
        with uncollected():
            inside.set()
            leave.wait(60)

    thread = threading.Thread(target=other)
    with uncollected():
        thread.start()
        assert inside.wait(60)
    assert not gc.isenabled()
    leave.set()
    thread.join(60)
    assert gc.isenabled()


def test_it_stays_off_where_it_was() -> None:
    gc.disable()
    with uncollected(), uncollected():
        pass
    assert not gc.isenabled()
