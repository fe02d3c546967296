"""Pictures as files: SVG, PDF and PNG, each whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter

from desktop_app.colours import Theme
from desktop_app.core.errors import UnknownExport
from desktop_app.formats.atomic import writing
from desktop_app.gui.pictures.painter import paint
from desktop_app.pictures.drawing import Drawing
from desktop_app.pictures.svg import svg_of

SUFFIXES = (".svg", ".pdf", ".png")
_DOTS = 2
"""Pixels of a PNG a point, so that it stays sharp in print and on dense screens."""
_MOST = 16_000
"""Pixels along the longer side of a PNG."""


def write_picture(drawing: Drawing, path: Path, theme: Theme) -> None:
    """Write a picture in the format that the name's suffix tells.

    Raises UnknownExport, FileUnwritable, FileExists.
    """
    make = {".svg": _svg, ".pdf": _pdf, ".png": _png}.get(path.suffix.lower())
    if make is None:
        raise UnknownExport(path=path, suffixes=list(SUFFIXES))
    data = make(drawing, theme)
    with writing(path) as out:
        out.write(data)


def write_without_window(drawing: Drawing, path: Path, theme: Theme) -> None:
    """Write a picture from the command line, where no window is open."""
    if QGuiApplication.instance() is None:
        # Without these Qt would look for a display, and warn of what that platform cannot do.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false")
        from desktop_app.gui.app import make_application

        _kept.append(make_application(["diple"]))
    write_picture(drawing, path, theme)


_kept: list[object] = []


def _svg(drawing: Drawing, theme: Theme) -> bytes:
    return svg_of(drawing, theme).encode()


def _png(drawing: Drawing, theme: Theme) -> bytes:
    scale = min(_DOTS, _MOST / max(drawing.width, drawing.height))
    image = QImage(
        round(drawing.width * scale), round(drawing.height * scale), QImage.Format.Format_RGB32
    )
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint(painter, drawing, theme)
    painter.end()
    image.setText("Title", drawing.title)
    image.setText("Description", drawing.about)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _pdf(drawing: Drawing, theme: Theme) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(drawing.title)
    writer.setCreator("Diple")
    size = QSizeF(drawing.width, drawing.height)
    writer.setPageSize(
        QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    )
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    page = QRectF(0, 0, writer.width(), writer.height())
    painter.scale(page.width() / drawing.width, page.height() / drawing.height)
    paint(painter, drawing, theme)
    painter.end()
    buffer.close()
    return bytes(buffer.data().data())
