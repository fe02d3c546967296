"""Keys of actions: the table's own, or the user's; clashes; the card on which they all stand."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from PySide6.QtGui import QKeySequence

from desktop_app.core.model import Code
from desktop_app.gui import words
from desktop_app.gui.actions import ACTIONS, GROUPS, Action
from desktop_app.gui.words import tr

_NATIVE = QKeySequence.SequenceFormat.NativeText
_PORTABLE = QKeySequence.SequenceFormat.PortableText

Chosen = Mapping[str, Sequence[str]]
"""The user's own keys by action id, in Qt's portable writing; an empty list takes a key away."""


def keys_of(row: Action, chosen: Chosen) -> tuple[str, ...]:
    """Return an action's keys as they are now, in Qt's portable writing."""
    own = chosen.get(row.id)
    if isinstance(own, list | tuple) and all(isinstance(key, str) for key in own):
        return tuple(own)
    return row.keys


def shown(keys: Iterable[str]) -> str:
    """Write the first of some keys as the system writes it; empty where there is none."""
    first = next(iter(keys), "")
    return QKeySequence(first).toString(_NATIVE) if first else ""


def portable(sequence: QKeySequence) -> str:
    """Write a key as it is kept."""
    return sequence.toString(_PORTABLE)


def owner_of(key: str, chosen: Chosen, but: str) -> Action | None:
    """Find another action that a key belongs to already."""
    wanted = QKeySequence(key)
    for row in ACTIONS:
        if row.id != but and any(QKeySequence(each) == wanted for each in keys_of(row, chosen)):
            return row
    return None


def is_code_key(key: str) -> bool:
    """Tell whether a key is a plain letter or digit: those belong to the codes."""
    return len(key) == 1 and key.isalnum()


def key_card(chosen: Chosen, codes: Iterable[Code], project: str = "") -> str:
    """Write every action with its keys, and the codes with theirs, as a page of HTML to print."""
    groups = []
    for menu in GROUPS:
        rows = [
            (tr(row.text).replace("&", ""), ", ".join(map(_native, keys_of(row, chosen))))
            for row in ACTIONS
            if row.menu == menu and keys_of(row, chosen)
        ]
        groups.append((tr(menu).replace("&", ""), rows))
    own = [(code.name, code.shortcut) for code in codes if code.shortcut]
    if own:
        groups.append((tr(words.CARD_CODES).format(name=project), own))
    tables = "".join(_table(title, rows) for title, rows in groups if rows)
    title = escape(tr(words.CARD_TITLE))
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>' \
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1>{tables}</body></html>"  # fmt: skip


_STYLE = (
    "body{font-family:sans-serif;font-size:9pt;color:#24211d}h1{font-size:15pt}"
    "h2{font-size:11pt;margin:10pt 0 3pt 0}td{vertical-align:top}"
    ".key{font-weight:600;white-space:nowrap}"
)


def _native(key: str) -> str:
    return QKeySequence(key).toString(_NATIVE)


def _table(title: str, rows: Sequence[tuple[str, str]]) -> str:
    lines = "".join(map(_line, rows))
    return f'<h2>{escape(title)}</h2><table cellspacing="0" cellpadding="2">{lines}</table>'


def _line(row: tuple[str, str]) -> str:
    said, key = map(escape, row)
    return f'<tr><td class="key" width="150">{key}</td><td>{said}</td></tr>'
