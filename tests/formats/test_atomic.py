"""A file is written whole or not at all."""

import os
from pathlib import Path

import pytest

from desktop_app.core.errors import FileExists, FileUnwritable
from desktop_app.core.project import Project
from desktop_app.formats.atomic import writing


class Stop(Exception):
    """Whatever may go wrong while a file is being written."""


def put(path: Path, data: bytes) -> None:
    with writing(path) as out:
        out.write(data)


def test_the_file_stands_there_once_all_is_written(tmp_path: Path) -> None:
    with writing(tmp_path / "a.csv") as out:
        out.write(b"one")
        assert not (tmp_path / "a.csv").exists()
    assert (tmp_path / "a.csv").read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["a.csv"]


def test_an_older_export_is_replaced(tmp_path: Path) -> None:
    put(tmp_path / "a.csv", b"a long one")
    put(tmp_path / "a.csv", b"new")
    assert (tmp_path / "a.csv").read_bytes() == b"new"


def stop_half_way(path: Path) -> None:
    with writing(path) as out:
        out.write(b"half")
        raise Stop


def test_a_failure_leaves_everything_as_it_was(tmp_path: Path) -> None:
    put(tmp_path / "a.csv", b"old")
    with pytest.raises(Stop):
        stop_half_way(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("name", ["nowhere/a.csv", ".", "n" * 300])
def test_a_place_that_takes_no_file_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileUnwritable) as refused:
        put(tmp_path / name, b"x")
    assert refused.value.facts["path"] == tmp_path / name
    assert os.listdir(tmp_path) == []


def test_a_link_keeps_pointing_at_the_file(tmp_path: Path) -> None:
    put(tmp_path / "real.csv", b"old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    put(tmp_path / "link.csv", b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


def test_a_device_is_written_to_and_stays_one() -> None:
    put(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()


def test_no_export_replaces_a_project(project: Project) -> None:
    before = project.path.read_bytes()
    with pytest.raises(FileExists):
        put(project.path, b"x")
    assert project.path.read_bytes() == before
