"""The golden files, what is read from them, and a way to write that down anew."""

import json
from pathlib import Path
from typing import Any

from desktop_app.formats import TEXT_FORMATS, read_text

FOLDER = Path(__file__).parent / "golden"
SUFFIXES = {suffix for row in TEXT_FORMATS for suffix in row.suffixes} - {".md"}
FILES = sorted(
    path for path in FOLDER.iterdir() if path.suffix in SUFFIXES and path.stem != "protected"
)


def found_in(path: Path) -> dict[str, Any]:
    """Read a file and tell all that matters of it."""
    read = read_text(path)
    return {
        "text": read.text.split("\n"),
        "shown": [[run.kind, read.text[run.start : run.end]] for run in read.runs],
        "report": {line.kind: line.count for line in read.report},
        "metadata": read.metadata,
        "encoding": read.encoding,
    }


def expected(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


if __name__ == "__main__":
    for path in FILES:
        told = json.dumps(found_in(path), ensure_ascii=False, indent=1)
        expected(path).write_text(f"{told}\n", encoding="utf-8")
