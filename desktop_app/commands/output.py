"""How verbs print: lines for people, or JSON for programs."""

import json
from argparse import Namespace
from collections.abc import Iterable
from typing import Any

from desktop_app.messages import on_one_line


def show(asked: Namespace, facts: Any, lines: Iterable[str]) -> None:
    """Print `facts` as JSON where that was asked for, else the lines."""
    if asked.json:
        print(json.dumps(facts, ensure_ascii=False, indent=1, default=str))
    else:
        for line in lines:
            print(on_one_line(line))


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number with its unit: "1 part", "3 parts"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
