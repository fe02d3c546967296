"""Whether there is a display to open a window on: asked before Qt, which would only abort.

On Linux alone: elsewhere a window can always be opened. Nothing here imports Qt.
"""

import ctypes
import importlib.util
import os
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from desktop_app.core.errors import NoDisplay

PATIENCE = 2.0
"""Seconds in which a display must answer."""

_NONE = "neither DISPLAY nor WAYLAND_DISPLAY names a display"


def check_display(environment: Mapping[str, str] = os.environ) -> None:
    """Raise NoDisplay where Qt would find no display, or not the libraries for it."""
    if not sys.platform.startswith("linux"):
        return
    platform = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    kinds = {kind.partition("-")[0] for kind in platform.split(";") if kind}
    if kinds - {"xcb", "wayland"}:
        return  # one that needs no display, or that whoever named it knows better
    reason = _NONE
    if "xcb" not in kinds or "wayland" in kinds:
        name = environment.get("WAYLAND_DISPLAY", "")
        if name and _answers_wayland(name, environment.get("XDG_RUNTIME_DIR", "")):
            return
        reason = f"the display {name} does not answer" if name else _NONE
    if "wayland" not in kinds or "xcb" in kinds:
        name = environment.get("DISPLAY", "")
        if name and _answers_x(name):
            _check_plugin()
            return
        reason = f"the display {name} does not answer" if name else reason
    raise NoDisplay(reason=reason)


def _answers_wayland(name: str, folder: str) -> bool:
    return _connects(socket.AF_UNIX, os.path.join(folder, name))


def _answers_x(name: str) -> bool:
    """Connect as Qt will: with the X library, or where that is missing to the bare socket."""
    with suppress(OSError, AttributeError):
        xcb = ctypes.CDLL("libxcb.so.1")
        xcb.xcb_connect.restype = ctypes.c_void_p
        connection = ctypes.c_void_p(xcb.xcb_connect(name.encode(), None))
        has_failed = bool(xcb.xcb_connection_has_error(connection))
        xcb.xcb_disconnect(connection)
        return not has_failed
    host, _, number = name.rpartition(":")
    number = number.partition(".")[0]
    if not number.isdecimal():
        return False
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        return _connects(socket.AF_UNIX, f"\0{path}") or _connects(socket.AF_UNIX, path)
    return _connects(socket.AF_INET, (host, 6000 + int(number)))


def _connects(family: socket.AddressFamily, address: object) -> bool:
    try:
        with socket.socket(family) as probe:
            probe.settimeout(PATIENCE)
            probe.connect(address)  # type: ignore[arg-type]
    except (OSError, OverflowError, ValueError):
        return False
    return True


def _check_plugin() -> None:
    """Load what Qt will load for X, which tells by name a system library that is missing."""
    package = importlib.util.find_spec("PySide6")
    for folder in (package and package.submodule_search_locations) or ():
        plugin = Path(folder) / "Qt" / "plugins" / "platforms" / "libqxcb.so"
        if plugin.exists():
            try:
                ctypes.CDLL(str(plugin))
            except OSError as error:
                raise NoDisplay(reason=str(error)) from error
