"""The seminar's acts: hand out, begin, hand in, collect, merge, reveal, compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.core.model import Op
from desktop_app.gui.acts.files import FileActs
from desktop_app.gui.acts.handing import PACK, RETURN, HandingActs
from desktop_app.gui.bridge import Session
from desktop_app.gui.results import ResultsArea
from desktop_app.gui.seminar import says
from desktop_app.gui.words import tr
from desktop_app.settings import Settings

if TYPE_CHECKING:
    from desktop_app.core.assignments import Assignment
    from desktop_app.core.comparing.places import Heat
    from desktop_app.core.project import Project
    from desktop_app.gui.seminar.comparing import ReadingsPane

PROJECTED = 30
"""The size of the text before a room, in pixels."""


class SeminarActs(HandingActs):
    """The acts of one window upon assignments and readings."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        window: QWidget,
        files: FileActs,
        results: ResultsArea,
    ) -> None:
        super().__init__(session, settings, window, files)
        self._results = results
        self._looks = False
        session.changed.connect(lambda _: self._tell_looked())
        session.coderChanged.connect(self._tell_looked)
        session.opened.connect(self._tell_looked)
        self.set_size: Callable[[int], None] = lambda _: None
        self.show_only_text: Callable[[bool], None] = lambda _: None
        self.show_heat: Callable[[Sequence[tuple[int, int, float]]], None] = lambda _: None

    def takes(self, paths: Sequence[Path]) -> bool:
        """Tell whether dropped files are a seminar's; among readings anything may lie."""
        from desktop_app.formats.seminar import are_handed_in

        if paths and all(path.suffix.lower() in (PACK, RETURN) for path in paths):
            return True
        return are_handed_in(paths)

    def drop(self, paths: Sequence[Path]) -> None:
        """Collect readings, with whatever lies among them; begin a pack, or take what returned."""
        from desktop_app.formats.seminar import are_handed_in, files_handed_in

        by_suffix = {path.suffix.lower(): path for path in reversed(paths)}
        if are_handed_in(paths):
            self.collect_files(files_handed_in(paths))
        elif PACK in by_suffix:
            self.begin(by_suffix[PACK])
        else:
            self.receive_file(by_suffix[RETURN])

    # Seeing
    def reveal(self) -> None:
        """Let everybody's reading be seen; when that is so, hide them again."""
        self._with_assignment(self._reveal)

    def _reveal(self, _: Project, found: Assignment) -> None:
        from desktop_app.core import assignments

        with self.session.change(Op.REVEAL) as change:
            assignments.reveal(change, found.id, on=not found.is_revealed)
            said = says.HIDDEN if found.is_revealed else says.REVEALED
            self.session.told.emit(tr(said).format(title=found.title))

    def second_look(self) -> None:
        """Ask how many of one's own passages shall be given back without their codes."""
        if self._project() is None:
            return
        from desktop_app.gui.dialogs.choice import Choice

        answers = [(str(n), tr(says.LOOK_COUNT).format(count=n)) for n in (10, 20, 50)]
        dialog = Choice(tr(says.LOOK_AGAIN), answers, self._window)
        dialog.chosen.connect(lambda key: self._look_again(int(key)))
        self.session.show_dialog(dialog)

    def _look_again(self, count: int) -> None:
        from desktop_app.core.secondlook import begin_second_look

        made = ""
        with self.session.change(Op.SECOND_LOOK) as change:
            me, seed = self.session.coder_id, change.number
            made = begin_second_look(change, me, count, seed, tr(says.AGAIN))
            count = change.facts["count"]
        if made:
            name = next(coder.name for coder in self.session.coders() if coder.id == made)
            self.session.set_coder(made)
            self.session.told.emit(tr(says.LOOKING).format(count=count, name=name))

    def _tell_looked(self) -> None:
        """Show how both looks agree as soon as the last passage has a code again."""
        from desktop_app.core.secondlook import SECOND, is_looking

        project, me = self.session.project, self.session.coder_id
        coders = {coder.id: coder.kind for coder in self.session.coders()}
        was, self._looks = self._looks, False
        if project is not None and coders.get(me) == SECOND:
            self._looks = is_looking(project, me)
            if was and not self._looks:
                self._results.open("look")
                self.session.told.emit(tr(says.LOOK_DONE))

    def compare(self) -> ReadingsPane:
        """Open the readings side by side."""
        from desktop_app.gui.seminar.comparing import ReadingsPane

        is_new = self._results.panel("readings") is None
        pane = self._results.open("readings")
        assert isinstance(pane, ReadingsPane)
        if is_new:
            pane.heatFound.connect(self._warm)
            pane.roomWanted.connect(lambda: self._results.enlarge.setChecked(True))
        pane.pair.dress(self.settings)
        return pane

    def side_by_side(self) -> None:
        """Open two readings in columns, scrolled together."""
        self.compare().show_view("pair")

    def _warm(self, heat: Sequence[Heat], readers: int) -> None:
        """Show in the text's overview how many readers marked each stretch."""
        several = readers > 1
        self.show_heat([(h.start, h.end, h.readers / readers) for h in heat if several])

    def project(self) -> None:
        """Show the text to a room: large, one layer where nothing is compared, without names."""
        layers = self.session.layers
        layers.hide_names(not layers.is_nameless)
        if layers.is_nameless:
            if not self._results.isVisible():
                layers.only_coder(self.session.coder_id, (c.id for c in self.session.coders()))
        else:
            layers.show_all()
        size = PROJECTED if layers.is_nameless else self.settings["reading_size"]
        self.set_size(size)
        if pane := self._results.panel("readings"):
            pane.pair.set_size(size)  # type: ignore[attr-defined]
        self.show_only_text(layers.is_nameless and not self._results.isVisible())
