"""The verbs of the command line, a row each: the parser and the manual are made from these."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Argument:
    """A word or flag of a verb; `options` are argparse's."""

    names: tuple[str, ...]
    about: str
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb: its words, what it does, an example, the function that runs it."""

    name: str
    about: str
    example: str
    run: str
    arguments: tuple[Argument, ...] = ()
    has_json: bool = True


def _word(name: str, about: str, **options: Any) -> Argument:
    return Argument((name,), about, options)


PROJECT = _word("project", "the project file", type=Path, metavar="PROJECT")
APPLY = _word("--apply", "do it; without this only tell what would be done", action="store_true")
PROFILE = _word(
    "--profile",
    "excel: for spreadsheets; data: for R and Python",
    choices=("excel", "data"),
    default="data",
)
CODE = _word("--code", "only this code and those below it", metavar="PATH", default="")
DOCUMENT = _word("--document", "only this document, by title or id", metavar="D", default="")
SPEAKER = _word("--speaker", "only where this speaker is heard", metavar="NAME", default="")
CODER = _word("--coder", "only this coder", metavar="C", default="")

GROUPS = {
    "codebook": "The codebook as a file.",
    "annotations": "Annotations from a file.",
}

VERBS = (
    Verb(
        "new",
        "Make a new project.",
        "diple new thesis.diple --coder Noor",
        "projects:new",
        (PROJECT, _word("--coder", "your name as a coder", metavar="NAME", default="")),
    ),
    Verb(
        "import",
        "Bring texts into a project, and say what was changed on the way.",
        "diple import thesis.diple speech.docx letters/",
        "imports:import_files",
        (
            PROJECT,
            _word("files", "texts, or folders of texts", type=Path, nargs="+", metavar="FILE"),
            _word("--encoding", "how the text is encoded", metavar="NAME"),
            _word("--title", "the title, for one file", metavar="T", default=""),
        ),
    ),
    Verb(
        "documents",
        "List the documents.",
        "diple documents thesis.diple",
        "documents:list_all",
        (PROJECT,),
    ),
    Verb(
        "codes",
        "List the codes as a tree, with their annotations: own, and with those below.",
        "diple codes thesis.diple",
        "codes:list_all",
        (PROJECT,),
    ),
    Verb(
        "codebook export",
        "Write the codebook as a table.",
        "diple codebook export thesis.diple codebook.csv",
        "codes:export",
        (PROJECT, _word("out", "a .csv file", type=Path, metavar="OUT"), PROFILE),
    ),
    Verb(
        "annotate",
        "Mark passages with a code.",
        'diple annotate thesis.diple --document Speech --code "Figure > Irony" --span 10:25',
        "annotations:annotate",
        (
            PROJECT,
            _word("--document", "title or id", metavar="D", required=True),
            _word("--code", "path or id", metavar="PATH", required=True),
            _word(
                "--span",
                "a part, in code points; may be given again",
                metavar="S:E[:ROLE]",
                action="append",
                default=[],
            ),
            _word("--coder", "who makes it; the first coder by default", metavar="C", default=""),
            _word("--note", "why", metavar="T", default=""),
            _word(
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
        (PROJECT, _word("file", "a CSV table", type=Path, metavar="FILE"), APPLY),
    ),
    Verb(
        "segments",
        "Write the segments as a table, one row a part.",
        "diple segments thesis.diple segments.csv --code Figure",
        "annotations:segments",
        (
            PROJECT,
            _word("out", "a .csv file, or - for standard output", metavar="OUT"),
            PROFILE,
            _word("--shape", "one row a part", choices=("long",), default="long"),
            CODE,
            DOCUMENT,
            CODER,
            SPEAKER,
        ),
    ),
    Verb(
        "turns",
        "Show who speaks in a document; find turns and quotations; rename and merge voices.",
        'diple turns thesis.diple --document Debate --find auto --rename "MR. SMITH=Smith"',
        "turns:run",
        (
            PROJECT,
            _word("--document", "title or id", metavar="D", required=True),
            _word(
                "--find",
                "look for them: names at the beginning of lines, quotations, or what fits",
                choices=("auto", "names", "quotations"),
            ),
            _word(
                "--rename",
                "give a speaker another name, or that of another; may be given again",
                metavar="OLD=NEW",
                action="append",
                default=[],
            ),
            APPLY,
        ),
    ),
    Verb(
        "report",
        "Count codes: how often, where, by whom, and which stand together.",
        "diple report thesis.diple matrix --columns field:year --csv years.csv",
        "reports:report",
        (
            PROJECT,
            _word("kind", "what to count", choices=("frequencies", "matrix", "cooccurrence")),
            _word("--rows", "code, document, coder, speaker or field:NAME", default="code"),
            _word("--columns", "code, document, coder, speaker or field:NAME", default="document"),
            _word(
                "--measure",
                "what to count in a matrix",
                choices=("annotations", "words", "characters", "share"),
                default="annotations",
            ),
            _word("--percent", "of the total of", choices=("row", "column", "total"), default=""),
            _word(
                "--by",
                "how codes stand together",
                choices=("overlap", "passage", "sentence", "paragraph", "turn", "near"),
                default="overlap",
            ),
            _word("--within", "words between, for near", type=int, metavar="N", default=10),
            _word("--same-coder", "only what one person marked", action="store_true"),
            _word("--descendants", "a code counts those below it", action="store_true"),
            _word("--queries", "saved queries stand behind the codes", action="store_true"),
            _word("--query", "only what answers to this query", metavar="Q", default=""),
            _word("--csv", "write the table here", type=Path, metavar="OUT"),
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
            _word("query", "words; * for any letters, | between alternatives", metavar="QUERY"),
            _word("--regex", "QUERY is a regular expression", action="store_true"),
            _word("--case", "capitals count", action="store_true"),
            _word("--marks", "accents and pointing count", action="store_true"),
            _word("--context", "characters on either side", type=int, metavar="N", default=40),
            _word("--limit", "at most so many lines; 0 for all", type=int, default=200),
            _word(
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
            _word("--coders", "two or more, parted by commas", metavar="A,B", required=True),
            _word(
                "--measure",
                "percent, kappa, pi, fleiss, bennett, alpha, ac1, jaccard, dice, holsti, u_alpha,"
                " binary_u_alpha, cu_alpha, k_u_alpha, f1_exact, f1_overlap, f1_half or"
                " segment_kappa; several parted by commas",
                metavar="M",
                default="",
            ),
            _word(
                "--unit",
                "what is judged as marked or not; passages are always compared by character",
                choices=("character", "sentence", "paragraph", "turn", "document"),
                default="character",
            ),
            CODE,
            DOCUMENT,
            _word(
                "--unmarked-read",
                "whoever marked nothing in a text has read it all the same",
                action="store_true",
            ),
            _word("--bootstrap", "draws for intervals", metavar="N", type=int, default=0),
            _word("--seed", "of the draws", metavar="N", type=int, default=1),
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
            _word("step", "the step's number in the history", type=int, metavar="STEP"),
            _word("--to", "write the old state to this new file", type=Path, metavar="FILE"),
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
            _word("--to", "a file to write the backup to instead", type=Path, metavar="FILE"),
            _word("--list", "only list the backups there are", action="store_true"),
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
            _word("--from", "a backup to bring back", type=Path, metavar="FILE", dest="source"),
            _word("--list", "only list the backups there are", action="store_true"),
        ),
    ),
    Verb(
        "screenshot",
        "Write a picture of the window, without needing a display.",
        "diple screenshot thesis.diple window.png --theme dark",
        "projects:screenshot",
        (
            PROJECT,
            _word("out", "a .png file", type=Path, metavar="OUT.png"),
            _word("--document", "title or id", metavar="D", default=""),
            _word("--theme", "light or dark", choices=("light", "dark"), default="light"),
            _word("--size", "in pixels", metavar="WxH", default="1280x800"),
        ),
    ),
)
