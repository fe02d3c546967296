"""The links of the annotation in hand, on its card: both ends, the ways there, what removes one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.model import Annotation, Op
from desktop_app.core.project import Project
from desktop_app.core.texts import Numbering
from desktop_app.gui.bridge import Session
from desktop_app.gui.panels.annotation import AnnotationPanel
from desktop_app.gui.panels.annotation.links import Links
from tests.builders import SPEECH, an_annotation
from tests.gui.panels.conftest import Show

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(session: Session, show: Show) -> AnnotationPanel:
    made = AnnotationPanel(session)
    made.set_numbering(Numbering(SPEECH))
    show(made)
    return made


def take(session: Session, name: str) -> Annotation:
    """Take the first annotation with words and that code in hand."""
    assert session.project is not None
    found = core.annotations.list_annotations(session.project)
    (first, *_) = (a for a in found if a.parts and a.code_id == session.tree.find(name).id)
    session.set_current(first.id)
    return first


def link(session: Session, start: str, end: str, kind: str) -> None:
    with session.change(Op.LINK_ANNOTATIONS) as change:
        core.relations.link_annotations(change, start, end, kind)
    QApplication.processEvents()  # the new row is laid out


def rows(links: Links) -> list[tuple[str, str, str]]:
    return [(row.way._kind, row.way._arrow, row.way.text()) for row in links.rows]


def test_a_link_is_shown_at_both_ends_and_leads_to_the_other(
    qtbot: QtBot, panel: AnnotationPanel
) -> None:
    session, links = panel.session, panel.links
    irony, antithesis = take(session, "Irony"), take(session, "Antithesis")
    assert rows(links) == [("answers", "←", "Irony, in “Letter”")]
    qtbot.mouseClick(links.rows[0].way, LEFT)
    assert session.annotation_id == irony.id
    assert session.document_id == irony.document_id
    assert rows(links) == [("answers", "→", "Antithesis, in “Speech”")]
    links.rows[0].way.setFocus()
    qtbot.keyClick(links.rows[0].way, Qt.Key.Key_Space)
    assert session.annotation_id == antithesis.id
    take(session, "Naming")
    assert not links.isVisible()
    assert panel.link.isVisible()


def test_the_rows_follow_what_is_done(panel: AnnotationPanel) -> None:
    session, links = panel.session, panel.links
    naming, antithesis = take(session, "Naming"), take(session, "Antithesis")
    link(session, antithesis.id, naming.id, "repeats")
    assert rows(links)[0] == ("repeats", "→", "1.1 Naming")
    with session.change(Op.RECODE) as change:
        core.annotations.recode(change, naming.id, None)
    assert rows(links)[0] == ("repeats", "→", "1.1 Plain highlight")
    with session.change(Op.REMOVE_ANNOTATION) as change:
        core.annotations.remove_annotations(change, [naming.id])
    assert len(rows(links)) == 1


def test_a_link_is_removed_by_keys_and_comes_back(qtbot: QtBot, panel: AnnotationPanel) -> None:
    session, links = panel.session, panel.links
    project = session.project
    assert project is not None
    naming, antithesis = take(session, "Naming"), take(session, "Antithesis")
    link(session, antithesis.id, naming.id, "repeats")
    remove = links.rows[0].remove
    assert remove.accessibleName() == "Remove the link “repeats” to 1.1 Naming"
    assert links.rows[1].remove.accessibleName() == (
        "Remove the link “answers” from Irony, in “Letter”"
    )
    remove.setFocus()
    qtbot.keyClick(remove, Qt.Key.Key_Space)
    assert [kind for kind, _, _ in rows(links)] == ["answers"]
    assert remove.hasFocus()
    project.undo()
    assert [kind for kind, _, _ in rows(links)] == ["repeats", "answers"]


def test_tab_goes_through_the_rows_as_the_eye_does(panel: AnnotationPanel) -> None:
    session, links = panel.session, panel.links
    naming, antithesis = take(session, "Naming"), take(session, "Antithesis")
    link(session, antithesis.id, naming.id, "repeats")
    wanted = [panel.link, *(each for row in links.rows for each in (row.way, row.remove))]
    wanted += [panel.recode]
    order: list[QWidget] = []
    each = panel.nextInFocusChain()
    while each is not panel:
        if each in wanted:
            order.append(each)
        each = each.nextInFocusChain()
    assert order == wanted


def test_who_hears_is_told_the_words_at_the_other_end(panel: AnnotationPanel) -> None:
    take(panel.session, "Antithesis")
    said = panel.links.rows[0].way.accessibleName()
    assert said.startswith("Link, answers, from Figure > Irony; ")
    assert "a great success" in said


def test_of_very_many_the_first_are_shown(panel: AnnotationPanel, project: Project) -> None:
    naming, other = take(panel.session, "Naming"), an_annotation(project, (0, 2))
    with panel.session.change(Op.LINK_ANNOTATIONS) as change:
        for number in range(32):
            core.relations.link_annotations(change, naming.id, other, f"kind {number}")
    assert len(panel.links.rows) == 30
    assert panel.links.more.text() == "and 2 more"


def test_what_is_only_read_keeps_its_links(panel: AnnotationPanel) -> None:
    session = panel.session
    assert session.project is not None
    path = session.project.path
    session.close()
    session.open(Project.open(path, write=False))
    take(session, "Antithesis")
    assert panel.links.rows[0].way.isEnabled()
    assert not panel.links.rows[0].remove.isEnabled()
    assert not panel.link.isEnabled()
