"""The verbs of the command line, a row each: the parser and the manual are made from these."""

from pathlib import Path

from desktop_app.commands.text_verbs import TEXT_VERBS
from desktop_app.commands.verb import (
    APPLY,
    CODE,
    CODER,
    DOCUMENT,
    PROFILE,
    PROJECT,
    SPEAKER,
    Argument,
    Verb,
    word,
)

__all__ = ["GROUPS", "VERBS", "Argument", "Verb"]

THEMES = ("light", "dark", "contrast", "contrast_dark")
GROUPS = {
    "details": "What is known about the documents: title, speaker, date and other fields.",
    "codebook": "The codebook as a file.",
    "annotations": "Annotations from a file.",
}

VERBS = (
    Verb(
        "new",
        "Make a new project.",
        "diple new thesis.diple --coder Noor",
        "projects:new",
        (PROJECT, word("--coder", "your name as a coder", metavar="NAME", default="")),
    ),
    Verb(
        "import",
        "Bring texts into a project, and say what was changed on the way.",
        "diple import thesis.diple speech.docx letters/",
        "imports:import_files",
        (
            PROJECT,
            word(
                "files",
                "texts, folders of texts, or - for standard input",
                type=Path,
                nargs="+",
                metavar="FILE",
            ),
            word("--encoding", "how the text is encoded", metavar="NAME"),
            word("--title", "the title, for one file", metavar="T", default=""),
        ),
    ),
    *TEXT_VERBS,
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
            APPLY,
        ),
    ),
    Verb(
        "annotate",
        "Mark passages with a code.",
        'diple annotate thesis.diple --document Speech --code "Figure > Irony" --span 10:25',
        "annotations:annotate",
        (
            PROJECT,
            word("--document", "title or id", metavar="D", required=True),
            word("--code", "path or id", metavar="PATH", required=True),
            word(
                "--span",
                "a part, in code points; may be given again",
                metavar="S:E[:ROLE]",
                action="append",
                default=[],
            ),
            word("--coder", "who makes it; the first coder by default", metavar="C", default=""),
            word("--note", "why", metavar="T", default=""),
            word(
                "--property",
                "a property; may be given again",
                metavar="K=V",
                action="append",
                default=[],
            ),
        ),
    ),
    Verb(
        "annotations import",
        "Bring annotations in from a segments table, each quote checked against its text.",
        "diple annotations import thesis.diple reading.csv --apply",
        "annotations:import_file",
        (PROJECT, word("file", "a CSV table", type=Path, metavar="FILE"), APPLY),
    ),
    Verb(
        "segments",
        "Write the segments as a table, one row a part.",
        "diple segments thesis.diple segments.csv --code Figure",
        "annotations:segments",
        (
            PROJECT,
            word("out", "a .csv or .xlsx file, or - for standard output", metavar="OUT"),
            PROFILE,
            word(
                "--shape",
                "long: one row a part; wide: and a 0/1 column a code; documents: against codes",
                choices=("long", "wide", "documents"),
                default="long",
            ),
            CODE,
            DOCUMENT,
            CODER,
            SPEAKER,
            word("--query", "only what answers to this query", metavar="Q", default=""),
        ),
    ),
    Verb(
        "export",
        "Write the whole project for other programs.",
        "diple export thesis.diple thesis.xlsx",
        "reports:export",
        (
            PROJECT,
            word("out", "a file or folder; its suffix tells the format", type=Path, metavar="OUT"),
            word(
                "--format",
                "the format, where the suffix does not tell it",
                choices=("xlsx", "data", "text", "jsonl"),
                default="",
            ),
        ),
    ),
    Verb(
        "report",
        "Count codes: how often, where, by whom, and which stand together.",
        "diple report thesis.diple matrix --columns field:year --csv years.csv",
        "reports:report",
        (
            PROJECT,
            word("kind", "what to count", choices=("frequencies", "matrix", "cooccurrence")),
            word("--rows", "code, document, set, coder, speaker or field:NAME", default="code"),
            word(
                "--columns", "code, document, set, coder, speaker or field:NAME", default="document"
            ),
            word(
                "--measure",
                "what to count in a matrix",
                choices=("annotations", "words", "characters", "share"),
                default="annotations",
            ),
            word("--percent", "of the total of", choices=("row", "column", "total"), default=""),
            word(
                "--by",
                "how codes stand together",
                choices=("overlap", "passage", "sentence", "paragraph", "turn", "near"),
                default="overlap",
            ),
            word("--within", "words between, for near", type=int, metavar="N", default=10),
            word("--same-coder", "only what one person marked", action="store_true"),
            word("--descendants", "a code counts those below it", action="store_true"),
            word("--queries", "saved queries stand behind the codes", action="store_true"),
            word("--query", "only what answers to this query", metavar="Q", default=""),
            word("--csv", "write the table here", type=Path, metavar="OUT"),
            PROFILE,
        ),
    ),
    Verb(
        "search",
        "Look for words in the texts and print the lines around them.",
        'diple search thesis.diple "order | calm*" --context 40',
        "search:search",
        (
            PROJECT,
            word("query", "words; * for any letters, | between alternatives", metavar="QUERY"),
            word("--regex", "QUERY is a regular expression", action="store_true"),
            word("--case", "capitals count", action="store_true"),
            word("--marks", "accents and pointing count", action="store_true"),
            word("--context", "characters on either side", type=int, metavar="N", default=40),
            word("--limit", "at most so many lines; 0 for all", type=int, default=200),
            word(
                "--sort",
                "by place, by the words to the left or right, or by the words found",
                choices=("place", "left", "right", "words"),
                default="place",
            ),
            DOCUMENT,
        ),
    ),
    Verb(
        "agreement",
        "Tell how far coders agree, for each code and overall, with all that the figures rest on.",
        "diple agreement thesis.diple --coders Noor,Sam --measure alpha --unit sentence",
        "agreement:report",
        (
            PROJECT,
            word("--coders", "two or more, parted by commas", metavar="A,B", required=True),
            word(
                "--measure",
                "percent, kappa, pi, fleiss, bennett, alpha, ac1, jaccard, dice, holsti, u_alpha,"
                " binary_u_alpha, cu_alpha, k_u_alpha, f1_exact, f1_overlap, f1_half or"
                " segment_kappa; several parted by commas",
                metavar="M",
                default="",
            ),
            word(
                "--unit",
                "what is judged as marked or not; passages are always compared by character",
                choices=("character", "sentence", "paragraph", "turn", "document"),
                default="character",
            ),
            CODE,
            DOCUMENT,
            word(
                "--unmarked-read",
                "whoever marked nothing in a text has read it all the same",
                action="store_true",
            ),
            word("--bootstrap", "draws for intervals", metavar="N", type=int, default=0),
            word("--seed", "of the draws", metavar="N", type=int, default=1),
        ),
    ),
    Verb(
        "history",
        "List every step: when, who, what.",
        "diple history thesis.diple",
        "history:list_all",
        (PROJECT, DOCUMENT, CODE, CODER),
    ),
    Verb(
        "back",
        "Go back to how a project was after a step, or write that state to another file.",
        "diple back thesis.diple 120",
        "history:back",
        (
            PROJECT,
            word("step", "the step's number in the history", type=int, metavar="STEP"),
            word("--to", "write the old state to this new file", type=Path, metavar="FILE"),
        ),
    ),
    Verb("undo", "Take back the last step.", "diple undo thesis.diple", "history:undo", (PROJECT,)),
    Verb(
        "redo",
        "Do again the step last taken back.",
        "diple redo thesis.diple",
        "history:redo",
        (PROJECT,),
    ),
    Verb(
        "check",
        "Check a project in full: file, texts, passages, history. Nothing is changed.",
        "diple check thesis.diple",
        "safety:check",
        (PROJECT,),
    ),
    Verb(
        "backup",
        "Make a backup, checked, in your folder of backups, or elsewhere.",
        "diple backup thesis.diple",
        "safety:backup",
        (
            PROJECT,
            word("--to", "a file to write the backup to instead", type=Path, metavar="FILE"),
            word("--list", "only list the backups there are", action="store_true"),
        ),
    ),
    Verb(
        "release",
        "Free a project that another machine says it has open.",
        "diple release thesis.diple",
        "safety:release",
        (PROJECT,),
    ),
    Verb(
        "restore",
        "Bring a backup back, by default the newest; what stands there is set aside.",
        "diple restore thesis.diple",
        "safety:restore",
        (
            PROJECT,
            word("--from", "a backup to bring back", type=Path, metavar="FILE", dest="source"),
            word("--list", "only list the backups there are", action="store_true"),
        ),
    ),
    Verb(
        "screenshot",
        "Write a picture of the window, without needing a display.",
        "diple screenshot thesis.diple window.png --theme dark",
        "projects:screenshot",
        (
            PROJECT,
            word("out", "a .png file", type=Path, metavar="OUT.png"),
            word("--document", "title or id", metavar="D", default=""),
            word("--theme", "light, dark or high contrast", choices=THEMES, default="light"),
            word("--size", "in pixels", metavar="WxH", default="1280x800"),
        ),
    ),
)
