"""The shape of the `read` fixture."""

from collections.abc import Callable

from desktop_app.formats import ReadText

Read = Callable[..., ReadText]


def counts(read: ReadText) -> dict[str, int]:
    return {line.kind: line.count for line in read.report}
