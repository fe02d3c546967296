"""Whose words are whose: turns in transcripts, and quotations with their speakers in reports.

Everything here is found by rules and only proposed; what a reader makes of it is kept by `turns`.
Spans are code points into the text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from desktop_app.core.numbering import Numbering
from desktop_app.core.quotations import Quotation, find_quotations
from desktop_app.core.spans import Span

NARRATOR = "Narrator"
UNNAMED = "Unnamed"
KINDS = ("turn", "quote", "narration", "event")


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of a text in one voice; an `event` (applause, a time) is nobody's.

    `kind` is one of KINDS: a `turn` of a transcript, a `quote`, or the `narration` around quotes.
    """

    start: int
    end: int
    kind: str
    speaker: str


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


# Transcripts
_NAME = r"[^\W\d_][\w.’'-]*(?:[ \t][(]?[\w.’'&/-]+[)]?,?){0,5}"
_LABEL = re.compile(
    rf"[ \t]*(?:[\[(]?\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:[.,]\d+)?[\])]?[ \t]*[-–]?[ \t]*)?"
    rf"[*_]*(?P<name>{_NAME})[*_]*[ \t]*(?:\([^)\n]{{1,40}}\)[ \t]*)?(?::[*_]*(?=\s|\Z)|：[*_]*)"
)
_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?"
# A line that holds a name and a time and nothing else, as transcribing services write it.
_STAMPED = re.compile(
    rf"[ \t]*(?:(?P<name>{_NAME})[ \t]+{_TIME}|{_TIME}[ \t]+(?P<last>{_NAME}))[ \t]*\Z"
)
# In plays and minutes: THE CHAIR. Order!
_CAPITALS = re.compile(
    r"[ \t]*(?P<name>[^\W\d_][\w’'-]+\.?(?:[ ][\w’'.-]*[\w’'-]){0,4})\."
    r"[ \t]+(?=[^\W\d_a-z]|[“\"(\[])"
)
_Q_AND_A = re.compile(r"[ \t]*(?P<name>[QA])(?:[.:]|(?=\t|[ ]{2,8}\S))")
_HEAD_NAMES = _words("""speaker author date place source title language occasion""")
_NOT_NAMES = _words(
    """note notes source date title place subject re cc to from dear example warning summary
    contents chapter part section figure table answer question http https ps nb updated
    published tags keywords abstract introduction conclusion"""
)
_LONGEST_NAME, _LEAST_TURNS, _LEAST_LENGTH = 48, 2, 20
_EVENT = re.compile(
    r"[\[(*]+\s*(?:[\w’' -]{0,24}\b)?(?:applause|laughter|laughs?|laughing|cheer(?:s|ing)?|"
    r"crosstalk|inaudible|unintelligible|pause|silence|music|sighs?|coughs?|booing|boos|chanting|"
    r"interruption|beifall|gelächter|heiterkeit|zwischenruf|applaudissements|rires|aplausos|risas|applausi|"
    r"аплодисменты|смех|alqışlar|gülüş|alkışlar|oklaski)\b[\w’' ,.-]{0,24}\s*[\])*]+"
    r"|[\[(]\s*\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\s*[\])]",
    re.IGNORECASE,
)


def find_voices(text: str, numbering: Numbering | None = None) -> list[Turn]:
    """Propose the turns of a transcript, or else the quotations of a report with what is around.

    They stand in order; events lie inside others. Empty where nobody seems to speak.
    """
    return find_transcript(text) or find_speeches(text, numbering)


def find_transcript(text: str) -> list[Turn]:
    """Propose the turns of a text whose speakers are named at the beginning of lines."""
    labels = _labels(text)
    if not labels:
        return []
    turns: list[Turn] = []
    for number, (start, name) in enumerate(labels):
        behind = labels[number + 1][0] if number + 1 < len(labels) else len(text)
        turns.append(Turn(start, _trim(text, start, behind), "turn", name))
    return sorted([*turns, *find_events(text)], key=lambda turn: (turn.start, -turn.end))


def find_events(text: str) -> list[Turn]:
    """List what is noted in brackets: applause, laughter, times."""
    return [Turn(*match.span(), "event", "") for match in _EVENT.finditer(text)]


def _labels(text: str) -> list[tuple[int, str]]:
    """List where turns begin, with the names: at least two turns, of names that look like such."""
    named: list[tuple[int, str]] = []
    lettered: list[tuple[int, str]] = []
    capitals: list[tuple[int, str]] = []
    start = _head_end(text)
    lines = text[start:].split("\n")
    for before, line, behind in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        head = line[:100]
        if match := _Q_AND_A.match(head):
            lettered.append((start + match.start(), match["name"]))
        elif (match := _LABEL.match(head)) and _is_name(match["name"]):
            named.append((start + match.start(), _clean(match["name"])))
        elif (match := _STAMPED.match(line[:120])) and _is_name(match["name"] or match["last"]):
            named.append((start + match.start(), _clean(match["name"] or match["last"])))
        elif (match := _CAPITALS.match(head)) and _is_shouted(match["name"]):
            capitals.append((start + match.start(), _clean(match["name"])))
        elif _stands_above(before, line, behind) and _is_shouted(line.strip()):
            capitals.append((start, _clean(line)))
        start += len(line) + 1
    named = max(named, _often(capitals), key=len)
    if not named and {name for _, name in lettered} != {"Q", "A"}:
        return []
    found = sorted([*named, *lettered])
    return found if len(found) >= _LEAST_TURNS and _is_mostly(text, found) else []


def _head_end(text: str) -> int:
    """Return where the text begins behind lines such as `Speaker: …` and `Date: …` at its head."""
    end = text.find("\n\n")
    lines = text[:end].split("\n") if end > 0 else []
    names = [line.partition(":")[0].strip(" *_#").lower() for line in lines if ":" in line]
    return end + 1 if len(_HEAD_NAMES.intersection(names)) > 1 else 0


def _is_mostly(text: str, labels: Sequence[tuple[int, str]]) -> bool:
    """Tell whether the labels are turns rather than lines of a head: the text goes on behind."""
    names = {name for _, name in labels}
    return len(names) < len(labels) or len(text) - labels[0][0] > _LEAST_LENGTH * len(labels)


def _is_name(name: str) -> bool:
    words = name.split()
    if len(name) > _LONGEST_NAME or words[0].lower().strip(".") in _NOT_NAMES:
        return False
    letters = [word for word in words if word[:1].isalpha()]
    small = [word for word in letters if word[0].islower() and len(word) > 3]
    has_case = any(word[0].lower() != word[0].upper() for word in letters)
    return not (has_case and (words[0][:1].islower() or small))


def _stands_above(before: str, line: str, behind: str) -> bool:
    """Tell whether a short line stands right above what is said, as names do in plays."""
    is_short = 1 < len(line.strip()) <= _LONGEST_NAME
    return is_short and not before.strip() and bool(behind.strip()) and not behind.isupper()


def _is_shouted(name: str) -> bool:
    return name.isupper() and _is_name(name)


def _often(labels: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Leave labels out that stand once: chapters are numbered so, who speaks returns."""
    counts = Counter(name for _, name in labels)
    often = {name for name, count in counts.items() if count > 1}
    return [each for each in labels if each[1] in often] if len(often) > 1 else []


def _clean(name: str) -> str:
    return " ".join(re.sub(r"\s*\([^)]*\)?$", "", name).strip("*_ .,").split())


# Reports
_CAP = r"[^\W\d_a-zа-яёα-ωəğıöüçş][\w’'.-]*"
_PERSON = (
    rf"(?:{_CAP}(?:\s+(?:of|the|and|de|da|del|van|von|der|den|al|el|bin|ibn|du|la|le|{_CAP}))*"
    rf"(?:\s+{_CAP})?)"
)
_ROLE_WORDS = (
    r"(?:president|minister|prime minister|spokes(?:man|woman|person)|chancellor|senator|governor|"
    r"mayor|ambassador|secretary|leader|chair(?:man|woman|person)?|director|judge|king|queen|"
    r"professor|author|official|journalist|reporter|speaker|diplomat|general|commander|witness)"
)
_VERBS = (
    r"(?:said|says|say|asked|asks|added|adds|noted|notes|stressed|stresses|stated|states|told|"
    r"tells|replied|replies|answered|answers|commented|comments|explained|explains|declared|"
    r"declares|emphasi[sz]ed|underlined|argued|argues|claimed|claims|insisted|warned|warns|"
    r"continued|concluded|cried|exclaimed|wrote|writes|recalled|remarked|observed|announced|"
    r"admitted|acknowledged|pointed out|went on|repeated|shouted|whispered|wondered|demanded|"
    r"responded|sagte|erklärte|fragte|meinte|betonte|antwortete|dit|déclare|déclaré|demanda|"
    r"ajouta|affirme|affirmé|dijo|afirmó|preguntó|añadió|declaró|disse|afirmou|perguntou|ha detto|"
    r"ha dichiarato|chiese|сказал|сказала|заявил|заявила|отметил|отметила|спросил|спросила|"
    r"подчеркнул|подчеркнула|добавил|добавила|ответил|ответила|dedi|bildirdi|söylədi|söyledi|"
    r"sordu|qeyd etdi|vurguladı)"
)
_PRONOUNS = _words("he she they er sie il elle él ella lui lei он она они o i we ich wir je nous")
_PRONOUN = rf"(?:{'|'.join(sorted(_PRONOUNS))})"
_WHO = (
    rf"(?:(?!An?\s+[a-z])(?P<person>{_PERSON})|(?:[Tt]he|[Aa]n?)\s+"
    rf"(?P<role>(?:[\w’-]+\s+){{0,3}}?{_ROLE_WORDS}(?:\s+of\s+{_PERSON})?(?:\s+{_PERSON})?)"
    rf"|(?P<pronoun>{_PRONOUN})|[Aa]n?\s+(?P<other>[\w’-]+(?:\s+[\w’-]+){{0,2}}))"
)
_NAME_VERB = re.compile(rf"[\s,—–-]*{_WHO}(?:,[^,\n]{{1,60}},)?\s+(?:\w+\s+)?{_VERBS}\b")
_VERB_NAME = re.compile(rf"[\s,—–-]*{_VERBS}\s+{_WHO}")
_BEFORE = re.compile(
    rf"\b{_WHO}(?:,[^,\n]{{1,60}},)?\s+(?:\w+\s+)?{_VERBS}\b"
    rf"|\b[Aa]ccording to {_WHO.replace('P<', 'P<a_')}"
)
_FALSE_NAMES = _words(
    """But And The This That Then So If When After Before In On At It We You I There Here"""
)
_AFTER_REACH, _BEFORE_REACH = 160, 400
_ENDS_SPEECH = re.compile(r"[.!?…,;—–。！？，；-][\"”“»«’›」』]?\Z")
_FRAGMENT_WORDS = 4
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+")


def find_speeches(text: str, numbering: Numbering | None = None) -> list[Turn]:
    """Propose the quotations that somebody speaks, and the narration around them."""
    numbering = numbering or Numbering(text)
    paragraphs = [numbering.paragraph_span(n + 1) for n in range(numbering.paragraph_count)]
    speeches: list[Turn] = []
    voice = ""
    for quotation in find_quotations(text, paragraphs):
        named, is_attributed = _speaker(text, quotation, voice)
        if not (is_attributed or _is_speech(text, quotation)):
            continue
        voice = named or voice
        speeches.append(Turn(quotation.start, quotation.end, "quote", voice or UNNAMED))
    return _with_narration(text, _unify(speeches)) if speeches else []


def _is_speech(text: str, quotation: Quotation) -> bool:
    """Tell speech from a title or a word in marks: by where it begins and how it ends."""
    before = text[: quotation.start].rstrip(" \t\u00a0")[-1:]
    inner = text[quotation.start : quotation.end]
    begins_line = before in ("", "\n")
    return (
        begins_line
        or quotation.is_dashed
        or before in (":", "：")
        or (bool(_ENDS_SPEECH.search(inner)) and _is_several(inner))
    )


def _is_several(words: str) -> bool:
    """Tell whether these are as many words, or signs without spaces, as a sentence has."""
    return sum(1 for _ in islice(_WORD.finditer(words), _FRAGMENT_WORDS)) == _FRAGMENT_WORDS


def _speaker(text: str, quotation: Quotation, voice: str) -> tuple[str, bool]:
    """Find who is said to speak: behind the quotation, before it in its paragraph, or above it."""
    line_end = text.find("\n", quotation.end)
    line_end = len(text) if line_end < 0 else line_end
    after = text[quotation.end : min(line_end, quotation.end + _AFTER_REACH)]
    for pattern in (_NAME_VERB, _VERB_NAME):
        match = pattern.match(after)
        # A colon behind the verb leads to the next quotation.
        is_introduction = match is not None and after[match.end() :].lstrip().startswith(
            (":", "：")
        )
        if match and not is_introduction and (named := _named(match, voice)):
            return named, True
    begin = text.rfind("\n", 0, quotation.start) + 1
    before = text[max(begin, quotation.start - _BEFORE_REACH) : quotation.start]
    if not before.strip():
        # The paragraph above introduces what is said.
        before = text[max(0, begin - _BEFORE_REACH) : begin].rstrip().rpartition("\n")[2]
    found = [named for match in _BEFORE.finditer(before) if (named := _named(match, voice))]
    ends = before.rstrip().endswith((":", ",", "：", "—", "–"))
    return (found[-1], ends) if found else ("", False)


def _named(match: re.Match[str], voice: str) -> str:
    groups = {name.removeprefix("a_"): found for name, found in match.groupdict().items() if found}
    if person := groups.get("person"):
        words = person.split()
        while words and words[0] in _FALSE_NAMES:
            words = words[1:]
        if " ".join(words).lower() not in _PRONOUNS:
            return " ".join(words).strip(".,")
    if role := groups.get("role") or groups.get("other"):
        role = " ".join(role.split())
        return role[0].upper() + role[1:]
    return voice


def _unify(speeches: list[Turn]) -> list[Turn]:
    """Give a surname the full name that ends with it, where only one does."""
    names = {turn.speaker for turn in speeches}
    full: dict[str, str] = {}
    for name in names:
        longer = [other for other in names if other != name and other.endswith(f" {name}")]
        full[name] = longer[0] if len(longer) == 1 else name
    return [replace(turn, speaker=full[turn.speaker]) for turn in speeches]


def _with_narration(text: str, speeches: list[Turn]) -> list[Turn]:
    turns: list[Turn] = []
    before = 0
    for speech in [*speeches, Turn(len(text), len(text), "", "")]:
        start, end = _trim_both(text, before, speech.start)
        if any(map(str.isalnum, text[start:end])):
            turns.append(Turn(start, end, "narration", NARRATOR))
        if speech.kind:
            turns.append(speech)
        before = speech.end
    return turns


def _trim(text: str, start: int, end: int) -> int:
    return _trim_both(text, start, end)[1]


def _trim_both(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
