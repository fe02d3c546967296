"""Where the sentences of one paragraph end, by rules, in many scripts and in linear time.

The language decides which words are abbreviations, where it is known; most rules ask for none.
They lean towards joining: a false end in the middle of a sentence would shift the numbers of all
that follow, and is harder to explain than a long sentence.
Turns of speech and numbering are not known here.
"""

import re
from functools import cache

from desktop_app.core import abbreviations as words
from desktop_app.core.spans import Span

# Marks that end a sentence whatever follows: CJK, Arabic and Urdu, Indic, Armenian, Ethiopic,
# Khmer, Burmese.
_ALWAYS = "。！？｡؟۔।॥։።፧፨។៕။"
_MARKS = rf".!?…‼⁇⁈⁉;\u037e{_ALWAYS}"
_SPACED_DOTS = r"(?<=\.)[ \u00a0\u2009\u202f](?=\.)"
_GOES_ON = ",;:、，；：،؛"
_CLOSERS = "\"'”’»›«‹)\\]}」』】〉》）］｝"
# It closes in German; in Chinese, where no space parts sentences, it opens.
_LOW_CLOSER = "(?<![。！？｡”」』])“"
_END = re.compile(
    # the marks themselves; a semicolon asks a question in Greek only
    # A spaced point never comes first, and a pattern that begins with a set is found far sooner.
    rf"(?P<marks>[{_MARKS}](?:[{_MARKS}]|{_SPACED_DOTS})*)"
    # what belongs to them: closing quotes and brackets, numbers of notes, French spaced quotes
    rf"(?P<tail>(?:\[\d{{1,4}}\]|[⁰¹²³⁴-⁹]|[{_CLOSERS}]|{_LOW_CLOSER}"
    r"|[ \u00a0\u202f][»›](?=[\s.,;:!?)]|\Z))*)"
    r"(?P<space>\s*)"
)
_OPENERS = re.compile("[\\s\"'“”‘’„‚«‹»›(\\[{¿¡—–―-]*")
_LAST_WORD = re.compile("[^\\s—–―(\\[{\"“”‘„‚«»/’'-]*\\Z")
_CLOSING_QUOTE = re.compile("[\"'”’“»›«‹」』]")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_QUOTE_PARTICLE = re.compile(
    # 「…？」と聞いた; “……？”他问。
    "と|って|との|という|[\u4e00-\u9fff]{1,6}?(?:说|說|问|問|答|喊|叫|想|(?<!知)道)[，。：！“「]"
)
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_LATIN = re.compile("[A-Za-z]")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_COUNTED = re.compile(r"\d|[IVXLCDM]{2,}\b|[VX]\b")
_WORD = re.compile(r"\w{1,10}")
_FEW = 8

_REPORTING = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|M|Mme|Sr|Sra|Herr|Frau)\.?\s+)?"
    r"(?:(?!(?:He|She|They|We|It|You|The|A|An|This|That|But|And|Then|So|No|Yes)\b)"
    r"[^\W\d_a-zа-яα-ω][\w’'.-]{0,30}\s+)"
    r"(?:[\w’'.-]{1,30}\s+){0,3}?"
    rf"(?:{'|'.join(sorted(words.SAYING))})(?!\w)"
)
_COMPANY = re.compile(r"(?:Inc|Ltd|LLC|Corp|GmbH|Co)\b")
_STARTERS = re.compile(
    r"""(?:The|A|An|This|That|These|Those|He|She|It|They|We|I|You|His|Her|Its|Their|Our|My|Your|
    In|On|At|By|For|From|With|As|If|When|While|After|Before|Since|But|And|Or|So|Yet|Then|Thus|
    However|There|Here|What|Why|How|Who|Where|Which|Not|No|Yes|Now|Some|Many|Most|All|Each|To|
    Der|Die|Das|Ein|Eine|Er|Sie|Es|Wir|Ich|Und|Aber|Doch|Dann|Wenn|Als|Im|Auf|Mit|Nach|
    Le|La|Les|Un|Une|Il|Elle|Ils|Elles|Nous|On|Je|Mais|Et|Ce|Cette|Dans|
    El|Los|Las|Pero|Y|Es|En|Él|Ella|O|Os|As|Mas|Ele|Ela|Ma|Ed|Lui|Lei|Poi|Het|Een|Zij|Hij|Maar|
    Bu|O|Ve|Ama|Və|Amma|Он|Она|Они|Мы|Это|В|На|Но|И|Так|Тогда|Το|Η|Ο|Και)(?=[\s,’'])""",
    re.VERBOSE,
)


def sentences(paragraph: str, language: str = "") -> list[Span]:
    """Return the spans of a paragraph's sentences: in order, disjoint, covering all but space.

    `language` is an ISO 639-1 code; where it is unknown, only the common abbreviations count.
    """
    spans: list[Span] = []
    start = len(paragraph) - len(paragraph.lstrip())
    is_greek = ";" in paragraph and _is_greek(paragraph)
    abbreviations = _abbreviations(language)
    for match in _END.finditer(paragraph):
        if match.end() == len(paragraph):
            break
        if _is_end(paragraph, start, match, is_greek, abbreviations):
            spans.append((start, match.end("tail")))
            start = match.end()
    end = len(paragraph.rstrip())
    if start < end:
        spans.append((start, end))
    return spans


@cache
def _abbreviations(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of which a point is a part, and those of which it may be one."""
    none: frozenset[str] = frozenset()
    titles, of_language = words.TITLES.get(language, none), words.OF_LANGUAGE.get(language, none)
    return words.ABBREVIATIONS | titles, words.DOUBTFUL | of_language


def _is_end(
    paragraph: str,
    start: int,
    match: re.Match[str],
    is_greek: bool,
    abbreviations: tuple[frozenset[str], frozenset[str]],
) -> bool:
    marks, space = match.group("marks", "space")
    following = paragraph[match.end()]
    # Nearly all marks are single points, which need fewer questions.
    if marks != ".":
        if not is_greek:
            marks = marks.replace(";", "")
        told = _tells_by_itself(paragraph, start, match, marks)
        if told is not None:
            return told
    elif not space or following in _GOES_ON:
        return False
    first = match.end()
    if not following.isupper():
        begins = _OPENERS.match(paragraph, first)
        first = begins.end() if begins else first
        if first < len(paragraph) and paragraph[first].islower():
            return False
    if paragraph[match.start() - 1 : match.start()] in ("(", "["):
        return False
    if marks[-1] != ".":
        return not _goes_on(paragraph, match)
    return marks != "." or not _is_abbreviated(
        paragraph, start, match.start(), first, abbreviations
    )


def _tells_by_itself(paragraph: str, start: int, match: re.Match[str], marks: str) -> bool | None:
    """Tell whether marks end a sentence; None where it depends on the words around them."""
    following = paragraph[match.end()]
    words = paragraph[start : match.start()] if match.start() < start + _FEW else "a"
    # Dots may begin a quotation: “… Then what?”
    if not marks or following in _GOES_ON or not any(map(str.isalnum, words)):
        return False
    if any(mark in _ALWAYS for mark in marks):
        is_quoted = bool(_CLOSING_QUOTE.search(match["tail"]))
        return not (is_quoted and _QUOTE_PARTICLE.match(paragraph, match.end()))
    if not match["space"]:
        return marks[-1] in "!?" and bool(_EAST_ASIAN.match(following))
    return None


def _goes_on(paragraph: str, match: re.Match[str]) -> bool:
    """Tell whether a question or cry stands inside a sentence: “Why?” John asked."""
    if _CLOSING_QUOTE.search(match["tail"]):
        return bool(_REPORTING.match(paragraph, match.end()))
    return bool(_COMPANY.match(paragraph, match.end()))


def _is_abbreviated(
    paragraph: str,
    start: int,
    point: int,
    following: int,
    abbreviations: tuple[frozenset[str], frozenset[str]],
) -> bool:
    """Tell whether the point after a word belongs to the word and not to the sentence."""
    # Longer words are no abbreviations, and a bounded look back keeps the whole linear.
    word = _last_word(paragraph[max(start, point - 16) : point])
    lowered = word.lower()
    always, doubtful = abbreviations
    if lowered in always:
        return True
    if word.isdigit():
        if point - len(word) == start:
            return True  # the number of an item
        return len(word) <= 2 and (
            _names_month(paragraph, following)
            or _word_before(paragraph, start, point - len(word)) in words.ORDINAL_AFTER
        )
    if lowered in words.BEFORE_NUMBERS and _COUNTED.match(paragraph, following):
        return True
    if lowered in doubtful or (_is_short(word) and _INITIALS.fullmatch(word)):
        return not _STARTERS.match(paragraph, following)
    return False


def _is_short(word: str) -> bool:
    return len(word) == 1 or "." in word


def _last_word(text: str) -> str:
    if not text or text[-1].isspace():
        return ""
    word = text.split()[-1]
    if word.isalnum():
        return word  # as nearly all are: the pattern would try at every letter
    found = _LAST_WORD.search(word)
    return found[0] if found else ""


def _names_month(paragraph: str, position: int) -> bool:
    word = _WORD.match(paragraph, position)
    return word is not None and word[0].lower() in words.MONTHS


def _word_before(paragraph: str, start: int, position: int) -> str:
    found = paragraph[max(start, position - 12) : position].split()
    return found[-1].lower() if found else ""


def _is_greek(paragraph: str) -> bool:
    return len(_GREEK.findall(paragraph)) > len(_LATIN.findall(paragraph))
