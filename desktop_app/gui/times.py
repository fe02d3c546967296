"""Stored times as people read them: the reader's own zone, and the shortest form that is clear."""

from datetime import datetime


def local_time(stored: str, now: datetime | None = None) -> str:
    """Write a stored time (UTC, ISO 8601) as "14:03" today, else with its date; "" for none."""
    try:
        at = datetime.fromisoformat(stored.replace("Z", "+00:00")).astimezone()
    except ValueError:
        return stored
    today = (now or datetime.now()).date()
    return at.strftime("%H:%M" if at.date() == today else "%Y-%m-%d %H:%M")
