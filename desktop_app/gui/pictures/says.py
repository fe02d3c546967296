"""The sentences of the pictures pane; translated where they are used."""

PICTURES = "Pictures"
KIND = "Which picture"
KINDS = (
    ("score", "Score of a text"),
    ("portrait", "Portraits"),
    ("matrix", "Matrix"),
    ("network", "Network"),
    ("frequencies", "Frequencies"),
)
DOCUMENT = "Which text"
THIS_TEXT = "The text in view"
ALL_TEXTS = "All texts"
CODE = "Which codes"
ALL_CODES = "All codes"
COLUMNS = "What stands in the columns"
COLUMN_KINDS = (
    ("document", "by document"),
    ("set", "by set"),
    ("coder", "by coder"),
    ("speaker", "by speaker"),
    ("code", "with codes"),
)
MEASURE = "What is counted"
MEASURES = (
    ("annotations", "Annotations"),
    ("words", "Words"),
    ("characters", "Characters"),
    ("share", "Share of text"),
)
SCOPE = "How codes stand together"
SCOPES = (
    ("overlap", "overlapping"),
    ("passage", "same passage"),
    ("sentence", "same sentence"),
    ("paragraph", "same paragraph"),
    ("turn", "same turn"),
    ("near", "near"),
)
SMALLER = "Smaller (Ctrl+−)"
LARGER = "Larger (Ctrl++)"
FIT = "Fit to the width (Ctrl+0)"
FIT_WORD = "Fit"
EXPORT = "Export"
EXPORT_PRINT = "For print …"
EXPORT_LIGHT = "Light …"
EXPORT_DARK = "Dark …"
EXPORT_TITLE = "Export the picture"
FILES = "SVG (*.svg);;PDF (*.pdf);;PNG (*.png)"
WRITTEN = "{name} written"
HINT = "Arrow keys go from place to place, Return opens the passages."
EMPTY = "What is coded is drawn here once a project is open."
