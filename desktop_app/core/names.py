"""Names of things: what they may hold, and how long they may be (pure).

A name stands on one line wherever it is shown. Only a code's may hold line breaks and tabs, which
other programs' codebooks have in them: these are shown as spaces and written as they are.
"""

import re

from desktop_app.core.errors import NameEmpty, TooLong

LONGEST = {
    "code": 1024,
    "document": 1024,
    "coder": 200,
    "field": 200,
    "property": 200,
    "role": 200,
    "link": 200,
}
"""The most characters that a name of each kind may have."""

LONGEST_VALUE = 100_000
"""The most characters of a field's or a property's value."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CONTROL_IN_CODES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]+")


def tidy(name: str) -> str:
    """Put a name on one line: control characters and runs of white space become one space."""
    return " ".join(_CONTROL.sub(" ", name).split())


def tidy_code(name: str) -> str:
    """Take the white space from the ends of a code's name, and control characters out of it."""
    return _CONTROL_IN_CODES.sub(" ", name.replace("\r\n", "\n").strip()).strip()


def checked(kind: str, name: str) -> str:
    """Return a name as it is stored; `kind` is one of LONGEST. Raises NameEmpty, TooLong."""
    name = tidy_code(name) if kind == "code" else tidy(name)
    if not name:
        raise NameEmpty(kind=kind)
    return limited(f"{kind}’s name", name, LONGEST[kind])


def optional(kind: str, name: str) -> str:
    """Return a name that may be empty as it is stored; raise TooLong."""
    return checked(kind, name) if tidy(name) else ""


def property_fits(name: str, value: str) -> bool:
    """Return true, or raise TooLong for a property's name or value that is too long."""
    limited("property’s name", name, LONGEST["property"])
    limited("property’s value", value)
    return True


def limited(what: str, text: str, limit: int = LONGEST_VALUE) -> str:
    """Return a text that is not too long, or raise TooLong."""
    if len(text) > limit:
        raise TooLong(what=what, length=len(text), limit=limit)
    return text
