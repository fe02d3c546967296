"""The shape of the `read` fixture."""

from collections.abc import Callable

from desktop_app.formats import ReadText

Read = Callable[..., ReadText]


def counts(read: ReadText) -> dict[str, int]:
    return {line.kind: line.count for line in read.report}


def shown(read: ReadText) -> list[tuple[str, str]]:
    """List the stretches that are shown in their own way: kind and words."""
    return [(run.kind, read.text[run.start : run.end]) for run in read.runs]
