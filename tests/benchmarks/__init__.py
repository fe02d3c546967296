"""Speed against a baseline in the same run; `python -m tests.benchmarks` prints every measure."""
