"""What the values of a property count as when they are compared: names, ranks, or numbers."""

from collections.abc import Iterable
from math import isfinite

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.agreement.results import Label
from desktop_app.core.codebook import list_codes
from desktop_app.core.comparing.marks import plain_value
from desktop_app.core.comparing.measures import Measure
from desktop_app.core.errors import BadValue
from desktop_app.core.model import Rows


def list_properties(rows: Rows) -> list[str]:
    """List the properties that any annotation has a value of."""
    name = schema.annotation_properties.c.name
    return [each for (each,) in rows.tuples(select(name).distinct().order_by(name))]


def labels_of(rows: Rows, name: str, given: Iterable[str], measure: Measure) -> dict[str, Label]:
    """Return what each value of a property counts as: those the codebook allows, and those given.

    Where an order is wanted, numbers are in their own, and other values in that of the codebook.
    Raises BadValue where values have no order or are no numbers, and a measure needs that.
    """
    allowed = _allowed(rows, name)
    given = sorted(frozenset(given) - frozenset(allowed))
    values = [*allowed, *given]
    if measure.scale == "nominal":
        return {value: value for value in values}
    numbers = {value: number for value in values if (number := _number(value)) is not None}
    if len(numbers) == len(values):
        least = min(numbers.values(), default=0.0)
        if measure.name == "alpha_ratio" and least < 0:
            raise BadValue(kind=f"value of “{name}” for {measure.title}: 0 or more", value=least)
        return dict(numbers)
    if measure.scale == "ordinal" and not given:
        return {value: rank for rank, value in enumerate(values, 1)}
    wrong = next(value for value in (*given, *values) if value not in numbers)
    kind = "number, nor in an order that the codebook gives" * (measure.scale == "ordinal")
    raise BadValue(kind=kind or "number", value=wrong)


def _allowed(rows: Rows, name: str) -> list[str]:
    found: dict[str, None] = {}
    for code in list_codes(rows):
        for rule in code.properties:
            if rule.name == name:
                found.update(dict.fromkeys(plain_value(value) for value in rule.allowed))
    return list(found)


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if isfinite(number) else None
