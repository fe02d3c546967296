"""Which backups stay: all of two days, then 7 daily, 8 weekly, 12 monthly."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.safety.retention import times_to_keep

NOW = datetime(2026, 11, 24, 12)


def ago(**span: int) -> datetime:
    return NOW - timedelta(**span)


def test_two_days_stay_whole() -> None:
    times = {ago(minutes=30 * n) for n in range(96)}
    assert times_to_keep(times, NOW) == times


def test_then_the_last_of_seven_days() -> None:
    days = [ago(days=3 + n, hours=h) for n in range(7) for h in (0, 5, 9)]
    assert times_to_keep([NOW, *days], NOW) == {NOW, *(ago(days=3 + n) for n in range(7))}


def test_a_daily_backup_over_three_years() -> None:
    kept = times_to_keep([ago(days=n) for n in range(1100)], NOW)
    assert len(kept) == 3 + 7 + 8 + 12
    assert NOW - min(kept) > timedelta(days=300)


def test_the_newest_stays_however_old_and_the_future_too() -> None:
    old, coming = ago(days=5000), NOW + timedelta(days=1)
    assert times_to_keep([old], NOW) == {old}
    assert times_to_keep([old, coming], NOW) == {old, coming}
    assert times_to_keep([], NOW) == set()


@given(st.sets(st.integers(0, 60 * 24 * 800), max_size=80))
def test_thinning_is_stable_and_never_makes_a_gap_worse(minutes: set[int]) -> None:
    times = {ago(minutes=each) for each in minutes}
    kept = times_to_keep(times, NOW)
    assert kept <= times
    assert times_to_keep(kept, NOW) == kept
    assert {time for time in times if NOW - time <= timedelta(days=2)} <= kept
    assert len({time for time in kept if NOW - time > timedelta(days=2)}) <= 7 + 8 + 12 + 1
