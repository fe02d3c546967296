"""The window itself: where the focus goes, sizes, themes, the palette, help."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop_app.gui import words
from desktop_app.gui.actions import ACTIONS
from desktop_app.gui.bridge import Session
from desktop_app.gui.keys import keys_of, shown
from desktop_app.gui.theme import READING_SIZE, apply_theme
from desktop_app.gui.words import tr
from desktop_app.settings import Settings


class ViewActs(QObject):
    """Acts that change what is seen and nothing in the project."""

    focusChanged = Signal(bool)
    """The text stands alone, or no longer does."""

    def __init__(
        self, session: Session, settings: Settings, places: dict[str, QWidget], window: QWidget
    ) -> None:
        super().__init__(window)
        self.session = session
        self.settings = settings
        self._places = places
        self._window = window
        self.is_focused = False
        self.chrome: list[QWidget] = []
        """What focus mode hides."""
        self._unfocused: list[QWidget] = []
        self.keys_changed: Callable[[], None] = lambda: None
        self.run_action: Callable[[str], None] = lambda _: None
        self.set_size: Callable[[int], None] = lambda _: None
        self.zoom: Callable[[int], None] = lambda _: None
        self.show_theme: Callable[[], None] = lambda: None

    # Places
    def documents(self) -> None:
        """Go to the documents."""
        self._go("documents")

    def codebook(self) -> None:
        """Go to the codebook."""
        self._go("codebook")

    def text(self) -> None:
        """Go to the text."""
        self._go("text")

    def annotation(self) -> None:
        """Go to the annotation in hand."""
        self._go("annotation")

    def annotations(self) -> None:
        """Go to the list of annotations."""
        self._go("annotations")

    def left(self) -> None:
        """Show or hide documents and codebook."""
        self._toggle("left")

    def right(self) -> None:
        """Show or hide the annotation side."""
        self._toggle("right")

    def focus(self) -> None:
        """Hide all but the text, or show again what was shown."""
        self.set_focus_mode(not self.is_focused)

    def set_focus_mode(self, on: bool) -> None:
        """Hide all but the text, or show again what was shown before."""
        if on == self.is_focused:
            return
        self.is_focused = on
        self._places["text"].set_focus_mode(on)  # type: ignore[attr-defined]
        if on:
            self._unfocused = [w for w in self.chrome if not w.isHidden()]
        for widget in self._unfocused:
            widget.setVisible(not on)
        self.focusChanged.emit(on)
        self._places["text"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Looks
    def larger(self) -> None:
        """Make the text larger."""
        self.zoom(1)

    def smaller(self) -> None:
        """Make the text smaller."""
        self.zoom(-1)

    def usual(self) -> None:
        """Give the text its usual size."""
        self.set_size(READING_SIZE)

    def theme_system(self) -> None:
        """Look as the system does."""
        self.use_theme("system")

    def theme_light(self) -> None:
        """Look light."""
        self.use_theme("light")

    def theme_dark(self) -> None:
        """Look dark."""
        self.use_theme("dark")

    def theme_contrast(self) -> None:
        """Look black on white."""
        self.use_theme("contrast")

    def theme_contrast_dark(self) -> None:
        """Look white on black."""
        self.use_theme("contrast_dark")

    def use_theme(self, name: str) -> None:
        """Apply a theme and remember it."""
        self.settings["theme"] = name
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, name)  # type: ignore[arg-type]
        self.show_theme()

    # Help and the rest
    def palette(self) -> None:
        """Open the palette: every action by a few letters."""
        from desktop_app.gui.dialogs.finder import Finder, FinderItem

        items = [
            FinderItem(
                id=row.id,
                title=tr(row.text).replace("&", ""),
                detail=tr(row.menu).replace("&", ""),
                key=shown(keys_of(row, self.settings["keys"])),
                color="",
            )
            for row in ACTIONS
            if row.id != "view.palette"
        ]
        finder = Finder(items, creates=False, parent=self._window)
        finder.picked.connect(self._run)
        field = self._places["search"]
        finder.open_at(field.mapToGlobal(QPoint(0, 0)))

    def copy(self) -> None:
        """Copy the selected words, as they stand in the text."""
        self._places["text"].copy()  # type: ignore[attr-defined]

    def manual(self) -> None:
        """Open the manual, or bring it to the front."""
        from desktop_app.gui.dialogs.manual import Manual

        found = self._window.findChild(Manual)
        manual = found if isinstance(found, Manual) else Manual(self._window)
        manual.show()
        manual.activateWindow()

    def keys(self) -> None:
        """Show every action with its keys, which can be changed there."""
        from desktop_app.gui.dialogs.shortcuts import ShortcutsDialog

        dialog = ShortcutsDialog(self.settings, self._window)
        dialog.changed.connect(self.keys_changed)
        dialog.cardWanted.connect(self.key_card)
        dialog.open()

    def key_card(self) -> None:
        """Ask for a place and write all keys there, to be printed."""
        start = str(Path(str(self.settings["folder"] or Path.home())) / "Diple keys.pdf")
        name, _ = QFileDialog.getSaveFileName(
            self._window, tr(words.CARD_SAVE), start, tr(words.CARD_FILES)
        )
        if name:
            self.write_card(Path(name))

    def write_card(self, path: Path) -> None:
        """Write the key card as .html, or as .pdf whatever the suffix is."""
        from desktop_app.formats.atomic import writing
        from desktop_app.gui.keys import key_card

        project = self.session.project
        page = key_card(self.settings["keys"], self.session.tree, project.name if project else "")
        path = path if path.suffix.lower() in (".pdf", ".html") else path.with_suffix(".pdf")
        with self.session.telling():
            data = page.encode() if path.suffix.lower() == ".html" else pdf_of(page)
            with writing(path) as file:
                file.write(data)
            self.session.told.emit(tr(words.CARD_SAVED).format(name=path.name))

    def about(self) -> None:
        """Say what this is."""
        from desktop_app.gui.dialogs.about import AboutDialog

        AboutDialog(self._window).open()

    def quit(self) -> None:
        """Close the window, and with it the program."""
        self._window.close()

    def _run(self, action_id: str) -> None:
        self.run_action(action_id)

    def _go(self, place: str) -> None:
        widget = self._places[place]
        if place != "text":
            self.set_focus_mode(False)
        side = {"documents": "left", "codebook": "left", "text": ""}.get(place, "right")
        if side:
            self._places[side].show()
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _toggle(self, side: str) -> None:
        self.set_focus_mode(False)
        panel = self._places[side]
        panel.setVisible(not panel.isVisible())
        self.settings[f"is_{side}_open"] = panel.isVisible()


def pdf_of(page: str) -> bytes:
    """Print a page of HTML on A4, in portrait."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
    from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(18, 16, 18, 16), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.setHtml(page)
    document.print_(writer)
    del writer
    return bytes(data.data())
