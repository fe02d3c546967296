"""A few rounds of each endurance run, in a process of its own; their figures are printed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.endurance.__main__ import RUNS

ROOT = Path(__file__).parents[2]
WITH_QT = ("window", "hostile")
BY_FORKING = ("kills", "stages", "sync")


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("name", RUNS)
def test_promises_are_kept(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    if name in WITH_QT:
        pytest.importorskip("PySide6")
    if name in BY_FORKING and not hasattr(os, "fork"):
        pytest.skip("processes cannot be forked here")
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.endurance", name]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"exit {done.returncode}: {done.stderr[-4000:]}"
    with capsys.disabled():
        print(f"\n{done.stdout.strip()}")
