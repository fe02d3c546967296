"""The window's sentences about what keeps the work safe; as `words`, whose `tr` translates them."""

# Notices over the text
RECOVERED_ONE = "A note that was being typed then is kept; undo takes it out again."
RECOVERED_MANY = "{count} notes that were being typed then are kept; undo takes them out again."
READING_ELSEWHERE = (
    "{user} on {host} has this project open; the last sign of them is from {time}."
    " You are reading it."
)
READING_BUSY = "This project is open in another Diple window or command. You are reading it."
READING_NEWER = (
    "A newer Diple made this project; to change it you need {needs}. You are reading it."
)
READING_PROTECTED = "This project is write-protected. You are reading it."
READING_OWN_FOLDER = "{reason} Until then you are reading."
READING_OLDER = "This older project could not be brought up to date: {reason} You are reading it."
TAKE_OVER = "Take it over"
TRY_AGAIN = "Try again"
SAVE_COPY = "Save as another file …"
NAME_OF_COPY = "{name} (copy)"
NAME_OF_STATE = "{{name}} after step {number}"
WRITING_MUCH = "Writing the change: {count} rows so far …"
WRITING_ENDS = "Putting the change on the disk …"
STOP_WRITING = "Stop and take it back"
BACKUP_REFUSED = "The work is saved, but no backup could be made. {reason}"

# What happened to the file
GONE = "The file of this project is no longer there. What you see is safe; nothing more is written."
MOVED = "The file of this project is now called “{name}”. Nothing more is written to the old name."
REPLACED = "Another file was put in the place of this project. Nothing more is written to it."
CHANGED = "Another program has changed the file of this project. Nothing more is written to it."
UNREACHABLE = (
    "The folder of this project cannot be reached. What you see is safe; writing goes on as soon"
    " as it is back."
)
TAKEN = "{who} has taken this project over. Nothing more is written here."
COPIED = "A sync program has put a second version beside this project: “{name}”. Writing waits."
WRITE_BACK = "Write it there again"
GO_ON_AS = "Go on as “{name}”"
SAVE_MINE = "Save my version as …"
OPEN_THERE = "Open what is there now"
OPEN_COPY = "Open the second version"
MERGE_COPY = "Merge it with this one …"
GO_ON_HERE = "Go on with this one"
TAKE_BACK = "Take it back"
WRITING_AGAIN = "The file is back; changes are kept again"
STOPPED_WRITING = "Changes are not kept"
SAVED_AS = "Saved as {name}"

# Checking
CHECKING = "Checking {name} …"
CHECK_TITLE = "Check of the project"
SOUND = "“{name}” is whole: its file, its texts, every marked passage and every step."
STRANGE = "“{name}” is not opened. Nothing was written to it."
STRANGE_ADVICE = (
    "Such things could act by themselves, so nothing more of the file was read. If it was sent to"
    " you, ask for one that only Diple has written; if it is yours, restore a backup."
)
NO_BACKUP_HERE = "There is no backup of it here. If it was sent to you, ask for it again."
DAMAGED = "“{name}” is damaged. Nothing was written to it."
FOUND = "What was found"
STILL_WHOLE = "Whole, with their marked passages"
NOTHING_WHOLE = "No document could be read whole."
READ_REST = "Read what is left"
READING_DAMAGED = "This project is damaged. You are reading what is left of it; nothing is written."
RESTORE_BACKUP = "Restore a backup …"
LOST = (
    "“{name}” is not in {folder} any more: it was moved, renamed or deleted, or its drive is not"
    " there."
)
CLOSE = "Close"

# Backups
BACKED_UP = "A backup was made and checked"
BACKING_UP = "Making a backup …"
RESTORE_TITLE = "Restore a backup"
RESTORE_HINT = (
    "The file that stands there now is set aside beside it, never deleted. Figures in brackets are"
    " the difference to what is there now."
)
RESTORE_NONE = "No project has backups yet. The first is made as soon as a project is changed."
RESTORE_PROJECT = "Project"
NOW = "Now"
NOT_READABLE = "cannot be read"
DAMAGED_NOW = "damaged"
WHEN, WHY, SIZE = "When", "Why", "Size"
DOCUMENTS, CODES, ANNOTATIONS, NOTES, STEPS = (
    "Documents",
    "Codes",
    "Annotations",
    "Notes",
    "Steps",
)
RESTORE = "Restore"
RESTORING = "Restoring …"
RESTORED = "Restored; what stood there is set aside as {name}"
RESTORED_NEW = "Restored"
CANCEL = "Cancel"
MEGABYTES = "{size} MB"

# History
HISTORY = "History"
HISTORY_EMPTY = "Every step of the work will stand here: what, who, when."
HISTORY_NOTHING = "No step fits these filters."
HISTORY_READING = "Reading the history …"
STEP, WHAT, WHO = "Step", "What", "Who"
UNDO_OF = "Undo: {step}"
REDO_OF = "Redo: {step}"
EVERY_DOCUMENT, EVERY_CODE, EVERY_CODER = "Every document", "Every code", "Every coder"
GO_BACK = "Go back to here"
GO_BACK_ASK = (
    "Go back to how the project was after step {number} ({time})? That is one new step, which can"
    " be undone."
)
WENT_BACK = "The project is as it was after step {number}"
GO_BACK_DO = "Go back"
NO_PLACE = "No annotation of this step is there any more"
COPY_OUT = "Copy this state out …"
COPIED_OUT = "Written {name}: the project as it was after step {number}"
COPYING_OUT = "Copying the state after step {number} …"

# Faults of the program
CRASHED = (
    "Diple was ended by a crash last time. Where it was then is written in {path}; that names no"
    " text, code or folder of yours, and nothing is sent."
)
CRASH_TITLE = "Something went wrong in Diple"
CRASH_TEXT = "Diple met a fault of its own. What you did up to now is kept in the project."
CRASH_WHERE = (
    "This report was written to {path}. It names no text, code or folder of yours, and nothing is"
    " sent."
)
CRASH_REPORT = "Report"
CRASH_WORDS = "What you were doing, if you want that in the report"
CRASH_COPY = "Copy the report"
GO_ON = "Go on"
