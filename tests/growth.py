"""How the time that something takes grows with its size: a limit that holds on every machine."""

import time
from collections.abc import Callable


def assert_grows_in_step(act: Callable[[int], object], size: int) -> None:
    """Fail where four times as much takes more than eight times as long, and a second.

    Twice what is in proportion, and half of what would be if every part were held against all
    others. Counted in time of the processor.
    """
    took = []
    for each in (size // 4, size):
        began = time.process_time()
        act(each)
        took.append(time.process_time() - began)
    assert took[1] < 8 * took[0] + 1.0, took
