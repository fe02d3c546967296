"""What the packed streams of a PDF unpack to, measured before anything opens it.

pdfium unpacks a stream whole, whatever its size; a file of one megabyte was seen to take two
gigabytes. Streams that are packed twice are measured to the second time.
"""

import re
import zlib
from pathlib import Path

from desktop_app.core.errors import FileTooLarge
from desktop_app.formats.files import MEGABYTE

MAX_STREAM = 50 * MEGABYTE
MAX_TOTAL = 500 * MEGABYTE
MAX_RATIO = 200
"""A stream may be large, or packed tightly, but not both."""

_STREAM = re.compile(rb"stream\r?\n")
_CHUNK = 1 << 16
_STEP = 1 << 20


def check_streams(path: Path, data: bytes) -> None:
    """Raise FileTooLarge where streams unpack to more than any page needs."""
    total = 0
    at = 0
    while found := _STREAM.search(data, at):
        at = found.end()
        size, packed = _unpacked(data, at)
        at += packed
        if size > MAX_RATIO * max(packed, 1):
            total += size
            if size > MAX_STREAM or total > MAX_TOTAL:
                limit = f"{MAX_STREAM // MEGABYTE} MB when unpacked"
                raise FileTooLarge(path=path, limit=limit)


def _unpacked(data: bytes, at: int, depth: int = 0) -> tuple[int, int]:
    """Measure a stream: the bytes that it unpacks to, and those it takes in the file."""
    if not _is_packed(data[at : at + 2]):
        return 0, 0
    stream = zlib.decompressobj()
    size, place = 0, at
    first = b""
    try:
        while not stream.eof and size <= MAX_STREAM:
            chunk = stream.unconsumed_tail
            if not chunk:
                chunk = data[place : place + _CHUNK]
                place += len(chunk)
            if not chunk:
                break
            out = stream.decompress(chunk, _STEP)
            size += len(out)
            if len(first) < _STEP:
                first += out
    except zlib.error:
        pass
    packed = place - at - len(stream.unused_data) - len(stream.unconsumed_tail)
    if depth < 3 and _is_packed(first[:2]):
        size = max(size, _unpacked(first, 0, depth + 1)[0])
    return size, packed


def _is_packed(head: bytes) -> bool:
    """Tell whether two bytes begin a stream of zlib (RFC 1950)."""
    return len(head) == 2 and head[0] & 0x0F == 8 and int.from_bytes(head, "big") % 31 == 0
