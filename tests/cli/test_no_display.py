"""A machine without a display: one sentence, whatever names the display that is not there."""

import ctypes
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.core.errors import NoDisplay
from desktop_app.display import check_display

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there is it asked")


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({}, "neither"),
        ({"DISPLAY": ""}, "neither"),
        ({"DISPLAY": ":4321"}, ":4321"),
        ({"DISPLAY": "nonsense"}, "nonsense"),
        ({"WAYLAND_DISPLAY": "wayland-77", "XDG_RUNTIME_DIR": "/nowhere"}, "wayland-77"),
        ({"WAYLAND_DISPLAY": "x" * 300}, "does not answer"),
        ({"QT_QPA_PLATFORM": "xcb"}, "neither"),
        ({"QT_QPA_PLATFORM": "wayland;xcb", "DISPLAY": ":4321"}, ":4321"),
    ],
)
def test_a_display_that_is_not_there_is_named(environment: dict[str, str], reason: str) -> None:
    with pytest.raises(NoDisplay) as refused:
        check_display(environment)
    assert reason in str(refused.value.facts["reason"])


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600", "eglfs"])
def test_a_platform_without_a_display_needs_none(platform: str) -> None:
    check_display({"QT_QPA_PLATFORM": platform})


def test_wayland_answers_at_its_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("wayland-0")
        server.listen()
        check_display({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": "."})


def test_without_the_x_library_the_socket_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", missing)
    monkeypatch.setattr("desktop_app.display._check_plugin", lambda: None)
    with socket.socket() as server:
        server.bind(("localhost", 0))
        server.listen()
        number = server.getsockname()[1] - 6000
        check_display({"DISPLAY": f"localhost:{number}.0"})
    with pytest.raises(NoDisplay):
        check_display({"DISPLAY": f"localhost:{number}.0"})


@pytest.mark.parametrize("arguments", [[], ["--sample"]])
def test_the_program_says_so_and_ends(tmp_path: Path, arguments: list[str]) -> None:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", *arguments],
        env=environment | {"DIPLE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("diple: No window can be opened")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
