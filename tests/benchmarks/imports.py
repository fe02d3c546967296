"""Bringing a text in, numbering apart, against reading, decoding and hashing the same bytes."""

import hashlib
import tempfile
from pathlib import Path

from desktop_app.core.documents import add_document
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.formats import new_document, read_text
from tests.benchmarks.measure import Measure, cpu_seconds, interleaved

LENGTH = 10_000_000
WORDS = "We came to ask, and nobody answered; they call this “patience”. "


def import_text() -> tuple[float, float]:
    """Read ten million characters, store them and say so in the history; CPU seconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        lines = (WORDS * 5 + "\n") * (LENGTH // (5 * len(WORDS) + 1) + 1)
        path.write_text(lines[:LENGTH], "utf-8")

        def baseline() -> None:
            data = path.read_bytes()
            data.decode()
            hashlib.sha256(data).hexdigest()

        def own() -> float:
            # A project of its own each time: a text that was there once is not stored again.
            place = Path(folder) / "p.diple"
            place.unlink(missing_ok=True)
            with Project.create(place, "Reader") as project:

                def bring_in() -> None:
                    new = new_document(read_text(path), path.name)
                    with project.change(Op.IMPORT_DOCUMENT) as change:
                        add_document(change, new)

                return cpu_seconds(bring_in)

        return interleaved(lambda: cpu_seconds(baseline), own)


MEASURES = [Measure("imports: 10 million characters of text", 8.0, import_text)]
