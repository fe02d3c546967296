"""Every sentence about texts that a user sees in the window, translated where it is used.

Corrections and versions, who speaks, what is known about documents, removal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.core.anchoring import Fate

MENU_TEXT = "&Text"

# Corrections
CORRECT_TITLE = "Correct “{title}”"
CORRECT_EXPLAIN = (
    "Mend the text on the right. What stands in the project changes only when you accept; "
    "every annotation then moves along in one step that can be undone."
)
OLD_TEXT = "As it is"
NEW_TEXT = "Corrected"
REASON = "Why"
REASON_HINT = "Why the text is corrected; kept with the new version"
ACCEPT = "Accept the correction"
COMPARING = "Comparing …"
NOTHING_DIFFERS = "Nothing differs yet."
PLACES_ONE = "1 place differs"
PLACES_MANY = "{count} places differ"
FOLLOW = "{count} passages stay as they are"
FOLLOW_ONE = "1 passage stays as it is"
FATES_ONE = {
    "moved": "1 moves to another place",
    "reworded": "1 is reworded",
    "shortened": "1 is shortened",
    "lost": "1 loses its words and is kept to be placed again",
}
"""By Fate, which is not loaded for the menus' sake."""
FATES_MANY = {
    "moved": "{count} move to another place",
    "reworded": "{count} are reworded",
    "shortened": "{count} are shortened",
    "lost": "{count} lose their words and are kept to be placed again",
}
FATE_NAMES = {
    "moved": "moved",
    "reworded": "reworded",
    "shortened": "shortened",
    "lost": "without words",
}
MOVED_TO = "at {place}"
AFFECTED = "Annotations whose words change or move"
AFFECTED_NONE = "No annotation loses or changes a word or moves elsewhere."
PLACE = "Place"
WHAT = "What happens"
CODE = "Code"
WAS = "Was"
BECOMES = "Becomes"
NEXT_DIFFERENCE = "Next difference"
CORRECTED = "“{title}” corrected"
CHOOSE_EDITION = "Choose a new edition of “{title}”"
BACKING_UP = "Making a backup …"
DISCARD_ASK = "The corrections are not accepted yet. Discard them?"
DISCARD_DO = "Discard the corrections"


# Versions
VERSIONS_TITLE = "Versions of “{title}”"
VERSION = "Version {number}"
VERSION_CURRENT = "Version {number}, current"
VERSIONS_ONE = "The text has never been corrected."
COMPARE_WITH = "beside"
GO_BACK_TO = "Bring this text back …"

# Lost passages
LOST_PANE = "Lost passages"
LOST_EMPTY = "When a correction takes the words of an annotation away, its passage waits here."
LOST_EXPLAIN = "Select words in the text, then place the passage on them."
PLACE_ON_SELECTION = "Place on the selection"
LET_GO = "Let it go"
DOCUMENT = "Document"
WORDS_LOST = "Its words were"
PLACED = "Passage placed"
WRONG_TEXT = "This passage belongs to “{title}”; it was opened"


def fates_line(places: int, follow: int, fates: Mapping[Fate, int]) -> str:
    """Say in one line what a correction does."""
    parts = [tr(PLACES_ONE if places == 1 else PLACES_MANY).format(count=f"{places:,}")]
    if follow:
        parts.append(tr(FOLLOW_ONE if follow == 1 else FOLLOW).format(count=f"{follow:,}"))
    counts: dict[str, int] = dict(fates.items())
    for fate, one in FATES_ONE.items():
        if count := counts.get(fate, 0):
            parts.append(tr(one if count == 1 else FATES_MANY[fate]).format(count=f"{count:,}"))
    return " · ".join(parts)


# Who speaks
SPEAKERS_TITLE = "Who speaks in “{title}”"
SPEAKERS_EXPLAIN = (
    "Names can be changed with F2; two voices with one name become one. Nothing is kept before you"
    " say so."
)
LOOK_FOR = "Look for"
FIND_KEPT = "what is kept now"
FIND_AUTO = "whatever fits"
FIND_NAMES = "names at the beginning of lines"
FIND_QUOTES = "quotations"
VOICES = "Voices"
VOICE = "Voice"
TURNS = "Turns"
TURNS_COUNT = "Turns"
WORDS = "Words"
MERGE = "Merge the chosen voices"
NOT_SPEECH = "Not speech"
KEEP = "Keep"
NOBODY_SPEAKS = "Nobody was found to speak; look for something else, or say it for selected words."
LOOKING = "Looking …"
EVENT = "(noted)"
PLACE_SPOKEN = "{place} · {speaker} speaks"
WHO_SPEAKS = "Who speaks these words?"
NOBODY = "nobody in particular"
SPEAKERS_KEPT = "{count} turns kept"

# Details
DETAILS = "Details"
TITLE = "Title"
SETS = "Sets"
CHARACTERS = "Characters"
ANNOTATIONS = "Annotations"
FILTER_DETAILS = "Filter, such as speaker:lincoln or set:letters"
NEW_FIELD = "New field"
GUESS = "Guess …"
IMPORT_DETAILS = "Import …"
EXPORT_DETAILS = "Export …"
IMPORT_DETAILS_TITLE = "Import details"
EXPORT_DETAILS_TITLE = "Export details"
DETAILS_EMPTY = "What is known about your texts stands here, a row each; import a text first."
DETAILS_NO_MATCH = "No text answers the filter; change it or press Escape."
GUESSES_TITLE = "What the texts tell about themselves"
GUESSES_EXPLAIN = "Tick what is right. Nothing is taken over that you do not tick."
GUESSES_NONE = "Nothing new could be guessed."
GUESSES_OFFER = "Details were found in what you imported."
GUESSES_LOOK = "Look …"
TAKE_OVER = "Take over"
FIELD = "Field"
VALUE = "Value"
NOW = "Now"
ORIGIN = "Found in"
ORIGINS = {"file": "the file’s properties", "head": "the head of the text", "words": "the words"}
EDITS_TITLE = "What the table changes"
EDITS_NONE = "Nothing differs from what is here."
EDITS_DO = "Change it"
FIELD_NAMES = {
    "author": "Author",
    "speaker": "Speaker",
    "date": "Date",
    "place": "Place",
    "occasion": "Occasion",
    "genre": "Genre",
    "language": "Language",
    "source": "Source",
    "url": "URL",
    "translation of": "Translation of",
    "translator": "Translator",
}
SETS_DOTS = "Sets …"
SETS_TITLE = "Sets of texts"
SETS_EXPLAIN = "Each text tells its sets in the column Sets. A removed set leaves its texts."
SETS_NONE = "No sets yet. Under Text, Details of all texts, type their names into the column Sets."
SET = "Set"
TEXTS_COUNT = "Texts"
TEXTS_IN = "Texts in it"
REMOVE_SET = "Remove the set"

# Removal
REMOVED_TITLE = "Removed texts"
REMOVED_EMPTY = "No text was removed."
REMOVED_AT = "Removed"
RESTORE = "Restore"
RESTORED = "“{title}” restored"
RESTORED_PARTLY = "“{title}” restored; {count} rows hung on what is gone and stayed out"
EMPTY_DOTS = "Delete for good …"
EMPTY_ASK = (
    "Delete {count} texts with {length} characters for good, with all that was read in them? "
    "This cannot be undone. Nothing that was done before the last of them was removed can be "
    "undone then either; the list of steps stays. Backups made earlier still hold them."
)
RESTORING = "Restoring …"
EMPTYING = "Deleting for good …"
EMPTY_DO = "Delete for good"
SHRINKING = "Giving their room in the file back …"
EMPTIED = "Deleted for good"
REPORT_DOTS = "Import report …"
FILTER_DOCUMENTS = "Filter, such as speaker:lincoln"


def field_name(name: str) -> str:
    """Say how a field is called: the known ones are translated, a user's own are as typed."""
    return tr(FIELD_NAMES[name]) if name in FIELD_NAMES else name
