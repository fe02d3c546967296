"""What the program says about copies and submissions that are united, in English.

The window translates these, as it does those in `messages`.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from desktop_app.core.assignments import Assignment
from desktop_app.core.errors import AppError, FileDamaged, NotSeminarFile
from desktop_app.core.merging import Conflict, Reanchored
from desktop_app.core.submissions import Collected, Standing
from desktop_app.messages import on_one_line, sentence

Translate = Callable[[str], str]

CONFLICTS: Mapping[tuple[str, str], str] = {
    ("edited", "codes"): "‘{label}’: {columns} changed on both sides",
    ("edited", "parts"): "the boundaries of “{label}” were moved on both sides",
    ("edited", ""): "{what} “{label}”: {columns} changed on both sides",
    ("deleted", "annotations"): "{label} was deleted {there} and changed {here}: kept",
    ("used", "annotations"): "{label} was deleted {there} and is used {here}: kept",
    ("deleted", ""): "{what} “{label}” was deleted {there} and changed {here}: kept",
    ("used", ""): "{what} “{label}” was deleted {there} and is used {here}: kept",
    ("named", ""): "two codes were called alike: one is now ‘{taken}’",
    ("keyed", ""): "the key of ‘{label}’ belongs to another code now",
    ("circle", ""): "‘{label}’ was put below a code that was put below it: it stands at the top",
    ("dropped", ""): "{person} deleted the code ‘{label}’: kept here",
    ("text", ""): "the text of “{label}” was corrected on both sides: one was taken",
}
"""By kind and table; the one without a table is for all others."""

WHAT: Mapping[str, str] = {
    "annotations": "the annotation",
    "annotation_properties": "a property of",
    "code_examples": "an example of",
    "code_wordings": "a wording of",
    "codes": "the code",
    "coders": "the coder",
    "corrections": "a correction of",
    "document_fields": "the field",
    "document_sets": "the set",
    "documents": "the document",
    "notes": "the note",
    "orphans": "a lost passage",
    "parts": "the passage",
    "queries": "the query",
    "relations": "a link of",
    "turns": "a turn in",
}

COLUMNS: Mapping[str, str] = {
    "brief_definition": "brief definition",
    "full_definition": "full definition",
    "when_to_use": "when to use it",
    "when_not_to_use": "when not to use it",
    "non_example": "counter-example",
    "code_id": "code",
    "parent_id": "place",
    "text_sha256": "text",
    "name": "name",
}

SIDES: Mapping[str, str] = {"ours": "here", "theirs": "there"}

TABLES: Mapping[str, tuple[str, str]] = {
    "documents": ("document", "documents"),
    "codes": ("code", "codes"),
    "annotations": ("annotation", "annotations"),
    "parts": ("passage", "passages"),
    "notes": ("note", "notes"),
    "coders": ("coder", "coders"),
    "relations": ("link", "links"),
}
"""What is counted when copies are merged; the rest goes along with these."""

KINDS: Mapping[str, str] = {"new": "new", "changed": "changed", "removed": "removed"}

FATES: Mapping[str, str] = {
    "kept": "kept",
    "moved": "moved",
    "reworded": "reworded",
    "shortened": "shortened",
    "lost": "lost, to be placed by you",
}


TASK: Mapping[str, str] = {"units": "What to mark", "hand_in": "What to hand in"}
CAN_CHANGE = "The codebook may be changed."
CANNOT_CHANGE = "The codebook stays as it is."
UNTIL_REVEALED = "Nobody sees others’ readings until they are revealed."
MODEL_AFTER = "A model reading is shown once yours is handed in."


def asked_phrases(task: Assignment, translate: Translate = str) -> list[tuple[str, str]]:
    """Say what an assignment asks besides its instructions: what to mark, what to hand in."""
    found = ((translate(said), getattr(task, name)) for name, said in TASK.items())
    return [(said, text) for said, text in found if text]


def terms_phrase(task: Assignment, translate: Translate = str) -> str:
    """Say what may be changed, and what is seen when."""
    said = [CANNOT_CHANGE if task.is_locked else CAN_CHANGE]
    said += [UNTIL_REVEALED] if task.is_blind and not task.is_revealed else []
    said += [MODEL_AFTER] if task.model_id and not task.is_revealed else []
    return " ".join(map(translate, said))


def conflict_phrase(conflict: Conflict, translate: Translate = str) -> str:
    """Say what two sides settled differently, and what was done."""
    template = CONFLICTS.get((conflict.kind, conflict.table)) or CONFLICTS[conflict.kind, ""]
    other = "theirs" if conflict.by == "ours" else "ours"
    columns = (COLUMNS.get(name, name.replace("_", " ")) for name in conflict.columns)
    return translate(template).format(
        label=conflict.label,
        person=conflict.person,
        what=translate(WHAT.get(conflict.table, conflict.table)),
        columns=", ".join(map(translate, columns)),
        taken=value_phrase(conflict.taken),
        there=translate(SIDES.get(conflict.by, "there")),
        here=translate(SIDES[other]),
    )


def value_phrase(values: tuple[Any, ...]) -> str:
    """Show a value of a conflict; nothing for none."""
    return ", ".join(str(value) for value in values if value not in (None, ""))


def counts_phrase(counts: Mapping[str, Counter[str]], translate: Translate = str) -> str:
    """Count what comes, changes and goes: "2 new annotations, 1 changed code"."""
    said = []
    for table, (one, many) in TABLES.items():
        for kind, word in KINDS.items():
            number = counts.get(table, Counter())[kind]
            if number:
                noun = translate(one if number == 1 else many)
                said.append(f"{number:,} {translate(word)} {noun}")
    return ", ".join(said)


def reanchored_phrase(report: Reanchored, translate: Translate = str) -> str:
    """Say what became of the passages of one side in a text that is another now."""
    fates = ", ".join(
        f"{count:,} {translate(FATES[str(fate)])}" for fate, count in report.fates.items()
    )
    template = translate(
        "“{title}” has another text there; the passages {where} follow it: {fates}"
    )
    if report.side == "theirs":
        template = translate("“{title}” had another text there; its passages follow ours: {fates}")
    return template.format(title=report.title, where=translate(SIDES[report.side]), fates=fates)


DIFFERENCES: Mapping[str, str] = {
    "divided": "divided",
    "one": "only one reader saw this",
    "code": "same place, other code",
    "boundaries": "same code, other boundaries",
}

SETTLED: Mapping[str, str] = {
    "accept": "settled: one stands",
    "merge": "settled: made one",
    "reject": "settled: none stands",
    "nothing": "settled: rightly nothing here",
    "both": "settled: all stand",
}

THIS_STANDS = "settled: this one stands"
OTHER_STANDS = "settled: another one stands"
"""What is said of a mark itself where one of several was accepted."""

STANDINGS: Mapping[Standing, str] = {
    Standing.NEW: "{person}, version {version}: new",
    Standing.NEWER: (
        "{person}, version {version}: newer than the one taken; {added} new, {changed} changed,"
        " {removed} removed"
    ),
    Standing.SAME: "{person}, version {version}: taken already",
    Standing.OLDER: "{person}, version {version}: older than the one taken, so left out",
    Standing.APART: (
        "{person}, version {version}: made in another copy than the one taken; both are kept"
    ),
    Standing.STRANGE: "{person}: belongs to another assignment, so left out",
}


LEFT_OUT: Mapping[type[AppError], str] = {
    NotSeminarFile: "no reading that was handed in, so left out",
    FileDamaged: "damaged ({reason}), so left out; ask for it again",
}
"""What is said of files among readings instead of the sentence that their error has elsewhere."""


def standing_phrase(report: Collected, translate: Translate = str) -> str:
    """Say what a file that was handed in is, and what becomes of it."""
    if report.standing is Standing.DAMAGED:
        error = report.error
        if not isinstance(error, AppError):
            return str(error)
        if type(error) in LEFT_OUT:
            return on_one_line(translate(LEFT_OUT[type(error)]).format(**error.facts))
        # The report is of this file: its folder says nothing more.
        facts = {**error.facts, "path": report.file_name} if "path" in error.facts else error.facts
        return sentence(type(error)(**facts), translate)
    said = translate(STANDINGS[report.standing]).format(
        person=report.person,
        version=report.version,
        annotations=report.annotations,
        added=report.added,
        changed=report.changed,
        removed=report.removed,
    )
    return on_one_line(said)
