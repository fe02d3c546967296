"""The codebook as an ordered tree, and the paths that name its codes (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from desktop_app.core.errors import Ambiguous, Unknown
from desktop_app.core.names import tidy_code

if TYPE_CHECKING:
    from desktop_app.core.model import Code

SEPARATOR = " > "


def join_path(names: Iterable[str]) -> str:
    r"""Write names as a path: " > " between levels, `>` inside a name as `\>`, `\` as `\\`."""
    return SEPARATOR.join(_escaped(name) for name in names)


def _escaped(name: str) -> str:
    return re.sub(r"([\\>])", r"\\\1", name) if ">" in name or "\\" in name else name


def split_path(path: str) -> list[str]:
    """Read the names of a path; spaces around a name do not count, empty names are left out."""
    names = [re.sub(r"\\([\\>])", r"\1", each) for each in _levels(path)]
    return [name for each in names if (name := tidy_code(each))]


def _levels(path: str) -> list[str]:
    """Cut a path where a `>` without a backslash stands between white space."""
    cuts = [
        found.start()
        for found in re.finditer(r"\\[\\>]|>", path)
        if found[0] == ">" and path[max(0, found.start() - 1) : found.end() + 1].split() == [">"]
    ]
    return [path[a + 1 : b] for a, b in pairwise((-1, *cuts, len(path)))]


class CodeTree:
    """All codes of a project; children stand in their order below their parents."""

    def __init__(self, codes: Iterable[Code]) -> None:
        self._codes = {code.id: code for code in codes}
        self._children: dict[str | None, list[Code]] = {}
        for code in sorted(self._codes.values(), key=lambda code: (code.position, code.id)):
            self._children.setdefault(code.parent_id, []).append(code)

    def __len__(self) -> int:
        return len(self._codes)

    def __iter__(self) -> Iterator[Code]:
        """Walk the codes in the order of the tree, parents first."""
        return self.below(None)

    def __contains__(self, code_id: object) -> bool:
        return code_id in self._codes

    def get(self, code_id: str | None) -> Code | None:
        """Find a code by id."""
        return self._codes.get(code_id) if code_id else None

    def children(self, parent_id: str | None) -> list[Code]:
        """List the codes directly below one, or the topmost ones."""
        return list(self._children.get(parent_id, ()))

    def below(self, parent_id: str | None) -> Iterator[Code]:
        """Walk all codes below one, in the order of the tree."""
        waiting = self.children(parent_id)[::-1]
        while waiting:
            code = waiting.pop()
            yield code
            waiting.extend(self.children(code.id)[::-1])

    def lineage(self, code_id: str) -> list[Code]:
        """List a code with all its ancestors, topmost first."""
        line = [self._codes[code_id]]
        while (parent := line[-1].parent_id) is not None:
            line.append(self._codes[parent])
        return line[::-1]

    def depth(self, code_id: str) -> int:
        """Tell how many ancestors a code has."""
        return len(self.lineage(code_id)) - 1

    def path(self, code_id: str | None) -> str:
        """Write a code's path; empty for no code."""
        return self._paths.get(code_id, "") if code_id else ""

    @cached_property
    def _paths(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for code in self:
            above = found.get(code.parent_id) if code.parent_id else None
            name = _escaped(code.name)
            found[code.id] = name if above is None else f"{above}{SEPARATOR}{name}"
        return found

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Each code's place in a walk of the tree."""
        return {code.id: rank for rank, code in enumerate(self)}

    def child_named(self, parent_id: str | None, name: str) -> Code | None:
        """Find the code of that name directly below a parent."""
        return next((code for code in self.children(parent_id) if code.name == name), None)

    def find(self, name: str) -> Code:
        """Find a code by path, by id, or by a bare name that only one code bears.

        Raises Unknown, Ambiguous.
        """
        if name in self._codes:
            return self._codes[name]
        at: Code | None = None
        for step in split_path(name):
            at = self.child_named(at.id if at else None, step)
            if at is None:
                break
        if at is not None:
            return at
        alone = [code for code in self if code.name == name]
        if len(alone) > 1:
            raise Ambiguous(kind="code", name=name, ids=[self.path(code.id) for code in alone])
        if not alone:
            raise Unknown(kind="code", name=name)
        return alone[0]

    def with_shortcut(self, key: str) -> Code | None:
        """Find the code that a key applies; letter case does not count."""
        wanted = key.casefold()
        return next((c for c in self if c.shortcut and c.shortcut.casefold() == wanted), None)
