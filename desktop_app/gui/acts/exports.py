"""Files for other programs: segments in their shapes, tables of figures, the whole project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QFileDialog

from desktop_app.gui import words
from desktop_app.gui.acts.work import Acts
from desktop_app.gui.analysis import says
from desktop_app.gui.seminar import says as says_seminar
from desktop_app.gui.tasks import Progress
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.core.model import Rows
    from desktop_app.core.search import Line
    from desktop_app.core.segments import Filter
    from desktop_app.formats.tables_csv import Grid


class Written(NamedTuple):
    """What is to be said of a file, and what it had no place for."""

    said: str
    lost: list[str]


Write = Callable[["Rows", Path, Progress], int | Written]
"""Returns the number of rows, or what is to be said."""


class ExportActs(Acts):
    """Asks where to, then writes in a thread."""

    def segments(self) -> None:
        """Write all segments in the shape that is chosen."""
        self._segments("segments", None)

    def passages(self, ids: list[str]) -> None:
        """Write the segments of these annotations in the shape that is chosen."""
        from desktop_app.core.segments import Filter

        self._segments("passages", Filter(ids=frozenset(ids)))

    def table(self, grid: Grid) -> None:
        """Write a table of figures."""
        from desktop_app.formats.csv_profile import EXCEL
        from desktop_app.formats.tables_csv import write_grid

        def writer(_: str) -> Write:
            return lambda rows, path, progress: write_grid(path, grid, EXCEL)

        self._export(says.EXPORT_TABLE, "table", [("csv", words.CSV_FILES)], writer)

    def lines(self, lines: Sequence[Line]) -> None:
        """Write lines of the concordance."""
        from desktop_app.core.search import cite_lines
        from desktop_app.formats.csv_profile import EXCEL
        from desktop_app.formats.tables_csv import write_grid
        from desktop_app.formats.words_csv import line_grid

        def write(rows: Rows, path: Path, progress: Progress) -> int:
            return write_grid(path, line_grid(lines, cite_lines(rows, lines)), EXCEL)

        self._export(says.EXPORT_TABLE, "lines", [("csv", words.CSV_FILES)], lambda _: write)

    def words(self, columns: Sequence[str], listed: Sequence[Sequence[Any]]) -> None:
        """Write a list of words."""
        from desktop_app.formats.csv_profile import EXCEL
        from desktop_app.formats.tables_csv import write_grid
        from desktop_app.formats.words_csv import list_grid

        def write(rows: Rows, path: Path, progress: Progress) -> int:
            return write_grid(path, list_grid(columns, listed), EXCEL)

        self._export(says.EXPORT_TABLE, "words", [("csv", words.CSV_FILES)], lambda _: write)

    def project(self) -> None:
        """Write the whole project in the format that is chosen."""
        from desktop_app.formats.csv_profile import EXCEL
        from desktop_app.formats.exports import export, export_table, list_losses
        from desktop_app.formats.listings import TABLES

        def writer(name: str) -> Write:
            def write(rows: Rows, path: Path, progress: Progress) -> int | Written:
                if name in TABLES:
                    return export_table(rows, path, name, EXCEL)
                made, count = export(rows, path, name, progress)
                unit = says.WRITTEN_DOCUMENTS if made.unit == "document" else ()
                lost = [f"{kind}: {number:,}" for kind, number in list_losses(rows, made)]
                return Written(words.written(path.name, count, *unit), lost)

            return write

        self._export(says.EXPORT_PROJECT, "", list(says.EXPORT_FORMATS), writer)

    def _segments(self, what: str, only: Filter | None) -> None:
        from desktop_app.formats.csv_profile import EXCEL
        from desktop_app.formats.shapes import write_shape

        def writer(key: str) -> Write:
            shape = key.partition(" ")[0]
            return lambda rows, path, progress: write_shape(
                rows, path, shape, EXCEL, only, progress
            )

        self._export(words.EXPORT_SEGMENTS, what, list(says.SEGMENT_SHAPES), writer)

    def _export(
        self, title: str, what: str, kinds: list[tuple[str, str]], writer: Callable[[str], Write]
    ) -> None:
        """Ask for a place and a kind, of (key, words with a pattern), and write there."""
        project = self.session.project
        if project is None:
            self.session.told.emit(tr(words.NO_PROJECT))
            return
        named = {tr(said): key for key, said in kinds}
        start = str(Path(self._folder()) / f"{project.name} {what}".strip())
        chosen, kind = QFileDialog.getSaveFileName(self._window, tr(title), start, ";;".join(named))
        if not chosen:
            return
        kind = _asked_for(Path(chosen), kind or next(iter(named)), named)
        key = named.get(kind, kinds[0][0])
        path = _with_suffix(Path(chosen), kind)
        self._remember_folder(path)
        self.session.settle()
        write = writer(key)

        def work(progress: Progress) -> int | Written:
            with project.reading() as rows:
                return write(rows, path, progress)

        def say(done: int | Written) -> None:
            if not isinstance(done, Written):
                done = Written(words.written(path.name, done), [])
            said = done.said
            if project.veiled:
                said += " " + tr(says_seminar.VEILED)
            self.session.told.emit(said)
            if done.lost:
                self._tell_lost(done)

        self._work(work, tr(words.WRITING_FILE).format(name=path.name), say)

    def _tell_lost(self, done: Written) -> None:
        from desktop_app.gui.dialogs.telling import Telling

        said = tr(says.WRITTEN_LOST).format(said=done.said)
        title = tr(says.LEFT_BEHIND)
        self.session.show_dialog(Telling(title, said, done.lost, self._window))


def _asked_for(path: Path, kind: str, named: dict[str, str]) -> str:
    """Choose the kind that a typed suffix asks for where it is not that of the chosen one.

    Of several it is the one of the chosen shape, and none where it could be any.
    """
    suffix = path.suffix.lower()
    fitting = [each for each in named if each.endswith(f"(*{suffix})")] if suffix else []
    if kind in fitting:
        return kind
    shape = named.get(kind, "").partition(" ")[0]
    like = [each for each in fitting if named[each].partition(" ")[0] == shape]
    found = like or fitting
    return found[0] if len(found) == 1 else kind


def _with_suffix(path: Path, kind: str) -> Path:
    """Give a name without a suffix the one that its kind asks for, where it asks for one."""
    suffix = kind.rpartition("(*")[2].removesuffix(")")
    # What is no word, as in "Themes 1.2", is a part of the name.
    is_typed = path.suffix[1:].isalpha()
    return path if is_typed or not suffix else path.with_name(path.name + suffix)
