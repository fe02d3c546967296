"""The project without Qt, command line or file formats.

The submodules load on first use (`core.codebook.list_codes(project)`), so that a window
can show itself before the database library is imported.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.core import (
        annotations,
        assignments,
        bookdiff,
        bookimport,
        books,
        branches,
        codebook,
        codemerge,
        coders,
        codesplit,
        connection,
        documents,
        drafts,
        examples,
        formatting,
        history,
        inorder,
        locking,
        notes,
        occasions,
        opening,
        project,
        relations,
        reshaping,
        safety,
        search,
        segments,
        spans,
        veil,
        wordings,
    )

__all__ = [
    "annotations",
    "assignments",
    "bookdiff",
    "bookimport",
    "books",
    "branches",
    "codebook",
    "codemerge",
    "coders",
    "codesplit",
    "connection",
    "documents",
    "drafts",
    "examples",
    "formatting",
    "history",
    "inorder",
    "locking",
    "notes",
    "occasions",
    "opening",
    "project",
    "relations",
    "reshaping",
    "safety",
    "search",
    "segments",
    "spans",
    "veil",
    "wordings",
]


def __getattr__(name: str) -> ModuleType:
    if name in __all__:
        return import_module(f"desktop_app.core.{name}")
    raise AttributeError(name)
