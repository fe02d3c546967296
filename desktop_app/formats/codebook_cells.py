r"""How a code's roles, properties and aliases stand in one cell each: readable, and lossless.

Roles are written `pole A; pole B; bridge?` (`?`: not required), properties
`polarity: choice(positive | negative) = positive; intensity: number`, aliases `a; b`. A
backslash stands before a sign that would otherwise separate, before a backslash, and before
white space at a name's edge. No name is empty.
"""

import re
from collections.abc import Iterable, Sequence

from desktop_app.core.model import PropertyRule, Role

_SIGNS = ";:()|="
_TOKEN = re.compile(r"\\.|.", re.DOTALL)
_EDGE = re.compile(r"\A\s|\s\Z")


def write_roles(roles: Iterable[Role]) -> str:
    """Write roles as one cell."""
    return "; ".join(_escape(role.name, ";?") + ("" if role.is_required else "?") for role in roles)


def read_roles(cell: str) -> tuple[Role, ...]:
    """Read a cell that `write_roles` wrote."""
    roles = []
    for tokens in _items(cell):
        is_required = tokens[-1] != "?"
        roles.append(Role(_plain(tokens if is_required else tokens[:-1]), is_required))
    return tuple(roles)


def write_properties(rules: Iterable[PropertyRule]) -> str:
    """Write properties as one cell."""
    return "; ".join(_property(rule) for rule in rules)


def read_properties(cell: str) -> tuple[PropertyRule, ...]:
    """Read a cell that `write_properties` wrote; a property without a kind is a text."""
    return tuple(_rule(tokens) for tokens in _items(cell))


def write_aliases(aliases: Iterable[str]) -> str:
    """Write aliases as one cell."""
    return "; ".join(_escape(alias, ";") for alias in aliases)


def read_aliases(cell: str) -> tuple[str, ...]:
    """Read a cell that `write_aliases` wrote."""
    return tuple(_plain(tokens) for tokens in _items(cell))


def _property(rule: PropertyRule) -> str:
    text = f"{_escape(rule.name, _SIGNS)}: {_escape(rule.kind, _SIGNS)}"
    if rule.allowed:
        text += f"({' | '.join(_escape(each, _SIGNS) for each in rule.allowed)})"
    if rule.default:
        text += f" = {_escape(rule.default, _SIGNS)}"
    return text


def _rule(tokens: Sequence[str]) -> PropertyRule:
    name, rest = _cut(tokens, ":")
    rest, default = _cut(rest, "=")
    kind, listed = _cut(rest, "(")
    allowed = _split(_cut(listed, ")")[0], "|") if listed else []
    return PropertyRule(
        _plain(name),
        _plain(kind) or "text",
        tuple(_plain(each) for each in allowed),
        _plain(default),
    )


def _escape(name: str, signs: str) -> str:
    marked = "".join(f"\\{sign}" if sign in signs or sign == "\\" else sign for sign in name)
    return _EDGE.sub(r"\\\g<0>", marked)


def _items(cell: str) -> list[list[str]]:
    """Cut a cell at its semicolons into lists of tokens: a sign, or a backslash and a sign."""
    found = (_strip(each) for each in _split(_TOKEN.findall(cell), ";"))
    return [tokens for tokens in found if tokens]


def _split(tokens: Sequence[str], sign: str) -> list[list[str]]:
    items: list[list[str]] = [[]]
    for token in tokens:
        if token == sign:
            items.append([])
        else:
            items[-1].append(token)
    return items


def _cut(tokens: Sequence[str], sign: str) -> tuple[Sequence[str], Sequence[str]]:
    at = tokens.index(sign) if sign in tokens else len(tokens)
    return tokens[:at], tokens[at + 1 :]


def _strip(tokens: Sequence[str]) -> list[str]:
    kept = list(tokens)
    while kept and kept[-1].isspace():
        kept.pop()
    while kept and kept[0].isspace():
        kept.pop(0)
    return kept


def _plain(tokens: Sequence[str]) -> str:
    return "".join(token[-1] for token in _strip(tokens))
