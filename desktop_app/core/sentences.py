"""Where the sentences of one paragraph end, by rules, in many scripts and in linear time.

No language is asked for. The rules lean towards joining: a false end in the middle of a sentence
would shift the numbers of all that follow, and is harder to explain than a long sentence.
Turns of speech and numbering are not known here.
"""

import re

from desktop_app.core.spans import Span

# Marks that end a sentence whatever follows: CJK, Arabic and Urdu, Indic, Armenian, Ethiopic,
# Khmer, Burmese.
_ALWAYS = "。！？｡؟۔।॥։።፧፨។៕။"
_SPACED_DOTS = r"(?<=\.)[ \u00a0\u2009\u202f](?=\.)"
_CLOSERS = "\"'”’“»›«‹)\\]}」』】〉》）］｝"
_END = re.compile(
    # the marks themselves; a semicolon asks a question in Greek only
    rf"(?P<marks>(?:[.!?…‼⁇⁈⁉;\u037e{_ALWAYS}]|{_SPACED_DOTS})+)"
    # what belongs to them: closing quotes and brackets, numbers of notes, French spaced quotes
    rf"(?P<tail>(?:\[\d{{1,4}}\]|[⁰¹²³⁴-⁹]|[{_CLOSERS}]|[ \u00a0\u202f][»›](?=[\s.,;:!?)]|\Z))*)"
    r"(?P<space>\s*)"
)
_OPENERS = re.compile("[\\s\"'“”‘’„‚«‹»›(\\[{¿¡—–―-]*")
_LAST_WORD = re.compile("[^\\s—–―(\\[{\"“”‘„‚«»/’'-]*\\Z")
_CLOSING_QUOTE = re.compile("[\"'”’“»›«‹」』]")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_QUOTE_PARTICLE = re.compile("と|って|との|という")
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_LATIN = re.compile("[A-Za-z]")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_COUNTED = re.compile(r"\d|[IVXLCDM]{2,}\b|[VX]\b")
_WORD = re.compile(r"\w{1,10}")


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


# Words of which a point is a part, so that it never ends a sentence.
_ABBREVIATIONS = _words(
    """mr mrs ms messrs dr drs prof profs rev hon gen col maj capt cpt lt sgt cpl cmdr adm brig gov
    sen rep pres amb insp supt ste mt vs viz cf e.g i.e eg ie mme mmes mlle mgr dña sra srta
    sig dott avv geb gen hrsg bzw vgl sog bspw z.b d.h u.a p.ej т.е им ул"""
)
# Words of which a point is a part where a number follows.
_BEFORE_NUMBERS = _words(
    """no nos nr núm p pp ff vol vols bk ch chap chs fig figs tab art arts sec secs sect par para
    pt ed eds ll vv ln bd abb kap ca cir circa approx op cod ms mss jan feb mar apr jun jul aug sep
    sept oct nov dec стр гл рис"""
)
# Words of which a point may be a part: the next word tells.
_DOUBTFUL = _words("st inc ltd co corp bros jr sr esq al ph.d")
# Before these, a point makes a number an ordinal (German).
_MONTHS = _words(
    """januar jänner februar märz april mai juni juli august september oktober november
    dezember"""
)
_STARTERS = re.compile(
    r"""(?:The|A|An|This|That|These|Those|He|She|It|They|We|I|You|His|Her|Its|Their|Our|My|Your|
    In|On|At|By|For|From|With|As|If|When|While|After|Before|Since|But|And|Or|So|Yet|Then|Thus|
    However|There|Here|What|Why|How|Who|Where|Which|Not|No|Yes|Now|Some|Many|Most|All|Each|To|
    Der|Die|Das|Ein|Eine|Er|Sie|Es|Wir|Ich|Le|La|Les|Un|Une|Il|Elle|Ils|Elles|Nous|El|Los|Las|
    Он|Она|Они|Мы|Это|В|На|Но|И)(?=[\s,’'])""",
    re.VERBOSE,
)


def sentences(paragraph: str) -> list[Span]:
    """Return the spans of a paragraph's sentences: in order, disjoint, covering all but space."""
    spans: list[Span] = []
    start = len(paragraph) - len(paragraph.lstrip())
    is_greek = ";" in paragraph and _is_greek(paragraph)
    for match in _END.finditer(paragraph):
        if match.end() == len(paragraph):
            break
        if _is_end(paragraph, start, match, is_greek):
            spans.append((start, match.end("tail")))
            start = match.end()
    end = len(paragraph.rstrip())
    if start < end:
        spans.append((start, end))
    return spans


def _is_end(paragraph: str, start: int, match: re.Match[str], is_greek: bool) -> bool:
    marks = match["marks"]
    if not is_greek:
        marks = marks.replace(";", "")
    following = paragraph[match.end()]
    if not marks or following in ",;:，、；：،؛":
        return False
    if any(mark in _ALWAYS for mark in marks):
        is_quoted = bool(_CLOSING_QUOTE.search(match["tail"]))
        return not (is_quoted and _QUOTE_PARTICLE.match(paragraph, match.end()))
    if not match["space"]:
        return marks[-1] in "!?" and bool(_EAST_ASIAN.match(following))
    begins = _OPENERS.match(paragraph, match.end())
    first = begins.end() if begins else match.end()
    if first < len(paragraph) and paragraph[first].islower():
        return False
    if paragraph[match.start() - 1 : match.start()] in ("(", "["):
        return False
    return marks != "." or not _is_abbreviated(paragraph, start, match.start(), first)


def _is_abbreviated(paragraph: str, start: int, point: int, following: int) -> bool:
    """Tell whether the point after a word belongs to the word and not to the sentence."""
    # Longer words are no abbreviations, and a bounded look back keeps the whole linear.
    found = _LAST_WORD.search(paragraph, max(start, point - 16), point)
    word = found[0] if found else ""
    lowered = word.lower()
    if lowered in _ABBREVIATIONS:
        return True
    if word.isdigit():
        is_list_number = point - len(word) == start
        return is_list_number or (len(word) <= 2 and _names_month(paragraph, following))
    if lowered in _BEFORE_NUMBERS and _COUNTED.match(paragraph, following):
        return True
    if lowered in _DOUBTFUL or _INITIALS.fullmatch(word):
        return not _STARTERS.match(paragraph, following)
    return False


def _names_month(paragraph: str, position: int) -> bool:
    word = _WORD.match(paragraph, position)
    return word is not None and word[0].lower() in _MONTHS


def _is_greek(paragraph: str) -> bool:
    return len(_GREEK.findall(paragraph)) > len(_LATIN.findall(paragraph))
