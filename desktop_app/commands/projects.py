"""Verbs on a whole project: new, screenshot."""

from argparse import Namespace
from pathlib import Path

from desktop_app.commands.output import show
from desktop_app.core import coders
from desktop_app.core.errors import BadForm, BadValue, NoDisplay, NotAProjectName
from desktop_app.core.project import SUFFIX, Project


def new(asked: Namespace) -> None:
    """Make a project and say where it is."""
    path = path_of_new(asked.project)
    coder = asked.coder or coders.usual_name()
    with Project.create(path, coder) as project:
        coder = coders.list_coders(project)[0].name
        facts = {"project": str(path), "coder": coder}
        show(asked, facts, [f"Made {path}; its coder is {coder}."])


def path_of_new(path: Path) -> Path:
    """Give the name of a project to be made its ending; raise BadValue, NotAProjectName."""
    if path.name in ("", ".."):
        raise BadValue(value=str(path), kind="name for a project")
    if path.suffix.lower() == SUFFIX:
        return path
    wanted = path.with_name(path.name + SUFFIX)
    if path.suffix:
        raise NotAProjectName(path=path, wanted=wanted)
    return wanted


def screenshot(asked: Namespace) -> None:
    """Write a picture of the window."""
    size = _size(asked.size)
    try:
        from desktop_app.gui.screenshot import shoot

        shoot(asked.project, asked.out, asked.document or None, asked.theme, size)
    except ImportError as error:
        # Qt is not there, or not a library of the system that it needs.
        raise NoDisplay(reason=error.msg) from error
    facts = {"picture": str(asked.out), "width": size[0], "height": size[1]}
    show(asked, facts, [f"Written {asked.out}."])


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise BadForm(value=text, kind="size", form="WIDTHxHEIGHT, such as 1280x800")
    size = (int(width[:9]), int(height[:9]))
    if not all(200 <= side <= 8000 for side in size):
        raise BadForm(value=text, kind="size", form="two numbers from 200 to 8000, as in 1280x800")
    return size
