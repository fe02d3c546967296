"""The sentences of the panes that find, list and count; translated where they are used."""

WORKING = "Work under way"
STOP = "Stop"
SORT_BY = "Sort by"
CONCORDANCE = "Concordance"
CONCORDANCE_HINT = "Words in all texts; * any letters, | or"
CONCORDANCE_EMPTY = (
    "Type words to see every line in which they stand: a phrase, demo* for all that begins so,"
    " order | calm for either."
)
CONCORDANCE_NONE = "No text holds this."
CONCORDANCE_SCOPE = "Which texts are searched"
ALL_TEXTS = "All texts"
THIS_TEXT = "This text"
LINE_ORDERS = (
    ("place", "By place"),
    ("left", "By the words before"),
    ("right", "By the words behind"),
    ("words", "By the words found"),
)
LINES_ONE = "1 line"
LINES_MANY = "{count} lines"
LINES_FIRST = "The first {count} lines"
LINES_TICKED = ", {count} ticked"
TICK_ALL = "Tick all"
TICK_NONE = "Tick none"
CODE_TICKED = "Code ticked lines …"
PASSAGES = "Passages"
PASSAGES_EMPTY = "All that is marked in any text stands here, to be asked, sorted and acted upon."
PASSAGES_NONE = "No annotation answers to this."
AS_PROSE = "As prose"
AS_PROSE_TIP = "Read the passages as prose with their citations"
PROSE_PAGE = "Passages {first} to {last} of {count}."
PROSE_BEFORE = "Earlier passages"
PROSE_BEHIND = "Later passages"
GROUP_BY = "Group by"
GROUP_DOCUMENT = "Document"
GROUP_CODE = "Code"
SHOW_ALL_AGAIN = "Show all passages again"
SELECTED = ", {count} selected"
RECODE_SELECTED = "Change code …"
PROPERTY_SELECTED = "Set property …"
REMOVE_SELECTED = "Remove"
EXPORT_THESE = "Export …"
COLUMN_CODE = "Code"
COLUMN_WORDS = "Passage"
COLUMN_DOCUMENT = "Document"
COLUMN_PLACE = "Place"
COLUMN_CODER = "Coder"
COLUMN_NOTE = "Note"
COLUMN_MADE = "Made"
PROPERTY_TITLE = "Set a property"
PROPERTY_NAME = "Property"
PROPERTY_VALUE = "Value"
PROPERTY_SET = "Set"
PROPERTY_EMPTY = "An empty value takes the property away."
QUERY = "Which annotations are wanted"
QUERY_HINT = "All annotations; type a query, or put one together with Add"
QUERY_ADD = "Add"
QUERY_SAVED = "Saved"
QUERY_SAVE = "Save this query …"
QUERY_NAME = "Name of the query"
QUERY_FORGET = "Forget"
QUERY_CODE = "Code …"
QUERY_CODE_ALONE = "Code, without those below …"
QUERY_DOCUMENT = "Document …"
QUERY_SET = "Set of documents …"
QUERY_CODER = "Coder …"
QUERY_SPEAKER = "Speaker …"
QUERY_FIELD = "Field of the document …"
QUERY_PROPERTY = "Property …"
QUERY_TEXT = "Words of the passage …"
QUERY_NOTE = "Words of the note …"
QUERY_SINCE = "Made since a day"
QUERY_HAS_NOTE = "Has a note"
QUERY_HAS_PARTS = "Has several parts"
QUERY_HAS_NO_CODE = "Has no code"
QUERY_HAS_NO_WORDS = "Marks no words"
QUERY_NEAR = "Stands so to another"
QUERY_OR = "Or a code …"
QUERY_NOT = "All others"
NEAR_OVERLAPS = "Overlaps …"
NEAR_INSIDE = "Lies inside …"
NEAR_ENCLOSES = "Encloses …"
NEAR_WORDS = "Followed within 10 words by …"
NEAR_SENTENCES = "Followed in this or the next sentence by …"
NEAR_PARAGRAPHS = "Followed in this or the next paragraph by …"
NEAR_LATER = "Followed later by …"
NEAR_SENTENCE = "In the same sentence as …"
NEAR_PARAGRAPH = "In the same paragraph as …"
NEAR_TURN = "In the same turn as …"
NEAR_PASSAGE = "The same passage as …"
CODED_ONE = "1 place coded"
CODED_MANY = "{count} places coded"

# Tables
TABLES = "Tables"
TABLE_EMPTY = "Nothing is marked yet that could be counted here."
TABLE_ROWS = "Rows"
TABLE_COLUMNS = "Columns"
TABLE_MEASURE = "What is counted"
TABLE_BASE = "Figures or per cent"
TABLE_ONLY = "Which annotations are counted"
TABLE_MORE = "More"
TABLE_ROLLED = "A code counts those below it"
TABLE_QUERIES = "Saved queries stand behind the codes"
TABLE_ALL = "Show empty rows and columns"
ALL_ANNOTATIONS = "All annotations"
CELL_EMPTY = "No annotation stands behind this cell"
TOTAL = "Total"
NO_CODE = "(no code)"
NO_VALUE = "(none)"
ROW_AXES = (
    ("code", "Codes"),
    ("document", "Documents"),
    ("set", "Sets of documents"),
    ("coder", "Coders"),
    ("speaker", "Speakers"),
)
COLUMN_AXES = (
    ("document", "by document"),
    ("set", "by set of documents"),
    ("coder", "by coder"),
    ("speaker", "by speaker"),
    ("code", "by code"),
    ("use", "how often each is used"),
)
TOGETHER = (
    ("together:overlap", "that overlap"),
    ("together:passage", "on the same passage"),
    ("together:sentence", "in the same sentence"),
    ("together:paragraph", "in the same paragraph"),
    ("together:turn", "in the same turn"),
    ("together:near", "within ten words"),
)
MEASURES = (
    ("annotations", "Annotations"),
    ("words", "Words"),
    ("characters", "Characters"),
    ("share", "Share of text"),
)
BASES = (
    ("", "Figures"),
    ("row", "% of row"),
    ("column", "% of column"),
    ("total", "% of all"),
)
UNITS = {
    "annotations": "Annotations",
    "words": "Words, each place once",
    "characters": "Characters, each place once",
    "share": "Share of the documents’ characters",
}
IN_PERCENT = {
    "row": "{unit}, in per cent of the row",
    "column": "{unit}, in per cent of the column",
    "total": "{unit}, in per cent of all",
}
TOGETHER_UNIT = "Annotations of the row’s code that meet one of the column’s"
USE_UNIT = "Words, characters and share count each place once"
USE_ANNOTATIONS = "Annotations"
USE_BELOW = "With codes below"
USE_PARTS = "Parts"
USE_DOCUMENTS = "Documents"
USE_CODERS = "Coders"
USE_WORDS = "Words"
USE_CHARACTERS = "Characters"
USE_SHARE = "Share of text"
EXPORT_TABLE = "Export the table"
EXPORT_PROJECT = "Export the project"
EXPORT_FORMATS = (
    ("xlsx", "Workbook with all tables (*.xlsx)"),
    ("data", "Folder for R and Python (*)"),
    ("text", "Passages by code as text (*.txt)"),
    ("html", "Coded texts as a web page (*.html)"),
    ("docx", "Coded texts for Word (*.docx)"),
    ("qdpx", "REFI-QDA project (*.qdpx)"),
    ("tei", "TEI corpus with its codes (*.xml)"),
    ("jsonl", "Web Annotations (*.jsonl)"),
    ("notes", "Notes as a table (*.csv)"),
    ("documents", "Documents as a table (*.csv)"),
    ("coders", "Coders as a table (*.csv)"),
    ("relations", "Relations as a table (*.csv)"),
    ("decisions", "What was settled, as a table (*.csv)"),
)
WRITTEN_DOCUMENTS = ("{name} written: 1 document", "{name} written: {count} documents")
"""One, and many."""
LEFT_BEHIND = "What the file does not hold"
WRITTEN_LOST = "{said}. The format has no place for:"
SEGMENT_SHAPES = (
    ("long", "One row a part (*.csv)"),
    ("wide", "One row a part, one column a code (*.csv)"),
    ("documents", "One row a document, one column a code (*.csv)"),
    ("long xlsx", "One row a part, as a workbook (*.xlsx)"),
    ("wide xlsx", "One row a part, one column a code, as a workbook (*.xlsx)"),
    ("documents xlsx", "One row a document, as a workbook (*.xlsx)"),
)

# Lists of words
WORDS = "Words"
WORDS_KIND = "Which list"
WORDS_EMPTY = "No words to list here."
WORDS_NARROWED = "Nothing in the list holds what is typed."
ECHO_EMPTY = "No phrase returns."
ECHO_ACROSS_EMPTY = "No phrase of one text returns in another."
NEAR_EMPTY = "Type a word or phrase to see what stands within five words of it."
NEAR_HINT = "What stands near …"
NARROW_HINT = "Narrow the list"
WORD_KINDS = (
    ("1", "Words"),
    ("2", "Runs of two words"),
    ("3", "Runs of three words"),
    ("4", "Runs of four words"),
    ("near", "Words near another"),
    ("echo", "Phrases that return"),
    ("echo-across", "Phrases that return in another text"),
)
SORT_ROWS = "Sort by"
WORD = "Word"
PHRASE = "Phrase"
TIMES = "Times"
IN_DOCUMENTS = "Documents"
BEFORE = "Before"
BEHIND = "Behind"
EVERYWHERE = "In all"
STRENGTH = "Strength"
LENGTH = "Words"
WEIGHT = "Weight"
BESIDE = "Before … behind"
COLUMN_TIPS = {
    STRENGTH: "Log-likelihood of standing near; below 0 the word avoids the other",
    BESIDE: "The words next to the phrase, in which its places differ",
    WEIGHT: "Bits of information: long phrases of rare words weigh most",
}
ROWS_ONE = "1 row"
ROWS_MANY = "{count} rows"
