"""What the program remembers between starts: settings declared as rows, kept in one JSON file.

Only plain values are kept. A file that cannot be read, or a value of the wrong kind, gives the
default; nothing here ever stops the program.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.paths import config_folder


@dataclass(frozen=True, slots=True)
class Setting:
    """A named value with its default; `title` and `help` are shown, where it is for the user."""

    name: str
    default: Any
    title: str = ""
    help: str = ""
    choices: tuple[str, ...] = ()


SETTINGS = {
    row.name: row
    for row in (
        Setting(
            "theme",
            "system",
            "Theme",
            "Light, dark, or as the system has it.",
            ("system", "light", "dark", "contrast", "contrast_dark"),
        ),
        Setting("reading_size", 19, "Text size", "Height of the reading face in pixels."),
        Setting("reading_face", "serif", "Face", "serif, sans, or the name of a family."),
        Setting("reading_spacing", 1.7, "Line spacing", "Line to line, as a share of the size."),
        Setting("reading_measure", 68, "Length of lines", "Characters of an ideal line."),
        Setting("number_paragraphs", True, "Paragraph numbers", "Beside the text."),
        Setting("number_sentences", False, "Sentence numbers", "Beside the text."),
        Setting("number_lines", False, "Line numbers", "Beside the text."),
        Setting(
            "mark_style",
            "both",
            "Marks",
            "How annotations are shown in the text.",
            ("both", "tint", "underline", "margin"),
        ),
        Setting("code_styles", {}),
        Setting(
            "snap",
            "off",
            "Selections",
            "As they are drawn, or completed to words or sentences.",
            ("off", "word", "sentence"),
        ),
        Setting(
            "citation",
            "",
            "Citation",
            "How a quotation is copied: {quote} {author} {title} {date} {place} and any field.",
        ),
        Setting("keys", {}),
        Setting("coder", "", "Coder", "The name under which new projects begin."),
        # The state of the window, which no dialog shows.
        Setting("me", []),
        Setting("recent", []),
        Setting("geometry", ""),
        Setting("columns", []),
        Setting("closed_groups", {}),
        Setting("rows", []),
        Setting("places", {}),
        Setting("is_left_open", True),
        Setting("is_right_open", True),
        Setting("folder", ""),
        Setting("known_copies", []),
    )
}

RECENT_LENGTH = 10


class Settings:
    """The values of this user, written as soon as one is set."""

    def __init__(self, path: Path | None = None, *, is_kept: bool = True) -> None:
        """Read what was kept; with `is_kept` false begin with the defaults and write nothing."""
        self._path = path or config_folder() / "settings.json"
        self._is_kept = is_kept
        self._values = _load(self._path) if is_kept else {}

    def __getitem__(self, name: str) -> Any:
        row = SETTINGS[name]
        value = self._values.get(name, row.default)
        fits = type(value) is type(row.default) and (not row.choices or value in row.choices)
        return value if fits else row.default

    def __setitem__(self, name: str, value: Any) -> None:
        if SETTINGS[name] and self[name] != value:
            self._values[name] = value
            if self._is_kept:
                self._save()

    def add_recent(self, path: Path) -> None:
        """Put a project at the head of those opened lately."""
        known = [each for each in self["recent"] if each != str(path)]
        self["recent"] = [str(path), *known][:RECENT_LENGTH]

    def recent(self) -> list[Path]:
        """List the projects opened lately that are still there, the latest first."""
        return [path for each in self["recent"] if (path := Path(str(each))).is_file()]

    def lost(self) -> Path | None:
        """Return the project opened last, where it is not there any more."""
        last = next(iter(self["recent"]), "")
        return Path(str(last)) if last and not Path(str(last)).is_file() else None

    def _save(self) -> None:
        draft = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(self._values, indent=1, ensure_ascii=False), "utf-8")
            os.replace(draft, self._path)
        except OSError:
            # A full or read-only disk costs the memory of a window's size, never the work.
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def _load(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}
