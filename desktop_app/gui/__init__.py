"""The window: the only package that may import PySide6."""

import builtins

import PySide6.QtCore  # noqa: F401

# PySide wraps every import to look through the source of each module for the use of its
# `__feature__` switches. We have none, and that took a twelfth of the time to the first frame.
if plain_import := getattr(builtins, "__orig_import__", None):
    builtins.__import__ = plain_import
