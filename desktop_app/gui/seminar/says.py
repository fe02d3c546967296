"""The sentences of the seminar in the window; translated where they are used."""

from desktop_app.messages_seminar import SETTLED as SETTLED

# Handing out
PACK = "Make an assignment"
PACK_FILES = "Assignment packs (*.diplepack)"
PACK_TITLE = "Title"
PACK_TEXTS = "Texts"
PACK_INSTRUCTIONS = "Instructions"
PACK_INSTRUCTIONS_HINT = "What to read for, and how"
PACK_UNITS_HINT = "Figures, sentences, whole paragraphs …"
PACK_HAND_IN_HINT = "For example: your reading, with a note on each mark, by Friday"
PACK_LOCKED = "The codebook cannot be changed"
PACK_BLIND = "Nobody sees others’ readings until I reveal them"
PACK_MODEL = "Model reading"
PACK_NO_MODEL = "None"
PACK_MODEL_SAID = "Travels in the pack and is shown once one’s own reading is handed in"
PACK_WRITE = "Write the pack …"
PACK_SAID = "{texts} and {codes} go into one small file. Nothing else of the project travels."
TEXTS_ONE, TEXTS_MANY = "1 text", "{count} texts"
CODES_ONE, CODES_MANY = "1 code", "{count} codes"
PACK_WRITTEN = "{name} written: hand it out as it is."

# Beginning and handing in
TASK = "What the assignment asks"
TERMS = "To know"
WHICH_ASSIGNMENT = "There are several assignments in this project. Which one?"
OPEN_PACK = "Open an assignment"
BEGIN = "Begin reading"
BEGIN_ASK = "Your name or alias"
BEGIN_WHY = "It stands on what you mark and hand in. Your project is a file of your own."
BEGIN_WHERE = "Where to keep your project"
BEGIN_BUTTON = "Begin …"
HAND_IN = "Hand in my reading"
HAND_IN_FILES = "Readings to hand in (*.diplework)"
HANDED_IN = "{name} written: {count} of {person}. Send it to your teacher."

# Collecting
COLLECT = "Collect readings"
COLLECT_FILES = "Readings that were handed in (*.diplework)"
COLLECT_READING = "Reading {count} files …"
COLLECT_TAKE = "Take {count} in"
COLLECT_NOTHING = "Nothing here is new."
COLLECT_SUMMARY = "{taken} of {count} files bring something new."
COLLECT_FIRST = "What to look at stands first."
COLLECT_SAFE = "A backup is made first, and the whole is one step that can be undone."
COLLECT_HEADS = ("Reader", "File", "What it is", "Annotations", "Texts")
COLLECTED_ONE, COLLECTED = "1 reading taken in.", "{count} readings taken in."
SAME_TEXTS = "the same"
MOVED_TEXTS = "corrected; passages follow"
LEFT_TEXTS = "unknown, left out: {titles}"
NAMESAKES = "There are several called {name}: several people, or one with several machines?"

# The way back
RETURN = "Return what was settled"
RECEIVE = "Take in what was returned"
RETURN_FILES = "What was returned of an assignment (*.diplereturn)"
RETURNED = "{name} written, with {decisions}: send it to your readers."
DECISIONS_ONE, DECISIONS_MANY = "1 decision", "{count} decisions"
RECEIVED = "What was returned of “{title}” is here: your marks show what was decided on them."
RECEIVED_NOTHING = "Nothing in {name} is new."

# Without names
UNNAME = "Write a copy without names"
UNNAME_KEY = "Where to keep who is who"
UNNAME_NAME, UNNAME_KEY_NAME = "{name} without names", "{name} who is who"
UNNAMED = "{name} names nobody; who is who stands in {key}. What people wrote is unchanged."
KEY_FILES = "Tables (*.csv)"

# Merging
MERGE = "Merge copies of this project"
MERGE_READING = "Comparing copies …"
MERGE_TAKE = "Merge"
MERGE_NOTHING = "Nothing in these copies is new."
MERGE_BRINGS = "{counts}."
MERGE_CONFLICTS = "To be decided by you"
MERGE_OURS = "Ours: {value}"
MERGE_THEIRS = "Theirs: {value}"
MERGE_PERSONS = "{person}: {value}"
MERGE_SO_FAR = "So far: {value}"
MERGE_KEEP = "Keep it"
MERGE_DELETE = "Delete it"
MERGED = "Merged: {counts}."
SMALL_THINGS = "small things"

# Blindness
REVEALED = "The readings of “{title}” can be seen now."
HIDDEN = "The readings of “{title}” are hidden until you reveal them."
VEILED = "Readings that may not be seen yet are not in it."

# A second look
LOOK_AGAIN = (
    "Some of your passages are given back without their codes, and everything else is hidden until"
    " all of them have one. How many?"
)
LOOK_COUNT = "{count} passages"
AGAIN = "again"
LOOKING = "Given back without codes to {name}, who sees nothing else: {count} of your passages."

LOOK_PANE = "How far I agree with myself"
LOOK_WHOSE = "Whose second look"
LOOK_NONE = (
    "Some of your passages can be given back to you without their codes: how far both looks agree"
    " stands here then. Nothing is shown while you look."
)
LOOK_KAPPA = "Cohen’s kappa of both looks, by passage: {value}"
LOOK_SAID = "The same code for {same} of {done} passages that were coded anew; {left} wait for one."
LOOK_UNDEFINED = "undefined"
LOOK_BECAME = "{first} became {again}"
LOOK_DONE = "All passages have a code again: this is how far both looks agree."

# Comparing
COMPARE = "Readings"
COMPARE_EMPTY = (
    "Where two or more people have read this text, what they marked stands side by side here."
)
NOT_YET = (
    "Other people’s readings of this text may not be seen yet; once they are revealed, they are"
    " compared here."
)
WHICH = "Which places"
VIEWS = (
    ("map", "All readers"),
    ("pair", "Two side by side"),
    ("divided", "Most divided"),
    ("one", "Only one reader saw this"),
    ("code", "Same place, other code"),
    ("boundaries", "Same code, other boundaries"),
    ("people", "Who took part"),
)
PEOPLE_HEADS = (
    "Reader", "Annotations", "Codes", "Notes", "Words in notes", "Marked", "First", "Last",
)  # fmt: skip
PEOPLE_LINE = "In this text; counts, and no judgement"
OF_READER = "{name} in this text"
ANY_CODE = "All codes"
WHICH_CODE = "Only this code"
BY_CODER = "Colour by reader"
READERS_LINE = "{readers} readers, {places} places; all agree on {agreed}"
NONE_SUCH = "There is no such place in this text."
HEAT = "How many marked it"
HEAT_SAID = "{count} of {readers} readers"
MAP_SAID = "{name}: {count} annotations in this text"
OTHERS_SAID = "{names}: {code}"
LEFT_READER = "Reader on the left"
RIGHT_READER = "Reader on the right"
COLUMN_OF = "As {name} read it"
PREVIOUS_DIFFERENCE = "Previous difference (P)"
NEXT_DIFFERENCE = "Next difference (N)"
ONLY_DIFFERENCES = "Only differences"
ONLY_DIFFERENCES_SAID = "Leave out what both marked alike"
DIFFERENCES_ONE, DIFFERENCES = "1 difference", "{count} differences"
DIFFERENCES_BETWEEN = "Differences between the two"
DIFFERENCE_AT = "{number} of {count} differences"
PAIR_HINT = "N and P go from difference to difference; a click on a mark takes its place in hand."
BOTH_ALIKE = "{code}: both marked the same words"
BOTH_OTHERWISE = "{code}: both, with other boundaries"
THEIR_CODE = "{name}: {code}"
ONLY_ONE = "{code}: only {name}"
VERDICTS = (
    ("accept", "This one stands"),
    ("merge", "Make one of them"),
    ("both", "All stand"),
    ("reject", "None stands"),
    ("nothing", "Rightly nothing here"),
)
SETTLED_PANE = "What was settled"
SETTLED_NONE = (
    "What you settle among the readings of a text stands here, with the reason and what stands."
)
SETTLED_ONE, SETTLED_MANY = "1 difference settled", "{count} differences settled"
SETTLED_BACK = "Take back"
SETTLED_WRITE = "Write as a table …"
REASON = "Why"
REASON_HINT = "Reason, kept with the decision"
REPLY = "Reply"
CONSENSUS = "Consensus"
PLAIN = "Highlight"
