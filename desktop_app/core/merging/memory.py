"""What a merge must remember, so that the next one is not bound by its defaults.

A row that one copy deleted and another still uses is kept, and one that nobody uses is not.
Which of these it is can change with the next copy: hence who deleted what is remembered, what was
kept only because it was used, and what of deleted rows changed by itself meanwhile. So it is with
codes that copies put below each other in a circle: the next copy may have put one elsewhere.
"""

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.journal import Change
from desktop_app.core.merging.fields import follows, key_of
from desktop_app.core.merging.states import TABLES, Key, Row
from desktop_app.core.model import Rows
from desktop_app.core.records import encode

_MERGED = "merged"
Deletions = frozenset[Key]
"""What one copy deleted, without what went only because it belonged to that."""
Chain = tuple[str, ...]
"""The codes above one in a circle, the next one first."""


@dataclass(frozen=True)
class Memory:
    """Deletions copy by copy; of rows what cannot be told from them any more; opened circles.

    `spared` are rows that were kept for being used alone, with a print of how they were then, so
    that a later change is seen; `withheld` are deleted rows, with what of them went on by itself;
    `circles` what was above codes that were put at the top to open a circle.
    No words of a person are in it: it stays when the history is emptied.
    """

    gone: tuple[Deletions, ...] = ()
    spared: Mapping[Key, str] = field(default_factory=dict)
    withheld: Mapping[Key, Row] = field(default_factory=dict)
    circles: Mapping[str, Chain] = field(default_factory=dict)

    def renamed(self, alias: Mapping[str, str]) -> "Memory":
        """Let rows bear the ids that they were joined under."""

        def now(key: Key) -> Key:
            return key[0], alias.get(key[1], key[1])

        return Memory(
            tuple(frozenset(map(now, keys)) for keys in self.gone),
            {now(key): print_ for key, print_ in self.spared.items()},
            {now(key): values for key, values in self.withheld.items()},
            {
                alias.get(first, first): tuple(alias.get(key, key) for key in chain)
                for first, chain in self.circles.items()
            },
        )

    def keep(self, change: Change, heads: Collection[str]) -> None:
        """Keep it in the project, as of the merge of copies with these last steps.

        As a row of its own, so that going back and undoing the merge forget it, too.
        """
        values = {
            "heads": sorted(heads),
            "gone": [sorted(map(list, keys)) for keys in self.gone],
            "spared": [[*key, print_] for key, print_ in sorted(self.spared.items())],
            "withheld": [[*key, self.withheld[key]] for key in sorted(self.withheld)],
            "circles": [[first, *chain] for first, chain in sorted(self.circles.items())],
        }
        known = select(schema.meta.c.id).where(schema.meta.c.id == _MERGED)
        if any(True for _ in change.tuples(known)):
            change.update(schema.meta, _MERGED, value=encode(values))
        else:
            change.insert(schema.meta, id=_MERGED, value=encode(values))


def recall(rows: Rows) -> Memory:
    """Read what a project remembers."""
    wanted = select(schema.meta.c.value).where(schema.meta.c.id == _MERGED)
    for row in rows.tuples(wanted):
        # What cannot be read is not remembered: then deletions are settled as they come.
        with suppress(ValueError, TypeError, KeyError, RecursionError):
            return _read(json.loads(row[0]))
    return NOTHING


def _read(kept: Any) -> Memory:
    return Memory(
        tuple(frozenset(_key(*key) for key in keys) for keys in kept["gone"]),
        {_key(table, row_id): str(print_) for table, row_id, print_ in kept["spared"]},
        {_key(table, row_id): _values(table, row) for table, row_id, row in kept["withheld"]},
        {first: _chain(first, above, *more) for first, above, *more in kept["circles"]},
    )


def _chain(*codes: str) -> Chain:
    """Read the codes above the first of a circle."""
    return tuple(_key("codes", code)[1] for code in codes)[1:]


def _key(table: str, row_id: str) -> Key:
    if table not in TABLES or not isinstance(row_id, str):
        raise ValueError(table)
    return table, row_id


def _values(table: str, values: Row) -> Row:
    columns = schema.JOURNALED[table].c
    if not all(name in columns and follows(name) for name in values):
        raise ValueError(table)
    return dict(values)


def print_of(row: Row) -> str:
    """Give by what a row is known to be as it was, in all but what follows by itself."""
    kept = {name: value for name, value in row.items() if not follows(name)}
    return sha256(key_of(kept).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def followed(before: Row, row: Row) -> Row:
    """Give what of a row followed by itself since."""
    return {k: v for k, v in row.items() if follows(k) and v != before.get(k)}


NOTHING = Memory()
