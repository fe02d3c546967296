"""Where reading stopped in each text, remembered between starts.

Kept among the settings by the ids of documents, the text read last at the end: nothing of it
stands in a project, and what is remembered of a text that is gone leads nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.settings import Settings

KEPT = 200
"""The number of texts whose places are remembered."""


@dataclass(frozen=True, slots=True)
class Place:
    """How a page stood: the position of its first line, and the caret's."""

    top: int
    caret: int


class Whereabouts:
    """Tells where reading stopped; without settings it only knows of this session."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings
        self._known = _read(settings["places"]) if settings else {}

    def of(self, document_id: str) -> Place | None:
        """Tell where reading stopped in a text, None where it never began."""
        return self._known.get(document_id)

    def latest(self, ids: Sequence[str]) -> str:
        """Tell which of some texts was read last; the first where none was, "" of none."""
        wanted = set(ids)
        return next((key for key in reversed(self._known) if key in wanted), ids[0] if ids else "")

    def keep(self, document_id: str, place: Place) -> None:
        """Remember where reading stopped in the text that is left now."""
        self._known.pop(document_id, None)
        self._known[document_id] = place
        self._known = dict(list(self._known.items())[-KEPT:])
        if self._settings:
            self._settings["places"] = {key: list(astuple(at)) for key, at in self._known.items()}


def _read(kept: dict[str, object]) -> dict[str, Place]:
    """Read what was kept, as far as it makes sense."""
    return {
        key: Place(*numbers)
        for key, numbers in kept.items()
        if isinstance(numbers, list)
        and len(numbers) == 2
        and all(type(number) is int and number >= 0 for number in numbers)
    }
