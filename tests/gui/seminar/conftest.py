"""What the tests of the seminar in the window share: a text that three people read."""

import pytest

from desktop_app.core import coders
from desktop_app.core.model import Op
from desktop_app.gui.window import Window
from tests.builders import an_annotation


@pytest.fixture
def three_readers(window: Window) -> list[str]:
    """The ids of who opened the window, and of two others."""
    project = window.session.project
    assert project is not None
    people = [window.session.coder_id]
    for name in ("Reader B", "Reader C"):
        with project.change(Op.ADD_CODER) as change:
            people.append(coders.add_coder(change, name))
    return people


@pytest.fixture
def three_readings(window: Window, three_readers: list[str]) -> None:
    """What they marked: one figure with two boundaries and two codes, and one that one saw."""
    project = window.session.project
    assert project is not None
    first, second, third = three_readers
    an_annotation(project, (0, 12), code="Figure > Irony", coder=first)
    an_annotation(project, (3, 12), code="Figure > Irony", coder=second)
    an_annotation(project, (0, 11), code="Figure > Hypophora", coder=third)
    an_annotation(project, (20, 26), code="Figure > Irony", coder=third)
