"""A copy of a project in which nobody is named, and the key to it in a file of its own."""

from pathlib import Path

from desktop_app.core.errors import FileExists
from desktop_app.core.participation import write_unnamed
from desktop_app.core.project import Project
from desktop_app.formats.atomic import writing
from desktop_app.formats.csv_profile import DATA, write_table


def write_unnamed_copy(project: Project, target: Path, key: Path) -> dict[str, str]:
    """Write both or neither; return who is who. Raises FileExists, FileUnwritable."""
    if key.exists():
        raise FileExists(path=key)
    names = write_unnamed(project, target)
    try:
        with writing(key) as file:
            write_table(file, DATA, ("pseudonym", "name"), list(names.items()))
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return names
