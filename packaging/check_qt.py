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
    from PySide6 import QtSvg, QtWidgets
    from PySide6.QtGui import QFontDatabase

    plugins = Path(PySide6.__file__).parent / "Qt" / "plugins"
    ctypes.CDLL(str(plugins / "platforms" / "libqxcb.so"))
except (ImportError, OSError) as missing:
    sys.exit(f"Qt cannot start here: {missing}")

application = QtWidgets.QApplication(["check", str(QtSvg.__name__)])
if not QFontDatabase.families():
    sys.exit("Qt cannot start here: no font is installed")
