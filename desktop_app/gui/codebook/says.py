"""The sentences of the codebook screen; translated where they are used."""

SCREEN = "Codebook"
SCREEN_EMPTY = "Your codes stand here. Make the first, or choose a ready codebook."
NO_ENTRY = "Choose a code to read and write its entry."
NO_MATCH = "No code matches; change the words or press Escape."
NEW_CODE = "New code"
GALLERY = "Ready codebooks …"
IMPORT = "Import …"
EXPORT = "Export …"
COMPARE = "Compare …"
MERGE = "Merge into"
MERGE_ASK = (
    "Merge {names} into ‘{code}’? {annotations} will come to it; {joined} of them join one that the"
    " same coder made of the same words."
)
MERGE_DO = "Merge"
SORT = "Sort"
SORT_BELOW = "Sort the codes below"
SORT_ORDERS = (("name", "By name"), ("annotations", "By annotations"), ("created", "By age"))
RETIRE = "Retire"
RESTORE = "Take up again"
SPLIT = "Split …"
DELETE = "Delete …"
DELETE_ASK_CODE = "Delete ‘{code}’?"
DELETE_ASK_BRANCH = "Delete ‘{code}’ and {below} below it?"
DELETE_ASK_CODES = "Delete {codes}, those below included?"
DELETE_HAS = "It has {hanging}."
DELETE_HAVE = "They have {hanging}."
DELETE_PASSAGES = "What shall become of the passages?"
DELETE_DO = "Delete"
KEEP_ONE = "Keep it as a plain highlight"
KEEP_MANY = "Keep {count} passages as plain highlights"
REMOVE_ONE = "Remove it too"
REMOVE_MANY = "Remove them too"
CODES_SELECTED = "{count} codes are selected. Merge, move, retire or delete them together."
RETIRED = "retired"
PATH_AND_COUNTS = "{path}:  {counts}"
COUNTS_OWN = "{own} in {own_documents}"
COUNTS = "{own} / {below}"
COUNTS_TIP = "{own} in {own_documents}; with the codes below {below} in {below_documents}"

# The form
NAME = "Name"
KEY = "Key"
COLOUR = "Colour"
STATUS = "Status"
ACTIVE = "Active"
REPLACED_BY = "Replaced by"
NONE = "None"
FIELDS = (
    ("brief_definition", "Brief definition", "In one line: what this code is"),
    ("full_definition", "Definition", "What it is, precise enough that two readers agree"),
    ("when_to_use", "When to use", "The signs by which a passage earns it"),
    ("when_not_to_use", "When not to use", "What looks like it and is something else"),
    ("example", "Examples", "Words that bear it plainly"),
    ("non_example", "Non-examples", "Words that come close and do not"),
    ("note", "Note", "Doubts, decisions, links to your question"),
    ("source", "Source", "The work that the definition follows"),
)
ALIASES = "Also called"
ALIASES_HINT = "Other names, each behind a semicolon"
ROLES = "Roles"
ADD_ROLE = "Add a role"
ROLE_NAME = "Role {number}"
ROLE_REQUIRED = "required"
PROPERTIES = "Properties"
ADD_PROPERTY = "Add a property"
PROPERTY_NAME = "Property {number}"
PROPERTY_KIND = "Kind of property {number}"
PROPERTY_ALLOWED = "Allowed values of property {number}"
PROPERTY_ALLOWED_HINT = "Values, each behind |"
PROPERTY_DEFAULT = "Default of property {number}"
PROPERTY_DEFAULT_HINT = "Default"
PROPERTY_KINDS = {"choice": "Choice", "number": "Number", "text": "Text", "yes-no": "Yes or no"}
REMOVE_ROW = "Remove"
ROW_UP = "Move up"
CHOICE_NEEDS_VALUES = "A choice needs values to choose among; it is kept once it has them."

# The pages beside it
ENTRY = "Entry"
EXAMPLES = "Passages"
EXAMPLES_EMPTY = (
    "Passages of your texts that show this code stand here. Put the caret into an annotation and"
    " use it as an example."
)
USE_EXAMPLE = "Use the annotation in hand"
USE_NON_EXAMPLE = "Use it as a non-example"
REMOVE_EXAMPLE = "Drop"
IS_EXAMPLE = "Example"
IS_NON_EXAMPLE = "Non-example"
IS_ELSEWHERE = "{said} (not in this project)"
NO_CURRENT = "Put the caret into an annotation first"
HAS_NO_CODE = "This annotation has no code; choose a code in the codebook screen for it"
USED_EXAMPLE = "The passage now shows what ‘{code}’ is"
USED_NON_EXAMPLE = "The passage now shows what ‘{code}’ is not"
WORDINGS = "Wordings"
WORDING_LINE = "{number}.  {when}  {who}"
WORDING_ORIGIN = "from ‘{code}’"
UNDER_WORDING = "under wording {number}"
WORDING_NOW = "now"
WHY = "Why it was reworded"
WHY_HINT = "Why it was reworded; Enter keeps it"
OLDER_PANE = "Older wordings"
OLDER_SOME = "{shown} of {count} made under an older wording; the others follow"
OLDER_NONE = "Every annotation was made under the present wording."
OLDER = "Made under an older wording: {count}"
CONFIRM = "Still holds"
CONFIRM_ALL = "All still hold"
FIELD_NAMES = {
    "name": "Name", "color": "Colour", "shortcut": "Key", "roles": "Roles",
    "properties": "Properties", "aliases": "Also called", "status": "Status",
    "replaced_by": "Replaced by", "extra": "Other columns", "passages": "Passages",
} | {key: title for key, title, _ in FIELDS}  # fmt: skip

# Splitting
SPLIT_TITLE = "Split ‘{code}’"
SPLIT_NAMES = "New codes, one a line"
SPLIT_HINT = "Name two or more, then send each passage to one: by its key, or Space to leave it."
SPLIT_WALK = "Passage {number} of {count}"
SPLIT_STAYS = "stays"
SPLIT_BELOW = "Below the old code"
SPLIT_RETIRE = "Retire the old code"
SPLIT_DO = "Split"
SPLIT_NO_PASSAGES = "No passage bears this code yet; the new ones are only made."

# Differences
KIND_NAMES = {
    "new": "New", "changed": "Changed", "moved": "Moved", "missing": "Missing",
    "clashing": "Clashing",
}  # fmt: skip
KIND_COUNTS = "{kind} {count}"
COLUMN_TAKE = "Take"
COLUMN_KIND = "What"
COLUMN_CODE = "Code"
COLUMN_FIELDS = "Fields"
BEFORE = "Here"
AFTER = "In the file"
THEN = "Then"
NOW = "Later"
NOTHING_DIFFERS = "Nothing differs."
WITHOUT_KEY = "Comes without its key: {reason}"
MOVED_FROM = "Moved from {path}"
TAKE_ALL = "Take all"
TAKE_NONE = "Take none"

# Importing
IMPORT_TITLE = "Import a codebook"
IMPORT_READ = "{name}: {count}"
IMPORT_READ_AS = "{name}: {count}, as {program} writes it"
IMPORT_DO = "Import"
IMPORT_MISSING_STAY = "Codes that are missing in the file stay; nothing is ever deleted."
HAS_HEADER = "The first row names the columns"
SEPARATOR = "Levels are cut by"
SEPARATORS = (("", "Nothing"), (">", ">"), ("\\", "\\"), ("::", "::"), ("/", "/"), (".", "."))
INDENTED = "Indents show the levels"
MEANING_OF = "What {column} means"
MEANINGS = {
    "": "Leave out", "extra": "Keep as it is", "level": "Level", "path": "Path",
    "parent": "Parent", "code_id": "Id", "code": "Name", "parent_id": "Parent’s id",
    "position": "Position", "color": "Colour", "shortcut": "Key", "roles": "Roles",
    "properties": "Properties", "aliases": "Also called", "status": "Status",
    "replaced_by": "Replaced by", "created_by": "Author", "created_at": "Made",
    "modified_at": "Changed", "example_passages": "Example passages",
    "non_example_passages": "Non-example passages", "wordings": "Wordings",
} | {key: title for key, title, _ in FIELDS}  # fmt: skip
READING = "Reading {name} …"
TAKING_OVER = "Taking over {name} …"
IMPORTED = "{created} new, {changed} changed, {moved} moved, {left} left out"
CODEBOOK_FILES = "Codebooks (*.csv *.tsv *.txt *.xlsx *.yaml *.yml *.qdc)"
EXPORT_FILES = (
    (".csv", "Table for spreadsheets (*.csv)"),
    (".xlsx", "Excel (*.xlsx)"),
    (".yaml", "YAML, to edit by hand (*.yaml)"),
    (".qdc", "Exchange with other programs (*.qdc)"),
    (".html", "Web page, to read or print (*.html)"),
    (".docx", "Word, to read or print (*.docx)"),
)
WRITTEN = "{name} written: {count}"
WRITTEN_BUT = "{name} written: {count}. The format cannot hold {lost}."
DROPPED = "What is {name}?"
DROPPED_CODEBOOK = "A codebook"
DROPPED_SEGMENTS = "Annotations, one row a part"
DROPPED_TEXT = "A text to read"
DROPPED_ASK = "Bring in {annotations}? New codes: {codes}. New coders: {coders}."
DROPPED_DO = "Bring them in"

# Comparing
COMPARE_TITLE = "Compare codebooks"
COMPARE_FROM = "As it was after"
COMPARE_UNTIL = "As it is after"
COMPARE_NOW = "Now: the last step"
COMPARE_STEP = "{number}  {when}  {step}"
COMPARE_BEGINNING = "The beginning"
COMPARE_FILE = "A file …"

# The gallery
GALLERY_TITLE = "Ready codebooks"
GALLERY_LIST = "Ready codebooks"
GALLERY_CODES = "Codes to take"
GALLERY_OWN = "Your own"
GALLERY_SHIPPED = "Comes with Diple"
GALLERY_TAKE = "Take the ticked codes"
GALLERY_BELOW = "Put them below ‘{code}’"
GALLERY_COUNT = "{count} ticked"
GALLERY_SAVE = "Save your codebook here …"
GALLERY_SAVE_NAME = "What it is called in the gallery"
GALLERY_SAVED = "Your codebook stands in the gallery as “{name}”"
GALLERY_SOURCES = "After {sources}"
GALLERY_OFFER = "This project has no codes yet: choose a ready codebook, or make codes as you read."
GALLERY_OPEN = "Choose a codebook …"


def counted(count: int, one: str, many: str = "") -> str:
    """Write a number with its unit."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
