"""How annotations with one code are shown, to be chosen from the menu of a code."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from desktop_app.gui import words
from desktop_app.gui.layers import Layers
from desktop_app.gui.reader import Style
from desktop_app.gui.words import tr

STYLES: dict[Style, str] = {
    "both": words.STYLE_BOTH,
    "tint": words.STYLE_TINT,
    "underline": words.STYLE_UNDERLINE,
    "margin": words.STYLE_MARGIN,
}


def add_styles(menu: QMenu, layers: Layers, code_ids: Sequence[str]) -> QMenu:
    """Put a submenu into a menu that shows some codes' annotations otherwise than all others.

    What is ticked is how all of them are shown; where they differ nothing is.
    """
    styles = menu.addMenu(tr(words.STYLE_OF_CODES))
    group = QActionGroup(styles)
    now = {layers.styles.get(code_id, "") for code_id in code_ids}
    for style, said in (("", words.STYLE_AS_ALL), *STYLES.items()):
        if style == "both":
            styles.addSeparator()
        action = styles.addAction(tr(said))
        action.setData(style)
        action.setCheckable(True)
        action.setChecked(now == {style})
        group.addAction(action)
        action.triggered.connect(
            lambda _=False, style=style: layers.styleWanted.emit(list(code_ids), style)
        )
    return styles
