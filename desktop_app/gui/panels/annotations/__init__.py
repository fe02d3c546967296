"""All annotations of the text in reading order: the panel, and the rows it lists."""

from desktop_app.gui.panels.annotations.panel import AnnotationsPanel

__all__ = ["AnnotationsPanel"]
