"""The verbs on texts: what is known about them, who speaks, corrections, removal; a row each."""

from pathlib import Path

from desktop_app.commands.verb import APPLY, DOCUMENT, PROFILE, PROJECT, Verb, word

TEXT_VERBS = (
    Verb(
        "documents",
        "List the documents.",
        "diple documents thesis.diple",
        "documents:list_all",
        (
            PROJECT,
            word(
                "--filter",
                "only those that answer, such as speaker:lincoln or set:letters",
                metavar="WORDS",
                default="",
            ),
        ),
    ),
    Verb(
        "remove",
        "Remove a document with its annotations; it can be restored.",
        "diple remove thesis.diple --document Draft",
        "documents:remove",
        (PROJECT, word("--document", "title or id", metavar="D", required=True)),
    ),
    Verb(
        "removed",
        "List the documents that were removed; restore one, or delete them all for good.",
        "diple removed thesis.diple --restore Draft",
        "documents:list_removed",
        (
            PROJECT,
            word("--restore", "bring this one back, by title or id", metavar="D", default=""),
            word(
                "--empty",
                "delete for good; what came before can no longer be undone",
                action="store_true",
            ),
            APPLY,
        ),
    ),
    Verb(
        "details export",
        "Write the fields and sets of all documents as a table.",
        "diple details export thesis.diple details.csv",
        "details:export",
        (PROJECT, word("out", "a .csv file", type=Path, metavar="OUT"), PROFILE),
    ),
    Verb(
        "details import",
        "Take fields and sets from a table; documents are found by id, else by title.",
        "diple details import thesis.diple details.csv --apply",
        "details:import_file",
        (PROJECT, word("file", "a CSV table", type=Path, metavar="FILE"), APPLY),
    ),
    Verb(
        "details guess",
        "Say what texts and their files tell about them; fields with a value keep it.",
        "diple details guess thesis.diple --field author --field date --apply",
        "details:guess",
        (
            PROJECT,
            DOCUMENT,
            word("--field", "only this; again", metavar="NAME", action="append", default=[]),
            APPLY,
        ),
    ),
    Verb(
        "details set",
        "Set fields of a document; an empty value takes one away.",
        'diple details set thesis.diple --document Speech --field "date=c. 1850"',
        "details:set_fields",
        (
            PROJECT,
            word("--document", "title or id", metavar="D", required=True),
            word(
                "--field",
                "a field; may be given again",
                metavar="NAME=VALUE",
                action="append",
                required=True,
            ),
        ),
    ),
    Verb(
        "sets",
        "List the named sets of documents; make, fill, rename or remove one.",
        "diple sets thesis.diple --set Speeches --add Speech --add Letter",
        "details:sets",
        (
            PROJECT,
            word("--set", "the set, made where it is not there", metavar="NAME", default=""),
            word("--add", "put a document in; again", metavar="D", action="append", default=[]),
            word("--take-out", "take a document out", metavar="D", action="append", default=[]),
            word("--rename", "give the set another name", metavar="NAME", default=""),
            word("--remove", "remove the set; its documents stay", action="store_true"),
        ),
    ),
    Verb(
        "text",
        "Print a document’s text, a place in it, or an earlier version.",
        "diple text thesis.diple --document Speech --place 14.3",
        "versions:show_text",
        (
            PROJECT,
            word("--document", "title or id", metavar="D", required=True),
            word("--place", "such as 14, 14.3, 14.3-15, T27 or L203", metavar="P", default=""),
            word("--version", "an earlier version, by its number", metavar="N", default=""),
        ),
    ),
    Verb(
        "correct",
        "Replace a document’s text by a corrected one or a new edition; every annotation moves.",
        "diple correct thesis.diple speech-mended.txt --document Speech --apply",
        "versions:correct",
        (
            PROJECT,
            word("file", "the corrected text", type=Path, metavar="FILE"),
            word("--document", "title or id", metavar="D", required=True),
            word("--encoding", "how the text is encoded", metavar="NAME"),
            word("--reason", "why it is corrected", metavar="T", default=""),
            APPLY,
        ),
    ),
    Verb(
        "versions",
        "List the versions of a document’s text, or show where two differ.",
        "diple versions thesis.diple --document Speech --compare 1 2",
        "versions:list_all",
        (
            PROJECT,
            word("--document", "title or id", metavar="D", required=True),
            word("--compare", "two versions by number", nargs=2, metavar=("N", "M")),
        ),
    ),
    Verb(
        "lost",
        "List the passages whose words a correction took away; place one again or let it go.",
        "diple lost thesis.diple --place 0198 120:134",
        "versions:lost",
        (
            PROJECT,
            word("--place", "put it on these words", nargs=2, metavar=("ID", "S:E")),
            word("--drop", "let it go; its annotation stays", metavar="ID", default=""),
        ),
    ),
    Verb(
        "turns",
        "Show who speaks in a document; find turns and quotations; rename and merge voices.",
        'diple turns thesis.diple --document Debate --find auto --rename "MR. SMITH=Smith"',
        "turns:run",
        (
            PROJECT,
            word("--document", "title or id", metavar="D", required=True),
            word(
                "--find",
                "look for them: names at the beginning of lines, quotations, or what fits",
                choices=("auto", "names", "quotations"),
            ),
            word(
                "--rename",
                "give a speaker another name, or that of another; may be given again",
                metavar="OLD=NEW",
                action="append",
                default=[],
            ),
            APPLY,
        ),
    ),
)
