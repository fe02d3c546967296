"""Every act of coding upon other scripts; each undone and done again to the letter."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.model import NewDocument, Op
from desktop_app.core.spans import Utf16Map
from desktop_app.gui.window import Window
from tests.gui.conftest import annotations_of, select


@dataclass(frozen=True)
class Script:
    """A text, three passages of it, and a place inside the last of them that cuts no letter."""

    text: str
    first: str
    second: str
    third: str
    cut: str


SCRIPTS = {
    "hebrew": Script(
        "שאלנו ואיש לא ענה.\n\nמי יענה? איש לא בָּרָא דבר. הם אמרו: סבלנות, ואנחנו: המתנה.",
        "ואיש לא ענה", "מי יענה?", "איש לא בָּרָא דבר", " בָּרָא",
    ),
    "arabic and devanagari": Script(
        "سألنا ولم يجب أحد.\n\nمن يجيب؟ لا أحد. क्षत्रिय विद्यार्थी प्रश्न पूछते हैं।",
        "ولم يجب أحد", "من يجيب؟", "क्षत्रिय विद्यार्थी प्रश्न", " विद्यार्थी",
    ),
    "mixed": Script(
        "They said שלום לכולם and then مرحبا to us.\n\nWho שאל 123? Nobody לא did, or so we say.",
        "said שלום", "Who שאל 123?", "Nobody לא did, or so", " did",
    ),
    "joiners": Script(
        "They 👩‍👩‍👧 asked 👍🏽 and 🇦🇲 nobody 😀 said it.\n\nWho? 👨‍👩‍👧‍👦 Nobody 🏴󠁧󠁢󠁷󠁬󠁳󠁿 would 😀.",
        "👩‍👩‍👧 asked 👍🏽", "Who? 👨‍👩‍👧‍👦", "Nobody 🏴󠁧󠁢󠁷󠁬󠁳󠁿 would 😀", " would",
    ),
    "combining": Script(
        "Un e\u0301te\u0301 a\u0302pre et doux.\n\nQu\u0302i re\u0301pond? Personne n\u0303e va.",
        "e\u0301te\u0301 a\u0302pre", "Qu\u0302i re\u0301pond?", "Personne n\u0303e va",
        " n\u0303e",
    ),
    "han": Script(
        "我们问了很久，没有人回答我们。\n\n谁会回答？没有人𠮷。他们说耐心，我们说等待。",
        "没有人回答", "谁会回答？", "他们说耐心，我们说等待", "，我们",
    ),
}  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=list(SCRIPTS))
def test_every_act_of_coding_and_its_undoing(script: Script, window: Window, qtbot: QtBot) -> None:
    with window.session.change(Op.IMPORT_DOCUMENT) as change:
        made = core.documents.add_document(change, NewDocument("Other", script.text))
    window.session.open_document(made)
    acts = window.acts

    def coded(words: str, *keys: str) -> None:
        select(window, words)
        for key in keys:
            window.reader.plainKey.emit(key)

    def done(act: Callable[[], object], expected: int) -> None:
        """Do an act that leaves so many annotations; undo it, and do it again."""
        before = state_of(window)
        act()
        QApplication.processEvents()
        after = state_of(window)
        assert after != before
        assert len(after) == expected
        acts["coding.undo"].trigger()
        assert state_of(window) == before
        acts["coding.redo"].trigger()
        assert state_of(window) == after
        is_whole(window)

    def take(words: str) -> None:
        at = script.text.index(words)
        window.reader.go_to(at)
        window.activate(window.reader.annotations_at(at)[0])

    done(lambda: coded(script.first, "I"), 1)
    done(lambda: coded(script.first, "H"), 2)
    select(window, script.second)
    done(acts["coding.same"].trigger, 4)
    acts["coding.undo"].trigger()
    select(window, script.second)
    done(acts["coding.last"].trigger, 3)
    select(window, script.third)
    done(acts["coding.in_vivo"].trigger, 4)
    assert " ".join(script.third.split()) in [code.name for code in window.session.tree]
    take(script.third)
    select(window, script.second)
    done(acts["coding.add_part"].trigger, 4)
    done(acts["reshaping.part_earlier"].trigger, 4)
    done(acts["reshaping.split"].trigger, 5)
    take(script.third)
    window.reader.go_to(script.text.index(script.cut))
    done(acts["reshaping.split"].trigger, 6)
    done(acts["reshaping.join"].trigger, 5)
    take(script.second)
    acts["reshaping.boundaries"].trigger()
    start = script.text.index(script.second)
    window.reader.set_selection(start, start + len(script.second) // 3)
    done(window.coding.choose, 5)
    take(script.third)
    done(lambda: window.coding._create_and_recode("Other > Still another"), 5)
    select(window, script.first)
    acts["coding.add_part"].trigger()
    done(acts["reshaping.remove_part"].trigger, 5)
    take(script.first)
    done(acts["coding.remove"].trigger, 4)
    select(window, script.third)
    done(acts["coding.highlight"].trigger, 5)


def state_of(window: Window) -> list[tuple[object, ...]]:
    """Return all that is stored of the annotations here."""
    tree = window.session.tree
    return sorted(
        (a.id, tree.path(a.code_id) if a.code_id else "", a.note,
         tuple((p.position, p.start, p.end, p.role, p.quote) for p in a.parts))
        for a in annotations_of(window)
    )  # fmt: skip


def is_whole(window: Window) -> None:
    """Check that quotes are what stands there, and that no boundary is inside of a letter."""
    text = window.reading.text
    utf16 = Utf16Map(text)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    for annotation in annotations_of(window):
        for part in annotation.parts:
            assert part.quote == text[part.start : part.end]
            for place in (part.start, part.end):
                finder.setPosition(utf16.to_utf16(place))
                assert finder.isAtBoundary(), (part.quote, place)
