"""What SQLite tells the system to do with files: each write, sync and deletion, as it happens.

A file system of SQLite's own is put before the usual one: it notes every call, then lets the usual
one do it. So a disk can be imagined afterwards that lost its power at any of these moments.
"""

import _sqlite3
import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

POINTER, INT, LONG, TEXT = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64, ctypes.c_char_p
OPEN = ctypes.CFUNCTYPE(INT, POINTER, POINTER, POINTER, INT, POINTER)
DELETE = ctypes.CFUNCTYPE(INT, POINTER, POINTER, INT)
WRITE = ctypes.CFUNCTYPE(INT, POINTER, POINTER, INT, LONG)
TRUNCATE = ctypes.CFUNCTYPE(INT, POINTER, LONG)
SYNC = ctypes.CFUNCTYPE(INT, POINTER, INT)


class _System(ctypes.Structure):
    """The head of sqlite3_vfs, and room for what is copied unseen."""

    _fields_ = [
        ("version", INT), ("file_size", INT), ("longest_path", INT), ("next", POINTER),
        ("name", TEXT), ("data", POINTER), ("open", POINTER), ("delete", POINTER),
        ("others", POINTER * 14),
    ]  # fmt: skip


class _Methods(ctypes.Structure):
    """The head of sqlite3_io_methods, likewise."""

    _fields_ = [
        ("version", INT), ("close", POINTER), ("read", POINTER), ("write", POINTER),
        ("truncate", POINTER), ("sync", POINTER), ("others", POINTER * 14),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One call: "make", "write", "truncate", "sync", "delete"; or an "ack" of our own.

    `is_synced` tells of a deletion that the folder itself was synced after it.
    """

    kind: str
    path: str = ""
    offset: int = 0
    data: bytes = b""
    is_synced: bool = False
    said: tuple[Any, ...] = ()


class Recorder:
    """Notes what is done to the files in one folder."""

    def __init__(self, folder: Path) -> None:
        self.events: list[Event] = []
        self._folder = str(folder)
        self._paths: dict[int, str] = {}
        self._kept: list[Any] = []
        self._methods: dict[int, _Methods] = {}
        library = ctypes.CDLL(_sqlite3.__file__)
        self._library = library
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_System)
        self._usual = library.sqlite3_vfs_find(None).contents
        self._system = _System.from_buffer_copy(self._usual)
        self._system.name = b"diple-recording"
        self._opens = OPEN(self._usual.open)
        self._deletes = DELETE(self._usual.delete)
        self._put(self._system, "open", OPEN(self._open))
        self._put(self._system, "delete", DELETE(self._delete))

    def acknowledge(self, *said: Any) -> None:
        """Note that something was told to the reader as done."""
        self.events.append(Event("ack", said=said))

    def install(self) -> None:
        """Stand before the usual system from now on."""
        assert self._library.sqlite3_vfs_register(ctypes.byref(self._system), 1) == 0

    def remove(self) -> None:
        """Let the usual system do all again."""
        self._library.sqlite3_vfs_unregister(ctypes.byref(self._system))

    def _put(self, structure: Any, name: str, function: Any) -> None:
        self._kept.append(function)
        setattr(structure, name, ctypes.cast(function, POINTER))

    def _note(self, kind: str, path: str, **facts: Any) -> None:
        if path.startswith(self._folder):
            self.events.append(Event(kind, path, **facts))

    def _open(self, system: int, name: int | None, file: int, flags: int, out: int) -> int:
        # The name goes on as it came: SQLite keeps the pointer.
        path = ctypes.string_at(name).decode() if name else ""
        is_new = not Path(path).exists()
        answer = int(self._opens(system, name, file, flags, out))
        methods = ctypes.cast(file, ctypes.POINTER(POINTER))
        if answer == 0 and methods[0]:
            self._paths[file] = path
            if is_new:
                self._note("make", path)
            ours = self._ours(methods[0])
            methods[0] = ctypes.cast(ctypes.pointer(ours), POINTER).value
        return answer

    def _ours(self, address: int) -> _Methods:
        """Make the methods that note what those at an address do."""
        if address not in self._methods:
            usual = ctypes.cast(address, ctypes.POINTER(_Methods)).contents
            ours = _Methods.from_buffer_copy(usual)
            writes, truncates, syncs = (
                WRITE(usual.write),
                TRUNCATE(usual.truncate),
                SYNC(usual.sync),
            )

            def write(file: int, data: int, length: int, offset: int) -> int:
                held = ctypes.string_at(data, length)
                self._note("write", self._paths.get(file, ""), offset=offset, data=held)
                return int(writes(file, data, length, offset))

            def truncate(file: int, length: int) -> int:
                self._note("truncate", self._paths.get(file, ""), offset=length)
                return int(truncates(file, length))

            def sync(file: int, flags: int) -> int:
                answer = int(syncs(file, flags))
                self._note("sync", self._paths.get(file, ""))
                return answer

            self._put(ours, "write", WRITE(write))
            self._put(ours, "truncate", TRUNCATE(truncate))
            self._put(ours, "sync", SYNC(sync))
            self._methods[address] = ours
        return self._methods[address]

    def _delete(self, system: int, name: int, syncs_folder: int) -> int:
        answer = int(self._deletes(system, name, syncs_folder))
        self._note("delete", ctypes.string_at(name).decode(), is_synced=bool(syncs_folder))
        return answer


@contextmanager
def recording(folder: Path) -> Iterator[Recorder]:
    """Note what SQLite does to the files in a folder while the block runs."""
    recorder = Recorder(folder)
    recorder.install()
    try:
        yield recorder
    finally:
        recorder.remove()
