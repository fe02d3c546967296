"""`python -m tests.benchmarks [--json] [WORD]`: measure all, or those whose name holds WORD.

One line a measure, as a table or as JSON: name, ratio, target, baseline and own seconds. Exits
with 1 where a ratio passes its target.
"""

import argparse
import json
import os
import tempfile
from importlib import import_module

from tests.benchmarks.measure import Measure

MODULES = ("store", "window", "reader", "texts", "imports", "analysis", "codebook", "seminar")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("word", nargs="?", default="")
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DIPLE_HOME"] = folder
        for name in MODULES:
            for measure in import_module(f"tests.benchmarks.{name}").MEASURES:
                if asked.word in measure.name:
                    missed += show(measure, as_json=asked.json)
    return 1 if missed else 0


def show(measure: Measure, *, as_json: bool) -> bool:
    """Run a measure, print its line, and tell whether it misses its target."""
    baseline, own = measure.run()
    ratio = own / baseline
    if as_json:
        found = {
            "name": measure.name,
            "ratio": round(ratio, 3),
            "target": measure.target,
            "baseline": round(baseline, 6),
            "own": round(own, 6),
        }
        print(json.dumps(found), flush=True)
    else:
        verdict = "missed" if ratio > measure.target else ""
        scale, unit = (1000, "ms") if measure.unit == "s" else (1, measure.unit)
        print(
            f"{measure.name:48} {ratio:6.2f} of {measure.target:<4}"
            f" {baseline * scale:10.2f} {unit} {own * scale:10.2f} {unit}  {verdict}",
            flush=True,
        )
    return ratio > measure.target


if __name__ == "__main__":
    raise SystemExit(main())
