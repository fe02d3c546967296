"""Reading files, zip archives and XML that may be missing, damaged or hostile.

Every failure becomes an AppError that names the file; every size is bounded while reading.
What stands in the files is not known here.
"""

import lzma
import stat
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from lxml import etree

from desktop_app.core.errors import (
    AppError,
    FileDamaged,
    FileEmpty,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
)

MAX_MEMBERS = 2_000
MAX_MEMBER = 100_000_000
MAX_TOTAL = 500_000_000
# A small member may be packed as tightly as it likes: unpacking it does no harm.
MAX_RATIO = 200
RATIO_FROM = 10_000_000
CHUNK = 1 << 20

_PACKING_ERRORS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_file(path: Path) -> None:
    """Raise FileMissing or FileUnreadable unless a regular file stands at `path`."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise _failure(path, error) from error
    if stat.S_ISDIR(mode):
        raise FileUnreadable(path=path, reason="it is a folder")
    if not stat.S_ISREG(mode):
        raise FileUnreadable(path=path, reason="it is not an ordinary file")


def read_bytes(path: Path, limit: int) -> bytes:
    """Read a file of at most `limit` bytes; raise the AppError that fits."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise _failure(path, error) from error
    if not data:
        raise FileEmpty(path=path)
    if len(data) > limit:
        raise FileTooLarge(path=path, limit=_size(limit))
    return data


class Archive:
    """A zip archive in memory whose members are unpacked one by one, counted while reading."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._path = path
        self._left = MAX_TOTAL
        if data.startswith(_OLE):
            raise _ole_failure(path, data)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            members = self._zip.infolist()
        except _PACKING_ERRORS as error:
            raise FileDamaged(path=path, reason="it is not a whole archive") from error
        if len(members) > MAX_MEMBERS:
            raise FileTooLarge(path=path, limit=f"{MAX_MEMBERS} parts")
        self._members = {member.filename: member for member in members}

    @property
    def names(self) -> list[str]:
        """List the members' names."""
        return list(self._members)

    def read(self, name: str) -> bytes | None:
        """Unpack a member; None if there is none of that name. Raises an AppError."""
        member = self._members.get(name)
        if member is None:
            return None
        if member.flag_bits & 1:
            raise FileUnreadable(path=self._path, reason="it is protected by a password")
        chunks: list[bytes] = []
        size = 0
        try:
            with self._zip.open(member) as file:
                while chunk := file.read(CHUNK):
                    size += len(chunk)
                    self._left -= len(chunk)
                    self._check(size, member.compress_size)
                    chunks.append(chunk)
        except _PACKING_ERRORS as error:
            raise FileDamaged(path=self._path, reason=f"its part {name} is broken") from error
        return b"".join(chunks)

    def xml(self, name: str) -> etree._Element | None:
        """Unpack and parse an XML member; None if there is none of that name."""
        data = self.read(name)
        return None if data is None else parse_xml(self._path, data)

    def _check(self, size: int, packed: int) -> None:
        is_bomb = size > RATIO_FROM and size > MAX_RATIO * max(packed, 1)
        if size > MAX_MEMBER or self._left < 0 or is_bomb:
            raise FileTooLarge(path=self._path, limit=f"{_size(MAX_MEMBER)} when unpacked")


def parse_xml(path: Path, data: bytes) -> etree._Element:
    """Parse XML without entities, network or DOCTYPE; raise FileDamaged."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FileDamaged(path=path, reason="its XML is broken") from error
    if root.getroottree().docinfo.doctype:
        raise FileDamaged(path=path, reason="its XML declares a document type")
    return root


def _failure(path: Path, error: OSError | ValueError) -> AppError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileMissing(path=path)
    reason = error.strerror if isinstance(error, OSError) else "its name is not a file name"
    return FileUnreadable(path=path, reason=reason or "the system refuses")


def _ole_failure(path: Path, data: bytes) -> AppError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return FileUnreadable(path=path, reason="it is protected by a password")
    return FileDamaged(path=path, reason="it is in the format of an older Office")


def _size(limit: int) -> str:
    return f"{limit // 1_000_000} MB"
