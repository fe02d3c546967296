"""Declare pytest-qt's settings in its absence, so that the same strict pyproject.toml serves.

A plugin of pytest for the run without Qt; see sitecustomize.py beside it.
"""

import importlib.util

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Accept the settings that pyproject.toml has for pytest-qt, and ignore them."""
    for name in ("qt_api", "qt_log_ignore", "qt_log_level_fail"):
        parser.addini(name, "Unused without Qt.")


def pytest_sessionstart() -> None:
    """Refuse to run where Qt could be imported after all: such a run would prove nothing."""
    try:
        importlib.util.find_spec("PySide6")
    except ModuleNotFoundError:
        return
    pytest.exit("Qt can be imported: sitecustomize.py was not loaded", returncode=1)
