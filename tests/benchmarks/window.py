"""The time to the first frame of the main window, against the barest window that shows a text.

Each frame is painted in a process of its own, which tells the CPU seconds it had used when the
frame was there: interpreter, imports, window and painting. The two take turns.
"""

import os
import subprocess
import sys
import tempfile

from tests.benchmarks.measure import Measure

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QPlainTextEdit("A text"))
window.resize(1280, 800)
window.show()
painted(window)
"""

OWN = """
from desktop_app.gui.app import make_application
from desktop_app.gui.app import make_window
app = make_application(["diple"])
window = make_window()
window.show()
painted(window)
"""

STOP_AT_FIRST_FRAME = """
import time
def painted(window):
    from PySide6.QtCore import QCoreApplication, QEvent, QObject
    class Watch(QObject):
        is_done = False
        def eventFilter(self, watched, event):
            self.is_done = self.is_done or event.type() is QEvent.Type.UpdateRequest
            return False
    watch = Watch()
    window.installEventFilter(watch)
    while not watch.is_done:
        QCoreApplication.processEvents()
    print(time.process_time())
    import os, sys
    sys.stdout.flush()
    os._exit(0)
"""


def first_frame() -> tuple[float, float]:
    """Paint the bare window's first frame and ours; CPU seconds of each process."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DIPLE_HOME": home}
        # Compiled modules are what an installed program has.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        bare, own = (
            float(
                subprocess.run(
                    [sys.executable, "-c", STOP_AT_FIRST_FRAME + script],
                    env=environment,
                    capture_output=True,
                    text=True,
                    check=True,
                ).stdout
            )
            for script in (BARE, OWN)
        )
    return bare, own


MEASURES = [Measure("first frame of the main window", 2.0, first_frame)]
