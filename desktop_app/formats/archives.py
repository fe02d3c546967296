"""Zip archives from strangers: unpacked one member at a time, every size bounded while reading.

What the members mean is not known here.
"""

import lzma
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from lxml import etree

from desktop_app.core.errors import AppError, FileDamaged, FileTooLarge, FileUnreadable
from desktop_app.formats.files import MEGABYTE
from desktop_app.formats.xmltree import parse_xml

MAX_MEMBERS = 2_000
MAX_MEMBER = 100 * MEGABYTE
MAX_TOTAL = 500 * MEGABYTE
# A small member may be packed as tightly as it likes: unpacking it does no harm.
MAX_RATIO = 200
RATIO_FROM = 10 * MEGABYTE
CHUNK = 1 << 20

_PACKING_ERRORS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


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
            raise FileTooLarge(path=self._path, limit=f"{MAX_MEMBER // MEGABYTE} MB when unpacked")


def _ole_failure(path: Path, data: bytes) -> AppError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return FileUnreadable(path=path, reason="it is protected by a password")
    return FileDamaged(path=path, reason="it is in the format of an older Office")
