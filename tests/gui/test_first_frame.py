"""What may be loaded before the window shows: little, since it all delays the first frame."""

import subprocess
import sys

LATER = (
    "desktop_app.core.model",
    "desktop_app.core.project",
    "desktop_app.core.anchoring",
    "desktop_app.formats",
    "desktop_app.gui.acts",
    "desktop_app.gui.crew",
    "desktop_app.gui.dialogs",
    "desktop_app.gui.panels",
    "desktop_app.gui.reader.card",
    "desktop_app.messages",
    "lxml",
    "regex",
    "sqlalchemy",
    "yaml",
)


MADE = """
import sys
from desktop_app.gui.app import make_application, make_window
app = make_application(["diple"])
window = make_window()
"""


def said_of_a_window(probe: str) -> str:
    """What a probe of a window that was just made prints, in a program of its own."""
    command = [sys.executable, "-c", MADE + probe]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_what_can_wait_loads_behind_the_first_frame() -> None:
    probe = (
        "window.show()\n"
        f"loaded = [name for name in {LATER!r} if name in sys.modules]\n"
        "window.furnish()\n"
        "print(loaded, bool(window.acts))"
    )
    assert said_of_a_window(probe) == "[] True"


def test_no_source_is_looked_through_at_an_import() -> None:
    probe = (
        "looked = sys.modules['shibokensupport.feature'].pyside_feature_dict\n"
        "print([name for name in looked if name.startswith('desktop_app.gui.')])"
    )
    assert said_of_a_window(probe) == "[]"


def test_what_is_soon_wanted_is_loaded_before_it_opens() -> None:
    probe = (
        "from desktop_app.gui import crew\n"
        "window.furnish()\n"
        "crew.SOON_PAUSE = 0\n"
        "crew.load_soon(window)\n"
        "while crew.SOON[-1] not in sys.modules: app.processEvents()\n"
        "before = set(sys.modules)\n"
        "window.results.open('codebook')\n"
        "print([name for name in set(sys.modules) - before if name.startswith('desktop_app.')])"
    )
    assert said_of_a_window(probe) == "[]"
