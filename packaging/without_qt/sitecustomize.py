"""Make Qt impossible to import, in this Python and in every one that it starts.

Python loads this module by itself where the folder stands on PYTHONPATH. packaging/test puts it
there to show that the core, the formats and the command line do without Qt.
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

QT = {"PySide6", "shiboken6"}


class _WithoutQt(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in QT:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return None


sys.meta_path.insert(0, _WithoutQt())
