"""Diple: close reading and hand-coding of texts."""

__version__ = "0.1.0"
