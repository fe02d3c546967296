"""The verbs on the codebook: its tree, and the files that it goes out to and comes in from."""

from pathlib import Path

from desktop_app.commands.verb import APPLY, PROFILE, PROJECT, Verb, word

CODEBOOK_VERBS = (
    Verb(
        "codes",
        "List the codes as a tree, with their annotations: own, and with those below.",
        "diple codes thesis.diple",
        "codes:list_all",
        (PROJECT,),
    ),
    Verb(
        "codebook export",
        "Write the codebook: as a table, for exchange, or to be read.",
        "diple codebook export thesis.diple codebook.csv",
        "codebooks:export",
        (
            PROJECT,
            word(
                "out",
                "a file ending in .csv, .xlsx, .yaml, .qdc, .html or .docx",
                type=Path,
                metavar="OUT",
            ),
            PROFILE,
        ),
    ),
    Verb(
        "codebook import",
        "Bring a codebook in, or without --apply tell what differs.",
        "diple codebook import thesis.diple codebook.csv --apply",
        "codebooks:import_file",
        (
            PROJECT,
            word(
                "file",
                "a .csv, .tsv, .txt, .xlsx, .yaml or .qdc file, of Diple or another program",
                type=Path,
                metavar="FILE",
            ),
            word(
                "--map",
                "what a column of a table means, such as Theme=code or Memo=when_to_use; also"
                " path, parent, level, keep and ignore",
                metavar="COLUMN=MEANING",
                action="append",
                default=[],
            ),
            word("--cut", "the sign that cuts names into levels; nothing for none", metavar="SIGN"),
            word(
                "--only",
                "take only the code at this path; may be repeated",
                metavar="PATH",
                action="append",
                default=[],
            ),
            APPLY,
        ),
    ),
)
