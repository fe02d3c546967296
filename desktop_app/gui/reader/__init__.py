"""The reading view: a text with its marks, to be read and coded.

`Reader` is the widget and `Mark` what it is given; `Type`, `Shown` and `Style` say how it looks,
an `Entry` what is said of an annotation.
The other modules are its workings.
"""

from desktop_app.gui.reader.entries import Entry
from desktop_app.gui.reader.ink import Style
from desktop_app.gui.reader.marks import Mark
from desktop_app.gui.reader.numbers import Shown
from desktop_app.gui.reader.type import Type
from desktop_app.gui.reader.widget import Reader

__all__ = ["Entry", "Mark", "Reader", "Shown", "Style", "Type"]
