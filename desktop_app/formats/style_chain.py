"""Styles that are based on others: what one leaves open, the one it is based on says.

Word and OpenDocument name their styles alike in this; what stands in one is read by each itself.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

Kinds = frozenset[str]
"""How words are shown: "bold", "italic"."""


class Based(Protocol):
    """A named style."""

    @property
    def based_on(self) -> str:
        """The name of the style that this one is based on; "" for none."""

    @property
    def marks(self) -> Mapping[str, bool]:
        """The kinds that this style itself switches on or off."""


S = TypeVar("S", bound=Based)


def chain_of(named: Mapping[str, S], name: str | None) -> list[S]:
    """List a style and those it is based on, the nearest first; a circle ends where it closes."""
    chain: list[S] = []
    seen = set()
    while name and name in named and name not in seen:
        seen.add(name)
        chain.append(named[name])
        name = chain[-1].based_on
    return chain


def switched(kinds: Kinds, marks: Mapping[str, bool]) -> Kinds:
    """Switch kinds on and off."""
    on = {kind for kind, is_on in marks.items() if is_on}
    return (kinds | on) - {kind for kind, is_on in marks.items() if not is_on}


def shown(chain: Sequence[Based], usual: Kinds) -> Kinds:
    """Tell how words of the first style are shown, amid words that are shown as `usual`."""
    for style in reversed(chain):
        usual = switched(usual, style.marks)
    return usual
