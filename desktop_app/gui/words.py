"""Every sentence that a user sees in the window: constants, translated where they are used.

Sentence case, no exclamation marks; buttons are verbs. What core refuses and what a step did
is worded in `desktop_app.messages` and comes through `explain` and `step_phrase`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_app.core.errors import AppError


def tr(text: str) -> str:
    """Translate a sentence of this module or of `messages`."""
    return QCoreApplication.translate("Diple", text)


def explain(error: AppError) -> str:
    """Say in one sentence what was refused."""
    from desktop_app import messages

    return messages.sentence(error, tr)


def step_phrase(step: Step) -> str:
    """Say what a step did, as it follows "Undo"."""
    from desktop_app import messages

    return messages.phrase(step, tr)


# The window
APP_NAME = "Diple"
SEARCH_HINT = "Search, or type a command"
CODING_AS = "Coding as {name}"
PLACE = "Paragraph {paragraph}, sentence {sentence}"
PLACE_IN_LINES = "Line {line} · paragraph {paragraph}, sentence {sentence}"
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
NO_PROJECT_YET = "The texts of a project stand here; open one or make one."
NO_DOCUMENT = "Import a text to begin reading: Ctrl+I"
OPENING = "Opening {name} …"
SELECT_WORDS = "Select some words first"
NO_CURRENT = "Put the caret into an annotation first"
BOUNDARIES_HINT = (
    "Change the selection, then press Return to move the boundaries; Escape leaves them"
)

if TYPE_CHECKING:
    from desktop_app.core.model import Step
NOTHING_TO_JOIN = "No later annotation of this coder and code is there to be joined"
NO_MORE = "No further one in this direction"
NO_MORE_PLACES = "No further place was visited"
GO_TO_PLACE = "Go to"
PLACE_HINT = "14, 14.3 or T27"
IN_VIVO_TOO_LONG = "A code’s name has at most {count} characters; select fewer words"
LIVE_NEEDS_CODE = "Apply a code first; the highlighter then goes on with it"
LIVE_ON = "Highlighter on: every selection is coded ‘{code}’; Escape ends it"
LIVE_OFF = "Highlighter off"
CITATION_TITLE = "Form of citations"
CITATION_FORM = "Form"
CITATION_HINT = "Names in braces are filled in: {names}, and any field of the text."
CITATION_USUAL = "Usual form"
CITATION_MARKDOWN = "Markdown"
COPIED = "Copied with its place"
NO_LAST_CODE = "No code has been applied yet"
NO_CODES_HERE = "The annotation in hand has no code that could be applied again"
MARKED_HIDDEN = "Marked with ‘{code}’, which is hidden now; View, Show all annotations, shows it"
CODE_IS_RETIRED = "‘{code}’ is retired; take it up again in the codebook screen to apply it"
NO_CODE_FOR_KEY = "No code has the key {key}"
NOTE_ON = "Note on {name}"
HIGHLIGHT_NAME = "Highlight"

# Menus
MENU_FILE = "&File"
MENU_EDIT = "&Edit"
MENU_CODE = "&Code"
MENU_ANALYSIS = "&Analysis"
MENU_SEMINAR = "Se&minar"
MENU_VIEW = "&View"
MENU_HELP = "&Help"
MENU_PAGE = "&Page"
MENU_CHANGE = "Chan&ge the annotation"
MENU_GO = "&Go to"
MENU_THEME = "&Theme"
RECENT = "Open &recent"
RECENT_NONE = "No other project yet"

# What is said of marks
BY_CODER = "by {coder}"
IN_ANOTHER_TEXT = "in another text"
NOTE_SAID = "note: {note}"
AND_MORE = "and {count} more"

# The page
PAGE_TITLE = "Page and type"
PAGE_FACE = "Face"
PAGE_SIZE = "Size"
PAGE_SPACING = "Line spacing"
PAGE_MEASURE = "Characters a line"
PAGE_NUMBERS = "Numbers"
PAGE_MARKS = "Marks"
PAGE_USUAL = "Usual settings"
FACE_SERIF = "Serif"
FACE_SANS = "Sans"
NUMBER_PARAGRAPHS = "Paragraphs"
NUMBER_SENTENCES = "Sentences"
NUMBER_LINES = "Lines"
STYLE_BOTH = "Tint and underline"
STYLE_TINT = "Tint"
STYLE_UNDERLINE = "Underline"
STYLE_MARGIN = "In the margin only"
STYLE_AS_ALL = "As all others"
STYLE_OF_CODES = "Show as"
STYLE_OF_CODE = "How are annotations with “{code}” shown?"
NO_CODE_IN_HAND = "Choose an annotation with a code first."

# Finding in the text
FIND_IN_TEXT = "Find in the text"
FIND_CASE = "Capitals count"
FIND_MARKS = "Accents and pointing count"
FIND_REGEX = "Regular expression"
FIND_NEXT = "Next place (Return)"
FIND_BEFORE = "Place before (Shift+Return)"
FIND_CLOSE = "Close (Escape)"
FIND_LOOKING = "Looking …"
FIND_NONE = "Not in this text"
FIND_COUNT = "{number} of {count}"
FIND_HERE = "{count} in this text"

# Layers
HIDE_CODER = "Hide what {name} marked"
SHOW_CODER = "Show what {name} marked"
ONLY_CODER = "Show only what {name} marked"
HIDE_CODE = "Hide in the text"
SHOW_CODE = "Show in the text"
ONLY_CODE = "Show only this"
SHOW_ALL = "Show all annotations"
SOME_HIDDEN = "some hidden"

# Results
RESULTS = "Results"
RESULTS_ENLARGE = "Give the results all the room"
RESULTS_CLOSE = "Close the results"

# Files
NEW_PROJECT = "New project"
OPEN_PROJECT = "Open project"
NO_PROJECT_OPEN = "No project is open"
NO_TEXTS_YET = "This project has no texts yet"
RECENT_PROJECTS = "Opened lately"
IMPORT_TEXTS = "Import texts"
IMPORT_FOLDER = "Import a folder"
EXPORT_SEGMENTS = "Export segments"
EXPORT_CODEBOOK = "Export codebook"
PROJECT_FILES = "Diple projects (*.diple)"
TEXT_FILES = "Texts ({patterns})"
ALL_FILES = "All files (*)"
CSV_FILES = "CSV tables (*.csv)"
READING_FILE = "Reading {name} …"
WRITING_FILE = "Writing {name} …"
WRITTEN_ONE = "{name} written: 1 row"
WRITTEN_MANY = "{name} written: {count} rows"
STOPPED = "Stopped; nothing was changed"
CANCEL = "Cancel"
IMPORT_REPORT = "Import report"
IMPORT = "Import"
ENCODING = "Encoding"
ENCODING_GUESSED = "The encoding of {name} had to be guessed. Choose another if letters look wrong."
ENCODINGS_GUESSED = (
    "The encodings of {count} files had to be guessed. Look at each, and choose another where"
    " letters look wrong."
)
ENCODING_HINT = "What depends on the encoding is marked."
FILES_GUESSED = "Files whose encoding was guessed"
KIND_IN = "{kind}, {encoding}"
KIND_GUESSED = "{kind}, encoding guessed: {encoding}"
PASTED = "pasted"
CAME_FROM = "Came from “{name}”, {time}."
CAME_AT = "Came in {time}."
CAME_WHOLE = "Nothing was changed or left out."
CHARACTERS_ONE = "1 character"
CHARACTERS_MANY = "{count} characters"
IMPORTED_ONE = "“{title}” imported, {length}"
CAME_IN_ONE = "1 text came in."
CAME_IN_MANY = "{count} texts came in."
NONE_CAME_IN = "No text came in."
FILES_LEFT_ONE = "1 file was left out."
FILES_LEFT_MANY = "{count} files were left out."
LEFT_OUT = "Left out"
NO_TEXTS = "Not of a kind that Diple reads: {names}"
PASTE_TEXT = "New text from the clipboard"
PASTE_HINT = "Paste or type the text here."
TITLE = "Title"
TITLE_HINT = "A title to find the text by"
TEXT = "Text"
ENCODINGS = {
    "utf-8": "Unicode",
    "utf-16": "Unicode",
    "utf-16-le": "Unicode",
    "utf-16-be": "Unicode",
    "cp1252": "Western European",
    "iso-8859-1": "Western European",
    "iso-8859-15": "Western European",
    "mac-roman": "Western European, old Mac",
    "cp1250": "Central European",
    "iso-8859-2": "Central European",
    "cp1251": "Cyrillic",
    "koi8-r": "Cyrillic, Russian",
    "koi8-u": "Cyrillic, Ukrainian",
    "cp1253": "Greek",
    "cp1254": "Turkish",
    "cp1255": "Hebrew",
    "cp1256": "Arabic",
    "cp1257": "Baltic",
    "cp1258": "Vietnamese",
    "shift_jis": "Japanese",
    "euc-jp": "Japanese",
    "gb18030": "Chinese, simplified",
    "big5": "Chinese, traditional",
    "euc-kr": "Korean",
    "cp874": "Thai",
}
CLOSE = "Close"

PREVIEW = "Preview"

# Coders
CODERS = "Coders"
NAMELESS = "Reader {number}"
CODE_AS = "Code as {name}"

# About
MENU_ABOUT = "About Diple"
ABOUT = (
    "Close reading and hand-coding of texts. No network, no account; your reading stays in one"
    " file of yours.\n\nFree software under the MIT licence."
)

# Panels and dialogs
DOCUMENTS = "Documents"
DOCUMENTS_EMPTY = "Texts that you import stand here; begin with Ctrl+I."
RENAME = "Rename"
NOTE_DOTS = "Note …"
REMOVE_DOCUMENT = "Remove the text and its annotations"

CODEBOOK = "Codebook"
CODEBOOK_EMPTY = "Your codes stand here; make the first with the plus above."
CODEBOOK_NO_MATCH = "No code matches; change the words or press Escape."
FILTER_CODES = "Filter codes"
NEW_CODE = "New code"
NEW_CODE_BELOW = "New code below"
APPLY_CODE = "Apply"
COLOUR = "Colour"
OTHER_COLOUR = "Other …"
KEY_DOTS = "Key …"
MOVE_UP = "Move up"
MOVE_DOWN = "Move down"
MOVE_OUT = "Move out one level"
MOVE_IN = "Move below the code above"
DELETE_CODE = "Delete"
CODE_KEY = "key {key}"

ANNOTATION = "Annotation"
ANNOTATION_EMPTY = (
    "What you mark is explained here: select some words and press a code’s key, or Enter."
)
PLAIN_HIGHLIGHT = "Plain highlight"
OVERLAPPING = "Annotations at this place"
PARTS = "Parts"
NO_PARTS = "No words of the text: what is meant here is not said."
PART_NUMBER = "Part {number}: {quote}"
PART_ELSEWHERE = "in “{title}”"
ROLE = "Role"
ROLE_OF_PART = "Role of part {number}"
SET_ROLE = "Give it a role"
ROLE_SET = "Role of the part: {role}"
NO_ROLE = "none"
NO_ROLES = "The code of this annotation declares no roles"
GO_TO_PART = "Go to the words"
REMOVE_PART = "Remove this part"
REMOVE_PART_NUMBER = "Remove part {number}"
ADD_SELECTION = "Add selection as a part"
WHY = "Why"
WHY_HINT = "Why these words, and what they do"
PROPERTIES = "Properties"
UNSET = "–"
YES = "yes"
NO = "no"
DEFINITION = "Definition"
WHEN_TO_USE = "When to use"
WHEN_NOT_TO_USE = "When not to use"
CODE_EXAMPLE = "For example"
CODE_ROLES = "Its parts"
WHOLE_ENTRY = "Whole entry …"
OLDER_WORDING = "Made under an older wording of this code."
ENTRY_DOTS = "Entry …"
MORE = "More"
CHANGE_CODE = "Change code"
REMOVE = "Remove"

IN_THIS_TEXT = "In this text, in reading order"
LIST_EMPTY = "Every annotation of the text will stand here, in reading order."
LIST_READING = "Reading the annotations …"
WITHOUT_WORDS = "without words of the text"

FIND_HINT = "Type a part of the name"
FIND_NOTHING = "Nothing is called that."
FIND_NO_CODE = "No code yet: type a name, and Enter makes one."
CREATE_CODE = "New code “{path}”"
CREATE_CODE_HINT = "Write Group > Name to put it in a group."
SAVE = "Save"
DISCARD = "Discard what was typed"
NOTE_SAVED_BY_CLOSING = "Closing keeps what you typed."
MANUAL = "Manual of Diple"
MANUAL_HOME = "Contents"
MANUAL_BACK = "Back"
KEYS_TITLE = "Keys"
KEYS_FILTER = "Find an action or a key"
KEYS_ACTION = "Action"
KEYS_KEY = "Key"
KEYS_PRESS = "Press the new key"
KEYS_USE = "Use this key"
KEYS_NONE = "No key"
KEYS_USUAL = "Usual key"
KEYS_ALL_USUAL = "All usual keys"
KEYS_CARD = "Save the key card …"
KEYS_CODE_KEY = "{key} alone can only be the key of a code; add Ctrl, Alt or Shift."
KEYS_CLASH = "{key} is the key of “{owner}”; using it here takes it away there."
CARD_TITLE = "Keys of Diple"
CARD_CODES = "Codes of {name}"
CARD_FILES = "PDF (*.pdf);;Web page (*.html)"
CARD_SAVE = "Save the key card"
CARD_SAVED = "{name} written"
KEY_TITLE = "Key"
KEY_ASK = "Press the letter or digit that shall apply ‘{code}’."
KEY_FREE = "{key} is free."
KEY_TAKEN = "{key} already belongs to ‘{owner}’."
KEY_BAD = "Only one letter or digit can be a key."
KEY_NONE = "The code will have no key."


def annotation_count(count: int) -> str:
    """Say how many annotations there are."""
    return tr(ANNOTATIONS_ONE if count == 1 else ANNOTATIONS_MANY).format(count=f"{count:,}")


def written(name: str, count: int, one: str = WRITTEN_ONE, many: str = WRITTEN_MANY) -> str:
    """Say that a file was written, and how many rows, or what else, it holds."""
    return tr(one if count == 1 else many).format(name=name, count=f"{count:,}")


def encoding(name: str) -> str:
    """Say what an encoding is for, and its name."""
    plain = name.replace("_", "-").replace("iso8859", "iso-8859")
    about = ENCODINGS.get(name) or ENCODINGS.get(plain)
    return f"{tr(about)} ({name})" if about else name


def characters(count: int) -> str:
    """Say how many characters there are."""
    return tr(CHARACTERS_ONE if count == 1 else CHARACTERS_MANY).format(count=f"{count:,}")


def imported(title: str, length: int) -> str:
    """Say that one text came in."""
    return tr(IMPORTED_ONE).format(title=title, length=characters(length))


def import_summary(kept: int, left: int) -> str:
    """Say how many texts came in and how many files did not."""
    came = NONE_CAME_IN if not kept else CAME_IN_ONE if kept == 1 else CAME_IN_MANY
    said = tr(came).format(count=f"{kept:,}")
    if not left:
        return said
    stayed = tr(FILES_LEFT_ONE if left == 1 else FILES_LEFT_MANY).format(count=f"{left:,}")
    return f"{said} {stayed}"
