"""The picture of the window: what is in hand in it, and what it is never written over."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop_app.cli import main
from desktop_app.core import safety, schema
from desktop_app.core.errors import FileExists, UnknownExport
from desktop_app.formats.sample import build_sample
from desktop_app.gui import screenshot
from desktop_app.gui.screenshot import shoot, show_figure
from desktop_app.gui.window import Window
from tests.gui.conftest import select


def test_a_picture_has_the_size_asked_for(reading_project: Path, tmp_path: Path) -> None:
    out = tmp_path / "window.png"
    before = reading_project.read_bytes()
    shoot(reading_project, out, size=(900, 600))
    picture = QImage(str(out))
    assert (picture.width(), picture.height()) == (900, 600)
    assert reading_project.read_bytes() == before


def test_no_question_stands_in_a_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_sample(tmp_path / "sample.diple")
    seen: list[bool] = []
    monkeypatch.setattr(
        screenshot, "show_figure", lambda _, window: seen.append(window.notices.isHidden())
    )
    shoot(tmp_path / "sample.diple", tmp_path / "window.png")
    assert seen == [True]


def test_an_older_and_a_newer_project_stay_as_they_are(
    reading_project: Path, tmp_path: Path
) -> None:
    older = tmp_path / "older.diple"
    shutil.copyfile(Path(__file__).parents[1] / "core" / "migrations" / "v1.diple", older)
    with sqlite3.connect(reading_project) as raw:
        raw.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    raw.close()
    for path in (older, reading_project):
        before = path.read_bytes()
        shoot(path, tmp_path / "window.png")
        assert path.read_bytes() == before
        assert safety.backups_of(path) == []


@pytest.mark.parametrize("name", ["reading.diple", "other.diple", "window", "window.jpg"])
def test_only_a_png_is_written(
    reading_project: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out, before = reading_project.with_name(name), reading_project.read_bytes()
    with pytest.raises(UnknownExport):
        shoot(reading_project, out)
    assert main(["screenshot", str(reading_project), str(out)]) == 1
    assert ".png" in capsys.readouterr().err
    assert reading_project.read_bytes() == before
    assert out.exists() == (out == reading_project)


def test_a_project_that_is_called_a_picture_stays_one(reading_project: Path) -> None:
    out = reading_project.with_name("window.png")
    shutil.copyfile(reading_project, out)
    with pytest.raises(FileExists):
        shoot(reading_project, out)
    assert out.read_bytes() == reading_project.read_bytes()


def test_a_figure_on_the_first_page_is_in_hand(window: Window) -> None:
    for words, key in (("nobody answered", "i"), ("They call this patience", "h")):
        select(window, words)
        window.coding.press(key)
    select(window, "we call it waiting")
    window.coding.add_part()
    figure = window.session.annotation_id
    window.session.set_current("")
    show_figure(window.session, window)
    assert window.session.annotation_id == figure
    assert window.annotation.card.isVisible()


def test_of_the_sample_an_annotation_that_shows_is_in_hand(window: Window, tmp_path: Path) -> None:
    build_sample(tmp_path / "sample.diple")
    window.files.open_path(tmp_path / "sample.diple")
    show_figure(window.session, window)
    annotation = window.annotation.annotation
    assert annotation is not None
    shown = [block.blockNumber() for block, _ in window.reader.visible_blocks()]
    for part in annotation.parts:
        assert window.reading.text.count("\n", 0, part.end) <= max(shown)
