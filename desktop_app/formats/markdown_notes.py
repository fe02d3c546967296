"""What scholars write in Markdown and CommonMark does not know: notes, and verse line by line.

Both are found line by line before the grammar is asked, and never inside code. Left to it, a note
of one word is taken for the target of a link and lost, and verse runs into prose.
"""

import re

REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
"""The mark of a note in the text: `[^name]`."""
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)")
_INDENT = re.compile(r" {4}|\t")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_VERSE = re.compile(r"\|(?: (.*)|)$")
_NO_BREAK = "\u00a0"


def part_notes(body: str) -> tuple[str, dict[str, str]]:
    """Part the notes, by name, from a text; the second of a name stays where it is."""
    lines = body.split("\n")
    kept: list[str] = []
    notes: dict[str, str] = {}
    fence, at = "", 0
    while at < len(lines):
        line = lines[at]
        fence = _fence_after(line, fence)
        match = None if fence else _NOTE.match(line)
        if match is None or match[1] in notes:
            kept.append(line)
            at += 1
            continue
        end = _note_end(lines, at + 1)
        more = (_INDENT.sub("", each, count=1) for each in lines[at + 1 : end])
        notes[match[1]] = "\n".join((match[2], *more))
        kept.append("")
        at = end
    return "\n".join(kept), notes


def _note_end(lines: list[str], at: int) -> int:
    """Tell behind which line a note ends: all that is indented belongs to it."""
    end, is_open = at, True
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            is_open = False
        elif _INDENT.match(line) or (is_open and not _NOTE.match(line)):
            end = at + 1
        else:
            break
        at += 1
    return end


def keep_verse(body: str) -> str:
    """Give lines that begin with `|` the breaks that keep them apart, and their indents."""
    lines = body.split("\n")
    fence, at = "", 0
    while at < len(lines):
        fence = _fence_after(lines[at], fence)
        end = at
        while not fence and end < len(lines) and _VERSE.match(lines[end]):
            end += 1
        if end > at + 1 and not _is_rule(lines[at + 1]):
            lines[at:end] = [*(_verse(line) + "\\" for line in lines[at : end - 1]),
                             _verse(lines[end - 1])]  # fmt: skip
        at = max(end, at + 1)
    return "\n".join(lines)


def _is_rule(line: str) -> bool:
    """Tell the line below the head of a table."""
    return "-" in line and set(line) <= set(" :|-")


def _verse(line: str) -> str:
    words = line[2:]
    bare = words.lstrip(" ")
    return _NO_BREAK * (len(words) - len(bare)) + bare.rstrip()


def _fence_after(line: str, fence: str) -> str:
    """Tell which fence of code is open behind a line; "" for none."""
    match = _FENCE.match(line)
    if match is None:
        return fence
    if not fence:
        return match[1]
    closes = match[1].startswith(fence) and not line.strip().strip(fence[0])
    return "" if closes else fence
