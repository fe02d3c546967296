"""The sentences of the agreement screen; translated where they are used."""

AGREEMENT = "Agreement"
EMPTY = (
    "Where two or more people have read the same text, how far they agree stands here,"
    " code by code."
)
MEASURE = "Measure"
FOR_TWO = "{title} (two readers)"
UNIT = "Unit"
UNITS = {
    "character": "By character",
    "sentence": "By sentence",
    "paragraph": "By paragraph",
    "turn": "By turn",
    "document": "By text",
}
WHERE = "In which texts"
THIS_TEXT = "This text"
ALL_TEXTS = "All texts"
WHAT = "What is compared"
MARKS = "Marks of codes"
VALUES = "Values of “{name}”"
READERS = "Readers"
READERS_CHOSEN = "{count} readers"
EVERYBODY = "All readers"
NOBODY = "No reader"
SPREAD = "Intervals"
SPREAD_SAID = "Draw paragraphs anew 1,000 times, to see how far each figure would go"
UNMARKED = "Whoever marked nothing has read it"
UNMARKED_SAID = "Whoever marked nothing in a text has read it all the same"
HEADS = ("Code", "Figure", "Interval", "Agreed", "By chance", "In words")
PAIRS = "Readers"
BY_PAIRS_MORE = "Choose two readers to see each code"
HEAD_TIPS = (
    "Return opens the passages that a figure rests on",
    "",
    "95 % of the figures lie here when paragraphs are drawn anew",
    "The share that agrees before chance is taken off",
    "The share that chance alone would let agree",
    "",
)
ALL_CODES = "All codes"
LIMITS = "{low} to {high}"
UNDEFINED_FOR = "Undefined: {reason}"
BY_UNIT = "{measure}, {unit}: {readers}"
OF_VALUES = "{measure} of “{name}”, {unit}: {readers}"
LEFT_OUT = "Left out: {what}"
OF_TEXTS = "Texts: {titles}"
SPREAD_OF = "Intervals: {draws}"
RECKONING = "Reckoning …"
DRAWING = "Drawing intervals …"
STOPPED = "Stopped: choose anew, and it is reckoned."
NOTHING = "Nothing here that two of these readers could be compared by."
NO_PASSAGES = "No passages stand behind this figure."
IN_TEXTS = "{code} by {count} readers"
WITH_MANY = "{names} and {count} more"
