"""The codebook beside the text: the panel, its tree model, how a code is painted, its verbs."""

from desktop_app.gui.panels.codebook.panel import CodebookPanel

__all__ = ["CodebookPanel"]
