"""The manual in a window of its own: the pages of `resources/manual`, nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import (
    QDialog,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop_app.gui import words
from desktop_app.gui.foot import Foot
from desktop_app.gui.theme import current_theme
from desktop_app.gui.words import tr
from desktop_app.paths import resources

_WIDTH, _HEIGHT = 760, 720
_MARGIN = 28
_PICTURE = "\ufffc"
_LEADING, _ABOVE, _BELOW = 130, 20, 8
"""The height of a line in per cent, and the room around headings and paragraphs."""


class Page(QTextBrowser):
    """Shows one page; it hands out the manual's own pictures and no other file."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setAccessibleName(tr(words.MANUAL))
        self.document().setDocumentMargin(_MARGIN)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def loadResource(self, kind: int, url: QUrl | str) -> Any:
        """Load a picture of the manual, made narrow enough for the page; nothing for all else."""
        url = QUrl(url)
        name = url.fileName()
        path = resources() / "manual" / name
        is_ours = url.isRelative() and url.path() == name and path.suffix in (".png", ".svg")
        if kind != int(QTextDocument.ResourceType.ImageResource.value) or not is_ours:
            return None
        picture = QImage(str(path))
        room = self.viewport().width() - 2 * _MARGIN - 8
        if picture.width() > room > 0:
            ratio = self.devicePixelRatioF()
            smooth = Qt.TransformationMode.SmoothTransformation
            picture = picture.scaledToWidth(round(room * ratio), smooth)
            picture.setDevicePixelRatio(ratio)
        return picture


class Manual(QDialog):
    """The pages with a way back and to their list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(words.MANUAL))
        self.page = Page()
        foot = Foot(self)
        foot.setContentsMargins(20, 4, 20, 16)
        self.home = foot.add(words.MANUAL_HOME)
        self.back = foot.add(words.MANUAL_BACK)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page, 1)
        layout.addLayout(foot)
        self.home.clicked.connect(lambda: self.turn_to("index.md"))
        self.back.clicked.connect(self._go_back)
        self.page.anchorClicked.connect(self._follow)
        self.resize(_WIDTH, _HEIGHT)
        self._visited: list[str] = []
        self.turn_to("index.md")

    def sizeHint(self) -> QSize:
        """Ask for a page's usual size."""
        return QSize(_WIDTH, _HEIGHT)

    def turn_to(self, name: str) -> None:
        """Show a page by its file name; a name that is none of the manual's is passed over."""
        path = resources() / "manual" / Path(name).name
        if path.suffix == ".md" and path.is_file():
            if self._visited[-1:] != [path.name]:
                self._visited.append(path.name)
            self._show(path)

    def _show(self, path: Path) -> None:
        accent = current_theme().accent
        document = self.page.document()
        document.setDefaultStyleSheet(f"a {{ color: {accent}; }}")
        self.page.setMarkdown(path.read_text("utf-8"))
        _dress(document)
        self.page.moveCursor(self.page.textCursor().MoveOperation.Start)
        self.back.setEnabled(len(self._visited) > 1)

    def _follow(self, url: QUrl) -> None:
        self.turn_to(url.fileName())

    def _go_back(self) -> None:
        self._visited.pop()
        self.turn_to(self._visited.pop())


def _dress(document: QTextDocument) -> None:
    """Give lines and paragraphs air, and tables thin lines, as the page has them."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        form = QTextBlockFormat()
        level = block.blockFormat().headingLevel()
        is_code = block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)
        if _PICTURE not in block.text():
            form.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if level > 1:
            form.setTopMargin(_ABOVE)
        elif not (level or is_code or cursor.currentTable()):
            form.setBottomMargin(_BELOW / 2 if block.textList() else _BELOW)
        cursor.mergeBlockFormat(form)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            look = frame.format().toTableFormat()
            look.setBorderCollapse(True)
            look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            look.setBorderBrush(QBrush(QColor(current_theme().rule)))
            look.setBorder(1)
            look.setCellPadding(5)
            look.setBottomMargin(_BELOW)
            frame.setFormat(look)
