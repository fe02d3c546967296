"""Runs that try to lose a reader's work: kills, damage, full disks, sync programs, random acts.

Each module has `run(rounds, seed)`, which raises where a promise is broken and returns figures.
`python -m tests.endurance [NAME ...] --rounds N` runs them; the ordinary tests run a few rounds.
"""
