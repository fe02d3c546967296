"""Asking for annotations: what can be asked, how it is written, and who answers to it."""

from desktop_app.core.asking.evaluate import evaluate
from desktop_app.core.asking.parser import parse
from desktop_app.core.asking.query import (
    All,
    And,
    Everything,
    Has,
    Near,
    Not,
    Or,
    Query,
    Test,
    to_text,
)

__all__ = [
    "All",
    "And",
    "Everything",
    "Has",
    "Near",
    "Not",
    "Or",
    "Query",
    "Test",
    "evaluate",
    "parse",
    "to_text",
]
