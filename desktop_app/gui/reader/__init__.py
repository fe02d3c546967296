"""The reading view: a text with its marks, to be read and coded.

`Reader` is the widget and `Mark` what it is given; the other modules are its workings.
"""

from desktop_app.gui.reader.marks import Mark
from desktop_app.gui.reader.widget import Reader

__all__ = ["Mark", "Reader"]
