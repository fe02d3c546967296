"""The verb on turns: turns."""

from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from desktop_app.commands.output import counted, show
from desktop_app.core import coders, documents, turns, voices
from desktop_app.core.errors import BadValue, Unknown
from desktop_app.core.model import Op
from desktop_app.core.numbering import Numbering
from desktop_app.core.places import cite
from desktop_app.core.project import Project
from desktop_app.core.voices import Turn

_FINDERS = {
    "auto": voices.find_voices,
    "names": voices.find_transcript,
    "quotations": voices.find_speeches,
}
_EXCERPT = 60


def run(asked: Namespace) -> None:
    """Show who speaks in a document, find it anew, rename voices; keep it where asked to."""
    renames = [_rename(each) for each in asked.rename]
    is_changing = bool(asked.find or renames)
    with Project.open(asked.project, write=asked.apply) as project:
        document = documents.find_document(project, asked.document)
        text = documents.read_text(project, document.id)
        found = turns.list_turns(project, document.id)
        if asked.find:
            found = _FINDERS[asked.find](text)
        for old, new in renames:
            if old not in {turn.speaker for turn in found}:
                raise Unknown(kind="speaker", name=old)
            found = [replace(turn, speaker=new) if turn.speaker == old else turn for turn in found]
        if asked.apply and is_changing:
            me = coders.list_coders(project)[0].id
            with project.change(Op.KEEP_TURNS, me) as change:
                turns.keep_turns(change, document.id, found)
        lines = _lines(text, found)
        if is_changing and not asked.apply:
            lines.append("Nothing was changed; add --apply to keep this.")
        show(asked, _facts(text, found), lines)


def _facts(text: str, found: Sequence[Turn]) -> list[dict[str, object]]:
    return [
        {
            "start": turn.start,
            "end": turn.end,
            "kind": turn.kind,
            "speaker": turn.speaker,
            "text": text[turn.start : turn.end],
        }
        for turn in found
    ]


def _lines(text: str, found: Sequence[Turn]) -> list[str]:
    if not found:
        return ["Nobody is known to speak; look for turns with --find auto."]
    numbering = Numbering(text)
    lines = []
    for turn in found:
        said = " ".join(text[turn.start : turn.end].split())
        said = said if len(said) <= _EXCERPT else f"{said[: _EXCERPT - 1]}…"
        who = turn.speaker or turn.kind
        lines.append(f"{cite(numbering, turn.start, turn.end):>11}  {who}: {said}")
    counts = Counter(turn.speaker for turn in found if turn.speaker)
    heard = ", ".join(f"{name} {counted(n, 'turn')}" for name, n in counts.most_common())
    return [*lines, f"Voices: {heard}."]


def _rename(typed: str) -> tuple[str, str]:
    old, sign, new = typed.partition("=")
    if not (sign and old.strip() and new.strip()):
        raise BadValue(value=typed, kind="renaming; write it as OLD=NEW")
    return old.strip(), " ".join(new.split())
