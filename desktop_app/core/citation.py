"""Quotations with their place: what is copied to be cited elsewhere (pure).

A template names facts in braces, as `{quote} ({author}, {date}, {place})`. A fact that is not
known leaves nothing behind, nor the separators and brackets that stood only for it.
"""

import re
from collections.abc import Mapping

PLAIN = "“{quote}” ({author}, {title}, {date}, {place})"
MARKDOWN = "> {quote}\n>\n> — {author}, *{title}*, {date}, {place}"

FACTS = ("quote", "author", "speaker", "title", "date", "place", "source", "code", "coder", "note")
"""What a template can name; any field of the document's metadata can be named too."""

_FACT = re.compile(r"\{([^{}\n]+)\}")
_LOST = "\x00"


def cite(template: str, facts: Mapping[str, str]) -> str:
    """Fill a template; facts that are unknown or empty vanish with their punctuation.

    The words of the quotation stay as they are, whatever they contain; in a Markdown block each
    of their lines is quoted.
    """
    held: list[str] = []

    def fill(match: re.Match[str]) -> str:
        value = facts.get(match[1].strip(), "")
        if not value:
            return _LOST
        held.append(value)
        return f"\x01{len(held) - 1}\x02"

    filled = _FACT.sub(fill, template.replace("\\n", "\n"))
    filled = re.sub(rf"\*?{_LOST}\*?", _LOST, filled)
    filled = re.sub(rf"{_LOST}[,;:·]? ?", "", filled)
    filled = re.sub(r"[,;:·] ?(?=[)\]]|$)", "", filled, flags=re.MULTILINE)
    filled = re.sub(r" ?\(\s*\)| ?\[\s*\]", "", filled)
    filled = re.sub(r"[ \t]+$", "", filled, flags=re.MULTILINE)
    filled = re.sub(r"\n(?:>\n)?>? ?—$", "", filled).rstrip()

    def put(match: re.Match[str]) -> str:
        value = held[int(match[1])]
        line = filled.rfind("\n", 0, match.start()) + 1
        return value.replace("\n", "\n> ") if filled.startswith("> ", line) else value

    return re.sub("\x01(\\d+)\x02", put, filled)
