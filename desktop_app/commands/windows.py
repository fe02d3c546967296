"""The verbs that show the window, or a picture of it: the only ones that load Qt."""

from argparse import Namespace
from pathlib import Path

from desktop_app.commands import Answer
from desktop_app.commands.tables import check_suffix
from desktop_app.core.errors import FileMissing


def show(project: Path | None) -> int:
    """Open the window, with a project if one is given, and return the exit code."""
    from desktop_app.gui.app import run

    if project and not project.exists():
        raise FileMissing(path=project)
    return run(project)


def shoot(arguments: Namespace) -> Answer:
    """Write a picture of the window to a file, without a display."""
    from desktop_app.gui import screenshot

    check_suffix(arguments.out, ".png")
    screenshot.shoot(
        arguments.project, arguments.out, arguments.document, arguments.theme, arguments.size
    )
    return Answer({"file": str(arguments.out)}, [f"Wrote {arguments.out}."])
