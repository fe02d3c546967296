"""Subtitles, SubRip and WebVTT, as a transcript: what is said, in paragraphs with their times.

Lines break where a screen ends, so the cues of a paragraph are joined; a pause, another voice, or
the end of a sentence in a long paragraph begins the next. The times of the single cues are left
out, and counted.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from desktop_app.core.errors import FileDamaged
from desktop_app.core.texts import normalise
from desktop_app.formats.blocks import STRUCK, UNDERLINED, Block, glue, join_blocks, piece
from desktop_app.formats.encoding import decode
from desktop_app.formats.reading import Extract, Source

PAUSE = 2.0
"""The silence between two cues, in seconds, that begins a new paragraph."""
LONG = 500
"""The length, in characters, from which a paragraph ends with its sentence."""

_STAMP = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}.*")
_NAMES = "c|i|b|u|s|v|em|strong|lang|ruby|rt|font|span|div|p|a"
_TAG = re.compile(
    rf"<(/?)({_NAMES})(?:\.[\w.-]*)?(?:\s([^<>]*))?>|<[\d:.]+>|\{{\\[^{{}}]*\}}", re.IGNORECASE
)
"""What is no tag, such as <laughs>, stays in the text."""
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_READING = re.compile(r"<rt(?:\.[\w.-]*)?>[^<]*(?:</rt>)?", re.IGNORECASE)
_VTT = re.compile(r"WEBVTT[ \t]*[-–—:]*[ \t]*([^\n]*)((?:\n[^\n]+)*)")
_SILENT = ("WEBVTT", "STYLE", "REGION")
_NAMED = re.compile(r"(?:>>+|-)\s*")
_HEAD = re.compile(r"([^\W\d_][\w.’'-]*(?: [\w.’'&-]+){0,3}):(?=\s)")
_DASHES = ("-", "–", "—", ">")
_KINDS = {
    "i": "italic", "em": "italic", "b": "bold", "strong": "bold", "u": UNDERLINED, "s": STRUCK,
}  # fmt: skip
_SENTENCE_ENDS = (".", "?", "!", "…", "”", "»", '"', "。", "？", "！", "۔", "؟")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown at a time, in seconds from the beginning; `voice` is who speaks, if told."""

    start: float
    end: float
    voice: str
    words: Block


def read(source: Source) -> Extract:
    """Read subtitles; raises what `decode` raises, and FileDamaged where there are none."""
    decoded = decode(source)
    normalised = normalise(decoded.text)
    counts: Counter[str] = Counter(normalised.replaced)
    counts.pop("line_ends_unified", None)
    said, counts["readings_left_out"] = _READING.subn("", normalised.text)
    cues = [cue for cue in _cues(_BREAK.sub("\n", said), counts) if cue.words.text]
    if not cues:
        raise FileDamaged(path=source.path, reason="no subtitles with times are in it")
    blocks = list(_paragraphs(cues))
    counts |= {"times_left_out": len(cues) - len(blocks), **decoded.counts}
    text, _, runs = join_blocks(blocks)
    metadata = _head(normalised.text)
    return Extract(text, decoded.encoding, decoded.is_guessed, metadata, counts, runs)


def _head(text: str) -> dict[str, str]:
    """Read what a file of WebVTT says of itself in front: its title, and lines of `Name: value`."""
    found = _VTT.match(text)
    if not found:
        return {}
    lines = [line.partition(":") for line in found[2].split("\n")]
    told = {name.strip().lower(): value.strip() for name, _, value in lines if value.strip()}
    return {"title": found[1].strip(), **told} if found[1].strip() else told


def _cues(text: str, counts: Counter[str]) -> Iterator[Cue]:
    """Yield the cues of a file; what stands between them is counted where it has words."""
    for part in re.split(r"\n[ \t]*\n", text):
        lines = part.strip("\n").split("\n")
        at = next((n for n, line in enumerate(lines[:3]) if _TIMES.fullmatch(line)), -1)
        if at >= 0:
            yield from _cues_of(lines, at)
        elif lines[0].startswith("NOTE"):
            counts["comments_left_out"] += 1
        elif part.strip() and not part.lstrip().startswith(_SILENT):
            counts["untimed_left_out"] += 1


def _cues_of(lines: list[str], at: int) -> Iterator[Cue]:
    """Yield the cues of a part; a blank line may be missing between two of them."""
    while at >= 0:
        behind = next((n for n in range(at + 1, len(lines)) if _TIMES.fullmatch(lines[n])), -1)
        end = len(lines) if behind < 0 else behind
        if behind > 0 and lines[end - 1].strip().isdecimal():
            end -= 1
        times = _TIMES.fullmatch(lines[at])
        if times:
            start, stop = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
            yield from _voices(start, stop, "\n".join(lines[at + 1 : end]))
        at = behind


def _voices(start: float, end: float, text: str) -> Iterator[Cue]:
    """Yield a cue for each voice in it; tags of emphasis become stretches."""
    voice = ""
    kinds: Counter[str] = Counter()
    pieces: list[Block] = []
    place = 0
    for tag in _TAG.finditer(text):
        pieces.append(_words(text[place : tag.start()], kinds))
        place = tag.end()
        closes, name, said = tag[1], (tag[2] or "").lower(), tag[3] or ""
        if name == "v" and not closes:
            yield Cue(start, end, voice, glue(pieces).strip())
            pieces, voice = [], " ".join(unescape(said).split())
        elif kind := _KINDS.get(name):
            kinds[kind] = max(0, kinds[kind] + (-1 if closes else 1))
    pieces.append(_words(text[place:], kinds))
    yield Cue(start, end, voice, glue(pieces).strip())


def _words(text: str, kinds: Counter[str]) -> Block:
    """Write lines as one, but for those that begin with another speaker’s dash or name."""
    text = unescape(text)

    def blank(found: re.Match[str]) -> str:
        head = _HEAD.match(text, found.end())
        is_named = head is not None and _is_label(head[1])
        is_spoken = is_named or text[found.end() : found.end() + 1] in _DASHES
        return "\n" if is_spoken and "\n" in found[0] else " "

    return piece(re.sub(r"\s+", blank, text), +kinds)


def _paragraphs(cues: list[Cue]) -> Iterator[Block]:
    gathered: list[Cue] = []
    length, names = 0, _names(cues)
    for cue in cues:
        head = _HEAD.match(cue.words.text)
        is_named = head is not None and head[1] in names
        if gathered and (is_named or _is_new(gathered[-1], cue, length)):
            yield _written(gathered)
            gathered, length = [], 0
        gathered.append(cue)
        length += len(cue.words.text) + 1
    yield _written(gathered)


def _is_label(name: str) -> bool:
    return name.isupper() or name[-1].isdigit()


def _names(cues: list[Cue]) -> set[str]:
    """List what stands before a colon where cues begin: in capitals, numbered, or repeated."""
    heads = Counter(head[1] for cue in cues if (head := _HEAD.match(cue.words.text)))
    return {name for name, count in heads.items() if count > 1 or _is_label(name)}


def _is_new(last: Cue, cue: Cue, length: int) -> bool:
    """Tell whether a cue begins a paragraph."""
    if cue.voice != last.voice or cue.start - last.end >= PAUSE or cue.start < last.start:
        return True
    if _NAMED.match(cue.words.text):
        return True
    return length >= LONG and last.words.text.endswith(_SENTENCE_ENDS)


def _written(cues: list[Cue]) -> Block:
    first = cues[0]
    seconds = int(first.start)
    head = f"[{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}] "
    if first.voice:
        head += f"{first.voice}: "
    return glue((Block(head), glue((cue.words for cue in cues), " ")))


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")
