"""Which groups of the codebook were closed, remembered for each project between starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.settings import Settings

if TYPE_CHECKING:
    from desktop_app.core.project import Project

KEPT = 30
"""The number of projects whose groups are remembered."""


class ClosedGroups:
    """Keeps the ids of closed codes among the settings; without settings it forgets them."""

    def __init__(self, settings: Settings | None) -> None:
        self._settings = settings

    def read(self, project: Project | None) -> set[str]:
        """Tell which groups of a project were closed."""
        if project is None or self._settings is None:
            return set()
        ids = self._settings["closed_groups"].get(_key(project), [])
        return {str(each) for each in ids} if isinstance(ids, list) else set()

    def keep(self, project: Project | None, ids: set[str]) -> None:
        """Remember which groups of a project are closed."""
        if project is None or self._settings is None:
            return
        known = {**self._settings["closed_groups"]}
        known.pop(_key(project), None)
        if ids:
            known[_key(project)] = sorted(ids)
        self._settings["closed_groups"] = dict(list(known.items())[-KEPT:])


def _key(project: Project) -> str:
    return str(project.path.resolve())
