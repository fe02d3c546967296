"""What is dragged out of the text and onto it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

CODE = "application/x-diple-code"
SELECTION = "application/x-diple-selection"


def selection_data(text: str, start: int, end: int) -> QMimeData:
    """Return the words of [start, end), in code points of the text, and their place."""
    data = QMimeData()
    data.setText(text[start:end])
    data.setData(SELECTION, f"{start}:{end}".encode())
    return data


def dropped_code(data: QMimeData) -> str:
    """Return the id of the code that is dragged; "" for anything else."""
    return bytes(data.data(CODE).data()).decode() if data.hasFormat(CODE) else ""
