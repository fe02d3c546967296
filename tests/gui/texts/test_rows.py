"""The plain table of dialogs: counts stand at the right, one below the other."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.gui.texts.tables import RowsTable


def test_counts_stand_at_the_right_and_places_do_not(qtbot: QtBot) -> None:
    table = RowsTable("Voices", ("Voice", "Turns", "Place"))
    qtbot.addWidget(table)
    table.show_rows([("Ada", "7", "2.1"), ("1984", "1,204", "27")])
    right = Qt.AlignmentFlag.AlignRight
    sides = [bool(table.rows.item(0, at).textAlignment() & right) for at in range(3)]
    assert sides == [False, True, False]
    assert table.rows.horizontalHeaderItem(1).textAlignment() & right
    table.show_rows([])
