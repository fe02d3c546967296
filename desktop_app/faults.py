"""The log of faults of our own: where they happened, and nothing of what the user reads.

What the user can mend is an AppError and never comes here.
"""

import platform
import re
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


def report(error: BaseException) -> str:
    """Write all that is told of a fault: the program, the system, the kind, the places."""
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"Diple {__version__}, {system}\n{places(error)}"


def add_words(words: str) -> None:
    """Put what the user chose to say of a fault behind it in the log."""
    with suppress(OSError), log_path().open("a", encoding="utf-8") as log:
        log.write(f"The user says: {words}\n")


def without_values(message: str) -> str:
    """Take what may be a path, a name or a text out of a message: what is quoted or has slashes."""
    return _VALUES.sub("…", message)


def crash_path() -> Path:
    """Tell where the system's last words stand when the program is ended by force."""
    return state_folder() / "log" / "crash.log"


def take_crash() -> bool:
    """Move the traces of a crash into the log, without folders; tell whether there were any."""
    with suppress(OSError, UnicodeError):
        path = crash_path()
        traces = path.read_text("utf-8")
        if traces.strip():
            with log_path().open("a", encoding="utf-8") as log:
                log.write(f"crash, found by {__version__}\n{_FOLDERS.sub('', traces)}\n")
            path.write_text("", "utf-8")
            return True
    return False


_VALUES = re.compile(r"\"[^\"]*\"|'[^']*'|“[^”]*”|\S*[/\\]\S*")
_FOLDERS = re.compile(r"(?<=\")[^\"\n]*[/\\](?=[^\"\n]*\")")


def places(error: BaseException) -> str:
    """Write what a fault was and where: kinds and places of code, no values."""
    lines = [type(error).__name__]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    return "\n".join(lines)
