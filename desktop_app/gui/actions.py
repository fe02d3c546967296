"""Every action of the window, a row each: menus, palette and keys are made from this table.

What an action does is the method named by its id: `coding.apply` is `apply` of the owner
`coding`. Context "text" means that the key works while the text has the focus.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from desktop_app.gui import words, words_texts
from desktop_app.gui.words import tr


@dataclass(frozen=True, slots=True)
class Action:
    """A thing the user can do from a menu, the palette or a key."""

    id: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    context: str = "window"
    choice: str = ""
    toggles: bool = False
    """Actions of one menu that share this are ticked one at a time."""
    starts_group: bool = False


FILE, EDIT, CODE, ANALYSIS, VIEW, HELP = (
    words.MENU_FILE,
    words.MENU_EDIT,
    words.MENU_CODE,
    words.MENU_ANALYSIS,
    words.MENU_VIEW,
    words.MENU_HELP,
)
CHANGE, GO, PAGE, THEME = words.MENU_CHANGE, words.MENU_GO, words.MENU_PAGE, words.MENU_THEME
TEXT = words_texts.MENU_TEXT
SEMINAR = words.MENU_SEMINAR

ACTIONS = (
    Action("files.new", "New project …", FILE, ("Ctrl+N",)),
    Action("files.open", "Open project …", FILE, ("Ctrl+O",)),
    Action("imports.texts", "Import texts …", FILE, ("Ctrl+I",), starts_group=True),
    Action("imports.folder", "Import a folder …", FILE),
    Action("exchange.project", "Import a REFI-QDA project …", FILE),
    Action("imports.paste", "New text from the clipboard …", FILE, ("Ctrl+Shift+V",)),
    Action("codebook.export", "Export codebook …", FILE, ("Ctrl+Shift+E",)),
    Action("codebook.import_file", "Import codebook …", FILE),
    Action("exports.segments", "Export segments …", FILE, ("Ctrl+E",)),
    Action("exports.project", "Export the project …", FILE),
    Action("notes.project", "Note on the project …", FILE, starts_group=True),
    Action("notes.document", "Note on the document …", FILE),
    Action("safety.backup", "Make a backup now", FILE, starts_group=True),
    Action("safety.restore", "Restore a backup …", FILE),
    Action("safety.check", "Check the project …", FILE),
    Action("files.close", "Close the project", FILE, starts_group=True),
    Action("view.quit", "Quit", FILE, ("Ctrl+Q",)),
    Action("coding.undo", words.UNDO, EDIT, ("Ctrl+Z",)),
    Action("coding.redo", words.REDO, EDIT, ("Ctrl+Shift+Z", "Ctrl+Y")),
    Action("view.copy", "Copy", EDIT, ("Ctrl+C",), "text", starts_group=True),
    Action("citing.copy", "Copy with citation", EDIT, ("Ctrl+Shift+C",)),
    Action("citing.copy_markdown", "Copy with citation as Markdown", EDIT),
    Action("citing.template", "Form of citations …", EDIT),
    Action("finding.open", "Find in the text …", EDIT, ("Ctrl+F",), starts_group=True),
    Action("finding.go_next", "Find the next", EDIT, ("F3",)),
    Action("finding.go_before", "Find the one before", EDIT, ("Shift+F3",)),
    Action("selecting.grow", "Enlarge the selection", EDIT, ("Alt+Up",), "text", starts_group=True),
    Action("selecting.shrink", "Reduce the selection", EDIT, ("Alt+Down",), "text"),
    Action("selecting.snap_off", "Select as drawn", EDIT, choice="snap"),
    Action("selecting.snap_word", "Select whole words", EDIT, choice="snap"),
    Action("selecting.snap_sentence", "Select whole sentences", EDIT, choice="snap"),
    Action("texts.correct", "Correct the text …", TEXT, ("Ctrl+T",)),
    Action("texts.replace", "Replace by a new edition …", TEXT),
    Action("texts.versions", "Versions …", TEXT),
    Action("texts.report", "Import report …", TEXT),
    Action("texts.lost", "Lost passages", TEXT),
    Action("texts.speakers", "Who speaks …", TEXT, starts_group=True),
    Action("texts.speaker", "Say who speaks the selected words …", TEXT, ("Ctrl+Shift+L",)),
    Action("details.open", "Details of all texts", TEXT, ("Ctrl+D",), starts_group=True),
    Action("details.sets", "Sets of texts …", TEXT),
    Action("details.guess", "Guess details …", TEXT),
    Action("details.read_in", "Import details …", TEXT),
    Action("details.write_out", "Export details …", TEXT),
    Action("texts.removed", "Removed texts …", TEXT, starts_group=True),
    Action("coding.choose", "Apply a code …", CODE, ("Return", "Enter"), "text"),
    Action("coding.last", "Apply the last code again", CODE, (".",), "text"),
    Action("coding.same", "Apply the same codes as before", CODE, (",",), "text"),
    Action("coding.copy_here", "Apply the codes of the passage in hand", CODE, (";",), "text"),
    Action("coding.in_vivo", "Make the words a code", CODE, ("Ctrl+Shift+I",)),
    Action("coding.live", "Highlighter: code every selection", CODE, ("Ctrl+L",), toggles=True),
    Action("coding.leave", "Leave what is under way", CODE, ("Escape",), "text"),
    Action("coding.highlight", "Highlight without a code", CODE, ("Ctrl+H",)),
    Action("coding.add_part", "Add selection to the annotation", CODE, ("+",), "text"),
    Action("coding.recode", "Change the code …", CODE, ("Ctrl+R",), starts_group=True),
    Action("notes.annotation", "Write a note on the annotation", CODE, ("Ctrl+M",)),
    Action("linking.link", "Link to another annotation …", CODE, ("Ctrl+Shift+K",)),
    Action("coding.remove", "Remove the annotation", CODE, ("Delete",), "text"),
    Action("reshaping.boundaries", "Move the boundaries", CHANGE, ("Ctrl+B",)),
    Action("reshaping.split", "Split the annotation", CHANGE, ("Ctrl+Shift+S",)),
    Action("reshaping.join", "Join with the next of its code", CHANGE, ("Ctrl+J",)),
    Action("reshaping.part_earlier", "Move the part up", CHANGE, ("Alt+Shift+Up",), "text"),
    Action("reshaping.part_later", "Move the part down", CHANGE, ("Alt+Shift+Down",), "text"),
    Action("reshaping.next_role", "Give the part its next role", CHANGE, ("*",), "text"),
    Action("reshaping.remove_part", "Remove the part", CHANGE, ("Shift+Delete",), "text"),
    Action("coding.new_code", "New code …", CODE, ("Ctrl+Shift+N",), starts_group=True),
    Action("codebook.gallery", "Ready codebooks …", CODE),
    Action("codebook.open", "Codebook screen", CODE, ("Ctrl+Shift+B",)),
    Action("codebook.use_example", "Use the annotation as an example", CODE, starts_group=True),
    Action("codebook.use_non_example", "Use the annotation as a non-example", CODE),
    Action("results.passages", "Passages", ANALYSIS, ("Ctrl+Shift+P",)),
    Action("results.concordance", "Concordance", ANALYSIS, ("Ctrl+Shift+F",)),
    Action("results.words", "Words and phrases", ANALYSIS, ("Ctrl+Shift+W",)),
    Action("results.tables", "Tables", ANALYSIS, ("Ctrl+Shift+T",)),
    Action("pictures.open", "Pictures", ANALYSIS, ("Ctrl+Shift+G",)),
    Action("results.older", "Made under an older wording", ANALYSIS),
    Action("results.close", "Close the results", ANALYSIS, ("Ctrl+W",), starts_group=True),
    Action("seminar.compare", "Compare readings", SEMINAR, ("Ctrl+Shift+R",)),
    Action("seminar.side_by_side", "Two readings side by side", SEMINAR),
    Action("results.agreement", "How far readers agree", SEMINAR),
    Action("results.settled", "What was settled", SEMINAR),
    Action("seminar.project", "Show to a room: large, without names", SEMINAR, toggles=True),
    Action("seminar.pack", "Make an assignment …", SEMINAR, starts_group=True),
    Action("seminar.collect", "Collect readings …", SEMINAR),
    Action("seminar.reveal", "Reveal the readings, or hide them", SEMINAR),
    Action("seminar.give_back", "Return what was settled …", SEMINAR),
    Action("seminar.unname", "Write a copy without names …", SEMINAR),
    Action("seminar.open_pack", "Open an assignment …", SEMINAR, starts_group=True),
    Action("seminar.task", "What the assignment asks", SEMINAR),
    Action("seminar.hand_in", "Hand in my reading …", SEMINAR),
    Action("seminar.receive", "Take in what was returned …", SEMINAR),
    Action("seminar.second_look", "Look again at my own passages …", SEMINAR, starts_group=True),
    Action("results.look", "How far I agree with myself", SEMINAR),
    Action("seminar.merge", "Merge copies of this project …", SEMINAR),
    Action("view.palette", "Search, or type a command", VIEW, ("Ctrl+K",)),
    Action("layers.only_mine", "Show only my annotations, or all", VIEW, starts_group=True),
    Action("layers.only_code", "Show only the code in hand, or all", VIEW),
    Action("layers.show_all", "Show all annotations", VIEW),
    Action("moving.go_to", "Go to a numbered place …", GO, ("Ctrl+G",)),
    Action("moving.back", "Back", GO, ("Alt+Left",), "text"),
    Action("moving.forward", "Forward", GO, ("Alt+Right",), "text"),
    Action("coding.next", "Next annotation", GO, ("Ctrl+Down",), "text", starts_group=True),
    Action("coding.previous", "Previous annotation", GO, ("Ctrl+Up",), "text"),
    Action("moving.next_of_code", "Next of this code", GO, ("Ctrl+PgDown",), "text"),
    Action("moving.previous_of_code", "Previous of this code", GO, ("Ctrl+PgUp",), "text"),
    Action("moving.next_of_coder", "Next of this coder", GO, ("Ctrl+Shift+PgDown",), "text"),
    Action("moving.previous_of_coder", "Previous of this coder", GO, ("Ctrl+Shift+PgUp",), "text"),
    Action("moving.next_uncoded", "Next uncoded stretch", GO, ("F4",), "text"),
    Action("moving.previous_uncoded", "Previous uncoded stretch", GO, ("Shift+F4",), "text"),
    Action("view.documents", "Go to the documents", GO, ("Ctrl+1",), starts_group=True),
    Action("view.codebook", "Go to the codebook", GO, ("Ctrl+2",)),
    Action("view.text", "Go to the text", GO, ("Ctrl+3",)),
    Action("view.annotation", "Go to the annotation", GO, ("Ctrl+4",)),
    Action("view.annotations", "Go to the list of annotations", GO, ("Ctrl+5",)),
    Action("history.open", "History", VIEW, ("Ctrl+Shift+H",), starts_group=True),
    Action("view.left", "Show or hide the left side", VIEW, ("F7",), starts_group=True),
    Action("view.right", "Show or hide the right side", VIEW, ("F8",)),
    Action("view.focus", "Only the text", VIEW, ("F9",), toggles=True),
    Action("page.settings", "Page and type …", PAGE, ("Ctrl+,",)),
    Action("page.serif", "Serif", PAGE, choice="face", starts_group=True),
    Action("page.sans", "Sans", PAGE, choice="face"),
    Action("page.looser", "More space between lines", PAGE, starts_group=True),
    Action("page.tighter", "Less space between lines", PAGE),
    Action("page.wider", "Longer lines", PAGE),
    Action("page.narrower", "Shorter lines", PAGE),
    Action("page.paragraphs", "Paragraph numbers", PAGE, toggles=True, starts_group=True),
    Action("page.sentences", "Sentence numbers", PAGE, toggles=True),
    Action("page.lines", "Line numbers", PAGE, toggles=True),
    Action("page.style_both", words.STYLE_BOTH, PAGE, choice="style", starts_group=True),
    Action("page.style_tint", words.STYLE_TINT, PAGE, choice="style"),
    Action("page.style_underline", words.STYLE_UNDERLINE, PAGE, choice="style"),
    Action("page.style_margin", words.STYLE_MARGIN, PAGE, choice="style"),
    Action("page.style_of_code", "Show this code otherwise …", PAGE),
    Action("view.larger", "Larger text", VIEW, ("Ctrl++", "Ctrl+="), starts_group=True),
    Action("view.smaller", "Smaller text", VIEW, ("Ctrl+-",)),
    Action("view.usual", "Usual text size", VIEW, ("Ctrl+0",)),
    Action("view.theme_system", "As the system has it", THEME, choice="theme"),
    Action("view.theme_light", "Light", THEME, choice="theme"),
    Action("view.theme_dark", "Dark", THEME, choice="theme"),
    Action("view.theme_contrast", "High contrast", THEME, choice="theme"),
    Action("view.theme_contrast_dark", "High contrast, dark", THEME, choice="theme"),
    Action("files.sample", "Open the sample project", HELP),
    Action("view.manual", "Manual", HELP, ("F1",)),
    Action("view.keys", "Keys …", HELP, ("Shift+F1",)),
    Action("view.key_card", "Save the key card …", HELP),
    Action("view.about", "About Diple", HELP),
)

MENUS = (FILE, EDIT, TEXT, CODE, ANALYSIS, SEMINAR, VIEW, HELP)
SUBMENUS = {
    CHANGE: (CODE, "coding.remove"),
    GO: (VIEW, "history.open"),
    PAGE: (VIEW, "view.larger"),
    THEME: (VIEW, "view.larger"),
}
"""Menus inside of others, each with the action it stands before."""
GROUPS = (*MENUS, *SUBMENUS)
"""Every menu that has actions of its own."""


def build_actions(
    owners: dict[str, QObject], window: QWidget, text: QWidget, may_run: Callable[[str], bool]
) -> dict[str, QAction]:
    """Make the actions of the table and connect each to its owner's method.

    `may_run` is asked each time, by the action's id; where it is false nothing is done.
    """
    made: dict[str, QAction] = {}
    for row in ACTIONS:
        owner, _, method = row.id.partition(".")
        action = QAction(tr(row.text), window)
        action.setObjectName(row.id)
        action.setCheckable(bool(row.choice) or row.toggles)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(_run(row, action, getattr(owners[owner], method), may_run))
        if row.context == "text":
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            text.addAction(action)
        else:
            window.addAction(action)
        made[row.id] = action
    return made


def make_menus(bar: QMenuBar) -> dict[str, QMenu]:
    """Make the menus of the table in a menu bar, empty as yet."""
    return {name: bar.addMenu(tr(name)) for name in MENUS}


def fill_menus(menus: dict[str, QMenu], actions: dict[str, QAction]) -> dict[str, QMenu]:
    """Put the actions of the table into its menus, and make the menus within them."""
    for name, (parent, _) in SUBMENUS.items():
        menus[name] = QMenu(tr(name), menus[parent])
    for row in ACTIONS:
        if row.starts_group:
            menus[row.menu].addSeparator()
        menus[row.menu].addAction(actions[row.id])
    for name, (parent, before) in SUBMENUS.items():
        menus[parent].insertMenu(actions[before], menus[name])
    return menus


def _run(
    row: Action, action: QAction, method: Callable[[], object], may_run: Callable[[str], bool]
) -> Callable[[], None]:
    """Return what is done when an action is triggered."""

    def run() -> None:
        if may_run(row.id):
            method()
        elif row.toggles:
            action.toggle()  # it was ticked before anybody was asked

    return run
