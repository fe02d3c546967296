"""Drafts that kills leave are taken away, those of living writers are not."""

import os
import subprocess
import sys
from pathlib import Path

from desktop_app.core.leftovers import clear_drafts, draft_of

WRITE = """
import os, sys
from pathlib import Path
from desktop_app.core.leftovers import draft_of
draft = draft_of(Path(sys.argv[1]))
draft.touch()
draft.with_name(draft.name + "-journal").touch()
os._exit(0)
"""


def test_only_the_drafts_of_the_dead_are_cleared(tmp_path: Path) -> None:
    target = tmp_path / "Käse [1].csv"
    mine, other = draft_of(target), draft_of(tmp_path / "other.csv")
    subprocess.run([sys.executable, "-c", WRITE, str(target)], check=True)
    subprocess.run([sys.executable, "-c", WRITE, str(tmp_path / "other.csv")], check=True)
    for each in (mine, other, tmp_path / ".Käse [1].csv.new"):
        each.touch()
    clear_drafts(target)
    left = {each.name for each in tmp_path.iterdir()}
    assert {mine.name, other.name, ".Käse [1].csv.new"} <= left
    assert len(left) == 5
    assert str(os.getpid()) in mine.name


def test_a_long_name_still_has_a_draft(tmp_path: Path) -> None:
    for name in ("x" * 255, "語" * 85):
        draft_of(tmp_path / name).touch()
    clear_drafts(tmp_path / "missing" / "x")
