"""Much at once without the collector of garbage walking over it.

Reading or counting 100,000 annotations makes a million tuples, none of which can be garbage. The
collector would walk over all of them again and again, and no other thread can go on meanwhile:
a window would stand still for half a second.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_MANY = 20_000
"""So many new objects are left alone for good; fewer are walked over in a moment."""
_SLICE = 1000
_lock = threading.Lock()
_depth = 0
_was_on = True


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector from running meanwhile, in any thread, and from what was made after.

    What is no longer referred to goes as ever; rings that refer to themselves are kept until
    `thaw` is called.
    """
    global _depth, _was_on
    with _lock:
        _was_on = _was_on if _depth else gc.isenabled()
        _depth += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _depth -= 1
            if not _depth and _was_on:
                if gc.get_count()[0] > _MANY:
                    gc.freeze()
                gc.enable()


def let_go(items: list[Any]) -> None:
    """Empty a list little by little, so that other threads get their turn between."""
    while items:
        del items[-_SLICE:]


def thaw() -> None:
    """Let the collector look at everything again, once what was great has gone."""
    gc.unfreeze()
