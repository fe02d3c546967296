"""Coding: codes on passages, parts, removal, undo; each act is one step of the history."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal

from desktop_app import core
from desktop_app.core.codetree import join_path
from desktop_app.core.errors import NothingToRedo, NothingToUndo
from desktop_app.core.model import NewPart, Op, Step
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.reading import Reading
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.gui.dialogs.finder import Finder


IN_VIVO_LENGTH = 120
"""The most characters of a selection that still make the name of a code."""


_CLEAR = 6
"""Pixels between the passage in hand and a popup."""


class CodingActs(QObject):
    """The acts of one window's coder upon the page."""

    liveChanged = Signal(bool)
    """The highlighter is on, or off."""
    newCodeWanted = Signal(str)
    """A new code shall be made below the one with this id, or at the top."""
    neighbourWanted = Signal(int)
    """The next annotation (1) or the one before (-1) shall be taken in hand."""

    def __init__(self, session: Session, reading: Reading) -> None:
        super().__init__(reading)
        self.session = session
        self.reading = reading
        self.last_code = ""
        self.is_live = False
        """Every selection that is made gets the last code."""
        self.settle_first: Callable[[], bool] = lambda: False
        """Told when Return is pressed: true where it was meant for something under way."""
        self.leave_first: Callable[[], bool] = lambda: False
        """The same for Escape."""
        self.leave_last: Callable[[], object] = lambda: None
        """Called by Escape where nothing else was to be left."""
        self.is_reshaping: Callable[[], bool] = lambda: False
        """Tells whether selections are meant for the boundaries of an annotation."""
        self.finder: Finder | None = None
        session.opened.connect(self._forget)
        reading.reader.selectionDrawn.connect(self._mark_live)

    # Applying
    def choose(self) -> None:
        """Open the popup that finds or makes a code for the passage in hand."""
        if self.settle_first():
            return
        if self._passage():
            self._open_finder(self.apply, self._create_and_apply)

    def apply(self, code_id: str | None) -> None:
        """Mark the passage in hand with a code, or with none."""
        passage = self._passage() if self._can_apply(code_id) else []
        if passage:
            self._apply(passage, lambda change: code_id)

    def highlight(self) -> None:
        """Mark the passage in hand without a code."""
        self.apply(None)

    def last(self) -> None:
        """Apply the code that was applied last."""
        if self.last_code in self.session.tree:
            self.apply(self.last_code)
        else:
            self.session.told.emit(tr(words.NO_LAST_CODE))

    def same(self) -> None:
        """Mark the passage in hand with all the codes of the passage coded before it."""
        codes = self._active(self._last_codes())
        if not codes:
            self.session.told.emit(tr(words.NO_LAST_CODE))
            return
        passage = self._passage()
        if passage:
            self._copy(passage, codes)

    def copy_here(self) -> None:
        """Mark the selection with all the codes of the passage whose annotation is in hand."""
        project, annotation = self.session.project, self.session.annotation()
        selection = self.reading.reader.selection()
        if project is None or annotation is None or selection is None:
            missing = words.NO_CURRENT if annotation is None else words.SELECT_WORDS
            self.session.told.emit(tr(missing))
            return
        codes = self._active(core.reshaping.codes_beside(project, annotation))
        if codes:
            self._copy([NewPart(*selection)], codes)
        else:
            self.session.told.emit(tr(words.NO_CODES_HERE))

    def in_vivo(self) -> None:
        """Make the selected words a code, and mark them with it."""
        selection = self.reading.reader.selection()
        if selection is None:
            self.session.told.emit(tr(words.SELECT_WORDS))
            return
        name = " ".join(self.reading.text[slice(*selection)].split())
        if len(name) > IN_VIVO_LENGTH:
            self.session.told.emit(tr(words.IN_VIVO_TOO_LONG).format(count=IN_VIVO_LENGTH))
            return
        path = join_path([name])
        self._apply([NewPart(*selection)], lambda change: core.codebook.create_path(change, path))

    def live(self) -> None:
        """Turn the highlighter on or off: on, every selection gets the last code."""
        if not self.is_live and self.last_code not in self.session.tree:
            self.session.told.emit(tr(words.LIVE_NEEDS_CODE))
            self.liveChanged.emit(False)
            return
        self._set_live(not self.is_live)

    def leave(self) -> None:
        """Leave what is under way: moved boundaries, or else the highlighter."""
        if self.leave_first():
            return
        if self.is_live:
            self._set_live(False)
        else:
            self.leave_last()

    def press(self, key: str) -> None:
        """Apply the code that a plain key belongs to."""
        code = self.session.tree.with_shortcut(key)
        if code and self.is_live and not self.reading.reader.selection():
            if self._can_apply(code.id):
                self.last_code = code.id
                self._set_live(True)
        elif code:
            self.apply(code.id)
        elif key.isalnum():
            self.session.told.emit(tr(words.NO_CODE_FOR_KEY).format(key=key.upper()))

    def drop(self, code_id: str, start: int, end: int) -> None:
        """Mark the passage on which a code was dropped."""
        if self._can_apply(code_id):
            self._apply([NewPart(start, end)], lambda change: code_id)

    # The annotation in hand
    def add_part(self) -> None:
        """Add the selection to the annotation in hand as its last part."""
        annotation = self.session.annotation()
        selection = self.reading.reader.selection()
        if annotation is None or selection is None:
            missing = words.NO_CURRENT if annotation is None else words.SELECT_WORDS
            self.session.told.emit(tr(missing))
            return
        part = NewPart(*selection, document_id=self.session.document_id)
        code = self.session.tree.get(annotation.code_id)
        roles = [role.name for role in code.roles] if code else []
        with self.session.change(Op.ADD_PART) as change:
            core.reshaping.add_to_figure(change, annotation.id, part, roles)
        self._light(annotation.id, selection[1])

    def recode(self) -> None:
        """Open the popup that gives the annotation in hand another code."""
        if self.session.annotation():
            self._open_finder(self._recode, self._create_and_recode)
        else:
            self.session.told.emit(tr(words.NO_CURRENT))

    def remove(self) -> None:
        """Remove the annotation in hand."""
        annotation = self.session.annotation()
        if annotation is None:
            self.session.told.emit(tr(words.NO_CURRENT))
            return
        with self.session.change(Op.REMOVE_ANNOTATION) as change:
            core.annotations.remove_annotations(change, [annotation.id])

    def next(self) -> None:
        """Go to the next annotation."""
        self.neighbourWanted.emit(1)

    def previous(self) -> None:
        """Go to the annotation before."""
        self.neighbourWanted.emit(-1)

    def new_code(self) -> None:
        """Begin a new code at the top of the codebook."""
        self.newCodeWanted.emit("")

    # History
    def undo(self) -> None:
        """Take back the last step."""
        self._turn(words.UNDONE)

    def redo(self) -> None:
        """Do again the step last taken back."""
        self._turn(words.REDONE)

    # The inside
    def _apply(self, parts: Sequence[NewPart], code_of: object) -> None:
        made = ""
        code_id: str | None = None
        op = Op.APPLY_CODE
        with self.session.change(op) as change:
            code_id = code_of(change)  # type: ignore[operator]
            if code_id is None:
                change.op = Op.HIGHLIGHT
            made = core.annotations.apply_code(change, self.session.document_id, parts, code_id)
        if not made:
            return
        if code_id:
            self.last_code = code_id
        self._light(made, parts[0].end)
        self._tell_hidden(code_id)

    def _copy(self, passage: Sequence[NewPart], codes: Sequence[str]) -> None:
        made: list[str] = []
        with self.session.change(Op.APPLY_CODE) as change:
            made = core.reshaping.copy_codes(change, self.session.document_id, passage, codes)
        if made:
            self._light(made[-1], passage[0].end)
            self._tell_hidden(*codes)

    def _active(self, code_ids: Sequence[str]) -> list[str]:
        """Leave out the codes that are applied no more."""
        known = [self.session.tree.get(code_id) for code_id in code_ids]
        return [code.id for code in known if code and code.status == "active"]

    def _can_apply(self, code_id: str | None) -> bool:
        """Tell whether a code is applied still; say why a retired one is not."""
        code = self.session.tree.get(code_id)
        if code and code.status != "active":
            self.session.told.emit(tr(words.CODE_IS_RETIRED).format(code=code.name))
            return False
        return True

    def _tell_hidden(self, *code_ids: str | None) -> None:
        """Say where what was just made is on a hidden layer: one would mark and see nothing."""
        layers, tree = self.session.layers, self.session.tree
        for code_id in code_ids:
            if not layers.shows(code_id, self.session.coder_id):
                code = tree.get(code_id)
                name = code.name if code else tr(words.HIGHLIGHT_NAME)
                self.session.told.emit(tr(words.MARKED_HIDDEN).format(code=name))

    def _create_and_apply(self, path: str) -> None:
        passage = self._passage()
        if passage:
            self._apply(passage, lambda change: core.codebook.create_path(change, path))

    def _recode(self, code_id: str) -> None:
        annotation = self.session.annotation()
        if annotation:
            with self.session.change(Op.RECODE) as change:
                core.annotations.recode(change, annotation.id, code_id)
                self.last_code = code_id
            self._tell_hidden(code_id)

    def _create_and_recode(self, path: str) -> None:
        annotation = self.session.annotation()
        if annotation:
            with self.session.change(Op.RECODE) as change:
                code_id = core.codebook.create_path(change, path)
                core.annotations.recode(change, annotation.id, code_id)
                self.last_code = code_id

    def _passage(self) -> list[NewPart]:
        """Take the selection, or else the passages of the annotation in hand."""
        selection = self.reading.reader.selection()
        if selection:
            return [NewPart(*selection)]
        annotation = self.session.annotation()
        if annotation and annotation.parts:
            return [
                NewPart(part.start, part.end, part.role, part.document_id)
                for part in annotation.parts
            ]
        self.session.told.emit(tr(words.SELECT_WORDS))
        return []

    def _light(self, annotation_id: str, caret: int) -> None:
        self.reading.reader.set_selection(caret, caret)
        self.session.set_current(annotation_id)

    def _turn(self, said: str) -> None:
        project = self.session.project
        if project is None:
            return
        self.session.settle()
        turn = project.undo if said == words.UNDONE else project.redo
        with self.session.telling(), self.session.along(), suppress(NothingToUndo, NothingToRedo):
            step: Step = turn(self.session.coder_id)
            self.session.told.emit(tr(said).format(step=words.step_phrase(step)))

    def _open_finder(self, picked: object, created: object) -> None:
        # Dialogs load when they are first opened, so that the window shows sooner.
        from desktop_app.gui.dialogs.finder import Finder, FinderItem

        tree = self.session.tree
        items = [
            FinderItem(
                id=code.id,
                title=tree.path(code.id),
                detail=code.brief_definition,
                key=code.shortcut,
                color=code.color,
                aliases=code.aliases,
            )
            for code in tree
            if code.status == "active"  # a retired one is offered no more
        ]
        finder = Finder(items, creates=True, parent=self.reading.reader.window())
        finder.picked.connect(picked)
        finder.created.connect(created)
        finder.closed.connect(self._close_finder)
        self.finder = finder
        self.reading.reader.hold_selection(True)
        finder.open_at(self._anchor(), self.reading.reader.cursorRect().height() + 2 * _CLEAR)

    def _close_finder(self) -> None:
        self.finder = None
        self.reading.reader.hold_selection(False)
        self.reading.reader.setFocus()

    def _anchor(self) -> QPoint:
        """Choose where a popup opens: below the end of the passage in hand."""
        reader = self.reading.reader
        below = reader.cursorRect().bottomLeft() + QPoint(0, _CLEAR)
        return reader.viewport().mapToGlobal(below)

    def _mark_live(self) -> None:
        if not self.is_live or self.is_reshaping() or self.reading.reader.selection() is None:
            return
        if self.last_code in self.session.tree and self._can_apply(self.last_code):
            self.apply(self.last_code)
        else:
            self._set_live(False)

    def _set_live(self, on: bool) -> None:
        self.is_live = on
        code = self.session.tree.get(self.last_code)
        said = words.LIVE_ON if on else words.LIVE_OFF
        self.session.told.emit(tr(said).format(code=code.name if code else ""))
        self.liveChanged.emit(on)

    def _last_codes(self) -> list[str]:
        """List the codes that this coder gave to the passage of the last act of coding."""
        project, document_id = self.session.project, self.session.document_id
        if not (project and document_id):
            return []
        return core.reshaping.last_codes(project, document_id, self.session.coder_id)

    def _forget(self) -> None:
        self.last_code = ""
        if self.is_live:
            self._set_live(False)
