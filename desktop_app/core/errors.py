"""The errors that a user can meet: facts only, each a small class.

Their sentences stand in `desktop_app.messages`, so that the window can translate them.
Anything that is not an `AppError` is a bug of ours.
"""


class AppError(Exception):
    """Something the user can mend; `facts` fill the sentence of its class."""

    def __init__(self, **facts: object) -> None:
        super().__init__(type(self).__name__, facts)
        self.facts = facts


# Files
class FileMissing(AppError):
    """There is no file at `path`."""


class FileUnreadable(AppError):
    """The file at `path` cannot be read: `reason`."""


class FileUnwritable(AppError):
    """Nothing can be written at `path`: `reason`."""


class OwnFolderUnwritable(FileUnwritable):
    """Nothing can be written in the program's own folder at `path`: `reason`."""


class FileEmpty(AppError):
    """The file at `path` holds no text."""


class FileBinary(AppError):
    """The file at `path` is not a text."""


class FileTooLarge(AppError):
    """The file at `path`, or what it unpacks to, passes `limit`."""


class FileDamaged(AppError):
    """The file at `path` breaks its own format: `reason`."""


class NoTextLayer(AppError):
    """The file at `path` holds pictures of pages and no text."""


class FolderTooLarge(AppError):
    """The folder at `path` holds more than `limit` files."""


class NoTexts(AppError):
    """No file at `path` holds a text; `suffixes` are read."""


class FileExists(AppError):
    """Something already stands at `path`."""


class UnknownFormat(AppError):
    """No reader takes the file at `path`; `suffixes` are taken."""


class UnknownExport(AppError):
    """No writer makes the file at `path`; `suffixes` are made."""


class UnknownEncoding(AppError):
    """No encoding is called `name`."""


class WrongEncoding(AppError):
    """The file at `path` is not written in `encoding`."""


# Projects
class NotAProject(AppError):
    """The file at `path` is not a Diple project."""


class NewerProject(AppError):
    """The project at `path` has format `version`, this program knows `known`; it wants `needs`."""


class TooNewProject(NewerProject):
    """The newer project cannot even be read by this program."""


class DamagedProject(AppError):
    """The project at `path` does not pass its checks: `reason`."""


class StrangeProject(DamagedProject):
    """The file at `path` holds what no Diple writes and what could act by itself: `reason`."""


class ProjectBusy(AppError):
    """The project at `path` is open for writing elsewhere (`owner`)."""


class ProjectElsewhere(AppError):
    """The project at `path` is open for `user` on the machine `host`, last seen `at` (UTC)."""


class CheckFailed(AppError):
    """The project at `path` has `count` faults, which were told."""


class MigrationFailed(AppError):
    """The older project at `path` could not be brought up to date: `reason`. It is as it was."""


class BackupFailed(AppError):
    """No backup of the project at `path` could be made: `reason`."""


class NotShrunk(AppError):
    """What was deleted is gone, but its room in the file was not given back; why: `reason`."""


class StillWriting(AppError):
    """Another change is being written, so that none can begin."""


class NoBackup(AppError):
    """No backup of the project at `path` passes its checks."""


class StorageFailed(AppError):
    """The project at `path` could not be written: `reason`. Nothing was changed."""


class OnlyReading(StorageFailed):
    """The project at `path` is open for reading only."""


class WritingStopped(StorageFailed):
    """Something happened to the file of the open project at `path`: the Trouble `reason`."""


# What a project holds
class Unknown(AppError):
    """There is no `kind` called `name`."""


class Ambiguous(AppError):
    """Several of `kind` are called `name`; `ids` tell them apart."""


class NameTaken(AppError):
    """A `kind` called `name` is already there."""


class NameEmpty(AppError):
    """A `kind` needs a name."""


class TooLong(AppError):
    """`what` has `length` characters; it may have `limit`."""


class ShortcutTaken(AppError):
    """The key `shortcut` already belongs to the code `owner`."""


class BadShortcut(AppError):
    """`shortcut` is not one letter or digit."""


class BadColor(AppError):
    """`color` is not of the form #rrggbb."""


class CodeInsideItself(AppError):
    """The code `name` cannot move below itself."""


class NoCodes(AppError):
    """There is no code yet that could be written to `path`."""


class ParentMissing(AppError):
    """No code has the id `parent` that an entry names as its parent."""


class NotTogether(AppError):
    """The code `name` cannot be merged into itself."""


class SameText(AppError):
    """The text of `path` is already in the project, as the document `title`."""


class BadSpan(AppError):
    """`start` to `end` is no passage of `document`, which has `length` characters."""


class SpanRepeated(AppError):
    """The annotation already holds the passage `start` to `end`."""


class SameAnnotation(AppError):
    """This coder has marked `start` to `end` with the same code before."""


class CannotSplit(AppError):
    """The annotation has neither several parts nor words on both sides of the caret."""


class LinkToItself(AppError):
    """An annotation would be linked to itself."""


class LinkedAlready(AppError):
    """The coder has linked these annotations, in this direction, by this `kind` already."""


class CannotJoin(AppError):
    """Two annotations differ in coder or code."""


class ReadingWanted(AppError):
    """Several readers' marks meet in a difference, `names`, and it was not said whose stands."""


class OtherAssignment(AppError):
    """What returns is of the assignment `title`, which this project does not have."""


class NotRevealed(AppError):
    """The readings of `names` may not be seen yet."""


class TooFewCoders(AppError):
    """`measure` compares `wanted` coders, and `count` were named."""


class QuoteDiffers(AppError):
    """At `start` to `end` of `document` stands `found`, not `quote`."""


class EmptyText(AppError):
    """The corrected text of `document` would hold nothing."""


class SameVersion(AppError):
    """The corrected text of `document` is the one that stands there already."""


class TextChanged(AppError):
    """The text of `document`, or a passage in it, has changed since the correction was begun."""


class Gone(AppError):
    """The `kind` is no longer in the project."""


class NothingToUndo(AppError):
    """No step is left to take back."""


class NothingToRedo(AppError):
    """No step was taken back that could be done again."""


class UndoRefused(AppError):
    """The step `step` cannot be turned back: its rows in `table` have changed since."""


# The seminar
class NoAssignment(AppError):
    """The project holds no assignment."""


class NoTextsChosen(AppError):
    """An assignment was to be made of no documents."""


class CodebookLocked(AppError):
    """The codebook was handed out locked, with the assignment `title`."""


class NothingToLookAt(AppError):
    """The coder `name` has coded no passage that could be looked at again."""


class NotSeminarFile(AppError):
    """`path` is not `kind`, which has its article with it."""


# Searching and asking
class SearchEmpty(AppError):
    """Nothing was given to look for."""


class BadPattern(AppError):
    """`pattern` is no regular expression: `reason`."""


class BadQuery(AppError):
    """The query `text` cannot be read from `position` on; there `expected` should stand."""


class SearchTooSlow(AppError):
    """The regular expression `pattern` was not through after `seconds`."""


# Tables
class ColumnsMissing(AppError):
    """The table at `path` lacks `columns`."""


class PartRepeated(AppError):
    """Two rows of the annotation `annotation` both say that they are part `part`."""


class RowsDisagree(AppError):
    """Rows of the annotation `annotation` hold `value` and `other` in `column`."""


class RowRefused(AppError):
    """Row `row` of `path` cannot be taken: `cause` is an AppError."""


class BadTable(AppError):
    """The table at `path` cannot be read as CSV: `reason`."""


class BadValue(AppError):
    """`value` is no `kind`."""


class BadForm(AppError):
    """`value` is no `kind`, which is written as `form`."""


class CellsMissing(AppError):
    """A row has nothing in `columns`, or ends before them."""


# The command line and the window
class TitleForSeveral(AppError):
    """One `title` was given for several files."""


class NotAProjectName(AppError):
    """`path` has another suffix than projects have; `wanted` would do."""


class NoDisplay(AppError):
    """No window can be opened: `reason`."""


# Files that people write
class LineRefused(AppError):
    """Line `line` of `path` cannot be taken: `cause` is an AppError."""


class NotPlain(AppError):
    """A plain file holds `what`, which it may not."""


class TooDeep(AppError):
    """Something lies more than `limit` levels deep."""


class Repeated(AppError):
    """The `kind` called `value` stands there twice."""


class UnknownKey(AppError):
    """A file uses `key`, which is none of the words `known`."""


class WrongShape(AppError):
    """`what` should be `wanted`."""
