"""The annotation in hand: the panel, its card, its parts, its note and its properties."""

from desktop_app.gui.panels.annotation.panel import AnnotationPanel

__all__ = ["AnnotationPanel"]
