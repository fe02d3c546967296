"""Find out whether Qt can start here: exit 0, or 1 with a line naming what is missing.

Loads what the program loads, the window system's plugin too, so that it holds on any Linux,
whatever its packages are called. Run by environment.sh; no part of the program.
"""

import ctypes
import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

try:
    import PySide6
    from PySide6.QtGui import QRawFont
    from PySide6.QtWidgets import QApplication

    plugins = Path(PySide6.__file__).parent / "Qt" / "plugins"
    ctypes.CDLL(str(plugins / "platforms" / "libqxcb.so"))
except (ImportError, OSError) as missing:
    sys.exit(f"Qt cannot start here: {missing}")

application = QApplication(["check"])
# QFontDatabase would list Serif and Monospace all the same.
if not QRawFont.fromFont(application.font()).familyName():
    sys.exit("Qt cannot start here: no font is installed")
