"""Reading YAML files that people write: plain values only, of bounded size.

What the values mean is told where they are used.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from desktop_app.core.errors import (
    FileDamaged,
    FileTooLarge,
    LineRefused,
    NotPlain,
    Repeated,
    TooDeep,
)
from desktop_app.formats.files import MEGABYTE, read_bytes

LIMIT = 5 * MEGABYTE
MAX_VALUES = 2_000_000
"""How many values `read_nodes` takes: a small file of commas would else fill the memory."""

# The loader in C is ten times as fast, but not every build of the library has it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Node:
    """A value with the line where it begins, from 1: text as it is written, a list or names."""

    line: int
    value: str | list["Node"] | dict[str, "Node"]
    is_plain: bool = False
    """Whether a text stands without quotation marks and not as a block."""


def read_yaml(path: Path) -> Any:
    """Read a YAML file into lists, dicts, strings, numbers and dates.

    Raises what reading a file does, and FileDamaged for anything that is not plain YAML in
    UTF-8; aliases count so, because a short file can unfold by them without end.
    """
    text = _read_text(path, LIMIT)
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, _Loader)):
            raise FileDamaged(path=path, reason="it uses aliases")
        return yaml.load(text, _Loader)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise _damaged(path, error) from error


def read_nodes(path: Path, limit: int = LIMIT, depth: int = 20) -> Node:
    """Read a YAML file into nodes that know their lines; no value is turned into a number or date.

    `limit` bounds the file's bytes, `depth` how far lists and names may nest. Raises what reading
    a file does, FileDamaged, and LineRefused with the line where an alias, a tag, a name that is
    no text, a repeated name or too deep a nesting stands.
    """
    return nodes_of(_read_text(path, limit), path, depth)


def nodes_of(text: str, path: Path, depth: int) -> Node:
    """Do what `read_nodes` does with a text of which `path` tells where it stood."""
    if found := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        sign = f"U+{ord(found[0]):04X}"
        raise FileDamaged(path=path, reason=f"the character {sign} stands in line {line}")
    try:
        return _Builder(path, depth).build(yaml.parse(text, _Loader))
    except (ValueError, yaml.YAMLError) as error:
        # The reader in C gives up by itself a thousand levels down, before it has told the first.
        if "nesting depth" in str(getattr(error, "problem", "")) and isinstance(
            error, yaml.MarkedYAMLError
        ):
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise LineRefused(path=path, line=line, cause=TooDeep(limit=depth)) from error
        raise _damaged(path, error) from error


@dataclass
class _Open:
    """A list or names that have begun and not ended."""

    node: Node
    key: str | None = None


@dataclass
class _Builder:
    """Puts events together; a stack instead of recursion, so that no nesting can exhaust it."""

    path: Path
    depth: int
    root: Node | None = None
    open: list[_Open] = field(default_factory=list)
    count: int = 0

    def build(self, events: Iterator[Any]) -> Node:
        """Put the events of one document together."""
        for event in events:
            line = event.start_mark.line + 1
            if isinstance(event, yaml.NodeEvent):
                self._take(event, line)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.open.pop()
            elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
                raise FileDamaged(path=self.path, reason=f"a second document begins in line {line}")
        return self.root or Node(1, "", True)

    def _take(self, event: Any, line: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise LineRefused(path=self.path, line=line, cause=NotPlain(what="an alias"))
        if event.anchor is not None:
            raise LineRefused(path=self.path, line=line, cause=NotPlain(what="an anchor"))
        if event.tag is not None:
            raise LineRefused(path=self.path, line=line, cause=NotPlain(what="a tag"))
        if isinstance(event, yaml.ScalarEvent):
            self._place(Node(line, event.value, not event.style), line)
            return
        node = Node(line, {} if isinstance(event, yaml.MappingStartEvent) else [])
        self._place(node, line)
        self.open.append(_Open(node))
        if len(self.open) > self.depth:
            raise LineRefused(path=self.path, line=line, cause=TooDeep(limit=self.depth))

    def _place(self, node: Node, line: int) -> None:
        self.count += 1
        if self.count > MAX_VALUES:
            raise FileTooLarge(path=self.path, limit=f"{MAX_VALUES:,} values")
        if not self.open:
            self.root = node
            return
        at = self.open[-1]
        if isinstance(at.node.value, list):
            at.node.value.append(node)
        elif isinstance(at.node.value, dict):
            if at.key is not None:
                at.node.value[at.key], at.key = node, None
            elif not isinstance(node.value, str):
                raise LineRefused(path=self.path, line=line, cause=NotPlain(what="a list as name"))
            elif node.value in at.node.value:
                cause = Repeated(kind="name", value=node.value)
                raise LineRefused(path=self.path, line=line, cause=cause)
            else:
                at.key = node.value


def _read_text(path: Path, limit: int) -> str:
    try:
        return read_bytes(path, limit).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> FileDamaged:
    mark = getattr(error, "problem_mark", None)
    place = f" in line {mark.line + 1}" if mark else ""
    if isinstance(error, UnicodeDecodeError):
        line = error.object.count(b"\n", 0, error.start) + 1
        place = f" in line {line}"
    return FileDamaged(path=path, reason=f"it is not YAML in UTF-8{place}")
