"""The verbs of many readers and copies: merge, pack, submit, collect; a row each."""

from pathlib import Path

from desktop_app.commands.verb import PROJECT, Verb, word

DRY_RUN = word("--dry-run", "only tell what would come; change nothing", action="store_true")

SEMINAR_VERBS = (
    Verb(
        "merge",
        "Unite copies of a project with it, in one step; what clashes is told.",
        "diple merge thesis.diple laptop.diple --dry-run",
        "merging:merge",
        (
            PROJECT,
            word("others", "copies, or other projects", type=Path, nargs="+", metavar="OTHER"),
            DRY_RUN,
            word(
                "--take",
                "decide a conflict by its key, as a run without it names them",
                metavar="KEY=ours|theirs",
                action="append",
                default=[],
            ),
        ),
    ),
)
