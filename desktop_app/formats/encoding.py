"""Bytes to text: byte order marks, UTF-8, and a guess where neither settles it.

A few stray bytes in a UTF-8 text, as pasting leaves them, are read as Western European. The guess
is charset-normalizer's among a list of common encodings, but for Latin letters, where it often
takes one code page for another, the alphabets below decide.
"""

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.core.errors import FileBinary, FileEmpty, UnknownEncoding, WrongEncoding
from desktop_app.formats.reading import Source
from desktop_app.formats.scripts import likely_code_page

SAMPLE = 200_000
_STRAYS, _LEAST_WHOLE, _OLD_MAC = "cp1252", 4, 0.9

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"PK\x03\x04", b"SQLite format 3\0",
    b"\x7fELF", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf",
)  # fmt: skip
_CONTROLS = bytes(code for code in range(32) if code not in b"\b\t\n\v\f\r\x1a\x1b") + b"\x7f"

_ICELANDIC = "áæðéíóöþúý"
# In order of preference where they read a text alike.
_LATIN = {
    "cp1252": (
        "àâæçèéêëîïôœùûüÿ", "äöüßé", "áéíñóúüªº", "áàâãçéêíóôõúüªº", "àèéìíîòóùú", "æøåéèêóòô",
        "åäöéà", "áéëïíóöúü", _ICELANDIC, "àçèéíïòóúü", "àâçèéêëïñôöü",
    ),
    "cp1250": (
        "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ",
    ),
    "iso8859-2": (
        "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ",
    ),
    "cp1254": ("çğıiöşüâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
    "mac-roman": ("àâæçèéêëîïôœùûüÿ", "äöüßé", "áéíñóúüªº", "àèéìíîòóùú", "æøåéèêóòô", "åäöéà"),
}  # fmt: skip
_OTHERS = (
    "cp1251", "koi8_r", "koi8_u", "cp1253", "cp1255", "cp1256", "cp1258", "cp874",
    "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
)  # fmt: skip
# What tells a right reading from a wrong one: letters, and signs that stand in no word. Quotation
# marks and dashes have the same place in all these code pages; control characters have none.
_TELLING = re.compile(
    "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0080-\u009f]"
    "|[\u00a2-\u00a6\u00a8\u00ac\u00af-\u00b6\u00b8\u00b9\u00bc-\u00be×÷](?=[a-z])"
    "|(?<=[a-z])[¡¿\u00a2-\u00a6\u00a8\u00ac\u00b1\u00b4\u00b6\u00b8\u00bc-\u00be×÷]"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text, a byte order mark still in front, and where its encoding comes from."""

    text: str
    encoding: str
    is_guessed: bool
    counts: Counter[str] = field(default_factory=Counter)
    """What the report shall say of it."""


def decode(source: Source) -> Decoded:
    """Decode a file in the encoding that was named, or that it shows, or that is likeliest.

    Raises FileEmpty, FileBinary, UnknownEncoding and WrongEncoding.
    """
    data = source.data
    if not data.strip():
        raise FileEmpty(path=source.path)
    if data.startswith(_MAGIC):
        raise FileBinary(path=source.path)
    if source.encoding:
        return _decode_named(source.path, data, source.encoding)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(source.path, data, encoding)
    text = _utf8(data)
    is_binary = _is_binary(data, is_utf8=text is not None)
    if text is not None and not is_binary:
        return Decoded(text, "utf-8", is_guessed=False)
    encoding = _wide_encoding(data)
    if is_binary and not encoding:
        raise FileBinary(path=source.path)
    if not encoding and (found := _nearly_utf8(data)):
        return found
    encoding = encoding or guess(data)
    return Decoded(data.decode(encoding), encoding, is_guessed=True)


def guess(data: bytes) -> str:
    """Return the likeliest encoding of a text that is not UTF-8, one that decodes all of it."""
    if encoding := likely_code_page(data):
        return encoding
    # Imported here: most texts are UTF-8, and it is slow to load.
    from charset_normalizer import from_bytes

    found = from_bytes(data, cp_isolation=[*_LATIN, *_OTHERS], preemptive_behaviour=False)
    for match in found:
        encoding = codecs.lookup(match.encoding).name
        if encoding in _LATIN:
            break
        if _decodes(data, encoding):
            return encoding
    fitting = [encoding for encoding in _LATIN if _decodes(data, encoding)]
    return max(fitting, key=lambda encoding: _fit(data, encoding), default="iso8859-1")


def _decode_named(path: Path, data: bytes, encoding: str) -> Decoded:
    """Decode in the encoding that was named; the mark of another one is no text and left out."""
    mark = next((mark for mark, _ in _MARKS if data.startswith(mark)), b"")
    decoded = _decode_as(path, data.removeprefix(mark), encoding)
    if _says_something(mark, decoded.encoding):
        decoded.counts["other_mark_left_out"] = 1
        return decoded
    return _decode_as(path, data, encoding) if mark else decoded


def _says_something(mark: bytes, encoding: str) -> bool:
    """Tell whether a mark is anything but a mark in an encoding."""
    try:
        return bool(mark.decode(encoding).strip("\ufeff"))
    except UnicodeError:
        return True


def _decode_as(path: Path, data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        # Half characters are let through here: normalising replaces and counts them.
        errors = "surrogatepass" if name.startswith("utf-") else "strict"
        return Decoded(data.decode(name, errors), name, is_guessed=False)
    except UnicodeError as error:
        if name == "utf-8" and (found := _nearly_utf8(data)):
            return found
        raise WrongEncoding(path=path, encoding=encoding) from error
    except (LookupError, ValueError) as error:
        raise UnknownEncoding(name=encoding) from error


def _wide_encoding(data: bytes) -> str:
    """Return the UTF-16 without a mark that the places of NULs give away, or nothing."""
    sample = data[:SAMPLE]
    if len(data) % 2 or not sample.count(0):
        return ""
    half = len(sample) // 2
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    for encoding, rare, common in (("utf-16-le", first, second), ("utf-16-be", second, first)):
        # In Cyrillic only spaces and points tell; a few characters prove nothing by a share.
        is_telling = common == half or common > max(4, half * 0.1)
        if is_telling and rare < half * 0.01 and _decodes(data, encoding):
            return encoding
    return ""


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None


def _nearly_utf8(data: bytes) -> Decoded | None:
    """Read UTF-8 with a few stray bytes in it; None where these are no exception."""
    # Looked at in small first: where there are very many, each takes its time.
    return _with_strays(data) if len(data) < SAMPLE or _with_strays(data[:SAMPLE]) else None


def _with_strays(data: bytes) -> Decoded | None:
    strays = 0

    def read(error: UnicodeError) -> tuple[str, int]:
        nonlocal strays
        assert isinstance(error, UnicodeDecodeError)
        strays += error.end - error.start
        return error.object[error.start : error.end].decode(_STRAYS, "replace"), error.end

    codecs.register_error("diple-strays", read)
    text = data.decode("utf-8", "diple-strays")
    # Each letter of more than one byte makes the text shorter than the file.
    is_rare = len(data) - len(text) >= _LEAST_WHOLE * strays
    counts = Counter(strays_read=strays)
    return Decoded(text, "utf-8", is_guessed=True, counts=counts) if is_rare else None


def _is_binary(data: bytes, is_utf8: bool) -> bool:
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if is_utf8:
        # A stray NUL in a text is replaced and reported; only a crowd of them is no text.
        return controls > len(sample) * 0.1
    return 0 in data or controls > len(sample) * 0.02


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _fit(data: bytes, encoding: str) -> float:
    """Return the share of the telling characters that one language of the encoding explains."""
    telling = _TELLING.findall(data[:SAMPLE].decode(encoding, "replace").lower())
    # Turkish has ş, ı and ğ where Icelandic has þ, ý and ð, but no á and no æ.
    is_icelandic = "á" in telling or "æ" in telling
    shares = [
        sum(character in alphabet for character in telling) / max(1, len(telling))
        for alphabet in _LATIN[encoding]
        if is_icelandic or alphabet != _ICELANDIC
    ]
    return max(shares) * (_OLD_MAC if encoding == "mac-roman" else 1.0)
