"""What the program says about errors and steps, in English; the window translates these.

One plain sentence an error: what, which file, what to do. One phrase a step, as it follows
"Undo": the first whose facts are known is taken.
"""

import re
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_app.core.errors import AppError, LineRefused, RowRefused
from desktop_app.core.findings import Fault, Finding, Trouble
from desktop_app.core.model import Op, Step

Translate = Callable[[str], str]

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")

ERRORS = {
    "FileMissing": "There is no file at {path}; check the name.",
    "FileUnreadable": "{path} cannot be read ({reason}); check that you may open it.",
    "FileUnwritable": "{path} cannot be written ({reason}); choose another place or free it first.",
    "OwnFolderUnwritable": (
        "Diple cannot write in its own folder {path} ({reason}); free it, or name another by"
        " setting DIPLE_HOME."
    ),
    "FileEmpty": "{path} is empty; choose a file that holds something.",
    "FileBinary": "{path} is not a text; choose a text file or save it as text first.",
    "FileTooLarge": "{path} is larger than {limit}; split it into smaller files first.",
    "FileDamaged": "{path} is damaged ({reason}); save it anew in the program that made it.",
    "NoTextLayer": (
        "{path} has no text layer, only pictures of its pages;"
        " run text recognition (OCR) on it first."
    ),
    "FolderTooLarge": (
        "{path} holds more than {limit} files; bring in smaller folders, one after another."
    ),
    "NoTexts": "Nothing in {path} is a text that Diple reads; it reads {suffixes}.",
    "FileExists": "{path} already exists; choose another name or open it.",
    "UnknownFormat": "{path} is of a kind that Diple does not read; it reads {suffixes}.",
    "UnknownExport": "Diple cannot write {path} by its suffix; let the name end in {suffixes}.",
    "UnknownEncoding": "No encoding is called “{name}”; try utf-8, cp1252 or utf-16.",
    "WrongEncoding": "{path} is not written in {encoding}; name another encoding.",
    "NotAProject": "{path} is not a Diple project; to read a text into a project, import it.",
    "NewerProject": (
        "{path} was made by a newer Diple (format {version}, this one knows {known}): it can be"
        " read, but to change it you need {needs}."
    ),
    "TooNewProject": (
        "{path} was made by a newer Diple (format {version}, this one knows {known}) in a way that"
        " this one cannot read; to open it you need {needs}."
    ),
    "DamagedProject": (
        "{path} is damaged ({reason}); restore a backup of it, or ask for it again if it was sent"
        " to you."
    ),
    "StrangeProject": (
        "{path} is not opened, as {reason}, which could act by itself; if it was sent to you, ask"
        " for one that only Diple has written, and if it is yours, restore a backup."
    ),
    "CheckFailed": (
        "{path} did not pass its checks ({count} found); restore a backup of it, or ask for it"
        " again if it was sent to you."
    ),
    "MigrationFailed": (
        "{path} is of an older format and could not be brought up to date ({reason}); it is"
        " unchanged and can be read."
    ),
    "BackupFailed": "No backup of {path} could be made ({reason}); put that right first.",
    "StillWriting": "Another change is still being written; try again in a moment.",
    "NoBackup": "There is no sound backup of {path}; look in the folder of backups.",
    "WritingStopped": "{path} {reason}, so nothing was changed; choose what to do.",
    "OnlyReading": "{path} is open for reading only, so nothing was changed.",
    "ProjectBusy": (
        "{path} is open in another Diple (process {owner}); close it there and try again."
    ),
    "ProjectElsewhere": (
        "{path} is open for {user} on {host} (last sign of them {at}); close it there, read it"
        " only, or take it over."
    ),
    "StorageFailed": "{path} could not be written ({reason}), so nothing was changed; try again.",
    "NotShrunk": (
        "What was deleted is gone for good, but {path} could not be made smaller ({reason})."
    ),
    "Unknown": "There is no {kind} called “{name}”; check the spelling.",
    "Ambiguous": "More than one {kind} is called “{name}”; use one of {ids}.",
    "NameTaken": "There is already a {kind} called “{name}” here; choose another name.",
    "NameEmpty": "A {kind} needs a name; type one.",
    "TooLong": "A {what} has up to {limit} characters, and this one {length}; shorten it.",
    "ShortcutTaken": "The key {shortcut} already belongs to “{owner}”; choose another key.",
    "BadShortcut": "“{shortcut}” cannot be a key; use one letter or digit.",
    "BadColor": "“{color}” is not a colour; write it as #rrggbb.",
    "NoCodes": "There is no code that {path} could hold; make one first.",
    "ParentMissing": "No code here has the id “{parent}” that is named as parent; correct it.",
    "NotTogether": "“{name}” is among the codes to be merged away; choose another to keep.",
    "CodeInsideItself": "“{name}” cannot move below itself; choose another place.",
    "SameText": "The text of {path} is already in the project, as “{title}”; nothing was added.",
    "BadSpan": (
        "{start} to {end} is no passage of “{document}”, which has {length} characters;"
        " a passage begins at 0 or later and ends behind its beginning."
    ),
    "SpanRepeated": "The annotation already holds the passage {start} to {end}; choose another.",
    "SameAnnotation": "The passage {start} to {end} bears this code already; nothing was added.",
    "CannotSplit": (
        "This annotation cannot be split here; put the caret between two of its words,"
        " or choose one with several parts."
    ),
    "CannotJoin": "Only annotations of one coder with the same code can be joined.",
    "LinkToItself": "An annotation cannot be linked to itself; choose another.",
    "LinkedAlready": "These two are linked by “{kind}” already; nothing was added.",
    "ReadingWanted": "The readings of {names} meet here; say with --reading which one stands.",
    "OtherAssignment": (
        "This belongs to the assignment “{title}”, which is not in this project; open the project"
        " that you made of it."
    ),
    "NotRevealed": "What {names} marked may not be seen yet; reveal the readings first.",
    "TooFewCoders": (
        "{measure} compares {wanted} coders, and {count} were named; name others, or choose"
        " another measure."
    ),
    "QuoteDiffers": (
        "At {start} to {end} of “{document}” stands “{found}”, not “{quote}”;"
        " check the positions or the text."
    ),
    "EmptyText": "The text of “{document}” cannot become empty; remove the document instead.",
    "SameVersion": "Nothing differs from the text of “{document}”; nothing was changed.",
    "TextChanged": (
        "“{document}” has changed since this correction was begun; look at the correction again."
    ),
    "Gone": "This {kind} is no longer in the project; look again.",
    "NothingToUndo": "There is nothing to undo in {path}.",
    "NothingToRedo": "There is nothing to redo in {path}.",
    "UndoRefused": (
        "Step {step} cannot be turned back, because what it changed has changed since ({table});"
        " look at the history."
    ),
    "NoAssignment": "There is no assignment in this project; open one, or make a pack first.",
    "NoTextsChosen": "An assignment needs at least one document; choose some.",
    "CodebookLocked": (
        "The codebook of “{title}” was handed out as it is and cannot be changed;"
        " write a note to say what is missing."
    ),
    "NothingToLookAt": "Nothing of {name} has a code yet; code some passages first.",
    "NotSeminarFile": "{path} is not {kind}; choose the file that was handed to you.",
    "SearchEmpty": "There is nothing to look for; type some words.",
    "BadPattern": (
        "“{pattern}” is not a regular expression ({reason}); correct it or look for plain words."
    ),
    "BadQuery": (
        "The query “{text}” cannot be read from character {position} on,"
        " where {expected} should stand."
    ),
    "SearchTooSlow": (
        "The expression “{pattern}” was not through after {seconds} seconds;"
        " make it simpler, or look for plain words."
    ),
    "ColumnsMissing": "{path} has no column {columns}; add it or choose another table.",
    "BadTable": "{path} cannot be read as a table ({reason}); save it as CSV in UTF-8.",
    "BadValue": "“{value}” is not a {kind}; correct it.",
    "BadForm": "“{value}” is not a {kind}; write it as {form}.",
    "CellsMissing": "The row has no {columns}; fill in what is missing.",
    "TitleForSeveral": "“{title}” cannot be the title of several files; import them one by one.",
    "NotAProjectName": "A project’s name ends in .diple, unlike {path}; write {wanted}.",
    "NoDisplay": (
        "No window can be opened ({reason}); use the command line, as `diple --help` tells,"
        " or `diple screenshot`."
    ),
    "PartRepeated": (
        "Two rows of annotation “{annotation}” are both part {part}; give each its own number."
    ),
    "RowsDisagree": (
        "Annotation “{annotation}” has “{value}” here as its {column}, but “{other}” in another"
        " row; make them the same."
    ),
    "RowRefused": "Row {row} of {path}: {cause}",
    "LineRefused": "Line {line} of {path}: {cause}",
    "NotPlain": "Here stands {what}, where only lists, names and texts may; write it out.",
    "TooDeep": "This lies more than {limit} levels deep; bring it further up.",
    "Repeated": "The {kind} “{value}” stands here a second time; keep one.",
    "UnknownKey": "“{key}” means nothing here; use {known}.",
    "WrongShape": "“{what}” should be {wanted}; write it so.",
}

STEPS: dict[Op, tuple[str, ...]] = {
    Op.IMPORT_DOCUMENT: ("import “{document}”", "import {count} documents", "import documents"),
    Op.RENAME_DOCUMENT: ("rename “{document}”",),
    Op.SET_DOCUMENT_FIELD: ("set {field} of “{document}”",),
    Op.RESTORE_DOCUMENT: ("restore “{document}”",),
    Op.EMPTY_REMOVED: ("delete {count} removed texts for good",),
    Op.IMPORT_FIELDS: ("change the details of {count} documents", "change details"),
    Op.TAKE_GUESSES: ("take over what was guessed about “{document}”", "take guesses over"),
    Op.CHANGE_SET: ("change the set ‘{set}’",),
    Op.REMOVE_SET: ("remove the set ‘{set}’",),
    Op.REMOVE_DOCUMENT: ("remove “{document}”",),
    Op.CORRECT_TEXT: ("correct “{document}”",),
    Op.REPLACE_TEXT: ("replace “{document}” by a new edition",),
    Op.PLACE_ORPHAN: ("place a lost passage of ‘{code}’", "place a lost passage"),
    Op.DROP_ORPHAN: ("let a lost passage of “{document}” go",),
    Op.KEEP_TURNS: ("settle who speaks in “{document}”",),
    Op.SET_SPEAKER: ("say that {voice} speaks", "say who speaks"),
    Op.APPLY_CODE: ("apply ‘{code}’", "apply codes"),
    Op.HIGHLIGHT: ("highlight",),
    Op.ADD_PART: ("add a part to ‘{code}’", "add a part to a highlight"),
    Op.REMOVE_PART: ("remove a part of ‘{code}’", "remove a part of a highlight"),
    Op.SET_ROLE: ("set the role ‘{role}’", "set a role"),
    Op.MOVE_PART: ("move the boundaries of ‘{code}’", "move the boundaries of a highlight"),
    Op.ORDER_PARTS: ("order the parts of ‘{code}’", "order the parts of a highlight"),
    Op.SPLIT_ANNOTATION: ("split ‘{code}’", "split a highlight"),
    Op.JOIN_ANNOTATIONS: ("join two of ‘{code}’", "join two highlights"),
    Op.RECODE: ("change the code to ‘{code}’", "take the code off"),
    Op.REMOVE_ANNOTATION: ("remove ‘{code}’", "remove an annotation"),
    Op.SET_PROPERTY: ("set {property} of ‘{code}’", "set {property}"),
    Op.IMPORT_ANNOTATIONS: ("import {count} annotations", "import an annotation"),
    Op.CREATE_CODE: ("create ‘{code}’",),
    Op.RENAME_CODE: ("rename ‘{code}’ to ‘{new_name}’", "rename ‘{code}’"),
    Op.RECOLOR_CODE: ("recolour ‘{code}’",),
    Op.MOVE_CODE: ("move ‘{code}’",),
    Op.EDIT_CODE: ("edit ‘{code}’",),
    Op.DELETE_CODE: ("delete ‘{code}’",),
    Op.DELETE_CODES: ("delete {count} codes", "delete codes"),
    Op.MOVE_CODES: ("move {count} codes", "move codes"),
    Op.MERGE_CODES: ("merge {count} codes into ‘{code}’", "merge ‘{merged}’ into ‘{code}’"),
    Op.SPLIT_CODE: ("split ‘{code}’",),
    Op.RETIRE_CODE: ("retire ‘{code}’", "retire {count} codes"),
    Op.RESTORE_CODE: ("take ‘{code}’ up again", "take {count} codes up again"),
    Op.SORT_CODES: ("sort the codes below ‘{code}’", "sort the codes"),
    Op.EXPLAIN_WORDING: ("say why ‘{code}’ was reworded",),
    Op.CONFIRM_WORDING: ("confirm {count} annotations of ‘{code}’", "confirm ‘{code}’"),
    Op.ADD_EXAMPLE: ("use an example of ‘{code}’",),
    Op.REMOVE_EXAMPLE: ("drop an example of ‘{code}’",),
    Op.IMPORT_PROJECT: ("import a project of {count} texts", "import a project of one text"),
    Op.IMPORT_CODES: ("import {count} codes", "import codes"),
    Op.WRITE_NOTE: ("write a note on the {about}", "write a note"),
    Op.ADD_CODER: ("add the coder {coder}",),
    Op.JOIN_CODERS: ("say that {coder} and {kept} are one person",),
    Op.EDIT_CODER: ("change the coder {coder}",),
    Op.LINK_ANNOTATIONS: ("link annotations: “{kind}”", "link annotations"),
    Op.UNLINK_ANNOTATIONS: ("unlink annotations: “{kind}”", "unlink annotations"),
    Op.SAVE_QUERY: ("save the query “{query}”",),
    Op.REMOVE_QUERY: ("forget the query “{query}”",),
    Op.GIVE_ASSIGNMENT: ("make the assignment “{title}”",),
    Op.OPEN_PACK: ("open the assignment “{title}”",),
    Op.HAND_IN: ("hand in “{title}”",),
    Op.COLLECT: ("collect the reading of {person}", "collect {count} readings"),
    Op.RECEIVE: ("take in what was returned of “{title}”",),
    Op.REVEAL: ("reveal the readings of “{title}”",),
    Op.DECIDE: ("settle a difference",),
    Op.WRITE_REPLY: ("reply",),
    Op.SECOND_LOOK: ("look again at {count} passages of {coder}",),
    Op.MERGE: ("merge “{name}”", "merge {count} files"),
    Op.GO_BACK: ("go back to step {step}", "go back"),
    Op.BUILD_SAMPLE: ("build the sample project",),
}


FINDINGS: dict[Fault, str] = {
    Fault.HEADER: "it is no project, or not a project any more",
    Fault.FOREIGN: "it holds what Diple never writes: {about}",
    Fault.MISSING: "{about} is missing",
    Fault.PAGES: "the file is broken: {detail}",
    Fault.KEYS: "rows of {about} lead to rows of {detail} that are not there",
    Fault.KIND: "the table {about} holds values of a wrong kind",
    Fault.TREE: "a code stands below itself",
    Fault.UNREADABLE: "{about} cannot be read: {detail}",
    Fault.TEXT: "the text of “{document}” is not what was imported",
    Fault.TEXT_LOST: "the text of “{document}” is lost",
    Fault.PASSAGE: "marked passages of “{document}” do not fit its text",
    Fault.HISTORY: "the history has a gap in {about}",
    Fault.DIFFERS: "{about} differ from what the history says",
}
"""What a check found, as it stands in a list or in brackets."""


def finding_phrase(finding: Finding, translate: Translate = str) -> str:
    """Say one thing that a check has found."""
    about = _TABLES.get(finding.about, finding.about)
    said = translate(FINDINGS[finding.fault]).format(
        about=about, document=finding.document, detail=_plain(finding.detail)
    )
    where = f" (“{finding.document}”)" if finding.document and finding.document not in said else ""
    return f"{said}{where}" + (f" ({finding.count:,} times)" if finding.count > 1 else "")


_TABLES = {
    "parts": "passages",
    "annotation_properties": "properties of annotations",
    "document_fields": "metadata of documents",
    "code_examples": "examples of codes",
    "changes": "the changes of its steps",
    "meta": "facts of the project",
}


TROUBLES: dict[Trouble, str] = {
    Trouble.GONE: "is no longer there",
    Trouble.MOVED: "was renamed",
    Trouble.REPLACED: "was replaced by another file",
    Trouble.CHANGED: "was changed by another program",
    Trouble.UNREACHABLE: "cannot be reached",
    Trouble.TAKEN: "was taken over elsewhere",
    Trouble.COPIED: "has got a second version beside it",
}
"""What happened to the file of an open project, as it follows the file's name."""

MIGRATED = "“{name}” came from an older Diple: it was backed up and brought up to date"
LEFT_OPEN = (
    "Diple ended without closing this project. It was checked in full and is whole, up to"
    " “{step}” at {time}."
)
LEFT_OPEN_EMPTY = "Diple ended without closing this project. It was checked in full and is whole."
LEFT_OPEN_READ = (
    "Diple ended without closing this project; what changes it next checks it in full first, as"
    " `diple check` does."
)
"""What the next start says after an end that closed nothing."""

REASONS: dict[str, str] = {
    "opening": "as it was opened",
    "timer": "while working",
    "migration": "before a newer format",
    "merge": "before a merge",
    "import": "before an import",
    "correction": "before a correction",
    "deletion": "before a deletion",
    "asked": "asked for",
}
"""Why a backup was made."""


def sentence(error: AppError, translate: Translate = str) -> str:
    """Say an error in one plain sentence."""
    facts = {name: _plain(value) for name, value in error.facts.items()}
    cause = error.facts.get("cause")
    if isinstance(error, RowRefused | LineRefused) and isinstance(cause, AppError):
        facts["cause"] = sentence(cause, translate)
    return translate(ERRORS[type(error).__name__]).format_map(facts)


def phrase(step: Step, translate: Translate = str) -> str:
    """Say what a step did, as it follows "Undo"."""
    for template in STEPS.get(step.op, ()):
        if fields_of(template) <= step.facts.keys():
            return translate(template).format_map(step.facts)
    return step.op.replace("_", " ")


def fields_of(template: str) -> set[str]:
    """List the facts that a template names."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def on_one_line(text: str) -> str:
    r"""Write line breaks and control characters as `\n` and the like, safe for a terminal."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _plain(value: Any) -> str:
    if isinstance(value, Path):
        return on_one_line(str(value))
    if isinstance(value, Finding):
        return finding_phrase(value)
    if isinstance(value, Trouble):
        return TROUBLES[value]
    if isinstance(value, list | tuple):
        return on_one_line(", ".join(map(str, value)))
    text = str(value)
    return on_one_line(text if len(text) <= 200 else f"{text[:199]}…")
