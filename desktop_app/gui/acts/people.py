"""Who reads here: who one is oneself, others' layers, and what stands for a coder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app import core
from desktop_app.core.model import Coder, Op
from desktop_app.gui import words, words_coders
from desktop_app.gui.bridge import Session
from desktop_app.gui.notices import Notices
from desktop_app.gui.pieces import menu_text
from desktop_app.gui.words import tr
from desktop_app.paths import sample_path
from desktop_app.settings import Settings

if TYPE_CHECKING:
    from desktop_app.gui.dialogs.coder import CoderDialog

KEPT = 200
"""So many coders are remembered as oneself: one in each project."""
WHO = "who"
"""The key of the notice that asks who one is."""


class PeopleActs(QObject):
    """The acts of one window upon its coders."""

    def __init__(
        self, session: Session, settings: Settings, window: QWidget, notices: Notices
    ) -> None:
        super().__init__(session)
        self.session = session
        self._settings = settings
        self._window = window
        self._notices = notices
        self.show_all: Callable[[], None] = lambda: None
        """Opens the menu of all coders."""
        session.choose_coder = self.me
        session.opened.connect(self.greet)
        session.coderChanged.connect(self.remember)

    # Who one is
    def me(self, coders: Sequence[Coder]) -> str:
        """Tell which of a project's coders one is: whom one was before, or who has one's name."""
        known = {coder.id for coder in coders}
        mine = next((key for key in self._settings["me"] if key in known), "")
        named = next((c.id for c in coders if c.name == self._settings["coder"]), "")
        return mine or named or coders[0].id

    def greet(self) -> None:
        """Ask once, in a project of others, whether one is who one would code as."""
        self._notices.drop(WHO)
        project = self.session.project
        if project is None or not project.is_writable or project.path == sample_path():
            return  # the readers of the sample are nobody
        people = [coder for coder in self.session.coders() if not coder.kind]
        me = next((c for c in people if c.id == self.session.coder_id), None)
        name = self._settings["coder"]
        is_known = me is None or me.id in self._settings["me"] or me.name == name
        if me is None or is_known or (len(people) == 1 and not name):
            return
        self._notices.show_notice(
            WHO,
            tr(words_coders.WHO_HERE).format(name=me.name),
            [
                (tr(words_coders.THAT_IS_ME).format(name=me.name), self.remember),
                (tr(words_coders.SOMEBODY_ELSE), lambda: self.show_all()),
            ],
        )

    def remember(self) -> None:
        """Remember that one is the coder in hand."""
        self._notices.drop(WHO)
        me = self.session.coder_id
        if me:
            others = [key for key in self._settings["me"] if key != me]
            self._settings["me"] = [me, *others][:KEPT]

    def ask_name(self, then: Callable[[str], object]) -> None:
        """Hand one's name over, asking for it where it is not known yet."""
        name = self._settings["coder"]
        if name:
            then(name)
            return
        usual = core.coders.usual_name()
        dialog = self._dialog(
            tr(words_coders.WHO_ARE_YOU), tr(words_coders.WHO_WHY), _nobody(usual, 0)
        )
        dialog.ask_only_name()

        def take(values: dict[str, str]) -> None:
            self._settings["coder"] = values.get("name", usual)
            then(self._settings["coder"])

        dialog.told.connect(take)
        dialog.open()

    # Coders
    def add(self) -> None:
        """Ask who somebody is, add them and let them code."""
        number = len(self.session.coders())
        dialog = self._dialog(tr(words_coders.ADD_CODER_TITLE), "", _nobody("", number))
        dialog.told.connect(self._add)
        self.session.show_dialog(dialog)

    def _add(self, values: dict[str, str]) -> None:
        made = ""
        with self.session.change(Op.ADD_CODER) as change:
            made = core.coders.add_coder(change, values.pop("name", ""))
            if values:
                core.coders.edit_coder(change, made, **values)
        if made:
            self.session.set_coder(made)

    def edit(self, coder: Coder) -> None:
        """Change what stands for a coder."""
        title = tr(words_coders.ABOUT_TITLE).format(name=coder.name)
        dialog = self._dialog(title, "", coder)
        dialog.told.connect(lambda values: self._edit(coder.id, values))
        self.session.show_dialog(dialog)

    def _edit(self, coder_id: str, values: dict[str, str]) -> None:
        if values:
            with self.session.change(Op.EDIT_CODER) as change:
                core.coders.edit_coder(change, coder_id, **values)

    def _join(self, gone_id: str, kept_id: str) -> None:
        with self.session.change(Op.JOIN_CODERS) as change:
            core.coders.join_coders(change, gone_id, kept_id)
            self.session.told.emit(tr(words_coders.JOINED).format(**change.facts))

    def _dialog(self, title: str, why: str, coder: Coder) -> CoderDialog:
        from desktop_app.gui.dialogs.coder import CoderDialog

        return CoderDialog(title, why, coder, self._window)

    # Menus
    def fill_layer(self, coder: Coder, menu: QMenu) -> QMenu:
        """Fill a menu with what can be shown and hidden of a coder's work, and changed."""
        layers, name = self.session.layers, menu_text(coder.name)
        is_shown = coder.id not in layers.hidden_coders
        said = tr(words.HIDE_CODER if is_shown else words.SHOW_CODER).format(name=name)
        menu.addAction(said, lambda: layers.show_coder(coder.id, on=not is_shown))
        coders = [each.id for each in self.session.coders()]
        said = tr(words.ONLY_CODER).format(name=name)
        menu.addAction(said, lambda: layers.only_coder(coder.id, coders))
        if not layers.is_whole:
            menu.addAction(tr(words.SHOW_ALL), layers.show_all)
        project = self.session.project
        if project and project.is_writable:
            menu.addSeparator()
            menu.addAction(tr(words_coders.ABOUT), lambda: self.edit(coder))
            self._fill_same(coder, menu)
        return menu

    def _fill_same(self, coder: Coder, menu: QMenu) -> None:
        """Offer to join a person to another, of whom there are two by a second machine."""
        others = [c for c in self.session.coders() if c.id != coder.id and not c.kind]
        if coder.kind or not others:
            return
        same = menu.addMenu(tr(words_coders.SAME_AS))
        for other in others:
            same.addAction(
                menu_text(other.name),
                lambda o=other: self._join(coder.id, o.id),  # type: ignore[misc]
            )

    def fill_all(self, menu: QMenu) -> None:
        """Fill a menu with who may code, everybody's layers, and how to add somebody."""
        coders = self.session.coders()
        for coder in coders:
            said = tr(words.CODE_AS).format(name=menu_text(coder.name))
            choice = menu.addAction(said, lambda c=coder: self.session.set_coder(c.id))  # type: ignore[misc]
            choice.setCheckable(True)
            choice.setChecked(coder.id == self.session.coder_id)
        menu.addSeparator()
        layers = menu.addMenu(tr(words_coders.LAYERS))
        for coder in coders:
            self.fill_layer(coder, layers.addMenu(menu_text(coder.name)))
        menu.addAction(tr(words_coders.ADD_CODER), self.add)


def _nobody(name: str, number: int) -> Coder:
    """Return what a new coder would be."""
    row = core.coders.coder_row(name, number)
    return Coder(**{**row, "initials": core.coders.initials(name)})
