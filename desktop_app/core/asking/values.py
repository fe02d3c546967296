"""What there is to ask for: the properties that annotations have."""

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.model import Rows


def list_properties(rows: Rows) -> list[tuple[str, str]]:
    """List the names and values of properties that annotations have, each pair once."""
    value = schema.annotation_properties.c
    wanted = select(value.name, value.value).distinct().order_by(value.name, value.value)
    return [(name, text) for name, text in rows.tuples(wanted)]
