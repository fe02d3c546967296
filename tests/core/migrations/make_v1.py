"""Make v1.diple and v1.json: a small project of schema version 1, and what it holds.

Run once, when version 1 was new, by `python -m tests.core.migrations.make_v1`; the two files are
kept, so that every later version proves that it still opens the project with nothing lost.
"""

import json
import os
import tempfile
from pathlib import Path

from tests.builders import a_seeded_project, state_of

HERE = Path(__file__).parent


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DIPLE_HOME"] = folder
        path = Path(folder) / "v1.diple"
        with a_seeded_project(path) as project:
            project.undo()
            project.undo()
            project.redo()
            state = state_of(project)
            history = [(step.number, step.op, step.kind) for step in project.history()]
        (HERE / "v1.diple").write_bytes(path.read_bytes())
    held = {"state": state, "history": history}
    lines = json.dumps(held, ensure_ascii=False, indent=1)
    (HERE / "v1.json").write_text(lines + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
