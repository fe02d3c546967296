"""The log of faults of our own: where they happened, and nothing of what the user reads.

What the user can mend is an AppError and never comes here.
"""

import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from desktop_app import __version__
from desktop_app.paths import state_folder


def log_path() -> Path:
    """Tell where faults are logged."""
    return state_folder() / "log" / "diple.log"


def keep(error: BaseException) -> Path:
    """Write a fault to the log, where that can be written, and tell where the log is."""
    path = log_path()
    # A full or read-only disk must not turn one fault into two.
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat()} fault in {__version__}\n{places(error)}\n")
    return path


def places(error: BaseException) -> str:
    """Write what a fault was and where: kinds and places of code, no values."""
    lines = [type(error).__name__]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    return "\n".join(lines)
