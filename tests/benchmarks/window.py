"""The time to the first frame of the main window, against the barest window that shows a text.

Each frame is painted in a process of its own, which tells the CPU seconds it had used when the
frame was there: interpreter, imports, window and painting. The two take turns.
"""

import os
import subprocess
import sys
import tempfile

from tests.benchmarks.measure import Measure, interleaved

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
    """Paint the bare window's first frame and ours, in turn; medians of CPU seconds."""
    with tempfile.TemporaryDirectory() as home:
        return interleaved(lambda: frame_of(BARE, home), lambda: frame_of(OWN, home))


def frame_of(script: str, home: str) -> float:
    """Paint one window in a process of its own and return the CPU seconds that took."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DIPLE_HOME": home}
    # Compiled modules are what an installed program has.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", STOP_AT_FIRST_FRAME + script]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)


MEASURES = [Measure("first frame of the main window", 2.0, first_frame)]
