"""The page as the settings want it: read once, for the first frame and for every change."""

from __future__ import annotations

from desktop_app.gui.reader import Reader, Type
from desktop_app.gui.theme import use_reading_face
from desktop_app.settings import Settings


def dress(reader: Reader, settings: Settings) -> None:
    """Set type and styles of marks; what is set already costs nothing."""
    use_reading_face(settings["reading_face"])
    reader.set_type(
        Type(
            settings["reading_face"],
            settings["reading_size"],
            settings["reading_spacing"],
            settings["reading_measure"],
        )
    )
    reader.set_styles(settings["mark_style"], settings["code_styles"])
