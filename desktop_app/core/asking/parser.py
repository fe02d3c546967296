"""Reading a query as it is typed.

    query   := both ("or" both)*
    both    := near ("and" near)*
    near    := one (relation one)*
    relation:= "overlaps" | "inside" | "encloses" | "followed" ["within" N unit] "by"
             | "same" ("sentence" | "paragraph" | "turn" | "passage") "as"
    one     := "not" one | "(" query ")" | "all" | "has" thing | test | NAME
    test    := field ["." NAME] sign NAME

A NAME is one word, or anything in quotation marks, which are doubled inside. Alone it is a code,
by its path or bare name, with those below it. Letter case of the words above does not count.
"""

import re
from typing import NamedTuple, cast, get_args

from desktop_app.core.asking.query import (
    FIELDS,
    NAMED,
    THINGS,
    And,
    Everything,
    Has,
    Near,
    Not,
    Or,
    Query,
    Relation,
    Scope,
    Test,
    Unit,
)
from desktop_app.core.errors import BadQuery

_TOKEN = re.compile(
    r'\s*(?:(?P<string>"(?:[^"]|"")*")|(?P<sign>!=|<=|>=|[=<>~:()])|(?P<word>[^\s"=<>~:()!]+))'
)
_DEPTH = 60
"""So many brackets and negations may stand inside one another."""
_UNITS = {
    f"{unit}{end}": f"{unit}s" for unit in ("word", "sentence", "paragraph") for end in ("", "s")
}


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


def parse(text: str) -> Query:
    """Read a query or raise BadQuery, which names the place of the trouble; empty asks for all."""
    return _Parser(text).whole()


def _tokens(text: str) -> list[_Token]:
    found, at = [], 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if not match:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            raise BadQuery(text=text, position=start, expected="a quotation mark that closes")
        kind = str(match.lastgroup)
        found.append(_Token(kind, match[kind], match.start(kind)))
        at = match.end()
    found.append(_Token("end", "", end))
    return found


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = _tokens(text)
        self._at = 0
        self._depth = 0

    def whole(self) -> Query:
        if self._next.kind == "end":
            return Everything()
        query = self._either()
        if self._next.kind != "end":
            raise self._refused("“and”, “or” or a relation")
        return query

    def _either(self) -> Query:
        found = [self._both()]
        while self._take("or"):
            found.append(self._both())
        return found[0] if len(found) == 1 else Or(tuple(found))

    def _both(self) -> Query:
        found = [self._near()]
        while self._take("and"):
            found.append(self._near())
        return found[0] if len(found) == 1 else And(tuple(found))

    def _near(self) -> Query:
        left = self._one()
        while True:
            if self._take("followed"):
                distance, unit = self._within()
                self._need("by")
                left = Near(left, "followed by", self._one(), distance, unit)
            elif self._take("same"):
                scope = cast(Scope, self._choice(get_args(Scope)))
                self._need("as")
                left = Near(left, "same", self._one(), scope=scope)
            elif relation := next(filter(self._take, ("overlaps", "inside", "encloses")), None):
                left = Near(left, cast(Relation, relation), self._one())
            else:
                return left

    def _within(self) -> tuple[int | None, Unit]:
        if not self._take("within"):
            return None, "words"
        number = self._next
        if not (number.text.isascii() and number.text.isdigit() and len(number.text) < 7):
            raise self._refused("a number")
        self._at += 1
        unit = _UNITS[self._choice(tuple(_UNITS))]
        return int(number.text), cast(Unit, unit)

    def _one(self) -> Query:
        self._depth += 1
        if self._depth > _DEPTH:
            raise self._refused("fewer brackets")
        try:
            return self._single()
        finally:
            self._depth -= 1

    def _single(self) -> Query:
        if self._take("not"):
            return Not(self._one())
        if self._take("("):
            query = self._either()
            if not self._take(")"):
                raise self._refused("a closing bracket")
            return query
        if self._take("all"):
            return Everything()
        if self._take("has"):
            return Has(self._choice(THINGS))
        return self._test()

    def _test(self) -> Query:
        token = self._next
        field, dot, name = token.text.partition(".")
        if token.kind == "word" and field.casefold() in FIELDS and self._is_test(dot):
            self._at += 1
            return self._question(field.casefold(), dot, name)
        return Test("code", self._name())

    def _is_test(self, dot: str) -> bool:
        behind = self._tokens[self._at + 1]
        is_sign = behind.kind == "sign" and behind.text not in "()"
        return is_sign or bool(dot and behind.kind == "string")

    def _question(self, field: str, dot: str, name: str) -> Query:
        if dot and not name:
            name = self._name()
        if bool(name) != (field in NAMED):
            self._at -= 1
            wanted = f"“{field}.” and a name" if field in NAMED else f"“{field}” alone"
            raise self._refused(wanted)
        sign = self._next
        if sign.kind != "sign" or sign.text in "()":
            raise self._refused("a sign such as “=”")
        self._at += 1
        return Test(field, self._name(), sign.text, name)

    def _name(self) -> str:
        token = self._next
        if token.kind == "string":
            self._at += 1
            return token.text[1:-1].replace('""', '"')
        if token.kind == "word":
            self._at += 1
            return token.text
        raise self._refused("a name")

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self, word: str) -> bool:
        """Step over a word of the language where it comes next."""
        token = self._next
        if token.kind in ("word", "sign") and token.text.casefold() == word:
            self._at += 1
            return True
        return False

    def _need(self, word: str) -> None:
        if not self._take(word):
            raise self._refused(f"“{word}”")

    def _choice(self, choices: tuple[str, ...]) -> str:
        for choice in choices:
            if self._take(choice):
                return choice
        raise self._refused(" or ".join(f"“{choice}”" for choice in choices))

    def _refused(self, expected: str) -> BadQuery:
        return BadQuery(text=self._text, position=self._next.at, expected=expected)
