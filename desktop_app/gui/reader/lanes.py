"""Lanes for spans of one or several stretches that come in order; plain numbers, no Qt.

Every stretch of one span takes the same lane, so a lane may be promised further on.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

from desktop_app.core.spans import Span


class LaneBook:
    """Hands out lanes to spans that come in order of their first start: the lowest free one."""

    __slots__ = ("_busy", "_coming", "_free", "_opened", "_promised")

    def __init__(self) -> None:
        self._busy: list[Span] = []  # (end, lane), the soonest end first
        self._free: list[int] = []
        self._opened = 0
        self._coming: list[tuple[int, int, int]] = []  # (start, end, lane), the soonest first
        self._promised: dict[int, list[Span]] = {}  # by lane, sorted

    def deal(self, start: int, end: int, further: Sequence[Span] = ()) -> int:
        """Return the lane, from 0, of the next span, kept free for it over `further` as well.

        The stretches of one span are disjoint and in order; an empty one is held for one code
        point.
        """
        end = end if end > start else start + 1
        if self._coming:
            self._keep_promises(start)
        self._release(start)
        if self._coming or further:
            lane = self._clear_lane([(start, end), *further])
            for stretch in further:
                heappush(self._coming, (*stretch, lane))
                insort(self._promised.setdefault(lane, []), stretch)
        elif self._free:
            lane = heappop(self._free)
        else:
            lane = self._open()
        heappush(self._busy, (end, lane))
        return lane

    def _open(self) -> int:
        self._opened += 1
        return self._opened - 1

    def _release(self, place: int) -> None:
        busy, free = self._busy, self._free
        while busy and busy[0][0] <= place:
            heappush(free, heappop(busy)[1])

    def _keep_promises(self, place: int) -> None:
        """Occupy the lanes of stretches promised up to a place."""
        while self._coming and self._coming[0][0] <= place:
            start, end, lane = heappop(self._coming)
            self._release(start)
            self._free.remove(lane)
            heapify(self._free)
            self._promised[lane].remove((start, end))
            heappush(self._busy, (end, lane))

    def _clear_lane(self, stretches: Sequence[Span]) -> int:
        for lane in sorted(self._free):
            promised = self._promised.get(lane, [])
            if not any(_meets(promised, *stretch) for stretch in stretches):
                self._free.remove(lane)
                heapify(self._free)
                return lane
        return self._open()


def _meets(stretches: Sequence[Span], start: int, end: int) -> bool:
    """Tell whether one of some disjoint, sorted stretches overlaps [start, end)."""
    place = bisect_left(stretches, (end,))
    return place > 0 and stretches[place - 1][1] > start


def joined(stretches: Iterable[Span], reach: int = 0) -> list[Span]:
    """Join stretches that meet, or lie at most `reach` apart, into disjoint ones in order."""
    found: list[Span] = []
    for start, end in sorted(stretches):
        end = max(end, start + 1)
        if found and start <= found[-1][1] + reach:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def lowest_free(lanes: Iterable[int]) -> int:
    """Return the lowest lane that is not taken."""
    taken = set(lanes)
    return next(lane for lane in range(len(taken) + 1) if lane not in taken)
