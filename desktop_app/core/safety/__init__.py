"""What keeps the work safe: checks of a file, backups, and bringing one back.

Nothing here writes to a project that is open; backups stand in the user's own data folder.
"""

from desktop_app.core.occasions import Reason
from desktop_app.core.safety.backups import (
    Backup,
    backup_before,
    backup_if_changed,
    backups_of,
    places,
)
from desktop_app.core.safety.checks import Counts, Finding, Report, check, count
from desktop_app.core.safety.copies import copy_out
from desktop_app.core.safety.restoring import restore

__all__ = [
    "Backup",
    "Counts",
    "Finding",
    "Reason",
    "Report",
    "backup_before",
    "backup_if_changed",
    "backups_of",
    "check",
    "copy_out",
    "count",
    "places",
    "restore",
]
