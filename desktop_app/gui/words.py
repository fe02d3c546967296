"""Every sentence that a user sees in the window: constants, translated where they are used.

Sentence case, no exclamation marks; buttons are verbs. What core refuses and what a step did
is worded in `desktop_app.messages` and comes through `explain` and `step_phrase`.
"""

from PySide6.QtCore import QCoreApplication

from desktop_app import messages
from desktop_app.core.errors import AppError
from desktop_app.core.model import Step


def tr(text: str) -> str:
    """Translate a sentence of this module or of `messages`."""
    return QCoreApplication.translate("Diple", text)


def explain(error: AppError) -> str:
    """Say in one sentence what was refused."""
    return messages.sentence(error, tr)


def step_phrase(step: Step) -> str:
    """Say what a step did, as it follows "Undo"."""
    return messages.phrase(step, tr)


# The window
APP_NAME = "Diple"
SEARCH_HINT = "Search, or type a command"
CODING_AS = "Coding as {name}"
PLACE = "Paragraph {paragraph}, sentence {sentence}"
KEPT = "Every change is kept"
READ_ONLY = "Read-only"
ANNOTATIONS_ONE = "1 annotation"
ANNOTATIONS_MANY = "{count} annotations"
UNDO = "Undo"
REDO = "Redo"
UNDO_STEP = "Undo {step}"
REDO_STEP = "Redo {step}"
UNDONE = "Undone: {step}"
REDONE = "Done again: {step}"
NO_PROJECT = "Open a project or make a new one to begin"
NO_DOCUMENT = "Import a text to begin reading: Ctrl+I"
OPENING = "Opening {name} …"
SELECT_FIRST = "Select some words first, then apply ‘{code}’"
SELECT_WORDS = "Select some words first"
NO_CURRENT = "Put the caret into an annotation first"
NO_LAST_CODE = "No code has been applied yet"
NO_CODE_FOR_KEY = "No code has the key {key}"
NOTE_ON = "Note on {name}"
APPLIED = "‘{code}’ applied"
PART_ADDED = "Part {number} added to ‘{code}’"
HIGHLIGHT_NAME = "Highlight"

# Menus
MENU_FILE = "&File"
MENU_EDIT = "&Edit"
MENU_CODE = "&Code"
MENU_VIEW = "&View"
MENU_HELP = "&Help"
RECENT = "Open &recent"
RECENT_NONE = "No other project yet"

# Files
NEW_PROJECT = "New project"
OPEN_PROJECT = "Open project"
IMPORT_TEXTS = "Import texts"
EXPORT_SEGMENTS = "Export segments"
EXPORT_CODEBOOK = "Export codebook"
PROJECT_FILES = "Diple projects (*.diple)"
TEXT_FILES = "Texts ({patterns})"
ALL_FILES = "All files (*)"
CSV_FILES = "CSV tables (*.csv)"
READING_FILE = "Reading {name} …"
WRITING_FILE = "Writing {name} …"
WRITTEN = "{name} written: {count} rows"
STOPPED = "Stopped; nothing was changed"
CANCEL = "Cancel"
IMPORT_REPORT = "Import report"
IMPORTED = "“{title}”: {length} characters, read as {encoding}"
IMPORTED_GUESSED = "“{title}”: {length} characters, encoding guessed: {encoding}"
IMPORT = "Import"
ENCODING = "Encoding"
ENCODING_GUESSED = (
    "How {name} is encoded had to be guessed. Choose another encoding if letters look wrong."
)
CLOSE = "Close"

PREVIEW = "Preview"

# Coders
CODERS = "Coders"
ADD_CODER = "Add a coder …"
CODER_NAME = "Name of the coder"
CODE_AS = "Code as {name}"

# About
MENU_ABOUT = "About Diple"
ABOUT = (
    "Diple {version}\n\nClose reading and hand-coding of texts.\n"
    "No network, no account; your reading stays in one file of yours."
)

# The crash dialog
CRASH_TITLE = "Something went wrong in Diple"
CRASH_TEXT = (
    "Diple met a fault of its own. What you did up to now is kept in the project. "
    "A log was written to {path}; it names no text of yours."
)
GO_ON = "Go on"
