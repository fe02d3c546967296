"""Which backups stay: all of two days, then one a day, a week, a month. Pure; times only."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

ALL_FOR = timedelta(days=2)
DAYS, WEEKS, MONTHS = 7, 8, 12


def times_to_keep(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Choose the times whose backups stay; `times` and `now` in one time zone, the reader's.

    All of the last two days stay. Before them the last of a day, for 7 days that have any; before
    those the last of a week, for 8; before those the last of a month, for 12. The newest stays
    in any case, and so does what the clock says is yet to come.
    """
    newest_first = sorted(set(times), reverse=True)
    kept = {time for time in newest_first if now - time <= ALL_FOR} | set(newest_first[:1])
    rest = [time for time in newest_first if time not in kept]
    spans: tuple[tuple[Callable[[datetime], object], int], ...] = (
        (datetime.date, DAYS),
        (lambda time: time.isocalendar()[:2], WEEKS),
        (lambda time: (time.year, time.month), MONTHS),
    )
    for name_of, limit in spans:
        rest = _keep_last_of_each(rest, name_of, limit, kept)
    return kept


def _keep_last_of_each(
    newest_first: list[datetime],
    name_of: Callable[[datetime], object],
    limit: int,
    kept: set[datetime],
) -> list[datetime]:
    """Keep the first time of up to `limit` spans; return those that are older than all of these."""
    seen: set[object] = set()
    for at, time in enumerate(newest_first):
        name = name_of(time)
        if name not in seen:
            if len(seen) == limit:
                return newest_first[at:]
            seen.add(name)
            kept.add(time)
    return []
