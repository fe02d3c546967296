"""The registry of text formats, and the one way in: from a file to a text that is ready to store.

A new format is a reader module of its own and a row here. Readers load on first use.
Tables, codebooks and projects of other programs are not texts and not here.
"""

import hashlib
import os
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.errors import FileEmpty, FileMissing, FileTooLarge, UnknownFormat
from desktop_app.core.model import NewDocument, Run
from desktop_app.core.texts import normalise
from desktop_app.formats.blocks import LOST
from desktop_app.formats.files import MEGABYTE, read_bytes
from desktop_app.formats.folders import Found, gather
from desktop_app.formats.reading import Extract, Progress, ReadText, Source, no_progress
from desktop_app.formats.report import ReportLine, describe

__all__ = [
    "ENCODINGS",
    "TEXT_FORMATS",
    "Found",
    "ReadText",
    "ReportLine",
    "TextFormat",
    "describe",
    "find_texts",
    "format_for",
    "new_document",
    "read_pasted",
    "read_piped",
    "read_text",
    "suffixes",
]


MAX_CHARACTERS = 50_000_000
"""The longest text that is taken: some sixty thousand pages."""

ENCODINGS = (
    "utf-8", "utf-16", "cp1252", "iso-8859-15", "mac-roman", "cp1250", "iso-8859-2", "cp1251",
    "koi8-r", "koi8-u", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "shift_jis",
    "euc-jp", "gb18030", "big5", "euc-kr", "cp874",
)  # fmt: skip
"""The encodings that a user may choose among when a guess was wrong; any other can be named."""


@dataclass(frozen=True, slots=True)
class TextFormat:
    """A kind of file that holds a text: its suffixes in lower case, its reader, its size limit."""

    name: str
    suffixes: tuple[str, ...]
    title: str
    read: Callable[[Source], Extract]
    limit: int = 200 * MEGABYTE
    is_encoded: bool = False
    """Whether its letters are bytes in some encoding, rather than characters of its own."""


def _plain(source: Source) -> Extract:
    from desktop_app.formats.plain import read

    return read(source)


def _markdown(source: Source) -> Extract:
    from desktop_app.formats.markdown import read

    return read(source)


def _docx(source: Source) -> Extract:
    from desktop_app.formats.docx import read

    return read(source)


def _odt(source: Source) -> Extract:
    from desktop_app.formats.odt import read

    return read(source)


def _rtf(source: Source) -> Extract:
    from desktop_app.formats.rtf import read

    return read(source)


def _pdf(source: Source) -> Extract:
    from desktop_app.formats.pdf import read

    return read(source)


def _html(source: Source) -> Extract:
    from desktop_app.formats.html import read

    return read(source)


def _epub(source: Source) -> Extract:
    from desktop_app.formats.epub import read

    return read(source)


def _subtitles(source: Source) -> Extract:
    from desktop_app.formats.subtitles import read

    return read(source)


TEXT_FORMATS = (
    TextFormat("text", (".txt", ".text"), "Plain text", _plain, is_encoded=True),
    TextFormat(
        "markdown", (".md", ".markdown"), "Markdown", _markdown, 20 * MEGABYTE, is_encoded=True
    ),
    TextFormat("docx", (".docx",), "Word", _docx),
    TextFormat("odt", (".odt",), "OpenDocument", _odt),
    TextFormat("rtf", (".rtf",), "Rich Text", _rtf),
    TextFormat("pdf", (".pdf",), "PDF", _pdf),
    TextFormat("epub", (".epub",), "Electronic book", _epub),
    TextFormat(
        "html", (".html", ".htm", ".xhtml"), "Web page", _html, 50 * MEGABYTE, is_encoded=True
    ),
    TextFormat(
        "subtitles", (".srt", ".vtt"), "Subtitles", _subtitles, 20 * MEGABYTE, is_encoded=True
    ),
)


def format_for(path: Path) -> TextFormat:
    """Find the text format of a file by its suffix, or raise UnknownFormat."""
    suffix = path.suffix.lower()
    for row in TEXT_FORMATS:
        if suffix in row.suffixes:
            return row
    raise UnknownFormat(path=path, suffixes=suffixes())


def suffixes() -> list[str]:
    """List the suffixes of all text formats, with their dots."""
    return [suffix for row in TEXT_FORMATS for suffix in row.suffixes]


def find_texts(paths: Iterable[Path]) -> tuple[list[Found], list[Path]]:
    """Find the texts among files and in folders, and the files in folders that are no texts.

    Raises FolderTooLarge.
    """
    return gather(paths, suffixes())


def read_text(
    path: Path, encoding: str | None = None, progress: Progress = no_progress
) -> ReadText:
    """Read a file into a normalised text with a report of what was kept and left out.

    `encoding` overrules the guess where a format has encodings. Raises an AppError for every
    file that cannot be read; a file without any words is FileEmpty.
    """
    try:
        text_format = format_for(path)
    except UnknownFormat:
        if not os.path.lexists(path):
            raise FileMissing(path=path) from None
        raise
    data = read_bytes(path, text_format.limit)
    extract = text_format.read(Source(path, data, encoding, progress))
    return _ready(extract, path, path.stem, text_format.name, data)


def read_pasted(text: str, title: str) -> ReadText:
    """Make a text ready that was pasted or typed; raises FileEmpty and FileTooLarge."""
    data = text.encode("utf-8", "surrogatepass")
    return _ready(Extract(text), Path(title), title, "pasted", data)


def read_piped(data: bytes, title: str, encoding: str | None = None) -> ReadText:
    """Make a plain text ready that came without a file; raises what reading a file does."""
    source = Source(Path(title), data, encoding)
    if len(data) > TEXT_FORMATS[0].limit:
        raise FileTooLarge(path=source.path, limit=f"{TEXT_FORMATS[0].limit // MEGABYTE} MB")
    return _ready(_plain(source), source.path, title, "pasted", data)


def _ready(extract: Extract, path: Path, title: str, name: str, data: bytes) -> ReadText:
    if len(extract.text) > MAX_CHARACTERS:
        raise FileTooLarge(path=path, limit=f"{MAX_CHARACTERS // 1_000_000} million characters")
    normalised = normalise(extract.text)
    if not normalised.text.strip():
        raise FileEmpty(path=path)
    found = tuple(_follow(extract.runs, extract.text))
    runs = tuple(run for run in found if run.kind not in LOST)
    lost = sum(
        run.kind in LOST and not normalised.text[run.start : run.end].isspace() for run in found
    )
    counts = normalised.replaced | {"emphasis_kept": len(runs), "looks_left_out": lost}
    counts |= extract.counts
    return ReadText(
        text=normalised.text,
        title=normalise(title).text,
        format=name,
        encoding=extract.encoding,
        is_guessed=extract.is_guessed,
        source_sha256=hashlib.sha256(data).hexdigest(),
        report=tuple(ReportLine(kind, count) for kind, count in counts.items() if count),
        metadata={name: normalise(value).text for name, value in extract.metadata.items()},
        runs=runs,
    )


def _follow(runs: Iterable[Run], raw: str) -> Iterable[Run]:
    """Move stretches to where their words stand once the text is normalised."""
    gone = [0] if raw.startswith("\ufeff") else []
    at = raw.find("\r\n") if runs else -1
    while at >= 0:
        gone.append(at)
        at = raw.find("\r\n", at + 2)
    for run in runs:
        start, end = (at - bisect_left(gone, at) for at in (run.start, run.end))
        if start < end:
            yield Run(start, end, run.kind)


def new_document(
    read: ReadText, source: str, title: str = "", fields: Mapping[str, str] | None = None
) -> NewDocument:
    """Make of a text that was read from the file named `source` what a project takes.

    What the file tells of itself is kept, but only taken over where it is given as `fields`.
    """
    guess = (("encoding_guessed", 1),) if read.is_guessed else ()
    return NewDocument(
        title=title or read.title,
        text=read.text,
        # A file's name may hold bytes that are no characters.
        source_name=normalise(source).text,
        source_sha256=read.source_sha256,
        format=read.format,
        encoding=read.encoding,
        report=(*guess, *((line.kind, line.count) for line in read.report)),
        fields=fields or {},
        metadata=read.metadata,
        runs=read.runs,
    )
