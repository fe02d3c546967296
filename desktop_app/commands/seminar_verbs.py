"""The verbs of many readers and copies: merge, pack, submit, collect; a row each."""

from pathlib import Path

from desktop_app.commands.verb import (
    CODE,
    CSV,
    DOCUMENT,
    PROFILE,
    PROJECT,
    Verb,
    project_file,
    word,
)

DRY_RUN = word("--dry-run", "only tell what would come; change nothing", action="store_true")

ASSIGNMENT = word("--assignment", "title or id; the newest by default", metavar="A", default="")

DIFFERENCE = word("difference", "its key, or an annotation of it", metavar="DIFFERENCE")
DECIDER = word("--coder", "who says so; the first coder by default", metavar="C", default="")

SEMINAR_VERBS = (
    Verb(
        "coders",
        "List who reads here, or change a coder’s name, initials, colour or alias.",
        "diple coders thesis.diple --coder Noor --initials NV",
        "coders:manage",
        (
            PROJECT,
            word("--coder", "whose", metavar="C", default=""),
            word("--name", "another name", metavar="N"),
            word("--initials", "up to four letters; empty for those of the name", metavar="I"),
            word("--color", "as #rrggbb", metavar="C"),
            word("--alias", "shown instead of the name before a room", metavar="A"),
            word("--same-as", "they are one person: of two machines, say", metavar="C", default=""),
        ),
    ),
    Verb(
        "agreement",
        "Tell how far coders agree, for each code and overall, with all that the figures rest on.",
        "diple agreement thesis.diple --coders Noor,Sam --measure alpha --unit sentence",
        "agreement:report",
        (
            PROJECT,
            word("--coders", "two or more, parted by commas; else all", metavar="A,B", default=""),
            word(
                "--measure",
                "percent, kappa, kappa_linear, kappa_quadratic, pi, fleiss, bennett, alpha,"
                " alpha_ordinal, alpha_interval, alpha_ratio, ac1, ac2, jaccard, dice, holsti,"
                " u_alpha, binary_u_alpha, cu_alpha, k_u_alpha, f1_exact, f1_overlap, f1_half or"
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
            word(
                "--property",
                "compare the values given to this property, rather than what was marked",
                metavar="NAME",
                default="",
            ),
            CODE,
            DOCUMENT,
            word("--set", "only the documents of this set", metavar="NAME", default=""),
            word(
                "--unmarked-read",
                "whoever marked nothing in a text has read it all the same",
                action="store_true",
            ),
            word("--bootstrap", "draws for intervals", metavar="N", type=int, default=0),
            word("--seed", "of the draws", metavar="N", type=int, default=1),
            CSV,
            PROFILE,
        ),
    ),
    Verb(
        "merge",
        "Unite copies of a project with it, in one step; what clashes is told.",
        "diple merge thesis.diple laptop.diple --dry-run",
        "merging:merge",
        (
            PROJECT,
            word(
                "others", "copies, or other projects", type=project_file, nargs="+", metavar="OTHER"
            ),
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
    Verb(
        "pack",
        "Hand texts and codebook out as one small file, an assignment for others to read apart.",
        "diple pack course.diple week3.diplepack --document Speech --locked --blind",
        "seminar:pack",
        (
            PROJECT,
            word("out", "a .diplepack file", type=Path, metavar="OUT"),
            word(
                "--document",
                "title or id; may be given again",
                metavar="D",
                action="append",
                required=True,
            ),
            word("--title", "of the assignment; else the file’s name", metavar="T", default=""),
            word("--locked", "students cannot change the codebook", action="store_true"),
            word("--instructions", "what is to be done", metavar="T", default=""),
            word("--instructions-file", "the same, from a text", type=Path, metavar="F"),
            word("--units", "what is to be marked: figures, sentences …", metavar="T", default=""),
            word("--hand-in", "what is to be handed in, and when", metavar="T", default=""),
            word("--blind", "nobody sees others’ readings until revealed", action="store_true"),
            word("--model", "a reader whose work is shown after handing in", metavar="C"),
        ),
    ),
    Verb(
        "begin",
        "Make your own project of an assignment that was handed to you.",
        "diple begin week3.diplepack mine.diple --coder Noor",
        "seminar:begin",
        (
            word("pack", "a .diplepack file", type=Path, metavar="PACK"),
            word("project", "the project to be made", type=Path, metavar="PROJECT"),
            word("--coder", "your name or alias", metavar="NAME", default=""),
        ),
    ),
    Verb(
        "assignments",
        "Tell what each assignment of a project asks: what to mark, and what to hand in.",
        "diple assignments mine.diple",
        "seminar:tell",
        (PROJECT,),
    ),
    Verb(
        "submit",
        "Write your reading, and only yours, to one small file to be handed in.",
        "diple submit mine.diple noor.diplework",
        "seminar:submit",
        (
            PROJECT,
            word("out", "a .diplework file", type=Path, metavar="OUT"),
            ASSIGNMENT,
            word("--coder", "whose; the first coder by default", metavar="C", default=""),
        ),
    ),
    Verb(
        "collect",
        "Take readings in that were handed in, in one step; each file is told about.",
        "diple collect course.diple handed-in/*.diplework --dry-run",
        "seminar:collect",
        (
            PROJECT,
            word("files", ".diplework files, or folders", type=Path, nargs="+", metavar="FILE"),
            DRY_RUN,
            word(
                "--take",
                "decide a conflict by its key, as a run without it names them",
                metavar="KEY=ours|theirs|READER",
                action="append",
                default=[],
            ),
        ),
    ),
    Verb(
        "reveal",
        "Let everybody’s reading of a blind assignment be seen.",
        "diple reveal course.diple",
        "seminar:reveal",
        (
            PROJECT,
            ASSIGNMENT,
            word("--hide", "hide them again instead", action="store_true"),
        ),
    ),
    Verb(
        "settle list",
        "List where readers part, each place with the key by which it is decided.",
        "diple settle list course.diple --open",
        "settling:list_all",
        (
            PROJECT,
            DOCUMENT,
            CODE,
            word(
                "--kind",
                "only where readers are divided, only one saw it, codes or boundaries differ",
                choices=("divided", "one", "code", "boundaries"),
                default="",
            ),
            word("--open", "only what is not settled", action="store_true"),
        ),
    ),
    Verb(
        "settle decide",
        "Settle a difference: one stands, all become one, both stand, none does, nothing is here.",
        'diple settle decide course.diple 3f9a1c20 accept --reading Noor --reason "It names him"',
        "settling:decide",
        (
            PROJECT,
            DIFFERENCE,
            word(
                "verdict",
                "accept, merge, both, reject or nothing",
                choices=("accept", "merge", "both", "reject", "nothing"),
            ),
            word("--reading", "the reader or annotation that stands", metavar="C", default=""),
            word("--reason", "why; it is kept and reported", metavar="T", default=""),
            DECIDER,
        ),
    ),
    Verb(
        "settle withdraw",
        "Take back what was decided on a difference.",
        "diple settle withdraw course.diple 3f9a1c20",
        "settling:withdraw",
        (PROJECT, DIFFERENCE, DECIDER),
    ),
    Verb(
        "settle report",
        "Tell what was settled, by whom and why, what stands, and what was replied.",
        "diple settle report course.diple --csv settled.csv",
        "settling:report",
        (PROJECT, CSV, PROFILE),
    ),
    Verb(
        "reply",
        "Say something on an annotation, or show what was said on it.",
        'diple reply course.diple ANNOTATION "Is it he who speaks here?"',
        "settling:reply",
        (
            PROJECT,
            word("annotation", "its id", metavar="ANNOTATION"),
            word("text", "what you say", metavar="TEXT", nargs="?", default=""),
            DECIDER,
        ),
    ),
    Verb(
        "return",
        "Write what was settled and answered, with all readings, to be returned to the readers.",
        "diple return course.diple week3.diplereturn",
        "seminar:give_back",
        (
            PROJECT,
            word("out", "a .diplereturn file", type=Path, metavar="OUT"),
            ASSIGNMENT,
        ),
    ),
    Verb(
        "receive",
        "Take in what your teacher returned: see what was decided on your marks, and by whom.",
        "diple receive mine.diple week3.diplereturn",
        "seminar:receive",
        (PROJECT, word("file", "a .diplereturn file", type=Path, metavar="FILE")),
    ),
    Verb(
        "participation",
        "Count what each reader did: annotations, notes, codes, how much is marked. No grades.",
        "diple participation course.diple",
        "teaching:list_all",
        (PROJECT, DOCUMENT),
    ),
    Verb(
        "unname",
        "Write a copy in which readers have numbers, and who is who into a file of its own.",
        "diple unname course.diple public.diple --key key.csv",
        "teaching:unname",
        (
            PROJECT,
            word("out", "the copy to be written", type=Path, metavar="OUT"),
            word("--key", "a .csv file", type=Path, metavar="KEY", required=True),
        ),
    ),
    Verb(
        "again",
        "Look again at a sample of your own passages, without their codes; then compare.",
        "diple again thesis.diple --count 30",
        "secondlook:again",
        (
            PROJECT,
            word("--coder", "whose; the first coder by default", metavar="C", default=""),
            word("--count", "how many passages", type=int, metavar="N", default=20),
            word("--seed", "of the draw", type=int, metavar="N", default=1),
            word("--report", "tell how the look of this coder agrees", action="store_true"),
        ),
    ),
)
