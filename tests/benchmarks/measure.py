"""A measure: how long our own way takes against a baseline, in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Measure:
    """A named ratio and its target; `run` returns (baseline, own) in seconds, or in megabytes."""

    name: str
    target: float
    run: Callable[[], tuple[float, float]]
    unit: str = "s"


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU time that a piece of work takes, in seconds."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def wall_seconds(work: Callable[[], object]) -> float:
    """Return the time on the clock that a piece of work takes, in seconds: where it waits."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def interleaved(
    baseline: Callable[[], float], own: Callable[[], float], rounds: int = 7
) -> tuple[float, float]:
    """Return the medians of two timings, taken in turn after one round to warm up."""
    baseline(), own()
    pairs = [(baseline(), own()) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
