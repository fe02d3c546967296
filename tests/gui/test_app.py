"""The program from its start to its end, in a process of its own."""

import subprocess
import sys

COPY_AND_END = """
from desktop_app.gui.app import make_application
from desktop_app.gui.reader.mime import selection_data
make_application(["diple"]).clipboard().setMimeData(selection_data("reader", 0, 4))
"""


def test_the_program_ends_quietly_after_something_was_copied() -> None:
    done = subprocess.run([sys.executable, "-c", COPY_AND_END], check=False)
    assert done.returncode == 0
