"""The window's crew: what acts in it, made behind the first paint, and how it is wired.

Each act is the owner of the actions whose ids begin with its name. What stands in the window
before that is made in `window`.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QBoxLayout, QMenu

from desktop_app.gui import words
from desktop_app.gui.actions import ACTIONS, build_actions, fill_menus
from desktop_app.gui.acts.citing import CiteActs
from desktop_app.gui.acts.codebook import CodebookActs
from desktop_app.gui.acts.coding import CodingActs
from desktop_app.gui.acts.details import DetailActs
from desktop_app.gui.acts.exchange import ExchangeActs
from desktop_app.gui.acts.exports import ExportActs
from desktop_app.gui.acts.files import FileActs
from desktop_app.gui.acts.history import HistoryActs
from desktop_app.gui.acts.imports import ImportActs
from desktop_app.gui.acts.layers import LayerActs
from desktop_app.gui.acts.linking import LinkActs
from desktop_app.gui.acts.moving import MoveActs
from desktop_app.gui.acts.notes import NoteActs
from desktop_app.gui.acts.page import NUMBERS, PageActs
from desktop_app.gui.acts.people import PeopleActs
from desktop_app.gui.acts.pictures import PictureActs
from desktop_app.gui.acts.reshaping import ReshapeActs
from desktop_app.gui.acts.results import ResultActs
from desktop_app.gui.acts.safety import SafetyActs
from desktop_app.gui.acts.selecting import SelectActs
from desktop_app.gui.acts.seminar import SeminarActs
from desktop_app.gui.acts.texts import TextActs
from desktop_app.gui.acts.view import ViewActs
from desktop_app.gui.acts.watch import Watch
from desktop_app.gui.findbar import FindBar
from desktop_app.gui.keys import keys_of
from desktop_app.gui.needs import is_met
from desktop_app.gui.notices import Notices
from desktop_app.gui.pacing import Pacing
from desktop_app.gui.results import ResultsArea
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.gui.window import Window

RESULTS_HEIGHT = 260
SOON = tuple(f"desktop_app.gui.codebook.{name}" for name in ("form", "list", "pages", "screen"))
"""Modules that take a while to load and are soon wanted, each before those that ask for it."""
SOON_PAUSE = 100
"""ms before each of them."""


def enlist(window: Window) -> None:
    """Make the acts and their actions, fill the menus, and wire them; panels come later."""
    _add_widgets(window)
    owners = _make_acts(window)
    may_run = partial(is_met, window.session)
    window.acts = build_actions(owners, window, window.reader, may_run)
    set_keys(window)
    for choice in {row.choice for row in ACTIONS if row.choice}:
        group = QActionGroup(window)
        for row in ACTIONS:
            if row.choice == choice:
                group.addAction(window.acts[row.id])
    window.acts[f"selecting.snap_{window.settings['snap']}"].setChecked(True)
    window.top.take(window.acts)
    menus = fill_menus(window.top.menus, window.acts)
    _add_recent(window, menus[words.MENU_FILE])
    _wire(window)


def set_keys(window: Window) -> None:
    """Give every action its keys: the usual ones, or the user's."""
    for row in ACTIONS:
        known = keys_of(row, window.settings["keys"])
        window.acts[row.id].setShortcuts([QKeySequence(key) for key in known])


def load_soon(window: Window) -> None:
    """Load them one a frame once all is shown, so that nothing waits for them when it opens."""
    waiting = iter(SOON)
    timer = QTimer(window, interval=SOON_PAUSE)

    def load() -> None:
        if name := next(waiting, ""):
            import_module(name)
        else:
            timer.stop()

    timer.timeout.connect(load)
    timer.start()


def wire_panels(window: Window) -> None:
    """Wire the panels at both sides with the acts and the text."""
    codebook, annotation, coding = window.codebook, window.annotation, window.coding
    window.reading.numbered.connect(window.renumber)
    window.reading.voicesChanged.connect(window.tell_place)
    window.reader.annotationActivated.connect(window.activate)
    codebook.codeChosen.connect(coding.apply)
    codebook.currentCodeChanged.connect(annotation.show_code)
    codebook.newCodeWanted.connect(codebook.begin_code)
    window.documents.noteWanted.connect(window.notes.open)
    window.documents.reportWanted.connect(window.texts.report)
    codebook.noteWanted.connect(window.notes.open)
    codebook.entryWanted.connect(window.book.open_entry)
    annotation.rules.entryWanted.connect(window.book.open_entry)
    annotation.placeWanted.connect(window.go_to)
    window.annotations.placeWanted.connect(window.go_to)
    coding.neighbourWanted.connect(window.moving.step)
    window.moving.stepWanted.connect(window.annotations.step)
    coding.newCodeWanted.connect(codebook.begin_code)
    window.notes.noteWanted.connect(annotation.edit_note)
    annotation.recodeWanted.connect(coding.recode)
    annotation.linkWanted.connect(window.linking.link)
    annotation.addPartWanted.connect(coding.add_part)


def _add_widgets(window: Window) -> None:
    """Put in what is hidden at first: notices, the bar for finding, the results."""
    window.notices = Notices()
    window.notices.turn_back = window.reader.setFocus
    central = window.central.layout()
    assert isinstance(central, QBoxLayout)
    central.insertWidget(1, window.notices)
    window.finding = FindBar(window.reading)
    middle = window.middle.layout()
    assert isinstance(middle, QBoxLayout)
    middle.addWidget(window.finding)
    window.results = ResultsArea(window.session)
    window.floors.addWidget(window.results)
    usual = [window.height() - RESULTS_HEIGHT, RESULTS_HEIGHT]
    window.floors.setSizes(window.settings["rows"] or usual)


def _make_acts(window: Window) -> dict[str, QObject]:
    session, settings, reading = window.session, window.settings, window.reading
    window.coding = CodingActs(session, reading)
    window.files = FileActs(session, settings, window, window.notices)
    window.people = PeopleActs(session, settings, window, window.notices)
    window.top.fill_layer, window.top.fill_all = window.people.fill_layer, window.people.fill_all
    window.people.show_all = window.top.show_all_coders
    window.files.ask_name = window.people.ask_name
    window.files.take_as_mine = window.people.remember
    window.safety = SafetyActs(session, settings, window, window.notices)
    session.backup_first = window.safety.backup_first
    Pacing(session, window)
    window.history = HistoryActs(session, settings, window, window.results)
    window.history.ask_copy = window.files.ask_copy
    window.watch = Watch(session, window.files, window.safety, window.notices)
    window.imports = ImportActs(session, settings, window)
    window.texts = TextActs(session, settings, window, reading, window.results)
    window.details = DetailActs(session, settings, window, window.results, window.notices)
    window.imports.imported.connect(window.details.offer)
    window.book = CodebookActs(session, settings, window, window.results)
    window.book.import_texts = window.imports.paths
    window.book.notices = window.notices
    window.exports = ExportActs(session, settings, window)
    window.seminar = SeminarActs(session, settings, window, window.files, window.results)
    window.notes = NoteActs(session, window)
    window.selecting = SelectActs(reading, settings)
    window.reshaping = ReshapeActs(session, reading)
    window.moving = MoveActs(session, reading)
    window.linking = LinkActs(session, settings, window, reading)
    window.citing = CiteActs(session, reading, settings)
    window.pictures = PictureActs(session, settings, window, window.results)
    window.exchange = ExchangeActs(session, settings, window)
    window.page = PageActs(session, reading, settings, window)
    window.view = ViewActs(session, settings, window.places, window)
    return _owners(window)


def _owners(window: Window) -> dict[str, QObject]:
    """Name the owner of the actions whose ids begin with each name."""
    return {
        "coding": window.coding,
        "codebook": window.book,
        "files": window.files,
        "safety": window.safety,
        "history": window.history,
        "imports": window.imports,
        "texts": window.texts,
        "details": window.details,
        "exports": window.exports,
        "notes": window.notes,
        "page": window.page,
        "view": window.view,
        "selecting": window.selecting,
        "reshaping": window.reshaping,
        "moving": window.moving,
        "linking": window.linking,
        "citing": window.citing,
        "finding": window.finding,
        "layers": LayerActs(window.session),
        "pictures": window.pictures,
        "seminar": window.seminar,
        "exchange": window.exchange,
        "results": ResultActs(window.results, window.exports),
    }


def _wire(window: Window) -> None:
    reader, coding, view = window.reader, window.coding, window.view
    reader.plainKey.connect(coding.press)
    reader.codeDropped.connect(coding.drop)
    coding.settle_first = window.reshaping.settle
    coding.leave_first = window.reshaping.leave
    coding.leave_last = lambda: view.set_focus_mode(False)
    view.focusChanged.connect(window.acts["view.focus"].setChecked)
    coding.is_reshaping = window.reshaping.is_moving
    coding.liveChanged.connect(window.acts["coding.live"].setChecked)
    window.results.enlarged.connect(window.splitter.setHidden)
    window.results.closed.connect(reader.setFocus)
    window.finding.left.connect(reader.setFocus)
    working = (window.files, window.book, window.imports, window.safety, window.history)
    for acts in (*working, window.texts, window.details, window.exports, window.seminar):
        acts.busy.connect(window.status.watch)
    window.linking.busy.connect(window.status.watch)
    window.pictures.busy.connect(window.status.watch)
    window.watch.merge = window.seminar.merge_files
    window.seminar.show_heat = reader.show_heat
    window.exchange.busy.connect(window.status.watch)
    window.imports.bring_project = window.exchange.bring
    window.seminar.set_size = window.set_size
    window.seminar.show_only_text = view.set_focus_mode
    window.safety.opened = window.files.open_path
    window.files.opener.damaged.connect(window.safety.check_path)
    window.files.opener.save_as = window.watch.save_as
    window.files.opener.restore = window.safety.restore_at
    window.safety.read_rest = window.files.opener.read_rest
    window.page.applied.connect(lambda: _tick_page(window))
    window.page.apply()
    view.chrome = [window.top, window.left, window.right, window.status, window.results]
    view.run_action = lambda action_id: window.acts[action_id].trigger()
    view.keys_changed = lambda: set_keys(window)
    view.set_size = window.set_size
    view.zoom = window.reader.zoom
    view.show_theme = window.show_theme


def _tick_page(window: Window) -> None:
    """Tick the actions of the page as its settings are."""
    kept = window.settings
    for name, row in window.acts.items():
        kind, _, rest = name.partition(".")
        if kind == "page" and row.isCheckable():
            row.setChecked(
                kept[f"number_{rest}"]
                if rest in NUMBERS
                else rest in (kept["reading_face"], f"style_{kept['mark_style']}")
            )


def _add_recent(window: Window, menu: QMenu) -> None:
    """Put the projects opened lately into a menu, listed anew each time it opens."""
    recent = QMenu(tr(words.RECENT), window)
    behind = menu.actions().index(window.acts["files.open"]) + 1
    menu.insertMenu(menu.actions()[behind], recent)

    def fill() -> None:
        recent.clear()
        for path in window.settings.recent():
            said = f"{path.stem}   {path.parent}".replace("&", "&&")
            recent.addAction(said, lambda p=path: window.files.open_path(p))  # type: ignore[misc]
        if recent.isEmpty():
            recent.addAction(tr(words.RECENT_NONE)).setEnabled(False)

    recent.aboutToShow.connect(fill)
