"""Run the endurance tests and print their figures: python -m tests.endurance [NAME ...]."""

import argparse
import json
import os
import tempfile
import time
from importlib import import_module

RUNS = {
    "kills": 100,
    "stages": 20,
    "damage": 200,
    "fuzz": 200,
    "disk": 1,
    "power": 100,
    "sync": 200,
    "hostile": 1,
    "window": 1000,
}
"""Each run with the rounds that the ordinary tests make."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.endurance", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *RUNS], help=", ".join(RUNS))
    parser.add_argument("--rounds", type=int, help="rounds of each run")
    parser.add_argument("--seed", type=int, default=0, help="other seeds make other rounds")
    asked = parser.parse_args()
    for name in asked.names or RUNS:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="diple-endurance-") as folder:
            os.environ["DIPLE_HOME"] = folder
            run = import_module(f"tests.endurance.{name}").run
            figures = run(asked.rounds or RUNS[name], asked.seed)
        figures["seconds"] = round(time.monotonic() - began, 1)
        print(f"{name}: {json.dumps(figures, ensure_ascii=False)}", flush=True)


if __name__ == "__main__":
    main()
