"""The page: how the text is set, which numbers stand beside it, and how marks are shown."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.dressing import dress
from desktop_app.gui.reader import Shown, Type
from desktop_app.gui.reading import Reading
from desktop_app.gui.styling import STYLES
from desktop_app.gui.theme import SANS, SERIF
from desktop_app.gui.words import tr
from desktop_app.settings import Settings

NUMBERS = ("paragraphs", "sentences", "lines")
_SPACING_STEP, _MEASURE_STEP = 0.1, 4


class PageActs(QObject):
    """Acts on the page's looks; each is kept in the settings and changes nothing in the project."""

    applied = Signal()
    """The page was set anew: whoever shows its settings looks at them again."""

    def __init__(
        self, session: Session, reading: Reading, settings: Settings, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._reading = reading
        self._settings = settings
        self._window = window
        reading.numbered.connect(self._renumber)
        session.layers.styleWanted.connect(self.style_codes)

    def settings(self) -> None:
        """Open the dialog in which all of it can be set."""
        from desktop_app.gui.dialogs.page import PageDialog

        dialog = PageDialog(self._settings, self.apply, self._window)
        dialog.open()

    def apply(self) -> None:
        """Set the page as the settings say."""
        dress(self._reading.reader, self._settings)
        self._session.layers.styles = self._settings["code_styles"]
        self._renumber()
        self.applied.emit()

    def _renumber(self) -> None:
        shown = Shown(*(self._settings[f"number_{name}"] for name in NUMBERS))
        self._reading.reader.set_numbers(shown, self._reading.known_numbering)

    def _set(self, name: str, value: object) -> None:
        self._settings[name] = value
        self.apply()

    # Type
    def serif(self) -> None:
        """Set the text in the serif."""
        self._set("reading_face", SERIF)

    def sans(self) -> None:
        """Set the text in the sans."""
        self._set("reading_face", SANS)

    def looser(self) -> None:
        """Put more space between the lines."""
        self._space(_SPACING_STEP)

    def tighter(self) -> None:
        """Put less space between the lines."""
        self._space(-_SPACING_STEP)

    def wider(self) -> None:
        """Make the lines longer."""
        self._measure(_MEASURE_STEP)

    def narrower(self) -> None:
        """Make the lines shorter."""
        self._measure(-_MEASURE_STEP)

    def _space(self, step: float) -> None:
        wanted = Type(spacing=self._settings["reading_spacing"] + step)
        self._set("reading_spacing", wanted.kept_readable().spacing)

    def _measure(self, step: int) -> None:
        wanted = Type(measure=self._settings["reading_measure"] + step)
        self._set("reading_measure", wanted.kept_readable().measure)

    # Numbers
    def paragraphs(self) -> None:
        """Show or hide the numbers of paragraphs."""
        self._toggle_numbers("paragraphs")

    def sentences(self) -> None:
        """Show or hide the numbers of sentences."""
        self._toggle_numbers("sentences")

    def lines(self) -> None:
        """Show or hide the numbers of the text's lines."""
        self._toggle_numbers("lines")

    def _toggle_numbers(self, name: str) -> None:
        self._set(f"number_{name}", not self._settings[f"number_{name}"])

    # Marks
    def style_both(self) -> None:
        """Show marks by tint and underline."""
        self._set("mark_style", "both")

    def style_tint(self) -> None:
        """Show marks by their tint."""
        self._set("mark_style", "tint")

    def style_underline(self) -> None:
        """Show marks by their underline."""
        self._set("mark_style", "underline")

    def style_margin(self) -> None:
        """Show marks in the margin only."""
        self._set("mark_style", "margin")

    def style_of_code(self) -> None:
        """Ask how the code of the annotation in hand is to be shown."""
        from desktop_app.gui.dialogs.choice import Choice

        code = self._session.tree.get(self._code_in_hand())
        if code is None:
            self._session.told.emit(tr(words.NO_CODE_IN_HAND))
            return
        answers = [("", tr(words.STYLE_AS_ALL)), *((k, tr(said)) for k, said in STYLES.items())]
        choice = Choice(tr(words.STYLE_OF_CODE).format(code=code.name), answers, self._window)
        choice.chosen.connect(lambda style: self.style_codes([code.id], style))
        self._session.show_dialog(choice)

    def style_codes(self, code_ids: Iterable[str], style: str) -> None:
        """Show annotations with some codes in a style of their own, or with "" as all others."""
        own = dict.fromkeys(code_ids, style)
        kept = {**self._settings["code_styles"], **own}
        self._set("code_styles", {code_id: chosen for code_id, chosen in kept.items() if chosen})

    def _code_in_hand(self) -> str | None:
        from desktop_app import core

        project, annotation_id = self._session.project, self._session.annotation_id
        if not (project and annotation_id):
            return None
        found = core.annotations.list_annotations(project, ids=[annotation_id])
        return found[0].code_id if found else None
